"""reStructuredText: docutils finds the blocks, and which line each stands on; what stands in them is read by ``roles``.

docutils' inline nodes know no places, and its own reading of them stumbles over every role that Sphinx or an extension
adds; so it is given an inliner that keeps the text as it stands. Directives are read as the prose they hold, known or
not, unless they are known to hold none; nothing is included, fetched or run, and no file of settings is looked for.

docutils reads some 0.1 MB a second and copies what is left of a document at each section. So section titles, and
paragraphs between blank lines all whose lines begin with a letter, are taken here, and docutils reads the stretches
between, each as a document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Directive, Parser, directives
from docutils.parsers.rst.states import Inliner

from regclaims.reports.check.readers import roles, words
from regclaims.reports.check.readers.strands import Strand, Weave, unix

if TYPE_CHECKING:
    from regclaims.reports.check.readers.page import Page

_PROSE = re.compile(r"(?!\w+[.)][ \n])(?:[^\W\d_][^\n]*+\n?+)++(?=[ \t]*(?:\n|\Z))")
_MARK = r"[!-/:-@\[-`{-~]"
_TITLE = re.compile(
    rf"(?:(?P<over>({_MARK})\2*+)[ ]*\n[ ]*)?(?P<title>\S[^\n]*)\n(?P<under>({_MARK})\5*+)[ ]*(?:\n|\Z)"
)
_SIMPLE_TABLE = re.compile(r"=+(?: +=+)+[ ]*\n")
_TABLE_ENDS = re.compile(r"\n=+(?: +=+)+[ ]*(?=\n[ ]*\n|\n?\Z)")
_EMPTY = re.compile(r"(?:[ ]*\n)++|[ ]+\Z")
_BLANK = re.compile(r"\n[ ]*\n")
_DIRECTIVE = re.compile(r"^[ ]*\.\.[ ]+(?:\|[^|\n]*\|[ ]+)?([\w.:+-]+?)[ ]?::(?:[ ]|$)", re.MULTILINE)
_BREAKS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029\0", " "))
"""What docutils would take for a line end, though no editor does, and what it keeps for itself."""

_KNOWN = frozenset(
    words(
        "note warning tip hint important caution danger attention error admonition topic sidebar figure table "
        "list-table epigraph highlights pull-quote compound container rubric"
    )
)
"""Directives that docutils reads as we want it."""
_UNREAD = frozenset(
    words(
        "altair-plot autoclass autodata autoexception autofunction automethod automodule autosummary "
        "bibliography bokeh-plot class code code-block contents cssclass csv-table currentmodule date "
        "default-role digraph doctest exec footer graphviz header highlight image include index ipython "
        "jupyter-execute literalinclude math mermaid meta minigallery module parsed-literal plot "
        "productionlist program-output prompt raw replace role sectnum sourcecode tabularcolumns target-notes "
        "testcleanup testcode testoutput testsetup title toctree unicode"
    )
)
"""Directives that hold no prose, or something that would have to be fetched or run."""


def read(strand: Strand, page: Page) -> None:
    """Read reStructuredText into the page."""
    _Reader(_plain_lines(strand), page).read()


def _plain_lines(strand: Strand) -> Strand:
    """The text with lines as docutils counts them: tabs become spaces, at the margin as many as they stand for."""
    strand = unix(strand)
    text = strand.text.translate(_BREAKS)
    plain = Strand(text, strand.places)
    if "\t" not in text:
        return plain
    weave, at = Weave(), 0
    for margin in re.finditer(r"^[ ]*\t[ \t]*", text, re.MULTILINE):
        weave.take(plain, at, margin.start())
        weave.show(" " * len(margin[0].expandtabs(8)), strand.places[margin.start()])
        at = margin.end()
    weave.take(plain, at, len(text))
    made = weave.strand()
    return Strand(made.text.replace("\t", " "), made.places)


class _Reader:
    """Titles and plain paragraphs, and the stretches between them."""

    def __init__(self, strand: Strand, page: Page) -> None:
        self.strand, self.page = strand, page
        self.styles: list[tuple[str, bool]] = []
        """Ways to set titles, in the order in which they appear: the first is the highest rank."""

    def read(self) -> None:
        text, at, stretch = self.strand.text, 0, 0
        unclosed = False
        while at < len(text):
            if empty := _EMPTY.match(text, at):
                at = empty.end()
            elif title := self.title(at):
                self.stretch(stretch, at)
                self.page.head(self.rank(title), self.shown(title.start("title"), title.end("title")))
                at = stretch = title.end()
            elif (prose := _PROSE.match(text, at)) and not prose[0].rstrip().endswith("::"):
                self.stretch(stretch, at)
                self.page.say(self.shown(at, prose.end()))
                at = stretch = prose.end()
            else:
                table = None if unclosed else _SIMPLE_TABLE.match(text, at)
                ends = _TABLE_ENDS.search(text, table.end() - 1) if table else None
                unclosed = unclosed or bool(table and not ends)
                blank = _BLANK.search(text, ends.end() if ends else at)
                at = blank.end() if blank else len(text)
        self.stretch(stretch, len(text))

    def title(self, at: int) -> re.Match[str] | None:
        found = _TITLE.match(self.strand.text, at)
        if not found:
            return None
        over, title, under = (found[name] for name in ("over", "title", "under"))
        if over is None:
            long = len(under) >= min(len(title.rstrip()), 4)
            return found if long and not (len(set(title.rstrip())) == 1 and not title[0].isalnum()) else None
        return found if over == under and len(over) >= min(len(title.rstrip()), 4) else None

    def rank(self, title: re.Match[str]) -> int:
        style = (title["under"][0], title["over"] is not None)
        if style not in self.styles:
            self.styles.append(style)
        return self.styles.index(style) + 1

    def shown(self, start: int, end: int) -> Strand:
        return roles.shown(self.strand.cut(start, end))

    def stretch(self, start: int, end: int) -> None:
        if self.strand.text[start:end].strip():
            _Walk(self.strand, start, end, self.page).read()


# --- docutils


class _Keep(Inliner):
    """Keeps the text of a block as it stands."""

    def init_customizations(self, settings: Any) -> None:
        """Nothing to prepare."""

    def parse(
        self, text: str, lineno: int, memo: Any, parent: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The text as one node."""
        return [nodes.Text(text)], []

    def adjust_uri(self, uri: str) -> str:
        """Addresses are not looked at."""
        return uri


