"""The table of sabotages in README.md beside this file. ``python -m regclaims.tests.sabotage.table`` writes it."""

from __future__ import annotations

import importlib
from pathlib import Path

from regclaims.claims.claim import all_claims
from regclaims.reports import ledger
from regclaims.reports.text import escape
from regclaims.tests.sabotage.lab import Turn

PAGE = Path(__file__).with_name("README.md")
BEGIN = "| claim | sabotage | verdict before | after |"


def turns() -> dict[str, Turn]:
    """Claim -> its sabotage, over all topics, in the order of the suite."""
    found: dict[str, Turn] = {}
    for path in sorted(PAGE.parent.glob("*.py")):
        if path.stem not in ("lab", "table", "test_sabotage"):
            found |= importlib.import_module(f"regclaims.tests.sabotage.{path.stem}").TURNS
    return {id: found[id] for id in [*all_claims(), *found] if id in found}


def table() -> str:
    """Every sabotage with the verdict on record and the one it leads to."""
    before = ledger.loads(ledger.PATH.read_text(encoding="utf-8"))
    rows = [
        f"| `{id}` | {escape(turn.sabotage.name)} | {before.get(id, 'none')} | {turn.after} |"
        for id, turn in turns().items()
    ]
    return "\n".join([BEGIN, "| --- | --- | --- | --- |", *rows]) + "\n"


def page(text: str) -> str:
    """``text`` with its table, the last thing in it, replaced by the present one."""
    return text.partition(BEGIN)[0] + table()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
