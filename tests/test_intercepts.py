"""The probe of intercepts: a free one is told from a penalised one, and every estimator is probed or excluded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import intercepts
from regclaims.fixtures.intercepts import DATA_SETS, EXCLUDED, PROBES, SHORT, data, reached
from regclaims.fixtures.introspection import OFFERS

PENALISED = ("LinearSVC", "LinearSVR", "LogisticRegression(liblinear)")


def test_every_estimator_is_probed_or_excluded():
    assert {name.partition("(")[0] for name in PROBES} | set(EXCLUDED) == {offer.name for offer in OFFERS}
    assert not set(PROBES) & set(EXCLUDED)


@pytest.mark.parametrize("name", ["Ridge", "Lasso", "SVC", "LinearSVC", "LogisticRegression"])
def test_counts_add_up_and_follow_the_fits(name):
    counts = intercepts.intercepts(name)
    assert sum(counts.values()) == DATA_SETS
    assert (counts["penalised"] == DATA_SETS) == (name in PENALISED)


@pytest.mark.parametrize("name", PENALISED)
def test_a_column_for_the_intercept_that_is_made_large_is_spared(monkeypatch, name):
    """liblinear's way out of the penalty, which shows that the penalty is what was seen."""
    probe = PROBES[name]
    freed = replace(probe, settings={**probe.settings, "intercept_scaling": 1e4, "tol": 1e-8, "max_iter": 10**6})
    monkeypatch.setitem(PROBES, name, freed)
    assert abs(reached(name, 0) - 1) < SHORT


def test_a_column_of_ones_in_place_of_an_intercept_is_penalised(monkeypatch):
    def with_ones(classifies: bool, seed: int) -> tuple[np.ndarray, np.ndarray]:
        X, y = data(classifies, seed)
        return np.column_stack([X, np.ones(len(X))]), y

    bare = replace(PROBES["Ridge"], settings={**PROBES["Ridge"].settings, "fit_intercept": False})
    monkeypatch.setitem(PROBES, "Ridge", bare)
    monkeypatch.setattr(intercepts, "data", with_ones)
    assert intercepts.intercepts("Ridge") == {"spared": 0, "penalised": DATA_SETS}


@pytest.mark.parametrize("classifies", [False, True])
def test_data_leave_something_to_fall_short_of(classifies):
    X, y = data(classifies, 0)
    np.testing.assert_allclose(X.mean(axis=0), 0, atol=1e-12)
    assert y.mean() == pytest.approx(0.8) if classifies else y.min() >= 1
