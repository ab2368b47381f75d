"""How a phrase was meant: negated or not, compared or not, how strongly, and with which claims as the outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regclaims.claims.wording.clauses import HARD, around
from regclaims.claims.wording.phrases import EQUALS, NEGATIONS, Phrase
from regclaims.claims.wording.reach import made_to, remark_opens
from regclaims.claims.wording.rules import Relation
from regclaims.claims.wording.subjects import PAIR, role
from regclaims.claims.wording.words import Word

_OTHER = {"l1": "l2", "l2": "l1"}
_CONTRARY = {"more": "less", "less": "more"}
_DEGREES = {"more": 1, "most": 1, "less": -1, "least": -1}
_BEHIND = {
    "good": 1,
    "well": 0,
    "bad": -1,
    "effectiv": 1,
    "strong": 1,
    "fast": 1,
    "heavy": 1,
    "easy": 1,
    "slow": -1,
    "high": 1,
    "low": -1,
    "few": -1,
}
_FAR = 12
_CARRIERS = frozenset({"effectiv", "efficien", "good", "bad", "successful", "useful", "powerful", "suit"})
_TENDENCIES = _CARRIERS | {"likely", "pron", "apt"}
_UNGRADED = (["important"], ["import"], ["relevan"], ["useful"], ["significant"], ["informativ"])
"""Behind ``less`` they make a name for features: ``removes less important ones``."""
_EFFECTS = frozenset({"effect", "influenc", "impact", "rol"})
_NOT_ONLY = frozenset({"only", "just", "merely"})
"""``not only fast`` is fast."""
_HINDERS = frozenset({"prevent", "keep", "stop", "hinder"})
_AUXILIARIES = frozenset(
    {"do", "can", "will", "be", "could", "should", "would", "may", "might", "must", "have", "need"}
)
_TOLD = frozenset({"was", "were"})
_PAST = frozenset({"was", "were", "had", "did"})


@dataclass(frozen=True, kw_only=True)
class Manner:
    """What the words around a phrase do to it."""

    start: int
    """First word that belongs to the predicate: negations and degrees before the phrase included."""
    end: int
    degree: int
    """1 for more, -1 for less, 0 for no comparison."""
    negated: bool
    equal: bool
    """Whether it is said to be equal, as in ``as fast as``."""
    force: str
    """usually, can or always; empty for the plain present."""
    opens: bool
    """Whether nothing but transparent words stands before it in its clause."""
    carried: bool
    """Whether the degree is one of effect: ``more effective at preventing`` against ``prevents more``."""
    denial: str
    """How much a negation denies: ``can`` for never, ``always`` for not always, ``usually`` for rarely; else empty."""
    past: bool
    """Whether it is told as something that was, such as the outcome of one experiment."""


PLAIN = Manner(
    start=0, end=0, degree=0, negated=False, equal=False, force="", opens=True, carried=False, denial="", past=False
)  # fmt: skip
"""The plain present, without more ado."""


def manner(
    words: Sequence[Word], phrase: Phrase, start: int, end: int, lowest: int, highest: int, names: Collection[int] = ()
) -> Manner:
    """Read the words of ``words[lowest:highest]``, a clause, around the phrase from ``start`` to ``end``.

    ``names``: words whose negations belong to names.
    """
    negations, degree, force, equal, first = 0, 0, "", False, start
    place = start - 1
    carried = past = False
    if phrase.equates or (words[start].stem in EQUALS and not phrase.even and words[start].stem != "equal"):
        equal = True
    while place >= lowest and start - place <= _FAR:
        word = words[place]
        effects = around().before.get(word.stem)
        if effects is None and not word.names and word.stem != "than" and not word.text.endswith("ly"):
            break
        if word.stem == "from" and any(before.stem in _HINDERS for before in words[max(lowest, place - 4) : place]):
            negations += 1
        if place > lowest and (words[place - 1].text, word.text) in (("rather", "than"), ("instead", "of")):
            negations += 1
            first = place = place - 1
        named = word.names and word.method not in ("one", "many", "both") and role(words, place) != "than"
        if named and not made_to(words, place, lowest):
            break
        past = past or word.text in _PAST
        for effect in (effects or ()) if place not in names else ():
            if effect == "not" and not (word.stem == "not" and words[place + 1].stem in _NOT_ONLY):
                negations += 1
                first = place
            elif effect in ("more", "less") and (words[place - 1].text, word.text) != ("at", "least"):
                carried = carried or words[place + 1].stem in _CARRIERS
                degree = degree or (1 if effect == "more" else -1)
                first = place
            elif effect not in ("none", "not"):
                force = force or effect
        if word.stem in EQUALS or (word.stem in ("as", "so") and _as_behind(words, start, highest)):
            equal = equal or word.stem != "so" or place == start - 1
            first = place
        place -= 1
    past = past or any(word.text in _TOLD for word in words[start:end])
    farther = _farther(words, place, lowest, names)
    negations += farther[0] + _denying(words, lowest, start)
    degree, carried = degree or farther[1], carried or bool(farther[1])
    if not phrase.negative:
        inside = [words[at].stem for at in range(start + 1, end) if not in_a_name(words, at, end, names)]
        negations += sum(one in NEGATIONS and after not in _NOT_ONLY for one, after in pairwise([*inside, ""]))
        negations += sum(pair in (("rather", "than"), ("instead", "of")) for pair in pairwise(inside))
        degree = degree or (0 if phrase.graded else _inside(inside))
        equal = equal or (_even(inside) and not phrase.even)
    if words[start].stem in _DEGREES and not phrase.graded:
        degree = degree or _DEGREES[words[start].stem]
    degree, last, more_negations = _behind(words, end, highest, degree)
    negations += more_negations
    if phrase.compares:
        degree = degree or 1
    force = force or _force(words, lowest, highest, start, end)
    if words[place].stem == "no" if place >= lowest else False:
        negations += 1
    negated = bool(negations % 2)
    if (
        negated
        and force == "can"
        and not any(word.stem in ("may", "might") for word in words[max(lowest, place) : start])
    ):
        force = "always"
    if equal and negated:
        degree, negated, equal = -1, False, False
    opens = place < lowest or words[place].stem in (",", ":")
    return Manner(
        start=first,
        end=last,
        degree=degree,
        negated=negated,
        equal=equal and not degree,
        force=force,
        opens=opens,
        carried=carried,
        denial=_denial(words, lowest, min(highest, end + 3)),
        past=past,
    )


def in_a_name(words: Sequence[Word], at: int, end: int, names: Collection[int]) -> bool:
    """Whether a negation belongs to a name: ``weights that are not useful become zero``."""
    if words[at].stem not in NEGATIONS:
        return False
    back = at - 1
    while back >= 0 and words[back].stem in _AUXILIARIES:
        back -= 1
    apart = back >= 0 and words[back].stem in ("that", "which", "who")
    return at in names or (apart and any(word.text in around().finite for word in words[at + 2 : end]))


def _denying(words: Sequence[Word], lowest: int, start: int) -> int:
    """How many times what stands before the predicate denies it in words that are no negations by themselves."""
    found = (around().denying.longest(words, place) for place in range(lowest, start))
    return sum(bool(meaning) and end <= start for meaning, end in found)


def _denial(words: Sequence[Word], lowest: int, highest: int) -> str:
    """The force that a negation in the clause denies, by the words that go with it."""
    kinds = {around().denial.longest(words, place)[0] for place in range(lowest, highest)}
    return next((kind for kind in ("always", "usually", "can") if kind in kinds), "")


def _as_behind(words: Sequence[Word], start: int, highest: int) -> bool:
    """Whether ``as ... as`` is completed behind the phrase."""
    return any(
        word.stem == "as" and words[place - 1].stem != "well"
        for place, word in enumerate(words[:highest])
        if place > start
    )


def _farther(words: Sequence[Word], place: int, lowest: int, names: Collection[int]) -> tuple[int, int]:
    """Negations and degree of the verb group before ``place``: ``does not ...``, ``is more likely to ...``."""
    negations = degree = 0
    while place >= lowest:
        word, before = words[place], words[place - 1] if place > lowest else None
        if word.stem == "," and (opening := remark_opens(words, place, lowest)) >= 0:
            place = opening - 1
            continue
        if word.names or word.stem in ("and", "or", "but", ",", "that", "which", "than"):
            break
        if (
            word.stem in ("not", "never")
            and place not in names
            and before
            and before.stem in _AUXILIARIES
            and words[place + 1].stem not in _NOT_ONLY
        ):
            negations += 1
        if word.stem in _TENDENCIES and before and before.stem in ("more", "less"):
            degree = degree or _DEGREES[before.stem] * (-1 if word.stem == "bad" else 1)
        place -= 1
    return negations, degree


def _even(stems: Sequence[str]) -> bool:
    """Whether two are said to be equal: not by ``equal to zero``."""
    return any(one in EQUALS and (one != "equal" or "zero" not in stems[at:]) for at, one in enumerate(stems[:-1]))


def _inside(stems: Sequence[str]) -> int:
    """The degree by the words within a phrase: ``more``, ``less``; ``more bad`` is less."""
    for place, stem in enumerate(stems):
        if stem in _DEGREES and stems[place + 1 : place + 2] not in _UNGRADED:
            bad = stems[place + 1 : place + 2] in (["bad"], ["poor"], ["littl"]) and place + 2 < len(stems)
            slight = stems[place + 1 : place + 2] in (["small"], ["low"], ["weak"]) and bool(
                _EFFECTS & set(stems[place + 2 : place + 3])
            )
            return -_DEGREES[stem] if bad or slight else _DEGREES[stem]
    return 0


def _behind(words: Sequence[Word], end: int, highest: int, degree: int) -> tuple[int, int, int]:
    """Degree, end and negations by the words right behind the phrase: ``better``, ``more strongly``, ``no``."""
    place = end
    while place < min(highest, end + 2) and words[place].stem in (
        "much",
        "far",
        "even",
        "a",
        "be",
        "also",
        "very",
        ":",
        "?",
        "somewhat",
    ):
        place += 1
    if place >= highest:
        return degree, end, 0
    here = words[place].stem
    after = words[place + 1].stem if place + 1 < highest else ""
    if degree == 0 and here in ("more", "most"):
        if after in _BEHIND:
            return _BEHIND[after] or 1, place + 2, 0
        if after not in ("WEIGHT",) and (
            place + 1 >= highest
            or after in ("than", ".", ",", "often", "in", "by", "when", "strong", "reliabl", "easy")
            or after.endswith("ly")
        ):
            return 1, place + 1, 0
    if degree == 0 and here in ("less", "least"):
        return -1, place + 1, 0
    if here in ("poorly", "badly", "poor", "bad") and place == end:
        return degree, place + 1, 1
    if here in ("no", "✗", "✘", "none") and place + 1 >= highest:
        return degree, place + 1, 1
    if degree == 0 and here in ("high", "low", "long") and place + 1 >= highest:
        return 0, place + 1, int(here == "low")
    return degree, end, 0


def _force(words: Sequence[Word], lowest: int, highest: int, start: int, end: int) -> str:
    """The nearest word of force in the clause: before the phrase, or right behind it."""
    forces = around().force
    first = forces.first
    for place in range(min(highest, end + 3) - 1, lowest - 1, -1):
        if words[place].stem not in first or words[place].stem in HARD:
            continue
        kind, _ = forces.longest(words, place)
        if kind and (place < start or kind != "always" or place < end + 2):
            return kind
    return ""


def degree_name(sign: int, how: Manner) -> str:
    """The degree as the rules name it: is, not, anti, not-anti, more, less, not-more, not-less."""
    if how.equal:
        return "same"
    positive, contrary = ("more", "less") if how.degree else ("is", "anti")
    name = positive if (how.degree or 1) * sign > 0 else contrary
    if not how.negated:
        return name
    return "not" if name == "is" else f"not-{name}"


def outcome(
    relation: Relation, subject: str, degree: str, how: Manner, conditions: Sequence[str], against: str
) -> tuple[str, bool] | None:
    """The claim made by what is said of one method, and whether it is denied; nothing where the rules know none."""
    if relation.needs and not relation.needs & set(conditions):
        return None
    if against in ("none", "reg") and degree in ("more", "less"):
        degree = "is" if degree == "more" else "anti"
        return _first(
            relation, [(f"{subject} {degree}", False)], how.force, [f" @{condition}" for condition in conditions]
        )
    if against and degree in ("more", "less", "not-more", "not-less"):
        if against in ("foreign", "alien") or subject == against:
            return None
        if "en" in (subject, against) and subject != "en":
            subject, degree = "en", _mirrored(degree)
    tails = [*(f" @{condition}" for condition in conditions), *([" carried"] if how.carried else [])]
    return _first(relation, list(_keys(relation, subject, degree, against, carried=how.carried)), how.force, tails)


def _mirrored(degree: str) -> str:
    return degree.replace("more", "LESS").replace("less", "more").replace("LESS", "less")


def _keys(
    relation: Relation, subject: str, degree: str, against: str, *, carried: bool = False
) -> Iterator[tuple[str, bool]]:
    """Keys under which a claim may stand, the most direct first, each with whether it denies the claim."""
    if subject == "neither":
        yield f"neither {degree}", False
        yield from _keys(relation, "both", {"is": "not", "anti": "not-anti", "not": "is"}.get(degree, degree), against)
        return
    if relation.alone and not carried and not against and degree in ("more", "less"):
        yield f"{subject} {'is' if degree == 'more' else 'anti'}", False
        return
    if degree == "same":
        yield f"{subject} same", False
        yield from (
            (("l1 more", True), ("l1 less", True), ("l2 more", True))
            if {subject, against} <= {"l1", "l2"} or subject in ("both", "either")
            else ()
        )
        return
    yield f"{subject} {degree}", False
    if subject == "either":
        yield from _keys(relation, "both", degree, against)
    if degree in ("more", "less"):
        if against:
            yield from _compared(subject, degree)
        else:
            yield f"{subject} {'is' if degree == 'more' else 'anti'}", False
            if relation.implicit:
                yield from _compared(subject, degree)
    elif degree in ("not-more", "not-less"):
        yield f"{subject} {degree[4:]}", True
        if subject in PAIR:
            yield f"{_OTHER[subject]} {_CONTRARY[degree[4:]]}", True
    elif relation.implicit:
        yield from _implied(relation, subject, degree)
    elif degree in ("not", "anti"):
        yield f"{subject} is", True
    elif degree == "not-anti":
        yield f"{subject} is", False
        yield f"{subject} anti", True


def _compared(subject: str, degree: str) -> Iterator[tuple[str, bool]]:
    other, contrary = _OTHER.get(subject, ""), _CONTRARY[degree]
    if other:
        yield f"{other} {contrary}", False
    yield f"{subject} {contrary}", True
    if other:
        yield f"{other} {degree}", True


def _implied(relation: Relation, subject: str, degree: str) -> Iterator[tuple[str, bool]]:
    """People who name no other method mean the comparison."""
    if degree == "not-anti":
        yield f"{subject} not-less", False
        yield f"{subject} less", True
        yield f"{subject} more", False
        return
    plain = {"is": "more", "not": "less", "anti": "less"}[degree]
    yield f"{subject} {plain}", False
    if subject in PAIR:
        yield from _compared(subject, plain)


def _first(
    relation: Relation, keys: Sequence[tuple[str, bool]], force: str, tails: Sequence[str]
) -> tuple[str, bool] | None:
    forces = [f" {force}"] if force else []
    for tail in [*tails, *forces, ""]:
        for key, denied in keys:
            if key + tail not in relation.claims:
                continue
            found = relation.claim(key + tail)
            return (found[0], denied != found[1]) if found else None
    return None
