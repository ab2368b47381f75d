"""Readings: fair ways to turn a claim into something measurable.

Three kinds of evidence, each with its own kind of predicate:

* :class:`Sampled`: a frequency over random draws, on a grid of worlds;
* :class:`Exact`: an identity or optimality condition, for which Hypothesis searches a counterexample;
* :class:`Counted`: a count of what scikit-learn offers.

A predicate's docstring says first which sense of the words it takes, then why it is a fair one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.grids import World
from regclaims.fixtures.rows import Rows
from regclaims.fixtures.sequential import Frequency

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Hits = NDArray[np.bool_]
"""One truth value a draw."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What all kinds share."""

    name: str
    """The predicate's name with spaces for underscores."""
    says: str
    """The predicate's docstring on one line."""
    predicate: Callable[..., Any]

    @property
    def sense(self) -> str:
        """First sentence of the docstring: the sense taken, without its full stop."""
        return self.says.split(". ")[0].rstrip(".")

    def cells(self) -> tuple[str, ...]:
        """Ids of the worlds or cases, one a cell."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Sampled(Reading):
    """A frequency over draws: the predicate maps methods' measurements to one truth value a draw."""

    worlds: tuple[World, ...]
    frequency: Frequency

    def cells(self) -> tuple[str, ...]:
        """Ids of the worlds."""
        return self._ids

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(world.id for world in self.worlds)

    @cached_property
    def _parameters(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.predicate).parameters)

    def methods(self, roles: Mapping[str, str]) -> list[str]:
        """The methods that the predicate's parameters name."""
        return [roles.get(name, name) for name in self._parameters]

    def hits(self, rows: Rows, roles: Mapping[str, str]) -> Hits:
        """(n_draws,): where the predicate is true and all it reads is finite.

        The predicate's parameters name the methods; ``roles`` replaces names such as ``this`` and ``other``.
        """
        methods = [rows.method(name) for name in self.methods(roles)]
        return np.asarray(self.predicate(*methods), dtype=bool) & rows.usable()


@dataclass(frozen=True, kw_only=True)
class Exact(Reading):
    """True of every example: the predicate maps (example, case) to a truth value."""

    strategy: Callable[[], SearchStrategy[Any]]
    """Makes the strategy; called when examples are looked for, since Hypothesis takes long to import."""
    cases: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """The cases."""
        return self.cases


@dataclass(frozen=True, kw_only=True)
class Counted(Reading):
    """True of a count: the predicate maps the counts of one case to a truth value."""

    counts: Callable[[str], Mapping[str, int]]
    """From a case to its counts by name."""
    cases: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """The cases."""
        return self.cases


def describe(predicate: Callable[..., Any]) -> dict[str, Any]:
    """Name and docstring of a predicate, which must have one."""
    name = getattr(predicate, "__name__", "")
    text = " ".join((inspect.getdoc(predicate) or "").split())
    if not text:
        raise UsageError(f"reading {name}: required is a docstring that says which sense of the claim it takes")
    return {"name": name.replace("_", "-"), "says": text, "predicate": predicate}
