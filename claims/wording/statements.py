"""The statements of a sentence: phrases found in it, each with its manner and subject, and the claims they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regclaims.claims.wording.clauses import around
from regclaims.claims.wording.denial import apart, in_a_name
from regclaims.claims.wording.ellipsis import elliptical
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.outcomes import degree_name, outcome
from regclaims.claims.wording.passages import Scope, Statement
from regclaims.claims.wording.phrases import NEGATIONS, matches
from regclaims.claims.wording.reading import PLAIN, Manner, manner
from regclaims.claims.wording.rules import Relation, Wording, rules
from regclaims.claims.wording.scene import ASIDE, Scene, Told
from regclaims.claims.wording.subjects import PAIR, SINGLE, Subject, afterwards, find, subject_in_brackets
from regclaims.claims.wording.wishes import wanted
from regclaims.claims.wording.words import Word

_WITH_REGARD = frozenset({"against", "for", "in", "with", "as", "at", "on", "regard", "concern", "when"})
_OUTDOES = {"outperform": 1, "beat": 1, "surpass": 1, "superior": 1, "inferior": -1, "lag": -1}
_JUDGED = {
    (degree, word): sign * (-1 if word in ("bad", "weak", "poor") else 1)
    for degree, sign in (("more", 1), ("most", 1), ("less", -1))
    for word in (
        "good",
        "bad",
        "effectiv",
        "efficien",
        "suit",
        "successful",
        "strong",
        "weak",
        "sharp",
        "powerful",
        "poor",
    )
}
"""What is said of a method with regard to what the clause before has named."""
_TOGETHER = {"more": "is", "less": "anti", "not-more": "not", "not-less": "not-anti"}
"""What a comparison says of both methods alike."""
_TURNED = {"always": "can", "can": "always", "usually": "usually", "generic": "generic"}
"""What is said of the contrary."""
_LACKING = frozenset({"without", "lack", "absenc"})
_TELLERS = frozenset({"we", "i", "they", "he", "she", "you"})
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "any"})
_PARTED = "small-not-zero"
"""The relation that says two things at once, so that it hides neither."""
_COMPOSED = {"l2-small-but-not-zero": ("l2-shrinks-toward-zero", "l2-not-sparse")}
"""Claims that two others make together when they follow each other in a sentence."""


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
        return length, weak, bool(phrase.within), self.start, -self.wording.sign, self.relation.name, phrase.text


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A statement with how it was read."""

    statement: Statement
    relation: str
    subject: str
    direction: str
    end: int = -1
    """Behind which word its predicate stands."""


def stated(scene: Scene) -> list[Stated]:
    """What the sentence states, in the order of its words."""
    if advice := _advice(scene):
        return [advice]
    made: dict[str, Stated] = {}
    kept: list[tuple[int, int, str]] = []
    settled: dict[str, list[tuple[int, int]]] = {}
    phrases = sorted(_phrases(scene), key=lambda one: one.rank)
    for one in phrases:
        name, span = one.relation.name, (one.how.start, one.how.end)
        if any(one.inside(other) for other in settled.get(name, ())):
            continue
        if one.relation.weak and any(
            one.touches((low, high)) for low, high, other in kept if other not in (name, _PARTED)
        ):
            continue
        found = list(_made(scene, one))
        if found or one.how.degree or one.how.equal:
            settled.setdefault(name, []).append(span)
        for each in found:
            kept.append((*span, name))
            made.setdefault(each.statement.claim, each)
    for each in _elliptical(scene, list(made.values())):
        made.setdefault(each.statement.claim, each)
    hidden = frozenset().union(*(rules().relations[each.relation].hides for each in made.values()))
    shown = [each for each in made.values() if each.relation not in hidden]
    shown += _composed(shown)
    return sorted(shown, key=lambda each: (each.statement.start, each.statement.end, each.statement.claim))


def _phrases(scene: Scene) -> Iterator[Found]:
    """Every phrase of the rules that stands in the sentence and is asserted there."""
    named = scene.above.heading in SINGLE or any(word.names for word in scene.words)
    by_anchor = rules().by_anchor if named else rules().anywhere
    read = scene.read
    tried = [wording for anchor in read.seen & by_anchor.keys() for wording in by_anchor[anchor]]
    for wording in dict.fromkeys(wording for wording in tried if wording.phrase.may_be_in(read)):
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
    own = wording.phrase.choices | {"IRRELEVANT", "NEWDATA"}
    names = {at for at, field in scene.named_by_negation if field in own}
    last = max(part.end, end) if wording.phrase.within else scene.parts[scene.clause(end - 1, end)].end
    how = manner(scene.words, wording.phrase, *head, min(part.start, start), max(part.end, last), names)
    if how.past or (start > part.start and _was(scene.words, start)):
        return None
    if how.negated and _not_but_because(scene.words[end:]) and "because" not in wording.phrase.choices:
        return None
    if wanted(scene.words, wording.phrase, start, end, part.start):
        return None
    if start < how.start or end > how.end:
        how = replace(how, start=min(start, how.start), end=max(end, how.end))
    if wording.phrase.within and not wording.phrase.negative:
        between = sum(
            scene.words[at].stem in NEGATIONS
            and not in_a_name(scene.words, at, end, names)
            and not apart(scene.words, at, end, wording.phrase)
            for at in (*range(start, min(part.start, head[0])), *range(head[1], end))
        )
        if between % 2:
            how = replace(how, negated=not how.negated)
    elif wording.phrase.within:  # one negation is the phrase's own, wherever in the clause it stands
        ours = sum(word.stem in NEGATIONS for word in scene.words[start : head[0]])
        how = replace(how, negated=how.negated != bool(ours))
    return how


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


