"""Whole documents of all formats, with what a careful reader finds in them, line by line.

Half of them state claims about L1 and L2, right ones and wrong ones, next to code, quotations, questions and results
of single experiments; the other half are about something else that goes by the same names. ``expected.toml`` has one
table a document: under ``states`` what has to be found (``line``; ``last`` where the sentence goes on; ``quoted`` where
only a reader of quotations finds it), under ``also`` what may be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regclaims.tests.corpus import FOLDER, Pair, pair

DOCUMENTS = FOLDER / "documents"

Found = tuple[int, str, bool]
"""Line, claim, whether denied."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A statement in a document."""

    line: int
    last: int
    """The line where its sentence ends."""
    claim: str
    denied: bool = False
    instead: tuple[Pair, ...] = ()
    """Readings as good."""
    quoted: bool = False

    def is_(self, found: Found) -> bool:
        """Whether that is what was found."""
        line, *words = found
        return self.line <= line <= self.last and tuple(words) in {(self.claim, self.denied), *self.instead}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document and the statements in it."""

    name: str
    states: tuple[Place, ...]
    also: tuple[Place, ...] = ()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return DOCUMENTS / self.name

    def missed(self, found: Iterable[Found], *, quotes: bool = False) -> list[Place]:
        """What should have been found and was not."""
        there = list(found)
        due = [place for place in self.states if quotes or not place.quoted]
        return [place for place in due if not any(place.is_(one) for one in there)]

    def wrong(self, found: Iterable[Found], *, quotes: bool = False) -> list[Found]:
        """What was found and is not there."""
        places = [place for place in (*self.states, *self.also) if quotes or not place.quoted]
        return [one for one in found if not any(place.is_(one) for place in places)]


def documents() -> tuple[Document, ...]:
    """All of them."""
    written = tomllib.loads((DOCUMENTS / "expected.toml").read_text(encoding="utf-8"))
    return tuple(
        Document(
            name=table["name"],
            states=tuple(_place(**values) for values in table["states"]),
            also=tuple(_place(**values) for values in table.get("also", ())),
        )
        for table in written["document"]
    )


def _place(*, line: int, claim: str, last: int = 0, **others: Any) -> Place:
    instead = tuple(pair(word) for word in others.pop("or", ()))
    return Place(line=line, last=last or line, claim=claim, instead=instead, **others)
