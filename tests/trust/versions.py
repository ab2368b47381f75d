"""``python -m regclaims.tests.trust.versions``: are the verdicts the same with the oldest and the newest libraries?

A fresh environment gets exactly the lower bounds of pyproject.toml, another one the newest versions there are. Each
runs ``pytest claims`` on a store of its own, and ``regclaims compare`` says what changed. ``--below`` names versions
under a bound, for a third environment that shows why the bound is there. It takes as long as two or three cold runs;
with ``--folder``, what was measured there is not measured again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import regclaims
from regclaims.fixtures import appraisal
from regclaims.fixtures.appraisal import Part, Table
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import printable
from regclaims.reports import past, trust
from regclaims.reports.compare import WEIGHTS, Comparison, of

ROOT = Path(regclaims.__file__).parent
OLDEST, NEWEST, BELOW = "oldest", "newest", "below the bounds"
NUMERIC = ("scikit-learn", "numpy", "scipy")
"""Libraries that numbers depend on."""


def bounds(pyproject: str) -> dict[str, str]:
    """Library -> lower bound, from the text of pyproject.toml; every dependency has to have one and nothing else."""
    found = {}
    for requirement in tomllib.loads(pyproject)["project"]["dependencies"]:
        match = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9.]+)", requirement)
        if not match:
            raise UsageError(f"pyproject.toml: found the dependency {requirement!r}; required is 'name>=version'")
        found[match[1]] = match[2]
    return found


@dataclass(frozen=True, kw_only=True)
class Environment:
    """An environment of its own: its folder holds libraries, store, report and log."""

    name: str
    folder: Path
    wanted: tuple[str, ...]
    """What pip is asked for."""

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def report(self) -> Path:
        """What its run found."""
        return self.folder / "report" / "report.json"

    def install(self) -> None:
        """The libraries, then this checkout in place; ``pip check`` holds the declared bounds against what is there."""
        if not self.python.exists():
            venv.create(self.folder / "venv", with_pip=True)
        self._run("-m", "pip", "install", "--quiet", "--upgrade", *self.wanted)
        self._run("-m", "pip", "install", "--quiet", "--no-deps", "--editable", str(ROOT))
        if self.name != BELOW:
            self._run("-m", "pip", "check")

    def measure(self) -> None:
        """The whole suite; a verdict that is not the one on record is a finding here, no failure."""
        places = ["--store", str(self.folder / "store.sqlite"), "--report-dir", str(self.report.parent)]
        self._run("-m", "pytest", "claims", "-q", "-p", "no:cacheprovider", *places, fine=(0, 1))

    def versions(self) -> dict[str, str]:
        """Library -> version of what is there."""
        listed = json.loads(self._run("-m", "pip", "list", "--format", "json"))
        return {library["name"]: library["version"] for library in listed}

    def _run(self, *arguments: str, fine: Sequence[int] = (0,)) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [self.python, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode not in fine:
            last = " ".join((done.stdout + done.stderr).split()[-40:])
            raise UsageError(f"{self.name}: {' '.join(arguments[:3])} failed ({last}); see {self.folder / 'log'}")
        return done.stdout


def environments(folder: Path, below: Sequence[str], oldest_alone: bool) -> list[Environment]:
    """Those asked for, the oldest first."""
    least = bounds((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    under = least | dict(pin.split("==", 1) for pin in below)
    wanted = {OLDEST: [f"{name}=={version}" for name, version in least.items()]}
    if not oldest_alone:
        wanted[NEWEST] = list(least)
    if below:
        wanted[BELOW] = [f"{name}=={version}" for name, version in under.items()]
    made = [Environment(name=n, folder=folder / n.replace(" ", "-"), wanted=tuple(w)) for n, w in wanted.items()]
    for environment in made:
        environment.folder.mkdir(parents=True, exist_ok=True)
    return made


def part(found: Mapping[str, Comparison], versions: Mapping[str, Mapping[str, str]], about: appraisal.About) -> Part:
    """The answer: comparisons with the newest by the name of the other environment, and what was installed in each."""
    oldest = found[OLDEST]
    return Part(
        name="versions",
        title="Are verdicts the same with the oldest and the newest libraries?",
        says=" ".join(_said(name, comparison, versions) for name, comparison in found.items()),
        passed=_same(oldest),
        about=about,
        tables=(
            _installed(versions),
            Table(
                title="What is not the same as with the newest",
                columns=("libraries", "claims", *WEIGHTS[:-1]),
                rows=tuple((name, c.common, *(_count(c, what) for what in WEIGHTS[:-1])) for name, c in found.items()),
            ),
            *(_changed(name, comparison) for name, comparison in found.items() if comparison.verdicts),
        ),
        notes=(
            "All runs have the same seed and the same code, so what differs comes from the libraries; where a claim "
            "reads the clock, it may as well come from what else the machine did at the time, so those verdicts are "
            "told apart and do not decide whether the answer is as promised.",
            "'outcome' counts cells decided otherwise, 'interval' cells whose intervals no longer overlap, 'undecided' "
            "cells that only one of the two runs decides.",
        ),
    )


def _same(found: Comparison) -> bool:
    """Whether both are whole and agree on all verdicts that do not read the clock."""
    steady = [change for change in found.verdicts if change.claim not in found.timed]
    return not steady and not any(found.only) and found.circumstances["partial"] == ("no", "no")


def _said(name: str, found: Comparison, versions: Mapping[str, Mapping[str, str]]) -> str:
    with_what = ", ".join(f"{library} {versions[name][library]}" for library in NUMERIC)
    steady = [change for change in found.verdicts if change.claim not in found.timed]
    clocked = [change for change in found.verdicts if change.claim in found.timed]
    asked = found.common - len(found.timed)
    parts = [
        f"{name.capitalize()} ({with_what}): {asked - len(steady)} of {asked} verdicts that do not read the clock are "
        "those found with the newest",
        *(f"{c.claim} is {c.before} there and {c.after} with the newest" for c in steady),
    ]
    if found.timed:
        named = f" (not {', '.join(c.claim for c in clocked)})" if clocked else ""
        parts.append(f"of those that do, {len(found.timed) - len(clocked)} of {len(found.timed)}{named}")
    if any(found.only):
        parts.append(f"{sum(map(len, found.only))} claims are in one of the two runs only")
    return f"{'; '.join(parts)}."


def _count(found: Comparison, what: str) -> int:
    return sum(change.what == what for change in found.changes)


def _installed(versions: Mapping[str, Mapping[str, str]]) -> Table:
    names = sorted(bounds((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    rows = tuple((name, *(there.get(name, "-") for there in versions.values())) for name in names)
    return Table(title="What was installed", columns=("library", *versions), rows=rows)


def _changed(name: str, found: Comparison) -> Table:
    return Table(
        title=f"Verdicts that changed: {name}",
        columns=("claim", name, NEWEST),
        rows=tuple((change.claim, change.before, change.after) for change in found.verdicts),
    )


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 the same verdicts, 1 not, 2 it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m regclaims.tests.trust.versions", description=__doc__)
    parser.add_argument("--oldest", action="store_true", help="run the oldest alone, and compare nothing")
    parser.add_argument("--below", nargs="+", default=[], metavar="NAME==VERSION", help="also these, under a bound")
    parser.add_argument("--folder", type=Path, help="keep environments and stores here (default: a temporary folder)")
    parser.add_argument("--record", action="store_true", help="write the answer into reports/trust")
    given = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            return _answer(given, (given.folder or Path(temporary)).resolve())
    except UsageError as error:
        print(printable(f"error: {error}"), file=sys.stderr)
        return 2


def _answer(given: argparse.Namespace, folder: Path) -> int:
    odd = [pin for pin in given.below if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9.]+", pin)]
    if odd:
        raise UsageError(f"--below {odd[0]}: required is NAME==VERSION")
    if given.oldest and given.record:
        raise UsageError("--oldest with --record: there is nothing to compare with; leave one of the two out")
    made = environments(folder, given.below, given.oldest)
    for environment in made:
        print(f"{environment.name}: {environment.folder}", flush=True)
        environment.install()
        environment.measure()
    if given.oldest:
        print(made[0].report)
        return 0
    reports = {environment.name: past.read(environment.report) for environment in made}
    versions = {environment.name: environment.versions() for environment in made}
    found = {name: of(report, reports[NEWEST]) for name, report in reports.items() if name != NEWEST}
    below = f" --below {' '.join(given.below)}" if given.below else ""
    answer = part(found, versions, appraisal.about(f"python -m regclaims.tests.trust.versions{below}"))
    for line in appraisal.lines(answer):
        print(line)
    if given.record:
        print(trust.write(answer))
    return int(not answer.passed)


if __name__ == "__main__":
    sys.exit(main())
