"""reStructuredText: blocks by docutils, and what stands in them held against docutils' own reading."""

from __future__ import annotations

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from regclaims.reports.check.readers import roles
from regclaims.reports.check.readers.strands import whole


def theirs(text: str) -> str | None:
    """What docutils shows of a text; None where it is not one paragraph, or not as it should be."""
    config = frontend.get_default_settings(Parser)
    config.report_level, config.halt_level, config.warning_stream = 5, 6, False
    document = utils.new_document("document", config)
    Parser().parse(text, document)
    if len(document) != 1 or not isinstance(document[0], nodes.paragraph) or list(document.findall(nodes.problematic)):
        return None
    for kind in (nodes.footnote_reference, nodes.citation_reference):
        for node in list(document.findall(kind)):
            node.parent.remove(node)
    return " ".join(document.astext().split())


PIECES = (
    *"*`_|[]()<>\\ab:. \"'",
    "**",
    "``",
    " *a* ",
    " **a b** ",
    "`a`",
    "`a <b>`_",
    " a_ ",
    "a__",
    "[1]_",
    "[#]_",
    "\\ ",
    "\\*",
    ":math:`",
    ":emphasis:`a b`",
    "`a`:strong:",
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(lambda parts: "".join(parts).strip()))
@example("a *b* **c** ``d e`` `f <g>`_ h_ |i| [1]_ j\\*k")
@example("'*' (*a*) \"*a*\" a*b* *a*b")
@example("``a \\ b`` *a\\* b*")
@example('"`"` (`) a` "`a`"')
@example("\\::")
@example("a \\\\::")
def test_shows_what_docutils_shows(text: str) -> None:
    shown = theirs(text)
    assume(shown is not None)
    assert roles.shown(whole(text)).folded().text.replace("$", "") == shown
