"""Tuning finds the strength it says it finds."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.model_selection import KFold, StratifiedKFold

from regclaims.fixtures import methods, performance, tuning
from regclaims.tests.test_methods import PENALTIES, TASKS, small, violation


def brute_force(task, penalty, X, y) -> tuple[np.ndarray, np.ndarray]:
    """Grid and held-out loss at each of its strengths, every fit made alone."""
    strengths = tuning.grid(task, penalty, X, y)
    splitter = KFold(5) if task == "regression" else StratifiedKFold(5)
    total = np.zeros(len(strengths))
    for fit, held in splitter.split(X, y):
        for i, strength in enumerate(strengths):
            one = methods.path(task, penalty, X[fit], y[fit], np.array([strength])).fit(0)
            eta = one.linear_predictor(X[held])
            if task == "regression":
                total[i] += np.mean((y[held] - eta) ** 2) / 5
            else:
                total[i] += np.mean(np.log1p(np.exp(-(2 * y[held] - 1) * eta))) / 5
    return strengths, total


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # at the weak end, with p > n
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("shape", [(60, 12), (40, 60)], ids=["tall", "wide"])
def test_tuning_finds_the_strength_of_least_held_out_loss(task, penalty, shape):
    """The search leaves out what it need not try, so that now and then it may miss a second dip."""
    dgm = small(task, n_samples=shape[0], n_features=shape[1], snr=1.0)
    best, test_errors = [], []
    for number in range(8):
        draw = dgm.draw(1, number)
        fit = tuning.tuned(task, penalty, draw.X, draw.y)
        strengths, losses = brute_force(task, penalty, draw.X, draw.y)
        ideal = methods.at_strength(task, penalty, draw.X, draw.y, strengths[losses.argmin()])
        assert fit.strength in strengths
        best.append(fit.strength == ideal.strength)
        test_errors.append([performance.test_error(fit, draw), performance.test_error(ideal, draw)])
    found, ideal = np.mean(test_errors, axis=0)
    assert np.mean(best) > 0.5
    assert found <= 1.01 * ideal


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("penalty", PENALTIES)
def test_the_tuned_fit_is_the_fit_on_all_data_at_its_strength(task, penalty):
    draw = small(task).draw(0, 0)
    fit = tuning.tuned(task, penalty, draw.X, draw.y)
    again = methods.at_strength(task, penalty, draw.X, draw.y, fit.strength)
    assert fit.coef.tobytes() == again.coef.tobytes()
    assert violation(task, penalty, draw.X, draw.y, fit.strength, fit.intercept, fit.coef) < 1e-3


def edges(task, penalty, dgm, draws=8) -> list[int]:
    """-1 or 1 where tuning ends on the weak or strong edge of its grid, else 0."""
    found = []
    for draw in (dgm.draw(0, i) for i in range(draws)):
        strengths = tuning.grid(task, penalty, draw.X, draw.y)
        strength = tuning.tuned(task, penalty, draw.X, draw.y).strength
        found.append(-1 if strength == strengths[-1] else int(strength == strengths[0]))
    return found


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_edges_of_the_grid_are_told(task, penalty):
    """Without noise the best penalty is next to none; without signal, the best ridge is next to everything.

    L1 in regression is left out of the first: at its default tolerance, coordinate descent does not move
    any more at the weak end of the grid, so that nothing there beats what came before.
    """
    clear = small(task, n_samples=40, n_features=1, snr=1e9 if task == "regression" else 1e4, relevant=1.0)
    if (task, penalty) != ("regression", "l1"):
        assert edges(task, penalty, clear).count(-1) >= 4
    ordinary = small(task, n_samples=100, snr=1.0, relevant=1.0)
    assert edges(task, penalty, ordinary).count(0) >= 4
    null = edges(task, penalty, small(task, n_samples=100, relevant=0.0))
    assert 1 in null  # for L1 a natural end and no edge: there all weights are zero


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("value", [0.0, 0.1, 3.3])
def test_a_constant_response_is_predicted_as_it_is(penalty, value):
    X = small("regression").draw(0, 0).X
    fit = tuning.tuned("regression", penalty, X, np.full(len(X), value))
    np.testing.assert_allclose(fit.linear_predictor(X), value, atol=1e-9)


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_single_class_is_refused_or_predicted(penalty, value):
    X = small("classification").draw(0, 0).X
    try:
        fit = tuning.tuned("classification", penalty, X, np.full(len(X), value))
    except ValueError:
        return
    assert ((fit.linear_predictor(X) > 0) == value).all()


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_tuning_on_a_validation_draw_takes_the_strength_that_is_best_there(task, penalty):
    dgm = small(task)
    draw, other = dgm.draw(0, 0), dgm.draw(0, 1)
    splits = tuning.validation(draw.X, draw.y, other.X, other.y)
    fit = tuning.tuned(task, penalty, draw.X, draw.y, splits)

    def loss(strength):
        eta = methods.path(task, penalty, draw.X, draw.y, np.array([strength])).fit(0).linear_predictor(other.X)
        return np.mean((other.y - eta) ** 2 if task == "regression" else np.logaddexp(0, -(2 * other.y - 1) * eta))

    assert loss(fit.strength) <= min(map(loss, tuning.grid(task, penalty, draw.X, draw.y))) * 1.01


@pytest.mark.parametrize("task", TASKS)
def test_folds_are_scikit_learns_and_part_the_data(task):
    draw = small(task).draw(0, 0)
    splits = tuning.cross_validation(task, draw.X, draw.y)
    assert len(splits) == 5
    held = np.concatenate([split.X_held for split in splits])
    assert sorted(map(tuple, held)) == sorted(map(tuple, draw.X))
    for split in splits:
        assert len(split.X) == len(split.y) == 24
        assert len(split.X_held) == len(split.y_held) == 6
        assert not set(map(tuple, split.X)) & set(map(tuple, split.X_held))
