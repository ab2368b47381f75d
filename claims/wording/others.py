"""Whether a clause under the name of a method has a subject of its own: ``Momentum makes training faster``.

What is no part of a model or its fit is taken for something else; troubles such as outliers speak of the method only
where they are dealt with: ``outliers have little influence``, but not ``outliers can distort a model``.
"""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.clauses import Clause
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.words import Word

_VERBS = frozenset({
    "contribute", "contributes", "inflates", "distort", "distorts", "skew", "skews", "propose", "proposes", "proposed",
    "introduced", "decreases", "increases", "shows", "show", "occurs", "occur", "arises", "arise", "happens", "refers",
    "learns", "learn", "indicate", "indicates", "enables", "enable",
})  # fmt: skip
"""Finite forms beside those of ``around.toml``."""
_ENDS = frozenset({
    "of", "in", "with", "that", "for", "to", "from", "on", "by", "under", "at", "without", "between", "among", "such",
    "like", "than", "as", "into", "over", "(", "which", "who", "us",
})  # fmt: skip
"""What begins behind the noun that a subject is about."""
_SKIPPED = frozenset(
    {"also", "and", "but", "thus", "so", "hence", "therefore", "moreover", "usually", "often", "however"}
)
_TROUBLES = frozenset({
    "outlier", "outlying", "anomaly", "collinear", "multi", "correlat", "noise", "overfit", "underfit", "extrem",
})  # fmt: skip
_KINDS = frozenset({"complex", "simpl", "flexibl", "larg", "big", "deep", "overfit", "complicat"})
_MODELS = frozenset({"model", "network"})
"""``Complex models tend to overfit`` speaks of models in general."""
_DEEDS = frozenset({
    "adding", "shrinking", "penalizing", "penalising", "setting", "constraining", "reducing", "increasing", "squaring",
    "minimizing", "minimising", "limiting", "restricting", "using", "driving", "forcing", "applying", "imposing",
    "means", "discouraging", "pulling", "pushing", "punishing", "keeping", "making", "dropping", "removing", "design",
})  # fmt: skip
"""What a penalty does."""
_LEARNING = frozenset({
    "training", "fitting", "learning", "optimizing", "optimising", "computing", "solving", "tuning", "estimating",
    "regularizing", "regularising", "converging", "predicting", "overfitting", "underfitting", "choosing", "selecting",
    "doing", "everything", "nothing", "something", "anything",
})  # fmt: skip
"""What is done with a model, and what only ends alike: ``Training is fast`` tells of the method that stands over it."""
_METHODS = frozenset({"method", "techniqu", "approach", "algorithm", "model", "estimat", "procedur"})
_FITTED = frozenset({"loss", "objectiv", "likely", "descent", "optimizer", "error", "solver"})
"""What ``which is`` tells of, right behind it."""
_PEOPLE = frozenset({
    "user", "critic", "fan", "friend", "opponent", "proponent", "advocat", "inventor", "author", "history", "mistak",
    "nam", "origin", "misus", "abus", "misinterpret", "defender", "adherent",
})  # fmt: skip
"""What is said of them is not said of the method they belong to."""
_SMALL = frozenset({"the", "a", "an", "some", "other", "such"})
_DEALT = frozenset({"be", "have", "get", "becom", "remain", "cannot"})
_LITTLE = frozenset({"less", "littl", "no", "not", "hardly", "barely", "small", "low", "limit", "reduc", "never"})


def speaks_of_other(words: Sequence[Word], parts: Sequence[Clause], at: int) -> bool:
    """Whether the subject of clause number ``at``, which names no method, is something else than what stands over it.

    ``..., leading to ...`` and ``, which ...`` go on with the subject of the clause before.
    """
    if _done_by_other(words, parts[at]):
        return True
    while at and (words[parts[at].start].text.endswith("ing") or words[parts[at].start].stem == "which"):
        at -= 1
    clause = parts[at]
    start = clause.start
    while start < clause.end and (words[start].stem in _SKIPPED or words[start].text.endswith("ly")):
        start += 1
    verb = next((at for at in range(start, clause.end) if _is_verb(words[at])), start)
    if verb == start + 1 and words[start].text.endswith("ing"):
        return words[start].text not in _DEEDS | _LEARNING
    troubled = any(word.stem in _TROUBLES for word in words[start : min(verb, start + 2)])
    if verb == start or (words[start].text.endswith(("ing", "ed")) and not troubled) or words[start].stem in _ENDS:
        return False
    if any(word.names or word.stem in (",", ":", "-") for word in words[start:verb]):
        return False
    subject = words[start:verb]
    if troubled:
        rest = {word.stem for word in words[verb : clause.end]}
        return words[verb].stem not in _DEALT and not rest & _LITTLE
    ends = next((at for at, word in enumerate(subject) if at and word.stem in _ENDS), len(subject))
    head = [word for word in subject[:ends] if not word.text.endswith("ly") and word.stem not in _SKIPPED][-1:]
    if any(word.stem in _KINDS for word in subject) and any(word.stem in _MODELS for word in head):
        return True
    return bool(head) and head[0].text.isalpha() and head[0].stem not in around().parts