def _judged_by_next(scene: Scene, one: Found) -> Found | None:
    """``Against overfitting, L1 is more effective than L2``: the degree stands in the clause behind."""
    part = scene.parts[scene.clause(*one.head)]
    following = next((other for other in scene.parts if other.start == part.end), None)
    named = any(word.method in NAMED for word in scene.words[part.start : part.end])
    if one.how.degree or named or part.start or following is None or following.kind in ASIDE:
        return None
    if scene.words[0].stem not in _WITH_REGARD:
        return None
    if not any(word.names for word in scene.words[following.start : following.end]):
        return None
    for at in range(following.start, following.end - 1):
        here, behind = scene.words[at].stem, scene.words[at + 1].stem
        degree = _OUTDOES.get(here, 0) * (-1 if behind == "by" else 1) or _JUDGED.get((here, behind), 0)
        if degree:
            end = at + (1 if here in _OUTDOES else 2)
            how = replace(one.how, degree=degree, end=end, carried=True)
            return replace(one, end=end, head=(one.head[0], end), how=how)
    return None


def _made(scene: Scene, one: Found) -> Iterator[Stated]:
    """The statements that a phrase comes to."""
    relation, how = one.relation, one.how
    at = scene.clause(*one.head)
    if not relation.graded and "than" not in one.wording.phrase.choices and _compares(scene, one):
        return
    if relation.unless and _meant_otherwise(scene, one, at):
        return
    if subject_in_brackets(scene.words, one.end):
        how = replace(how, negated=False)  # ``rather than a sum of squares (L2)`` says what L2 is
    degree = degree_name(one.wording.sign, how)
    if degree == "same" and not relation.graded:
        degree = degree_name(one.wording.sign, replace(how, equal=False))
    if how.unequal and not relation.graded:
        how = replace(how, degree=0, negated=True)
        degree = degree_name(one.wording.sign, how)
    conditions = scene.conditions
    if relation.needs:
        conditions = [*conditions, *(name for name in scene.earlier() if name not in conditions)]
    if relation.plainly and scene.condition(at) and not conditions:
        return
    if "any is" in relation.claims and _of_none(scene, one, at):
        how = replace(how, negated=not how.negated)
        degree = degree_name(one.wording.sign, how)
    if claim := outcome(relation, "any", degree, how, conditions, ""):
        yield _stated(scene, one, degree, Subject(methods=("any",)), *claim)
        return
    subject = find(scene.words, scene.parts, at, *one.head, scene.above, opens=how.opens)
    if relation.weak and subject.place >= one.end and afterwards(scene.words, subject.place):
        return
    if _lacking(scene, subject):
        how = replace(how, negated=not how.negated)
        degree = degree_name(one.wording.sign, how)
    if relation.vague and not scene.evident and subject.place >= 0 and scene.words[subject.place].text in PAIR:
        return
    if {*subject.methods, subject.alike} == PAIR and "both is" in relation.claims:
        subject = replace(subject, methods=("both",))
    if not subject.against and {"both", "either"} & set(subject.methods):
        degree = _TOGETHER.get(degree, degree)
    made = False
    for method in subject.methods:
        together = outcome(relation, method, degree, how, conditions, subject.against)
        if together and together[1] and how.fair:
            continue
        made = made or bool(together)
        if together:
            yield _stated(scene, one, degree, subject, *together)
        elif method in ("both", "either") and degree != "same":
            for each in sorted(PAIR):
                claim = outcome(relation, each, degree, how, conditions, subject.against)
                if claim and not claim[1]:
                    yield _stated(scene, one, degree, subject, *claim)
    if made and subject.contrast and degree in ("is", "not"):
        contrary = "not" if degree == "is" else "is"
        if claim := relation.claim(f"{subject.contrast} {contrary}"):
            yield _stated(scene, one, contrary, replace(subject, methods=(subject.contrast,)), *claim)


def _of_none(scene: Scene, one: Found, at: int) -> bool:
    """``Neither L1 nor L2 guarantees ...``, ``no penalty guarantees ...``: whoever is meant, it is denied."""
    part = scene.parts[at]
    named = next((place for place in range(part.start, one.start) if scene.words[place].names), -1)
    if named < 0:
        return False
    if one.start - named > 2:
        return False
    return scene.words[named].method == "neither" or (named > 0 and scene.words[named - 1].stem == "no")


