"""Markdown and MDX, as CommonMark with what GitHub and the common generators of sites add.

Read: headings, paragraphs, lists, definition lists, tables, footnotes, admonitions, and HTML by the reader of HTML.
Not read: front matter, code, display math, addresses, imports and expressions of MDX. ``> [!NOTE]`` is no quotation.

markdown-it finds the blocks. Most blocks of most texts are plain paragraphs, and of the dozen rules that it tries on
each line none can take a line that begins with a letter; so a rule of our own, tried first, takes paragraphs all
whose lines do, in one step.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as read_table
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from regclaims.reports.check.readers import inline
from regclaims.reports.check.readers.strands import Strand, Weave, unix

if TYPE_CHECKING:
    from regclaims.reports.check.readers.page import Page

NESTING = 60
"""Lists and quotations in each other beyond this are not read."""

_FRONT = re.compile(r"\ufeff?(?:---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+)[ \t]*(?:\n|\Z)")
_PROSE = re.compile(r"(?:[^\W\d_][^\n]*+\n?+)++(?=[ \t]*(?:\n(?! {0,3}[:~][ \t])|\Z))")
_ALERT = re.compile(r"[ \t]*\[!\w+\][-+]?[ \t]*(?:\n|$)")
_TASK = re.compile(r"\[[ xX]\][ \t]")
_MODULE = re.compile(r"(?:import|export)\b")
_PARTS_OF_TABLE = re.compile(r"\\?\|")


def read(strand: Strand, page: Page, *, mdx: bool = False) -> None:
    """Read Markdown into the page."""
    strand = unix(strand)
    text = strand.text.replace("\0", "\ufffd")  # as CommonMark has it
    if front := _FRONT.match(text):
        text = "".join(char if char == "\n" else " " for char in front[0]) + text[front.end() :]
    tokens, env = blocks(text, mdx=mdx)
    if any(token.nesting == 1 and token.level >= NESTING - 1 for token in tokens):
        page.limits.append(
            f"lists and quotations in each other, more than {NESTING} deep; what stands deeper is not read"
        )
    names = inline.Names(
        links=env.get("references", {}),
        footnotes={f"^{name[1:]}" for name in env.get("footnotes", {}).get("refs", {})},
        mdx=mdx,
    )
    _Walk(Strand(text, strand.places), page, names).read(tokens)


def blocks(text: str, *, mdx: bool = False) -> tuple[list[Token], dict[str, Any]]:
    """The block tokens of a text and what it defines."""
    parser = _mdx() if mdx else _markdown()
    tokens: list[Token] = []
    env: dict[str, Any] = {}
    parser.block.parse(text, parser, env, tokens)
    return tokens, env


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    parser.use(footnote_plugin).use(deflist_plugin).use(admon_plugin)
    block = parser.block.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    block.before("table", "prose", _prose)
    block.before("fence", "math", _math, interrupts)
    block.before("fence", "colons", _colons, interrupts)
    return parser


_made: dict[str, MarkdownIt] = {}


def _markdown() -> MarkdownIt:
    if "markdown" not in _made:
        _made["markdown"] = _parser()
    return _made["markdown"]


def _mdx() -> MarkdownIt:
    if "mdx" not in _made:
        _made["mdx"] = _parser().disable(["html_block", "code", "prose"])
    return _made["mdx"]


# --- rules for blocks


def _prose(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level or state.blkIndent or state.sCount[start]:
        return False
    found = _PROSE.match(state.src, state.bMarks[start])
    if not found:
        return False
    content = found[0].strip()
    state.line = start + found[0].count("\n") + (not found[0].endswith("\n"))
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    token = state.push("inline", "", 0)
    token.content, token.map = content, [start, state.line]
    state.push("paragraph_close", "p", -1)
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of markdown-it; each row is told where its line begins, after the signs of what holds the table."""
    first = len(state.tokens)
    if not read_table(state, start, end, silent):
        return False
    for token in state.tokens[first:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            token.meta["line"] = (state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return True


def _math(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Display math: from a line that begins with two dollars to one that ends so, or to a blank line."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    line, rest = start, _line(state, start)[2:].rstrip()
    if "$$" in rest[:-2]:
        return False  # a paragraph that begins with math
    while not rest.endswith("$$"):
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return silent or _skip(state, line)
        rest = _line(state, line).rstrip()
    return silent or _skip(state, line + 1)


def _colons(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::note`` opens and ``:::`` closes a container: its signs are not read, what stands in it is."""
    if state.is_code_block(start) or not _line(state, start).startswith(":::"):
        return False
    return silent or _skip(state, start + 1)


def _skip(state: StateBlock, line: int) -> bool:
    state.line = line
    state.push("hr", "hr", 0)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


# --- from tokens to passages


@dataclass(slots=True)
class _Walk:
    """Tokens in their order, and what of them is open."""

    strand: Strand
    page: Page
    names: inline.Names
    lines: list[int] = field(default_factory=list)
    """Where each line begins."""
    alerts: list[bool] = field(default_factory=list)
    """Of each open block quotation: whether it is none, but an alert."""
    heads: list[str] = field(default_factory=list)
    row: list[Strand] = field(default_factory=list)
    """Cells of the open row that are still to come, the last one first."""
    said: list[str] = field(default_factory=list)
    """What its cells said so far."""
    terms: str = ""

    def read(self, tokens: list[Token]) -> None:
        text = self.strand.text
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]
        for number, token in enumerate(tokens):
            if token.type == "inline":
                self.inline(token, tokens[number - 1])
            elif token.type == "blockquote_open":
                self.quotation(tokens[number + 1 : number + 3])
            elif do := _ON.get(token.type):
                do(self, token)

    def inline(self, token: Token, opened: Token) -> None:
        if opened.type in ("th_open", "td_open"):
            self.cell(opened.type)
            return
        content = self.place(token)
        if opened.type == "heading_open":
            self.page.head(int(opened.tag[1]), self.shown(_without_attributes(content)))
        elif opened.type == "dt_open":
            shown = self.shown(content)
            self.page.open_item()
            self.page.say(shown)
            self.terms = self.page.close_item()
        elif not (self.names.mdx and not opened.level and _MODULE.match(content.text)):
            self.paragraph(content)

    def paragraph(self, content: Strand) -> None:
        text = content.text
        for skipped in (_TASK, _ALERT) if text.startswith("[") else ():
            if found := skipped.match(text):
                content = content.cut(found.end(), len(text))
        bold = text[:2] in ("**", "__") and _bold(text)
        (self.page.run_in if bold else self.page.say)(self.shown(content))

    def shown(self, content: Strand) -> Strand:
        return inline.shown(content, self.names, self.page)

    def place(self, token: Token) -> Strand:
        """Where the token's content stands: in one piece, or line by line behind the signs of what holds it."""
        content, text = token.content, self.strand.text
        first, last = token.map or (0, 0)
        ends = len(text) if last >= len(self.lines) else self.lines[last]
        at = text.find(content, self.lines[first], ends)
        if at >= 0:
            return self.strand.cut(at, at + len(content))
        weave, gap = Weave(), 0
        for number, line in enumerate(content.split("\n"), start=first):
            words = line.strip()
            begins = self.lines[min(number, len(self.lines) - 1)]
            ends = self.lines[number + 1] if number + 1 < len(self.lines) else len(text)
            at = text.rfind(words, begins, ends)
            if words and at >= 0:
                weave.take(self.strand, max(gap - 1, 0), gap)  # the space or line end behind the line before
                weave.take(self.strand, at, at + len(words))
                gap = at + len(words) + 1
        return weave.strand()

    # --- tables

    def table(self, token: Token) -> None:
        first, last = token.map or (0, 0)
        places = self.strand.places
        ends = len(places) if last >= len(self.lines) else self.lines[last]
        self.page.tables.append((places[self.lines[first]], places[ends - 1] + 1))
        self.heads = []
        self.page.other()

    def open_row(self, token: Token) -> None:
        self.row = [self.strand.cut(start, end) for start, end in _columns(self.strand.text, *token.meta["line"])]
        self.row.reverse()
        self.said = []

    def cell(self, type: str) -> None:
        cell = self.row.pop() if self.row else None
        shown = self.shown(_without_escaped_bars(cell)) if cell else Strand("", self.strand.places)
        if type == "th_open":
            self.heads.append(self.page.cell(shown, row="", column=""))
            return
        row = self.said[0] if self.said else ""
        column = self.heads[len(self.said)] if len(self.said) < len(self.heads) else ""
        self.said.append(self.page.cell(shown, row=row, column=column))

    # --- quotations and the rest

    def quotation(self, inside: list[Token]) -> None:
        alert = len(inside) == 2 and inside[1].type == "inline" and bool(_ALERT.match(inside[1].content))
        self.alerts.append(alert)
        (self.page.aside if alert else self.page.open_quote)()

    def close_quotation(self, _: Token) -> None:
        (self.page.rejoin if self.alerts.pop() else self.page.close_quote)()

    def html(self, token: Token) -> None:
        from regclaims.reports.check.readers import html

        html.read(self.place(token), self.page)


def _without_attributes(heading: Strand) -> Strand:
    """The heading without ``{#name .class}`` at its end."""
    text = heading.text.rstrip()
    at = text.rfind("{") if text.endswith("}") else -1
    return heading.cut(0, at) if at > 0 and text[at + 1] in "#.:" else heading


def _bold(text: str) -> bool:
    """Whether all of it stands between one pair of signs for bold, but for a colon."""
    inner = text.rstrip().removesuffix(":")
    return len(inner) > 4 and inner.endswith(text[:2]) and text[:2] not in inner[2:-2] and not inner[2].isspace()


def _columns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line of a table stand, split as markdown-it splits it."""
    while start < end and text[start] in " \t":
        start += 1
    while start < end and text[end - 1] in " \t":
        end -= 1
    cells, first = [], start
    for bar in _PARTS_OF_TABLE.finditer(text, start, end):
        if bar[0] == "|":
            cells.append((first, bar.start()))
            first = bar.end()
    cells.append((first, end))
    if cells and cells[0][0] == cells[0][1]:
        del cells[0]
    if cells and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    return cells


def _without_escaped_bars(cell: Strand) -> Strand:
    if "\\|" not in cell.text:
        return cell
    weave, first = Weave(), 0
    for bar in re.finditer(r"\\\|", cell.text):
        weave.take(cell, first, bar.start())
        first = bar.start() + 1
    weave.take(cell, first, len(cell.text))
    return weave.strand()


_ON: dict[str, Callable[[_Walk, Token], object]] = {
    "bullet_list_open": lambda walk, _: walk.page.open_list(),
    "ordered_list_open": lambda walk, _: walk.page.open_list(),
    "bullet_list_close": lambda walk, _: walk.page.close_list(),
    "ordered_list_close": lambda walk, _: walk.page.close_list(),
    "list_item_open": lambda walk, _: walk.page.open_item(),
    "list_item_close": lambda walk, _: walk.page.close_item(),
    "dl_open": lambda walk, _: walk.page.open_list(),
    "dl_close": lambda walk, _: walk.page.close_list(),
    "dd_open": lambda walk, _: walk.page.open_item(walk.terms),
    "dd_close": lambda walk, _: walk.page.close_item(),
    "blockquote_close": _Walk.close_quotation,
    "footnote_reference_open": lambda walk, _: walk.page.aside(),
    "footnote_reference_close": lambda walk, _: walk.page.rejoin(),
    "table_open": _Walk.table,
    "tr_open": _Walk.open_row,
    "html_block": _Walk.html,
    "fence": lambda walk, _: walk.page.other(),
    "code_block": lambda walk, _: walk.page.other(),
    "hr": lambda walk, _: walk.page.other(),
}
