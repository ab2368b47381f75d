"""Typographic variants made one: small letters, plain quotes and dashes, no invisible signs; and where each was."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_PLAIN = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("—―", ";"),  # a long dash parts clauses
    "…": " ",
    "²": "^2",
    "₁": "_1",
    "₂": "_2",
    "¹": "1",
    "‖": "||",
    "∥": "||",
    "∣": "|",
}


@dataclass(frozen=True, kw_only=True)
class Folded:
    """A text in its plain form."""

    text: str
    at: Sequence[int]
    """For every character of ``text``, and for its end, where it stood in the text as written."""


def fold(text: str) -> Folded:
    """The plain form of ``text``; what has no plain form stays as it is."""
    if text.isascii():
        return Folded(text=text.lower(), at=range(len(text) + 1))
    made: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        plain = char.lower() if char.isascii() else _plain(char)
        made.append(plain)
        at.extend([place] * len(plain))
    at.append(len(text))
    return Folded(text="".join(made), at=at)


def _plain(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    kind = unicodedata.category(char)
    if kind in ("Cf", "Mn"):
        return ""
    if kind == "Pd":
        return "-"
    if kind.startswith("Z"):
        return " "
    return unicodedata.normalize("NFKC", char).lower()
