"""Exact chances of a decision: how the count of hits first passes one of its two borders.

For a cell that is looked at after every draw the count of hits is a random walk between two borders: at the upper one
the e-process against theta <= t passes 1/a, at the lower one that against theta >= t + z. Chances follow draw by draw
from those of the draw before, with no simulation: a second way to the numbers of the real decision, and the only one
to chances of one in a million. Of the decision's code it uses the two formulas and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regclaims.fixtures import sequential
from regclaims.fixtures.sequential import Frequency, Outcome

Array = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Borders:
    """Counts of hits that settle a cell, one entry a draw."""

    lower: Counts
    """This many hits or fewer: it does not hold; -1 where none are few enough."""
    upper: Counts
    """This many or more: it holds; more than the draws where none are enough."""


def borders(frequency: Frequency, a: float, draws: int) -> Borders:
    """Where a cell is settled that is looked at after each of ``draws`` draws."""
    t, high, least = frequency.threshold, frequency.threshold + frequency.width, -np.log(a)
    n = np.arange(1, draws + 1)
    upper = _first(n, lambda s, n: sequential.log_e_above(s, n, t) > least)
    lower = n - _first(n, lambda f, n: sequential.log_e_below(n - f, n, high) > least)
    return Borders(lower, upper)


def ceiling(outcome: Outcome, frequency: Frequency, a: float, draws: int) -> float:
    """Chance that the e-process which stands for ``outcome`` ever passes 1/a, at the theta where that is easiest.

    Nothing else stops it here, so the decision can err no more often within as many draws.
    """
    n, t, least = np.arange(1, draws + 1), frequency.threshold, -np.log(a)
    if outcome is Outcome.HOLDS:
        upper = _first(n, lambda s, n: sequential.log_e_above(s, n, t) > least)
        return float(passage(t, Borders(np.full_like(n, -1), upper)).holds.sum())
    border = t + frequency.width if outcome is Outcome.TOSS_UP else t
    lower = n - _first(n, lambda f, n: sequential.log_e_below(n - f, n, border) > least)
    return float(passage(border, Borders(lower, n + 1)).does_not.sum())


def _first(n: Counts, reached: Callable[[Counts, Counts], NDArray[np.bool_]]) -> Counts:
    """The least count out of n at which evidence that grows with the count is enough; n + 1 for none."""
    low, high = np.zeros_like(n), n + 1
    while (low < high).any():
        middle = (low + high) // 2
        enough = (middle > n) | reached(np.minimum(middle, n), n)
        low, high = np.where(enough | (low >= high), low, middle + 1), np.where(enough, middle, high)
    return high


@dataclass(frozen=True)
class Passage:
    """Chances of settling at each draw, the first draw first."""

    holds: Array
    does_not: Array

    def quantile(self, share: float) -> float:
        """Draws that suffice with this chance; infinite where they do not within the budget."""
        settled = np.cumsum(self.holds + self.does_not)
        return float(np.argmax(settled >= share) + 1) if settled[-1] >= share else np.inf


def passage(theta: float, at: Borders) -> Passage:
    """The chances for a cell of true frequency ``theta``."""
    draws = len(at.upper)
    alive, holds, does_not = np.zeros(draws + 2), np.zeros(draws), np.zeros(draws)
    alive[0] = 1.0
    for i, (low, high) in enumerate(zip(at.lower, at.upper, strict=True)):
        alive[1:] = (1 - theta) * alive[1:] + theta * alive[:-1]
        alive[0] *= 1 - theta
        holds[i], does_not[i] = alive[high:].sum(), alive[: low + 1].sum()
        alive[high:] = 0.0
        alive[: low + 1] = 0.0
    return Passage(holds, does_not)
