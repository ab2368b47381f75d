"""A sentence as it is read: its words, clauses and fields, where it stands, and what was spoken of before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from regclaims.claims.wording import conditions
from regclaims.claims.wording.clauses import HARD, Clause, clauses
from regclaims.claims.wording.context import Context
from regclaims.claims.wording.methods import NAMED, mentions
from regclaims.claims.wording.normalise import Folded, fold
from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.phrases import Read
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.silence import unimplied
from regclaims.claims.wording.subjects import Above
from regclaims.claims.wording.words import Word
from regclaims.claims.wording.words import words as words_of

NEGATIVE_NAMES = frozenset({"IRRELEVANT", "NEWDATA", "UNSTABLE", "NOEFFECT", "NOHEED", "NOTBECAUSE"})
"""Fields some of whose phrases hold a negation."""
ASIDE = frozenset({"condition", "embedded"})
"""Kinds of clauses that assert nothing."""


class Told(NamedTuple):
    """Something that was said of one method."""

    relation: str
    method: str
    degree: str
    place: int
    """Behind which word; -1 in a sentence before."""
    denies: bool
    """Whether it was said in a phrase that holds its own negation."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """All that is known of a sentence before it is understood."""

    words: Sequence[Word]
    """With mentions of methods made one word each; words of a table's header come first and have no place."""
    passage: Passage
    folded: Folded
    """The passage's text in plain form."""
    span: tuple[int, int]
    """Where the sentence stands in the passage's text."""
    above: Above
    context: Context
    earlier: Callable[[], Sequence[str]]
    """Finds the conditions that the sentence before it names."""
    told: Callable[[], Sequence[Told]]
    """What the sentence before it says of one method."""
    evident: bool
    """Whether it is clear that L1 and L2 are penalties here."""
    own: int = 0
    """The word with which the text's own view begins, behind what it says that others say."""

    @property
    def text(self) -> str:
        """As written."""
        return self.passage.text[slice(*self.span)]

    @cached_property
    def parts(self) -> list[Clause]:
        """Its clauses."""
        found = clauses(self.words)
        return [replace(one, kind="embedded") if one.end <= self.own else one for one in found] if self.own else found

    @cached_property
    def unimplied(self) -> range:
        """The words of what it says not to follow."""
        return unimplied(self.words)

    @cached_property
    def read(self) -> Read:
        """Its words with the fields that they belong to."""
        return _read(self.words, self.parts)

    @cached_property
    def named_by_negation(self) -> frozenset[tuple[int, str]]:
        """Words of names such as ``features that do not matter``, whose negation denies nothing, and their fields."""
        return frozenset(
            (at, field)
            for place, fields in enumerate(self.read.fields)
            for field, ends in fields.items()
            if field in NEGATIVE_NAMES
            for at in range(place, max(ends))
        )

    @cached_property
    def conditions(self) -> list[str]:
        """Conditions that it, or what hangs over it as item or cell, names."""
        return _conditions(self.read, self.passage)

    @cached_property
    def particular(self) -> bool:
        """Whether it is said of a case of its own: ``Few samples, much noise, many features: ...``."""
        first, passage = self.parts[0], self.passage
        over = [*passage.headings[-1:], passage.lead, passage.row, passage.column]
        label = self.words[first.end - 1].stem == ":" and conditions.particular(self.words[: first.end])
        return label or any(_particular(text) for text in over if "," in text)

    def clause(self, start: int, end: int) -> int:
        """Number of the clause that the words from ``start`` to ``end`` belong to."""
        first, last = self._numbers[start], self._numbers[max(0, end - 1)]
        asserts = self.parts[last].kind not in ASIDE
        if self.parts[first].kind in ASIDE or (asserts and self._names(last) and not self._names(first)):
            return last
        return first

    def around(self, at: int, end: int) -> Sequence[Word]:
        """The words of clause ``at``, on to that of the word before ``end``, with circumstances: ``with SGD, ...``."""
        first, after = at, self.parts[at + 1 : at + 2]
        while first and self._goes_on(first - 1):
            first -= 1
        last = after[0].end if after and after[0].kind == "condition" else self.parts[at].end
        return self.words[self.parts[first].start : max(last, self.parts[self.clause(end - 1, end)].end)]

    def _goes_on(self, at: int) -> bool:
        """Whether a circumstance in front or half a subject stands in clause ``at``: ``with SGD,``, ``L2 and``."""
        part = self.parts[at]
        sign = self.words[part.end - 1].stem
        fronted = part.kind != "condition" or not at or self.words[part.start - 1].stem in HARD
        return sign == "and" or (sign == "," and fronted and not self._method(at))

    def _method(self, at: int) -> bool:
        return any(word.method in NAMED for word in self.words[self.parts[at].start : self.parts[at].end])

    def _names(self, at: int) -> bool:
        return at in self._naming

    @cached_property
    def _numbers(self) -> list[int]:
        """Of each word the number of its clause."""
        return [at for at, part in enumerate(self.parts) for _ in range(part.start, part.end)]

    @cached_property
    def _naming(self) -> frozenset[int]:
        """Numbers of the clauses that name a method."""
        return frozenset(at for at, word in zip(self._numbers, self.words, strict=True) if word.names)

    def place(self, words: Sequence[Word]) -> tuple[int, int]:
        """Where the words stand in the passage's text; the whole sentence if they are a header's."""
        own = [word for word in words if word.start >= 0]
        if not own:
            return self.span
        return self.folded.at[own[0].start], self.folded.at[own[-1].end - 1] + 1

    def condition(self, at: int) -> str:
        """In its own words, the condition on clause number ``at``."""
        here = [word for word in conditions.beside(self.words, self.parts, at) if word.start >= 0]
        start, end = self.place(here) if here else (0, 0)
        return self.passage.text[start:end].strip(" ,.:")


def conditions_of(words: Sequence[Word], passage: Passage) -> list[str]:
    """Conditions that a sentence of such words, or what hangs over it, names."""
    return _conditions(_read(words, clauses(words)), passage)


def _read(words: Sequence[Word], parts: Sequence[Clause]) -> Read:
    return Read(words, rules().fields, frozenset(part.start for part in parts[1:]))


def _conditions(read: Read, passage: Passage) -> list[str]:
    found = conditions.named(read)
    if passage.scope is not Scope.PARAGRAPH:
        for text in (passage.lead, passage.row, passage.column):
            if text:
                found += conditions.named(_read_over(text))
    if passage.headings and passage.scope is not Scope.HEADING:
        found += _under(passage.headings[-1])
    return [name for name in rules().condition_order if name in found]


@lru_cache(maxsize=256)
def _read_over(text: str) -> Read:
    """What stands over a passage."""
    return Read(words_of(fold(text).text), rules().fields)


@lru_cache(maxsize=256)
def _under(heading: str) -> tuple[str, ...]:
    return tuple(conditions.of_heading(Read(mentions(words_of(fold(heading).text)), rules().fields)))


@lru_cache(maxsize=256)
def _particular(text: str) -> bool:
    return conditions.particular(words_of(fold(text).text))
