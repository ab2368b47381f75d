"""Every claim has a named fault of the laboratory that turns its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import regclaims
from regclaims.claims.claim import all_claims
from regclaims.claims.controls.sabotage.lab import Sabotage, SabotagedLab, verdict_after
from regclaims.claims.controls.sabotage.turns import turns
from regclaims.claims.verdict import NOT_EMPIRICAL
from regclaims.fixtures.blocks import series_of
from regclaims.fixtures.experiments import FITS
from regclaims.fixtures.grids import CORE, World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store
from regclaims.reports import ledger
from regclaims.reports.sabotages import PAGE, page

TURNS = turns()


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """On the suite's own store, so that what a run of the claims has measured is not measured again."""
    root = Path(regclaims.__file__).parent
    with Store(root / ".regclaims" / "store.sqlite") as store, Lab(store, seed=0) as lab:
        yield lab


def test_every_claim_has_its_sabotage():
    testable = {id for id, claim in all_claims().items() if claim.not_empirical is None}
    assert TURNS.keys() == testable


@pytest.mark.parametrize("id", TURNS, ids=[f"{id}: {turn.sabotage.name}" for id, turn in TURNS.items()])
def test_sabotage_turns_the_verdict(id, lab):
    turn = TURNS[id]
    before = ledger.read()[id]
    after = verdict_after(id, turn.sabotage, lab)
    assert after.decided
    assert after != NOT_EMPIRICAL
    assert str(after) == turn.after
    assert str(after) != str(before)


def test_a_sabotage_that_does_nothing_turns_nothing(lab):
    """The harness itself leads to the recorded verdict where nothing is changed."""
    untouched = Sabotage(name="nothing", columns=lambda columns, world: columns)
    assert str(verdict_after("l1-sparser-than-l2", untouched, lab)) == "supported"


def test_the_table_is_in_step():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), "run: python -m regclaims.reports.sabotages"


def test_repeated_draws_are_handed_out_over_and_over(lab):
    """Ten measured draws serve for any number, in their order."""
    world = World(FITS, CORE[0], "tuned")
    forged = Sabotage(name="first draws repeated", columns=lambda columns, world: columns, repeats=10)
    sabotaged = SabotagedLab(lab, forged)
    sabotaged.measure(dict.fromkeys(series_of(world, ["l2"]), 10**6))
    errors = sabotaged.rows(world, ["l2"], 5, 25).method("l2").test_error
    true = lab.rows(world, ["l2"], 0, 10).method("l2").test_error
    np.testing.assert_array_equal(errors, [*true[5:], *true, *true[:5]])
