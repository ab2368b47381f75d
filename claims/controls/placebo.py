"""Placebo: one method in all roles of a comparison. Nothing beats itself.

Two forms of the same trick, for every reading that is a contest (see :mod:`regclaims.claims.controls.kinds`):

* **the same fits**: each role gets the measurements of one method on the same draw, so every draw is a tie. A tie is
  not a win, so no cell may hold. This fails where a predicate takes ``<=`` for ``<``, or names a method where it
  should name a role.
* **other draws**: each role gets the same method's measurements on draws of its own, of the same world. Now there are
  winners, by chance alone. The draws in the roles are exchangeable and a contest is true of at most half of the ways
  to hand them out (a test goes through all ways, on made-up numbers), so it is true with chance 1/2 at most. No cell
  may hold whose threshold is 1/2 or more; the error rate of the suite covers what luck could do. This fails where
  the sequential test, the threshold or the division of alpha is broken. A reading that asks for ``sometimes`` asks
  for less than chance gives, and is only told.

Readings that say *alike* or *no worse* are true of a method against itself: for these the first form is turned
round, and the reading has to be supported, or a comparison that no two methods could ever pass would look like a
finding. Differences get the first form alone: two draws do differ. Three roles and more are all played by the one
method. A role that asks for a measure which the player lacks keeps its own; where that leaves fewer than two
roles to play, there is nothing to exchange, and so it is for readings of one method and for those whose methods stand
apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from math import ceil

import numpy as np

from regclaims.claims.claim import Claim
from regclaims.claims.controls import kinds
from regclaims.claims.controls.kinds import TRUTH, Kind
from regclaims.claims.decide import Budget, per_test_alpha
from regclaims.claims.readings import Sampled
from regclaims.claims.verdict import SUPPORTED, Force, Ruling, of_reading
from regclaims.fixtures.blocks import Series, series_of
from regclaims.fixtures.dgms import Array
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.rows import Rows
from regclaims.fixtures.sequential import Outcome, Tally, draws_to_fail, draws_to_hold

DRAWS, TIMED_DRAWS = 40, 25
"""Draws a cell of the second form gets, of which 37 would have to be won; and where the clock is read, all of them."""


PATIENCE = (4, 16)
"""How many times as many draws a reading gets that says alike and is not yet supported: it may ask more of a method
than to be no worse than itself, as not to be empty."""


class Form(StrEnum):
    """What the roles are given."""

    SAME = "the same fits"
    OTHER = "other draws"


@dataclass(frozen=True)
class Trial:
    """One reading with one method in several of its roles."""

    claim: Claim
    reading: Sampled
    kind: Kind
    form: Form
    player: str
    """The method that plays."""
    played: tuple[str, ...]
    """The methods whose roles it plays, its own among them."""
    patience: int = 1
    """How many times as many draws as usual it gets."""

    @property
    def where(self) -> str:
        """``claim/reading``."""
        return kinds.place(self.claim, self.reading)

    @property
    def binding(self) -> bool:
        """Whether anything is required of the outcome."""
        return self.form is Form.SAME or self.reading.frequency.threshold >= 0.5

    @property
    def stride(self) -> int:
        """Draws of the laboratory that one draw of the trial takes."""
        return len(self.played) if self.form is Form.OTHER else 1

    def draws(self, world: World, a: float) -> int:
        """Draws of the trial: in the first form, where every draw is alike, as many as settle that."""
        if self.form is Form.OTHER:
            return TIMED_DRAWS if world.experiment.timing else DRAWS
        if self.kind is Kind.ALIKE:
            return ceil(3 * self.patience * draws_to_hold(1.0, self.reading.frequency, a))
        return ceil(1.1 * draws_to_fail(0.0, self.reading.frequency, a))

    def demand(self, a: float) -> Iterator[tuple[Series, int]]:
        """What has to be measured for it."""
        for world in self.reading.worlds:
            for method in self._sources:
                for series in _series(world, method):
                    yield series, self.stride * self.draws(world, a)

    @property
    def _sources(self) -> list[str]:
        return list(dict.fromkeys(self._source(name) for name in self.reading.methods(self.claim.roles)))

    def _source(self, method: str) -> str:
        return self.player if method in self.played else method

    def take(self, lab: Lab, a: float) -> Result:
        """The outcome of every cell, on draws that must have been measured."""
        tallies = []
        for world in self.reading.worlds:
            rows = self._rows(lab, world, self.draws(world, a))
            strict = self.claim.force is Force.ALWAYS
            tallies.append(Tally(self.reading.frequency, a, strict).look(self.reading.hits(rows, self.claim.roles)))
        return Result(self, tuple(tallies))

    def _rows(self, lab: Lab, world: World, draws: int) -> Rows:
        columns: dict[str, Array] = {}
        for method in self.reading.methods(self.claim.roles):
            source = self._source(method)
            turn = self.played.index(method) if self.stride > 1 and method in self.played else 0
            for series in _series(world, source):
                for name, column in lab.columns(series, 0, self.stride * draws).items():
                    level, slash, plain = name.rpartition("/")
                    if plain.startswith(f"{source}."):
                        renamed = f"{level}{slash}{method}.{plain.partition('.')[2]}"
                        columns[renamed] = column[turn :: self.stride]
        return Rows(draws, columns, world)


@dataclass(frozen=True)
class Result:
    """What came out of a trial."""

    trial: Trial
    tallies: tuple[Tally, ...]

    @cached_property
    def ruling(self) -> Ruling:
        """The ruling of the reading, were the placebo its evidence."""
        return of_reading(self.trial.claim.force, [tally.outcome for tally in self.tallies])

    @property
    def holding(self) -> int:
        """Cells that hold."""
        return sum(tally.outcome is Outcome.HOLDS for tally in self.tallies)

    @property
    def draws(self) -> int:
        """Draws looked at."""
        return sum(tally.draws for tally in self.tallies)

    @property
    def won(self) -> int:
        """Draws on which the reading was true."""
        return sum(tally.successes for tally in self.tallies)

    @property
    def escaped(self) -> bool:
        """Whether what must not come out came out."""
        if self.trial.kind is Kind.ALIKE:
            return self.ruling != SUPPORTED
        return self.trial.binding and self.holding > 0


@dataclass(frozen=True)
class Untried:
    """A reading on which no placebo can be tried, and why."""

    where: str
    reason: str


def trials(claims: Iterable[Claim], lab: Lab, forms: Sequence[Form] = tuple(Form)) -> tuple[list[Trial], list[Untried]]:
    """Every trial of these claims in these forms, and the readings that have none."""
    tried: list[Trial] = []
    untried: list[Untried] = []
    for claim in claims:
        for reading in kinds.sampled(claim):
            kind = kinds.kind_of(claim, reading)
            found = list(_trials(claim, reading, kind, lab, forms)) if kind not in _REASONS else []
            tried += found
            if not found:
                reason = _REASONS.get(kind, "no method is measured in what two of the roles ask for")
                untried.append(Untried(kinds.place(claim, reading), reason))
    return tried, untried


_REASONS: Mapping[Kind, str] = {
    Kind.SINGLE: "one method, compared with the truth or with itself",
    Kind.APART: "several methods, none compared with another",
}


def _trials(claim: Claim, reading: Sampled, kind: Kind, lab: Lab, forms: Sequence[Form]) -> Iterator[Trial]:
    asked = kinds.measures(claim, reading)
    for player in asked:
        known = _measured(reading.worlds, player, lab)
        played = tuple(method for method in asked if method == player or asked[method] <= known)
        if len(played) > 1:
            for form in (form for form in forms if form is Form.SAME or kind is Kind.CONTEST):
                yield Trial(claim, reading, kind, form, player, played)


def _measured(worlds: Sequence[World], method: str, lab: Lab) -> frozenset[str]:
    """What every experiment of these worlds measures of a method."""
    first = {world.experiment.name: world for world in reversed(worlds)}
    found = []
    for world in first.values():
        lab.measure(dict.fromkeys(_series(world, method), 1))
        columns = [name for series in _series(world, method) for name in lab.columns(series, 0, 1)]
        plain = [name.rpartition("/")[2].partition(".") for name in columns]
        found.append(frozenset(measure for own, _, measure in plain if own == method))
    return frozenset.intersection(*found)


def _series(world: World, method: str) -> list[Series]:
    """The series in which a method is measured; what the world fixes of the truth needs none."""
    return [] if method == TRUTH and TRUTH not in world.experiment.methods else series_of(world, [method])


def run(
    claims: Iterable[Claim], lab: Lab, cells: int, forms: Sequence[Form] = tuple(Form)
) -> tuple[list[Result], list[Untried]]:
    """All trials on as many draws as they need; alpha is divided over the ``cells`` of the suite, as in a run."""
    a = per_test_alpha(Budget().alpha, cells)
    tried, untried = trials(claims, lab, forms)
    results = _taken(tried, lab, a)
    for patience in PATIENCE:
        open_ones = [result.trial for result in results if result.trial.kind is Kind.ALIKE and result.escaped]
        again = {trial: replace(trial, patience=patience) for trial in open_ones}
        settled = dict(zip(again, _taken(list(again.values()), lab, a), strict=True))
        results = [settled.get(result.trial, result) for result in results]
    return results, untried


def _taken(tried: Sequence[Trial], lab: Lab, a: float) -> list[Result]:
    demand: dict[Series, int] = {}
    for trial in tried:
        for series, draws in trial.demand(a):
            demand[series] = max(demand.get(series, 0), draws)
    lab.measure(demand)
    return [trial.take(lab, a) for trial in tried]


def largest_share(results: Iterable[Result]) -> float:
    """The largest share of draws won in any one trial."""
    return float(np.max([result.won / result.draws for result in results], initial=0.0))
