"""Faults that turn the verdicts of claims/test_shrinkage.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from regclaims.claims.controls.sabotage.lab import Turn, exchanged, measured_as, patched, replaced
from regclaims.fixtures.algebra import L2_ESTIMATORS, LASSO, Estimator


def changed(**settings: Any) -> dict[str, Estimator]:
    return {name: replace(one, settings={**one.settings, **settings}) for name, one in L2_ESTIMATORS.items()}


def _deaf(one: Estimator) -> Estimator:
    return replace(one, strength=lambda alpha: one.strength(1.0))


DEAF = {name: _deaf(one) for name, one in L2_ESTIMATORS.items()}

NO_INTERCEPT = patched("intercept left out", fixtures__shrinkage__L2_ESTIMATORS=changed(fit_intercept=False))
STRENGTH_LOST = patched("strength never reaches the library", fixtures__shrinkage__L2_ESTIMATORS=DEAF)
L1_FOR_L2 = patched("lasso in ridge's place", fixtures__shrinkage__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": LASSO})

SAME_PENALTY = replaced("l2", by="l1")

TURNS: dict[str, Turn] = {
    "l2-shrinks-toward-zero": Turn(measured_as("weights compared with themselves", shrunk__grown=0.0), "supported"),
    "l2-shorter-weights-none-zero": Turn(L1_FOR_L2, "contradicted"),
    "l2-can-enlarge-single-weights": Turn(
        measured_as("weights compared with themselves", shrunk__grown=0.0), "contradicted"
    ),
    "l2-small-but-not-zero": Turn(measured_as("large weights taken for small", shrunk__large_kept=0.0), "supported"),
    "l2-smaller-weights-than-l1": Turn(SAME_PENALTY, "contradicted"),
    "l2-no-large-weights-at-equal-fit": Turn(exchanged("l1", "l2"), "contradicted"),
    "l2-good-for-small-weights": Turn(SAME_PENALTY, "contradicted"),
    "l2-weights-as-small-as-possible": Turn(NO_INTERCEPT, "contradicted"),
    "l2-shortest-weights-for-their-fit": Turn(L1_FOR_L2, "contradicted"),
    "l2-balances-fit-and-size": Turn(STRENGTH_LOST, "contradicted"),
}