class _AnyOption(dict[str, Callable[[str], str]]):
    def __missing__(self, key: str) -> Callable[[str], str]:
        return lambda argument: argument


class _Unread(Directive):
    """A directive of which nothing is read."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOption(name=str)

    def run(self) -> list[nodes.Node]:
        """A node without text."""
        return [nodes.raw()]


class _Prose(_Unread):
    """A directive whose argument and content are read."""

    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        """What it holds."""
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def _document(text: str) -> nodes.document:
    for name in {found.lower() for found in _DIRECTIVE.findall(text)} - _KNOWN:
        directives.register_directive(name, _Unread if name in _UNREAD else _Prose)
    settings = frontend.get_default_settings(Parser)
    for key, value in (
        ("report_level", 5),
        ("halt_level", 6),
        ("warning_stream", False),
        ("file_insertion_enabled", False),
        ("raw_enabled", False),
        ("line_length_limit", len(text) + 1),
    ):
        setattr(settings, key, value)
    document = utils.new_document("document", settings)
    Parser(inliner=_Keep()).parse(text, document)
    return document


class _Walk:
    """Nodes of a stretch in their order, and where their lines stand."""

    def __init__(self, strand: Strand, start: int, end: int, page: Page) -> None:
        self.strand, self.page = strand, page
        self.text = strand.text[start:end]
        self.lines = [start, *(start + found.end() for found in re.finditer("\n", self.text)), end + 1]
        self.read_to: dict[int, int] = {}
        """Of each line: up to where its words are taken. Cells of a table share lines, and come from left to right."""
        self.term = ""

    def read(self) -> None:
        self.node(_document(self.text))

    def node(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Element):
            _NODES.get(type(node), _Walk.children)(self, node)

    def children(self, node: nodes.Element) -> None:
        for child in node.children:
            self.node(child)

    def skip(self, node: nodes.Element) -> None:
        self.page.other()

    # --- places

    def shown(self, node: nodes.Element) -> Strand:
        return roles.shown(self.place(node))

    def place(self, node: nodes.Element) -> Strand:
        """Where the lines of a node stand. docutils is off by a line or two for some kinds."""
        # What docutils keeps as the source of a term holds what classifies it as well.
        source = node.astext() if isinstance(node, nodes.term) else node.rawsource or node.astext()
        lines = [line.strip() for line in source.split("\n")]
        near = node.line or (node.parent.line if node.parent is not None else None) or 1
        for first in (near - 1, near - 2, near, near - 3, near + 1):
            if self.find(lines[0], first) >= 0:
                break
        weave = Weave()
        for number, line in enumerate(lines, start=first):
            at = self.find(line, number)
            if at >= 0 and line:
                weave.take(self.strand, at, at + len(line))
                self.read_to[number] = at + len(line)
                weave.show("\n", self.strand.places[min(at + len(line), len(self.strand.text) - 1)])
        return weave.strand()

    def find(self, words: str, line: int) -> int:
        if not 0 <= line < len(self.lines) - 1:
            return -1
        start = max(self.lines[line], self.read_to.get(line, 0))
        return self.strand.text.find(words, start, self.lines[line + 1] - 1)

    # --- kinds of nodes

    def paragraph(self, node: nodes.Element) -> None:
        strand = self.place(node)
        bold = strand.text.startswith("**") and _BOLD.fullmatch(strand.text.strip())
        (self.page.run_in if bold else self.page.say)(roles.shown(strand))

    def run_in(self, node: nodes.Element) -> None:
        self.page.run_in(self.shown(node))

    def line_block(self, node: nodes.Element) -> None:
        weave = Weave()
        for line in node.findall(nodes.line):
            strand = self.place(line)
            weave.take(strand, 0, len(strand.text))
        self.page.say(roles.shown(weave.strand()))

    def list_of(self, node: nodes.Element) -> None:
        self.page.open_list()
        self.children(node)
        self.page.close_list()

    def item(self, node: nodes.Element) -> None:
        self.page.open_item()
        self.children(node)
        self.page.close_item()

    def described(self, node: nodes.Element) -> None:
        """A term with its definition, or a field with its body."""
        self.term = ""
        self.children(node)

    def term_of(self, node: nodes.Element) -> None:
        self.page.open_item()
        self.page.say(self.shown(node))
        self.term = self.page.close_item()

    def definition(self, node: nodes.Element) -> None:
        self.page.open_item(self.term)
        self.children(node)
        self.page.close_item()

    def quotation(self, node: nodes.Element) -> None:
        """A quotation, unless it is a list that was indented for its looks."""
        if all(isinstance(child, (nodes.bullet_list, nodes.enumerated_list)) for child in node.children):
            self.children(node)
            return
        self.page.open_quote()
        self.children(node)
        self.page.close_quote()

    def caption(self, node: nodes.Element) -> None:
        self.paragraph(node)
        self.page.other()

    def aside(self, node: nodes.Element) -> None:
        self.page.aside()
        self.children(node)
        self.page.rejoin()

    def comment(self, node: nodes.Element) -> None:
        text = node.astext()
        if text.lstrip().lower().startswith("regclaims"):
            words = text.split("\n")[0].strip()
            first = (node.line or 1) - 1
            for line in (first, first - 1, first - 2, first + 1):
                at = self.find(words, line)
                if at >= 0:
                    places = self.strand.places
                    begins = self.strand.text.rfind("..", self.lines[line], at)
                    self.page.comment(text, places[max(begins, self.lines[line])], places[at + len(words) - 1] + 1)
                    return

    def table(self, node: nodes.Element) -> None:
        self.page.other()
        first = len(self.page.passages)
        heads: list[str] = []
        for title in node.findall(nodes.title):
            self.page.say(self.shown(title))
        for row in node.findall(nodes.row):
            heads = self.row(row, heads)
        said = self.page.passages[first:]
        if said:
            self.page.tables.append((said[0].offsets[0], said[-1].offsets[-1] + 1))
        self.page.other()

    def row(self, row: nodes.Element, heads: list[str]) -> list[str]:
        head = isinstance(row.parent, nodes.thead)
        said: list[str] = []
        for entry in row.children:
            if not isinstance(entry, nodes.entry):
                continue
            first, number = said[0] if said and not head else "", len(said)
            column = heads[number] if number < len(heads) and not head else ""
            text = " ".join(
                self.page.cell(self.shown(part), row=first, column=column) for part in entry.findall(nodes.paragraph)
            )
            said += [text] * (1 + int(entry.get("morecols", 0)))
        return said if head else heads


_BOLD = re.compile(r"\*\*[^*]+\*\*:?")
_NODES: dict[type[nodes.Element], Callable[[_Walk, Any], None]] = {
    nodes.paragraph: _Walk.paragraph,
    nodes.caption: _Walk.caption,
    nodes.attribution: _Walk.paragraph,
    nodes.rubric: _Walk.run_in,
    nodes.title: _Walk.run_in,
    nodes.subtitle: _Walk.run_in,
    nodes.line_block: _Walk.line_block,
    **dict.fromkeys(
        (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.option_list),
        _Walk.list_of,
    ),
    nodes.list_item: _Walk.item,
    nodes.description: _Walk.item,
    **dict.fromkeys((nodes.definition_list_item, nodes.field), _Walk.described),
    **dict.fromkeys((nodes.term, nodes.field_name), _Walk.term_of),
    **dict.fromkeys((nodes.definition, nodes.field_body), _Walk.definition),
    nodes.block_quote: _Walk.quotation,
    **dict.fromkeys((nodes.footnote, nodes.citation, nodes.topic, nodes.sidebar), _Walk.aside),
    nodes.comment: _Walk.comment,
    nodes.table: _Walk.table,
    **dict.fromkeys(
        (
            nodes.literal_block,
            nodes.doctest_block,
            nodes.math_block,
            nodes.raw,
            nodes.image,
            nodes.target,
            nodes.substitution_definition,
            nodes.system_message,
            nodes.classifier,
            nodes.option_group,
            nodes.label,
            nodes.transition,
        ),
        _Walk.skip,
    ),
}
