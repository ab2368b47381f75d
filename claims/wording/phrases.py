"""Phrases: patterns over words, written as text in the rules and matched without regular expressions.

==============================  ====================================================================================
``robust|resistant to OUTLIER``  one of the words in any form, then ``to``, then a word or phrase of the field OUTLIER
``exactly?``                    may be missing
``~``, ``~~``, ``~~~``          at most three or seven words of the same clause, at most twelve of any
``too_much``                    one choice of two words
``=were``                       that very form
``@ridge``, ``§``               a mention of a method by that name, any mention
``!at|for``                     neither word follows
``& robust OUTLIER``            the first and, anywhere in its clause, each of the others; ``&&``: in the sentence
``> outperform``                is a comparison by itself
``= take the same time``        says by itself that two are equal
==============================  ====================================================================================
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from regclaims.claims.wording.methods import PRONOUNS
from regclaims.claims.wording.trie import Trie
from regclaims.claims.wording.words import Word, stem

GAPS = {"~": 3, "~~": 7, "~~~": 12}
CLOSES = frozenset({",", ";", ":", "(", ")", ".", "?", "!", '"', "[", "]", "-", "while", "whereas", "but", "because"})
"""Words and signs that no gap goes over; a long gap goes over commas."""
_LONG_CLOSES = CLOSES - {",", "because", "(", ")", "but"}
_JOINTS = frozenset({"but", "yet", "though", "although", "and", "because", "while", "whereas", "without"})
"""What may begin a clause as a phrase's own word."""
_TURNS = frozenset({"but", "yet", "though", "although"})
"""Before these a comma makes no difference."""
_NOUNS = frozenset({stem("penalty"), stem("term")})
_ALIKE = {
    "other": "@other",
    "both": "@both",
    "regulariz": "regularization",
    "penaliz": "penalization",
    "regularization": "regulariz",
    "penalization": "penaliz",
}
"""Verb and noun, and words that may have become mentions: rules do not tell them apart."""
HIDDEN = {
    "EXACTZERO": frozenset({"TOWARDZERO", "AWAYFROMZERO", "OFFZERO"}),
    "WEIGHT": frozenset({"DIALS"}),
    "DURATION": frozenset({"OCCASION"}),
}
"""Fields that are not meant inside others: ``zero`` in ``toward zero``, ``time`` in ``most of the time``."""
_HIDING = frozenset().union(*HIDDEN.values())


_COMMON = frozenset({
    "be", "have", "can", "will", "do", "the", "=the", "a", "an", "this", "that", "it", "one", "we", "you", "i", "our",
    "§", "@l1", "@l2", "and", "or", "but", ",", "no", "not", "than", "of", "to", "in", "on", "with", "for", "by", "as",
    "from", "data", "weight", "n", "num", "INTENSE", "HOWMUCH", "LARGE", "FROMPOINT", "KEEP", "DROP", "TERM", "MODEL",
    "SAMPLE", "WEIGHT", "FEATURE",
})  # fmt: skip
"""In prose these are common, words and fields, however rare they are in rules: phrases are sought by others."""
_MUCH = 60
"""What they weigh more than by the rules alone."""


class Element(NamedTuple):
    """One part of a phrase: a choice of words and fields, a gap, or words that must not follow."""

    choices: frozenset[str]
    optional: bool = False
    gap: int = 0
    barred: bool = False


