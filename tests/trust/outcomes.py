"""Verdicts and outcomes of several whole runs side by side, as read from their ``report.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scipy import stats

Place = tuple[str, str, str]
"""(claim, reading, cell)"""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run said."""

    seed: int
    seconds: float
    draws: int
    events: int
    """Draws that failed."""
    verdicts: Mapping[str, str]
    sampled: Mapping[Place, str] = field(default_factory=dict)
    """Outcomes that are a matter of chance: of cells that count draws, the clock aside."""
    others: Mapping[Place, str] = field(default_factory=dict)
    """Outcomes of exact searches, counts, and cells that read the clock."""


def run(report: Mapping[str, Any]) -> Run:
    """From the content of a ``report.json``."""
    sampled: dict[Place, str] = {}
    others: dict[Place, str] = {}
    for claim in report["claims"]:
        for reading in claim["readings"]:
            for cell in reading["cells"]:
                chance = cell["evidence"] == "frequency" and not claim["machine"]
                (sampled if chance else others)[claim["id"], reading["name"], cell["dgm"]] = cell["outcome"]
    verdicts = {c["id"]: f"{c['verdict']}: {c['kind']}" if c["kind"] else c["verdict"] for c in report["claims"]}
    about = report["run"]
    return Run(
        seed=about["seed"],
        seconds=about["seconds"],
        draws=about["draws"],
        events=len(report["events"]),
        verdicts=verdicts,
        sampled=sampled,
        others=others,
    )


@dataclass(frozen=True)
class Differing:
    """A cell whose outcome is not the same in all runs that decided it."""

    place: Place
    outcomes: Mapping[str, int]
    """Outcome -> runs with it."""

    @property
    def turned(self) -> bool:
        """Whether it holds in some runs and not in others; FAILS and TOSS_UP both say that it does not."""
        return "holds" in self.outcomes

    @property
    def contradiction(self) -> bool:
        """Whether one of the outcomes must be wrong.

        HOLDS says theta > t and FAILS theta < t: not both. TOSS-UP says theta < t + z, which agrees with FAILS, and
        with HOLDS where theta lies between t and t + z: there either may come first, and both are true.
        """
        return "holds" in self.outcomes and "fails" in self.outcomes


def differing(outcomes: Sequence[Mapping[Place, str]]) -> Iterator[Differing]:
    """Cells decided in different ways by some of these runs."""
    for place in dict.fromkeys(place for one in outcomes for place in one):
        found = Counter(one[place] for one in outcomes if one.get(place, "undecided") != "undecided")
        if len(found) > 1:
            yield Differing(place, dict(found))


def must_be_wrong(cells: Sequence[Differing], outcomes: Sequence[Mapping[Place, str]]) -> list[int]:
    """Indices of the runs that have to be taken as wrong somewhere: at each contradiction those in the minority."""
    wrong: set[int] = set()
    for cell in cells:
        if cell.contradiction:
            rare = min(("holds", "fails"), key=lambda outcome: cell.outcomes[outcome])
            wrong |= {i for i, one in enumerate(outcomes) if one.get(cell.place) == rare}
    return sorted(wrong)


def most_wrong_runs(runs: int, alpha: float, doubt: float = 0.001) -> int:
    """How many of so many runs may be wrong somewhere, each with chance ``alpha``, but with chance ``doubt``."""
    return int(stats.binom.isf(doubt, runs, alpha))
