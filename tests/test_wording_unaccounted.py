"""Denials of a whole clause, from before it or behind it, and negations of which it is not sure what they deny."""

from __future__ import annotations

import pytest

from regclaims.tests.prose import stated as claims

_ZERO = {"l1-yields-zero-weights"}
_NOT_ZERO = {"!l1-yields-zero-weights"}
_PREVENTS = {"l2-prevents-overfitting"}
_DOES_NOT_PREVENT = {"!l2-prevents-overfitting"}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("It never happens that L1 sets a weight exactly to zero.", _NOT_ZERO),
        ("It often happens that L1 sets a weight exactly to zero.", _ZERO),
        ("There is no danger that L1 sets weights to zero.", _NOT_ZERO),
        ("There is no denying that L1 sets weights to zero.", _ZERO),
        ("It is not true at all that L1 sets weights to zero.", _NOT_ZERO),
        ("It is a mistake to think that ridge prevents overfitting.", _DOES_NOT_PREVENT),
        ("It's false to teach that lasso sets weights to zero.", _NOT_ZERO),
        ("It is wrong to say that only the lasso sets weights to zero.", set()),
        ("Lasso cannot be said to set weights to zero.", _NOT_ZERO),
        ("It can hardly be denied that L1 sets weights to zero.", _ZERO),
        ("You won't catch lasso setting weights to zero.", _NOT_ZERO),
        ("You will see the lasso setting weights to zero.", _ZERO),
        ("I wouldn't grant the lasso any edge in interpretability over ridge.", {"!l1-more-interpretable"}),
        ("I would grant the lasso an edge in interpretability over ridge.", {"l1-more-interpretable"}),
    ],
)
def test_a_clause_is_denied_by_what_governs_it(text: str, stated: set[str]) -> None:
    assert claims(text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("That ridge prevents overfitting is an error.", _DOES_NOT_PREVENT),
        ("That ridge prevents overfitting is not true.", _DOES_NOT_PREVENT),
        ("Ridge prevents overfitting is not true.", _DOES_NOT_PREVENT),
        ("Ridge prevents overfitting isn't true.", _DOES_NOT_PREVENT),
        ("That ridge prevents overfitting is true.", _PREVENTS),
        ("Ridge is ineffective at preventing overfitting.", _DOES_NOT_PREVENT),
        ("Ridge is bad at preventing overfitting.", _DOES_NOT_PREVENT),
        ("Ridge is good at preventing overfitting.", _PREVENTS),
        ("Ridge is worse at preventing overfitting than lasso.", {"l1-prevents-overfitting-better"}),
        ("Lasso prevents weights from becoming zero.", _NOT_ZERO),
        ("Lasso keeps weights from becoming zero.", _NOT_ZERO),
        ("Nothing prevents weights from becoming zero under the lasso.", _ZERO),
        ("That ridge prevents overfitting is far from true.", _DOES_NOT_PREVENT),
        ("That ridge prevents overfitting is anything but correct.", _DOES_NOT_PREVENT),
        ("That ridge prevents overfitting cannot be maintained.", _DOES_NOT_PREVENT),
        ("That ridge prevents overfitting is no surprise.", _PREVENTS),
        ("That ridge prevents overfitting does not follow from this.", _DOES_NOT_PREVENT),
        ("The lasso sets weights to zero under no circumstances.", _NOT_ZERO),
        ("Robust against outliers is the L1 penalty in no way.", {"!l1-less-sensitive-to-outliers"}),
        ("Robust against outliers is the L1 penalty.", {"l1-less-sensitive-to-outliers"}),
        ("Training problems occur no more often with L1 than with L2.", {"!l1-more-training-problems"}),
        ("Training problems occur more often with L1 than with L2.", {"l1-more-training-problems"}),
        ("Against overfitting, ridge is of no use.", _DOES_NOT_PREVENT),
        ("Against overfitting, ridge is useless.", _DOES_NOT_PREVENT),
        ("Against overfitting, ridge is of great use.", _PREVENTS),
        ("Ridge leaves overfitting just as bad as it was.", _DOES_NOT_PREVENT),
    ],
)
def test_a_clause_is_denied_by_what_comes_behind_it(text: str, stated: set[str]) -> None:
    assert claims(text) == stated


