"""Curves are the medians of what a reading's predicate reads, along the strengths or the ends of a path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from regclaims.claims import curves
from regclaims.claims.claim import Claim
from regclaims.claims.decide import Budget, Docket
from regclaims.claims.readings import Sampled
from regclaims.claims.records import Point
from regclaims.claims.verdict import Force
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import FITS, PATHS, STRENGTHS
from regclaims.fixtures.grids import worlds
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.sequential import MOSTLY
from regclaims.fixtures.store import Store

SMALL = DGM(task="regression", n_samples=30, n_features=3, relevant=1.0, snr=1.0)
NOISY = replace(SMALL, snr=0.5)
DRAWS = 5
A = 1e-6


def smaller(l1, l2):
    return l1.test_error < l2.test_error


def reading(found, predicate=smaller) -> Sampled:
    return Sampled(name="r", says="Made up.", predicate=predicate, worlds=tuple(found), frequency=MOSTLY)


@pytest.fixture
def lab(tmp_path) -> Iterator[Lab]:
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial()) as lab:
        yield lab


def looked(of: Sampled, lab: Lab, draws: int = DRAWS, roles=None) -> Docket:
    """The state after a first look at every world."""
    plain = Claim(
        id="c",
        says="Made up.",
        force=Force.GENERIC,
        rows=(),
        better=(),
        roles=roles or {},
        mirrors="",
        contradicts=(),
        not_empirical=None,
        module="m",
        line=1,
        readings=[of],
    )
    docket = Docket(plain, A, Budget())
    for world in of.worlds if draws else ():
        lab.measure(dict.fromkeys(docket.series(("r", world.id)), draws))
    docket.look(lab, {("r", world.id): draws for world in of.worlds if draws})
    return docket


def medians(lab: Lab, experiment, dgm: DGM, level: str, method: str, measure: str) -> float:
    (world,) = worlds(experiment, [dgm], *([level] if level else []))
    rows = lab.rows(world, [method], 0, DRAWS)
    return float(np.median(rows.column(method, measure)))


def test_a_curve_goes_through_the_medians_from_the_weakest_to_the_strongest(lab):
    one = reading(worlds(STRENGTHS, [SMALL, NOISY], "strong", "weak", "moderate"))
    found = curves.of(looked(one, lab), one, lab)
    assert [(curve.measure, curve.method, curve.task, curve.worlds) for curve in found] == [
        ("test error", "l1", "regression", 2),
        ("test error", "l2", "regression", 2),
    ]
    for curve in found:
        levels = {"weak strength": "weak", "moderate strength": "moderate", "strong strength": "strong"}
        assert [point.at for point in curve.points] == list(levels)
        for point in curve.points:
            both = [
                medians(lab, STRENGTHS, dgm, levels[point.at], curve.method, "test_error") for dgm in (SMALL, NOISY)
            ]
            middle = [np.median(both), np.quantile(both, 0.25), np.quantile(both, 0.75)]
            assert [point.median, point.low, point.high] == pytest.approx(middle, rel=1e-5)
    assert found[0].points != found[1].points


def test_roles_are_told_by_the_methods_they_stand_for(lab):
    one = reading(worlds(STRENGTHS, [SMALL], "weak", "strong"), lambda this, other: this.nonzero < other.nonzero)
    found = curves.of(looked(one, lab, roles={"this": "l1", "other": "none"}), one, lab)
    assert [(curve.measure, curve.method) for curve in found] == [("nonzero", "l1"), ("nonzero", "none")]


def test_the_ends_of_a_path_make_a_curve_of_what_is_read_there(lab):
    one = reading(worlds(PATHS, [SMALL]), lambda l1: (l1.strongest_test > l1.best_test) & (l1.weakest_test > l1.zeros))
    (found,) = curves.of(looked(one, lab), one, lab)
    assert (found.measure, found.method, found.worlds) == ("test error", "l1", 1)
    assert [point.at for point in found.points] == ["weakest", "best", "strongest"]
    for point in found.points:
        assert point.median == pytest.approx(medians(lab, PATHS, SMALL, "", "l1", f"{point.at}_test"), rel=1e-5)
        assert point.low == point.median == point.high


def test_where_no_strengths_are_compared_there_is_no_curve(lab):
    for found in (worlds(FITS, [SMALL]), worlds(STRENGTHS, [SMALL], "weak")):
        one = reading(found)
        assert curves.of(looked(one, lab), one, lab) == ()


def test_worlds_without_draws_are_no_points(lab):
    one = reading(worlds(STRENGTHS, [SMALL], "weak", "strong"))
    assert curves.of(looked(one, lab, draws=0), one, lab) == ()
    assert len(curves.of(looked(one, lab), one, lab)) == 2


def test_a_point_is_the_middle_of_its_worlds_to_six_digits():
    line = ("test error", "l1", "regression")
    made = curves._curve(line, {"strong strength": [2.0], "weak strength": [1.0, 2.0, 1.23456789]})
    assert made.points == (
        Point(at="weak strength", median=1.23457, low=1.11728, high=1.61728),
        Point(at="strong strength", median=2.0, low=2.0, high=2.0),
    )
    assert made.worlds == 3
