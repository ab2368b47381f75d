"""What stands for a method, or for something else, where no name is given: ``it``, ``the regularization term``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regclaims.claims.wording.clauses import Clause
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.words import Word

_PAIR = frozenset({"l1", "l2"})
_ANY = frozenset({*NAMED, "alien", "foreign", "none"})
"""Mentions that ``which`` may stand for."""
_CHOOSES = frozenset({"us", "choos", "prefer", "pick", "tak", "recommend", "try", "apply"})
_OCCASIONS = frozenset({"if", "when", "whenever", "for", "where", "in"})
_DETERMINERS = frozenset({"the", "a", "your", "our"})
_MODELS = frozenset({"model", "network", "classifier", "net", "learner", "algorithm"})
_OPENS = frozenset({"that", "so", "and", "but", ",", ";", ":", "if", "when", "then", "because", "while"})
_BEFORE_NOUN = frozenset({"the", "a", "an", "and", "with", "from", "by", "automatic", "built", "in"})
_THE_TERM = frozenset({"term", "penalty", "regularizer", "regulariser"})
_A_KIND = frozenset({"technique", "method", "approach", "penalty", "regularizer", "regulariser", "term"})


def filled_in(words: list[Word], heading: str) -> list[Word]:
    """``words`` with the method of the heading for ``the regularization term`` and its like."""
    if heading not in _PAIR or not any(word.stem == "§reg" for word in words):
        return words
    if {word.method for word in words} & {*NAMED, "both", "several"} - {heading}:
        return words
    return [
        word._replace(stem=f"§{heading}", names=word.names | {heading})
        if word.method == "reg" and _stands_for_heading(words, place)
        else word
        for place, word in enumerate(words)
    ]


def _stands_for_heading(words: Sequence[Word], place: int) -> bool:
    """``The regularization term is ...``, ``A regularization technique that ...`` under the name of a method."""
    before = words[place - 1].text if place else ""
    definite = before in ("the", "this") and words[place].text.rpartition(" ")[2] in _THE_TERM
    defines = place <= 1 and before in ("", "a", "an") and words[place].text.rpartition(" ")[2] in _A_KIND
    return definite or (
        defines and not (words[place + 1 : place + 2] and words[place + 1].stem in ("be", "can", "help"))
    )


def names_other(
    words: Sequence[Word], roles: Mapping[int, str], heading: str, start: int, parts: Sequence[Clause], at: int
) -> bool:
    """Whether the sentence spoke of another method than the one above it, or goes on to in a relative clause."""
    after = next((part for part in parts[at + 1 : at + 2] if part.kind == "relative"), None)
    named = {
        words[place].method
        for place, what in roles.items()
        if what == "subject" and (place < start or (after and after.start <= place < after.end))
    }
    return bool(named & {*NAMED, "both"} - {heading}) and heading not in named


def owner(words: Sequence[Word], start: int, end: int) -> int:
    """``the variable selection of the lasso``: whose it is, where a noun is what was found; -1 if nobody's."""
    if end + 1 >= len(words) or words[end].stem != "of" or (start and words[start - 1].stem not in _BEFORE_NOUN):
        return -1
    place = end + 1 + (words[end + 1].stem in ("the", "a", "an", "pure"))
    return place if place < len(words) and words[place].method in NAMED else -1


def model_before(words: Sequence[Word], parts: Sequence[Clause], at: int, place: int) -> bool:
    """Whether ``it`` is the model that was spoken of: ``the model should be simple, so that it does not overfit``."""
    return any(
        words[here].stem in _DETERMINERS
        and words[here + 1].stem in _MODELS
        and (here == 0 or words[here - 1].stem in _OPENS)
        for here in range(parts[max(0, at - 1)].start, place - 1)
    )


def named_next(
    words: Sequence[Word], parts: Sequence[Clause], roles: Mapping[int, str], fronted: frozenset[str]
) -> str:
    """``Because it drops features, the lasso is ...``: the subject of the clause behind, which the pronoun is for."""
    if words[0].stem not in fronted or len(parts) < 2:
        return ""
    first = next((place for place in roles if place >= parts[1].start), -1)
    opens = 0 <= first <= parts[1].start + 1 and roles[first] == "subject"
    return words[first].method if opens and words[first].method in NAMED else ""


def each(word: Word) -> tuple[str, ...]:
    """The methods that a joint mention names, in order; lasso and ridge beside a third as both."""
    kinds = [name[2:] for name in sorted(word.names) if name[1:2] == ":"]
    return ("both", *(kind for kind in kinds if kind not in _PAIR)) if set(kinds) > _PAIR else tuple(kinds)


def respective(words: Sequence[Word], clause: Clause) -> int:
    """Where ``and`` parts what is said of each, as in ``give sparse and dense weights, respectively``; else -1."""
    end = next((at for at in range(clause.start, clause.end) if words[at].text == "respectively"), clause.start)
    return next((at for at in range(end - 1, clause.start, -1) if words[at].stem == "and"), -1)


def antecedent(words: Sequence[Word], parts: Sequence[Clause], at: int, roles: dict[int, str]) -> int:
    """The mention that ``which`` stands for: right before it but for brackets, unless something is compared with it."""
    place = parts[at].start - 1
    while place >= 0:
        part = next(part for part in parts if part.start <= place < part.end)
        if part.kind == "aside":
            place = part.start - 1
        elif words[place].stem in (",", ")", "penalty", "method", "problem"):
            place -= 1
        elif roles.get(place) == "than" and words[place].method in NAMED:
            return place if _describes(words, parts[at].start) else -1
        else:
            return place if words[place].method in _ANY else -1
    return -1


def _describes(words: Sequence[Word], which: int) -> bool:
    """``than L2, which is smooth`` tells of L2; ``than L2, which makes it simpler`` of the whole."""
    return any(word.stem in ("be", "have", "can", "cannot", "lack") for word in words[which + 1 : which + 2])


def parenthesis(words: Sequence[Word], clause: Clause) -> bool:
    """``, as the lasso does,``, ``, as ridge would have done,``: its subject is nobody else's."""
    last = next((word for word in reversed(words[clause.start : clause.end]) if word.stem not in (",", ".")), None)
    return words[clause.start].stem == "as" and clause.end - clause.start < 9 and last is not None and last.stem == "do"


def bracketed(words: Sequence[Word], clause: Clause) -> bool:
    """Whether it stands within brackets."""
    before = [word.stem for word in words[: clause.start + 1]]
    return before.count("(") > before.count(")")


def verb_again(words: list[Word]) -> list[Word]:
    """``Use the lasso if few matter, ridge if all do``: the verb put before the second method too, without a place."""
    verb = next((at for at, word in enumerate(words[:4]) if word.stem in _CHOOSES), -1)
    denied = any(word.stem in ("not", "never", "rather", "why") for word in words[: max(0, verb)])
    if verb < 0 or denied or not any(word.method in _PAIR for word in words[verb + 1 : verb + 3]):
        return words
    occasion = next((at for at, word in enumerate(words) if at > verb and word.text in _OCCASIONS), len(words))
    for at in range(occasion + 2, len(words) - 1):
        if words[at].method not in _PAIR or words[at + 1].text not in _OCCASIONS:
            continue
        joint = at - 1 - (words[at - 1].stem in ("the", "a", "an"))
        if words[joint].stem not in (",", "and", ";", "but"):
            continue
        comma = words[joint]._replace(text=";", stem=";")
        again = words[verb]._replace(start=-1, end=-1)
        return [*words[:joint], comma, again, *words[joint + 1 :]]
    return words
