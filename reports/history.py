"""The last runs and what changed from one to the next: one small file beside the reports, ``history.json``.

It holds the verdict last seen of every claim, so that a run of a few claims is compared with the last run of each;
of the runs it holds only how they were made and what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from regclaims.claims.records import ClaimRecord
from regclaims.fixtures.errors import UsageError
from regclaims.reports import reading, schema, wording
from regclaims.reports.text import json_text

NAME = "history.json"
KEPT = 20
"""Runs that are remembered."""
BYTES = 4_000_000
"""The most that is read of such a file."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A verdict that is another one than before."""

    claim: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class PastRun:
    """One run."""

    finished: str
    """ISO date and time, UTC."""
    seed: int
    claims: int
    counts: Mapping[str, int]
    """Verdict -> how many claims."""
    versions: Mapping[str, str]
    code: str
    partial: bool
    changes: tuple[Turn, ...] = ()
    """Verdicts unlike those last seen before."""


@dataclass(frozen=True, kw_only=True)
class History:
    """What the file holds."""

    verdicts: Mapping[str, str] = field(default_factory=dict)
    """Claim -> the verdict last seen, with its kind."""
    runs: Sequence[PastRun] = ()
    """The oldest first."""


def with_run(before: History, run: PastRun, records: Iterable[ClaimRecord]) -> History:
    """The history with one run more; what is not decided changes nothing."""
    found = {record.id: wording.ruling(record) for record in records if record.verdict != "undecided"}
    changes = tuple(
        Turn(claim=id, was=before.verdicts[id], now=now)
        for id, now in found.items()
        if before.verdicts.get(id, now) != now
    )
    told = PastRun(**{**vars(run), "changes": changes})
    return History(verdicts={**before.verdicts, **found}, runs=[*before.runs, told][-KEPT:])


_RUN = {
    "type": "object",
    "required": ["finished", "seed", "claims", "counts", "versions", "code", "partial", "changes"],
    "additionalProperties": False,
    "properties": {
        "finished": {"type": "string"},
        "seed": {"type": "integer", "minimum": 0},
        "claims": {"type": "integer", "minimum": 0},
        "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "versions": {"type": "object", "additionalProperties": {"type": "string"}},
        "code": {"type": "string"},
        "partial": {"type": "boolean"},
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["claim", "was", "now"],
                "additionalProperties": False,
                "properties": {"claim": {"type": "string"}, "was": {"type": "string"}, "now": {"type": "string"}},
            },
        },
    },
}
_SCHEMA = {
    "type": "object",
    "required": ["verdicts", "runs"],
    "additionalProperties": False,
    "properties": {
        "verdicts": {"type": "object", "additionalProperties": {"type": "string"}},
        "runs": {"type": "array", "items": _RUN},
    },
}


def read(folder: Path) -> tuple[History, str]:
    """The history beside the reports, and what is wrong with it; where there is none that can be read, a new one."""
    path = folder / NAME
    if not path.exists():
        return History(), ""
    try:
        values = reading.parse(reading.text(path, BYTES), str(path))
        schema.check(values, _SCHEMA, str(path))
    except UsageError as error:
        return History(), f"{error}; a new history begins"
    return History(verdicts=values["verdicts"], runs=[past_run(run) for run in values["runs"]]), ""


def past_run(values: Mapping[str, Any]) -> PastRun:
    """A run from its JSON form."""
    return PastRun(**{**values, "changes": tuple(Turn(**turn) for turn in values["changes"])})


def dumps(history: History) -> str:
    """``history.json``."""
    return json_text({"verdicts": dict(history.verdicts), "runs": [asdict(run) for run in history.runs]})
