"""What is only wished for, and so is said of nothing: ``we hope to prevent overfitting``."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.phrases import Phrase
from regclaims.claims.wording.words import Word

_WISHES = frozenset({"want", "hop", "wish", "desir", "request"})
_NEEDS = frozenset({"need", "requir", "demand"})
"""Wishes of persons; of a method they say what it costs."""
_PERSONS = frozenset({"you", "we", "i", "they", "one", "who", "people", "client", "clients", "team", "users"})
_WISHED = _WISHES | _NEEDS | {"call"}
_STOPS = frozenset({",", "that", "when", "so", "should", "must", "can", "will", "may", "be", "do"})
_EFFORTS = frozenset({"COMPUTECOST", "comput", "time", "effort", "iterat", "memory", "work", "solv", "step"})


def wanted(words: Sequence[Word], phrase: Phrase, start: int, end: int, lowest: int) -> bool:
    """Whether what is spoken of is only wished for: ``we hope to prevent ...``, ``a sparse model is required``."""
    if not (_WISHES | _NEEDS).isdisjoint(phrase.choices):
        return False
    if (
        end + 1 < len(words)
        and words[end].stem == "be"
        and any(word.stem in _WISHED for word in words[end + 1 : end + 3])
    ):
        said = {word.stem for word in words[start:end]}
        return _EFFORTS.isdisjoint(phrase.choices | said)
    for place in range(start - 1, max(lowest, start - 5) - 1, -1):
        word = words[place]
        if word.names or word.stem in _STOPS:
            return False
        if word.stem in _WISHES or word.stem == "assumption":
            return True
        if word.stem in _NEEDS:
            return any(one.text in _PERSONS for one in words[max(lowest, place - 3) : place])
    return False
