"""Faults that turn the verdicts of claims/test_sparsity.py."""

from __future__ import annotations

from regclaims.tests.sabotage.lab import Turn, exchanged, measured_as

L1_KEEPS_ALL = measured_as("L1's zeros counted as weights", l1__nonzero=10.0**6)

TURNS: dict[str, Turn] = {
    "l1-yields-zero-weights": Turn(L1_KEEPS_ALL, "contradicted"),
    "l1-sparser-than-l2": Turn(exchanged("l1", "l2"), "contradicted"),
    "l2-not-sparse": Turn(exchanged("l1", "l2"), "contradicted"),
}
