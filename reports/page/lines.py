"""Line charts of curves: a measure along the strengths, one line a method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regclaims.claims.records import Curve, Point

WIDTH, HEIGHT, LEFT, TOP, FOOT = 400.0, 170.0, 52.0, 10.0, 28.0
"""Of a chart, and what is left free for the labels at its left, above it and below."""
METHODS = {
    "l1": "L1",
    "l2": "L2",
    "none": "no penalty",
    "elastic_net": "elastic net",
    "shrunk": "L2 against no penalty",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One method's line."""

    name: str
    style: int
    """Which of the styles of lines: colour and dashes."""
    marks: tuple[tuple[float, float, float, float], ...]
    """x, y of the median, and y of the quartiles."""
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A measure in the worlds of one task."""

    measure: str
    task: str
    worlds: int
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    """Of the vertical axis."""
    places: tuple[tuple[float, str], ...]
    """Of the horizontal axis."""


def charts(curves: Sequence[Curve]) -> list[Chart]:
    """A chart for every measure and task."""
    kinds = dict.fromkeys((curve.measure, curve.task) for curve in curves)
    return [_chart(*kind, [c for c in curves if (c.measure, c.task) == kind]) for kind in kinds]


def _chart(measure: str, task: str, curves: Sequence[Curve]) -> Chart:
    names = list(dict.fromkeys(point.at for curve in curves for point in curve.points))
    top = max(point.high for curve in curves for point in curve.points)
    bottom = min(0.0, *(point.low for curve in curves for point in curve.points))
    room = (top - bottom) or 1.0

    def x(at: str) -> float:
        return round(LEFT + (WIDTH - LEFT) * (names.index(at) + 0.5) / len(names), 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - FOOT) * (1 - (value - bottom) / room), 1)

    lines = (
        Line(
            name=METHODS.get(curve.method, curve.method),
            style=i % 4,
            marks=tuple((x(p.at) + 3 * i, y(p.median), y(p.low), y(p.high)) for p in curve.points),
            points=curve.points,
        )
        for i, curve in enumerate(curves)
    )
    return Chart(
        measure=measure,
        task=task,
        worlds=max(curve.worlds for curve in curves),
        lines=tuple(lines),
        ticks=tuple((y(value), f"{value:.3g}") for value in (bottom, bottom + room / 2, bottom + room)),
        places=tuple((x(at), at.removesuffix(" strength")) for at in names),
    )
