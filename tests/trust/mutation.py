"""Would the tests notice? Every small fault of the modules that decide and keep is put in, and their tests are run.

``python -m regclaims.tests.trust.mutation [MODULE...] [--jobs N] [--record]``, in a checkout with the extra ``dev``;
all modules take about half an hour of CPU. The checkout itself is never touched: each job works on a copy.

A mutant (see :mod:`regclaims.tests.trust.mutants`) is killed where a test fails, or where the tests take so long that
something must hang. One that survives is answered for in ``survivors.toml`` beside this file, or the promise is broken.

The mutants are cosmic-ray's. It reads files as they lie, module level and decorated functions included, so it does not
mind that the package root is the repository root. mutmut 3, the other maintained tool, derives a module's name from
its path and leaves out all that stands outside of plain functions, here the very table of the verdict rules.
cosmic-ray's runner is replaced by one that forks: a process that has NumPy, SciPy, Hypothesis and pytest loaded has a
mutant judged in a fraction of the time that starting anew takes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import multiprocessing
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from regclaims.fixtures import appraisal
from regclaims.fixtures.appraisal import Entry, Part, Table
from regclaims.reports import trust
from regclaims.tests.trust.judging import LOADED, Copy, Fate, Limits, measured
from regclaims.tests.trust.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
ANSWERS = Path(__file__).with_name("survivors.toml")
COMMAND = "python -m regclaims.tests.trust.mutation --record"
PROMISED = 0.9
SUITES = {
    "fixtures/sequential.py": ("tests/test_sequential.py",),
    "claims/verdict.py": ("tests/test_verdict.py",),
    "claims/plan.py": ("tests/test_plan.py",),
    "claims/decide.py": ("tests/test_decide.py",),
    "reports/ledger.py": ("tests/test_ledger.py",),
    "fixtures/store.py": ("tests/test_store.py",),
    "fixtures/opening.py": ("tests/test_opening.py",),
}
"""Module -> the tests that have to kill its mutants."""

Answers = dict[tuple[str, str, str], str]
"""(module, line as it is, line with the fault) -> why no test has to notice."""
Judged = list[tuple[Mutant, Fate]]

_copy: Copy
"""That of a job."""


def fates(modules: Sequence[str], jobs: int) -> Iterator[tuple[str, Judged]]:
    """For each module its mutants and what became of them."""
    for name in LOADED:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as place:
        truth = Copy(ROOT, Path(tempfile.mkdtemp(dir=place)))
        with multiprocessing.get_context("fork").Pool(jobs, _start, (ROOT, Path(place))) as pool:
            for module in modules:
                limits = measured(truth, module, SUITES[module])
                asked = [(module, mutant, limits) for mutant in mutants((ROOT / module).read_text(encoding="utf-8"))]
                yield module, list(pool.imap(_judged, asked))


def _start(root: Path, place: Path) -> None:
    global _copy
    _copy = Copy(root, Path(tempfile.mkdtemp(dir=place)))


def _judged(asked: tuple[str, Mutant, Limits]) -> tuple[Mutant, Fate]:
    module, mutant, limits = asked
    return mutant, _copy.judge(module, mutant.text, SUITES[module], limits)


def answers(path: Path = ANSWERS) -> Answers:
    """What is committed on survivors."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        (module, was, now): group["why"]
        for module in listed
        for group in listed[module]
        for was, now in group["mutants"]
    }


def digest(module: str) -> str:
    """Of a module and its tests, to tell whether a recorded row still speaks of them."""
    texts = [(ROOT / name).read_bytes() for name in (module, *SUITES[module])]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:8]


Row = tuple[Entry, ...]


def counted(module: str, judged: Judged) -> Row:
    """A module's row."""
    count = {fate: sum(found is fate for _, found in judged) for fate in Fate}
    share = 1 - count[Fate.SURVIVED] / len(judged)
    return (module, len(judged), *count.values(), share, digest(module))


def survivors(module: str, judged: Judged, listed: Answers) -> list[Row]:
    """A row for each of a module's survivors, with the answer for it or nothing."""
    alive = [mutant for mutant, fate in judged if fate is Fate.SURVIVED]
    return [(module, m.was, m.now, listed.get((module, m.was, m.now), "")) for m in alive]


