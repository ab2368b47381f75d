"""Plain text: paragraphs between blank lines, with the lists, headings and quotations that people write in it.

A line underlined with equal signs or hyphens, or behind number signs, is a heading, and so is a short line between
blank lines that begins at the margin and ends in no stop. Lines that begin with a hyphen, star, bullet, number or
letter in front of a space are items; deeper ones hang under less deep ones. Lines that begin with ``>`` quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regclaims.reports.check.readers.page import RUN_IN
from regclaims.reports.check.readers.strands import Strand, Weave

if TYPE_CHECKING:
    from regclaims.reports.check.readers.page import Page

_LINE = re.compile(r"([ \t]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_ITEM = re.compile(r"(?:[-*+•‣◦\u2013\u2014]|\(?[0-9]{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+(?=\S)")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_OURS = re.compile(r"(?:\[(?=regclaims\s*:)(.*)\]|#\s*(regclaims\s*:.*))\s*")
_LONGEST_HEADING = 72


def read(strand: Strand, page: Page) -> None:
    """Read plain text into the page."""
    _Lines(strand, page).read()


class _Lines:
    def __init__(self, strand: Strand, page: Page) -> None:
        self.strand, self.page = strand, page
        self.lines: list[tuple[int, int]] = []
        """Of the block in the making."""
        self.depths: list[int] = []
        """How deep the open items are indented."""
        self.blank = True
        self.quoted = False

    def read(self) -> None:
        text, at = self.strand.text, 0
        while at < len(text):
            line = _LINE.match(text, at)
            assert line is not None
            self.line(len(line[1].expandtabs(4)), line[2], line.start(2), line.end(2))
            at = line.end()
        self.block(True)
        self.leave(-1)
        self.unquote()

    def line(self, indent: int, words: str, start: int, end: int) -> None:
        if words.startswith(">") and (self.blank or self.quoted):
            self.quote()
            start += 1
            words = words[1:]
        elif self.quoted and not words.strip():
            self.unquote()
        if not words.strip():
            self.block(True)
            self.blank = True
        elif ours := _OURS.fullmatch(words):
            self.block(True)
            places = self.strand.places
            self.page.comment(ours[1] or ours[2], places[start], places[end - 1] + 1)
        elif len(self.lines) == 1 and (rule := _UNDERLINE.fullmatch(words)) and len(words) > 1:
            self.heading(1 if rule[1][0] == "=" else 2)
        elif hashes := _HASHES.match(words):
            self.block(True)
            self.leave(-1)
            self.page.head(len(hashes[1]), self.strand.cut(start + hashes.end(), end))
            self.blank = True
        elif item := _ITEM.match(words):
            self.block(False)
            self.enter(indent)
            self.begin(start + item.end(), end)
        elif self.blank:
            if indent == 0 or (self.depths and indent <= self.depths[0]):
                self.leave(-1)
            self.begin(start, end)
        else:
            self.lines.append((start, end))

    def begin(self, start: int, end: int) -> None:
        self.lines, self.blank = [(start, end)], False

    def enter(self, indent: int) -> None:
        self.leave(indent)
        if not self.depths or self.depths[-1] < indent:
            self.page.open_list()
            self.depths.append(indent)
        else:
            self.page.close_item()
        self.page.open_item()

    def leave(self, indent: int) -> None:
        """Items that are indented deeper end."""
        while self.depths and self.depths[-1] > indent:
            self.depths.pop()
            self.page.close_item()
            self.page.close_list()

    def block(self, closed: bool) -> None:
        """What was gathered is a passage; ``closed`` if a blank line follows."""
        if not self.lines:
            return
        strand = self.gathered()
        words = strand.text
        short = len(self.lines) == 1 and closed and len(words) <= _LONGEST_HEADING and words[-1] not in ".!?;:,"
        start = self.lines[0][0]
        margin = start == 0 or self.strand.text[start - 1] in "\r\n"
        self.lines = []
        if short and margin and not self.depths and not self.quoted:
            self.page.head(RUN_IN, strand)
        else:
            self.page.say(strand)

    def gathered(self) -> Strand:
        weave = Weave()
        for number, (start, end) in enumerate(self.lines):
            if number:
                weave.show(" ", self.strand.places[self.lines[number - 1][1]])
            weave.take(self.strand, start, end)
        return weave.strand().folded()

    def heading(self, rank: int) -> None:
        self.leave(-1)
        self.page.head(rank, self.gathered())
        self.lines, self.blank = [], True

    def quote(self) -> None:
        if not self.quoted:
            self.block(True)
            self.leave(-1)
            self.page.open_quote()
            self.quoted = True

    def unquote(self) -> None:
        if self.quoted:
            self.block(True)
            self.leave(-1)
            self.page.close_quote()
            self.quoted = False
