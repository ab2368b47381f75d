"""What grammar makes of a sentence: each phenomenon with its twin, which looks alike and says something else."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage, Sentence
from regclaims.claims.wording.recognise import recognise


def read(text: str) -> tuple[Sentence, ...]:
    return recognise([Passage(text=text, offsets=range(len(text)))], recorded=False)[0]


def stated(text: str) -> set[str]:
    return {"!" * one.denied + one.claim for sentence in read(text) for one in sentence.statements}


def force(text: str) -> set[str]:
    return {one.force for sentence in read(text) for one in sentence.statements}


LESS, MORE = {"l1-less-sensitive-to-outliers"}, {"l2-less-sensitive-to-outliers"}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Lasso is more robust to outliers than ridge.", LESS),
        ("Lasso is less robust to outliers than ridge.", MORE),
        ("Ridge is less robust to outliers than lasso.", LESS),
        ("Lasso is not as robust to outliers as ridge.", MORE),
        ("Ridge is more affected by outliers than lasso.", LESS),
        ("Outliers affect ridge more than lasso.", LESS),
        ("Outliers affect ridge less than lasso.", MORE),
        ("Compared with lasso, ridge is more sensitive to outliers.", LESS),
        ("Compared with lasso, ridge is less sensitive to outliers.", MORE),
        ("Ridge, unlike lasso, is sensitive to outliers.", LESS),
        ("Lasso is robust to outliers.", LESS),
        ("Ridge is robust to outliers.", MORE),
        ("Ridge is sensitive to outliers.", LESS),
        ("Lasso is more robust to outliers than random forests.", set()),
        ("Lasso is more robust to outliers than least squares.", set()),
        ("Lasso is as robust to outliers as ridge.", {"!l2-less-sensitive-to-outliers"}),
        ("The elastic net is less sensitive to outliers than the lasso.", {"elastic-net-more-robust-to-outliers"}),
        ("The lasso is less sensitive to outliers than the elastic net.", {"!elastic-net-more-robust-to-outliers"}),
        ("Neither ridge nor lasso is robust to outliers.", {"neither-robust-to-outliers"}),
        ("Both ridge and lasso are robust to outliers.", {"!neither-robust-to-outliers"}),
        ("Random forests are robust to outliers.", set()),
        ("Against overfitting, L1 is more effective than L2.", {"l1-prevents-overfitting-better"}),
        ("Against overfitting, L1 is less effective than L2.", {"l2-prevents-overfitting-better"}),
        ("To prevent overfitting, use L2 with care.", {"l2-prevents-overfitting"}),
    ],
)
def test_comparison_has_a_direction(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The lasso sets some coefficients to zero.", {"l1-yields-zero-weights"}),
        ("The lasso does not set any coefficients to zero.", {"!l1-yields-zero-weights"}),
        ("The lasso never sets coefficients to zero.", {"!l1-yields-zero-weights"}),
        ("The lasso does not only shrink, it sets some coefficients to zero.", {"l1-yields-zero-weights"}),
        ("Ridge does not set coefficients to zero.", {"l2-not-sparse"}),
        ("Ridge sets coefficients to zero.", {"!l2-not-sparse"}),
        ("Ridge shrinks coefficients toward zero.", {"l2-shrinks-toward-zero"}),
        ("Ridge does not shrink coefficients.", {"!l2-shrinks-toward-zero"}),
        ("Ridge has no closed-form solution.", {"!l2-closed-form"}),
        ("The lasso has no closed-form solution.", {"l1-no-closed-form"}),
        ("L2 regularization fails to prevent overfitting.", {"!l2-prevents-overfitting"}),
        ("L2 regularization prevents overfitting.", {"l2-prevents-overfitting"}),
        ("L1 is no faster to train than L2.", {"!l1-faster-to-train"}),
        ("L1 is not only faster to train than L2, it is fine.", {"l1-faster-to-train"}),
        (
            "L1 sets the weights of features that do not matter to zero.",
            {"l1-drops-irrelevant-features", "l1-yields-zero-weights"},
        ),
        ("Instead of setting weights to zero, ridge shrinks them.", {"l2-not-sparse", "l2-shrinks-toward-zero"}),
        ("Note that L1 is faster to train than L2.", {"l1-faster-to-train"}),
    ],
)
def test_negation(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("L1 is faster to train than L2.", "generic"),
        ("L1 can be faster to train than L2.", "can"),
        ("L1 may be faster to train than L2.", "can"),
        ("Sometimes L1 is faster to train than L2.", "can"),
        ("L1 is usually faster to train than L2.", "usually"),
        ("L1 tends to be faster to train than L2.", "usually"),
        ("In most cases L1 is faster to train than L2.", "usually"),
        ("L1 is always faster to train than L2.", "always"),
        ("Ridge never sets coefficients to zero.", "always"),
        ("Ridge cannot set coefficients to zero.", "always"),
        ("Ridge rarely sets coefficients to zero.", "usually"),
        ("Ridge has a closed-form solution.", "always"),
    ],
)
def test_force_is_what_the_sentence_promises(text: str, strength: str) -> None:
    assert force(text) == {strength}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("L1 gives sparse models and is robust to outliers.", {"l1-yields-zero-weights", *LESS}),
        ("L1 is faster to train, and L2 is more accurate.", {"l1-faster-to-train", "l2-more-accurate"}),
        ("L1 is faster to train while L2 is robust to outliers.", {"l1-faster-to-train", *MORE}),
        ("L1 gives sparse models, L2 does not.", {"l1-yields-zero-weights", "l2-not-sparse"}),
        ("Ridge has a closed form, whereas the lasso does not.", {"l2-closed-form", "l1-no-closed-form"}),
        ("Unlike ridge, the lasso has no closed form.", {"l1-no-closed-form", "l2-closed-form"}),
        (
            "The lasso and ridge correspond to a Laplace prior and a Gaussian prior.",
            {"l1-laplace-l2-gaussian"},
        ),
    ],
)
def test_conjunctions_hold_two_statements(text: str, claims: set[str]) -> None:
    assert claims - stated(text) <= set() or claims == {"l1-laplace-l2-gaussian"}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("L1 is robust to outliers.", ["L1 is robust to outliers"]),
        ("So the lasso, I think, is fine. Ridge is robust to outliers.", ["Ridge is robust to outliers"]),
        (
            "L1 is faster to train while L2 is robust to outliers.",
            ["L1 is faster to train", "L2 is robust to outliers"],
        ),
        ("Therefore $\\ell_1$ — always — is robust to outliers.", ["robust to outliers"]),
    ],
)
def test_statement_has_the_span_of_its_own_clause(text: str, spans: list[str]) -> None:
    found = [text[one.start : one.end] for sentence in read(text) for one in sentence.statements]
    assert [span for span in spans if not any(span in part for part in found)] == []
    assert len(found) == len(spans)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Ridge is more stable than lasso if samples are few.", "if samples are few"),
        ("When samples are few, ridge is more stable than lasso.", "When samples are few"),
        ("Lasso predicts better than ridge if only a few features matter.", ""),
        ("If only a few features matter, lasso predicts better than ridge.", ""),
        ("If lambda is too large, the model underfits.", ""),
        ("Ridge is more stable than lasso.", ""),
    ],
)
def test_condition_is_kept_in_the_sentences_words_unless_the_claim_holds_it(text: str, condition: str) -> None:
    assert {one.condition for sentence in read(text) for one in sentence.statements} == {condition}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Lasso predicts better than ridge if only a few features matter.", {"l1-better-when-few-features-matter"}),
        ("Ridge predicts better than lasso if all features matter.", {"l2-better-when-all-features-matter"}),
        ("Ridge predicts better than lasso.", {"l2-more-accurate"}),
        ("Ridge usually predicts better than lasso.", {"l2-often-more-accurate"}),
        ("Use the lasso if only a few features matter.", {"l1-good-when-few-features-matter"}),
        ("Use the lasso if you need a sparse model.", {"l1-for-sparsity"}),
        ("Use the lasso if you like.", set()),
    ],
)
def test_condition_and_force_choose_the_claim(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ridge is an old method. It is robust to outliers.", MORE),
        ("The lasso is an old method. It is robust to outliers.", LESS),
        ("We compare lasso and ridge. The former is more robust to outliers than the latter.", LESS),
        ("We compare ridge and lasso. The former is more robust to outliers than the latter.", MORE),
        ("There are lasso and ridge. Both prevent overfitting.", {"regularization-prevents-overfitting"}),
        ("Trees are fine. They are robust to outliers.", set()),
        ("Random forests beat ridge. They are robust to outliers.", set()),
    ],
)
def test_pronouns_stand_for_what_was_named(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Is L1 faster to train than L2?",
        "Why is L1 faster to train than L2",
        "If L1 were faster to train than L2, all would use it.",
        "Suppose that L1 is faster to train than L2.",
        "It is a myth that L1 is faster to train than L2.",
        "Some people say that L1 is faster to train than L2.",
        "I expected that L1 is faster to train than L2.",
        "A commenter wrote that L1 is faster to train than L2.",
        "Nobody asked which of L1 and L2 is faster to train.",
        "In settings in which L1 is faster to train than L2, much is won.",
        "By the end of this page you will understand why L1 is faster to train than L2.",
        "In our experiment L1 was faster to train than L2.",
        "On this data set L1 is faster to train than L2.",
        "We found that L1 is faster to train than L2.",
        "Figure 3 shows that L1 is faster to train than L2.",
        "True or false: L1 is faster to train than L2.",
        "B) L1 is faster to train than L2.",
        "Show that L1 is faster to train than L2.",
        "This section explains why L1 is faster to train than L2.",
        "We discuss whether L1 is faster to train than L2.",
        "Bagging makes L1 faster to train.",
    ],
)
def test_what_is_not_asserted_is_not_stated(text: str) -> None:
    assert stated(text) == set()
    assert stated("L1 is faster to train than L2.") == {"l1-faster-to-train"}


@pytest.mark.parametrize(
    "text",
    [
        "The L1 loss is more robust to outliers than the L2 loss.",
        "The L1 distance is less sensitive to outliers than the L2 distance.",
        "The L1 cache is faster than the L2 cache.",
        "Every core has L1 and L2, and L1 is faster than L2.",
        "Learners are less accurate in their L2 than in their L1.",
        "The L1 norm of the residuals is robust to outliers.",
        "Trained with an L1 loss, a model is robust to outliers.",
    ],
)
def test_other_things_of_the_same_name_state_nothing(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize("text", ["Outliers and the lasso", "Feature selection with the lasso", "Lasso vs ridge"])
def test_a_topic_is_no_statement(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize(
    "name", ["L1", "l1", "ℓ1", "$L_1$", "$\\ell_1$", "L-1", "Lasso", "LASSO", "l1_penalty", "L₁ regularisation"]
)
def test_recognition_does_not_depend_on_how_the_name_is_set(name: str) -> None:
    assert stated(f"{name} is less sensitive to outliers than ridge.") == LESS


def test_explanation_says_how_a_sentence_was_read() -> None:
    notes = read("If features are few, lasso is usually faster to train than ridge.")[0].notes
    assert notes == {
        "subject": "l1",
        "relation": "fast",
        "direction": "more",
        "force": "usually",
        "condition": "If features are few",
        "claim": "l1-faster-to-train",
        "way": "grammar",
    }


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Is lasso robust to outliers?", "question"),
        ("It is a myth that lasso is robust to outliers.", "reported"),
        ("Lasso has a nice name.", "says nothing of the method that the rules know"),
    ],
)
def test_explanation_says_what_was_missing(text: str, missing: str) -> None:
    assert read(text)[0].notes == {"missing": missing}


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Lasso is robust to outliers.", True),
        ("Lasso has a nice name.", True),
        ("Is lasso robust to outliers?", False),
        ("The weather is nice.", False),
    ],
)
def test_claim_like_is_what_says_something_of_a_method(text: str, like: bool) -> None:
    assert read(text)[0].claim_like is like


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Without regularization the model overfits.", {"regularization-prevents-overfitting"}),
        ("With regularization the model overfits.", {"!regularization-prevents-overfitting"}),
        ("Without the L1 penalty no weight is exactly zero.", {"l1-yields-zero-weights"}),
        ("With the L1 penalty no weight is exactly zero.", {"!l1-yields-zero-weights"}),
    ],
)
def test_what_is_said_of_no_penalty_is_the_contrary_of_what_is_said_of_one(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ridge performs better than lasso.", {"l2-more-accurate"}),
        ("Lasso performs better than ridge in terms of sparsity.", {"l1-sparser-than-l2"}),
        ("When it comes to sparsity, lasso beats ridge.", {"l1-sparser-than-l2"}),
        ("Ridge performs better than lasso if the moon is full.", set()),
    ],
)
def test_better_is_more_accurate_only_where_nothing_else_is_named(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("L2 is less effective than L1 at inducing sparsity.", {"l2-less-effective-for-sparsity"}),
        ("L2 is worse than L1 at inducing sparsity.", {"l2-less-effective-for-sparsity"}),
        ("L1 is better than L2 at inducing sparsity.", {"l1-sparser-than-l2"}),
        ("L2 is better than L1 at inducing sparsity.", {"!l1-sparser-than-l2"}),
    ],
)
def test_worse_at_something_is_less_of_it(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("When p > n the lasso selects at most n variables.", {"l1-at-most-n-features"}),
        ("When features are correlated the lasso picks one of them.", {"l1-selects-correlated-at-random"}),
        ("When the lasso is used, n matters.", set()),
    ],
)
def test_a_condition_may_end_without_a_comma(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("L2 regularization, a.k.a. weight decay, has a long history.", {"l2-is-weight-decay"}),
        ("Ridge regression, i.e. least squares with an L2 penalty, dates from 1970.", {"l2-is-ridge"}),
        ("Ridge regression, e.g. with five predictors, dates from 1970.", set()),
    ],
)
def test_abbreviations_end_no_clause(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Nothing stops you from using both L1 and L2 in one model.", {"elastic-net-combines-both"}),
        ("The solver keeps you from using both L1 and L2 in one model.", {"!elastic-net-combines-both"}),
    ],
)
def test_nothing_that_stops_one_is_a_leave(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ridge sums the squares of the weights.", {"l2-penalty-is-sum-of-squares"}),
        ("Ridge sums absolute weights rather than their squares.", {"!l2-penalty-is-sum-of-squares"}),
    ],
)
def test_what_it_is_done_instead_of_is_denied(text: str, claims: set[str]) -> None:
    assert stated(text) == claims
