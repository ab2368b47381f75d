"""The table of penalties against scikit-learn itself: complete, and true of fitted models."""

from __future__ import annotations

import importlib
import inspect
import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import all_estimators

from regclaims.fixtures import introspection
from regclaims.fixtures.introspection import (
    OFFERS,
    OTHER_WAYS,
    Offer,
    combinations,
    default_penalties,
    defaults_in,
    family,
    homes_of,
    offered_penalties,
    penalties_in,
    penalties_of_networks,
    solvers_able,
    ways_of_regularizing,
)

KINDS = ("regressors", "classifiers")
STRENGTHS = {"alpha", "C", "penalty", "l1_ratio", "l2_regularization", "lambda_1"}
"""Parameters that are the strength or the kind of a penalty on weights, or are called like one."""

EXCLUDED = {
    "GaussianProcessRegressor": "alpha is the variance of noise, added to the kernel's diagonal",
    "GradientBoostingRegressor": "alpha is the quantile of the huber and quantile losses",
    "PassiveAggressiveClassifier": "C bounds the step taken at one sample",
    "PassiveAggressiveRegressor": "C bounds the step taken at one sample",
    "BernoulliNB": "alpha is added to counts; there are no weights",
    "CategoricalNB": "alpha is added to counts; there are no weights",
    "ComplementNB": "alpha is added to counts; there are no weights",
    "MultinomialNB": "alpha is added to counts; there are no weights",
    "LabelSpreading": "alpha is the share of a label that neighbours may overrule",
}


def of_kind(kind: str) -> dict[str, type]:
    return {name: made for name, made in all_estimators(type_filter=kind[:-1]) if "CV" not in name}


def looks_penalized(estimator: type) -> bool:
    return bool(STRENGTHS & set(inspect.signature(estimator).parameters))


@pytest.mark.parametrize("kind", KINDS)
def test_every_estimator_with_a_strength_is_in_the_table_or_excluded(kind):
    table = {offer.name for offer in OFFERS if offer.kind == kind}
    suspects = {name for name, made in of_kind(kind).items() if looks_penalized(made)}
    assert suspects - table - set(EXCLUDED) == set()
    assert table <= set(of_kind(kind)), "the table names what scikit-learn has no longer, or calls it otherwise"


def test_exclusions_are_needed():
    names = {name for kind in KINDS for name, made in of_kind(kind).items() if looks_penalized(made)}
    assert set(EXCLUDED) <= names
    assert not set(EXCLUDED) & {offer.name for offer in OFFERS}


def test_the_table_has_each_estimator_once_and_its_default_among_what_it_offers():
    names = [(offer.kind, offer.name) for offer in OFFERS]
    assert len(set(names)) == len(names)
    assert all(offer.default in (*offer.offered, "none") for offer in OFFERS)


@pytest.mark.parametrize("kind", KINDS)
def test_counts_add_up(kind):
    offers = [offer for offer in OFFERS if offer.kind == kind]
    assert sum(default_penalties(kind).values()) == len(offers)
    assert sum(offered_penalties(kind).values()) == sum(len(offer.offered) for offer in offers)
    assert max(offered_penalties(kind).values()) <= len(offers)
    other = next(k for k in KINDS if k != kind)
    assert sum(default_penalties(other).values()) == len(OFFERS) - len(offers)


def test_counts_come_from_the_table(monkeypatch):
    few = [offer for offer in OFFERS if offer.name in ("Lasso", "Ridge", "LinearSVC")]
    monkeypatch.setattr(introspection, "OFFERS", [*few, Offer("linear_model", "Unheard", "regressors", "l1", ("l1",))])
    assert default_penalties("regressors") == {"l1": 1, "l2": 1}
    assert offered_penalties("classifiers") == {"l1": 1, "l2": 1}


# Families, combinations and other ways


def test_every_estimator_has_one_family():
    sizes = {name: penalties_in(name)["estimators"] for name in {family(offer) for offer in OFFERS}}
    assert sum(sizes.values()) == len(OFFERS)
    assert sizes == {"linear models": 21, "trees": 2, "neural networks": 2, "kernel machines": 5}
    assert penalties_in("trees") == {"estimators": 2, "l2": 2}
    assert defaults_in("trees") == {"estimators": 2, "none": 2}
    assert homes_of("l1") == {"linear models": penalties_in("linear models")["l1"]}
    assert set(homes_of("l2")) == set(sizes)


