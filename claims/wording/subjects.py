"""Whom a predicate is about: methods named before it, behind it, in brackets, or in sentences and headings above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from regclaims.claims.wording.around import around
from regclaims.claims.wording.clauses import OTHERS, Clause
from regclaims.claims.wording.methods import NAMED, PRONOUNS
from regclaims.claims.wording.others import of_another, speaks_of_other
from regclaims.claims.wording.referents import (
    antecedent,
    bracketed,
    each,
    model_before,
    named_next,
    names_other,
    owner,
    parenthesis,
    respective,
)
from regclaims.claims.wording.roles import COMPARED, role
from regclaims.claims.wording.words import Word

PAIR = frozenset({"l1", "l2"})
SINGLE = frozenset({"l1", "l2", "en", "reg", "none", "foreign"})
_FRONTED = frozenset({
    "to", "by", "for", "against", "with", "in", "instead", "rather", "when", "given", "thank", "due", "owing",
    "through", "regard", "concern", "on", "at", "as", "since", "because", "from", "without", "under", "if",
    "although", "though", "while", "despit", "besid", "apart", "whether", "known", "whenever",
})  # fmt: skip
"""``To prevent overfitting, ridge ...``: what stands before the sentence is said of its subject."""
_GOVERN = frozenset(
    {"of", "with", "by", "to", "on", "for", "between", "in", "from", "via", "through", "combin", "us", "add"}
)
"""A mention behind one of these is no subject if there is another."""
_FITTING = frozenset({"training", "fitting"})
_HANDS = frozenset({"pass", "feed", "hand", "send", "giv"})
_ANY_PENALTY = frozenset({"the penalty", "the penalty term", "such a penalty"})
"""Where no method was named, it is what all have in common."""
_ONE_OF_TWO = frozenset({"the former", "the latter"})
"""Where it is not known which two things were named, these stand for none of the methods."""
_NO_RIVAL = frozenset({
    "when", "in", "if", "not", "other", "with", "on", "for", "one", "befor", "at", "a", "any",
    "row", "sampl", "observation", "data", "feature", "variabl", "predictor", "column", "exampl", "n", "p",
    "small", "larg", "big", "tiny", "weight", "coefficient", "need", "necessary",
})  # fmt: skip
"""Behind ``than`` they name nothing that is compared."""

_TIMES = frozenset({"in", "when", "if", "for", "on", "at", "where"})
_RIVAL_METHODS = frozenset({*PAIR, "en", "reg", "none", "foreign", "other", "latter", "former", "both", "either"})
_LEARNERS = frozenset({"network", "net", "tre", "neural", "perceptron", "ensembl", "kernel", "transformer"})
"""Heads and beginnings of the names of models that are no penalised regressions."""


@dataclass(frozen=True, kw_only=True)
class Above:
    """What the text above a sentence has spoken of."""

    subject: str = ""
    """The method that ``it`` stands for."""
    pair: tuple[str, ...] = ()
    """The two methods last named together or in turn, in order: the former and the latter."""
    heading: str = ""
    """The method that headings, the list's lead, row or column name."""
    hangs: bool = False
    """Whether the sentence is an item or a cell and so speaks of the method above it."""
    against: str = ""
    """The method that a heading compares it with."""
    lost: bool = False
    """Whether the sentence before spoke of something else, or of what is so without the method; so ``this`` does."""

    def then(self, subject: str, pair: tuple[str, ...], *, lost: bool) -> Above:
        """After one more sentence."""
        return replace(self, subject=subject or self.subject, pair=pair or self.pair, lost=lost)


