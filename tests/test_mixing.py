"""Elastic nets and ridge as fitted models show them: closed forms, and twins that are told apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from regclaims.fixtures import mixing
from regclaims.fixtures.algebra import L2_ESTIMATORS
from regclaims.fixtures.strategies import Problem, problems

PLAIN = Problem(((1.0, 1.0), (2.0, 1.5), (-1.0, 0.0), (-2.0, -3.0), (0.5, 0.0)), (1.0, 3.0, -1.0, -2.0, 2.0), 0.1)


@pytest.mark.parametrize("case", mixing.MIXTURES)
def test_a_mixture_pulls_like_itself_and_not_like_another(case):
    estimator, ratio = mixing.MIXTURES[case]
    assert mixing.pulls_like_a_mixture(PLAIN, estimator, ratio)
    assert not mixing.pulls_like_a_mixture(PLAIN, estimator, ratio + 0.1)
    assert not mixing.pulls_like_a_mixture(PLAIN, estimator, ratio - 0.1)


@pytest.mark.parametrize("case", mixing.ENDS)
def test_the_ends_are_the_specialists_and_a_mixture_is_not(case, monkeypatch):
    mixed, alone = mixing.predictions_at_an_end(PLAIN, case)
    assert np.abs(mixed - alone).max() <= mixing.SAME
    make = mixing.logistic_elastic_net if "Logistic" in case else mixing.elastic_net
    ratio = mixing.ENDS[case][1]
    monkeypatch.setattr(mixing, "ENDS", {case: (make(abs(ratio - 0.5)), ratio)})
    strong = Problem(PLAIN.X, PLAIN.y, 1.0)
    mixed, alone = mixing.predictions_at_an_end(strong, case)
    assert np.abs(mixed - alone).max() > mixing.SAME


def test_saga_is_not_left_at_a_false_zero():
    """One row in three tells anything: with seed 0 SAGA draws it in no row of its first pass."""
    problem = Problem(((0.0,), (0.5,), (0.0,)), (0.0, 0.0, 0.5), 0.01)
    mixed, alone = mixing.predictions_at_an_end(problem, "LogisticRegression(l1_ratio=1), liblinear's L1")
    assert np.abs(alone - 0.5).max() > 0.2
    np.testing.assert_allclose(mixed, alone, atol=1e-3)


@settings(deadline=None, max_examples=30)
@given(mixing.collinear_problems())
def test_collinear_problems_are_collinear_and_fits_leave_the_features_alone(problem):
    before, after = mixing.correlation_before_and_after(problem, L2_ESTIMATORS["Ridge"])
    assert before >= 0.5
    assert after == pytest.approx(before, abs=1e-9)


def test_a_fit_that_changed_the_features_would_be_seen(monkeypatch):
    def fit(self, X, y, alpha):
        X[:, 0] = np.arange(5) ** 2

    monkeypatch.setattr("regclaims.fixtures.algebra.Estimator.fit", fit)
    before, after = mixing.correlation_before_and_after(PLAIN, L2_ESTIMATORS["Ridge"])
    assert before != pytest.approx(after, abs=0.01)


@settings(deadline=None, max_examples=30)
@given(problems())
def test_the_condition_number_read_off_the_fits_is_that_of_the_matrix(problem):
    X = problem.features - problem.features.mean(axis=0)
    inverted, plain, bound = mixing.inverted_condition(problem)
    gram = X.T @ X
    assert inverted == pytest.approx(np.linalg.cond(gram + problem.alpha * np.eye(len(gram))), rel=1e-6)
    assert inverted <= bound * (1 + 1e-9)
    if np.isfinite(plain):
        assert plain == pytest.approx(np.linalg.cond(gram), rel=1e-5)


def test_copies_are_beyond_condition_without_ridge():
    copies = Problem(((1.0, 1.0), (2.0, 2.0), (3.0, 3.0)), (1.0, 0.0, 2.0), 0.5)
    inverted, plain, bound = mixing.inverted_condition(copies)
    assert plain == np.inf
    assert inverted == pytest.approx(bound) == pytest.approx(1 + 4 / 0.5)
