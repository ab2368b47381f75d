"""What L2 does to the size of weights: the functions behind the exact claims, each against a closed form or a lie."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.special import expit

from regclaims.fixtures import shrinkage
from regclaims.fixtures.algebra import L2_ESTIMATORS
from regclaims.fixtures.strategies import (
    Problem,
    Relabelled,
    Rival,
    interpolated_problems,
    irregular_problems,
    problems,
    relabelled,
    related,
    rivals,
)

# one centred feature, sum of squares 10, X'y = 7
LINE = Problem(X=((-2.0,), (-1.0,), (0.0,), (1.0,), (2.0,)), y=(-1.0, -2.0, 0.0, 1.0, 1.0), alpha=4.0)
THREE = Problem(
    X=((1.0, 0.0, 2.0), (0.0, 1.0, 1.0), (2.0, 1.0, -1.0), (-1.0, 3.0, 0.5)), y=(1.0, 2.0, 0.0, 4.0), alpha=1
)


def centred_ridge(problem: Problem) -> np.ndarray:
    X, y = problem.features - problem.features.mean(0), problem.response - problem.response.mean()
    return np.linalg.solve(X.T @ X + problem.alpha * np.eye(X.shape[1]), X.T @ y)


def test_ridge_is_its_closed_form_and_its_loss_the_sum_of_squares():
    found = shrinkage.fitted(LINE, "Ridge")
    np.testing.assert_allclose(found.weights, [7 / 14])
    assert found.intercept == pytest.approx(-0.2)
    assert found.loss == pytest.approx(sum((y + 0.2 - 0.5 * x[0]) ** 2 for x, y in zip(LINE.X, LINE.y, strict=True)))
    assert found.norm == pytest.approx(0.5)
    np.testing.assert_allclose(shrinkage.fitted(THREE, "Ridge").weights, centred_ridge(THREE))
    assert shrinkage.fitted(LINE, "Ridge", 90.0).norm == pytest.approx(0.07)


def test_the_logistic_loss_is_that_of_probabilities():
    estimator = L2_ESTIMATORS["LogisticRegression"]
    p = expit(0.3 + LINE.features @ [0.5])
    expected = -(LINE.labels * np.log(p) + (1 - LINE.labels) * np.log(1 - p)).sum()
    assert shrinkage.training_loss(LINE, estimator, 0.3, np.array([0.5])) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["Ridge", "LogisticRegression"])
def test_strength_is_passed_on_and_multiplied(name):
    weak, strong = shrinkage.weak_and_strong(LINE, name)
    free, penalized = shrinkage.free_and_penalized(LINE, name)
    assert strong.norm < weak.norm == penalized.norm < free.norm
    assert strong.loss > weak.loss == penalized.loss > free.loss
    assert strong.norm == shrinkage.fitted(LINE, name, 40.0).norm


@pytest.mark.parametrize("name", ["Ridge", "LogisticRegression"])
def test_the_best_intercept_leaves_residuals_of_mean_zero(name):
    estimator = L2_ESTIMATORS[name]
    weights = np.array([0.5, -1.0, 2.0])
    eta = shrinkage.best_intercept(THREE, estimator, weights) + THREE.features @ weights
    fitted_values = expit(eta) if estimator.classifies else eta
    assert np.mean(fitted_values - shrinkage.target(THREE, estimator)) == pytest.approx(0, abs=1e-9)


def test_a_rival_is_as_short_as_it_says_and_points_where_it_should():
    found = shrinkage.fitted(LINE, "Ridge")
    loss = shrinkage.rival_loss(Rival(LINE, (0.0,), 0.5), "Ridge", found.weights)
    assert loss == pytest.approx(shrinkage.training_loss(LINE, L2_ESTIMATORS["Ridge"], -0.2, found.weights / 2))
    assert loss > found.loss
    turned = shrinkage.rival_loss(Rival(LINE, (-10.0,), 0.5), "Ridge", found.weights)
    assert turned == pytest.approx(shrinkage.training_loss(LINE, L2_ESTIMATORS["Ridge"], -0.2, -found.weights / 2))


def test_weights_that_are_not_the_shortest_are_found_out_by_a_rival():
    """Two equal features: all weight on one of them is longer than half on each, at the same loss."""
    twins = replace(LINE, X=tuple(row * 2 for row in LINE.X))
    assert shrinkage.rival_loss(Rival(twins, (-0.5, 0.5, 0.0), 0.71), "Ridge", np.array([0.5, 0.0])) == pytest.approx(
        shrinkage.fitted(LINE, "Ridge").loss, rel=0.01
    )


@given(interpolated_problems())
@settings(max_examples=20)
def test_only_a_vanishing_strength_leads_to_the_shortest_interpolation(problem):
    assert shrinkage.distance_from_shortest_interpolation(problem, "Ridge") < 1e-5
    assert shrinkage.distance_from_shortest_interpolation(problem, "Ridge", alpha=10.0) > 1e-3


def test_the_response_to_a_label_is_that_of_the_hat_matrices():
    example = Relabelled(LINE, 0, 1.0)
    # centred hat values of sample 0: x x_0 / (10 + alpha), x x_0 / 10; the norm of x is sqrt(10)
    penalized, free = shrinkage.response_to_labels(example, "Ridge")
    assert penalized == pytest.approx(2 * np.sqrt(10) / 14)
    assert free == pytest.approx(2 * np.sqrt(10) / 10)
    assert example.changed.y == (0.0, -2.0, 0.0, 1.0, 1.0)


def test_a_tie_between_neighbours_is_seen_in_another_order(monkeypatch):
    from regclaims.claims.controls.sabotage.shape import TIED

    assert shrinkage.moved_by_reordering(THREE, "Ridge") < 1e-9
    monkeypatch.setattr(shrinkage, "L2_ESTIMATORS", TIED)
    assert shrinkage.moved_by_reordering(THREE, "Ridge") > 1e-3


@given(related(problems)(), irregular_problems(), rivals(), relabelled())
@settings(max_examples=20)
def test_strategies_keep_what_they_promise(problem, irregular, rival, example):
    X = problem.features - problem.features.mean(axis=0)
    assert np.abs(X.T @ problem.response).max() > 1e-9
    assert np.abs(X.T @ problem.labels).max() > 1e-9
    assert len(set(np.abs(irregular.features).ravel())) > 1
    assert rival.share < 1
    assert example.changed.y != example.problem.y
