"""Worker processes that die, hang or raise: every other task comes back once with its result."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest

from regclaims.fixtures import pool
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.limits import Lost
from regclaims.fixtures.pool import Pool
from regclaims.tests.tasks import faulty, hang, leave, live


@pytest.fixture
def workers() -> Iterator[Pool]:
    found = Pool(2, limit=60.0)
    yield found
    found.close()


@pytest.mark.parametrize("tasks", [0, 1, 50])
def test_every_task_comes_back_once_with_its_result(workers, tasks):
    found = list(workers.run((n, partial(pow, n, 2)) for n in range(tasks)))
    assert sorted(found) == [(n, n * n) for n in range(tasks)]


def test_tasks_are_taken_as_they_are_needed(workers):
    taken, handed_out, most = 0, 0, 0

    def tasks():
        nonlocal taken, most
        for n in range(100):
            taken += 1
            most = max(most, taken - handed_out)
            yield n, partial(abs, n)

    for _ in workers.run(tasks()):
        handed_out += 1
    assert taken == 100
    assert most <= 2 * pool.AHEAD + 2


@pytest.mark.parametrize(
    ("how", "why"), [("killed", "was killed by SIGKILL (out of memory?)"), ("ended", "ended with exit status 3")]
)
def test_a_worker_that_dies_costs_the_task_it_was_at_and_no_other(workers, how, why):
    found = list(workers.run((n, partial(faulty, n, how)) for n in range(40)))
    assert len(found) == 40
    assert dict(found) == {n: Lost(why) if n in (3, 17, 18) else n for n in range(40)}


@pytest.mark.skipif(os.name != "posix", reason="sleeps by the C library")
def test_a_worker_that_hangs_is_ended_and_one_that_gives_signs_of_life_is_not():
    workers = Pool(2, limit=3.0)
    try:
        found = dict(workers.run((n, partial(hang, n)) for n in range(6)))
        assert found == {n: Lost("took longer than 3 s") if n == 2 else n for n in range(6)}
        assert dict(workers.run([("alive", live)])) == {"alive": "done"}
    finally:
        workers.close()


def test_an_error_of_a_task_comes_through_and_says_where(workers):
    with pytest.raises(ZeroDivisionError) as raised:
        list(workers.run([("key", partial(divmod, 1, 0))]))
    assert "In a worker process" in raised.value.__notes__[0]
    assert dict(workers.run([("key", partial(abs, 1))])) == {"key": 1}


def test_large_tasks_and_large_results_do_not_wait_for_each_other(workers):
    text = "x" * 2_000_000
    assert dict(workers.run((n, partial(str.upper, text)) for n in range(6))) == dict.fromkeys(range(6), text.upper())


class Stillborn:
    """What ends a process that tries to read it."""

    def __reduce__(self):
        return leave, (9,)


def test_a_task_that_cannot_even_be_read_is_lost_by_itself(workers):
    found = dict(workers.run([(0, partial(abs, 0)), (1, partial(id, Stillborn())), (2, partial(abs, 2))]))
    assert found == {0: 0, 1: Lost("ended with exit status 9"), 2: 2}


def test_workers_that_cannot_start_end_the_run_in_words(monkeypatch, workers):
    monkeypatch.setattr(pool, "_work", leave)  # before any task
    monkeypatch.setattr(pool._Worker, "at_work", False)
    with pytest.raises(UsageError, match="4 in a row ended before they began to work"):
        list(workers.run([(0, partial(abs, 0))]))
