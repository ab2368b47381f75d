"""Swap: L1 and L2 under each other's names. Verdicts turn round, and names carry no weight.

**In the evidence**: what was measured of L1 is handed out as L2's and the other way round, for every claim one of
whose readings names both. What has to come out depends on what the claim says (see
:mod:`regclaims.claims.controls.kinds`), the first that fits:

* *mirrored*: the verdict is that of the claim with the roles exchanged, for the two are one test;
* *symmetric*: every such reading says the same of both, so the verdict stays;
* *contest*: one reading says that one has more of something than the other. Both cannot in one world, so no cell
  of it holds both ways, and the claim is not supported both ways, unless all it says is that one *can*: one world is
  enough for that, and another one for the other. Other verdicts may well stay: what depends on the world depends on it
  either way;
* *other*: the readings are of the kind "no worse" or let each stand apart, which may be true both ways; told only.

**At the fits** (:func:`at_the_fits`): wherever an experiment asks for L1 it is given L2, penalty, tuning and solver,
on the same seeds. The numbers must be those that were measured before, bit for bit, under the other name. So nothing
but the fit makes a number: no seed, order or tolerance knows a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.controls import kinds
from regclaims.claims.controls.kinds import Kind
from regclaims.claims.controls.patching import forget, rebind
from regclaims.claims.controls.sabotage.lab import SabotagedLab, exchanged
from regclaims.claims.decide import Budget, Docket, settle
from regclaims.claims.readings import Sampled
from regclaims.claims.verdict import SUPPORTED, Force, Ruling
from regclaims.fixtures import complexity, methods, tuning
from regclaims.fixtures.blocks import series_of
from regclaims.fixtures.copies import RESAMPLED
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import CONTAMINATION, DEFAULTS, FITS, GROUPS, STABILITY, STRENGTHS, UNITS
from regclaims.fixtures.grids import CONTAMINATED, CORE, UNIT_WORLDS, World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.sequential import Outcome
from regclaims.fixtures.store import Store

BOTH = {"l1", "l2"}
OTHER = {"l1": "l2", "l2": "l1"}


class Sort(StrEnum):
    """What a claim says of L1 and L2; see the top of this module."""

    MIRRORED = "mirrored"
    SYMMETRIC = "symmetric"
    CONTEST = "contest"
    CAN = "contest, can"
    OTHER = "other"


@dataclass(frozen=True)
class Swapped:
    """One claim with L1 and L2 exchanged in its evidence."""

    id: str
    sort: Sort
    before: Ruling
    after: Ruling
    required: str
    """The verdict that has to come out; empty where only support both ways is ruled out, or nothing is."""
    both_ways: int
    """Cells of its contests between the two that hold both ways."""

    @property
    def escaped(self) -> bool:
        """Whether what must not come out came out."""
        if self.required:
            return str(self.after) != self.required
        return self.both_ways > 0 or (self.sort is Sort.CONTEST and self.before == self.after == SUPPORTED)


def naming_both(claim: Claim) -> list[Sampled]:
    """The readings that name L1 and L2."""
    return [reading for reading in kinds.sampled(claim) if set(kinds.methods(claim, reading)) >= BOTH]


def mirror_of(claim: Claim) -> str:
    """The claim with its roles exchanged; empty where there is none."""
    found = [other.id for other in all_claims().values() if other.mirrors == claim.id]
    return claim.mirrors or (found[0] if found else "")


def sort_of(claim: Claim) -> Sort:
    """What sort of claim this is; one of its readings names both."""
    readings = naming_both(claim)
    if mirror_of(claim):
        return Sort.MIRRORED
    if all(kinds.symmetric(reading) for reading in readings):
        return Sort.SYMMETRIC
    if not any(_contest(claim, reading) for reading in readings):
        return Sort.OTHER
    return Sort.CAN if claim.force is Force.CAN else Sort.CONTEST


def _contest(claim: Claim, reading: Sampled) -> bool:
    return kinds.kind_of(claim, reading) is Kind.CONTEST and not kinds.symmetric(reading)


def _both_ways(claim: Claim, before: Docket, after: Docket) -> int:
    places = [
        (reading.name, cell)
        for reading in naming_both(claim)
        if _contest(claim, reading) and reading.frequency.threshold >= 0.5
        for cell in reading.cells()
    ]
    return sum(before.outcome(place) is after.outcome(place) is Outcome.HOLDS for place in places)


def run(claims: Iterable[Claim], lab: Lab) -> tuple[list[Swapped], list[str]]:
    """Every claim that names both, with its verdict either way; and the ids of those that do not."""
    claims = list(claims)
    asked = {claim: None for claim in claims if naming_both(claim)}
    mirrors = {all_claims()[mirror_of(claim)]: None for claim in asked if mirror_of(claim)}
    before = settle({**asked, **mirrors}, lab, Budget())
    stand_in: Any = SabotagedLab(lab, exchanged("l1", "l2"))
    after = settle(asked, stand_in, Budget())
    found = []
    for claim in asked:
        sort = sort_of(claim)
        same = {Sort.MIRRORED: mirror_of(claim), Sort.SYMMETRIC: claim.id}.get(sort, "")
        required = str(before[same].verdict()) if same else ""
        one, other = before[claim.id], after[claim.id]
        found.append(Swapped(claim.id, sort, one.verdict(), other.verdict(), required, _both_ways(claim, one, other)))
    return found, [claim.id for claim in claims if claim not in asked]


# At the fits

DRAWS = 4
"""Draws of each world whose numbers are compared."""

WORLDS: tuple[World, ...] = (
    *(World(FITS, dgm, "tuned") for dgm in CORE[::5]),
    *(World(STRENGTHS, dgm, "weak") for dgm in CORE[1::8]),
    *(World(DEFAULTS, dgm, "default") for dgm in CORE[2::8]),
    *(World(CONTAMINATION, dgm, "retuned") for dgm in CONTAMINATED[::6]),
    *(World(STABILITY, dgm) for dgm in CORE[3::8]),
    *(World(GROUPS, dgm) for dgm in RESAMPLED[::4]),
    *(World(UNITS, dgm) for dgm in UNIT_WORLDS[::4]),
)


@dataclass(frozen=True)
class Compared:
    """Numbers of one experiment with the penalties exchanged inside, against the true ones under the other name."""

    experiment: str
    columns: int
    """Columns of numbers, one a draw, that were compared."""
    differ: int
    """How many are not the same to the last bit."""
    told_apart: int
    """How many differ between L1 and L2: where none do, nothing would have been seen."""

    @property
    def escaped(self) -> bool:
        """Whether a name made a difference, or nothing could have been seen."""
        return self.differ > 0 or not self.told_apart


def at_the_fits(worlds: Iterable[World] = WORLDS) -> list[Compared]:
    """Measure with L1 and L2 exchanged wherever an experiment asks for one of them."""
    worlds = list(worlds)
    true = measured(worlds)
    with pytest.MonkeyPatch.context() as patch:
        exchange(patch)
        false = measured(worlds)
    forget()
    found = []
    for experiment in dict.fromkeys(world.experiment.name for world in worlds):
        ours = {world.id for world in worlds if world.experiment.name == experiment}
        names = [(id, name) for id, name in true if id in ours]
        differ = sum(false.get((id, name)) != true[id, _renamed(name)] for id, name in names)
        told = sum(true[id, name] != true[id, _renamed(name)] for id, name in names)
        found.append(Compared(experiment, len(names), differ, told))
    return found


def measured(worlds: Iterable[World]) -> dict[tuple[str, str], bytes]:
    """(world, column of L1 or L2) -> its numbers as bytes, by a laboratory in this process on a store of its own."""
    forget()
    found: dict[tuple[str, str], bytes] = {}
    with (
        TemporaryDirectory() as folder,
        Store(Path(folder) / "store.sqlite") as store,
        Lab(store, seed=0, engine=Serial()) as lab,
    ):
        for world in worlds:
            for series in series_of(world, ["l1", "l2"]):
                lab.measure({series: DRAWS})
                columns = lab.columns(series, 0, DRAWS)
                found |= {(world.id, name): column.tobytes() for name, column in columns.items()}
    return found


def _renamed(column: str) -> str:
    level, slash, plain = column.rpartition("/")
    method, _, measure = plain.partition(".")
    return f"{level}{slash}{OTHER[method]}.{measure}"


TAKING_A_PENALTY: tuple[Callable[..., Any], ...] = (
    tuning.tuned,
    tuning.tuned_on,
    methods.at_strength,
    methods.path,
    methods.library_default,
    complexity.degrees_of_freedom,
)
"""What experiments call with the name of a penalty."""


def exchange(patch: pytest.MonkeyPatch) -> None:
    """Give L2 to whichever experiment asks for L1, and the other way round."""
    for function in TAKING_A_PENALTY:
        rebind(patch, function, _exchanging(function), only=experiments())


def _exchanging(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def exchanging(*arguments: Any, **further: Any) -> Any:
        return function(*(OTHER.get(a, a) if isinstance(a, str) else a for a in arguments), **further)

    return exchanging


def experiments() -> Iterator[str]:
    """Names of the modules of all experiments."""
    from regclaims.fixtures.experiments import EXPERIMENTS

    return (f"regclaims.fixtures.experiments.{name}" for name in EXPERIMENTS)


def counts(found: Iterable[Swapped]) -> Mapping[Sort, tuple[int, int, int]]:
    """Sort -> claims, of them with the verdict they had before, and escaped."""
    rows: dict[Sort, tuple[int, int, int]] = {}
    for one in found:
        claims, kept, escaped = rows.get(one.sort, (0, 0, 0))
        rows[one.sort] = claims + 1, kept + (one.before == one.after), escaped + one.escaped
    return rows
