"""Faults that turn the verdicts of claims/test_overfitting.py."""

from __future__ import annotations

from regclaims.claims.controls.sabotage.lab import Columns, Sabotage, Turn, replaced
from regclaims.fixtures.grids import World


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


TRAINING_DATA = taken_for("new data replaced by the training data", test_error="train_error")
NEVER_SCALED = taken_for(
    "standardisation forgotten", standardized_error="raw_error", standardized_train_error="raw_train_error"
)
L1_IDLE, L2_IDLE = replaced("l1", by="none"), replaced("l2", by="none")

TURNS: dict[str, Turn] = {
    "overfitting-hurts-new-data": Turn(replaced("relevant", by="all_features"), "contradicted"),
    "regularization-prevents-overfitting": Turn(TRAINING_DATA, "contradicted"),
    "l2-prevents-overfitting": Turn(L2_IDLE, "contradicted"),
    "l1-can-prevent-overfitting": Turn(L1_IDLE, "contradicted"),
    "small-weights-prevent-overfitting": Turn(TRAINING_DATA, "contradicted"),
    "l1-prevents-overfitting-better": Turn(replaced("l1", by="l2"), "contradicted"),
    "l2-prevents-overfitting-better": Turn(replaced("l2", by="l1"), "contradicted"),
    "simpler-models-generalize": Turn(TRAINING_DATA, "contradicted"),
    "l2-overfits-if-unnormalized": Turn(NEVER_SCALED, "contradicted"),
}
