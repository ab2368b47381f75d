"""For GitHub Actions: workflow commands that become annotations at the line.

GitHub shows ten annotations of a type a step and drops the others without a word, so the most severe come first, and
the rest are plain lines of the log. The job summary (:mod:`regclaims.reports.check.formats.summary`) holds all.
"""

from __future__ import annotations

from collections.abc import Iterator

from regclaims.fixtures.printable import printable
from regclaims.reports.check.findings import Finding, Level, Outcome, summary
from regclaims.reports.check.formats import plain
from regclaims.reports.ledger import Ledger

CAP = 10
"""Annotations of one type that GitHub takes from a step."""
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(outcome: Outcome, ledger: Ledger) -> str:
    """Workflow commands, and plain lines that are none."""
    return "".join(f"{line}\n" for line in _lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    room = dict.fromkeys(Level, CAP)
    rest = []
    for one in outcome.findings:
        if room[one.level]:
            room[one.level] -= 1
            yield _annotation(one)
        else:
            rest.append(plain.line(one))
    for remark in outcome.remarks:
        if room[Level.WARNING]:
            room[Level.WARNING] -= 1
            place = f"file={_property(remark.path)},line={remark.line},col={remark.column},title=suppression"
            yield f"::warning {place}::{_data(remark.message)}"
        else:
            rest.append(plain.remark(remark))
    yield from map(_inert, rest)
    yield from map(_inert, summary(outcome))


def _annotation(finding: Finding) -> str:
    place = finding.place
    where = {"file": place.path, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:  # GitHub takes columns of one line only
        where |= {"col": place.column, "endColumn": place.end_column}
    where |= {"title": f"{finding.title} [{finding.claim}]"}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    return f"::{_COMMANDS[finding.level]} {properties}::{_data(finding.text)}"


def _data(text: str) -> str:
    """The text as a workflow command takes it."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _inert(line: str) -> str:
    """A line of the log that is no workflow command, in the older form either."""
    return f"- {printable(line)}".replace("##[", "## [")
