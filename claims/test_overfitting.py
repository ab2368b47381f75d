"""Overfitting, and what prevents it."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.margins import predicts_better
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, GROWTH, HALVED, STRENGTHS, UNITS
from regclaims.fixtures.grids import (
    CORE,
    GROWTH_WORLDS,
    UNIT_NOISE,
    UNIT_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method


def overfits_less(one: Method, other: Method) -> Hits:
    """A gap between training and test error smaller by 5 % of the other's test error, at a test error no larger.

    The gap alone would be won by the empty model, whose two errors are both as large as they can be; hence
    the second half, in which 5 % is again too little to notice.
    """
    gap, other_gap = one.test_error - one.train_error, other.test_error - other.train_error
    return (gap < other_gap - 0.05 * other.test_error) & (one.test_error <= 1.05 * other.test_error)


hurts = claim(
    "overfitting-hurts-new-data",
    "A model that is too complex fits noise and does worse on new data.",
    force="can",
    rows="article 20 49",
)


@hurts.reading(worlds(GROWTH, GROWTH_WORLDS))
def superfluous_features(relevant: Method, all_features: Method) -> Hits:
    """Too complex: with every feature in place of those that matter, errors fall on the training data and rise on new.

    Both by 5 % at least. What the superfluous features explain is noise, since they have no bearing on the
    response. Without a penalty nothing holds them back; were they harmless, both errors would hardly move.
    """
    fits_noise = all_features.train_error < 0.95 * relevant.train_error
    return fits_noise & (all_features.test_error > 1.05 * relevant.test_error)


@hurts.reading(worlds(GROWTH, GROWTH_WORLDS))
def shuffled_responses(relevant: Method, all_features: Method) -> Hits:
    """Fits noise: it can follow shuffled responses better than the simple model, and errs more on new data.

    Nothing is to be learnt from shuffled responses, so whatever a model explains of them is noise. The
    error on new data is that of the models fitted to the true responses, both differences 5 % at least.
    """
    fits_noise = all_features.shuffled_train_error < 0.95 * relevant.shuffled_train_error
    return fits_noise & (all_features.test_error > 1.05 * relevant.test_error)


prevents = claim(
    "regularization-prevents-overfitting",
    "Regularization, by either penalty, prevents overfitting.",
    force="generic",
    rows="article 1 7 19 34 68 85",
    better=[
        "either-penalty-beats-none-when-correlated-features-outnumber-samples",
        "penalties-change-little-when-samples-abound",
    ],
)


@prevents.reading(worlds(FITS, CORE))
def both_predict_better(l1: Method, l2: Method, none: Method) -> Hits:
    """Prevents: under either tuned penalty the error on new data is at least 5 % smaller than without.

    What overfitting spoils is predictions, so what prevents it must show there, or there was nothing to
    prevent. Prevention is a matter of the tool used as meant, hence the strength is tuned, inside the same data.
    """
    return predicts_better(l1, none) & predicts_better(l2, none)


@prevents.reading(worlds(FITS, CORE))
def both_overfit_less(l1: Method, l2: Method, none: Method) -> Hits:
    """Prevents: either tuned penalty narrows the gap between training and test error, without predicting worse.

    The textbook measure of overfitting, by 5 % of the test error without a penalty. The empty model has no gap;
    that the test error may not be larger keeps it from winning wherever there is something to learn.
    """
    return overfits_less(l1, none) & overfits_less(l2, none)


l2_prevents = claim(
    "l2-prevents-overfitting",
    "L2 prevents overfitting.",
    force="generic",
    rows="qa 5 9 17 22 32",
    better=["tuned-l2-beats-more-complex-and-simpler-models", "penalties-change-little-when-samples-abound"],
)


@l2_prevents.reading(worlds(FITS, CORE))
def l2_predicts_better(l2: Method, none: Method) -> Hits:
    """Prevents: tuned L2 has at least 5 % less error on new data than no penalty; what overfitting spoils."""
    return predicts_better(l2, none)


@l2_prevents.reading(worlds(FITS, CORE))
def l2_overfits_less(l2: Method, none: Method) -> Hits:
    """Prevents: tuned L2 narrows the gap between training and test error, without predicting worse than no penalty.

    By 5 % of the test error without a penalty; the second half keeps the empty model, which has no gap, from
    winning.
    """
    return overfits_less(l2, none)


l1_can_prevent = claim(
    "l1-can-prevent-overfitting",
    "L1 can prevent overfitting.",
    force="can",
    rows="article 52",
)


@l1_can_prevent.reading(worlds(FITS, CORE))
def l1_predicts_better(l1: Method, none: Method) -> Hits:
    """Prevents: tuned L1 has at least 5 % less error on new data than no penalty, and is not empty.

    An empty model predicts no better than a constant; where that beats no penalty, nothing was learnt.
    """
    return predicts_better(l1, none) & (l1.nonzero > 0)


@l1_can_prevent.reading(worlds(FITS, CORE))
def l1_overfits_less(l1: Method, none: Method) -> Hits:
    """Prevents: tuned L1 narrows the gap between training and test error without predicting worse, and is not empty."""
    return overfits_less(l1, none) & (l1.nonzero > 0)


small_weights = claim(
    "small-weights-prevent-overfitting",
    "Keeping the weights small can prevent overfitting.",
    force="can",
    rows="article 81",
)


@small_weights.reading(worlds(FITS, CORE))
def kept_small_by_l2(l2: Method, none: Method) -> Hits:
    """Keeping small: tuned L2 has weights of at most half the norm, and 5 % less error on new data, than no penalty.

    L2 is the penalty that the sentence is about. Half the norm is small by any account. Were size of no
    concern, such weights would predict worse, as half of the signal is gone with them.
    """
    return (l2.norm < 0.5 * none.norm) & predicts_better(l2, none)


@small_weights.reading(worlds(HALVED, CORE))
def simply_halved(halved: Method, none: Method) -> Hits:
    """Small: every weight of the unpenalised fit halved, nothing else, gives 5 % less error on new data.

    A penalty also moves weight from one feature to another; halving does nothing but make weights small.
    Classes told by the sign of the linear predictor hardly change by it, so regression has to show it.
    """
    return predicts_better(halved, none)


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
    return predicts_better(this, other)


@l1_prevents_better.reading(worlds(FITS, CORE))
def smaller_gap(this: Method, other: Method) -> Hits:
    """More effective: the gap between training and test error is smaller, and the test error no larger.

    The gap is the textbook measure of overfitting. On its own the empty model would win it, so the test
    error may be at most 5 % above the other's, and the gap has to shrink by 5 % of the other's test error.
    """
    return overfits_less(this, other)


simpler = claim(
    "simpler-models-generalize",
    "By making models simpler, regularization prevents overfitting.",
    force="generic",
    rows="article 86",
    better=["tuned-l2-beats-more-complex-and-simpler-models"],
)


@simpler.reading(worlds(FITS, CORE) + worlds(STRENGTHS, CORE, "strong"))
def simpler_and_better(l1: Method, l2: Method, none: Method) -> Hits:
    """By: under either penalty the model has fewer effective degrees of freedom and 5 % less error than none.

    A strong penalty makes simpler models than a tuned one, and the sentence praises simplicity whatever the strength;
    so both strengths are its worlds. The simplest model is empty, and it wins only where a constant is indeed better.
    """
    simpler_both = (l1.complexity < 0.95 * none.complexity) & (l2.complexity < 0.95 * none.complexity)
    return simpler_both & predicts_better(l1, none) & predicts_better(l2, none)


@simpler.reading(worlds(FITS, CORE))
def the_simpler_of_two(l1: Method, l2: Method) -> Hits:
    """By: of the two tuned models the simpler one, by effective degrees of freedom, has 5 % less error on new data.

    If it is simplicity that prevents overfitting, then of two models made with the same data and care the simpler
    has to be the better. A tie in either respect tells nothing for simplicity and is no hit.
    """
    l1_both = (l1.complexity < 0.95 * l2.complexity) & predicts_better(l1, l2)
    l2_both = (l2.complexity < 0.95 * l1.complexity) & predicts_better(l2, l1)
    return l1_both | l2_both


unnormalized = claim(
    "l2-overfits-if-unnormalized",
    "L2 can overfit when features are not put on one scale.",
    force="can",
    rows="article 65",
)


@unnormalized.reading(worlds(UNITS, UNIT_WORLDS + UNIT_NOISE))
def worse_on_new_data(l2: Method) -> Hits:
    """Overfit: with features left in their units the error on new data is at least 5 % larger than on one scale.

    The same draw, tuned by the same rule, so the scale alone can make the difference; if it made none, both errors
    would agree. What matters has large values in one half of the worlds, which suits L2, and small in the other.
    """
    return l2.raw_error > 1.05 * l2.standardized_error


@unnormalized.reading(worlds(UNITS, UNIT_WORLDS + UNIT_NOISE))
def wider_gap(l2: Method) -> Hits:
    """Overfit: the gap between training and test error is wider than on one scale, and the error larger.

    By 5 % of the error on one scale. Predictions grow worse by underfitting too, but then the gap does not widen.
    """
    gap, scaled_gap = l2.raw_error - l2.raw_train_error, l2.standardized_error - l2.standardized_train_error
    return (gap > scaled_gap + 0.05 * l2.standardized_error) & (l2.raw_error > l2.standardized_error)
