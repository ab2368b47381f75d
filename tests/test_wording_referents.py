"""Whom a sentence is about that names nobody, what denies it, and which of several conditions it is said under."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.recognise import recognise


def stated(*texts: str, scope: Scope = Scope.PARAGRAPH, heading: str = "", lead: str = "") -> set[str]:
    headings = (heading,) if heading else ()
    passages = [
        Passage(text=text, offsets=range(len(text)), scope=scope, headings=headings, lead=lead) for text in texts
    ]
    found = recognise(passages, recorded=False)
    return {"!" * one.denied + one.claim for each in found for sentence in each for one in sentence.statements}


@pytest.mark.parametrize(
    "text",
    [
        "Outliers can disproportionately influence a model, leading to poor predictions.",
        "Robust regression techniques are designed to lessen the influence of outliers.",
        "Extreme observations can pull the regression line towards themselves and distort the coefficients.",
        "Adam often converges faster than plain gradient descent.",
        "Momentum makes training faster.",
        "Coordinate descent is fast.",
        "Decision trees are robust to outliers.",
        "The authors propose an optimizer which leads to better generalization.",
        "Overfitting can be prevented by early stopping.",
        "Irrelevant features are removed by domain experts.",
        "A simple model is easier to interpret than a complex one.",
    ],
)
def test_a_subject_of_its_own_is_not_the_headings(text: str) -> None:
    assert stated(text, scope=Scope.ITEM, heading="L2 regularization") == set()


@pytest.mark.parametrize(
    ("text", "heading", "claims"),
    [
        ("Coefficients are shrunk toward zero.", "Ridge", {"l2-shrinks-toward-zero"}),
        ("Large weights are penalized heavily.", "Ridge", {"l2-penalizes-large-weights"}),
        ("The model becomes less complex.", "Ridge", {"l2-reduces-complexity"}),
        ("The regularization term is calculated as the sum of the squared weights.", "L2 regularization",
         {"l2-penalty-is-sum-of-squares"}),
        ("The regularizer drives some weights to exactly zero.", "Lasso", {"l1-yields-zero-weights"}),
        ("The Laplace prior has a sharp spike at zero, which gives L1 its tendency to produce exact zeros.", "Ridge",
         {"l1-yields-zero-weights"}),
    ],
)  # fmt: skip
def test_what_belongs_to_a_model_speaks_of_the_heading(text: str, heading: str, claims: set[str]) -> None:
    assert stated(text, heading=heading) == claims


@pytest.mark.parametrize(
    ("lead", "item", "claims"),
    [
        ("Ridge:", "When dealing with multicollinearity.", {"l2-handles-collinearity-better"}),
        ("Lasso:", "If you want feature selection.", {"l1-for-sparsity"}),
        ("Ridge:", "If all features are relevant.", {"l2-better-when-all-features-matter"}),
        ("Key differences:", "Multicollinearity is common in economics.", set()),
        ("Dropout:", "When the network is large.", set()),
    ],
)
def test_a_bare_name_under_a_question_of_use_lists_occasions(lead: str, item: str, claims: set[str]) -> None:
    assert stated(item, scope=Scope.ITEM, heading="When to use which", lead=lead) == claims


@pytest.mark.parametrize(
    ("texts", "claims"),
    [
        (("Ridge regression is old. It is often used in conjunction with other penalties.",), {"l2-often-combined"}),
        (("Ridge is popular. Since it sets weights to zero, lasso gives small models.",), {"l1-yields-zero-weights"}),
        (("L2 adds a penalty to the loss. The model shouldn't be too complex, so that it doesn't overfit.",),
         {"penalty-added-to-loss"}),
        (("Weight decay adds a term to the loss. Without weight decay, weights get big.", "This leads to overfitting."),
         {"penalty-added-to-loss", "l2-shrinks-toward-zero"}),
        (("You keep the smooth shrinkage of ridge while enjoying the variable selection of the lasso.",), set()),
    ],
)  # fmt: skip
def test_a_pronoun_or_genitive_says_who_is_meant(texts: tuple[str, ...], claims: set[str]) -> None:
    assert stated(*texts) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("There is no neat analytic expression for the lasso estimate.", {"l1-no-closed-form"}),
        ("The lasso comes without any tidy formula for its solution.", {"l1-no-closed-form"}),
        ("Feature selection is absent in the case of ridge.", {"l2-not-sparse"}),
        ("Variable selection is not available in ridge regression.", {"l2-not-sparse"}),
        ("The L2 gradient vanishes, which stops it from hitting exact zero.", {"l2-not-sparse"}),
        ("Ridge keeps the coefficients from becoming exactly zero.", {"l2-not-sparse"}),
        ("The lasso is not a reliable feature selection method.", set()),
        ("The lasso is not a feature selection method.", {"!l1-yields-zero-weights"}),
        ("Ridge is not as effective at penalizing weights to zero as the lasso.", {"l2-less-effective-for-sparsity"}),
        ("Ridge is more effective than lasso at lowering variance and preventing overfitting.",
         {"l2-prevents-overfitting-better"}),
        ("With ridge, variance is lowered by shrinking the coefficients.", {"l2-shrinks-toward-zero"}),
        ("With L2 the weights go toward zero, yet not to absolute zero.",
         {"l2-shrinks-toward-zero", "l2-small-but-not-zero"}),
        ("Both Adam and AdamW optimize the same objective.", set()),
        ("An elastic net both shrinks its weights and drives some exactly to zero.", {"elastic-net-combines-both"}),
        ("Lasso helps against over-fitting.", {"l1-can-prevent-overfitting"}),
        ("If λ = 0, ridge is ordinary least squares.", {"zero-strength-is-least-squares"}),
    ],
)  # fmt: skip
def test_denials_and_comparisons_reach_what_they_are_about(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("While L2 regularization and weight decay are equivalent for SGD, they are not equivalent for Adam.",
         {"l2-is-weight-decay", "weight-decay-differs-under-adam"}),
        ("Weight decay and L2 regularization are the same under plain SGD, but this no longer holds for Adam.",
         {"l2-is-weight-decay", "weight-decay-differs-under-adam"}),
        ("Weight decay equals L2 only for plain SGD.", {"weight-decay-differs-under-adam"}),
        ("Weight decay is the same as L2 regularization, even with Adam.", {"!weight-decay-differs-under-adam"}),
        ("L1 predicts better if only a few features matter; L2 predicts better if all features matter.",
         {"l1-better-when-few-features-matter", "l2-better-when-all-features-matter"}),
    ],
)  # fmt: skip
def test_a_condition_holds_for_its_own_clause(text: str, claims: set[str]) -> None:
    assert stated(text) == claims
