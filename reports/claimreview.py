"""ClaimReview, the vocabulary by which search engines and archives read fact checks: one review a sourced claim."""

from __future__ import annotations

import json
from typing import Any

from regclaims.claims.records import ClaimRecord
from regclaims.reports import wording
from regclaims.reports.report import Report

RATINGS = {"contradicted": (1, "Contradicted"), "ill-posed": (3, "Ill-posed"), "supported": (5, "Supported")}
"""Verdict -> where it stands from 1 to 5, and its word. What is not decided is not reviewed."""
KINDS = {"depends": "Depends on what it leaves open", "ambiguous": "Ambiguous", "not empirical": "Not empirical"}


def reviews(report: Report, page: str = "") -> list[dict[str, Any]]:
    """A review for every decided claim that a source text makes; ``page`` is where the claims stand."""
    titles = {source.key: source.title for source in report.sources}
    return [_review(claim, report, titles, page) for claim in report.claims if claim.rows and claim.verdict in RATINGS]


def _review(claim: ClaimRecord, report: Report, titles: dict[str, str], page: str) -> dict[str, Any]:
    value, word = RATINGS[claim.verdict]
    said = [{"@type": "CreativeWork", "name": f"{titles.get(key, key)}, row {row}"} for key, row in _places(claim)]
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{page}#{claim.id}",
        **({"datePublished": report.run.finished[:10]} if report.run.finished else {}),
        "author": {"@type": "Organization", "name": "regclaims"},
        "claimReviewed": claim.says,
        "itemReviewed": {"@type": "Claim", "appearance": said},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": KINDS.get(claim.kind or "", word),
            "ratingExplanation": wording.verdict(claim),
        },
    }


def _places(claim: ClaimRecord) -> list[tuple[str, str]]:
    return [(key, number) for key, _, number in (row.partition(":") for row in claim.rows)]


def to_text(report: Report) -> str:
    """``claimreview.json``."""
    return json.dumps(reviews(report, "index.html"), indent=1) + "\n"


def in_page(report: Report) -> str:
    """The same for a ``script`` element, which no text in it can close."""
    text = json.dumps(reviews(report))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
