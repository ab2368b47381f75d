"""Jupyter notebooks: the Markdown of their cells, each character at its place in the file.

Editors and annotations know lines of the file, so places are those; which cell and which of its lines that is, is kept
beside. The json module says whether the file is sound, but not where a string stands, so strings are found again in
the text. Headings hold over the cells that follow, as they do for a reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regclaims.reports.check.readers.page import Cell, UnreadableError
from regclaims.reports.check.readers.strands import Strand, Weave

if TYPE_CHECKING:
    from regclaims.reports.check.readers.page import Page

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]|[^\s"{}\[\]:,]+')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


def read(strand: Strand, page: Page) -> None:
    """Read a notebook's Markdown cells into the page."""
    _require_notebook(strand.text)
    found = [cell for cell in _cells(strand.text) if cell.type == "markdown" and cell.source]
    if not found:
        return
    from regclaims.reports.check.readers import markdown

    for cell in found:
        source = _decoded(strand, cell.source)
        page.cells.append(
            Cell(number=cell.number, start=cell.source[0][0], end=cell.source[-1][1], lines=_lines(source))
        )
        page.other()
        markdown.read(source, page)


def _require_notebook(text: str) -> None:
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"broken notebook: line {error.lineno} column {error.colno}: {error.msg}") from None
    except ValueError as error:
        raise UnreadableError(f"broken notebook: {error}") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells", notebook.get("worksheets")), list):
        raise UnreadableError(
            "broken notebook: found JSON without a list of cells; required is a notebook of format 3 or 4"
        )


@dataclass(slots=True)
class _Found:
    """Where a cell's strings stand, without their quotes."""

    number: int
    type: str = ""
    source: list[tuple[int, int]] = field(default_factory=list)


def _cells(text: str) -> Iterator[_Found]:
    """Cells in the order of the file."""
    cells: list[_Found] = []
    path: list[str | int] = []
    """Keys and numbers that lead to the value that comes next."""
    key = False
    """Whether a string that comes next is a key."""
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "{[":
            key = sign == "{"
            path.append("" if key else 0)
            if _in_cell(path) == 1 and key:
                cells.append(_Found(len(cells) + 1))
        elif sign in "}]":
            path.pop()
            key = False
        elif sign == ",":
            key = isinstance(path[-1], str)
            path[-1] = "" if key else path[-1] + 1  # type: ignore[operator]
        elif sign == '"' and key:
            path[-1], key = token[0][1:-1], False
        elif sign == '"' and cells and (depth := _in_cell(path)):
            _note(cells[-1], path[-depth:], text, token.start() + 1, token.end() - 1)
    return iter(cells)


def _in_cell(path: list[str | int]) -> int:
    """How many steps of the path lie in a cell; 0 outside."""
    if path[0] == "cells":
        return max(0, len(path) - 2)
    return max(0, len(path) - 4) if path[0] == "worksheets" and len(path) > 2 and path[2] == "cells" else 0


def _note(cell: _Found, path: list[str | int], text: str, start: int, end: int) -> None:
    if path == ["cell_type"]:
        cell.type = text[start:end]
    elif path[0] == "source" and len(path) <= 2:
        cell.source.append((start, end))


def _decoded(strand: Strand, parts: list[tuple[int, int]]) -> Strand:
    """The text that the strings hold, joined."""
    weave = Weave()
    for start, end in parts:
        for escape in _ESCAPE.finditer(strand.text, start, end):
            weave.take(strand, start, escape.start())
            sign = json.loads(f'"{escape[0]}"')
            weave.show("\ufffd" if "\ud800" <= sign <= "\udfff" else sign, strand.places[escape.start()])
            start = escape.end()
        weave.take(strand, start, end)
    return weave.strand()


def _lines(source: Strand) -> tuple[int, ...]:
    ends = [end.end() for end in re.finditer("\n", source.text)]
    return (source.places[0], *(source.places[end] for end in ends if end < len(source.text))) if source.text else ()
