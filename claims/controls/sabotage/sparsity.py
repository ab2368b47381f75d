"""Faults that turn the verdicts of claims/test_sparsity.py."""

from __future__ import annotations

from regclaims.claims.controls.sabotage.lab import Turn, exchanged, measured_as, replaced

L1_KEEPS_ALL = measured_as("L1's zeros counted as weights", l1__nonzero=10.0**6)
EMPTY_L1 = measured_as("L1 too strong: the empty model", l1__nonzero=0, l1__relevant_kept=0, l1__irrelevant_kept=0)
OVERLOOKED = measured_as("features kept by mistake overlooked", l1__irrelevant_kept=0)

TURNS: dict[str, Turn] = {
    "l1-yields-zero-weights": Turn(L1_KEEPS_ALL, "contradicted"),
    "l1-many-zeros": Turn(L1_KEEPS_ALL, "contradicted"),
    "l1-drops-most-features-when-few-matter": Turn(replaced("l1", by="l2"), "contradicted"),
    "l1-sparser-than-l2": Turn(exchanged("l1", "l2"), "contradicted"),
    "l1-can-be-sparser": Turn(exchanged("l1", "l2"), "contradicted"),
    "l2-not-sparse": Turn(exchanged("l1", "l2"), "contradicted"),
    "l2-less-effective-for-sparsity": Turn(exchanged("l1", "l2"), "contradicted"),
    "l1-fewer-coefficients": Turn(exchanged("l1", "l2"), "contradicted"),
    "l1-drops-coefficients-l2-shrinks-them": Turn(replaced("l2", by="none"), "contradicted"),
    "l1-simpler-than-l2": Turn(replaced("l1", by="l2"), "contradicted"),
    "l1-simpler-in-two-measures-when-few-features-matter": Turn(replaced("l1", by="l2"), "contradicted"),
    "l1-drops-irrelevant-features": Turn(replaced("l1", by="l2"), "contradicted"),
    "l1-keeps-important-features": Turn(replaced("l1", by="l2"), "contradicted"),
    "l1-good-when-few-features-matter": Turn(EMPTY_L1, "contradicted"),
    "l1-for-sparsity": Turn(replaced("l1", by="l2"), "contradicted"),
    "l1-for-sparsity-when-few-features-matter": Turn(exchanged("l1", "l2"), "contradicted"),
    "l2-is-feature-selection": Turn(exchanged("l1", "l2"), "supported"),
    "l2-ranks-features-but-drops-none": Turn(replaced("l2", by="l1"), "contradicted"),
    "nonzero-means-important": Turn(OVERLOOKED, "supported"),
    "tuned-l1-keeps-what-matters-and-more": Turn(OVERLOOKED, "contradicted"),
    "l1-sparse-under-sgd": Turn(replaced("truncated", by="subgradient"), "contradicted"),
    "l1-zeros-under-sgd-need-steps-that-stop-at-zero": Turn(replaced("proximal", by="subgradient"), "contradicted"),
}
