"""Can this be trusted? The recorded answers about the laboratory itself, one JSON file each in this folder.

A command that finds an answer writes its file with ``--record``; the report shows all of them, and says of each
whether it was found with the code at hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regclaims.claims.records import to_json
from regclaims.fixtures.appraisal import About, Part, Table
from regclaims.fixtures.errors import UsageError
from regclaims.reports import files
from regclaims.reports.text import json_text

FOLDER = Path(__file__).parent

ORDER = (
    "decision",
    "placebo",
    "swap",
    "sabotage",
    "published",
    "agreement",
    "optimality",
    "seeds",
    "versions",
    "faults",
    "mutation",
    "coverage",
)
"""Parts as a reader meets them; others follow by name."""


def read(folder: Path = FOLDER) -> list[Part]:
    """The recorded answers, in order; :class:`UsageError` names a file that is none."""
    parts = [_loads(path) for path in sorted(folder.glob("*.json"))]
    return sorted(parts, key=lambda part: (ORDER.index(part.name) if part.name in ORDER else len(ORDER), part.name))


def write(part: Part, folder: Path = FOLDER) -> Path:
    """Record an answer in place of the one before."""
    path = folder / f"{part.name}.json"
    files.write(path, json_text(to_json(part)))
    return path


def _loads(path: Path) -> Part:
    try:
        return part(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: no recorded answer ({error!r}); restore it from version control") from None


def part(values: Mapping[str, Any]) -> Part:
    """A part from its JSON form."""
    tables = tuple(
        Table(title=t["title"], columns=tuple(t["columns"]), rows=tuple(tuple(row) for row in t["rows"]))
        for t in values["tables"]
    )
    made = {"about": About(**values["about"]), "tables": tables}
    return Part(**{**values, **made, "notes": tuple(values["notes"]), "plots": tuple(values["plots"])})
