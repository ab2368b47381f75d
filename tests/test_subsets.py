"""L2 cut to as many features as L1 keeps: which features, and how they are fitted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import performance, tuning
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import subsets

REGRESSION = DGM(task="regression", n_samples=60, n_features=8, relevant=0.25, snr=4.0)
BOTH = pytest.mark.parametrize("dgm", [REGRESSION, replace(REGRESSION, task="classification")], ids=lambda d: d.task)


@BOTH
def test_the_cut_keeps_the_largest_weights_and_fits_them_again(dgm):
    draw = dgm.draw(0, 0)
    full = tuning.tuned(dgm.task, "l2", draw.X, draw.y)
    fit = subsets.cut(full, draw, 3)
    kept = fit.coef != 0
    assert kept.sum() == fit.nonzero == 3
    assert np.abs(full.coef[kept]).min() > np.abs(full.coef[~kept]).max()
    again = tuning.tuned(dgm.task, "l2", draw.X[:, kept], draw.y)
    np.testing.assert_allclose(fit.coef[kept], again.coef, rtol=1e-6)
    assert np.abs(fit.coef[kept] - full.coef[kept]).max() > 1e-3


@BOTH
def test_nothing_cut_is_l2_itself_and_all_cut_is_empty(dgm):
    draw = dgm.draw(0, 0)
    full = tuning.tuned(dgm.task, "l2", draw.X, draw.y)
    np.testing.assert_allclose(subsets.cut(full, draw, 8).coef, full.coef, rtol=1e-3)
    assert subsets.cut(full, draw, 0).nonzero == 0


@BOTH
def test_the_row_tells_sizes_and_errors(dgm):
    draw = dgm.draw(0, 0)
    row = subsets.measure(draw)
    assert row["l2.nonzero"] == 8
    assert row["l2_cut.nonzero"] == row["l1.nonzero"]
    for penalty in ("l1", "l2"):
        fit = tuning.tuned(dgm.task, penalty, draw.X, draw.y)
        assert row[f"{penalty}.test_error"] == performance.test_error(fit, draw)
        assert row[f"{penalty}.nonzero"] == fit.nonzero
