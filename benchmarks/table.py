"""The table of benchmarks: ``results.md`` beside the results, and its rows with a target in README.

A row that was not measured says so; so does one that missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from regclaims.benchmarks.goals import GOALS, Goal
from regclaims.benchmarks.pairs import ROOT
from regclaims.benchmarks.results import FOLDER, read
from regclaims.fixtures.errors import UsageError
from regclaims.reports.markdown import with_table
from regclaims.reports.text import escape

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"
HEAD = (
    "| what | ours | theirs | measured: median (range, repeats) | target | |",
    "| --- | --- | --- | --- | --- | --- |",
)


def rows(goals: Sequence[Goal], folder: Path) -> Iterator[tuple[Goal, str]]:
    """Each goal with its row. :class:`UsageError` for a measurement that no goal asks for."""
    for file in dict.fromkeys(goal.file for goal in goals):
        measured = read(file, folder)[0]
        asked = {goal.key: goal for goal in goals if goal.file == file}
        unknown = [key for key in measured if key not in asked]
        if unknown:
            raise UsageError(f"{folder / file}.json: no row for {', '.join(unknown)}; add one to GOALS in goals.py")
        yield from ((goal, goal.row(measured.get(key))) for key, goal in asked.items())


def page(goals: Sequence[Goal], folder: Path) -> str:
    """``results.md``."""
    parts = ["# Benchmarks", "", "Made from the files beside this one by `python -m regclaims.benchmarks.table`.", ""]
    parts += [*HEAD, *(row for _, row in rows(goals, folder)), "", "## How each was measured", ""]
    for file in dict.fromkeys(goal.file for goal in goals):
        _, notes, about = read(file, folder)
        if about:
            parts += [f"- `{about['command']}`", *(f"  - {escape(note)}" for note in [*notes, _circumstances(about)])]
        else:
            parts += [f"- {file}: not measured"]
    return "\n".join(parts) + "\n"


def _circumstances(about: Mapping[str, object]) -> str:
    versions, load = about.get("versions"), about.get("load")
    assert isinstance(versions, Mapping)
    libraries = ", ".join(f"{name} {version}" for name, version in versions.items())
    place = f"{about.get('machine')}, {about.get('cores')} cores, load {load} at the end"
    return f"{place}; {about.get('date')}; {libraries}"


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 a file is out of step (``--check``), 2 it cannot be done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a file is out of step")
    given = parser.parse_args(arguments)
    try:
        return bring_up_to_date(FOLDER, ROOT / "README.md", check=given.check)
    except (UsageError, OSError) as error:
        print(f"table: {error}", file=sys.stderr)
        return 2


def bring_up_to_date(folder: Path, readme: Path, *, check: bool) -> int:
    """Write what is out of step, or say so."""
    old = readme.read_text(encoding="utf-8")
    with_target = "\n".join([*HEAD, *(row for goal, row in rows(GOALS, folder) if goal.target is not None)])
    wanted = {
        folder.with_name("results.md"): page(GOALS, folder),
        readme: with_table(old, with_target, readme.name, begin=BEGIN, end=END),
    }
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"table: {path.name} is out of step; run: python -m regclaims.benchmarks.table", file=sys.stderr)
        else:
            path.write_text(wanted[path], encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
