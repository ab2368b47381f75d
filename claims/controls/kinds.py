"""What kind of statement a sampled reading makes about its methods, as far as controls are concerned.

Decided by what the words say, before any control is run, and declared here; ``tests/test_kinds.py`` holds every
declaration against the predicate itself, on made-up numbers. A reading that is not listed is a contest, the kind
on which controls are hardest, so that a new one is never spared by oversight.

Contest
    One method has more of something than another, or does what another does not. Nothing beats itself, and two
    methods cannot beat each other.
Difference
    Two methods are unlike, whichever way: a method is not unlike itself, but may be from one draw to the next.
Alike
    A method is no worse than another, or as good: that is true of a method against itself, and has to come out so.
Apart
    Several methods are named, and none is compared with another: "both", each against the truth or against itself
    under other circumstances; or two names under which one fit, or one pair of fits, was measured.
Single
    One method is named, on its own or with the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.readings import Sampled

TRUTH = "truth"


class Kind(StrEnum):
    """See the top of this module."""

    CONTEST = "contest"
    DIFFERENCE = "difference"
    ALIKE = "alike"
    APART = "apart"
    SINGLE = "single"


_DIFFERENCE = """
outliers-because-weights-squared/penalty-matters-more-than-loss
penalties-differ/features-in-use-differ
simpler-models-generalize/the-simpler-of-two
"""
"""The first asks how far two penalties are apart, whichever way, against two losses."""

_ALIKE = """
choice-by-experiment/cross-validation-picks-the-better
choice-is-preference/the-worse-choice-costs-nothing
early-stopping-acts-like-l2/errs-as-little
early-stopping-predicts-like-l2/errs-as-little-on-fresh-worlds
elastic-net-best-of-both/as-accurate-as-the-better-one
elastic-net-fit-costs-no-more/takes-no-more-passes
elastic-net-is-a-compromise/between-the-two
elastic-net-no-shield-against-outliers/costs-are-alike
l1-good-when-few-features-matter/predicts-no-worse
l2-computationally-efficient/at-most-twice-the-time
l2-computationally-efficient/at-most-twice-the-work
l2-good-starting-point/near-the-best
l2-no-worse-than-no-penalty/loses-nothing
neither-robust-to-outliers/moves-no-less-than-unpenalized
penalties-alike-with-many-samples/within-5-percent
penalties-change-little-when-samples-abound/within-a-twentieth
tuned-l2-beats-or-ties-no-penalty-in-regression/hardly-worse
"""
"""The first says that two orders agree: if neither method is better, neither has to be found to be."""

_APART = """
do-not-standardize-when-what-matters-has-large-values/raw-errs-less
early-stopping-acts-like-l2/leads-through-the-same-weights
l1-sparser-at-tenfold-strength/no-more-weights-at-tenfold-strength
l2-small-but-not-zero/noticeably-smaller-and-none-zero
loss-not-penalty-lets-outliers-in/exchanged-loss-helps-most
neither-robust-to-outliers/outliers-still-cost
regularization-ensures-generalization/better-than-the-mean
regularized-models-can-fail-on-new-data/no-better-than-the-mean
standardize-before-penalizing/does-no-harm
standardize-before-penalizing/pays
standardize-when-what-matters-has-small-values/standardized-errs-less
strength-controls-amount/stronger-means-fewer-degrees-of-freedom
stronger-is-sparser/sparser-at-every-step
stronger-is-sparser/sparser-at-tenfold-strength
strongest-penalty-underfits/strong-end-is-worse-on-both
too-strong-underfits/both-ends-predict-worse
usual-solvers-converge-for-both/neither-fails
weakest-penalty-overfits-wide-noisy-regressions/weak-end-is-worse-on-new-data
"""
"""Of outliers, losses are compared there and not penalties."""

DECLARED: Mapping[str, Kind] = {
    place: kind
    for kind, places in ((Kind.DIFFERENCE, _DIFFERENCE), (Kind.ALIKE, _ALIKE), (Kind.APART, _APART))
    for place in places.split()
}
"""``claim/reading`` -> its kind, where that is not to be seen from the methods named."""

_SYMMETRIC = """
choice-by-experiment/cross-validation-picks-the-better
choice-is-preference/the-worse-choice-costs-nothing
both-penalties-generalize-better-under-much-noise/both-do-under-much-noise
combining-can-improve/smaller-error-than-either
do-not-standardize-when-what-matters-has-large-values/raw-errs-less
either-penalty-beats-none-when-correlated-features-outnumber-samples/both-beat-none
elastic-net-best-of-both/as-accurate-as-the-better-one
elastic-net-costs-more/one-fit-takes-more-passes
elastic-net-costs-more/search-takes-more-passes
elastic-net-fit-costs-no-more/takes-no-more-passes
elastic-net-is-a-compromise/between-the-two
loss-not-penalty-lets-outliers-in/exchanged-loss-helps-most
neither-robust-to-outliers/moves-no-less-than-unpenalized
neither-robust-to-outliers/outliers-still-cost
penalties-alike-with-many-samples/within-5-percent
penalties-change-little-when-samples-abound/within-a-twentieth
penalties-differ/features-in-use-differ
penalty-punishes-misfit/fit-moves-toward-the-data
regularization-ensures-generalization/better-than-the-mean
regularization-prevents-overfitting/both-overfit-less
regularization-prevents-overfitting/both-predict-better
regularized-models-can-fail-on-new-data/no-better-than-the-mean
same-goal/both-reach-it
simpler-models-generalize/simpler-and-better
simpler-models-generalize/the-simpler-of-two
standardize-before-penalizing/does-no-harm
standardize-before-penalizing/pays
standardize-when-what-matters-has-small-values/standardized-errs-less
strength-controls-amount/stronger-means-fewer-degrees-of-freedom
strongest-penalty-underfits/strong-end-is-worse-on-both
too-strong-underfits/both-ends-predict-worse
tuning-the-mixing-weight-costs-more/tuning-takes-more-passes
usual-solvers-converge-for-both/neither-fails
weakest-penalty-overfits-wide-noisy-regressions/weak-end-is-worse-on-new-data
"""

SYMMETRIC = frozenset(_SYMMETRIC.split())
"""Readings that name L1 and L2 and say the same of both, but that L1 must not be empty and L2 never is."""


def sampled(claim: Claim) -> Iterator[Sampled]:
    """The claim's readings over draws."""
    return (reading for reading in claim.readings if isinstance(reading, Sampled))


