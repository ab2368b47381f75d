"""Superfluous features: what the growth experiment fits and on what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments.growth import fit_on, measure
from regclaims.fixtures.methods import unpenalized

REGRESSION = DGM(task="regression", n_samples=60, n_features=20, relevant=0.1, snr=4.0)
WORLDS = [REGRESSION, replace(REGRESSION, task="classification", n_samples=150)]


@pytest.mark.parametrize("dgm", WORLDS, ids=lambda dgm: dgm.task)
def test_a_fit_on_some_features_gives_the_others_no_weight(dgm):
    draw = dgm.draw(0, 0)
    used = draw.coef != 0
    fit = fit_on(used, draw)
    assert np.count_nonzero(fit.coef) == used.sum() == 2
    np.testing.assert_array_equal(fit.coef[used], unpenalized(dgm.task, draw.X[:, used], draw.y).coef)
    np.testing.assert_allclose(fit_on(used | True, draw).coef, unpenalized(dgm.task, draw.X, draw.y).coef)


@pytest.mark.parametrize("dgm", WORLDS, ids=lambda dgm: dgm.task)
def test_shuffled_responses_leave_nothing_to_learn_for_a_simple_model(dgm):
    """Two features explain next to nothing of them; they do explain the true responses."""
    rows = [measure(dgm.draw(0, number), "relevant") for number in range(5)]
    spread = 1.25 if dgm.task == "regression" else 0.5
    assert np.mean([row["relevant.shuffled_train_error"] for row in rows]) > 0.8 * spread
    assert np.mean([row["relevant.train_error"] for row in rows]) < 0.6 * spread


def test_where_every_feature_matters_both_models_are_one():
    draw = replace(REGRESSION, relevant=1.0).draw(0, 0)
    small, large = measure(draw, "relevant"), measure(draw, "all_features")
    assert list(small.values()) == list(large.values())
    sparse = REGRESSION.draw(0, 0)
    assert list(measure(sparse, "relevant").values()) != list(measure(sparse, "all_features").values())
