"""What a claim's record comes to, in sentences: for the ledger, the report people read and whoever checks prose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from regclaims.claims.records import CellRecord, ClaimRecord, ReadingRecord

FORCES = {
    "always": "It says always, so one world or case in which it fails contradicts it.",
    "generic": "It is a plain statement: at least four in five worlds have to bear it out, and at most one in five "
    "contradicts it.",
    "usually": "It says usually: more than three in five worlds have to bear it out, and fewer than two in five "
    "contradict it.",
    "can": "It says can: one world that bears it out is enough.",
}
"""Force -> what it asks of the evidence."""

FREQUENCIES = {
    "mostly": "in more than half of the data sets drawn",
    "nearly always": "in more than nine of ten data sets drawn",
    "sometimes": "in more than one of ten data sets drawn",
    "always": "without exception",
}
"""How often a reading's predicate has to be true for a world to bear it out."""


class Ruled(Protocol):
    """Whatever has a verdict and its kind: a claim that ran, or what is or was on record of it."""

    @property
    def verdict(self) -> str:
        """supported, contradicted, ill-posed or undecided."""

    @property
    def kind(self) -> str | None:
        """Of ill-posed ones."""


def ruling(one: Ruled) -> str:
    """The verdict with its kind, by which runs and ledgers are compared."""
    return f"{one.verdict}: {one.kind}" if one.kind else one.verdict


def sense(reading: ReadingRecord) -> str:
    """The sense in which a reading takes the words: the first sentence of what it says."""
    return reading.says.split(". ")[0].rstrip(".")


def reason(reading: ReadingRecord) -> str:
    """Why the sense is a fair one: the rest of what a reading says."""
    return reading.says[len(sense(reading)) :].lstrip(". ")


def found(reading: ReadingRecord) -> str:
    """What a reading's cells came to, without a full stop."""
    kind = reading.cells[0].evidence
    return {"frequency": _worlds, "exact": _searches, "count": _counts}[kind](reading.cells)


def evidence(record: ClaimRecord) -> str:
    """What was found for a claim, in a sentence; empty for a claim without readings."""
    said = [found(reading) for reading in record.readings]
    if len(said) > 1:
        said = [f'read as "{sense(reading)}", {text}' for reading, text in zip(record.readings, said, strict=True)]
    return sentence("; ".join(said)) if said else ""


def sentence(text: str) -> str:
    """Words as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def verdict(record: ClaimRecord, grid: str = "standard") -> str:
    """The verdict in a sentence or two; what each reading came to is told beside it where there are several.

    ``grid`` is that of the run: on the deep one, what is missing is counted in worlds.
    """
    if record.verdict in ("supported", "contradicted"):
        does = "supports" if record.verdict == "supported" else "contradicts"
        senses = len(record.readings)
        if senses > 1:
            return f"The evidence {does} this in {'both' if senses == 2 else f'all {senses}'} of its senses."
        return f"The evidence {does} this. {evidence(record)}".rstrip()
    if record.kind == "depends":
        where = f" It {record.condition}." if record.condition else ""
        return f"True in some worlds and not in others, and the words do not say which.{where}"
    if record.kind == "ambiguous":
        return "The words can fairly be taken in several senses, and these come to different verdicts."
    if record.kind == "not empirical":
        return f"No measurement can settle this: {record.condition}."
    return f"Not decided yet.{_missing(record.missing_draws, grid) if record.missing_draws else ''}"


def _missing(count: int, grid: str) -> str:
    if grid == "deep":
        return f" {count:,} of its worlds are left open." if count > 1 else " One of its worlds is left open."
    return f" About {count:,} more draws would settle it." if count > 1 else " About one more draw would settle it."


def _worlds(cells: Sequence[CellRecord]) -> str:
    outcomes = [cell.outcome for cell in cells]
    holds, open_, worlds = outcomes.count("holds"), outcomes.count("undecided"), len(cells)
    lost = worlds - holds - open_
    if holds == worlds:
        return f"it holds {_in_all(worlds)}"
    if lost == worlds:
        return f"it {_in_none(worlds)}"
    if open_ == worlds:
        return f"it is open {_in_all(worlds)}"
    told = [f"it holds in {holds} of {worlds} worlds" if holds else ""]
    told += [f"does not in {lost}" if holds else f"it does not hold in {lost} of {worlds} worlds"] if lost else []
    return " and ".join(filter(None, told)) + (f", with {open_} left open" if open_ else "")


def _in_all(worlds: int) -> str:
    return {1: "in its one world", 2: "in both worlds"}.get(worlds, f"in all {worlds} worlds")


def _in_none(worlds: int) -> str:
    few = {1: "does not hold in its one world", 2: "holds in neither of 2 worlds"}
    return few.get(worlds, f"holds in none of {worlds} worlds")


def _searches(cells: Sequence[CellRecord]) -> str:
    broken = sum(cell.outcome == "fails" for cell in cells)
    open_, tried, all_ = sum(cell.outcome == "undecided" for cell in cells), sum(c.draws for c in cells), len(cells)
    cases = "its one case" if all_ == 1 else f"{all_} cases"
    if broken:
        which = "in its one case" if all_ == 1 else f"in {broken} of {cases}"
        return f"a counterexample was found {which}"
    if open_:
        return f"the search for counterexamples is not done in {cases if all_ == 1 else f'{open_} of {cases}'}"
    return f"no counterexample was found in {cases}, {tried:,} {'example' if tried == 1 else 'examples'} tried"


def _counts(cells: Sequence[CellRecord]) -> str:
    right, all_ = sum(cell.outcome == "holds" for cell in cells), len(cells)
    if all_ == 1:
        return f"it is {'true' if right else 'not true'} of what was counted"
    return f"it is true of {right} of {all_} things counted"
