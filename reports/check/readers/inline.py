"""Markdown inside a block: what a reader of the page sees of it, each character at its place.

markdown-it finds the blocks; what stands in them is read here, since its inline tokens know no places. The rules are
those of CommonMark for code, escapes, entities, links, images, tags and emphasis, with footnotes, ``~~struck~~`` text
and math in dollar signs; tests hold the result against what markdown-it shows. A block without signs of markup, such as
most paragraphs are, costs one search.

Shown: the text of links, what stands for images, code, and math in its dollar signs. Not shown: addresses, tags,
comments, struck text, display math, references to footnotes.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from regclaims.reports.check.readers.addresses import end_of_address
from regclaims.reports.check.readers.strands import Ahead, Strand, Weave

if TYPE_CHECKING:
    from regclaims.reports.check.readers.page import Page

_SIGNS = re.compile(r"[`*_\[\]<&\\$~{]|!(?=\[)")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w:.-]*+(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(rf"<(?:([A-Za-z][A-Za-z0-9-]*)(?:{_ATTRIBUTE})*\s*/?|/[A-Za-z][A-Za-z0-9-]*\s*)>", re.ASCII)
_LINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,99}@[\w.-]{1,253})>", re.ASCII)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_CLOSING = re.compile(r"(?<![\\\s$])\$(?![\d$])")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)


@dataclass(slots=True)
class _Run:
    """Signs of emphasis that stand together."""

    segment: int
    char: str
    count: int
    length: int
    opens: bool
    closes: bool
    before: _Run | None = None
    after: _Run | None = None


@dataclass(slots=True)
class _Bracket:
    segment: int
    start: int
    image: bool
    last: _Run | None
    """The run of emphasis before it."""
    inner: bool = False
    """Whether another bracket stands in it."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a document defines for its blocks."""

    links: Collection[str] = ()
    """Labels of links, as markdown-it folds them."""
    footnotes: Collection[str] = ()
    mdx: bool = False


def shown(strand: Strand, names: Names, page: Page) -> Strand:
    """What the block shows; its comments go to the page."""
    return _Inline(strand, names, page).read() if _SIGNS.search(strand.text) else strand


