"""What a run says of its claims: plain records, the only thing that reports read.

Every record can be turned into JSON as it is and made from it again; none knows pytest or a file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class CellRecord:
    """The evidence of one (claim, reading, world)."""

    dgm: str
    """Id of the world, or name of the case of an exact or counted reading."""
    outcome: str
    """holds, fails, toss-up or undecided."""
    draws: int
    """Draws looked at, or examples tried; 1 for a count."""
    successes: int
    threshold: float | None
    """Share of draws above which the cell holds; null where no frequency is tested."""
    interval: tuple[float, float] | None
    """Anytime-valid interval of the frequency; all intervals of a suite hold together with chance 1 - alpha."""
    replay: str
    """Command that runs this cell alone."""
    evidence: str
    """frequency, exact or count."""
    detail: str = ""
    """Smallest counterexample, or the counts."""
    factors: Mapping[str, str] = field(default_factory=dict)
    """Factor -> level of the world, in words."""
    coordinates: Mapping[str, float] = field(default_factory=dict)
    """Axis of a phase map -> where the world lies on it; empty where no frequency is tested."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a curve: the middle of what the worlds came to."""

    at: str
    """Where on the axis, in words."""
    median: float
    low: float
    high: float
    """Lower and upper quartile over the worlds."""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A measure along the strengths of a penalty, one method, in the worlds of one task."""

    measure: str
    method: str
    task: str
    worlds: int
    """How many worlds it rests on."""
    points: tuple[Point, ...]
    """From the weakest penalty to the strongest."""


@dataclass(frozen=True, kw_only=True)
class ReadingRecord:
    """The verdict of one reading."""

    name: str
    says: str
    """Which sense of the claim it takes, and why."""
    verdict: str
    """supported, contradicted, ill-posed or undecided."""
    frequency: str
    """How often its predicate has to be true: mostly, nearly always, sometimes; always for exact ones."""
    condition: str
    """Where it holds, in words, if that depends."""
    cells: tuple[CellRecord, ...]
    code: str = ""
    """The predicate as it was run."""
    curves: tuple[Curve, ...] = ()
    """What was measured along the strengths, where worlds differ in strength."""


@dataclass(frozen=True, kw_only=True)
class EventRecord:
    """A draw that failed or returned NaN."""

    claim: str
    experiment: str
    method: str
    dgm: str
    draw: int
    seed: int
    what: str
    replay: str


@dataclass(frozen=True, kw_only=True)
class ClaimRecord:
    """The verdict of one claim with all that it rests on."""

    id: str
    says: str
    topic: str = ""
    """Of the module that declares it, such as outliers."""
    force: str
    rows: tuple[str, ...]
    verdict: str
    kind: str | None
    """For ill-posed: depends, ambiguous or not empirical."""
    condition: str
    """What an ill-posed claim turns on, in words; empty otherwise."""
    better: tuple[str, ...]
    contradicts: tuple[str, ...]
    """Claims that say the opposite."""
    robustness: str
    """robust, fragile, leans robust, leans fragile (undecided cells counted by their share so far) or unknown."""
    turning_level: str
    """The factor level that turns the verdict when left out, in words; empty for none."""
    missing_draws: int
    """Draws an undecided claim is expected to need still, or on the deep grid its undecided cells; else 0."""
    machine: str
    """Where the clock was read; empty for claims that do not read it."""
    readings: tuple[ReadingRecord, ...]
    events: tuple[EventRecord, ...] = ()
    series: Mapping[str, int] = field(default_factory=dict)
    """Series of draws that were looked at -> how many."""


def to_json(record: Any) -> dict[str, Any]:
    """The record as JSON has it: dicts, lists, numbers, strings."""
    plain: dict[str, Any] = _plain(record)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    items = value if isinstance(value, Mapping) else vars(value)  # a record holds its fields and nothing else
    return {str(key): _plain(item) for key, item in items.items()}


def from_json(text: Mapping[str, Any]) -> ClaimRecord:
    """The inverse of :func:`to_json`."""
    readings = [
        ReadingRecord(
            **{**reading, "cells": tuple(map(_cell, reading["cells"])), "curves": tuple(map(_curve, reading["curves"]))}
        )
        for reading in text["readings"]
    ]
    lists = {name: tuple(text[name]) for name in ("rows", "better", "contradicts")}
    events = tuple(EventRecord(**event) for event in text["events"])
    return ClaimRecord(**{**text, **lists, "readings": tuple(readings), "events": events})


def _cell(cell: Mapping[str, Any]) -> CellRecord:
    interval = tuple(cell["interval"]) if cell["interval"] else None
    return CellRecord(**{**cell, "interval": interval})


def _curve(curve: Mapping[str, Any]) -> Curve:
    return Curve(**{**curve, "points": tuple(Point(**point) for point in curve["points"])})
