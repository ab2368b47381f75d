"""What fits are stationary points of, and what moves them: the truth is accepted and lies are not."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from regclaims.fixtures.algebra import ELASTIC_NET, L1_ESTIMATORS, L2_ESTIMATORS, LASSO, Estimator, Pull, pull
from regclaims.fixtures.stationary import (
    PENALIZED,
    coefficients,
    each_alone,
    free_and_kept,
    shifts,
    sizes_with_outlier,
    state,
    with_outlier,
)
from regclaims.fixtures.strategies import Problem, listed_problems, orthogonal_problems, related

PROBLEM = Problem(
    ((0.0, 1.0), (1.0, -1.0), (2.0, 0.5), (-1.0, 2.0), (3.0, 1.0), (-2.0, 0.0)), (0.0, 2.0, 1.0, -1.5, 4.0, -3.0), 0.1
)
RIDGE = L2_ESTIMATORS["Ridge"]
each_penalized = pytest.mark.parametrize("name", PENALIZED)


@each_penalized
def test_the_penalty_of_an_estimator_and_no_other_explains_its_pull(name):
    penalized = PENALIZED[name]
    found = pull(PROBLEM, penalized.estimator)
    assert np.abs(found.weights).min() > 0
    assert penalized.explains(found, PROBLEM.alpha)
    lies = {
        "no penalty": replace(penalized, absolute=0.0, squares=0.0),
        "one percent more": replace(penalized, absolute=1.01 * penalized.absolute, squares=1.01 * penalized.squares),
        "exchanged": replace(penalized, absolute=penalized.squares, squares=penalized.absolute),
    }
    accepted = [lie for lie, other in lies.items() if other.explains(found, PROBLEM.alpha)]
    assert not accepted


def test_at_zero_every_slope_up_to_the_strength_is_explained_and_no_more():
    lasso = PENALIZED["Lasso"]
    for slope, fine in ((0.0, True), (0.09, True), (-0.1, True), (0.11, False)):
        found = Pull(np.array([0.0, 1.0]), np.array([slope, 0.1]), 0.1, 1.0)
        assert lasso.explains(found, 0.1) is fine


def test_size_of_a_penalty():
    assert PENALIZED["ElasticNet"].size(np.array([2.0, -1.0])) == 0.5 * 3 + 0.25 * 5


def test_state_by_hand():
    line = Problem(((0.0,), (1.0,), (2.0,), (4.0,)), (0.0, 1.0, 1.0, 3.0), 0.5)
    # Centred: Sxx = 8.75, Sxy = 6.25, Syy = 4.75.
    w = 6.25 / 9.25
    found = state(line, PENALIZED["Ridge"])
    assert found.penalty == pytest.approx(w**2)
    assert found.loss == pytest.approx((4.75 - 2 * w * 6.25 + w**2 * 8.75) / 4)
    assert state(line, PENALIZED["LogisticRegression, L2"]).loss < np.log(2)


class Joint(Estimator):
    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        return super().fit(X, y, X.shape[1] * alpha)


@pytest.mark.parametrize("estimator", [LASSO, RIDGE, ELASTIC_NET], ids=["lasso", "ridge", "elastic-net"])
def test_a_penalty_weight_by_weight_is_told_from_one_on_all_together(estimator):
    assert each_alone(PROBLEM, estimator)
    joint = Joint(**{field.name: getattr(estimator, field.name) for field in fields(Estimator)})
    assert not each_alone(PROBLEM, joint)


def test_pulls_alike_and_in_proportion():
    lasso, ridge = pull(PROBLEM, LASSO), pull(PROBLEM, RIDGE)
    assert np.ptp(np.abs(ridge.weights)) > 0.1
    assert (lasso.alike(), lasso.proportional()) == (True, False)
    assert (ridge.alike(), ridge.proportional()) == (False, True)
    away = replace(ridge, recovered=-ridge.recovered)
    assert not away.proportional()
    harder_at_zero = Pull(np.array([1.0, 0.0]), np.array([0.1, 0.2]), 0.1, 1.0)
    assert not harder_at_zero.alike()
    assert replace(harder_at_zero, recovered=np.array([0.1, 0.05])).alike()


def test_a_spared_weight_is_seen_and_one_next_to_zero_not_judged():
    ridge = pull(PROBLEM, RIDGE)
    assert not ridge.spared().any()
    first = ridge.recovered.copy()
    first[0] = 0.0
    assert replace(ridge, recovered=first).spared().tolist() == [True, False]
    assert replace(ridge, recovered=-ridge.recovered).spared().all()
    assert not Pull(np.array([1e-12, 1.0]), np.array([0.0, 1.0]), 0.5, 1.0).spared().any()


def test_the_intercept_is_free_but_in_liblinear():
    for name, estimator in L2_ESTIMATORS.items():
        found = pull(replace(PROBLEM, alpha=2.0), estimator)
        assert (abs(found.on_intercept) > found.noise) == (name == "LinearSVC")


def test_burdens_are_compared_between_the_smallest_and_the_largest_in_use():
    found = Pull(np.array([0.0, 1.0, -4.0]), np.zeros(3), 1.0, 1.0)
    assert found.compare(np.array([0.0, 2.0, 1.0]))
    assert not found.compare(np.array([9.0, 1.0, 1.0]))
    assert replace(found, weights=np.array([0.0, 3.0, -4.0])).compare(np.zeros(3))
    assert replace(found, weights=np.zeros(3)).compare(np.zeros(3))


@settings(max_examples=30, deadline=None)
@given(orthogonal_problems())
def test_on_orthogonal_features_the_lasso_takes_off_the_strength(problem):
    X = problem.features
    np.testing.assert_allclose(X.T @ X, 8 * np.eye(X.shape[1]))
    assert (X.sum(axis=0) == 0).all()
    free, kept = free_and_kept(problem, LASSO)
    np.testing.assert_allclose(kept, np.sign(free) * np.maximum(np.abs(free) - problem.alpha, 0), atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(related(listed_problems)())
def test_related_problems_have_weights(problem):
    assert np.abs(coefficients(replace(problem, alpha=0.01), RIDGE)).max() > 1e-6
    assert len({tuple(column) for column in problem.features.T.tolist()}) == problem.features.shape[1]


@settings(max_examples=30, deadline=None)
@given(listed_problems(min_features=2, max_features=2))
def test_listed_problems_vary(problem):
    assert problem.features.shape[1] == 2
    assert (np.ptp(problem.features, axis=0) > 0).all()
    assert np.ptp(problem.response) > 0


def test_an_outlier_is_one_response():
    moved = with_outlier(PROBLEM, 3.0)
    assert moved.y[1:] == PROBLEM.y[1:]
    assert moved.y[0] - PROBLEM.y[0] == pytest.approx(3 * PROBLEM.response.std())


def test_sizes_are_above_one_or_below_a_half_in_one_ratio():
    large, small = sizes_with_outlier(PROBLEM, True), sizes_with_outlier(PROBLEM, False)
    assert min(large) == pytest.approx(2)
    assert max(small) == pytest.approx(0.5)
    assert large[0] / large[1] == pytest.approx(small[0] / small[1])
    weights = [np.abs(coefficients(p, RIDGE)) for p in (PROBLEM, with_outlier(PROBLEM))]
    most = np.abs(weights[1] - weights[0]).argmax()
    assert weights[0][most] / weights[1][most] == pytest.approx(large[0] / large[1])


def test_a_linear_fit_moves_in_proportion_and_a_median_does_not():
    near, far = shifts(PROBLEM, RIDGE, (10.0, 1000.0))
    assert far == pytest.approx(100 * near)
    near, far = shifts(PROBLEM, LASSO, (10.0, 1000.0))
    assert far > 10 * near > 0
    median = replace(LASSO, name="QuantileRegressor", settings={"quantile": 0.5})
    near, far = shifts(PROBLEM, median, (10.0, 1000.0))
    assert far < 2 * near + 1e-6


def test_every_estimator_of_the_l1_table_is_sparse_and_of_the_l2_table_not():
    strong = replace(PROBLEM, alpha=3.0)
    for estimator in L1_ESTIMATORS.values():
        assert (pull(strong, estimator).weights == 0).any()
    for estimator in L2_ESTIMATORS.values():
        assert (pull(strong, estimator).weights != 0).all()
