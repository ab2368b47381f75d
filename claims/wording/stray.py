"""Words of the rules that speak of something else here, set apart before any rule sees them.

How data are stored: ``sparse input``, ``dense and sparse matrices``, ``if the data are sparse``; documentation of
software is full of it. And how well the reader understands: ``to better illustrate the selection``.
"""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.words import Word, stem

_WAYS = frozenset({"sparse", "dens"})
_DATA = frozenset(map(stem, (
    "data", "dataset", "input", "format", "array", "matrix", "matrices", "dataframe", "frame", "csr", "csc", "coo",
    "design", "x", "numpy", "scipy", "corpus", "container", "pca", "coding",
)))  # fmt: skip
_BETWEEN = frozenset(map(stem, (
    "and", "or", ",", "/", "versus", "than", "as", "well", "both", "training", "test", "numpy", "scipy", "(", ")",
    "the",
)))  # fmt: skip
_FARTHEST = 6
"""Words behind it in which what is stored is named."""
_STORED = "stored"
_SHOWN = frozenset(map(stem, (
    "illustrate", "understand", "see", "show", "visualize", "explain", "appreciate", "highlight", "demonstrate",
)))  # fmt: skip


def set_apart(said: list[Word]) -> list[Word]:
    """``said``, where such words have stems that no rule knows."""
    for place in range(1, len(said)):
        if said[place].text == "better" == said[place - 1].text and _of_showing(said, place):
            said[place - 1 : place + 1] = [said[place]._replace(stem=word) for word in ("so", "well")]
    places = [place for place, word in enumerate(said) if word.stem in _WAYS]
    for place in reversed(places):
        if _before_data(said, place) or _behind_data(said, place):
            said[place] = said[place]._replace(text=_STORED, stem=_STORED)
    return said


def _before_data(said: Sequence[Word], place: int) -> bool:
    """``sparse matrix``, ``dense and sparse data``: the latter is set apart before the former is looked at."""
    for word in said[place + 1 : place + 1 + _FARTHEST]:
        if word.stem in _DATA or word.stem == _STORED:
            return True
        if word.stem not in _BETWEEN:
            return False
    return False


def _behind_data(said: Sequence[Word], place: int) -> bool:
    """``The input is sparse``."""
    before = [word.stem for word in said[max(0, place - 3) : place]]
    return len(before) > 1 and before[-1] == "be" and before[-2] in _DATA


def _of_showing(said: Sequence[Word], place: int) -> bool:
    """``better illustrate``, ``show better``: two words stand for ``better``."""
    return any(word.stem in _SHOWN for word in (*said[place + 1 : place + 2], *said[max(0, place - 3) : place - 1]))
