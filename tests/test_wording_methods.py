"""Names of the methods: which words make one mention, and when L1 or L2 is something else."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.methods import mentions
from regclaims.claims.wording.normalise import fold
from regclaims.claims.wording.words import words


def read(text: str) -> str:
    return " ".join(word.stem for word in mentions(words(fold(text).text)))


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("L1 regularization shrinks", "§l1 shrink"),
        ("the lasso shrinks", "the §l1 shrink"),
        ("LASSO (L1) regression shrinks", "§l1 shrink"),
        ("L1-penalised logistic regression shrinks", "§l1 shrink"),
        ("Tikhonov regularisation shrinks", "§l2 shrink"),
        ("weight decay shrinks", "§l2 shrink"),
        ("the elastic net shrinks", "the §en shrink"),
        ("L1 and L2 regularization shrink", "§both shrink"),
        ("ridge and the lasso shrink", "§both shrink"),
        ("L1 as well as L2 shrink", "§both shrink"),
        ("both L1 and L2 shrink", "§both shrink"),
        ("neither ridge nor lasso shrinks", "§neither shrink"),
        ("neither the lasso nor the ridge shrinks", "§neither shrink"),
        ("L1 or L2 shrinks", "§either shrink"),
        ("lasso, ridge, and elastic net shrink", "§several shrink"),
        ("regularization shrinks", "§reg shrink"),
        ("this penalty shrinks", "§one shrink"),
        ("the former shrinks", "§former shrink"),
        ("absolute-value shrinkage drops", "§l1 drop"),
        ("a squared-coefficient penalty shrinks", "a §l2 shrink"),
        ("quadratic shrinkage shrinks", "§l2 shrink"),
        ("a penalty on the absolute values of the weights", "a §l1 of the weight"),
        ("reg_lambda shrinks", "§l2 shrink"),
        ("absolute-value and quadratic penalties shrink", "§both shrink"),
        ("the absolute-value penalty drops what the squared one keeps", "the §l1 drop what the §l2 keep"),
        ("penalizing absolute values drops", "§l1 drop"),
        ("as lambda vanishes, ridge approaches least squares", "as lambda vanish , §l2 approach §none"),
        ("ridge estimates are small", "§l2 estimat be small"),
        ("the lasso approach drops", "the §l1 drop"),
    ],
)
def test_mentions(text: str, reads: str) -> None:
    assert read(text) == reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Compared with ridge, the lasso shrinks", "compar with §l2 , the §l1 shrink"),
        ("on the other hand it shrinks", "on the other hand §one shrink"),
        ("it is known that it shrinks", "it be know that §one shrink"),
        ("this effect is small", "this effect be small"),
        ("the regularization parameter is small", "the regularization parameter be small"),
        ("it regularizes the weights", "§one regulariz the weight"),
        ("the weights decay", "the weight decay"),
        ("the absolute loss and the squared one", "the absolut loss and the square one"),
    ],
)
def test_look_alikes_are_no_mentions(text: str, reads: str) -> None:
    assert read(text) == reads


@pytest.mark.parametrize(
    "text",
    [
        "the L1 loss",
        "an L2 distance",
        "the L1 cache",
        "L2 learners",
        "the L1 norm of the error",
        "the L2 norm of a vector",
        "the lasso tool",
    ],
)
def test_something_else_by_the_same_name(text: str) -> None:
    assert "§alien" in read(text)


@pytest.mark.parametrize("text", ["the L1 norm of the weights", "the L2 norm of the weight vector", "the L1 penalty"])
def test_norms_of_weights_are_penalties(text: str) -> None:
    assert "§alien" not in read(text)
