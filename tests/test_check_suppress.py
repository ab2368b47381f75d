"""Suppressions: in the comment form of each format, for what stands by them, and only with a reason."""

from __future__ import annotations

import json

import pytest

from regclaims.reports.check import suppress
from regclaims.reports.check.documents import Document, read

WORDS = "regclaims: ignore l1-faster: historical: quote"
STANDING = {
    "markdown": f"a\n\n<!-- {WORDS} -->\nb\nc\n\nd",
    "mdx": f"a\n\n{{/* {WORDS} */}}\n\nb\nc\n\nd",
    "html": f"<p>a</p><!-- {WORDS} --><p>b\nc</p><p>d</p>",
    "rst": f"a\n\n.. {WORDS}\n\nb\nc\n\nd",
    "latex": f"a\n\n% {WORDS}\nb\nc\n\nd",
    "plain": f"a.\n\n[{WORDS}]\nb\nc\n\nd",
    "notebook": json.dumps({"cells": [{"cell_type": "markdown", "source": f"a\n\n<!-- {WORDS} -->\nb\nc\n\nd"}]}),
}


def silenced(document: Document) -> list[str]:
    """Texts of the passages that the one suppression is about."""
    (suppression,) = document.suppressions
    claim = suppression.ids[0]
    return [p.text for p in document.passages if all(suppression.silences(claim, at) for at in p.offsets)]


@pytest.mark.parametrize("format", STANDING)
def test_one_that_stands_for_itself_covers_what_comes_next(format: str) -> None:
    document = read("x", STANDING[format], format)
    (suppression,) = document.suppressions
    assert (suppression.ids, suppression.reason) == (("l1-faster",), "historical: quote")
    assert "regclaims" in document.text[suppression.start : suppression.end]
    assert (suppression.line, suppression.column) == (
        document.place(suppression.start).line,
        document.place(suppression.start).column,
    )
    assert silenced(document) == ["b c"]
    assert not any(suppression.silences("another", at) for at in document.passages[1].offsets)
    assert not any("regclaims" in passage.text for passage in document.passages)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (f"a <!-- {WORDS} --> b\n\nd", "markdown"),
        (f"a b <!-- {WORDS} -->\n\nd", "markdown"),
        (f"- a b <!-- {WORDS} -->\n- d", "markdown"),
        (f"a {{/* {WORDS} */}} b\n\nd", "mdx"),
        (f"<p>a b <!-- {WORDS} --></p><p>d</p>", "html"),
        (f"a % {WORDS}\nb\n\nd", "latex"),
    ],
)
def test_one_inside_a_passage_covers_that_passage(text: str, format: str) -> None:
    assert silenced(read("x", text, format)) == ["a b"]


def test_one_before_a_table_covers_the_table_and_one_in_it_its_row() -> None:
    table = "| a | b |\n|---|---|\n| c | d{} |\n| e | f |\n\ng"
    before = read("x", f"<!-- {WORDS} -->\n\n{table.format('')}", "markdown")
    assert silenced(before) == ["a", "b", "c", "d", "e", "f"]
    inside = read("x", table.format(f" <!-- {WORDS} -->"), "markdown")
    assert silenced(inside) == ["c", "d"]
    assert silenced(read("x", f".. {WORDS}\n\n== ==\na  b\n== ==\n\nc", "rst")) == ["a", "b"]


def test_one_with_nothing_behind_it_covers_nothing() -> None:
    document = read("x", f"a\n\n<!-- {WORDS} -->", "markdown")
    assert silenced(document) == []


def test_several_claims_or_all() -> None:
    several, every = (
        read("x", f"<!-- regclaims: ignore {ids}: r -->\n\na", "markdown").suppressions[0]
        for ids in ("a-b, c-d,a-b", "all")
    )
    assert several.ids == ("a-b", "c-d")
    assert every.silences("anything", every.covers[0])


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("regclaims: ignore a-b", "suppression of a-b: gives no reason"),
        ("regclaims: ignore a-b:  ", "suppression of a-b: gives no reason"),
        ("regclaims: ignore : why", "names no claim"),
        ("regclaims: ignore", "names no claim"),
        ("regclaims: ignroe a: b", "found 'ignroe'"),
        ("regclaims:", "found 'nothing'"),
    ],
)
def test_what_is_wrong_with_one_is_told_at_its_place(comment: str, says: str) -> None:
    document = read("x.md", f"a\n\n <!-- {comment} -->\nb", "markdown")
    assert document.suppressions == ()
    (problem,) = document.problems
    assert (problem.path, problem.line, problem.column) == ("x.md", 3, 2)
    assert says in problem.message
    assert "required is 'regclaims: ignore ID: reason'" in problem.message


def test_other_comments_and_code_are_no_suppressions() -> None:
    for text in ("<!-- see regclaims: ignore a: b -->\na", f"`<!-- {WORDS} -->`", f"```\n<!-- {WORDS} -->\n```\na"):
        document = read("x", text, "markdown")
        assert (document.suppressions, document.problems) == ((), ())


def test_claims_that_are_not_known_are_told_by_name() -> None:
    document = read("x", "<!-- regclaims: ignore l1-fast, all, l2-slow: r -->\n\na", "markdown")
    (problem,) = suppress.unknown("x", document.suppressions, ["l1-faster", "l2-slow"])
    assert problem.message.startswith("suppression: found 'l1-fast'; required is the id of a claim")
    assert problem.message.endswith("did you mean 'l1-faster'?")
    assert problem.line == 1
