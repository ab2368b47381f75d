"""Runs of `pytest claims` to which something is done, and what they leave in store and report."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regclaims
from regclaims.fixtures import opening

ROOT = Path(regclaims.__file__).parent
SELECT = "absolute-loss-resists or regularized-models-can-fail or l2-more-popular or under-gradient-descent"
"""Four claims: sampled, exact and counted ones."""

FAULTY = """
import os
import time

how, _, where = os.environ.get("REGCLAIMS_FAULT", "").partition(" ")
if how == "clock":
    began, real = time.time(), time.time
    time.time = lambda: 2 * began - real()
elif how:
    import ctypes
    from regclaims.fixtures import worker

    measure = worker._measure

    def faulty(what, method, dgm, seed, draw):
        if f"{what.name} {method} {dgm} {draw}" == where:
            if how == "die":
                os.kill(os.getpid(), 9)
            if how == "hang":
                ctypes.PyDLL(None).sleep(10_000)  # in C, and no other thread of the process gets a turn
            while how == "loop":
                pass
        return measure(what, method, dgm, seed, draw)

    worker._measure = faulty
"""
"""A ``sitecustomize`` module: every Python process that finds it in its path has the fault named in its environment."""

Row = tuple[str, int]


@dataclass(frozen=True)
class Place:
    """Where a run keeps its store and its report."""

    store: Path
    reports: Path

    @classmethod
    def below(cls, folder: Path) -> Place:
        """Both in one folder."""
        return cls(folder / "store.sqlite", folder / "report")

    def start(self, *arguments: str, fault: str = "", select: str = SELECT) -> subprocess.Popen[str]:
        """A run under way; its workers end with it."""
        places = ["--store", str(self.store), "--report-dir", str(self.reports)]
        pytest = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "claims", "-k", select]
        # A run of its own, also where these tests themselves run under xdist.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
        if fault:
            folder = self.reports.parent / "faulty"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "sitecustomize.py").write_text(FAULTY, encoding="utf-8")
            path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH", "")]))
            environment |= {"REGCLAIMS_FAULT": fault, "PYTHONPATH": path}
        return subprocess.Popen(
            [*pytest, *places, *(arguments or ("--workers", "2"))],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, fault: str = "", select: str = SELECT) -> tuple[int, str]:
        """Exit status and output of a run to its end."""
        return ended(self.start(*arguments, fault=fault, select=select))

    def rows(self) -> dict[Row, bytes]:
        """(what it is made of, draw) -> numbers, of all that is stored."""
        if not self.store.exists():
            return {}
        try:
            with closing(opening.connect_for_reading(self.store)) as db:
                found = db.execute("SELECT key, draw, numbers FROM rows JOIN series ON id = series").fetchall()
        except sqlite3.OperationalError:  # not set up yet
            return {}
        assert len({row[:2] for row in found}) == len(found)
        return {(key, draw): numbers for key, draw, numbers in found}

    def report(self) -> dict[str, object]:
        """The report, without what differs from run to run."""
        found: dict[str, object] = json.loads((self.reports / "report.json").read_text(encoding="utf-8"))
        run = found["run"]
        assert isinstance(run, dict)
        assert run.pop("seconds") >= 0
        assert run.pop("finished")
        assert found.pop("history")
        return found


def ended(run: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit status and output once it has ended."""
    output, _ = run.communicate(timeout=900)
    return run.returncode, output


def plain(output: str) -> bool:
    """Whether a run speaks to its user, not to a programmer."""
    return "Traceback" not in output and "INTERNALERROR" not in output


class Undisturbed:
    """A cold run to which nothing is done: what all others are compared with."""

    def __init__(self, folder: Path) -> None:
        self.place = Place.below(folder)
        began = time.monotonic()
        status, output = self.place.run()
        self.seconds = time.monotonic() - began
        assert status == 0, output

    @cached_property
    def rows(self) -> dict[Row, bytes]:
        """All that it measured."""
        return self.place.rows()

    @cached_property
    def report(self) -> dict[str, object]:
        """What came out."""
        return self.place.report()

    @cached_property
    def draws(self) -> list[str]:
        """Experiment, method, world and number of some draws that were measured."""
        with closing(sqlite3.connect(f"file:{self.place.store}?mode=ro", uri=True)) as db:
            found = db.execute("SELECT about, max(draw) FROM rows JOIN series ON id = series GROUP BY id").fetchall()
        return [f"{' '.join(about.split('; ')[:3])} {last // 2}" for about, last in sorted(found)]

    def lost(self, place: Place) -> int:
        """Draws that another run ought to have measured and has not, or has with other numbers."""
        found = place.rows()
        return sum(found.get(row) != numbers for row, numbers in self.rows.items())

    def doubled(self, place: Place) -> int:
        """Draws that it measured besides."""
        return len(place.rows().keys() - self.rows.keys())

    def copy(self, folder: Path) -> Place:
        """All that it has, for another run to use."""
        place = Place.below(folder)
        folder.mkdir(parents=True)
        shutil.copy(self.place.store, place.store)
        return place


def workers_of(run: subprocess.Popen[str]) -> list[int]:
    """Living processes below a run, youngest first."""
    found, todo = [], [run.pid]
    while todo:
        for children in Path("/proc", str(todo.pop()), "task").glob("*/children"):
            try:
                below = [int(pid) for pid in children.read_text().split()]
            except OSError:
                continue
            found += below
            todo += below
    return sorted(filter(alive, found), reverse=True)


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def wait_for(condition: Callable[[], object], run: subprocess.Popen[str]) -> bool:
    """Whether it came true while the run was under way."""
    while run.poll() is None:
        if condition():
            return True
        time.sleep(0.02)
    return False


def all_gone(pids: Sequence[int]) -> bool:
    """Whether processes end within half a minute."""
    for _ in range(600):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.05)
    return False


def interrupt(run: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, bool]:
    """Exit status, output, and whether its workers went with it, of a run that gets a signal in mid-work."""
    below = workers_of(run)
    run.send_signal(number)
    return *ended(run), all_gone(below)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A file system of its own at ``folder``, and a function that changes how it is mounted; only root can."""
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield lambda how: subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True) and None
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def can_mount() -> bool:
    """Whether this process may have a file system of its own."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None


def damage(path: Path, how: str, moments: random.Random) -> None:
    """Spoil a file at a random place."""
    size = path.stat().st_size
    where = moments.randrange(size)
    if how == "cut off":
        os.truncate(path, where)
        return
    with path.open("r+b") as file:
        if how == "page zeroed":
            file.seek(where // 4096 * 4096)
            file.write(bytes(4096))
            return
        file.seek(where)
        (byte,) = file.read(1)
        file.seek(where)
        file.write(bytes([byte ^ (1 << moments.randrange(8))]))
