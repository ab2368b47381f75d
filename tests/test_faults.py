"""Faults of the laboratory: declared as data, noticed as declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import regclaims
from regclaims.claims.claim import all_claims
from regclaims.claims.controls.faults.fault import Fault, Tried, outcome, verdict, verdict_with
from regclaims.claims.controls.faults.table import faults
from regclaims.claims.controls.patching import forget, load, rebind
from regclaims.fixtures import tuning
from regclaims.fixtures.experiments import fits, units
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store

TESTS = Path(__file__).parent
STRONGEST = faults()["the tuner picks the strongest penalty"]
SEEDS = faults()["every draw has the same seed"]
NOTHING = Fault(name="nothing", breaks=lambda patch: None, turns=STRONGEST.turns, after=STRONGEST.after)


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """On the suite's own store."""
    root = Path(regclaims.__file__).parent
    with Store(root / ".regclaims" / "store.sqlite") as store, Lab(store, seed=0) as lab:
        yield lab


def test_there_are_many():
    assert len(faults()) >= 50


@pytest.mark.parametrize("name", faults())
def test_each_names_what_notices_it(name):
    fault = faults()[name]
    assert bool(fault.turns) != bool(fault.fails)
    assert bool(fault.turns) == bool(fault.after)
    if fault.turns:
        assert fault.turns in all_claims()
    else:
        file, _, test = fault.fails.partition("::")
        text = (TESTS / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {test}\(" if test else "^def test_", text, re.MULTILINE)


def test_a_fault_turns_its_claim_and_no_fault_turns_none(lab):
    before = verdict(STRONGEST.turns, lab)
    assert not Tried(STRONGEST, before, verdict_with(STRONGEST)).escaped
    assert Tried(NOTHING, before, verdict_with(NOTHING)).escaped


def test_a_fault_fails_its_test_and_no_fault_fails_none():
    before = outcome([SEEDS.fails])
    assert before == "passes"
    assert not Tried(SEEDS, before, outcome([SEEDS.fails], SEEDS)).escaped
    assert Tried(SEEDS, before, before).escaped


def test_a_test_that_cannot_be_run_notices_nothing():
    assert Tried(SEEDS, "passes", "cannot be run (exit status 4)").escaped
    assert Tried(SEEDS, "fails", "fails").escaped
    assert Tried(STRONGEST, "undecided", STRONGEST.after).escaped


def test_what_is_broken_is_whole_again():
    """Wherever a function is held it is exchanged, and put back."""
    load()
    true = tuning.tuned
    with pytest.MonkeyPatch.context() as patch:
        rebind(patch, true, len)
        assert tuning.tuned is len
        assert any(value is len for value in vars(units).values())
    assert tuning.tuned is true
    assert not any(value is len for value in vars(units).values())


def test_fits_made_with_other_code_are_forgotten():
    from regclaims.fixtures.grids import CORE

    fits.without_penalty(CORE[0].draw(0, 0))
    assert fits.without_penalty.cache_info().currsize
    forget()
    assert not fits.without_penalty.cache_info().currsize
