"""Faults that turn the verdicts of claims/test_generalization.py."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regclaims.claims.controls.sabotage.lab import Turn, measured_as
from regclaims.claims.controls.sabotage.overfitting import L1_IDLE, L2_IDLE


def _thousandth(error: np.ndarray) -> np.ndarray:
    return error / 1000


def _doubled(error: np.ndarray) -> np.ndarray:
    return 2 * error


TINY_ERRORS = replace(
    measured_as("the penalties' errors told in thousandths", l1__test_error=_thousandth, l2__test_error=_thousandth),
    repeats=10,
)
DOUBLED_ERRORS = measured_as("L2's errors told doubled", l2__test_error=_doubled)

TURNS: dict[str, Turn] = {
    "l2-improves-generalization": Turn(L2_IDLE, "contradicted"),
    "l1-can-improve-generalization": Turn(L1_IDLE, "contradicted"),
    "regularization-ensures-generalization": Turn(TINY_ERRORS, "supported"),
    "regularized-models-can-fail-on-new-data": Turn(TINY_ERRORS, "contradicted"),
    "l2-always-improves-generalization": Turn(TINY_ERRORS, "supported"),
    "either-penalty-beats-none-when-correlated-features-outnumber-samples": Turn(L2_IDLE, "contradicted"),
    "penalties-change-little-when-samples-abound": Turn(DOUBLED_ERRORS, "contradicted"),
    "tuned-l2-beats-or-ties-no-penalty-in-regression": Turn(DOUBLED_ERRORS, "contradicted"),
    "tuned-l2-can-predict-worse-than-no-penalty": Turn(L2_IDLE, "contradicted"),
    "tuned-l2-beats-more-complex-and-simpler-models": Turn(L2_IDLE, "contradicted"),
}
