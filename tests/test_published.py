"""Stating a published design: its data, its tuning, its figures and their errors, and what it refuses."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import ElasticNet, Lasso

from regclaims.fixtures import dgms, methods, performance
from regclaims.fixtures.dgms import DGM, LOGISTIC_VARIANCE
from regclaims.fixtures.engines import local
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.performance import Fit
from regclaims.fixtures.published import metrics
from regclaims.fixtures.published.study import Case, Found, Study, ar1, equal, run
from regclaims.fixtures.published.tuning import (
    Candidates,
    CrossValidation,
    ElasticNetPath,
    Fixed,
    HeldOut,
    Penalized,
    Sample,
    Validation,
)

LEAST_SQUARES = Penalized("least squares", "none")
LASSO = Penalized("lasso", "l1", (0.5, 0.1, 0.02), scale="relative")
RIDGE = Penalized("ridge", "l2", (1.0, 0.1, 0.01))
SMALL = Study(
    name="small",
    coef=(3, 1.5, 0, 0),
    covariance=ar1(4, 0.5),
    noise=2.0,
    training=20,
    validation=15,
    methods=(LASSO, RIDGE),
    tuning=Validation(),
    metrics=(metrics.model_error, metrics.nonzero),
    repetitions=12,
)
LABELS = replace(SMALL, name="labels", task="classification", noise=0.0, metrics=(metrics.misclassification,))


def failing_metric(fit: Fit, case: Case) -> float:
    return float("nan")


# Data


def test_data_follow_the_stated_model():
    case = replace(SMALL, training=200_000).draw(0, 0)
    X, y = case.training.X, case.training.y
    np.testing.assert_allclose(np.cov(X.T), SMALL.covariance, atol=0.02)
    residual = y - X @ [3, 1.5, 0, 0]
    assert residual.std() == pytest.approx(2, rel=0.02)
    np.testing.assert_allclose(residual @ X / len(y), 0, atol=0.03)


def test_labels_follow_the_logistic_model():
    case = replace(LABELS, coef=(1.0,), covariance=None, training=200_000).draw(0, 0)
    near = np.abs(case.training.X[:, 0] - 1) < 0.1
    assert case.training.y[near].mean() == pytest.approx(1 / (1 + np.exp(-1)), abs=0.02)


@pytest.mark.parametrize(("matrix", "entry"), [(ar1(3, 0.5), 0.25), (equal(3, 0.5), 0.5)])
def test_covariances_by_name(matrix, entry):
    assert matrix[0, 2] == entry
    assert np.diag(matrix).tolist() == [1, 1, 1]


@given(seed=st.integers(0, 2**32), number=st.integers(0, 10**6), test=st.integers(0, 30))
@settings(max_examples=25)
def test_a_data_set_depends_on_seed_name_and_number_alone(seed, number, test):
    one = SMALL.draw(seed, number)
    other = replace(SMALL, methods=(RIDGE,), repetitions=99, test=test, statistic="mean").draw(seed, number)
    assert (one.training.X == other.training.X).all()
    assert (one.validation.y == other.validation.y).all()
    assert (one.training.X != replace(SMALL, name="other").draw(seed, number).training.X).all()
    assert (one.training.X != SMALL.draw(seed, number + 1).training.X).all()


# Runs


def test_results_do_not_depend_on_workers_order_or_other_methods():
    study = replace(SMALL, repetitions=60)  # more than a block
    alone, engine = run(study, seed=3), local(2)
    try:
        shared = run(study, seed=3, engine=engine)
    finally:
        engine.close()
    fewer = run(replace(study, methods=(RIDGE, LASSO), repetitions=30), seed=3)
    for method in ("lasso", "ridge"):
        values = alone.of(method, "model_error")
        assert (values == shared.of(method, "model_error")).all()
        assert (values[:30] == fewer.of(method, "model_error")).all()
        assert alone.figure(method, "model_error") == shared.figure(method, "model_error")


def test_a_study_can_be_sent_to_a_worker():
    assert pickle.loads(pickle.dumps(SMALL)).draw(0, 0).training.y[0] == SMALL.draw(0, 0).training.y[0]


def found_with(values, statistic="median") -> Found:
    study = replace(SMALL, statistic=statistic, repetitions=len(values))
    return Found(study, 0, {("lasso", "model_error"): np.asarray(values, dtype=float)})


def test_the_error_of_a_mean_is_the_textbooks():
    figure = found_with([1.0, 2.0, 3.0, 6.0], "mean").figure("lasso", "model_error")
    assert (figure.value, figure.error) == pytest.approx((3.0, np.std([1, 2, 3, 6], ddof=1) / 2))


def test_the_error_of_a_median_is_near_that_of_large_samples():
    """Of N(0, 1): sqrt(pi / 2 / n), here with a bootstrap that itself errs by some 15 %."""
    values = np.random.default_rng(1).standard_normal(2_000)
    found = found_with(values)
    assert found.figure("lasso", "model_error").error == pytest.approx(np.sqrt(np.pi / 2 / 2_000), rel=0.3)
    assert found.error_of(50, "lasso", "model_error") == pytest.approx(np.sqrt(np.pi / 2 / 50), rel=0.2)


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=30), st.floats(0.1, 10), st.floats(-10, 10))
@settings(max_examples=30)
def test_figures_move_with_their_unit(values, scale, shift):
    before, after = (found_with(v).figure("lasso", "model_error") for v in (values, np.array(values) * scale + shift))
    assert after.value == pytest.approx(before.value * scale + shift, rel=1e-6, abs=1e-6)
    assert after.error == pytest.approx(before.error * scale, rel=1e-6, abs=1e-6)


# Methods


def test_penalized_fits_are_those_of_the_laboratory():
    sample = SMALL.draw(0, 0).training
    found = RIDGE.candidates("regression", sample)
    assert found.coefs[1] == pytest.approx(methods.at_strength("regression", "l2", sample.X, sample.y, 0.1).coef)
    edge = Penalized("lasso", "l1", (1.001, 0.99), scale="relative", tol=1e-9).candidates("regression", sample)
    assert (np.count_nonzero(edge.coefs, axis=1) == [0, 1]).all()


def test_relative_ridge_strengths_are_in_units_of_the_features_variance():
    sample = SMALL.draw(0, 0).training
    scaled = Sample(10 * sample.X, sample.y)
    one, other = (replace(RIDGE, scale="relative").candidates("regression", s) for s in (sample, scaled))
    np.testing.assert_allclose(10 * other.coefs, one.coefs)


def test_standardized_fits_do_not_depend_on_units():
    sample = SMALL.draw(0, 0).training
    scaled = Sample(sample.X * [1, 10, 100, 1000], sample.y)
    for method in (replace(RIDGE, standardize=True), ElasticNetPath("elastic net")):
        one, other = (method.candidates("regression", s) for s in (sample, scaled))
        np.testing.assert_allclose(other.coefs * [1, 10, 100, 1000], one.coefs, atol=1e-9)
    one, other = (RIDGE.candidates("regression", s) for s in (sample, scaled))
    assert np.abs(other.coefs * [1, 10, 100, 1000] - one.coefs).max() > 1e-3


@pytest.mark.parametrize("ridge", [0.0, 0.1, 10.0])
def test_the_path_of_the_elastic_net_is_that_of_coordinate_descent(ridge):
    """A point of the LARS path minimises the penalised loss at the strength that its own residuals tell."""
    sample = SMALL.draw(1, 0).training
    Z = (sample.X - sample.X.mean(axis=0)) / sample.X.std(axis=0)
    naive = ElasticNetPath("naive", ridge=(ridge,), shares=(0.5,), rescaled=False)
    b = naive.candidates("regression", Sample(Z, sample.y)).coefs[0]
    y = sample.y - sample.y.mean()
    l1 = np.abs(Z.T @ (y - Z @ b) / len(y) - ridge * b).max()
    fit = ElasticNet(alpha=l1 + ridge, l1_ratio=l1 / (l1 + ridge), tol=1e-12, max_iter=100_000)
    np.testing.assert_allclose(fit.fit(Z, y).coef_, b, atol=1e-6)
    rescaled = replace(naive, rescaled=True).candidates("regression", Sample(Z, sample.y)).coefs[0]
    np.testing.assert_allclose(rescaled, (1 + ridge) * b)


def test_the_ends_of_the_path_are_nothing_and_least_squares():
    sample = SMALL.draw(1, 0).training
    found = ElasticNetPath("lasso", ridge=(0.0,)).candidates("regression", sample)
    assert not found.coefs[0].any()
    assert found.intercepts[0] == pytest.approx(sample.y.mean())
    free = Lasso(alpha=1e-9, tol=1e-12, max_iter=100_000).fit(sample.X, sample.y)
    np.testing.assert_allclose(found.coefs[-1], free.coef_, atol=1e-6)
    assert found.intercepts[-1] == pytest.approx(free.intercept_)


def test_the_path_of_a_constant_response_is_empty():
    found = ElasticNetPath("lasso").candidates("regression", Sample(SMALL.draw(0, 0).training.X, np.ones(20)))
    assert not found.coefs.any()
    assert (found.intercepts == 1).all()


# Tuning


class Constants:
    """Predicts 0, 1, 2, whatever the data."""

    name = "constants"

    def candidates(self, task, data):
        return Candidates(np.arange(3.0), np.zeros((3, data.X.shape[1])))


class Mean:
    """Predicts the mean of what it was fitted to, or 1,000."""

    name = "mean"

    def candidates(self, task, data):
        return Candidates(np.array([data.y.mean(), 1000.0]), np.zeros((2, data.X.shape[1])))


TWENTY = Sample(np.zeros((20, 1)), np.repeat([0.0, 2.0], [14, 6]))


def test_validation_scores_on_the_validation_set():
    others = Sample(np.zeros((5, 1)), np.ones(5))
    assert Validation().fit(Constants(), "regression", TWENTY, others).intercept == 1


def test_held_out_samples_choose_and_do_not_fit():
    assert HeldOut(0.3).fit(Constants(), "regression", TWENTY, TWENTY).intercept == 2
    assert HeldOut(0.3).fit(Mean(), "regression", TWENTY, TWENTY).intercept == 0
    assert HeldOut(0.3, refit=True).fit(Mean(), "regression", TWENTY, TWENTY).intercept == pytest.approx(0.6)


def test_cross_validation_weighs_samples_and_fits_to_all_of_them():
    assert CrossValidation(10).fit(Constants(), "regression", TWENTY, TWENTY).intercept == 1
    assert CrossValidation(10).fit(Mean(), "regression", TWENTY, TWENTY).intercept == pytest.approx(0.6)


@pytest.mark.parametrize("rule", [HeldOut(), HeldOut(refit=True), CrossValidation(5)])
def test_every_rule_runs_a_study(rule):
    found = run(replace(SMALL, validation=0, tuning=rule, repetitions=3))
    assert found.figure("ridge", "model_error").value > 0


def test_one_candidate_needs_no_tuning():
    found = run(replace(SMALL, validation=0, tuning=Fixed(), methods=(LEAST_SQUARES,), repetitions=3))
    assert (found.of("least squares", "nonzero") == 4).all()


# Metrics


def test_errors_of_a_fit_beyond_the_noise():
    case = SMALL.draw(0, 0)
    fit = Fit(0.5, np.array([3.0, 1.5, 1.0, 1.0]))
    assert metrics.model_error(fit, case) == pytest.approx(1 + 1 + 2 * 0.5)
    assert metrics.excess_error(fit, case) == pytest.approx(3.25)
    big = replace(SMALL, test=400_000).draw(0, 0)
    assert metrics.test_error(fit, big) == pytest.approx(4 + 3.25, rel=0.01)


@pytest.mark.parametrize("intercept", [0.0, 0.7])
def test_misclassification_is_the_laboratorys_and_that_of_a_test_set(intercept):
    """The laboratory's own measure is stated for a world whose signal it knows."""
    world = DGM(task="classification", n_samples=20, n_features=4, relevant=0.5, snr=2.0, rho=0.5)
    draw = world.draw(0, 0)
    fit = Fit(intercept, np.array([1.0, -0.5, 0.3, 2.0]))
    study = replace(LABELS, coef=tuple(draw.coef), test=400_000)
    exact = metrics.misclassification(fit, study.draw(0, 0))
    assert exact == pytest.approx(performance.test_error(fit, draw), abs=1e-6)
    assert exact == pytest.approx(metrics.test_error(fit, study.draw(0, 0)), abs=6 * 0.5 / np.sqrt(400_000))
    assert world.signal_variance == pytest.approx(2 * LOGISTIC_VARIANCE)


