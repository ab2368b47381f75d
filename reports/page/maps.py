"""Maps: where over two axes a reading holds, counted over all else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regclaims.claims.records import CellRecord, ReadingRecord

ROWS = "share relevant"
COLUMNS = {"samples a feature": "samples a feature", "signal-to-noise ratio": "times as much signal as noise"}
"""Axes as the laboratory names them: the rows of a map, and what may be its columns, with their units."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """The worlds of one row and one column."""

    holds: int
    decided: int
    worlds: int

    @property
    def mark(self) -> str:
        """all, some, none of the decided ones hold, or open where none is decided; nowhere without worlds."""
        if not self.decided:
            return "open" if self.worlds else "nowhere"
        return "all" if self.holds == self.decided else "some" if self.holds else "none"


@dataclass(frozen=True, kw_only=True)
class Map:
    """A table of spots."""

    rows_are: str
    columns_are: str
    unit: str
    """What stands behind the number of a column."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Spot, ...]], ...]


def maps(reading: ReadingRecord) -> list[Map]:
    """The map over the columns that tell more; both where there are very many worlds, none where there is no plane."""
    made = [found for columns in COLUMNS if (found := _map(reading.cells, columns))]
    if len(reading.cells) > 200:
        return made
    return sorted(made, key=_mixed)[:1]


def _mixed(found: Map) -> float:
    """How often a world is not like most of its spot: the fewer, the more the map tells."""
    return sum(min(spot.holds, spot.decided - spot.holds) for _, spots in found.rows for spot in spots)


def _map(cells: Sequence[CellRecord], columns_are: str) -> Map | None:
    placed = [cell for cell in cells if ROWS in cell.coordinates and columns_are in cell.coordinates]
    rows = sorted({cell.coordinates[ROWS] for cell in placed})
    columns = sorted({cell.coordinates[columns_are] for cell in placed})
    if len(rows) < 2 or len(columns) < 2:
        return None

    def spot(row: float, column: float) -> Spot:
        there = [c for c in placed if (c.coordinates[ROWS], c.coordinates[columns_are]) == (row, column)]
        outcomes = [cell.outcome for cell in there]
        decided = len(outcomes) - outcomes.count("undecided")
        return Spot(holds=outcomes.count("holds"), decided=decided, worlds=len(outcomes))

    return Map(
        rows_are=ROWS,
        columns_are=columns_are,
        unit=COLUMNS[columns_are],
        columns=tuple(f"{column:g}" for column in columns),
        rows=tuple((f"{100 * row:g} %", tuple(spot(row, column) for column in columns)) for row in rows),
    )
