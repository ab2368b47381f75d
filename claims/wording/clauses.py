"""Clauses of a sentence: which stretches of it have one predicate, and of what kind they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regclaims.claims.wording.around import around
from regclaims.claims.wording.methods import NAMED, PRONOUNS
from regclaims.claims.wording.words import Word

HARD = frozenset({";", ":", "(", ")", "-", "[", "]", ".", "!", "?", '"'})
_LOOK_AHEAD = 3
_AUXILIARIES = frozenset({"be", "do", "can", "will", "may", "might", "should", "must", "cannot"})
DEPENDS = frozenset({"depend", "vari", "hinge"})
_SETTLED = DEPENDS | {"determin", "control", "govern", "dictat", "decid"}
_EMBEDS = frozenset({"how", "why", "whether", "as"})
_OPEN_PHRASES = frozenset({
    "the", "a", "an", "this", "these", "those", "each", "every", "all", "some", "many", "most", "none", "nothing", "no",
    "its", "their", "only", "even", "your",
})  # fmt: skip
"""Words with which a subject that names no method may begin."""
OTHERS = frozenset({
    "dropout", "bagging", "pruning", "augmentation", "ensembling", "ensembles", "standardization", "standardisation",
    "scaling", "stopping", "validation", "boosting",
})  # fmt: skip
"""Subjects that are no methods of the fact sheet: what they do is said of none of these."""
_FINITE = frozenset({
    "is", "are", "do", "does", "don't", "doesn't", "isn't", "aren't", "can", "can't", "will", "won't", "has", "have",
    "get", "gets", "become", "becomes", "remain", "remains", "stay", "stays",
})  # fmt: skip
_PERSONS = frozenset({"you", "we", "§one", "§many"})
_DETERMINERS = frozenset({"the", "your", "our"})
_DEGREES = frozenset({"strong", "weak", "larg", "small", "high", "low", "heavy", "big"})
"""Between such two words a condition ends without a comma: ``if lambda is too large the model underfits``."""
_RELATIVE = frozenset({"that", "what", "which", "if", "and", "or", "when", "where", "of", "than", "because"})
_ADVISED = frozenset({"i", "we", "you", "one"})
_ADVISES = frozenset({
    "us", "tak", "go", "choos", "prefer", "recommend", "pick", "try", "apply", "say", "lik", "want", "expect",
    "suggest",
})  # fmt: skip
_BY = frozenset({"with", "by", "under", "from", "for", "via"})
_GOES = frozenset(
    {"approach", "get", "becom", "go", "near", "shrink", "decreas", "grow", "increas", "move", "tend", "mov"}
)
_PLACES = frozenset({"corner", "point", "vertex", "vertices", "axis", "edg", "tip", "spot", "kink"})
"""``a corner where weights are zero`` tells of the corner and makes no condition."""
_COMPARES = frozenset({"than", "as", "like"})
_ASKS = frozenset({
    "see", "check", "find", "test", "ask", "asks", "asked", "asking", "wonder", "wondered", "explain", "explains",
    "explained", "discuss", "discusses", "describe", "describes", "decide", "determine", "learn", "try", "out",
    "understand", "know", "compare", "tell", "choose", "question", "guess", "judge", "investigate",
})  # fmt: skip
"""Before ``which`` and ``what`` they tell of a question."""
_CASES = frozenset({
    "problem", "set", "situation", "cas", "scenario", "circumstanc", "application", "regim", "task", "dataset",
    "data", "example", "domain",
})  # fmt: skip
"""Before ``in which`` they name a circumstance."""
_COMPLETES = frozenset({"matter", "count", "contribute", "correlate", "outnumber"})
"""Verbs with which a condition may end."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A stretch of words with one predicate."""

    start: int
    end: int
    kind: str
    """main, relative, condition, aside, or embedded: what is asked or told about, as in ``we look at how ...``."""


