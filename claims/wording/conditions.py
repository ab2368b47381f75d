"""Circumstances that a sentence names: which ones the rules know, and in which words."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.clauses import Clause, asserted
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
_KEEPS = frozenset({"keep", "retain", "includ"})
_OPENS_ADJUNCT = frozenset({"for", "in", "with", "under"})
_QUANTIFIERS = frozenset({"most", "many", "all", "every", "some", "several", "general"})
_CASES = frozenset({"cas", "situation", "set", "setting", "problem", "task", "application", "data", "dataset"})
_SETTINGS = frozenset(
    {"settings", "setting", "situations", "regimes", "regime", "scenarios", "cases", "problems", "ones"}
)
_CIRCUMSTANCES = frozenset({
    "cas", "design", "set", "setting", "situation", "regim", "data", "problem", "model", "task", "feature",
    "sampl", "dimension", "noise", "predictor", "greaterthan", "effect", "signal", "column", "input", "covariate",
    "observation", "row",
})  # fmt: skip
_STATES = frozenset({
    "few", "many", "lot", "littl", "hardly", "no", "all", "everything", "high", "low", "strong", "weak", "correlat",
    "relevan", "larg", "small", "more", "much", "greaterthan", "irrelevan", "sparse", "dense",
})  # fmt: skip
"""Of what circumstances are told with, where no verb is: ``lots of noise, strong signals:``."""
_GOALS = frozenset({"selec", "choos", "find", "keep", "reduc", "drop", "get", "remov"})
"""In a heading they tell what is sought: ``Selecting a small number of features``."""
_OF_HEADINGS = frozenset({"few_matter", "all_matter", "high_dim", "low_dim", "correlated"})
"""What a heading may name for all that stands under it."""


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
        if name in _MATTERING and _keeps(read.words, match.start):
            continue
        over = any(word.method in NAMED for word in read.words[match.start : match.end])
        if not said & _EXCLUDES and not over:
            return True
    return False


def _keeps(words: Sequence[Word], start: int) -> bool:
    """``Ridge keeps all features`` tells what it does, and not how many matter."""
    verb = start if words[start].stem in _KEEPS else start - 1
    return verb > 0 and words[verb].stem in _KEEPS and bool(words[verb - 1].names)


def beside(words: Sequence[Word], parts: Sequence[Clause], at: int) -> Sequence[Word]:
    """The words of the condition on clause number ``at``: right behind it, or before it at the sentence's beginning."""
    for number in (at + 1, at - 1):
        if not 0 <= number < len(parts):
            continue
        part = parts[number]
        here = words[part.start : part.end]
        if part.kind == "condition" or (part.start == 0 and (_is_adjunct(here) or _is_label(here))):
            return here
    return ()


def _is_label(words: Sequence[Word]) -> bool:
    """``Lots of noise, strong signals:`` before what is so then."""
    return words[-1].stem == ":" and not any(word.names for word in words) and _is_list(words)


def particular(words: Sequence[Word]) -> bool:
    """``p > n, everything relevant, little noise``: three circumstances at once are a case of their own."""
    commas = sum(word.stem == "," for word in words)
    return commas > 1 and not any(word.names for word in words) and _is_list(words)


def _is_list(words: Sequence[Word]) -> bool:
    """Whether circumstances are named without a verb."""
    stems = {word.stem for word in words}
    told = not (_STATES.isdisjoint(stems) or _CIRCUMSTANCES.isdisjoint(stems))
    return told and not asserted(words)


def of_heading(read: Read) -> list[str]:
    """Circumstances that a heading names for all that stands under it, if it names one and no method."""
    if any(word.names or word.stem in _GOALS for word in read.words) or particular(read.words):
        return []
    found = [name for name in named(read) if name in _OF_HEADINGS]
    return found if len(found) == 1 else []


def _is_adjunct(words: Sequence[Word]) -> bool:
    """``for the orthonormal case,``, ``in the p > n setting,``."""
    stems = {word.stem for word in words}
    if len(words) > 1 and words[1].stem in _QUANTIFIERS and not stems.isdisjoint(_CASES):
        return False  # ``in most cases,`` says how often
    return words[0].stem in _OPENS_ADJUNCT and bool(stems & _CIRCUMSTANCES) and not any(word.names for word in words)


def of_case(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether ``sparse`` is said of the circumstances: ``in sparse settings the lasso ...``."""
    told = any(word.text in _SETTINGS for word in words[start + 1 : end + 1])
    return told and (not start or words[start - 1].text in ("in", "for", "under"))


def own(names: Sequence[str], words: Sequence[Word]) -> list[str]:
    """Of conditions that a sentence ``names`` those on a clause of ``words``: ``same for SGD, but not for Adam``."""
    doubtful = [rivals for rivals in _RIVALS if rivals <= set(names)]
    here = frozenset(named(Read(words, rules().fields))) if doubtful else frozenset()
    meant = [rivals for rivals in _RIVALS if len(rivals & here) == 1]
    unclear = frozenset().union(*(rivals for rivals in doubtful if not rivals & here))
    return [name for name in names if name not in unclear and not any(name in rivals - here for rivals in meant)]


def torn(names: Sequence[str], words: Sequence[Word]) -> bool:
    """Whether a phrase goes over a stop where rivals are named: ``with Adam they differ; with SGD they agree``."""
    return any(rivals <= set(names) for rivals in _RIVALS) and any(word.stem == ";" for word in words)


def of_part(names: Sequence[str], words: Sequence[Word], whole: Read) -> list[str]:
    """Of ``names`` those on the part of ``words``: ``use ridge with outliers; use L1 for feature selection``."""
    here = named(Read(words, rules().fields)) if any(word.stem == ";" for word in whole.words) else []
    if not here:
        return list(names)
    apart = set(named(whole)) - set(here)
    return [name for name in names if name not in apart]
