"""Faults that turn the verdicts of claims/test_invariance.py."""

from __future__ import annotations

from typing import Any

from regclaims.claims.controls.sabotage.formulas import EXCHANGED
from regclaims.claims.controls.sabotage.lab import Sabotage, Turn, patched
from regclaims.fixtures import identities, methods
from regclaims.fixtures.designs import CONTINUOUS, YES_NO, Wide

true_path, true_effects, true_data = methods.path, identities.effects, Wide.data


def _always(kind: str) -> Any:
    return lambda self, task, _: true_data(self, task, kind)


def _rescaled_by(power: int) -> Sabotage:
    return patched(
        f"the strength rescaled to the power {power}", fixtures__identities__POWER={"l1": power, "l2": power}
    )


ALL_L2 = patched(
    "L1 replaced by L2",
    fixtures__identities__MODELS={model: (task, "l2") for model, (task, _) in identities.MODELS.items()},
)
DIVIDED = patched(
    "the values divided instead of multiplied",
    fixtures__identities__effects=lambda model, problem, scale: true_effects(model, problem, 1 / scale),
)
LEFT_ON = patched(
    "a strength left on",
    fixtures__methods__path=lambda task, penalty, X, y, strengths, tol: true_path(
        task, penalty, X, y, strengths + 0.1, tol
    ),
)

TURNS: dict[str, Turn] = {
    "joint-rescaling-l2": Turn(_rescaled_by(1), "contradicted"),
    "joint-rescaling-l1": Turn(_rescaled_by(2), "contradicted"),
    "l2-rotation-invariant": Turn(EXCHANGED, "contradicted"),
    "l1-rotation-invariant": Turn(ALL_L2, "supported"),
    "larger-scale-penalized-more": Turn(DIVIDED, "ill-posed: ambiguous"),
    "larger-values-free-a-feature": Turn(DIVIDED, "contradicted"),
    "l1-at-most-n-features": Turn(
        patched("yes-no features replaced by continuous ones", fixtures__designs__Wide__data=_always(CONTINUOUS)),
        "supported",
    ),
    "l1-at-most-n-continuous-features": Turn(
        patched("continuous features replaced by yes-no ones", fixtures__designs__Wide__data=_always(YES_NO)),
        "contradicted",
    ),
    "l1-solution-may-not-be-unique": Turn(EXCHANGED, "contradicted"),
    "zero-strength-is-least-squares": Turn(LEFT_ON, "contradicted"),
    "zero-strength-fits-like-least-squares": Turn(LEFT_ON, "contradicted"),
    "penalty-spares-intercept": Turn(
        patched("intercepts left at zero", fixtures__intercepts__reached=lambda name, seed: 0.0), "contradicted"
    ),
}
