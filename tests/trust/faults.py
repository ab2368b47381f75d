"""``python -m regclaims.tests.trust.faults``: faults done to real runs, and what became of what they measured."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regclaims.fixtures.appraisal import Part, Table, about, lines
from regclaims.fixtures.store import Store
from regclaims.reports import trust
from regclaims.tests.trust.runs import (
    Place,
    Undisturbed,
    all_gone,
    can_mount,
    damage,
    ended,
    interrupt,
    plain,
    small_disk,
    wait_for,
    workers_of,
)

COMMAND = "python -m regclaims.tests.trust.faults"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What became of runs to which one thing was done."""

    fault: str
    times: int
    as_promised: int
    """Of these, how often all went as it should."""
    happened: str
    """What should happen."""
    lost: int = 0
    """Draws missing or different in the end."""
    doubled: int = 0
    """Draws measured that an undisturbed run does not measure."""


def killed(base: Undisturbed, folder: Path, kills: int, seed: int = 0) -> Found:
    """A run killed at random moments goes on where it stopped; one that ends before is followed by another, anew."""
    moments, longest, done, chains, fine, lost, doubled = random.Random(seed), base.seconds, 0, 0, 0, 0, 0
    while done < kills:
        chains += 1
        place = Place.below(folder / str(chains))
        before, kept = done, 0
        while done < kills:
            run, began = place.start(), time.monotonic()
            try:
                run.communicate(timeout=moments.uniform(0, longest))
            except subprocess.TimeoutExpired:
                below = workers_of(run)
                run.kill()
                run.communicate()
                done += 1
                rows = len(place.rows())
                fine += all_gone(below) and rows >= kept
                kept = rows
            else:
                if done == before:  # a cold run to its end: a later moment would strike none
                    longest = min(longest, time.monotonic() - began)
                break
        status, _ = place.run()
        fine -= (status != 0 or place.report() != base.report) and done > before
        lost, doubled = lost + base.lost(place), doubled + base.doubled(place)
    what = f"no process left; what was stored stays; {chains} runs then ended with the undisturbed report"
    return Found(
        fault="SIGKILL at a random moment", times=kills, as_promised=fine, happened=what, lost=lost, doubled=doubled
    )