def expand(method: str, word: Word | None, above: Above) -> tuple[str, ...]:
    """The methods that a mention or pronoun stands for; empty where that is not known."""
    if method in NAMED or method in ("reg", "none", "foreign", "both", "either", "neither", "several", "versus"):
        return (method,)
    if method == "one":
        if above.lost and word is not None and word.text == "this":
            return ()
        known = above.subject or above.heading
        named = word is not None and ("regulari" in word.text or (not known and word.text in _ANY_PENALTY))
        return (known,) if known in SINGLE else ("reg",) if named else ()
    if method == "many":
        if set(above.pair) == PAIR or above.subject in ("both", "versus", "either"):
            return ("both",)
        if above.heading in ("both", "versus", "either") and word is not None and word.text.startswith("both"):
            return ("both",)
        named = word is not None and any(part in word.text for part in ("two", "penalt", "regulari"))
        return expand("one", word, above) or (("both",) if named else ())
    if method in ("former", "latter") and len(above.pair) == 2:
        return (above.pair[method == "latter"],)
    if method == "other" and len(above.pair) == 2:
        return tuple(other for other in above.pair if other != above.subject)[:1]
    return ()


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom a predicate is about."""

    methods: tuple[str, ...] = ()
    place: int = -1
    """Which word names it; -1 for a word above the sentence."""
    against: str = ""
    """The method it is compared with: l1, l2, en, none, foreign, ..."""
    contrast: str = ""
    """A method of which the contrary is said, as in ``unlike L2, L1 ...``."""
    alike: str = ""
    """A method that it is set beside, as in ``differs from L2``."""


def find(
    words: Sequence[Word], parts: Sequence[Clause], at: int, start: int, end: int, above: Above, *, opens: bool
) -> Subject:
    """The subject of the predicate that stands from ``start`` to ``end`` in clause number ``at``.

    ``opens``: nothing but transparent words stands before it in its clause.
    """
    clause = parts[at]
    roles = {place: role(words, place) for place, word in enumerate(words) if word.names}
    here = [place for place in roles if clause.start <= place < clause.end]
    if not here and any(word.text in OTHERS for word in words[clause.start : min(clause.start + 4, start + 1)]):
        return Subject()
    if of_another(words, clause, start):
        return Subject()
    against, contrast = _compared(words, roles, parts, at, above)
    place = _place(words, parts, at, start, end, roles, here)
    while place >= 0 and words[place].method in PRONOUNS:
        if expand(words[place].method, words[place], _local(words, parts, at, place, roles, above)):
            break
        if (above.lost and words[place].text == "this") or words[place].text in _ONE_OF_TWO:
            return Subject()
        roles = {other: what for other, what in roles.items() if other != place}
        here = [other for other in here if other != place]
        place = _place(words, parts, at, start, end, roles, here)
    if place >= start and opens and above.hangs and above.heading in SINGLE:
        place = -1  # an item that begins with its verb speaks of what stands over it
    if place < 0:
        known = above.heading in SINGLE and (
            above.hangs or (opens and not names_other(words, roles, above.heading, start, parts, at))
        )
        known = known and not speaks_of_other(words, parts, at)
        return Subject(methods=(above.heading,) if known else (), against=against or above.against, contrast=contrast)
    place = _complement(words, place, here)
    if words[place].method == "one" and place - 1 in here and words[place - 1].method in NAMED:
        place -= 1  # ``with L2 it is slow``
    local = _local(words, parts, at, place, roles, above)
    methods = expand(words[place].method, words[place], local)
    if methods == ("several",):
        methods = each(words[place])
    elif methods in (("both",), ("either",)) and (last := respective(words, clause)) >= 0:
        methods = each(words[place])[last < start :][:1] if not start <= last < end else ()
    beside = [words[other].method for other in here if roles[other] == "alike"]
    if not against and len(methods) == 1 and methods[0] in PAIR and _of_two(words):
        against = next(iter(PAIR - set(methods)))
    return Subject(methods=methods, place=place, against=against, contrast=contrast, alike="".join(beside[:1]))


def _of_two(words: Sequence[Word]) -> bool:
    """Whether one is set against the other, as in ``of the two, L1 is the faster one``."""
    return any(one.stem == "of" and other.method == "many" and "two" in other.text for one, other in pairwise(words))


def subject_in_brackets(words: Sequence[Word], end: int) -> bool:
    """Whether the method stands in brackets behind the predicate: ``the sum of squares (L2)``."""
    behind = [word.stem for word in words[end : end + 3]]
    return len(behind) == 3 and behind[0] == "(" and behind[2] == ")" and words[end + 1].method in NAMED


def _place(
    words: Sequence[Word],
    parts: Sequence[Clause],
    at: int,
    start: int,
    end: int,
    roles: dict[int, str],
    here: list[int],
) -> int:
    if subject_in_brackets(words, end):
        return end + 1
    if (whose := owner(words, start, end)) >= 0:
        return whose
    own = [place for place in here if roles[place] == "subject"]
    relative = parts[at].kind == "relative"
    if relative and not own and (which := antecedent(words, parts, at, roles)) >= 0:
        return which
    left = [place for place in own if place < start]
    if left:
        known = [place for place in left if words[place].method not in ("none", "foreign")]
        if known and words[left[0]].method not in ("none", "foreign"):
            left = known
        left = [place for place in left if words[place].method != "reg"] or left
        only = all(afterwards(words, place) for place in left[:-1])
        if only and not relative and _made_so(words, left[-1], parts[at].start):
            return -1
        free = [place for place in left if not _governed(words, place, parts[at].start)]
        if len(free) > 1 and _modifies(words, free[-2], free[-1], start):
            free.pop()
        return free[-1] if free else left[-1] if _near(words, left[-1], start) else left[0]
    beside = [place for place in own if place >= start]
    if beside and not (
        _gerund(words, parts[at]) and any(roles[place] == "subject" for place in roles if place < start)
    ):
        inside = [place for place in beside if place < end]
        if inside and words[start].text in _FITTING and _made_so(words, inside[0], parts[at].start):
            return -1
        return (inside or beside)[0]
    inside_brackets = bracketed(words, parts[at])
    for clause in reversed(parts[:at]):
        if clause.kind == "relative" and not relative and parts[at].start == clause.end:
            continue
        if parenthesis(words, clause) or (not inside_brackets and bracketed(words, clause)):
            continue
        before = [place for place in range(clause.start, clause.end) if roles.get(place) == "subject"]
        named = [place for place in before if words[place].method in NAMED] or before
        if before:
            return named[0] if clause.kind != "condition" else before[-1]
    for clause in parts[at + 1 :]:
        if parenthesis(words, clause):
            continue
        behind = [place for place in range(clause.start, clause.end) if roles.get(place) == "subject"]
        if words[clause.start - 1].stem == ";":
            break
        if behind and (clause.kind == "condition" or (at == 0 and _fronted(words[parts[0].start]))):
            return behind[0]
    return -1


def _fronted(word: Word) -> bool:
    """Whether a clause that so begins and names nobody is said of the subject of the next one."""
    return word.stem in _FRONTED or word.text.endswith("ing")


def _complement(words: Sequence[Word], place: int, here: Sequence[int]) -> int:
    """``L2`` in ``the most popular form of regularization is L2``; else the mention at ``place`` itself."""
    for after in here if words[place].method == "reg" else ():
        back = after - 1
        while back > place and words[back].stem in ("the", "a", "an", ":"):
            back -= 1
        named = words[after].method not in PRONOUNS or words[after].names & PAIR
        if after > place and named and words[back].stem == "be":
            return after
    return place


def _made_so(words: Sequence[Word], place: int, lowest: int) -> bool:
    """``Bagging makes the lasso more stable``: something that is no method does it, and to the method alone."""
    back = place - 1
    while back > lowest and (words[back].stem in ("the", "a", "an") or words[back].text in _FITTING):
        back -= 1
    named = any(word.names and not afterwards(words, at) for at, word in enumerate(words[:back]) if at >= lowest)
    return back > lowest and words[back].stem == "make" and not named


def _governed(words: Sequence[Word], place: int, lowest: int) -> bool:
    """Whether a preposition or verb stands before the mention, so that it is no subject."""
    back = place - 1
    while back >= lowest and words[back].stem in ("the", "a", "an", "both", "its", "pure"):
        back -= 1
    return back >= lowest and (words[back].stem in _GOVERN or words[back].text.endswith("ing"))


def _modifies(words: Sequence[Word], subject: int, place: int, start: int) -> bool:
    """``The elastic net enjoys lasso style feature selection``: the mention right before the noun is no subject."""
    noun = place + 1 == start and words[start].text not in around().finite
    between = words[subject + 1 : place]
    verb = any(word.text in around().finite for word in between)
    return noun and (verb or (bool(between) and words[subject].method in PRONOUNS))


def afterwards(words: Sequence[Word], place: int) -> bool:
    """``select features before fitting ridge``, ``... and pass them to ridge``: it comes in only then."""
    before = [word.stem for word in words[max(0, place - 4) : place]]
    return bool({"befor", "then"} & set(before[-3:])) or (before[-1:] == ["to"] and bool(_HANDS & set(before)))


def _near(words: Sequence[Word], place: int, start: int) -> bool:
    return start - place <= 2


def _gerund(words: Sequence[Word], part: Clause) -> bool:
    return any(word.text.endswith("ing") for word in words[part.start : part.start + 3])


def _local(
    words: Sequence[Word], parts: Sequence[Clause], at: int, place: int, roles: dict[int, str], above: Above
) -> Above:
    """What a pronoun at ``place`` may stand for: methods named earlier in the sentence come before those above it."""
    if words[place].method not in PRONOUNS:
        return above
    earlier = [
        p
        for p in roles
        if p < place and words[p].method in NAMED | {"reg", "both", "either", "versus", "none", "foreign"}
    ]
    if not earlier and words[place].text == "it" and model_before(words, parts, at, place):
        return Above()
    subjects = [p for p in earlier if roles[p] == "subject"]
    if earlier and not subjects:  # ``unlike L1, it ...`` is the other one
        rivals = {words[p].method for p in earlier}
        other = PAIR - rivals
        if above.subject in rivals | {""} and rivals < PAIR and len(other) == 1:
            return replace(above, subject=next(iter(other)))
    subjects = [p for p in subjects if words[p].method != "reg"] or subjects
    found = above
    if not earlier and at == 0 and (ahead := named_next(words, parts, roles, _FRONTED)):
        return replace(above, subject=ahead)
    if subjects:
        fronted = [p for p in subjects if p == parts[at].start + 1 and words[p - 1].stem in _FRONTED]
        clause_of = fronted or [p for p in subjects if p < parts[at].start] or subjects
        last = next(c for c in parts if c.start <= clause_of[-1] < c.end)
        first = next(p for p in subjects if last.start <= p < last.end)
        found = replace(found, subject=words[first].method)
    pair = pair_of(words[p] for p in earlier)
    return replace(found, pair=pair) if pair else found


def pair_of(mentions: object) -> tuple[str, ...]:
    """The first two different methods of ``mentions`` in order; empty if there are not two."""
    order: list[str] = []
    for word in mentions:  # type: ignore[attr-defined]
        joint = sorted(name for name in word.names if name[1:2] == ":")
        order += [name[2:] for name in joint] if joint else [word.method] if word.method in NAMED else []
    order = list(dict.fromkeys(order))
    return tuple(order[-2:]) if len(order) >= 2 else ()


def _compared(
    words: Sequence[Word], roles: dict[int, str], parts: Sequence[Clause], at: int, above: Above
) -> tuple[str, str]:
    """The method compared with in this clause, or at the sentence's beginning, and the one contrasted with."""
    against = contrast = ""
    behind = parts[at + 1] if at + 1 < len(parts) else None
    goes_on = behind and "not" in (words[behind.start].stem, words[min(behind.start + 1, behind.end - 1)].stem)
    near = range(parts[at - 1].start if at else 0, behind.end if behind and goes_on else parts[at].end)
    for place, what in roles.items():
        its = words[place].text in ("its", "their") and not (place + 1 < len(words) and words[place + 1].names)
        if place not in near or its:
            continue
        methods = expand(words[place].method, words[place], above) or (words[place].method,)
        if what == "than" and place < parts[at].end and (place >= parts[at].start or not against):
            against = methods[0]
        elif what == "contrast":
            contrast = methods[0]
    if contrast in PAIR and not against:
        against = contrast
    clause = words[parts[at].start : parts[at].end]
    if not against and any(one.stem == "than" and _rival(clause[at + 1 :]) for at, one in enumerate(clause)):
        against = _unnamed(clause)
    if not against and _other_times(words, parts, at):
        against = "foreign"
    if not against and any(_compares_other(words, place) for place in near if words[place].stem in COMPARED):
        against = "foreign"
    return against, contrast


