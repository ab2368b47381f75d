"""Faults that turn the verdicts of claims/test_penalty.py and claims/test_pull.py."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from sklearn.tree import DecisionTreeRegressor

from regclaims.claims.controls.sabotage.lab import Turn, measured_as, patched
from regclaims.fixtures.algebra import ELASTIC_NET, L1_ESTIMATORS, L2_ESTIMATORS, LASSO, Estimator
from regclaims.fixtures.stationary import PENALIZED, sizes_with_outlier

RIDGE = L2_ESTIMATORS["Ridge"]


def altered(kind: type[Estimator], estimator: Estimator) -> Estimator:
    """The estimator with another way to fit."""
    return kind(**{field.name: getattr(estimator, field.name) for field in fields(Estimator)})


class SparesFirst(Estimator):
    """The first weight of a regression is fitted anew without a penalty."""

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        model = super().fit(X, y, alpha)
        x, rest = X[:, 0] - X[:, 0].mean(), y - X[:, 1:] @ model.coef_[1:]
        model.coef_ = np.append(x @ rest / (x @ x), model.coef_[1:])
        model.intercept_ = float(np.mean(y - X @ model.coef_))
        return model


class NoPenalty(Estimator):
    """The strength is lost on the way."""

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        return super().fit(X, y, 1e-9 * alpha)


class KeepsStrength(Estimator):
    """One strength, whatever is asked for."""

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        return super().fit(X, y, 1.0)


class Joint(Estimator):
    """The more weights there are, the stronger is the penalty of each."""

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        return super().fit(X, y, X.shape[1] * alpha)


class FollowsMisfit(Estimator):
    """The farther the data, the weaker the strength, and so the larger the weights."""

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        return super().fit(X, y, alpha / (1 + float(np.abs(y).max())) ** 2)


class Tree(Estimator):
    """A regression tree answers in the estimator's place."""

    def fit(self, X: np.ndarray, y: np.ndarray, alpha: float) -> Any:
        return DecisionTreeRegressor(random_state=0).fit(X, y)


FIRST_SPARED = patched(
    "ridge's first weight left out of the penalty",
    claim__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": altered(SparesFirst, RIDGE)},
)
JOINT = patched(
    "ridge's strength multiplied by the number of weights",
    claim__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": altered(Joint, RIDGE)},
)
STRENGTH_FOLLOWS_MISFIT = patched(
    "the strength falls as misfit grows",
    fixtures__algebra__LASSO=altered(FollowsMisfit, LASSO),
    fixtures__algebra__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": altered(FollowsMisfit, RIDGE)},
)
L2_FOR_L1 = patched(
    "L2 fits under L1's names",
    claim__L1_ESTIMATORS={
        name: L2_ESTIMATORS["LogisticRegression" if estimator.classifies else "Ridge"]
        for name, estimator in L1_ESTIMATORS.items()
    },
)
ROUNDED = patched("coefficients below one counted as zeros", fixtures__kinks___SIZES=np.logspace(0, 2, 50))
SMALL_UNIT = patched(
    "every weight measured in a unit smaller than itself",
    claim__sizes_with_outlier=lambda problem, above_one: sizes_with_outlier(problem, True),
)

TURNS: dict[str, Turn] = {
    "penalty-added-to-loss": Turn(
        patched(
            "no penalty reaches the solver",
            claim__PENALIZED={
                name: replace(penalized, estimator=altered(NoPenalty, penalized.estimator))
                for name, penalized in PENALIZED.items()
            },
        ),
        "contradicted",
    ),
    "l1-penalty-is-sum-of-absolutes": Turn(
        patched(
            "the elastic net under the lasso's name",
            claim__L1_ESTIMATORS={**L1_ESTIMATORS, "Lasso": ELASTIC_NET},
        ),
        "contradicted",
    ),
    "l2-penalty-is-sum-of-squares": Turn(FIRST_SPARED, "contradicted"),
    "l2-penalizes-all-weights": Turn(FIRST_SPARED, "contradicted"),
    "l2-covers-features-not-intercept": Turn(FIRST_SPARED, "contradicted"),
    "l1-acts-on-weights-l2-on-sum": Turn(JOINT, "supported"),
    "both-penalties-act-weight-by-weight": Turn(JOINT, "contradicted"),
    "penalties-differ": Turn(
        measured_as("one fit measured twice", pair__distance=0.0, any__nonzero=5.0), "contradicted"
    ),
    "penalty-punishes-misfit": Turn(STRENGTH_FOLLOWS_MISFIT, "ill-posed: ambiguous"),
    "penalty-depends-on-weights-alone": Turn(STRENGTH_FOLLOWS_MISFIT, "contradicted"),
    "penalty-never-lowers-training-loss": Turn(
        patched(
            "a tree in place of the penalised fits",
            fixtures__algebra__LASSO=altered(Tree, LASSO),
            fixtures__algebra__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": altered(Tree, RIDGE)},
        ),
        "contradicted",
    ),
    "strength-controls-amount": Turn(
        patched(
            "every strength taken for one",
            claim__PENALIZED={
                name: replace(penalized, estimator=altered(KeepsStrength, penalized.estimator))
                for name, penalized in PENALIZED.items()
            },
        ),
        "ill-posed: ambiguous",
    ),
    "l2-penalizes-large-weights": Turn(
        patched(
            "the lasso under ridge's name",
            claim__L2_ESTIMATORS={**L2_ESTIMATORS, "Ridge": LASSO},
        ),
        "ill-posed: ambiguous",
    ),
    "l2-penalizes-only-large-weights": Turn(
        measured_as("small weights taken from the unpenalised fit", shrunk__small_kept=1.0, shrunk__large_kept=0.5),
        "ill-posed: ambiguous",
    ),
    "l2-penalizes-every-nonzero-weight": Turn(FIRST_SPARED, "contradicted"),
    "l1-penalizes-near-zero-more": Turn(L2_FOR_L1, "contradicted"),
    "l1-pulls-all-weights-alike": Turn(L2_FOR_L1, "contradicted"),
    "l1-sparser-because-direct": Turn(ROUNDED, "ill-posed: ambiguous"),
    "l1-sparser-because-of-kink": Turn(ROUNDED, "contradicted"),
    "squares-magnify-outlying-weights": Turn(SMALL_UNIT, "supported"),
    "squares-change-more-above-one": Turn(SMALL_UNIT, "contradicted"),
}
