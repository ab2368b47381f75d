"""From evidence to a claim's record: what it turns on, what it would take, which draws failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from regclaims.claims.decide import Budget, Docket
from regclaims.claims.findings import Finding
from regclaims.claims.readings import Counted
from regclaims.claims.summarize import missing_draws, record
from regclaims.claims.verdict import Force, NotEmpirical
from regclaims.fixtures.blocks import series_of
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import FITS
from regclaims.fixtures.grids import worlds
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.sequential import MOSTLY, Outcome, Tally, draws_needed
from regclaims.fixtures.store import Block, Store
from regclaims.tests.test_decide import ONE, TWO, A, place, sampled, stated


@pytest.fixture
def lab(tmp_path) -> Iterator[Lab]:
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial()) as lab:
        yield lab


def test_a_claim_that_no_measurement_reaches_says_why(lab):
    found = record(Docket(replace(stated(), not_empirical=NotEmpirical.TASTE), A, Budget()), lab)
    assert (found.verdict, found.kind) == ("ill-posed", "not empirical")
    assert found.condition == "it speaks of what people prefer, and no data set holds preferences"
    assert found.missing_draws == 0


def test_an_ambiguous_claim_says_what_it_is_in_each_sense(lab):
    readings = [
        Counted(name=name, says=f"In {name} sense. For.", predicate=bool, counts=dict, cases=("a",))
        for name in ("one", "another")
    ]
    docket = Docket(stated(*readings), A, Budget())
    for name, outcome in (("one", Outcome.HOLDS), ("another", Outcome.FAILS)):
        docket.findings[name, "a"] = Finding(outcome=outcome, tried=1, right=1, detail="")
    found = record(docket, lab)
    assert (found.verdict, found.kind) == ("ill-posed", "ambiguous")
    assert found.condition == 'supported if read as "In one sense"; contradicted if read as "In another sense"'


def test_draws_that_failed_are_told_up_to_the_last_one_looked_at(tmp_path):
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial()) as lab:
        (series,) = series_of(worlds(FITS, [ONE])[0], ["l1"])
        settled = Tally(MOSTLY, A).look(np.ones(30, bool)).draws
        events = ((3, "ValueError: no"), (settled, "ValueError: later"))
        block = Block(tuple(range(30)), ("l1.test_error",), np.ones((30, 1)), events)
        store.add(lab.key(series), "scripted", block)
        docket = Docket(stated(sampled("x", ONE)), A, Budget())
        docket.look(lab, {place("x", ONE): 30})
        found = record(docket, lab)
    (event,) = found.events
    assert (event.claim, event.draw, event.what) == ("made-up", 3, "ValueError: no")
    assert event.replay == f"python -m regclaims.fixtures.replay fits l1 {ONE.id} 3 --seed 0"
    assert found.series == {f"fits l1 {ONE.id}": settled}


def test_what_is_missing_is_what_the_plan_expects():
    docket = Docket(stated(sampled("x", ONE, TWO)), A, Budget())
    assert missing_draws(docket) == 2 * draws_needed(1.0, MOSTLY, A)
    docket.tallies[place("x", ONE)] = Tally(MOSTLY, A, False, 20, 20, Outcome.HOLDS)
    docket.tallies[place("x", TWO)] = Tally(MOSTLY, A, False, 20, 16)
    assert missing_draws(docket) == draws_needed(0.8, MOSTLY, A) - 20
    docket.tallies[place("x", TWO)] = Tally(MOSTLY, A, False, 20, 20, Outcome.HOLDS)
    assert missing_draws(docket) == 0


def test_of_a_map_every_open_cell_is_missing():
    cells = frozenset([place("x", ONE), place("x", TWO)])
    docket = Docket(stated(sampled("x", ONE, TWO), force=Force.CAN), A, Budget(), cells)
    docket.tallies[place("x", ONE)] = Tally(MOSTLY, A, False, 20, 20, Outcome.HOLDS)
    docket.tallies[place("x", TWO)] = Tally(MOSTLY, A, False, 20, 16)
    assert missing_draws(docket) == draws_needed(0.8, MOSTLY, A) - 20
    docket.tallies[place("x", TWO)] = Tally(MOSTLY, A)
    assert missing_draws(docket) == draws_needed(1.0, MOSTLY, A)
