"""Training: speed and convergence."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import COST
from regclaims.fixtures.grids import COST_WORLDS, worlds
from regclaims.fixtures.rows import Method

l1_faster = claim(
    "l1-faster-to-train",
    "L1 is faster to train than L2.",
    force="generic",
    rows="article 16",
    this="l1",
    other="l2",
    better=["l1-can-train-faster", "l2-can-train-faster"],
)


@l1_faster.reading(worlds(COST, COST_WORLDS))
def takes_less_time(this: Method, other: Method) -> Hits:
    """Faster: one fit at equal accuracy takes at most 9/10 of the other's time.

    The solver is left open, so the library's usual one for each and one for both are circumstances of the
    same reading. A tenth is about what one fit timed against itself may differ by (``aa.ratio``), so in
    more than half of the draws it is no accident.
    """
    return this.seconds < 0.9 * other.seconds


l1_can = claim(
    "l1-can-train-faster",
    "L1 can be faster to train than L2: it depends on solver, shape and correlation.",
    force="can",
)


@l1_can.reading(worlds(COST, COST_WORLDS))
def l1_takes_less_time(l1: Method, l2: Method) -> Hits:
    """Faster: one fit at equal accuracy takes at most 9/10 of the time of L2."""
    return l1.seconds < 0.9 * l2.seconds


l2_can = claim(
    "l2-can-train-faster",
    "L2 can be faster to train than L1: it depends on solver, shape and correlation.",
    force="can",
)


@l2_can.reading(worlds(COST, COST_WORLDS))
def l2_takes_less_time(l2: Method, l1: Method) -> Hits:
    """Faster: one fit at equal accuracy takes at most 9/10 of the time of L1."""
    return l2.seconds < 0.9 * l1.seconds


can_be_expensive = claim(
    "l1-can-be-expensive",
    "L1 can be computationally expensive.",
    force="can",
    rows="article 53",
)


@can_be_expensive.reading(worlds(COST, COST_WORLDS))
def takes_twice_the_time(l1: Method, l2: Method, none: Method) -> Hits:
    """Expensive: one fit at equal accuracy takes more than twice the time of L2 and of no penalty."""
    return (l1.seconds > 2 * l2.seconds) & (l1.seconds > 2 * none.seconds)


@can_be_expensive.reading(worlds(COST, COST_WORLDS, "same"))
def takes_twice_the_passes(l1: Method, l2: Method) -> Hits:
    """Expensive: the same solver makes more than twice the passes over the data for L1 as for L2.

    Passes to equal accuracy are counted work, which no busy machine can move.
    """
    return l1.passes > 2 * l2.passes
