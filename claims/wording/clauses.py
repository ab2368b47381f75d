"""Clauses of a sentence, and the sentences that assert nothing: questions, hypotheses, hearsay, one's own results."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from regclaims.claims.wording.lexicon import DATA
from regclaims.claims.wording.methods import NAMED, PRONOUNS
from regclaims.claims.wording.phrases import Phrase, Read, made, matches
from regclaims.claims.wording.trie import Trie, listed
from regclaims.claims.wording.words import Word, stem

HARD = frozenset({";", ":", "(", ")", "-", "[", "]", ".", "!", "?", '"'})
_LOOK_AHEAD = 3
_AUXILIARIES = frozenset({"be", "do", "can", "will", "may", "might", "should", "must", "cannot"})
_OPTION = re.compile(r"[(\[]?[A-Ea-e][).\]]\s")
_DEPENDS = frozenset({"depend", "vari", "hinge"})
_WH = frozenset({"whether", "which", "how"})
_SUPPOSABLE = frozenset({"reported", "hypothetical", "topic"})
"""Reasons that do not count within a condition: ``if you think that few features matter``."""
_PERSONS = frozenset({"you", "we", "§one", "§many"})
_DETERMINERS = frozenset({"the", "your", "our"})
_DEGREES = frozenset({"strong", "weak", "larg", "small", "high", "low", "heavy", "big"})
"""Between such two words a condition ends without a comma: ``if lambda is too large the model underfits``."""
_RELATIVE = frozenset({"that", "what", "which", "if", "and", "or", "when", "where", "of", "than", "because"})
_SETTLES = frozenset({"depend", "vari", "hinge", "control", "govern", "determin", "set", "matter", "question", "must"})
"""What makes a statement of a sentence that begins like a question: ``how much is shrunk depends on ...``."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What ``around.toml`` says."""

    before: Mapping[str, frozenset[str]]
    """Stem -> effects on a predicate that is reached through it."""
    force: Trie
    denying: Trie
    """Phrases that deny and hold no negation or one that reaches far, such as ``far from``."""
    denial: Trie
    """Words by which a negation denies that something can, is usually or is always so."""
    blocked: Mapping[str, Sequence[Phrase]]
    """Reason -> phrases by which a sentence asserts nothing."""
    by_anchor: Mapping[str, Sequence[tuple[str, Phrase]]]
    """The same by what a sentence has to hold for them to be tried."""
    asks: frozenset[str]
    tasks: frozenset[str]
    opens: frozenset[str]
    conditions: frozenset[str]
    past: frozenset[str]
    finite: frozenset[str]


