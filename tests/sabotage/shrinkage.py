"""Faults that turn the verdicts of claims/test_shrinkage.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from regclaims.fixtures.algebra import L2_ESTIMATORS, LASSO, Estimator
from regclaims.fixtures.dgms import Array
from regclaims.tests.sabotage.lab import Turn, exchanged, measured_as, patched, replaced


class Tied(Estimator):
    """An estimator that penalises the first weight and the differences of neighbouring ones, not the weights."""

    def fit(self, X: Array, y: Array, alpha: float) -> Any:
        sums = np.tril(np.ones((X.shape[1], X.shape[1])))  # differences -> weights
        model = super().fit(X @ sums, y, alpha)
        model.coef_ = model.coef_ @ sums.T
        return model


def changed(**settings: Any) -> dict[str, Estimator]:
    return {name: replace(one, settings={**one.settings, **settings}) for name, one in L2_ESTIMATORS.items()}


DEAF = {name: replace(one, strength=lambda alpha, own=one.strength: own(1.0)) for name, one in L2_ESTIMATORS.items()}
TIED = {name: Tied(**vars(one)) for name, one in L2_ESTIMATORS.items()}

NO_INTERCEPT = patched("intercept left out", fixtures__shrinkage__L2_ESTIMATORS=changed(fit_intercept=False))
STRENGTH_LOST = patched("strength never reaches the library", fixtures__shrinkage__L2_ESTIMATORS=DEAF)
NEIGHBOURS_TIED = patched("neighbouring weights tied", fixtures__shrinkage__L2_ESTIMATORS=TIED)
L1_FOR_L2 = patched("lasso in ridge's place", fixtures__shrinkage__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": LASSO})

NO_PENALTY = replaced("l2", by="none")
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
