"""What a text calls L1 and L2: penalties, or caches, languages, layers, distances and what else goes by these names.

The sentence itself counts first, then the document. In a document that speaks more of something else than of penalised
models, or never of these, L1, L2, lasso and ridge name no method unless the sentence says that they do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass

from regclaims.claims.wording.methods import names
from regclaims.claims.wording.passages import Passage
from regclaims.claims.wording.words import stem

_WORD = re.compile(r"[a-zA-Z]+")
_FEWEST = 2
"""Different words that it takes to say what a document is about."""
_ENOUGH = 25
"""A text of so many different words that speaks of penalised models says so in one of them."""
_AMBIGUOUS = frozenset({"lasso", "ridge"})


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a document is about."""

    elsewhere: bool
    """Whether it is about something else that goes by the names of methods."""
    evident: bool
    """Whether any of its words shows that L1 and L2 are penalties."""


def topic_of(passages: Iterable[Passage]) -> Topic:
    """What a document of these passages is about."""
    said: set[str] = set()
    for passage in passages:
        for text in (passage.text, *passage.headings, passage.lead, passage.row, passage.column):
            said.update(_WORD.findall(text.lower()))
    stems = {stem(word) for word in said}
    return Topic(elsewhere=_elsewhere(stems), evident=not stems.isdisjoint(names().own_words))


def _elsewhere(stems: Set[str]) -> bool:
    known = names()
    if len(stems) >= _ENOUGH and not stems & (known.proof_words | known.sure_words) - _AMBIGUOUS:
        return True
    other = len(stems & (known.alien_words | known.alien_hints))
    return other >= _FEWEST and other >= 2 * len(stems & known.proof_words)


def alien(stems: Collection[str], *, before: bool, document: bool) -> bool:
    """Whether L1 and L2 are something else in a sentence of such words.

    ``before``: whether they were so in what was read before; ``document``: whether all of it is about something else.
    """
    known, said = names(), frozenset(stems)
    if document:
        return not said & known.proof_words or bool(said & known.alien_words)
    if said & known.alien_words:
        return not said & known.sure_words
    return before and not said & known.own_words
