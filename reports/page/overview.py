"""The first screen: counts, source texts as strips, contradictions, what is most at odds; and what changed since."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regclaims.claims.records import ClaimRecord
from regclaims.reports import consistency
from regclaims.reports.history import Turn
from regclaims.reports.page.view import odds
from regclaims.reports.report import Report, RowRecord, SourceRecord
from regclaims.reports.wording import ruling

MEANINGS = {
    "supported": "The evidence bears the statement out wherever its words reach.",
    "contradicted": "The evidence speaks against it; a statement that stands is given instead.",
    "ill-posed": "It is true or not depending on something that it leaves open.",
    "undecided": "The draws allowed do not suffice for a verdict.",
}
WORST = ("contradicted", "ill-posed", "undecided", "supported")
"""Verdicts by how much they say against a row."""
MOST_AT_ODDS = 10


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A verdict with how many claims have it."""

    verdict: str
    count: int
    share: float
    meaning: str


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A row of a source text."""

    number: int
    mark: str
    """The worst verdict of its claims; ``nothing``, or ``absent`` where the report has none of them."""
    claims: Sequence[tuple[str, str]]
    """(id, verdict); no verdict for claims that the report does not have."""
    nothing: str
    anchor: str
    target: str
    """The anchor that its mark leads to: of its claim if there is just one, else of the row itself."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A source text."""

    key: str
    title: str
    rows: Sequence[RowView]
    counts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class AtOdds:
    """A statement that the evidence is far from."""

    claim: ClaimRecord
    share: float
    """Of decided worlds and cases, in which it does not hold."""
    better: Sequence[ClaimRecord]


def tiles(report: Report) -> list[Tile]:
    """One for each verdict; undecided ones only where there are any."""
    counts = {verdict: report.count(verdict) for verdict in MEANINGS}
    whole = max(len(report.claims), 1)
    return [
        Tile(verdict=verdict, count=count, share=count / whole, meaning=MEANINGS[verdict])
        for verdict, count in counts.items()
        if count or verdict != "undecided"
    ]


def strips(report: Report) -> list[Strip]:
    """The source texts that are known row by row."""
    found = {claim.id: claim.verdict for claim in report.claims}
    return [_strip(source, found) for source in report.sources if source.rows]


def rows(report: Report) -> dict[str, str]:
    """Where a row of a source text stands on the page, by its name in a claim, such as article:13."""
    return {f"{source.key}:{row.number}": _anchor(source.key, row) for source in report.sources for row in source.rows}


def _anchor(key: str, row: RowRecord) -> str:
    return f"Row-{key}-{row.number}"


def _strip(source: SourceRecord, found: Mapping[str, str]) -> Strip:
    rows = [_row(source.key, row, found) for row in source.rows]
    marks = [row.mark for row in rows]
    order = (*WORST, "absent", "nothing")
    counts = {mark: marks.count(mark) for mark in order if mark in marks}
    return Strip(key=source.key, title=source.title, rows=rows, counts=counts)


def _row(key: str, row: RowRecord, found: Mapping[str, str]) -> RowView:
    verdicts = {found[id] for id in row.claims if id in found}
    mark = next((verdict for verdict in WORST if verdict in verdicts), "absent" if row.claims else "nothing")
    there = [id for id in row.claims if id in found]
    anchor = _anchor(key, row)
    target = there[0] if len(row.claims) == len(there) == 1 else anchor
    claims = [(id, found.get(id, "")) for id in row.claims]
    return RowView(number=row.number, mark=mark, claims=claims, nothing=row.nothing, anchor=anchor, target=target)


def contradictions(report: Report) -> list[tuple[ClaimRecord, ClaimRecord]]:
    """Pairs of statements that cannot both be true and that both stand in the source texts."""
    by_id = {claim.id: claim for claim in report.claims}
    pairs = consistency.contradictions(report.claims)
    return [(by_id[pair.claims[0]], by_id[pair.claims[1]]) for pair in pairs if all(pair.rows)]


def at_odds(report: Report) -> list[AtOdds]:
    """The statements of the source texts that the evidence is farthest from, each with what to say instead.

    Contradicted ones come first; then counts in what share of the decided worlds and cases a statement does not hold,
    and how many rows state it.
    """
    by_id = {claim.id: claim for claim in report.claims}
    wrong = [claim for claim in report.claims if claim.rows and claim.verdict in WORST[:2]]
    wrong.sort(key=lambda claim: (WORST.index(claim.verdict), -odds(claim), -len(claim.rows)))
    return [
        AtOdds(claim=claim, share=odds(claim), better=[by_id[id] for id in claim.better if id in by_id])
        for claim in wrong[:MOST_AT_ODDS]
    ]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is not as it was."""

    since_last: Sequence[Turn]
    """Against the verdicts that earlier runs in the same folder saw."""
    since_ledger: Sequence[Turn]
    has_last: bool
    has_ledger: bool


def changes(report: Report) -> Changes:
    """Verdicts unlike those seen before, and unlike those on record."""
    return Changes(
        since_last=report.history[-1].changes if report.history else (),
        since_ledger=list(_unlike_ledger(report)),
        has_last=len(report.history) > 1,
        has_ledger=bool(report.ledger),
    )


def _unlike_ledger(report: Report) -> Iterator[Turn]:
    for claim in report.claims:
        entry = report.ledger.get(claim.id)
        if entry is not None and claim.verdict != "undecided":
            was = ruling(entry)
            if was != ruling(claim):
                yield Turn(claim=claim.id, was=was, now=ruling(claim))


def circumstances(report: Report) -> list[tuple[str, str]]:
    """How the run was made, name and value."""
    run = report.run
    machines = sorted({claim.machine for claim in report.claims if claim.machine})
    told = [
        ("finished", run.finished.replace("T", " ").replace("+00:00", " UTC")),
        ("claims", f"{len(report.claims):,}"),
        ("draws looked at", f"{run.draws:,}"),
        ("master seed", str(run.seed)),
        ("time", f"{run.seconds:,.0f} s"),
        ("error budget", f"alpha {run.alpha:g}, of which {run.error_budget_spent:.4g} was spent"),
        ("grid", run.grid),
        ("versions", ", ".join(f"{name} {version}" for name, version in run.versions.items())),
        ("code", run.code),
        ("clocks read on", "; ".join(machines)),
        ("draws that failed", f"{len(report.events):,}"),
    ]
    return [(name, value) for name, value in told if value]


def data_uri(svg: str) -> str:
    """A picture as an address that needs no file; shown as an image, it can run nothing."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
