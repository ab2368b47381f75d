"""Phase maps: where on the deep grid a claim's readings hold. What the terminal and ``report.md`` say of them.

A map passes however its cells came out, the undecided ones on a border included; it fails where none of its
cells is decided, since then nothing was learnt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from regclaims.claims.records import CellRecord, ClaimRecord, ReadingRecord
from regclaims.fixtures.deep import CORRELATION, SHAPE, SHARE, SNR
from regclaims.fixtures.grids import LEVEL_WORDS
from regclaims.fixtures.printable import each_printable
from regclaims.reports.report import Report
from regclaims.reports.terminal import effort, failures, partial
from regclaims.reports.text import code, escape

WORDS = {True: "MAPPED", False: "NO MAP"}
"""By whether there is a map."""
PLANES = ((SHARE, SHAPE), (SNR, CORRELATION))
"""Rows and columns of the tables; each adds up over the other two axes."""

LEGEND = "Worlds of two levels: ● holds in all that are decided, ○ in none, ◐ in this share; ? how many are undecided."


def problem(record: ClaimRecord) -> str:
    """Why a map is none; empty where a cell is decided."""
    cells = [cell for reading in record.readings for cell in reading.cells]
    if any(cell.outcome != "undecided" for cell in cells):
        return ""
    most = max(cell.draws for cell in cells)
    return (
        f"{record.id}: none of its {len(cells)} cells is decided after {most} draws at most; required are about "
        f"{record.missing_draws:,} more in all: allow more a cell with --max-draws"
    )


def mark(cells: Iterable[CellRecord]) -> str:
    """Some cells in a few signs (see :data:`LEGEND`)."""
    found = Counter(cell.outcome for cell in cells)
    undecided, holds = found.pop("undecided", 0), found["holds"]
    decided = found.total()
    share = "" if not decided else "●" if holds == decided else f"◐ {holds / decided:.0%}" if holds else "○"
    return " ".join(filter(None, (share, f"?{undecided}" if undecided else "")))


@each_printable
def lines(claims: Sequence[ClaimRecord]) -> Iterator[str]:
    """One line a claim, and one for each of its readings."""
    width = max((len(claim.id) for claim in claims), default=0)
    for claim in claims:
        yield f"{WORDS[not problem(claim)]} {claim.id:<{width}}  {claim.says}"
        for reading in claim.readings:
            yield f"{'':<6} {reading.name}: {counted(reading.cells)}"
        if claim.missing_draws:
            yield f"{'':<6} about {claim.missing_draws:,} more draws would decide the rest; allow more with --max-draws"


def counted(cells: Sequence[CellRecord]) -> str:
    """How many cells hold, do not, and are undecided."""
    found = Counter(cell.outcome for cell in cells)
    lost = found["fails"] + found["toss-up"]
    return f"holds in {found['holds']} of {len(cells)} cells, not in {lost}, undecided in {found['undecided']}"


@each_printable
def summary(report: Report) -> Iterator[str]:
    """Counts, cost and error budget."""
    cost = report.run.cost
    assert cost is not None
    yield f"{len(report.claims)} claims on the {report.run.grid} grid: {cost.decided:,} of {cost.cells:,} cells decided"
    yield effort(report)
    if cost.decided:
        yield (
            f"a decided cell cost {cost.draws_per_decided_cell:,.0f} draws and {cost.cpu_seconds_per_decided_cell:.2g} "
            f"CPU seconds ({cost.draws_measured:,} draws measured in this run, {cost.cpu_seconds:,.0f} CPU seconds)"
        )
    yield from failures(report)


def to_text(report: Report) -> str:
    """``report.md`` of a deep run: two tables for every reading and level; each cell is in ``report.json``."""
    parts = ["# Where the claims about L1 and L2 hold", ""]
    parts += [line for said in partial(report) for line in (f"**{escape(said)}**", "")]
    parts += [f"- {escape(line)}" for line in summary(report)]
    versions = ", ".join(f"{name} {version}" for name, version in report.run.versions.items())
    parts += [f"- seed {report.run.seed}; {escape(versions)}", "", LEGEND, ""]
    for claim in report.claims:
        parts += [f"## {escape(claim.says)}", ""]
        parts += [f"{code(claim.id)} · force: {escape(claim.force)} · over these worlds: {escape(_ruling(claim))}", ""]
        for reading in claim.readings:
            parts += _reading(reading)
    return "\n".join(parts) + "\n"


def _ruling(claim: ClaimRecord) -> str:
    return f"{claim.verdict} ({claim.kind})" if claim.kind else claim.verdict


def _reading(reading: ReadingRecord) -> Iterator[str]:
    yield from (f"### {escape(reading.name)}", "", escape(reading.says), "")
    levels: dict[str, list[CellRecord]] = {}
    for cell in reading.cells:
        levels.setdefault(cell.dgm.partition("+")[2], []).append(cell)
    for level, cells in levels.items():
        yield from (f"{escape(LEVEL_WORDS.get(level, level) or 'All')}: {counted(cells)}.", "")
        for rows, columns in PLANES:
            yield from _table(cells, rows, columns)
    yield from (f"Replay a world: {code(reading.cells[0].replay)}", "")


def _table(cells: Sequence[CellRecord], rows: str, columns: str) -> Iterator[str]:
    """Outcomes by two axes."""
    placed: dict[tuple[float, float], list[CellRecord]] = {}
    for cell in cells:
        placed.setdefault((cell.coordinates[rows], cell.coordinates[columns]), []).append(cell)
    down, across = (sorted({place[i] for place in placed}) for i in (0, 1))
    yield f"| {escape(rows)} \\ {escape(columns)} | " + " | ".join(f"{level:g}" for level in across) + " |"
    yield "| --- |" + " --- |" * len(across)
    for row in down:
        yield f"| {row:g} | " + " | ".join(mark(placed.get((row, column), ())) for column in across) + " |"
    yield ""
