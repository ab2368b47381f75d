"""Is a promised error rate kept? Counts of errors against a promise, by exact binomial (Clopper-Pearson) bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regclaims.fixtures.late import late

stats = late("scipy.stats")

CONFIDENCE = 0.95
"""Of each of the two bounds that are shown."""
RISK = 1e-5
"""Chance of calling a promise broken that is just kept: some hundred promises are looked at together."""


@dataclass(frozen=True)
class Rate:
    """``wrong`` of ``runs``, where the chance of each is promised to be at most ``promise``."""

    wrong: int
    runs: int
    promise: float

    @property
    def share(self) -> float:
        """The rate found."""
        return self.wrong / self.runs

    @property
    def at_most(self) -> float:
        """One-sided upper bound of the true rate."""
        if self.wrong == self.runs:
            return 1.0
        return float(stats.beta.ppf(CONFIDENCE, self.wrong + 1, self.runs - self.wrong))

    @property
    def at_least(self) -> float:
        """One-sided lower bound of the true rate."""
        return self._above(1 - CONFIDENCE)

    def _above(self, risk: float) -> float:
        return float(stats.beta.ppf(risk, self.wrong, self.runs - self.wrong + 1)) if self.wrong else 0.0

    @property
    def kept(self) -> bool:
        """Whether the promise is not refuted: at this risk the lower bound of the true rate is within it."""
        return self._above(RISK) <= self.promise

    def __str__(self) -> str:
        return f"{self.wrong:,} of {self.runs:,}"


def pooled(rates: Iterable[Rate]) -> Rate:
    """All counts together, against the largest promise."""
    found = list(rates)
    return Rate(sum(r.wrong for r in found), sum(r.runs for r in found), max(r.promise for r in found))
