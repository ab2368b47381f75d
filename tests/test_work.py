"""Counted work: passes to accuracy, multiplications, convergence, searches; checks have twins that reject a lie."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import ACCURACY, convergence, cost, smooth, tuning, work

WORLD = DGM(task="regression", n_samples=40, n_features=6, relevant=0.5, snr=4.0)
WORLDS = {"regression": WORLD, "classification": replace(WORLD, task="classification", n_samples=60)}
METHODS = ("l1", "l2", "elastic_net")


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def problem(task: str, method: str, number: int = 0) -> cost.Problem:
    dgm = WORLDS[task]
    draw = dgm.draw(0, number)
    return cost.Problem(task, method, cost.strength(method, dgm), draw.X, draw.y)


@pytest.mark.parametrize("target", [0, 1, 6, 7, 8, 22, 23, 24, 40, 86, 87])
def test_the_search_finds_the_first_that_is_done(target):
    tried = []
    assert work.first(lambda index: tried.append(index) or index >= target, 88) == target
    assert len(tried) < 12


def test_the_search_ends_where_nothing_is_ever_done():
    tried = []
    assert work.first(lambda index: bool(tried.append(index)), 88) == 87
    assert 87 in tried


@pytest.mark.parametrize("task", WORLDS)
@pytest.mark.parametrize("method", METHODS)
def test_passes_suffice_and_fewer_do_not(task, method):
    asked = problem(task, method)
    passes, in_use = work.passes_needed(asked)
    optimum = asked.optimum()
    allowed = optimum + ACCURACY * (asked.empty() - optimum)

    def fitted(count: int):
        return cost.maker("same", task, method, asked.alpha, len(asked.y), count)(0.0).fit(asked.X, asked.y)

    model = fitted(passes)
    assert asked.value(model) <= allowed
    assert np.count_nonzero(model.coef_) == in_use
    fewer = [int(count) for count in work.GRID if count < passes]
    if fewer:
        assert asked.value(fitted(fewer[-1])) > allowed


def test_a_laxer_accuracy_needs_fewer_passes(monkeypatch):
    asked = problem("classification", "l1")
    strict = work.passes_needed(asked)[0]
    monkeypatch.setattr(cost, "ACCURACY", 0.5)
    assert work.passes_needed(asked)[0] < strict


def test_multiplications_follow_the_formulas():
    draw = WORLD.draw(0, 0)
    n, p = draw.X.shape
    for method in ("l1", "l2"):
        row = work.measure(draw, method)
        in_use = work.passes_needed(problem("regression", method))[1]
        assert row[f"same/{method}.operations"] == row[f"same/{method}.passes"] * n * (p + in_use)
        expected = n * p * p + p**3 / 6 if method == "l2" else row["same/l1.operations"]
        assert row[f"usual/{method}.operations"] == expected
    draw = WORLDS["classification"].draw(0, 0)
    row = work.measure(draw, "l1")
    assert row["same/l1.operations"] == row["same/l1.passes"] * 2 * draw.X.size
    assert work.cholesky(20, 100) == work.cholesky(100, 20) < work.cholesky(100, 40)


@pytest.mark.parametrize("task", WORLDS)
def test_the_elastic_net_keeps_the_term_of_l1(task):
    dgm = WORLDS[task]
    assert cost.strength("elastic_net", dgm) == 2 * cost.strength("l1", dgm)
    net, l1, l2 = (replace_method(problem(task, "elastic_net"), m) for m in METHODS[::-1])
    weights = np.arange(6.0)
    value = {asked.method: objective(asked, weights) for asked in (net, l1, l2)}
    loss = objective(replace_method(net, "none", 0.0), weights)
    assert value["elastic_net"] - loss == pytest.approx((value["l1"] + value["l2"] - 2 * loss) / 2)


def replace_method(asked: cost.Problem, method: str, alpha: float | None = None) -> cost.Problem:
    return replace(asked, method=method, alpha=asked.alpha if alpha is None else alpha)


def objective(asked: cost.Problem, weights: np.ndarray) -> float:
    return cost.objective(asked.task, asked.method, asked.alpha, asked.X, asked.y, 0.0, weights)


def test_estimators_are_the_usual_ones():
    made = {
        (level, method): cost.maker(level, "regression", method, 0.1, 40)(1e-4)
        for level in ("usual", "same")
        for method in METHODS
    }
    assert {type(model) for (level, m), model in made.items() if m == "l1"} == {Lasso}
    assert type(made["usual", "l2"]) is Ridge
    assert type(made["same", "l2"]) is ElasticNet
    assert made["usual", "elastic_net"].l1_ratio == made["same", "elastic_net"].l1_ratio == 0.5
    assert cost.maker("usual", "classification", "elastic_net", 0.1, 40)(1e-4).solver == "saga"


# Convergence


def test_a_fit_that_warns_has_not_converged():
    draw = WORLDS["classification"].draw(0, 0)
    assert not convergence.converges(LogisticRegression(solver="saga", max_iter=1), draw.X, draw.y)
    assert convergence.converges(LogisticRegression(solver="lbfgs", max_iter=1000), draw.X, draw.y)
    # ElasticNet's advice against l1_ratio = 0 is no failure.
    assert convergence.converges(ElasticNet(alpha=1.0, l1_ratio=0.0), draw.X, draw.y)


@pytest.mark.parametrize("task", WORLDS)
def test_failures_are_counted_at_the_library_s_defaults(task, monkeypatch):
    draw = WORLDS[task].draw(0, 0)
    for level in ("usual", "same"):
        model = convergence.build(level, draw, "l1", 0.1)
        default = type(model)()
        assert (model.tol, model.max_iter) == (default.tol, default.max_iter)
    monkeypatch.setattr(convergence, "converges", lambda model, X, y: False)
    assert set(convergence.measure(draw, "l1").values()) == {float(len(convergence.AROUND))}


# A general optimiser


@pytest.mark.parametrize("task", WORLDS)
def test_the_general_optimiser_reaches_the_optimum_of_l2(task):
    draw = WORLDS[task].draw(0, 0)
    assert abs(smooth.measure(draw, "l2")["l2.gap"]) < 1e-6
    assert smooth.measure(draw, "l1")["l1.gap"] > -1e-6


def test_a_wrong_slope_leaves_it_short(monkeypatch):
    draw = WORLD.draw(0, 0)
    monkeypatch.setattr(smooth, "L1_RATIO", {"l2": 1.0})  # the slope of L1 for the objective of L2
    assert smooth.measure(draw, "l2")["l2.gap"] > 1e-6


# Searches


@pytest.mark.parametrize("task", WORLDS)
def test_a_search_counts_the_passes_of_all_its_fits(task):
    draw = WORLDS[task].draw(0, 0)
    row = tuning.measure(draw, "elastic_net")
    single = [tuning.path_passes(draw, r, tuning.path_strengths(draw, r)) for r in tuning.RATIOS]
    assert row["elastic_net.passes"] == sum(single) > max(single)


@pytest.mark.parametrize("task", WORLDS)
def test_a_path_begins_with_the_empty_model_but_for_l2(task):
    draw = WORLDS[task].draw(0, 0)
    for ratio in (0.1, 1.0):
        first = tuning.path_strengths(draw, ratio)[0]
        for share, empty in ((1.001, True), (0.9, False)):
            if task == "regression":
                model = ElasticNet(alpha=share * first, l1_ratio=ratio)
            else:
                C = 1 / (len(draw.y) * share * first)
                model = LogisticRegression(C=C, l1_ratio=ratio, solver="saga", max_iter=10_000, tol=1e-8)
            assert (np.count_nonzero(model.fit(draw.X, draw.y).coef_) == 0) == empty
    assert tuning.path_strengths(draw, 0.0)[0] == pytest.approx(draw.X.var(axis=0).mean())


def test_the_yardstick_pays_nothing_for_the_intercept_and_is_never_worse_than_the_empty_model():
    """Of another solver, and where few features are used and the way from the empty model is short."""
    dgm = DGM(task="classification", n_samples=25, n_features=50, relevant=0.1, snr=2.0, rho=0.3)
    for number in range(6):
        draw = dgm.draw(0, number)
        for method in ("l1", "elastic_net"):
            asked = cost.Problem(dgm.task, method, cost.strength(method, dgm), draw.X, draw.y)
            made_of = asked.task, method, asked.alpha, len(draw.y)
            other = asked.value(cost.maker("same", *made_of)(1e-9).fit(draw.X, draw.y))
            assert asked.optimum() <= min(other, asked.empty()) + 1e-7 * asked.empty()
