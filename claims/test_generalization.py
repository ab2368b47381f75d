"""Generalization: how well penalised models predict new data."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.margins import predicts_better
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import DEFAULTS, FITS, SHIFTED, STRENGTHS
from regclaims.fixtures.grids import (
    CORE,
    FRESH_ABUNDANT,
    FRESH_CLASSIFICATION,
    FRESH_REGRESSION,
    FRESH_WIDE,
    NOISE,
    SHIFT_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method
from regclaims.fixtures.sequential import SOMETIMES


def does_well(fit: Method, truth: Method) -> Hits:
    """5 % less error than the best constant; or, where nearly all are of one class, under one error in a hundred."""
    return (fit.test_error < 0.95 * truth.null_error) | (fit.test_error < 0.01)


l2_improves = claim(
    "l2-improves-generalization",
    "L2 improves performance on unseen data.",
    force="generic",
    rows="qa 9 25; article 45",
    better=[
        "tuned-l2-beats-or-ties-no-penalty-in-regression",
        "tuned-l2-beats-more-complex-and-simpler-models",
    ],
)


@l2_improves.reading(worlds(FITS, CORE) + worlds(DEFAULTS, CORE) + worlds(STRENGTHS, CORE, "strong"))
def l2_improves_predictions(l2: Method, none: Method) -> Hits:
    """Improves: at least 5 % less error on new data than without a penalty.

    The sentence says nothing about the strength, so tuned, default and strong penalties are its worlds alike.
    """
    return predicts_better(l2, none)


l1_can_improve = claim(
    "l1-can-improve-generalization",
    "L1 can improve performance on unseen data.",
    force="can",
    rows="article 45",
)


@l1_can_improve.reading(worlds(FITS, CORE))
def l1_improves_predictions(l1: Method, none: Method, truth: Method) -> Hits:
    """Improves: at least 5 % less error on new data than without a penalty, and than the best constant.

    The empty model beats a bad fit too; to improve on a constant something has to be learnt.
    """
    return predicts_better(l1, none) & (l1.test_error < 0.95 * truth.null_error)


always_improves = claim(
    "l2-always-improves-generalization",
    "L2 always improves generalization.",
    force="always",
    better=["tuned-l2-can-predict-worse-than-no-penalty", "penalties-change-little-when-samples-abound"],
)


@always_improves.reading(worlds(FITS, CORE))
def l2_improves_everywhere(l2: Method, none: Method) -> Hits:
    """Improves: at least 5 % less error on new data than without a penalty, strength tuned.

    Always means at any strength; tuned is the claim's best case, and what fails there fails.
    """
    return predicts_better(l2, none)


ensures = claim(
    "regularization-ensures-generalization",
    "Regularization ensures good performance on unseen data.",
    force="always",
    rows="article 86",
    better=["regularized-models-can-fail-on-new-data"],
)


@ensures.reading(worlds(FITS, CORE + NOISE) + worlds(STRENGTHS, CORE + NOISE, "strong") + worlds(SHIFTED, SHIFT_WORLDS))
def better_than_the_mean(l1: Method, l2: Method, truth: Method) -> Hits:
    """Good: at the very least, 5 % less error on new data than the best constant prediction, either penalty.

    Nobody would call a model good that a constant equals. The sentence promises this whatever the
    data and the strength, so data without any signal, strong penalties and unseen data that are not like the seen
    ones (features whose means have moved, against the best constant there) belong to its worlds. Moved features
    may leave hardly more than one class, which a constant tells without error; so does a model with under 1 %.
    """
    return does_well(l1, truth) & does_well(l2, truth)


can_fail = claim(
    "regularized-models-can-fail-on-new-data",
    "A regularised model can be no better on new data than a constant prediction, tuned or not.",
    force="can",
)


@can_fail.reading(worlds(FITS, CORE + NOISE))
def no_better_than_the_mean(l1: Method, l2: Method, truth: Method) -> Hits:
    """No better: neither tuned penalty has 5 % less error on new data than the best constant prediction."""
    return (l1.test_error > 0.95 * truth.null_error) & (l2.test_error > 0.95 * truth.null_error)


change_little = claim(
    "penalties-change-little-when-samples-abound",
    "With fifty samples a feature and no more noise than signal, neither tuned penalty changes the error on new data "
    "by as much as 5 %.",
    force="generic",
    contradicts=["l2-always-improves-generalization"],
)


@change_little.reading(worlds(FITS, FRESH_ABUNDANT))
def within_a_twentieth(l1: Method, l2: Method, none: Method) -> Hits:
    """Changes: the error on new data, under either penalty, stays within 5 % of that without one.

    There is little to overfit, so little to prevent; a penalty that did much harm or good would be seen.
    """
    l1_change, l2_change = l1.test_error / none.test_error - 1, l2.test_error / none.test_error - 1
    return (abs(l1_change) < 0.05) & (abs(l2_change) < 0.05)


either_beats_none = claim(
    "either-penalty-beats-none-when-correlated-features-outnumber-samples",
    "In regression with at least twice as many features as samples, correlated ones, and a signal-to-noise ratio of "
    "1 to 2, either tuned penalty predicts better than no penalty.",
    force="generic",
)


@either_beats_none.reading(worlds(FITS, FRESH_WIDE))
def both_beat_none(l1: Method, l2: Method, none: Method) -> Hits:
    """Better: error on new data at least 5 % smaller under either, on worlds other than those that suggested it.

    The empty model may beat no penalty there too, so L1 has to keep a weight; L2 keeps all.
    """
    return predicts_better(l1, none) & predicts_better(l2, none) & (l1.nonzero > 0)


beats_both = claim(
    "tuned-l2-beats-more-complex-and-simpler-models",
    "In regression with at least twice as many features as samples, correlated ones, and a signal-to-noise ratio of "
    "1 to 2, tuned L2 predicts better than no penalty, which is more complex, and than a constant, which is simpler.",
    force="generic",
)


@beats_both.reading(worlds(FITS, FRESH_WIDE))
def better_than_either_extreme(l2: Method, none: Method, truth: Method) -> Hits:
    """Better: at least 5 % less error on new data than least squares and than the best constant."""
    return predicts_better(l2, none) & (l2.test_error < 0.95 * truth.null_error)


beats_or_ties = claim(
    "tuned-l2-beats-or-ties-no-penalty-in-regression",
    "In regression, L2 tuned by cross-validation predicts better than no penalty or about as well.",
    force="generic",
)


@beats_or_ties.reading(worlds(FITS, FRESH_REGRESSION))
def hardly_worse(l2: Method, none: Method) -> Hits:
    """About as well: the error on new data is at most 5 % larger, on worlds other than those that suggested it.

    A penalty that did nothing would pass as well: the claim is that tuning keeps L2 from doing harm, no more.
    """
    return l2.test_error <= 1.05 * none.test_error


can_be_worse = claim(
    "tuned-l2-can-predict-worse-than-no-penalty",
    "In classification with more features than samples, L2 can predict worse than no penalty, even with its strength "
    "tuned by cross-validation.",
    force="can",
    contradicts=["l2-always-improves-generalization"],
)


@can_be_worse.reading(worlds(FITS, FRESH_CLASSIFICATION), SOMETIMES)
def noticeably_worse(l2: Method, none: Method) -> Hits:
    """Can: more than one data set in ten gives at least 5 % more error on new data, on worlds other than CORE.

    With a strength tuned on few samples that is a matter of luck, and nobody who says "can" promises most data sets.
    """
    return l2.test_error > 1.05 * none.test_error
