"""The compiled solvers called directly give what scikit-learn's own functions give."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from regclaims.fixtures import least_squares
from regclaims.fixtures.dgms import DGM

TALL = DGM(task="regression", n_samples=60, n_features=12, relevant=0.5, snr=2.0, rho=0.5)
WIDE = DGM(task="regression", n_samples=30, n_features=50, relevant=0.2, snr=5.0, rho=0.8)
UNITS = DGM(task="regression", n_samples=60, n_features=12, relevant=0.5, snr=2.0, units=1000.0)

worlds = pytest.mark.parametrize("dgm", [TALL, WIDE, UNITS], ids=["tall", "wide", "units"])


def data_of(dgm: DGM) -> tuple[least_squares.Centred, np.ndarray]:
    """Centred data of one draw, and strengths from the zeroing one to a thousandth of it."""
    draw = dgm.draw(0, 0)
    data = least_squares.centred(draw.X, draw.y)
    return data, np.abs(data.xy).max() / len(data.y) * np.geomspace(1, 1e-3, 8)


@worlds
@pytest.mark.parametrize("l1_ratio", [1.0, 0.5])
@pytest.mark.parametrize("tol", [1e-3, 1e-5])
def test_coordinate_descent_is_enet_paths(dgm, l1_ratio, tol):
    data, strengths = data_of(dgm)
    found = least_squares.elastic_net(data, l1_ratio, strengths, tol)
    expected = least_squares.public(data, l1_ratio, strengths, tol, None, least_squares.SWEEPS)
    np.testing.assert_array_equal(found, expected)
    other = least_squares.public(data, l1_ratio - 0.1, strengths, tol, None, least_squares.SWEEPS)
    assert np.abs(found - other).max() > 1e-3


def test_a_path_taken_up_where_it_ended_goes_on_as_if_it_had_not_stopped():
    data, strengths = data_of(TALL)
    whole = least_squares.elastic_net(data, 1.0, strengths, 1e-4)
    first = least_squares.elastic_net(data, 1.0, strengths[:3], 1e-4)
    kept = first.copy()
    rest = least_squares.elastic_net(data, 1.0, strengths[3:], 1e-4, first[-1])
    np.testing.assert_array_equal(np.vstack([first, rest]), whole)
    np.testing.assert_array_equal(first, kept)  # the start is not written over


@pytest.mark.parametrize("function", ["missing", "changed"])
def test_without_the_compiled_function_the_public_one_is_used(monkeypatch, function):
    data, strengths = data_of(TALL)
    expected = least_squares.elastic_net(data, 1.0, strengths, 1e-5)

    def changed(*arguments):
        raise TypeError("takes other arguments now")

    monkeypatch.setattr(least_squares, "_descend", changed if function == "changed" else None)
    np.testing.assert_array_equal(least_squares.elastic_net(data, 1.0, strengths, 1e-5), expected)


@pytest.mark.parametrize("sweeps", [0, least_squares.SWEEPS], ids=["least angles", "coordinates"])
def test_an_exact_lasso_of_many_features_is_the_same_by_either_way(monkeypatch, sweeps):
    data, strengths = data_of(WIDE)
    monkeypatch.setattr(least_squares, "FEW_SWEEPS", max(sweeps, 1))
    found = least_squares.elastic_net(data, 1.0, strengths, 1e-7)
    by_descent = least_squares.public(data, 1.0, strengths, 1e-12, None, 10**6)
    off = np.abs(found - by_descent).max() / np.abs(by_descent).max()
    assert off < 1e-4  # conditions that hold to EXACT, over the weakest curvature among the active features
    assert np.abs(found[:-1] - by_descent[1:]).max() > 1e-2


@worlds
def test_ridge_by_eigenvalues_is_ridge_by_singular_values(dgm):
    data, strengths = data_of(dgm)
    exact = least_squares.ridge(data, strengths)
    np.testing.assert_allclose(least_squares.ridge_by_eigenvalues(data, strengths), exact, rtol=1e-6, atol=1e-9)
    assert np.abs(least_squares.ridge_by_eigenvalues(data, 1.01 * strengths) - exact).max() > 1e-6


@worlds
def test_no_penalty_is_linear_regression(dgm):
    draw = dgm.draw(0, 0)
    data = least_squares.centred(draw.X, draw.y)
    model = LinearRegression().fit(draw.X, draw.y)
    coef = least_squares.unpenalized(data)
    np.testing.assert_array_equal(coef, model.coef_)
    assert data.intercepts(coef) == model.intercept_


@pytest.mark.parametrize("number", range(10))
def test_of_many_solutions_no_penalty_is_the_shortest(number):
    """It lies in the span of the rows; a singular value that is rounding alone would lead out of it."""
    draw = DGM(task="regression", n_samples=50, n_features=100, relevant=0.05, snr=4.0).draw(0, number)
    data = least_squares.centred(draw.X, draw.y)
    coef = least_squares.unpenalized(data)
    shortest = np.linalg.pinv(data.X, rcond=1e-10) @ data.y
    np.testing.assert_allclose(coef, shortest, rtol=0, atol=1e-9 * np.linalg.norm(shortest))
