"""Raw against standardised features."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments.units import measure, standardized
from regclaims.fixtures.tuning import tuned

REGRESSION = DGM(task="regression", n_samples=80, n_features=6, relevant=0.5, snr=4.0, units=100.0)
WORLDS = [REGRESSION, replace(REGRESSION, task="classification", n_samples=150)]


@pytest.mark.parametrize("dgm", WORLDS, ids=lambda dgm: dgm.task)
@pytest.mark.parametrize("method", ["l1", "l2"])
def test_a_standardised_fit_does_not_depend_on_units_and_a_raw_one_does(dgm, method):
    draw = dgm.draw(0, 0)
    other = draw.X * np.geomspace(1, 1000, 6) + 5
    one, two = (standardized(dgm.task, method, X, draw.y) for X in (draw.X, other))
    np.testing.assert_allclose(one.linear_predictor(draw.X), two.linear_predictor(other), rtol=1e-3, atol=1e-3)
    raw, raw_other = (tuned(dgm.task, method, X, draw.y) for X in (draw.X, other))
    moved = np.abs(raw.linear_predictor(draw.X) - raw_other.linear_predictor(other)).max()
    assert moved > 1e-2


@pytest.mark.parametrize("method", ["l1", "l2"])
def test_on_one_scale_already_both_are_alike(method):
    dgm = replace(REGRESSION, units=1.0, n_samples=400)
    row = measure(dgm.draw(0, 0), method)
    assert row[f"{method}.raw_error"] == pytest.approx(row[f"{method}.standardized_error"], rel=0.02)
    assert row[f"{method}.raw_train_error"] == pytest.approx(row[f"{method}.standardized_train_error"], rel=0.02)


def test_small_values_of_what_matters_cost_a_raw_fit():
    dgm = replace(REGRESSION, n_samples=40, n_features=60, relevant=0.05, relevant_units="small")
    small = [measure(dgm.draw(0, number), "l2") for number in range(5)]
    large = [measure(replace(dgm, relevant_units="large").draw(0, number), "l2") for number in range(5)]
    assert np.mean([row["l2.raw_error"] / row["l2.standardized_error"] for row in small]) > 1.05
    assert np.mean([row["l2.raw_error"] / row["l2.standardized_error"] for row in large]) < 1
