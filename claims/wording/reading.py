"""How a phrase was meant: negated or not, compared or not, and how strongly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from regclaims.claims.wording.around import around
from regclaims.claims.wording.behind import BEHIND, behind, trailing
from regclaims.claims.wording.clauses import HARD
from regclaims.claims.wording.denial import (
    AUXILIARIES,
    HINDERS,
    INSTEAD,
    NOT_ONLY,
    behind_denial,
    beyond,
    coordinated,
    denial_of,
    denying,
    in_a_name,
    undenied,
    undone,
    within,
)
from regclaims.claims.wording.phrases import EQUALS, NEGATIONS, Phrase
from regclaims.claims.wording.reach import absent, aside, coordinate, fronted, judged, made_to, no_such, utmost
from regclaims.claims.wording.roles import role
from regclaims.claims.wording.words import Word

_DEGREES = {"more": 1, "most": 1, "less": -1, "least": -1}
_FAR = 12
_CARRIERS = frozenset({"effectiv", "efficien", "good", "bad", "successful", "useful", "powerful", "suit"})
_TENDENCIES = _CARRIERS | {"likely", "pron", "apt"}
_UNGRADED = (["important"], ["import"], ["relevan"], ["useful"], ["significant"], ["informativ"])
"""Behind ``less`` they make a name for features: ``removes less important ones``."""
_AMOUNTS = frozenset({"low", "small", "weak", "slight", "great", "larg", "high", "strong", "big"})
_SLIGHT = frozenset({"low", "small", "weak", "littl", "slight"})
"""``a lower sensitivity`` is less of it."""
_MULTIPLES = frozenset({"times", "twice", "thrice"})
"""``twice as long as`` is longer."""
_EFFECTS = frozenset({"effect", "influenc", "impact", "rol"})
_INSERTS = frozenset({"in", "as", "for", "of", "at", "on", "by", "it", "to", "even", "if"})
_MIGHT = frozenset({"might", "could", "would", "well"})
"""Before ``have`` they tell of what perhaps was."""
_PREPOSITIONS = frozenset({"in", "to", "at", "on", "by", "for", "with", "as", "under", "when"})
_EXPECT = frozenset({"expect", "count", "reli", "trust", "want", "believe", "see", "find", "mistak"})
"""``do not expect ridge to ...`` denies what follows."""
_PAST = frozenset({
    "was", "were", "had", "did", "went", "gave", "took", "became", "chose", "fell", "rose", "shrank", "began", "saw",
})  # fmt: skip
_TOLD = frozenset({"was", "were"})


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
    unequal: bool = False
    """Whether the degree is no more than a denial that two are equal, as in ``not the same``."""
    counted: frozenset[int] = frozenset()
    """Places of the words before it that were taken for denials of it."""


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
    counted: set[int] = set()
    if outer := behind_denial(words, lowest, start):
        negations, lowest = 1, outer.stop
        counted.update(outer)
    means = False
    place = start - 1
    carried = past = hindered = False
    if phrase.equates or (words[start].stem in EQUALS and not phrase.even and words[start].stem != "equal"):
        equal = True
    while place >= lowest and start - place <= _FAR:
        word = words[place]
        if (
            word.stem == "not"
            and place > lowest + 2
            and (words[place - 1].stem, words[place - 3].stem) == ("than", "more")
        ):
            force, place = force or "usually", place - 4  # ``more likely than not``
            continue
        effects = around().before.get(word.stem)
        if word.stem == "or" and not word.names and coordinated(words, place, lowest):
            negations += 1
            counted.update(range(place - 6, place))
            break
        if word.stem == "," and (before := _before_insertion(words, place, lowest)) < place:
            place = before
            continue
        plain = effects is None and not word.names and word.stem != "than" and not word.text.endswith("ly")
        if plain and not (word.stem in _AMOUNTS and words[place - 1].text == word.text):
            break
        if word.stem == "from" and _hindered(words, max(lowest, place - 4), place):
            negations += 1
            hindered = True
        if place > lowest and (words[place - 1].text, word.text) in INSTEAD:
            negations += not aside(words, place + 1, start)
            first = place = place - 1
        named = word.names and word.method not in ("one", "many", "both") and role(words, place) != "than"
        if named and not made_to(words, place, lowest):
            break
        past = (
            past or word.text in _PAST or (word.stem == "have" and words[place - 1].text in _MIGHT and place > lowest)
        )
        means = means or (word.stem == "by" and words[place + 1].text.endswith("ing"))
        if means and word.stem not in NEGATIONS:  # ``overfitting is prevented by penalizing ...`` denies no penalizing
            effects = frozenset()
        for effect in (effects or ()) if place not in names else ():
            if effect == "not" and hindered and word.stem in HINDERS:
                first = place  # counted with its ``from``
                counted.add(place)
            elif effect == "not" and not undenied(words, place, phrase, start):
                negations += 1
                counted.add(place)
                first = place
            elif effect in ("more", "less") and _own_degree(words, place, start):
                break
            elif effect == "less" and word.stem == "reduc" and words[place + 1].stem == "to":
                continue  # ``reduces to least squares``
            elif effect in ("more", "less") and (words[place - 1].text, word.text) != ("at", "least"):
                carried = carried or words[place + 1].stem in _CARRIERS
                slight = place + 1 < start and words[place + 1].stem in _SLIGHT
                degree = degree or (1 if (effect == "more") != slight else -1)
                first = place
            elif effect not in ("none", "not") and not _barely(words, place):
                force = force or effect
        if word.stem in EQUALS or (word.stem in ("as", "so") and _as_behind(words, place, start, highest)):
            multiple = place > lowest and words[place - 1].text in _MULTIPLES
            degree = degree or int(multiple)
            equal = equal or (not multiple and (word.stem != "so" or place == start - 1))
            first = place
        place -= 1
    if lowest and "because" in phrase.choices and (words[lowest - 1].stem, words[lowest].stem) == ("not", "because"):
        negations += 1  # ``it is not because ... that ...``
    past = past or any(word.text in _TOLD for word in words[start:end])
    past = past or (place > lowest and words[place].text in around().past and bool(words[place - 1].names))
    governor = coordinate(words, start, lowest) if place == start - 1 else place
    farther = _farther(words, governor, lowest, names)
    counted |= farther[0]
    negations += len(farther[0]) or beyond(words, lowest, governor)
    negations += denying(words, lowest, start, names)
    degree, carried = degree or farther[1], carried or bool(farther[1])
    if not phrase.negative:
        inside = [words[at].stem for at in range(start + 1, end) if not in_a_name(words, at, end, names)]
        negations += within(words, start, end, highest, phrase, names)
        degree = degree or (0 if phrase.graded else _inside(inside, few=-1 if "few" not in phrase.choices else 1))
        equal = equal or ("as" in inside and [word.stem for word in words[end : end + 1]] == ["as"])
        equal = equal or (_even(inside) and not phrase.even)
    if (
        words[start].stem in _DEGREES
        and not phrase.graded
        and "IRRELEVANT" not in phrase.elements[0].choices
        and (words[start].stem != "less" or "less" not in phrase.choices or "more" in phrase.choices)
    ):
        degree = degree or _DEGREES[words[start].stem]
    equal = equal or _as_well(words, end, highest)
    degree, last, more_negations = behind(words, end, highest, degree)
    negations += more_negations
    if phrase.compares:
        outdone = words[start - 1].stem == "be" and words[end : end + 1] and words[end].stem == "by"
        degree = degree or (-1 if outdone else 1)
    force = force or _force(words, whole, highest, start, end, names)
    if place >= lowest and place >= start - 2 and words[place].text.isalpha():
        such = {no_such(words, place, lowest)} - {-1, *counted}
        counted |= such
        negations += len(such)
    negations += undone(words, end, highest) or absent(words, end, highest) or trailing(words, last, highest)
    past = past or any(word.text in _PAST for word in words[start:end])
    if equal and utmost(words, start, highest):
        equal = False
    negated = bool(negations % 2)
    force = force or ("" if negated else fronted(words, lowest))
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
        denial=denial_of(words, whole, min(highest, end + 3)),
        past=past or judged(words, whole, start),
        unequal=unequal,
        counted=frozenset(counted),
    )


def _barely(words: Sequence[Word], place: int) -> bool:
    """``hardly as accurate`` is no more than not as accurate; ``hardly ever`` is rarely."""
    return words[place].stem in ("hardly", "scarcely", "barely") and words[place + 1].stem in ("as", "so", "any", "a")


def _hindered(words: Sequence[Word], lowest: int, place: int) -> bool:
    """Whether something keeps from it; ``nothing stops you from`` is a leave."""
    at = next((at for at in range(lowest, place) if words[at].stem in HINDERS), -1)
    return at >= 0 and (not at or words[at - 1].stem not in ("nothing", "nobody"))


def _as_behind(words: Sequence[Word], place: int, start: int, highest: int) -> bool:
    """Whether ``as ... as`` is completed behind the phrase, or before it as in ``as good as L1 at ...``."""
    if place + 2 < start and words[place + 1].stem in _CARRIERS and words[place + 2].stem == "as":
        return True
    if words[place].stem == "as" and words[place - 1].stem in NEGATIONS:
        return True  # ``not as effective``, whoever the other is
    return any(words[at].stem == "as" and words[at - 1].stem != "well" for at in range(start + 1, highest))


def _as_well(words: Sequence[Word], end: int, highest: int) -> bool:
    """``prevents it as well as L2``."""
    stems = [word.stem for word in words[end : min(end + 3, highest)]]
    named = any(word.names for word in words[end + 3 : end + 5])
    return stems[:1] + stems[2:] == ["as", "as"] and stems[1] in BEHIND and named


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


def _farther(words: Sequence[Word], place: int, lowest: int, names: Collection[int]) -> tuple[set[int], int]:
    """Negations and degree of the verb group before ``place``: ``does not ...``, ``is more likely to ...``."""
    negations: set[int] = set()
    degree = 0
    while place >= lowest:
        if words[place].stem == ",":
            place = _before_insertion(words, place, lowest)
        word, before = words[place], words[place - 1] if place > lowest else None
        stops = word.names and word.text not in ("its", "their") and not _expected(words, place, lowest)
        if stops and not made_to(words, place, lowest):
            break
        if word.stem in ("and", "or", "but", ",", "that", "which", "than"):
            break
        if (
            word.stem in ("not", "never", "rarely", "seldom", "hardly", "scarcely")
            and place not in names
            and before
            and before.stem in AUXILIARIES
            and words[place + 1].stem not in NOT_ONLY
        ):
            negations.add(place)
        if word.stem in _TENDENCIES and before and before.stem in ("more", "less"):
            degree = degree or _DEGREES[before.stem] * (-1 if word.stem == "bad" else 1)
        place -= 1
    return negations, degree


def _even(stems: Sequence[str]) -> bool:
    """Whether two are said to be equal: not by ``equal to zero``."""
    return any(one in EQUALS and (one != "equal" or "zero" not in stems[at:]) for at, one in enumerate(stems[:-1]))


def _inside(stems: Sequence[str], few: int) -> int:
    """The degree by the words within a phrase: ``more``, ``less``; ``more bad`` is less, and what ``fewer`` is."""
    for place, stem in enumerate(stems):
        if stem in _DEGREES and stems[place + 1 : place + 2] not in _UNGRADED:
            bad = stems[place + 1 : place + 2] in (["bad"], ["poor"], ["littl"]) and place + 2 < len(stems)
            slight = stems[place + 1 : place + 2] in (["small"], ["low"], ["weak"]) and bool(
                _EFFECTS & set(stems[place + 2 : place + 3])
            )
            return _DEGREES[stem] * (-1 if bad or slight else few if stems[place + 1 : place + 2] == ["few"] else 1)
    return 0


def _own_degree(words: Sequence[Word], place: int, start: int) -> bool:
    """``make weights smaller in proportion``: the degree is that of the adjective and of nothing behind it."""
    if place + 1 >= start or words[place].text != words[place + 1].text or words[place + 1].stem not in _AMOUNTS:
        return False
    return place + 2 < start or words[start].stem in _PREPOSITIONS


def _force(words: Sequence[Word], lowest: int, highest: int, start: int, end: int, names: Collection[int]) -> str:
    """The nearest word of force in the clause: before the phrase, or right behind it."""
    forces = around().force
    first = forces.first
    for place in range(min(highest, end + 3) - 1, lowest - 1, -1):
        if words[place].stem not in first or words[place].stem in HARD or place in names:
            continue
        kind, _ = forces.longest(words, place)
        if kind and (place < start or kind != "always" or place < end + 2):
            return kind
    return ""
