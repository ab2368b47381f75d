"""Operating characteristics of the decision: how often it errs, how often it comes to an end, what it takes.

Four studies, all on :mod:`regclaims.claims.controls.urns`, where the truth is known and the suite's own code decides:

* *outcomes*: cells over theta, at a run's own error rate a, and the draws that they take;
* *errors*: cells on the very borders, where erring is easiest, at an a so large that errors can be counted;
* *verdicts*: claims of every force over several numbers of worlds and mixtures of true and false cells;
* *suites*: whole suites, of which not one outcome may be wrong but with chance alpha.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from regclaims.claims.claim import all_claims
from regclaims.claims.controls.passages import borders, ceiling, passage
from regclaims.claims.controls.rates import Rate
from regclaims.claims.controls.urns import Answer, Question, ask, right_outcomes
from regclaims.claims.decide import Budget, per_test_alpha, sampled_cells
from regclaims.claims.verdict import RULES, Every, Force
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Frequency, Outcome

FREQUENCIES = (MOSTLY, NEARLY_ALWAYS, SOMETIMES)
DRAWS = Budget().max_draws
ALPHA = Budget().alpha

Say = Callable[[str], None]
"""Tells the user what is being done."""

_GRIDS = {
    MOSTLY: "0 .1 .2 .3 .35 .4 .425 .45 .475 .51 .525 .54 .56 .575 .59 .625 .65 .675 .7 .8 .9 1",
    NEARLY_ALWAYS: "0 .2 .4 .5 .6 .7 .75 .8 .825 .85 .86 .875 .89 .905 .91 .92 .93 .94 .96 .97 .98 .99 1",
    SOMETIMES: "0 .01 .02 .03 .04 .06 .07 .08 .09 .11 .12 .13 .14 .16 .175 .2 .225 .25 .3 .4 .5 .6 .8 1",
}


def grid(frequency: Frequency) -> tuple[float, ...]:
    """True frequencies from one end to the other: both borders exactly, halfway between them, and close by."""
    t, z = frequency.threshold, frequency.width
    return tuple(sorted({t, t + z / 2, t + z, *map(float, _GRIDS[frequency].split())}))


def cells() -> int:
    """Cells of the suite over which a run divides alpha."""
    return sampled_cells(all_claims().values())


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of cells of one kind."""

    frequency: Frequency
    theta: float
    strict: bool
    shares: dict[Outcome, float]
    wrong: Rate
    median: float
    mean: float
    most: float
    """90 % quantile."""
    exact_median: float
    """By the recursion over draws; NaN for strict cells, which it does not cover."""
    doubted: float
    """Median draw at which a cell was doubted, of those that were: what follows is read to the end of a look."""
    exact_wrong: float
    """By the recursion: chance of HOLDS where that is wrong, or of not holding where that is."""


def outcomes(runs: int, seed: int, a: float, say: Say) -> list[Fate]:
    """Cells over all thetas, each settled by itself."""
    found = []
    for f, frequency in enumerate(FREQUENCIES):
        say(f"outcomes: {frequency.words}")
        for i, theta in enumerate(grid(frequency)):
            found += [fate(frequency, theta, strict, a, runs, (seed, 1, f, i, strict)) for strict in (False, True)]
    return found


def fate(frequency: Frequency, theta: float, strict: bool, a: float, runs: int, seed: tuple[int, ...]) -> Fate:
    """Many cells of one theta; ``a`` is that of each e-process."""
    force = Force.ALWAYS if strict else Force.GENERIC
    (answer,) = ask([Question(force, frequency, (theta,) * runs)], 3 * a, 1, seed, draws=DRAWS, alone=True)
    draws = np.array([tally.draws for tally in answer.tallies])
    told = [tally.outcome for tally in answer.tallies]
    way, right = passage(theta, _borders(frequency, a)), right_outcomes(theta, frequency)
    return Fate(
        frequency=frequency,
        theta=theta,
        strict=strict,
        shares={outcome: told.count(outcome) / runs for outcome in Outcome},
        wrong=Rate(sum(answer.wrong()), runs, 2 * a),
        median=float(np.median(draws)),
        mean=float(draws.mean()),
        most=float(np.quantile(draws, 0.9)),
        exact_median=np.nan if strict else min(way.quantile(0.5), DRAWS),
        doubted=float(np.median([tally.doubted_at for tally in answer.tallies if tally.doubted_at] or np.nan)),
        exact_wrong=float((way.holds if Outcome.HOLDS not in right else 0 * way.holds).sum())
        + float((way.does_not if Outcome.TOSS_UP not in right else 0 * way.does_not).sum()),
    )


_borders = cache(lambda frequency, a: borders(frequency, a, DRAWS))