@dataclass(slots=True)
class _Inline:
    strand: Strand
    names: Names
    page: Page
    text: str = ""
    at: int = 0
    ahead: Ahead = field(init=False)
    segments: list[tuple[int, int, str | None]] = field(default_factory=list)
    """Parts of the text that are shown, in order; with a third part the text that is shown instead."""
    brackets: list[_Bracket] = field(default_factory=list)
    unlinked: int = 0
    """Brackets below this depth stand around a link, so they are none."""
    last: _Run | None = None
    ticks: dict[int, list[int]] | None = None
    dollars: list[int] | None = None
    braces: dict[int, int] | None = None

    def __post_init__(self) -> None:
        self.text = self.strand.text
        self.ahead = Ahead(self.text)

    def read(self) -> Strand:
        text, length = self.text, len(self.text)
        while self.at < length:
            sign = _SIGNS.search(text, self.at)
            start = sign.start() if sign else length
            self.keep(self.at, start)
            self.at = start
            if sign:
                _READ[text[start]](self)
        self.emphasis(None)
        weave = Weave()
        for start, end, instead in self.segments:
            if instead is None:
                weave.take(self.strand, start, end)
            else:
                weave.show(instead, self.strand.places[start])
        return weave.strand()

    def keep(self, start: int, end: int) -> None:
        if start < end:
            self.segments.append((start, end, None))

    def literal(self, length: int = 1) -> None:
        self.keep(self.at, self.at + length)
        self.at += length

    # --- signs that stand for themselves

    def escape(self) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if following in _PUNCTUATION:
            self.keep(self.at + 1, self.at + 2)
            self.at += 2
        elif following == "\n":
            self.at += 1
        else:
            self.literal()

    def entity(self) -> None:
        found = _ENTITY.match(self.text, self.at)
        sign = html.unescape(found[0]) if found else ""
        if found and sign != found[0] and not (sign.endswith(";") and sign != ";"):
            self.segments.append((self.at, found.end(), sign))
            self.at = found.end()
        else:
            self.literal()

    def code(self) -> None:
        if self.ticks is None:
            self.ticks = {}
            for run in re.finditer("`+", self.text):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        end = self.at
        while self.text.startswith("`", end):
            end += 1
        starts = self.ticks.get(end - self.at, [])
        following = bisect_left(starts, end)
        if following == len(starts):
            self.literal(end - self.at)
        else:
            start, last = end, starts[following]
            if last - start > 2 and self.text[start] in " \n" and self.text[last - 1] in " \n":
                # One space on either side is there to keep ticks apart.
                start, last = start + 1, last - 1
            self.keep(start, last)
            self.at = starts[following] + end - self.at

    def math(self) -> None:
        if self.text.startswith("$$", self.at):
            end = self.ahead.find("$$", self.at + 2)
            if end < 0:
                self.literal(2)
            else:
                self.at = end + 2
            return
        if self.dollars is None:
            self.dollars = [found.start() for found in _CLOSING.finditer(self.text)]
        closing = bisect_left(self.dollars, self.at + 2)
        if closing < len(self.dollars) and not self.text[self.at + 1].isspace():
            self.literal(self.dollars[closing] + 1 - self.at)
        else:
            self.literal()

    # --- tags and the like

    def tag(self) -> None:
        text, start = self.text, self.at
        if found := _LINK.match(text, start):
            self.keep(start + 1, found.end() - 1)
            self.at = found.end()
        elif text.startswith("<!--", start):
            end = start + 5 if text.startswith("<!-->", start) else self.past("-->", start + 4)
            if end:
                self.comment(start + 4, end - 3, start, end)
        elif found := (_jsx() if self.names.mdx else _TAG).match(text, start):
            if found[0][1:3].lower() == "br":
                self.segments.append((start, start + 1, " "))
            self.at = found.end()
        elif (end := self.declaration(start)) > 0:
            self.at = end
        else:
            self.literal()

    def declaration(self, start: int) -> int:
        for opening, closing in (("<?", "?>"), ("<![CDATA[", "]]>")):
            if self.text.startswith(opening, start):
                return self.past(closing, start + len(opening))
        if self.text.startswith("<!", start) and self.text[start + 2 : start + 3].isalpha():
            return self.past(">", start + 2)
        return 0

    def past(self, what: str, start: int) -> int:
        """Where what closes ends; 0, with the sign kept, where nothing closes."""
        end = self.ahead.find(what, start)
        if end < 0:
            self.literal()
            return 0
        return end + len(what)

    def comment(self, start: int, end: int, whole_start: int, whole_end: int) -> None:
        places = self.strand.places
        covers = (places[0], places[len(places) - 1] + 1)
        self.page.comment(self.text[start:end], places[whole_start], places[whole_end - 1] + 1, covers)
        self.at = whole_end

    def expression(self) -> None:
        if not self.names.mdx:
            self.literal()
            return
        if self.braces is None:
            self.braces = _pairs(self.text)
        end = self.braces.get(self.at)
        if end is None:
            self.literal()
        elif self.text.startswith("{/*", self.at) and self.text.endswith("*/", 0, end):
            self.comment(self.at + 3, end - 2, self.at, end + 1)
        else:
            self.at = end + 1

    # --- emphasis

    def struck(self) -> None:
        end = self.at + 2
        if self.text.startswith("~~", self.at) and not self.text[end : end + 1].isspace():
            closing = self.ahead.find("~~", end + 1)
            if closing > 0 and not self.text[closing - 1].isspace():
                self.at = closing + 2
                return
        self.literal()

    def delimiter(self) -> None:
        text, start = self.text, self.at
        char, end = text[start], start
        while text.startswith(char, end):
            end += 1
        left, right = _kind(text[start - 1] if start else " "), _kind(text[end] if end < len(text) else " ")
        opens = right != "space" and (right != "sign" or left != "")
        closes = left != "space" and (left != "sign" or right != "")
        if char == "_":
            opens, closes = opens and (not closes or left == "sign"), closes and (not opens or right == "sign")
        run = _Run(len(self.segments), char, end - start, end - start, opens, closes, self.last)
        if self.last:
            self.last.after = run
        self.last = run
        self.literal(end - start)

    def emphasis(self, below: _Run | None) -> None:
        """Pair the runs after ``below``: CommonMark's procedure, with a bottom for each kind of closer."""
        bottoms: dict[tuple[str, bool, int], _Run | None] = {}
        closer = self._first(below)
        while closer:
            if not closer.closes:
                closer = closer.after
                continue
            key = (closer.char, closer.opens, closer.length % 3)
            bottom = bottoms.get(key, below)
            opener = closer.before
            while opener is not bottom and opener is not below and opener and not _pair(opener, closer):
                opener = opener.before
            if opener is None or opener is bottom or opener is below:
                bottoms[key] = closer.before
                following = closer.after
                if not closer.opens:
                    self._drop(closer)
                closer = following
                continue
            used = 2 if opener.count >= 2 and closer.count >= 2 else 1
            opener.after, closer.before = closer, opener
            self._shorten(opener, used)
            self._shorten(closer, used)
            if not opener.count:
                self._drop(opener)
            if not closer.count:
                following = closer.after
                self._drop(closer)
                closer = following
        self.last = below
        if below:
            below.after = None

    def _first(self, below: _Run | None) -> _Run | None:
        if below:
            return below.after
        run = self.last
        while run and run.before:
            run = run.before
        return run

    def _shorten(self, run: _Run, used: int) -> None:
        start, end, _ = self.segments[run.segment]
        self.segments[run.segment] = (start, end - used, None)
        run.count -= used

    def _drop(self, run: _Run) -> None:
        if run.before:
            run.before.after = run.after
        if run.after:
            run.after.before = run.before
        elif self.last is run:
            self.last = run.before

    # --- links and images

    def image(self) -> None:
        self.bracket(2, image=True)

    def bracket(self, length: int = 1, image: bool = False) -> None:
        if self.brackets:
            self.brackets[-1].inner = True
        self.brackets.append(_Bracket(len(self.segments), self.at + length, image, self.last))
        self.literal(length)

    def link(self) -> None:
        if not self.brackets:
            self.literal()
            return
        opener = self.brackets.pop()
        around, self.unlinked = len(self.brackets) < self.unlinked, min(self.unlinked, len(self.brackets))
        end = 0 if around and not opener.image else self.address(opener)
        if not end:
            self.literal()
            return
        self.segments[opener.segment] = (opener.start, opener.start, None)
        self.emphasis(opener.last)
        if not opener.image:
            self.unlinked = len(self.brackets)
        if self.footnote(opener):
            del self.segments[opener.segment :]
        self.at = end

    def footnote(self, opener: _Bracket) -> bool:
        return self.text.startswith("^", opener.start) and self.text[opener.start : self.at] in self.names.footnotes

    def address(self, opener: _Bracket) -> int:
        """Where the link ends whose text ends here; 0 for no link."""
        text, after = self.text, self.at + 1
        if self.footnote(opener):
            return after
        if text.startswith("(", after) and (end := end_of_address(text, after + 1)):
            return end
        if not self.names.links:
            return 0
        label = _LABEL.match(text, after)
        if label and label[1]:
            return label.end() if _label(label[1]) in self.names.links else 0
        if opener.inner or self.at - opener.start > 999 or _label(text[opener.start : self.at]) not in self.names.links:
            return 0
        return label.end() if label else after


