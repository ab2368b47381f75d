"""Mentions that make one together: ``lasso and ridge``, ``lasso (L1)``, ``least squares with an L1 penalty``."""

from __future__ import annotations

from collections.abc import Sequence

from regclaims.claims.wording.words import Word

METHODS = frozenset({"l1", "l2", "en"})
"""Methods by themselves."""
_PENALTIES = frozenset({"l1", "l2"})
_QUADRATIC = ({"quadratic", "term"}, {"square", "term"})
_SHARED = frozenset({"of", "for", "with", "by", "under", "in"})
JOINED = frozenset({"and", "or", "nor", "/", "&", "+", "versus", ",", "plus", "as"})


def mention(method: str, words: Sequence[Word], called: frozenset[str]) -> Word:
    """The words made one that mentions a method, and the names it is called by."""
    text = " ".join(dict.fromkeys(word.text for word in words))
    return Word(text, f"§{method}", words[0].start, words[-1].end, called)


def penalised(words: Sequence[Word]) -> list[Word]:
    """``Least squares with an L1 penalty`` is the method of that penalty."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        word, at = words[place], place + 1
        if word.method == "none" and at < len(words) and words[at].stem in ("with", "plus", "+", "under"):
            at += 2 if at + 1 < len(words) and words[at + 1].stem in ("a", "an", "the") else 1
            if at < len(words) and words[at].method in METHODS:
                word, place = words[at]._replace(start=word.start), at
        made.append(word)
        place += 1
    return made


def renamed(words: Sequence[Word], heads: frozenset[str]) -> list[Word]:
    """A name in brackets, or after ``also called``, joined with the same method's name before it."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if made and word.stem == "(" and place + 2 < len(words) and words[place + 2].stem == ")":
            inner, before = words[place + 1], made[-1]
            if inner.method in METHODS and inner.method == before.method:
                place += 3
                while place < len(words) and words[place].stem in heads:
                    place += 1
                made[-1] = before._replace(end=words[place - 1].end, names=before.names | inner.names)
                continue
        made.append(word)
        place += 1
    return made


def joined(words: Sequence[Word]) -> list[Word]:
    """``L1 and L2`` made one mention; a combination of both made the elastic net."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if word.method not in METHODS:
            made.append(word)
            place += 1
            continue
        end, parts = place + 1, [word]
        while word.method in METHODS and end + 1 < len(words) and words[end].stem in JOINED:
            step = 2 if words[end].stem == "," and words[end + 1].stem in ("and", "or") else 1
            if [word.stem for word in words[end : end + 3]] == ["as", "well", "as"]:
                step = 3
            step += words[end].stem == "and" and _same_preposition(words, place, end + step)
            skip = step + (1 if end + step < len(words) and words[end + step].stem in ("the", "a", "an") else 0)
            if end + skip >= len(words) or words[end + skip].method not in METHODS:
                break
            if words[end].stem == "," and step == 1 and not _list_goes_on(words, end + skip, made):
                break
            parts.append(words[end + skip])
            end += skip + 1
        kinds = list(dict.fromkeys(part.method for part in parts))
        if len(kinds) < 2:
            made.extend(words[place : place + 1])
            place += 1
            continue
        joint = words[place + 1].stem
        method = {"or": "either", "nor": "neither", "versus": "versus"}.get(joint, "both")
        if len(made) > 1 and made[-1].stem in ("the", "a", "an") and made[-2].stem in ("neither", "both", "either"):
            made.pop()
        opener = made[-1].stem if made else ""
        if opener in ("neither", "both", "either"):
            method = opener
            parts.insert(0, made.pop())
        if "en" in kinds:
            method = "several"
        names_ = frozenset(
            {f"{order}:{kind}" for order, kind in enumerate(kinds)} | {method}.union(*(p.names for p in parts))
        )
        made.append(mention(method, [*parts[:1], *words[place:end]], names_))
        place = end
    return made


def _same_preposition(words: Sequence[Word], first: int, at: int) -> bool:
    """``of L1 and of L2``, ``with the lasso and with ridge``."""
    before = first - 1 - (first > 0 and words[first - 1].stem in ("the", "a", "an"))
    return before >= 0 and at < len(words) and words[at].stem == words[before].stem and words[at].stem in _SHARED


def _list_goes_on(words: Sequence[Word], place: int, before: Sequence[Word]) -> bool:
    """Whether a comma stands in a list: not so behind ``in the elastic net,`` at the beginning."""
    after = [word.stem for word in words[place + 1 : place + 3]]
    fronted = [word.stem for word in before] in (["in"], ["in", "the"], ["with"], ["with", "the"], ["for", "the"])
    return bool(after) and after[0] in ("and", "or", ",") and not (fronted and len(after) > 1 and after[1] == "§l2")


def mixed(words: Sequence[Word]) -> list[Word]:
    """``Adding a quadratic term to the lasso``, where no elastic net is named, as a mention of it."""
    at = next((at for at, word in enumerate(words) if word.text == "adding"), -1)
    if at < 0 or any(word.method == "en" for word in words):
        return list(words)
    first = at + 1 + (words[at + 1 : at + 2] != [] and words[at + 1].stem in ("a", "an", "the", "some"))
    behind = words[first : first + 5]
    to = next((place for place, word in enumerate(behind) if word.stem == "to"), 0)
    goal = (
        first
        + to
        + 1
        + (words[first + to + 1 : first + to + 2] != [] and words[first + to + 1].stem in ("the", "a", "an"))
    )
    if not to or goal >= len(words) or words[goal].method not in _PENALTIES:
        return list(words)
    added = behind[0].method or ("l2" if {word.stem for word in behind[:to]} in _QUADRATIC else "")
    if to > 2 or added not in _PENALTIES - {words[goal].method}:
        return list(words)
    return [*words[: at + 1], mention("en", words[at + 1 : goal + 1], frozenset({"en"})), *words[goal + 1 :]]
