"""The store grows in proportion to the draws, and takes little more than the numbers themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from regclaims.fixtures.blocks import series_of
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import FITS, STRENGTHS
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Block, Store

SMALL = DGM(task="regression", n_samples=20, n_features=4, relevant=0.5, snr=2.0)
ALLOWED = 200
"""Bytes of the whole file a number; 8 is the number itself."""

DRAWS = 25
"""What a cell that is clear takes in a deep sweep."""


def size_and_numbers(path: Path, draws: int) -> tuple[int, int]:
    """Bytes of a store in which four methods were measured, and how many numbers it holds."""
    series = [*series_of(World(FITS, SMALL, "tuned"), ["none", "l1", "l2"])]
    series += series_of(World(STRENGTHS, SMALL, "weak"), ["l2"])
    with Store(path) as store, Lab(store, seed=0, engine=Serial()) as lab:
        lab.measure(dict.fromkeys(series, draws))
        numbers = sum(c.size for s in series for c in store.rows(lab.key(s), 0, draws).values())
    return path.stat().st_size, numbers


def test_eight_times_the_draws_take_eight_times_the_room_at_most(tmp_path):
    small, few = size_and_numbers(tmp_path / "small", DRAWS)
    large, many = size_and_numbers(tmp_path / "large", 8 * DRAWS)
    print(f"{few:,} numbers: {small:,} bytes, {small / few:.1f} a number")
    print(f"{many:,} numbers: {large:,} bytes, {large / many:.1f} a number")
    assert many == 8 * few
    assert large <= 8 * small
    assert max(small / few, large / many) < ALLOWED


@pytest.mark.parametrize(("draws", "fine"), [(1, False), (200, True)])
def test_what_a_series_costs_by_itself_is_seen_in_series_that_hold_next_to_nothing(tmp_path, draws, fine):
    """A hundred series of one column: their keys, words and column names cost some 700 bytes each."""
    path, about = tmp_path / "store", "x" * 200
    with Store(path) as store:
        for number in range(100):
            block = Block(tuple(range(draws)), ("m.some_measure",), np.zeros((draws, 1)), ())
            store.add(f"{number:064}", about, block)
    assert (path.stat().st_size / (100 * draws) < ALLOWED) is fine
