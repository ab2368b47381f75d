"""Penalties as fitted models reveal them: the truth is accepted and near lies are not."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from regclaims.fixtures import algebra
from regclaims.fixtures.algebra import (
    L2_ESTIMATORS,
    LASSO,
    STANDARDIZED,
    Estimator,
    Pull,
    penalties_before_and_after_misfit,
    pull,
    size,
    standardized,
    steps_agree,
    training_losses,
    units_do_not_matter,
)
from regclaims.fixtures.optimizers import descend, gradient, matched_decay
from regclaims.fixtures.strategies import Problem, problems

ONE_FEATURE = Problem(((0.0,), (1.0,), (2.0,), (4.0,)), (0.0, 1.0, 1.0, 3.0), 0.5)
TWO_FEATURES = Problem(((0.0, 1.0), (1.0, -1.0), (2.0, 0.5), (-1.0, 2.0), (3.0, 1.0)), (0.0, 2.0, 1.0, -1.5, 4.0), 0.1)
CORRELATED = Problem(
    ((0.0, 0.5, 1.0), (1.0, 1.0, -1.0), (2.0, 2.0, 0.5), (-1.0, -1.5, 2.0), (3.0, 3.5, 1.0), (-2.0, -2.0, 0.0)),
    (0.0, 2.0, 1.5, -1.5, 4.0, -3.0),
    2.0,
)
PROBLEMS = {"one-feature": ONE_FEATURE, "two-features": TWO_FEATURES, "correlated": CORRELATED}

each_estimator = pytest.mark.parametrize("estimator", L2_ESTIMATORS.values(), ids=list(L2_ESTIMATORS))
each_problem = pytest.mark.parametrize("problem", PROBLEMS.values(), ids=list(PROBLEMS))


@each_estimator
@each_problem
def test_the_gradient_of_the_sum_of_squares_and_no_other(problem, estimator):
    found = pull(problem, estimator)
    w = found.weights
    assert np.abs(w).min() > 0
    assert found.is_gradient(2 * w)
    lies = {
        "absolute values": np.sign(w),
        "a wrong constant": 4 * w,
        "one percent off": 2.02 * w,
        "no penalty": 0 * w,
        "the wrong sign": -2 * w,
        "only the largest": 2 * w * (np.abs(w) == np.abs(w).max()) if len(w) > 1 else 0 * w,
        "a fourth power": 4 * w**3,
    }
    accepted = [name for name, lie in lies.items() if found.is_gradient(lie)]
    assert not accepted


@each_problem
def test_the_pull_of_absolute_values_is_told_from_that_of_squares(problem):
    weak = replace(problem, alpha=0.01)
    found = pull(weak, LASSO)
    in_use = found.weights != 0
    assert in_use.any()
    only = Pull(found.weights[in_use], found.recovered[in_use], found.strength, found.start)
    assert only.is_gradient(np.sign(only.weights))
    assert not only.is_gradient(2 * only.weights)


@each_problem
def test_a_fit_without_a_penalty_has_no_pull(problem):
    free = Estimator(
        where="sklearn.linear_model",
        name="LinearRegression",
        settings={},
        strength=lambda alpha: {},
        loss_gradient=L2_ESTIMATORS["Ridge"].loss_gradient,
        constant=1.0,
    )
    found = pull(problem, free)
    assert found.is_gradient(0 * found.weights)
    assert not found.is_gradient(2 * found.weights)


@each_estimator
@each_problem
def test_a_wrong_constant_or_loss_in_the_table_would_be_seen(problem, estimator):
    assert not pull(problem, replace(estimator, constant=2 * estimator.constant)).is_gradient(
        2 * pull(problem, estimator).weights
    )
    doubled = replace(estimator, loss_gradient=lambda X, y, eta: 2 * estimator.loss_gradient(X, y, eta))
    assert not pull(problem, doubled).is_gradient(2 * pull(problem, estimator).weights)


def test_ridge_by_hand():
    # Centred: Sxx = 8.75, Sxy = 6.25; w = Sxy / (Sxx + alpha), and the pull is 2 alpha w.
    found = pull(ONE_FEATURE, L2_ESTIMATORS["Ridge"])
    assert found.weights == pytest.approx([6.25 / 9.25])
    assert found.recovered == pytest.approx([2 * 0.5 * 6.25 / 9.25])
    assert found.strength == 0.5


def test_size_is_the_sum_of_absolute_values_or_squares():
    assert size("l1", np.array([3.0, -4.0])) == 7.0
    assert size("l2", np.array([3.0, -4.0])) == 25.0


class Recording(Estimator):
    """An estimator that keeps what it was fitted on, and the fits."""

    fits: list[tuple[Any, np.ndarray]]

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        model = super().fit(X, y, alpha)
        self.__dict__.setdefault("fits", []).append((model, y - model.predict(X)))
        return model


def recording(estimator: Estimator) -> Recording:
    return Recording(**{field.name: getattr(estimator, field.name) for field in fields(Estimator)})


@each_problem
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_misfit_grows_and_weights_stay(monkeypatch, problem, penalty):
    lasso, ridge = recording(LASSO), recording(L2_ESTIMATORS["Ridge"])
    monkeypatch.setattr(algebra, "LASSO", lasso)
    monkeypatch.setitem(algebra.L2_ESTIMATORS, "Ridge", ridge)
    before, after = penalties_before_and_after_misfit(replace(problem, alpha=0.1), penalty)
    (clean, residual), (moved, farther) = (lasso if penalty == "l1" else ridge).fits
    assert np.abs(farther).max() > 10 * np.abs(residual).max()
    moved_by = farther - residual
    assert np.linalg.norm(moved_by) == pytest.approx(100)
    np.testing.assert_allclose(moved_by @ np.column_stack([np.ones(len(moved_by)), problem.features]), 0, atol=1e-5)
    np.testing.assert_allclose(moved.coef_, clean.coef_, rtol=1e-6, atol=1e-9)
    assert (before, after) == pytest.approx((size(penalty, clean.coef_), size(penalty, moved.coef_)))
    assert before > 0


@settings(max_examples=50, deadline=None)
@given(problems(spare_samples=2))
def test_there_is_always_a_direction_out_of_reach(problem):
    before, after = penalties_before_and_after_misfit(problem, "l2")
    assert after == pytest.approx(before, rel=1e-6, abs=1e-6)


def test_training_losses_by_hand():
    # Squared error of the centred line: Syy - 2 w Sxy + w^2 Sxx, with Sxx = 8.75, Sxy = 6.25, Syy = 4.75.
    def loss(w: float) -> float:
        return 4.75 - 2 * w * 6.25 + w**2 * 8.75

    assert training_losses(ONE_FEATURE, "l2") == pytest.approx((loss(6.25 / 9.25), loss(6.25 / 8.75)))
    # Lasso on n = 4: w = (Sxy - n alpha) / Sxx.
    assert training_losses(ONE_FEATURE, "l1") == pytest.approx((loss(4.25 / 8.75), loss(6.25 / 8.75)))
    assert training_losses(replace(ONE_FEATURE, alpha=100.0), "l1")[0] == pytest.approx(4.75)


@each_problem
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_a_penalty_costs_training_loss_and_a_vanishing_one_none(problem, penalty):
    penalized, free = training_losses(problem, penalty)
    assert penalized > free * (1 + 1e-6)
    vanishing, same = training_losses(replace(problem, alpha=1e-8), penalty)
    assert same == free
    assert vanishing == pytest.approx(free, rel=1e-6, abs=1e-6)


@each_problem
@pytest.mark.parametrize("task", ["regression", "classification"])
def test_plain_descent_takes_the_same_steps(problem, task):
    assert steps_agree(problem, task)
    assert not steps_agree(problem, task, optimizer="adam")


@each_problem
@pytest.mark.parametrize(
    ("optimizer", "factor"), [("gradient_descent", 1.05), ("gradient_descent", 0.0), ("momentum", 1.0), ("adam", 1.0)]
)
def test_other_decay_or_another_optimiser_takes_other_steps(problem, optimizer, factor):
    X, y = problem.features, problem.response
    slope, start = gradient("regression", X, y), np.ones((X.shape[1], 1))
    lr = 0.1 / (float(np.linalg.eigvalsh(X.T @ X / len(y)).max()) + problem.alpha)
    decay = factor * matched_decay(optimizer, problem.alpha)
    in_loss = list(descend(optimizer, slope, start, lr=lr, steps=20, l2=problem.alpha))
    decoupled = list(descend(optimizer, slope, start, lr=lr, steps=20, decay=decay))
    assert not all(np.allclose(a, b, rtol=1e-4) for a, b in zip(in_loss, decoupled, strict=True))


@each_problem
@pytest.mark.parametrize("case", STANDARDIZED)
def test_units_matter_unless_features_are_standardized(monkeypatch, problem, case):
    assert units_do_not_matter(problem, case)
    monkeypatch.setattr(algebra, "standardized", lambda X: X - X.mean(axis=0))
    assert not units_do_not_matter(problem, case)


def test_standardized_columns_by_hand():
    np.testing.assert_allclose(standardized(np.array([[0.0, 10.0], [2.0, 30.0]])), [[-1.0, -1.0], [1.0, 1.0]])


def test_a_fit_that_is_rounding_alone_is_empty():
    """Where the best fit has no weight, a solver leaves some 1e-17, and a pull of that size in any direction."""
    rounding = Pull(np.array([3e-17]), np.array([-6e-15]), strength=0.5, start=20.0)
    assert rounding.empty()
    assert rounding.proportional()
    assert not rounding.spared().any()
    fitted = replace(rounding, weights=np.array([0.3]), recovered=np.array([0.3]))
    assert not fitted.empty()
    free = replace(fitted, recovered=np.array([0.0]))
    assert not free.empty()
    assert free.spared().all()
