"""Markdown held against what markdown-it shows: what stands in a block, and which blocks there are."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from regclaims.reports.check.documents import read
from regclaims.reports.check.readers import inline
from regclaims.reports.check.readers.page import Page
from regclaims.reports.check.readers.strands import whole

MARKDOWN_IT = MarkdownIt("commonmark", {"maxNesting": 1000})


def ours(text: str, **names: Any) -> str:
    return inline.shown(whole(text), inline.Names(**names), Page()).folded().text


def theirs(text: str, env: dict[str, Any] | None = None) -> str:
    """What markdown-it shows of a text that is one block."""
    tokens: list[Any] = []
    MARKDOWN_IT.inline.parse(text, MARKDOWN_IT, env or {}, tokens)
    return " ".join(_shown(tokens).split())


def _shown(tokens: list[Any]) -> str:
    shown = ""
    for token in tokens:
        if token.type == "image":
            shown += _shown(token.children or [])
        elif token.type in ("softbreak", "hardbreak") or token.content.lower().startswith("<br"):
            shown += " "
        elif token.type != "html_inline":
            shown += token.content
    return shown


PIECES = (
    *"*_`[]!<>&\\ab \n.\"'",
    "**",
    "__",
    "&amp;",
    "&#65;",
    "<b>",
    "<!-- c -->",
    "<?a?>",
    "<x@y.z>",
    "a_b",
    "[r]",
    "[r][]",
    "é",
    "¢",
)
LINKS = ("(", ")", "](b)", "](", "](<b", "](b 'c')", "](b\\")


def texts(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=25).map(lambda parts: "".join(parts).strip())


@settings(max_examples=300)
@given(texts(*PIECES, *LINKS))
@example("*a **b* c**")
@example("[a [b](c) d](e)")
@example("![a ![b](c) *d*](e)")
@example("`` a ` b `` `c")
@example("a` b `c` `d`  `e` \n`f")
@example("__a_b__ _a_b_")
@example("[a](<b c> 'd') [a](b\"c)")
def test_shows_what_markdown_it_shows(text: str) -> None:
    assert ours(text) == theirs(text)


@settings(max_examples=300)
@given(texts(*PIECES))
@example("[a *b][r] c*")
@example("[r [r] r]")
@example("![r][r] [a][s] [s][r]")
@example("[r][ ]")
def test_and_so_where_links_have_names(text: str) -> None:
    # Without parentheses, after which markdown-it looks for names in the wrong place, and without brackets in a name,
    # which CommonMark forbids and markdown-it reads.
    assume("][[" not in text)
    text += " z"
    assert ours(text, links={"R"}) == theirs(text, {"references": {"R": {"href": "x", "title": ""}}})


WHOLE = MarkdownIt("commonmark", {"maxNesting": 1000}).enable("table")
STARTS = (
    "",
    "",
    "",
    "- ",
    "* ",
    "1. ",
    "10) ",
    "> ",
    ">",
    "  ",
    "   ",
    "    ",
    "\t",
    "# ",
    "### ",
    "| ",
    "|",
    "-\t",
    ">\t",
)
LINES = (
    "a",
    "a *b*",
    "b | c |",
    "---|---|",
    "--- | :-:",
    "===",
    "---",
    "c #",
    "**d",
    "e** f",
    "`g",
    "h` |",
    "\\| i",
    "[r]",
    "[r]: x",
    "```",
    "é  \\",
    "",
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = draw(
        st.lists(st.tuples(st.lists(st.sampled_from(STARTS), max_size=3), st.sampled_from(LINES)), max_size=12)
    )
    end = draw(st.sampled_from(["\n", "\r\n"]))
    # What begins with a rule could be front matter, which markdown-it does not know.
    return f"z{end}{end}" + "".join("".join(starts) + line + end for starts, line in lines)


@settings(max_examples=300)
@given(documents())
@example("> - a\n>   b\n> c\n\n1.\ta\n\n\tb\n")
@example("> | a | b |\n> |---|---|\n> |  | c\\|d |\n")
def test_finds_the_blocks_that_markdown_it_finds(text: str) -> None:
    # A tab with which a line begins is none of a paragraph's, by CommonMark; markdown-it keeps it within code.
    assume("\t" not in text or "`" not in text)
    blocks = [token for token in WHOLE.parse(text) if token.type == "inline"]
    expected = [" ".join(_shown(block.children or []).split()) for block in blocks]
    assert [passage.text for passage in read("x", text, "markdown").passages] == [words for words in expected if words]