@pytest.mark.parametrize(
    "text",
    [
        "Nothing rules out that the lasso sets weights to zero.",
        "At no shape and with no solver does ridge set weights to zero.",
        "In no constellation of solver and data the lasso sets weights to zero.",
        "Not until lambda is huge does the lasso set weights to zero.",
        "It's not that lasso sets weights to zero.",
        "It is not wrong to say that the lasso sets weights to zero.",
        "That the lasso sets weights to zero is by no means impossible.",
        "I'd hesitate to say that ridge prevents overfitting.",
        "The lasso does not, contrary to ridge, keep all features.",
        "It is doubtful that ridge prevents overfitting.",
        "The lasso has yet to prevent overfitting.",
        "The lasso does not prevent overfitting completely.",
        "The lasso alone does not prevent overfitting.",
        "Ridge never prevents overfitting without tuning.",
        "Without tuning, ridge does not prevent overfitting.",
        "The lasso has trouble setting weights to zero.",
        "Weights are set to zero neither by the lasso nor by ridge.",
        "With ridge, weights all but reach zero.",
        "Ridge gets you nowhere in feature selection.",
        "Ridge models are no more interpretable than lasso models.",
        "Ridge is not one whit less stable than the lasso.",
        "It happens that ridge is more accurate than the lasso.",
    ],
)
def test_nothing_is_read_where_it_is_not_sure_what_is_denied(text: str) -> None:
    assert claims(text) == set()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Since age does not go into the thousands, the lasso sets weights to zero.", _ZERO),
        ("The lasso, never slow, sets weights to zero.", _ZERO),
        ("No matter what you were told, the lasso sets weights to zero.", _ZERO),
        ("More often than not the lasso sets weights to zero.", _ZERO),
        ("It's lasso, not ridge, that sets weights to zero.", {*_ZERO, "l2-not-sparse"}),
        ("Instead of setting weights to zero, ridge shrinks them.", {"l2-not-sparse", "l2-shrinks-toward-zero"}),
        ("Instead of dropping weights, as the lasso does, ridge shrinks them toward zero.", {"l2-shrinks-toward-zero"}),
        ("Lasso is hardly as accurate as ridge.", {"l2-more-accurate"}),
        ("An L2 penalty does not make the weights any smaller.", {"!l2-shrinks-toward-zero"}),
        ("Lasso models are no more interpretable than ridge models.", {"!l1-more-interpretable"}),
        ("The lasso is not a bit faster to train than ridge.", {"!l1-faster-to-train"}),
        ("Nothing keeps the lasso from setting weights to zero.", _ZERO),
        ("Something keeps the lasso from setting weights to zero.", _NOT_ZERO),
        ("Lasso sets weights to zero rather than shrinking them.", _ZERO),
        ("The lasso drives weights to zero instead of just making them small.", _ZERO),
        ("Ridge keeps all features instead of selecting some.", {"l2-not-sparse"}),
        ("For correlated features, ridge instead of the lasso is preferred.", {"l2-handles-collinearity-better"}),
        ("Without doubt, ridge does not set weights to zero.", {"l2-not-sparse"}),
        ("Setting weights to zero is not what ridge does.", {"l2-not-sparse"}),
        ("Setting weights to zero is what the lasso does.", _ZERO),
        ("Ridge prevents overfitting.", _PREVENTS),
        ("Ridge does not prevent overfitting.", _DOES_NOT_PREVENT),
        ("An L2 penalty makes the weights smaller.", {"l2-shrinks-toward-zero"}),
        ("With correlated features, ridge is more accurate than plain least squares.", set()),
        ("With correlated features, ridge is more accurate than the lasso.", {"l2-handles-collinearity-better"}),
    ],
)
def test_a_negation_of_something_else_denies_nothing(text: str, stated: set[str]) -> None:
    assert claims(text) == stated
