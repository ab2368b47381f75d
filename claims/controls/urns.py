"""Urns: worlds whose true frequency is known, drawn and decided by the suite's own code.

A question is a claim with one reading over urns; everything from the round of draws to the verdict is what a run
uses (:func:`regclaims.claims.decide.settle` with its dockets, plans, tallies and rules). Only the laboratory is
another one: it hands out independent hits of chance theta.

What is right, for threshold t and indifference width z:

    theta < t               fails, or toss-up (which says no more than theta < t + z)
    theta = t               toss-up alone: it is neither more than t, nor less
    t < theta < t + z       holds, or toss-up
    theta >= t + z          holds alone

These are the statements whose errors the three e-processes bound, so a cell is wrong with chance at most a in each,
and in at most two of them at any one theta. A verdict is *wrong* if it is decided and the force's rule gives it for
no choice of right outcomes, one a cell. So between t and t + z, where two answers are right for a cell, both verdicts
that they lead to are right; and no verdict can be wrong unless an outcome is, hence the chance of that is at most
alpha too. ``undecided`` is no verdict and so never wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regclaims.claims.claim import Claim
from regclaims.claims.decide import Budget, Docket, settle
from regclaims.claims.readings import Hits, Sampled
from regclaims.claims.verdict import DEPENDS, RULES, Force, Ruling
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import Experiment
from regclaims.fixtures.grids import World
from regclaims.fixtures.rows import Method, Rows
from regclaims.fixtures.sequential import Frequency, Outcome, Tally

URNS = Experiment(name="urns", methods=("urn",))
PLACE = DGM(task="regression", n_samples=10, n_features=1, relevant=1.0, snr=1.0)
"""Where all urns stand: a world has to have one, and nothing is read off it."""


@dataclass(frozen=True)
class Question:
    """A claim of some force over urns of these true frequencies."""

    force: Force
    frequency: Frequency
    thetas: tuple[float, ...]


@dataclass(frozen=True)
class Answer:
    """What the suite made of a question."""

    question: Question
    ruling: Ruling
    tallies: tuple[Tally, ...]

    def wrong(self) -> list[bool]:
        """For each cell, whether its outcome is wrong."""
        asked, told = self.question, [tally.outcome for tally in self.tallies]
        return [
            outcome not in right_outcomes(theta, asked.frequency) and outcome is not Outcome.UNDECIDED
            for theta, outcome in zip(asked.thetas, told, strict=True)
        ]

    @property
    def wrong_verdict(self) -> bool:
        """Whether there is a verdict, and a wrong one."""
        asked = self.question
        right = right_rulings(asked.force, [right_outcomes(theta, asked.frequency) for theta in asked.thetas])
        return self.ruling.decided and self.ruling not in right

    @property
    def softened(self) -> bool:
        """Whether an ``always`` that fails somewhere was only said to depend: right, but less than could be said."""
        t = self.question.frequency.threshold
        return self.ruling == DEPENDS and self.question.force is Force.ALWAYS and min(self.question.thetas) < t

    @property
    def draws(self) -> int:
        """Draws that all its cells took."""
        return sum(tally.draws for tally in self.tallies)


def right_outcomes(theta: float, frequency: Frequency) -> frozenset[Outcome]:
    """Outcomes that say nothing false of a cell."""
    t = frequency.threshold
    right = {Outcome.HOLDS} if theta > t else {Outcome.FAILS} if theta < t else set()
    return frozenset(right | ({Outcome.TOSS_UP} if theta < t + frequency.width else set()))


def right_rulings(force: Force, right: Sequence[Collection[Outcome]]) -> set[Ruling]:
    """Rulings that the rule gives for some choice of right outcomes, one a cell."""
    must = sum(set(outcomes) == {Outcome.HOLDS} for outcomes in right)
    may = sum(Outcome.HOLDS in outcomes for outcomes in right)
    fails = sum(Outcome.FAILS in outcomes for outcomes in right)
    rule, cells = RULES[force], len(right)
    return {rule.ruling(h, f, cells) for h in range(must, may + 1) for f in range(fails + 1)}


def ask(
    questions: Sequence[Question], alpha: float, cells: int, seed: Sequence[int], *, draws: int, alone: bool = False
) -> list[Answer]:
    """Let the suite decide them with ``alpha`` divided over ``cells`` and at most ``draws`` a cell.

    ``alone``: every cell is settled by itself, as on the deep grid, rather than only as far as the verdict needs.
    """
    numbers = iter(range(sum(len(question.thetas) for question in questions)))
    claims = [_claim(number, question, numbers) for number, question in enumerate(questions)]
    lab: Any = _Urns([theta for question in questions for theta in question.thetas], seed, draws)
    asked = {claim: _places(claim) if alone else None for claim in claims}
    dockets = settle(asked, lab, Budget(alpha=alpha, max_draws=draws), cells)
    return [_answer(question, dockets[claim.id]) for question, claim in zip(questions, claims, strict=True)]


def _answer(question: Question, docket: Docket) -> Answer:
    return Answer(question, docket.verdict(), tuple(docket.tallies.values()))


def _places(claim: Claim) -> frozenset[tuple[str, str]]:
    return frozenset((reading.name, cell) for reading in claim.readings for cell in reading.cells())


def _claim(number: int, question: Question, numbers: Any) -> Claim:
    """A claim that is not registered: the suite's own stay what they are."""
    reading = Sampled(
        name="hit",
        says="Drawn from an urn.",
        predicate=_hit,
        worlds=tuple(World(URNS, PLACE, str(next(numbers))) for _ in question.thetas),
        frequency=question.frequency,
    )
    return Claim(
        id=f"urns-{number}",
        says="What is drawn is a hit.",
        force=question.force,
        rows=(),
        better=(),
        roles={},
        mirrors="",
        contradicts=(),
        not_empirical=None,
        module=__name__,
        line=0,
        readings=[reading],
    )


def _hit(urn: Method) -> Hits:
    return urn.hit > 0


class _Urns:
    """Stands where the laboratory stands. Hits of an urn depend on the seed and its number alone."""

    def __init__(self, thetas: Sequence[float], seed: Sequence[int], draws: int) -> None:
        self.seed = 0
        self._thetas, self._seed, self._draws = thetas, seed, draws
        self._hits: dict[str, NDArray[np.float64]] = {}

    def measure(self, demand: Mapping[Series, int]) -> None:
        """Nothing is measured: hits are made when they are read."""

    def findings(self, tasks: Mapping[str, object]) -> dict[str, str]:
        """Urns have no exact cells."""
        return {}

    def rows(self, world: World, methods: Sequence[str], start: int, stop: int) -> Rows:
        """Draws ``start`` to ``stop`` of one urn."""
        name = world.level
        if name not in self._hits:
            number = int(name)
            uniform = np.random.default_rng([*self._seed, number]).random(self._draws)
            self._hits[name] = np.asarray(uniform < self._thetas[number], float)
        return Rows(stop - start, {"urn.hit": self._hits[name][start:stop]}, world)
