"""Whole paths of strengths."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import methods, performance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import paths
from regclaims.fixtures.experiments.fits import roughness

REGRESSION = DGM(task="regression", n_samples=25, n_features=40, relevant=0.2, snr=2.0, rho=0.5)
WORLDS = [REGRESSION, replace(REGRESSION, n_features=8), replace(REGRESSION, task="classification")]
ids = [dgm.id for dgm in WORLDS]


@pytest.mark.parametrize("dgm", WORLDS, ids=ids)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_a_path_runs_from_all_but_empty_to_all_but_unpenalised(dgm, penalty):
    draw = dgm.draw(0, 0)
    along = paths.follow(dgm.task, penalty, draw.X, draw.y)
    norm = np.linalg.norm(along.coefs, axis=1)
    assert (np.diff(along.strengths) < 0).all()
    assert norm[0] < 0.1 * norm[-1]
    per_decade = paths.DECADE[penalty]
    assert along.strengths[0] / along.strengths[per_decade] == pytest.approx(10)


@pytest.mark.parametrize("dgm", WORLDS[:2], ids=ids[:2])
def test_least_angles_and_coordinate_descent_agree(dgm):
    draw = dgm.draw(0, 1)
    along = paths.follow("regression", "l1", draw.X, draw.y)
    by_descent = methods.path("regression", "l1", draw.X, draw.y, along.strengths, tol=1e-10)
    np.testing.assert_allclose(along.coefs, by_descent.coefs, atol=1e-5)
    np.testing.assert_allclose(along.intercepts, by_descent.intercepts, atol=1e-5)
    assert not np.allclose(along.coefs[1:], by_descent.coefs[:-1], atol=1e-3)


@pytest.mark.parametrize("dgm", WORLDS, ids=ids)
def test_columns_are_those_of_the_path(dgm):
    draw = dgm.draw(0, 2)
    for penalty in ("l1", "l2"):
        along = paths.follow(dgm.task, penalty, draw.X, draw.y)
        row = paths.measure(draw, penalty)
        tests = [performance.test_error(along.fit(i), draw) for i in range(len(along.strengths))]
        assert row[f"{penalty}.best_test"] == min(tests)
        assert (row[f"{penalty}.strongest_test"], row[f"{penalty}.weakest_test"]) == (tests[0], tests[-1])
        assert row[f"{penalty}.best_train"] == performance.train_error(along.fit(int(np.argmin(tests))), draw)
        assert row[f"{penalty}.strongest_nonzero"] == along.fit(0).nonzero
    assert row["l2.zeros"] == row["l2.more_nonzero"] == row["l2.longer"] == 0


def test_exceptions_are_counted(monkeypatch):
    """Weights in use along falling strengths: 1, 0, 1, 2 with one decade a step; the norm falls once."""
    coefs = np.array([[2.0, 0.0], [0.0, 0.0], [3.0, 0.0], [3.0, 1.0]])
    made = methods.Path(np.array([1.0, 0.1, 0.01, 0.001]), np.zeros(4), coefs)
    monkeypatch.setattr(paths, "follow", lambda *_: made)
    monkeypatch.setattr(paths, "DECADE", {"l1": 1})
    row = paths.measure(replace(REGRESSION, n_features=2).draw(0, 0), "l1")
    assert row["l1.more_nonzero"] == row["l1.more_tenfold"] == row["l1.longer"] == 1
    assert row["l1.zeros"] == 2


def test_roughness_tells_order_and_not_size():
    rng = np.random.default_rng(0)
    wave = np.sin(np.linspace(0, 3, 200))
    assert roughness(wave) < 0.01
    assert roughness(rng.permutation(wave)) > 0.1
    assert roughness(rng.standard_normal(5000)) == pytest.approx(1, abs=0.1)
    assert roughness(np.array([1.0, -1.0, 1.0])) == 2
    assert roughness(7 * wave) == pytest.approx(roughness(wave))
    assert roughness(np.zeros(3)) == roughness(np.ones(1)) == 1
