"""Sentences that assert nothing: questions, tasks, hypotheses, hearsay, one's own results."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from regclaims.claims.wording.around import around
from regclaims.claims.wording.clauses import DEPENDS, Clause, asserted
from regclaims.claims.wording.phrases import Match, Phrase, Read, matches
from regclaims.claims.wording.words import Word, stem

_OPTION = re.compile(r"[(\[]?[A-Ea-e][).\]]\s")
_WH = frozenset({"whether", "which", "how"})
_SUPPOSABLE = frozenset({"reported", "hypothetical", "topic"})
"""Reasons that do not count within a condition: ``if you think that few features matter``."""
_SUPPOSES = frozenset({"suppose", "imagine"})
_QUOTES = frozenset({"following", "this", "that", "claim", "statement", "sentence", "says", "said", "true", "so"})
"""Before a colon they tell of what is only supposed behind it."""
_IN_FACT = frozenset({"actually", "really"})
_IN_REALITY = frozenset({("in", "fact"), ("in", "reality"), ("in", "truth"), ("in", "practice")})
_TURNS = frozenset({"but", "yet", ";", "-", ":", "however", "when", "whereas", "while"})
_EXERCISES = frozenset({"explain", "derive", "prove", "discuss", "describe", "justify", "implement", "plot", "write"})
"""With these begins an item that is a task too."""
_SETTLES = frozenset(map(stem, (
    "depend", "varies", "hinges", "dictate", "control", "govern", "determine", "set", "matter", "question", "must",
    "bearing", "establish", "preference", "taste", "down", "up", "random", "chance", "luck", "change", "role",
    "mirror", "reflect", "call",
)))  # fmt: skip
"""What makes a statement of a sentence that begins like a question: ``how much is shrunk depends on ...``."""
_OUGHT = frozenset({"should", "must", "will", "ought"})
"""With one of these ``who wants ...`` is advice to whoever wants it."""
_CHOSEN = frozenset({"keep", "choose", "pick", "take", "use", "select", "go", "retain", "prefer", "stick", "let"})
"""What is advised behind ``compare both and``, which therefore is no exercise."""
_TRIES = frozenset({"try", "compare", "cross-validate", "test", "experiment", "fit"})
"""``The only way to know whether ... is to try`` tells how a choice is made."""
_NOT = frozenset({"not", "n't", "doesn't", "don't", "never", "cannot", "needn't"})
_MEANS = frozenset(map(stem, ("mean", "imply")))
_GOES_ON = frozenset({";", ":", "-", "but", "."})
_HOLDS = frozenset(map(stem, (
    "encode", "express", "reflect", "correspond", "amount", "state", "embody", "formalize", "translate", "impose",
    "represent", "incorporate", "stand", "hold", "by", "motivate", "justify", "mirror", "drive", "on", "rest",
)))  # fmt: skip
"""What a method does with the belief that it stands for."""
_PRIORS = frozenset(map(stem, ("normal", "gaussian", "laplace", "laplacian", "prior", "distributed", "bayesian")))
_TELLS = frozenset({
    "i", "we", "you", "one", "it", "this", "to", "theorem", "proof", "result", "formula", "equation", "rule",
    "definition", "theory", "prior", "intuition", "geometry", "arithmetic", "algebra",
})  # fmt: skip
"""What these say is said by the text itself."""
_BEFORE_SAYS = frozenset({
    "can", "could", "may", "might", "would", "must", "will", "also", "only", "that", "which", "safely", "be",
})  # fmt: skip


def blocked(words: Sequence[Word], read: Read, text: str, parts: Sequence[Clause], *, whole: bool) -> str:
    """Why nothing is asserted; empty if something is. ``whole``: no item of a list, which may begin with a verb."""
    if not words:
        return "empty"
    if text.rstrip("\"')*_ ").endswith("?") or (whole and _asks(words)):
        return "question"
    if _OPTION.match(text):
        return "quiz"
    told_to = words[0].text in (around().tasks if whole else _EXERCISES)
    if told_to and not any(_promises(words[0], one, other) for one, other in pairwise(words)):
        return "task"
    tried = any(one.stem == "to" and other.text in _TRIES for one, other in pairwise(words))
    open_ = any(word.stem in DEPENDS for word in words)
    reasons = set()
    for reason, phrase in around().blocking.met(read.seen):
        if reason == "reported" and tried and any(word.text == "whether" for word in words):
            continue
        if open_ and (words[0].text in _WH or (reason == "reported" and any(word.text == "whether" for word in words))):
            continue
        if reason not in reasons and _blocks(reason, phrase, words, read, parts):
            reasons.add(reason)
    return min(reasons, default="")


def own_view(words: Sequence[Word], read: Read) -> int:
    """Where the text says what is so, behind what others say: ``some say ..., but in fact ...``; 0 if nowhere."""
    if words[0].text in _SUPPOSES:
        return _behind_case(words)
    for place in range(2, len(words)):
        if words[place].text not in _IN_FACT and (words[place - 1].text, words[place].text) not in _IN_REALITY:
            continue
        first = place - (words[place].text not in _IN_FACT)
        if not any(word.stem in _TURNS for word in words[max(0, first - 2) : first]):
            continue
        later = (match.start for phrase in around().blocked["reported"] for match in _fits(phrase, read))
        return 0 if any(start >= first for start in later) else first
    return 0


def _behind_case(words: Sequence[Word]) -> int:
    """``Suppose you have few samples: the lasso ...``: behind the colon stands what is so in that case."""
    colon = next((place for place, word in enumerate(words) if word.stem == ":"), 0)
    return colon + 1 if colon > 3 and words[colon - 1].text not in _QUOTES else 0


def _fits(phrase: Phrase, read: Read) -> Iterator[Match]:
    return iter(()) if any(map(read.seen.isdisjoint, phrase.sought)) else matches(phrase, read)


def _asks(words: Sequence[Word]) -> bool:
    """Whether the sentence is a question by its first words."""
    first, after = words[0], words[1] if len(words) > 1 else words[0]
    if first.text not in around().asks or _settles(words):
        return False
    if first.text == "have" and after.text == "a":  # ``have a look and you see``
        return False
    if first.stem == "do" and after.stem == "not":  # ``do not expect`` is advice
        return len(words) > 2 and _is_subject(words[2])
    if first.text in ("why", "how"):
        return not (first.text == "why" and (after.names or after.text == "it") and asserted(words))
    return first.text != "should" or not any(word.stem == "," for word in words)


def _is_subject(word: Word) -> bool:
    return bool(word.names) or word.text in ("you", "we", "i", "they", "the", "a", "an", "these", "those", "both")


def _promises(first: Word, one: Word, other: Word) -> bool:
    """``Plot the weights and you see that ...``, ``compare both and keep ...`` are more than tasks."""
    chosen = first.text == "compare" and other.text in _CHOSEN
    return one.stem == "and" and (chosen or other.text in ("you", "we"))


def _blocks(reason: str, phrase: Phrase, words: Sequence[Word], read: Read, parts: Sequence[Clause]) -> bool:
    return any(
        words[match.start].stem == "if"
        or reason not in _SUPPOSABLE
        or not (_supposed(parts, match.start) or _conceded(words, match.start) or _judged(words, match))
        for match in matches(phrase, read)
    )


def _judged(words: Sequence[Word], match: Match) -> bool:
    """Whether the text itself denies it, or says it of a method: ``it is wrong to think that``, ``ridge encodes ...``.

    Nobody's words are reported there, nor in ``the proof says that``.
    """
    if _rejected(words, match):
        return True
    inside = words[match.start : match.end]
    if inside[0].text == "it" and any(one.text == "to" and other.stem == "say" for one, other in pairwise(inside)):
        return True
    if inside[0].text in ("say", "says", "said") and inside[-1].stem == "that":
        return _by_itself(words, match.start)
    if inside[0].stem != "belief" or _PRIORS.isdisjoint(word.stem for word in words):
        return False
    before = words[max(0, match.start - 4) : match.start]
    return any(word.stem in _HOLDS for word in before) and any(word.names for word in words[: match.start])


def _by_itself(words: Sequence[Word], verb: int) -> bool:
    """``we can say that``, ``it is fair to say that``, ``a theorem that says that``: the text speaks for itself."""
    place = verb - 1
    while place > 0 and words[place].text in _BEFORE_SAYS:
        place -= 1
    return place >= 0 and (words[place].text in _TELLS or bool(words[place].names))


def unimplied(words: Sequence[Word]) -> range:
    """The words of what is said not to follow, and so is neither stated nor denied: ``this does not mean that ...``."""
    for place in range(2, len(words)):
        if words[place].stem in _MEANS and any(word.text in _NOT for word in words[place - 2 : place]):
            rest = range(place + 1, len(words))
            end = next((at for at in rest if words[at].stem in _GOES_ON), len(words))
            if asserted(words[place + 1 : end]):  # ``does not mean more zeros`` denies it
                return range(place + 1, end)
    return range(0)


def only_supposed(found: tuple[int, int], said: Collection[str], silent: range) -> bool:
    """Whether a phrase lies in what does not follow; one that says so itself, as its words ``said`` tell, does not."""
    start, end = found
    if not silent or start >= silent.stop or end <= silent.start:
        return False
    return start >= silent.start or _MEANS.isdisjoint(said)


def _conceded(words: Sequence[Word], place: int) -> bool:
    """``whatever the textbooks say``, ``no matter what people claim``, ``if, instead, you believe that ...``."""
    first = max(0, place - 6)
    apart = any((one.text, other.text) == ("if", ",") for one, other in pairwise(words[first:place]))
    return apart or any(word.text in ("whatever", "matter") for word in words[max(0, place - 4) : place])


def _rejected(words: Sequence[Word], match: Match) -> bool:
    """``it is a mistake to think that ...``, ``cannot be said to ...``: what is told of is denied and not reported."""
    outer = around().outer
    found = (end for at in range(max(0, match.start - 5), match.end) for _, end in outer.at(words, at))
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
    if words[0].text == "who" and any(word.text in _OUGHT for word in words):
        return True
    return words[0].text in ("who", "whose", *_WH) and any(
        word.stem in _SETTLES or (word.stem == "that" and words[at - 1].stem == "be") for at, word in enumerate(words)
    )
