"""Loss and penalty crossed, and two penalties side by side: each number is what its name says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import EXPERIMENTS, TOGETHER, causes, contrast
from regclaims.fixtures.experiments.strengths import SHARES
from regclaims.fixtures.methods import at_strength, zeroing_strength
from regclaims.fixtures.performance import Fit, prediction_shift
from regclaims.fixtures.tuning import tuned

WORLD = DGM(task="regression", n_samples=60, n_features=6, relevant=0.5, snr=4.0, outliers="y")
DRAW = WORLD.draw(0, 0)
PENALTY = {"l1": lambda w: np.abs(w).sum(), "l2": lambda w: w @ w / 2}


@pytest.mark.parametrize("penalty", PENALTY)
@pytest.mark.parametrize("loss", ["squared", "absolute"])
def test_each_fit_minimizes_its_loss_plus_its_penalty(loss, penalty):
    alpha, X, y = 0.1, DRAW.X_clean, DRAW.y_clean
    fit = causes.fit(loss, penalty, X, y, alpha)

    def objective(intercept: float, coef: np.ndarray) -> float:
        off = y - intercept - X @ coef
        return float(np.mean(off**2 / 2 if loss == "squared" else np.abs(off)) + alpha * PENALTY[penalty](coef))

    least, rng = objective(fit.intercept, fit.coef), np.random.default_rng(0)
    for step in rng.normal(scale=0.02, size=(200, 7)):
        assert objective(fit.intercept + step[0], fit.coef + step[1:]) > least - 1e-4
    other = causes.fit(loss, penalty, X, y, 3 * alpha)
    assert objective(other.intercept, other.coef) > least + 1e-3


@pytest.mark.parametrize("penalty", PENALTY)
def test_the_absolute_loss_zeroes_at_its_own_strength(penalty):
    X, y = DRAW.X_clean, DRAW.y_clean
    top = zeroing_strength(X, np.sign(y - np.median(y)))
    empty, kept = (causes.fit("absolute", "l1", X, y, share * top) for share in (1.05, 0.5))
    assert empty.nonzero == 0
    assert kept.nonzero > 0


@pytest.mark.parametrize("method", ["l1", "l2"])
def test_shifts_stand_under_their_loss_and_the_other(method):
    row = EXPERIMENTS["causes"].measure(DRAW, method)
    strength = causes.SHARE * zeroing_strength(DRAW.X_clean, DRAW.y_clean)
    clean, dirty = (
        at_strength("regression", method, X, y, strength) for X, y in ((DRAW.X_clean, DRAW.y_clean), (DRAW.X, DRAW.y))
    )
    assert row[f"squared/{method}.prediction_shift"] == prediction_shift(clean, dirty, DRAW)
    assert row[f"squared/{method}.in_use"] == min(clean.nonzero, dirty.nonzero)
    assert row[f"squared/{method}.other_loss_shift"] == row[f"absolute/{method}.prediction_shift"]
    assert row[f"absolute/{method}.other_loss_shift"] == row[f"squared/{method}.prediction_shift"]


def test_large_outliers_in_y_move_squared_loss_only():
    far = replace(WORLD, n_samples=200, outlier_size=100.0).draw(0, 0)
    for method in ("l1", "l2"):
        row = causes.measure(far, method)
        assert row[f"squared/{method}.prediction_shift"] > 1.0 > row[f"absolute/{method}.prediction_shift"]


@pytest.mark.parametrize("task", ["regression", "classification"])
def test_contrast_measures_the_distance_of_both_pairs(task):
    draw = replace(WORLD, task=task, outliers="none").draw(0, 0)
    row = EXPERIMENTS["contrast"].measure(draw, TOGETHER)
    same = SHARES["moderate"] * zeroing_strength(draw.X, draw.y)
    fits = {
        "tuned": [tuned(task, penalty, draw.X, draw.y) for penalty in PENALTY],
        "moderate": [at_strength(task, penalty, draw.X, draw.y, same) for penalty in PENALTY],
    }
    unit = np.sqrt(1.25) if task == "regression" else 1.0  # Var(y) = 1 + 1 / snr
    for level, (one, other) in fits.items():
        assert row[f"{level}/pair.distance"] == pytest.approx(prediction_shift(one, other, draw) / unit)
        assert row[f"{level}/pair.distance"] > 1e-4
        assert row[f"{level}/pair.in_use"] == min(one.nonzero, other.nonzero)


def test_a_fit_has_no_distance_from_itself():
    draw = replace(WORLD, outliers="none").draw(0, 0)
    fit = Fit(0.1, np.arange(6.0))
    assert contrast.compare("x", fit, fit, draw) == {"x.distance": 0.0, "x.in_use": 5.0}
