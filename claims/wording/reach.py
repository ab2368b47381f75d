"""How far before a predicate its negations and governors stand, and what is absent, judged or goes along with it."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.phrases import NEGATIONS
from regclaims.claims.wording.words import Word

_JUDGING = frozenset({
    "satisfactory", "reliabl", "consistent", "perfect", "trustworthy", "robust", "stabl", "principled", "rigorou",
    "dependabl",
})  # fmt: skip
_OPENS_NOUN = frozenset({"a", "an", "any"})
_ABSENT = frozenset({"absent", "avoid", "prevent", "miss", "lack", "unavailabl", "impossible"})
_NOT_THERE = frozenset({"availabl", "possibl", "present", "offer", "support", "provid", "exist", "ther"})
_PARTS_NOUN = frozenset(
    {"of", "for", "in", "to", "with", "by", "on", "at", "from", "and", "or", "be", "have", "than", "that", "which"}
)
_LEADS = frozenset({"and", "which", "that", "be", "completely", "entirely", "not", "totally", "simply", "also"})
_EXPECT = frozenset({"expect", "trust", "ask", "count", "reli", "bank"})
_MAKES = frozenset({"make", "render", "turn", "keep", "leav"})

_OPENER = 7
"""Most words that open a sentence and say how often something holds."""


def made_to(words: Sequence[Word], place: int, lowest: int) -> bool:
    """Whether a verb group goes on before the name: ``does not make least squares robust``, ``do not expect L2 to``."""
    back = place - 1
    while back > lowest and (words[back].stem in ("the", "a", "an") or words[back].text in ("linear", "ordinary")):
        back -= 1
    if back <= lowest:
        return False
    expects = words[back].stem in _EXPECT or (words[back].stem == "on" and words[back - 1].stem in _EXPECT)
    return words[back].stem in _MAKES or (expects and words[place + 1].stem == "to")


def judged(words: Sequence[Word], lowest: int, start: int) -> bool:
    """Whether no more is denied than how good it is: ``is not a very reliable feature selection method``."""
    if start - 1 < lowest or (words[start - 1].stem not in _JUDGING and words[start - 2].stem not in _JUDGING):
        return False
    before = [word.stem for word in words[max(lowest, start - 5) : start]]
    return not _OPENS_NOUN.isdisjoint(before) and not NEGATIONS.isdisjoint(before)


def coordinate(words: Sequence[Word], start: int, lowest: int) -> int:
    """What governs the first of two gerunds joined by ``and``: ``better at pruning and avoiding overfitting``."""
    if not words[start].text.endswith("ing") or words[start - 1].stem not in ("and", "or"):
        return start - 1
    for back in range(start - 2, max(lowest, start - 10), -1):
        if words[back].names or words[back].stem == ",":
            break
        if words[back].text.endswith("ing") and words[back - 1].stem in ("at", "for", "in", "of"):
            return back - 1
    return start - 1


def no_such(words: Sequence[Word], place: int, lowest: int) -> int:
    """Where a ``no`` stands that adjectives part from the noun behind ``place``, as in ``no neat formula``; else -1."""
    for back in range(place, max(lowest, place - 3) - 1, -1):
        if words[back].text in ("no", "without"):
            return back
        if words[back].stem in _OPENS_NOUN and back > lowest and words[back - 1].text in ("without", "not"):
            return back - 1
        if not words[back].text.isalpha() or words[back].names or words[back].stem in _PARTS_NOUN:
            return -1
    return -1


def utmost(words: Sequence[Word], start: int, highest: int) -> bool:
    """``as small as possible``: no two are equal."""
    return any(
        words[at].stem == "as" and words[at + 1].stem in ("possibl", "possibly", "can", "need", "necessary")
        for at in range(start, min(highest, start + 12) - 1)
    )


def absent(words: Sequence[Word], end: int, highest: int) -> bool:
    """Whether what the words before ``end`` name is said to be missing: ``feature selection is absent in ridge``."""
    place = end
    while place < min(highest, end + 4) and words[place].stem in _LEADS:
        place += 1
    if place == end or words[place - 1].stem not in ("be", "completely", "entirely", "not", "totally", "simply"):
        return False
    if place < highest and words[place].stem in _ABSENT:
        return True
    return words[place - 1].stem == "not" and place < highest and words[place].stem in _NOT_THERE


def in_step(words: Sequence[Word]) -> bool:
    """``the higher the rate, the less likely ...``: what goes along with something else is compared with nothing."""
    pairs = [at for at in range(len(words) - 1) if words[at].text == "the" and words[at + 1].stem in ("more", "less")]
    return len(pairs) > 1 and any(word.stem == "," for word in words[pairs[0] : pairs[-1]])


def fronted(words: Sequence[Word], start: int) -> str:
    """``Usually, ...``, ``In most cases, ...``: the force of what opens a sentence before the clause at ``start``."""
    if not 2 <= start <= _OPENER or words[start - 1].stem != "," or any(word.names for word in words[:start]):
        return ""
    forces = around().force
    kinds = (forces.longest(words, place)[0] for place in range(start) if words[place].stem in forces.first)
    return next(filter(None, kinds), "")


def aside(words: Sequence[Word], at: int, start: int) -> bool:
    """Whether but another method is set aside: ``ridge rather than the lasso is recommended``."""
    at += words[at].text in ("the", "a", "an")
    verb = words[start].stem == "be" or words[start].text in around().finite
    return bool(words[at].names) and (at + 1 < start or (at + 1 == start and verb))
