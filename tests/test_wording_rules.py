"""The rules as data: every claim has some, every word is reachable, and nothing in them is a slip of the pen."""

from __future__ import annotations

import re
import tomllib

import pytest

from regclaims.claims.claim import all_claims
from regclaims.claims.wording.lexicon import DATA, lexicon
from regclaims.claims.wording.phrases import GAPS, Phrase, Read, found, matches, parse
from regclaims.claims.wording.rules import NOTHING, rules
from regclaims.claims.wording.words import words

FILES = sorted((DATA / "rules").glob("*.toml"))
TABLES = {name: table for path in FILES for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}
FIELDS = tomllib.loads((DATA / "fields.toml").read_text(encoding="utf-8"))
CONDITIONS = tomllib.loads((DATA / "conditions.toml").read_text(encoding="utf-8"))
PHRASES = [
    line
    for text in (
        *(table.get(key, "") for table in TABLES.values() for key in ("phrases", "opposites")),
        *CONDITIONS.values(),
    )
    for line in text.splitlines()
    if line.strip()
]
KEY = re.compile(
    r"(any|l1|l2|en|both|either|neither|reg|several|versus|many|absolute) (not-)?(is|not|anti|more|less|same)"
    r"( @\w+| (always|usually|can|carried))?"
)


def stated() -> set[str]:
    claims = {claim for relation in rules().relations.values() for claim in relation.claims.values()}
    return {claim.removeprefix("!") for claim in claims} - {NOTHING} | {"l2-small-but-not-zero"}


def test_rules_state_claims_of_the_fact_sheet_and_no_others() -> None:
    assert stated() <= set(all_claims())


def test_every_claim_of_the_source_texts_has_a_rule() -> None:
    assert {id for id, claim in all_claims().items() if claim.rows} <= stated()


def test_every_claim_that_people_make_elsewhere_has_a_rule() -> None:
    corrections = {better for claim in all_claims().values() for better in claim.better}
    assert {id for id, claim in all_claims().items() if not claim.rows and id not in corrections} <= stated()


@pytest.mark.parametrize("name", TABLES)
def test_relation_is_well_formed(name: str) -> None:
    known = {"phrases", "opposites", "claims", "implicit", "alone", "vague", "weak", "plain", "needs", "hides"}
    known |= {"unless", "plainly", "whole", "versus", "asks", "leaves", "not_of"}
    assert set(TABLES[name]) <= known
    relation = rules().relations[name]
    assert relation.claims
    assert relation.hides | relation.leaves | {relation.versus or name} <= rules().relations.keys()
    assert relation.needs <= set(CONDITIONS)
    assert relation.plain in ("generic", "always", "usually")
    for key in relation.claims:
        assert KEY.fullmatch(key), key
        condition = key.partition(" @")[2]
        assert not condition or condition in CONDITIONS, key


def test_fields_named_in_phrases_exist() -> None:
    named = {choice for text in PHRASES for part in parse(text.lstrip("&>= ")) for choice in part.choices}
    assert {choice for choice in named if choice.isupper() and choice.isalpha()} <= FIELDS.keys()


def test_phrases_begin_and_end_with_words() -> None:
    for text in PHRASES:
        parts = text.lstrip("&>= ").split()
        assert parts[0] not in GAPS, text
        assert parts[-1] not in GAPS, text
        assert not parse(text.lstrip("&>= "))[0].optional, text


def test_irregular_forms_are_no_stems_of_other_words() -> None:
    words_ = lexicon().irregular
    assert all(words_[base] == base for base in set(words_.values()))


def fits(pattern: str, text: str) -> bool:
    return found(Phrase(pattern), Read(words(text), rules().fields))


@pytest.mark.parametrize(
    ("pattern", "text", "fit"),
    [
        ("robust to|against outlier", "it is robust against outliers", True),
        ("robust to|against outlier", "it is robust with outliers", False),
        ("robust to OUTLIER", "robust to extreme values", True),
        ("set ~ to zero", "sets many of the weights to zero", False),
        ("set ~~ to zero", "sets many of the weights to zero", True),
        ("set ~~ to zero", "sets weights, and goes to zero", False),
        ("set exactly? zero", "set zero", True),
        ("good !at", "good at it", False),
        ("good !at", "good for it", True),
        ("=were fast", "was fast", False),
        ("=were fast", "were fast", True),
        ("& robust outlier", "with outliers it is robust", True),
        ("& robust outlier", "with outliers it is slow", False),
        ("too_much weight", "too much weight", True),
    ],
)
def test_pattern_language(pattern: str, text: str, fit: bool) -> None:
    assert fits(pattern, text) is fit


def test_a_match_says_where_it_is() -> None:
    read = Read(words("the lasso is robust to outliers here"), rules().fields)
    match = next(iter(matches(Phrase("robust to outlier"), read)))
    assert (match.start, match.end) == (3, 6)
