"""What a reader gathers from a document: passages with what is said around them, and comments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.reports.check.readers.strands import Strand

RUN_IN = 7
"""Rank of a line that is set as a heading without being one, such as a paragraph in bold; below all real ones."""
_OUTER = 8
"""So many texts of outer lists an item remembers, the innermost, so that deep nesting costs no more than its length."""
_LONGEST_RUN_IN = 120


class UnreadableError(Exception):
    """The document is not of its format; says how."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """A comment in the document, as its writer put it."""

    text: str
    start: int
    end: int
    """Where it stands, with its signs of comment."""
    covers: tuple[int, int] | None = None
    """The part of the document in which it stands; None if that is for itself, before what it is about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a notebook."""

    number: int
    """From 1, counting cells of every kind."""
    start: int
    end: int
    """Where its source stands in the file."""
    lines: tuple[int, ...]
    """Where each of its lines begins in the file."""

    def line(self, offset: int) -> int:
        """The line of the cell, from 1, on which a character of the file stands."""
        return max(1, bisect_right(self.lines, offset))


@dataclass(slots=True)
class _Item:
    """An item of a list, or the text after a term."""

    lead: str
    under: tuple[str, ...]
    outer: _Item | None
    first: str = ""
    """What its first passage says."""


@dataclass(slots=True)
class _List:
    """A list that is open: the lead of its items, and what outer lists said."""

    lead: str
    under: tuple[str, ...]
    outer: _List | None


@dataclass(slots=True)
class Page:
    """Passages in the order of the document, and the place in its outline that reading has reached."""

    passages: list[Passage] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    """From where to where each table reaches."""
    cells: list[Cell] = field(default_factory=list)
    """Of a notebook: those that were read."""
    limits: list[str] = field(default_factory=list)
    """What was not read because it passed a limit."""
    quotes: int = 0
    """How many quotations are open."""
    left_open: int = 0
    """How many of them a piece of HTML has left open."""
    _ranks: tuple[int, ...] = ()
    _headings: tuple[str, ...] = ()
    _item: _Item | None = None
    _list: _List | None = None
    _before: str = ""
    """The paragraph that ended just before."""
    _kept: list[tuple[tuple[int, ...], tuple[str, ...], _Item | None, _List | None]] = field(default_factory=list)

    def say(self, strand: Strand) -> None:
        """A paragraph, or a part of the item that is open."""
        strand = strand.folded()
        if not strand.text:
            return
        if (item := self._item) is None:
            self._add(strand, Scope.PARAGRAPH)
        else:
            self._add(strand, Scope.ITEM, lead=item.first or item.lead)
            item.first = item.first or strand.text
        self._before = strand.text

    def head(self, rank: int, strand: Strand) -> None:
        """A heading; smaller ranks stand over greater ones."""
        strand = strand.folded()
        if not strand.text:
            return
        over = bisect_left(self._ranks, rank)
        self._ranks, self._headings = self._ranks[:over], self._headings[:over]
        self._add(strand, Scope.HEADING)
        self._ranks, self._headings = (*self._ranks, rank), (*self._headings, strand.text)
        self._before = ""

    def run_in(self, strand: Strand) -> None:
        """A paragraph that is bold all through: a heading, if it looks like one, and it may announce a list as well."""
        text = strand.folded().text
        if self._item or len(text) > _LONGEST_RUN_IN or text.endswith((".", "!", "?", ";", ",")):
            self.say(strand)
        else:
            self.head(RUN_IN, strand)
            self._before = text

    def cell(self, strand: Strand, row: str, column: str) -> str:
        """A cell of a table; its text."""
        strand = strand.folded()
        if strand.text:
            self._add(strand, Scope.CELL, row=row, column=column)
        return strand.text

    def _add(self, strand: Strand, scope: Scope, *, lead: str = "", row: str = "", column: str = "") -> None:
        self.passages.append(
            Passage(
                text=strand.text,
                offsets=strand.places,
                scope=scope,
                headings=self._headings + self._item.under if self._item else self._headings,
                lead=lead,
                row=row,
                column=column,
                quoted=self.quotes > 0,
            )
        )

    def other(self) -> None:
        """Something that is not read, such as code, stands between the paragraph before and what follows."""
        self._before = ""

    def open_list(self) -> None:
        """A list begins. What announces it leads its items, or else the item it hangs under."""
        lead = announcement(self._before)
        under: tuple[str, ...] = ()
        if outer := self._item:
            lead = lead or outer.first or outer.lead
            under = tuple(text for text in (*outer.under, outer.lead, outer.first) if text and text != lead)[-_OUTER:]
        self._list = _List(lead, under, self._list)
        self._before = ""

    def close_list(self) -> None:
        """The innermost list ends."""
        self._list = self._list and self._list.outer
        self._before = ""

    def open_item(self, lead: str = "") -> None:
        """An item begins; ``lead`` for what stands after a term."""
        of_list, under = (self._list.lead, self._list.under) if self._list else ("", ())
        if lead and of_list and of_list != lead:
            under = (*under, of_list)[-_OUTER:]
        self._item = _Item(lead or of_list, under, self._item)
        self._before = ""

    def close_item(self) -> str:
        """The innermost item ends; what its first passage said."""
        self._before = ""
        if (item := self._item) is None:
            return ""
        self._item = item.outer
        return item.first

    def open_quote(self) -> None:
        """A quotation begins; what it says does not carry on after it."""
        self.quotes += 1
        self.aside()

    def close_quote(self) -> None:
        """The innermost quotation ends."""
        if self.quotes:
            self.quotes -= 1
            self.rejoin()

    def aside(self) -> None:
        """A part begins whose headings and lists end with it."""
        self._kept.append((self._ranks, self._headings, self._item, self._list))
        self._before = ""

    def rejoin(self) -> None:
        """That part ends."""
        if self._kept:
            self._ranks, self._headings, self._item, self._list = self._kept.pop()
        self._before = ""

    def comment(self, text: str, start: int, end: int, covers: tuple[int, int] | None = None) -> None:
        """A comment; only those meant for us are kept."""
        if "regclaims" in text:
            self.comments.append(Comment(text=text.strip(), start=start, end=end, covers=covers))


def announcement(text: str) -> str:
    """The paragraph's text if it announces what follows.

    It does by ending in a colon, or without any sign that ends a sentence. A paragraph that ends in a full stop has
    said its own, and a list after it may be about anything.
    """
    return text if text and not text.rstrip("*_\"')\u201d\u2019").endswith((".", "!", "?", ";", ",")) else ""
