"""What has to be true of the claims together: opposites are never both supported, and corrections are tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regclaims.claims.claim import Claim
from regclaims.claims.records import ClaimRecord
from regclaims.reports.ledger import Ledger

CORRECTED = ("contradicted", "ill-posed")
"""Verdicts that call for a better claim."""


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Two claims that cannot both be true."""

    claims: tuple[str, str]
    rows: tuple[tuple[str, ...], tuple[str, ...]]
    """Where each was said; both in the source texts, or the text of one side is elsewhere."""
    verdicts: tuple[str, str]


def contradictions(claims: Sequence[ClaimRecord]) -> list[Contradiction]:
    """Every pair among ``claims`` whose members contradict each other, each pair once."""
    by_id = {claim.id: claim for claim in claims}
    return [
        Contradiction(claims=(claim.id, id), rows=(claim.rows, other.rows), verdicts=(claim.verdict, other.verdict))
        for claim in claims
        for id in claim.contradicts
        if (other := by_id.get(id)) is not None and claim.id < id
    ]


def opposites(records: Sequence[ClaimRecord]) -> Iterator[str]:
    """Opposites that are both supported, in words."""
    for pair in contradictions(records):
        if pair.verdicts == ("supported", "supported"):
            yield f"{' and '.join(pair.claims)} say the opposite and are both supported: the laboratory is at fault"


def problems(records: Sequence[ClaimRecord], known: Mapping[str, Claim], ledger: Ledger) -> Iterator[str]:
    """What is inconsistent, in words; a claim that did not run counts with the verdict in the ledger."""
    verdicts = {id: entry.verdict for id, entry in ledger.items()} | {r.id: r.verdict for r in records}
    yield from opposites(records)
    for record in records:
        unknown = [id for id in (*record.better, *record.contradicts) if id not in known]
        if unknown:
            yield f"{record.id}: names {', '.join(unknown)}, which is no claim; required are ids of the suite"
        if record.verdict in CORRECTED and not record.better:
            yield f"{record.id}: {record.verdict} without a correction; name a claim that is supported (better=...)"
        for id in record.better:
            if id in known and verdicts.get(id, "undecided") != "supported":
                found = verdicts.get(id, "not on record")
                yield f"{record.id}: its correction {id} is {found}; required is supported; run: pytest claims -k {id}"
