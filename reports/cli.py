"""``regclaims``: commands around the fact sheet."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import NoReturn

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import printable

COMMANDS = {
    "check": ("check.command", "point at the sentences of a text that the evidence contradicts"),
    "explain": ("check.command", "say how a sentence is read"),
    "claims": ("check.command", "list the fact sheet, or show one claim of it"),
    "table": ("commands", "print the table of verdicts, or put it into a file"),
    "store": ("commands", "join files of measurements, or say what one holds"),
    "compare": ("commands", "say what two reports say differently"),
    "report": ("rebuilding", "make the page of a report anew from its report.json"),
    "facts": ("rebuilding", "make the fact sheet anew from the ledger"),
    "published": ("questions", "reproduce published results: theirs and ours"),
    "decision": ("questions", "how often decisions err, on cells whose truth is known"),
    "optimality": ("questions", "is every fit of the laboratory a minimum?"),
    "controls": ("questions", "placebo, swap and sabotage: can the laboratory be fooled?"),
}
"""Command -> the module of this package in which a function of its name adds its options, and what it does.

Only the module of the command that is given is imported: some bring numpy with them, and a check of prose must not
wait.
"""


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 out of step (``--check``), not the same or not as promised, 2 it cannot be done.

    That of ``check`` is told in :mod:`regclaims.reports.check.command`.
    """
    words = sys.argv[1:] if arguments is None else arguments
    parser = _Parser(prog="regclaims", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in words if not word.startswith("-")), "")
    for name, (module, about) in COMMANDS.items():
        command = commands.add_parser(name, help=about)
        if name == chosen:
            getattr(importlib.import_module(f"{__package__}.{module}"), name)(command)
    given = parser.parse_args(words)
    try:
        return int(given.do(given))
    except (UsageError, OSError) as error:
        print(printable(f"regclaims: {error}"), file=sys.stderr)
        return 2


class _Parser(argparse.ArgumentParser):
    """A parser that repeats no terminal escapes of its arguments; commands below it are of its kind."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


if __name__ == "__main__":
    sys.exit(main())
