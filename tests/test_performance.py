"""Performance measures: the closed forms against brute force on a large fresh sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.fixtures import performance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.performance import Fit

Z = 6.0
"""Standard errors allowed between a closed form and its Monte Carlo twin."""
FRESH = 400_000

REGRESSION = DGM(task="regression", n_samples=20, n_features=5, relevant=0.6, snr=2.0, rho=0.5)
CLASSIFICATION = replace(REGRESSION, task="classification", units=10.0)
WORLDS = {
    "regression": REGRESSION,
    "classification": CLASSIFICATION,
    "regression in mixed units": replace(REGRESSION, units=100.0),
    "contaminated": replace(REGRESSION, outliers="both"),
    "contaminated classes": replace(CLASSIFICATION, outliers="both"),
    "null truth": replace(REGRESSION, relevant=0.0),
    "null classes": replace(CLASSIFICATION, relevant=0.0),
    "one feature": replace(CLASSIFICATION, n_features=1),
}


def fits(draw) -> dict[str, Fit]:
    p = len(draw.coef)
    random = np.random.default_rng(5).standard_normal(p) / np.sqrt(np.diag(draw.covariance))
    return {
        "truth": Fit(0.0, draw.coef),
        "zeros": Fit(0.0, np.zeros(p)),
        "constant": Fit(0.7, np.zeros(p)),
        "random": Fit(0.0, random),
        "random with intercept": Fit(-0.8, random),
        "shrunken": Fit(0.3, draw.coef / 3),
        "against the truth": Fit(0.1, -draw.coef),
    }


def fresh(draw):
    """New data from the stated model, made here from its definition."""
    rng = np.random.default_rng(7)
    X = rng.standard_normal((FRESH, len(draw.coef))) @ np.linalg.cholesky(draw.covariance).T
    eta = X @ draw.coef
    if draw.dgm.task == "regression":
        return X, eta + rng.standard_normal(FRESH) / np.sqrt(draw.dgm.snr)
    return X, (rng.random(FRESH) < 1 / (1 + np.exp(-eta))).astype(float)


def sampled_error(fit, X, y, task) -> tuple[float, float]:
    """Error on the sample and its standard error."""
    eta = fit.intercept + X @ fit.coef
    each = (y - eta) ** 2 if task == "regression" else ((eta > 0) != (y == 1)).astype(float)
    return each.mean(), each.std() / np.sqrt(len(y))


@pytest.mark.parametrize("world", WORLDS)
def test_test_error_is_the_error_on_new_data(world):
    draw = WORLDS[world].draw(3, 0)
    X, y = fresh(draw)
    found = {}
    for name, fit in fits(draw).items():
        found[name] = performance.test_error(fit, draw)
        error, spread = sampled_error(fit, X, y, draw.dgm.task)
        assert abs(found[name] - error) <= Z * spread + 1e-9, name
    if draw.dgm.n_relevant:  # the sample can tell: another fit's error does not pass
        error, spread = sampled_error(fits(draw)["truth"], X, y, draw.dgm.task)
        assert min(found, key=found.__getitem__) == "truth" or draw.dgm.n_features == 1
        assert abs(found["random with intercept"] - error) > Z * spread


@pytest.mark.parametrize("world", WORLDS)
def test_prediction_shift_is_the_shift_on_new_data(world):
    """The shift is a root mean square: its error follows from that of the mean of squares."""
    draw = WORLDS[world].draw(3, 0)
    X, _ = fresh(draw)

    def predicted(fit):
        eta = fit.intercept + X @ fit.coef
        return eta if draw.dgm.task == "regression" else 1 / (1 + np.exp(-eta))

    known = fits(draw)
    for before, after in [("truth", "shrunken"), ("zeros", "random"), ("random with intercept", "against the truth")]:
        squares = (predicted(known[before]) - predicted(known[after])) ** 2
        found = performance.prediction_shift(known[before], known[after], draw) ** 2
        assert abs(found - squares.mean()) <= Z * squares.std() / np.sqrt(FRESH) + 1e-9, (before, after)


@pytest.mark.parametrize("size", [3.0, 10.0])
def test_the_shift_of_steep_classifiers(size):
    """Log-odds of standard deviation 10, as some tuned fits have: probabilities are nearly steps then."""
    draw = replace(CLASSIFICATION, n_features=2, rho=0.0, units=1.0).draw(0, 0)
    before, after = Fit(0.0, size * np.array([1.0, 0.2])), Fit(0.1, size * np.array([0.6, 0.9]))
    X, _ = fresh(draw)
    squares = np.subtract(*(1 / (1 + np.exp(-fit.linear_predictor(X))) for fit in (before, after))) ** 2
    for pair in ((before, after), (after, before)):
        found = performance.prediction_shift(*pair, draw) ** 2
        assert abs(found - squares.mean()) <= Z * squares.std() / np.sqrt(FRESH)


@pytest.mark.parametrize("world", WORLDS)
def test_a_fit_that_did_not_move_has_no_shift_and_one_that_did_has(world):
    draw = WORLDS[world].draw(3, 0)
    for fit in fits(draw).values():
        assert performance.prediction_shift(fit, fit, draw) == pytest.approx(0, abs=1e-6)
        moved = Fit(fit.intercept + 0.5, fit.coef)
        there, back = (performance.prediction_shift(*pair, draw) for pair in ((fit, moved), (moved, fit)))
        assert there == pytest.approx(back, rel=1e-4)
        assert there > 0.01


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["regression", "classification"]), st.floats(0.01, 50), st.sampled_from([0.0, 0.5, 1.0]))
def test_the_null_error_is_that_of_the_best_constant(task, snr, relevant):
    dgm = replace(REGRESSION, task=task, snr=snr, relevant=relevant)
    draw = dgm.draw(0, 0)
    empty = Fit(0.0, np.zeros(5))
    assert performance.null_error(dgm) == pytest.approx(performance.test_error(empty, draw), rel=1e-9)
    for other in (-0.5, 0.5):
        assert performance.test_error(replace(empty, intercept=other), draw) >= performance.null_error(dgm) - 1e-9


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10**6), st.floats(1e-3, 1e3))
def test_the_size_of_a_classifier_is_nothing_to_its_errors(seed, size):
    """Only the sign of the linear predictor decides; its size does matter in regression."""
    draw = CLASSIFICATION.draw(seed, 0)
    fit = fits(draw)["random with intercept"]
    scaled = Fit(size * fit.intercept, size * fit.coef)
    assert performance.test_error(scaled, draw) == pytest.approx(performance.test_error(fit, draw), abs=1e-9)


def test_the_train_error_is_counted_on_the_data_as_seen():
    draw = replace(REGRESSION, outliers="y").draw(0, 0)
    fit = Fit(0.5, draw.coef)
    by_hand = sum((draw.y[i] - 0.5 - sum(draw.X[i] * draw.coef)) ** 2 for i in range(20)) / 20
    assert performance.train_error(fit, draw) == pytest.approx(by_hand)
    clean = np.mean((draw.y_clean - 0.5 - draw.X @ draw.coef) ** 2)
    assert performance.train_error(fit, draw) > 2 * clean

    draw = replace(CLASSIFICATION, outliers="y").draw(0, 0)
    fit = Fit(0.2, draw.coef)
    wrong = [draw.y[i] != (1.0 if 0.2 + draw.X[i] @ draw.coef > 0 else 0.0) for i in range(20)]
    assert performance.train_error(fit, draw) == sum(wrong) / 20
    flipped = Fit(-0.2, -draw.coef)
    assert performance.train_error(flipped, draw) == 1 - sum(wrong) / 20


def test_non_zero_weights_are_counted_exactly():
    assert Fit(1.0, np.array([0.0, 1e-300, -0.0, -2.0])).nonzero == 2
    X = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert Fit(1.0, np.array([10.0, 100.0])).linear_predictor(X).tolist() == [211.0, 431.0]


@pytest.mark.parametrize("task", ["regression", "classification"])
def test_new_data_are_clean(task):
    """Whatever spoils the training data, a fit is scored on the clean world."""
    spoilt = DGM(task=task, n_samples=40, n_features=3, relevant=1.0, snr=2.0, outliers="both")
    draw = spoilt.draw(0, 0)
    clean = replace(draw, X=draw.X_clean, y=draw.y_clean, dgm=replace(spoilt, outliers="none"))
    fit = performance.Fit(0.1, draw.coef + 0.1)
    assert performance.test_error(fit, draw) == performance.test_error(fit, clean)
