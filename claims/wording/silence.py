"""Sentences that assert nothing: questions, tasks, hypotheses, hearsay, one's own results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from regclaims.claims.wording.around import around
from regclaims.claims.wording.clauses import DEPENDS, Clause, asserted
from regclaims.claims.wording.phrases import Match, Phrase, Read, matches
from regclaims.claims.wording.words import Word

_OPTION = re.compile(r"[(\[]?[A-Ea-e][).\]]\s")
_WH = frozenset({"whether", "which", "how"})
_SUPPOSABLE = frozenset({"reported", "hypothetical", "topic"})
"""Reasons that do not count within a condition: ``if you think that few features matter``."""
_IN_FACT = frozenset({"actually", "really"})
_IN_REALITY = frozenset({("in", "fact"), ("in", "reality"), ("in", "truth"), ("in", "practice")})
_TURNS = frozenset({"but", "yet", ";", "-", ":", "however", "when", "whereas", "while"})
_EXERCISES = frozenset({"explain", "derive", "prove", "discuss", "describe", "justify", "implement", "plot", "write"})
"""With these begins an item that is a task too."""
_SETTLES = frozenset({
    "depend", "vari", "hinge", "dictat", "control", "govern", "determin", "set", "matter", "question", "must",
    "bearing", "establish", "preference", "taste", "down", "up", "random", "chance", "luck", "chang", "rol",
})  # fmt: skip
"""What makes a statement of a sentence that begins like a question: ``how much is shrunk depends on ...``."""


def blocked(words: Sequence[Word], read: Read, text: str, parts: Sequence[Clause], *, whole: bool) -> str:
    """Why nothing is asserted; empty if something is. ``whole``: no item of a list, which may begin with a verb."""
    if not words:
        return "empty"
    if text.rstrip("\"')*_ ").endswith("?") or (whole and _asks(words)):
        return "question"
    if _OPTION.match(text):
        return "quiz"
    told_to = words[0].text in (around().tasks if whole else _EXERCISES)
    if told_to and not any(_promises(one, other) for one, other in pairwise(words)):
        return "task"
    open_ = any(word.stem in DEPENDS for word in words)
    reasons = set()
    for reason, phrase in around().blocking.met(read.seen):
        if open_ and (words[0].text in _WH or (reason == "reported" and any(word.text == "whether" for word in words))):
            continue
        if reason not in reasons and _blocks(reason, phrase, words, read, parts):
            reasons.add(reason)
    return min(reasons, default="")


def own_view(words: Sequence[Word], read: Read) -> int:
    """Where the text says what is so, behind what others say: ``some say ..., but in fact ...``; 0 if nowhere."""
    for place in range(2, len(words)):
        if words[place].text not in _IN_FACT and (words[place - 1].text, words[place].text) not in _IN_REALITY:
            continue
        first = place - (words[place].text not in _IN_FACT)
        if not any(word.stem in _TURNS for word in words[max(0, first - 2) : first]):
            continue
        later = (match.start for phrase in around().blocked["reported"] for match in _fits(phrase, read))
        return 0 if any(start >= first for start in later) else first
    return 0


def _fits(phrase: Phrase, read: Read) -> Iterator[Match]:
    return iter(()) if any(map(read.seen.isdisjoint, phrase.sought)) else matches(phrase, read)


def _asks(words: Sequence[Word]) -> bool:
    """Whether the sentence is a question by its first words."""
    first, after = words[0], words[1] if len(words) > 1 else words[0]
    if first.text not in around().asks or _settles(words):
        return False
    if first.stem == "do" and after.stem == "not":  # ``do not expect`` is advice
        return len(words) > 2 and _is_subject(words[2])
    if first.text in ("why", "how"):
        return not (first.text == "why" and (after.names or after.text == "it") and asserted(words))
    return first.text != "should" or not any(word.stem == "," for word in words)


def _is_subject(word: Word) -> bool:
    return bool(word.names) or word.text in ("you", "we", "i", "they", "the", "a", "an", "these", "those", "both")


def _promises(one: Word, other: Word) -> bool:
    """``Plot the weights and you see that ...`` is more than a task."""
    return one.stem == "and" and other.text in ("you", "we")


def _blocks(reason: str, phrase: Phrase, words: Sequence[Word], read: Read, parts: Sequence[Clause]) -> bool:
    return any(
        words[match.start].stem == "if"
        or reason not in _SUPPOSABLE
        or not (_supposed(parts, match.start) or _conceded(words, match.start) or _rejected(words, match))
        for match in matches(phrase, read)
    )


def _conceded(words: Sequence[Word], place: int) -> bool:
    """``whatever the textbooks say``, ``no matter what people claim``."""
    return any(word.stem in ("whatever", "matter") for word in words[max(0, place - 4) : place])


def _rejected(words: Sequence[Word], match: Match) -> bool:
    """``it is a mistake to think that ...``, ``cannot be said to ...``: what is told of is denied and not reported."""
    outer = around().outer
    found = (end for at in range(max(0, match.start - 3), match.end) for _, end in outer.at(words, at))
    return any(end > match.start for end in found)


def _supposed(parts: Sequence[Clause], place: int) -> bool:
    """``if you think that ...`` names a condition and reports nobody's words."""
    return any(
        part.start <= place < part.end and (part.kind == "condition" or (part.kind == "embedded" and not part.start))
        for part in parts
    )


def _settles(words: Sequence[Word]) -> bool:
    """``Which penalty is better depends on ...`` and ``What L1 does is ...`` begin like questions and are none."""
    if words[0].text in ("when", "what"):
        return True
    return words[0].text in ("who", "whose", *_WH) and any(
        word.stem in _SETTLES or (word.stem == "that" and words[at - 1].stem == "be") for at, word in enumerate(words)
    )
