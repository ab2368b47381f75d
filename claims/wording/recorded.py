"""Sentences of the two source texts, known by their fingerprints: what was recorded of them is what they state."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

BULLETS = ("", "- ")
"""A source text's list items were recorded with their bullets, which readers of documents take away."""

LONGEST = 500
"""Signs; no recorded sentence comes near, and longer ones need not be hashed."""


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    from regclaims.claims.sources import load  # late: most texts hold no sentence that is worth a look

    return {row.sha256: row.claims for source in load() for row in source.rows if row.claims}


def claims_of(sentence: str) -> tuple[str, ...]:
    """Ids of the claims that the sentence states, if it is on record; else none."""
    from regclaims.claims.sources import fingerprint

    if len(sentence) > LONGEST:
        return ()
    for bullet in BULLETS:
        if found := _rows().get(fingerprint(bullet + sentence)):
            return found
    return ()
