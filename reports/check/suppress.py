"""Statements that a writer knows of and keeps: ``<!-- regclaims: ignore l1-faster-to-train: historical quote -->``.

The comment names claims, or ``all``, and must give a reason. It is a comment of the format it stands in:

====================  =============================================================
Markdown, HTML        ``<!-- regclaims: ignore ID: reason -->``
MDX                   ``{/* regclaims: ignore ID: reason */}``
reStructuredText      ``.. regclaims: ignore ID: reason``
LaTeX                 ``% regclaims: ignore ID: reason``
plain text            ``[regclaims: ignore ID: reason]``, or ``# regclaims: ...``, alone on its line
====================  =============================================================

One that stands inside a passage covers that passage; inside a table, the line on which it stands. One that stands for
itself covers the next passage, or the whole table if that is next. So it never reaches further than a reader's eye,
and what is written later below is checked. Plain text has no comments: brackets look like a remark to readers, and a
number sign like a comment to everyone who writes configuration.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regclaims.fixtures.errors import nearest
from regclaims.reports.check.documents import Document, Problem

if TYPE_CHECKING:
    from regclaims.reports.check.readers.page import Comment

ALL = "all"
_OURS = re.compile(r"\s*regclaims\s*:\s*", re.IGNORECASE)
_SAYS = re.compile(r"(\S+)(?:\s+([^:]*))?(?::(.*))?", re.DOTALL)
_FORM = "required is 'regclaims: ignore ID: reason', with ids separated by commas, or 'all'"


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """A writer's wish that findings of some claims are left out of a part of the text."""

    start: int
    end: int
    """Where the comment stands in the document."""
    line: int
    column: int
    ids: tuple[str, ...]
    """The claims; ``("all",)`` for every one."""
    reason: str
    covers: tuple[int, int]
    """The part of the document that it is about; empty where nothing follows it."""

    def silences(self, claim: str, offset: int) -> bool:
        """Whether it is about this claim at this character."""
        return self.covers[0] <= offset < self.covers[1] and (claim in self.ids or ALL in self.ids)


def of(
    document: Document, comments: Sequence[Comment], tables: Sequence[tuple[int, int]]
) -> tuple[tuple[Suppression, ...], tuple[Problem, ...]]:
    """The suppressions among a document's comments, and what is wrong with those that are none."""
    if not comments:
        return (), ()
    spans = sorted((passage.offsets[0], passage.offsets[-1] + 1) for passage in document.passages)
    found, wrong = [], []
    for comment in comments:
        if not (ours := _OURS.match(comment.text)):
            continue
        place = document.place(comment.start)
        ids, reason, message = _said(comment.text[ours.end() :])
        if message:
            wrong.append(Problem(path=document.path, message=message, line=place.line, column=place.column))
        else:
            found.append(
                Suppression(
                    start=comment.start,
                    end=comment.end,
                    line=place.line,
                    column=place.column,
                    ids=ids,
                    reason=reason,
                    covers=_covered(document, comment, spans, tables),
                )
            )
    return tuple(found), tuple(wrong)


def unknown(path: str, suppressions: Iterable[Suppression], known: Collection[str]) -> list[Problem]:
    """A problem for each id that is no claim's."""
    return [
        Problem(
            path=path,
            message=f"suppression: found {id!r}; required is the id of a claim, or 'all'{nearest(id, known)}",
            line=suppression.line,
            column=suppression.column,
        )
        for suppression in suppressions
        for id in suppression.ids
        if id != ALL and id not in known
    ]


def _said(text: str) -> tuple[tuple[str, ...], str, str]:
    """The ids and the reason of a comment that is for us, or what is wrong with it."""
    says = _SAYS.fullmatch(text.strip())
    word, named, reason = says.groups() if says else ("", None, None)
    if word != "ignore":
        return (), "", f"suppression: found {word or 'nothing'!r} after 'regclaims:'; {_FORM}"
    ids = tuple(dict.fromkeys(id for id in re.split(r"[\s,]+", named or "") if id))
    if not ids:
        return (), "", f"suppression: names no claim; {_FORM}"
    if not (reason := " ".join((reason or "").split())):
        return (), "", f"suppression of {', '.join(ids)}: gives no reason; {_FORM}"
    return ids, reason, ""


def _covered(
    document: Document, comment: Comment, spans: Sequence[tuple[int, int]], tables: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    if comment.covers:
        start, end = comment.covers
        first = bisect_left(spans, (start, 0))
        if first < len(spans) and spans[first][0] < end:
            for table in tables:
                if table[0] <= start and end <= table[1]:
                    return _lines(document, start, end)
            return start, end
    following = bisect_left(spans, (comment.end, 0))
    if following == len(spans):
        return comment.end, comment.end
    start, end = spans[following]
    for table in tables:
        if table[0] <= start < table[1] and comment.end <= table[0]:
            return table
    return start, end


def _lines(document: Document, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the line of one character to the end of the line of another."""
    text = document.text
    ends = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if ends < 0 else ends
