"""For readers: the text itself, statements marked by verdict (sign and line, not colour alone), the evidence beside it.

One file that needs no other and runs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from jinja2 import Environment, Template

from regclaims.fixtures.printable import printable
from regclaims.reports.check.findings import Better, Finding, Level, Outcome, Page, summary
from regclaims.reports.ledger import Ledger

_TEMPLATE = Path(__file__).with_name("page.html")
_SIGNS = {Level.ERROR: "✗", Level.WARNING: "?", Level.NOTE: "·"}
_SUPPORTED = "✓"
_BREAK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A piece of the text; marked where it has a level."""

    text: str
    level: str = ""
    number: int = 0
    sign: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class _Note:
    """What stands beside a mark."""

    number: int
    first: bool
    level: str
    sign: str
    title: str
    claim: str
    line: int
    why: str
    instead: tuple[Better, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A stretch of text with its notes beside it."""

    parts: Sequence[_Part]
    notes: Sequence[_Note]


@dataclass(frozen=True, kw_only=True)
class _Mark:
    """A stretch of text in which one or more statements overlap."""

    number: int
    start: int
    end: int
    findings: tuple[Finding, ...]

    @property
    def loudest(self) -> Finding:
        return min(self.findings, key=lambda one: one.level.rank)


@cache
def _template() -> Template:
    return Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE.read_text(encoding="utf-8"))


def render(outcome: Outcome, ledger: Ledger) -> str:
    """The whole page."""
    numbers = count(1)
    pages = [{"path": printable(page.path), "rows": list(_rows(page, outcome, numbers))} for page in outcome.pages]
    lost = [
        {"path": printable(one.path), "reason": printable(one.reason)} for one in (*outcome.unread, *outcome.broken)
    ]
    return _template().render(summary=list(summary(outcome)), pages=pages, lost=lost) + "\n"


def _rows(page: Page, outcome: Outcome, numbers: Iterator[int]) -> Iterator[_Row]:
    """The text cut at blank lines, so that each mark stands beside its notes; what has none stays together."""
    marks = list(_marks([one for one in page.findings if outcome.shows(one)], numbers))
    at = 0
    for start, end, inside in _stretches(page.text, marks):
        if at < start:
            yield _Row(parts=[_Part(text=_shown(page.text[at:start]))], notes=[])
        yield _Row(parts=list(_parts(page.text, start, end, inside)), notes=list(_notes(inside)))
        at = end
    if at < len(page.text):
        yield _Row(parts=[_Part(text=_shown(page.text[at:]))], notes=[])


def _marks(findings: Sequence[Finding], numbers: Iterator[int]) -> Iterator[_Mark]:
    group: list[Finding] = []
    end = 0
    for one in sorted(findings, key=lambda one: (one.place.start, one.place.end)):
        if group and one.place.start >= end:
            yield _Mark(number=next(numbers), start=group[0].place.start, end=end, findings=tuple(group))
            group = []
        end = max(end, one.place.end) if group else one.place.end
        group.append(one)
    if group:
        yield _Mark(number=next(numbers), start=group[0].place.start, end=end, findings=tuple(group))


def _stretches(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[int, int, list[_Mark]]]:
    """Paragraphs that hold marks, from one blank line to the next."""
    breaks = [found.end() for found in _BREAK.finditer(text)]
    waiting = list(reversed(marks))
    done = 0
    for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True):
        inside = []
        while waiting and waiting[-1].start < max(end, done):
            inside.append(waiting.pop())
            end = max(end, inside[-1].end)
        if inside:
            yield max(start, done), end, inside
            done = end


def _parts(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[_Part]:
    at = start
    for mark in marks:
        loudest = mark.loudest
        yield _Part(text=_shown(text[at : mark.start]))
        yield _Part(
            text=_shown(text[mark.start : mark.end]),
            level=str(loudest.level),
            number=mark.number,
            sign=_sign(loudest),
            word=loudest.verdict,
        )
        at = mark.end
    yield _Part(text=_shown(text[at:end]))


def _notes(marks: Sequence[_Mark]) -> Iterator[_Note]:
    for mark in marks:
        for i, one in enumerate(mark.findings):
            yield _Note(
                number=mark.number,
                first=i == 0,
                level=str(one.level),
                sign=_sign(one),
                title=one.title,
                claim=one.claim,
                line=one.place.line,
                why=printable(" ".join(filter(None, (f"{one.why}." if one.why else "", one.evidence)))),
                instead=one.instead,
            )


def _sign(finding: Finding) -> str:
    return _SUPPORTED if finding.verdict == "supported" else _SIGNS[finding.level]


def _shown(text: str) -> str:
    """The text with what does not print shown by its code; line breaks stay."""
    return "\n".join(map(printable, text.split("\n")))
