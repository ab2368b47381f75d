"""Accuracy and choice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, SAMPLES
from regclaims.fixtures.grids import (
    CORE,
    FRESH_DENSE,
    FRESH_SPARSE,
    MANY_SAMPLES,
    NOISE,
    OPPOSITES,
    OVERFITTED,
    SAMPLE_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS

HIGH_DIMENSION = tuple(dgm for dgm in CORE if dgm.n_features > dgm.n_samples)
LOW_DIMENSION = tuple(dgm for dgm in CORE if dgm.n_features < dgm.n_samples)
FEW_MATTER = tuple(dgm for dgm in CORE if dgm.relevant < 1)
ALL_MATTER = tuple(dgm for dgm in CORE if dgm.relevant == 1)


def better(one: NDArray[np.float64], other: NDArray[np.float64]) -> Hits:
    """Whether an error is at least 5 % smaller than another: the least that a user would notice."""
    return np.asarray(one < 0.95 * other)


l2_more_accurate = claim(
    "l2-more-accurate",
    "L2 gives more accurate models than L1.",
    force="generic",
    rows="article 6 12 46",
    better=["neither-dominates", "l2-predicts-better-when-all-of-many-correlated-features-matter"],
    contradicts=["choice-depends-on-problem", "neither-dominates"],
)
l2_more_accurate.restated(
    "l2-often-more-accurate",
    "L2 often gives a more accurate model than L1.",
    force="usually",
    rows="article 15",
    better=["neither-dominates", "l2-predicts-better-when-all-of-many-correlated-features-matter"],
)


@l2_more_accurate.reading(worlds(FITS, CORE))
def l2_errs_less(l1: Method, l2: Method) -> Hits:
    """More accurate: error on new data at least 5 % smaller, both penalties tuned on the same data.

    Whatever is called an accurate model is meant to predict new data. A tie is no win, so a penalty that
    did nothing could not win where none is needed.
    """
    return better(l2.test_error, l1.test_error)


starting_point = claim(
    "l2-good-starting-point",
    "L2 is a good starting point.",
    force="generic",
    rows="article 18",
    better=["l2-no-worse-than-no-penalty", "l1-predicts-better-when-one-in-twenty-matters"],
)


@starting_point.reading(worlds(FITS, CORE))
def near_the_best(l2: Method, l1: Method, none: Method) -> Hits:
    """Good: whoever stays with it loses at most 5 % of error on new data against the better of L1 and no penalty.

    A start is good if going on from it gains little. L2 at a strength of nothing would equal no penalty, and lose
    wherever a penalty is needed; the worst world counts as much as any other.
    """
    return ~better(np.minimum(l1.test_error, none.test_error), l2.test_error)


@starting_point.reading(worlds(FITS, CORE))
def better_than_not_starting(l2: Method, none: Method, truth: Method) -> Hits:
    """Good: a step forward from no penalty at all, by 5 % of error on new data, and better than a constant.

    A start is judged by what it leaves behind. The empty model would beat no penalty where that overfits, so
    the best constant prediction has to be beaten too.
    """
    return better(l2.test_error, none.test_error) & (l2.test_error < truth.null_error)


no_worse = claim(
    "l2-no-worse-than-no-penalty",
    "Tuned L2 predicts at most 5 % worse than no penalty.",
    force="generic",
)


@no_worse.reading(worlds(FITS, CORE + NOISE))
def loses_nothing(l2: Method, none: Method) -> Hits:
    """At most: error on new data no more than 5 % larger, in worlds with and without anything to learn.

    A penalty stuck at a strong strength would lose wherever the samples suffice.
    """
    return ~better(none.test_error, l2.test_error)


high_dimension = claim(
    "l1-better-in-high-dimension",
    "L1 does better in high-dimensional settings.",
    force="generic",
    rows="article 82",
    better=["l1-predicts-better-when-one-in-twenty-matters"],
)


@high_dimension.reading(worlds(FITS, HIGH_DIMENSION))
def l1_errs_less_with_more_features_than_samples(l1: Method, l2: Method) -> Hits:
    """Better: error on new data at least 5 % smaller than L2's, with more features than samples.

    The words leave open how many of the features matter, so half of the worlds have few and half have all.
    """
    return better(l1.test_error, l2.test_error)


low_dimension = claim(
    "l2-better-in-low-dimension",
    "L2 does better in low-dimensional settings.",
    force="generic",
    rows="article 82",
    better=["penalties-alike-with-many-samples"],
)


@low_dimension.reading(worlds(FITS, LOW_DIMENSION))
def l2_errs_less_with_more_samples_than_features(l1: Method, l2: Method) -> Hits:
    """Better: error on new data at least 5 % smaller than L1's, with five samples a feature.

    With many more samples no penalty could win by 5 %; five a feature leave L2 something to win.
    """
    return better(l2.test_error, l1.test_error)


alike = claim(
    "penalties-alike-with-many-samples",
    "With thirty samples a feature, tuned L1 and L2 predict equally well, to 5 %.",
    force="generic",
)


@alike.reading(worlds(FITS, MANY_SAMPLES))
def within_5_percent(l1: Method, l2: Method, truth: Method) -> Hits:
    """Equally well: neither error on new data is 5 % smaller than the other, and both are smaller than a constant's.

    Two empty models would be equal too.
    """
    equal = ~better(l1.test_error, l2.test_error) & ~better(l2.test_error, l1.test_error)
    return equal & (np.maximum(l1.test_error, l2.test_error) < truth.null_error)


depends = claim(
    "choice-depends-on-problem",
    "Which penalty is better depends on the problem.",
    force="always",
    rows="article 17 31 74",
)
depends.restated("neither-dominates", "Neither penalty is more accurate everywhere.")


@depends.reading(worlds(FITS, OPPOSITES), MOSTLY)
def the_winner_changes(l1: Method, l2: Method, truth: Method) -> Hits:
    """Depends: L1 errs at least 5 % less where few features matter, and L2 where all do, in problems otherwise alike.

    One problem with each winner is enough, and theory says where to look; if one penalty were better
    everywhere, half of these worlds would fail. "Better" is meant of a problem, not of each data set drawn
    from it, so each winner has to win in most draws.
    """
    few = truth.n_relevant < truth.n_features
    return np.where(few, better(l1.test_error, l2.test_error), better(l2.test_error, l1.test_error))


by_experiment = claim(
    "choice-by-experiment",
    "The choice is found by experiment.",
    force="generic",
    rows="article 87",
)


@by_experiment.reading(worlds(FITS, FRESH_SPARSE + FRESH_DENSE))
def cross_validation_picks_the_better(l1: Method, l2: Method) -> Hits:
    """Found: the penalty with the smaller cross-validated loss is the one that errs less on new data.

    A coin finds it in half of the draws, and so it takes more than half. Whoever always takes the same
    penalty fails in the worlds of the other; half of the worlds favour each, and in all of them
    something hangs on the choice.
    """
    return np.equal(l1.held_out_loss < l2.held_out_loss, l1.test_error < l2.test_error)


preference = claim(
    "choice-is-preference",
    "The choice is a matter of personal preference.",
    force="generic",
    rows="article 87",
    better=["choice-depends-on-problem", "choice-by-experiment"],
    contradicts=["choice-depends-on-problem"],
)


@preference.reading(worlds(FITS, CORE), NEARLY_ALWAYS)
def the_worse_choice_costs_nothing(l1: Method, l2: Method) -> Hits:
    """Preference: the worse of the two choices costs less than 5 % of error on new data, in nearly every data set.

    Taste may decide where nothing hangs on it. Whoever follows it does so whatever the data, so a cost that
    shows in every other data set is not nothing.
    """
    return ~better(np.minimum(l1.test_error, l2.test_error), np.maximum(l1.test_error, l2.test_error))


same_goal = claim(
    "same-goal",
    "Both penalties serve the same goal: less overfitting, better generalization.",
    force="generic",
    rows="article 85",
    better=["both-penalties-generalize-better-under-much-noise"],
)


def serves(penalty: Method, none: Method) -> Hits:
    """A smaller gap between training and test error than without a penalty, and 5 % less test error."""
    gap, free_gap = penalty.test_error - penalty.train_error, none.test_error - none.train_error
    return (gap < free_gap) & better(penalty.test_error, none.test_error)


@same_goal.reading(worlds(FITS, CORE))
def both_reach_it(l1: Method, l2: Method, none: Method) -> Hits:
    """Serve: against no penalty, each narrows the gap between training and test error and errs 5 % less on new data.

    Both halves of the goal have to be reached by both penalties; the gap alone the empty model would
    narrow.
    """
    return serves(l1, none) & serves(l2, none)


under_much_noise = claim(
    "both-penalties-generalize-better-under-much-noise",
    "In regression with at least as much noise as signal and half a sample to two samples a feature, L1 and L2, "
    "tuned, both overfit less and predict better than no penalty.",
    force="generic",
)


@under_much_noise.reading(worlds(FITS, OVERFITTED))
def both_do_under_much_noise(l1: Method, l2: Method, none: Method) -> Hits:
    """Better: each narrows the gap between training and test error and errs 5 % less on new data, on fresh worlds."""
    return serves(l1, none) & serves(l2, none)


all_matter = claim(
    "l2-better-when-all-features-matter",
    "L2 predicts better when all features matter.",
    force="generic",
    better=["l2-predicts-better-when-all-of-many-correlated-features-matter"],
)


@all_matter.reading(worlds(FITS, ALL_MATTER))
def l2_errs_less_when_all_matter(l1: Method, l2: Method) -> Hits:
    """Better: error on new data at least 5 % smaller than L1's, whatever the samples, the noise and the correlation."""
    return better(l2.test_error, l1.test_error)


