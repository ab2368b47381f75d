"""Documents as they are checked: the text of a file, its passages, and where a character of it stands.

``read`` takes text and the name of its format, never a path it would open: what a document is made of is decided
here, which files there are by ``walk``.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from regclaims.fixtures.errors import UsageError, nearest

if TYPE_CHECKING:
    from regclaims.claims.wording.passages import Passage
    from regclaims.reports.check.readers.page import Cell
    from regclaims.reports.check.suppress import Suppression

FORMATS = ("markdown", "mdx", "plain", "rst", "html", "notebook", "latex")
"""What can be read; each has its module among the readers, MDX that of Markdown."""
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".qmd", ".rmd"), "markdown"),
        ".mdx": "mdx",
        **dict.fromkeys((".txt", ".text"), "plain"),
        **dict.fromkeys((".rst", ".rest"), "rst"),
        **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
        ".ipynb": "notebook",
        **dict.fromkeys((".tex", ".ltx", ".latex"), "latex"),
    }
)
"""Format by the end of a file's name, in small letters."""
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something that kept a file, or a part of it, from being checked as its writer meant."""

    path: str
    message: str
    line: int | None = None
    """None for the file as a whole."""
    column: int | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands in a file."""

    line: int
    """From 1; lines end as editors see it, in LF, CR LF or CR."""
    column: int
    """From 1, in Unicode code points."""
    cell: int | None = None
    """Of a notebook: the number of the cell, from 1, counting cells of every kind."""
    cell_line: int | None = None
    """And the line in that cell."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file's text as it was read."""

    path: str
    """As given, to be shown."""
    format: str
    text: str
    passages: tuple[Passage, ...]
    """In the order of the document, quotations included."""
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    cells: tuple[Cell, ...] = ()
    """Of a notebook: its Markdown cells."""

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def place(self, offset: int) -> Place:
        """Line and column of a character; just behind the last one counts too."""
        number = bisect_right(self._lines, offset)
        line, column = number, offset - self._lines[number - 1] + 1
        for cell in self.cells:
            if cell.start <= offset <= cell.end:
                return Place(line=line, column=column, cell=cell.number, cell_line=cell.line(offset))
        return Place(line=line, column=column)

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        start = self._lines[number - 1]
        end = self._lines[number] if number < len(self._lines) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    @property
    def lines(self) -> int:
        """How many lines it has; an end of line at its very end begins no other."""
        return len(self._lines) - (self._lines[-1] == len(self.text) and len(self._lines) > 1)


def format_of(name: str) -> str | None:
    """The format that a file's name tells; None for a name that tells nothing."""
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None


def read(path_shown: str, text: str, format: str) -> Document:
    """Read a document. What is wrong with it becomes a problem, never an exception."""
    if format not in FORMATS:
        raise UsageError(f"format: found {format!r}; required is one of {', '.join(FORMATS)}{nearest(format, FORMATS)}")
    from regclaims.reports.check import suppress
    from regclaims.reports.check.readers.page import Page, UnreadableError
    from regclaims.reports.check.readers.strands import whole

    page, broken = Page(), ""
    try:
        if format == "mdx":
            _reader("markdown").read(whole(text), page, mdx=True)
        else:
            _reader(format).read(whole(text), page)
    except UnreadableError as error:
        broken = str(error)
    except RecursionError:
        broken = "nested too deep to be read"
    bare = Document(
        path=path_shown,
        format=format,
        text=text,
        # A footnote comes to its end before the paragraph it interrupts.
        passages=tuple(sorted(page.passages, key=lambda passage: passage.offsets[0])),
        cells=tuple(page.cells),
    )
    problems = [Problem(path=path_shown, message=message) for message in ([broken] if broken else []) + page.limits]
    suppressions, wrong = suppress.of(bare, page.comments, page.tables)
    return Document(
        path=path_shown,
        format=format,
        text=text,
        passages=bare.passages,
        suppressions=suppressions,
        problems=(*problems, *wrong),
        cells=bare.cells,
    )


def _reader(format: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"regclaims.reports.check.readers.{format}")