def test_bayes_error_is_that_of_the_truth():
    study = replace(LABELS, coef=(10.0, 0, 0, 0), test=400_000)
    truth = Fit(0.0, study.truth)
    case = study.draw(0, 0)
    assert metrics.bayes_error(study) == pytest.approx(metrics.misclassification(truth, case), abs=1e-4)
    assert metrics.bayes_error(study) == pytest.approx(metrics.test_error(truth, case), abs=6 * 0.23 / np.sqrt(400_000))
    assert metrics.bayes_error(replace(study, coef=(1e-9, 0, 0, 0))) == pytest.approx(0.5)


# What is refused


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Has Spaces"}, "name must be lower-case words"),
        ({"task": "ranking"}, "task must be one of"),
        ({"coef": ()}, "coef must be one finite number a feature"),
        ({"coef": (1.0, np.nan, 0, 0)}, "coef must be one finite number a feature"),
        ({"covariance": np.eye(3)}, "covariance must be a positive definite 4 x 4 matrix"),
        ({"covariance": np.ones((4, 4))}, "covariance must be a positive definite"),
        ({"covariance": np.triu(np.ones((4, 4)))}, "covariance must be a positive definite"),
        ({"noise": 0.0}, "noise must be above 0"),
        ({"noise": np.inf}, "noise must be above 0"),
        ({"task": "classification"}, "noise must be above 0 and finite in regression, 0 in classification, got 2.0"),
        ({"training": 1}, "training must be a whole number from 2, got 1"),
        ({"training": 20.0}, "training must be a whole number"),
        ({"validation": 0}, "validation must be a whole number from 1"),
        ({"tuning": HeldOut()}, r"validation must be 0: HeldOut\(\) tunes on the training set, got 15"),
        ({"test": -1}, "test must be a whole number from 0"),
        ({"methods": ()}, "methods must be at least one"),
        ({"methods": (LASSO, LASSO)}, "methods must be at least one, with different names"),
        ({"metrics": (metrics.nonzero, metrics.nonzero)}, "metrics must be at least one, with different names"),
        ({"repetitions": 1}, "repetitions must be a whole number from 2"),
        ({"repetitions": True}, "repetitions must be a whole number from 2"),
        ({"statistic": "mode"}, "statistic must be one of"),
    ],
)
def test_a_study_out_of_range_is_refused_by_name(change, said):
    with pytest.raises(UsageError, match=said):
        replace(SMALL, **change)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Penalized("x", "l1"), "method 'x': strengths must be falling numbers above 0"),
        (lambda: Penalized("x", "l1", (1.0, 2.0)), "strengths must be falling"),
        (lambda: Penalized("x", "l1", (1.0, 0.0)), "strengths must be falling numbers above 0"),
        (lambda: Penalized("x", "none", (1.0,)), "strengths must be empty without a penalty"),
        (lambda: ElasticNetPath("x", ridge=()), "method 'x': ridge must be numbers at least 0"),
        (lambda: ElasticNetPath("x", ridge=(np.inf,)), "ridge must be numbers at least 0 and finite"),
        (lambda: ElasticNetPath("x", shares=(1.1,)), r"shares must be numbers in \[0, 1\]"),
        (lambda: HeldOut(1.0), r"share must be in \(0, 1\)"),
        (lambda: CrossValidation(1), "folds must be at least 2"),
    ],
)
def test_a_method_or_rule_out_of_range_is_refused_by_name(make, said):
    with pytest.raises(UsageError, match=said):
        make()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"metrics": (failing_metric,)},
            "study 'small', method 'lasso', repetition 0, seed 5: failing_metric must be fin",
        ),
        ({"metrics": (metrics.test_error,)}, "test must be at least 1 for test_error"),
        ({"tuning": Fixed(), "validation": 0}, r"method 'lasso': Fixed\(\) needs a single candidate, got 3"),
        ({"tuning": HeldOut(0.01), "validation": 0}, "share must leave samples on both sides, got 0.01 of 20"),
        ({"tuning": CrossValidation(21), "validation": 0}, "repetition 0, seed 5: .*n_splits=21"),
        ({"methods": (ElasticNetPath("e"),), "task": "classification", "noise": 0.0}, "task must be 'regression'"),
    ],
)
def test_what_cannot_be_measured_says_where(change, said):
    with pytest.raises(UsageError, match=said):
        run(replace(SMALL, **change), seed=5)


def test_a_constant_feature_cannot_be_standardized():
    with pytest.raises(UsageError, match="method 'e': features must vary"):
        ElasticNetPath("e").candidates("regression", Sample(np.ones((5, 2)), np.arange(5.0)))


def test_a_figure_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(UsageError, match="'model_eror' of 'lasso' was not measured; did you mean 'lasso model_error'"):
        found_with([1.0, 2.0]).of("lasso", "model_eror")


def test_streams_are_those_of_the_laboratory():
    X = dgms.stream(7, "small", 2).standard_normal((20, 4)) @ np.linalg.cholesky(ar1(4, 0.5)).T
    assert (SMALL.draw(7, 2).training.X == X).all()
