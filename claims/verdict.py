"""How outcomes of cells become the verdict of a reading, and readings the verdict of a claim.

Pure functions over outcomes. A verdict counts only if no completion of the undecided cells could change
it; all rules are monotone in the number of cells that hold, so it is enough to try the extremes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from regclaims.fixtures.sequential import Outcome


class Force(StrEnum):
    """How much a statement's wording promises."""

    ALWAYS = "always"
    GENERIC = "generic"
    USUALLY = "usually"
    CAN = "can"


class Verdict(StrEnum):
    """What the evidence says of a claim; the last is no verdict."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    ILL_POSED = "ill-posed"
    UNDECIDED = "undecided"


class Kind(StrEnum):
    """Why a claim is ill-posed."""

    DEPENDS = "depends"
    AMBIGUOUS = "ambiguous"
    NOT_EMPIRICAL = "not empirical"


class NotEmpirical(StrEnum):
    """The closed list of reasons why no measurement can reach a claim."""

    TASTE = "it speaks of what people prefer, and no data set holds preferences"
    MOTIVE = "it gives people's motives for a choice, and no data set holds motives"


@dataclass(frozen=True)
class Ruling:
    """A verdict, with the kind of ill-posedness."""

    verdict: Verdict
    kind: Kind | None = None

    def __str__(self) -> str:
        return f"{self.verdict}: {self.kind}" if self.kind else str(self.verdict)

    @property
    def decided(self) -> bool:
        """Whether this is a verdict at all."""
        return self.verdict is not Verdict.UNDECIDED


SUPPORTED, CONTRADICTED = Ruling(Verdict.SUPPORTED), Ruling(Verdict.CONTRADICTED)
DEPENDS, AMBIGUOUS = Ruling(Verdict.ILL_POSED, Kind.DEPENDS), Ruling(Verdict.ILL_POSED, Kind.AMBIGUOUS)
NOT_EMPIRICAL = Ruling(Verdict.ILL_POSED, Kind.NOT_EMPIRICAL)
UNDECIDED = Ruling(Verdict.UNDECIDED)


@dataclass(frozen=True)
class Share:
    """A rule on the number of cells that hold."""

    supported_from: Callable[[int], int]
    """Cells that have to hold, of so many, for support."""
    contradicted_to: Callable[[int], int]
    """Cells that may hold, of so many, for contradiction."""

    def ruling(self, holds: int, fails: int, cells: int) -> Ruling:
        """The ruling over decided cells."""
        if holds >= self.supported_from(cells):
            return SUPPORTED
        return CONTRADICTED if holds <= self.contradicted_to(cells) else DEPENDS


@dataclass(frozen=True)
class Every:
    """The rule of ``always``: support if all hold, contradiction as soon as one fails."""

    def ruling(self, holds: int, fails: int, cells: int) -> Ruling:
        """The ruling over decided cells."""
        return SUPPORTED if holds == cells else CONTRADICTED if fails else DEPENDS


RULES: Mapping[Force, Share | Every] = {
    Force.ALWAYS: Every(),
    Force.GENERIC: Share(lambda cells: -(-4 * cells // 5), lambda cells: cells // 5),  # at least 4/5, at most 1/5
    Force.USUALLY: Share(lambda cells: 3 * cells // 5 + 1, lambda cells: -(-2 * cells // 5) - 1),  # > 3/5, < 2/5
    Force.CAN: Share(lambda cells: 1, lambda cells: 0),
}


def of_reading(force: Force, outcomes: Sequence[Outcome], doubtful: Sequence[bool] = ()) -> Ruling:
    """The ruling of one reading over the outcomes of its cells.

    ``doubtful`` marks cells that are known not to hold while it is still open whether they fail.
    Raises ``ValueError`` without cells.
    """
    if not outcomes:
        raise ValueError("a reading needs at least one cell")
    rule = RULES[force]
    marks = list(doubtful) or [False] * len(outcomes)

    def completed(hopeful: Outcome, doubted: Outcome) -> Ruling:
        full = [
            doubted if doubt else hopeful if outcome is Outcome.UNDECIDED else outcome
            for outcome, doubt in zip(outcomes, marks, strict=True)
        ]
        return rule.ruling(full.count(Outcome.HOLDS), full.count(Outcome.FAILS), len(full))

    possible = {
        completed(Outcome.HOLDS, Outcome.TOSS_UP),
        completed(Outcome.HOLDS, Outcome.FAILS),
        completed(Outcome.TOSS_UP, Outcome.TOSS_UP),
        completed(Outcome.FAILS, Outcome.FAILS),
    }
    return possible.pop() if len(possible) == 1 else UNDECIDED


def of_claim(rulings: Sequence[Ruling]) -> Ruling:
    """The ruling of a claim: what its readings agree on, or ambiguous as soon as two decided ones disagree."""
    decided = {ruling for ruling in rulings if ruling.decided}
    if len(decided) > 1:
        return AMBIGUOUS
    return decided.pop() if decided and all(ruling.decided for ruling in rulings) else UNDECIDED


class Robust(StrEnum):
    """Whether any one level of any one factor, left out, would turn a verdict."""

    ROBUST = "robust"
    FRAGILE = "fragile"
    LEANS_ROBUST = "leans robust"
    """Robust if undecided cells go on as they went so far."""
    LEANS_FRAGILE = "leans fragile"
    UNKNOWN = "unknown"
    """There is no verdict, or a cell was never drawn."""


@dataclass(frozen=True)
class Placed:
    """A cell's outcome with the factor levels of its world."""

    outcome: Outcome
    factors: Mapping[str, str]
    doubtful: bool = False
    """Whether it is known not to hold while it is still open whether it fails."""
    leaning: Outcome = Outcome.UNDECIDED
    """What an undecided cell would be if its frequency were the share seen so far."""


