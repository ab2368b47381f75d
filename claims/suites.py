"""Which claims a run is about, and on which worlds: the suite as it stands, or its deep sweep.

The deep sweep maps where a claim holds (see :mod:`regclaims.fixtures.deep`). Readings that span regression in
general get the deep worlds in place of their own, under the same experiments and levels; all others are left
out. Its cells are settled one by one, since a map needs every one of them, and alpha is divided over all
cells of the whole sweep, so that what is selected changes no outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from regclaims.claims.claim import Claim, all_claims, by_id
from regclaims.claims.decide import Place, sampled_cells
from regclaims.claims.readings import Reading, Sampled
from regclaims.fixtures.deep import DEEP, deepened
from regclaims.fixtures.errors import UsageError, nearest

STANDARD, DEEPENED = "standard", "deep"


@dataclass(frozen=True)
class Suite:
    """Claims with the worlds that they are put to."""

    grid: str
    claims: Mapping[str, Claim]
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why readings are left out -> how many are."""

    @property
    def maps(self) -> bool:
        """Whether cells are settled one by one, for a map, rather than verdicts."""
        return self.grid != STANDARD

    @cached_property
    def cells(self) -> int:
        """Cells whose outcome is a matter of chance, over which alpha is divided."""
        return sampled_cells(self.claims.values())

    @property
    def option(self) -> str:
        """What names the grid on the command line; empty for the standard one."""
        return f"--grid {self.grid}" if self.maps else ""

    @property
    def last_item(self) -> str:
        """Name of a claim's last item: what comes out of all its cells."""
        return "map" if self.maps else "verdict"

    def check(self, id: str, item: str = "") -> None:
        """Raise :class:`UsageError` with the nearest known name where there is no such claim, or no such item of it."""
        if id not in self.claims and by_id(id):
            raise UsageError(f"claim {id} has nothing on the {self.grid} grid; {self.described()}")
        items = {self.last_item} | {f"{r.name}[{cell}]" for r in self.claims[id].readings for cell in r.cells()}
        if item and item not in items:
            raise UsageError(f"claim {id} has no cell {item!r}{nearest(item, items)}")

    def places(self, claim: Claim) -> frozenset[Place] | None:
        """What the last item of a claim asks for: every cell, or None for its verdict."""
        return frozenset((r.name, cell) for r in claim.readings for cell in r.cells()) if self.maps else None

    def described(self) -> str:
        """What the suite holds and what it leaves out, in words; empty for the standard one."""
        if not self.maps:
            return ""
        readings = sum(len(claim.readings) for claim in self.claims.values())
        reasons = ", ".join(f"{count} {why}" for why, count in self.left_out.items())
        return (
            f"grid {self.grid}: {len(self.claims)} claims, {readings} readings on {len(DEEP)} regression worlds, "
            f"{self.cells:,} cells; left out: {len(all_claims()) - len(self.claims)} claims, "
            f"{sum(self.left_out.values())} readings ({reasons})"
        )


def standard() -> Suite:
    """Every claim on its own worlds."""
    return Suite(STANDARD, all_claims())


def deep() -> Suite:
    """Every claim with a reading that spans regression in general, on the deep worlds."""
    claims: dict[str, Claim] = {}
    left_out: Counter[str] = Counter()
    for claim in all_claims().values():
        readings: list[Reading] = []
        for reading in claim.readings:
            refined = _refined(reading)
            if isinstance(refined, Sampled):
                readings.append(refined)
            else:
                left_out[refined] += 1
        if readings:
            claims[claim.id] = replace(claim, readings=readings)
    return Suite(DEEPENED, claims, dict(left_out.most_common()))


def _refined(reading: Reading) -> Sampled | str:
    """The reading on the deep worlds, or why there is none."""
    if not isinstance(reading, Sampled):
        return "are exact or counted and have no worlds"
    if reading.worlds[0].experiment.timing:
        return "read the clock"
    worlds = deepened(reading.worlds)
    return replace(reading, worlds=worlds) if worlds else "are not about regression in general"


SUITES: Mapping[str, Callable[[], Suite]] = {STANDARD: standard, DEEPENED: deep}
"""Grid -> how its suite is made."""
