"""Forest plots: every world's frequency with its interval against the threshold, grouped by the factor that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from regclaims.claims.records import CellRecord, ReadingRecord
from regclaims.reports.page.labels import Parameters, apart

WIDTH, EDGE = 400.0, 18.0
"""Of a plot, in its own units, and what is left free at either side."""
LINE, BAR, HEAD, AXIS = 13, 17, 24, 26
"""Heights of a line of a label, of an interval, of a group's heading and of the axis."""
SIGNS = 60
"""Of a line: about what fits beside a number, in a wide typeface."""
MOST = 120
"""Cells beyond which a reading is shown as a map alone."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A world in a plot and in the table that goes with it."""

    number: int
    label: str
    cell: CellRecord
    lines: tuple[str, ...]
    """The label as the plot has it."""
    top: float = 0.0
    share: float | None = None
    """Of the draws in which the reading is true; None where none was drawn."""
    left: float = 0.0
    right: float = 0.0
    middle: float = 0.0

    @property
    def bar(self) -> float:
        """How far down its interval lies."""
        return self.top + LINE * len(self.lines) + 9


@dataclass(frozen=True, kw_only=True)
class Group:
    """Worlds of one level of the factor that matters, or all of them."""

    heading: str
    top: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Forest:
    """A plot, laid out."""

    groups: tuple[Group, ...]
    shared: str
    """What all worlds have in common."""
    factor: str
    """By which the groups are formed; empty for one group."""
    threshold: float
    at_threshold: float
    height: float
    ticks: tuple[tuple[float, str], ...]

    @property
    def rows(self) -> list[Row]:
        """All rows in the order of the plot."""
        return [row for group in self.groups for row in group.rows]


def x(share: float) -> float:
    """Where a frequency lies across the plot."""
    return round(EDGE + share * (WIDTH - 2 * EDGE), 1)


def forest(reading: ReadingRecord, worlds: Parameters) -> Forest | None:
    """The plot of a reading that counts frequencies; None for the other kinds and for readings on very many worlds."""
    cells = reading.cells
    if cells[0].evidence != "frequency" or len(cells) > MOST:
        return None
    labels, shared = apart(cells, worlds)
    factor = factor_that_matters(cells)
    top, groups, number = 0.0, [], 0
    for heading, members in _grouped(cells, factor):
        start, rows = top, []
        top += HEAD if heading else 0
        for i in members:
            number += 1
            rows.append(_row(number, labels[i], cells[i], top))
            top = rows[-1].bar + BAR - 9
        groups.append(Group(heading=heading, top=start, rows=tuple(rows)))
    threshold = cells[0].threshold or 0.0
    return Forest(
        groups=tuple(groups),
        shared=shared,
        factor=factor,
        threshold=threshold,
        at_threshold=x(threshold),
        height=top + AXIS,
        ticks=tuple((x(share), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)),
    )


def _row(number: int, label: str, cell: CellRecord, top: float) -> Row:
    lines = tuple(wrap(f"{number} · {label or 'one world'}", SIGNS))
    if not cell.draws or cell.interval is None:
        return Row(number=number, label=label, cell=cell, lines=lines, top=top)
    share, (low, high) = cell.successes / cell.draws, cell.interval
    placed = {"left": x(low), "right": x(high), "middle": x(share)}
    return Row(number=number, label=label, cell=cell, lines=lines, top=top, share=share, **placed)


def _grouped(cells: Sequence[CellRecord], factor: str) -> Iterator[tuple[str, list[int]]]:
    if not factor:
        yield "", list(range(len(cells)))
        return
    levels = list(dict.fromkeys(cell.factors.get(factor, "") for cell in cells))
    members = {level: [i for i, cell in enumerate(cells) if cell.factors.get(factor, "") == level] for level in levels}
    for level in sorted(levels, key=lambda level: -_holding([cells[i] for i in members[level]])[0]):
        held, decided = _holding([cells[i] for i in members[level]])
        came_out = f"holds in {round(held * decided)} of {decided} decided" if decided else "none decided"
        yield f"{level or 'other worlds'}: {came_out}", members[level]


def _holding(cells: Sequence[CellRecord]) -> tuple[float, int]:
    """Share of the decided cells that hold, and how many are decided."""
    decided = [cell for cell in cells if cell.outcome != "undecided"]
    return (sum(cell.outcome == "holds" for cell in decided) / len(decided) if decided else -1.0), len(decided)


def factor_that_matters(cells: Sequence[CellRecord]) -> str:
    """The factor whose levels tell best which cells hold (least Gini impurity); empty where none tells anything."""
    decided = [cell for cell in cells if cell.outcome != "undecided"]
    share, count = _holding(decided)
    best, least = "", _impurity(share, count) - 1e-9
    for factor in dict.fromkeys(name for cell in decided for name in cell.factors):
        levels = {cell.factors.get(factor, "") for cell in decided}
        sides = [[cell for cell in decided if cell.factors.get(factor, "") == level] for level in levels]
        left = sum(_impurity(*_holding(side)) for side in sides)
        if len(levels) > 1 and left < least:
            best, least = factor, left
    return best


def _impurity(share: float, count: int) -> float:
    return count * share * (1 - share) if count else 0.0
