"""A sentence as words: each with its stem, so that one rule reads all forms of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from regclaims.claims.wording.lexicon import lexicon

MOST_WORDS = 150
"""Words of a sentence that are read; what is longer is no sentence."""


class Word(NamedTuple):
    """A word, number or sign of a sentence."""

    text: str
    """As folded."""
    stem: str
    start: int
    end: int
    """Where it stands in the folded text."""
    names: frozenset[str] = frozenset()
    """Of a method's mention: the names it is called by here, such as l2, ridge, weightdecay; empty for plain words."""

    @property
    def method(self) -> str:
        """The method mentioned: l1, l2, en, both, either, neither, reg, a pronoun; empty for plain words."""
        return self.stem[1:] if self.stem[:1] == "§" else ""


_NAME = r"(?:\\?ell|\\mathcal\{?l\}?|\\mathbf\{?l\}?|\\text\{?l\}?|l)"
_OWN_CODE = (
    r"(?:weight_decay|elastic_net|early_stopping|reg_(?:alpha|lambda)|(?:[a-z]+_)?regulari[sz]er"
    r"|(?:lambda|alpha|reg)_l[12]|l[12]_(?:reg|regulari[sz]ation|penalty|norm|decay|lambda|alpha|strength))"
)
"""Names in code that name what is spoken of; others are no words."""
_TOKEN = re.compile(
    rf"(?P<code>(?<![a-z0-9\\_])(?!(?:{_OWN_CODE}|l1_ratio)(?![a-z0-9_]))[a-z][a-z0-9]+(?:_[a-z0-9]{{2,}})+)"
    rf"|(?P<norm>\$?(?<![a-z0-9]){_NAME}[ _^-]{{0,2}}\{{?(?P<order>[12])\}}?(?:\$|(?![0-9%]|[.,][0-9]|[_ ]?ratio))\$?)"
    r"|(?P<ratio>l1[_ ]ratio)"
    r"|(?P<square>\|\|?[^\s|]{1,12}\|\|?_?\{?[2f]?\}?\^\{?2\}?|(?![σςτχρrnp])[a-zα-ω](?:_\{?\w{1,3}\}?|\d|_\w\b)?\s?\^\s?\{?2\}?(?!\d))"
    r"|(?P<absolute>\|\|[^\s|]{1,12}\|\|_\{?1\}?|\\\|[^\s|]{1,12}\|_\{?1(?:,1)?\}?"
    r"|(?<!\\)\|\s?[a-zα-ω\\][^\s|]{0,10}(?<!\\)\s?\|)"
    r"|(?P<abbreviation>\b(?:i\.\s?e|e\.\s?g|a\.\s?k\.\s?a)\.)"
    r"|(?P<less>(?<=\s)>>?(?=\s)|(?<=[pnd])>>?(?=[pnd]\b)|≫|\\gg\b)"
    r"|(?P<split>(?:over|under)(?:-| (?!\w+ (?:an?|the|all|each|every|just)\b))fit\w*|co-(?=eff)\w+)"
    r"|(?P<letter>(?<![a-zα-ω])[αβθλρ](?![a-zα-ω]))"
    r"|(?P<word>non-?[a-z]+|[a-zα-ωà-öø-ÿ]+(?:'[a-z]+)?)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<sign>\.(?![a-z]+_)|[,;:()?!\"\[\]/&+=]|\s-+(?=\s)|(?<=\s)\|(?=\s))"
)
_PLAIN_FORM = {"square": "sqform", "absolute": "absform", "less": "greaterthan", "ratio": "l1ratio"}
_LETTERS = {"α": "alpha", "β": "beta", "θ": "theta", "λ": "lambda", "ρ": "rho"}
_NUMBERS = {"0": "zero", "0.0": "zero", "1": "one", "2": "two"}
_NEGATED = {
    "can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("will", "not"), "ain't": ("be", "not"),
    "cannot": ("can", "not"),
}  # fmt: skip
_TAILS = {"'s": "", "'re": "be", "'ll": "will", "'ve": "have", "'d": "would", "'m": "be"}
_DETERMINED = (" the ", " its ", " your ", " their ", " our ", " a ", " that ", " this ")
_AMBIGUOUS = frozenset({"lower", "longer"})
_VERBAL = frozenset({"can", "could", "may", "might", "will", "would", "help", "do"})
"""Beside these ``lower`` is a verb and no comparative."""
_SPLIT = frozenset({"efficient", "efficients"})
"""What follows ``co-``."""
_GOALS = frozenset({"zero", "exactly", "precisely", "infinity", "the", "a", "l1", "l2", "lasso", "ridge", "num"})
"""Where something may be going."""
_IS = frozenset({"it's", "that's", "there's", "here's", "what's", "which's", "he's", "she's"})


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text`` between ``start`` and ``end``, at most :data:`MOST_WORDS`."""
    found: list[Word] = []
    compared = lexicon().compared
    for token in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = token.lastgroup
        if kind == "split":  # ``over-fitting`` is one word
            word = token[0].replace("-", "").replace(" ", "")
            found.append(Word(word, stem(word), *token.span()))
        elif kind == "word":
            word = token[0]
            if word == "less" and [one.text for one in found[-2:]] == ["more", "or"]:
                more, _ = found.pop(-2), found.pop()
                found.append(Word("more or less", "roughly", more.start, token.end()))
            elif word in _AMBIGUOUS and _compares_nothing(word, found, text, token.end()):
                found.append(Word(word, word, *token.span()))
            elif word in _SPLIT and found and found[-1].text == "co":
                whole = "co" + word
                found.append(Word(whole, stem(whole), found.pop().start, token.end()))
            elif "'" in word or word in compared or word in _NEGATED:
                found.extend(_words(word, *token.span()))
            else:
                perhaps = word == "well" and bool(found) and found[-1].text in ("may", "might", "could")
                found.append(Word(word, "perhap" if perhaps else stem(word), *token.span()))
        else:
            found.append(_other(token))
        if len(found) >= MOST_WORDS:
            break
    return _future(found) if "going" in text else found


def _future(said: list[Word]) -> list[Word]:
    """``is going to fix`` as ``is will fix``: nothing goes anywhere."""
    made: list[Word] = []
    for place, word in enumerate(said):
        to_verb = [one.stem for one in said[place + 1 : place + 2]] == ["to"] and place + 2 < len(said)
        will = word.text == "going" and to_verb and said[place + 2].stem not in _GOALS
        if will and any(one.stem == "be" for one in said[max(0, place - 3) : place]):
            made.append(word._replace(stem="will"))
            continue
        if word.stem == "to" and made and made[-1].text == "going" and made[-1].stem == "will":
            continue
        made.append(word)
    return made


def _compares_nothing(word: str, found: Sequence[Word], text: str, end: int) -> bool:
    """Whether ``lower`` is a verb and ``longer`` a part of ``no longer``."""
    before = found[-1] if found else None
    if word == "longer":
        return before is not None and before.text in ("no", "any")
    return text.startswith(_DETERMINED, end) or (before is not None and before.stem in _VERBAL)


def _other(token: re.Match[str]) -> Word:
    kind, text = token.lastgroup or "", token[0].strip()
    if kind in ("norm", "order"):
        return Word(text, f"l{token['order']}", *token.span())
    if kind == "code":
        return Word(text, text, *token.span())
    if kind == "letter":
        return Word(text, _LETTERS[text], *token.span())
    if kind == "abbreviation":
        return Word(text, text.replace(".", "").replace(" ", ""), *token.span())
    if kind == "number":
        return Word(text, _NUMBERS.get(text, "num"), *token.span())
    if kind == "sign":
        return Word(text, "-" if text.startswith("-") else text, *token.span())
    return Word(text, _PLAIN_FORM[kind], *token.span())


def _words(word: str, start: int, end: int) -> Iterator[Word]:
    if word in _NEGATED or word.endswith("n't"):
        for part in _NEGATED.get(word) or (stem(word[:-3]), "not"):
            yield Word(word, part, start, end)
        return
    head, quote, tail = word.partition("'")
    if quote and (tail != "s" or word in _IS):
        yield Word(head, stem(head), start, start + len(head))
        if extra := ("be" if word in _IS else _TAILS.get(quote + tail, "")):
            yield Word(quote + tail, extra, start + len(head), end)
        return
    data = lexicon()
    if head in data.compared:
        degree, base = data.compared[head]
        yield Word(word, degree, start, end)
        yield Word(word, stem(base), start, end)
        return
    yield Word(word, stem(head), start, end)


_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the forms of a word have in common: ``reducing``, ``reduces`` and ``reduce`` have the stem ``reduc``."""
    irregular = lexicon().irregular
    if word in irregular:
        return irregular[word]
    return irregular.get(base := _without_ending(word), base)


def _without_ending(word: str) -> str:
    if len(word) <= 3:
        return word
    word = (
        word.replace("isation", "ization").replace("isabl", "izabl").replace("avour", "avor").replace("aviour", "avior")
    )
    if word.startswith("non-"):
        word = "non" + word[4:]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not _VOWELS.isdisjoint(word[: -len(ending)]):
            word = _single(word[: -len(ending)])
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("i") and len(word) > 3:
        word = word[:-1] + "y"
    return word[:-1] + "z" if len(word) > 3 and word.endswith(("is", "ys")) else word


def _single(word: str) -> str:
    """``dropp`` -> ``drop``; ``shrink``, ``add`` and ``pull`` stay."""
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt"
    return word[:-1] if doubled else word
