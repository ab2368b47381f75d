"""The record of a claim of which nothing is to be said; tests change what they are about."""

from __future__ import annotations

from regclaims.claims.records import ClaimRecord

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
