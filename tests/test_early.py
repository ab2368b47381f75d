"""The early stopping experiment, against closed forms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import early
from regclaims.fixtures.optimizers import gradient

REGRESSION = DGM(task="regression", n_samples=40, n_features=5, relevant=1.0, snr=1.0)
WORLDS = {"regression": REGRESSION, "classification": replace(REGRESSION, task="classification")}


def centred(task):
    draw = WORLDS[task].draw(0, 0)
    if task == "regression":
        return draw.X - draw.X.mean(axis=0), draw.y - draw.y.mean()
    return draw.X, draw.y


def test_a_stop_shrinks_each_principal_direction_by_its_closed_form():
    """1 - (1 - lr s)^k of least squares in a direction of variance s (Ali, Kolter & Tibshirani 2019, eq. 7)."""
    X, y = centred("regression")
    variance, direction = np.linalg.eigh(X.T @ X / len(y))
    lr = early.STRIDE / variance.max()
    along = direction.T @ np.linalg.lstsq(X, y, rcond=None)[0]
    for k, weights in zip(early.STOPS, early.stops("regression", X, y, lr), strict=True):
        np.testing.assert_allclose(direction.T @ weights, (1 - (1 - lr * variance) ** k) * along, atol=1e-10)


@pytest.mark.parametrize("task", WORLDS)
def test_l2_along_the_path_is_where_the_penalised_gradient_vanishes(task):
    X, y = centred(task)
    strengths = np.geomspace(10, 0.01, 5)
    slope = gradient(task, X, y)
    for strength, weights in zip(strengths, early.l2_path(task, X, y, strengths), strict=True):
        assert np.abs(slope(weights[:, None])[:, 0] + strength * weights).max() < 1e-6
        assert np.abs(slope(weights[:, None])[:, 0] + 2 * strength * weights).max() > 1e-4


@pytest.mark.parametrize("task", WORLDS)
def test_paths_are_near_and_not_the_same(task):
    row = early.measure(WORLDS[task].draw(0, 0))
    assert 1e-3 < row["early.path_distance"] < 1
    assert row["l2.effect"] > 0.05
    assert row["early.best_error"] == pytest.approx(row["l2.best_error"], rel=0.1)


def test_with_one_variance_in_all_directions_the_paths_are_one():
    """1 - exp(-t s) and s / (s + strength) shrink alike where there is only one s."""
    draw = REGRESSION.draw(0, 0)
    X = draw.X - draw.X.mean(axis=0)
    spread = early.measure(draw)
    whitened = X @ np.linalg.inv(np.linalg.cholesky(X.T @ X / len(X))).T
    row = early.measure(replace(draw, X=whitened))
    assert row["early.path_distance"] < 1e-6
    assert spread["early.path_distance"] > 1e-3


def test_distance_to_a_path_by_hand():
    stopped = np.array([[1.0, 0.0], [1.0, 2.0]])
    points = np.array([[0.5, 0.1], [2.0, 1.0], [1.0, 2.5], [-1.0, 0.0]])
    np.testing.assert_allclose(early.to_path(points, stopped), [0.1, 1.0, 0.5, 1.0])
