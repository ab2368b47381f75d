"""New data from a draw's truth: what is shared, what is new, and that it repeats itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures import performance, resamples
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.performance import Fit

REGRESSION = DGM(
    task="regression", n_samples=60, n_features=6, relevant=0.5, snr=4.0, correlation="block", rho=0.9, block_size=2
)
WORLDS = {"regression": REGRESSION, "classification": replace(REGRESSION, task="classification")}
tasks = pytest.mark.parametrize("task", WORLDS)


@tasks
def test_a_twin_has_the_same_truth_and_other_rows(task):
    draw = WORLDS[task].draw(0, 0)
    twin, again = resamples.twin(draw), resamples.twin(WORLDS[task].draw(0, 0))
    assert twin.X.tobytes() == again.X.tobytes()
    assert twin.y.tobytes() == again.y.tobytes()
    assert twin.coef is draw.coef
    assert not np.isin(twin.X, draw.X).any()
    assert not np.isin(resamples.twin(WORLDS[task].draw(0, 1)).X, twin.X).any()


@pytest.mark.parametrize("units", [1.0, 100.0])
def test_a_twins_moments_are_those_of_the_world(units):
    """Ten thousand rows: standard errors are about 1 %."""
    draw = replace(REGRESSION, n_samples=10_000, units=units).draw(0, 0)
    twin = resamples.twin(draw)
    scale = np.sqrt(np.diag(draw.covariance))
    np.testing.assert_allclose(
        np.cov(twin.X / scale, rowvar=False), draw.covariance / np.outer(scale, scale), atol=0.06
    )
    assert np.var(twin.y - twin.X @ twin.coef) == pytest.approx(0.25, rel=0.06)
    assert np.var(twin.y - twin.X @ draw.coef * 1.5) > 0.3


@pytest.mark.parametrize(("share", "new"), [(0.25, 15), (1.0, 60), (0.001, 1)])
def test_a_share_of_the_rows_is_replaced(share, new):
    draw = REGRESSION.draw(0, 0)
    twin = resamples.twin(draw)
    mixed = resamples.with_rows_of(draw, twin, share)
    is_new = (mixed.X == twin.X).all(axis=1)
    assert is_new.sum() == new
    np.testing.assert_array_equal(mixed.X[~is_new], draw.X[~is_new])
    np.testing.assert_array_equal(mixed.y, np.where(is_new, twin.y, draw.y))


@tasks
def test_apart_and_together_share_all_but_the_correlation(task):
    draw = WORLDS[task].draw(0, 0)
    apart, together = resamples.apart_and_together(draw)
    np.testing.assert_array_equal(together.X, draw.X)
    np.testing.assert_allclose(apart.X @ np.linalg.cholesky(draw.covariance).T, draw.X, atol=1e-12)
    assert apart.coef is together.coef
    assert abs(np.corrcoef(apart.X[:, 0], apart.X[:, 1])[0, 1]) < 0.4 < np.corrcoef(draw.X[:, 0], draw.X[:, 1])[0, 1]
    if task == "regression":
        noise = [data.y - data.X @ data.coef for data in (apart, together)]
        np.testing.assert_allclose(*noise, atol=1e-12)
        assert apart.dgm.noise_variance == together.dgm.noise_variance


@tasks
def test_errors_apart_are_worked_out_from_the_right_signal(task):
    """The error of the true coefficients against 100,000 rows, and not that of the correlated world."""
    draw = replace(WORLDS[task], n_samples=100_000, placement="grouped").draw(0, 1)
    apart, together = resamples.apart_and_together(draw)
    errors = []
    for data in (apart, together):
        eta = data.X @ data.coef
        seen = np.mean((data.y - eta) ** 2) if task == "regression" else np.mean((eta > 0) != (data.y > 0.5))
        errors.append(performance.test_error(Fit(0.0, data.coef), data))
        assert errors[-1] == pytest.approx(seen, rel=0.03)
    if task == "classification":
        assert abs(errors[0] - errors[1]) > 0.03 * errors[0]