def _ruling(force: Force, cells: Sequence[Placed]) -> Ruling:
    return of_reading(force, [cell.outcome for cell in cells], [cell.doubtful for cell in cells])


def _leaning(force: Force, cells: Sequence[Placed]) -> Ruling:
    return of_reading(force, [c.leaning if c.outcome is Outcome.UNDECIDED else c.outcome for c in cells])


def robustness(force: Force, readings: Sequence[Sequence[Placed]]) -> tuple[Robust, str]:
    """How robust the verdict is, and the factor level without which it would be another one, in words.

    Same evidence, no new draws: each level of each factor is left out in turn from every reading. A
    level is left out only where others of its factor remain. Where decided cells alone give no verdict
    without a level, undecided ones count by the share seen so far, and the answer only leans.
    """
    ruling = of_claim([_ruling(force, cells) for cells in readings])
    if not ruling.decided:
        return Robust.UNKNOWN, ""
    levels = {(f, level) for cells in readings for cell in cells for f, level in cell.factors.items()}
    leans, unknown, leaning_turn = False, False, ""
    for factor, level in sorted(levels):
        rest = [_without(cells, factor, level) for cells in readings]
        other = of_claim([_ruling(force, cells) for cells in rest])
        if other.decided and other != ruling:
            return Robust.FRAGILE, _turned(factor, level, other)
        if not other.decided:
            leans = True
            other = of_claim([_leaning(force, cells) for cells in rest])
            unknown |= not other.decided
            if other.decided and other != ruling:
                leaning_turn = leaning_turn or _turned(factor, level, other)
    if leaning_turn:
        return Robust.LEANS_FRAGILE, leaning_turn
    return (Robust.UNKNOWN if unknown else Robust.LEANS_ROBUST if leans else Robust.ROBUST), ""


def _turned(factor: str, level: str, other: Ruling) -> str:
    return f"without {level!r} ({factor}) the verdict would be {other}"


def _without(cells: Sequence[Placed], factor: str, level: str) -> Sequence[Placed]:
    rest = [cell for cell in cells if cell.factors.get(factor) != level]
    return rest or cells
