"""Many files are read by several processes: the same comes of them, in order, whatever happens to a process."""

from __future__ import annotations

import operator
import os
import signal
import time
from collections.abc import Iterator
from functools import partial

import pytest

from regclaims.reports.check import workers

MUCH = workers.MUCH


def _pid(task: int) -> tuple[int, int]:
    return task, os.getpid()


def _slow_first(task: int) -> int:
    time.sleep(0.2 if task == 0 else 0)
    return task


def _dies_elsewhere(task: int, home: int, at: int) -> int:
    if task == at and os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def _fails(task: int) -> int:
    return 1 // task


def _size(_: int) -> int:
    return MUCH // 2


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("tasks", [0, 1, 2, 3, 30])
def test_results_are_those_of_one_process_in_order(jobs: int, tasks: int) -> None:
    """The slowest task is the first."""
    assert list(workers.each(_slow_first, range(tasks), _size, jobs=jobs)) == list(range(tasks))


def test_processes_started_anew_do_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems where none is a copy of the first; such a process finds only what is installed, no tests."""
    monkeypatch.setattr(workers, "WAY", "spawn")
    tasks: list[partial[object]] = [*(partial(abs, -number) for number in range(4)), *[partial(os.getpid)] * 4]
    done = list(workers.each(operator.call, tasks, lambda _: MUCH // 2, jobs=2))
    assert done[:4] == list(range(4))
    assert os.getpid() not in done


@pytest.mark.parametrize(
    ("tasks", "size", "jobs", "elsewhere"),
    [(9, MUCH, 2, True), (2, MUCH, 2, True), (9, MUCH, 1, False), (1, 9 * MUCH, 2, False), (9, 1, 2, False)],
)
def test_others_are_started_where_there_are_several_tasks_and_much(
    tasks: int, size: int, jobs: int, elsewhere: bool
) -> None:
    """Not for one file, not for little, not where one process was asked for."""
    done = list(workers.each(_pid, range(tasks), lambda _: size, jobs=jobs))
    assert [task for task, _ in done] == list(range(tasks))
    assert {pid != os.getpid() for _, pid in done} == {elsewhere}


@pytest.mark.parametrize("at", [0, 4, 8])
def test_what_a_killed_process_leaves_is_done_all_the_same(at: int) -> None:
    """First, in the middle and last."""
    work = partial(_dies_elsewhere, home=os.getpid(), at=at)
    assert list(workers.each(work, range(9), _size, jobs=2)) == list(range(9))


def test_a_fault_reaches_who_asked_and_leaves_no_process() -> None:
    """As it would from one process."""
    with pytest.raises(ZeroDivisionError):
        list(workers.each(_fails, [1, 2, 0, 3], _size, jobs=2))
    assert _children() == set()


def test_who_stops_asking_leaves_no_process() -> None:
    """The rest is not done."""
    asking = workers.each(_pid, range(99), _size, jobs=2)
    assert isinstance(asking, Iterator)
    assert next(asking)[0] == 0
    asking.close()  # type: ignore[attr-defined]
    assert _children() == set()


def test_no_more_is_read_ahead_than_keeps_all_busy() -> None:
    """However many files there are."""
    taken = []

    def tasks() -> Iterator[int]:
        for task in range(99):
            taken.append(task)
            yield task

    asking = workers.each(_pid, tasks(), _size, jobs=2)
    next(asking)
    assert len(taken) <= 8
    asking.close()  # type: ignore[attr-defined]


def _children() -> set[int]:
    import multiprocessing

    for process in multiprocessing.active_children():
        process.join(10)
    return {process.pid or 0 for process in multiprocessing.active_children()}
