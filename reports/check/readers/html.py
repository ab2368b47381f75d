"""HTML: headings, paragraphs, lists, terms, tables and captions, as a browser would show them.

html.parser of the standard library finds the tags: it tells where each piece stands, needs nothing installed, and is
five times as fast as html5lib; lxml knows no columns. Where a tag or comment has no end, it would look for one again
and again, so here such a rest ends the document, as the HTML standard has it. Entities are decoded here, since it
gives up on all that follows a malformed one.

Not read: scripts, styles, ``pre``, drawings, what is hidden, struck text, comments, display math. The title is a
heading over all others.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from regclaims.reports.check.readers import words
from regclaims.reports.check.readers.page import Page
from regclaims.reports.check.readers.strands import Ahead, Strand, Weave

ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_DISPLAY = re.compile(r"\$\$|\\\[")
_SKIPPED = frozenset(
    words(
        "script style pre textarea template noscript iframe object svg canvas audio video select annotation "
        "annotation-xml del s strike"
    )
)
_BLOCKS = frozenset(
    words(
        "address article aside body caption center details dialog div fieldset figcaption figure footer form "
        "header hgroup hr html head legend main nav p section summary tbody tfoot thead"
    )
)
_HIDEABLE = words("div section span aside article details nav header footer main figure ul ol table")
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_LISTS = {"ul": "list", "ol": "list", "menu": "list", "dl": "list"}
_FRAMES = {**_LISTS, "li": "item", "dt": "term", "dd": "item", "blockquote": "quote", "table": "table"}
_WIDEST = 1000
"""HTML's own bound on the columns that a cell may span."""


def read(strand: Strand, page: Page) -> None:
    """Read HTML into the page; quotations that stay open go on in what the page reads next."""
    _Tags(_Reader(strand, page)).run()


class _Tags(HTMLParser):
    """Tells a reader of tags, texts and comments, and where they stand."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__(convert_charrefs=False)
        self._reader = reader
        self._lines = [0, *(end.end() for end in re.finditer("\n", reader.strand.text))]

    def run(self) -> None:
        # Only places are taken from what it reads, so any other sign will do for the one it cannot cope with.
        self.feed(self._reader.strand.text.replace("&", "+"))
        self.close()
        self._reader.end()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_data(self, data: str) -> None:
        at = self._at()
        self._reader.data(at, at + len(data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._reader.start(tag, attrs, self._at())

    def handle_endtag(self, tag: str) -> None:
        self._reader.finish(tag, self._at())

    def parse_html_declaration(self, i: int) -> int:
        return self.parse_comment(i) if self.rawdata.startswith("<!--", i) else self._past(">", i + 2)

    def parse_comment(self, i: int, report: bool = True) -> int:
        raw = self.rawdata
        if raw.startswith((">", "->"), i + 4):
            return raw.index(">", i) + 1
        end = self._past("-->", i + 4)
        self._reader.comment(raw[i + 4 : end].removesuffix("-->"), self._at(), self._at() + end - i)
        return end

    def parse_pi(self, i: int) -> int:
        return self._past(">", i + 2)

    def parse_starttag(self, i: int) -> int:
        end = super().parse_starttag(i)
        return len(self.rawdata) if end < 0 else end

    def parse_endtag(self, i: int) -> int:
        end = super().parse_endtag(i)
        return len(self.rawdata) if end < 0 else end

    def _past(self, what: str, start: int) -> int:
        end = self.rawdata.find(what, start)
        return len(self.rawdata) if end < 0 else end + len(what)


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    heads: dict[int, str] = field(default_factory=dict)
    cells: list[_TableCell] = field(default_factory=list)
    """Of the open row."""
    open: bool = False
    """Whether its last cell is still open."""
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Columns that a cell from above reaches into: for how many rows more, and what it says."""


