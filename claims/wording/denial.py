"""Words that deny a predicate and are no negations by themselves, and how much a negation denies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from regclaims.claims.wording.clauses import around
from regclaims.claims.wording.trie import Trie
from regclaims.claims.wording.words import Word


def denying(words: Sequence[Word], lowest: int, start: int, names: Collection[int] = ()) -> int:
    """How many times what stands before the predicate denies it in words that are no negations by themselves."""
    return counted(around().denying, words, lowest, start, names)


def counted(phrases: Trie, words: Sequence[Word], lowest: int, highest: int, names: Collection[int] = ()) -> int:
    """How many of the phrases stand in ``words[lowest:highest]``, but for those that belong to ``names``."""
    first = phrases.first
    found = 0
    for place in range(lowest, highest):
        if words[place].stem in first and not (place in names and _owned(words, place)):
            meaning, end = phrases.longest(words, place)
            found += bool(meaning) and end <= highest
    return found


def _owned(words: Sequence[Word], place: int) -> bool:
    """``inputs with no bearing on the outcome``, ``features that have nothing to do with it``."""
    before = [word.stem for word in words[max(0, place - 2) : place]]
    return before[-1:] in (["with"], ["of"]) or before[:1] in (["that"], ["which"])


def beyond(words: Sequence[Word], lowest: int, stop: int) -> int:
    """How many times the predicate is denied before its subject, which stands at ``stop`` or before."""
    while stop >= lowest and not words[stop].names:
        stop -= 1
    return counted(around().beyond, words, lowest, stop)


def denial_of(words: Sequence[Word], lowest: int, highest: int) -> str:
    """The force that a negation in the clause denies, by the words that go with it."""
    denial = around().denial
    first = denial.first
    kinds = {denial.longest(words, place)[0] for place in range(lowest, highest) if words[place].stem in first}
    return next((kind for kind in ("always", "usually", "can") if kind in kinds), "")