def test_networks_have_l2_on_request_and_by_default(monkeypatch):
    assert penalties_of_networks("on request") == penalties_of_networks("by default") == {"estimators": 2, "l2": 2}
    lie = [Offer("neural_network", "MLPRegressor", "regressors", "none", ("l1",))]
    monkeypatch.setattr(introspection, "OFFERS", lie)
    assert penalties_of_networks("on request") == {"estimators": 1, "l1": 1}
    assert penalties_of_networks("by default") == {"estimators": 1, "none": 1}


def test_combinations_are_counted_once_an_estimator(monkeypatch):
    few = [offer for offer in OFFERS if offer.name in ("Lasso", "Ridge", "ElasticNet", "SGDRegressor", "LinearSVC")]
    monkeypatch.setattr(introspection, "OFFERS", few)
    expected = {"l2": 3, "both": 2, "combined": 2, "both and combined": 2, "combined by default": 1}
    assert combinations("regressors") == expected
    expected = {"l2": 1, "both": 1, "combined": 0, "both and combined": 0, "combined by default": 0}
    assert combinations("classifiers") == expected


@pytest.mark.parametrize("kind", KINDS)
def test_other_ways_are_those_that_all_estimators_offer(kind):
    everywhere = {name: set(inspect.signature(made).parameters) for name, made in of_kind(kind).items()}
    found = ways_of_regularizing(kind)
    for way, names in OTHER_WAYS.items():
        assert found.get(way, 0) == sum(bool(names & parameters) for parameters in everywhere.values()), way
    assert {name: n for name, n in found.items() if name not in OTHER_WAYS} == offered_penalties(kind)
    assert found["early stopping"] >= 3


def test_solvers_are_those_the_library_names_and_refuse_what_they_cannot():
    from sklearn.linear_model import LogisticRegression

    known = LogisticRegression._parameter_constraints["solver"][0].options
    assert set(introspection.SOLVERS) == known
    assert solvers_able("LogisticRegression") == {"solvers": 6, "l1": 2, "l2": 6}


# What fitted models do

rng = np.random.default_rng(0)
X = rng.standard_normal((60, 8))
ETA = X @ np.array([2.0, -1.5, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0])
NOISE = rng.standard_normal(60)
TARGETS = {"regressors": ETA + NOISE, "classifiers": (ETA + NOISE > 0).astype(float)}

Settings = dict[str, Any]
SGD: Settings = {"random_state": 0, "max_iter": 3000, "tol": 1e-6}
LINEAR: dict[str, tuple[Settings, Settings]] = {
    # Strong and weak strengths; all else as the library has it, but for solvers' accuracy.
    "ElasticNet": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "GammaRegressor": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "HuberRegressor": ({"alpha": 1e3}, {"alpha": 1e-4}),
    "Lasso": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "LassoLars": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "PoissonRegressor": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "QuantileRegressor": ({"alpha": 0.15}, {"alpha": 1e-4}),
    "Ridge": ({"alpha": 1e3}, {"alpha": 1e-4}),
    "SGDRegressor": ({"alpha": 0.3, **SGD}, {"alpha": 1e-4, **SGD}),
    "TweedieRegressor": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "LinearSVR": ({"C": 1e-3}, {"C": 1.0}),
    "LogisticRegression": ({"C": 1e-2}, {"C": 1e2}),
    "RidgeClassifier": ({"alpha": 1e3}, {"alpha": 1e-4}),
    "SGDClassifier": ({"alpha": 0.3, **SGD}, {"alpha": 1e-4, **SGD}),
    "LinearSVC": ({"C": 1e-3}, {"C": 1.0}),
    "MultiTaskElasticNet": ({"alpha": 1.0}, {"alpha": 1e-4}),
    "MultiTaskLasso": ({"alpha": 1.0}, {"alpha": 1e-4}),
}
NO_STRENGTH = {"ARDRegression", "BayesianRidge", "LassoLarsIC", "Perceptron"}
"""Linear ones whose strength is chosen by the data, or that penalise on request only."""

