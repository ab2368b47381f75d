"""For a terminal and for editors: ``path:line:column: verdict [claim] ...``, a finding a line, then what was read."""

from __future__ import annotations

from collections.abc import Iterator

from regclaims.fixtures.printable import each_printable
from regclaims.reports.check.findings import Finding, Outcome, Remark, summary
from regclaims.reports.ledger import Ledger


def render(outcome: Outcome, ledger: Ledger) -> str:
    """All of it, a line each."""
    return "".join(f"{one}\n" for one in _lines(outcome))


@each_printable
def _lines(outcome: Outcome) -> Iterator[str]:
    yield from map(line, outcome.findings)
    yield from map(remark, outcome.remarks)
    yield from summary(outcome)


def line(finding: Finding) -> str:
    """One finding."""
    place = finding.place
    return f"{place.path}:{place.line}:{place.column}: {finding.title} [{finding.claim}] {finding.text}"


def remark(found: Remark) -> str:
    """One remark."""
    return f"{found.path}:{found.line}:{found.column}: {found.message}"