few_matter = claim(
    "l1-better-when-few-features-matter",
    "L1 predicts better when few features matter.",
    force="generic",
    better=["l1-predicts-better-when-one-in-twenty-matters"],
)


@few_matter.reading(worlds(FITS, FEW_MATTER))
def l1_errs_less_when_few_matter(l1: Method, l2: Method) -> Hits:
    """Better: error on new data at least 5 % smaller than L2's, whatever the samples, the noise and the correlation."""
    return better(l1.test_error, l2.test_error)


one_in_twenty = claim(
    "l1-predicts-better-when-one-in-twenty-matters",
    "When one feature in twenty matters, the signal is at least five times the noise, and there are half a sample "
    "to three samples a feature, tuned L1 predicts better than tuned L2.",
    force="generic",
)


@one_in_twenty.reading(worlds(FITS, FRESH_SPARSE))
def l1_has_smaller_test_error(l1: Method, l2: Method) -> Hits:
    """Better: error on new data at least 5 % smaller, on worlds other than those that suggested the condition."""
    return better(l1.test_error, l2.test_error)


all_of_many = claim(
    "l2-predicts-better-when-all-of-many-correlated-features-matter",
    "With more features than samples, all of them relevant and neighbours correlated by at least 0.6, and a signal "
    "at least five times the noise, tuned L2 predicts better than tuned L1.",
    force="generic",
)


