"""Faults of measures, clocks and counters."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from regclaims.claims.controls.faults.fault import Fault
from regclaims.claims.controls.patching import rebind
from regclaims.fixtures import complexity, performance
from regclaims.fixtures.dgms import Array, Draw
from regclaims.fixtures.experiments import cost, fits, work
from regclaims.fixtures.performance import Fit
from regclaims.fixtures.rows import Rows


def scored_on_training_data(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, performance.test_error, performance.train_error)


def new_data_contaminated(patch: pytest.MonkeyPatch) -> None:
    """Of the contaminated worlds, new data have the outliers of the training data."""
    clean = performance.test_error

    def spoilt(fit: Fit, draw: Draw) -> float:
        dgm, outliers = draw.dgm, 0.0
        if dgm.outliers in ("y", "both"):
            outliers = dgm.outlier_size**2 * (dgm.signal_variance + dgm.noise_variance)
        return clean(fit, draw) + dgm.outlier_share * outliers

    rebind(patch, clean, spoilt)


def features_taken_for_uncorrelated(patch: pytest.MonkeyPatch) -> None:
    honest = performance.error_on

    def off(fit: Fit, draw: Draw, means: Array) -> float:
        return honest(fit, replace(draw, covariance=np.diag(np.diag(draw.covariance))), means)

    rebind(patch, honest, off)


def flipped(measure: str) -> Callable[[pytest.MonkeyPatch], None]:
    """The sign of one measure of the fits experiment."""

    def breaks(patch: pytest.MonkeyPatch) -> None:
        described = fits.describe

        def wrong(*arguments: Any) -> dict[str, float]:
            row = described(*arguments)
            return {name: -value if name.endswith(f".{measure}") else value for name, value in row.items()}

        rebind(patch, described, wrong)

    return breaks


def weights_counted(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, complexity.degrees_of_freedom, lambda fit, penalty, draw: float(fit.nonzero))


def tiny_weights_are_zeros(patch: pytest.MonkeyPatch) -> None:
    counted = property(lambda self: int(np.count_nonzero(np.abs(self.coef) > 0.1 * np.abs(self.coef).max(initial=0))))
    patch.setattr(Fit, "nonzero", counted)


def constants_error_too_small(patch: pytest.MonkeyPatch) -> None:
    null = performance.null_error
    rebind(patch, null, lambda dgm: null(dgm) / 10)


def one_clock_for_all(patch: pytest.MonkeyPatch) -> None:
    race = cost.race

    def first_only(builds: Any, X: Array, y: Array) -> tuple[dict[str, float], dict[str, float]]:
        seconds, passes = race(builds, X, y)
        return dict.fromkeys(seconds, next(iter(seconds.values()))), passes

    rebind(patch, race, first_only)


def set_up_timed(patch: pytest.MonkeyPatch) -> None:
    timed = cost.timed

    def with_set_up(build: Callable[[], Any], X: Array, y: Array) -> tuple[float, float | None]:
        began = time.perf_counter()
        build()
        return time.perf_counter() - began + timed(build, X, y)[0], timed(build, X, y)[1]

    rebind(patch, timed, with_set_up)


def passes_not_counted(patch: pytest.MonkeyPatch) -> None:
    needed = work.passes_needed
    rebind(patch, needed, lambda problem: (1, needed(problem)[1]))


def undefined_counts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Rows, "usable", lambda self: np.full(self._n_draws, True))


def levels_mixed_up(patch: pytest.MonkeyPatch) -> None:
    column = Rows.column

    def any_level(self: Rows, method: str, measure: str) -> Array:
        found = [name for name in self._columns if name.endswith(f"/{method}.{measure}")]
        if not found:
            return column(self, method, measure)
        self._read.add(found[0])
        return self._columns[found[0]]

    patch.setattr(Rows, "column", any_level)


FAULTS = (
    Fault(
        name="test error is scored on the training data",
        breaks=scored_on_training_data,
        turns="l1-can-improve-generalization",
        after="contradicted",
    ),
    Fault(
        name="new data are contaminated like the training data",
        breaks=new_data_contaminated,
        fails="test_performance.py::test_new_data_are_clean",
    ),
    Fault(
        name="new features are taken for uncorrelated",
        breaks=features_taken_for_uncorrelated,
        fails="test_performance.py::test_test_error_is_the_error_on_new_data",
    ),
    Fault(
        name="the sign of degrees of freedom is flipped",
        breaks=flipped("complexity"),
        turns="l2-lowers-degrees-of-freedom-not-parameters",
        after="contradicted",
    ),
    Fault(
        name="the sign of a feature's share is flipped",
        breaks=flipped("top_share"),
        turns="l2-less-dominated-by-one-feature-than-l1",
        after="contradicted",
    ),
    Fault(
        name="degrees of freedom are weights counted",
        breaks=weights_counted,
        turns="l2-lowers-degrees-of-freedom-not-parameters",
        after="contradicted",
    ),
    Fault(
        name="small weights are counted as zeros",
        breaks=tiny_weights_are_zeros,
        turns="l2-ranks-features-but-drops-none",
        after="contradicted",
    ),
    Fault(
        name="the error of a constant is told as a tenth",
        breaks=constants_error_too_small,
        turns="l1-can-improve-generalization",
        after="contradicted",
    ),
    Fault(
        name="the clock of one method serves for all",
        breaks=one_clock_for_all,
        fails="test_experiments.py::test_every_fit_has_a_clock_of_its_own",
    ),
    Fault(
        name="the clock runs during set-up",
        breaks=set_up_timed,
        fails="test_experiments.py::test_the_clock_runs_during_the_fit_alone",
    ),
    Fault(
        name="passes are not counted",
        breaks=passes_not_counted,
        fails="test_work.py::test_passes_suffice_and_fewer_do_not",
    ),
    Fault(
        name="an undefined number counts as a win",
        breaks=undefined_counts,
        fails="test_rows.py::test_only_what_was_read_decides_which_draws_are_usable",
    ),
    Fault(
        name="any level's numbers are read",
        breaks=levels_mixed_up,
        fails="test_rows.py::test_levels_do_not_mix",
    ),
)
