"""Which draws are still needed for a verdict, and the loop that takes them.

In rounds: the cells on the cheapest way to a verdict (see :mod:`regclaims.claims.plan`) get further draws
until the verdicts asked for are decided or the budget is spent. How far a cell is drawn depends on its
own claim's draws alone, in seed order: not on what the store already holds, on other claims, or on how the
work was split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from regclaims.claims import findings
from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.plan import Prospect, next_look, plan
from regclaims.claims.readings import Counted, Exact, Reading, Sampled
from regclaims.claims.verdict import NOT_EMPIRICAL, Force, Ruling, of_claim, of_reading
from regclaims.fixtures.blocks import Series, series_of
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.sequential import Outcome, Tally


@dataclass(frozen=True)
class Budget:
    """What a run may spend."""

    alpha: float = 0.01
    """Chance that any outcome of the whole suite is wrong, in (0, 1)."""
    max_draws: int = 3000
    """Draws a cell may take."""
    max_timing_draws: int = 400
    """Draws a cell that reads the clock may take."""

    def of(self, world: World) -> int:
        """Draws that a cell of this world may take."""
        return min(self.max_draws, self.max_timing_draws) if world.experiment.timing else self.max_draws


def sampled_cells(claims: Iterable[Claim]) -> int:
    """Cells whose outcome is a matter of chance, over which alpha is divided."""
    return sum(len(reading.worlds) for claim in claims for reading in claim.readings if isinstance(reading, Sampled))


def per_test_alpha(alpha: float, cells: int) -> float:
    """a = alpha / (3 * cells): three e-processes a cell, all right together with chance 1 - alpha."""
    return alpha / (3 * max(cells, 1))


Place = tuple[str, str]
"""(reading, cell) within a claim."""

STRIDE = 2048
"""Draws read at a time: more than the standard budget ever adds at one look, and little memory."""


class Docket:
    """The state of one claim's cells while evidence comes in."""

    def __init__(self, claim: Claim, a: float, budget: Budget, only: frozenset[Place] | None = None) -> None:
        """``only``: settle these cells one by one rather than the claim's verdict."""
        self.claim = claim
        self.budget = budget
        self.only = only
        strict = claim.force is Force.ALWAYS
        self.worlds: dict[Place, World] = {}
        self.tallies: dict[Place, Tally] = {}
        self.findings: dict[Place, findings.Finding] = {}
        for reading in claim.readings:
            if isinstance(reading, Sampled):
                for world in reading.worlds:
                    self.worlds[reading.name, world.id] = world
                    self.tallies[reading.name, world.id] = Tally(reading.frequency, a, strict)

    def outcome(self, place: Place) -> Outcome:
        """The outcome of one cell so far."""
        if place in self.findings:
            return self.findings[place].outcome
        return self.tallies[place].outcome if place in self.tallies else Outcome.UNDECIDED

    def ruling(self, reading: Reading) -> Ruling:
        """The ruling of one reading so far."""
        places = [(reading.name, cell) for cell in reading.cells()]
        doubtful = [self.doubtful(place) for place in places]
        return of_reading(self.claim.force, [self.outcome(place) for place in places], doubtful)

    def doubtful(self, place: Place) -> bool:
        """Whether a cell does not hold, while further draws may still tell whether it fails."""
        tally = self.tallies.get(place)
        return tally is not None and tally.outcome is Outcome.TOSS_UP and self._open(place)

    def _open(self, place: Place) -> bool:
        tally = self.tallies[place]
        return not tally.settled and tally.draws < self.budget.of(self.worlds[place])

    def verdict(self) -> Ruling:
        """The claim's ruling so far."""
        if self.claim.not_empirical:
            return NOT_EMPIRICAL
        return of_claim([self.ruling(reading) for reading in self.claim.readings])

    def wanted(self) -> dict[Place, int]:
        """Cell -> draws to have at its next look; empty where nothing more is to be done."""
        if self.only is not None:
            places = [place for place in self.tallies if place in self.only and self._open(place)]
        elif self.verdict().decided:
            places = []
        else:
            places = self._planned()
        return {place: self._next_look(place) for place in places}

    def _planned(self) -> list[Place]:
        """Cells of the reading that is cheapest to decide, since two decided ones may settle the claim."""
        plans: list[tuple[float, list[Place]]] = []
        for reading in self.claim.readings:
            if isinstance(reading, Sampled) and not self.ruling(reading).decided:
                places = [(reading.name, cell) for cell in reading.cells()]
                found = plan(self.claim.force, [Prospect(self.tallies[place], self._open(place)) for place in places])
                if found.cells:
                    plans.append((found.cost, [places[i] for i in found.cells]))
        cheapest = min((cost for cost, _ in plans), default=0)
        return [place for cost, places in plans if cost == cheapest for place in places]

    def _next_look(self, place: Place) -> int:
        return min(next_look(self.tallies[place]), self.budget.of(self.worlds[place]))

    def look(self, lab: Lab, looks: Mapping[Place, int]) -> None:
        """Read the draws up to each look, or up to the one that settles the cell."""
        for place, stop in looks.items():
            reading = self._sampled(place)
            names, world, tally = reading.methods(self.claim.roles), self.worlds[place], self.tallies[place]
            while not tally.settled and tally.draws < stop:
                rows = lab.rows(world, names, tally.draws, min(tally.draws + STRIDE, stop))
                tally = tally.look(reading.hits(rows, self.claim.roles))
            self.tallies[place] = tally

    def _sampled(self, place: Place) -> Sampled:
        reading = self.claim.find(place[0])
        assert isinstance(reading, Sampled)
        return reading

    def series(self, place: Place) -> list[Series]:
        """The draws that a sampled cell reads."""
        return series_of(self.worlds[place], self._sampled(place).methods(self.claim.roles))

    def searches(self, seed: int) -> dict[str, tuple[Place, Callable[[], str]]]:
        """What each finding still to be made is made of -> its cell and the task that makes it."""
        tasks: dict[str, tuple[Place, Callable[[], str]]] = {}
        for reading in self.claim.readings:
            if isinstance(reading, Exact | Counted):
                for case in reading.cells():
                    if self.only is None or (reading.name, case) in self.only:
                        task = partial(findings.find, self.claim.id, self.claim.module, reading.name, case, seed)
                        key = findings.about(self.claim, reading, case, seed)
                        tasks[key] = (reading.name, case), task
        return tasks


