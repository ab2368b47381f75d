"""For the job summary of a CI run, as Markdown: what was read, and every finding in a table."""

from __future__ import annotations

from collections.abc import Iterator

from regclaims.reports.check import findings
from regclaims.reports.check.findings import Finding, Outcome
from regclaims.reports.check.formats import plain
from regclaims.reports.ledger import Ledger
from regclaims.reports.text import escape

MOST = 900_000
"""Bytes: GitHub refuses summaries of more than a mebibyte, and other steps of the job may write too."""


def render(outcome: Outcome, ledger: Ledger) -> str:
    """A section; rows beyond what a summary may hold are counted, not shown."""
    lines, size = [], 0
    rows = list(_rows(outcome))
    for row in rows:
        size += len(row.encode(errors="backslashreplace")) + 1
        if size > MOST:
            break
        lines.append(row)
    cut = [f"{len(rows) - len(lines):,} more rows: see the log."] if len(lines) < len(rows) else []
    return "\n".join(["## regclaims check", "", *_head(outcome), "", *lines, *cut]).rstrip("\n") + "\n"


def _head(outcome: Outcome) -> Iterator[str]:
    for line in findings.summary(outcome):
        yield f"- {escape(line)}"
    for one in (*outcome.unread, *outcome.broken):
        yield f"- not read: {escape(one.path)}: {escape(one.reason)}"
    for remark in outcome.remarks:
        yield f"- {escape(plain.remark(remark))}"


def _rows(outcome: Outcome) -> Iterator[str]:
    if outcome.findings:
        yield from ("| where | level | verdict | what |", "| --- | --- | --- | --- |")
    yield from map(_row, outcome.findings)


def _row(finding: Finding) -> str:
    place = finding.place
    where = f"{place.path}:{place.line}:{place.column}"
    cells = (where, finding.level, f"{finding.title} [{finding.claim}]", finding.text)
    return f"| {' | '.join(escape(str(cell)) for cell in cells)} |"
