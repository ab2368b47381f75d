"""New data whose features have moved: the exact errors against large samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import performance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments.shifted import SHIFT, measure, moved_means, null_error
from regclaims.fixtures.tuning import tuned

REGRESSION = DGM(task="regression", n_samples=60, n_features=6, relevant=1.0, snr=4.0, rho=0.5)
WORLDS = [REGRESSION, replace(REGRESSION, task="classification", n_samples=150)]
FRESH, Z = 100_000, 5


def moved_sample(draw, means):
    """(X, y) of new data around ``means``."""
    rng = np.random.default_rng(7)
    X = means + rng.multivariate_normal(np.zeros(len(means)), draw.covariance, FRESH)
    if draw.dgm.task == "regression":
        return X, X @ draw.coef + np.sqrt(draw.dgm.noise_variance) * rng.standard_normal(FRESH)
    return X, (X @ draw.coef + rng.logistic(size=FRESH) > 0).astype(float)


def losses(predicted, y, task):
    return (y - predicted) ** 2 if task == "regression" else ((predicted > 0) != (y == 1)).astype(float)


@pytest.mark.parametrize("dgm", WORLDS, ids=lambda dgm: dgm.task)
@pytest.mark.parametrize("method", ["l1", "l2"])
def test_the_error_is_that_on_moved_data(dgm, method):
    draw = dgm.draw(0, 0)
    means = moved_means(draw)
    fit = tuned(dgm.task, method, draw.X, draw.y)
    X, y = moved_sample(draw, means)
    each = losses(fit.linear_predictor(X), y, dgm.task)
    found = measure(draw, method)[f"shifted/{method}.test_error"]
    assert abs(found - each.mean()) < Z * each.std() / np.sqrt(FRESH)
    assert abs(performance.test_error(fit, draw) - each.mean()) > Z * each.std() / np.sqrt(
        FRESH
    )  # that at home is another one


@pytest.mark.parametrize("dgm", WORLDS, ids=lambda dgm: dgm.task)
def test_the_null_error_is_that_of_the_best_constant_on_moved_data(dgm):
    draw = dgm.draw(0, 0)
    means = moved_means(draw)
    _, y = moved_sample(draw, means)
    best = y.var() if dgm.task == "regression" else min(y.mean(), 1 - y.mean())
    found = measure(draw, "truth")["shifted/truth.null_error"]
    assert found == pytest.approx(best, rel=0.03, abs=0.003)
    assert null_error(draw, 0 * means) == pytest.approx(performance.null_error(dgm))
    if dgm.task == "classification":  # one class is rarer there, so guessing does better
        assert found < 0.9 * performance.null_error(dgm)


def test_every_feature_moves_by_as_many_of_its_standard_deviations_up_or_down():
    world = replace(REGRESSION, units=100.0)
    draw = world.draw(0, 0)
    moves = moved_means(draw) / np.sqrt(np.diag(draw.covariance))
    np.testing.assert_allclose(np.abs(moves), SHIFT)
    np.testing.assert_array_equal(moved_means(draw), moved_means(world.draw(0, 0)))
    signs = np.concatenate([np.sign(moved_means(world.draw(0, number))) for number in range(200)])
    assert abs(signs.mean()) < Z / np.sqrt(len(signs))


def test_unmoved_data_are_those_of_the_world():
    for dgm in WORLDS:
        draw = dgm.draw(0, 0)
        fit = tuned(dgm.task, "l2", draw.X, draw.y)
        assert performance.error_on(fit, draw, np.zeros(6)) == performance.test_error(fit, draw)
        assert performance.error_on(fit, draw, np.ones(6)) != performance.test_error(fit, draw)
