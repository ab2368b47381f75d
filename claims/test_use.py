"""Interpretability and use."""

from __future__ import annotations

from collections.abc import Mapping

from regclaims.claims.claim import claim
from regclaims.fixtures.introspection import default_penalties, offered_penalties

more_popular = claim(
    "l2-more-popular",
    "L2 is more popular than L1; it is the most popular form.",
    force="generic",
    rows="article 15 58",
)

KINDS = ("regressors", "classifiers")


@more_popular.counted(default_penalties, cases=KINDS)
def most_frequent_default(counts: Mapping[str, int]) -> bool:
    """Popular: of scikit-learn's estimators that can penalise weights, more do so with L2 by default than otherwise.

    A library's defaults are what its makers expect most users to want, and what most users get.
    """
    return _leads(counts)


@more_popular.counted(offered_penalties, cases=KINDS)
def most_often_offered(counts: Mapping[str, int]) -> bool:
    """Popular: of scikit-learn's estimators that can penalise weights, more offer L2 than any other penalty."""
    return _leads(counts)


def _leads(counts: Mapping[str, int]) -> bool:
    return counts.get("l2", 0) > max((number for name, number in counts.items() if name != "l2"), default=0)