def _done_by_other(words: Sequence[Word], clause: Clause) -> bool:
    """``overfitting can be prevented by early stopping``: what does it is named, and is no method."""
    for at in range(clause.start + 2, clause.end - 1):
        if words[at].stem != "by" or not words[at - 1].text.endswith(("ed", "done", "en", "out")):
            continue
        behind = [word for word in words[at + 1 : min(at + 4, clause.end)] if word.stem not in _SMALL]
        if not behind or any(word.names or word.stem in _TROUBLES for word in behind):
            return False
        if behind[0].text.endswith("ing"):
            return behind[0].text not in _DEEDS
        return behind[0].text.isalpha() and not any(word.stem in around().parts for word in behind)
    return False


def _is_verb(word: Word) -> bool:
    return word.text in around().finite or word.text in around().past or word.text in _VERBS


def of_another(words: Sequence[Word], clause: Clause, start: int) -> bool:
    """Whether the clause with a predicate at ``start`` tells of something else than the methods it names."""
    of_none = _of_plain_noun(words, clause) or _of_people(words, clause)
    return of_none or _one_of_them(words, clause, start) or _any_other(words, clause, start)


def _of_plain_noun(words: Sequence[Word], clause: Clause) -> bool:
    """``optimized with proximal methods, which are fast``, ``added to the loss, which is smooth``: told of the noun."""
    at = clause.start
    if clause.kind != "relative" or at < 2 or words[at + 1 : at + 2] == [] or words[at + 1].stem not in ("be", "have"):
        return False
    noun = words[at - 2] if words[at - 1].stem == "," else words[at - 1]
    others = words[at + 1].text in ("are", "have") and noun.text.endswith("s") and noun.stem not in around().parts
    return not noun.names and (others or noun.stem in _FITTED)


def _of_people(words: Sequence[Word], clause: Clause) -> bool:
    """``Users of the lasso``, ``lasso fans``, ``mistakes of the lasso``: it is not the method that is spoken of."""
    here = words[clause.start : min(clause.start + 5, clause.end)]
    at = 1 if here and here[0].text in ("the", "most", "many", "some") else 0
    if len(here) < at + 3:
        return False
    one, other = here[at : at + 2]
    return (one.stem in _PEOPLE and other.stem == "of") or (bool(one.names) and other.stem in _PEOPLE)


def _one_of_them(words: Sequence[Word], clause: Clause, start: int) -> bool:
    """``Only one of them sets weights to zero``: it is not said which."""
    for at in range(start - 1, max(clause.start, start - 6) - 1, -1):
        if words[at].method in NAMED:
            return False
        if words[at].text == "one" and not words[at].names:
            before = words[at - 1].stem if at > clause.start else ""
            behind = words[at + 1 : at + 3]
            of = [word.stem for word in behind[:1]] == ["of"] and any(
                bool(word.names) or word.text in ("them", "these", "the") for word in behind[1:]
            )
            return before in ("only", "just") or (of and at <= clause.start + 1)
    return False


def _any_other(words: Sequence[Word], clause: Clause, start: int) -> bool:
    """``Any method that selects ...``: it is no method of the fact sheet that the clause speaks of."""
    first = words[clause.start : min(clause.start + 4, start)]
    at = next((at for at, word in enumerate(first) if word.text in ("any", "every", "another", "other", "some")), -1)
    return 0 <= at < 2 and any(word.stem in _METHODS for word in first[at + 1 :])
