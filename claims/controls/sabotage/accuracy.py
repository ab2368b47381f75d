"""Faults that turn the verdicts of claims/test_accuracy.py."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regclaims.claims.controls.sabotage.lab import Columns, Sabotage, Turn, exchanged, measured_as, replaced, reported
from regclaims.fixtures.grids import World

EXCHANGED = exchanged("l1", "l2")
L1_IS_L2 = replaced("l1", "l2")


def scored_on_training_data(method: str) -> Sabotage:
    return reported(f"{method} scored on its training data", method, "train_error", "test_error")


def tenfold(errors: np.ndarray) -> np.ndarray:
    return 10 * errors


L1_IN_OTHER_UNITS = measured_as("L1's errors in a tenth of the unit", l1__test_error=tenfold)


def in_regression(sabotage: Sabotage) -> Sabotage:
    """The same fault, in regression only."""
    change = sabotage.columns
    assert change is not None

    def columns(found: Columns, world: World) -> Columns:
        return change(found, world) if world.dgm.task == "regression" else found

    return replace(sabotage, name=f"{sabotage.name} in regression", columns=columns)


def oracle(columns: Columns, world: World) -> Columns:
    """L1 keeps the relevant features and no others."""
    kept = {"relevant_kept": float(world.dgm.n_relevant), "irrelevant_kept": 0.0}
    forged = {f"tuned/l1.{measure}": np.full(len(columns[f"tuned/l1.{measure}"]), kept[measure]) for measure in kept}
    return columns | forged


TURNS: dict[str, Turn] = {
    "l2-more-accurate": Turn(L1_IS_L2, "contradicted"),
    "l2-often-more-accurate": Turn(L1_IN_OTHER_UNITS, "supported"),
    "l2-good-starting-point": Turn(scored_on_training_data("l2"), "supported"),
    "l2-no-worse-than-no-penalty": Turn(scored_on_training_data("none"), "contradicted"),
    "l1-better-in-high-dimension": Turn(scored_on_training_data("l1"), "supported"),
    "l2-better-in-low-dimension": Turn(L1_IS_L2, "contradicted"),
    "penalties-alike-with-many-samples": Turn(L1_IN_OTHER_UNITS, "contradicted"),
    "choice-depends-on-problem": Turn(EXCHANGED, "contradicted"),
    "neither-dominates": Turn(L1_IS_L2, "contradicted"),
    "choice-by-experiment": Turn(
        measured_as("cross-validation keeps the worst", any__held_out_loss=np.negative), "contradicted"
    ),
    "choice-is-preference": Turn(in_regression(L1_IS_L2), "ill-posed: depends"),
    "same-goal": Turn(scored_on_training_data("none"), "contradicted"),
    "both-penalties-generalize-better-under-much-noise": Turn(scored_on_training_data("none"), "contradicted"),
    "l2-better-when-all-features-matter": Turn(L1_IS_L2, "contradicted"),
    "l1-better-when-few-features-matter": Turn(L1_IS_L2, "contradicted"),
    "l1-predicts-better-when-one-in-twenty-matters": Turn(EXCHANGED, "contradicted"),
    "l2-predicts-better-when-all-of-many-correlated-features-matter": Turn(EXCHANGED, "contradicted"),
    "l1-needs-fewer-samples": Turn(EXCHANGED, "contradicted"),
    "l1-unreliable-when-p-large": Turn(L1_IN_OTHER_UNITS, "supported"),
    "l1-selection-wrong-when-p-large": Turn(Sabotage(name="an oracle selects for L1", columns=oracle), "contradicted"),
}
