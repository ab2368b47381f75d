"""Faults that turn the verdicts of claims/test_overfitting.py."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regclaims.fixtures.grids import World
from regclaims.tests.sabotage.lab import Columns, Sabotage, Turn, measured_as, replaced


def taken_for(name: str, **measures: str) -> Sabotage:
    """One measure handed out as another: ``test_error="train_error"`` gives training errors for test errors."""

    def change(columns: Columns, world: World) -> Columns:
        found = dict(columns)
        for column in columns:
            method, _, measure = column.rpartition(".")
            if measure in measures and f"{method}.{measures[measure]}" in columns:
                found[column] = columns[f"{method}.{measures[measure]}"]
        return found

    return Sabotage(name=name, columns=change)


def _thousandth(error: np.ndarray) -> np.ndarray:
    return error / 1000


def _doubled(error: np.ndarray) -> np.ndarray:
    return 2 * error


TRAINING_DATA = taken_for("new data replaced by the training data", test_error="train_error")
NEVER_SCALED = taken_for(
    "standardisation forgotten", standardized_error="raw_error", standardized_train_error="raw_train_error"
)
L1_IDLE, L2_IDLE = replaced("l1", by="none"), replaced("l2", by="none")
TINY_ERRORS = replace(
    measured_as("the penalties' errors told in thousandths", l1__test_error=_thousandth, l2__test_error=_thousandth),
    repeats=10,
)
DOUBLED_ERRORS = measured_as("L2's errors told doubled", l2__test_error=_doubled)

TURNS: dict[str, Turn] = {
    "overfitting-hurts-new-data": Turn(replaced("relevant", by="all_features"), "contradicted"),
    "regularization-prevents-overfitting": Turn(TRAINING_DATA, "contradicted"),
    "l2-prevents-overfitting": Turn(L2_IDLE, "contradicted"),
    "l1-can-prevent-overfitting": Turn(L1_IDLE, "contradicted"),
    "small-weights-prevent-overfitting": Turn(TRAINING_DATA, "contradicted"),
    "l2-improves-generalization": Turn(L2_IDLE, "contradicted"),
    "l1-can-improve-generalization": Turn(L1_IDLE, "contradicted"),
    "l1-prevents-overfitting-better": Turn(replaced("l1", by="l2"), "contradicted"),
    "l2-prevents-overfitting-better": Turn(replaced("l2", by="l1"), "contradicted"),
    "simpler-models-generalize": Turn(TRAINING_DATA, "contradicted"),
    "regularization-ensures-generalization": Turn(TINY_ERRORS, "supported"),
    "regularized-models-can-fail-on-new-data": Turn(TINY_ERRORS, "contradicted"),
    "l2-overfits-if-unnormalized": Turn(NEVER_SCALED, "contradicted"),
    "l2-always-improves-generalization": Turn(TINY_ERRORS, "supported"),
    "either-penalty-beats-none-when-correlated-features-outnumber-samples": Turn(L2_IDLE, "contradicted"),
    "penalties-change-little-when-samples-abound": Turn(DOUBLED_ERRORS, "contradicted"),
    "tuned-l2-beats-or-ties-no-penalty-in-regression": Turn(DOUBLED_ERRORS, "contradicted"),
    "tuned-l2-can-predict-worse-than-no-penalty": Turn(L2_IDLE, "contradicted"),
    "tuned-l2-beats-more-complex-and-simpler-models": Turn(L2_IDLE, "contradicted"),
}
