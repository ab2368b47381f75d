"""What stands behind a predicate and says how much of it there is, or that there is none."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.denial import AUXILIARIES
from regclaims.claims.wording.phrases import NEGATIONS
from regclaims.claims.wording.words import Word

BEHIND = {
    "good": 1,
    "well": 0,
    "bad": -1,
    "effectiv": 1,
    "strong": 1,
    "fast": 1,
    "heavy": 1,
    "easy": 1,
    "slow": -1,
    "high": 1,
    "low": -1,
    "few": -1,
}
_NO_MORE = frozenset({",", ".", ";", ":", "(", "in", "-"})
"""What may follow a bare ``no`` or ``none`` that denies what stands before it, as in a table."""
_COMES_ABOUT = frozenset(
    {
        "obtain",
        "achiev",
        "produc",
        "possibl",
        "perform",
        "occur",
        "have",
        "happen",
        "ariz",
        "appear",
        "exist",
        "reach",
        "expect",
    }
)
"""``sparse models are not obtained``."""
_NOT = frozenset({"no", "not", "hardly", "never", "scarcely"})
_OCCURS = frozenset({"occur", "ariz", "happen", "appear", "com", "show"})
_CLOSES = frozenset({".", ",", ";", ":", ")", "!", "-"})


def behind(words: Sequence[Word], end: int, highest: int, degree: int) -> tuple[int, int, int]:
    """Degree, end and negations by the words right behind the phrase: ``better``, ``more strongly``, ``no``."""
    place = end
    while place < min(highest, end + 2) and words[place].stem in (
        "much",
        "far",
        "even",
        "a",
        "be",
        "also",
        "very",
        ":",
        "?",
        "somewhat",
    ):
        place += 1
    if place + 1 < highest and words[place].names and words[place + 1].stem in ("more", "less"):
        place += 1  # ``outliers affect ridge more than ...``
    if place >= highest:
        return degree, end, 0
    here = words[place].stem
    after = words[place + 1].stem if place + 1 < highest else ""
    no = place + (here in _OCCURS)
    if no + 1 < highest and words[no].stem in _NOT and words[no + 1].stem in ("more", "less") and no - end < 2:
        found, stop, negations = behind(words, no + 1, highest, degree)  # ``problems occur no more often``
        return (found, stop, negations + 1) if found else (degree, end, 0)
    if degree == 0 and here in ("more", "most"):
        if after in BEHIND:
            return BEHIND[after] or 1, place + 2, 0
        if after not in ("WEIGHT",) and (
            place + 1 >= highest
            or after in ("than", ".", ",", "often", "in", "by", "when", "strong", "reliabl", "easy")
            or after.endswith("ly")
        ):
            return 1, place + 1, 0
    if degree == 0 and here in ("less", "least"):
        return -1, place + 1, 0
    if here in ("poorly", "badly", "poor", "bad") and place == end and words[end - 1].stem != "as":
        return degree, place + 1, 1
    if here in ("no", "✗", "✘", "none") and (place + 1 >= highest or (words[place].text == here and after in _NO_MORE)):
        return degree, place + 1, 1
    if words[end].stem in AUXILIARIES and end + 1 < highest and words[end + 1].stem in NEGATIONS:
        about = next((at for at in range(end + 2, min(highest, end + 5)) if words[at].stem in _COMES_ABOUT), 0)
        if about:
            return degree, about + 1, 1
    if degree == 0 and here in ("high", "low", "long") and place + 1 >= highest:
        return 0, place + 1, int(here == "low")
    return degree, end, 0


def trailing(words: Sequence[Word], end: int, highest: int) -> bool:
    """``sets weights to zero in no case``, ``robust to outliers is the lasso in no way``: denied by what comes last."""
    place = end
    if place < highest and words[place].stem == "be":
        place += 1
        while place < highest and (words[place].text in ("the", "a", "an") or words[place].names):
            place += 1
        if not words[place - 1].names:
            return False
    if place >= highest or words[place].stem not in around().trailing.first:
        return False
    meaning, stop = around().trailing.longest(words, place)
    return bool(meaning) and (stop >= len(words) or words[stop].stem in _CLOSES)
