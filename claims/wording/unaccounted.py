"""Negations that stand before a predicate and were not counted: whether it is denied is then not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.denial import HINDERS, NOT_ONLY, in_a_name
from regclaims.claims.wording.roles import role
from regclaims.claims.wording.trie import Trie
from regclaims.claims.wording.words import Word

DENIES = frozenset({
    "not", "no", "never", "neither", "nor", "nobody", "nothing", "none", "nowher", "hardly", "scarcely", "barely",
    "rarely", "seldom",
})  # fmt: skip
_LEADS_IN = frozenset({"in", "under", "at", "for", "with", "by", "on", "from", "through"})
"""``In no setting that I know of, ...``: a comma does not end what such a word begins."""
_REPORTS = frozenset({"that", "who"})
_SMALL_WORDS = frozenset({"the", "a", "an", "with", "by", "under", "from", "of", "for", "in"})


def unaccounted(
    words: Sequence[Word], lowest: int, start: int, counted: Collection[int], names: Collection[int]
) -> bool:
    """Whether a negation in ``words[lowest:start]`` bears on the predicate at ``start`` for all that is known.

    ``counted``: places of those that were taken for denials of it; ``names``: of those that belong to names.
    """
    return any(
        words[at].stem in DENIES
        and at not in counted
        and not (at in names or _denies_other(words, at, lowest, start) or _cut_off(words, at, lowest, start))
        for at in range(lowest, start)
    )


def _denies_other(words: Sequence[Word], at: int, lowest: int, start: int) -> bool:
    """Whether the negation belongs to what denies nothing, or was counted as a phrase: ``no wonder``, ``than not``."""
    after, before = words[at + 1], words[at - 1].stem if at else ""
    if words[at].names or after.stem in NOT_ONLY or before == "than" or after.method == "reg":
        return True
    if after.stem in HINDERS or _even(words, at + 1) or in_a_name(words, at, start, ()):
        return True
    known = (around().harmless, around().denying, around().beyond)
    return any(_covers(phrases, words, at, lowest, start) for phrases in known) or _sets_apart(words, at)


def _even(words: Sequence[Word], at: int) -> bool:
    """``no less than the lasso``."""
    return [word.stem for word in words[at : at + 2]] == ["less", "than"] and any(
        one.names for one in words[at + 2 : at + 4]
    )


def _covers(phrases: Trie, words: Sequence[Word], at: int, lowest: int, start: int) -> bool:
    """Whether a phrase that begins shortly before ``at``, or there, goes over it and ends before the predicate."""
    for place in range(max(lowest, at - 4), at + 1):
        if words[place].stem in phrases.first and at < phrases.longest(words, place)[1] <= start:
            return True
    return False


def harmless(words: Sequence[Word]) -> set[int]:
    """Places of words that deny nothing of what follows: ``no wonder``, ``it cannot be denied that``."""
    found: set[int] = set()
    first = around().harmless.first
    for at, word in enumerate(words):
        if word.stem in first:
            found.update(range(at, around().harmless.longest(words, at)[1]))
    return found


def _sets_apart(words: Sequence[Word], at: int) -> bool:
    """``It is ridge, and not the lasso, that ...``."""
    name = at + 1
    while name + 1 < len(words) and words[name].stem in _SMALL_WORDS:
        name += 1
    return name < len(words) and bool(words[name].names) and role(words, name) == "contrast"


def _cut_off(words: Sequence[Word], at: int, lowest: int, start: int) -> bool:
    """Whether what the negation belongs to ends before the predicate: ``age does not, income ...``."""
    stop = next((place for place in range(at + 1, start) if words[place].stem == "," or _joins(words, place)), start)
    if stop == start or any(
        words[place].stem == "," and words[place + 1].stem in _REPORTS for place in range(stop, start)
    ):
        return False
    if stop == at + 1 and any(words[place].stem == "," for place in range(stop + 1, start)):
        return False  # ``does not, contrary to ridge, keep ...``
    first = next((place + 1 for place in range(at - 1, lowest - 1, -1) if words[place].stem == ","), lowest)
    if first > lowest:
        return True
    return words[first].stem not in _LEADS_IN and any(word.text in around().finite for word in words[first:stop])


def _joins(words: Sequence[Word], place: int) -> bool:
    """``that it cannot choose more and that its choice is unstable``."""
    return words[place].stem == "and" and words[place + 1].stem == "that"
