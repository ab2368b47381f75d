"""How everything here is timed: ours and theirs in turn, one ratio a pair.

Two things measured one after the other share the state of the machine, so their ratio is steadier than either;
which of them goes first alternates. The median of the ratios is reported with the smallest and the largest.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regclaims

ROOT = Path(regclaims.__file__).parent
"""The package's folder, from which ``pytest claims`` runs."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Environment that keeps BLAS on one thread."""

Timed = Callable[[int], float]
"""Does the work of one pair, given its number, and returns what it took."""


@dataclass(frozen=True)
class Pairs:
    """What ours and theirs took, pair by pair."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Theirs over ours: above 1 where ours takes less."""
        return tuple(theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True))


def interleaved(ours: Timed, theirs: Timed, pairs: int) -> Pairs:
    """Both measured ``pairs`` times, in turn."""
    found: dict[Timed, list[float]] = {ours: [], theirs: []}
    for number in range(pairs):
        for each in (ours, theirs) if number % 2 == 0 else (theirs, ours):
            found[each].append(each(number))
    return Pairs(tuple(found[ours]), tuple(found[theirs]))


def cpu_clock() -> float:
    """CPU seconds, user and system, of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds that ``work`` takes."""
    began = cpu_clock()
    work()
    return cpu_clock() - began


def wall_seconds(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def blas_on_one_thread() -> Iterator[None]:
    """In this process."""
    import sklearn.linear_model  # noqa: F401  # loads the thread pools that are to be limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def child(module: str, *arguments: object, package: Path | None = None) -> Any:
    """What ``python -m module`` prints last, as JSON; ``package``: a folder that holds another ``regclaims``."""
    return json.loads(run([sys.executable, "-m", module, *map(str, arguments)], package=package).splitlines()[-1])


def run(command: Sequence[str], *, package: Path | None = None, may_fail: bool = False) -> str:
    """Standard output of a process that runs from the package's folder, BLAS on one thread."""
    environment: Mapping[str, str] = os.environ | ONE_THREAD | ({"PYTHONPATH": str(package)} if package else {})
    done = subprocess.run(
        command,
        cwd=package / "regclaims" if package else ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not may_fail:
        said = done.stdout[-3000:] + done.stderr[-3000:]
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}\n{said}")
    return done.stdout
