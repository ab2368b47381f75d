"""Faults that turn the verdicts of claims/test_training.py."""

from __future__ import annotations

from regclaims.claims.controls.sabotage.lab import Turn, measured_as

ONE_PASS = measured_as("L1 stopped after one pass", l1__passes=1.0, l1__operations=1.0)
L1_IN_MILLISECONDS = measured_as("L1's time taken in milliseconds", l1__seconds=lambda seconds: 1000 * seconds)
L2_IN_MILLISECONDS = measured_as("L2's time taken in milliseconds", l2__seconds=lambda seconds: 1000 * seconds)
L1_CLOCK_STOPPED = measured_as("L1 neither timed nor counted", l1__seconds=0.0, l1__passes=0.0)
L1_NEVER_ENDS = measured_as(
    "L1 run at a tolerance of zero", l1__passes=1e6, l1__operations=1e12, l1__failures=4.0, l1__gap=1.0
)
L2_NEVER_ENDS = measured_as(
    "L2 run at a tolerance of zero",
    l2__passes=1e6,
    l2__operations=1e12,
    l2__seconds=lambda seconds: 1e6 * seconds,
    l2__failures=3.0,
    l2__gap=1.0,
)
NET_NEVER_ENDS = measured_as("the elastic net run at a tolerance of zero", elastic_net__passes=1e6)
NET_ONE_PASS = measured_as("the elastic net stopped after one pass", elastic_net__passes=1.0)

TURNS: dict[str, Turn] = {
    "l1-faster-to-train": Turn(L2_IN_MILLISECONDS, "supported"),
    "l1-slower-than-l2": Turn(L1_IN_MILLISECONDS, "supported"),
    "l1-can-train-faster": Turn(L1_IN_MILLISECONDS, "contradicted"),
    "l2-can-train-faster": Turn(L2_IN_MILLISECONDS, "contradicted"),
    "l1-less-computation": Turn(ONE_PASS, "supported"),
    "l1-can-be-expensive": Turn(L1_CLOCK_STOPPED, "contradicted"),
    "l2-computationally-efficient": Turn(L2_NEVER_ENDS, "contradicted"),
    "l1-can-compute-less": Turn(L1_NEVER_ENDS, "contradicted"),
    "l2-can-compute-less": Turn(L2_NEVER_ENDS, "contradicted"),
    "l1-more-training-problems": Turn(L1_NEVER_ENDS, "supported"),
    "l2-more-likely-to-converge": Turn(L1_NEVER_ENDS, "supported"),
    "l1-harder-to-optimize": Turn(L1_NEVER_ENDS, "supported"),
    "usual-solvers-converge-for-both": Turn(L2_NEVER_ENDS, "contradicted"),
    "general-optimiser-stops-short-of-l1-with-many-features": Turn(L2_NEVER_ENDS, "contradicted"),
    "elastic-net-costs-more": Turn(NET_NEVER_ENDS, "supported"),
    "elastic-net-fit-costs-no-more": Turn(NET_NEVER_ENDS, "contradicted"),
    "tuning-the-mixing-weight-costs-more": Turn(NET_ONE_PASS, "contradicted"),
}
