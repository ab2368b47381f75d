"""Faults of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from regclaims.claims.controls.faults.fault import Fault
from regclaims.claims.controls.patching import rebind
from regclaims.fixtures import dgms, resamples, worker
from regclaims.fixtures.dgms import DGM, Array, Draw


def no_contamination(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, dgms._contaminate, lambda dgm, X, y, rng: (X, y))


def clean_data_spoilt_too(patch: pytest.MonkeyPatch) -> None:
    drawn = dgms._draw

    def spoilt(dgm: DGM, rng: np.random.Generator) -> Draw:
        draw = drawn(dgm, rng)
        return replace(draw, X_clean=draw.X, y_clean=draw.y)

    rebind(patch, dgms._draw, spoilt)


def no_units(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, dgms._matched, lambda scales, relevant, which: np.ones_like(scales))


def units_on_the_wrong_features(patch: pytest.MonkeyPatch) -> None:
    matched = dgms._matched
    rebind(patch, matched, lambda scales, relevant, which: matched(scales, ~relevant, which))


def no_noise(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(DGM, "noise_variance", property(lambda self: 1e-3))
    patch.setattr(DGM, "signal_variance", property(lambda self: 1.0 if self.n_relevant else 0.0))


def no_correlation(patch: pytest.MonkeyPatch) -> None:
    covariance = dgms._covariance
    rebind(patch, covariance, lambda p, kind, rho, size: covariance(p, kind, 0.0, size))


def no_near_copies(patch: pytest.MonkeyPatch) -> None:
    covariance = dgms._covariance
    rebind(patch, covariance, lambda p, kind, rho, size: covariance(p, kind, min(rho, 0.5), size))


def covariance_only_stated(patch: pytest.MonkeyPatch) -> None:
    covariance = dgms._covariance

    def stated(p: int, *shape: Any) -> tuple[Array, Array]:
        return covariance(p, *shape)[0], np.eye(p)

    rebind(patch, covariance, stated)


def everything_relevant(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(DGM, "n_relevant", property(lambda self: self.n_features if self.relevant else 0))


def one_draw_over_and_over(patch: pytest.MonkeyPatch) -> None:
    stream = dgms.stream
    rebind(patch, stream, lambda seed, name, number: stream(seed, name, 0))


def master_seed_ignored(patch: pytest.MonkeyPatch) -> None:
    stream = dgms.stream
    rebind(patch, stream, lambda seed, name, number: stream(0, name, number))


def worlds_share_their_stream(patch: pytest.MonkeyPatch) -> None:
    stream = dgms.stream
    rebind(patch, stream, lambda seed, name, number: stream(seed, "world", number))


def each_method_its_own_data(patch: pytest.MonkeyPatch) -> None:
    measure = worker._measure

    def apart(what: Any, method: str, dgm: str, seed: int, draw: int) -> Any:
        return measure(what, method, dgm, seed + len(method), draw)

    rebind(patch, measure, apart)


def labels_shuffled(patch: pytest.MonkeyPatch) -> None:
    drawn = dgms._draw

    def shuffled(dgm: DGM, rng: np.random.Generator) -> Draw:
        draw = drawn(dgm, rng)
        return replace(draw, y=rng.permutation(draw.y))

    rebind(patch, drawn, shuffled)


def nothing_resampled(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, resamples.twin, lambda draw: draw)


def stale_draw(patch: pytest.MonkeyPatch) -> None:
    kept: dict[str, Draw] = {}

    def stale(dgm: str, seed: int, number: int) -> Draw:
        return kept.setdefault(dgm, dgms.parse(dgm).draw(seed, number))

    rebind(patch, worker._drawn, stale)


SMALL_VALUES = "standardize-when-what-matters-has-small-values"
ONE_IN_TWENTY = "l1-predicts-better-when-one-in-twenty-matters"

FAULTS = (
    Fault(
        name="contamination is not applied",
        breaks=no_contamination,
        turns="absolute-loss-resists-outliers-in-y",
        after="contradicted",
    ),
    Fault(
        name="the clean data are contaminated too",
        breaks=clean_data_spoilt_too,
        turns="absolute-loss-resists-outliers-in-y",
        after="contradicted",
    ),
    Fault(name="units are not applied", breaks=no_units, turns=SMALL_VALUES, after="contradicted"),
    Fault(
        name="units go to the wrong features",
        breaks=units_on_the_wrong_features,
        turns=SMALL_VALUES,
        after="contradicted",
    ),
    Fault(
        name="noise is left out",
        breaks=no_noise,
        turns="weakest-penalty-overfits-wide-noisy-regressions",
        after="contradicted",
    ),
    Fault(
        name="correlation is ignored",
        breaks=no_correlation,
        fails="test_dgms.py::test_features_have_the_stated_covariance",
    ),
    Fault(
        name="near copies are no copies",
        breaks=no_near_copies,
        turns="l1-keeps-some-of-several-near-copies",
        after="ill-posed: depends",
    ),
    Fault(
        name="correlation is stated and not drawn",
        breaks=covariance_only_stated,
        fails="test_dgms.py::test_features_have_the_stated_covariance",
    ),
    Fault(
        name="the share of relevant features is ignored",
        breaks=everything_relevant,
        turns=ONE_IN_TWENTY,
        after="contradicted",
    ),
    Fault(
        name="every draw has the same seed",
        breaks=one_draw_over_and_over,
        fails="test_dgms.py::test_streams_are_apart",
    ),
    Fault(
        name="the master seed is ignored",
        breaks=master_seed_ignored,
        fails="test_lab.py::test_rows_depend_on_the_master_seed",
    ),
    Fault(
        name="all worlds share one stream",
        breaks=worlds_share_their_stream,
        fails="test_dgms.py::test_streams_are_apart",
    ),
    Fault(
        name="each method is given data of its own",
        breaks=each_method_its_own_data,
        fails="test_lab.py::test_all_methods_see_the_same_data",
    ),
    Fault(
        name="responses are shuffled",
        breaks=labels_shuffled,
        turns="l1-can-improve-generalization",
        after="contradicted",
    ),
    Fault(
        name="resampling does not resample",
        breaks=nothing_resampled,
        turns="l1-weights-move-more-in-large-groups-of-near-copies",
        after="contradicted",
    ),
    Fault(
        name="a draw is kept for the next one",
        breaks=stale_draw,
        fails="test_lab.py::test_all_methods_see_the_same_data",
    ),
)
