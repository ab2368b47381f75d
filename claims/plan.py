"""Which cells of a reading are worth further draws: the cheapest way to a verdict.

For every verdict that a reading can still reach, the cells that would have to be settled for it are
picked by how many more draws each is expected to take; the cheapest verdict names the cells to draw.
Expectations rest on the cell's own draws alone, so the plan is the same whatever else is measured. It
cannot bias an outcome: the sequential tests are valid under any rule of stopping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regclaims.claims.verdict import RULES, Every, Force
from regclaims.fixtures.sequential import (
    Outcome,
    Tally,
    draws_needed,
    draws_not_to_hold,
    draws_to_fail,
    draws_to_hold,
)

LIKELY = 1e6
"""Draws that stand for a cell that leans the other way: possible, but not worth waiting for."""


NEGLECT = 3
"""How many times fewer draws than the chosen ones make a cell neglected."""


@dataclass(frozen=True)
class Prospect:
    """A cell with what it may still become."""

    tally: Tally
    open: bool
    """Whether it may still be drawn."""

    def ahead(self, draws: Callable[..., float]) -> float:
        """Expected further draws by one of the ``draws_...`` functions of the sequential tests."""
        n = self.tally.draws
        share = self.tally.successes / n if n else 0.5
        return min(max(draws(share, self.tally.frequency, self.tally.a) - n, 1.0), LIKELY)

    def at_best(self) -> float:
        """Expected further draws until the cell is settled, were its frequency a standard error more extreme."""
        n, frequency, a = self.tally.draws, self.tally.frequency, self.tally.a
        share, error = self.tally.successes / n, 0.5 / np.sqrt(n)
        ways = (
            draws_to_hold(min(share + error, 1), frequency, a),
            draws_not_to_hold(max(share - error, 0), frequency, a),
        )
        return min(ways) - n


@dataclass(frozen=True)
class Plan:
    """What to draw next for one reading."""

    cells: tuple[int, ...]
    """Indices of cells."""
    cost: float
    """Expected further draws until the reading is decided; 0 where cells have not been drawn at all."""


def plan(force: Force, prospects: Sequence[Prospect]) -> Plan:
    """The cells to draw next; all open ones that have no draw yet, before anything is weighed."""
    new = [i for i, prospect in enumerate(prospects) if prospect.open and not prospect.tally.draws]
    if new:
        return Plan(tuple(new), 0)
    every = isinstance(RULES[force], Every)
    ways = _ways_always(prospects) if every else _ways_by_share(force, prospects)
    best = min((way for way in ways if way), key=lambda way: sum(way.values()), default={})
    others = [] if every or not best else _neglected(prospects, best)
    return Plan(tuple(sorted({*best, *others})), sum(best.values()))


def _neglected(prospects: Sequence[Prospect], chosen: Mapping[int, float]) -> list[int]:
    """Open undecided cells with far fewer draws than the chosen ones, which may be settled sooner than those.

    Their estimates may be what keeps them from being chosen, and a hard cell that leaned well early must not
    be pursued for long while an easy one waits. A cell that would take longer even if its frequency were a
    standard error farther from the border is not neglected but hard.
    """
    most = max(prospects[i].tally.draws for i in chosen)
    dearest = max(chosen.values())
    return [
        i
        for i, prospect in enumerate(prospects)
        if prospect.open
        and prospect.tally.outcome is Outcome.UNDECIDED
        and NEGLECT * prospect.tally.draws < most
        and prospect.at_best() < dearest
    ]


def next_look(tally: Tally) -> int:
    """Draws at which to look at a cell again: where it should be settled if it goes on as it went."""
    n = tally.draws
    if not n:  # what shows that a cell is never or always true, whichever takes fewer
        never, always = draws_to_fail(0.0, tally.frequency, tally.a), draws_to_hold(1.0, tally.frequency, tally.a)
        return int(np.ceil(min(never, always)))
    expected = draws_needed(tally.successes / n, tally.frequency, tally.a)
    if tally.outcome is Outcome.TOSS_UP:  # a strict cell that may still fail
        expected = int(np.ceil(min(draws_to_fail(tally.successes / n, tally.frequency, tally.a), 3 * n)))
    return min(max(expected, n + max(4, n // 8)), n + max(4, n // 2))


Way = dict[int, float]
"""Cells that a verdict still needs -> expected further draws."""


def _cheapest(count: int, costs: dict[int, float]) -> Way | None:
    """The ``count`` cheapest cells, or None where there are fewer."""
    if count > len(costs):
        return None
    return {i: costs[i] for i in sorted(costs, key=lambda i: (costs[i], i))[: max(count, 0)]}


def _ways_by_share(force: Force, prospects: Sequence[Prospect]) -> list[Way | None]:
    rule = RULES[force]
    assert not isinstance(rule, Every)
    cells = len(prospects)
    held = sum(prospect.tally.outcome is Outcome.HOLDS for prospect in prospects)
    lost = sum(prospect.tally.outcome in (Outcome.FAILS, Outcome.TOSS_UP) for prospect in prospects)
    undecided = {
        i: prospect
        for i, prospect in enumerate(prospects)
        if prospect.open and prospect.tally.outcome is Outcome.UNDECIDED
    }
    to_hold = {i: prospect.ahead(draws_to_hold) for i, prospect in undecided.items()}
    to_lose = {i: prospect.ahead(draws_not_to_hold) for i, prospect in undecided.items()}
    needed, allowed = rule.supported_from(cells), rule.contradicted_to(cells)
    support = _cheapest(needed - held, to_hold)
    contradiction = _cheapest(cells - allowed - lost, to_lose)
    between = _each_way(allowed + 1 - held, to_hold, cells - needed + 1 - lost, to_lose)
    return [support, contradiction, between if needed > allowed + 1 else None]


def _each_way(holds: int, to_hold: Way, losses: int, to_lose: Way) -> Way | None:
    """The cheapest choice of some cells to hold and others not to, no cell for both; None if they are too few."""
    holds, losses, cells = max(holds, 0), max(losses, 0), list(to_hold)
    if holds + losses > len(cells):
        return None
    costs = [[to_hold[i] for i in cells]] * holds + [[to_lose[i] for i in cells]] * losses
    if not costs:
        return {}
    from scipy.optimize import linear_sum_assignment  # late: of all the package only this needs it

    rows, columns = linear_sum_assignment(np.array(costs))
    return {cells[column]: costs[row][column] for row, column in zip(rows, columns, strict=True)}


def _ways_always(prospects: Sequence[Prospect]) -> list[Way | None]:
    may_fail = {i: prospect.ahead(draws_to_fail) for i, prospect in enumerate(prospects) if prospect.open}
    unsettled = {
        i: prospect.ahead(draws_needed)
        for i, prospect in enumerate(prospects)
        if prospect.open and not prospect.tally.settled
    }
    return [_cheapest(1, may_fail), unsettled]
