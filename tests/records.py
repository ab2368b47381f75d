"""Records of which nothing is to be said; tests change what they are about."""

from __future__ import annotations

from regclaims.claims.records import CellRecord, ClaimRecord
from regclaims.reports.ledger import DECLARED, Entry

PLAIN = ClaimRecord(
    id="l1-is-so",
    says="L1 is so.",
    force="generic",
    rows=("article:1",),
    verdict="supported",
    kind=None,
    condition="",
    better=(),
    contradicts=(),
    robustness="robust",
    turning_level="",
    missing_draws=0,
    machine="",
    readings=(),
)

CELL = CellRecord(
    dgm="reg-n100-p20-rel1-snr4-ar0",
    outcome="holds",
    draws=20,
    successes=19,
    threshold=0.5,
    interval=(0.625, 1.0),
    replay='pytest "claims/test_x.py::l1-is-so::a-reading[reg-n100-p20-rel1-snr4-ar0]" --seed 0',
    evidence="frequency",
)


def entry(verdict: str, kind: str | None = None, since: str = "2020-01-31", **versions: str) -> Entry:
    """What the ledger has of PLAIN with another verdict."""
    declared = {name: getattr(PLAIN, name) for name in DECLARED}
    return Entry(verdict=verdict, kind=kind, since=since, versions=versions, **declared)
