"""A document is checked: its sentences recognised, what they state held against the ledger, suppressions honoured."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import chain

from regclaims.claims.wording.passages import Passage, Sentence, Statement
from regclaims.claims.wording.recognise import recognise
from regclaims.claims.wording.topic import Topic, topic_of
from regclaims.reports.check import suppress, workers
from regclaims.reports.check.documents import Document
from regclaims.reports.check.findings import UNUSED, WRONG, Counts, Finding, Level, Page, Place, Remark
from regclaims.reports.check.judge import finding
from regclaims.reports.check.suppress import Suppression
from regclaims.reports.ledger import Ledger

_PART = 10_000
"""Signs of a document that a process reads at a time."""
Touched = Callable[[int, int], bool]
"""Whether any line from the first to the last is to be checked."""


def page(
    document: Document, ledger: Ledger, *, quotes: bool = False, touched: Touched | None = None, jobs: int = 1
) -> Page:
    """What is found in a document; ``quotes``: in quotations too; ``touched``: only on these lines.

    ``jobs``: processes that read the sections of a large one side by side.
    """
    passages = [passage for passage in document.passages if quotes or not passage.quoted]
    findings = []
    sentences = claim_like = matched = suppressed = 0
    needed: set[int] = set()
    for passage, sentence in _sentences(passages, jobs):
        read = touched is None or _touched(touched, _place(document, passage, sentence.start, sentence.end))
        if read:
            sentences += 1
            claim_like += sentence.claim_like or bool(sentence.statements)
            matched += bool(sentence.statements)
        for statement in sentence.statements:
            found = _found(document, passage, statement, ledger)
            silent = _silencing(document.suppressions, found)
            if silent and found.level is not Level.NOTE:
                needed.update(silent)
                suppressed += read
            if read and not silent:
                findings.append(found)
    remarks = _remarks(document, ledger, needed, quotes=quotes)
    return Page(
        path=document.path,
        text=document.text,
        findings=tuple(findings),
        counts=Counts(sentences=sentences, claim_like=claim_like, matched=matched, suppressed=suppressed),
        remarks=tuple(one for one in remarks if touched is None or touched(one.line, one.line)),
    )


def _sentences(passages: list[Passage], jobs: int) -> Iterator[tuple[Passage, Sentence]]:
    for passage, sentences in zip(passages, _recognised(passages, jobs), strict=True):
        for sentence in sentences:
            yield passage, sentence


def _recognised(passages: list[Passage], jobs: int) -> Iterable[tuple[Sentence, ...]]:
    """The sentences of each; by several processes where the sections are many and long."""
    parts = _parts(passages) if jobs > 1 and sum(len(one.text) for one in passages) > workers.MUCH else []
    if len(parts) < 2:
        return recognise(passages)
    work = partial(_part, passages, topic_of(passages))
    return chain.from_iterable(workers.each(work, parts, lambda part: _PART, jobs=jobs))


def _parts(passages: list[Passage]) -> list[range]:
    """Numbers of the passages of whole sections that are at least so long together."""
    parts, start, signs = [], 0, 0
    for at, passage in enumerate(passages):
        if signs >= _PART and passage.headings != passages[at - 1].headings:
            parts.append(range(start, at))
            start, signs = at, 0
        signs += len(passage.text)
    return [*parts, range(start, len(passages))]


def _part(passages: list[Passage], about: Topic, part: range) -> list[tuple[Sentence, ...]]:
    return recognise(passages[part.start : part.stop], topic=about)


def _found(document: Document, passage: Passage, statement: Statement, ledger: Ledger) -> Finding:
    place = _place(document, passage, statement.start, statement.end)
    return finding(statement, passage.text[statement.start : statement.end], place, ledger)


def _place(document: Document, passage: Passage, start: int, end: int) -> Place:
    """Where a part of a passage stands; its last character may be one that markup stands for."""
    first = passage.offsets[start]
    last = max(first, passage.offsets[end - 1]) + 1
    begin, stop = document.place(first), document.place(last)
    return Place(
        path=document.path,
        line=begin.line,
        column=begin.column,
        end_line=stop.line,
        end_column=stop.column,
        start=first,
        end=last,
        cell=begin.cell,
        cell_line=begin.cell_line,
    )


def _touched(touched: Touched, place: Place) -> bool:
    return touched(place.line, place.end_line)


def _silencing(suppressions: tuple[Suppression, ...], found: Finding) -> list[int]:
    return [i for i, one in enumerate(suppressions) if one.silences(found.claim, found.place.start)]


def _remarks(document: Document, ledger: Ledger, needed: Collection[int], *, quotes: bool) -> Iterator[Remark]:
    """What is wrong with suppressions. One that covers only a quotation is needed where quotations are read."""
    unknown = suppress.unknown(document.path, document.suppressions, ledger)
    for problem in (*document.problems, *unknown):
        if problem.line is not None:
            yield Remark(
                rule=WRONG,
                path=document.path,
                line=problem.line,
                column=problem.column or 1,
                message=problem.message,
            )
    lines_known = {problem.line for problem in unknown}
    for i, one in enumerate(document.suppressions):
        if i not in needed and one.line not in lines_known and (quotes or not _quoted(document, one)):
            names = ", ".join(one.ids)
            message = f"unused suppression of {names}: nothing here needs it ({one.reason})"
            yield Remark(rule=UNUSED, path=document.path, line=one.line, column=one.column, message=message)


def _quoted(document: Document, suppression: Suppression) -> bool:
    start, end = suppression.covers
    covered = [passage for passage in document.passages if start <= passage.offsets[0] < end]
    return bool(covered) and all(passage.quoted for passage in covered)