@dataclass(frozen=True)
class Errors:
    """How often cells on a border were said what is just not true of them."""

    frequency: Frequency
    theta: float
    a: float
    outcome: Outcome
    rate: Rate
    ceiling: float
    """Exact chance that the e-process by itself ever says so."""


LARGE = (0.05, 0.01)
"""Error rates a at which errors are frequent enough to be counted."""


def errors(runs: int, seed: int, say: Say) -> list[Errors]:
    """Strict cells, which are drawn longer and so have more occasions to err, at theta = t and t + z."""
    found = []
    for k, a in enumerate(LARGE):
        say(f"errors at a = {a:g}")
        for f, frequency in enumerate(FREQUENCIES):
            t, z = frequency.threshold, frequency.width
            for theta, wrong in ((t, (Outcome.HOLDS, Outcome.FAILS)), (t + z, (Outcome.TOSS_UP,))):
                question = Question(Force.ALWAYS, frequency, (theta,) * runs)
                (answer,) = ask([question], 3 * a, 1, (seed, 2, k, f, theta > t), draws=DRAWS, alone=True)
                told = [tally.outcome for tally in answer.tallies]
                found += [
                    Errors(frequency, theta, a, w, Rate(told.count(w), runs, a), ceiling(w, frequency, a, DRAWS))
                    for w in wrong
                ]
    return found


CLEAR = {MOSTLY: (0.8, 0.2), NEARLY_ALWAYS: (0.99, 0.6)}
"""Thetas of which nobody doubts that they hold, and that they do not."""
SIZES = (1, 5, 10, 20, 50)
MIXTURES = ("all hold", "none holds", "just enough hold", "one too few", "all at t", "all at t + z", "any theta")
FORCES = (Force.ALWAYS, Force.GENERIC, Force.USUALLY, Force.CAN)
INFLATED = 0.2
"""Alpha of a claim by itself, so large that wrong verdicts can be counted."""


def mixture(name: str, force: Force, size: int, rng: np.random.Generator) -> Question:
    """A claim over ``size`` urns."""
    frequency = NEARLY_ALWAYS if force is Force.ALWAYS else MOSTLY
    t, (yes, no) = frequency.threshold, CLEAR[frequency]
    rule = RULES[force]
    enough = size if isinstance(rule, Every) else rule.supported_from(size)
    hold = {"all hold": size, "none holds": 0, "just enough hold": enough, "one too few": enough - 1}
    if name in hold:
        thetas = rng.permutation([yes] * hold[name] + [no] * (size - hold[name]))
    elif name == "any theta":
        thetas = rng.random(size)
    else:
        thetas = np.full(size, t if name == "all at t" else t + frequency.width)
    return Question(force, frequency, tuple(float(theta) for theta in thetas))


@dataclass(frozen=True)
class Claims:
    """What became of claims of one kind."""

    force: Force
    mixture: str
    size: int
    wrong: Rate
    decided: float
    """Share of them."""
    draws: float
    """A claim, in the mean."""
    softened: int
    """Claims that say less than they could: see :class:`Answer`."""


def verdicts(runs: int, seed: int, alpha: float, cells: int | None, say: Say) -> list[Claims]:
    """Claims of every kind with ``alpha`` divided over ``cells``, by default over those of each claim."""
    found = []
    for f, force in enumerate(FORCES):
        say(f"verdicts at alpha = {alpha:g}: {force}")
        for m, name in enumerate(MIXTURES):
            for size in SIZES:
                key = (seed, 3, f, m, size, int(cells is None))
                questions = [mixture(name, force, size, rng) for rng in _generators(key, runs)]
                answers = ask(questions, alpha, cells or size, key, draws=DRAWS)
                wrong = Rate(sum(answer.wrong_verdict for answer in answers), runs, alpha)
                decided = sum(answer.ruling.decided for answer in answers) / runs
                draws, softened = sum(x.draws for x in answers) / runs, sum(x.softened for x in answers)
                found.append(Claims(force, name, size, wrong, decided, draws, softened))
    return found


def _generators(key: tuple[int, ...], count: int) -> Iterator[np.random.Generator]:
    return (np.random.default_rng([*key, 0, number]) for number in range(count))


SUITE_ALPHA = 0.1
KINDS = {"like the real one": 2000, "every cell at t": 60, "every cell at t + z": 60}
"""Kinds of suites, and their cells."""
_FORCES = {Force.GENERIC: 140, Force.CAN: 32, Force.ALWAYS: 16, Force.USUALLY: 12}
"""Readings of ten cells each in a suite like the real one."""
NEVER, EVERY_TIME = 0.22, 0.34
"""Shares of the real suite's cells whose predicate is true of no draw, and of every draw."""


