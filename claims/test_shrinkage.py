"""Shrinkage: how small L2 makes the weights."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures import shrinkage
from regclaims.fixtures.experiments import EQUAL_FIT, FITS, STRENGTHS
from regclaims.fixtures.grids import (
    CORE,
    EQUAL_FIT_FRESH,
    EQUAL_FIT_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import (
    Problem,
    Rival,
    interpolated_problems,
    irregular_problems,
    problems,
    related,
    rivals,
)

BOTH_TASKS = ("Ridge", "LogisticRegression")

shrinks = claim(
    "l2-shrinks-toward-zero",
    "L2 shrinks weights toward zero.",
    force="generic",
    rows="qa 35; article 24 35 80",
    better=["l2-shorter-weights-none-zero", "l2-can-enlarge-single-weights"],
)


@shrinks.reading(worlds(FITS, CORE))
def norm_is_smaller(l2: Method, none: Method) -> Hits:
    """All together: the Euclidean norm of the weights is at least 5 % smaller than without a penalty, L2 tuned.

    A penalty without effect, or one that tuning switches off, leaves the norm as it was. L2 has no empty
    model that could win by having no weights.
    """
    return l2.norm < 0.95 * none.norm


@shrinks.reading(worlds(FITS, CORE))
def single_weights_are_smaller(shrunk: Method) -> Hits:
    """One by one: hardly a weight, at most one in twenty, is larger than without a penalty.

    The sentence speaks of weights, and whoever follows one of them along the penalty expects it to move
    toward zero. A norm can fall while weights that had to make room for a correlated feature grow.
    """
    return np.less_equal(shrunk.grown, 0.05)


shorter_none_zero = claim(
    "l2-shorter-weights-none-zero",
    "At any strength L2 makes the vector of weights shorter than it is without a penalty, "
    "and on data in general position it sets no weight exactly to zero.",
    force="always",
)


@shorter_none_zero.exact(irregular_problems, cases=BOTH_TASKS)
def norm_falls_and_no_weight_vanishes(problem: Problem, estimator: str) -> bool:
    """Shorter: a smaller Euclidean norm than with next to no penalty, and every weight different from zero.

    By how much depends on the strength, so no margin is promised. Data with symmetries, such as
    features of few whole numbers, are excluded: there a weight may be zero by accident, penalty or none.
    """
    free, penalized = shrinkage.free_and_penalized(problem, estimator)
    return penalized.norm < free.norm and bool(penalized.weights.all())


can_enlarge = claim(
    "l2-can-enlarge-single-weights",
    "L2 can make single weights larger than they are without a penalty, while the weights as a whole shrink.",
    force="can",
)


@can_enlarge.reading(worlds(FITS, CORE))
def some_grow_while_the_norm_falls(shrunk: Method, l2: Method, none: Method) -> Hits:
    """Single: more than one weight in twenty is larger, while the norm is at least 5 % smaller, L2 tuned."""
    return (shrunk.grown > 0.05) & (l2.norm < 0.95 * none.norm)


small_but_not_zero = claim(
    "l2-small-but-not-zero",
    "Under L2 the weights are small yet not exactly zero.",
    force="always",
    rows="article 24",
    better=["l2-shorter-weights-none-zero"],
)


@small_but_not_zero.reading(worlds(STRENGTHS, CORE))
def noticeably_smaller_and_none_zero(shrunk: Method, l2: Method, truth: Method) -> Hits:
    """Small: what would be the larger half of the weights has lost at least 5 % of its size, and no weight is zero.

    Small has to mean smaller than without the penalty: no number is small by itself, and a change of units
    would make it large. Less than 5 % nobody would notice. The strength is left open; from weak to
    strong the three enclose what tuning chooses. Both parts are needed: no penalty at all has no zeros
    either, and an empty model is as small as can be.
    """
    return (shrunk.large_kept < 0.95) & np.equal(l2.nonzero, truth.n_features)


smaller_than_l1 = claim(
    "l2-smaller-weights-than-l1",
    "L2 is more likely than L1 to give small weights.",
    force="usually",
    rows="article 30 33",
    better=["l2-no-large-weights-at-equal-fit"],
)

TUNED_AND_EQUAL = worlds(FITS, CORE) + worlds(EQUAL_FIT, EQUAL_FIT_WORLDS)
"""Each tuned for prediction, and both brought to one training loss: the words leave open how they compare."""


@smaller_than_l1.reading(TUNED_AND_EQUAL)
def largest_weight_is_smaller(l1: Method, l2: Method) -> Hits:
    """Small: no weight is large, the largest one being at least 5 % smaller than under L1.

    L1 may have no weight at all where tuning finds nothing to learn; that is smaller still and
    speaks against the claim. At equal fit both have weights.
    """
    return l2.largest < 0.95 * l1.largest


@smaller_than_l1.reading(TUNED_AND_EQUAL)
def norm_is_smaller_than_of_l1(l1: Method, l2: Method) -> Hits:
    """Small: the Euclidean norm of all weights is at least 5 % smaller than under L1.

    It is the size that L2 penalises, so at equal fit it cannot be larger; the margin and the tuned fits are open.
    """
    return l2.norm < 0.95 * l1.norm


@smaller_than_l1.reading(TUNED_AND_EQUAL)
def median_weight_is_smaller(l1: Method, l2: Method) -> Hits:
    """Small: the median size of the weights is at least 5 % smaller than under L1.

    Whoever picks a weight at random meets one below the median in half of the cases. A zero is a small
    weight in this sense, the smallest there is.
    """
    return l2.median < 0.95 * l1.median


@smaller_than_l1.reading(worlds(EQUAL_FIT, EQUAL_FIT_WORLDS))
def more_weights_small_but_not_zero(l1: Method, l2: Method) -> Hits:
    """Small as against zero: more weights are not zero and yet below a tenth of the largest, at equal fit.

    Small weights are often set against the zeros of L1, so zeros do not count as small here. A tie is no win.
    """
    return l2.faint > l1.faint


no_large_weights = claim(
    "l2-no-large-weights-at-equal-fit",
    "Where both fit the training data equally well, L2's largest weight is smaller than L1's, "
    "while the absolute weights of L1 have the smaller sum.",
    force="generic",
)


@no_large_weights.reading(worlds(EQUAL_FIT, EQUAL_FIT_FRESH))
def largest_is_smaller_and_sum_larger(l1: Method, l2: Method) -> Hits:
    """Smaller: the largest weight by at least 5 %, while the sum of absolute weights is not smaller than L1's.

    On worlds other than those that the failed claim was measured on.
    """
    return (l2.largest < 0.95 * l1.largest) & (l2.total > l1.total)


good_for_small = claim(
    "l2-good-for-small-weights",
    "If small weights are wanted, L2 is the better choice.",
    force="can",
    rows="article 33",
)


@good_for_small.reading(worlds(EQUAL_FIT, EQUAL_FIT_WORLDS))
def largest_is_smaller_at_equal_loss(l1: Method, l2: Method) -> Hits:
    """Better: at the same training loss the largest weight is at least 5 % smaller than under L1.

    Equal loss keeps a penalty from winning by its strength alone: any penalty, made strong enough, has
    small weights.
    """
    return l2.largest < 0.95 * l1.largest


@good_for_small.reading(worlds(FITS, CORE))
def largest_is_smaller_at_no_cost(l1: Method, l2: Method) -> Hits:
    """Better: both tuned, the largest weight is at least 5 % smaller than under L1 and the test error no larger.

    A choice is better if it brings what is wanted and costs nothing else: at most 5 % of L1's error on new data.
    """
    return (l2.largest < 0.95 * l1.largest) & (l2.test_error <= 1.05 * l1.test_error)


as_small_as_possible = claim(
    "l2-weights-as-small-as-possible",
    "L2 keeps the weights as small as possible.",
    force="always",
    rows="qa 8 16",
    better=["l2-shortest-weights-for-their-fit"],
)


@as_small_as_possible.exact(related(problems), cases=("Ridge",))
def weights_are_zero(problem: Problem, estimator: str) -> bool:
    """As small as possible, to the letter: all weights are zero, since no others are as small.

    Whoever leaves out "as the fit allows" promises this. Data on which every fit is empty are left out.
    """
    return not shrinkage.fitted(problem, estimator).weights.any()


def _no_shorter_rival(rival: Rival, estimator: str) -> bool:
    found = shrinkage.fitted(rival.problem, estimator)
    return shrinkage.rival_loss(rival, estimator, found.weights) > found.loss


@as_small_as_possible.exact(rivals, cases=BOTH_TASKS)
def shortest_for_their_fit(rival: Rival, estimator: str) -> bool:
    """As small as the fit allows: shorter weights, whatever their direction, fit the training data worse.

    Short is the Euclidean norm. Weights of L1, or of no penalty where many weights fit alike, could be
    made shorter at no loss.
    """
    return _no_shorter_rival(rival, estimator)


@as_small_as_possible.exact(interpolated_problems, cases=("Ridge",))
def shortest_that_fit_without_error(problem: Problem, estimator: str) -> bool:
    """As small as a perfect fit allows: at a vanishing strength they are the shortest weights without any error.

    With more features than samples many weights fit without error, and a penalty that hardly counts still
    has to choose among them. Only least squares has such a limit; separable classes have none.
    """
    return shrinkage.distance_from_shortest_interpolation(problem, estimator) < 1e-4


shortest_for_fit = claim(
    "l2-shortest-weights-for-their-fit",
    "L2's weights are as short as their training loss allows: shorter ones, in the Euclidean norm, fit worse.",
    force="always",
)


@shortest_for_fit.exact(rivals, cases=BOTH_TASKS)
def shorter_ones_fit_worse(rival: Rival, estimator: str) -> bool:
    """As short as allowed: any weights of a smaller norm, near or far, have a larger training loss."""
    return _no_shorter_rival(rival, estimator)


balances = claim(
    "l2-balances-fit-and-size",
    "L2 balances fitting the training data against small weights.",
    force="always",
    rows="qa 8 16 24 25",
)


@balances.exact(related(problems), cases=BOTH_TASKS)
def more_strength_trades_fit_for_size(problem: Problem, estimator: str) -> bool:
    """Balance: ten times the strength gives weights of smaller norm at a larger training loss, and never one alone.

    A strength that did nothing, or weights that shrank at no cost, would be no balance. Where X and y have
    nothing in common at all every fit is empty and there is nothing to trade; such data are left out.
    """
    weak, strong = shrinkage.weak_and_strong(problem, estimator)
    return strong.norm < weak.norm and strong.loss > weak.loss