def clauses(words: Sequence[Word]) -> list[Clause]:
    """The clauses, in order and without gaps."""
    found: list[Clause] = []
    start, depth = 0, 0
    kind = _first_kind(words)
    unreal = any(word.stem == "would" for word in words)

    def close(end: int, next_kind: str) -> None:
        nonlocal start, kind
        if end > start:
            supposed = unreal and kind == "main" and _supposes(words, start, end)
            found.append(Clause(start=start, end=end, kind="embedded" if supposed else kind))
        start, kind = end, next_kind

    for place, word in enumerate(words):
        here = word.stem
        if here in ("(", "["):
            depth += 1
            close(place, "aside")
        elif here in (")", "]"):
            depth = max(0, depth - 1)
            close(place + 1, "main")
        elif here in HARD:
            close(place + 1, "aside" if depth else "main")
        elif kind == "condition" and _ends_condition(words, place, start):
            close(place, "main")
        elif here in ("which", "what") and place and words[place - 1].text in _ASKS:
            close(place, "embedded")
        elif kind == "condition" and word.method in NAMED and _main_begins(words, start, place):
            close(place - (words[place - 1].stem == "the"), "main")
        elif here == "which" and place and words[place - 1].stem == ",":
            close(place, "relative")
        elif here == "which" and place > 1 and words[place - 1].stem == "in" and words[place - 2].stem in _CASES:
            close(place - 1, "condition")
        elif here == "far" and place > 1 and words[place - 1].stem == "," and words[place - 2].names:
            close(place, "relative")
        elif here == "," and kind == "relative" and _main_goes_on(words, start, place + 1):
            close(place + 1, "main")
        elif here in _EMBEDS and place and _embeds(words, place):
            close(place, "embedded")
        elif kind == "embedded" and here in DEPENDS and words[start].stem == "whether":
            close(place, "main")
        elif word.text == "where" and place and words[place - 1].stem in _PLACES:
            close(place, "relative")
        elif word.text in around().conditions and _opens_condition(words, place):
            close(place, "condition")
        elif (
            here in around().opens
            and not _goes_on(words, place)
            and (here != "so" or (place and words[place - 1].stem in (",", "and")))
        ) or (here in ("and", "or") and kind == "main" and place > start + 2 and _verb_follows(words, place)):
            close(place, "main")
        elif here == "," and (
            (kind in ("condition", "embedded") and place > start + 1)
            or _subject_follows(words, place)
            or (kind == "main" and _gapped(words, start, place))
        ):
            close(place + 1, "main")
        elif here in ("and", "or", "then") and (
            _subject_follows(words, place) or (kind == "condition" and here == "then")
        ):
            close(place + 1, kind if here != "then" else "main")
    close(len(words), "main")
    return _contrasted(words, found)


def _contrasted(words: Sequence[Word], parts: list[Clause]) -> list[Clause]:
    """``Where the lasso drops features, ridge ...`` names no condition but another method that does otherwise."""
    if words and words[0].text == "where" and len(parts) > 1 and all(_names(words, part) for part in parts[:2]):
        parts[0] = replace(parts[0], kind="main")
    for at, (one, other) in enumerate(pairwise(parts)):
        if one.kind != "condition" or words[one.start].stem not in ("where", "wher"):
            continue
        named = [words[place].method for place in range(one.start, one.end) if words[place].method in NAMED]
        rivals = {words[place].method for place in range(other.start, min(other.start + 3, other.end))} & NAMED
        if len(named) == 1 and rivals - set(named) and words[one.start + 1].text != "you":
            parts[at] = replace(one, kind="main")
    return parts


def _first_kind(words: Sequence[Word]) -> str:
    first = [word.text for word in words[:2]]
    if first[:1] == ["should"]:
        return "condition"
    if first[:1] == ["whether"]:
        return "embedded"
    return "embedded" if first in (["contrary", "to"], ["opposite", "to"], ["despite", "what"]) else "main"


