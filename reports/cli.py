"""``regclaims``: commands around the fact sheet that run no experiment."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from regclaims.claims.claim import all_claims
from regclaims.fixtures.errors import UsageError
from regclaims.reports import ledger, markdown


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 the file is out of step (``--check``), 2 it cannot be done."""
    parser = argparse.ArgumentParser(prog="regclaims", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="print the table of verdicts, or put it into a file")
    table.add_argument("file", nargs="?", type=Path, help="Markdown file with the two marker lines")
    table.add_argument("--check", action="store_true", help="change nothing; fail if the file is out of step")
    given = parser.parse_args(arguments)
    try:
        return _table(given.file, given.check)
    except UnicodeDecodeError as error:
        print(f"regclaims: {given.file}: required is UTF-8 text ({error.reason})", file=sys.stderr)
        return 2
    except (UsageError, OSError) as error:
        print(f"regclaims: {error}", file=sys.stderr)
        return 2


def _table(file: Path | None, check: bool) -> int:
    rows = markdown.table(ledger.loads(ledger.PATH.read_text(encoding="utf-8")), all_claims())
    if file is None:
        print(rows)
        return 0
    old = file.read_text(encoding="utf-8")
    new = markdown.with_table(old, rows, str(file))
    if check:
        if new != old:
            print(f"regclaims: {file} is out of step with the ledger; run: regclaims table {file}", file=sys.stderr)
        return int(new != old)
    file.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
