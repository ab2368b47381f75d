"""How well claims are recognised, as it was measured on the labelled corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("measured.json")
BEGIN, END = "<!-- recognition: begin -->", "<!-- recognition: end -->"
"""Marks between which README has the table."""
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


def table() -> str:
    """What was measured as Markdown: overall in a sentence, claim by claim in a table."""
    found = read()
    if not found:
        return "Nothing has been measured yet."
    whole = found["all"]
    found_in_all, stated = whole["right"] + whole["wrong"], whole["met"] + whole["missed"]
    told = (
        f"Of {found['entries']} passages of the labelled corpus that no rule was written by: "
        f"precision {_precision(whole)} ({whole['right']} of {found_in_all} statements found were right), "
        f"recall {_recall(whole)} ({whole['met']} of {stated} statements were found)."
    )
    rows = [
        f"| {claim} | {_precision(one)} | {one['right'] + one['wrong']} "
        f"| {_recall(one)} | {one['met'] + one['missed']} |"
        for claim, one in found["claims"].items()
    ]
    head = ["| claim | precision | found | recall | stated |", "| --- | ---: | ---: | ---: | ---: |"]
    return "\n".join([told, "", "<details><summary>Claim by claim</summary>", "", *head, *rows, "", "</details>"])


def _precision(counts: Mapping[str, int]) -> str:
    return _share_of(counts["right"], counts["wrong"])


def _recall(counts: Mapping[str, int]) -> str:
    return _share_of(counts["met"], counts["missed"])


def _share_of(good: int, bad: int) -> str:
    return f"{good / (good + bad):.2f}" if good + bad else ""
