"""Text made to be slow: twice as much of it takes about twice as long, in every format."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable

import pytest

from regclaims.reports.check.documents import read

Make = Callable[[int], str]


def repeated(unit: str) -> Make:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def growing_ticks(size: int) -> str:
    text, length = "", 1
    while len(text) < size:
        text, length = f"{text}{'`' * length} ", length + 1
    return text


def deep_list(size: int) -> str:
    lines, depth, length = [], 0, 0
    while length < size:
        lines.append(f"{'  ' * depth}- a")
        length, depth = length + len(lines[-1]) + 1, depth + 1
    return "\n".join(lines)


def wide_table(size: int) -> str:
    columns = size // 8
    return "|" + "a|" * columns + "\n|" + "-|" * columns + "\n|" + "b|" * columns


def sections(size: int) -> str:
    return "".join(f"T{number}\n--------\n\n* a\n\n" for number in range(size // 22))


COMMON: dict[str, Make] = {
    "one long word": repeated("a"),
    "one long line": repeated("a "),
    "blank lines": repeated("\n"),
    "line ends of three kinds": repeated("a\r\nb\rc\n"),
    "tabs": repeated("\t"),
    "suppressions": repeated("<!-- regclaims: ignore a: b -->\n\na\n\n"),
}
MARKDOWN: dict[str, Make] = {
    "stars": repeated("*a "),
    "both kinds of emphasis": repeated("*_a"),
    "one run of stars": repeated("*"),
    "ticks": repeated("`"),
    "runs of ticks of every length": growing_ticks,
    "opening brackets": repeated("["),
    "images": repeated("!["),
    "addresses": repeated("[a]("),
    "titles": repeated('[a](b "'),
    "names": repeated("[a][b]"),
    "tags": repeated("<a x='"),
    "comments": repeated("<!-- "),
    "declarations": repeated("<!A"),
    "entities": repeated("&amp;"),
    "dollars": repeated("$a"),
    "quotations in each other": repeated("> "),
    "lists in each other": repeated("- "),
    "lists that get deeper": deep_list,
    "a wide table": wide_table,
    "a long table": lambda size: "| a |\n|---|\n" + repeated("| b |\n")(size),
    "definitions": repeated("[a]: b\n"),
    "footnotes": repeated("[^a]: b\n"),
    "fences": repeated("```\n"),
    "elements": repeated("<div>\n"),
}
FAMILIES: dict[str, dict[str, Make]] = {
    "markdown": MARKDOWN,
    "mdx": {
        "braces": repeated("{"),
        "expressions": repeated("{a}"),
        "comments": repeated("{/* a */}"),
        "components": repeated("<A b={"),
        "imports": repeated("import a\n\n"),
    },
    "plain": {
        "items": repeated("- a\n"),
        "quotations": repeated("> a\n\n"),
        "headings": repeated("a\n===\n"),
        "suppressions in brackets": repeated("[regclaims: ignore a: b]\n"),
        "open brackets": repeated("[regclaims: ignore "),
        "lists that get deeper": deep_list,
    },
    "rst": {
        "stars": repeated("*a "),
        "ticks": repeated("`"),
        "roles": repeated(":a:`b"),
        "references": repeated("a_a_"),
        "bars": repeated("|a"),
        "sections": sections,
        "items": repeated("- a\n\n"),
        "directives": repeated(".. a::\n\n"),
        "quotations": repeated(" a\n\n"),
        "tables without an end": repeated("== ==\na  b\n"),
        "tables": repeated("+-+\n|a|\n+-+\n\n"),
        "substitutions": repeated(".. |"),
    },
    "html": {
        "open tags": repeated("<a "),
        "open quotes": repeated("<a x='"),
        "comments": repeated("<!-- "),
        "short comments": repeated("<!-->"),
        "marked sections": repeated("<![CDATA["),
        "instructions": repeated("<?"),
        "malformed entities": repeated("&#"),
        "lists in each other": repeated("<ul><li>"),
        "quotations in each other": repeated("<blockquote>"),
        "tables in each other": repeated("<table><tr><td>"),
        "ends of nothing": lambda size: repeated("<blockquote>")(size // 2) + repeated("</ul></li>")(size // 2),
        "wide cells": repeated("<table><tr><td colspan=999>a<tr><td>b"),
        "tall cells": repeated("<td rowspan=99999>"),
        "scripts": repeated("<script>"),
        "ends of scripts": lambda size: "<script>" + repeated("</scrip")(size),
        "display math": repeated("\\["),
    },
    "latex": {
        "braces": repeated("{"),
        "lists in each other": repeated("\\begin{itemize}\\item "),
        "ends of nothing": lambda size: repeated("\\begin{quote}")(size // 2) + repeated("\\end{itemize}")(size // 2),
        "labels": repeated("\\item["),
        "sections": repeated("\\section{"),
        "footnotes": repeated("\\footnote{"),
        "code without an end": repeated("\\begin{verbatim}"),
        "dollars": repeated("$a"),
        "display math": repeated("\\["),
        "tables in each other": repeated("\\begin{tabular}{l}a & b \\\\"),
        "options": repeated("\\a["),
        "macros": repeated("\\newcommand{\\a}{b}\\a "),
        "comments": repeated("% a\n"),
    },
    "notebook": {
        "brackets": repeated("["),
        "cells": lambda size: json.dumps({"cells": [{"cell_type": "markdown", "source": "a"}] * (size // 40)}),
        "lines": lambda size: json.dumps({"cells": [{"cell_type": "markdown", "source": ["a\n"] * (size // 8)}]}),
        "escapes": lambda size: json.dumps({"cells": [{"cell_type": "markdown", "source": "é\n\n" * (size // 10)}]}),
        "outputs": lambda size: json.dumps({"cells": [{"cell_type": "code", "outputs": [1] * (size // 3)}]}),
    },
}
SIZES = {"rst": 3_000}
"""Where other than 12,000 signs: docutils is slow, but not the slower the longer the text."""
CASES = [
    (format, family)
    for format, families in FAMILIES.items()
    for family in [*families, *(COMMON if format != "notebook" else ())]
]


def grows_with_the_square(make: Make, format: str, size: int) -> bool:
    """Whether four times the text takes clearly more than four times as long: 16 times, were it the square.

    Whatever else the machine does can only make it look so; then it is measured again.
    """
    small = large = float("inf")
    for _ in range(8):
        small = min(small, *(seconds(make(size), format) for _ in range(3)))
        large = min(large, seconds(make(4 * size), format))
        if large < 9 * small + 0.01:
            return False
    return True


def seconds(text: str, format: str) -> float:
    """Of the reader alone: the collector of garbage goes over all that the tests before this one have left, too."""
    gc.disable()
    try:
        start = time.process_time()
        read("x", text, format)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize(("format", "family"), CASES)
def test_time_grows_no_faster_than_the_text(format: str, family: str) -> None:
    make = FAMILIES[format].get(family) or COMMON[family]
    assert not grows_with_the_square(make, format, SIZES.get(format, 12_000))


@pytest.mark.skipif("COVERAGE_RUN" in os.environ, reason="what counting lines takes hides what the text takes")
def test_growth_with_the_square_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from regclaims.reports.check.readers.strands import Ahead

    monkeypatch.setattr(Ahead, "find", lambda self, what, start: self._text.find(what, start))
    assert grows_with_the_square(lambda size: "a" + repeated("<?")(size), "markdown", 12_000)


@pytest.mark.parametrize("format", ["markdown", "html", "rst", "latex", "plain", "notebook"])
def test_nesting_has_a_limit_that_is_told_and_never_fails(format: str) -> None:
    deep = {
        "markdown": "- " * 500 + "a",
        "html": "<ul><li>" * 50_000 + "a",
        "rst": deep_list(60_000),
        "latex": "\\begin{itemize}\\item " * 20_000 + "a",
        "plain": deep_list(60_000),
        "notebook": "[" * 100_000,
    }[format]
    limit = sys.getrecursionlimit()
    document = read("x", deep, format)
    assert sys.getrecursionlimit() == limit
    told = [problem.message for problem in document.problems]
    assert told if format in ("markdown", "rst", "notebook") else document.passages[-1].text == "a"
