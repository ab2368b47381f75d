"""Whatever the text: readers of every format tell where each character stands, and never fail."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.reports.check.documents import FORMATS, Document, read

SHOWN_FOR = {
    "markdown": "&<",  # entities, <br>
    "mdx": "&<",
    "plain": "",
    "rst": ":`",  # :math:`x` is shown in dollar signs
    "html": "&<",  # entities, <br> and <q>
    "notebook": "&<\\",  # and the escapes of JSON
    "latex": "\\~-`'$",  # macros and escapes, ties, dashes, quotes, math
}
"""Signs of markup in whose place something else is shown; of display math in HTML a space is left."""


def misplaced(document: Document) -> list[str]:
    """Characters of passages that do not stand where they are said to stand."""
    found = []
    for passage in document.passages:
        assert len(passage.offsets) == len(passage.text)
        assert list(passage.offsets) == sorted(passage.offsets)
        assert passage.text == " ".join(passage.text.split())
        for char, offset in zip(passage.text, passage.offsets, strict=True):
            stands = document.text[offset]
            folded = char == " " and (stands.isspace() or document.format == "rst")
            folded = folded or (stands == "\0" and char == "\ufffd")
            folded = folded or (char == " " and stands in "$\\" and document.format in ("html", "markdown"))
            if stands != char and not folded and stands not in SHOWN_FOR[document.format]:
                found.append(f"{char!r} at {offset}: {stands!r} in {passage.text!r}")
    return found


PIECES = (
    "a",
    "L1 is",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "é",
    "\u00a0",
    "\u2028",
    "\0",
    "*",
    "**",
    "_",
    "`",
    "``",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "](b)",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<p>",
    "<li>",
    "<ul>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "<script>",
    "<br>",
    "<q>",
    "<dt>",
    "<dd>",
    "<h1>",
    "<!--",
    "-->",
    "<!-- regclaims: ignore a: b -->",
    "&amp;",
    "&#0;",
    "&#x41;",
    "&bogus;",
    "&",
    "$",
    "$$",
    "\\",
    "\\(",
    "\\[",
    "\\]",
    "~",
    "~~",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "> ",
    "# ",
    "## ",
    "===\n",
    "---\n",
    "| a | b |\n",
    "|---|---|\n",
    "|",
    ": ",
    ":::",
    "!!! note\n",
    "[^1]",
    "[^1]: ",
    "[r]: x\n",
    "{",
    "}",
    "{/* regclaims: ignore a: b */}",
    "import a\n",
    ".. note:: ",
    ".. a:: ",
    ".. ",
    "::",
    ":math:`x`",
    ":a:",
    "`a <b>`_",
    "a_",
    "|a|",
    ".. regclaims: ignore a: b\n",
    "== ==\n",
    "+--+--+\n",
    "|a |b |\n",
    ":f: ",
    ".. [1] ",
    ".. _a: ",
    "-a  ",
    "\\section{",
    "\\item ",
    "\\item[a] ",
    "\\begin{itemize}",
    "\\end{itemize}",
    "\\begin{tabular}{ll}",
    "\\end{tabular}",
    "&",
    "\\\\",
    "\\begin{quote}",
    "\\end{quote}",
    "\\footnote{",
    "\\cite{",
    "\\emph{",
    "\\begin{verbatim}",
    "\\begin{document}",
    "\\end{document}",
    "\\newcommand{\\a}{b}",
    "\\a",
    "%",
    "% regclaims: ignore a: b\n",
    "--",
    "\\'e",
    "[regclaims: ignore a: b]\n",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "notebook"])
@settings(max_examples=200)
@given(TEXTS)
def test_every_character_stands_where_it_is_said_to(format: str, text: str) -> None:
    assert misplaced(read("x", text, format)) == []


@given(st.lists(st.tuples(st.sampled_from(["markdown", "code"]), TEXTS, st.booleans(), st.booleans()), max_size=3))
def test_and_so_in_notebooks(cells: list[tuple[str, str, bool, bool]]) -> None:
    made = [
        {"cell_type": type, "source": text.splitlines(keepends=True) if split else text}
        for type, text, split, _ in cells
    ]
    ascii = all(ascii for *_, ascii in cells)
    document = read("x", json.dumps({"cells": made, "nbformat": 4}, ensure_ascii=ascii), "notebook")
    assert misplaced(document) == []
    alone = [read("x", text, "markdown") for type, text, *_ in cells if type == "markdown"]
    assert [p.text for p in document.passages] == [p.text for one in alone for p in one.passages]


@pytest.mark.parametrize("format", FORMATS)
def test_a_wrong_place_would_be_seen(format: str) -> None:
    text = (
        json.dumps({"cells": [{"cell_type": "markdown", "source": "one two"}]}) if format == "notebook" else "one two"
    )
    document = read("x", text, format)
    passage = document.passages[0]
    object.__setattr__(passage, "offsets", [offset + 1 for offset in passage.offsets[:-1]] + [0])
    with pytest.raises(AssertionError):
        assert misplaced(document) == []