@cache
def around() -> Around:
    """What words around a predicate do to it, read once."""
    raw = tomllib.loads((DATA / "around.toml").read_text(encoding="utf-8"))
    before: dict[str, frozenset[str]] = {}
    for effect, text in raw["before"].items():
        for word in text.split():
            before[stem(word)] = before.get(stem(word), frozenset()) | {effect}
    blocked = raw["blocked"]
    reasons = {reason: made(text.strip().splitlines(), {}) for reason, text in blocked.items() if "\n" in text}
    by_anchor: dict[str, list[tuple[str, Phrase]]] = {}
    for reason, phrases in reasons.items():
        for phrase in phrases if reason != "task" else ():
            for anchor in phrase.anchor:
                by_anchor.setdefault(anchor, []).append((reason, phrase))
    return Around(
        before=before,
        force=Trie({force: listed(text) for force, text in raw["force"].items()}),
        denying=Trie({"denying": listed(raw["denial"]["denying"])}),
        denial=Trie({force: listed(raw["denial"][force]) for force in ("can", "usually", "always")}),
        blocked=reasons,
        by_anchor=by_anchor,
        asks=frozenset(blocked["opens_question"].split()),
        tasks=frozenset(blocked["opens_task"].split()),
        opens=frozenset(stem(word) for word in raw["clauses"]["opens"].split()),
        conditions=frozenset(stem(word) for word in raw["clauses"]["conditions"].split()),
        past=frozenset(raw["tense"]["past"].split()),
        finite=frozenset(raw["verbs"]["finite"].split()),
    )


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A stretch of words with one predicate."""

    start: int
    end: int
    kind: str
    """main, condition, aside, or embedded: what is asked or told about, as in ``we look at how ...``."""


def clauses(words: Sequence[Word]) -> list[Clause]:
    """The clauses, in order and without gaps."""
    found: list[Clause] = []
    start, kind, depth = 0, "main", 0

    def close(end: int, next_kind: str) -> None:
        nonlocal start, kind
        if end > start:
            found.append(Clause(start=start, end=end, kind=kind))
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
        elif here in ("how", "why") and place and words[place - 1].stem not in ("be", "reason", "and"):
            close(place, "embedded")
        elif here in around().conditions and _opens_condition(words, place):
            close(place, "condition")
        elif (
            (
                here in around().opens
                and not _goes_on(words, place)
                and (here != "so" or (place and words[place - 1].stem in (",", "and")))
            )
            or (here == "which" and place and words[place - 1].stem == ",")
            or (here in ("and", "or") and kind == "main" and place > start + 2 and _verb_follows(words, place))
        ):
            close(place, "main")
        elif here == "," and (kind in ("condition", "embedded") or _subject_follows(words, place)):
            close(place + 1, "main")
        elif here in ("and", "or", "then") and (
            _subject_follows(words, place) or (kind == "condition" and here == "then")
        ):
            close(place + 1, kind if here != "then" else "main")
    close(len(words), "main")
    if words and words[0].text == "where" and len(found) > 1 and all(_names(words, part) for part in found[:2]):
        found[0] = replace(found[0], kind="main")  # ``where L1 does this, L2 does that``
    return found


def _ends_condition(words: Sequence[Word], place: int, start: int) -> bool:
    """Whether what the condition is for begins here without a comma."""
    here, before = words[place].stem, words[place - 1].stem
    person = here in _PERSONS and place - start > 3 and before not in _RELATIVE
    return person or (here in _DETERMINERS and before in _DEGREES)


def _names(words: Sequence[Word], part: Clause) -> bool:
    return any(word.method in NAMED for word in words[part.start : part.end])


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """``anything but``, and ``L1 but not L2``, which is one subject."""
    if words[place].stem != "but" or not place:
        return False
    after = words[place + 1 : place + 4]
    excepted = bool(after) and after[0].stem == "not" and any(word.method in NAMED for word in after[1:])
    return words[place - 1].stem in ("anything", "nothing") or (excepted and words[place - 1].names != frozenset())


def _verb_follows(words: Sequence[Word], place: int) -> bool:
    """``L1 is sparse and does not ...``: a second predicate of the same subject."""
    return place + 1 < len(words) and words[place + 1].stem in _AUXILIARIES


def _opens_condition(words: Sequence[Word], place: int) -> bool:
    before = words[place - 1].stem if place else ""
    after = words[place + 1].stem if place + 1 < len(words) else ""
    return not (
        words[place].stem == "when"
        and after in ("it", "§one")
        and words[place + 2 : place + 3]
        and words[place + 2].stem == "com"
    ) and before not in ("as",)


def _subject_follows(words: Sequence[Word], place: int) -> bool:
    """Whether a new clause begins behind this comma or conjunction: a method, and then more than a list of methods."""
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


def blocked(words: Sequence[Word], read: Read, text: str, parts: Sequence[Clause], *, whole: bool) -> str:
    """Why nothing is asserted; empty if something is. ``whole``: no item of a list, which may begin with a verb."""
    if not words:
        return "empty"
    if text.rstrip("\"')*_ ").endswith("?") or (whole and words[0].text in around().asks and not _settles(words)):
        return "question"
    if _OPTION.match(text):
        return "quiz"
    if whole and words[0].text in around().tasks:
        return "task"
    open_ = any(word.stem in _DEPENDS for word in words)
    reasons = set()
    for anchor in read.places.keys() & around().by_anchor.keys():
        for reason, phrase in around().by_anchor[anchor]:
            if open_ and (
                words[0].text in _WH or (reason == "reported" and any(word.text == "whether" for word in words))
            ):
                continue
            if reason not in reasons and _blocks(reason, phrase, words, read, parts):
                reasons.add(reason)
    return min(reasons, default="")


def _blocks(reason: str, phrase: Phrase, words: Sequence[Word], read: Read, parts: Sequence[Clause]) -> bool:
    return phrase.may_be_in(read) and any(
        not (reason == "hypothetical" and _compares(words, match.start))
        and (words[match.start].stem == "if" or reason not in _SUPPOSABLE or not _supposed(parts, match.start))
        for match in matches(phrase, read)
    )


def _compares(words: Sequence[Word], place: int) -> bool:
    """``larger than they would be without it`` compares with what is not so."""
    return any(word.stem == "than" for word in words[max(0, place - 2) : place])


def asserted(words: Sequence[Word]) -> bool:
    """Whether a verb in a finite form is among the words."""
    return any(word.text.split(" ")[0] in around().finite for word in words)


def _supposed(parts: Sequence[Clause], place: int) -> bool:
    """``if you think that ...`` names a condition and reports nobody's words."""
    return any(part.kind == "condition" and part.start <= place < part.end for part in parts)


def _settles(words: Sequence[Word]) -> bool:
    """``Which penalty is better depends on ...`` and ``What L1 does is ...`` begin like questions and are none."""
    if words[0].text in ("when", "what"):
        return True
    return words[0].text in _WH and any(
        word.stem in _SETTLES or (word.stem == "that" and words[at - 1].stem == "be") for at, word in enumerate(words)
    )