@all_of_many.reading(worlds(FITS, FRESH_DENSE))
def l2_has_smaller_test_error(l1: Method, l2: Method) -> Hits:
    """Better: error on new data at least 5 % smaller, on worlds other than those that suggested the condition."""
    return better(l2.test_error, l1.test_error)


fewer_samples = claim(
    "l1-needs-fewer-samples",
    "With many irrelevant features L1's sample need grows logarithmically, L2's linearly.",
    force="generic",
)


@fewer_samples.reading(worlds(SAMPLES, SAMPLE_WORLDS))
def growth_follows_the_two_laws(l1: Method, l2: Method, truth: Method) -> Hits:
    """Grows: from twelve features to 96, L1's need is nearer to growing twofold, L2's to growing eightfold.

    Twofold is what the logarithm grows by, eightfold the number itself; nearer is meant in ratios. The need is
    the smallest sample from which the tuned fit gets three quarters of the way from a constant to the best
    possible model. A penalty that could not get there would grow without bound, not linearly, and L1 would fail.
    """
    between = np.sqrt(8 * np.log(truth.n_features) / np.log(truth.n_features / 8))
    l1_growth, l2_growth = l1.needed_with_many / l1.needed_with_few, l2.needed_with_many / l2.needed_with_few
    return (l1_growth < between) & (l2_growth > between)


unreliable = claim(
    "l1-unreliable-when-p-large",
    "L1 is unreliable when features outnumber samples.",
    force="generic",
    better=["l1-predicts-better-when-one-in-twenty-matters", "l1-selection-wrong-when-p-large"],
    contradicts=["l1-better-in-high-dimension"],
)


@unreliable.reading(worlds(FITS, HIGH_DIMENSION))
def no_better_than_a_constant(l1: Method, truth: Method) -> Hits:
    """Unreliable: it predicts no better than the best constant, to 5 %.

    A method on which one cannot rely fails more often than not. The empty model counts as a failure.
    """
    return ~better(l1.test_error, truth.null_error)


@unreliable.reading(worlds(FITS, HIGH_DIMENSION))
def worse_than_l2(l1: Method, l2: Method) -> Hits:
    """Unreliable: L2 errs at least 5 % less on the same new data, so that there is something to rely on instead."""
    return better(l2.test_error, l1.test_error)


@unreliable.reading(worlds(FITS, HIGH_DIMENSION))
def selects_wrongly(l1: Method, truth: Method) -> Hits:
    """Unreliable: more than a fifth of the relevant features is missing from its choice, or of its choice irrelevant.

    What L1 is trusted with is the choice of features. Keeping all or nothing fails by the one half or the
    other, as long as not all features are relevant.
    """
    kept = l1.relevant_kept + l1.irrelevant_kept
    return (l1.relevant_kept < 0.8 * truth.n_relevant) | (l1.irrelevant_kept > 0.2 * kept)


wrong_selection = claim(
    "l1-selection-wrong-when-p-large",
    "With more features than samples, more than a fifth of the relevant features is missing from what "
    "L1 tuned for prediction keeps, or of what it keeps irrelevant.",
    force="generic",
)


@wrong_selection.reading(worlds(FITS, FRESH_DENSE + tuple(d for d in FRESH_SPARSE if d.n_features > d.n_samples)))
def more_than_a_fifth_wrong(l1: Method, truth: Method) -> Hits:
    """Misses or keeps: more than a fifth of the relevant features missing, or of the kept ones irrelevant.

    On worlds with little noise, which make the choice as easy as it gets.
    """
    kept = l1.relevant_kept + l1.irrelevant_kept
    return (l1.relevant_kept < 0.8 * truth.n_relevant) | (l1.irrelevant_kept > 0.2 * kept)
