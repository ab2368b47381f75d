"""``regclaims compare A.json B.json``: what two runs say differently, and how the runs differ.

Made for two versions of a library, two seeds or two states of the claims. Changes are told from the weightiest
on: verdicts (with their kinds; *undecided* counts as one, so that a guard notices a verdict that is gone), then what
stands around them, then cells: outcomes that differ, and intervals that no longer overlap. All intervals of one run
hold together with chance 1 - alpha, so two that are apart mean that the frequency itself has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from regclaims.claims.records import CellRecord, ClaimRecord, to_json
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import each_printable
from regclaims.reports import past
from regclaims.reports.past import Past
from regclaims.reports.report import RunRecord
from regclaims.reports.text import code, escape, json_text
from regclaims.reports.wording import ruling

VERDICT = "verdict"
WEIGHTS = (
    VERDICT,
    "statement",
    "force",
    "condition",
    "robustness",
    "correction",
    "outcome",
    "interval",
    "undecided",
    "cell",
)
"""What can change, the weightiest first. ``outcome``: both decided, not alike; ``undecided``: one of them; ``cell``:
only one has it."""
ABSENT = "(none)"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that is not the same in both."""

    what: str
    """One of :data:`WEIGHTS`."""
    claim: str
    place: str = ""
    """Reading and cell, where it is about one."""
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two reports side by side."""

    names: tuple[str, str]
    circumstances: Mapping[str, tuple[str, str]]
    """How the runs were made: seed, code, versions and the like, in the first and in the second."""
    common: int
    """Claims that both have; only these are compared."""
    only: tuple[tuple[str, ...], tuple[str, ...]]
    """Claims that one has and the other has not."""
    timed: tuple[str, ...]
    """Claims in both that read the clock: what changes there may come from what else the machine did."""
    changes: tuple[Change, ...]
    """The weightiest first, then in the order of the first report."""

    @property
    def verdicts(self) -> tuple[Change, ...]:
        """Changed verdicts."""
        return tuple(change for change in self.changes if change.what == VERDICT)

    @property
    def different(self) -> list[str]:
        """Names of the circumstances that are not the same."""
        return [name for name, (before, after) in self.circumstances.items() if before != after]


def compare(one: Path, other: Path) -> Comparison:
    """Compare two files; :class:`UsageError` says why they cannot be compared."""
    return of(past.read(one), past.read(other))


def of(one: Past, other: Past) -> Comparison:
    """Compare two reports."""
    for report in (one, other):
        if report.run.grid != "standard":
            raise UsageError(
                f"{report.name}: is of the {report.run.grid} grid, which maps cells and gives no verdicts; required "
                "are reports of the standard grid"
            )
    common = [id for id in one.claims if id in other.claims]
    if not common:
        raise UsageError(f"{one.name} and {other.name}: have no claim in common; required are runs of the same claims")
    changes = [change for id in common for change in _changes(one.claims[id], other.claims[id])]
    first, second = _circumstances(one.run), _circumstances(other.run)
    return Comparison(
        names=(one.name, other.name),
        circumstances={
            name: (first.get(name, ABSENT), second.get(name, ABSENT)) for name in dict.fromkeys((*first, *second))
        },
        common=len(common),
        only=(tuple(id for id in one.claims if id not in common), tuple(id for id in other.claims if id not in common)),
        timed=tuple(id for id in common if one.claims[id].machine or other.claims[id].machine),
        changes=tuple(sorted(changes, key=lambda change: WEIGHTS.index(change.what))),
    )


def _circumstances(run: RunRecord) -> dict[str, str]:
    made = {"seed": run.seed, "alpha": run.alpha, "code": run.code, "partial": "yes" if run.partial else "no"}
    return {name: str(value) for name, value in made.items()} | {name: str(v) for name, v in run.versions.items()}


_TOLD: Mapping[str, Callable[[ClaimRecord], str]] = {
    VERDICT: ruling,
    "statement": lambda claim: claim.says,
    "force": lambda claim: claim.force,
    "condition": lambda claim: claim.condition,
    "robustness": lambda claim: ": ".join(filter(None, (claim.robustness, claim.turning_level))),
    "correction": lambda claim: ", ".join(claim.better),
}
"""What is told of a whole claim."""


def _changes(one: ClaimRecord, other: ClaimRecord) -> Iterator[Change]:
    for what, tell in _TOLD.items():
        before, after = tell(one), tell(other)
        if before != after:
            yield Change(what=what, claim=one.id, before=before or ABSENT, after=after or ABSENT)
    mine, theirs = _cells(one), _cells(other)
    for place in dict.fromkeys((*mine, *theirs)):
        for what, before, after in _cell_changes(mine.get(place), theirs.get(place)):
            yield Change(what=what, claim=one.id, place=place, before=before, after=after)


def _cells(claim: ClaimRecord) -> dict[str, CellRecord]:
    return {f"{reading.name}[{cell.dgm}]": cell for reading in claim.readings for cell in reading.cells}


def _cell_changes(one: CellRecord | None, other: CellRecord | None) -> Iterator[tuple[str, str, str]]:
    if one is None or other is None:
        yield "cell", one.outcome if one else ABSENT, other.outcome if other else ABSENT
        return
    if one.outcome != other.outcome:
        yield "undecided" if "undecided" in (one.outcome, other.outcome) else "outcome", one.outcome, other.outcome
    if one.interval and other.interval and not _overlap(one.interval, other.interval):
        yield "interval", _shown(one.interval), _shown(other.interval)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def _shown(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.3f} to {interval[1]:.3f}"


def said(found: Comparison) -> str:
    """What came out, in a sentence."""
    counts = [sum(change.what == what for change in found.changes) for what in WEIGHTS]
    others = ", ".join(f"{n} {what}" for what, n in zip(WEIGHTS, counts, strict=True) if n and what != VERDICT)
    return f"{found.common} claims in both; verdicts changed: {len(found.verdicts)}; other changes: {others or 'none'}"


@each_printable
def to_text(found: Comparison) -> Iterator[str]:
    """For a terminal."""
    yield f"from {found.names[0]}"
    yield f"to   {found.names[1]}"
    for name, (before, after) in found.circumstances.items():
        yield f"  {name}: {before}" if before == after else f"  {name}: {before} -> {after}"
    for change in found.changes:
        place = f" {change.place}" if change.place else ""
        place += " (reads the clock)" if change.what == VERDICT and change.claim in found.timed else ""
        word = change.what.upper() if change.what == VERDICT else change.what
        if len(change.before + change.after) <= 60:
            yield f"{word:<10} {change.claim}{place}: {change.before} -> {change.after}"
        else:
            yield from (f"{word:<10} {change.claim}{place}", f"  from {change.before}", f"  to   {change.after}")
    for ids, name in zip(found.only, found.names, strict=True):
        for id in ids:
            yield f"only in {name}: {id}"
    yield said(found)


def to_markdown(found: Comparison) -> Iterator[str]:
    """For a page or a comment on a change."""
    yield f"# {escape(said(found))}"
    yield from ("", "| run | from | to |", "| --- | --- | --- |")
    for name, pair in {"report": found.names, **found.circumstances}.items():
        yield f"| {escape(name)} | {escape(pair[0])} | {escape(pair[1])} |"
    if found.changes:
        yield from ("", "| changed | claim | cell | from | to |", "| --- | --- | --- | --- | --- |")
    for change in found.changes:
        what = f"**{change.what}**" if change.what == VERDICT else change.what
        cells = (change.claim, change.place, change.before, change.after)
        yield f"| {what} | {' | '.join(map(escape, cells))} |"
    for ids, name in zip(found.only, found.names, strict=True):
        if ids:
            yield from ("", f"Only in {escape(name)}: {', '.join(map(code, ids))}")


def to_json_text(found: Comparison) -> Iterator[str]:
    """For programs."""
    yield json_text({"comparison_version": 1, "verdicts_changed": len(found.verdicts), **to_json(found)}).rstrip("\n")


FORMATS: Mapping[str, Callable[[Comparison], Iterator[str]]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json_text,
}
