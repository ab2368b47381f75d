"""Gradient descent, momentum and Adam: their gradients, first steps, limits and two ways to decay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.methods import at_strength, zeroing_strength
from regclaims.fixtures.optimizers import MOMENTUM, descend, gradient, matched_decay, stochastic_l1

OPTIMIZERS = ("gradient_descent", "momentum", "adam")
TASKS = ("regression", "classification")
L2 = 0.3


def world(task: str) -> DGM:
    return DGM(task=task, n_samples=25, n_features=4, relevant=1.0, snr=2.0, rho=0.5)


def last(runs) -> np.ndarray:
    *_, final = runs
    return final


def loss(task, X, y, w) -> float:
    """Mean loss, written out afresh."""
    eta = X @ w
    if task == "regression":
        return float(np.mean((y - eta) ** 2) / 2)
    return float(np.mean(np.log1p(np.exp(-(2 * y - 1) * eta))))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TASKS), st.integers(0, 10**6))
def test_the_gradient_is_the_slope_of_the_loss(task, seed):
    """Central differences of step h err by h^2 in theory and by about 1e-16 / h in arithmetic: 1e-10 at 1e-5."""
    draw = world(task).draw(seed, 0)
    points = np.random.default_rng(seed).standard_normal((4, 3))
    found = gradient(task, draw.X, draw.y)(points)
    h = 1e-5
    for k in range(3):
        for j in range(4):
            step = h * np.eye(4)[j]
            slope = (
                loss(task, draw.X, draw.y, points[:, k] + step) - loss(task, draw.X, draw.y, points[:, k] - step)
            ) / (2 * h)
            assert found[j, k] == pytest.approx(slope, abs=1e-8, rel=1e-8)


def setting(task="regression", seed=0):
    draw = world(task).draw(seed, 0)
    curvature = float(np.linalg.eigvalsh(draw.X.T @ draw.X / 25).max())
    return draw, gradient(task, draw.X, draw.y), 0.5 / (curvature + L2)


@pytest.mark.parametrize("task", TASKS)
def test_gradient_descent_takes_the_same_steps_with_either_decay(task):
    _, slope, lr = setting(task)
    start = np.ones((4, 1))
    in_loss = list(descend("gradient_descent", slope, start, lr=lr, steps=50, l2=L2))
    decayed = list(descend("gradient_descent", slope, start, lr=lr, steps=50, decay=L2))
    without = list(descend("gradient_descent", slope, start, lr=lr, steps=50))
    np.testing.assert_allclose(in_loss, decayed, rtol=1e-12, atol=1e-13)
    assert np.abs(in_loss[-1] - without[-1]).max() > 0.01


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum"])
@pytest.mark.parametrize("decoupled", [False, True])
def test_the_limit_is_ridges_closed_form(optimizer, decoupled):
    """Also of decoupled decay, if matched; unmatched momentum rests elsewhere."""
    draw, slope, lr = setting()
    lr *= 0.1 if optimizer == "momentum" else 1.0
    ridge = np.linalg.solve(draw.X.T @ draw.X / 25 + L2 * np.eye(4), draw.X.T @ draw.y / 25)
    decay = {"decay": matched_decay(optimizer, L2)} if decoupled else {"l2": L2}
    limit = last(descend(optimizer, slope, np.zeros((4, 1)), lr=lr, steps=5000, **decay))
    np.testing.assert_allclose(limit[:, 0], ridge, atol=1e-10)
    unmatched = last(descend("momentum", slope, np.zeros((4, 1)), lr=0.1 * lr, steps=5000, decay=L2))
    assert np.abs(unmatched[:, 0] - ridge).max() > 1e-3


def test_the_matched_decay():
    assert matched_decay("gradient_descent", L2) == L2
    assert matched_decay("momentum", L2) == pytest.approx(L2 / (1 - MOMENTUM))
    assert matched_decay("adam", L2) == L2


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(TASKS), st.integers(0, 10**6), st.floats(1e-4, 1))
def test_adams_first_step_is_the_learning_rate_long_in_every_weight(task, seed, lr):
    """Against the sign of the gradient; eps = 1e-8 shortens it by eps / |gradient|."""
    draw = world(task).draw(seed, 0)
    slope = gradient(task, draw.X, draw.y)
    start = np.ones((4, 1))
    step = next(iter(descend("adam", slope, start, lr=lr, steps=1))) - start
    g = slope(start)
    np.testing.assert_allclose(step, -lr * g / (np.abs(g) + 1e-8), rtol=1e-6)
    plain = next(iter(descend("gradient_descent", slope, start, lr=lr, steps=1))) - start
    np.testing.assert_allclose(plain, -lr * g, atol=1e-12)


def test_adams_second_step_by_hand():
    """On the slope g(w) = w from w = 1: Kingma and Ba's algorithm 1, written out."""
    w, m, s = 1.0, 0.0, 0.0
    expected = []
    for t in (1, 2, 3):
        m, s = 0.9 * m + 0.1 * w, 0.999 * s + 0.001 * w**2
        w -= 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        expected.append(w)
    found = [float(w[0, 0]) for w in descend("adam", lambda w: w, np.ones((1, 1)), lr=0.1, steps=3)]
    assert found == pytest.approx(expected, rel=1e-12)


