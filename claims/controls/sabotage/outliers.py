"""Faults that turn the verdicts of claims/test_outliers.py."""

from __future__ import annotations

from dataclasses import replace

from regclaims.claims.controls.sabotage.lab import Turn, exchanged, measured_as, patched
from regclaims.fixtures.algebra import LASSO

UNMOVED = {"prediction_shift": 0.0, "weight_shift": 0.0, "error": 0.0}

TURNS: dict[str, Turn] = {
    "l1-less-sensitive-to-outliers": Turn(
        measured_as("L1 fits never move", **{f"l1__{measure}": value for measure, value in UNMOVED.items()}),
        "supported",
    ),
    "l2-less-sensitive-to-outliers": Turn(
        measured_as("L2 fits never move", **{f"l2__{measure}": value for measure, value in UNMOVED.items()}),
        "supported",
    ),
    "absolute-loss-resists-outliers-in-y": Turn(exchanged("l1", "l2"), "contradicted"),
    "outliers-because-weights-squared": Turn(
        measured_as("L1 fitted to the clean data twice, up to rounding", l1__prediction_shift=1e-6), "supported"
    ),
    "loss-not-penalty-lets-outliers-in": Turn(
        measured_as("absolute loss replaced by a cubic one", any__other_loss_shift=lambda shift: 100 * shift),
        "contradicted",
    ),
    "elastic-net-more-robust-to-outliers": Turn(
        measured_as(
            "elastic net fits never move, and none is empty",
            any__in_use=1.0,
            **{f"elastic_net__{measure}": value for measure, value in UNMOVED.items()},
        ),
        "supported",
    ),
    "elastic-net-no-shield-against-outliers": Turn(
        measured_as("the elastic net's mixing weight mistyped", elastic_net__error=lambda error: 10 * error),
        "contradicted",
    ),
    "neither-robust-to-outliers": Turn(
        measured_as(
            "penalised fits made on the clean data twice",
            **{f"{method}__{measure}": value for method in ("l1", "l2") for measure, value in UNMOVED.items()},
        ),
        "contradicted",
    ),
    "one-response-moves-any-penalized-fit": Turn(
        patched(
            "absolute in place of squared loss",
            claims__test_outliers__SQUARED_LOSS=dict.fromkeys(
                ("Lasso", "Ridge", "ElasticNet"),
                replace(LASSO, name="QuantileRegressor", settings={"quantile": 0.5}),
            ),
        ),
        "contradicted",
    ),
}
