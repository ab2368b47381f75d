"""What the page shows of each claim, ready for the templates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regclaims.claims.records import CellRecord, ClaimRecord, EventRecord, ReadingRecord
from regclaims.reports import wording
from regclaims.reports.page.forest import Forest, forest
from regclaims.reports.page.labels import Parameters
from regclaims.reports.page.lines import Chart, charts
from regclaims.reports.page.maps import Map, maps
from regclaims.reports.report import Report, Standing

NO_TOPIC = "claims"
FORCES = wording.FORCES


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """One reading with its pictures."""

    record: ReadingRecord
    sense: str
    reason: str
    found: str
    often: str
    """How often the predicate has to be true, in words; empty for readings that are exact or counted."""
    forest: Forest | None
    maps: Sequence[Map]
    charts: Sequence[Chart]
    counterexample: CellRecord | None
    """The shortest one found."""


@dataclass(frozen=True, kw_only=True)
class Other:
    """Another claim that is pointed to."""

    id: str
    says: str
    verdict: str
    """Empty where the report does not have it."""


@dataclass(frozen=True, kw_only=True)
class ClaimView:
    """One claim."""

    record: ClaimRecord
    verdict: str
    """In a sentence or two."""
    force: str
    """What the force asks of the evidence."""
    better: Sequence[Other]
    contradicts: Sequence[Other]
    readings: Sequence[ReadingView]
    draws: int
    cells: int
    cells_are: str
    open: int
    """Worlds whose outcome the draws do not tell."""
    odds: float
    """How far the evidence is from the statement, from 0 to 1, by which statements are sorted."""
    standing: Standing | None
    events: Sequence[EventRecord]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Claims of one module."""

    name: str
    anchor: str
    claims: Sequence[ClaimView]


def topics(report: Report) -> list[Topic]:
    """All claims, by topic, in the order of the report."""
    known = {claim.id: claim for claim in report.claims}
    names = list(dict.fromkeys(claim.topic or NO_TOPIC for claim in report.claims))
    return [
        Topic(
            name=name,
            anchor=f"Topic-{i}",
            claims=[_claim(claim, known, report) for claim in report.claims if (claim.topic or NO_TOPIC) == name],
        )
        for i, name in enumerate(names, start=1)
    ]


def odds(claim: ClaimRecord) -> float:
    """Share of the decided cells, over all readings, in which a claim does not hold; 0 for a supported one."""
    outcomes = [cell.outcome for reading in claim.readings for cell in reading.cells if cell.outcome != "undecided"]
    if claim.verdict in ("supported", "undecided") or not outcomes:
        return 0.0
    return 1 - outcomes.count("holds") / len(outcomes)


def _claim(claim: ClaimRecord, known: Mapping[str, ClaimRecord], report: Report) -> ClaimView:
    cells = [cell for reading in claim.readings for cell in reading.cells]
    return ClaimView(
        record=claim,
        verdict=wording.verdict(claim, report.run.grid),
        force=FORCES.get(claim.force, ""),
        better=[_other(id, known) for id in claim.better],
        contradicts=[_other(id, known) for id in claim.contradicts],
        readings=[_reading(reading, report.worlds) for reading in claim.readings],
        draws=sum(cell.draws for cell in cells if cell.evidence == "frequency"),
        cells=len(cells),
        cells_are=_kinds({cell.evidence for cell in cells}, len(cells)),
        open=sum(cell.evidence == "frequency" and cell.outcome == "undecided" for cell in cells),
        odds=odds(claim),
        standing=report.ledger.get(claim.id),
        events=claim.events,
    )


def _kinds(evidence: Collection[str], count: int) -> str:
    told = ("world" if count == 1 else "worlds") if "frequency" in evidence else ""
    others = ("case" if count == 1 else "cases") if evidence != {"frequency"} else ""
    return " and ".join(filter(None, (told, others)))


def _other(id: str, known: Mapping[str, ClaimRecord]) -> Other:
    found = known.get(id)
    return Other(id=id, says=found.says if found else "", verdict=found.verdict if found else "")


def _reading(reading: ReadingRecord, worlds: Parameters) -> ReadingView:
    counted = reading.cells[0].evidence == "frequency"
    broken = [cell for cell in reading.cells if cell.evidence == "exact" and cell.outcome == "fails" and cell.detail]
    return ReadingView(
        record=reading,
        sense=wording.sense(reading),
        reason=wording.reason(reading),
        found=wording.sentence(wording.found(reading)),
        often=wording.FREQUENCIES[reading.frequency] if counted else "",
        forest=forest(reading, worlds),
        maps=maps(reading) if _needs_map(reading) else [],
        charts=charts(reading.curves),
        counterexample=min(broken, key=lambda cell: len(cell.detail), default=None),
    )


def _needs_map(reading: ReadingRecord) -> bool:
    outcomes = {cell.outcome for cell in reading.cells}
    return reading.verdict == "ill-posed" or ("holds" in outcomes and bool(outcomes & {"fails", "toss-up"}))
