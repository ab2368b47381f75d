"""The methods: fits are optima of the textbook objective, with the penalty they name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge

from regclaims.fixtures import liblinear, methods
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.methods import L1_RATIO

TASKS = ("regression", "classification")
PENALTIES = ("l1", "l2", "elastic_net", "mostly_l1", "mostly_l2")
TIGHT = 1e-9

tasks, penalties = st.sampled_from(TASKS), st.sampled_from(PENALTIES)
seeds = st.integers(0, 10**6)


def small(task: str, **changes) -> DGM:
    given = {"n_samples": 30, "n_features": 6, "relevant": 0.5, "snr": 2.0, "rho": 0.5} | changes
    return DGM(task=task, **given)


def residual(task, X, y, intercept, coef):
    eta = intercept + X @ coef
    return (eta if task == "regression" else expit(eta)) - y


def violation(task, penalty, X, y, alpha, intercept, coef) -> float:
    """How far the textbook objective is from being stationary in any weight, as a share of the pull at zero."""
    slope = X.T @ residual(task, X, y, intercept, coef) / len(y)
    ratio = L1_RATIO[penalty]
    smooth, kink = slope + alpha * (1 - ratio) * coef, alpha * ratio
    pull = np.where(coef != 0, np.abs(smooth + kink * np.sign(coef)), np.maximum(np.abs(smooth) - kink, 0))
    return float(pull.max() / methods.zeroing_strength(X, y))


def intercept_violation(task, penalty, X, y, alpha, intercept, coef) -> float:
    """liblinear alone pulls at the intercept: l1_ratio alpha / 100, or alpha / 100^2 times the intercept (L2)."""
    slope = abs(residual(task, X, y, intercept, coef).mean())
    if task == "classification":
        scaling = liblinear.INTERCEPT_SCALING
        slope -= alpha * abs(intercept) / scaling**2 if penalty == "l2" else L1_RATIO[penalty] * alpha / scaling
    return float(slope)


@settings(deadline=None, max_examples=60)
@given(tasks, penalties, seeds, st.sampled_from([0.8, 0.3, 0.1, 0.03]))
def test_fits_are_optimal_for_the_textbook_objective(task, penalty, seed, share):
    """At solver tolerance 1e-9, to 1e-4 of the gradient at zero; for a strength 5 % off they are not."""
    draw = small(task).draw(seed, 0)
    if np.ptp(draw.y) == 0:
        return
    alpha = share * methods.zeroing_strength(draw.X, draw.y)
    along = methods.path(task, penalty, draw.X, draw.y, np.array([2 * alpha, alpha]), tol=TIGHT)
    for i, strength in enumerate((2 * alpha, alpha)):
        fit = along.fit(i)
        data = (task, penalty, draw.X, draw.y)
        assert fit.strength == strength
        assert violation(*data, strength, fit.intercept, fit.coef) < 1e-4
        assert intercept_violation(*data, strength, fit.intercept, fit.coef) < 1e-4
        if np.abs(fit.coef).max() > 0.05:
            assert violation(*data, 1.05 * strength, fit.intercept, fit.coef) > 1e-4


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("penalty", PENALTIES)
def test_the_intercept_is_all_but_spared(task, penalty):
    """Features away from zero, so that the fit needs an intercept: what pulls at it is 1/50 of the strength at most."""
    draw = small(task, n_samples=100).draw(0, 0)
    X = draw.X + 2
    alpha = 0.1 * methods.zeroing_strength(X, draw.y)
    fit = methods.path(task, penalty, X, draw.y, np.array([alpha]), tol=TIGHT).fit(0)
    assert abs(fit.intercept) > 0.05
    assert abs(residual(task, X, draw.y, fit.intercept, fit.coef).mean()) < 0.02 * alpha


@pytest.mark.parametrize("task", TASKS)
def test_the_table_of_conventions(task):
    """The library's own estimators at the parameters that the module's table names."""
    draw = small(task).draw(0, 0)
    X, y, n = draw.X, draw.y, len(draw.y)
    alpha = 0.1 * methods.zeroing_strength(X, y)
    if task == "regression":
        own = {
            "l1": Lasso(alpha=alpha, tol=TIGHT),
            "l2": Ridge(alpha=n * alpha),
        } | {m: ElasticNet(alpha=alpha, l1_ratio=L1_RATIO[m], tol=TIGHT) for m in PENALTIES[2:]}
    else:
        common = {"C": 1 / (n * alpha), "solver": "saga", "tol": 1e-8, "max_iter": 100_000, "random_state": 0}
        own = {penalty: LogisticRegression(l1_ratio=L1_RATIO[penalty], **common) for penalty in PENALTIES}
    for penalty in PENALTIES:
        model = own[penalty].fit(X, y)
        fit = methods.path(task, penalty, X, y, np.array([alpha]), tol=TIGHT).fit(0)
        # liblinear's next to nothing on the intercept is felt in the weights at about 1e-4
        np.testing.assert_allclose(fit.coef, np.ravel(model.coef_), atol=2e-3 if task == "classification" else 1e-6)
        wrong = methods.path(task, penalty, X, y, np.array([alpha * 1.2]), tol=TIGHT).fit(0)
        assert np.abs(wrong.coef - np.ravel(model.coef_)).max() > 2e-3


@settings(deadline=None, max_examples=40)
@given(tasks, st.sampled_from(["l1", "elastic_net"]), seeds)
def test_the_zeroing_strength_zeroes_and_less_does_not(task, penalty, seed):
    """To solver tolerance; liblinear's shrunken intercept moves the border by up to alpha / 100."""
    draw = small(task).draw(seed, 0)
    if np.ptp(draw.y) == 0:
        return
    strength = methods.zeroing_strength(draw.X, draw.y) / L1_RATIO[penalty]
    margin = 1e-3 if task == "regression" else 0.02
    around = strength * np.array([1 + margin, 1 - margin])
    above, below = methods.path(task, penalty, draw.X, draw.y, around, tol=1e-10).coefs
    assert not above.any()
    assert below.any()


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["l1", "l2"]), seeds, st.floats(1e-3, 1e3), st.sampled_from([1e-2, 1e-4, 1e-7]), st.booleans())
def test_liblinear_without_its_estimator_is_bit_for_bit_the_same(penalty, seed, C, tol, intercept):
    draw = small("classification").draw(seed, 0)
    if np.ptp(draw.y) == 0:
        return
    scaling = liblinear.INTERCEPT_SCALING if intercept else liblinear.NO_INTERCEPT
    for X in (draw.X, np.asfortranarray(draw.X), draw.X[::2]):
        y = draw.y[:: len(draw.y) // len(X)]
        if np.ptp(y) == 0:
            continue
        weights = np.linspace(1, 2, len(y))
        found = liblinear._direct(penalty, X, y, C, tol, weights, scaling)
        expected = liblinear.estimator(penalty, X, y, C, tol, weights, scaling)
        assert len(found) == 6 + intercept
        assert found[:6].tobytes() == expected[:6].tobytes()
        np.testing.assert_allclose(found[6:], expected[6:], rtol=1e-15)  # multiplied and divided by the scaling


@pytest.mark.parametrize(
    "fit",
    [
        lambda X, y: liblinear.logistic("l1", X, y, 1.0, 1e-4),
        lambda X, y: liblinear.elastic_net(X, y, 1.0, 0.5, 1e-4),
    ],
    ids=["l1", "elastic net"],
)
def test_without_the_private_function_the_estimator_serves(fit, monkeypatch):
    draw = small("classification").draw(0, 0)
    fast = fit(draw.X, draw.y)
    for replacement in (None, lambda: None):
        monkeypatch.setattr(liblinear, "train_wrap", replacement)
        slow = fit(draw.X, draw.y)
        assert slow[0] == pytest.approx(fast[0], rel=1e-14)
        assert slow[1].tobytes() == fast[1].tobytes()


@pytest.mark.parametrize("l1_ratio", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("units", [1.0, 1000.0], ids=["one unit", "mixed units"])
@pytest.mark.parametrize("strength", [0.3, 0.03])
def test_the_elastic_net_by_further_rows_is_sagas(l1_ratio, units, strength):
    """To 1e-3 of the largest effect of a feature: STEP's error, SAGA's own and liblinear's pull at the intercept."""
    draw = small("classification", n_samples=60, units=units).draw(3, 0)
    scale = draw.X.std(axis=0)
    alpha = strength * methods.zeroing_strength(draw.X, draw.y)
    C = 1 / (60 * alpha)
    intercept, coef = liblinear.elastic_net(draw.X, draw.y, C, l1_ratio, TIGHT)
    slope = draw.X.T @ residual("classification", draw.X, draw.y, intercept, coef) / 60
    pull = np.where(
        coef != 0,
        np.abs(slope + alpha * ((1 - l1_ratio) * coef + l1_ratio * np.sign(coef))),
        np.maximum(np.abs(slope) - alpha * l1_ratio, 0),
    )
    assert pull.max() < 1e-3 * methods.zeroing_strength(draw.X, draw.y)
    if units == 1.0:  # SAGA does not arrive where the units are mixed
        for ratio, near in ((l1_ratio, True), (l1_ratio + 0.05, False)):
            saga = LogisticRegression(C=C, l1_ratio=ratio, solver="saga", tol=1e-8, max_iter=100_000, random_state=0)
            off = np.abs(coef - saga.fit(draw.X, draw.y).coef_[0]) * scale
            assert (off.max() < 1e-3 * np.abs(coef * scale).max()) == near


@pytest.mark.parametrize("task", TASKS)
def test_no_penalty_has_no_strength(task):
    draw = small(task, n_samples=200).draw(0, 0)
    fit = methods.unpenalized(task, draw.X, draw.y)
    assert fit.strength == 0.0
    assert np.abs(draw.X.T @ residual(task, draw.X, draw.y, fit.intercept, fit.coef)).max() / 200 < 1e-3
    assert fit.coef.tobytes() == methods.unpenalized(task, draw.X, draw.y).coef.tobytes()


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_no_penalty_with_more_features_than_samples_is_least_norm(seed):
    draw = small("regression", n_samples=10, n_features=25).draw(seed, 0)
    fit = methods.unpenalized("regression", draw.X, draw.y)
    centred = draw.X - draw.X.mean(axis=0)
    expected = np.linalg.lstsq(centred, draw.y - draw.y.mean(), rcond=1e-12)[0]
    np.testing.assert_allclose(fit.coef, expected, atol=1e-8)
    np.testing.assert_allclose(fit.linear_predictor(draw.X), draw.y, atol=1e-8)


@pytest.mark.parametrize(
    ("task", "penalty", "model"),
    [
        ("regression", "l1", Lasso(tol=TIGHT)),
        ("regression", "l2", Ridge()),
        ("regression", "elastic_net", ElasticNet(tol=TIGHT)),
        ("classification", "l2", LogisticRegression(tol=1e-8)),
        ("classification", "l1", LogisticRegression(l1_ratio=1.0, solver="saga", tol=1e-8, max_iter=100_000)),
    ],
)
def test_the_library_default_is_the_librarys(task, penalty, model):
    draw = small(task, snr=20.0).draw(0, 0)
    y = draw.y if task == "classification" else 10 * draw.y
    model.fit(draw.X, y)
    fit = methods.library_default(task, penalty, draw.X, y)
    assert np.abs(fit.coef).max() > 0.1
    np.testing.assert_allclose(fit.coef, np.ravel(model.coef_), atol=2e-3 if task == "classification" else 1e-5)
