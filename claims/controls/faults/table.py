"""All faults, from where the data are drawn to where the verdicts are kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from regclaims.claims.controls.faults import deciding, drawing, fitting, keeping, measuring
from regclaims.claims.controls.faults.fault import Fault


@cache
def faults() -> Mapping[str, Fault]:
    """Name -> fault."""
    every = [*drawing.FAULTS, *fitting.FAULTS, *measuring.FAULTS, *deciding.FAULTS, *keeping.FAULTS]
    found = {fault.name: fault for fault in every}
    assert len(found) == len(every), "two faults have one name"
    return found
