"""Faults that turn the verdicts of claims/test_combining.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from regclaims.claims.controls.sabotage.lab import Columns, Sabotage, Turn, measured_as, patched, reported
from regclaims.fixtures import optimizers
from regclaims.fixtures.grids import World


def only_gradient_descent(columns: Columns, world: World) -> Columns:
    """Each optimiser's columns are gradient descent's."""
    return {name: columns[f"gradient_descent/{name.partition('/')[2]}"] for name in columns}


def descend_plainly(optimizer: str, *args: Any, **kwargs: Any) -> Iterator[np.ndarray]:
    return optimizers.descend("gradient_descent", *args, **kwargs)


def descend_by_adam(optimizer: str, *args: Any, **kwargs: Any) -> Iterator[np.ndarray]:
    return optimizers.descend("adam", *args, **kwargs)


def centred(X: np.ndarray) -> np.ndarray:
    return np.asarray(X - X.mean(axis=0))


PLAIN = Sabotage(name="every optimiser takes plain gradient steps", columns=only_gradient_descent)
NOT_STANDARDIZED = reported("standardisation left out", "any", "raw_error", "standardized_error")
STOPPED_TOO_LATE = measured_as(
    "descent stopped far too late", early__best_error=lambda error: 2 * error, early__path_distance=1.0
)

TURNS: dict[str, Turn] = {
    "l2-is-weight-decay": Turn(PLAIN, "supported"),
    "l2-is-weight-decay-under-gradient-descent": Turn(
        patched("Adam in place of gradient descent", fixtures__algebra__descend=descend_by_adam), "contradicted"
    ),
    "weight-decay-differs-under-adam": Turn(
        replace(PLAIN, patches={"regclaims.fixtures.algebra.descend": descend_plainly}), "contradicted"
    ),
    "standardize-before-penalizing": Turn(
        measured_as("raw features exchanged among samples", any__raw_error=lambda error: 2 * error), "supported"
    ),
    "standardize-when-what-matters-has-small-values": Turn(NOT_STANDARDIZED, "contradicted"),
    "do-not-standardize-when-what-matters-has-large-values": Turn(NOT_STANDARDIZED, "contradicted"),
    "standardized-fits-ignore-units": Turn(
        patched("features centred but not scaled", fixtures__algebra__standardized=centred), "contradicted"
    ),
    "early-stopping-acts-like-l2": Turn(STOPPED_TOO_LATE, "contradicted"),
    "early-stopping-predicts-like-l2": Turn(STOPPED_TOO_LATE, "contradicted"),
}