def interrupted(base: Undisturbed, folder: Path, number: signal.Signals, times: int) -> Found:
    """Ctrl-C or SIGTERM while draws are measured."""
    moments, fine, lost, doubled = random.Random(1), 0, 0, 0
    for i in range(times):
        place = Place.below(folder / str(i))
        run = place.start("--workers", "2", "--block-size", "1")
        far = moments.randint(1, len(base.rows) * 3 // 4)
        wait_for(lambda place=place, far=far: len(place.rows()) >= far, run)  # type: ignore[misc]
        status, output, gone = interrupt(run, number)
        report = place.report()
        said = (place.reports / "report.md").read_text(encoding="utf-8").splitlines()[2]
        partial = report["run"]["partial"] is True and said.startswith("**PARTIAL: broken off with ")  # type: ignore[index]
        again, _ = place.run()
        fine += (status, again, gone, partial, plain(output)) == (
            2,
            0,
            True,
            True,
            True,
        ) and place.report() == base.report
        lost, doubled = lost + base.lost(place), doubled + base.doubled(place)
    what = "exit status 2, no process left, a partial report that says so; the next run ends with the undisturbed one"
    name = "Ctrl-C" if number == signal.SIGINT else number.name
    return Found(fault=name, times=times, as_promised=fine, happened=what, lost=lost, doubled=doubled)


def worker_killed(base: Undisturbed, folder: Path, times: int) -> Found:
    """Workers that the system kills, as where memory runs out."""
    place, hit = Place.below(folder), 0
    run = place.start("--workers", "2", "--block-size", "1")
    for _ in range(times):
        before = len(place.rows())
        if wait_for(lambda before=before: len(place.rows()) > before + 5, run):  # type: ignore[misc]
            os.kill(workers_of(run)[0], signal.SIGKILL)  # the youngest is a worker, never their server
            hit += 1
    status, output = ended(run)
    return Found(
        fault="a worker killed",
        times=hit,
        as_promised=hit if status == 0 and plain(output) and place.report() == base.report else 0,
        happened="its task is tried again; the run ends with the undisturbed report",
        lost=base.lost(place),
        doubled=base.doubled(place),
    )


def deadly_draw(base: Undisturbed, folder: Path, how: str, *options: str, times: int = 1) -> Found:
    """A draw that kills its worker, or never ends, whenever it is measured."""
    chosen, fine, lost = random.Random(2), 0, 0
    for i in range(times):
        place, where = Place.below(folder / str(i)), chosen.choice(base.draws)
        status, output = place.run(*options, fault=f"{how} {where}")
        *what, draw = where.split()
        named = f"lost: {', '.join(what)}, draw {draw}: lost: the worker" in output and f"{where} --seed 0" in output
        missing = base.lost(place)
        again, _ = place.run()
        fine += (status in (0, 1), again, named, missing, plain(output)) == (True, 0, True, 1, True)
        fine -= place.report() != base.report
        lost += base.lost(place)
    words = {
        "die": "a draw that kills its worker",
        "hang": "a draw that hangs in C",
        "loop": "a draw that loops in Python",
    }
    what_happened = (
        "named with its replay command; no other draw is lost; the next run measures it, and all is as undisturbed"
    )
    name = f"{words[how]} ({' '.join(options[:2])})"
    return Found(fault=name, times=times, as_promised=fine, happened=what_happened, lost=lost)


def disk_full(base: Undisturbed, folder: Path) -> Found:
    """The store's file system fills up in mid-run, then gets room."""
    with small_disk(folder / "disk", "600k") as remount:
        place = Place(folder / "disk" / "store.sqlite", folder / "report")
        status, output = place.run()
        told = f"store {place.store}: cannot be written" in output and "run the same command to go on" in output
        kept = place.rows()
        whole = all(base.rows.get(row) == numbers for row, numbers in kept.items())
        remount("size=64m")
        again, _ = place.run()
        fine = (status, again, told, whole, plain(output)) == (4, 0, True, True, True)
        return Found(
            fault="disk of the store full",
            times=1,
            as_promised=int(fine and 0 < len(kept) < len(base.rows) and place.report() == base.report),
            happened="told with what to do; with room again the next run goes on to the undisturbed report",
            lost=base.lost(place),
            doubled=base.doubled(place),
        )


def reports_full(base: Undisturbed, folder: Path) -> Found:
    """No room for the report."""
    place = base.copy(folder / "run")
    with small_disk(folder / "disk", "16k"):
        full = Place(place.store, folder / "disk" / "report")
        status, output = full.run()
        left = [path.name for path in full.reports.iterdir() if path.stat().st_size]
    told = f"report folder {full.reports}: cannot be written" in output and "SUPPORTED" in output
    return Found(
        fault="disk of the reports full",
        times=1,
        as_promised=int((status, told, plain(output)) == (1, True, True) and not left),
        happened="verdicts shown, the folder named, nothing half-written, exit status 1",
        lost=base.lost(place),
    )


def read_only(base: Undisturbed, folder: Path) -> Iterator[Found]:
    """Store and reports that can be read and not written."""
    with small_disk(folder / "disk", "64m") as remount:
        place = base.copy(folder / "disk" / "run")
        remount("ro")
        elsewhere = Place(place.store, folder / "report")
        status, output = elsewhere.run()
        warm = status == 0 and "what it holds is used" in output and elsewhere.report() == base.report
        status, output = elsewhere.run("--seed", "1")
        refused = (
            status == 4
            and "cannot be written" in output
            and "are missing; make it writable" in output
            and plain(output)
        )
        lost = base.lost(place)
        what = "used where it holds all that is asked for; else refused with what to do"
        yield Found(fault="store read-only", times=2, as_promised=warm + refused, happened=what, lost=lost)
        status, output = Place(folder / "other.sqlite", folder / "disk" / "report").run()
        fine = status == 4 and "name another with --report-dir" in output and not (folder / "other.sqlite-wal").exists()
        what = "refused before anything is measured"
        yield Found(fault="report folder read-only", times=1, as_promised=int(fine and plain(output)), happened=what)


def damaged(base: Undisturbed, folder: Path, how: str, times: int) -> Found:
    """The store's file spoilt at random places: whatever is still offered has to be right."""
    moments, fine, harmless = random.Random(how), 0, 0
    for i in range(times):
        place = base.copy(folder / str(i))
        damage(place.store, how, moments)
        with Store(place.store) as store:
            harmless += not store.notice
            events = store.events([key for key, _ in base.rows])
        fine += all(base.rows.get(row) == numbers for row, numbers in place.rows().items()) and not events
        shutil.rmtree(place.store.parent)
    what = f"told, and only what is whole is used; {harmless} times nothing that counts was hit"
    return Found(fault=f"store: {how}", times=times, as_promised=fine, happened=what)


def damaged_run(base: Undisturbed, folder: Path) -> Found:
    """A whole run on spoilt stores."""
    moments, fine, lost, doubled = random.Random(3), 0, 0, 0
    kinds = ("cut off", "page zeroed", "bit flipped")
    for how in kinds:
        place = base.copy(folder / how)
        damage(place.store, how, moments)
        status, output = place.run()
        fine += status == 0 and plain(output) and place.report() == base.report
        lost, doubled = lost + base.lost(place), doubled + base.doubled(place)
    what = "what is missing is measured anew; the undisturbed report"
    return Found(
        fault="a run on such stores", times=len(kinds), as_promised=fine, happened=what, lost=lost, doubled=doubled
    )


def log_cut_off(folder: Path, times: int) -> Found:
    """The store's write-ahead log cut off, as it may be when a machine goes down."""
    moments, fine = random.Random(4), 0
    for i in range(times):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{i}.sqlite"
        subprocess.run([sys.executable, "-c", WRITER, str(path)], check=True)
        damage(path.with_name(f"{path.name}-wal"), "cut off", moments)
        with Store(path) as store:
            kept = [draw for draw in range(100) if draw not in set(store.missing("key", 100))]
            fine += kept == list(range(len(kept))) and (
                not kept or store.rows("key", 0, len(kept))["a"].tolist() == [draw / 7 for draw in kept]
            )
    return Found(
        fault="store: log cut off", times=times, as_promised=fine, happened="the last draws are missing, no other"
    )


WRITER = """
import os, sys
from pathlib import Path
import numpy as np
from regclaims.fixtures.store import Block, Store

store = Store(Path(sys.argv[1]))
for draw in range(100):
    store.add("key", "about", Block((draw,), ("a",), np.array([[draw / 7]]), ()))
os._exit(0)
"""


def two_at_once(base: Undisturbed, folder: Path) -> Found:
    """Two runs on one store and one report folder, with a reader who looks all the time."""
    place, looks = Place.below(folder), 0
    runs = [place.start(), place.start()]
    file = place.reports / "report.json"
    while any(run.poll() is None for run in runs):
        if file.exists():
            json.loads(file.read_text(encoding="utf-8"))  # half a file would be an error
            looks += 1
        time.sleep(0.01)
    for run in runs:
        run.communicate()
    fine = all(run.returncode == 0 for run in runs) and place.report() == base.report
    return Found(
        fault="two runs at once",
        times=2,
        as_promised=2 * fine,
        happened=f"both end with the undisturbed report; whole in all of {looks} looks at it",
        lost=base.lost(place),
        doubled=base.doubled(place),
    )


def clock_backwards(base: Undisturbed, folder: Path) -> Found:
    """A clock that runs backwards, in all processes."""
    place = Place.below(folder)
    status, output = place.run(fault="clock")
    return Found(
        fault="clock running backwards",
        times=1,
        as_promised=int(status == 0 and plain(output) and place.report() == base.report),
        happened="the undisturbed report",
        lost=base.lost(place),
        doubled=base.doubled(place),
    )


def deeds(base: Undisturbed, folder: Path, kills: int) -> Iterator[Found]:
    """All faults, one after the other."""
    yield killed(base, folder / "killed", kills)
    yield interrupted(base, folder / "interrupted", signal.SIGINT, 3)
    yield interrupted(base, folder / "terminated", signal.SIGTERM, 1)
    yield worker_killed(base, folder / "worker", 3)
    yield deadly_draw(base, folder / "die", "die", "--workers", "2", times=2)
    limit = str(max(3, round(base.seconds)))  # what no draw and no search takes, however busy the machine is
    yield deadly_draw(base, folder / "hang", "hang", "--workers", "2", "--draw-timeout", limit)
    yield deadly_draw(base, folder / "loop", "loop", "--workers", "1", "--draw-timeout", limit)
    if can_mount():
        yield disk_full(base, folder / "full")
        yield reports_full(base, folder / "reports")
        yield from read_only(base, folder / "read-only")
    for how in ("cut off", "page zeroed", "bit flipped"):
        yield damaged(base, folder / how, how, 60)
    yield damaged_run(base, folder / "damaged")
    yield log_cut_off(folder / "log", 20)
    yield two_at_once(base, folder / "two")
    yield clock_backwards(base, folder / "clock")


def part(found: list[Found], base: Undisturbed, kills: int) -> Part:
    """The answer."""
    missed = [each.fault for each in found if each.as_promised < each.times or each.lost or each.doubled]
    tried, fine = sum(each.times for each in found), sum(each.as_promised for each in found)
    says = (
        f"{tried} faults of {len(found)} kinds were done to runs that measure {len(base.rows):,} draws: {fine} ended "
        f"as they should; {sum(each.lost for each in found)} draws were lost for good, "
        f"{sum(each.doubled for each in found)} counted twice."
    )
    return Part(
        name="faults",
        title="Is anything lost or counted twice when things break?",
        says=says + (f" Not as promised: {', '.join(missed)}." if missed else ""),
        passed=not missed,
        about=about(f"{COMMAND} --kills {kills} --record"),
        tables=(
            Table(
                title="What was done to runs, and what became of them",
                columns=("what was done", "times", "as it should be", "that is", "draws lost", "doubled"),
                rows=tuple((f.fault, f.times, f.as_promised, f.happened, f.lost, f.doubled) for f in found),
            ),
        ),
        notes=(
            "Lost: missing from the store, or there with other numbers, after the run that came next. Doubled: stored "
            "besides what an undisturbed run stores; no draw can stand in a store twice.",
            *([] if can_mount() else ["Full disks and read-only ones need root, and were not tried."]),
        ),
    )


def main(arguments: list[str] | None = None) -> int:
    """Do all faults, and say what became of them; 1 where it is not what is promised."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--kills", type=int, default=25, help="how often a run is killed (default: 25)")
    parser.add_argument("--record", action="store_true", help="put the answer into the report")
    given = parser.parse_args(arguments)
    # Shells have what they start in the background ignore Ctrl-C, and the runs would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as place:
        base = Undisturbed(Path(place) / "undisturbed")
        found = []
        for each in deeds(base, Path(place), given.kills):
            print(
                f"{each.fault}: {each.as_promised} of {each.times}; lost {each.lost}, doubled {each.doubled}",
                flush=True,
            )
            found.append(each)
        answer = part(found, base, given.kills)
    print("\n".join(lines(answer)))
    if given.record:
        trust.write(answer)
    return 0 if answer.passed else 1


if __name__ == "__main__":
    sys.exit(main())
