"""The committed record of all verdicts, against which a run is compared, and from which prose is checked.

``ledger.json`` maps claim ids to what was last accepted: the verdict with its evidence in short, the statement as it
was then, and the verdicts before. Accepting touches only the claims that ran, and of those only the ones that
changed. Whatever reads it alone imports neither the claims nor numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from regclaims.claims.records import ClaimRecord, ReadingRecord
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import shortened
from regclaims.reports import reading, schema, wording
from regclaims.reports.text import json_text

PATH = Path(__file__).with_name("ledger.json")
ACCEPT = "pytest claims --accept"
RULINGS = (
    ("supported", None),
    ("contradicted", None),
    ("ill-posed", "depends"),
    ("ill-posed", "ambiguous"),
    ("ill-posed", "not empirical"),
)
"""Verdicts that can be accepted, each with its kind."""


@dataclass(frozen=True, kw_only=True)
class Sense:
    """What one reading came to."""

    says: str
    """The sense in which it takes the words."""
    verdict: str
    frequency: str
    """How often its predicate has to be true: mostly, nearly always, sometimes; always for exact ones."""
    worlds: int
    """Or cases, of exact and counted readings."""
    holds: int
    """Worlds in which it holds."""
    fails: int
    """Worlds in which it was seen not to hold; the others are undecided."""


@dataclass(frozen=True, kw_only=True)
class Former:
    """A verdict that stood before."""

    verdict: str
    kind: str | None
    since: str
    versions: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What was accepted for one claim."""

    verdict: str
    kind: str | None
    since: str
    """Date (ISO) at which this verdict was first accepted."""
    versions: Mapping[str, str]
    """Library versions then."""
    says: str
    """The statement as it was judged, in our words."""
    force: str
    topic: str
    rows: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    condition: str = ""
    """What an ill-posed claim turns on, in words."""
    evidence: str = ""
    """What was found, in a sentence."""
    readings: tuple[Sense, ...] = ()
    before: tuple[Former, ...] = field(default=())
    """Verdicts that stood earlier, the last one first."""

    def __str__(self) -> str:
        return f"{self.verdict}: {self.kind}" if self.kind else self.verdict


Ledger = Mapping[str, Entry]
DECLARED = ("says", "force", "topic", "rows", "better", "contradicts")
"""Fields that the claim's declaration sets, whatever is measured."""

_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_STANDING: dict[str, Any] = {
    "verdict": _TEXT,
    "kind": {"type": ["string", "null"]},
    "since": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "versions": {"type": "object", "additionalProperties": _TEXT},
}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": dict(properties),
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_SENSE = {"says": _TEXT, "verdict": _TEXT, "frequency": _TEXT, "worlds": _COUNT, "holds": _COUNT, "fails": _COUNT}
_SCHEMA = {
    "type": "object",
    "propertyNames": _ID,
    "additionalProperties": _object(
        _STANDING
        | {"says": _TEXT, "force": {"enum": ["always", "generic", "usually", "can"]}, "topic": _TEXT}
        | {"rows": _list(_TEXT), "better": _list(_ID), "contradicts": _list(_ID)}
        | {
            "condition": _TEXT,
            "evidence": _TEXT,
            "readings": _list(_object(_SENSE)),
            "before": _list(_object(_STANDING)),
        }
    ),
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
    entries = {id: _entry(entry) for id, entry in values.items()}
    for id, entry in entries.items():
        if (entry.verdict, entry.kind) not in RULINGS:
            known = ", ".join(sorted(f"{verdict}: {kind}" if kind else verdict for verdict, kind in RULINGS))
            raise UsageError(
                f"{name}: {id} has {shortened(repr(str(entry)), 80)}, required is one of {known}; "
                "restore it from version control"
            )
    return entries


def _entry(values: Mapping[str, Any]) -> Entry:
    lists = {name: tuple(values[name]) for name in ("rows", "better", "contradicts")}
    readings = tuple(Sense(**one) for one in values["readings"])
    before = tuple(Former(**one) for one in values["before"])
    return Entry(**{**values, **lists, "readings": readings, "before": before})


def dumps(ledger: Ledger) -> str:
    """The ledger as text, ids sorted."""
    return json_text({id: asdict(ledger[id]) for id in sorted(ledger)}, indent=2)


def difference(record: ClaimRecord, ledger: Ledger) -> str:
    """What differs between a claim that ran and the ledger, and what to do; empty where they agree."""
    found = f"{record.verdict}: {record.kind}" if record.kind else record.verdict
    command = f"{ACCEPT} -k {record.id}"
    if record.id not in ledger:
        return f"{record.id}: found {found}, the ledger has no entry; to record it: {command}"
    entry = ledger[record.id]
    if (entry.verdict, entry.kind) != (record.verdict, record.kind):
        return (
            f"{record.id}: found {found}, the ledger of {entry.since} has {entry}; "
            f"look at the evidence in the report, then accept the change: {command}"
        )
    odd = [name for name in DECLARED if getattr(entry, name) != getattr(record, name)]
    if odd:
        said = f"found {found} as before, but declared otherwise ({', '.join(odd)})"
        return f"{record.id}: {said}; to record it: {command}"
    return ""


def accept(ledger: Ledger, records: Iterable[ClaimRecord], today: str, versions: Mapping[str, str]) -> Ledger:
    """The ledger with the decided verdicts of ``records``; entries that agree stay as they are."""
    new = dict(ledger)
    for record in records:
        if record.verdict != "undecided" and difference(record, ledger):
            new[record.id] = _accepted(record, ledger.get(record.id), today, versions)
    return new


def _accepted(record: ClaimRecord, old: Entry | None, today: str, versions: Mapping[str, str]) -> Entry:
    """The entry of a record; only another verdict, or the same on other words, has another date."""
    before: tuple[Former, ...] = ()
    stands = Former(verdict=record.verdict, kind=record.kind, since=today, versions=dict(versions))
    if old is not None:
        last = Former(verdict=old.verdict, kind=old.kind, since=old.since, versions=old.versions)
        same = (old.verdict, old.kind, old.says) == (record.verdict, record.kind, record.says)
        stands, before = (last, old.before) if same else (stands, (last, *old.before))
    return Entry(
        **vars(stands),
        **{name: getattr(record, name) for name in DECLARED},
        condition=record.condition,
        evidence=wording.evidence(record),
        readings=tuple(map(_sense, record.readings)),
        before=before,
    )


def _sense(found: ReadingRecord) -> Sense:
    outcomes = [cell.outcome for cell in found.cells]
    return Sense(
        says=wording.sense(found),
        verdict=found.verdict,
        frequency=found.frequency,
        worlds=len(outcomes),
        holds=outcomes.count("holds"),
        fails=outcomes.count("fails") + outcomes.count("toss-up"),
    )


def unused(ledger: Ledger, known: Iterable[str]) -> list[str]:
    """Ids of entries without a claim."""
    return sorted(set(ledger) - set(known))
