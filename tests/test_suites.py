"""The deep suite: every reading on regression in general, on the deep worlds, and the others accounted for."""

from __future__ import annotations

import re

import pytest

from regclaims.claims import suites
from regclaims.claims.claim import all_claims
from regclaims.claims.decide import Budget, Docket, per_test_alpha
from regclaims.claims.readings import Sampled
from regclaims.fixtures.deep import DEEP
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.grids import CORE

DEEP_SUITE = suites.deep()


def test_every_reading_is_on_deep_worlds_or_accounted_for():
    readings = [reading for claim in DEEP_SUITE.claims.values() for reading in claim.readings]
    assert all(isinstance(reading, Sampled) and {w.dgm for w in reading.worlds} == set(DEEP) for reading in readings)
    everything = sum(len(claim.readings) for claim in all_claims().values())
    assert len(readings) + sum(DEEP_SUITE.left_out.values()) == everything
    assert len(readings) > 50


def test_readings_on_the_core_grid_are_all_in():
    core = {dgm for dgm in CORE if dgm.task == "regression"}
    for claim in all_claims().values():
        names = {r.name for r in DEEP_SUITE.claims[claim.id].readings} if claim.id in DEEP_SUITE.claims else set()
        for reading in claim.readings:
            if isinstance(reading, Sampled) and core <= {world.dgm for world in reading.worlds}:
                assert reading.name in names, claim.id


def test_a_deep_claim_is_the_claim_with_other_worlds():
    deep, claim = DEEP_SUITE.claims["l2-more-accurate"], all_claims()["l2-more-accurate"]
    assert (deep.id, deep.says, deep.force, deep.roles) == (claim.id, claim.says, claim.force, claim.roles)
    (reading,), (before,) = deep.readings, claim.readings
    assert isinstance(reading, Sampled)
    assert isinstance(before, Sampled)
    assert (reading.name, reading.predicate, reading.frequency) == (before.name, before.predicate, before.frequency)
    assert {world.dgm for world in before.worlds} == set(CORE), "the claim itself is left as it is"


def test_alpha_is_divided_over_all_cells_of_the_whole_sweep():
    cells = sum(len(r.cells()) for claim in DEEP_SUITE.claims.values() for r in claim.readings)
    assert DEEP_SUITE.cells == cells > 10_000
    assert per_test_alpha(0.01, DEEP_SUITE.cells) == 0.01 / (3 * cells)


def test_a_map_asks_for_every_cell_until_it_is_settled():
    claim = DEEP_SUITE.claims["l2-more-accurate"]
    places = DEEP_SUITE.places(claim)
    assert places is not None
    assert len(places) == len(DEEP)
    docket = Docket(claim, per_test_alpha(0.01, DEEP_SUITE.cells), Budget(max_draws=60), places)
    assert set(docket.wanted()) == places
    assert set(docket.wanted().values()) <= set(range(20, 40))
    assert suites.standard().places(claim) is None


def test_the_suite_says_what_it_leaves_out_and_the_standard_one_nothing():
    text = DEEP_SUITE.described()
    assert text.startswith(f"grid deep: {len(DEEP_SUITE.claims)} claims, ")
    assert f"{DEEP_SUITE.cells:,} cells" in text
    assert all(f"{count} {why}" in text for why, count in DEEP_SUITE.left_out.items())
    assert suites.standard().described() == ""


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["l2-more-acurate"], "did you mean 'l2-more-accurate'"),
        (["l2-more-popular"], "has nothing on the deep grid"),
        (["l2-more-accurate", "verdict"], "no cell 'verdict'"),
        (["l2-more-accurate", "l2-errs-less[reg-n100-p20-rel1-snr4-ar0+tuned]"], "did you mean 'l2-errs-less[reg-n"),
    ],
)
def test_names_that_are_not_on_the_grid_are_refused(names, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        DEEP_SUITE.check(*names)


def test_names_that_are_on_the_grid_pass():
    cell = DEEP_SUITE.claims["l2-more-accurate"].readings[0].cells()[0]
    for item in ("", "map", f"l2-errs-less[{cell}]"):
        DEEP_SUITE.check("l2-more-accurate", item)
    suites.standard().check("l2-more-popular", "verdict")
