"""L1 and L2 at one training loss."""

from __future__ import annotations

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments.equal_fit import SHARES, equally_close, measure, sizes, training_loss
from regclaims.fixtures.methods import at_strength

CASES = [
    DGM(task=task, n_samples=40, n_features=p, relevant=0.5, snr=2.0)
    for task in ("regression", "classification")
    for p in (6, 60)
]
ids = [dgm.id for dgm in CASES]


@pytest.mark.parametrize("dgm", CASES, ids=ids)
def test_both_have_the_same_loss_and_each_the_least_of_its_own_size(dgm):
    row = measure(dgm.draw(0, 0))
    for level in SHARES:
        one, other = f"{level}/l1", f"{level}/l2"
        assert row[f"{other}.loss"] == pytest.approx(row[f"{one}.loss"], rel=2e-3)
        assert row[f"{one}.total"] <= row[f"{other}.total"] * 1.002
        assert row[f"{other}.norm"] <= row[f"{one}.norm"] * 1.002
    assert row["close_fit/l1.loss"] < 0.9 * row["loose_fit/l1.loss"]


@pytest.mark.parametrize("dgm", CASES, ids=ids)
def test_a_known_strength_is_found_again(dgm):
    draw = dgm.draw(0, 1)
    known = at_strength(dgm.task, "l2", draw.X, draw.y, 0.2)
    found = equally_close(dgm.task, draw.X, draw.y, training_loss(dgm.task, known, draw.X, draw.y))
    assert found.strength == pytest.approx(0.2, rel=5e-3)


def test_sizes_of_weights_written_out():
    row = sizes("m", np.array([-3.0, 0.0, 0.2, 4.0]))
    assert row == pytest.approx(
        {"m.largest": 4, "m.norm": np.sqrt(25.04), "m.total": 7.2, "m.median": 1.6, "m.faint": 1, "m.nonzero": 3}
    )
