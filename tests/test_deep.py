"""The deep grid: a full cross around the standard one, in the place of worlds that span regression in general."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from regclaims.fixtures.deep import AXES, DEEP, SHAPE, SHARE, coordinates, deepened, general
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import FITS, SHIFTED, STRENGTHS
from regclaims.fixtures.grids import (
    CONTAMINATED,
    CORE,
    CORE_HALF,
    FRESH_DENSE,
    FRESH_REGRESSION,
    FRESH_SPARSE,
    FRESH_WIDE,
    NOISE,
    OVERFITTED,
    SHIFT_WORLDS,
    UNIT_WORLDS,
    worlds,
)

REGRESSION = [dgm for dgm in CORE if dgm.task == "regression"]


def test_the_grid_is_a_full_cross_of_at_least_400_worlds():
    places = {tuple(coordinates(dgm).values()) for dgm in DEEP}
    levels = [{place[i] for place in places} for i in range(len(AXES))]
    assert len(DEEP) == len(places) == len({dgm.id for dgm in DEEP}) >= 400
    assert [len(found) for found in levels] == [6, 5, 4, 4]
    assert len(DEEP) == 6 * 5 * 4 * 4


def test_a_share_is_the_same_number_of_features_in_every_shape_and_no_two_shares_are_alike():
    assert sorted(set(Counter(dgm.n_relevant for dgm in DEEP).items())) == [(n, 80) for n in (1, 2, 5, 10, 20, 40)]


def test_standard_levels_lie_within_the_deep_ones():
    for axis, of in AXES.items():
        found, standard = [of(dgm) for dgm in DEEP], [of(dgm) for dgm in REGRESSION]
        assert min(found) <= min(standard), axis
        assert max(found) >= max(standard), axis


def test_no_shape_is_on_the_border_where_least_squares_is_singular():
    assert all(abs(dgm.n_samples - dgm.n_features) >= 8 for dgm in DEEP)


@pytest.mark.parametrize("dgms", [REGRESSION, FRESH_REGRESSION, CORE_HALF, DEEP], ids=["core", "fresh", "half", "deep"])
def test_general_worlds_are_recognised(dgms):
    assert general([dgm for dgm in dgms if dgm.task == "regression"])


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("end", [min, max])
def test_worlds_that_stay_on_one_side_of_an_axis_are_not_general(axis, end):
    kept = end(AXES[axis](dgm) for dgm in REGRESSION)
    assert not general([dgm for dgm in REGRESSION if AXES[axis](dgm) == kept])


@pytest.mark.parametrize(
    "dgms",
    [(), FRESH_WIDE, FRESH_SPARSE + FRESH_DENSE, OVERFITTED, SHIFT_WORLDS],
    ids=["none", "wide", "opposites", "overfitted", "little-noise"],
)
def test_worlds_of_restricted_claims_are_not_general(dgms):
    assert not general([dgm for dgm in dgms if dgm.task == "regression"])


def test_deep_worlds_keep_experiments_and_levels():
    given = worlds(FITS, CORE + NOISE) + worlds(STRENGTHS, CORE, "weak", "strong") + worlds(SHIFTED, SHIFT_WORLDS)
    found = deepened(given)
    assert len(found) == len({world.id for world in found}) == 3 * len(DEEP)
    setups = Counter((world.experiment.name, world.level) for world in found)
    assert setups == {("fits", "tuned"): 480, ("strengths", "weak"): 480, ("strengths", "strong"): 480}
    assert {world.dgm for world in found} == set(DEEP)


@pytest.mark.parametrize(
    "dgms",
    [
        [dgm for dgm in CORE if dgm.task == "classification"],
        CONTAMINATED,
        UNIT_WORLDS,
        NOISE,
        [replace(dgm, correlation="block") for dgm in REGRESSION],
        [replace(dgm, relevant=0.0) for dgm in REGRESSION],
    ],
    ids=["classification", "contaminated", "units", "noise", "blocks", "null"],
)
def test_worlds_that_have_no_place_on_the_map_have_no_deep_ones(dgms):
    assert deepened(worlds(FITS, dgms)) == ()


def test_coordinates_are_those_of_the_world():
    world = DGM(task="regression", n_samples=30, n_features=20, relevant=0.5, snr=2.0, rho=0.3)
    assert list(coordinates(world).values()) == [0.5, 1.5, 2.0, 0.3]
    assert list(coordinates(world))[:2] == [SHARE, SHAPE]
