"""What a mention of a method is to its sentence: its subject, or what the subject is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.words import Word

_THAN = frozenset(
    {"than", "over", "outperform", "beat", "surpass", "outclass", "outdo", "inferior", "superior", "los", "exceed"}
)
_CONTRAST = frozenset({"unlik", "contrast", "oppos", "instead", "contrary"})
_ALIKE = frozenset({"like", "versus", "against", "similar", "similarly", "just"})
COMPARED = frozenset({"compar", "comparison", "relativ"})
_MOVES = frozenset({"switch", "go", "mov", "chang"})
_GIVEN_UP = frozenset({"dump", "abandon", "ditch", "trad", "swap", "exchang", "forsak", "desert", "giv"})
_BEFORE_DENIED = frozenset({"the", "a", "an", "from", "with", "by", "under", "via", "through", "of", "us"})
"""Between ``not`` and what is set against a method before it: ``from L1, not from L2``."""
_BETWEEN = frozenset({
    "the", "a", "an", "that", "those", "of", "with", "to", "using", "us", "as", "under", "by", "model", "one",
    "in", "from", "for", "do", "compar", "is", "its", "what", "fit", "solution", "pure", "be", "train", "it",
    "ordinary", "our",
})  # fmt: skip
"""Words between one of these and the mention that it goes with."""


def role(words: Sequence[Word], place: int) -> str:
    """What a mention is to its sentence: ``than`` or ``contrast`` for one compared with, else ``subject``."""
    denied = place - 1
    while denied > 2 and words[denied].stem in _BEFORE_DENIED:
        denied -= 1
    if denied > 1 and words[denied].stem == "not" and words[denied - 1].stem in ("but", "and", ","):
        before = words[denied - 2] if words[denied - 2].stem not in (",", "(") else words[max(0, denied - 3)]
        closes = place + 1 == len(words) or words[place + 1].stem in (".", ",", ";", ")")
        return "contrast" if before.names or (closes and words[denied - 1].stem == ",") else "subject"
    if place and "decoupl" in (words[place - 1].stem, words[max(0, place - 2)].stem):
        return "object"
    if _replaced(words, place):
        return "contrast"
    for back in range(place - 1, max(-1, place - 6), -1):
        here = words[back].stem
        if here == "as" and back and words[back - 1].stem in ("well", "such"):
            return "than" if words[back - 1].stem == "well" and back > 2 and not words[back - 3].names else "subject"
        if here in _THAN or (here == "as" and back == place - 1 and _as_before(words, back)):
            return "than"
        if words[back + 1].stem == "to" and "prefer" in (here, words[max(0, back - 2)].stem, words[back - 1].stem):
            return "than"
        if here == "second" and words[back + 1].stem == "to":
            return "than"
        if here in _CONTRAST and (here != "contrast" or words[back + 1].stem in ("to", "with")):
            return "contrast"
        if here.startswith("similar") and words[back + 1].stem not in ("to", "as"):
            return "subject"  # ``weights are similar under ridge``
        if here in _ALIKE and back >= place - 2:
            return "alike"
        if here in COMPARED:
            return "than" if words[back + 1].stem in ("to", "with") and back < place - 1 else "subject"
        if here == "from" and any(w.stem == "differ" for w in words[max(0, back - 2) : back]):
            return "alike"
        if here not in _BETWEEN:
            return "subject"
    return "subject"


def _replaced(words: Sequence[Word], place: int) -> bool:
    """``replacing L2 with L1``, ``switching from L2 to L1``, ``dumping L2 for L1``, ``L2 is given up in favour of``."""
    after = words[place + 1].stem if place and place + 1 < len(words) else ""
    before = {word.stem for word in words[max(0, place - 3) : place]}
    if after in ("for", "in"):
        behind = words[place + 2 : place + 5]
        met = bool(behind) and (after == "in" or any(word.names for word in behind[:2]))
        return met and not _GIVEN_UP.isdisjoint(before) and (after == "for" or behind[0].stem in ("favor", "favour"))
    if after not in ("with", "by", "to"):
        return False
    return "replac" in before if after != "to" else "from" in before and not _MOVES.isdisjoint(before)


def _as_before(words: Sequence[Word], back: int) -> bool:
    return any(word.stem in ("as", "so") for word in words[max(0, back - 5) : back])