def _compares(scene: Scene, one: Found) -> bool:
    """``Dropout is better than L2`` is no word on what dropout is like."""
    return any(scene.words[at].stem == "than" for at in range(*one.head))


def _lacking(scene: Scene, subject: Subject) -> bool:
    """``Without regularization, the model overfits`` says what regularization is good for."""
    before = [word.stem for word in scene.words[max(0, subject.place - 3) : max(0, subject.place)]]
    while before and before[-1] in _SMALL_WORDS:
        before.pop()
    return bool(before) and before[-1] in _LACKING


def _meant_otherwise(scene: Scene, one: Found, at: int) -> bool:
    """Whether the clause says with regard to what: ``better at feature selection``."""
    part, unless = scene.parts[at], one.relation.unless
    fronted = at == 1 and not any(word.method in NAMED for word in scene.words[: part.start])
    start = 0 if fronted and scene.parts[0].kind == "main" else part.start
    return any(
        scene.words[place].stem in unless or not unless.isdisjoint(scene.read.fields[place])
        for place in range(start, part.end)
        if not one.start <= place < one.end
    )


def _stated(scene: Scene, one: Found, degree: str, subject: Subject, claim: str, denied: bool) -> Stated:
    at = scene.clause(one.start, one.end)
    first, last = one.how.start, one.how.end
    if scene.parts[at].start <= subject.place < scene.parts[at].end:
        first, last = min(first, subject.place), max(last, subject.place + 1)
    start, end = scene.place(scene.words[first:last])
    force = _force(one, denied=denied)
    held = one.relation.conditional(claim, scene.conditions) or scene.clause(one.end - 1, one.end) != scene.clause(
        one.start, one.start + 1
    )
    condition = "" if held else scene.condition(at)
    statement = Statement(claim=claim, denied=denied, force=force, condition=condition, start=start, end=end)
    return Stated(
        statement=statement,
        relation=one.relation.name,
        subject=", ".join(subject.methods),
        direction=degree,
        end=one.end,
    )


def _force(one: Found, *, denied: bool) -> str:
    """How much is promised of the claim; where it is denied, how much of it is denied.

    ``Never`` denies that something can be so, ``not always`` that it always is; ``always the contrary`` is ``never``.
    """
    how, plain = one.how, one.relation.plain
    if how.negated or (one.wording.phrase.negative and how.denial):
        return (how.denial if denied else _TURNED.get(how.denial, "")) or plain
    return (_TURNED.get(how.force, "") if denied else how.force) or plain


def _advice(scene: Scene) -> Stated | None:
    """An item under ``use L1 when``, or ``L1: when ...``: it names an occasion for which the method is recommended."""
    named = [word.method for word in scene.words if word.method in NAMED]
    kinds = [part.kind for part in scene.parts]
    label = scene.words[: scene.parts[0].end] if scene.parts else ()
    labelled = (
        len(named) == 1
        and any(word.method in NAMED for word in label)
        and kinds == ["main", "condition"]
        and scene.words[scene.parts[0].end - 1].stem == ":"
    )
    under = scene.context.recommends and scene.passage.scope is Scope.ITEM and not named
    if not labelled and not under:
        return None
    method = named[0] if labelled else scene.context.subject
    found = outcome(rules().relations["recommended"], method, "is", PLAIN, scene.conditions, "")
    if not found:
        return None
    claim, denied = found
    start, end = scene.span
    statement = Statement(
        claim=claim, denied=denied, force="generic", condition=scene.text.rstrip(" .;,"), start=start, end=end
    )  # fmt: skip
    return Stated(statement=statement, relation="recommended", subject=method, direction="is")


def told(scene: Scene) -> list[Told]:
    """What a sentence says of one method, for one after it that leaves its predicate out."""
    return [one._replace(place=-1) for one in _told(stated(scene))]


def _told(found: Iterable[Stated]) -> list[Told]:
    return [
        Told(one.relation, one.subject, one.direction, one.end)
        for one in found
        if one.subject in NAMED
    ]  # fmt: skip


def _elliptical(scene: Scene, found: Iterable[Stated]) -> Iterator[Stated]:
    """``L1 does ..., L2 does not``: the contrary of what was just said, or the same."""
    for one in elliptical(scene, _told(found)):
        start, end = scene.place(scene.words[one.at : one.at + 1])
        force = rules().relations[one.relation].plain
        statement = Statement(claim=one.claim, denied=one.denied, force=force, condition="", start=start, end=end)
        yield Stated(statement=statement, relation=one.relation, subject=one.method, direction=one.degree)


def _composed(found: Sequence[Stated]) -> Iterator[Stated]:
    """Statements that two others make together, such as ``small, but not zero``."""
    by_claim = {each.statement.claim: each for each in found if not each.statement.denied}
    for claim, (first, second) in _COMPOSED.items():
        one, other = by_claim.get(first), by_claim.get(second)
        if one and other and claim not in by_claim and one.statement.start <= other.statement.start:
            end = max(one.statement.end, other.statement.end)
            yield replace(other, statement=replace(other.statement, claim=claim, start=one.statement.start, end=end))
