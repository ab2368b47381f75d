"""How far before a predicate its negations stand: behind the name of what is made so, and before a remark in commas."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.phrases import NEGATIONS
from regclaims.claims.wording.words import Word

_EXPECT = frozenset({"expect", "trust", "ask", "count", "reli", "bank"})
_MAKES = frozenset({"make", "render", "turn", "keep", "leav"})


def made_to(words: Sequence[Word], place: int, lowest: int) -> bool:
    """Whether a verb group goes on before the name: ``does not make least squares robust``, ``do not expect L2 to``."""
    back = place - 1
    while back > lowest and (words[back].stem in ("the", "a", "an") or words[back].text in ("linear", "ordinary")):
        back -= 1
    if back <= lowest:
        return False
    expects = words[back].stem in _EXPECT or (words[back].stem == "on" and words[back - 1].stem in _EXPECT)
    return words[back].stem in _MAKES or (expects and words[place + 1].stem == "to")


def remark_opens(words: Sequence[Word], place: int, lowest: int) -> int:
    """Where the comma stands that opens the remark closed at ``place``: ``does not, in our view, ...``; -1 if none."""
    commas = (back for back in range(place - 1, max(lowest, place - 6), -1) if words[back].stem == ",")
    opening = next(commas, -1)
    return opening if opening > lowest and words[opening - 1].stem in NEGATIONS else -1
