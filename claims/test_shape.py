"""The shape of L2's models: how far single features dominate, how smooth the weights are, how complex it all is."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures import shrinkage
from regclaims.fixtures.experiments import FITS
from regclaims.fixtures.grids import CORE, FRESH_DENSE, FRESH_SINGLE, FRESH_SPARSE, worlds
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import Problem, Relabelled, problems, relabelled

prevents_dominant = claim(
    "l2-prevents-dominant-weights",
    "L2 keeps single weights from dominating the predictions.",
    force="generic",
    rows="qa 35",
    better=["l2-lets-a-single-strong-feature-dominate", "l2-less-dominated-by-one-feature-than-l1"],
)


@prevents_dominant.reading(worlds(FITS, CORE))
def less_dominant_than_without(l2: Method, none: Method) -> Hits:
    """Keeps from: the largest share of one feature in the predictions is at least 5 % smaller than without a penalty.

    Shares are of the variances that the features contribute each by itself, so that a mere shrinkage of
    all weights by one factor, which leaves who dominates as it was, is no win.
    """
    return l2.top_share < 0.95 * none.top_share


@prevents_dominant.reading(worlds(FITS, CORE))
def less_dominant_than_under_l1(l1: Method, l2: Method) -> Hits:
    """Keeps from: the largest share of one feature in the predictions is at least 5 % smaller than under L1.

    Both tuned. Where L1 has no weights nothing dominates, and L2 does not win.
    """
    return l2.top_share < 0.95 * l1.top_share


lets_dominate = claim(
    "l2-lets-a-single-strong-feature-dominate",
    "With more samples than features, a feature that carries the signal alone dominates the predictions under L2 too.",
    force="generic",
)


@lets_dominate.reading(worlds(FITS, FRESH_SINGLE))
def more_than_all_others_together(l2: Method) -> Hits:
    """Dominates: it has more than half of the features' variances in the predictions, L2 tuned.

    On worlds other than those that the failed claim was measured on.
    """
    return l2.top_share > 0.5


less_than_l1 = claim(
    "l2-less-dominated-by-one-feature-than-l1",
    "Both tuned, L2's predictions depend less on one single feature than L1's.",
    force="generic",
)


@less_than_l1.reading(worlds(FITS, FRESH_SPARSE + FRESH_DENSE))
def largest_share_is_smaller(l1: Method, l2: Method) -> Hits:
    """Less: the largest share of one feature in the predictions is at least 5 % smaller, on fresh worlds."""
    return l2.top_share < 0.95 * l1.top_share


imposes_smoothness = claim(
    "l2-imposes-smoothness",
    "L2 puts a smoothness constraint on the weights.",
    force="generic",
    rows="qa 17; article 84",
    better=["l2-blind-to-order-of-features", "l2-evens-weights-of-correlated-neighbours"],
)


@imposes_smoothness.reading(worlds(FITS, CORE))
def neighbouring_weights_are_alike(l2: Method, none: Method) -> Hits:
    """Smooth: the weights of neighbouring features differ at least 5 % less than without a penalty, L2 tuned.

    Differences are taken relative to the size of the weights: without that, anything that shrinks would
    look smooth.
    """
    return l2.roughness < 0.95 * none.roughness


@imposes_smoothness.reading(worlds(FITS, CORE))
def predicted_function_is_flatter(l2: Method, none: Method) -> Hits:
    """Smooth: the predicted function is at least 5 % less steep than without a penalty, and predicts no worse.

    A linear function's steepest slope is the Euclidean norm of its weights, and small slopes are what
    smooth means of a function. The flattest is a constant, so the test error may be at most 5 % larger.
    """
    return (l2.norm < 0.95 * none.norm) & (l2.test_error <= 1.05 * none.test_error)


blind_to_order = claim(
    "l2-blind-to-order-of-features",
    "L2 knows no neighbours: features in another order get the same weights.",
    force="always",
)


@blind_to_order.exact(problems, cases=("Ridge", "LogisticRegression"))
def reordered_features_keep_their_weights(problem: Problem, estimator: str) -> bool:
    """Another order: when the first feature comes last, all have the weights they had, to solver accuracy.

    Of three features two others are neighbours then, so any tie between neighbouring weights would give others.
    """
    return shrinkage.moved_by_reordering(problem, estimator) < 1e-6


evens = claim(
    "l2-evens-weights-of-correlated-neighbours",
    "Where neighbouring features are correlated, L2 makes their weights more alike than they are without a penalty.",
    force="generic",
)


@evens.reading(worlds(FITS, [dgm for dgm in FRESH_SPARSE + FRESH_DENSE if dgm.rho]))
def correlated_neighbours_are_more_alike(l2: Method, none: Method) -> Hits:
    """Alike: neighbouring weights differ at least 5 % less, relative to their size, on fresh worlds, L2 tuned.

    What the penalty evens out is correlation, wherever it lies; neighbours are only where it lies here.
    """
    return l2.roughness < 0.95 * none.roughness


reduces_complexity = claim(
    "l2-reduces-complexity",
    "L2 reduces the complexity of the model.",
    force="generic",
    rows="qa 9 25",
    better=["l2-lowers-degrees-of-freedom-not-parameters"],
)


@reduces_complexity.reading(worlds(FITS, CORE))
def fewer_degrees_of_freedom(l2: Method, none: Method) -> Hits:
    """Complexity as effective degrees of freedom: at least 5 % fewer than without a penalty, L2 tuned.

    They count the parameters of an unpenalised model that would follow the labels as closely.
    """
    return l2.complexity < 0.95 * none.complexity


@reduces_complexity.exact(relabelled, cases=("Ridge", "ElasticNet(l1_ratio=0)"))
def fitted_values_follow_labels_less(example: Relabelled, estimator: str) -> bool:
    """Complexity as the ease of following any labels: fitted values move less when a label is changed.

    Compared with least squares on the same change, which follows as far as the features allow. A sample
    at the centre of all features moves only the intercept, and is left out.
    """
    penalized, free = shrinkage.response_to_labels(example, estimator)
    return penalized < free


@reduces_complexity.reading(worlds(FITS, CORE))
def fewer_parameters_in_use(l2: Method, none: Method) -> Hits:
    """Complexity as the number of parameters in use: fewer weights that are not zero than without a penalty."""
    return l2.nonzero < none.nonzero


lowers_degrees = claim(
    "l2-lowers-degrees-of-freedom-not-parameters",
    "L2 lowers the effective degrees of freedom of a model but leaves all its parameters in use.",
    force="generic",
)


@lowers_degrees.reading(worlds(FITS, CORE))
def fewer_degrees_same_parameters(l2: Method, none: Method) -> Hits:
    """Lowers: at least 5 % fewer effective degrees of freedom than without a penalty, and as many non-zero weights."""
    return (l2.complexity < 0.95 * none.complexity) & np.equal(l2.nonzero, none.nonzero)
