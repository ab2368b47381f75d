"""Every experiment on small worlds: what it returns, that it repeats itself, that it measures what it says."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import methods, performance, tuning
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.experiments import EXPERIMENTS, FITS, TOGETHER, by_name, cost
from regclaims.fixtures.experiments.fits import NEGLIGIBLE
from regclaims.fixtures.experiments.strengths import SHARES
from regclaims.fixtures.grids import LEVEL_WORDS
from regclaims.fixtures.performance import Fit

REGRESSION = DGM(task="regression", n_samples=40, n_features=6, relevant=0.5, snr=4.0, outliers="both")
WORLDS = {"regression": REGRESSION, "classification": replace(REGRESSION, task="classification", n_samples=60)}
PAIRS = [(name, method) for name, experiment in EXPERIMENTS.items() for method in experiment.methods]
COLUMN = re.compile(r"(?:(?P<level>[a-z_]+)/)?(?P<method>[a-z0-9_]+)\.(?P<measure>[a-z_]+)")


def measure(name: str, method: str, dgm: DGM, number: int = 0) -> dict[str, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return EXPERIMENTS[name].measure(dgm.draw(0, number), method)


@pytest.mark.parametrize("task", WORLDS)
@pytest.mark.parametrize(("name", "method"), PAIRS)
def test_an_experiment_returns_finite_numbers_under_its_names_and_repeats_itself(name, method, task):
    if name in ("losses", "causes") and task == "classification":
        pytest.skip("defined for regression")
    row, again = (measure(name, method, WORLDS[task]) for _ in range(2))
    levels = set()
    for column, value in row.items():
        parts = COLUMN.fullmatch(column)
        assert parts, column
        if parts["method"] != "none" or parts["level"]:  # no penalty has no strength, and any solver will do
            levels.add(parts["level"])
        assert method in (TOGETHER, parts["method"])
        assert type(value) is float
        assert np.isfinite(value), column
        if not column.endswith(".seconds"):
            assert value == again[column], column
    assert row.keys() == again.keys()
    expected = set() if method == "none" else set(EXPERIMENTS[name].levels) or {None}
    if (name, task) == ("work", "classification"):
        expected = {"same"}  # the usual solver for L1, liblinear, does not tell how much it does
    assert levels == expected


def test_the_methods_of_one_experiment_share_no_column():
    for name, experiment in EXPERIMENTS.items():
        if len(experiment.methods) > 1:
            rows = [measure(name, method, REGRESSION).keys() for method in experiment.methods]
            assert len(set().union(*rows)) == sum(map(len, rows))


def test_an_unknown_experiment_is_told_its_neighbour():
    assert by_name("fits") is FITS
    with pytest.raises(UsageError, match=r"unknown experiment 'fist': known are fits, .*; did you mean 'fits'"):
        by_name("fist")
    with pytest.raises(UsageError, match="known are fits") as raised:
        by_name("zzz")
    assert "did you mean" not in str(raised.value)


@pytest.mark.parametrize("task", WORLDS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_fits_describe_the_tuned_fit(task, penalty):
    draw = WORLDS[task].draw(0, 0)
    fit = tuning.tuned(task, penalty, draw.X, draw.y)
    free = np.abs(methods.unpenalized(task, draw.X, draw.y).coef)
    row = measure("fits", penalty, WORLDS[task])
    size = np.abs(fit.coef)
    assert row[f"tuned/{penalty}.test_error"] == performance.test_error(fit, draw)
    assert row[f"tuned/{penalty}.train_error"] == performance.train_error(fit, draw)
    assert row[f"tuned/{penalty}.nonzero"] == np.sum(size > 0)
    assert row[f"tuned/{penalty}.noticeable"] == np.sum(size > NEGLIGIBLE * size.max())
    if penalty == "l2":
        shrunk, order = measure("fits", "shrunk", WORLDS[task]), np.argsort(free)
        assert shrunk["tuned/shrunk.small_kept"] == pytest.approx(size[order[:3]].sum() / free[order[:3]].sum())
        assert shrunk["tuned/shrunk.large_kept"] == pytest.approx(size[order[3:]].sum() / free[order[3:]].sum())


@pytest.mark.parametrize("task", WORLDS)
def test_strengths_run_from_hardly_any_penalty_to_almost_all(task):
    draw = WORLDS[task].draw(0, 0)
    top = methods.zeroing_strength(draw.X, draw.y)
    for penalty in ("l1", "l2"):
        row = measure("strengths", penalty, WORLDS[task])
        if task == "regression":
            errors = [row[f"{level}/{penalty}.train_error"] for level in ("weak", "moderate", "strong")]
            assert errors == sorted(errors)
        for level, share in SHARES.items():
            fit = methods.at_strength(task, penalty, draw.X, draw.y, share * top)
            assert row[f"{level}/{penalty}.test_error"] == pytest.approx(performance.test_error(fit, draw), abs=1e-3)
            assert row[f"{level}/{penalty}.nonzero"] == fit.nonzero
    assert measure("strengths", "l1", WORLDS[task])["strong/l1.nonzero"] < 6


@pytest.mark.parametrize("task", WORLDS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_strengths_are_compared_with_the_weak_one_and_with_none(task, penalty):
    draw = WORLDS[task].draw(0, 0)
    free = np.abs(methods.unpenalized(task, draw.X, draw.y).coef).max()
    row = measure("strengths", penalty, WORLDS[task])
    for level in SHARES:
        assert row[f"{level}/{penalty}.weak_complexity"] == row[f"weak/{penalty}.complexity"]
        if penalty == "l2":
            shrunk = measure("strengths", "shrunk", WORLDS[task])
            assert shrunk[f"{level}/shrunk.largest_kept"] == pytest.approx(row[f"{level}/l2.largest"] / free)
    assert row[f"strong/{penalty}.complexity"] < row[f"weak/{penalty}.complexity"]


def test_without_a_penalty_no_strength_is_kept_or_tuned():
    row = measure("contamination", "none", REGRESSION)
    assert not any("/" in column for column in row)
    least_squares = measure("losses", "l2", REGRESSION)
    assert row["none.prediction_shift"] == pytest.approx(least_squares["l2.prediction_shift"])


@pytest.mark.parametrize("method", ["l1", "l2"])
@pytest.mark.parametrize("name", ["contamination", "losses"])
def test_small_contamination_moves_little_and_large_contamination_more(name, method):
    """A shift of 1e-6 standard deviations against one of 30."""
    tiny, large = (replace(REGRESSION, outliers="y", outlier_size=size) for size in (1e-6, 30.0))
    little, much = (measure(name, method, dgm) for dgm in (tiny, large))
    for prefix in ("retuned/", "fixed/") if name == "contamination" else ("",):
        column = f"{prefix}{method}"
        assert little[f"{column}.prediction_shift"] < 1e-3
        assert little[f"{column}.weight_shift"] < 1e-3
        assert abs(little[f"{column}.error"] - little[f"{column}.clean_error"]) < 1e-3
        if (name, method) != ("losses", "l1"):  # the absolute loss is the one that resists outliers in y
            assert much[f"{column}.prediction_shift"] > 0.1
            assert much[f"{column}.error"] > much[f"{column}.clean_error"]


def test_the_absolute_loss_resists_outliers_in_y_and_the_squared_does_not():
    dgm = replace(REGRESSION, n_samples=200, outliers="y", outlier_size=30.0)
    shift = {m: measure("losses", m, dgm)[f"{m}.prediction_shift"] for m in ("l1", "l2")}
    assert shift["l1"] < 0.3 < shift["l2"]


def test_fixed_strength_is_that_of_the_clean_data():
    dgm = replace(REGRESSION, outliers="y", outlier_size=30.0)
    draw = dgm.draw(0, 0)
    clean = tuning.tuned("regression", "l2", draw.X_clean, draw.y_clean)
    dirty = methods.at_strength("regression", "l2", draw.X, draw.y, clean.strength)
    row = measure("contamination", "l2", dgm)
    assert row["fixed/l2.error"] == performance.test_error(dirty, draw)
    assert row["fixed/l2.clean_error"] == row["retuned/l2.clean_error"] == performance.test_error(clean, draw)
    assert row["fixed/l2.error"] != row["retuned/l2.error"]


def test_a_null_model_has_no_relative_shift():
    from regclaims.fixtures.experiments.contamination import compare

    draw = REGRESSION.draw(0, 0)
    row = compare("m", Fit(0.0, np.zeros(6)), Fit(0.0, np.ones(6)), draw)
    assert row["m.weight_shift"] == np.inf
    assert row["m.in_use"] == 0


@pytest.mark.parametrize("task", WORLDS)
def test_decay_and_l2_are_one_under_gradient_descent_and_two_under_adam(task):
    row = measure("descent", TOGETHER, replace(WORLDS[task], outliers="none"))
    assert row["gradient_descent/decay.at_worst_step"] < 1e-9
    assert row["gradient_descent/decay.after_training"] < 1e-9
    assert row["momentum/decay.after_training"] < 1e-6
    assert row["momentum/decay.at_worst_step"] > 1e-3
    assert row["adam/decay.after_training"] > 1e-3
    assert row["adam/decay.at_worst_step"] >= 1e-3
    for optimizer in EXPERIMENTS["descent"].levels:
        assert row[f"{optimizer}/decay.penalty_effect"] > 0.05


@pytest.mark.parametrize("task", WORLDS)
def test_costs_are_positive_and_counted(task):
    for level, name in (("usual", "cost"), ("same", "cost_same")):
        row = measure(name, TOGETHER, WORLDS[task])
        for method in (f"{level}/l1", f"{level}/l2", "none"):
            assert row[f"{method}.seconds"] > 0
        assert row[f"{level}/l1.passes"] >= 1


def test_every_level_has_words():
    levels = {level for experiment in EXPERIMENTS.values() for level in experiment.levels}
    assert levels == set(LEVEL_WORDS)


@pytest.fixture
def lasting(monkeypatch):
    """Builders of made-up models, on a clock that setting up moves by a hundred seconds, and fitting by so many."""
    clock = [0.0]
    monkeypatch.setattr(cost.time, "perf_counter", lambda: clock[0])

    class Model:
        def __init__(self, seconds):
            self.n_iter_ = self.seconds = seconds

        def fit(self, X, y):
            clock[0] += self.seconds
            return self

    def builder(seconds):
        def build():
            clock[0] += 100
            return Model(seconds)

        return build

    return builder


def test_the_clock_runs_during_the_fit_alone(lasting):
    assert cost.timed(lasting(7), np.zeros((2, 1)), np.zeros(2)) == (7.0, 7.0)


def test_every_fit_has_a_clock_of_its_own(lasting):
    builds = {"one": lasting(1), "other": lasting(3)}
    assert cost.race(builds, np.zeros((2, 1)), np.zeros(2))[0] == {"one": 1.0, "other": 3.0}


def test_a_fit_timed_against_itself_is_seldom_faster():
    """The A/A pair behind the margin of a tenth; the twin is a fit that does the work twice."""
    draw = replace(REGRESSION, n_samples=400, n_features=40, outliers="none").draw(0, 0)
    build = cost.ready("usual", "l1", draw.dgm)

    class Twice(type(build())):
        def fit(self, X, y):
            super().fit(X, y)
            return super().fit(X, y)

    def wins(other) -> float:
        ratios = [
            seconds["one"] / seconds["other"]
            for seconds, _ in (cost.race({"one": build, "other": other}, draw.X, draw.y) for _ in range(20))
        ]
        return float(np.mean(np.array(ratios) < 0.9))

    assert wins(build) <= 0.5
    assert wins(lambda: Twice(**build().get_params())) > 0.5