_READ = {
    "\\": _Inline.escape,
    "&": _Inline.entity,
    "`": _Inline.code,
    "$": _Inline.math,
    "<": _Inline.tag,
    "{": _Inline.expression,
    "~": _Inline.struck,
    "*": _Inline.delimiter,
    "_": _Inline.delimiter,
    "!": _Inline.image,
    "[": _Inline.bracket,
    "]": _Inline.link,
}


def _kind(char: str) -> str:
    """What CommonMark's rules of emphasis tell apart: a space, a sign, or neither."""
    if char.isalnum():
        return ""
    if char.isspace():
        return "space"
    from unicodedata import category

    return "sign" if char in _PUNCTUATION or category(char)[0] in "PS" else ""


def _pair(opener: _Run, closer: _Run) -> bool:
    if not opener.opens or opener.char != closer.char:
        return False
    both = opener.closes or closer.opens
    return not both or (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


@cache
def _jsx() -> re.Pattern[str]:
    """A component's tag: its values may stand in braces."""
    return re.compile(r"""</?(?:[A-Za-z][\w.:-]*+(?:\s+(?:[\w:.-]++|=|"[^"]*"|'[^']*'|\{[^{}]*\}|=\s*)*+)?\s*/?)?>""")


def _label(text: str) -> str:
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(text)


def _pairs(text: str) -> dict[int, int]:
    """Where the brace ends that begins at an index, for all that do."""
    found, opened = {}, []
    for brace in re.finditer("[{}]", text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found
