"""Of whom a sentence speaks and under which condition: each construction with a twin that must not be read like it."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.recognise import recognise


def stated(text: str, **around: object) -> set[str]:
    passage = Passage(text=text, offsets=range(len(text)), **around)  # type: ignore[arg-type]
    found = recognise([passage], recorded=False)[0]
    return {"!" * one.denied + one.claim for sentence in found for one in sentence.statements}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("L1 is slower than the L2 penalty, which has a closed-form solution.",
         {"l1-slower-than-l2", "l2-closed-form"}),
        ("L1 is slower than L2, which is differentiable everywhere.", {"l1-slower-than-l2"}),
        ("People often confuse the L1 penalty with the L1 loss, which is robust to outliers.", set()),
        ("L1 is optimized with proximal methods, which are fast.", set()),
        ("The L1 penalty is added to the loss, which is smooth.", {"penalty-added-to-loss"}),
        ("The lasso sets coefficients to exactly zero, which ridge does not.",
         {"l1-yields-zero-weights", "l2-not-sparse"}),
    ],
)  # fmt: skip
def test_which_stands_for_what_is_right_before_it(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Lasso and ridge differ: the former sets weights to exactly zero.", {"l1-yields-zero-weights"}),
        ("Truncated steps beat subgradient steps for L1; the former set effects to exactly zero.", set()),
        ("Rather than dropping features as the lasso does, ridge keeps them all.", set()),
        ("Rather than shrinking the coefficients to something small, as ridge would have done, the lasso shrinks them "
         "to nothing.", {"l1-yields-zero-weights"}),
        ("There is an explicit formula for the lasso whatever the design, just as there is for ridge.",
         {"!l1-no-closed-form", "l2-closed-form"}),
        ("Ridge has no closed form, just as the lasso has none.", {"!l2-closed-form"}),
        ("Lasso (but not the elastic net, which holds groups together) usually keeps a single one of several "
         "correlated features.", {"elastic-net-keeps-groups", "l1-selects-correlated-at-random"}),
        ("Ridge (but not the lasso) keeps all the features.", {"l2-not-sparse"}),
        ("Ridge, no less than the lasso, has to do without a closed-form solution.",
         {"!l2-closed-form", "l1-no-closed-form"}),
        ("Lasso, like ridge, shrinks coefficients, but sets some to exactly zero.", {"l1-yields-zero-weights"}),
        ("Ridge, just like the lasso, is sensitive to outliers.", {"neither-robust-to-outliers"}),
        ("The entries of `Lasso.coef_` are exactly zero for many features.", {"l1-yields-zero-weights"}),
    ],
)  # fmt: skip
def test_insertions_keep_their_own_subject(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("When ridge is abandoned in favour of the lasso, the model becomes sparser.", {"l1-sparser-than-l2"}),
        ("Training gets slower when you trade ridge for lasso.", {"l1-slower-than-l2"}),
        ("Ridge comes second to the lasso in predictive accuracy.", {"!l2-more-accurate"}),
        ("Lasso regression is easier to interpret than a neural network.", set()),
        ("Lasso regression is easier to interpret than ridge.", {"l1-more-interpretable"}),
        ("The lasso is more stable than a single tree.", set()),
        ("The GPU made training the ridge model faster.", set()),
        ("We winsorized outliers before lasso to make it faster.", set()),
        ("Users of the lasso select features.", set()),
        ("Lasso users know that outliers hurt.", set()),
        ("The solution of the lasso is sparse.", {"l1-yields-zero-weights"}),
        ("The purpose of lasso and of ridge is identical.", {"same-goal"}),
    ],
)
def test_rivals_and_owners_are_told_from_the_method(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Adding a ridge penalty to the lasso keeps correlated features together.", {"elastic-net-keeps-groups"}),
        ("Adding an L2 term to the lasso may improve its results.", {"combining-can-improve"}),
        ("Adding an L2 penalty to the lasso gives the elastic net.", {"elastic-net-combines-both"}),
        ("Adding an L2 penalty to the loss prevents overfitting.", {"l2-prevents-overfitting"}),
    ],
)
def test_one_penalty_added_to_the_other_is_the_elastic_net(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("High-dimensional data is where the lasso predicts better than ridge.", {"l1-better-in-high-dimension"}),
        ("When p>n, the lasso predicts better than ridge.", {"l1-better-in-high-dimension"}),
        ("Few true effects: the lasso is more accurate.", {"l1-better-when-few-features-matter"}),
        ("When the active columns are few, the lasso predicts better than ridge.",
         {"l1-better-when-few-features-matter"}),
        ("When the columns are few, ridge predicts better than the lasso.", {"l2-better-in-low-dimension"}),
        ("When the response responds to every one of the regressors, ridge predicts better than the lasso.",
         {"l2-better-when-all-features-matter"}),
        ("Lots of noise, strong signals: the lasso predicts better than ridge.", set()),
        ("Few samples, much noise, many features: the lasso predicts better than ridge.", set()),
        ("Prediction: ridge predicts better than the lasso.", {"l2-more-accurate"}),
        ("In sparse settings the lasso is more accurate than ridge.", set()),
        ("L2 may overfit if you haven't put your features on a common scale.", {"l2-overfits-if-unnormalized"}),
    ],
)  # fmt: skip
def test_circumstances_are_heard_in_front(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("heading", "claims"),
    [
        ("When few features matter", {"l1-better-when-few-features-matter"}),
        ("High-dimensional data", {"l1-better-in-high-dimension"}),
        ("p > n, everything relevant, little noise", set()),
        ("Selecting a small number of features", {"!l2-more-accurate"}),
        ("Bias and variance", {"!l2-more-accurate"}),
    ],
)
def test_a_heading_may_name_the_circumstances(heading: str, claims: set[str]) -> None:
    assert stated("Lasso is more accurate than ridge.", headings=(heading,)) == claims
    assert stated("Lasso is more accurate than ridge", headings=(heading,), scope=Scope.ITEM) == claims


def test_the_penalty_is_any_where_none_is_named() -> None:
    text = "The penalty grows as the predictions move away from the targets."
    assert stated(text) == {"penalty-punishes-misfit"}
    assert stated(text, headings=("Ridge",)) == stated(text, headings=("Lasso",))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Use lasso when few features matter and ridge when all features matter.",
         {"l1-good-when-few-features-matter", "l2-better-when-all-features-matter"}),
        ("Use the lasso if you want to interpret the model, ridge if you want it to be accurate.",
         {"l1-more-interpretable", "l2-more-accurate"}),
        ("Use L1 if you want sparsity, and L2 if you want small weights.",
         {"l1-for-sparsity", "l2-good-for-small-weights"}),
        ("Use ridge when you have outliers, and L1 for feature selection.",
         {"l2-less-sensitive-to-outliers", "l1-yields-zero-weights"}),
        ("Never use the lasso when all features matter, ridge when few features matter.", set()),
        ("For ridge there is a closed form, for the lasso there is none.", {"l2-closed-form", "l1-no-closed-form"}),
        ("With `penalty='l1'` logistic regression sets some weights to zero; with `penalty='l2'` it does not.",
         {"l1-yields-zero-weights", "l2-not-sparse"}),
        ("With Adam, L2 and weight decay differ; with SGD they are the same.", {"weight-decay-differs-under-adam"}),
    ],
)  # fmt: skip
def test_what_is_left_out_is_filled_in(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "The lasso keeps fewer features when lambda is large than when it is small.",
        "Ridge is more accurate in low dimensions than in high dimensions.",
        "In the presence of collinearity, ridge is more accurate than in its absence.",
    ],
)
def test_circumstances_compared_compare_no_methods(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize(
    ("row", "column", "text", "claims"),
    [
        ("Few relevant features", "Better predictions", "Lasso", {"l1-better-when-few-features-matter"}),
        ("Correlated features", "Lasso", "keeps one", {"l1-selects-correlated-at-random"}),
        ("Number of features", "Lasso", "few", set()),
    ],
)
def test_a_row_may_name_the_circumstances(row: str, column: str, text: str, claims: set[str]) -> None:
    assert stated(text, row=row, column=column, scope=Scope.CELL) == claims
