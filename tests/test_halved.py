"""Halved weights, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments.halved import halved, measure
from regclaims.fixtures.methods import unpenalized

REGRESSION = DGM(task="regression", n_samples=60, n_features=6, relevant=1.0, snr=4.0)
WORLDS = [REGRESSION, replace(REGRESSION, task="classification", n_samples=150)]


@pytest.mark.parametrize("dgm", WORLDS, ids=lambda dgm: dgm.task)
def test_predictions_lie_half_as_far_from_their_mean(dgm):
    draw = dgm.draw(0, 0)
    fit = unpenalized(dgm.task, draw.X, draw.y)
    before, after = fit.linear_predictor(draw.X), halved(fit, draw.X).linear_predictor(draw.X)
    np.testing.assert_allclose(after - after.mean(), (before - before.mean()) / 2)
    assert after.mean() == pytest.approx(before.mean())
    # The twin: an intercept that stayed would have moved the mean.
    assert before.mean() != pytest.approx(fit.intercept + (before.mean() - fit.intercept) / 2, rel=1e-6)


def test_halving_spoils_a_good_fit_and_helps_a_bad_one():
    good = measure(replace(REGRESSION, n_samples=500).draw(0, 0))
    assert good["halved.norm"] == pytest.approx(good["none.norm"] / 2)
    assert good["halved.test_error"] > good["none.test_error"]
    bad = measure(replace(REGRESSION, n_samples=12, n_features=10, snr=0.1).draw(0, 0))
    assert bad["halved.test_error"] < bad["none.test_error"]
    assert bad["halved.train_error"] > bad["none.train_error"]
