"""A laboratory gone wrong on purpose: a claim that no such fault can turn is a test that cannot fail.

A :class:`Sabotage` changes measurements on their way to the readings (``columns``), or replaces functions
and tables that exact and counted readings use (``patches``). The evidence is then taken anew, with the
suite's own error rates, and has to lead to another verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from regclaims.claims.claim import by_id
from regclaims.claims.decide import Budget, settle
from regclaims.claims.verdict import Ruling
from regclaims.fixtures.blocks import Series, series_of
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.rows import Rows

Columns = dict[str, np.ndarray]
"""``level/method.measure`` -> one value a draw."""

OWN = "regclaims.claim."
"""Stands for the module of the claim that is tried."""

Change = Callable[[Columns, World], Columns]


@dataclass(frozen=True, kw_only=True)
class Sabotage:
    """One named change of the laboratory."""

    name: str
    """What is done, in words: "L1 and L2 exchanged"."""
    columns: Change | None = None
    """What happens to the measurements of sampled readings."""
    needs: tuple[str, ...] = ()
    """Methods that have to be measured beside those the readings name."""
    repeats: int = 0
    """Draws to measure and then to hand out over and over, where forged numbers need no fresh ones; 0 for no limit."""
    patches: Mapping[str, Any] = field(default_factory=dict)
    """Dotted name -> what stands there instead, for exact and counted readings."""


@dataclass(frozen=True)
class Turn:
    """A sabotage and the verdict that it has to lead to."""

    sabotage: Sabotage
    after: str
    """supported, contradicted, ill-posed: depends or ill-posed: ambiguous."""


def exchanged(one: str = "l1", other: str = "l2") -> Sabotage:
    """The measurements of two methods under each other's names."""
    names = {one: other, other: one}

    def change(columns: Columns, world: World) -> Columns:
        return {_renamed(name, names.get(_method(name), _method(name))): column for name, column in columns.items()}

    return Sabotage(name=f"{one} and {other} exchanged", columns=change, needs=(one, other))


def replaced(method: str, by: str) -> Sabotage:
    """One method's measurements stand in for another's: the method does nothing of its own."""

    def change(columns: Columns, world: World) -> Columns:
        found = {name: column for name, column in columns.items() if _method(name) != method}
        for name, column in columns.items():
            if _method(name) == by:
                # No penalty has no level of strength; under the replaced name it needs the world's.
                level = "" if "/" in name or not world.level else f"{world.level}/"
                found[level + _renamed(name, method)] = column
        return found

    return Sabotage(name=f"{method} replaced by {by}", columns=change, needs=(by,))


def measured_as(name: str, **values: float | Callable[[np.ndarray], np.ndarray]) -> Sabotage:
    """Measures forged: ``l1__test_error=0.0``, or a function of the true column; ``any__`` means every method."""
    forged = {tuple(key.split("__")): value for key, value in values.items()}

    def change(columns: Columns, world: World) -> Columns:
        found = dict(columns)
        for name_, column in columns.items():
            for (method, measure), value in forged.items():
                if _measure(name_) == measure and method in (_method(name_), "any"):
                    found[name_] = value(column) if callable(value) else np.full(len(column), float(value))
        return found

    return Sabotage(name=name, columns=change)


def reported(name: str, method: str, measure: str, instead: str) -> Sabotage:
    """The method's ``measure`` is handed out where ``instead`` is asked for; ``any`` means every method."""

    def change(columns: Columns, world: World) -> Columns:
        found = dict(columns)
        for column in columns:
            if _measure(column) == instead and method in (_method(column), "any"):
                found[column] = columns[f"{column.removesuffix(instead)}{measure}"]
        return found

    return Sabotage(name=name, columns=change)


def patched(name: str, **patches: Any) -> Sabotage:
    """Functions replaced: keys are dotted names below ``regclaims`` with ``__`` for the dots.

    ``claim__name`` is the name in the module of whichever claim is tried, where that module has it.
    """
    return Sabotage(name=name, patches={f"regclaims.{key.replace('__', '.')}": what for key, what in patches.items()})


def verdict_after(claim_id: str, sabotage: Sabotage, lab: Lab) -> Ruling:
    """The claim's verdict with evidence from the sabotaged laboratory."""
    claim = by_id(claim_id)
    with pytest.MonkeyPatch.context() as patch:
        for name, replacement in sabotage.patches.items():
            own = name.startswith(OWN)
            target = f"{claim.module}.{name.removeprefix(OWN)}" if own else name
            patch.setattr(target, replacement, raising=not own)
        sabotaged: Any = SabotagedLab(lab, sabotage)
        return settle({claim: None}, sabotaged, Budget())[claim_id].verdict()


class SabotagedLab:
    """Stands where the laboratory stands; measures truly and hands out falsely."""

    def __init__(self, lab: Lab, sabotage: Sabotage) -> None:
        self.seed = lab.seed
        self._lab = lab
        self._sabotage = sabotage

    def measure(self, demand: Mapping[Series, int]) -> None:
        wanted = {series: self._sabotage.repeats or draws for series, draws in demand.items()}
        for series in demand:
            for other in self._further(series):
                wanted[other] = max(wanted.get(other, 0), wanted[series])
        self._lab.measure(wanted)

    def _further(self, series: Series) -> Iterable[Series]:
        from regclaims.fixtures.experiments import by_name

        methods = by_name(series.experiment).methods
        return [Series(series.experiment, m, series.dgm) for m in self._sabotage.needs if m in methods]

    def rows(self, world: World, methods: Sequence[str], start: int, stop: int) -> Rows:
        if self._sabotage.columns is None:
            return self._lab.rows(world, methods, start, stop)
        further = [method for method in self._sabotage.needs if method in world.experiment.methods]
        columns: Columns = {}
        for series in series_of(world, [*dict.fromkeys([*methods, *further])]):
            columns |= self._columns(series, start, stop)
        return Rows(stop - start, self._sabotage.columns(columns, world), world)

    def _columns(self, series: Series, start: int, stop: int) -> Columns:
        repeats = self._sabotage.repeats
        if not repeats:
            return self._lab.columns(series, start, stop)
        draws = np.arange(start, stop) % repeats
        return {name: column[draws] for name, column in self._lab.columns(series, 0, repeats).items()}

    def findings(self, tasks: Mapping[str, Callable[[], str]]) -> dict[str, str]:
        """In this process, where the patches are, and past the store, which knows the truth."""
        if not self._sabotage.patches:
            return self._lab.findings(tasks)
        return {about: task() for about, task in tasks.items()}


def _method(column: str) -> str:
    return column.rpartition("/")[2].partition(".")[0]


def _measure(column: str) -> str:
    return column.rpartition(".")[2]


def _renamed(column: str, method: str) -> str:
    level, slash, rest = column.rpartition("/")
    return f"{level}{slash}{method}.{rest.partition('.')[2]}"
