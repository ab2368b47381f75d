"""L1 and L2 exchanged: verdicts turn round, and a name that carried weight would be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import regclaims
from regclaims.claims.claim import all_claims
from regclaims.claims.controls import swap
from regclaims.claims.controls.patching import rebind
from regclaims.claims.controls.swap import Sort, Swapped
from regclaims.claims.verdict import CONTRADICTED, DEPENDS, SUPPORTED
from regclaims.fixtures.experiments import FITS, fits
from regclaims.fixtures.grids import CORE, World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store

QUICK = ["l1-prevents-overfitting-better", "l2-prevents-overfitting-better", "l1-sparser-than-l2", "same-goal"]
WORLDS = [World(FITS, CORE[0], "tuned"), World(FITS, CORE[-1], "tuned")]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """On the suite's own store."""
    root = Path(regclaims.__file__).parent
    with Store(root / ".regclaims" / "store.sqlite") as store, Lab(store, seed=0) as lab:
        yield lab


def test_verdicts_turn_round(lab):
    found, others = swap.run([all_claims()[id] for id in [*QUICK, "l1-yields-zero-weights"]], lab)
    assert others == ["l1-yields-zero-weights"]
    assert [one.sort for one in found] == [Sort.MIRRORED, Sort.MIRRORED, Sort.CONTEST, Sort.SYMMETRIC]
    assert not any(one.escaped for one in found)
    assert (found[2].before, found[2].after) == (SUPPORTED, CONTRADICTED)


@pytest.mark.parametrize(
    ("sort", "before", "after", "required", "both", "escaped"),
    [
        (Sort.MIRRORED, DEPENDS, CONTRADICTED, "ill-posed: depends", 0, True),
        (Sort.SYMMETRIC, SUPPORTED, SUPPORTED, "supported", 0, False),
        (Sort.CONTEST, SUPPORTED, SUPPORTED, "", 0, True),
        (Sort.CONTEST, DEPENDS, DEPENDS, "", 0, False),
        (Sort.CONTEST, DEPENDS, DEPENDS, "", 1, True),
        (Sort.CAN, SUPPORTED, SUPPORTED, "", 0, False),
        (Sort.CAN, SUPPORTED, SUPPORTED, "", 1, True),
        (Sort.OTHER, SUPPORTED, SUPPORTED, "", 0, False),
    ],
)
def test_what_escapes(sort, before, after, required, both, escaped):
    assert Swapped("x", sort, before, after, required, both).escaped is escaped


def test_names_carry_no_weight_at_the_fits():
    (compared,) = swap.at_the_fits(WORLDS)
    assert (compared.differ, compared.escaped) == (0, False)
    assert compared.told_apart > 20


def test_a_name_that_carries_weight_is_seen(monkeypatch):
    described = fits.describe

    def favouring(name, *arguments):
        row = described(name, *arguments)
        return {key: value * (1 + 1e-15 * name.endswith("l1")) for key, value in row.items()}

    rebind(monkeypatch, described, favouring)
    (compared,) = swap.at_the_fits(WORLDS)
    assert compared.escaped
