"""The statements of a sentence: phrases found in it, each with its manner and subject, and the claims they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from regclaims.claims.wording.clauses import around
from regclaims.claims.wording.conditions import own
from regclaims.claims.wording.denial import denying
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.outcomes import degree_name, outcome
from regclaims.claims.wording.passages import Scope, Statement
from regclaims.claims.wording.phrases import NEGATIONS, matches
from regclaims.claims.wording.reach import in_step
from regclaims.claims.wording.reading import PLAIN, Manner, apart, in_a_name, instead, manner
from regclaims.claims.wording.rules import Relation, Wording, rules
from regclaims.claims.wording.scene import ASIDE, Scene
from regclaims.claims.wording.subjects import PAIR, SINGLE, Subject, find, subject_in_brackets
from regclaims.claims.wording.words import Word

_ELLIPSIS = frozenset({
    "not", "do", "be", "can", "have", "will", "while", "whereas", "but", "and", "in", "general", "however",
    "which", "though", "the", "a", "contrast", "by", "with", "under", "for", "something", "cannot", "none", "this",
    "there", "such",
})  # fmt: skip
"""All that a clause such as ``whereas ridge does not`` is made of, beside the method."""
_WITH_REGARD = frozenset({"against", "for", "in", "with", "as", "at", "on", "regard", "concern", "when"})
_OUTDOES = {"outdo": 1, "outperform": 1, "beat": 1, "surpass": 1, "superior": 1, "inferior": -1, "lag": -1}
_BAD = ("bad", "weak", "poor")
_JUDGED = {
    (degree, word): sign * (-1 if word in _BAD else 1)
    for degree, sign in (("more", 1), ("most", 1), ("less", -1))
    for word in ("good", "effectiv", "efficien", "suit", "successful", "strong", "sharp", "powerful", *_BAD)
}
"""What is said of a method with regard to what the clause before has named."""
_TOGETHER = {"more": "is", "less": "anti", "not-more": "not", "not-less": "not-anti"}
"""What a comparison says of both methods alike."""
_TURNED = {"always": "can", "can": "always", "usually": "usually", "generic": "generic"}
"""What is said of the contrary."""
_COMPARISONS = frozenset({"more", "less", "not-more", "not-less", "same"})
_EXCEPTS = frozenset({"other", "rather"})
"""``nothing other than least squares`` compares nothing."""
_LACKING = frozenset({"without", "lack", "absenc"})
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "any"})
_COMPOSED = {"l2-small-but-not-zero": ("l2-shrinks-toward-zero", "l2-not-sparse")}
"""Claims that two others make together when they follow each other in a sentence."""
_CONTRARY = {"l2-not-sparse": "l2-small-but-not-zero"}
"""Claims that nobody denies who makes the other one: ``reach zero, but not quite``."""


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
        scattered = (1, -len(phrase.needs)) if phrase.within else (0, 0)
        told = 0 if phrase.negative and self.wording.sign > 0 else 1  # what holds its own negation says more
        order = scattered, self.start, told, -self.wording.sign
        return length, weak, order, self.relation.name, phrase.text


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A statement with how it was read."""

    statement: Statement
    relation: str
    subject: str
    direction: str


def stated(scene: Scene) -> list[Stated]:
    """What the sentence states, in the order of its words."""
    if advice := _advice(scene):
        return [advice]
    made: dict[str, Stated] = {}
    kept: list[tuple[int, int, str]] = []
    settled: dict[str, list[tuple[int, int]]] = {}
    relations = rules().relations
    phrases = sorted(_phrases(scene), key=lambda one: one.rank)
    for one in phrases:
        name, span = one.relation.name, (one.how.start, one.how.end)
        if any(one.inside(other) for other in settled.get(name, ())):
            continue
        taken = [(low, high) for low, high, other in kept if name not in {other, *relations[other].leaves}]
        if one.relation.weak and any(map(one.touches, taken)):
            continue
        found = list(_made(scene, one))
        if found or one.how.degree or one.how.equal:
            settled.setdefault(name, []).append(span)
        for each in found:
            kept.append((*span, name))
            made.setdefault(each.statement.claim, each)
    for each in _elliptical(scene, phrases, {each.relation for each in made.values()}):
        made.setdefault(each.statement.claim, each)
    hidden = frozenset().union(*(relations[each.relation].hides for each in made.values()))
    shown = [each for each in made.values() if each.relation not in hidden]
    shown += _composed(shown)
    shown = [each for each in shown if not (each.statement.denied and _CONTRARY.get(each.statement.claim) in made)]
    return sorted(shown, key=lambda each: (each.statement.start, each.statement.end, each.statement.claim))


def _phrases(scene: Scene) -> Iterator[Found]:
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
    if part.kind in ASIDE:
        return None
    own = wording.phrase.choices | {"IRRELEVANT", "NEWDATA"}
    names = {at for at, field in scene.named_by_negation if field in own}
    last = max(part.end, end) if wording.phrase.within else scene.parts[scene.clause(end - 1, end)].end
    how = manner(scene.words, wording.phrase, *head, min(part.start, start), max(part.end, last), names)
    if how.past or (start > part.start and scene.words[start - 1].names and scene.words[start].text in around().past):
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


def _before_head(words: Sequence[Word], start: int, head: int) -> int:
    """Negations of what stands before the first element of a phrase in any order: ``not the same: L1 and ...``."""
    return sum(words[at].stem in NEGATIONS for at in range(max(0, start - 1), head)) if start < head else 0


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


