"""Small networks: errors on new data, tuning, and what the penalty does."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from regclaims.fixtures import performance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import networks, networks_default
from regclaims.fixtures.performance import Fit

REGRESSION = DGM(task="regression", n_samples=40, n_features=5, relevant=1.0, snr=1.0, rho=0.5)
WORLDS = {"regression": REGRESSION, "classification": replace(REGRESSION, task="classification")}


@pytest.mark.parametrize("task", WORLDS)
def test_errors_agree_with_the_closed_form_for_linear_models(task, monkeypatch):
    monkeypatch.setattr(networks, "NEW_SAMPLES", 20_000)
    draw = WORLDS[task].draw(0, 0)
    for coef in (draw.coef, np.zeros(5), -draw.coef / 2):
        model = SimpleNamespace(predict=lambda X, w=coef: X @ w)
        if task == "classification":
            model = SimpleNamespace(predict_proba=lambda X, w=coef: np.column_stack([1 - expit(X @ w), expit(X @ w)]))
        expected = performance.test_error(Fit(0.0, coef), draw)
        assert networks.test_error(model, draw) == pytest.approx(expected, rel=0.03)
    assert networks.test_error(model, draw) > 1.1 * performance.test_error(Fit(0.0, draw.coef), draw)


def expit(eta: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-eta))


@pytest.mark.parametrize("task", WORLDS)
def test_a_strong_penalty_shrinks_the_weights_and_none_does_not(task):
    draw = WORLDS[task].draw(0, 0)
    sizes = [sum(float((w**2).sum()) for w in networks.train(draw, alpha).coefs_) for alpha in (0.0, 1e-4, 100.0)]
    assert sizes[2] < 0.5 * sizes[0]
    assert sizes[1] > 0.5 * sizes[0]


@pytest.mark.parametrize("task", WORLDS)
def test_columns_are_errors_at_the_strengths_they_name(task):
    draw = WORLDS[task].draw(0, 0)
    strengths = {"tuned": networks.tuned(draw), "default": networks.train(draw, 1.0).__class__().alpha}
    assert strengths["tuned"] in networks.STRENGTHS
    found = networks.measure(draw, "l2") | networks_default.measure(draw, "l2")
    again = {name: networks.test_error(networks.train(draw, alpha), draw) for name, alpha in strengths.items()}
    assert found == {f"{name}/l2.test_error": error for name, error in again.items()}
    none = networks.measure(draw, "none")["none.test_error"]
    assert none == networks_default.measure(draw, "none")["none.test_error"]
    assert none not in found.values()


def test_tuning_takes_the_strength_of_least_held_out_loss(monkeypatch):
    draw = REGRESSION.draw(0, 0)
    losses = iter([3.0, 1.0, 2.0])
    monkeypatch.setattr(networks, "mean_loss", lambda task, eta, y: [next(losses)])
    assert networks.tuned(draw) == networks.STRENGTHS[1]
