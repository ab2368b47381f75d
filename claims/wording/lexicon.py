"""Words as data: irregular forms, comparatives, and what the words around a predicate do to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regclaims.claims.wording.kept import kept

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What ``words.toml`` says."""

    irregular: Mapping[str, str]
    """Form -> stem."""
    compared: Mapping[str, tuple[str, str]]
    """A comparative or superlative -> ``more`` or ``most``, and the stem of its adjective."""


def data(name: str) -> dict[str, Any]:
    """What a file of the data says."""
    import tomllib  # late: nothing is read where all that is made of the data is kept

    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@kept
def lexicon() -> Lexicon:
    """The words of this project's language, read once."""
    raw = data("words.toml")
    irregular = {form: base for base, forms in raw["forms"].items() for form in [base, *forms.split()]}
    compared = {form: ("more" if i == 0 else "most", base) for base, forms in raw["compared"].items()
                for i, pair in enumerate(forms.split()) for form in pair.split("|")}  # fmt: skip
    return Lexicon(irregular=irregular, compared=compared)
