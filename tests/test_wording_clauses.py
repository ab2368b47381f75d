"""Whom and what a clause speaks of: long sentences, contrasts, relative clauses, and what is only supposed."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.recognise import recognise

SPARSE, DENSE = "l1-yields-zero-weights", "l2-not-sparse"


def stated(text: str, **around: str) -> set[str]:
    scope = Scope.CELL if around else Scope.PARAGRAPH
    passage = Passage(text=text, offsets=range(len(text)), scope=scope, **around)
    (sentences,) = recognise([passage], recorded=False)
    return {"!" * one.denied + one.claim for each in sentences for one in each.statements}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("In contrast to ridge regression, which keeps every predictor, lasso is popular.", {DENSE}),
        ("The L1 penalty, unlike the L2 penalty, which merely decays, produces exact zeros.", {SPARSE}),
        ("Ridge (Hoerl and Kennard, 1970), which has a closed form, is slower than lasso.", {"l2-closed-form"}),
        ("L1 is not smooth, which makes it harder to optimize than L2.", {"l1-harder-to-optimize"}),
        ("Although slower to train than ridge, lasso is popular.", {"l1-slower-than-l2"}),
        ("With L1 training is quick, with L2 it is slow.", {"l1-faster-to-train"}),
        ("Least squares with an L1 penalty gives sparse models.", {SPARSE}),
        ("By replacing the L2 penalty with an L1 penalty, we obtain sparse solutions.", {SPARSE, DENSE}),
        ("Ridge adds a term. Unlike the lasso, it never sets a weight exactly to zero.", {SPARSE, DENSE}),
        ("Lasso penalizes size. As a result, some coefficients become exactly zero.", {SPARSE}),
        ("The moon is full. As a result, some coefficients become exactly zero.", set()),
        ("L2 is old, but dropout prevents overfitting.", set()),
        ("L1 and L2 lead to sparse and dense solutions, respectively.", {SPARSE, DENSE}),
        ("Lasso and the elastic net set coefficients to zero.", {SPARSE}),
        ("Compared to dropout, L2 is faster to train.", set()),
        ("Compared to lasso, L2 is faster to train.", {"l1-slower-than-l2"}),
    ],
)
def test_subject_is_whom_the_clause_speaks_of(text: str, claims: set[str]) -> None:
    found = stated(text)
    assert claims <= found
    assert found - claims <= {"l1-not-differentiable-at-zero", "l1-faster-to-train"}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Lasso sets coefficients to zero, ridge not.", {SPARSE, DENSE}),
        ("Ridge does not produce sparse models, but lasso does.", {SPARSE, DENSE}),
        ("Ridge keeps all features in the model, lasso does not.", {SPARSE, DENSE}),
        ("Lasso does feature selection, something ridge cannot do.", {SPARSE, DENSE}),
        ("L1 sets some coefficients to exactly zero. L2 does not.", {SPARSE, DENSE}),
        ("Ridge never drops a feature. The lasso, on the other hand, can.", {SPARSE, DENSE}),
        ("Lasso yields sparse models; the opposite is true of ridge.", {SPARSE, DENSE}),
        ("Lasso yields sparse models; the same cannot be said of ridge.", {SPARSE, DENSE}),
        ("The lasso discards features; with ridge it is the other way round.", {SPARSE, DENSE}),
        ("It isn't ridge that zeroes coefficients, it's the lasso.", {SPARSE, DENSE}),
        ("Sparse solutions are obtained with L1, dense ones with L2.", {SPARSE, DENSE}),
        ("Feature selection is something that ridge cannot do.", {DENSE}),
        ("Ridge helps against overfitting. Nothing else matters. L1 does not.", {"l2-prevents-overfitting"}),
        ("Ridge prevents overfitting, and so does L1.", {"l2-prevents-overfitting", "l1-can-prevent-overfitting"}),
    ],
)
def test_ellipsis_is_filled_in(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("L2 has a lower sensitivity to outliers than L1.", {"l2-less-sensitive-to-outliers"}),
        ("L2 has a greater sensitivity to outliers than L1.", {"l1-less-sensitive-to-outliers"}),
        ("Ridge predicts better than lasso.", {"l2-more-accurate"}),
        ("It is often L1 rather than L2 that is less sensitive to outliers.", {"l1-less-sensitive-to-outliers"}),
        ("Ridge does not push weights away from zero.", {"l2-shrinks-toward-zero"}),
        ("Ridge pushes weights away from zero.", {"!l2-shrinks-toward-zero"}),
        ("Lasso makes weights smaller.", set()),
        ("Of the two penalties, lasso makes weights smaller.", {"!l2-smaller-weights-than-l1"}),
    ],
)
def test_degree_goes_with_its_own_words(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("With the lasso, sparse models are not obtained.", {f"!{SPARSE}"}),
        ("None of the coefficients is set to zero by the lasso.", {f"!{SPARSE}"}),
        ("Don't expect ridge to give sparse models.", {DENSE}),
        ("It is rarely the case that lasso gives sparse models.", {f"!{SPARSE}"}),
        ("Ridge does not, in our view, perform feature selection.", {DENSE}),
    ],
)
def test_negation_reaches_as_far_as_it_does(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Don't forget that lasso gives sparse models.",
        "Why lasso gives sparse models",
        "Lasso gives sparse models, whatever the textbooks tell you.",
        "Should you want to know, lasso gives sparse models.",
        "Lasso gives sparse models, and it would be silly to be surprised.",
        "Lasso gives sparse models, whether the data is large or small.",
        "You will see it in the plots: lasso gives sparse models.",
    ],
)
def test_what_stands_beside_does_not_silence(text: str) -> None:
    assert stated(text) == {SPARSE}


@pytest.mark.parametrize(
    "text",
    [
        "My professor keeps saying that lasso gives sparse models.",
        "It has occasionally been claimed that lasso gives sparse models.",
        "The view that lasso gives sparse models is widespread.",
        "Do you know whether lasso gives sparse models",
        "We used lasso to select features.",
        "The weights behave as if lasso gave sparse models.",
        "Lasso would have given sparse models.",
        "L1 support is slower than L2.",
    ],
)
def test_what_is_only_told_or_supposed_is_not_stated(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize(
    ("text", "row", "claims"),
    [
        ("none in general", "Closed-form solution", {"l1-no-closed-form"}),
        ("No, iterative methods needed", "Closed-form solution", {"l1-no-closed-form"}),
    ],
)
def test_cell_that_begins_with_no_denies_its_head(text: str, row: str, claims: set[str]) -> None:
    assert stated(text, row=row, column="Lasso") == claims