def methods(claim: Claim, reading: Sampled) -> list[str]:
    """The methods that a reading names, the truth aside."""
    return [name for name in reading.methods(claim.roles) if name != TRUTH]


def kind_of(claim: Claim, reading: Sampled) -> Kind:
    """The kind of one reading."""
    if len(methods(claim, reading)) < 2:
        return Kind.SINGLE
    return _by_predicate().get(reading.predicate, Kind.CONTEST)


def symmetric(reading: Sampled) -> bool:
    """Whether the reading says the same of L1 and L2."""
    return reading.predicate in _symmetric()


def place(claim: Claim, reading: Sampled) -> str:
    """``claim/reading``."""
    return f"{claim.id}/{reading.name}"


@cache
def _by_predicate() -> Mapping[Callable[..., Any], Kind]:
    """Restated and mirrored claims share their readings, and so what is declared of them."""
    return {_predicate(where): kind for where, kind in DECLARED.items()}


@cache
def _symmetric() -> frozenset[Callable[..., Any]]:
    return frozenset(_predicate(where) for where in SYMMETRIC)


def _predicate(where: str) -> Callable[..., Any]:
    claim, reading = where.split("/")
    return all_claims()[claim].find(reading).predicate


class Asked:
    """Stands for a method and notes which measures it is asked for; every one is ``numbers(measure)``."""

    def __init__(self, numbers: Callable[[str], Any] = lambda measure: np.ones(1)) -> None:
        self.measures: set[str] = set()
        self._numbers = numbers

    def __getattr__(self, measure: str) -> Any:
        if measure.startswith("__"):
            raise AttributeError(measure)
        self.measures.add(measure)
        return self._numbers(measure)


def measures(claim: Claim, reading: Sampled) -> dict[str, frozenset[str]]:
    """Method -> the measures that the reading asks of it; of the truth nothing is told."""
    asked = [Asked() for _ in reading.methods(claim.roles)]
    reading.predicate(*asked)
    named = zip(reading.methods(claim.roles), asked, strict=True)
    return {name: frozenset(one.measures) for name, one in named if name != TRUTH}
