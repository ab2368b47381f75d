"""LaTeX: sections, paragraphs, lists, tables, captions and footnotes of a document's body.

TeX can only be read by running it, which a checker must not; so this reads signs, not meaning: what a command is not
known to do it does not do, and its arguments are text. pylatexenc would give a tree, but reads 0.08 MB a second,
calls itself for each brace, and knows no more of commands it was not told of. Macros without arguments that a
document defines as plain words are read as these words.

Not read: the preamble, comments, code, display math, bibliographies, arguments that are no text. Inline math stays,
in dollar signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from regclaims.reports.check.readers import macros
from regclaims.reports.check.readers.page import Page
from regclaims.reports.check.readers.strands import Ahead, Strand, Weave

_TOKEN = re.compile(
    r"""(?P<comment>%[^\n]*+(?:\n[ \t]*(?!\s))?)
    |(?P<end>\n[ \t]*\n\s*)
    |(?P<math>\$\$|\\\[|\\\(|\$)
    |(?P<sign>\\[{}%&\#_$])
    |(?P<break>\\\\\*?)
    |(?P<command>\\(?:[a-zA-Z@]++\*?|[^a-zA-Z]|$))
    |(?P<brace>[{}])
    |(?P<amp>&)
    |(?P<form>~|---?|``|'')
    |(?P<text>[^\\%{}$~&\n`'-]++|.|\n)""",
    re.VERBOSE | re.DOTALL,
)
_INLINE = re.compile(r"\$(?:[^$\\\n]|\\.|\n(?![ \t]*\n))*+\$", re.DOTALL)
_MACRO = re.compile(r"\\(?:re|provide)?newcommand\*?\s*\{?\\([a-zA-Z]+)\}?\s*\{([^{}\\$]{1,60})(?:\\xspace)?\s*\}")
_DEFINED = re.compile(r"\s*\{?\\[a-zA-Z@]+\}?[^{}\n]{0,60}(?=\{)")
_TITLE = re.compile(r"\\title\s*(?:\[[^\[\]]*\])?\{")
_BRACE = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_NUMBER = re.compile(r"\{([0-9]{1,3})\}")
_LETTER = re.compile(r"\{?([a-zA-Z]|\\[ij](?![a-zA-Z]))\}|([a-zA-Z])")
_TERM = re.compile(r"\s*\[((?:[^\[\]{}$]|\{[^{}]{0,200}\}|\$[^$]{0,200}\$){0,200})\]")
_NAME = re.compile(r"\s*\{([^{}\n]{0,60})\}")
_OPTION = re.compile(r"[ \t]*\[[^\[\]]{0,400}\]")
_GAP = re.compile(r"[ \t]*\n?[ \t]*(?=\{)")


def read(strand: Strand, page: Page) -> None:
    """Read LaTeX into the page."""
    _Reader(strand, page).read()


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    start: int
    heads: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Of the open row."""
    first: bool = True
    """Whether the open row is the first, which is taken for the head."""
    skipped: int = 0
    """Columns that the open cell spans beyond its own."""


@dataclass(slots=True)
class _Reader:
    """What is open of the document, and the passage in the making."""

    strand: Strand
    page: Page
    text: str = ""
    at: int = 0
    weave: Weave = field(default_factory=Weave)
    arguments: list[Callable[[], None] | None] = field(default_factory=list)
    """What to do with the brace groups that come next, the first one last; None for one that is no text."""
    groups: list[Callable[[], None] | None] = field(default_factory=list)
    """What to do when each open brace closes."""
    environments: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many of each name are open."""
    items: list[bool] = field(default_factory=list)
    """Of each open list: whether an item is open."""
    tables: list[_Table] = field(default_factory=list)
    comments: list[tuple[str, int, int]] = field(default_factory=list)
    macros: dict[str, str] = field(default_factory=dict)
    ahead: Ahead = field(init=False)
    pairs: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.strand.text
        self.ahead, self.pairs = Ahead(self.text), _pairs(self.text)
        self.macros = {found[1]: found[2] for found in _MACRO.finditer(self.text)}

    def read(self) -> None:
        text = self.text
        begins = text.find("\\begin{document}")
        if begins >= 0:
            title = _TITLE.search(text, 0, begins)
            if title and title.end() - 1 in self.pairs:
                self.at = title.start()
                self.until(self.pairs[title.end() - 1] + 1)
            self.at = begins + len("\\begin{document}")
        ends = text.find("\\end{document}", self.at)
        self.until(len(text) if ends < 0 else ends)
        self.block()
        while self.environments:
            self.leave(self.environments[-1])

    def until(self, end: int) -> None:
        while self.at < end:
            token = _TOKEN.match(self.text, self.at)
            assert token is not None
            start, self.at = self.at, token.end()
            if self.arguments and token.lastgroup != "brace" and not token[0].isspace():
                self.arguments.clear()
            _READ[token.lastgroup or "text"](self, start, token[0])

    # --- passages

    def block(self) -> None:
        """What was gathered is a passage."""
        strand = self.gathered()
        if strand.text:
            self.page.say(strand)

    def gathered(self) -> Strand:
        strand = self.weave.strand().folded()
        self.weave = Weave()
        places = self.strand.places
        for text, start, end in self.comments:
            begins, ends = places[start], places[end - 1] + 1
            inside = strand.text and strand.places[0] < begins
            covers = (strand.places[0], max(strand.places[-1] + 1, ends)) if inside else None
            self.page.comment(text, begins, ends, covers)
        self.comments = []
        return strand

    def show(self, text: str, start: int) -> None:
        self.weave.show(text, self.strand.places[start])

    # --- tokens

    def plain(self, start: int, token: str) -> None:
        self.weave.take(self.strand, start, self.at)

    def comment(self, start: int, token: str) -> None:
        if "regclaims" in token:
            words = token.rstrip()
            self.comments.append((words.lstrip("%"), start, start + len(words)))

    def paragraph(self, start: int, token: str) -> None:
        if self.tables:
            self.show(" ", start)
        else:
            self.block()

    def math(self, start: int, token: str) -> None:
        if token == "$":
            found = _INLINE.match(self.text, start)
            self.at = found.end() if found else start + 1
            self.weave.take(self.strand, start, self.at)
            return
        end = self.ahead.find({"$$": "$$", "\\[": "\\]", "\\(": "\\)"}[token], self.at)
        if end < 0:
            return
        if token == "\\(":
            self.show("$", start)
            self.weave.take(self.strand, self.at, end)
            self.show("$", end)
        else:
            self.show(" ", start)
        self.at = end + 2

    def sign(self, start: int, token: str) -> None:
        self.weave.take(self.strand, start + 1, self.at)

    def form(self, start: int, token: str) -> None:
        self.show(macros.FORMS[token], start)

    def line_break(self, start: int, token: str) -> None:
        self.option()
        if self.tables:
            self.cell()
            self.row()
        else:
            self.show(" ", start)

    def ampersand(self, start: int, token: str) -> None:
        if self.tables:
            self.cell()
        else:
            self.plain(start, token)

    def brace(self, start: int, token: str) -> None:
        if token == "}":
            if self.groups and (closes := self.groups.pop()):
                closes()
        elif not self.arguments:
            self.groups.append(None)
        elif (meant := self.arguments.pop()) is None:
            end = self.pairs.get(start)
            self.at = self.at if end is None else end + 1
            self.option()
        else:
            self.groups.append(meant)

    def option(self) -> None:
        if found := _OPTION.match(self.text, self.at):
            self.at = found.end()

    def command(self, start: int, token: str) -> None:
        name = token[1:].rstrip("*")
        if name in ("begin", "end"):
            self.environment(name)
        elif name == "item":
            self.item()
        elif name in macros.ACCENTS:
            self.accent(name, start)
        elif name in self.macros:
            self.show(self.macros[name], start)
        elif name in macros.SIGNS:
            self.show(macros.SIGNS[name], start)
        elif not name.isalpha():
            if name in " ,;:\n\t":
                self.show(" ", start)
        else:
            self.named(name)

    def named(self, name: str) -> None:
        gap = _GAP.match(self.text, self.at)
        self.option()
        if name in macros.SECTIONS:
            self.block()
            self.arguments = [lambda: self.heading(macros.SECTIONS[name])]
        elif name in macros.APART:
            interrupted, self.weave = self.weave, Weave()
            self.arguments = [lambda: self.apart(interrupted)]
            if not self.text.startswith("{", gap.end() if gap else self.at):
                self.weave = interrupted
        elif name in macros.DEFINING:
            if named := _DEFINED.match(self.text, self.at):
                self.at, self.arguments = named.end(), [None]
        elif name in macros.SKIPPED:
            self.arguments = [None] * macros.SKIPPED[name]
            if name == "multicolumn" and self.tables and (spans := _NUMBER.match(self.text, self.at)):
                self.tables[-1].skipped = min(int(spans[1]), 100) - 1

    def heading(self, rank: int) -> None:
        strand = self.gathered()
        if strand.text:
            self.page.head(rank, strand)

    def apart(self, interrupted: Weave) -> None:
        self.block()
        self.weave = interrupted

    def accent(self, name: str, start: int) -> None:
        found = _LETTER.match(self.text, self.at)
        if found:
            self.at = found.end()
            self.show(unicodedata.normalize("NFC", (found[1] or found[2]) + macros.ACCENTS[name]), start)

    # --- environments

    def environment(self, which: str) -> None:
        found = _NAME.match(self.text, self.at)
        if not found:
            return
        self.at, name = found.end(), found[1].strip()
        if which == "end":
            if self.counts[name]:
                while self.environments and self.leave(self.environments[-1]) != name:
                    pass
            return
        if name.rstrip("*") in macros.UNREAD:
            self.skip(name)
            return
        self.option()
        self.arguments = [None] * (macros.TABLES.get(name, 0) or macros.BOXES.get(name, 0))
        if name in macros.TABLES:
            self.block()
            self.tables.append(_Table(start=found.start()))
            self.page.other()
        elif not self.tables:
            self.block()
            if name in macros.LISTS:
                self.page.open_list()
                self.items.append(False)
            elif name in macros.QUOTES:
                self.page.open_quote()
        else:
            name = ""  # in a cell there are no lists
        if name:
            self.environments.append(name)
            self.counts[name] += 1

    def leave(self, name: str) -> str:
        """Leave the innermost environment, which has this name."""
        self.environments.pop()
        self.counts[name] -= 1
        if name in macros.TABLES:
            self.cell()
            self.row()
            table, places = self.tables.pop(), self.strand.places
            self.page.tables.append((places[table.start], places[min(self.at, len(places)) - 1] + 1))
            self.page.other()
            return name
        self.block()
        if name in macros.LISTS:
            if self.items.pop():
                self.page.close_item()
            self.page.close_list()
        elif name in macros.QUOTES:
            self.page.close_quote()
        return name

    def skip(self, name: str) -> None:
        end = self.ahead.find(f"\\end{{{name}}}", self.at)
        if end < 0:
            self.page.limits.append(f"\\begin{{{name}}} has no end; what follows it is not read")
            self.at = len(self.text)
        else:
            self.at = end + len(f"\\end{{{name}}}")
            self.show(" ", end)
        if not name.startswith(("math", "displaymath", "equation", "align")):
            self.page.other()

    def item(self) -> None:
        if not self.items or self.tables:
            return
        self.block()
        if self.items[-1]:
            self.page.close_item()
        self.items[-1] = True
        term = ""
        if found := _TERM.match(self.text, self.at):
            label = self.strand.cut(found.start(1), found.end(1))
            self.at = found.end()
            self.page.open_item()
            reader = _Reader(label, self.page)
            reader.until(len(label.text))
            reader.block()
            term = self.page.close_item()
        self.page.open_item(term)

    # --- tables

    def cell(self) -> None:
        table, strand = self.tables[-1], self.gathered()
        number = len(table.said)
        if table.first:
            text = self.page.cell(strand, row="", column="")
        else:
            column = table.heads[number] if number < len(table.heads) else ""
            text = self.page.cell(strand, row=table.said[0] if number else "", column=column)
        table.said += [text, *[""] * table.skipped]
        table.skipped = 0

    def row(self) -> None:
        table = self.tables[-1]
        if table.first and any(table.said):
            table.heads, table.first = table.said, False
        table.said = []


_READ: dict[str, Callable[[_Reader, int, str], None]] = {
    "comment": _Reader.comment,
    "end": _Reader.paragraph,
    "math": _Reader.math,
    "sign": _Reader.sign,
    "break": _Reader.line_break,
    "command": _Reader.command,
    "brace": _Reader.brace,
    "amp": _Reader.ampersand,
    "form": _Reader.form,
    "text": _Reader.plain,
}


def _pairs(text: str) -> dict[int, int]:
    """Where the brace closes that opens at an index."""
    found, opened = {}, []
    for sign in _BRACE.finditer(text):
        if sign[0] == "{":
            opened.append(sign.start())
        elif sign[0] == "}" and opened:
            found[opened.pop()] = sign.start()
    return found
