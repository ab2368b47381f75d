"""Likeness of two fits, on weights made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import stability
from regclaims.fixtures.performance import Fit

WORLD = DGM(task="regression", n_samples=40, n_features=20, relevant=0.1, snr=4.0)
DRAWS = [WORLD.draw(0, 0), DGM(task="classification", n_samples=40, n_features=20, relevant=0.1, snr=4.0).draw(0, 0)]
tasks = pytest.mark.parametrize("draw", DRAWS, ids=["regression", "classification"])


def fit(**weights: float) -> Fit:
    coef = np.zeros(20)
    for name, weight in weights.items():
        coef[int(name[1:])] = weight
    return Fit(0.0, coef)


def likeness(draw, before: Fit, after: Fit) -> dict[str, float]:
    return {name.removeprefix("m."): value for name, value in stability.compare("m", before, after, draw).items()}


@tasks
def test_a_fit_is_like_itself(draw):
    found = likeness(draw, fit(w0=1.0, w5=-2.0), fit(w0=1.0, w5=-2.0))
    assert found == pytest.approx(
        {
            "overlap": 1,
            "top_overlap": 1,
            "weight_change": 0,
            "prediction_change": 0,
            "in_use": 2,
            "kept": 2,
        },
        abs=1e-6,
    )


@tasks
def test_fits_on_different_features_have_nothing_in_common(draw):
    found = likeness(draw, fit(w0=3.0), fit(w5=4.0, w6=0.1))
    assert (found["overlap"], found["top_overlap"], found["in_use"], found["kept"]) == (0, 0, 1, 2)
    assert found["weight_change"] == pytest.approx(np.hypot(np.hypot(3, 4), 0.1) / np.mean([3, np.hypot(4, 0.1)]))
    assert found["prediction_change"] > 1


def test_overlap_counts_features_and_top_overlap_the_largest():
    """Of 20 features the top are two."""
    found = likeness(DRAWS[0], fit(w0=3.0, w1=2.0, w2=0.1), fit(w0=3.0, w3=2.0, w2=0.1))
    assert found["overlap"] == 2 / 4
    assert found["top_overlap"] == 1 / 3
    assert stability.top(fit(w7=-1.0)).tolist() == [7]
    assert stability.top(fit(w7=-1.0, w2=0.5, w3=0.7)).tolist() == [7, 3]


@tasks
@pytest.mark.parametrize("other", [fit(), fit(w0=1.0)])
def test_with_an_empty_fit_nothing_can_be_compared(draw, other):
    found = likeness(draw, fit(), other)
    assert (found["in_use"], found["overlap"], found["weight_change"]) == (0, 0, 1)


def test_relative_change_does_not_depend_on_the_size_of_the_weights():
    one = likeness(DRAWS[0], fit(w0=1.0, w1=1.0), fit(w0=1.5, w1=1.0))
    ten = likeness(DRAWS[0], fit(w0=10.0, w1=10.0), fit(w0=15.0, w1=10.0))
    assert one == pytest.approx(ten)


def test_l1_keeps_what_stands_out_and_little_else_twice():
    clear = DGM(task="regression", n_samples=100, n_features=20, relevant=0.1, snr=50.0)
    rows = [stability.measure(clear.draw(0, i), "l1") for i in range(5)]
    assert np.mean([row["l1.top_overlap"] for row in rows]) == 1
    assert np.mean([row["l1.overlap"] for row in rows]) < 1
    assert np.mean([row["l1.prediction_change"] for row in rows]) < 0.2
