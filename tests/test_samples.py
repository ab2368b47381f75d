"""The samples experiment: what it takes away, and that it finds the smallest size that suffices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import performance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import samples
from regclaims.fixtures.performance import Fit

WORLD = DGM(task="regression", n_samples=100, n_features=32, relevant=3 / 32, snr=4.0)


def test_fewer_features_are_the_relevant_and_some_others():
    draw = WORLD.draw(0, 0)
    fewer = samples.fewer_features(draw)
    assert fewer.X.shape == (100, 4)
    assert sorted(fewer.coef[fewer.coef != 0]) == sorted(draw.coef[draw.coef != 0])
    assert fewer.y is draw.y
    best = performance.test_error(Fit(0.0, draw.coef), draw)
    assert performance.test_error(Fit(0.0, fewer.coef), fewer) == pytest.approx(best)


def test_all_relevant_features_stay():
    fewer = samples.fewer_features(replace(WORLD, relevant=0.5).draw(0, 0))
    assert fewer.X.shape == (100, 16)


@pytest.mark.parametrize("enough", [6, 34, 48, 96])
def test_needed_is_the_first_size_that_suffices(monkeypatch, enough):
    """A fit that knows the truth from ``enough`` samples on, and nothing before."""
    draw = WORLD.draw(0, 0)
    fits = {False: Fit(0.0, np.zeros(32)), True: Fit(0.0, draw.coef)}
    monkeypatch.setattr(samples, "tuned", lambda task, penalty, X, y: fits[len(y) >= enough])
    assert samples.needed(draw, "l1") == enough


def test_what_never_suffices_counts_twice_the_largest_size(monkeypatch):
    monkeypatch.setattr(samples, "tuned", lambda task, penalty, X, y: Fit(0.0, np.zeros(32)))
    assert samples.needed(WORLD.draw(0, 0), "l1") == 2 * 96


def test_a_single_class_is_no_sample_to_train_on(monkeypatch):
    draw = replace(WORLD, task="classification").draw(0, 0)
    y = np.zeros(100)
    y[50:] = 1.0
    monkeypatch.setattr(samples, "tuned", lambda task, penalty, X, y: Fit(0.0, draw.coef))
    assert samples.needed(replace(draw, y=y), "l2") == 68
