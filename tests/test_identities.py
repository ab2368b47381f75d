"""Formulas and identities: the truth is accepted and near lies are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.linear_model import Lasso, LogisticRegression, Ridge

from regclaims.fixtures import identities as ids
from regclaims.fixtures.designs import CONTINUOUS, CONTRASTS, YES_NO, Dropped, Wide
from regclaims.fixtures.identities import BOTH, L1_MODELS, L2_LEAST_SQUARES, L2_MODELS, MODELS, agree, fit
from regclaims.fixtures.performance import Fit
from regclaims.fixtures.strategies import Problem, apart, problems

PROBLEM = Problem(
    ((0.0, 0.5, 1.0), (1.0, 1.0, -1.0), (2.0, 2.0, 0.5), (-1.0, -1.5, 2.0), (3.0, 3.5, 1.0), (-2.0, -2.0, 0.0)),
    (0.0, 2.0, 1.5, -1.5, 4.0, -3.0),
    0.05,
)
X, Y = PROBLEM.features, PROBLEM.response

each_model = pytest.mark.parametrize("model", MODELS)
each_l1 = pytest.mark.parametrize("model", L1_MODELS)
each_l2 = pytest.mark.parametrize("model", L2_MODELS)


def test_textbook_strengths_are_those_of_the_estimators():
    n, alpha = len(Y), 0.05
    labels = PROBLEM.labels
    mine = [fit(model, X, labels if "logistic" in model else Y, alpha).coef for model in MODELS]
    theirs = [
        Lasso(alpha=alpha, tol=1e-10, max_iter=10_000).fit(X, Y).coef_,
        Ridge(alpha=n * alpha).fit(X, Y).coef_,
        LogisticRegression(C=1 / (n * alpha), l1_ratio=1, solver="saga", tol=1e-8, max_iter=10**5, fit_intercept=False)
        .fit(X, labels)
        .coef_[0],
        LogisticRegression(C=1 / (n * alpha), tol=1e-8, fit_intercept=False).fit(X, labels).coef_[0],
    ]
    for one, other in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-4)
    assert [MODELS[model][1] for pair in BOTH.values() for model in pair] == ["l1", "l2", "l1", "l2"]


def test_agreement_forgives_rounding_and_no_more():
    one = np.array([1.0, -2.0])
    assert agree(one, one * (1 + 1e-6))
    assert not agree(one, one * 1.001)
    assert not agree(one, np.zeros(2))
    assert agree(np.empty(0), np.empty(0))


@each_model
def test_pulls_are_the_slope_of_the_penalty_at_kept_weights(model):
    penalty = MODELS[model][1]
    weights, pull = ids.pulls(model, X, ids.of(model, PROBLEM), 0.05)
    kept = weights != 0
    assert kept.any()
    assert agree(pull[kept], 0.05 * ids.slope_of_size(penalty, weights)[kept])
    other = {"l1": "l2", "l2": "l1"}[penalty]
    assert not agree(pull[kept], 0.05 * ids.slope_of_size(other, weights)[kept])
    if penalty == "l1":
        assert (np.abs(pull[~kept]) <= 0.05 + 1e-8).all()


def test_the_ridge_formula_is_ridge_at_its_own_strength_alone():
    for Z, y in ((X, Y), (X.T, Y[:3])):
        assert agree(fit("ridge", Z, y, 0.05).coef, ids.ridge_formula(Z, y, 0.05))
        assert not agree(fit("ridge", Z, y, 0.05).coef, ids.ridge_formula(Z, y, 0.055))
        assert not agree(fit("lasso", Z, y, 0.05).coef, ids.ridge_formula(Z, y, 0.05))


@pytest.mark.parametrize("how", L2_LEAST_SQUARES)
def test_minimisers_of_squared_error_with_l2_are_ridge(how):
    found = ids.least_squares_with_l2(how, X, Y, 0.5)
    assert agree(found, ids.ridge_regression_weights(X, Y, 0.5))
    assert not agree(found, ids.ridge_regression_weights(X, Y, 0.55))


def test_soft_thresholding_by_hand():
    assert ids.soft_threshold(np.array([3.0, -1.0, 0.5]), 1.0).tolist() == [2.0, 0.0, 0.0]
    assert ids.soft_threshold(np.array([-3.0, 2.0]), np.array([1.0, 0.5])).tolist() == [-2.0, 1.5]


def test_uncorrelated_features_have_a_lasso_formula_and_correlated_ones_another_lasso():
    y = np.array([3.0, 1.0, -2.0, 0.5, 1.5, -1.0, -0.5, 2.0])
    for scale in (1.0, 2.0):
        Z = scale * CONTRASTS[:, :3]
        assert agree(fit("lasso", Z, y, 0.1).coef, ids.thresholded_least_squares(Z, y, 0.1))
    Z = CONTRASTS[:, :3] + CONTRASTS[:, :1]
    assert not agree(fit("lasso", Z, y, 0.1).coef, ids.thresholded_least_squares(Z, y, 0.1))


def test_one_amount_and_one_factor():
    free = np.array([3.0, -2.0, 0.4])
    assert ids.shrinks_by_one_amount(free, np.array([2.5, -1.5, 0.0]))
    assert not ids.shrinks_by_one_amount(free, np.array([2.5, -1.4, 0.0]))
    assert not ids.shrinks_by_one_amount(free, free)
    assert ids.shrinks_by_one_factor(free, free / 2)
    assert not ids.shrinks_by_one_factor(free, np.array([1.5, -1.0, 0.3]))
    assert not ids.shrinks_by_one_factor(free, free)
    assert not ids.shrinks_by_one_factor(free, -free / 2)


@pytest.mark.parametrize("task", BOTH)
def test_a_kink_at_zero_and_none(task):
    l1, l2 = BOTH[task]
    assert ids.slopes_beside_zero(l1, PROBLEM) == pytest.approx((-1, 1), abs=1e-3)
    assert ids.slopes_beside_zero(l2, PROBLEM) != pytest.approx((-1, 1), abs=0.1)
    assert ids.steps_never_rest(l1, PROBLEM)
    assert not ids.steps_never_rest(l2, PROBLEM, steps=3000)


@pytest.mark.parametrize("task", BOTH)
def test_moving_weight_to_a_copy_costs_l2_only(task):
    l1, l2 = BOTH[task]
    assert abs(ids.cost_of_moving(l1, PROBLEM, copied=True)) < 1e-9
    assert ids.cost_of_moving(l2, PROBLEM, copied=True) > 1e-3
    assert ids.cost_of_moving(l1, PROBLEM, copied=False) > 1e-3


@each_model
@pytest.mark.parametrize("c", [0.2, 5.0])
def test_rescaling_asks_for_the_penalty_s_own_power(monkeypatch, model, c):
    assert ids.rescaled_agrees(model, PROBLEM, c)
    monkeypatch.setattr(ids, "POWER", {"l1": 2, "l2": 1})
    assert not ids.rescaled_agrees(model, PROBLEM, c)


def test_rotations_rotate():
    turn = ids.rotation(3, 20.0)
    np.testing.assert_allclose(turn.T @ turn, np.eye(3), atol=1e-12)
    assert np.linalg.det(turn) == pytest.approx(1)
    np.testing.assert_allclose(ids.rotation(2, 90.0), [[0, -1], [1, 0]], atol=1e-12)
    assert (np.abs(turn) < 0.999).all()


@pytest.mark.parametrize("task", BOTH)
def test_rotation_changes_l1_alone_and_a_right_angle_nothing(task):
    l1, l2 = BOTH[task]
    assert ids.rotated_agrees(l2, PROBLEM, 20.0)
    assert not ids.rotated_agrees(l1, PROBLEM, 20.0)
    assert ids.rotated_agrees(l1, PROBLEM, 90.0)
    before, after = ids.penalties_when_rotated(l2, PROBLEM, 20.0)
    assert after == pytest.approx(before)
    before, after = ids.penalties_when_rotated(l1, PROBLEM, 20.0)
    assert abs(after - before) > 1e-3 * before


@each_model
def test_effects_grow_with_the_scale_and_stay_without_a_penalty(model):
    plain, larger = (ids.effects(model, PROBLEM, np.array([c, 1.0, 1.0]))[0] for c in (1.0, 10.0))
    assert larger > plain
    if model == "ridge":
        free = replace(PROBLEM, alpha=1e-12)
        plain, larger = (ids.effects(model, free, np.array([c, 1.0, 1.0]))[0] for c in (1.0, 10.0))
        assert larger == pytest.approx(plain, rel=1e-5)


@each_model
def test_fits_are_modes_under_their_own_prior_at_their_own_strength(monkeypatch, model):
    assert ids.is_posterior_mode(model, PROBLEM)
    own, priors = MODELS[model][1], dict(ids.PRIORS)
    other = {"l1": "l2", "l2": "l1"}[own]
    monkeypatch.setattr(ids, "PRIORS", {own: priors[other]})
    assert not ids.is_posterior_mode(model, PROBLEM)
    monkeypatch.setattr(ids, "PRIORS", {own: lambda weights, precision: priors[own](weights, 2 * precision)})
    assert not ids.is_posterior_mode(model, PROBLEM)


def test_log_posterior_by_hand():
    one = Fit(0.5, np.array([2.0]))
    found = ids.log_posterior("ridge", np.array([[1.0], [0.0]]), np.array([2.0, 1.0]), 0.5, one)
    # Residuals -.5 and .5; precision 2 * .5 = 1.
    assert found == pytest.approx(-0.25 - np.log(2 * np.pi) - 2.0 - np.log(2 * np.pi) / 2)
    lasso = ids.log_posterior("lasso", np.array([[1.0], [0.0]]), np.array([2.0, 1.0]), 0.5, one)
    assert lasso == pytest.approx(-0.25 - np.log(2 * np.pi) - 2.0 - np.log(2))


def test_masks_are_all_there_and_right_on_average():
    every = ids.masks(3, 0.8)
    assert len(every) == 8
    assert sum(chance for _, chance in every) == pytest.approx(1)
    np.testing.assert_allclose(sum(chance * mask for mask, chance in every), np.ones(3))


def test_dropout_adds_each_feature_s_own_squares_to_squared_error():
    example = Dropped(PROBLEM, (1.0, -2.0, 0.5), 0.8)
    added, alone = ids.dropout_adds_at("regression", example)
    np.testing.assert_allclose(alone, 0.25 * (X**2).mean(axis=0) / 2)
    assert added == pytest.approx(alone @ np.square(example.weights))
    logistic, strengths = ids.dropout_adds_at("classification", example)
    assert logistic > 0
    assert logistic != pytest.approx(strengths @ np.square(example.weights), rel=1e-2)


def test_the_minimum_under_dropout_is_ridge_on_equal_scales():
    found = ids.dropout_minimiser(X, Y, 0.8)
    assert agree(found, ids.ridge_on_equal_scales(X, Y, 0.25))
    assert not agree(found, ids.ridge_on_equal_scales(X, Y, 0.3))
    assert not agree(found, Ridge(alpha=0.25, fit_intercept=False).fit(X, Y).coef_)


def test_more_weights_than_samples_among_yes_no_features_are_no_matter_of_tolerance():
    """Such fits are optimal: every kept weight is pulled with the full strength, and none outside is pulled harder."""
    beyond = 0
    for seed in range(60):
        recipe = Wide(4, 10, seed, 0.01)
        Z, y, alpha = recipe.data("regression", YES_NO)
        weights, pull = ids.pulls("lasso", Z, y, alpha)
        kept = np.abs(weights) > 1e-3 * np.abs(weights).max()
        if kept.sum() > recipe.n_samples:
            beyond += 1
            assert np.linalg.matrix_rank(Z[:, kept]) < kept.sum()
            np.testing.assert_allclose(pull[kept], alpha * np.sign(weights[kept]), rtol=1e-3)
            assert (np.abs(pull) <= alpha * (1 + 1e-3)).all()
        Z, y, alpha = recipe.data("regression", CONTINUOUS)
        assert np.count_nonzero(fit("lasso", Z, y, alpha).coef) <= recipe.n_samples
    assert beyond


EQUAL = Problem(((0.0, 0.0), (0.5, 0.5), (0.0, 0.0)), (0.0, 0.0, 0.5), 0.01)
"""Two features that are one."""


def test_l1_leaves_open_how_equal_features_share_their_weight():
    model, c = L1_MODELS[1], 0.1
    before, after = (fit(model, k * EQUAL.features, ids.of(model, EQUAL), k * EQUAL.alpha) for k in (1, c))
    assert agree(before.linear_predictor(EQUAL.features), after.linear_predictor(c * EQUAL.features))
    assert before.coef.sum() == pytest.approx(c * after.coef.sum(), rel=1e-6)
    assert not ids.rescaled_agrees(model, EQUAL, c)


@settings(deadline=None, max_examples=50)
@given(apart(problems)())
def test_features_that_are_apart_have_one_fit(problem):
    X = problem.features - problem.features.mean(axis=0)
    assert np.linalg.det(X.T @ X) > 1e-6
    assert problem.X != EQUAL.X
