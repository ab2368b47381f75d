"""A claim: one statement in our own words, its force, where it was said, and its readings."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regclaims.claims.readings import Counted, Exact, Hits, Reading, Sampled, describe
from regclaims.claims.verdict import Force, NotEmpirical
from regclaims.fixtures.errors import UsageError, nearest
from regclaims.fixtures.grids import World
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, Frequency

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Predicate = Callable[..., Hits]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CELL = re.compile(r"[a-zA-Z0-9_ ,.:()=<>'+-]+")
_CELL_WORDS = "letters, digits, spaces and ,.:()=<>'+-_ in names of readings and cells, since commands quote them"
_registry: dict[str, Claim] = {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Claim:
    """One statement and how it is tested. Made by :func:`claim`, which registers it."""

    id: str
    says: str
    force: Force
    rows: tuple[str, ...]
    """Locators of the source rows it stands for, such as ``article:13``."""
    better: tuple[str, ...]
    """Ids of claims that say what the evidence does support."""
    roles: Mapping[str, str]
    """Names used by the predicates -> methods."""
    mirrors: str
    """Id of the claim that this one is with roles exchanged; empty for none. They contradict each other."""
    contradicts: tuple[str, ...]
    """Ids of further claims that cannot be true together with this one."""
    not_empirical: NotEmpirical | None
    module: str
    """Where it was declared."""
    line: int
    readings: list[Reading] = field(default_factory=list)

    def reading(self, worlds: Sequence[World], frequency: Frequency | None = None) -> Callable[[Predicate], Predicate]:
        """Decorator: a sampled reading over ``worlds``.

        ``frequency`` defaults to ``nearly always`` for claims of force ``always``, else ``mostly``.
        """
        frequency = frequency or (NEARLY_ALWAYS if self.force is Force.ALWAYS else MOSTLY)

        def add(predicate: Predicate) -> Predicate:
            self._add(Sampled(**describe(predicate), worlds=tuple(worlds), frequency=frequency))
            return predicate

        return add

    def exact(
        self, examples: Callable[[], SearchStrategy[Any]], cases: Sequence[str]
    ) -> Callable[[Callable[[Any, str], bool]], Callable[[Any, str], bool]]:
        """Decorator: an exact reading; in each case Hypothesis looks for one of the ``examples`` that breaks it."""

        def add(predicate: Callable[[Any, str], bool]) -> Callable[[Any, str], bool]:
            self._add(Exact(**describe(predicate), strategy=examples, cases=tuple(cases)))
            return predicate

        return add

    def counted(
        self, counts: Callable[[str], Mapping[str, int]], cases: Sequence[str]
    ) -> Callable[[Callable[[Mapping[str, int]], bool]], Callable[[Mapping[str, int]], bool]]:
        """Decorator: a reading of what scikit-learn offers, case by case."""

        def add(predicate: Callable[[Mapping[str, int]], bool]) -> Callable[[Mapping[str, int]], bool]:
            self._add(Counted(**describe(predicate), counts=counts, cases=tuple(cases)))
            return predicate

        return add

    def _add(self, reading: Reading) -> None:
        if any(reading.name == other.name for other in self.readings):
            raise UsageError(f"claim {self.id}: two readings are called {reading.name}")
        odd = [name for name in (reading.name, *reading.cells()) if not _CELL.fullmatch(name)]
        if odd:
            raise UsageError(f"claim {self.id}: found the name {odd[0]!r}; required are {_CELL_WORDS}")
        if not reading.cells() or len(set(reading.cells())) < len(reading.cells()):
            raise UsageError(f"claim {self.id}, reading {reading.name}: required are cells, each once")
        self.readings.append(reading)

    def find(self, name: str) -> Reading:
        """The reading called ``name``."""
        return next(reading for reading in self.readings if reading.name == name)

    @property
    def timing(self) -> bool:
        """Whether a reading reads the clock."""
        return any(isinstance(r, Sampled) and r.worlds[0].experiment.timing for r in self.readings)

    def mirrored(self, id: str, says: str, *, rows: str = "", better: Sequence[str] = ()) -> Claim:
        """The claim with roles ``this`` and ``other`` exchanged: the same readings, told the other way."""
        if not self.roles:
            raise UsageError(f"claim {self.id}: required are this= and other= methods before it can be mirrored")
        swapped = {"this": self.roles["other"], "other": self.roles["this"]}
        return self._again(id, says, self.force, rows, better, roles=swapped, mirrors=self.id)

    def restated(self, id: str, says: str, *, force: str = "", rows: str = "", better: Sequence[str] = ()) -> Claim:
        """The same statement in other words, perhaps with another force: the same readings.

        Raises :class:`UsageError` where one of the two forces is ``always``, whose readings ask for another frequency.
        """
        new = Force(force or self.force)
        if (new is Force.ALWAYS) != (self.force is Force.ALWAYS):
            raise UsageError(f"claim {id}: force {new} cannot restate {self.id} of force {self.force}; declare a claim")
        return self._again(id, says, new, rows, better, roles=self.roles, mirrors="")

    def _again(
        self,
        id: str,
        says: str,
        force: Force,
        rows: str,
        better: Sequence[str],
        *,
        roles: Mapping[str, str],
        mirrors: str,
    ) -> Claim:
        made = Claim(
            id=id,
            says=says,
            force=force,
            rows=locators(rows),
            better=tuple(better),
            roles=roles,
            mirrors=mirrors,
            contradicts=(),
            not_empirical=None,
            module=self.module,
            line=_caller(3)[1],
            readings=self.readings,
        )
        _register(made)
        return made


def claim(
    id: str,
    says: str,
    *,
    force: str,
    rows: str = "",
    better: Sequence[str] = (),
    this: str = "",
    other: str = "",
    contradicts: Sequence[str] = (),
    not_empirical: NotEmpirical | None = None,
) -> Claim:
    """Declare a claim.

    ``rows`` reads ``"article 13 41; qa 7"``. ``this`` and ``other`` name the methods compared, where the
    readings are to be used by a mirrored claim too. ``contradicts`` names claims that cannot be true together
    with this one, mirrored ones aside. Raises :class:`UsageError` for a second claim of one
    id, naming both places.
    """
    module, line = _caller()
    made = Claim(
        id=id,
        says=says,
        force=Force(force),
        rows=locators(rows),
        better=tuple(better),
        roles={"this": this, "other": other} if this else {},
        mirrors="",
        contradicts=tuple(contradicts),
        not_empirical=not_empirical,
        module=module,
        line=line,
    )
    _register(made)
    return made


def locators(rows: str) -> tuple[str, ...]:
    """``"article 13 41; qa 7"`` -> ``("article:13", "article:41", "qa:7")``."""
    parts = [part.split() for part in rows.split(";") if part.strip()]
    return tuple(f"{key}:{number}" for key, *numbers in parts for number in numbers)


def _caller(depth: int = 2) -> tuple[str, int]:
    frame = sys._getframe(depth)
    return frame.f_globals["__name__"], frame.f_lineno


def _register(made: Claim) -> None:
    if not _ID.fullmatch(made.id):
        raise UsageError(f"claim id {made.id!r}: required are lower-case words joined by hyphens")
    if made.id in _registry:
        first = _registry[made.id]
        raise UsageError(
            f"claim {made.id} is declared twice: {first.module}:{first.line} and {made.module}:{made.line}"
        )
    _registry[made.id] = made


TOPICS = (
    "penalty",
    "pull",
    "formulas",
    "invariance",
    "shrinkage",
    "shape",
    "paths",
    "sparsity",
    "selection",
    "overfitting",
    "generalization",
    "accuracy",
    "use",
    "outliers",
    "training",
    "correlation",
    "elastic_net",
    "combining",
)
"""Topics in the order in which they are reported; one module ``test_<topic>`` each. A new one comes last."""


@cache
def _files() -> tuple[str, ...]:
    """Names of the files that declare claims, read once: many ask for all claims."""
    return tuple(sorted(path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")))


def modules() -> tuple[str, ...]:
    """Names of the modules that declare claims, in the order of topics."""
    package, names = __name__.rsplit(".", 1)[0], _files()
    known = [topic for topic in TOPICS if topic in names]
    return tuple(f"{package}.test_{name}" for name in [*known, *(name for name in names if name not in TOPICS)])


def all_claims() -> Mapping[str, Claim]:
    """Every claim of the suite by id, in the order of modules and lines."""
    ours = dict.fromkeys(modules())
    for module in ours:
        importlib.import_module(module)
    return {id: claim for id, claim in _registry.items() if claim.module in ours}


def by_id(id: str) -> Claim:
    """The claim called ``id``; :class:`UsageError` names the nearest known one."""
    known = _registry if id in _registry else all_claims()
    if id not in known:
        raise UsageError(f"unknown claim {id!r}{nearest(id, known)}")
    return known[id]
