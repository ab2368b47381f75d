"""The committed record of all verdicts, against which a run is compared.

``ledger.json`` maps claim ids to what was last accepted. Accepting touches only the claims that ran, and
of those only the ones whose verdict changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from regclaims.claims.records import ClaimRecord
from regclaims.claims.verdict import AMBIGUOUS, CONTRADICTED, DEPENDS, NOT_EMPIRICAL, SUPPORTED
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import shortened
from regclaims.reports import reading, schema

PATH = Path(__file__).with_name("ledger.json")
ACCEPT = "pytest claims --accept"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What was accepted for one claim."""

    verdict: str
    kind: str | None
    since: str
    """Date (ISO) at which this verdict was first accepted."""
    versions: Mapping[str, str]
    """Library versions then."""

    def __str__(self) -> str:
        return f"{self.verdict}: {self.kind}" if self.kind else self.verdict


Ledger = Mapping[str, Entry]
_RULINGS = {str(ruling) for ruling in (SUPPORTED, CONTRADICTED, DEPENDS, AMBIGUOUS, NOT_EMPIRICAL)}


_SCHEMA = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "additionalProperties": {
        "type": "object",
        "required": ["verdict", "kind", "since", "versions"],
        "additionalProperties": False,
        "properties": {
            "verdict": {"type": "string"},
            "kind": {"type": ["string", "null"]},
            "since": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "versions": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    },
}


def read(path: Path = PATH) -> Ledger:
    """The ledger in a file; empty where there is none yet."""
    return loads(reading.text(path, reading.LEDGER_BYTES), str(path)) if path.exists() else {}


def loads(text: str, name: str = "ledger.json") -> Ledger:
    """Read a ledger; :class:`UsageError` names what is wrong with it."""
    try:
        values = reading.parse(text, name)
        schema.check(values, _SCHEMA, name)
    except UsageError as error:
        raise UsageError(f"{error}; restore it from version control") from None
    entries = {id: Entry(**entry) for id, entry in values.items()}
    for id, entry in entries.items():
        if str(entry) not in _RULINGS:
            known = ", ".join(sorted(_RULINGS))
            raise UsageError(
                f"{name}: {id} has {shortened(repr(str(entry)), 80)}, required is one of {known}; "
                "restore it from version control"
            )
    return entries


def dumps(ledger: Ledger) -> str:
    """The ledger as text, ids sorted."""
    return json.dumps({id: asdict(ledger[id]) for id in sorted(ledger)}, indent=2) + "\n"


def difference(record: ClaimRecord, ledger: Ledger) -> str:
    """What differs between a verdict and the ledger, and what to do; empty where they agree."""
    found = f"{record.verdict}: {record.kind}" if record.kind else record.verdict
    command = f"{ACCEPT} -k {record.id}"
    if record.id not in ledger:
        return f"{record.id}: found {found}, the ledger has no entry; to record it: {command}"
    entry = ledger[record.id]
    if (entry.verdict, entry.kind) == (record.verdict, record.kind):
        return ""
    return (
        f"{record.id}: found {found}, the ledger of {entry.since} has {entry}; "
        f"look at the evidence in the report, then accept the change: {command}"
    )


def accept(ledger: Ledger, records: Iterable[ClaimRecord], today: str, versions: Mapping[str, str]) -> Ledger:
    """The ledger with the decided verdicts of ``records``; entries that agree keep their date."""
    new = dict(ledger)
    for record in records:
        if record.verdict != "undecided" and difference(record, ledger):
            new[record.id] = Entry(verdict=record.verdict, kind=record.kind, since=today, versions=dict(versions))
    return new


def unused(ledger: Ledger, known: Iterable[str]) -> list[str]:
    """Ids of entries without a claim."""
    return sorted(set(ledger) - set(known))
