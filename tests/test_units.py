"""The units experiment: what standardising changes, and that it changes nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import methods, performance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import units

SMALL = DGM(task="regression", n_samples=60, n_features=6, relevant=0.3, snr=4.0, units=100.0, relevant_units="small")
WORLDS = {"regression": SMALL, "classification": replace(SMALL, task="classification")}


@pytest.mark.parametrize("task", WORLDS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_units_change_the_raw_fit_and_not_the_standardized(task, penalty):
    draw = WORLDS[task].draw(0, 0)
    factors = np.geomspace(1, 1000, 6)
    other = replace(
        draw,
        X=draw.X * factors,
        coef=draw.coef / factors,
        covariance=draw.covariance * np.outer(factors, factors),
    )
    one, two = units.measure(draw, penalty), units.measure(other, penalty)
    assert one[f"{penalty}.standardized_error"] == pytest.approx(two[f"{penalty}.standardized_error"], rel=1e-3)
    assert one[f"{penalty}.raw_error"] != pytest.approx(two[f"{penalty}.raw_error"], rel=1e-3)


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_errors_of_the_standardized_fit_are_those_of_its_own_predictions(penalty):
    draw = SMALL.draw(0, 0)
    row = units.measure(draw, penalty)
    Z = (draw.X - draw.X.mean(axis=0)) / draw.X.std(axis=0)
    fit = methods.tuned("regression", penalty, Z, draw.y)
    residual = draw.y - fit.linear_predictor(Z)
    assert row[f"{penalty}.standardized_train_error"] == pytest.approx(np.mean(residual**2))
    raw = methods.tuned("regression", penalty, draw.X, draw.y)
    assert row[f"{penalty}.raw_error"] == performance.test_error(raw, draw)
    assert row[f"{penalty}.raw_train_error"] == performance.train_error(raw, draw)
