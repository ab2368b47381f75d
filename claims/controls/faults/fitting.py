"""Faults of fits and of their tuning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

import numpy as np
import pytest

from regclaims.claims.controls.faults.fault import Fault
from regclaims.claims.controls.patching import rebind
from regclaims.claims.controls.swap import TAKING_A_PENALTY, experiments
from regclaims.fixtures import least_squares, liblinear, methods, optimizers, tuning
from regclaims.fixtures.dgms import Array, Task
from regclaims.fixtures.experiments import units
from regclaims.fixtures.methods import L1_RATIO
from regclaims.fixtures.performance import Fit
from regclaims.fixtures.tuning import Split


def ridge_for_lasso(patch: pytest.MonkeyPatch) -> None:
    for function in TAKING_A_PENALTY:

        @wraps(function)
        def ridge(*arguments: Any, _function: Any = function, **further: Any) -> Any:
            return _function(*("l2" if isinstance(a, str) and a == "l1" else a for a in arguments), **further)

        rebind(patch, function, ridge, only=experiments())


def no_penalty(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, tuning.tuned, lambda task, penalty, X, y, splits=None: methods.unpenalized(task, X, y))


def worst_strength(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, tuning._lowest, lambda losses: max(sorted(losses), key=losses.__getitem__))


def strongest(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, tuning._lowest, min)


def weakest(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, tuning._lowest, max)


def leaking_folds(patch: pytest.MonkeyPatch) -> None:
    honest = tuning.cross_validation

    def leaking(task: Task, X: Array, y: Array) -> list[Split]:
        return [Split(X, y, split.X_held, split.y_held) for split in honest(task, X, y)]

    rebind(patch, honest, leaking)


def scored_on_what_was_fitted(patch: pytest.MonkeyPatch) -> None:
    honest = tuning.cross_validation

    def scored(task: Task, X: Array, y: Array) -> list[Split]:
        return [Split(split.X, split.y, split.X, split.y) for split in honest(task, X, y)]

    rebind(patch, honest, scored)


def refit_on_a_fold(patch: pytest.MonkeyPatch) -> None:
    found = methods.at_strength

    def on_a_part(task: Task, penalty: Any, X: Array, y: Array, strength: float) -> Fit:
        part = slice(len(y) // 5, None)
        return found(task, penalty, X[part], y[part], strength)

    patch.setattr(tuning, "at_strength", on_a_part)


def ridge_off_by_n(patch: pytest.MonkeyPatch) -> None:
    ridge = least_squares.ridge
    patch.setattr(least_squares, "ridge", lambda data, strengths: ridge(data, strengths / len(data.y)))


def intercept_penalized(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(liblinear, "INTERCEPT_SCALING", 1.0)


def intercept_left_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(least_squares.Centred, "intercepts", lambda self, coefs: 0 * (coefs @ self.x_mean))


def ratios_exchanged(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(L1_RATIO, "mostly_l1", 0.1)
    patch.setitem(L1_RATIO, "mostly_l2", 0.9)


def net_is_lasso(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(L1_RATIO, "elastic_net", 1.0)


def one_sweep(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(least_squares, "SWEEPS", 1)
    patch.setattr(least_squares, "FEW_SWEEPS", 1)
    patch.setattr(least_squares, "_optimal", lambda coefs, data, strengths: True)


def standardising_forgotten(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, units.standardized, lambda task, penalty, X, y: tuning.tuned(task, penalty, X, y))


def decay_in_the_gradient(patch: pytest.MonkeyPatch) -> None:
    descend = optimizers.descend

    def misplaced(*arguments: Any, l2: Any = 0.0, decay: Any = 0.0, **further: Any) -> Iterator[Array]:
        return descend(*arguments, l2=l2 + decay, **further)

    rebind(patch, descend, misplaced)


def adam_uncorrected(patch: pytest.MonkeyPatch) -> None:
    descend = optimizers.descend

    def uncorrected(optimizer: Any, gradient: Any, start: Array, **further: Any) -> Iterator[Array]:
        if optimizer != "adam":
            yield from descend(optimizer, gradient, start, **further)
            return
        w, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
        b1, b2 = optimizers.ADAM_BETAS
        lr, l2, decay = further["lr"], further.get("l2", 0.0), further.get("decay", 0.0)
        for _ in range(further["steps"]):
            g = gradient(w) + l2 * w
            first, second = b1 * first + (1 - b1) * g, b2 * second + (1 - b2) * g**2
            w = w - lr * first / (np.sqrt(second) + optimizers.ADAM_EPSILON) - lr * decay * w
            yield w

    rebind(patch, descend, uncorrected)


def proximal_steps_pass_zero(patch: pytest.MonkeyPatch) -> None:
    stepped = optimizers.stochastic_l1
    rebind(patch, stepped, lambda step, *arguments, **further: stepped("subgradient", *arguments, **further))


BEATS_NONE = "either-penalty-beats-none-when-correlated-features-outnumber-samples"
MUCH_NOISE = "both-penalties-generalize-better-under-much-noise"
OPTIMAL = "test_methods.py::test_fits_are_optimal_for_the_textbook_objective"

FAULTS = (
    Fault(
        name="ridge answers where lasso is asked",
        breaks=ridge_for_lasso,
        turns="l1-sparser-than-l2",
        after="contradicted",
    ),
    Fault(
        name="the penalty is ignored",
        breaks=no_penalty,
        turns="l2-lowers-degrees-of-freedom-not-parameters",
        after="contradicted",
    ),
    Fault(name="the tuner picks the worst strength", breaks=worst_strength, turns=BEATS_NONE, after="contradicted"),
    Fault(name="the tuner picks the strongest penalty", breaks=strongest, turns=BEATS_NONE, after="contradicted"),
    Fault(name="the tuner picks the weakest penalty", breaks=weakest, turns=BEATS_NONE, after="contradicted"),
    Fault(name="held-out data leak into training", breaks=leaking_folds, turns=MUCH_NOISE, after="contradicted"),
    Fault(
        name="tuning scores on what was fitted",
        breaks=scored_on_what_was_fitted,
        turns=MUCH_NOISE,
        after="contradicted",
    ),
    Fault(
        name="the tuned fit is that of a fold",
        breaks=refit_on_a_fold,
        fails="test_tuning.py::test_the_tuned_fit_is_the_fit_on_all_data_at_its_strength",
    ),
    Fault(name="ridge's strength is off by the number of samples", breaks=ridge_off_by_n, fails=OPTIMAL),
    Fault(
        name="the intercept is penalised",
        breaks=intercept_penalized,
        fails="test_methods.py::test_the_intercept_is_all_but_spared",
    ),
    Fault(name="the intercept is left out", breaks=intercept_left_out, fails=OPTIMAL),
    Fault(
        name="the mixing weights are exchanged",
        breaks=ratios_exchanged,
        turns="elastic-net-trades-sparsity",
        after="contradicted",
    ),
    Fault(
        name="the elastic net is a lasso",
        breaks=net_is_lasso,
        turns="elastic-net-keeps-more-near-copies-than-l1",
        after="contradicted",
    ),
    Fault(name="coordinate descent stops after one sweep", breaks=one_sweep, fails=OPTIMAL),
    Fault(
        name="standardising is forgotten",
        breaks=standardising_forgotten,
        turns="standardize-when-what-matters-has-small-values",
        after="contradicted",
    ),
    Fault(
        name="decay goes into the gradient",
        breaks=decay_in_the_gradient,
        turns="weight-decay-differs-under-adam",
        after="contradicted",
    ),
    Fault(
        name="Adam's bias is not corrected",
        breaks=adam_uncorrected,
        fails="test_optimizers.py::test_adams_first_step_is_the_learning_rate_long_in_every_weight",
    ),
    Fault(
        name="proximal steps pass zero",
        breaks=proximal_steps_pass_zero,
        turns="l1-zeros-under-sgd-need-steps-that-stop-at-zero",
        after="contradicted",
    ),
)
