"""Rows: measurements by method and measure, and the draws that count for nobody."""

from __future__ import annotations

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import FITS, LOSSES, STRENGTHS
from regclaims.fixtures.grids import World
from regclaims.fixtures.performance import null_error
from regclaims.fixtures.rows import Rows

DGM_ = DGM(task="regression", n_samples=20, n_features=4, relevant=0.5, snr=2.0)
COLUMNS = {
    "tuned/l1.test_error": np.array([1.0, 2.0, np.nan]),
    "tuned/l1.nonzero": np.array([3.0, np.inf, 4.0]),
    "none.test_error": np.array([5.0, 6.0, 7.0]),
}


def rows(columns=COLUMNS, world=None) -> Rows:
    return Rows(3, columns, world or World(FITS, DGM_, "tuned"))


def test_a_measure_is_read_at_the_worlds_level_or_without_one():
    measured = rows()
    np.testing.assert_array_equal(measured.method("l1").test_error, COLUMNS["tuned/l1.test_error"])
    np.testing.assert_array_equal(measured.method("none").test_error, [5.0, 6.0, 7.0])


def test_levels_do_not_mix():
    columns = {"weak/l1.nonzero": np.zeros(3), "strong/l1.nonzero": np.ones(3)}
    for level, value in (("weak", 0.0), ("strong", 1.0)):
        assert rows(columns, World(STRENGTHS, DGM_, level)).method("l1").nonzero.tolist() == [value] * 3


def test_an_experiment_without_levels_has_plain_columns():
    assert rows({"l1.error": np.ones(3)}, World(LOSSES, DGM_)).method("l1").error.tolist() == [1.0] * 3


def test_only_what_was_read_decides_which_draws_are_usable():
    measured = rows()
    assert measured.usable().tolist() == [True, True, True]
    _ = measured.method("none").test_error
    assert measured.usable().tolist() == [True, True, True]
    _ = measured.method("l1").test_error
    assert measured.usable().tolist() == [True, True, False]
    _ = measured.method("l1").nonzero
    assert measured.usable().tolist() == [True, False, False]
    assert rows().usable().tolist() == [True, True, True]  # another reader starts afresh


def test_the_truth_is_what_the_world_fixes():
    truth = rows().method("truth")
    assert truth.null_error.tolist() == [null_error(DGM_)] * 3
    assert truth.n_features.tolist() == [4.0] * 3
    assert truth.n_samples.tolist() == [20.0] * 3
    assert truth.n_relevant.tolist() == [2.0] * 3
    with pytest.raises(KeyError):
        _ = truth.no_such_thing


def test_a_measured_truth_comes_before_what_the_world_fixes():
    """At the world's level or without one; other levels and other measures are left alone."""
    columns = {"truth.spread": np.array([1.0, 2.0, 3.0]), "weak/truth.n_relevant": np.ones(3)}
    truth = rows(COLUMNS | columns).method("truth")
    assert truth.spread.tolist() == [1.0, 2.0, 3.0]
    assert truth.n_relevant.tolist() == [2.0] * 3
    weak = rows(columns, World(STRENGTHS, DGM_, "weak")).method("truth")
    assert (weak.n_relevant.tolist(), weak.n_features.tolist()) == ([1.0] * 3, [4.0] * 3)
    with pytest.raises(KeyError):
        _ = truth.spraed


def test_a_draw_on_which_the_measured_truth_is_undefined_counts_for_nobody():
    measured = rows(COLUMNS | {"truth.spread": np.array([np.nan, 2.0, 3.0])})
    _ = measured.method("truth").n_samples
    assert measured.usable().tolist() == [True, True, True]
    _ = measured.method("truth").spread
    assert measured.usable().tolist() == [False, True, True]


def test_a_measure_that_does_not_exist_is_a_mistake_with_a_hint():
    with pytest.raises(KeyError, match=r"experiment fits measures no 'l1.test_eror'; did you mean 'l1.test_error'"):
        _ = rows().method("l1").test_eror


def test_a_measure_of_another_level_is_a_mistake():
    with pytest.raises(KeyError, match="measures no"):
        _ = rows(COLUMNS, World(STRENGTHS, DGM_, "weak")).method("l1").test_error


def test_a_method_all_of_whose_draws_failed_reads_as_nan_and_nothing_is_usable():
    measured = rows()
    assert np.isnan(measured.method("l2").test_error).all()
    assert measured.usable().tolist() == [False, False, False]