def test_momentums_steps_by_hand():
    found = [float(w[0, 0]) for w in descend("momentum", lambda w: w, np.ones((1, 1)), lr=0.1, steps=2)]
    assert found == pytest.approx([0.9, 0.9 - 0.1 * (0.9 * 1.0 + 0.9)])


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(("optimizer", "same"), [("gradient_descent", True), ("momentum", True), ("adam", False)])
def test_decoupled_decay_is_another_thing_under_adam_alone(task, optimizer, same):
    _, slope, lr = setting(task)
    lr = 0.01 if optimizer == "adam" else 0.1 * lr
    start = np.zeros((4, 1))
    in_loss = last(descend(optimizer, slope, start, lr=lr, steps=4000, l2=L2))
    decayed = last(descend(optimizer, slope, start, lr=lr, steps=4000, decay=matched_decay(optimizer, L2)))
    distance = np.linalg.norm(in_loss - decayed) / np.linalg.norm(in_loss)
    assert (distance < 1e-6) if same else (distance > 0.02)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_columns_are_independent_runs(optimizer):
    _, slope, lr = setting()
    start = np.random.default_rng(0).standard_normal((4, 3))
    l2, decay = np.array([0.0, 0.1, 0.2]), np.array([0.3, 0.0, 0.1])
    together = last(descend(optimizer, slope, start, lr=lr, steps=30, l2=l2, decay=decay))
    for k in range(3):
        alone = last(descend(optimizer, slope, start[:, [k]], lr=lr, steps=30, l2=l2[k], decay=decay[k]))
        np.testing.assert_allclose(together[:, [k]], alone, rtol=1e-10, atol=1e-12)
    assert start.tobytes() == np.random.default_rng(0).standard_normal((4, 3)).tobytes()


# Stochastic steps with L1


def centred(task: str, n_samples: int = 25):
    draw = replace(world(task), n_samples=n_samples, relevant=0.5, rho=0.0).draw(0, 0)
    return draw.X - draw.X.mean(axis=0), draw.y - (draw.y.mean() if task == "regression" else 0)


def stochastic(step, task, X, y, l1, epochs=3, seed=0):
    return stochastic_l1(step, task, X, y, np.asarray(l1), epochs=epochs, rng=np.random.default_rng(seed))


def test_the_first_stochastic_steps_by_hand():
    """Ten samples are one minibatch: two passes are two steps, the second sqrt(2) shorter."""
    X, y = centred("regression")
    X, y, l1 = X[:10], y[:10], 0.3
    lr = 1 / (X**2).sum(axis=1).max()
    w = lr * X.T @ y / 10
    lr /= np.sqrt(2)
    moved = w - lr * X.T @ (X @ w - y) / 10
    found = stochastic("subgradient", "regression", X, y, [l1], epochs=2)
    np.testing.assert_allclose(found[:, 0], moved - lr * l1 * np.sign(w), rtol=1e-12)
    first = np.sign(w) * np.maximum(np.abs(w) - np.sqrt(2) * lr * l1, 0)
    moved = first - lr * X.T @ (X @ first - y) / 10
    second = np.sign(moved) * np.maximum(np.abs(moved) - lr * l1, 0)
    np.testing.assert_allclose(stochastic("proximal", "regression", X, y, [l1], epochs=2)[:, 0], second, rtol=1e-12)
    assert np.abs(second - found[:, 0]).max() > 1e-3


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("step", ["subgradient", "proximal"])
def test_stochastic_steps_come_to_rest_near_the_l1_solution(step, task):
    X, y = centred(task, 200)
    l1 = 0.2 * zeroing_strength(X, y)
    exact = at_strength(task, "l1", X, y, l1).coef
    near, far = (np.abs(stochastic(step, task, X, y, [l1], epochs=n)[:, 0] - exact).max() for n in (300, 1))
    assert near < 0.1 * np.abs(exact).max()
    assert far > 2 * near


@pytest.mark.parametrize("task", TASKS)
def test_only_proximal_steps_stop_at_zero(task):
    X, y = centred(task)
    strong = 1.01 * float(np.abs(X.T @ (y - (task == "classification") * 0.5)).sum())
    assert not stochastic("proximal", task, X, y, [strong]).any()
    assert stochastic("subgradient", task, X, y, [strong]).all()
    assert stochastic("proximal", task, X, y, [0.0]).all()


@pytest.mark.parametrize("step", ["subgradient", "proximal"])
def test_strengths_are_independent_runs_in_one_order_of_samples(step):
    X, y = centred("regression")
    together = stochastic(step, "regression", X, y, [0.0, 0.1])
    for k, l1 in enumerate([0.0, 0.1]):
        np.testing.assert_allclose(together[:, k], stochastic(step, "regression", X, y, [l1])[:, 0], rtol=1e-10)
    other = stochastic(step, "regression", X, y, [0.0, 0.1], seed=1)
    assert np.abs(together - other).max() > 1e-6


def test_without_a_penalty_both_steps_are_one():
    X, y = centred("classification")
    one, other = (stochastic(step, "classification", X, y, [0.0]) for step in ("subgradient", "proximal"))
    np.testing.assert_allclose(one, other, rtol=1e-12)
