"""The record of a whole run, and its JSON form (``report.schema.json``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regclaims.claims.records import ClaimRecord, EventRecord, to_json
from regclaims.claims.sources import Source
from regclaims.fixtures.appraisal import Part
from regclaims.reports.consistency import contradictions
from regclaims.reports.text import json_text

SCHEMA_VERSION = 4
"""History: 1, the first; 2, ``robustness`` and ``turning_level`` in place of ``fragile``, and ``contradictions``; 3,
``grid`` and ``cost`` of the run, ``coordinates`` of cells; 4, ``partial`` and ``code`` of the run, and ``trust``."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What settling the cells one by one took."""

    cells: int
    """Cells of the claims that ran."""
    decided: int
    """Of these, cells that hold, fail or are toss-ups."""
    draws_measured: int
    """Draws measured in this run; the others were in the store."""
    cpu_seconds: float
    """CPU time of all processes of this run, starting its workers aside."""
    draws_per_decided_cell: float | None
    """Draws looked at, each series once, over decided cells; null where none is decided."""
    cpu_seconds_per_decided_cell: float | None


def cost(claims: Iterable[ClaimRecord], draws_measured: int, cpu_seconds: float) -> Cost:
    """The cost of a run over ``claims``."""
    claims = list(claims)
    outcomes = [cell.outcome for claim in claims for reading in claim.readings for cell in reading.cells]
    decided = sum(outcome != "undecided" for outcome in outcomes)
    return Cost(
        cells=len(outcomes),
        decided=decided,
        draws_measured=draws_measured,
        cpu_seconds=round(cpu_seconds, 1),
        draws_per_decided_cell=round(draws_looked_at(claims) / decided, 1) if decided else None,
        cpu_seconds_per_decided_cell=round(cpu_seconds / decided, 4) if decided else None,
    )


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """How the run was made."""

    seed: int
    alpha: float
    error_budget_spent: float
    """Bound on the chance that any outcome of this run is wrong: its cells' part of alpha."""
    draws: int
    """Draws looked at, each series once."""
    seconds: float
    versions: Mapping[str, str]
    grid: str = "standard"
    """standard, or deep: regression worlds for phase maps in place of the claims' own."""
    code: str = ""
    """Digest of the code that measured and decided."""
    partial: bool = False
    """Whether the run was interrupted before all that was asked for was done."""
    cost: Cost | None = None
    """What a decided cell cost, where all cells were to be settled; null on the standard grid."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything a reader gets."""

    run: RunRecord
    claims: Sequence[ClaimRecord]
    sources: Sequence[Source]
    known: frozenset[str]
    """Ids of all claims of the suite, run or not."""
    trust: Sequence[Part] = ()
    """What was found out about the laboratory itself."""

    @property
    def events(self) -> list[EventRecord]:
        """Failed draws, each once."""
        found = {(e.experiment, e.method, e.dgm, e.draw): e for claim in self.claims for e in claim.events}
        return [found[key] for key in sorted(found)]

    def count(self, verdict: str) -> int:
        """Claims with this verdict."""
        return sum(claim.verdict == verdict for claim in self.claims)


def draws_looked_at(claims: Iterable[ClaimRecord]) -> int:
    """Draws over all claims, each series counted once."""
    series: dict[str, int] = {}
    for claim in claims:
        for name, draws in claim.series.items():
            series[name] = max(series.get(name, 0), draws)
    return sum(series.values())


def budget_spent(claims: Iterable[ClaimRecord], alpha: float, cells_in_suite: int) -> float:
    """alpha times the share of the suite's sampled cells that were looked at."""
    looked = sum(
        cell.evidence == "frequency" and cell.draws > 0
        for claim in claims
        for reading in claim.readings
        for cell in reading.cells
    )
    return alpha * looked / max(cells_in_suite, 1)


def to_text(report: Report) -> str:
    """``report.json``."""
    content: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "run": to_json(report.run),
        "claims": [_claim(claim) for claim in report.claims],
        "sources": [
            {
                "key": source.key,
                "title": source.title,
                "rows": len(source.rows),
                "covered": source.covered(report.known),
                "open": source.open(report.known),
            }
            for source in report.sources
        ],
        "contradictions": [to_json(pair) for pair in contradictions(report.claims)],
        "events": [to_json(event) for event in report.events],
        "trust": [to_json(part) for part in report.trust],
    }
    return json_text(content)


def _claim(claim: ClaimRecord) -> dict[str, Any]:
    values = to_json(claim)
    del values["events"], values["series"]
    return values
