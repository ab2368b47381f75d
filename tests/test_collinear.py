"""Correlated against uncorrelated features: the known effects show, and without correlation there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import collinear
from regclaims.fixtures.performance import Fit

WORLD = DGM(
    task="regression", n_samples=60, n_features=8, relevant=0.5, snr=4.0, correlation="block", rho=0.99, block_size=2
)
TASKS = pytest.mark.parametrize("task", ["regression", "classification"])


def measured(world: DGM, method: str, measure: str, level: str = "retuned/", draws: int = 5) -> np.ndarray:
    """(2, draws): together and apart."""
    rows = [collinear.measure(world.draw(0, i), method) for i in range(draws)]
    return np.array([[row[f"{level}{method}.{measure}{suffix}"] for row in rows] for suffix in ("", "_apart")])


def test_least_squares_weights_suffer_as_the_formula_says():
    """Variance of the weights is sigma^2 trace((X'X)^-1): with correlation .99 in pairs, 50 times as large."""
    together, apart = measured(WORLD, "none", "weight_error", level="", draws=20)
    assert 4 < np.median(together) / np.median(apart) < 12


@TASKS
@pytest.mark.parametrize("method", ["l1", "l2"])
def test_without_correlation_the_two_are_one(task, method):
    world = replace(WORLD, task=task, rho=0.0)
    for level in ("retuned/", "fixed/"):
        for measure in ("error", "excess", "weight_error"):
            together, apart = measured(world, method, measure, level, draws=2)
            np.testing.assert_allclose(together, apart, rtol=1e-6)
            correlated, _ = measured(replace(WORLD, task=task), method, measure, level, draws=2)
            assert (np.abs(correlated - apart) > 1e-3 * apart).all()


@TASKS
def test_the_true_coefficients_have_no_excess(task):
    draw = replace(WORLD, task=task).draw(0, 0)
    truth = Fit(0.0, draw.coef)
    row = collinear.compare("m", draw, truth, draw, truth)
    assert row["m.excess"] == row["m.excess_apart"] == row["m.weight_error"] == 0
    assert row["m.error"] > 0


def test_overlap_is_that_of_the_selected_features():
    clear = replace(WORLD, rho=0.0, snr=1000.0).draw(0, 0)
    assert collinear.overlap(clear, Fit(0.0, np.zeros(8))) == 0
    assert collinear.overlap(clear, Fit(0.0, clear.coef, strength=0.05)) == 1
    assert collinear.overlap(clear, Fit(0.0, (clear.coef == 0) * 1.0, strength=0.05)) == 0
