"""All turns, gathered from the topics."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from regclaims.claims.claim import all_claims
from regclaims.claims.controls.sabotage.lab import Turn

HERE = Path(__file__).parent
_NO_TOPICS = ("__init__", "lab", "turns")


@cache
def turns() -> Mapping[str, Turn]:
    """Claim -> its sabotage, over all topics, in the order of the suite."""
    found: dict[str, Turn] = {}
    for name in sorted(path.stem for path in HERE.glob("*.py") if path.stem not in _NO_TOPICS):
        found |= importlib.import_module(f"{__name__.rpartition('.')[0]}.{name}").TURNS
    return {id: found[id] for id in [*all_claims(), *found] if id in found}
