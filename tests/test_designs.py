"""Special designs: each is what its name says, and prints so that it can be made again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from regclaims.fixtures.designs import (
    CONTINUOUS,
    CONTRASTS,
    CORRELATED,
    DESIGNS,
    TALL,
    UNCORRELATED,
    WIDE,
    YES_NO,
    Dropped,
    Wide,
    design,
    dropped,
    oblong,
    shaped,
    symmetric,
    target,
    tellable,
    uncorrelated,
    wide,
    zeroing_strengths,
)
from regclaims.fixtures.identities import fit
from regclaims.fixtures.methods import unpenalized
from regclaims.fixtures.strategies import Problem

some = settings(max_examples=25, deadline=None, database=None)
PROBLEM = Problem(((0.0, 1.0), (1.0, -1.0), (2.0, 0.5), (-1.0, 2.0), (3.0, 1.0)), (0.0, 2.0, 1.0, -1.5, 4.0), 0.1)


@pytest.mark.parametrize("model", ["lasso", "logistic regression with L1"])
def test_zeroing_strengths_are_where_the_last_weight_goes(model):
    X, y = PROBLEM.features, PROBLEM.response
    labels = PROBLEM.labels if model != "lasso" else y
    top = zeroing_strengths(X, y)[model != "lasso"]
    assert not fit(model, X, labels, 1.0001 * top).coef.any()
    assert fit(model, X, labels, 0.99 * top).coef.any()


def test_targets():
    assert target("regression", PROBLEM).tolist() == list(PROBLEM.y)
    assert target("classification", PROBLEM).tolist() == [0, 1, 0, 0, 1]


@some
@given(tellable(2))
def test_a_tellable_problem_keeps_a_weight_in_both_tasks(problem):
    X = problem.features
    assert X.shape[1] in (2, 3)
    assert X.shape[0] >= X.shape[1] + 2
    assert (np.round(X * 2) == X * 2).all()
    for model, y in (("lasso", problem.response), ("logistic regression with L1", problem.labels)):
        assert fit(model, X, y, problem.alpha).coef.any()
    assert eval(repr(problem)) == problem


def test_contrasts_are_uncorrelated():
    np.testing.assert_array_equal(CONTRASTS.T @ CONTRASTS, 8 * np.eye(6))
    assert not CONTRASTS.sum(axis=0).any()


@some
@given(uncorrelated())
def test_designs_are_uncorrelated_or_not(problem):
    plain, mixed = (design(problem, kind) for kind in DESIGNS)
    p = plain.shape[1]
    np.testing.assert_array_equal(np.cov(plain.T, ddof=0), np.eye(p))
    np.testing.assert_allclose(np.corrcoef(mixed.T)[0, 1:], np.sqrt(0.5))
    for X in (plain, mixed):
        assert np.abs(unpenalized("regression", X, problem.response).coef).min() > 0.04
        assert fit("lasso", X, problem.response, problem.alpha).coef.any()
    np.testing.assert_array_equal(design(problem, UNCORRELATED), problem.features)
    assert (design(problem, CORRELATED) != problem.features).any()


@some
@given(oblong())
def test_oblong_problems_have_two_shapes(problem):
    (X, y), (Z, v) = (shaped(problem, shape) for shape in (TALL, WIDE))
    assert X.shape == Z.shape[::-1]
    assert X.shape[0] > X.shape[1] + 1
    assert (len(y), len(v)) == (len(X), len(Z))
    assert np.linalg.matrix_rank(X - X.mean(axis=0)) == X.shape[1]
    assert np.ptp(v) > 0


@some
@given(symmetric())
def test_both_features_of_a_symmetric_problem_have_one_effect(problem):
    X = problem.features
    assert X[:, 0].std() == pytest.approx(X[:, 1].std())
    first, second = fit("ridge", X, problem.response, problem.alpha).coef
    assert first == pytest.approx(second)
    assert np.ptp(problem.response) > 0


@some
@given(wide())
def test_wide_data_repeat_themselves_and_come_in_two_kinds(recipe):
    X, y, alpha = recipe.data("regression", CONTINUOUS)
    assert X.shape == (recipe.n_samples, recipe.n_features)
    assert X.shape[0] < X.shape[1]
    np.testing.assert_array_equal(X, recipe.data("regression", CONTINUOUS)[0])
    flags, labels, _ = recipe.data("classification", YES_NO)
    np.testing.assert_array_equal(flags, X > 0)
    assert set(labels.tolist()) == {0, 1}
    assert alpha == pytest.approx(recipe.share * zeroing_strengths(X, y)[0])


def test_other_seeds_give_other_data():
    one, other = (Wide(5, 8, seed, 0.1).data("regression", CONTINUOUS)[0] for seed in (0, 1))
    assert (one != other).any()


@some
@given(dropped())
def test_dropped_examples_are_whole(example):
    assert len(example.weights) == example.problem.features.shape[1]
    assert all(0.5 <= weight <= 4 for weight in example.weights)
    assert eval(repr(example), {"Dropped": Dropped, "Problem": Problem}) == example
