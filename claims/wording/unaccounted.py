"""Negations that stand before a predicate and were not counted: whether it is denied is then not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.denial import HINDERS, INSTEAD, NOT_ONLY, behind_denial, in_a_name
from regclaims.claims.wording.roles import role
from regclaims.claims.wording.trie import Trie
from regclaims.claims.wording.words import Word

_DENIES = frozenset({
    "not", "no", "never", "neither", "nor", "nobody", "nothing", "none", "nowher", "hardly", "scarcely", "barely",
    "rarely", "seldom",
})  # fmt: skip
_LEADS_IN = frozenset({"in", "under", "at", "for", "with", "by", "on", "from", "through"})
"""``In no setting that I know of, ...``: a comma does not end what such a word begins."""
_REPORTS = frozenset({"that", "who"})
_LIMITS = frozenset({"only", "just", "merely", "solely", "alone", "simply", "purely", "exclusively"})
_DOES = frozenset({"does", "do", "did", "can", "will", "could", "would"})
_ASIDE = frozenset({"so", "as", "than", "nor", "neither", "that", "which", "who", "what"})
"""``as does L2``; ``what does L2 do``."""
_AGAIN = (["it", "be"], ["they", "be"], ["befor"], ["ever"], ["it", "was"])
_REASONS = frozenset({";", "sinc", "since", "because", "as", "for", "-", ":"})
_SMALL_WORDS = frozenset({"the", "a", "an", "with", "by", "under", "from", "of", "for", "in"})


def unaccounted(
    words: Sequence[Word], lowest: int, start: int, counted: Collection[int], names: Collection[int]
) -> bool:
    """Whether a negation in ``words[lowest:start]`` bears on the predicate at ``start`` for all that is known.

    ``counted``: places of those that were taken for denials of it; ``names``: of those that belong to names.
    """
    return any(
        words[at].stem in _DENIES
        and at not in counted
        and not (at in names or _denies_other(words, at, lowest, start) or _cut_off(words, at, lowest, start))
        for at in range(lowest, start)
    )


def unclear(words: Sequence[Word], lowest: int, span: tuple[int, int], highest: int, counted: Collection[int]) -> bool:
    """Whether it is not known how far a denial goes, or whether there is one, though no negation is left over."""
    start, end = span
    outer = behind_denial(words, lowest, start)
    limits = (at for at in range(outer.stop, highest) if not start <= at < end) if outer else ()
    if any(words[at].stem in _LIMITS for at in limits):
        return True  # ``it is wrong to say that only the lasso ...``
    return (
        (not counted and _inverted(words, lowest, start)) or _as_ever(words, end) or _as_other_does(words, lowest, end)
    )


def _inverted(words: Sequence[Word], lowest: int, start: int) -> bool:
    """``Not until lambda is huge does the lasso ...``: what stands before the verb says under what restriction."""
    for at in range(max(1, lowest - 1), start - 1):
        subject = at + 1 + (words[at + 1].text in ("the", "a", "an"))
        if words[at].text in _DOES and words[subject].names and subject < start:
            before = words[at - 1]
            return not before.names and before.stem not in _ASIDE and before.text not in ("i", "you", "we", "they")
    return False


def _as_ever(words: Sequence[Word], end: int) -> bool:
    """``leaves overfitting just as bad as it was``."""
    for at in range(end, min(end + 4, len(words) - 1)) if words[end - 1].stem != "as" else ():
        if words[at].stem == "as" and words[at + 1].stem != "well":
            behind = [word.stem for word in words[at + 1 : at + 3]]
            return any(behind[: len(again)] == again for again in _AGAIN)
    return False


def _as_other_does(words: Sequence[Word], lowest: int, end: int) -> bool:
    """``Instead of dropping some, as the lasso does, ridge ...``: what is set aside is what the other one does."""
    if lowest + 1 >= len(words) or (words[lowest].text, words[lowest + 1].text) not in INSTEAD:
        return False
    return any(
        words[at].stem in ("as", "like") and any(word.names for word in words[at + 1 : at + 3])
        for at in range(end, min(end + 6, len(words)))
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
    return (
        words[at].stem == "less" and words[at + 1].stem == "than" and any(one.names for one in words[at + 2 : at + 4])
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


def disowned(words: Sequence[Word], end: int, names: Collection[int]) -> int:
    """Of a sentence that begins with ``that``, whether it goes on with ``is not so``: 1; -1 where that is not sure."""
    if words[0].stem != "that" or words[1].text in around().finite:
        return 0
    stop = next((at for at in range(end, len(words)) if words[at].stem in _REASONS), len(words))
    disowns = around().disowns
    if any(disowns.at(words, at) for at in range(end, stop)):
        return 1
    verb = next((at for at in range(end, stop) if words[at].stem == "be"), stop)
    stop = next((at for at in range(verb, stop) if words[at].stem in ("and", "but")), stop)
    return -any(words[at].stem in _DENIES and at not in names for at in range(end, stop))


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
    first = next((place + 1 for place in range(at - 1, lowest - 1, -1) if words[place].stem == ","), lowest)
    if first > lowest:
        return True
    return words[first].stem not in _LEADS_IN and any(word.text in around().finite for word in words[first:stop])


def _joins(words: Sequence[Word], place: int) -> bool:
    """``that it cannot choose more and that its choice is unstable``."""
    return words[place].stem == "and" and words[place + 1].stem == "that"
