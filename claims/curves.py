"""What a reading's measures do along the strengths of a penalty: the curves behind its truth values.

A reading whose worlds differ in strength, or that reads the ends of a path, is asked which measures it reads; their
medians over the draws looked at are taken in every world, and of these the median and the quartiles over worlds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from regclaims.claims.decide import Docket
from regclaims.claims.readings import Sampled
from regclaims.claims.records import Curve, Point
from regclaims.fixtures.dgms import Array
from regclaims.fixtures.experiments import PATHS, STRENGTHS
from regclaims.fixtures.grids import LEVEL_WORDS, World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.rows import Rows

ENDS = ("weakest", "best", "strongest")
"""Places on a path that the experiment of paths measures."""
_AT_AN_END = re.compile(rf"({'|'.join(ENDS)})_(\w+)")

Line = tuple[str, str, str]
"""(measure, method, task)"""


class _Seen:
    """A method as predicates see it that keeps what they read."""

    def __init__(self, rows: Rows, name: str) -> None:
        self._rows, self._name = rows, name
        self._read: dict[tuple[str, str], Array] = {}

    def __getattr__(self, measure: str) -> Array:
        found = self._rows.column(self._name, measure)
        self._read[self._name, measure] = found
        return found

    def read(self) -> Iterator[tuple[str, str, Array]]:
        """(method, measure, values) of all that was read."""
        for (method, measure), values in self._read.items():
            yield method, measure, values


def of(docket: Docket, reading: Sampled, lab: Lab) -> tuple[Curve, ...]:
    """The curves of one reading: none unless strengths, or places on a path, are compared in it."""
    along: dict[Line, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for world in reading.worlds:
        draws = docket.tallies[reading.name, world.id].draws
        if draws and world.experiment in (STRENGTHS, PATHS):
            for method, measure, values in _measures(docket, reading, world, lab, draws):
                place = _place(world, measure)
                fine = values[np.isfinite(values)]
                if place and method != "truth" and fine.size:
                    at, what = place
                    along[what, method, world.dgm.task][at].append(float(np.median(fine)))
    made = (_curve(line, places) for line, places in along.items())
    return tuple(curve for curve in made if len(curve.points) > 1)


def _measures(docket: Docket, reading: Sampled, world: World, lab: Lab, draws: int) -> Iterator[tuple[str, str, Array]]:
    names = reading.methods(docket.claim.roles)
    rows = lab.rows(world, names, 0, draws)
    seen = [_Seen(rows, name) for name in names]
    reading.predicate(*seen)
    for one in seen:
        yield from one.read()


def _place(world: World, measure: str) -> tuple[str, str] | None:
    """Where on the axis a measure stands, and what it is without that; None for what is of a whole path."""
    if world.experiment == STRENGTHS:
        return LEVEL_WORDS[world.level], measure.replace("_", " ")
    end = _AT_AN_END.fullmatch(measure)
    return (end[1], f"{end[2]} error" if end[2] in ("test", "train") else end[2]) if end else None


def _curve(line: Line, places: dict[str, list[float]]) -> Curve:
    measure, method, task = line
    order = [LEVEL_WORDS[level] for level in STRENGTHS.levels] + list(ENDS)
    points = tuple(
        Point(
            at=at,
            median=_rounded(np.median(v)),
            low=_rounded(np.quantile(v, 0.25)),
            high=_rounded(np.quantile(v, 0.75)),
        )
        for at, v in sorted(places.items(), key=lambda item: order.index(item[0]))
    )
    return Curve(measure=measure, method=method, task=task, worlds=max(map(len, places.values())), points=points)


def _rounded(value: float) -> float:
    """Six digits: more than a picture shows."""
    return float(f"{float(value):.6g}")
