"""Texts that try to be more than text, and records that hold one of them in every field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import strategies as st

FRAGMENTS = (
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "<!-- verdicts: end -->",
    "]]>",
    "&lt;b&gt;",
    "**strong** _slanted_ ~~struck~~",
    "[link](http://example.org) ![image](x.svg)",
    "http://example.org www.example.org a@example.org",
    "[x]: http://example.org",
    "`code` ``more``",
    "a | b | c",
    "| --- |",
    "# heading",
    "- item",
    "1. item",
    "---",
    "===",
    "~~~",
    "> quoted",
    "$x$",
    "\\",
    "\n\n",
    "\r\n",
    "\x1b[31m\x1b]0;title\x07",
    "\x9b31m\x85\x7f\x00\x08",
    "\u202eback\u2066\u200b\u200d\ufeff\u00ad",
    "\u2028\u3164\U000e0041",
    "\udcff",
    "../../x",
    "; rm -rf ~; $(id) `id`",
    "word",
    "é ●",
)
"""A word among them: text that has to be readable afterwards."""
ALL = " ".join(FRAGMENTS)

texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), min_size=1, max_size=6).map("".join)
"""Fragments joined at random, so that one may complete another."""

KEPT = {"verdict", "kind", "outcome", "evidence", "robustness", "grid", "threshold", "coordinates"}
"""Fields of a few known words, which reports take from our own tables."""


def spoilt(value: Any, text: str, kept: Collection[str] = KEPT) -> Any:
    """The record with every text in it, names of libraries included, replaced by ``text``; ``kept`` fields stay."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple | list):
        return type(value)(spoilt(item, text, kept) for item in value)
    if isinstance(value, dict):
        return dict.fromkeys([text], *[spoilt(item, text, kept) for item in value.values()][:1]) if value else {}
    if is_dataclass(value):
        made = object.__new__(type(value))  # what a record refuses is tested where it is read
        for field in fields(value):
            found = getattr(value, field.name)
            object.__setattr__(made, field.name, found if field.name in kept else spoilt(found, text, kept))
        return made
    return value
