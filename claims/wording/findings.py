"""The phrases of the rules that stand in a sentence and are asserted there, each with its manner."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regclaims.claims.wording.around import around
from regclaims.claims.wording.clauses import Clause
from regclaims.claims.wording.denial import apart, denying, in_a_name, instead
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.phrases import NEGATIONS, matches
from regclaims.claims.wording.reach import in_step
from regclaims.claims.wording.reading import Manner, manner
from regclaims.claims.wording.rules import Relation, Wording, rules
from regclaims.claims.wording.scene import ASIDE, Scene
from regclaims.claims.wording.silence import only_supposed
from regclaims.claims.wording.subjects import SINGLE
from regclaims.claims.wording.unaccounted import harmless
from regclaims.claims.wording.unsure import disowned, partial, unsure
from regclaims.claims.wording.wishes import wanted
from regclaims.claims.wording.words import Word

_WITH_REGARD = frozenset({"against", "for", "in", "with", "as", "at", "on", "regard", "concern", "when"})
_OUTDOES = {"outdo": 1, "outperform": 1, "beat": 1, "surpass": 1, "superior": 1, "inferior": -1, "lag": -1}
_BAD = ("bad", "weak", "poor")
_JUDGED = {
    (degree, word): sign * (-1 if word in _BAD else 1)
    for degree, sign in (("more", 1), ("most", 1), ("less", -1))
    for word in ("good", "effectiv", "efficien", "suit", "successful", "strong", "sharp", "powerful", *_BAD)
}
"""What is said of a method with regard to what the clause before has named."""
_TO_ZERO = frozenset({"NEARZERO", "EXACTZERO"})
_OF_MODELS = frozenset({"WEIGHT", "FEATURE"})
_TELLERS = frozenset({"we", "i", "they", "he", "she", "you"})


@dataclass(frozen=True, kw_only=True)
class Found:
    """A phrase in a sentence."""

    wording: Wording
    start: int
    end: int
    head: tuple[int, int]
    """The words that the manner is read off: of a phrase in any order its first element, else all."""
    how: Manner

    @property
    def relation(self) -> Relation:
        """What the phrase speaks of."""
        return self.wording.relation

    def inside(self, other: tuple[int, int]) -> bool:
        """Whether it lies within ``other``."""
        return other[0] <= self.start and self.end <= other[1]

    def touches(self, other: tuple[int, int]) -> bool:
        """Whether it shares a word with ``other``."""
        return other[0] < self.end and self.start < other[1]

    @property
    def rank(self) -> tuple[object, ...]:
        """Longer predicates come first; of equal ones those of particular relations, and those in order."""
        phrase = self.wording.phrase
        length, weak = self.how.start - self.how.end, self.relation.weak
        scattered = (1, -len(phrase.sought)) if phrase.within else (0, 0)
        told = 0 if phrase.negative and self.wording.sign > 0 else 1  # what holds its own negation says more
        order = scattered, self.start, told, -self.wording.sign
        return length, weak, order, self.relation.name, phrase.text


def phrases_in(scene: Scene) -> Iterator[Found]:
    """Every phrase of the rules that stands in the sentence and is asserted there."""
    named = scene.above.heading in SINGLE or any(word.names for word in scene.words)
    index = rules().named if named else rules().anywhere
    read = scene.read
    for wording in dict.fromkeys(index.met(read.seen)):
        for start, end, head in matches(wording.phrase, read):
            how = _manner(scene, wording, start, end, head)
            if how is not None:
                found = Found(wording=wording, start=start, end=end, head=head, how=how)
                yield _judged_by_next(scene, found) or found


def _manner(scene: Scene, wording: Wording, start: int, end: int, head: tuple[int, int]) -> Manner | None:
    """How the phrase is meant; nothing where it is only supposed, or told of what was."""
    part = scene.parts[scene.clause(*((start, end) if wording.phrase.within == "sentence" else head))]
    if part.kind in ASIDE and not (wording.relation.asks and scene.words[0].stem == "whether"):
        return None
    if only_supposed((start, end), wording.phrase.choices, scene.unimplied) or _of_a_dial(scene, start, end):
        return None
    own = wording.phrase.choices | {"IRRELEVANT", "NEWDATA"}
    names = {at for at, field in scene.named_by_negation if field in own} | harmless(scene.words)
    last = max(part.end, end) if wording.phrase.within else scene.parts[scene.clause(end - 1, end)].end
    how = manner(scene.words, wording.phrase, *head, min(part.start, start), max(part.end, last), names)
    if unsure(scene.words, part, (start, end), wording.phrase, how, names):
        return None
    if denied := disowned(scene.words, end, names) or _idle(scene, end, head, names):
        if denied < 0:
            return None
        how = replace(how, negated=not how.negated)
    whole = wording.sign < 0 or wording.relation.whole
    if how.negated and partial(scene.words, part, (start, end), wording.phrase.choices, whole=whole):
        return None
    if how.past or (start > part.start and _was(scene.words, start)):
        return None
    if how.negated and _not_but_because(scene.words[end:]) and "because" not in wording.phrase.choices:
        return None
    if wanted(scene.words, wording.phrase, start, end, part.start):
        return None
    if how.degree and not wording.phrase.compares and in_step(scene.words):
        how = replace(how, degree=0, negated=how.negated != (how.degree < 0))
    if start == part.start < head[0]:
        how = replace(how, opens=True)
    if start < how.start or end > how.end:
        how = replace(how, start=min(start, how.start), end=max(end, how.end))
    if wording.phrase.within and not wording.phrase.negative:
        between = sum(
            scene.words[at].stem in NEGATIONS
            and not in_a_name(scene.words, at, end, names)
            and not apart(scene.words, at, end, wording.phrase)
            for at in range(head[1], end)
        )
        between += _before_head(scene.words, start, min(head[0], how.start))
        between += sum(instead(scene.words, at) for at in range(head[1], end))
        between += denying(scene.words, head[1], end) if wording.sign > 0 else 0
        if between % 2:
            how = replace(how, negated=not how.negated)
    elif wording.phrase.within:  # one negation is the phrase's own, wherever in the clause it stands
        ours = sum(word.stem in NEGATIONS for word in scene.words[start : head[0]])
        how = replace(how, negated=how.negated != bool(ours) if how.negated or ours > 1 else False)
    return how


def _of_a_dial(scene: Scene, start: int, end: int) -> bool:
    """``As alpha tends toward zero, ...``: it is the strength that does, and no weight."""
    fields = scene.read.fields
    dial = any(start in ends for place in range(max(0, start - 3), start) for ends in [fields[place].get("DIALS", ())])
    inside = {field for place in range(start, end) for field in fields[place]}
    return dial and bool(inside & _TO_ZERO) and not inside & _OF_MODELS


def _not_but_because(behind: Sequence[Word]) -> bool:
    """``L1 is not slower because of ... but because of ...``: it is, and the reason is denied."""
    stems = [word.stem for word in behind]
    pairs = list(pairwise(stems))
    return "because" in stems[:2] and ("but", "because") in pairs


def _was(words: Sequence[Word], start: int) -> bool:
    """Whether it is told as something that was: ``ridge kept all features``, ``we quickly dropped three``."""
    verb = start + 1 if words[start].text.endswith("ly") and start + 1 < len(words) else start
    subject = words[start - 1]
    return words[verb].text in around().past and (bool(subject.names) or subject.text in _TELLERS)


def _before_head(words: Sequence[Word], start: int, head: int) -> int:
    """Negations of what stands before the first element of a phrase in any order: ``not the same: L1 and ...``."""
    return sum(words[at].stem in NEGATIONS for at in range(max(0, start - 1), head)) if start < head else 0


def _idle(scene: Scene, end: int, head: tuple[int, int], names: Collection[int]) -> int:
    """``Against overfitting, ridge is of no use``: 1 where the clause behind denies it; -1 where that is not sure."""
    following = _with_regard(scene, head)
    if following is None or end > following.start or any(word.names for word in scene.words[: following.start]):
        return 0
    if any(word.text in around().finite for word in scene.words[: following.start]):
        return 0
    places = range(max(end, following.start), following.end)
    if any(around().idle.at(scene.words, at) for at in places):
        return 1
    return -any(scene.words[at].stem in NEGATIONS and at not in names for at in places)


def _with_regard(scene: Scene, head: tuple[int, int]) -> Clause | None:
    """The clause that says of a method what it is with regard to what the first clause names and no more."""
    part = scene.parts[scene.clause(*head)]
    following = next((other for other in scene.parts if other.start == part.end), None)
    named = any(word.method in NAMED for word in scene.words[part.start : part.end])
    if named or part.start or following is None or following.kind in ASIDE:
        return None
    if scene.words[0].stem not in _WITH_REGARD:
        return None
    here = any(word.names for word in scene.words[following.start : following.end])
    return following if here else None


def _judged_by_next(scene: Scene, one: Found) -> Found | None:
    """``Against overfitting, L1 is more effective than L2``: the degree stands in the clause behind."""
    following = _with_regard(scene, one.head)
    if one.how.degree or following is None:
        return None
    for at in range(following.start, following.end - 1):
        here, behind = scene.words[at].stem, scene.words[at + 1].stem
        degree = _OUTDOES.get(here, 0) * (-1 if behind == "by" else 1) or _JUDGED.get((here, behind), 0)
        denied = scene.words[at - 1].stem in NEGATIONS
        if (
            here == "as"
            and scene.words[at + 2 : at + 3]
            and scene.words[at + 2].stem == "as"
            and _JUDGED.get(("more", behind))
        ):
            how = replace(one.how, degree=-1 if denied else 0, equal=not denied, end=at + 3, carried=True)
            return replace(one, end=at + 3, head=(one.head[0], at + 3), how=how)
        if degree:
            end = at + (1 if here in _OUTDOES else 2)
            how = replace(one.how, degree=degree, end=end, carried=True, negated=one.how.negated != denied)
            return replace(one, end=end, head=(one.head[0], end), how=how)
    return None
