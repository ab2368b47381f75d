"""What readers make of real structure: the same document in every format, and what is peculiar to each."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.fixtures.errors import UsageError
from regclaims.reports.check.documents import Document, Place, format_of, read

SAME = {
    "markdown": """\
# Lasso

L1 is **robust**
to `outliers`.

Its virtues:

- L1: robust
  - deep
- [sparse](http://a.b)

| Way | L1 | L2 |
| --- | --- | --- |
| sparse | yes | no |

> Others say so.

```
code
```

$$
x
$$

## Sub &amp; more

Last $L_1$ one.
""",
    "html": """\
<html><head><style>x</style><script>y</script></head><body>
<h1>Lasso</h1>
<p>L1 is <b>robust</b>
to <code>outliers</code>.
<p>Its virtues:</p>
<ul><li>L1: robust<ul><li>deep</ul><li><a href="http://a.b">sparse</a></ul>
<table><tr><th>Way</th><th>L1</th><th>L2</th></tr><tr><th>sparse<td>yes<td>no</table>
<blockquote>Others say so.</blockquote>
<pre>code</pre> \\[ x \\]
<h2>Sub &amp; more</h2>
Last $L_1$ one.
</body></html>
""",
    "rst": """\
Lasso
=====

L1 is **robust**
to ``outliers``.

Its virtues:

- L1: robust

  - deep
- `sparse <http://a.b>`_

======  ===  ===
Way     L1   L2
======  ===  ===
sparse  yes  no
======  ===  ===

..

    Others say so.

::

    code

.. math:: x

Sub & more
----------

Last :math:`L_1` one.
""",
    "latex": """\
\\documentclass{article}
\\begin{document}
\\section{Lasso}\\label{a}
L1 is \\textbf{robust} % a remark
to \\texttt{outliers}.

Its virtues:
\\begin{itemize}
\\item L1: robust
\\begin{itemize} \\item deep \\end{itemize}
\\item \\href{http://a.b}{sparse}
\\end{itemize}
\\begin{tabular}{lcc}
Way & L1 & L2 \\\\ \\hline
sparse & yes & no \\\\
\\end{tabular}
\\begin{quote}Others say so.\\end{quote}
\\begin{verbatim}code\\end{verbatim}
\\begin{equation}x\\end{equation}
\\subsection{Sub \\& more}
Last $L_1$ one.
\\end{document} never
""",
}
SAME["mdx"] = f"import X from 'x'\n\n<Note title={{1}}>\n\n{SAME['markdown']}\n</Note>\n\n{{hidden}}\n"
SAME["notebook"] = json.dumps(
    {
        "cells": [
            {"cell_type": "code", "source": "L1 = 1"},
            *({"cell_type": "markdown", "source": part} for part in SAME["markdown"].split("\n\n## Sub")[:1]),
            {"cell_type": "raw", "source": "raw"},
            {"cell_type": "markdown", "source": ["## Sub &amp; more\n", "\n", "Last $L_1$ one.\n"]},
        ]
    },
    indent=1,
)


def told(passage: Passage) -> tuple[object, ...]:
    around = (passage.headings, passage.lead, passage.row, passage.column)
    return (passage.scope.value, passage.text, *around, passage.quoted)


@pytest.mark.parametrize("format", SAME)
def test_a_document_is_the_same_in_every_format(format: str) -> None:
    under = ("Lasso",)
    document = read("x", SAME[format], format)
    assert document.problems == ()
    assert [told(passage) for passage in document.passages] == [
        ("heading", "Lasso", (), "", "", "", False),
        ("paragraph", "L1 is robust to outliers.", under, "", "", "", False),
        ("paragraph", "Its virtues:", under, "", "", "", False),
        ("item", "L1: robust", under, "Its virtues:", "", "", False),
        ("item", "deep", ("Lasso", "Its virtues:"), "L1: robust", "", "", False),
        ("item", "sparse", under, "Its virtues:", "", "", False),
        ("cell", "Way", under, "", "", "", False),
        ("cell", "L1", under, "", "", "", False),
        ("cell", "L2", under, "", "", "", False),
        ("cell", "sparse", under, "", "", "Way", False),
        ("cell", "yes", under, "", "sparse", "L1", False),
        ("cell", "no", under, "", "sparse", "L2", False),
        ("paragraph", "Others say so.", under, "", "", "", True),
        ("heading", "Sub & more", under, "", "", "", False),
        ("paragraph", "Last $L_1$ one.", ("Lasso", "Sub & more"), "", "", "", False),
    ]


def texts(text: str, format: str = "markdown") -> list[str]:
    return [passage.text for passage in read("x", text, format).passages]


def leads(text: str, format: str = "markdown") -> dict[str, str]:
    return {passage.text: passage.lead for passage in read("x", text, format).passages}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("---\ntitle: L1\n---\n\na\n", ["a"]),
        ("+++\ntitle = 1\n+++\na\n", ["a"]),
        ("a[^1] b\n\n[^1]: c\n", ["a b", "c"]),
        ("a ~~b~~ c", ["a c"]),
        ("![alt *text*](x.png)", ["alt text"]),
        ("## A {#a .b}\n", ["A"]),
        ("- [x] done", ["done"]),
        ("a<br>b<!-- c -->", ["a b"]),
        (":::note\na\n:::\n", ["a"]),
        ('!!! note "T"\n    a\n', ["T", "a"]),
        ("> [!NOTE]\n> a\n", ["a"]),
        ("a $$x$$ b", ["a b"]),
        ("$5 and 6$ a", ["$5 and 6$ a"]),
        ("a\n\n    code\n\nb", ["a", "b"]),
        ("<div>\n<p>a</p>\n</div>\n\n**b**", ["a", "b"]),
        ("| a \\| b |\n|---|\n", ["a | b"]),
        ("[a]: http://b\n\n[a] [c]", ["a [c]"]),
        ("1\\. a\\*b &lt; \\\nc", ["1. a*b < c"]),
        ("\ufeffa", ["\ufeffa"]),
    ],
)
def test_markdown(text: str, shown: list[str]) -> None:
    assert texts(text) == shown


def test_an_alert_is_no_quotation() -> None:
    assert [p.quoted for p in read("x", "> [!TIP]\n> a\n\n> b\n\nc", "markdown").passages] == [False, True, False]


def test_a_quotation_in_html_reaches_over_markdown() -> None:
    text = "<blockquote>\n\na\n\n</blockquote>\n\nb"
    assert [(p.text, p.quoted) for p in read("x", text, "markdown").passages] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("before", "lead"),
    [("Its virtues:", "Its virtues:"), ("**Pros**", "Pros"), ("Virtues of L1", "Virtues of L1"), ("It is old.", "")],
)
def test_a_paragraph_leads_a_list_only_if_it_announces_it(before: str, lead: str) -> None:
    assert leads(f"{before}\n\n- a")["a"] == lead
    assert leads(f"{before}\n\n```\ncode\n```\n\n- a")["a"] == ""


def test_what_goes_on_in_an_item_hangs_under_its_beginning() -> None:
    assert leads("- **L1**\n\n  robust\n- **L2**\n\n  stable") == {"L1": "", "robust": "L1", "L2": "", "stable": "L2"}


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("L1\n: robust\n", "markdown"),
        ("<dl><dt>L1<dd>robust</dl>", "html"),
        ("L1 : a class\n    robust\n", "rst"),
        (":L1: robust\n", "rst"),
        ("\\begin{description}\\item[\\emph{L1}] robust\\end{description}", "latex"),
    ],
)
def test_a_term_leads_its_definition(text: str, format: str) -> None:
    assert leads(text, format) == {"L1": "", "robust": "L1"}


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("**L1**\n\nrobust", "markdown"),
        ("<p><strong>L1</strong></p><p>robust", "html"),
        ("**L1**\n\nrobust", "rst"),
        ("\\paragraph{L1} robust", "latex"),
        ("L1\n\nrobust.", "plain"),
    ],
)
def test_a_bold_line_is_a_heading(text: str, format: str) -> None:
    first, second = read("x", text, format).passages
    assert (first.scope, second.headings) == (Scope.HEADING, ("L1",))


def test_headings_of_one_rank_follow_each_other() -> None:
    found = read("x", "# A\n\n### B\n\n## C\n\na\n\n# D\n\nb", "markdown").passages
    assert {p.text: p.headings for p in found if p.scope is Scope.PARAGRAPH} == {"a": ("A", "C"), "b": ("D",)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<title>T &amp; U</title><p>L<sub>1</sub> <i>x</i>", ["T & U", "L1 x"]),
        ("a<br>b<br><br>c", ["a b", "c"]),
        ("<p>a <q>b</q> <s>c</s> <span hidden>d</span>e", ['a "b" e']),
        ("<p>1 < 2 & &#; &bogus; &#x3b1;", ["1 < 2 & &#; &bogus; \u03b1"]),
        ("<div aria-hidden=true><div>a</div></div>b", ["b"]),
        ("<figure><img alt=x><figcaption>a</figcaption></figure>", ["a"]),
        ("a <!-- b -->c<![CDATA[d]]><?e?>f", ["a cf"]),
        ("a <b", ["a"]),
        ("<p>a</p> <!-- b", ["a"]),
    ],
)
def test_html(text: str, shown: list[str]) -> None:
    assert texts(text, "html") == shown


def test_html_cells_span_columns_and_rows() -> None:
    text = "<table><tr><th>W<th>L1<th>L2<tr><td rowspan=2>fast<td colspan=2>a<tr><td>b<td>c</table>"
    found = {p.text: (p.row, p.column) for p in read("x", text, "html").passages}
    assert found["a"] == ("fast", "L1")
    assert found["b"] == ("fast", "L1")
    assert found["c"] == ("fast", "L2")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (".. note:: a\n   b\n\n   c\n", ["a b", "c"]),
        (".. unknown:: a\n   :opt: b\n\n   c\n", ["a", "c"]),
        (".. code-block:: python\n\n   a\n\nb\n", ["b"]),
        (".. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\nb", ["b"]),
        (".. csv-table::\n   :file: /etc/passwd\n\nb", ["b"]),
        (".. figure:: a.png\n\n   b\n", ["b"]),
        ("a [1]_\n\n.. [1] b\n", ["a", "b"]),
        ("a::\n\n  code\n\nb", ["a:", "b"]),
        ("| a\n| b\n", ["a b"]),
        ("====\nT\n====\n\na\n\nS\n-\n\nb", ["T", "a", "S", "b"]),
        ("=== ===\na   b\n=== ===\nc   d\n\ne   f\n=== ===\n\nafter", ["a", "b", "c", "d", "e", "f", "after"]),
        ("+---+---+\n| x | x |\n+---+---+\n| a | b |\n|   | c |\n+---+---+\n", ["x", "x", "a", "b c"]),
        ("-\ta\n\n\tb\n", ["a", "b"]),
        ("a\n\n   - b\n   - c\n", ["a", "b", "c"]),
        (".. table:: a\n\n   === ===\n   b   c\n   === ===\n   d   e\n   === ===\n", ["a", "b", "c", "d", "e"]),
        ("+---+---+\n| a | b |\n+===+===+\n| c     |\n+---+---+\n", ["a", "b", "c"]),
    ],
)
def test_rst(text: str, shown: list[str]) -> None:
    assert texts(text, "rst") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\\title{T}\\begin{document}a\\end{document}b", ["T", "a"]),
        ("\\newcommand{\\las}{the Lasso\\xspace} \\las{} is old.", ["the Lasso is old."]),
        ("a~b --- ``c'' \\'e \\o{} 5\\% \\cite[p. 1]{x}d", ['a b — "c" é ø 5% d']),
        ("a\\footnote{b} c", ["a c", "b"]),
        ("\\begin{figure}[h]\\includegraphics{a}\\caption{b}\\end{figure}", ["b"]),
        ("a \\(x\\) b \\[y\\] c $$z$$", ["a $x$ b c"]),
        ("a % b\nc", ["a c"]),
        ("\\newcommand{\\x}[1]{no #1} \\newcommand\\y{no} \\def\\z#1{no} a \\multicolumn{2}{c}{b}", ["a b"]),
        ("a \\begin{align*}x\\end{align*} b", ["a b"]),
        ("\\begin{minted}{python}a\\end{minted}b", ["b"]),
    ],
)
def test_latex(text: str, shown: list[str]) -> None:
    assert texts(text, "latex") == shown


def test_latex_without_an_end_is_told() -> None:
    document = read("x", "a\n\n\\begin{verbatim} b", "latex")
    assert [p.text for p in document.passages] == ["a"]
    assert "has no end" in document.problems[0].message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\n\nc.", ["a b", "c."]),
        ("- a\n  b\n* c", ["a b", "c"]),
        ("> a\n> b\n\nc.", ["a b", "c."]),
        ("1) a\n(b) c", ["a", "c"]),
        ("## a\nb.", ["a", "b."]),
    ],
)
def test_plain(text: str, shown: list[str]) -> None:
    assert texts(text, "plain") == shown


# --- notebooks


def test_a_place_in_a_notebook_is_one_of_the_file() -> None:
    text = json.dumps(
        {"cells": [{"cell_type": "code", "source": "x"}, {"cell_type": "markdown", "source": ["a\n", "\n", "b\t*c*"]}]},
        indent=1,
    )
    document = read("x", text, "notebook")
    place = document.place(document.passages[1].offsets[2])
    assert text.split("\n")[place.line - 1][place.column - 1] == "c"
    assert (place.cell, place.cell_line) == (2, 3)


def test_a_notebook_of_format_3_is_read() -> None:
    text = json.dumps({"worksheets": [{"cells": [{"cell_type": "markdown", "source": ["a"]}]}], "cells_": []})
    assert texts(text, "notebook") == ["a"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', "{}", '{"a": 1e999999, "b": ' + "1" * 5000 + "}"])
def test_a_broken_notebook_is_a_problem(text: str) -> None:
    document = read("x.ipynb", text, "notebook")
    assert document.passages == ()
    assert [problem.path for problem in document.problems] == ["x.ipynb"]
    assert document.problems[0].message.startswith("broken notebook")


# --- documents


def test_lines_end_as_editors_see_them() -> None:
    document = Document(path="x", format="plain", text="a\r\nbc\rd\n", passages=())
    assert [document.place(at) for at in (0, 3, 4, 6, 8)] == [
        Place(line=line, column=column) for line, column in ((1, 1), (2, 1), (2, 2), (3, 1), (4, 1))
    ]
    assert document.lines == 3
    assert [document.line(number) for number in (1, 2, 3)] == ["a", "bc", "d"]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a/README.md", "markdown"),
        ("A.MDX", "mdx"),
        ("b.ipynb", "notebook"),
        ("c.tex", "latex"),
        ("Makefile", None),
        ("d.py", None),
    ],
)
def test_names_tell_formats(name: str, format: str | None) -> None:
    assert format_of(name) == format


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"found 'markdow'; required is one of .*; did you mean 'markdown'"):
        read("x", "", "markdow")


@pytest.mark.parametrize(
    ("format", "foreign"),
    [
        ("markdown", {"docutils", "html.parser", "pathspec"}),
        ("plain", {"docutils", "html.parser", "markdown_it"}),
        ("html", {"docutils", "markdown_it"}),
        ("latex", {"docutils", "markdown_it", "html.parser"}),
        ("rst", {"markdown_it", "html.parser"}),
    ],
)
def test_a_format_imports_only_what_it_needs(format: str, foreign: set[str]) -> None:
    never = {"numpy", "scipy", "sklearn", "pytest", "hypothesis"}
    program = (
        "import sys; from regclaims.reports.check import config, documents, walk; "
        "assert 'markdown_it' not in sys.modules;"
        f"documents.read('x', 'a *b* c', {format!r}); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not (foreign | never) & set(done.stdout.split())
