"""The record of a whole run, and its JSON form (``report.schema.json``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regclaims.claims.records import ClaimRecord, EventRecord, to_json
from regclaims.claims.sources import Source
from regclaims.fixtures.appraisal import Part
from regclaims.reports.consistency import contradictions
from regclaims.reports.history import PastRun
from regclaims.reports.ledger import Entry, Former
from regclaims.reports.text import json_text

SCHEMA_VERSION = 5
"""History: 1, the first; 2, ``robustness`` and ``turning_level`` in place of ``fragile``, and ``contradictions``; 3,
``grid`` and ``cost`` of the run, ``coordinates`` of cells; 4, ``partial`` and ``code`` of the run, and ``trust``; 5,
all that the page shows: ``finished`` of the run, ``topic`` of claims, ``code`` and ``curves`` of readings, the rows of
sources, ``worlds``, ``ledger`` and ``history``. Older ones are read as well (:mod:`regclaims.reports.past`)."""


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
    finished: str = ""
    """ISO date and time, UTC."""
    grid: str = "standard"
    """standard, or deep: regression worlds for phase maps in place of the claims' own."""
    code: str = ""
    """Digest of the code that measured and decided."""
    partial: bool = False
    """Whether the run was interrupted before all that was asked for was done."""
    cost: Cost | None = None
    """What a decided cell cost, where all cells were to be settled; null on the standard grid."""


@dataclass(frozen=True, kw_only=True)
class RowRecord:
    """One row of a source text."""

    number: int
    claims: tuple[str, ...]
    nothing: str
    """Why it claims nothing; empty where it claims something."""


@dataclass(frozen=True, kw_only=True)
class SourceRecord:
    """One source text, row by row, without its sentences."""

    key: str
    title: str
    rows: tuple[RowRecord, ...]
    covered: int
    """Rows that claim nothing, or only what the suite has."""
    open: int


def source_record(source: Source, known: Collection[str]) -> SourceRecord:
    """What a report says of a source text, ``known`` being the ids of all claims of the suite."""
    rows = (RowRecord(number=row.number, claims=row.claims, nothing=row.nothing) for row in source.rows)
    covered, open_ = source.covered(known), source.open(known)
    return SourceRecord(key=source.key, title=source.title, rows=tuple(rows), covered=covered, open=open_)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the ledger had on one claim when the run ended."""

    verdict: str
    kind: str | None
    since: str
    versions: Mapping[str, str]
    before: tuple[Former, ...] = ()


def standing(entry: Entry) -> Standing:
    """Of a ledger's entry what a report shows."""
    return Standing(**{name: getattr(entry, name) for name in ("verdict", "kind", "since", "versions", "before")})


def past_run(run: RunRecord, claims: Sequence[ClaimRecord]) -> PastRun:
    """What later runs remember of this one."""
    found = [claim.verdict for claim in claims]
    return PastRun(
        finished=run.finished,
        seed=run.seed,
        claims=len(found),
        counts={verdict: found.count(verdict) for verdict in sorted(set(found))},
        versions=run.versions,
        code=run.code,
        partial=run.partial,
    )


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything a reader gets."""

    run: RunRecord
    claims: Sequence[ClaimRecord]
    sources: Sequence[SourceRecord]
    trust: Sequence[Part] = ()
    """What was found out about the laboratory itself."""
    worlds: Mapping[str, Mapping[str, str | float]] = field(default_factory=dict)
    """Id of a world -> its parameters."""
    ledger: Mapping[str, Standing] = field(default_factory=dict)
    """What is on record for the claims of this report."""
    history: Sequence[PastRun] = ()
    """The last runs that wrote into the same folder, this one being the last."""

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
        "sources": [to_json(source) for source in report.sources],
        "contradictions": [to_json(pair) for pair in contradictions(report.claims)],
        "events": [to_json(event) for event in report.events],
        "trust": [to_json(part) for part in report.trust],
        "worlds": to_json(report.worlds),
        "ledger": to_json(report.ledger),
        "history": [to_json(run) for run in report.history],
    }
    return json_text(content)


def _claim(claim: ClaimRecord) -> dict[str, Any]:
    values = to_json(claim)
    del values["events"], values["series"]
    return values
