"""How well claims are recognised, as it was measured on the labelled corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("measured.json")
_STEPS = ((0.97, "very-high"), (0.9, "high"), (0.75, "medium"))
_ENOUGH = 10
"""Sentences that have to be recognised as a claim before its own precision is taken for that of all claims."""


@cache
def read(path: Path = PATH) -> Mapping[str, Any]:
    """What is on record; nothing where nothing was measured."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def precision(claim: str) -> str:
    """In the words of code scanning: very-high, high, medium or low; the last too where nothing was measured."""
    share = _share(claim)
    return next((word for least, word in _STEPS if share >= least), "low")


def _share(claim: str) -> float:
    found = read()
    own = found.get("claims", {}).get(claim, {})
    counts = own if own.get("right", 0) + own.get("wrong", 0) >= _ENOUGH else found.get("all", {})
    said = counts.get("right", 0) + counts.get("wrong", 0)
    return counts.get("right", 0) / said if said else 0.0
