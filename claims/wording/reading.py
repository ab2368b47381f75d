"""How a phrase was meant: negated or not, compared or not, and how strongly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from regclaims.claims.wording.clauses import HARD, around
from regclaims.claims.wording.phrases import EQUALS, NEGATIONS, Phrase
from regclaims.claims.wording.subjects import role
from regclaims.claims.wording.words import Word

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
_AMOUNTS = frozenset({"low", "small", "weak", "slight", "great", "larg", "high", "strong", "big"})
_SLIGHT = frozenset({"low", "small", "weak", "littl", "slight"})
"""``a lower sensitivity`` is less of it."""
_EFFECTS = frozenset({"effect", "influenc", "impact", "rol"})
_NO_MORE = frozenset({",", ".", ";", ":", "(", "in", "-"})
"""What may follow a bare ``no`` or ``none`` that denies what stands before it, as in a table."""
_NOT_ONLY = frozenset({"only", "just", "merely", "exception"})
"""``not only fast`` is fast, and so is ``without exception``."""
_UNDENIED = {"not": _NOT_ONLY, "nothing": frozenset({"but", "other", "else", "more", "less", "short"})}
"""Words behind which a negation is none."""
_UNLIKE = (("nothing", "like"), ("nothing", "to"))
_INSTEAD = (("rather", "than"), ("instead", "of"))
_COMES_ABOUT = frozenset(
    {"obtain", "achiev", "produc", "possibl", "perform", "occur", "happen", "aris", "reach", "expect"}
)
"""``sparse models are not obtained``."""
_INSERTS = frozenset({"in", "as", "for", "of", "at", "on", "by", "it", "to", "even", "if"})
_HINDERS = frozenset({"prevent", "keep", "stop", "hinder"})
_AUXILIARIES = frozenset(
    {"do", "can", "will", "be", "could", "should", "would", "may", "might", "must", "have", "need"}
)
_WISHES = frozenset({"want", "hop", "wish", "desir", "request"})
_NEEDS = frozenset({"need", "requir", "demand"})
"""Wishes of persons; of a method they say what it costs."""
_PERSONS = frozenset({"you", "we", "i", "they", "one", "who", "people", "client", "clients", "team", "users"})
_WISHED = _WISHES | _NEEDS | {"call"}
_EFFORTS = frozenset({"COMPUTECOST", "comput", "time", "effort", "iterat", "memory", "work", "solv", "step"})
_MIGHT = frozenset({"might", "could", "would", "well"})
"""Before ``have`` they tell of what perhaps was."""
_GIVES = frozenset({"do", "offer", "provid", "giv", "deliver", "achiev", "produc", "manag", "perform", "guarante"})
_ABSENT = frozenset({"absent", "miss", "lack", "unavailabl", "imposs", "impossibl"})
_GOOD = frozenset({
    "satisfactory", "satisfy", "reliabl", "great", "ideal", "perfect", "best", "adequat", "consistent", "trustworthy",
})  # fmt: skip
_PREPOSITIONS = frozenset({"in", "to", "at", "on", "by", "for", "with", "as", "under", "when"})
_UNABLE = frozenset({"unable", "incapable", "fails", "fail", "refuses"})
_OPENS_DENIAL = NEGATIONS | {
    "nowher", "and", "but", "only", "in", "under", "at", "by", "on", "very", "nor", "so", "yet", "hence", "thus", ",",
}  # fmt: skip
"""With these begins a clause whose negation stands before its verb."""
_FRONTS = NEGATIONS | {"nowher"}
_MAKES = frozenset({"make", "render", "turn", "keep", "leav"})
_EXPECT = frozenset({"expect", "count", "reli", "trust", "want", "believe", "see", "find", "mistak"})
"""``do not expect ridge to ...`` denies what follows."""
_PAST = frozenset({
    "was", "were", "had", "did", "went", "gave", "took", "became", "chose", "fell", "rose", "shrank", "began", "saw",
})  # fmt: skip


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
    fair: bool = False
    """Whether a negation denies no more than how good it is, as in ``not a satisfactory method for ...``."""
    unequal: bool = False
    """Whether the degree is no more than a denial that two are equal, as in ``not the same``."""


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
    whole = lowest
    negations, degree, force, equal, first = 0, 0, "", False, start
    if inner := _behind_denial(words, lowest, start):
        negations, lowest = 1, inner
    place = start - 1
    carried = past = hindered = False
    if phrase.equates or (words[start].stem in EQUALS and not phrase.even):
        equal = True
    while place >= lowest and start - place <= _FAR:
        word = words[place]
        effects = around().before.get(word.stem)
        if word.stem == "or" and not word.names and _coordinated(words, place, lowest):
            negations += 1
            break
        if word.stem == "," and (outer := _before_insertion(words, place, lowest)) < place:
            place = outer
            continue
        plain = effects is None and not word.names and word.stem != "than" and not word.text.endswith("ly")
        if plain and not (word.stem in _AMOUNTS and words[place - 1].text == word.text):
            break
        if word.stem == "from" and any(before.stem in _HINDERS for before in words[max(lowest, place - 4) : place]):
            negations += 1
            hindered = True
        if place > lowest and (words[place - 1].text, word.text) in _INSTEAD:
            negations += not (words[place + 1].names and place + 2 < start)
            first = place = place - 1
        if word.names and word.method not in ("one", "many", "both") and role(words, place) != "than":
            if not _is_made(words, place, lowest):
                break
        past = (
            past or word.text in _PAST or (word.stem == "have" and words[place - 1].text in _MIGHT and place > lowest)
        )
        for effect in (effects or ()) if place not in names else ():
            if effect == "not" and not _undenied(words, place, phrase, start):
                negations += not (hindered and word.stem in _HINDERS)
                first = place
            elif effect in ("more", "less") and _own_degree(words, place, start):
                break
            elif effect in ("more", "less"):
                carried = carried or words[place + 1].stem in _CARRIERS
                slight = place + 1 < start and words[place + 1].stem in _SLIGHT
                degree = degree or (1 if (effect == "more") != slight else -1)
                first = place
            elif effect not in ("none", "not"):
                force = force or effect
        if word.stem in EQUALS or (word.stem in ("as", "so") and _as_behind(words, place, start, highest)):
            equal = equal or word.stem != "so" or place == start - 1
            first = place
        place -= 1
    if lowest and "because" in phrase.choices and (words[lowest - 1].stem, words[lowest].stem) == ("not", "because"):
        negations += 1  # ``it is not because ... that ...``
    farther = _farther(words, place, lowest)
    negations += farther[0] + _denying(words, lowest, start)
    degree, carried = degree or farther[1], carried or bool(farther[1])
    if not phrase.negative:
        inside = [words[at].stem for at in range(start + 1, end) if not in_a_name(words, at, end, names)]
        negations += _within(words, start, end, highest, phrase, names)
        degree = degree or (0 if phrase.graded else _inside(inside))
        equal = equal or bool(EQUALS & set(inside[:-1]) and not phrase.even)
    if (
        words[start].stem in _DEGREES
        and not phrase.graded
        and not (words[start].stem == "less" and "less" in phrase.choices)
    ):
        degree = degree or _DEGREES[words[start].stem]
    degree, last, more_negations = _behind(words, end, highest, degree)
    negations += more_negations
    negations += _undone(words, end, highest)
    if phrase.compares:
        outdone = words[start - 1].stem == "be" and words[end : end + 1] and words[end].stem == "by"
        degree = degree or (-1 if outdone else 1)
    force = force or _force(words, whole, highest, start, end)
    if place >= lowest and (words[place].stem == "no" or _none_such(words, place, lowest)):
        negations += 1
    past = past or any(word.text in _PAST for word in words[start:end])
    negated = bool(negations % 2)
    if (
        negated
        and force == "can"
        and not any(word.stem in ("may", "might") for word in words[max(lowest, place) : start])
    ):
        force = "always"
    unequal = equal and negated
    if unequal:
        degree, negated, equal = -1, False, False
    opens = place < whole or words[place].stem in (",", ":")
    return Manner(
        start=first,
        end=last,
        degree=degree,
        negated=negated,
        equal=equal and not degree,
        force=force,
        opens=opens,
        carried=carried,
        denial=_denial(words, whole, min(highest, end + 3)),
        past=past,
        unequal=unequal,
        fair=negated and any(word.stem in _GOOD - phrase.choices for word in words[max(whole, start - 4) : start]),
    )


def wanted(words: Sequence[Word], phrase: Phrase, start: int, end: int, lowest: int) -> bool:
    """Whether what is spoken of is only wished for: ``we hope to prevent ...``, ``a sparse model is required``."""
    if not (_WISHES | _NEEDS).isdisjoint(phrase.choices):
        return False
    behind = [word.stem for word in words[end : end + 3]]
    if behind[:1] == ["be"] and _WISHED & set(behind[1:]) and _EFFORTS.isdisjoint(phrase.choices):
        return True
    for place in range(start - 1, max(lowest, start - 5) - 1, -1):
        word = words[place]
        if word.names or word.stem in (",", "that", "when", "so"):
            return False
        if word.stem in _WISHES or word.stem == "assumption":
            return True
        if word.stem in _NEEDS:
            return any(one.text in _PERSONS for one in words[max(lowest, place - 3) : place])
    return False


def _is_made(words: Sequence[Word], place: int, lowest: int) -> bool:
    """``does not make least squares robust``: the verb that makes the mention so stands before it."""
    back = place - 1
    while back > lowest and (words[back].stem in ("a", "an", "the") or words[back].text in ("linear", "ordinary")):
        back -= 1
    return back > lowest and words[back].stem in _MAKES


def _behind_denial(words: Sequence[Word], lowest: int, start: int) -> int:
    """Where the clause goes on behind what denies all of it; 0 where nothing does.

    ``It is not true that ridge ...``, ``it is not ridge that ...``, ``never does ridge ...``, ``in no case will ...``.
    """
    outer = around().outer
    first = outer.first
    for at in range(lowest, start):
        if words[at].stem in first:
            kind, end = outer.longest(words, at)
            if kind and end <= start:
                return end
    if words[lowest].stem not in _OPENS_DENIAL:
        return 0
    verb = next((at for at in range(lowest, min(start + 1, lowest + 7)) if words[at].stem in _AUXILIARIES), lowest)
    front = {word.stem for word in words[lowest:verb]}
    if not _FRONTS & front or any(word.names for word in words[lowest:verb]):
        return 0
    if "not" in front and not _NOT_ONLY.isdisjoint(front):
        return 0
    behind = [word for word in words[verb + 1 : verb + 3] if word.stem not in ("the", "a", "an")][:1]
    return verb if behind and (behind[0].names or behind[0].text in ("you", "we", "one")) else 0


def _undenied(words: Sequence[Word], place: int, phrase: Phrase, start: int) -> bool:
    """Whether the negation at ``place`` is none: ``not only fast``, where ``only`` is no word of the phrase itself."""
    after = words[place + 1].stem
    return after in _UNDENIED.get(words[place].stem, ()) and not (place + 1 >= start and after in phrase.choices)


def _within(words: Sequence[Word], start: int, end: int, highest: int, phrase: Phrase, names: Collection[int]) -> int:
    """How many negations stand among the words of a phrase and deny it."""
    found = 0
    for at in range(start + 1, end):
        after = words[at + 1].stem if at + 1 < end else ""
        if (words[at].text, after) in _INSTEAD or (words[at].stem, after) in _UNLIKE:
            found += 1
        elif words[at].text in _UNABLE and words[at].stem not in phrase.choices:
            found += 1
        elif words[at].stem in NEGATIONS and not in_a_name(words, at, end, names):
            own = after in _NOT_ONLY and after not in phrase.choices
            found += not own and not apart(words, at, end, phrase)
    return found


def apart(words: Sequence[Word], at: int, end: int, phrase: Phrase) -> bool:
    """Whether a negation denies but what stands between it and the next comma: ``the corner, not its size, is ...``."""
    before = at - 2 if words[at - 1].stem in ("and", "but") else at - 1
    if words[at].stem != "not" or words[before].stem != ",":
        return False
    closes = next((place for place in range(at + 1, end) if words[place].stem == ","), 0)
    return bool(closes) and not any(word.stem in phrase.choices for word in words[at + 1 : closes])


def in_a_name(words: Sequence[Word], at: int, end: int, names: Collection[int]) -> bool:
    """Whether a negation belongs to a name: ``weights that are not useful become zero``."""
    if words[at].stem not in NEGATIONS:
        return False
    if words[at].stem == "no" and at + 1 < end and words[at + 1].method == "reg":
        return True  # ``no regularization`` is the state without any
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


def _as_behind(words: Sequence[Word], place: int, start: int, highest: int) -> bool:
    """Whether ``as ... as`` is completed behind the phrase, or before it as in ``as good as L1 at ...``."""
    if place + 2 < start and words[place + 1].stem in _CARRIERS and words[place + 2].stem == "as":
        return True
    return any(words[at].stem == "as" and words[at - 1].stem != "well" for at in range(start + 1, highest))


def _before_insertion(words: Sequence[Word], place: int, lowest: int) -> int:
    """Where the clause goes on to the left of what is put in between commas: ``does not, in our view, amount to``."""
    for at in range(place - 2, max(lowest, place - 7), -1):
        if words[at].names:
            break
        if words[at].stem == ",":
            return at - 1 if at == place - 2 or words[at + 1].stem in _INSERTS else place
    return place


def _expected(words: Sequence[Word], place: int, lowest: int) -> bool:
    return any(word.stem in _EXPECT for word in words[max(lowest, place - 2) : place])


def _farther(words: Sequence[Word], place: int, lowest: int) -> tuple[int, int]:
    """Negations and degree of the verb group before ``place``: ``does not ...``, ``is more likely to ...``."""
    negations = degree = 0
    while place >= lowest:
        if words[place].stem == ",":
            place = _before_insertion(words, place, lowest)
        word, before = words[place], words[place - 1] if place > lowest else None
        if word.names and word.text not in ("its", "their") and not _expected(words, place, lowest):
            if not _is_made(words, place, lowest):
                break
        if word.stem in ("and", "or", "but", ",", "that", "which", "than"):
            break
        if (
            word.stem in ("not", "never", "rarely", "seldom", "hardly", "scarcely")
            and before
            and before.stem in _AUXILIARIES
            and words[place + 1].stem not in _NOT_ONLY
        ):
            negations += 1
        if word.stem in _TENDENCIES and before and before.stem in ("more", "less"):
            degree = degree or _DEGREES[before.stem] * (-1 if word.stem == "bad" else 1)
        place -= 1
    return negations, degree


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
    if place + 1 < highest and words[place].names and words[place + 1].stem in ("more", "less"):
        place += 1  # ``outliers affect ridge more than ...``
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
    if here in ("no", "✗", "✘", "none") and (place + 1 >= highest or (words[place].text == here and after in _NO_MORE)):
        return degree, place + 1, 1
    if words[end].stem in _AUXILIARIES and end + 1 < highest and words[end + 1].stem in NEGATIONS:
        about = next((at for at in range(end + 2, min(highest, end + 5)) if words[at].stem in _COMES_ABOUT), 0)
        if about:
            return degree, about + 1, 1
    if degree == 0 and here in ("high", "low", "long") and place + 1 >= highest:
        return 0, place + 1, int(here == "low")
    return degree, end, 0


def _coordinated(words: Sequence[Word], place: int, lowest: int) -> bool:
    """Whether a negation reaches over ``or``: ``no formula or expression``, ``does not shrink or remove``."""
    for at in range(place - 1, max(lowest, place - 6) - 1, -1):
        if words[at].names or words[at].stem in (",", "and", "that", "which", "but", "whether", "be"):
            return False
        if words[at].stem in ("no", "not", "without", "never"):
            return words[at + 1].stem not in _NOT_ONLY
    return False


def _none_such(words: Sequence[Word], place: int, lowest: int) -> bool:
    """``no analytic formula``: one adjective stands between."""
    here = words[place]
    before = {word.stem for word in words[max(lowest, place - 2) : place]}
    near = words[place - 1].stem in ("no", "nor") or ("nor" in before and "any" in before)
    return place > lowest and near and here.text.isalpha() and not here.names


def _own_degree(words: Sequence[Word], place: int, start: int) -> bool:
    """``make weights smaller in proportion``: the degree is that of the adjective and of nothing behind it."""
    if place + 1 >= start or words[place].text != words[place + 1].text or words[place + 1].stem not in _AMOUNTS:
        return False
    return place + 2 < start or words[start].stem in _PREPOSITIONS


def _undone(words: Sequence[Word], end: int, highest: int) -> bool:
    """``Feature selection is something that ridge cannot do``: what is denied stands before its subject."""
    for at in range(end, min(highest - 2, end + 8)):
        if words[at].stem == "be" and words[at + 1].stem in _ABSENT:
            return True
        if (
            words[at].stem == "be"
            and words[at + 1].stem == "not"
            and words[at + 2].text in ("true", "correct", "right")
        ):
            return True
        if words[at].names and words[at + 1].stem in _AUXILIARIES and words[at + 2].stem in NEGATIONS:
            behind = [
                word.stem for word in words[at + 3 : highest] if word.stem not in (".", ",", ";", "for", "you", "us")
            ]
            return not behind or (len(behind) == 1 and behind[0] in _GIVES)
    return False


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