def part(rows: Sequence[Row], alive: Sequence[Row]) -> Part:
    """The answer, with what an earlier run recorded on modules that this one left out and nobody changed since."""
    faults, killed, hung = (sum(int(row[i]) for row in rows) for i in (1, 2, 3))
    below = [str(row[0]) for row in rows if float(row[5]) < PROMISED]
    open_ = sum(not row[3] for row in alive)
    missing = sorted(set(SUITES) - {str(row[0]) for row in rows})
    says = [
        f"Of {faults:,} small faults put into {', '.join(str(row[0]) for row in rows)}, {killed + hung:,} "
        f"({(killed + hung) / faults:.1%}) are noticed by the tests of their own module, {hung} of them because the "
        f"tests hang; promised are {PROMISED:.0%} in every module.",
        f"Of the {len(alive)} that survive {open_ or 'none'} {'are' if open_ > 1 else 'is'} without a reason.",
    ]
    says += [f"Below the promise: {', '.join(below)}."] if below else []
    says += [f"Not judged as they are now: {', '.join(missing)}."] if missing else []
    return Part(
        name="mutation",
        title="Would the tests notice a fault?",
        says=" ".join(says),
        passed=not (below or open_ or missing),
        about=appraisal.about(COMMAND),
        tables=(
            Table(
                title="Faults put in, and what became of them",
                columns=("module", "faults", *(str(fate) for fate in Fate), "share noticed", "digest"),
                rows=tuple(rows),
            ),
            Table(
                title="What survives, and why it may",
                columns=("module", "as it is", "with the fault", "why no test has to notice"),
                rows=tuple(alive),
            ),
        ),
        notes=(
            "A fault exchanges an operator, a comparison, a number, a truth value or a caught exception, changes a "
            "text, leaves out a call made for its effect or a raise, removes a decorator or skips a loop. Texts "
            "are not spared: error messages and the words of reports have to be noticed like all else.",
            "Made by cosmic-ray. Annotations and docstrings are left alone, as are replacements that die of a "
            "TypeError whatever the tests are.",
            "Only the tests that mirror a module are asked; the digest is that of the module with these tests.",
        ),
    )


def unchanged(modules: Sequence[str], recorded: Sequence[Part], listed: Answers) -> tuple[list[Row], list[Row]]:
    """Of the recorded answer, the rows on other modules that are still what they were, with today's reasons."""
    before = [part for part in recorded if part.name == "mutation"]
    if not before:
        return [], []
    rows, alive = (table.rows for table in before[0].tables)
    kept = [row for row in rows if row[0] in SUITES and row[0] not in modules and row[-1] == digest(str(row[0]))]
    there = [(str(module), str(was), str(now)) for module, was, now, _ in alive]
    return kept, [(*key, listed.get(key, "")) for key in there if key[0] in {row[0] for row in kept}]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 all as promised, 1 not."""
    parser = argparse.ArgumentParser(prog="mutation", description="Which small faults would the tests not notice?")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(SUITES)}; all by default")
    parser.add_argument("--jobs", type=int, default=1, help="mutants judged at a time")
    parser.add_argument("--record", action="store_true", help="write the answer for the report")
    given = parser.parse_args(arguments)
    if unknown := sorted(set(given.modules) - set(SUITES)):
        parser.error(f"unknown module {', '.join(unknown)}; known are {', '.join(SUITES)}")
    modules, listed = given.modules or list(SUITES), answers()
    rows, alive = unchanged(modules, trust.read(), listed)
    for module, judged in fates(modules, given.jobs):
        rows.append(counted(module, judged))
        alive += survivors(module, judged, listed)
        print(*rows[-1], flush=True)
        for row in alive:
            if row[0] == module and not row[3]:
                print(f"  survives without a reason: {row[1]} -> {row[2]}", flush=True)
        for stale in sorted(set(listed) - set(alive_keys(alive))):
            if stale[0] == module:
                print(f"  answered for, but noticed or gone: {stale[1]} -> {stale[2]}", flush=True)
    order = list(SUITES)
    found = part(sorted(rows, key=lambda row: order.index(str(row[0]))), sorted(alive, key=lambda row: str(row[0])))
    print(*appraisal.lines(found), sep="\n")
    if given.record:
        print(f"recorded in {trust.write(found)}")
    return 0 if found.passed else 1


def alive_keys(alive: Sequence[Row]) -> list[tuple[str, str, str]]:
    """The keys under which answers for these rows are listed."""
    return [(str(module), str(was), str(now)) for module, was, now, _ in alive]


if __name__ == "__main__":
    sys.exit(main())