@dataclass(slots=True)
class _TableCell:
    column: int
    width: int
    height: int
    head: bool
    parts: list[Strand] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """What is open of the document, and the passage in the making."""

    strand: Strand
    page: Page
    frames: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    tables: list[tuple[_Table, int]] = field(default_factory=list)
    """Open tables, and where each begins."""
    weave: Weave = field(default_factory=Weave)
    rank: int | None = None
    """Of the heading that is open."""
    comments: list[tuple[str, int, int]] = field(default_factory=list)
    """Those in the passage in the making."""
    bold: int = 0
    plain: bool = False
    """Whether anything in the passage is not bold."""
    text: bool = False
    """Whether the passage has any text."""
    broken: bool = False
    """Whether the last thing was a line break."""
    term: str = ""
    skipped: str = ""
    """The element that is not read."""
    depth: int = 0
    """How many of its name are open."""

    # --- what the parser tells

    def data(self, start: int, end: int) -> None:
        text = self.strand.text
        if self.skipped or start >= end:
            return
        for entity in ENTITY.finditer(text, start, end):
            sign = html.unescape(entity[0])
            self.weave.take(self.strand, start, entity.start())
            self.weave.show(sign, self.strand.places[entity.start()])
            start = entity.end()
        self.weave.take(self.strand, start, end)
        if not text[start:end].isspace():
            self.text, self.broken = True, False
            self.plain = self.plain or not self.bold

    def start(self, tag: str, attrs: list[tuple[str, str | None]], at: int) -> None:
        if self.skipped:
            self.depth += tag == self.skipped
        elif tag in _SKIPPED or (tag in _HIDEABLE and _hidden(attrs)):
            self.skipped, self.depth = tag, 1
            if tag == "pre":
                self.block()
                self.page.other()
        elif tag in _HEADINGS or tag == "title":
            self.block()
            self.rank = _HEADINGS.get(tag, 0)
        elif tag in _FRAMES:
            self.block()
            self.open(tag, at)
        elif tag in ("tr", "td", "th"):
            self.block()
            self.part_of_table(tag, attrs)
        elif tag in _BLOCKS:
            self.block()
        elif tag == "br":
            self.line_break(at)
        elif tag == "q":
            self.weave.show('"', self.strand.places[at])
        elif tag in ("b", "strong"):
            self.bold += 1

    def finish(self, tag: str, at: int) -> None:
        if self.skipped:
            self.depth -= tag == self.skipped
            if not self.depth:
                self.skipped = ""
        elif tag in _FRAMES:
            self.block()
            self.close(_FRAMES[tag], at)
        elif tag in ("tr", "td", "th"):
            self.block()
            if self.tables:
                self.tables[-1][0].open = False
                if tag == "tr":
                    self.row()
        elif tag in _BLOCKS or tag in _HEADINGS or tag == "title":
            self.block()
        elif tag == "q":
            self.weave.show('"', self.strand.places[at])
        elif tag in ("b", "strong"):
            self.bold = max(0, self.bold - 1)

    def comment(self, text: str, start: int, end: int) -> None:
        if not self.skipped and "regclaims" in text:
            self.comments.append((text, start, end))

    def end(self) -> None:
        self.block()
        while self.frames and self.frames[-1] != "quote":
            self.close(self.frames[-1], len(self.strand.text))
        self.page.left_open += self.frames.count("quote")

    # --- passages

    def line_break(self, at: int) -> None:
        if self.broken:
            self.block()
        else:
            self.weave.show(" ", self.strand.places[at])
            self.broken = True

    def block(self) -> None:
        """What was gathered is a passage."""
        strand, rank = without_display_math(self.weave.strand()).folded(), self.rank
        run_in = self.text and not self.plain
        self.weave, self.rank, self.text, self.plain, self.broken = Weave(), None, False, False, False
        self.tell_comments(strand)
        if not strand.text:
            return
        if self.tables and self.tables[-1][0].open:
            self.tables[-1][0].cells[-1].parts.append(strand)
        elif rank is not None:
            self.page.head(rank, strand)
        elif run_in:
            self.page.run_in(strand)
        else:
            self.page.say(strand)
        if self.frames and self.frames[-1] == "term":
            self.term = f"{self.term} {strand.text}".strip()

    def tell_comments(self, strand: Strand) -> None:
        places = self.strand.places
        for text, start, end in self.comments:
            begins, ends = places[start], places[end - 1] + 1
            inside = strand.text and strand.places[0] < begins
            covers = (strand.places[0], max(strand.places[-1] + 1, ends)) if inside else None
            self.page.comment(text, begins, ends, covers)
        self.comments = []

    # --- lists, quotations, tables

    def open(self, tag: str, at: int) -> None:
        frame = _FRAMES[tag]
        if tag in ("li", "dt", "dd"):
            self.close_open_item()
        if frame == "list":
            self.page.open_list()
        elif frame == "quote":
            self.page.open_quote()
        elif frame == "table":
            self.tables.append((_Table(), at))
            self.page.other()
        else:
            self.page.open_item(self.term if tag == "dd" else "")
            if tag == "dt":
                self.term = ""
        self.frames.append(frame)
        self.counts[frame] = self.counts.get(frame, 0) + 1

    def close_open_item(self) -> None:
        """An item ends where the next one of its list begins."""
        if self.frames and self.frames[-1] in ("item", "term"):
            self.close(self.frames[-1], 0)

    def close(self, frame: str, at: int) -> None:
        """Close the innermost such frame and what is open in it; none beyond the table that holds it."""
        if not self.counts.get(frame):
            if frame == "quote" and self.page.left_open:
                self.page.left_open -= 1
                self.page.close_quote()
            return
        if frame != "table":
            for open in reversed(self.frames):
                if open == frame:
                    break
                if open == "table":
                    return
        while True:
            innermost = self.frames.pop()
            self.counts[innermost] -= 1
            _CLOSE[innermost](self, at)
            if innermost == frame:
                return

    def close_table(self, at: int) -> None:
        self.row()
        _, start = self.tables.pop()
        places = self.strand.places
        self.page.tables.append((places[start], places[min(at, len(places) - 1)] + 1))
        self.page.other()

    def part_of_table(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.tables:
            return
        table = self.tables[-1][0]
        if tag == "tr":
            self.row()
            return
        column = table.cells[-1].column + table.cells[-1].width if table.cells else 0
        while column in table.spans:
            column += 1
        width, height = (_span(attrs, name) for name in ("colspan", "rowspan"))
        table.cells.append(_TableCell(column, width, height, tag == "th"))
        table.open = True

    def row(self) -> None:
        """The row that is open ends: only now it is known whether it is the head."""
        table = self.tables[-1][0]
        cells, table.cells, table.open = table.cells, [], False
        if not cells:
            return
        head = all(cell.head for cell in cells)
        row = table.spans[0][1] if 0 in table.spans else ""
        if head:
            table.heads = {}
        said: dict[int, tuple[int, str]] = {}
        for cell in cells:
            column = "" if head else table.heads.get(cell.column, "")
            text = " ".join(
                self.page.cell(part, row="" if head else row if cell.column else "", column=column)
                for part in cell.parts
            )
            if not cell.column:
                row = text
            for number in range(cell.column, cell.column + cell.width):
                if head:
                    table.heads[number] = text
                if cell.height > 1:
                    said[number] = (cell.height, text)
        table.spans = {number: (rows - 1, text) for number, (rows, text) in (table.spans | said).items() if rows > 1}


_CLOSE: dict[str, Callable[[_Reader, int], object]] = {
    "list": lambda reader, _: reader.page.close_list(),
    "item": lambda reader, _: reader.page.close_item(),
    "term": lambda reader, _: reader.page.close_item(),
    "quote": lambda reader, _: reader.page.close_quote(),
    "table": _Reader.close_table,
}


def _hidden(attrs: list[tuple[str, str | None]]) -> bool:
    return any(name == "hidden" or (name == "aria-hidden" and value == "true") for name, value in attrs)


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    value = dict(attrs).get(name) or ""
    return min(max(int(value), 1), _WIDEST) if re.fullmatch("[0-9]{1,6}", value) else 1


def without_display_math(strand: Strand) -> Strand:
    r"""The text without ``$$...$$`` and ``\[...\]``, of which nothing is prose."""
    text = strand.text
    if "$$" not in text and "\\[" not in text:
        return strand
    weave, at, ahead = Weave(), 0, Ahead(text)
    for opening in _DISPLAY.finditer(text):
        if opening.start() < at:
            continue
        end = ahead.find("$$" if opening[0] == "$$" else "\\]", opening.end())
        if end >= 0:
            weave.take(strand, at, opening.start())
            weave.show(" ", strand.places[opening.start()])
            at = end + 2
    weave.take(strand, at, len(text))
    return weave.strand()
