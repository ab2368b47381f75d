"""Overfitting and generalization."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, STRENGTHS
from regclaims.fixtures.grids import CORE, NOISE, worlds
from regclaims.fixtures.rows import Method

l1_prevents_better = claim(
    "l1-prevents-overfitting-better",
    "L1 is more effective than L2 against overfitting.",
    force="generic",
    rows="article 4 5 46",
    this="l1",
    other="l2",
    better=["l1-predicts-better-when-one-in-twenty-matters"],
)
l2_prevents_better = l1_prevents_better.mirrored(
    "l2-prevents-overfitting-better",
    "L2 is more effective than L1 against overfitting.",
    rows="article 72 76",
    better=["l2-predicts-better-when-all-of-many-correlated-features-matter"],
)


@l1_prevents_better.reading(worlds(FITS, CORE))
def smaller_test_error(this: Method, other: Method) -> Hits:
    """More effective: the error on new data is at least 5 % smaller, both penalties tuned on the same data.

    Overfitting is an evil because new data are predicted badly; whatever prevents it better predicts them
    better. 5 % of the test error is the least that a user would notice.
    """
    return this.test_error < 0.95 * other.test_error


@l1_prevents_better.reading(worlds(FITS, CORE))
def smaller_gap(this: Method, other: Method) -> Hits:
    """More effective: the gap between training and test error is smaller, and the test error no larger.

    The gap is the textbook measure of overfitting. On its own the empty model would win it, so the test
    error may be at most 5 % above the other's, and the gap has to shrink by 5 % of the other's test error.
    """
    gap, other_gap = this.test_error - this.train_error, other.test_error - other.train_error
    return (gap < other_gap - 0.05 * other.test_error) & (this.test_error <= 1.05 * other.test_error)


ensures = claim(
    "regularization-ensures-generalization",
    "Regularization ensures good performance on unseen data.",
    force="always",
    rows="article 86",
    better=["regularized-models-can-fail-on-new-data"],
)


@ensures.reading(worlds(FITS, CORE + NOISE) + worlds(STRENGTHS, CORE + NOISE, "strong"))
def better_than_the_mean(l1: Method, l2: Method, truth: Method) -> Hits:
    """Good: at the very least, 5 % less error on new data than the best constant prediction, either penalty.

    Nobody would call a model good that a constant equals. The sentence promises this whatever the
    data and the strength, so data without any signal and strong penalties belong to its worlds.
    """
    return (l1.test_error < 0.95 * truth.null_error) & (l2.test_error < 0.95 * truth.null_error)


can_fail = claim(
    "regularized-models-can-fail-on-new-data",
    "A regularised model can be no better on new data than a constant prediction, tuned or not.",
    force="can",
)


@can_fail.reading(worlds(FITS, CORE + NOISE))
def no_better_than_the_mean(l1: Method, l2: Method, truth: Method) -> Hits:
    """No better: neither tuned penalty has 5 % less error on new data than the best constant prediction."""
    return (l1.test_error > 0.95 * truth.null_error) & (l2.test_error > 0.95 * truth.null_error)
