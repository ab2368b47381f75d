"""What is to be reached: one goal a row of the table.

Results carry what was measured and nothing else; targets stand here and nowhere else. So no script decides whether it
has met its own target.
"""

from __future__ import annotations

from dataclasses import dataclass

from regclaims.benchmarks import check, glmnet, profile
from regclaims.benchmarks.results import Measured
from regclaims.reports.text import escape


@dataclass(frozen=True)
class Goal:
    """A row: what is measured, and what has to be reached."""

    file: str
    """The script that measures it."""
    key: str
    what: str
    target: float | None = None
    """None where the row is for comparison."""
    at_most: bool = False
    """Whether less is better."""
    unit: str = ""
    worst: bool = False
    """Whether every value has to reach the target, not just their median."""

    def met(self, measured: Measured) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        judged = measured.median
        if self.worst:
            judged = (max if self.at_most else min)(measured.values)
        return judged <= self.target if self.at_most else judged >= self.target

    def row(self, measured: Measured | None) -> str:
        """The row in Markdown."""
        target = "" if self.target is None else f"at {'most' if self.at_most else 'least'} {self.target:g}{self.unit}"
        if measured is None:
            return f"| {escape(self.what)} | | | not measured | {target} | |"
        word = {True: "met", False: "**missed**", None: ""}[self.met(measured)]
        sides = (side.replace("|", "\\|") for side in (measured.ours, measured.theirs))
        cells = *sides, self._figure(measured), target, word
        return f"| {escape(self.what)} | {' | '.join(cells)} |"

    def _figure(self, measured: Measured) -> str:
        low, high, repeats = min(measured.values), max(measured.values), len(measured.values)
        middle = f"{_plain(measured.median)}{self.unit}"
        return middle if repeats == 1 else f"{middle} ({_plain(low)} to {_plain(high)}, {repeats})"


def _plain(number: float) -> str:
    """Three digits, without an exponent."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:#.3g}"


GOALS = (
    Goal("notebook", "shared", "CPU of the notebook way over ours: CV estimators, 1,000 draws, fits shared", 20),
    Goal("notebook", "apart", "the same, each claim a notebook with fits of its own"),
    Goal("notebook", "agreement", "share of cells, decided by both, in which the notebook's outcome is ours", 1),
    *(Goal("glmnet", name, f"CPU of R's glmnet over ours, {name}", 1) for name in glmnet.NINE),
    *(
        Goal("glmnet", name, f"CPU of R's glmnet over ours, {name}")
        for _, name, _, _ in glmnet.names()
        if name not in glmnet.NINE
    ),
    Goal(
        "glmnet",
        "risk",
        "error on new data of our tuned fits over glmnet's, nine contests",
        1.01,
        at_most=True,
        worst=True,
    ),
    Goal("fixed_n", "all", "draws of an exact test with fixed n and our error bound over ours, all cells", 5),
    Goal("fixed_n", "decided", "the same, theirs on the cells alone that ours decided"),
    Goal("fixed_n", "shared", "the same, fits shared between cells on both sides"),
    *(
        Goal("fixed_n", words, f"the same, cells that ask for {words}")
        for words in ("mostly", "nearly always", "sometimes")
    ),
    *(
        Goal("growth", f"{what}: {part}", f"exponent of CPU in {what}, {words}", 1.05, at_most=True)
        for what in ("claims", "claims, one budget", "worlds", "draws")
        for part, words in (("whole", "whole cold run"), ("deciding", "deciding and reporting alone"))
    ),
    *(
        Goal(
            "tuning_accuracy",
            penalty,
            f"error of our tuned fits over that of an exhaustive search, {words}",
            1.01,
            at_most=True,
        )
        for penalty, words in (("l1", "L1"), ("l2", "L2"), ("elastic_net", "elastic net"))
    ),
    Goal("workers", "speed-up", "two workers against one, the laboratory cold", 1.8),
    Goal("start", "collect", "pytest claims --collect-only -q", 2.5, at_most=True, unit=" s"),
    Goal("start", "warm", "pytest claims, everything measured before", 5, at_most=True, unit=" s"),
    Goal("start", "cold", "pytest claims, nothing measured before", 90, at_most=True, unit=" s"),
    Goal("check", "start", "regclaims check, a file of a line", 0.25, at_most=True, unit=" s"),
    *(
        Goal(
            "check",
            f"speed, {kind}",
            f"regclaims check, {max(check.SIZES):g} MB of Markdown, {kind}",
            0.5,
            unit=" MB/s",
        )
        for kind in check.KINDS
    ),
    *(
        Goal("check", f"speed, {kind}, {check.FOLDER}", f"regclaims check, {check.FOLDER}, {kind}", 0.5, unit=" MB/s")
        for kind in check.KINDS
    ),
    *(
        Goal("check", f"{tool}, {kind}, {size}", f"{tool} over regclaims check, {kind}, {size}", 1)
        for kind in check.KINDS
        for size in (*(f"{size:g} MB" for size in check.SIZES), check.FOLDER)
        for tool in check.OTHERS
    ),
    Goal("profile", "outside", "share of a cold run's CPU outside solvers and drawing data", 0.2, at_most=True),
    *(Goal("profile", kind, f"share of a cold run's CPU: {what}") for kind, what in profile.KINDS.items()),
)
