"""Claim reviews have what readers of the vocabulary ask for, of every sourced claim that is decided and of no other."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import given, settings

from regclaims.reports.claimreview import KINDS, RATINGS, in_page, reviews, to_text
from regclaims.reports.report import Report
from regclaims.tests import test_report
from regclaims.tests.hostile import ALL, FRAGMENTS, spoilt, texts
from regclaims.tests.test_hostile import every

CLAIMS = [replace(claim, id=f"c{i}") for i, claim in enumerate(test_report.CLAIMS.values())]
RUN = replace(test_report.published().run, finished="2026-01-02T03:04:05+00:00")
REPORT = replace(test_report.published(*CLAIMS), run=RUN)

TEXT = {"type": "string", "minLength": 1}
SHAPE = {
    "type": "object",
    "required": ["@context", "@type", "url", "claimReviewed", "reviewRating", "author", "itemReviewed"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "url": {"type": "string", "pattern": "^(index[.]html)?#[a-z0-9-]+$"},
        "datePublished": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "claimReviewed": TEXT,
        "author": {
            "type": "object",
            "required": ["@type", "name"],
            "properties": {"@type": {"enum": ["Organization", "Person"]}, "name": TEXT},
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "appearance"],
            "properties": {
                "@type": {"const": "Claim"},
                "appearance": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"required": ["@type", "name"], "properties": {"@type": {"const": "CreativeWork"}}},
                },
            },
        },
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName", "ratingValue", "bestRating", "worstRating"],
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": TEXT,
                "ratingValue": {"type": "integer", "minimum": 1, "maximum": 5},
                "bestRating": {"const": 5},
                "worstRating": {"const": 1},
            },
        },
    },
}
"""What the vocabulary, and search engines' guides to it, require or ask for."""


def fits(review) -> bool:
    return jsonschema.Draft202012Validator(SHAPE).is_valid(review)


def test_every_review_has_what_is_asked_for():
    made = reviews(REPORT)
    assert made
    for review in made:
        jsonschema.validate(review, SHAPE)
    for key in SHAPE["required"]:
        assert not fits({name: value for name, value in made[0].items() if name != key})
    assert not fits({**made[0], "reviewRating": {"@type": "Rating", "alternateName": ""}})


def test_the_decided_claims_of_the_source_texts_are_reviewed_and_no_others():
    reviewed = {review["url"] for review in reviews(REPORT)}
    assert reviewed == {f"#{claim.id}" for claim in CLAIMS if claim.verdict != "undecided"}
    assert any(claim.verdict == "undecided" for claim in CLAIMS)
    assert reviews(replace(REPORT, claims=[replace(claim, rows=()) for claim in CLAIMS])) == []


@pytest.mark.parametrize(
    ("verdict", "kind", "value", "word"),
    [
        ("supported", None, 5, "Supported"),
        ("contradicted", None, 1, "Contradicted"),
        ("ill-posed", "depends", 3, "Depends on what it leaves open"),
        ("ill-posed", "ambiguous", 3, "Ambiguous"),
        ("ill-posed", "not empirical", 3, "Not empirical"),
    ],
)
def test_ratings_have_a_place_and_a_word(verdict, kind, value, word):
    (review,) = reviews(replace(REPORT, claims=[replace(test_report.CLAIM, verdict=verdict, kind=kind)]))
    rating = review["reviewRating"]
    assert (rating["ratingValue"], rating["alternateName"]) == (value, word)
    assert rating["ratingExplanation"].endswith(".")


def test_what_is_reviewed_is_the_statement_without_a_verdict():
    for review, claim in zip(reviews(REPORT), [c for c in CLAIMS if c.verdict != "undecided"], strict=True):
        assert review["claimReviewed"] == claim.says
        words = [*RATINGS, *(word for _, word in RATINGS.values()), *KINDS, *KINDS.values()]
        assert not any(word.lower() in review["claimReviewed"].lower() for word in words)


def test_places_are_told_by_the_title_of_the_text():
    (review,) = reviews(replace(REPORT, claims=[test_report.CLAIM]))
    said = [work["name"] for work in review["itemReviewed"]["appearance"]]
    assert said == ["an article, row 13", "qa, row 7"]


def test_reviews_lead_to_the_page_from_beside_it_and_within_it():
    beside, within = json.loads(to_text(REPORT)), json.loads(in_page(REPORT))
    assert [review["url"] for review in beside] == [f"index.html{review['url']}" for review in within]


def test_a_report_without_a_date_has_none():
    (review,) = reviews(Report(run=test_report.published().run, claims=[test_report.CLAIM], sources=()))
    assert "datePublished" not in review
    assert reviews(REPORT)[0]["datePublished"] == "2026-01-02"


class Scripts(HTMLParser):
    """Texts of script elements, and all other tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


@settings(deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL, "</script>", "<!--<script>", "</SCRIPT >", "&lt;/script&gt;"])
def test_no_text_closes_its_script(text):
    claim = replace(spoilt(test_report.CLAIM, text), id="a", rows=("article:1",))
    made = in_page(replace(REPORT, claims=[claim]))
    assert not re.search("[<>&]", made)
    page = Scripts(f'<script type="application/ld+json">{made}</script>')
    assert page.tags == ["script"]
    assert json.loads("".join(page.texts))[0]["claimReviewed"] == text


def test_an_unguarded_text_would_close_it():
    assert Scripts(f"<script>{json.dumps('</script><b>')}</script>").tags == ["script", "b"]
