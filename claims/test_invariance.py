"""Invariance, scale, and uniqueness."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from regclaims.claims.claim import claim
from regclaims.fixtures import identities as ids
from regclaims.fixtures.designs import CONTINUOUS, KINDS, SHAPES, TALL, Wide, oblong, shaped, symmetric, tellable, wide
from regclaims.fixtures.dgms import Array
from regclaims.fixtures.grids import TASKS
from regclaims.fixtures.identities import BOTH, L1_MODELS, L2_MODELS, MODELS, agree
from regclaims.fixtures.intercepts import PROBES, intercepts
from regclaims.fixtures.strategies import Problem, apart, beside, problems

FACTORS = (0.1, 0.5, 2.0, 10.0)
Rescaled = tuple[Problem, float]
"""A problem and what all its features are multiplied by."""

rescaling_l2 = claim(
    "joint-rescaling-l2",
    "Ridge is unchanged (up to scale) when all features are rescaled together and the strength with them.",
    force="always",
)


@rescaling_l2.exact(beside(problems, FACTORS), cases=L2_MODELS)
def squared_strength_undoes_rescaling(example: Rescaled, model: str) -> bool:
    """Unchanged: features times c, strength times c squared: the same predictions, and the weights over c.

    Only a penalty of one degree in the weights can be suited to every c, and only its own power of c does it.
    Logistic regression with L2 counts as ridge here.
    """
    return ids.rescaled_agrees(model, *example)


rescaling_l1 = claim(
    "joint-rescaling-l1",
    "Under L1, when all features are multiplied by some number and the strength with them, predictions stay and every "
    "weight is divided by that number: no weight but zero is special.",
    force="always",
)


@rescaling_l1.exact(beside(apart(partial(problems, 1)), FACTORS), cases=L1_MODELS)
def strength_undoes_rescaling(example: Rescaled, model: str) -> bool:
    """Stay: features times c, strength times c: the same predictions, and the weights over c.

    Features that are put together from others are left out: L1 has many solutions there, which predict the same.
    """
    return ids.rescaled_agrees(model, *example)


ANGLES = (10.0, 20.0, 40.0, 70.0)
Rotated = tuple[Problem, float]
"""A problem of two or three features and an angle in degrees. A right angle only exchanges features."""

l2_rotation = claim(
    "l2-rotation-invariant",
    "L2's predictions do not change when the feature space is rotated; L1's do.",
    force="always",
)


@l2_rotation.exact(beside(partial(tellable, 2), ANGLES), cases=TASKS)
def predictions_of_l1_alone_change(example: Rotated, task: str) -> bool:
    """Rotated: at the same strength, the rotated features lead to the same predictions under L2, to others under L1.

    Both parts are needed: models without weights are invariant too. Rotations that only exchange features,
    and data that no feature has to do with, change nothing under any penalty and are left out.
    """
    l1, l2 = BOTH[task]
    return ids.rotated_agrees(l2, *example) and not ids.rotated_agrees(l1, *example)


l1_rotation = claim(
    "l1-rotation-invariant",
    "L1 is rotation-invariant.",
    force="always",
    better=["l2-rotation-invariant"],
    contradicts=["l2-rotation-invariant"],
)


@l1_rotation.exact(beside(partial(tellable, 2), ANGLES), cases=L1_MODELS)
def predictions_stay(example: Rotated, model: str) -> bool:
    """Invariant: at the same strength, the rotated features lead to the same predictions."""
    return ids.rotated_agrees(model, *example)


@l1_rotation.exact(beside(partial(tellable, 2), ANGLES), cases=L1_MODELS)
def penalty_stays(example: Rotated, model: str) -> bool:
    """Invariant: the fitted weights, rotated, pay the same penalty."""
    before, after = ids.penalties_when_rotated(model, *example)
    return abs(after - before) <= ids.AGREEMENT * before


# Scale

larger_scale = claim(
    "larger-scale-penalized-more",
    "Features with larger values are penalised more.",
    force="generic",
    better=["larger-values-free-a-feature"],
    contradicts=["larger-values-free-a-feature"],
)
TIMES = (2.0, 10.0, 100.0)
Enlarged = tuple[Problem, float]
"""A problem and what its first feature is multiplied by."""


@larger_scale.exact(beside(symmetric, TIMES), cases=tuple(MODELS))
def larger_one_keeps_less(example: Enlarged, model: str) -> bool:
    """Penalised more: of two features with equal effects, less is left of the effect of the one with larger values.

    An effect is a weight times its feature's spread, which is what predictions see. Without a penalty both
    effects are the same by symmetry, in any units.
    """
    larger, other = _effects(model, *example)
    return bool(larger < other * (1 - ids.AGREEMENT))


@larger_scale.exact(beside(symmetric, TIMES), cases=tuple(MODELS))
def larger_one_pays_more(example: Enlarged, model: str) -> bool:
    """Penalised more: of two features with equal effects, the one with larger values pays more of the penalty."""
    larger, other = _effects(model, *example) / np.array([example[1], 1.0])
    return bool(larger > other * (1 + ids.AGREEMENT))


def _effects(model: str, problem: Problem, times: float) -> Array:
    scale = np.array([times] + [1.0] * (problem.features.shape[1] - 1))
    return ids.effects(model, problem, scale)


frees = claim(
    "larger-values-free-a-feature",
    "Multiplying one feature's values, as by another unit, frees it from the penalty: "
    "at the same strength more is left of its effect, since one and the same effect takes a smaller weight.",
    force="always",
)


@frees.exact(beside(tellable, TIMES), cases=tuple(MODELS))
def enlarged_one_keeps_more(example: Enlarged, model: str) -> bool:
    """Frees: the first feature's effect is larger than before, or zero at both scales; among any other features.

    Zero at both is left open because a feature without an effect has none to keep.
    """
    problem, times = example
    before, after = (_effects(model, problem, by)[0] for by in (1.0, times))
    return bool(after > before or max(before, after) < 1e-6)


# How many weights, and whether others would do

at_most_n = claim(
    "l1-at-most-n-features",
    "With more features than samples L1 keeps at most n_samples of them.",
    force="always",
    better=["l1-at-most-n-continuous-features"],
)


@at_most_n.exact(wide, cases=tuple(f"{model}, {kind}" for model in L1_MODELS for kind in KINDS))
def no_more_weights_than_samples(example: Wide, case: str) -> bool:
    """Keeps: as many weights at most as samples are more than a millionth of the largest, at tight tolerance.

    Loose tolerances leave further weights on their way to zero, which would speak of the solver. Whether
    features are continuous or yes-no, as dummies are, is left open.
    """
    return _keeps_at_most_n(example, case)


continuous = claim(
    "l1-at-most-n-continuous-features",
    "With more features than samples, L1 keeps at most n_samples of them if they are continuous, "
    "so that there are no ties between them as there are between yes-no features.",
    force="always",
)


@continuous.exact(wide, cases=L1_MODELS)
def no_more_weights_if_continuous(example: Wide, model: str) -> bool:
    """At most: as many weights as samples at most, on normal features."""
    return _keeps_at_most_n(example, f"{model}, {CONTINUOUS}")


def _keeps_at_most_n(example: Wide, case: str) -> bool:
    model, kind = case.split(", ")
    size = np.abs(ids.fit(model, *example.data(MODELS[model][0], kind)).coef)
    return bool(np.count_nonzero(size > 1e-6 * size.max()) <= example.n_samples)


not_unique = claim(
    "l1-solution-may-not-be-unique",
    "L1's solution may not be unique, L2's is.",
    force="can",
)
COPIES = ("copied features", "other features")


@not_unique.exact(tellable, cases=tuple(f"{task}, {second}" for task in TASKS for second in COPIES))
def weight_moves_freely_under_l1_alone(problem: Problem, case: str) -> bool:
    """Not unique: all weight of every feature can go to its copy at no cost under L1, and at a cost under L2.

    Cost is loss and penalty together, so two sets of weights are equally good. The predictions are the same
    all the same. Between features that are no copies of each other the move costs something.
    """
    task, second = case.split(", ")
    l1, l2 = BOTH[task]
    costs = [ids.cost_of_moving(model, problem, copied=second == COPIES[0]) for model in (l1, l2)]
    return bool(abs(costs[0]) <= 1e-6 < costs[1])


zero_strength = claim(
    "zero-strength-is-least-squares",
    "At zero strength both are least squares.",
    force="always",
    better=["zero-strength-fits-like-least-squares"],
)
AT_ZERO = tuple(f"{model}, {shape}" for model in ("lasso", "ridge") for shape in SHAPES)


@zero_strength.exact(oblong, cases=AT_ZERO)
def least_squared_error(problem: Problem, case: str) -> bool:
    """Least squares: at strength 0 the squared error on the training data is the least possible."""
    return _squared_error_is_least(problem, case)


@zero_strength.exact(oblong, cases=AT_ZERO)
def same_weights(problem: Problem, case: str) -> bool:
    """Least squares: at strength 0 the weights are those of the library's least-squares estimator.

    Two names for one fit would give one set of weights, whatever the shape of the data.
    """
    return _weights_of_least_squares(problem, case)


fits_alike = claim(
    "zero-strength-fits-like-least-squares",
    "At zero strength both penalties fit the training data as closely as least squares, and where only one set of "
    "weights does so, as with independent features fewer than samples, they give these weights.",
    force="always",
)


@fits_alike.exact(oblong, cases=AT_ZERO)
def as_close_and_the_same_where_unique(problem: Problem, case: str) -> bool:
    """Closely: least squared error on the training data in both shapes, and the same weights where they are unique."""
    unique = case.endswith(TALL)
    return _squared_error_is_least(problem, case) and (not unique or _weights_of_least_squares(problem, case))


def _squared_error_is_least(problem: Problem, case: str) -> bool:
    model, shape = case.split(", ")
    X, y = shaped(problem, shape)
    fits = ids.fit(model, X, y, 0.0), ids.least_squares(X, y)
    found, least = (ids.loss("regression", X, y, one) for one in fits)
    return bool(found <= least + 1e-5 * y.var())


def _weights_of_least_squares(problem: Problem, case: str) -> bool:
    model, shape = case.split(", ")
    X, y = shaped(problem, shape)
    return agree(ids.fit(model, X, y, 0.0).coef, ids.least_squares(X, y).coef)


spares_intercept = claim(
    "penalty-spares-intercept",
    "Libraries do not penalise the intercept.",
    force="usually",
)


@spares_intercept.counted(intercepts, cases=tuple(PROBES))
def intercept_is_free(counts: Mapping[str, int]) -> bool:
    """Not penalise: under a strong penalty the fitted constant is still the one that the loss likes best.

    scikit-learn stands for the libraries, estimator by estimator, in the default setting of what the penalty
    reaches. A penalised intercept would go the way of the weights, toward zero.
    """
    return counts["penalised"] == 0
