"""Much is read by several processes, a file or some sections at a time; little is not worth starting them."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 3
"""Tasks that wait for each process, so that none is idle and no more texts are held than needed."""
WAY = "fork" if sys.platform == "linux" else "spawn"
"""How a process is started: a copy of this one where that is safe, else anew."""
MUCH = 40_000 if WAY == "fork" else 400_000
"""Signs of text below which one process is done before others have started and loaded what they need."""
_work: Callable[[Any], Any]
_inside = False
"""Whether this process is one of those that were started."""


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    work: Callable[[Task], Result], tasks: Iterable[Task], size: Callable[[Task], int], *, jobs: int
) -> Iterator[Result]:
    """``work`` done on each task, in their order; by up to ``jobs`` processes where there are several and it is much.

    ``size``: signs of text in a task. What a process that was killed had not done is done here. Whoever was started
    here starts no others.
    """
    jobs = 1 if _inside else jobs
    coming = iter(tasks)
    first: list[Task] = []
    signs = 0
    while jobs > 1 and (signs < MUCH or len(first) < 2):
        task = next(coming, None)
        if task is None:
            jobs = 1
            break
        first.append(task)
        signs += size(task)
    every = chain(first, coming)
    yield from map(work, every) if jobs == 1 else _side_by_side(work, every, jobs)


def _side_by_side(work: Callable[[Task], Result], tasks: Iterator[Task], jobs: int) -> Iterator[Result]:
    import multiprocessing  # late: most checks are small
    from concurrent.futures import ProcessPoolExecutor

    others = {process.pid for process in multiprocessing.active_children()}
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(WAY), initializer=_begin, initargs=(work,))
    waiting: deque[tuple[Task, Future[Result] | None]] = deque()
    try:
        for task in tasks:
            waiting.append((task, _submitted(pool, task)))
            if len(waiting) >= jobs * _AHEAD:
                yield _done(work, *waiting.popleft())
        while waiting:
            yield _done(work, *waiting.popleft())
    except BaseException:  # nobody waits for what is still being done
        for process in multiprocessing.active_children():
            if process.pid not in others:
                process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, task: Any) -> Future[Any] | None:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_do, task)
    except BrokenProcessPool:
        return None


def _done(work: Callable[[Task], Result], task: Task, future: Future[Result] | None) -> Result:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result() if future else work(task)
    except BrokenProcessPool:  # a process was killed, for want of memory perhaps
        return work(task)


def _begin(work: Callable[[Any], Any]) -> None:
    """In a new process. An interrupt ends it without a word: the first process says what there is to say."""
    global _inside, _work
    _inside = True
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _work = work


def _do(task: Any) -> Any:
    return _work(task)
