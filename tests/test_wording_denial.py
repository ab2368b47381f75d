"""What a negation denies: that something can be so, that it is so, or that it always is."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage
from regclaims.claims.wording.recognise import recognise


def stated(text: str) -> set[tuple[str, str]]:
    passage = Passage(text=text, offsets=range(len(text)))
    (sentences,) = recognise([passage], recorded=False)
    return {("!" * one.denied + one.claim, one.force) for each in sentences for one in each.statements}


@pytest.mark.parametrize(
    ("words", "force"),
    [
        ("does not always set", "always"),
        ("does not necessarily set", "always"),
        ("need not set", "always"),
        ("may not set", "always"),
        ("is not guaranteed to set", "always"),
        ("rarely sets", "usually"),
        ("is unlikely to set", "usually"),
        ("does not set", "generic"),
        ("fails to set", "generic"),
        ("is far from setting", "generic"),
        ("never sets", "can"),
        ("cannot set", "can"),
        ("in no case sets", "can"),
    ],
)
def test_a_denial_says_how_much_it_denies(words: str, force: str) -> None:
    assert stated(f"Lasso {words} weights to zero.") == {("!l1-yields-zero-weights", force)}


@pytest.mark.parametrize(
    ("words", "force"),
    [("never sets", "always"), ("cannot set", "always"), ("rarely sets", "usually"), ("does not set", "generic")],
)
def test_a_claim_that_is_negative_itself_is_promised_as_much(words: str, force: str) -> None:
    assert stated(f"Ridge {words} weights to zero.") == {("l2-not-sparse", force)}


@pytest.mark.parametrize(("words", "force"), [("always sets", "can"), ("sets", "generic"), ("can set", "always")])
def test_the_contrary_of_a_claim_denies_the_more_of_it_the_more_it_promises(words: str, force: str) -> None:
    assert stated(f"Ridge {words} weights to zero.") == {("!l2-not-sparse", force)}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It is impossible for the lasso to set weights to zero.", {"!l1-yields-zero-weights"}),
        ("It is possible for the lasso to set weights to zero.", {"l1-yields-zero-weights"}),
        ("L2 is anything but robust to outliers.", {"!l2-less-sensitive-to-outliers"}),
        ("L2 is robust to outliers.", {"l2-less-sensitive-to-outliers"}),
        ("L1, but not L2, is robust to outliers.", {"l1-less-sensitive-to-outliers"}),
        ("L2, but not L1, is robust to outliers.", {"l2-less-sensitive-to-outliers"}),
        ("It is L1 and not L2 that sets weights to zero.", {"l1-yields-zero-weights", "l2-not-sparse"}),
        ("It is L2 and not L1 that sets weights to zero.", {"!l2-not-sparse", "!l1-yields-zero-weights"}),
        (
            "Weight decay is equivalent to L2 regularization for SGD, not for Adam.",
            {"l2-is-weight-decay", "weight-decay-differs-under-adam"},
        ),
        ("Weight decay is not equivalent to L2 regularization for Adam.", {"weight-decay-differs-under-adam"}),
    ],
)
def test_what_is_denied_is_told_from_what_is_not(text: str, claims: set[str]) -> None:
    assert {claim for claim, _ in stated(text)} == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("With L1, weights which are not useful become zero.", {"l1-yields-zero-weights"}),
        ("With L1, weights which are useful do not become zero.", {"!l1-yields-zero-weights"}),
        ("L2 gives weights that are not exactly zero.", {"l2-not-sparse"}),
        ("L2 gives weights that are exactly zero.", {"!l2-not-sparse"}),
    ],
)
def test_a_negation_in_a_name_denies_nothing(text: str, claims: set[str]) -> None:
    assert {claim for claim, _ in stated(text)} == claims


@pytest.mark.parametrize(
    "text",
    [
        "It is not true that ridge sets weights to zero.",
        "It isn't ridge that sets weights to zero.",
        "Never does ridge set weights to zero.",
        "In no way does ridge set weights to zero.",
        "Only rarely will ridge set weights to zero.",
        "Nothing about ridge sets weights to zero.",
        "Ridge stops short of setting weights to zero.",
        "Contrary to common belief, ridge does not set weights to zero.",
        "Some claim that ridge sets weights to zero, but in fact it doesn't set weights to zero.",
    ],
)
def test_what_denies_the_whole_clause_is_heard(text: str) -> None:
    assert {claim for claim, _ in stated(text)} == {"l2-not-sparse"}


def test_a_negation_reaches_over_or() -> None:
    text = "There is no analytic formula or expression for the lasso."
    assert {claim for claim, _ in stated(text)} == {"l1-no-closed-form"}


@pytest.mark.parametrize(
    "text",
    ["For the client who wants sparse weights, ridge was tried.", "We hope to prevent overfitting with the L2 term."],
)
def test_what_is_only_wished_for_is_not_stated(text: str) -> None:
    assert stated(text) == set()


def test_how_good_it_is_may_be_denied_alone() -> None:
    assert stated("The lasso is not a very satisfactory variable selection method.") == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("There is no way lasso predicts better than ridge in high dimensions.", "!l1-better-in-high-dimension"),
        ("You will rarely see ridge predict better than lasso.", "!l2-often-more-accurate"),
        ("Don't expect lasso to reduce overfitting.", "!l1-can-prevent-overfitting"),
        ("The choice between lasso and ridge has nothing to do with taste.", "!choice-is-preference"),
        ("Ridge does not protect against overfitting as well as lasso.", "l1-prevents-overfitting-better"),
        ("Do not use lasso if you want a sparse model.", "!l1-for-sparsity"),
        ("When features outnumber samples, it is lasso rather than ridge that predicts better.",
         "l1-better-in-high-dimension"),
        ("Lasso is the more accurate of the two.", "!l2-more-accurate"),
        ("In accuracy, ridge is outperformed by the lasso.", "!l2-more-accurate"),
        ("Don't forget that ridge reduces overfitting.", "l2-prevents-overfitting"),
    ],
)  # fmt: skip
def test_what_denies_may_stand_before_the_subject_or_within_the_predicate(text: str, claim: str) -> None:
    assert {found for found, _ in stated(text)} == {claim}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("It is not the case that ridge sets coefficients to zero.", "l2-not-sparse"),
        ("Variables with no bearing on the outcome are thrown out by the lasso.", "l1-drops-irrelevant-features"),
        ("For correlated features, ridge rather than the lasso is recommended.", "l2-handles-collinearity-better"),
        ("When inputs are correlated, it is ridge, not the lasso, that should be used.",
         "l2-handles-collinearity-better"),
        ("Ridge is of no use for feature selection.", "l2-not-sparse"),
        ("Feature selection is not something that ridge does.", "l2-not-sparse"),
    ],
)  # fmt: skip
def test_a_negation_reaches_what_it_denies_and_no_more(text: str, claim: str) -> None:
    assert {found for found, _ in stated(text)} == {claim}


@pytest.mark.parametrize(
    "text",
    [
        "Usually, ridge is more accurate than the lasso.",
        "In most cases, ridge is more accurate than the lasso.",
        "More often than not, ridge is more accurate than the lasso.",
        "Most of the time ridge is more accurate than the lasso.",
    ],
)
def test_what_opens_a_sentence_says_how_often(text: str) -> None:
    assert stated(text) == {("l2-often-more-accurate", "usually")}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ridge will lower the risk of overfitting.", {"l2-prevents-overfitting"}),
        ("Ridge has lower test error than the lasso.", {"l2-more-accurate"}),
        ("Under ridge the fit can no longer follow each point.", set()),
    ],
)
def test_not_every_lower_and_longer_compares(text: str, claims: set[str]) -> None:
    assert {found for found, _ in stated(text)} == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The lasso has no closed-form solution, whereas ridge has one.", {"l1-no-closed-form", "l2-closed-form"}),
        ("A sparse solution is beyond the reach of ridge.", {"l2-not-sparse"}),
        ("Lasso, far from being robust to outliers, is as sensitive as ridge.", {"!l1-less-sensitive-to-outliers"}),
        ("It must be said that libraries do not penalize the intercept.", {"penalty-spares-intercept"}),
    ],
)
def test_what_denies_is_counted_once(text: str, claims: set[str]) -> None:
    assert {claim for claim, _ in stated(text)} == claims
