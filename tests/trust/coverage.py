"""How much of the machinery do the tests run? Lines and branches, in worker processes and runs of pytest too.

``python -m regclaims.tests.trust.coverage [--jobs N] [--record] [-- TEST...]``, in a checkout with the extra ``dev``.
It runs the tests once more, and slower. What counts as machinery is in pyproject.toml. Options of pytest belong
behind ``--``: in PYTEST_ADDOPTS the runs of pytest that tests start would have them too. Under coverage tests are
slower, and some that look at times fail for it, so what fails is run once more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regclaims.fixtures import appraisal
from regclaims.fixtures.appraisal import Part, Table
from regclaims.reports import trust

ROOT = Path(__file__).parents[2]
COMMAND = "python -m regclaims.tests.trust.coverage --record"
PROMISED = 0.95
_WHOLE = "whole controls take minutes: `regclaims controls` runs them, tests run their parts"
_FAULTS = "faulty on purpose: `regclaims controls sabotage` does each (a part of its own in the report), tests do some"
WHY: Mapping[str, str] = {
    "claims/controls/command.py": _WHOLE,
    "claims/controls/run.py": _WHOLE,
    **{
        f"claims/controls/faults/{name}.py": _FAULTS
        for name in ("deciding", "drawing", "fault", "fitting", "keeping", "measuring")
    },
    "reports/check/walk.py": "what other systems refuse, and what the superuser, who may run the tests, may do",
    "reports/publish.py": "a browser that starts, which a test must not",
    "reports/rebuilding.py": "a browser that starts, which a test must not",
    "reports/questions.py": "whole studies, which take minutes: each command is run to record its answer",
    "fixtures/cluster.py": "a scheduler lost or a task unreadable at one very moment, which no test can time",
}
"""File below the promise -> what its tests cannot run, and why."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was run of one file, or of all."""

    lines: int
    lines_run: int
    branches: int
    branches_run: int

    @property
    def share(self) -> float:
        """Of lines and branches together; all of a file that has none."""
        there = self.lines + self.branches
        return (self.lines_run + self.branches_run) / there if there else 1.0


def counts(summary: Mapping[str, Any]) -> Counts:
    """Of a summary in the tool's JSON report."""
    return Counts(
        lines=summary["num_statements"],
        lines_run=summary["covered_lines"],
        branches=summary["num_branches"],
        branches_run=summary["covered_branches"],
    )


def measured(tests: Sequence[str]) -> tuple[Counts, dict[str, Counts]]:
    """What running these tests ran, in all and by file; the end of it all where one fails twice."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place, "report.json")
        environment = os.environ | {"COVERAGE_FILE": str(Path(place, "data"))}

        def tool(*arguments: str) -> int:
            command = [sys.executable, "-m", "coverage", *arguments]
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode

        run = ("run", "-m", "pytest", "-q", "-o", f"cache_dir={Path(place, 'cache')}", *tests)
        if tool(*run) and tool(*run, "--last-failed", "--last-failed-no-failures=none"):
            sys.exit("coverage: tests fail, required is that they pass")
        if tool("combine", "-q") or tool("json", "-q", "--ignore-errors", "-o", str(report)):
            sys.exit("coverage: nothing was measured")
        found = json.loads(report.read_text(encoding="utf-8"))
    return counts(found["totals"]), {name: counts(file["summary"]) for name, file in found["files"].items()}


def part(total: Counts, files: Mapping[str, Counts], why: Mapping[str, str] = WHY) -> Part:
    """The answer."""
    below = [name for name in sorted(files) if files[name].share < PROMISED]
    silent = [name for name in below if name not in why]
    says = f"The tests run {total.share:.1%} of the machinery's {total.lines:,} lines and {total.branches:,} branches, "
    says += f"promised are {PROMISED:.0%}; of {len(files)} files {len(below)} are below that"
    says += f", without a reason: {', '.join(silent)}." if silent else "."
    return Part(
        name="coverage",
        title="How much of the machinery do the tests run?",
        says=says,
        passed=total.share >= PROMISED and not silent,
        about=appraisal.about(COMMAND),
        tables=(
            Table(
                title="Lines and branches run",
                columns=("files", "lines", "lines run", "branches", "branches run", "share"),
                rows=tuple(
                    (name, found.lines, found.lines_run, found.branches, found.branches_run, found.share)
                    for name, found in {**_rooms(files), "all": total}.items()
                ),
            ),
            Table(
                title="Files below the promise",
                columns=("file", "share", "why"),
                rows=tuple((name, files[name].share, why.get(name, "")) for name in below),
            ),
        ),
        notes=(
            "Worker processes, and runs of pytest and of commands that tests start, are counted. The claims themselves "
            "(`claims/test_*.py`) and the benchmarks are not machinery.",
        ),
    )


def _rooms(files: Mapping[str, Counts]) -> dict[str, Counts]:
    rooms: dict[str, list[Counts]] = {}
    for name, found in files.items():
        rooms.setdefault(Path(name).parent.as_posix(), []).append(found)
    return {
        room: Counts(
            lines=sum(one.lines for one in ones),
            lines_run=sum(one.lines_run for one in ones),
            branches=sum(one.branches for one in ones),
            branches_run=sum(one.branches_run for one in ones),
        )
        for room, ones in sorted(rooms.items())
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 as promised, 1 not."""
    parser = argparse.ArgumentParser(prog="coverage", description="How much of the machinery do the tests run?")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that run the tests")
    parser.add_argument("tests", nargs="*", metavar="TEST", help="what pytest is to run (after --); all by default")
    parser.add_argument("--record", action="store_true", help="write the answer for the report")
    given = parser.parse_args(arguments)
    if given.record and given.tests:
        parser.error("--record: required are all tests, not a selection")
    total, files = measured([*(("-n", str(given.jobs)) if given.jobs > 1 else ()), *given.tests])
    for name, found in sorted(files.items(), key=lambda item: item[1].share):
        lines, branches = f"{found.lines_run}/{found.lines}", f"{found.branches_run}/{found.branches}"
        print(f"{found.share:7.1%} {lines:>9} {branches:>9} {name}")
    answer = part(total, files)
    print(*appraisal.lines(answer), sep="\n")
    if given.record:
        print(f"recorded in {trust.write(answer)}")
    return 0 if answer.passed else 1


if __name__ == "__main__":
    sys.exit(main())
