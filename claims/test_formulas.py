"""Formulas and identities."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures import identities as ids
from regclaims.fixtures.designs import (
    DESIGNS,
    SHAPES,
    UNCORRELATED,
    Dropped,
    design,
    dropped,
    oblong,
    shaped,
    tellable,
    uncorrelated,
)
from regclaims.fixtures.dgms import Array
from regclaims.fixtures.experiments import FITS
from regclaims.fixtures.grids import CORE, FEW, TASKS, worlds
from regclaims.fixtures.identities import BOTH, L1_MODELS, L2_LEAST_SQUARES, MODELS, agree
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import Problem, problems

SPARSE = [dgm for dgm in CORE if dgm.relevant == FEW]
SPARSE_TALL = [dgm for dgm in SPARSE if dgm.n_samples > dgm.n_features]

is_ridge = claim(
    "l2-is-ridge",
    "L2 regularization of least squares is ridge regression.",
    force="always",
    rows="qa 22 31",
)


@is_ridge.exact(problems, cases=L2_LEAST_SQUARES)
def minimiser_is_ridge_regression(problem: Problem, how: str) -> bool:
    """Is: whatever minimises squared error plus a strength times the sum of squares gives ridge regression's weights.

    The minimisers know nothing of ridge: one is for any smooth function, the other is the elastic net's
    coordinate descent. Another penalty, or another strength, has its minimum elsewhere.
    """
    X, y = problem.features, problem.response
    found = ids.least_squares_with_l2(how, X, y, problem.alpha)
    return agree(found, ids.ridge_regression_weights(X, y, problem.alpha))


# Closed forms

l2_closed_form = claim("l2-closed-form", "Ridge has a closed form.", force="always")


@l2_closed_form.exact(oblong, cases=SHAPES)
def formula_gives_the_weights(problem: Problem, shape: str) -> bool:
    """Closed form: one formula in X, y and the strength, without iteration or search, gives the fitted weights.

    Ridge is squared loss; the shape of the data is left open. Logistic regression is not ridge.
    """
    X, y = shaped(problem, shape)
    return agree(ids.fit("ridge", X, y, problem.alpha).coef, ids.ridge_formula(X, y, problem.alpha))


l1_no_closed_form = claim(
    "l1-no-closed-form",
    "The lasso has no closed form.",
    force="always",
    better=["l1-subtracts-l2-scales-if-features-uncorrelated", "l1-not-linear-in-response"],
)


@l1_no_closed_form.exact(uncorrelated, cases=DESIGNS)
def no_formula_gives_the_weights(problem: Problem, kind: str) -> bool:
    """None at all: soft-thresholded least squares, the candidate, does not give the fitted weights.

    One formula that works refutes "none"; none that works is proved by no experiment, so where the
    candidate misses, this only says that none has been found. The design is left open.
    """
    X, y = design(problem, kind), problem.response
    return not agree(ids.fit("lasso", X, y, problem.alpha).coef, ids.thresholded_least_squares(X, y, problem.alpha))


@l1_no_closed_form.exact(uncorrelated, cases=DESIGNS)
def no_matrix_times_y(problem: Problem, kind: str) -> bool:
    """None like ridge's: no matrix made of X and the strength, times y, gives the fitted weights.

    The closed form that people have in mind is a matrix times y. If the lasso had one, half of y would give half of
    each weight.
    """
    return not _half_for_half("lasso", design(problem, kind), problem)


not_linear = claim(
    "l1-not-linear-in-response",
    "Ridge's weights are a matrix times y, the lasso's are not: with half of y, ridge halves every weight.",
    force="always",
)


@not_linear.exact(tellable, cases=("any features",))
def half_for_half_under_ridge_alone(problem: Problem, case: str) -> bool:
    """Linear: half of y gives half of each weight, under ridge and not under the lasso, on any features."""
    X = problem.features
    return _half_for_half("ridge", X, problem) and not _half_for_half("lasso", X, problem)


def _half_for_half(model: str, X: Array, problem: Problem) -> bool:
    whole, half = (ids.fit(model, X, problem.response * share, problem.alpha).coef for share in (1, 0.5))
    return agree(half, whole / 2)


# How much the weights shrink

constant_and_proportional = claim(
    "l1-shrinks-by-constant-l2-proportionally",
    "L1 shrinks by a constant amount, L2 in proportion.",
    force="always",
    better=["l1-subtracts-l2-scales-if-features-uncorrelated"],
)


@constant_and_proportional.exact(uncorrelated, cases=DESIGNS)
def least_squares_weights_shrink_so(problem: Problem, kind: str) -> bool:
    """Shrinks: from the least-squares weights, L1 takes one amount each, down to zero, and L2 one share each.

    Amount and share may be whatever suits this data set and strength; only that they are the same for
    all weights is asked. The design is left open.
    """
    return _subtracts_and_scales(problem, kind)


@constant_and_proportional.exact(tellable, cases=TASKS)
def pull_is_constant_or_proportional(problem: Problem, task: str) -> bool:
    """Shrinks: L1 pulls at every non-zero weight equally hard, L2 in proportion to its size.

    This is what the penalty takes off in a step of gradient descent, and what many authors show. The pull is
    recovered from the loss at the fitted weights, and does not depend on the design.
    """
    l1, l2 = BOTH[task]
    (weights, pull), (ridge_weights, ridge_pull) = (
        ids.pulls(model, problem.features, ids.of(model, problem), problem.alpha) for model in (l1, l2)
    )
    kept = weights != 0
    return agree(pull[kept], problem.alpha * np.sign(weights[kept])) and agree(
        ridge_pull, problem.alpha * ridge_weights
    )


def _subtracts_and_scales(problem: Problem, kind: str) -> bool:
    X, y = design(problem, kind), problem.response
    free = ids.least_squares(X, y).coef
    l1, l2 = (ids.fit(model, X, y, problem.alpha).coef for model in ("lasso", "ridge"))
    return ids.shrinks_by_one_amount(free, l1) and ids.shrinks_by_one_factor(free, l2)


if_uncorrelated = claim(
    "l1-subtracts-l2-scales-if-features-uncorrelated",
    "With uncorrelated features of one scale, the lasso subtracts the strength from every least-squares weight, "
    "down to zero, and ridge divides every one by one plus the strength: both have closed forms.",
    force="always",
)


@if_uncorrelated.exact(uncorrelated, cases=(UNCORRELATED,))
def both_formulas_give_the_weights(problem: Problem, kind: str) -> bool:
    """Closed forms: soft-thresholded and scaled least-squares weights are the fitted ones, at standardised features."""
    X, y, alpha = design(problem, kind), problem.response, problem.alpha
    free = ids.least_squares(X, y).coef
    return agree(ids.fit("lasso", X, y, alpha).coef, ids.soft_threshold(free, alpha)) and agree(
        ids.fit("ridge", X, y, alpha).coef, free / (1 + alpha)
    )


l1_biases = claim("l1-biases-large-weights", "L1 biases large weights.", force="generic")


@l1_biases.reading(worlds(FITS, SPARSE))
def falls_short_of_the_truth(l1: Method) -> Hits:
    """Biases: tuned, the weights of relevant features sum to at least 5 % less than their true size.

    Where few features matter, theirs are the large weights. An unbiased method would miss the truth on
    either side equally often, and by 5 % on this side in fewer than half of the draws. The empty model falls
    short of everything and does not count.
    """
    return (l1.signal_kept < 0.95) & (l1.nonzero > 0)


@l1_biases.reading(worlds(FITS, SPARSE_TALL))
def falls_short_of_no_penalty(l1: Method, none: Method) -> Hits:
    """Biases: tuned, the weights of relevant features sum to at least 5 % less than without a penalty.

    Least squares is unbiased, so what L1 takes off its weights is bias. Only where the unpenalised weights are unique.
    """
    return (l1.signal_kept < 0.95 * none.signal_kept) & (l1.nonzero > 0)


# Zeros, and what they are not

kink = claim("l1-not-differentiable-at-zero", "The L1 penalty has a kink at zero.", force="always")


@kink.exact(tellable, cases=L1_MODELS)
def slopes_differ_beside_zero(problem: Problem, model: str) -> bool:
    """Kink: the penalty's slope just right of a zero weight is the strength, just left of it minus the strength.

    The slopes are recovered from the loss at fits with a weight next to zero. A differentiable penalty
    has one slope there, and a symmetric one has the slope 0.
    """
    return bool(np.allclose(ids.slopes_beside_zero(model, problem), (-1, 1), atol=1e-3))


@kink.exact(tellable, cases=L1_MODELS)
def plain_steps_do_not_rest_at_zero(problem: Problem, model: str) -> bool:
    """Kink: steps along the slope keep hopping over a zero at which the penalised loss is least.

    Where the slope jumps, it does not fade as the minimum comes near, and no plain step lands on it. Under
    a differentiable penalty the steps would grow ever smaller.
    """
    return ids.steps_never_rest(model, problem)


zero_or_one = claim(
    "l1-weights-zero-or-one",
    "L1 makes weights 0 or 1.",
    force="always",
    better=["l1-yields-zero-weights", "joint-rescaling-l1"],
)


@zero_or_one.exact(tellable, cases=L1_MODELS)
def every_weight_is_zero_or_one(problem: Problem, model: str) -> bool:
    """0 or 1: literally, every fitted weight is one of the two numbers."""
    weights = ids.fit(model, problem.features, ids.of(model, problem), problem.alpha).coef
    return bool((np.minimum(abs(weights), abs(weights - 1)) <= 1e-3).all())


@zero_or_one.exact(uncorrelated, cases=DESIGNS)
def kept_or_dropped_whole(problem: Problem, kind: str) -> bool:
    """0 or 1: a switch, which drops a feature or leaves its weight as it would be without the penalty.

    The charitable sense: the factor on each weight is 0 or 1.
    """
    X, y = design(problem, kind), problem.response
    factor = ids.fit("lasso", X, y, problem.alpha).coef / ids.least_squares(X, y).coef
    return bool((np.minimum(abs(factor), abs(factor - 1)) <= 1e-3).all())


sum_of_weights = claim(
    "l1-is-sum-of-weights",
    "The L1 penalty is the plain sum of the weights.",
    force="always",
    better=["l1-penalty-is-sum-of-absolutes", "l1-penalty-ignores-signs"],
    contradicts=["l1-penalty-is-sum-of-absolutes", "l1-penalty-ignores-signs"],
)


@sum_of_weights.exact(tellable, cases=L1_MODELS)
def pulls_every_weight_downward(problem: Problem, model: str) -> bool:
    """Plain sum: the penalty pulls every non-zero weight, negative ones too, down by the strength.

    That is the slope of a sum without absolute values. It is recovered from the loss at the fitted weights.
    """
    weights, pull = ids.pulls(model, problem.features, ids.of(model, problem), problem.alpha)
    kept = weights != 0
    return agree(pull[kept], np.full(kept.sum(), problem.alpha))


ignores_signs = claim(
    "l1-penalty-ignores-signs",
    "The L1 penalty ignores the signs of the weights: a feature turned around turns its weight around, no more.",
    force="always",
)


@ignores_signs.exact(tellable, cases=L1_MODELS)
def turned_features_turn_the_weights(problem: Problem, model: str) -> bool:
    """Ignores: with the first feature's values negated, its weight is negated and all else stays.

    A plain sum would pay for a weight on one side and be paid for it on the other.
    """
    X, y = problem.features, ids.of(model, problem)
    turn = np.array([-1.0] + [1.0] * (X.shape[1] - 1))
    before, after = (ids.fit(model, Z, y, problem.alpha) for Z in (X, X * turn))
    return agree(before.coef, after.coef * turn) and agree(before.linear_predictor(X), after.linear_predictor(X * turn))


# Priors and dropout

map_estimate = claim(
    "l1-laplace-l2-gaussian",
    "L1 is the MAP estimate under a Laplace prior, L2 under a Gaussian.",
    force="always",
)


@map_estimate.exact(tellable, cases=tuple(MODELS))
def no_weights_are_more_probable(problem: Problem, model: str) -> bool:
    """MAP: no change of a weight or of the intercept makes the fit more probable after the data.

    Prior and likelihood are scipy's densities, and the prior's scale follows from the strength alone. Under
    another prior some change would. The claim speaks of the mode; the mean of the posterior is another estimate.
    """
    return ids.is_posterior_mode(model, problem)


dropout = claim(
    "dropout-acts-like-l2",
    "Dropout on a linear model equals a scaled L2 penalty.",
    force="always",
    better=["dropout-on-least-squares-is-ridge-on-equal-scales"],
)


@dropout.exact(dropped, cases=TASKS)
def one_strength_for_each_feature(example: Dropped, task: str) -> bool:
    """Scaled: what dropout adds to the loss, in expectation, is a sum of squared weights, each times its own constant.

    The constants may hang on the feature and the share kept, and are read off unit weights; then the
    sum has to be right at any others. Logistic regression is a linear model too.
    """
    added, strengths = ids.dropout_adds_at(task, example)
    return bool(np.isclose(added, strengths @ np.square(example.weights), rtol=1e-6))


@dropout.exact(dropped, cases=TASKS)
def one_strength_for_all(example: Dropped, task: str) -> bool:
    """Scaled: the same, with one constant for all features, as the L2 penalty has it."""
    added, strengths = ids.dropout_adds_at(task, example)
    return bool(np.isclose(added, strengths[0] * np.square(example.weights).sum(), rtol=1e-6))


ridge_on_equal_scales = claim(
    "dropout-on-least-squares-is-ridge-on-equal-scales",
    "On least squares, training with dropout aims, in expectation, at ridge regression on features brought to one "
    "scale, with the strength set by the share of inputs dropped.",
    force="always",
)


@ridge_on_equal_scales.exact(problems, cases=("keep 0.5", "keep 0.8"))
def minimum_is_that_of_ridge(problem: Problem, case: str) -> bool:
    """Aims: the least expected error over all ways to drop inputs lies at the weights of scikit-learn's ridge.

    Ridge gets features of unit sum of squares and the odds of dropping an input as its strength, no intercept.
    """
    keep = float(case.split()[1])
    found = ids.dropout_minimiser(problem.features, problem.response, keep)
    return agree(found, ids.ridge_on_equal_scales(problem.features, problem.response, (1 - keep) / keep))
