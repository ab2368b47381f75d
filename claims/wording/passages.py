"""Passages of prose and the statements found in them: what document readers make and the recogniser speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Scope(StrEnum):
    """What a passage is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A run of prose without its markup, with what is said around it."""

    text: str
    """Plain text: emphasis, links and line breaks undone; inline code as its text; inline math in dollar signs."""
    offsets: Sequence[int]
    """For every character of ``text`` where it stands in the document, as an index into the document's characters."""
    scope: Scope = Scope.PARAGRAPH
    headings: tuple[str, ...] = ()
    """Texts of the headings it stands under, the outermost first."""
    lead: str = ""
    """Of an item: the text of the item it hangs under, or of the paragraph that announces the list."""
    row: str = ""
    """Of a table's cell: what the first cell of its row says; empty for that cell itself."""
    column: str = ""
    """Of a table's cell: what the head of its column says; empty for the head itself."""
    quoted: bool = False
    """Whether it is a quotation, which is read only where asked for."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A claim of the fact sheet, found in a sentence."""

    claim: str
    """Id of the claim that the sentence states, in the direction in which it states it where both directions exist."""
    denied: bool = False
    """Whether the sentence says that the claim is not so."""
    force: str
    """always, generic, usually or can: how much the sentence itself promises."""
    condition: str = ""
    """The sentence's own words for when it holds, such as "if few features matter"; empty where it names none."""
    start: int
    end: int
    """Where its words stand in the passage's text."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence as it was read."""

    start: int
    end: int
    """Where it stands in the passage's text."""
    statements: tuple[Statement, ...] = ()
    claim_like: bool = False
    """Whether it states something about a method of the fact sheet, recognised or not."""
    notes: dict[str, str] = field(default_factory=dict)
    """For ``explain``: subject, relation, direction, force, condition, and ``missing``: why nothing was recognised."""
