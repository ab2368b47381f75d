"""What headings, a list's lead, a row and a column say of the passage under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from regclaims.claims.wording import conditions
from regclaims.claims.wording.around import around
from regclaims.claims.wording.methods import NAMED, mentions, names
from regclaims.claims.wording.normalise import fold
from regclaims.claims.wording.passages import Passage
from regclaims.claims.wording.phrases import Read, found
from regclaims.claims.wording.roles import role
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.sentences import split
from regclaims.claims.wording.words import Word, words

_TOPICS = NAMED | {"both", "either", "neither", "reg", "alien", "foreign", "versus"}
_OTHER_THINGS = frozenset({"loss", "distanc", "cach", "languag", "metric"})
"""A heading with one of these is about something else that is called L1 or L2."""
_ADVICE = frozenset({"us", "choos", "prefer", "pick", "when", "suit", "good", "go"})
_OCCASION = frozenset({"when", "if", "for", "wher"})
_CAUSES = frozenset({"mean", "cause", "imply", "involv"})
_CHOICE = frozenset({"us", "choos", "prefer", "pick"})
_WHEN = frozenset({"when"})
"""Of a heading that names no method, such as ``When to use which``."""
_LONGEST_LABEL = 60
_LONGEST_MARK = 40
"""Signs of a passage's end in which that may stand."""
_LONGEST_JUDGED = 240
"""Signs of a passage of which the end judges all."""
_TO_BE_MARKED = re.compile(
    r"\b(?:true|t|right|correct|agree)\s*(?:/|or)\s*(?:false|f|wrong|incorrect|disagree)\W*$"
    r"|[.!?\"”)]\s+(?:do you agree|correct|right|is (?:this|that|it) (?:true|right|correct|so))\?\W*$"
    r"|[.!?\"”]\s+(?:false|wrong|not true|nope|not so)[.!]\W*$",
    re.IGNORECASE,
)
"""``The lasso is sparse. (True / False)``: with this ends what the reader has to judge, or what is judged wrong."""


_CLASS = re.compile(r"\W{0,9}(?:\w+\.)*[A-Z]\w*[a-z][A-Z]\w*`?\s?:\s")
"""``HuberRegressor : robust to outliers`` tells of that class."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the words around a passage say."""

    subject: str = ""
    """The method that they are about; empty for none, ``foreign`` for something else."""
    against: str = ""
    """The method that this one is compared with."""
    recommends: bool = False
    """Whether they say when a method is to be used, so that items name occasions."""
    disowns: bool = False
    """Whether they tell of the items as what others hold, or as wrong: ``Common misconceptions``."""
    quizzes: bool = False
    """Whether they ask which of the items are true."""
    alien: bool = False
    """Whether they say that L1 and L2 are something else, such as losses."""
    labelled: bool = False
    """Whether the passage begins with a label that names the method, as in ``Ridge: keeps all features. It ...``."""


def context(passage: Passage) -> Context:
    """What stands around ``passage``; what is nearer counts more."""
    made = Context()
    for text in (*passage.headings, passage.lead, passage.row, passage.column):
        if text:
            one = spoken_of(text)
            causes = text == passage.lead and _of_causes(text)
            made = Context(
                subject="" if causes else one.subject or made.subject,
                against=one.against or made.against,
                recommends=one.recommends or (made.recommends and (text != passage.lead or _bare(text))),
                quizzes=one.quizzes or made.quizzes,
                disowns=one.disowns or made.disowns,
                alien=one.alien,
            )
    text = passage.text
    if _of_a_class(text):
        made = replace(made, subject="foreign")
    marked = len(text) < _LONGEST_JUDGED and _TO_BE_MARKED.search(text, max(0, len(text) - _LONGEST_MARK))
    return replace(made, quizzes=True) if marked else made


def _of_a_class(text: str) -> bool:
    """Whether it begins with the name of a class that stands for no method of the fact sheet, and a colon."""
    name = _CLASS.match(text, 0, _LONGEST_LABEL)
    return name is not None and not any(word.names for word in mentions(words(fold(name[0]).text)))


def _of_causes(lead: str) -> bool:
    """``Large weights mean:``: the items speak of these and of no method."""
    spans = list(split(lead))
    said = words(fold(lead[spans[-1][0] :]).text) if spans else []
    return len(said) > 1 and said[-2].stem in _CAUSES and not any(word.names for word in mentions(said))


def _bare(lead: str) -> bool:
    """Whether a list's lead is no more than a name: ``Ridge regression:``, under ``When to use which``."""
    return len(lead.split()) <= 4 and bool(spoken_of(lead).subject in NAMED)


@lru_cache(maxsize=256)
def spoken_of(text: str) -> Context:
    """What one heading, lead or head of a row or column says."""
    plain = words(fold(text).text)
    said = mentions(plain)
    stems = {word.stem for word in said} | {word.stem for word in plain}
    subject = against = ""
    for place, word in enumerate(said):
        if word.method not in _TOPICS:
            continue
        if role(said, place) != "subject":
            against = against or word.method
        elif subject in ("", "reg"):
            subject = word.method
        elif word.method not in (subject, "reg"):
            subject = "versus"
    named = any(word.method == "alien" for word in said)
    alien = (named or bool(stems & _OTHER_THINGS)) and not stems & names().sure_words and "§reg" not in stems
    if subject in ("alien", "foreign") or (alien and not stems & names().own_words):
        subject = "foreign"
    read = Read(said, rules().fields)
    return Context(
        subject=subject,
        against=against,
        recommends=bool(stems & (_ADVICE if subject else _CHOICE) and stems & (_OCCASION if subject else _WHEN)),
        alien=alien and (named or subject == "foreign"),
        quizzes=any(found(phrase, read) for phrase in around().blocked["quiz"]),
        disowns=any(found(phrase, read) for phrase in around().blocked["disowned"]),
    )


def label(text: str) -> str:
    """The method that a label at the beginning of ``text`` names; empty if there is none."""
    head, colon, _ = text[:_LONGEST_LABEL].partition(":")
    said = mentions(words(fold(head).text)) if colon else []
    named = [word.method for word in said if word.method in NAMED]
    return named[0] if len(named) == 1 and len(said) <= 4 else ""


@lru_cache(maxsize=256)
def _of_occasion(row: str) -> bool:
    """``Few relevant features``: it names the circumstances under which the cell says what is so."""
    return bool(conditions.named(Read(words(fold(row).text), rules().fields)))


def header(passage: Passage) -> list[Word]:
    """Of a cell's row and column the one that says what is said, as the other names the method; without places."""
    for text in (passage.row, passage.column):
        occasion = (
            text == passage.row and passage.column and not spoken_of(passage.column).subject and _of_occasion(text)
        )
        if text and not spoken_of(text).subject and not occasion:
            return [word._replace(start=-1, end=-1) for word in mentions(words(fold(text).text))]
    return []