@dataclass(frozen=True)
class Suites:
    """What became of whole suites of one kind."""

    kind: str
    cells: int
    wrong: Rate
    """Suites with any wrong outcome."""
    wrong_verdict: Rate
    """Suites with any wrong verdict."""
    undecided: float
    """Share of claims."""
    draws: float
    """A cell, in the mean."""


def suites(runs: int, seed: int, say: Say) -> list[Suites]:
    """Suites of every kind; those of the easy kind are large, so there are fewer of them."""
    found = []
    for k, (kind, size) in enumerate(KINDS.items()):
        say(f"suites: {kind}")
        count, wrong, wrong_verdict, decided, draws = runs if k == 0 else 10 * runs, 0, 0, [], 0
        for number, rng in enumerate(_generators((seed, 4, k), count)):
            answers = suite(kind, SUITE_ALPHA, rng, (seed, 4, k, 1, number))
            wrong += any(any(answer.wrong()) for answer in answers)
            wrong_verdict += any(answer.wrong_verdict for answer in answers)
            decided += [answer.ruling.decided for answer in answers]
            draws += sum(answer.draws for answer in answers)
        rates = Rate(wrong, count, SUITE_ALPHA), Rate(wrong_verdict, count, SUITE_ALPHA)
        found.append(Suites(kind, size, *rates, 1 - float(np.mean(decided)), draws / count / size))
    return found


def suite(kind: str, alpha: float, rng: np.random.Generator, seed: tuple[int, ...]) -> list[Answer]:
    """One suite, decided as a run decides it."""
    questions = _like_the_real(rng) if kind == "like the real one" else _on_a_border(kind)
    return ask(questions, alpha, KINDS[kind], seed, draws=DRAWS, alone=kind != "like the real one")


def _like_the_real(rng: np.random.Generator) -> list[Question]:
    questions = []
    for force, readings in _FORCES.items():
        frequency = NEARLY_ALWAYS if force is Force.ALWAYS else MOSTLY
        for _ in range(readings):
            kind, theta = rng.random(10), rng.random(10)
            theta = np.where(kind < NEVER, 0.0, np.where(kind < NEVER + EVERY_TIME, 1.0, theta))
            questions.append(Question(force, frequency, tuple(float(x) for x in theta)))
    return questions


def _on_a_border(kind: str) -> list[Question]:
    """Strict cells of all three frequencies: the hardest suite that there is."""
    size, upper = KINDS[kind] // len(FREQUENCIES), kind.endswith("z")
    thetas = [frequency.threshold + upper * frequency.width for frequency in FREQUENCIES]
    return [Question(Force.ALWAYS, f, (theta,) * size) for f, theta in zip(FREQUENCIES, thetas, strict=True)]


PLANNED_A = 3e-6
PLANNED = {
    MOSTLY: {0.0: 20, 1.0: 20, 0.2: 42, 0.4: 170, 0.5: 670, 0.6: 690, 0.55: 2300},
    NEARLY_ALWAYS: {1.0: 130, 0.9: 700},
}
"""Median draws that the budget was planned with, by frequency and theta."""
NEAR = 1.25
"""Factor within which medians have to be what was planned with."""


def planned(runs: int, seed: int, say: Say) -> list[tuple[Fate, int]]:
    """Cells whose draws were planned with, beside the plan."""
    say("draws")
    return [
        (fate(frequency, theta, False, PLANNED_A, runs, (seed, 5, f, i)), draws)
        for f, (frequency, plans) in enumerate(PLANNED.items())
        for i, (theta, draws) in enumerate(plans.items())
    ]


def as_planned(found: Fate, draws: int) -> bool:
    """Whether it took about the draws that were planned with, and neither was the other."""
    return max(found.median / draws, draws / found.median) <= NEAR


@dataclass(frozen=True)
class Study:
    """All that was simulated."""

    a: float
    """The run's own."""
    cells: int
    fates: list[Fate]
    errors: list[Errors]
    planned: list[tuple[Fate, int]]
    inflated: list[Claims]
    """At an alpha at which errors can be counted."""
    standard: list[Claims]
    """At a run's own."""
    suites: list[Suites]

    @property
    def sizes(self) -> list[int]:
        """Numbers of worlds that claims were asked over."""
        return sorted({claims.size for claims in self.inflated})


def study(runs: int, seed: int, say: Say = lambda what: None) -> Study:
    """Everything; ``runs`` cells a theta, and the rest in proportion."""
    size = cells()
    a = per_test_alpha(ALPHA, size)
    return Study(
        a,
        size,
        outcomes(runs, seed, a, say),
        errors(5 * runs, seed, say),
        planned(runs, seed, say),
        verdicts(max(runs // 8, 1), seed, INFLATED, None, say),
        verdicts(max(runs // 32, 1), seed, ALPHA, size, say),
        suites(max(runs // 10, 1), seed, say),
    )
