"""Circumstances that a sentence names: which ones the rules know, and in which words."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.clauses import Clause
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.phrases import NEGATIONS, Phrase, Read, matches
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.words import Word

_MATTERING = frozenset({"few_matter", "all_matter"})
_COUNTING = frozenset({"low_dim", "high_dim"})
"""``few features matter`` speaks of few features, but not of a low dimension."""
_RIVALS = (frozenset({"sgd", "adam"}), frozenset({"few_matter", "all_matter"}), frozenset({"high_dim", "low_dim"}))
"""Of these one is meant where a clause names one and another clause the other."""
_EXCLUDES = NEGATIONS | {"than"}
_OPENS_ADJUNCT = frozenset({"for", "in", "with", "under"})
_CIRCUMSTANCES = frozenset({
    "cas", "design", "set", "setting", "situation", "regim", "data", "problem", "model", "task", "feature",
    "sampl", "dimension", "noise", "predictor", "greaterthan",
})  # fmt: skip


def named(read: Read) -> list[str]:
    """Conditions that the words name, in the order of the rules: what is more particular comes first."""
    seen = {name for name, phrase in rules().conditions.met(read.seen) if _wanted(name, phrase, read)}
    if seen & _MATTERING:
        seen -= _COUNTING
    return [name for name in rules().condition_order if name in seen]


def _wanted(name: str, phrase: Phrase, read: Read) -> bool:
    """Whether the phrase is there, over no method, and for a wish not as ``we do not need ...``."""
    for match in matches(phrase, read):
        first, last = max(0, match.start - 2), match.end if name.startswith("want_") else match.start
        said = {word.stem for word in read.words[first:last]}
        over = any(word.method in NAMED for word in read.words[match.start : match.end])
        if not said & _EXCLUDES and not over:
            return True
    return False


def beside(words: Sequence[Word], parts: Sequence[Clause], at: int) -> Sequence[Word]:
    """The words of the condition on clause number ``at``: right behind it, or before it at the sentence's beginning."""
    for number in (at + 1, at - 1):
        if not 0 <= number < len(parts):
            continue
        part = parts[number]
        here = words[part.start : part.end]
        if part.kind == "condition" or (part.start == 0 and _is_adjunct(here)):
            return here
    return ()


def _is_adjunct(words: Sequence[Word]) -> bool:
    """``for the orthonormal case,``, ``in the p > n setting,``."""
    stems = {word.stem for word in words}
    return words[0].stem in _OPENS_ADJUNCT and bool(stems & _CIRCUMSTANCES) and not any(word.names for word in words)


def own(names: Sequence[str], words: Sequence[Word]) -> list[str]:
    """Of conditions that a sentence ``names`` those on a clause of ``words``: ``same for SGD, but not for Adam``."""
    doubtful = frozenset().union(*(rivals for rivals in _RIVALS if rivals <= set(names)))
    here = frozenset(named(Read(words, rules().fields))) if doubtful else frozenset()
    meant = [rivals for rivals in _RIVALS if len(rivals & here) == 1]
    return [name for name in names if not any(name in rivals - here for rivals in meant)]
