"""Commands around what is on record: table, store, compare."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

from regclaims.claims.claim import all_claims
from regclaims.fixtures import merge
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import printable
from regclaims.reports import files, ledger, markdown, trust
from regclaims.reports.check import measured
from regclaims.reports.trust import markdown as answers


def _say(line: str, file: TextIO | None = None) -> None:
    print(printable(line), file=file)


def table(parser: argparse.ArgumentParser) -> None:
    """``regclaims table``."""
    parser.add_argument("file", nargs="?", type=Path, help="Markdown file with the two marker lines")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the file is out of step")
    parser.set_defaults(do=lambda given: _print_table(given.file, given.check))


def _print_table(file: Path | None, check: bool) -> int:
    rows = markdown.table(ledger.read(), all_claims())
    if file is None:
        print(rows)
        return 0
    try:
        old = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: required is UTF-8 text ({error.reason})") from None
    others = {
        (answers.BEGIN, answers.END): answers.table(trust.read()),
        (measured.BEGIN, measured.END): measured.table(),
    }
    new = old
    if markdown.BEGIN in old or not any(begin in old for begin, _ in others):
        new = markdown.with_table(old, rows, str(file))
    for (begin, end), text in others.items():
        if begin in new:
            new = markdown.with_table(new, text, str(file), begin=begin, end=end)
    if check:
        if new != old:
            remedy = f"run: regclaims table {file}"
            _say(f"regclaims: {file} is out of step with what is on record; {remedy}", file=sys.stderr)
        return int(new != old)
    files.write(file, new)
    return 0


def store(parser: argparse.ArgumentParser) -> None:
    """``regclaims store``."""
    commands = parser.add_subparsers(dest="deed", required=True)
    joined = commands.add_parser(
        "merge",
        help="add to a store what others have",
        description="Add to a store what others have: such as those of the jobs of a batch system, each 'pytest claims "
        "-k ... --store part-N.sqlite --report-dir part-N'. Where the jobs ran all claims, a last 'pytest claims "
        "--store merged.sqlite' measures nothing. Draws that both have must be equal, or nothing is merged. Of a draw "
        "timed in both the first store's times are kept: give the claims that read the clock (-m timing) to one job, "
        "on the kind of machine that makes the report.",
    )
    joined.add_argument("into", type=Path, help="store to add to; made if it is not there")
    joined.add_argument("others", type=Path, nargs="+", help="stores to read; they stay as they are")
    joined.set_defaults(do=lambda given: _merge(given.into, given.others))
    info = commands.add_parser("info", help="say what a store holds")
    info.add_argument("file", type=Path)
    info.set_defaults(do=lambda given: _info(given.file))


def _merge(into: Path, others: list[Path]) -> int:
    found = merge.merge(into, others)
    _say(
        f"{into}: {found.draws:,} draws and {found.findings:,} findings added; {found.equal:,} draws were there already"
    )
    if found.timed:
        _say(f"of {found.timed:,} draws timed in both, the times of {into} were kept")
    return 0


def _info(file: Path) -> int:
    found = merge.contents(file)
    _say(f"{file}: {found.bytes / 1e6:,.1f} MB, {found.series:,} series, {found.findings:,} findings")
    _say(f"{found.draws:,} draws, of which {found.failed:,} failed or have gaps")
    for made_of, draws in sorted(found.made_of.items()):
        _say(f"{draws:>10,} draws: {made_of}")
    return 0


def compare(command: argparse.ArgumentParser) -> None:
    """``regclaims compare``."""
    command.description = (
        "Name what changed from one report.json to another: verdicts, kinds, conditions, robustness, corrections, "
        "outcomes of cells, intervals that no longer overlap. Exit status: 0 every verdict is the same, 1 some "
        "changed, 2 the two cannot be compared."
    )
    command.add_argument("reports", type=Path, nargs=2, metavar="report.json")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    command.set_defaults(do=lambda given: _compare(given.reports[0], given.reports[1], given.format))


def _compare(one: Path, other: Path, format: str) -> int:
    from regclaims.reports import compare as comparing  # late: the others need none of it

    found = comparing.compare(one, other)
    for line in comparing.FORMATS[format](found):
        print(line)
    return int(bool(found.verdicts))
