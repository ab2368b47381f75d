"""Faults that turn the verdicts of claims/test_correlation.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from regclaims.claims.controls.sabotage.lab import Columns, Sabotage, Turn, exchanged, measured_as, patched, replaced
from regclaims.fixtures import mixing
from regclaims.fixtures.algebra import L2_ESTIMATORS, Estimator
from regclaims.fixtures.dgms import Array
from regclaims.fixtures.grids import World
from regclaims.fixtures.strategies import Problem


def _measures_from(others: dict[str, str], methods: tuple[str, ...]) -> Any:
    """A change that puts one measure's column in another's place, in some methods."""

    def change(columns: Columns, world: World) -> Columns:
        found = dict(columns)
        for name in columns:
            stem, _, measure = name.rpartition(".")
            if measure in others and stem.rpartition("/")[2] in methods:
                found[name] = columns[f"{stem}.{others[measure]}"]
        return found

    return change


ALWAYS_APART = Sabotage(
    name="both data sets uncorrelated",
    columns=_measures_from({"weight_error": "weight_error_apart", "excess": "excess_apart"}, ("l2",)),
)
TESTED_ON_TRAINING_DATA = Sabotage(
    name="the elastic net tested on its training data",
    columns=_measures_from({"test_error": "train_error"}, ("elastic_net",)),
)


def _unconverted(X: Array, y: Array, alpha: float) -> Any:
    return L2_ESTIMATORS["Ridge"].fit(X, y, alpha / len(y))


def _of_the_ridged_matrix(problem: Problem, estimator: Estimator) -> tuple[float, float]:
    X = problem.features - problem.features.mean(axis=0)
    plain, ridged = (X.T @ X + alpha * np.eye(X.shape[1]) for alpha in (0.0, problem.alpha))
    before, after = (gram / np.sqrt(np.outer(np.diag(gram), np.diag(gram))) for gram in (plain, ridged))
    return float(np.abs(np.triu(before, 1)).max()), float(np.abs(np.triu(after, 1)).max())


def _nearly_unpenalized(X: Array, alpha: float) -> Array:
    return RIDGE(X, alpha / 1000)


RIDGE = mixing.ridge_smoother

WITHOUT_L2 = {case: (mixing.elastic_net(1.0), ratio) for case, (_, ratio) in mixing.MIXTURES.items()}

L1_AS_L2 = replaced("l1", "l2")
L2_AS_L1 = replaced("l2", "l1")
NET_AS_L1 = replaced("elastic_net", "l1")
NET_AS_L2 = replaced("elastic_net", "l2")

TURNS: dict[str, Turn] = {
    "l1-selects-correlated-at-random": Turn(L1_AS_L2, "contradicted"),
    "l2-shares-weight-among-correlated": Turn(L2_AS_L1, "contradicted"),
    "elastic-net-keeps-groups": Turn(NET_AS_L1, "contradicted"),
    "elastic-net-best-of-both": Turn(NET_AS_L2, "ill-posed: ambiguous"),
    "elastic-net-more-stable-than-l1": Turn(NET_AS_L1, "contradicted"),
    "elastic-net-trades-sparsity": Turn(exchanged("mostly_l1", "mostly_l2"), "contradicted"),
    "combining-can-improve": Turn(NET_AS_L2, "contradicted"),
    "elastic-net-ends": Turn(
        patched("Ridge's strength not converted", fixtures__mixing___ridge=_unconverted), "contradicted"
    ),
    "elastic-net-combines-both": Turn(
        patched("the elastic net without its L2 part", fixtures__mixing__MIXTURES=WITHOUT_L2), "ill-posed: ambiguous"
    ),
    "l2-handles-collinearity-better": Turn(L2_AS_L1, "contradicted"),
    "l2-prevents-collinearity": Turn(
        patched(
            "correlation read off X'X + alpha I", fixtures__mixing__correlation_before_and_after=_of_the_ridged_matrix
        ),
        "ill-posed: ambiguous",
    ),
    "l2-affected-by-collinearity": Turn(ALWAYS_APART, "contradicted"),
    "l2-more-stable": Turn(L2_AS_L1, "contradicted"),
    "l1-unstable-selection": Turn(measured_as("the same data twice", l1__overlap=1.0), "contradicted"),
    "l1-keeps-some-of-several-near-copies": Turn(L1_AS_L2, "contradicted"),
    "l1-favourite-among-near-copies-changes": Turn(
        measured_as("the same data twice", l1__leader_stays=1.0), "contradicted"
    ),
    "l2-gives-near-copies-like-weights": Turn(L2_AS_L1, "contradicted"),
    "elastic-net-keeps-more-near-copies-than-l1": Turn(NET_AS_L1, "contradicted"),
    "elastic-net-is-a-compromise": Turn(TESTED_ON_TRAINING_DATA, "contradicted"),
    "elastic-net-selects-more-stably-among-near-copies": Turn(NET_AS_L1, "contradicted"),
    "l1-weights-move-more-in-large-groups-of-near-copies": Turn(L2_AS_L1, "contradicted"),
    "l2-weights-nearer-to-the-truth-among-near-copies": Turn(exchanged("l1", "l2"), "contradicted"),
    "collinearity-blurs-l2-weights-not-predictions": Turn(ALWAYS_APART, "contradicted"),
    "l2-weights-nearer-to-the-truth-than-unpenalized-under-collinearity": Turn(replaced("l2", "none"), "contradicted"),
    "ridge-bounds-the-condition-number": Turn(
        patched("ridge at a thousandth of the strength", fixtures__mixing__ridge_smoother=_nearly_unpenalized),
        "contradicted",
    ),
}