def _supposes(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the clause says what would be; ``you would use L1`` is advice and ``than it would be`` a comparison."""
    for place in range(start, end):
        if words[place].stem != "would":
            continue
        before, after = {word.stem for word in words[max(start, place - 4) : place]}, words[place + 1 : place + 3]
        person = place > start and words[place - 1].text in _ADVISED
        advises = person and any(word.stem in _ADVISES for word in words[place + 1 : place + 4])
        fact = any(word.stem in ("be", "have") for word in after)
        if (fact or any(word.stem == "if" for word in words)) and not advises and not before & _COMPARES:
            return True
    return False


def _ends_condition(words: Sequence[Word], place: int, start: int) -> bool:
    """Whether what the condition is for begins here without a comma."""
    here, before = words[place].stem, words[place - 1].stem
    person = (
        here in _PERSONS and words[place].text not in ("its", "their") and place - start > 3 and before not in _RELATIVE
    )
    return person or (here in _DETERMINERS and before in _DEGREES)


def _names(words: Sequence[Word], part: Clause) -> bool:
    return any(word.method in NAMED for word in words[part.start : part.end])


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """``anything but``, ``because of``, and ``L1 but not L2``, which is one subject."""
    if words[place].stem == "because" and words[place + 1 : place + 2] and words[place + 1].stem == "of":
        return True
    if words[place].stem != "but" or not place:
        return False
    after = words[place + 1 : place + 4]
    excepted = bool(after) and after[0].stem == "not" and any(word.method in NAMED for word in after[1:])
    excepted = excepted and after[1].stem not in ("with", "under", "for", "by", "in")
    return words[place - 1].stem in ("anything", "nothing") or (excepted and words[place - 1].names != frozenset())


def _embeds(words: Sequence[Word], place: int) -> bool:
    """Whether what is asked or told about begins here."""
    if words[place].stem == "as" and _while_going_on(words, place):
        return True
    if words[place].stem == "as":
        return place + 1 < len(words) and (words[place + 1].stem == "if" or _as_it_does(words, place))
    if words[place - 1].stem == ",":  # ``In ridge, how strongly ... is determined by ...``
        return not any(word.stem in _SETTLED for word in words[place + 1 :])
    return words[place].stem == "whether" or words[place - 1].stem not in ("be", "reason", "and")


def _as_it_does(words: Sequence[Word], place: int) -> bool:
    """``as the lasso does, ...``, ``just as ridge has none``: a clause of its own, said of that method and no other."""
    at = place + 1 + (words[place + 1].stem in ("the", "an", "a"))
    if at + 1 >= len(words) or words[at].method not in NAMED:
        return False
    before = [word.stem for word in words[max(0, place - 5) : place]]
    if before[-1:] == ["just"]:
        return words[at + 1].stem in ("do", "have", "be", "can")
    set_off = before[-1:] == [","] or (at + 2 < len(words) and words[at + 2].stem == "," and "as" not in before)
    return set_off and words[at + 1].stem in ("do", "would")


def _while_going_on(words: Sequence[Word], place: int) -> bool:
    """``, so as the weight approaches zero, ...``: what only goes along with what is said."""
    behind = [word.stem for word in words[place + 1 : place + 7] if word.stem not in ("the", "a", "any", "each", "all")]
    return behind[:1] in (["weight"], ["coefficient"], ["estimat"]) and not _GOES.isdisjoint(behind[1:3])


def _main_goes_on(words: Sequence[Word], start: int, place: int) -> bool:
    """``, which shrinks, produces ...``: the clause that was left for the one at ``start`` goes on."""
    if not asserted(words[:start]):
        return True
    while place < len(words) and (words[place].text.endswith("ly") or words[place].stem in ("not", "also", "often")):
        place += 1
    return place < len(words) and (words[place].text in around().finite or words[place].text in around().past)


def _finite(word: Word) -> bool:
    return word.text in around().finite or word.stem in _AUXILIARIES


def _main_begins(words: Sequence[Word], start: int, place: int) -> bool:
    """``When p > n the lasso keeps ...``: the condition is complete without a comma, and a verb follows the method."""
    last = place - 2 if words[place - 1].stem == "the" else place - 1
    if last - start < 2 or place + 1 >= len(words) or not _finite(words[place + 1]):
        return False
    said = words[start + 1 : last]
    return words[last].text in _COMPLETES or any(word.stem in ("be", "greaterthan") for word in said[-3:])


def _phrase_follows(words: Sequence[Word], place: int) -> bool:
    """``, the small ones are not``, ``, you will find``: a subject that names no method, and its verb."""
    if place + 1 >= len(words):
        return False
    if words[place].text in ("you", "we", "i", "they", "there"):
        return words[place + 1].stem != "."
    if words[place].text not in _OPEN_PHRASES:
        head = next((at for at in (place, place + 1) if words[at].text in OTHERS), -1)
        return head >= 0 and head + 1 < len(words) and words[head + 1].text in around().finite
    for at in range(place + 1, min(place + 5, len(words))):
        word = words[at]
        if word.text in _FINITE:
            return True
        if word.stem in (",", "and", "or", "that", "which", "who", "of", "in") or word.names:
            return False
    return False


def _verb_follows(words: Sequence[Word], place: int) -> bool:
    """``L1 is sparse and does not ...``: a second predicate of the same subject."""
    return place + 1 < len(words) and words[place + 1].stem in _AUXILIARIES


def _opens_condition(words: Sequence[Word], place: int) -> bool:
    before = words[place - 1].stem if place else ""
    after = words[place + 1].stem if place + 1 < len(words) else ""
    if before == "be" and words[place].text == "where":
        return False  # ``sparse problems are where the lasso shines``
    return not (
        words[place].stem == "when"
        and after in ("it", "§one")
        and words[place + 2 : place + 3]
        and words[place + 2].stem == "com"
    ) and (before not in ("as",) and (before, words[place].text) != ("not", "once"))


def _subject_follows(words: Sequence[Word], place: int) -> bool:
    """Whether a new clause begins behind this comma or conjunction: a method, and then more than a list of methods."""
    if _phrase_follows(words, place + 1):
        return True
    for ahead in range(place + 1, min(place + 1 + _LOOK_AHEAD, len(words))):
        word = words[ahead]
        if (
            word.method in NAMED
            or word.method in ("both", "reg")
            or (word.method in PRONOUNS and word.text not in ("its", "their"))
        ):
            after = words[ahead + 1].stem if ahead + 1 < len(words) else "."
            return after not in (",", ".", ")", "and", "or") or (words[place].stem == "and" and after == ",")
        if word.text.endswith("ing") and words[place].stem == "," and ahead <= place + 2:
            return True
        if word.stem in ("than", "unlike", "like", "versus", "with_", "to", "of", "compar"):
            return False
        if word.stem not in (
            "only",
            "the",
            "a",
            "an",
            "that",
            "in",
            "with",
            "under",
            "for",
            "by",
            "conversely",
            "instead",
            "on",
            "one",
            "hand",
            "hence",
            "so",
            "consequently",
            "just",
            "thus",
            "thereby",
            "effectively",
            "often",
        ):
            return False
    return False


def _gapped(words: Sequence[Word], start: int, place: int) -> bool:
    """``sparse ones are obtained with L1, dense ones with L2``: the same verb is meant behind the comma."""
    for at in range(place + 2, min(place + 6, len(words))):
        word = words[at]
        if word.method in NAMED:
            governed = words[at - 1].stem in _BY or (words[at - 1].stem == "the" and words[at - 2].stem in _BY)
            ends = at + 1 >= len(words) or words[at + 1].stem in HARD or words[at + 1].stem == ","
            before = {other.method for other in words[start:place] if other.method in NAMED}
            return governed and ends and bool(before - {word.method})
        if word.names or word.text in around().finite or word.stem in ("not", "than", ",", "and", "or"):
            return False
    return False


def asserted(words: Sequence[Word]) -> bool:
    """Whether a verb in a finite form is among the words."""
    return any(word.text.split(" ")[0] in around().finite for word in words)
