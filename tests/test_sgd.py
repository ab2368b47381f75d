"""L1 under SGD: strengths, levels, and which steps leave zeros."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import SGD, sgd
from regclaims.fixtures.methods import at_strength, zeroing_strength

REGRESSION = DGM(task="regression", n_samples=80, n_features=10, relevant=0.2, snr=4.0)
BOTH = pytest.mark.parametrize("dgm", [REGRESSION, replace(REGRESSION, task="classification")], ids=lambda d: d.task)


@BOTH
def test_steps_that_stop_at_zero_leave_zeros_and_others_none(dgm):
    rows = {method: sgd.measure(dgm.draw(0, 0), method) for method in SGD.methods}
    for level in SGD.levels:
        assert rows["subgradient"][f"{level}/subgradient.nonzero"] == 10
        for method in ("truncated", "proximal"):
            found = rows[method]
            assert 0 < found[f"{level}/{method}.noticeable"] <= found[f"{level}/{method}.nonzero"] <= 10
    for method in ("truncated", "proximal"):
        assert rows[method][f"strong/{method}.nonzero"] < 10


@BOTH
def test_scikit_learns_sgd_aims_at_the_same_objective(dgm):
    """Near the exact L1 solution of the same strength, nearer than to that of ten times less."""
    draw = dgm.draw(0, 0)
    X = draw.X - draw.X.mean(axis=0)
    alpha = 0.5 * zeroing_strength(X, draw.y)
    found = sgd.truncated(draw, X, alpha)
    same, other = (at_strength(dgm.task, "l1", X, draw.y, strength).coef for strength in (alpha, alpha / 10))
    assert np.linalg.norm(found - same) < 0.5 * np.linalg.norm(found - other)


@BOTH
def test_at_these_strengths_the_exact_solution_has_zeros(dgm):
    """Or else SGD could not be asked for any."""
    draw = dgm.draw(0, 0)
    top = zeroing_strength(draw.X, draw.y)
    for share in sgd.SHARES.values():
        assert 0 < at_strength(dgm.task, "l1", draw.X, draw.y, share * top).nonzero < 10
    assert at_strength(dgm.task, "l1", draw.X, draw.y, 1e-4 * top).nonzero == 10
