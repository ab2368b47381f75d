"""The statements of a sentence: phrases found in it, each with its manner and subject, and the claims they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regclaims.claims.wording.conditions import of_case, of_part, own, torn
from regclaims.claims.wording.ellipsis import elliptical
from regclaims.claims.wording.findings import Found, phrases_in
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.outcomes import degree_name, outcome
from regclaims.claims.wording.passages import Scope, Statement
from regclaims.claims.wording.reading import PLAIN
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.scene import Scene, Told
from regclaims.claims.wording.subjects import PAIR, Subject, afterwards, find, subject_in_brackets
from regclaims.claims.wording.words import Word

_TOGETHER = {"more": "is", "less": "anti", "not-more": "not", "not-less": "not-anti"}
"""What a comparison says of both methods alike."""
_TURNED = {"always": "can", "can": "always", "usually": "usually", "generic": "generic"}
"""What is said of the contrary."""
_ALIKE = frozenset({"is", "not", "anti", "not-anti"})
"""What is said of two methods by ``like``: ``ridge, like the lasso, is stable`` compares them with nothing."""
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
class Stated:
    """A statement with how it was read."""

    statement: Statement
    relation: str
    subject: str
    direction: str
    end: int = -1
    """Behind which word its predicate stands."""
    denies: bool = False
    """Whether its phrase holds its own negation."""


def stated(scene: Scene) -> list[Stated]:
    """What the sentence states, in the order of its words."""
    if advice := _advice(scene):
        return [advice]
    made: dict[str, Stated] = {}
    kept: list[tuple[int, int, str]] = []
    settled: dict[str, list[tuple[int, int]]] = {}
    relations = rules().relations
    phrases = sorted(phrases_in(scene), key=lambda one: one.rank)
    beside = [one for one in phrases if _state(scene, one, made, kept, settled)]
    for one in beside:
        _state(scene, one, made, kept, settled, parted=True)
    for each in _elliptical(scene, list(made.values())):
        made.setdefault(each.statement.claim, each)
    hidden = frozenset().union(*(relations[each.relation].hides for each in made.values()))
    shown = [each for each in made.values() if each.relation not in hidden]
    shown += _composed(shown)
    shown = [each for each in shown if not (each.statement.denied and _CONTRARY.get(each.statement.claim) in made)]
    return sorted(shown, key=lambda each: (each.statement.start, each.statement.end, each.statement.claim))


def _state(
    scene: Scene,
    one: Found,
    made: dict[str, Stated],
    kept: list[tuple[int, int, str]],
    settled: dict[str, list[tuple[int, int]]],
    *,
    parted: bool = False,
) -> bool:
    """Add what a phrase states; whether it is put off, as it is but a part of what says two things at once."""
    name, span = one.relation.name, (one.how.start, one.how.end)
    if any(one.inside(other) for other in settled.get(name, ())):
        return False
    if one.relation.weak:
        over = {other for low, high, other in kept if other != name and one.touches((low, high))}
        apart = all(name in rules().relations[other].leaves for other in over)
        if over and not (parted and apart):
            return apart
    found = list(_made(scene, one))
    if found or one.how.degree or one.how.equal:
        settled.setdefault(name, []).append(span)
    for each in found:
        kept.append((*span, name))
        made.setdefault(each.statement.claim, each)
    return False


def _made(scene: Scene, one: Found) -> Iterator[Stated]:
    """The statements that a phrase comes to."""
    relation, how = one.relation, one.how
    at = scene.clause(*one.head)
    if not relation.graded and "than" not in one.wording.phrase.choices and _compares(scene, one):
        return
    if relation.unless and _meant_otherwise(scene, one, at):
        return
    if relation.not_of and _said_of_another(scene, one, at):
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
        if degree == "is" and torn(conditions, scene.words[how.start : how.end]):
            return
        around = scene.around(at, one.end)
        conditions = of_part(own(conditions, around), around, scene.read)
    if relation.needs:
        conditions = [*conditions, *(name for name in scene.earlier() if name not in conditions)]
    if relation.plainly and ((scene.condition(at) and not conditions) or scene.particular):
        return
    if "any is" in relation.claims and _of_none(scene, one, at):
        how = replace(how, negated=not how.negated)
        degree = degree_name(one.wording.sign, how)
    if claim := outcome(relation, "any", degree, how, conditions, ""):
        yield _stated(scene, one, degree, Subject(methods=("any",)), *claim)
        return
    subject = find(scene.words, scene.parts, at, *one.head, scene.above, opens=how.opens)
    if _kept_out(scene, one, subject):
        return
    if relation.weak and subject.place >= one.end and afterwards(scene.words, subject.place):
        return
    if how.degree and subject.contrast and not subject.against:
        subject = replace(subject, against=subject.contrast)  # ``it is L2, not L1, that gives the simpler model``
    if _lacking(scene, subject):
        how = replace(how, negated=not how.negated)
        degree = degree_name(one.wording.sign, how)
    if relation.vague and not scene.evident and subject.place >= 0 and scene.words[subject.place].text in PAIR:
        return
    beside = subject.alike or ("" if relation.graded else subject.against)
    both = "both is" in relation.claims or (bool(subject.alike) and relation.implicit and degree in _ALIKE)
    if {*subject.methods, beside} == PAIR and both:
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


def _kept_out(scene: Scene, one: Found, subject: Subject) -> bool:
    """``Biases are excluded from weight decay``: what drops them is not the method."""
    before = [word.stem for word in scene.words[max(0, subject.place - 2) : max(0, subject.place)]]
    drops = any("DROP" in scene.read.fields[place] for place in range(one.start, one.end))
    return drops and "from" in before


def _of_none(scene: Scene, one: Found, at: int) -> bool:
    """``Neither L1 nor L2 guarantees ...``, ``no penalty guarantees ...``: whoever is meant, it is denied."""
    part = scene.parts[at]
    named = next((place for place in range(part.start, one.start) if scene.words[place].names), -1)
    if named < 0:
        return False
    if one.start - named > 2:
        return False
    return scene.words[named].method == "neither" or (named > 0 and scene.words[named - 1].stem == "no")


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
    if of_case(scene.words, one.start, one.end):
        return True
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
        said = {scene.words[place].stem, scene.words[place].text, *scene.read.fields[place]}
        if said & unless and not (one.start <= place < one.end and said & one.wording.phrase.choices):
            return True
    return False


def _said_of_another(scene: Scene, one: Found, at: int) -> bool:
    """Whether it is said of such a thing as has a method: ``ridge has a fast solver``, ``the lars backend is fast``."""
    others = one.relation.not_of
    theirs = [
        (place, not word.names)
        for place, word in enumerate(scene.words[: one.end + 2])
        if word.text in others or (word.names and not others.intersection(_next(scene.words, place)))
    ]
    before = [other for place, other in theirs if scene.parts[at].start <= place < one.start]
    before = before or [other for place, other in theirs if place < one.start][:1]
    return before[:1] == [True] or before[-1:] == [True] or any(other for place, other in theirs if place >= one.start)


def _next(words: Sequence[Word], place: int) -> list[str]:
    return [word.text for word in words[place + 1 : place + 2]]


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
        denies=one.wording.phrase.negative,
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
        Told(one.relation, one.subject, one.direction, one.end, one.denies)
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
