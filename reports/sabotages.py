"""The table of sabotages in ``claims/controls/sabotage/README.md``; run ``python -m regclaims.reports.sabotages``."""

from __future__ import annotations

from regclaims.claims.controls.sabotage.turns import HERE, turns
from regclaims.reports import ledger
from regclaims.reports.text import escape

PAGE = HERE / "README.md"
BEGIN = "| claim | sabotage | verdict before | after |"


def table() -> str:
    """Every sabotage with the verdict on record and the one it leads to."""
    before = ledger.read()
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
