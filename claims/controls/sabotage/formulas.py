"""Faults that turn the verdicts of claims/test_formulas.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from regclaims.claims.controls.sabotage.lab import Turn, measured_as, patched
from regclaims.fixtures import identities
from regclaims.fixtures.dgms import Array
from regclaims.fixtures.methods import unpenalized
from regclaims.fixtures.performance import Fit

SWAP = {"l1": "l2", "l2": "l1"}
true_fit, true_loss, true_pulls = identities.fit, identities.loss, identities.pulls
true_masks, true_ridge = identities.masks, identities.ridge_regression_weights


def _without_shrinkage(model: str, X: Array, y: Array, alpha: float) -> Fit:
    found = true_fit(model, X, y, alpha)
    return Fit(found.intercept, np.where(found.coef, unpenalized("regression", X, y).coef, 0))


def _without_signs(model: str, X: Array, y: Array, alpha: float) -> Fit:
    found = true_fit(model, X, y, alpha)
    return Fit(found.intercept, np.abs(found.coef))


def _unsigned_pulls(*args: Any) -> tuple[Array, Array]:
    weights, pull = true_pulls(*args)
    return weights, np.abs(pull)


EXCHANGED = patched(
    "L1 and L2 exchanged",
    fixtures__identities__MODELS={model: (task, SWAP[p]) for model, (task, p) in identities.MODELS.items()},
)

TURNS: dict[str, Turn] = {
    "l2-is-ridge": Turn(
        patched(
            "ridge regression at twice the strength",
            fixtures__identities__ridge_regression_weights=lambda X, y, alpha: true_ridge(X, y, 2 * alpha),
        ),
        "contradicted",
    ),
    "l2-closed-form": Turn(EXCHANGED, "contradicted"),
    "l1-no-closed-form": Turn(
        patched("soft-thresholding takes nothing off", fixtures__identities__soft_threshold=lambda w, amount: w),
        "supported",
    ),
    "l1-not-linear-in-response": Turn(EXCHANGED, "contradicted"),
    "l1-shrinks-by-constant-l2-proportionally": Turn(EXCHANGED, "contradicted"),
    "l1-subtracts-l2-scales-if-features-uncorrelated": Turn(EXCHANGED, "contradicted"),
    "l1-biases-large-weights": Turn(
        measured_as("L1's weights stretched far beyond the truth", l1__signal_kept=10.0), "contradicted"
    ),
    "l1-not-differentiable-at-zero": Turn(EXCHANGED, "contradicted"),
    "l1-weights-zero-or-one": Turn(
        patched("weights that L1 keeps not shrunk", fixtures__identities__fit=_without_shrinkage),
        "ill-posed: ambiguous",
    ),
    "l1-is-sum-of-weights": Turn(
        patched("the pull measured without its sign", fixtures__identities__pulls=_unsigned_pulls), "supported"
    ),
    "l1-penalty-ignores-signs": Turn(
        patched("weights read without their signs", fixtures__identities__fit=_without_signs), "contradicted"
    ),
    "l1-laplace-l2-gaussian": Turn(
        patched(
            "the priors exchanged",
            fixtures__identities__PRIORS={SWAP[p]: density for p, density in identities.PRIORS.items()},
        ),
        "contradicted",
    ),
    "dropout-acts-like-l2": Turn(
        patched(
            "squared error in place of the log-loss",
            fixtures__identities__loss=lambda task, X, y, fit: true_loss("regression", X, y, fit),
        ),
        "ill-posed: ambiguous",
    ),
    "dropout-on-least-squares-is-ridge-on-equal-scales": Turn(
        patched(
            "inputs that are kept not scaled up",
            fixtures__identities__masks=lambda p, keep: [(mask * keep, chance) for mask, chance in true_masks(p, keep)],
        ),
        "contradicted",
    ),
}