def settle(
    asked: Mapping[Claim, frozenset[Place] | None], lab: Lab, budget: Budget, cells: int | None = None
) -> dict[str, Docket]:
    """Take evidence until every verdict asked for is decided or the budget is spent."""
    dockets = opened(asked, budget, cells)
    take_evidence(dockets, lab)
    return dockets


def opened(
    asked: Mapping[Claim, frozenset[Place] | None], budget: Budget, cells: int | None = None
) -> dict[str, Docket]:
    """Dockets without any evidence yet.

    ``asked`` maps a claim to None for its verdict, or to cells that are to be settled one by one. Alpha is divided
    over ``cells``, by default those of all claims.
    """
    a = per_test_alpha(budget.alpha, sampled_cells(all_claims().values()) if cells is None else cells)
    return {claim.id: Docket(claim, a, budget, only) for claim, only in asked.items()}


def take_evidence(dockets: Mapping[str, Docket], lab: Lab) -> None:
    """Take evidence as :func:`settle` does; broken off at any moment, the dockets say what came out so far."""
    searches = [(docket, docket.searches(lab.seed)) for docket in dockets.values()]
    found = lab.findings({key: task for _, tasks in searches for key, (_, task) in tasks.items()})
    for docket, tasks in searches:
        docket.findings |= {place: findings.load(found[key]) for key, (place, _) in tasks.items()}
    for timing in (False, True):  # what reads the clock runs alone, so it comes when all else is done
        _take([docket for docket in dockets.values() if docket.claim.timing == timing], lab)


def _take(active: Sequence[Docket], lab: Lab) -> None:
    """Rounds of draws until none of these claims wants any more."""
    while looks := {docket: wanted for docket in active if (wanted := docket.wanted())}:
        active = list(looks)  # what wants nothing now has all that it will ever want
        demand: dict[Series, int] = {}
        for docket, places in looks.items():
            for place, stop in places.items():
                for series in docket.series(place):
                    demand[series] = max(demand.get(series, 0), stop)
        lab.measure(demand)
        by_world = [(docket, place) for docket, places in looks.items() for place in places]
        for docket, place in sorted(by_world, key=_world):  # so that what one has read the next one finds at hand
            docket.look(lab, {place: looks[docket][place]})


def _world(cell: tuple[Docket, Place]) -> tuple[str, str]:
    docket, place = cell
    world = docket.worlds[place]
    return world.experiment.name, world.dgm.id
