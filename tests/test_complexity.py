"""Effective degrees of freedom: closed forms, limits, and what they mean: how far fitted values follow the labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from regclaims.fixtures.algebra import LASSO
from regclaims.fixtures.complexity import degrees_of_freedom
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.methods import at_strength, unpenalized, zeroing_strength
from regclaims.fixtures.performance import Fit

REGRESSION = DGM(task="regression", n_samples=30, n_features=6, relevant=1.0, snr=3.0, rho=0.5)
CLASSIFICATION = replace(REGRESSION, task="classification", n_samples=60)
BOTH = pytest.mark.parametrize("dgm", [REGRESSION, CLASSIFICATION], ids=lambda dgm: dgm.task)
WIDE = replace(REGRESSION, n_samples=12, n_features=30)
STRENGTHS = (0.01, 0.3, 5.0)


def df(dgm, penalty, alpha, number=0):
    draw = dgm.draw(0, number)
    return degrees_of_freedom(at_strength(dgm.task, penalty, draw.X, draw.y, alpha), penalty, draw)


def ridge_values(draw, alpha, y):
    """Fitted values of ridge with a free intercept, by the normal equations."""
    X = draw.X - draw.X.mean(axis=0)
    gram = X.T @ X + len(y) * alpha * np.eye(X.shape[1])
    return y.mean() + X @ np.linalg.solve(gram, X.T @ (y - y.mean()))


def slope_sum(values, y, h):
    """Sum over i of d fitted value i / d label i, less the 1 of the intercept; central differences of step h."""
    steps = h * np.eye(len(y))
    return sum((values(y + step)[i] - values(y - step)[i]) / (2 * h) for i, step in enumerate(steps)) - 1


# Against the derivative of the fitted values


@pytest.mark.parametrize("alpha", STRENGTHS)
@pytest.mark.parametrize("dgm", [REGRESSION, WIDE], ids=["tall", "wide"])
def test_of_ridge_are_the_slopes_of_its_fitted_values(dgm, alpha):
    draw = dgm.draw(0, 0)
    expected = slope_sum(lambda y: ridge_values(draw, alpha, y), draw.y, 1.0)  # fitted values are linear in y
    assert df(dgm, "l2", alpha) == pytest.approx(expected, rel=1e-8)
    assert df(dgm, "l2", 1.3 * alpha) != pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7])
def test_of_the_lasso_are_the_slopes_of_its_fitted_values(share):
    draw = REGRESSION.draw(0, 1)
    alpha = share * zeroing_strength(draw.X, draw.y)
    expected = slope_sum(lambda y: LASSO.fit(draw.X, y, alpha).predict(draw.X), draw.y, 1e-5)
    assert df(REGRESSION, "l1", alpha, 1) == pytest.approx(expected, abs=1e-3)
    assert round(expected) in range(1, 7)


@pytest.mark.parametrize("share", [0.1, 0.6])
def test_of_the_elastic_net_are_the_slopes_of_its_fitted_values(share):
    draw = REGRESSION.draw(0, 1)
    net = replace(LASSO, name="ElasticNet", settings=dict(LASSO.settings) | {"l1_ratio": 0.5})
    alpha = share * 2 * zeroing_strength(draw.X, draw.y)
    expected = slope_sum(lambda y: net.fit(draw.X, y, alpha).predict(draw.X), draw.y, 1e-5)
    found = df(REGRESSION, "elastic_net", alpha, 1)
    assert found == pytest.approx(expected, abs=1e-3)
    active = at_strength("regression", "elastic_net", draw.X, draw.y, alpha).nonzero
    assert found < active - 0.05  # shrinkage counts, unlike in L1


@pytest.mark.parametrize("alpha", [0.02, 0.2])
def test_of_penalised_logistic_regression_are_the_slopes_of_its_probabilities(alpha):
    """Labels may be any number in the log-loss, so that their slopes exist; Newton's method by scipy."""
    draw = CLASSIFICATION.draw(0, 0)
    design = np.column_stack([np.ones(60), draw.X])
    penalty = alpha * np.diag([0.0, *np.ones(6)])

    def fitted(y):
        loss = lambda w: np.mean(np.logaddexp(0, design @ w) - y * (design @ w)) + w @ penalty @ w / 2  # noqa: E731
        slope = lambda w: design.T @ (expit(design @ w) - y) / 60 + penalty @ w  # noqa: E731
        bend = lambda w: (design.T * (expit(design @ w) * expit(-design @ w))) @ design / 60 + penalty  # noqa: E731
        return minimize(loss, np.zeros(7), jac=slope, hess=bend, method="trust-exact", options={"gtol": 1e-12}).x

    w = fitted(draw.y)
    expected = slope_sum(lambda y: expit(design @ fitted(y)), draw.y, 1e-4)
    exact = Fit(float(w[0]), w[1:], alpha)
    assert degrees_of_freedom(exact, "l2", draw) == pytest.approx(expected, rel=1e-4)
    assert df(CLASSIFICATION, "l2", alpha) == pytest.approx(expected, rel=1e-2)  # liblinear's own accuracy
    unweighted = degrees_of_freedom(exact, "l2", replace(draw, dgm=replace(CLASSIFICATION, task="regression")))
    assert unweighted != pytest.approx(expected, rel=0.05)


# Closed forms and limits


def test_of_ridge_on_an_orthonormal_design():
    """With X'X = n I every direction counts 1 / (1 + alpha)."""
    draw = REGRESSION.draw(0, 0)
    centred = draw.X - draw.X.mean(axis=0)
    orthonormal = np.sqrt(30) * np.linalg.svd(centred, full_matrices=False)[0]
    draw = replace(draw, X=orthonormal + 7.0)  # the intercept is free, so a shift is of no account
    for alpha in STRENGTHS:
        assert degrees_of_freedom(Fit(0.0, np.ones(6), alpha), "l2", draw) == pytest.approx(6 / (1 + alpha))


@BOTH
def test_fall_from_all_features_to_none_as_l2_grows(dgm):
    found = [df(dgm, "l2", alpha) for alpha in (1e-9, 1e-2, 1.0, 1e2, 1e9)]
    assert found == sorted(found, reverse=True)
    assert found[0] == pytest.approx(6, abs=1e-3)
    assert found[-1] == pytest.approx(0, abs=1e-3)


@BOTH
def test_of_l1_are_the_weights_in_use(dgm):
    draw = dgm.draw(0, 0)
    top = zeroing_strength(draw.X, draw.y)
    assert df(dgm, "l1", 1.01 * top) == 0
    fit = at_strength(dgm.task, "l1", draw.X, draw.y, 0.5 * top)
    assert degrees_of_freedom(fit, "l1", draw) == fit.nonzero
    assert 0 < fit.nonzero < 6


@BOTH
def test_without_a_penalty_are_all_that_the_samples_allow(dgm):
    for shape, expected in ((dgm, 6), (replace(dgm, n_samples=12, n_features=30), 11)):
        draw = shape.draw(0, 0)
        assert degrees_of_freedom(unpenalized(dgm.task, draw.X, draw.y), "none", draw) == expected


def test_of_a_separated_fit_are_finite():
    draw = replace(CLASSIFICATION, n_samples=12, n_features=30).draw(0, 0)
    fit = Fit(0.0, 1e4 * np.linalg.lstsq(draw.X, 2 * draw.y - 1, rcond=None)[0], 1e-12)
    assert 0 <= degrees_of_freedom(fit, "l2", draw) <= 11