@dataclass(frozen=True, eq=False)
class Phrase:
    """A pattern over words; what is to be known of it is found out where it is asked for, as few ever fit."""

    text: str

    def __getstate__(self) -> dict[str, str]:
        return {"text": self.text}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Its parts, in order."""
        return parse(plain(self.text))

    @cached_property
    def sought(self) -> tuple[frozenset[str], ...]:
        """Sets of stems and fields of each of which a sentence has to hold one."""
        return tuple(part.choices for part in self.elements if part.choices and not part.optional and not part.barred)

    def rarest_first(self, weight: Mapping[str, int]) -> list[frozenset[str]]:
        """``sought`` in the order in which it is best looked for; ``weight`` tells how often a word is in the rules."""
        weigh = {choice: weight.get(choice, 1) + _MUCH * (choice in _COMMON) for part in self.sought for choice in part}
        return sorted(self.sought, key=lambda choices: sum(weigh[choice] for choice in choices))

    @cached_property
    def choices(self) -> frozenset[str]:
        """All words and fields that it names."""
        return frozenset().union(*(part.choices for part in self.elements))

    @cached_property
    def within(self) -> str:
        """``clause`` or ``sentence``, for a phrase whose words come in any order; else empty."""
        return _WITHIN.get(self.text[:2], "")

    @cached_property
    def compares(self) -> bool:
        """Whether it is a comparison by itself."""
        return self.text.startswith("> ")

    @cached_property
    def equates(self) -> bool:
        """Whether it says by itself that two are equal, as in ``take the same time``."""
        return self.text.startswith("= ")

    @cached_property
    def negative(self) -> bool:
        """Whether a negation is one of its own words."""
        return any(part.choices & _NEGATIVE for part in self.elements)

    @cached_property
    def even(self) -> bool:
        """Whether a word of equality is one of its own words, and so compares nothing."""
        return any(part.choices & EQUALS for part in self.elements)

    @cached_property
    def graded(self) -> bool:
        """Whether ``more`` or ``less`` is one of its own words."""
        return any(part.choices and part.choices <= _GRADED for part in self.elements)


_WITHIN = {"& ": "clause", "&&": "sentence"}
_INTENSE = frozenset({"hard", "strong", "heavy", "good", "bad"})
_SPANS = {"clause": 12, "sentence": 30}
"""Most words from the first to the last of a phrase in any order: what is farther apart seldom belongs together."""
DEGREES = frozenset({"more", "less"})
_GRADED = DEGREES | {"STRONGER", "WEAKER", "SPARSER", "LESSSPARSE"}
EQUALS = frozenset({"equal", "evenly", "same", "alike", "similar", "similarly"})
NEGATIONS = frozenset(
    {"not", "no", "never", "neither", "nor", "without", "none", "rarely", "seldom", "hardly", "unless"}
)
_NEGATIVE = NEGATIONS | {"nothing"}


class Read:
    """A sentence's words with the fields that begin at each, and where each stem or field stands."""

    def __init__(self, words: Sequence[Word], fields: Trie, breaks: frozenset[int] = frozenset()) -> None:
        """``breaks``: words with which a clause begins; short gaps do not go over them."""
        self.words = words
        self.breaks = breaks
        self.fields: list[dict[str, list[int]]] = []
        hidden: dict[str, int] = {}
        places: defaultdict[str, list[int]] = defaultdict(list)
        self.nouns: dict[int, str] = {}
        """Of ``the penalty`` and its like, which stand for a method, the last word, as that is what they say too."""
        first = fields.first
        for place, word in enumerate(words):
            here: dict[str, list[int]] = {}
            for field, end in fields.at(words, place) if word.stem in first else ():
                if field in HIDDEN and any(place < hidden.get(other, 0) for other in HIDDEN[field]):
                    continue
                if field in _HIDING:
                    hidden[field] = max(end, hidden.get(field, 0))
                ends = here.setdefault(field, [])
                if not ends:
                    places[field].append(place)
                if end not in ends:
                    ends.append(end)
            self.fields.append(here)
            places[word.stem].append(place)
            places["=" + word.text].append(place)
            if word.names:
                places["§"].append(place)
                for name in word.names:
                    places["@" + name].append(place)
                noun = stem(word.text.rpartition(" ")[2]) if word.method in PRONOUNS and len(word.names) == 1 else ""
                if noun in _NOUNS:
                    self.nouns[place] = noun
                    places[noun].append(place)
        self.places: Mapping[str, list[int]] = places
        self.seen = frozenset(places)

    def clause(self, place: int) -> tuple[int, int]:
        """Where the clause of a word begins and ends."""
        breaks = sorted({0, len(self.words), *self.breaks})
        at = bisect_right(breaks, place)
        return breaks[at - 1], breaks[at]

    @cached_property
    def bound(self) -> frozenset[int]:
        """Where ``more`` or ``less`` is a part of an adjective's comparative, such as ``faster``."""
        degrees = [place for degree in DEGREES for place in self.places.get(degree, ()) if place + 1 < len(self.words)]
        return frozenset(place for place in degrees if self.words[place].text == self.words[place + 1].text)

    def ends(self, place: int, choices: frozenset[str]) -> list[int]:
        """Where a word or field of ``choices`` that begins at ``place`` ends; the farthest first."""
        word = self.words[place]
        found = [place + 1] if word.stem in choices or "=" + word.text in choices else []
        if word.names and not found:
            named = "§" in choices or any("@" + name in choices for name in word.names)
            if named or self.nouns.get(place) in choices:
                found.append(place + 1)
        here = [ends for field, ends in self.fields[place].items() if field in choices] if self.fields[place] else ()
        return sorted({*found, *(end for ends in here for end in ends)}, reverse=True) if here else found


@cache
def parse(text: str) -> tuple[Element, ...]:
    """The elements of a phrase as written in the rules."""
    return tuple(_element(part) for part in text.split())