def _made(scene: Scene, one: Found) -> Iterator[Stated]:
    """The statements that a phrase comes to."""
    relation, how = one.relation, one.how
    at = scene.clause(*one.head)
    if not relation.graded and "than" not in one.wording.phrase.choices and _compares(scene, one):
        return
    if relation.unless and _meant_otherwise(scene, one, at):
        return
    if relation.weak and not how.carried and _occasion(scene, one):
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
    if len(conditions) > 1:
        conditions = own(conditions, scene.around(at, one.end))
    if relation.needs:
        conditions = [*conditions, *(name for name in scene.earlier() if name not in conditions)]
    if relation.plainly and scene.condition(at) and not conditions:
        return
    if claim := outcome(relation, "any", degree, how, conditions, ""):
        yield _stated(scene, one, degree, Subject(methods=("any",)), *claim)
        return
    subject = find(scene.words, scene.parts, at, *one.head, scene.above, opens=how.opens)
    if how.degree and subject.contrast and not subject.against:
        subject = replace(subject, against=subject.contrast)  # ``it is L2, not L1, that gives the simpler model``
    if _lacking(scene, subject):
        how = replace(how, negated=not how.negated)
        degree = degree_name(one.wording.sign, how)
    if relation.vague and not scene.evident and subject.place >= 0 and scene.words[subject.place].text in PAIR:
        return
    beside = subject.alike or ("" if relation.graded else subject.against)
    if {*subject.methods, beside} == PAIR and "both is" in relation.claims:
        subject = replace(subject, methods=("both",))
    if not subject.against and {"both", "either"} & set(subject.methods):
        degree = _TOGETHER.get(degree, degree)
    if _of_the_two(scene, one, subject, degree):
        subject = replace(subject, against=next(iter(PAIR - {*subject.methods})))
    if relation.versus and subject.against in PAIR and degree in _COMPARISONS:
        relation = rules().relations[relation.versus]
    made = False
    for method in subject.methods:
        together = outcome(relation, method, degree, how, conditions, subject.against)
        made = made or bool(together)
        if together:
            yield _stated(scene, one, degree, subject, *together)
        elif method in ("both", "either") and degree != "same" and f"{method} {degree}" not in relation.claims:
            for each in sorted(PAIR):
                claim = outcome(relation, each, degree, how, conditions, subject.against)
                if claim and not claim[1]:
                    yield _stated(scene, one, degree, subject, *claim)
    if made and subject.contrast and degree in ("is", "not"):
        contrary = "not" if degree == "is" else "is"
        if claim := relation.claim(f"{subject.contrast} {contrary}"):
            yield _stated(scene, one, contrary, replace(subject, methods=(subject.contrast,)), *claim)


def _of_the_two(scene: Scene, one: Found, subject: Subject, degree: str) -> bool:
    """``L1 is the more accurate one``: the other penalty is what it is compared with."""
    first = one.how.start
    return (
        degree in ("more", "less")
        and not subject.against
        and len(PAIR & {*subject.methods}) == 1 == len(subject.methods)
        and subject.place < first - 1
        and [word.stem for word in scene.words[first - 1 : first + 1]] in (["the", "more"], ["the", "less"])
    )


def _compares(scene: Scene, one: Found) -> bool:
    """``Dropout is better than L2`` is no word on what dropout is like."""
    words = scene.words
    return any(words[at].stem == "than" and words[at - 1].stem not in _EXCEPTS for at in range(*one.head))


def _occasion(scene: Scene, one: Found) -> bool:
    """``For feature selection, ...``, ``where sparsity is called for, ...``: an occasion that names no method."""
    first = scene.parts[0]
    opens = (
        len(scene.parts) > 1 and one.end <= first.end and scene.words[0].text in ("for", "in", "where", "when", "if")
    )
    return opens and not any(word.names for word in scene.words[: first.end])


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
    for place in range(start, part.end):
        said = {scene.words[place].stem, *scene.read.fields[place]}
        if said & unless and not (one.start <= place < one.end and said & one.wording.phrase.choices):
            return True
    return False


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
        statement=statement, relation=one.relation.name, subject=", ".join(subject.methods), direction=degree
    )  # fmt: skip


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


def _elliptical(scene: Scene, phrases: Sequence[Found], said: Collection[str]) -> Iterator[Stated]:
    """``L1 does ..., L2 does not``: the contrary of what was just said, where the rules know it."""
    for part in scene.parts:
        here = range(part.start, part.end)
        named = [at for at in here if scene.words[at].method in NAMED]
        stems = {scene.words[at].stem for at in here if scene.words[at].stem.isalpha()}
        if len(named) != 1 or not stems & {"not", "none", "do"} or not stems <= _ELLIPSIS:
            continue
        negated = not stems.isdisjoint(("not", "none"))
        at = named[0]
        method = scene.words[at].method
        for one in phrases:
            degree = "not" if negated == (one.wording.sign > 0) else "is"
            claim = one.relation.claim(f"{method} {degree}")
            if claim and one.end <= part.start and one.relation.name in said and one.how.negated != negated:
                bare = replace(one, start=at, end=at + 1, how=replace(one.how, start=at, end=at + 1, force=""))
                yield _stated(scene, bare, degree, Subject(methods=(method,), place=at), *claim)


def _composed(found: Sequence[Stated]) -> Iterator[Stated]:
    """Statements that two others make together, such as ``small, but not zero``."""
    by_claim = {each.statement.claim: each for each in found if not each.statement.denied}
    for claim, (first, second) in _COMPOSED.items():
        one, other = by_claim.get(first), by_claim.get(second)
        if one and other and claim not in by_claim and one.statement.start <= other.statement.start:
            end = max(one.statement.end, other.statement.end)
            yield replace(other, statement=replace(other.statement, claim=claim, start=one.statement.start, end=end))
