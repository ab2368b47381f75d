"""The section "Can this be trusted?" of ``report.md``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regclaims.fixtures.appraisal import Entry, Part, Table, entry
from regclaims.reports.text import code as span
from regclaims.reports.text import escape

BEGIN, END = "<!-- trust: begin -->", "<!-- trust: end -->"
TITLE = "Can this be trusted?"
POINTER = f"- [{TITLE}](#can-this-be-trusted) stands at the end"


def section(parts: Sequence[Part], code: str) -> Iterator[str]:
    """Every recorded answer with its numbers; ``code`` is the digest of the code at hand."""
    if not parts:
        return
    yield f"## {TITLE}"
    yield ""
    yield "What was found out about the laboratory itself, each by the command that stands with it."
    yield ""
    yield table(parts)
    yield ""
    for part in parts:
        yield from _part(part, code)


def table(parts: Sequence[Part]) -> str:
    """Every question with its answer in words and the command that repeats it."""
    rows = ["| question | answer | | asked by |", "| --- | --- | --- | --- |"]
    for part in parts:
        word = "as promised" if part.passed else "**not as promised**"
        rows.append(f"| {escape(part.title)} | {escape(part.says)} | {word} | {escape(part.about.command)} |")
    return "\n".join(rows)


def _part(part: Part, code: str) -> Iterator[str]:
    yield f"### {escape(part.title)}"
    yield ""
    yield escape(part.says)
    yield ""
    for name in part.plots:
        yield f"![{escape(part.title)}]({name})"
        yield ""
    for one in part.tables:
        yield from _table(one)
    for note in part.notes:
        yield f"- {escape(note)}"
    found = escape(f"on {part.about.date}")
    versions = ", ".join(f"{name} {version}" for name, version in part.about.versions.items())
    same = "with this very code" if part.about.code == code else f"with other code ({escape(part.about.code)})"
    yield f"- Found by {span(part.about.command)} {found}, {same}; {escape(versions)}"
    yield ""


def _table(shown: Table) -> Iterator[str]:
    yield f"**{escape(shown.title)}**"
    yield ""
    yield "| " + " | ".join(escape(name) for name in shown.columns) + " |"
    numeric = [all(not isinstance(row[i], str) for row in shown.rows) for i in range(len(shown.columns))]
    yield "| " + " | ".join("---:" if right else "---" for right in numeric) + " |"
    for row in shown.rows:
        yield "| " + " | ".join(_entry(value) for value in row) + " |"
    yield ""


def _entry(value: Entry) -> str:
    return escape(value) if isinstance(value, str) else entry(value)
