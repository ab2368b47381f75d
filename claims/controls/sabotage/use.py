"""Faults that turn the verdicts of claims/test_use.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from regclaims.claims.controls.sabotage.lab import Sabotage, Turn, measured_as, patched, replaced
from regclaims.fixtures.introspection import OFFERS, OTHER_WAYS

L1_KEEPS_ALL = measured_as("L1's zeros counted as weights", l1__nonzero=10.0**6)


def table(name: str, entry: Callable[[str], str]) -> Sabotage:
    """The table of penalties with each penalty entered as another one."""
    offers = tuple(
        replace(offer, default=entry(offer.default), offered=tuple(dict.fromkeys(map(entry, offer.offered))))
        for offer in OFFERS
    )
    return patched(name, fixtures__introspection__OFFERS=offers)


def renamed(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda penalty: names.get(penalty, penalty)


EXCHANGED = table("L1 and L2 exchanged in the table of penalties", renamed({"l1": "l2", "l2": "l1"}))
L1_AS_NET = table("L1 entered as elastic net in the table of penalties", renamed({"l1": "elastic_net"}))
ALL_NETS = patched(
    "every estimator entered as an elastic net that has L2 too",
    fixtures__introspection__OFFERS=tuple(
        replace(offer, default="elastic_net", offered=("l2", "elastic_net")) for offer in OFFERS
    ),
)
NETS_APART = patched(
    "no estimator entered as an elastic net",
    fixtures__introspection__OFFERS=tuple(
        replace(offer, offered=tuple(p for p in offer.offered if p != "elastic_net")) for offer in OFFERS
    ),
)
NO_OTHER_WAYS = patched("parameters other than penalties overlooked", fixtures__introspection__OTHER_WAYS={})
EARLY_STOPPING_MISSED = patched(
    "early stopping looked for under a wrong name",
    fixtures__introspection__OTHER_WAYS={**OTHER_WAYS, "early stopping": frozenset({"n_nonzero_coefs"})},
)
ONE_SOLVER = patched("solvers other than SAGA not tried", fixtures__introspection__SOLVERS=("saga",))
HALF_AN_ERROR = measured_as("errors of models with L2 halved", l2__test_error=lambda error: error / 2)

TURNS: dict[str, Turn] = {
    "l1-more-interpretable": Turn(L1_KEEPS_ALL, "contradicted"),
    "l1-halves-the-weights-when-few-features-matter": Turn(L1_KEEPS_ALL, "contradicted"),
    "sparse-easier-to-interpret": Turn(L1_KEEPS_ALL, "contradicted"),
    "l1-used-for-linear-models-and-trees": Turn(EXCHANGED, "supported"),
    "l1-is-offered-by-linear-models-only": Turn(EXCHANGED, "contradicted"),
    "l2-used-for-neural-networks": Turn(HALF_AN_ERROR, "supported"),
    "tuned-l2-helps-a-small-network-in-regression": Turn(replaced("l2", by="none"), "contradicted"),
    "l1-l2-most-common": Turn(NO_OTHER_WAYS, "supported"),
    "two-main-types": Turn(L1_AS_NET, "contradicted"),
    "l1-and-l2-lead-among-weight-penalties": Turn(EXCHANGED, "contradicted"),
    "regularization-has-further-ways": Turn(EARLY_STOPPING_MISSED, "contradicted"),
    "l2-more-popular": Turn(EXCHANGED, "contradicted"),
    "l2-popular-because-accurate": Turn(HALF_AN_ERROR, "supported"),
    "l2-is-the-penalty-that-every-solver-fits": Turn(ONE_SOLVER, "contradicted"),
    "l2-often-combined": Turn(ALL_NETS, "supported"),
    "l1-and-l2-are-combined-where-both-are-offered": Turn(NETS_APART, "contradicted"),
}
