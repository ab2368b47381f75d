"""What is left out: ``ridge does not``, ``so does the lasso``, ``the opposite is true of ridge``.

The predicate is that of the clause before, or of the sentence before; said of another method, alike or to the contrary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import NamedTuple

from regclaims.claims.wording.around import around
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.outcomes import outcome
from regclaims.claims.wording.phrases import matches
from regclaims.claims.wording.reading import PLAIN
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.scene import Scene, Told
from regclaims.claims.wording.subjects import expand, pair_of
from regclaims.claims.wording.words import Word

_FILLERS = frozenset({
    "not", "do", "be", "can", "have", "will", "while", "whereas", "but", "and", "in", "general", "however",
    "which", "though", "the", "a", "contrast", "by", "with", "under", "for", "something", "cannot", "none", "this",
    "there", "such", "never", "of", "cours", "on", "hand", "meanwhile", "simply", "just", "certainly", "usually",
    "always", "its", "cousin", "sibling", "counterpart", "instead", "yet", "although", "too", "also", "likewiz", "well",
    "as", "alon", "other", "conversely", "still", "penal", "only", "one", "an",
})  # fmt: skip
"""All that a clause such as ``whereas ridge does not`` is made of, beside the method."""
_NOT = frozenset({"not", "none", "never"})
_VERBS = frozenset({"do", "can", "have", "will", "be"})
_AUXILIARY = _VERBS | {"none", "not"}
_TOO = frozenset({"too", "also", "likewiz", "well"})
_FOR = frozenset({"for", "with", "under", "in"})
_POINTERS = frozenset({"former", "latter", "other"})
_ASKED = NAMED | _POINTERS
_CLOSES = frozenset({
    ",", ".", ";", ":", ")", "-", "!", "and", "but", "while", "whereas", "though", "although", "because", "since", "as",
    "in", "for", "when", "if", "at", "which", "with",
})  # fmt: skip
"""What may follow a clause whose predicate is left out."""
_CUES = frozenset({
    "so", "as", "nor", "neither", "same", "hold", "apply", "opposit", "revers", "convers", "contrary", "way", "not",
    "none", "nothing", "lack", "lik", "less", "just", "exactly",
})  # fmt: skip
"""Without one of these nothing is said to be the same or the contrary."""
_TURNS = frozenset({",", ";", ":", "but", "and", "while", "whereas", "yet", "(", "which", "than"})
_LONGEST = 12
"""Most words of a clause that leaves its predicate out."""
_FLIPPED = {"is": "not", "not": "is", "anti": "is", "not-anti": "not"}


class Elliptical(NamedTuple):
    """Something that is said by leaving it out."""

    relation: str
    method: str
    degree: str
    at: int
    """The word that names the method."""
    claim: str
    denied: bool


def elliptical(scene: Scene, told: Sequence[Told]) -> Iterator[Elliptical]:
    """What the sentence says so, where ``told`` is what it says in so many words."""
    for at, kind in _kinds(scene):
        for method in _methods(scene, at):
            said = [one for one in told if one.place <= at] or scene.told()
            said = _alike(told, scene.words, at) if kind == "like" else said
            before = [one for one in said if one.method != method]
            last = max((one.place for one in before), default=-1)
            for one in before:
                degree = _degree(one, kind)
                relation = rules().relations[one.relation]
                if one.place < last or not degree or (kind == "like" and relation.implicit):
                    continue
                if claim := outcome(relation, method, degree, PLAIN, scene.conditions, ""):
                    yield Elliptical(one.relation, method, degree, at, *claim)


def _alike(told: Sequence[Told], words: Sequence[Word], at: int) -> Sequence[Told]:
    """``Ridge, no less than the lasso, has ...``: what is said right behind, with no other clause between."""
    behind = sorted((one for one in told if one.place > at), key=attrgetter("place"))[:1]
    between = words[at + 2 : behind[0].place] if behind else ()
    return [] if any(word.stem in _TURNS for word in between) else behind


def _degree(one: Told, kind: str) -> str:
    """What is said of the other method; nothing where the left-out words do not answer those before."""
    degree = one.degree
    if degree not in _FLIPPED:
        return ""
    negated = degree.startswith("not") or (one.denies and degree == "anti")
    if kind in ("same", "like"):
        return degree
    if kind == "contrary" or (kind == "not") != negated:
        return _FLIPPED[degree]
    return degree if kind == "too" else ""


def _methods(scene: Scene, at: int) -> tuple[str, ...]:
    word = scene.words[at]
    pair = pair_of(one for one in scene.words[:at] if one.names) or scene.above.pair
    found = expand(word.method, word, replace(scene.above, pair=pair))
    return tuple(method for method in found if method in NAMED)


def _kinds(scene: Scene) -> Iterator[tuple[int, str]]:
    """Mentions of methods whose predicate is left out: same, contrary, not, does, or too."""
    words, read = scene.words, scene.read
    seen: set[int] = set()
    cued = [] if _CUES.isdisjoint(read.seen) else list(dict.fromkeys(around().ellipsis.met(read.seen)))
    for _, kind, phrase in sorted(cued, key=itemgetter(0)) if len(cued) > 1 else cued:
        for match in matches(phrase, read):
            at = next((at for at in range(match.end - 1, match.start - 1, -1) if words[at].method in _ASKED), -1)
            closed = match.end >= len(words) or words[match.end].stem in _CLOSES
            if at >= 0 and at not in seen and closed:
                seen.add(at)
                yield at, kind
    spans = [(part.start, part.end) for part in scene.parts if part.end - part.start <= _LONGEST]
    if len(scene.parts) > 1 and len(words) <= _LONGEST and _bare(scene, 0, len(words)):
        spans = [(0, len(words))]
    for start, end in spans:
        if (found := _bare(scene, start, end)) and found[0] not in seen:
            yield found


def _bare(scene: Scene, start: int, end: int) -> tuple[int, str] | None:
    """The method of a clause that is nothing but it and ``does``, ``can``, ``is not``."""
    words = scene.words[start:end]
    if _AUXILIARY.isdisjoint({word.stem for word in words}):
        return None
    named = [at for at in range(start, end) if scene.words[at].method in _ASKED]
    others = [word for word in words if word.stem.isalpha() or word.names]
    stems = {word.stem for word in others if not word.names}
    if len(named) != 1 or not stems <= _FILLERS or not stems & _AUXILIARY:
        return None
    pronouns = [word for word in others if word.names and word.method not in _ASKED and word.text != "its"]
    if pronouns and not _FOR & {word.stem for word in scene.words[max(start, named[0] - 4) : named[0]]}:
        cleft = len(others) <= 4 and others[0].text == "it" and stems <= {"be", "the", "an", "a"}
        return (named[0], "does") if cleft else None  # ``it is not ridge that ..., it is the lasso``
    if others[0].stem == "as" and stems & _NOT:
        return None  # ``just as the lasso has none``
    if stems & _NOT:
        return named[0], "not"
    if others[0].stem == "as" and others[-1].stem == "do":
        return named[0], "too"  # ``..., as the lasso does``
    closing = others[-1].stem
    if stems & _TOO:
        return (named[0], "too") if stems & {"do", "be", "can"} else None
    return (named[0], "does") if closing in _VERBS or (closing == "one" and "have" in stems) or "do" in stems else None
