"""The labelled corpus: sentences in our own words, with the claims that a careful reader would say they state.

It comes in two parts of one form, one table an entry. Rules of recognition are written by ``rules.toml``;
``measure.toml`` is only for measuring, and nobody who writes a rule looks into it. Which part an entry belongs to is
the last bit of the SHA-256 of its group, or of its text where it names no group: entries of one group, which are near
variants of one wording, stay together, and an entry once given to a part never leaves it.

``text``
    the sentence, or a few of them; with ``heading``, ``lead``, ``row``, ``column`` and ``previous`` (a sentence before
    it) where it stands among such, and ``scope`` where it is no paragraph.
``states``
    what has to be found, one record a statement: the ``claim``, whether it is ``denied``, the ``force`` of the wording
    where that is beyond doubt, and under ``or`` readings that are as good (a leading ``!``: denied). No statement: the
    entry says nothing that is known.
``also``
    what may be found as well, such as what follows from a statement. Corrections that only this fact sheet makes, and
    nobody is known to have written, stand here too: they need not be recognised.
``why``
    what the entry is there for, one of ``KINDS``.

``second.json`` has what 2,328 passages for measuring state by a second labelling, made from the passages, the list of
claims and labelled examples of the other part, without the first labels and without the rules: how far the two agree
is how sure the labels are.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from regclaims.claims.wording.passages import Passage, Scope

FOLDER = Path(__file__).parent
PARTS = ("rules", "measure")

KINDS = {
    "plain": "a statement without ado",
    "comparative": "one method against another",
    "contrast": "two methods set against each other without a comparative",
    "negated": "a claim denied, or one that is itself negative",
    "reversed": "a claim the wrong way round, in positive words",
    "condition": "with an if or when",
    "modal": "can, may, sometimes",
    "causal": "with a because",
    "conjunction": "two statements in a sentence",
    "passage": "statements over several sentences",
    "long": "with subordinate clauses",
    "parenthesis": "with a citation or a remark in between",
    "hedged": "behind a preamble such as 'note that'",
    "passive": "in the passive voice",
    "imperative": "as advice",
    "aka": "one name for another, or a definition",
    "names": "with a rarer name of a method, or code",
    "label": "behind a word or two and a colon",
    "participle": "by doing, thereby doing",
    "formula": "with mathematics",
    "non-native": "in the English of someone whose first language it is not",
    "pronoun": "a pronoun for a method named before",
    "former-latter": "the former, the latter",
    "both": "of both methods at once",
    "item": "an item of a list, under a heading or a lead",
    "cell": "a cell of a table",
    "heading": "a heading that states something",
    "question": "asks, states nothing",
    "hypothetical": "supposes, states nothing",
    "reported": "says what others say, or that it is a myth",
    "quiz": "an option or an exercise",
    "loss": "of the absolute and the squared error",
    "distance": "of norms and distances between points",
    "cache": "of processors",
    "own-experiment": "what came out once, on one data set",
    "other-meaning": "the same words for something else",
    "topic-only": "names the methods and says nothing of them",
    "off-subject": "of other methods",
}
"""What an entry can be there for."""

Pair = tuple[str, bool]
"""A claim, and whether it is denied."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A statement that has to be found."""

    claim: str
    denied: bool = False
    force: str = ""
    """Empty where the wording leaves it open."""
    instead: tuple[Pair, ...] = ()
    """Readings as good as this one."""

    @property
    def pairs(self) -> frozenset[Pair]:
        """Any of these will do."""
        return frozenset({(self.claim, self.denied), *self.instead})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A sentence or a few, where they stand, and what they state."""

    text: str
    why: str
    states: tuple[Expected, ...]
    also: frozenset[Pair] = frozenset()
    scope: Scope = Scope.PARAGRAPH
    heading: str = ""
    lead: str = ""
    row: str = ""
    column: str = ""
    previous: str = ""
    group: str = ""

    @property
    def part(self) -> str:
        """The part it belongs to, whatever file it stands in."""
        return PARTS[sha256((self.group or self.text).encode()).digest()[-1] % 2]

    @property
    def digest(self) -> str:
        """What it is known by in ``second.json``."""
        around = (self.heading, self.lead, self.row, self.column, self.previous, self.text)
        return sha256("\0".join(around).encode()).hexdigest()[:16]

    @property
    def start(self) -> int:
        """Where its own words begin in its passage."""
        return len(self.previous) + 1 if self.previous else 0

    @property
    def passage(self) -> Passage:
        """As a reader of documents would hand it on."""
        text = f"{self.previous} {self.text}" if self.previous else self.text
        return Passage(
            text=text,
            offsets=range(len(text)),
            scope=self.scope,
            headings=(self.heading,) if self.heading else (),
            lead=self.lead,
            row=self.row,
            column=self.column,
        )


def load(part: str, folder: Path = FOLDER) -> tuple[Entry, ...]:
    """The entries of a part."""
    written = tomllib.loads((folder / f"{part}.toml").read_text(encoding="utf-8"))
    return tuple(_entry(values) for values in written["entry"])


def second(folder: Path = FOLDER) -> dict[str, frozenset[Pair]]:
    """The second labels: of a passage, by its digest, what it states."""
    written = json.loads((folder / "second.json").read_text(encoding="utf-8"))
    return {digest: frozenset(pair(word) for word in words) for digest, words in written.items()}


def _entry(values: Mapping[str, Any]) -> Entry:
    states = tuple(_expected(**state) for state in values["states"])
    also = frozenset(pair(word) for word in values.get("also", ()))
    return Entry(**{**values, "states": states, "also": also, "scope": Scope(values.get("scope", "paragraph"))})


def _expected(*, claim: str, denied: bool = False, force: str = "", **others: Any) -> Expected:
    instead = tuple(pair(word) for word in others.pop("or", ()))
    return Expected(claim=claim, denied=denied, force=force, instead=instead, **others)


def pair(word: str) -> Pair:
    """A claim as labels name it: with an exclamation mark where it is denied."""
    return word.removeprefix("!"), word.startswith("!")