POSITIVE = {"GammaRegressor", "PoissonRegressor", "TweedieRegressor"}


def weights(offer: Offer, settings: Settings) -> np.ndarray:
    """Fitted weights, one row a task."""
    y = TARGETS[offer.kind]
    if offer.name.startswith("MultiTask"):
        y = np.column_stack([y, -y + NOISE])
    elif offer.name in POSITIVE:
        y = np.exp(y / 3)
    make = getattr(importlib.import_module(f"sklearn.{offer.where}"), offer.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return np.atleast_2d(make(**settings).fit(X, y).coef_)


def shows(penalty: str, strong: np.ndarray, weak: np.ndarray) -> bool:
    """Whether weights at a strong and a weak strength look like those of the penalty."""
    if np.linalg.norm(strong) >= 0.9 * np.linalg.norm(weak) or not strong.any():
        return False
    zeros = strong == 0
    if penalty == "l2":
        return not zeros.any()
    if penalty == "group":
        return bool(zeros.any() and (zeros.all(axis=0) == zeros.any(axis=0)).all())
    return bool(zeros.any())  # l1, and elastic_net with its share of it


PROBED = [pytest.param(offer, id=offer.name) for offer in OFFERS if offer.name in LINEAR]


def test_every_linear_estimator_is_probed():
    linear = {offer.name for offer in OFFERS if offer.where == "linear_model" or offer.name.startswith("Linear")}
    assert linear == set(LINEAR) | NO_STRENGTH


@pytest.mark.parametrize("offer", PROBED)
def test_fitted_models_show_the_penalty_of_the_table(offer):
    strong, weak = (weights(offer, settings) for settings in LINEAR[offer.name])
    default = {"elastic_net": "l1"}.get(offer.default, offer.default)
    assert shows(default, strong, weak)
    assert not shows("l2" if default != "l2" else "l1", strong, weak)
    assert not shows(default, weak, weak)


@pytest.mark.parametrize(
    ("name", "request_l1"),
    [
        ("LogisticRegression", {"l1_ratio": 1.0, "solver": "liblinear", "C": 0.1}),
        ("LinearSVC", {"penalty": "l1", "C": 0.1}),
        ("SGDClassifier", {"penalty": "l1", "alpha": 0.1, **SGD}),
        ("SGDRegressor", {"penalty": "l1", "alpha": 0.3, **SGD}),
        ("ElasticNet", {"l1_ratio": 1.0}),
        ("Perceptron", {"penalty": "l1", "alpha": 0.1, "random_state": 0}),
    ],
)
def test_l1_on_request_gives_exact_zeros(name, request_l1):
    offer = next(offer for offer in OFFERS if offer.name == name)
    assert {"l1", "l2"} <= set(offer.offered)
    assert (weights(offer, request_l1) == 0).any()


def test_defaults_as_the_signature_has_them():
    perceptron = weights(next(offer for offer in OFFERS if offer.name == "Perceptron"), {"random_state": 0})
    assert perceptron.all()
    assert default_penalties("classifiers")["none"] == 2  # Perceptron and HistGradientBoostingClassifier
    assert default_penalties("regressors")["none"] == 1


def test_bayesian_ridge_shrinks_and_keeps_every_weight():
    offer = next(offer for offer in OFFERS if offer.name == "BayesianRidge")
    free = np.linalg.lstsq(X - X.mean(axis=0), TARGETS["regressors"], rcond=None)[0]
    found = weights(offer, {})
    assert found.all()
    assert np.linalg.norm(found) < np.linalg.norm(free)


def test_ard_prunes_which_l2_does_not():
    offer = next(offer for offer in OFFERS if offer.name == "ARDRegression")
    assert offer.default == "pruning"
    sparse = np.array([3.0, -2.0] + [0.0] * 6)
    make = getattr(importlib.import_module(f"sklearn.{offer.where}"), offer.name)
    assert not make().fit(X, X @ sparse + 0.1 * NOISE).coef_.all()