@cache
def _element(part: str) -> Element:
    if part.startswith("!"):
        return _element(part[1:])._replace(barred=True)
    if part in GAPS:
        return Element(frozenset(), gap=GAPS[part])
    optional = part.endswith("?")
    words = [word for word in part.rstrip("?").split("|") if word]
    choices = {word if _is_name(word) else stem(word) for word in words}
    alike = {_ALIKE[word] for word in choices & _ALIKE.keys()}
    return Element(frozenset(choices | alike), optional=optional)


def _is_name(word: str) -> bool:
    return word.isupper() or "_" in word or word[0] in "@§" or not word[0].isalpha()


_SIGNS = frozenset({">", "&", "&&", "="})


def plain(text: str) -> str:
    """The phrase without the sign that says how it is meant."""
    sign, _, rest = text.partition(" ")
    return rest if sign in _SIGNS else text


class Match(NamedTuple):
    """Where a phrase fits."""

    start: int
    end: int
    head: tuple[int, int]
    """Of a phrase in any order its first element; else the whole."""


def matches(phrase: Phrase, read: Read) -> Iterator[Match]:
    """Every place where the phrase begins, with the end of its longest fit there."""
    return _scattered(phrase, read) if phrase.within else _in_order(phrase, read)


def _in_order(phrase: Phrase, read: Read) -> Iterator[Match]:
    first = phrase.elements[0].choices
    for place in sorted({place for choice in first for place in read.places.get(choice, ())}):
        end = _end(phrase.elements, 0, read, place)
        if end is not None:
            yield Match(place, end, (place, end))


def found(phrase: Phrase, read: Read) -> bool:
    """Whether the phrase fits anywhere."""
    return not any(map(read.seen.isdisjoint, phrase.sought)) and next(matches(phrase, read), None) is not None


def _scattered(phrase: Phrase, read: Read) -> Iterator[Match]:
    """Fits of a phrase whose words come in any order: each of the others at its place nearest to the first."""
    head, *others = phrase.elements
    for place in _places(head, read):
        if _other_degree(phrase, read, place):
            continue
        end = read.ends(place, head.choices)[0]
        low, high = (0, len(read.words)) if phrase.within == "sentence" else read.clause(place)
        start, stop = place, end
        for other in others:
            near = [at for at in _places(other, read) if low <= at < high and not place <= at < end]
            near = [at for at in near if not _other_degree(phrase, read, at)]
            if not near:
                break
            at = min(near, key=lambda at: abs(at - place))
            start, stop = min(start, at), max(stop, read.ends(at, other.choices)[0])
        else:
            if stop - start <= _SPANS[phrase.within]:
                yield Match(start, stop, (place, end))


def _other_degree(phrase: Phrase, read: Read, place: int) -> bool:
    """Whether the word is the ``more`` of a comparative that the phrase does not speak of."""
    return place in read.bound and read.words[place + 1].stem not in phrase.choices | _INTENSE


def _places(element: Element, read: Read) -> list[int]:
    return sorted({place for choice in element.choices for place in read.places.get(choice, ())})


def _end(elements: tuple[Element, ...], at: int, read: Read, place: int) -> int | None:
    if at == len(elements):
        return place
    element = elements[at]
    if element.barred:
        barred = place < len(read.words) and read.ends(place, element.choices)
        return None if barred else _end(elements, at + 1, read, place)
    if element.gap:
        return _after_gap(elements, at, read, place)
    if place < len(read.words):
        for end in read.ends(place, element.choices):
            apart = end == place + 1 and at + 2 < len(elements) and elements[at + 1].gap and place in read.bound
            found = _end(elements, at + (2 if apart else 1), read, end)
            if found is not None:
                return found
    return _end(elements, at + 1, read, place) if element.optional else None


def _after_gap(elements: tuple[Element, ...], at: int, read: Read, place: int) -> int | None:
    longest = elements[at].gap == GAPS["~~~"]
    closes = _LONG_CLOSES if longest else CLOSES
    length = len(read.words)
    joined = longest or (bool(place) and read.words[place - 1].stem in _JOINTS)
    for skipped in range(elements[at].gap + 1):
        breaks = not longest and skipped and place + skipped in read.breaks
        if breaks and read.words[place + skipped].stem not in _JOINTS:
            return None
        found = _end(elements, at + 1, read, place + skipped)
        if found is not None:
            return found
        here = place + skipped
        if here + 1 < length and read.words[here].stem == "," and read.words[here + 1].stem in _TURNS:
            continue
        if (
            here >= length
            or read.words[here].stem in closes
            or (here in read.breaks and not (longest or (joined and not skipped)))
        ):
            return None
    return None
