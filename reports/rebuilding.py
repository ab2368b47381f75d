"""``regclaims report`` and ``regclaims facts``: what people read, made anew from what is kept."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from regclaims.fixtures.printable import printable


def report(command: argparse.ArgumentParser) -> None:
    """Options of ``regclaims report``."""
    command.description = (
        "Make the page and the other forms of a report anew from its report.json, wherever it was written; one of a "
        "run that was broken off, or of an older version, is shown as far as it goes."
    )
    command.add_argument("file", type=Path, metavar="report.json")
    command.add_argument("--output", type=Path, metavar="FOLDER", help="where they go (default: beside the file)")
    command.add_argument("--open", action="store_true", help="open the page in a browser")
    command.set_defaults(do=lambda given: _report(given.file, given.output, given.open))


def _report(file: Path, folder: Path | None, show: bool) -> int:
    from regclaims.reports import publish  # late: it brings the records and their templates

    page = publish.again(file, folder or file.parent)
    print(printable(f"report: {page}"))
    return 0 if not show or _shown(publish.show(page)) else 1


def _shown(problem: str) -> bool:
    if problem:
        print(printable(f"regclaims: {problem}"), file=sys.stderr)
    return not problem


def facts(command: argparse.ArgumentParser) -> None:
    """Options of ``regclaims facts``."""
    command.description = (
        "Make the fact sheet (facts.md, beside the ledger) anew from the ledger; pytest claims --accept does so itself."
    )
    command.add_argument("--check", action="store_true", help="change nothing; fail if it is out of step")
    command.set_defaults(do=lambda given: _facts(given.check))


def _facts(check: bool) -> int:
    from regclaims.claims.claim import all_claims  # late: claims bring numpy
    from regclaims.reports import facts, files, ledger

    path = facts.path(ledger.PATH)
    text = facts.to_text(ledger.read(ledger.PATH), list(all_claims()))
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if not check:
        files.write(path, text)
    elif text != old:
        print(printable(f"regclaims: {path} is out of step with the ledger; run: regclaims facts"), file=sys.stderr)
    return int(check and text != old)
