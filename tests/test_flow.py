"""Work is handed out a little ahead of what is done: every task once, never many at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock

import pytest

from regclaims.fixtures.flow import completed


@pytest.mark.parametrize(("tasks", "ahead"), [(0, 1), (1, 4), (50, 1), (50, 7)])
def test_every_task_comes_back_once_with_its_result(tasks, ahead):
    with ThreadPoolExecutor(2) as executor:
        found = dict(completed(executor, ((n, partial(pow, n, 2)) for n in range(tasks)), ahead))
    assert found == {n: n * n for n in range(tasks)}


def test_no_more_is_taken_than_the_window_holds():
    taken, handed_out, most, lock = 0, 0, 0, Lock()

    def tasks():
        nonlocal taken, most
        for n in range(100):
            with lock:
                taken += 1
                most = max(most, taken - handed_out)
            yield n, partial(abs, n)

    with ThreadPoolExecutor(2) as executor:
        for _ in completed(executor, tasks(), ahead=5):
            with lock:
                handed_out += 1
    assert taken == 100
    assert 5 <= most <= 6  # one more is asked for while the last result is on its way out


def test_an_error_reaches_the_caller_and_stops_the_rest():
    done: list[int] = []

    def work(n: int) -> None:
        done.append(n)
        if n == 3:
            raise ValueError("no")

    with ThreadPoolExecutor(1) as executor, pytest.raises(ValueError, match="no"):
        list(completed(executor, ((n, partial(work, n)) for n in range(1000)), ahead=4))
    assert len(done) < 20
