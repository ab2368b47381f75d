"""Words as data: irregular forms, comparatives, and what the words around a predicate do to it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What ``words.toml`` says."""

    irregular: Mapping[str, str]
    """Form -> stem."""
    compared: Mapping[str, tuple[str, str]]
    """A comparative or superlative -> ``more`` or ``most``, and the stem of its adjective."""


@cache
def lexicon() -> Lexicon:
    """The words of this project's language, read once."""
    raw = tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))
    irregular = {form: base for base, forms in raw["forms"].items() for form in [base, *forms.split()]}
    compared = {form: ("more" if i == 0 else "most", base) for base, forms in raw["compared"].items()
                for i, pair in enumerate(forms.split()) for form in pair.split("|")}  # fmt: skip
    return Lexicon(irregular=irregular, compared=compared)
