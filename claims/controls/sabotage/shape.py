"""Faults that turn the verdicts of claims/test_shape.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from regclaims.claims.controls.sabotage.lab import Turn, exchanged, measured_as, patched, replaced
from regclaims.fixtures.algebra import L2_ESTIMATORS, Estimator
from regclaims.fixtures.dgms import Array


class Tied(Estimator):
    """An estimator that penalises the first weight and the differences of neighbouring ones, not the weights."""

    def fit(self, X: Array, y: Array, alpha: float) -> Any:
        sums = np.tril(np.ones((X.shape[1], X.shape[1])))  # differences -> weights
        model = super().fit(X @ sums, y, alpha)
        model.coef_ = model.coef_ @ sums.T
        return model


TIED = {name: Tied(**vars(one)) for name, one in L2_ESTIMATORS.items()}
NEIGHBOURS_TIED = patched("neighbouring weights tied", fixtures__shrinkage__L2_ESTIMATORS=TIED)
NO_PENALTY = replaced("l2", by="none")

TURNS: dict[str, Turn] = {
    "l2-prevents-dominant-weights": Turn(
        measured_as("all of L2's variance booked on one feature", l2__top_share=1.0), "contradicted"
    ),
    "l2-lets-a-single-strong-feature-dominate": Turn(
        measured_as("a feature's variance spread over ten", l2__top_share=lambda share: share / 10), "contradicted"
    ),
    "l2-less-dominated-by-one-feature-than-l1": Turn(exchanged("l1", "l2"), "contradicted"),
    "l2-imposes-smoothness": Turn(NO_PENALTY, "contradicted"),
    "l2-blind-to-order-of-features": Turn(NEIGHBOURS_TIED, "contradicted"),
    "l2-evens-weights-of-correlated-neighbours": Turn(NO_PENALTY, "contradicted"),
    "l2-reduces-complexity": Turn(measured_as("no weight of L2 counted", l2__nonzero=0.0), "supported"),
    "l2-lowers-degrees-of-freedom-not-parameters": Turn(NO_PENALTY, "contradicted"),
}