def _compares_other(words: Sequence[Word], place: int) -> bool:
    """``compared with dropout``: with what this fact sheet does not know."""
    behind = words[place + 1 : place + 7]
    if len(behind) < 2 or behind[0].stem not in ("to", "with"):
        return False
    return not any(word.names for word in takewhile(lambda word: word.stem != ",", behind))


def _rival(behind: Sequence[Word]) -> bool:
    """Whether what follows ``than`` is compared: ``than trees``, ``than a neural network``."""
    if not behind or behind[0].names:
        return False
    if behind[0].stem in ("a", "an", "the", "any"):
        return any(word.stem in _LEARNERS for word in behind[1:4])
    return behind[0].stem not in _NO_RIVAL


def _other_times(words: Sequence[Word], parts: Sequence[Clause], at: int) -> bool:
    """``better in few dimensions than in many``, ``fewer when lambda is large than when it is small``: not methods."""
    end = min(at + 2, len(parts)) if at + 1 < len(parts) and parts[at + 1].kind == "condition" else at + 1
    place = next((place for place in range(parts[at].start, parts[end - 1].end) if words[place].stem == "than"), -1)
    behind = words[place + 1 : place + 9]
    if place < 0 or not behind or behind[0].stem not in _TIMES:
        return False
    return not any(word.method in _RIVAL_METHODS or word.stem in ("no", "without", "any") for word in behind)


def _unnamed(clause: Sequence[Word]) -> str:
    """What follows ``than`` names no method: one further on, or something that this fact sheet does not know."""
    at = next(place for place, word in enumerate(clause) if word.stem == "than")
    without = ("no", "without", "unregulariz", "unpenaliz", "plain")
    if any(word.stem in without and not after.names for word, after in pairwise(clause[at + 1 : at + 5])):
        return "none"
    named = [word.method for word in clause[at + 1 : at + 8] if word.names]
    return named[0] if named else "foreign"
