"""Faults that turn the verdicts of claims/test_paths.py."""

from __future__ import annotations

from regclaims.claims.controls.sabotage.lab import Columns, Sabotage, Turn, measured_as
from regclaims.fixtures.grids import World


def _on_training_data(columns: Columns, world: World) -> Columns:
    return columns | {name: columns[f"{name[:-4]}train"] for name in columns if name.endswith("_test")}


def _from_the_wrong_end(columns: Columns, world: World) -> Columns:
    """A column keeps its place for the best strength and changes it for the two ends."""
    mark = str.maketrans({"<": "weakest", ">": "strongest"})
    return {
        name.replace("weakest", ">").replace("strongest", "<").translate(mark): column
        for name, column in columns.items()
    }


TRAINING_FOR_TEST = Sabotage(name="test error measured on the training data", columns=_on_training_data)
WRONG_END = Sabotage(name="path read from the wrong end", columns=_from_the_wrong_end)

TURNS: dict[str, Turn] = {
    "too-strong-underfits": Turn(TRAINING_FOR_TEST, "contradicted"),
    "strongest-penalty-underfits": Turn(WRONG_END, "contradicted"),
    "weakest-penalty-overfits-wide-noisy-regressions": Turn(WRONG_END, "contradicted"),
    "stronger-is-sparser": Turn(WRONG_END, "contradicted"),
    "l1-sparser-at-tenfold-strength": Turn(WRONG_END, "contradicted"),
    "l1-can-bring-weights-back-at-more-strength": Turn(
        measured_as("counts never allowed to rise", l1__more_nonzero=0.0), "contradicted"
    ),
    "l1-discourages-parameters": Turn(
        measured_as("L1's zeros counted as weights", l1__nonzero=10.0**6, l1__noticeable=10.0**6), "contradicted"
    ),
    "l1-learns-spurious-patterns": Turn(
        measured_as("irrelevant features hidden from L1", l1__nonzero=0.0, l1__irrelevant_kept=0.0), "contradicted"
    ),
}
