"""A check's outcome made by hand, for tests of its formats."""

from __future__ import annotations

from regclaims.claims.wording.passages import Statement
from regclaims.reports.check.findings import UNUSED, Counts, Finding, Level, Outcome, Page, Place, Remark, Unread
from regclaims.reports.check.judge import finding
from regclaims.tests.facts import FACTS

TEXT = """# Speed

Lasso trains faster than ridge. Lasso is more accurate.

Ridge 😀 trains faster.
"""


def place(text: str, said: str, path: str) -> Place:
    start = text.index(said)
    end = start + len(said)
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    end_line, end_column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
    return Place(path=path, line=line, column=column, end_line=end_line, end_column=end_column, start=start, end=end)


def found(said: str, claim: str, *, text: str = TEXT, path: str = "docs/speed.md", **statement) -> Finding:
    made = Statement(**{"claim": claim, "force": "generic", "start": 0, "end": 1} | statement)
    return finding(made, said, place(text, said, path), FACTS)


def outcome(**fields) -> Outcome:
    page = Page(
        path="docs/speed.md",
        text=TEXT,
        findings=(
            found("Lasso trains faster than ridge", "l1-faster-to-train"),
            found("Lasso is more accurate", "l1-more-accurate"),
            found("Ridge 😀 trains faster", "l1-slower-than-l2"),
        ),
        counts=Counts(sentences=4, claim_like=4, matched=3, suppressed=1),
        remarks=(Remark(rule=UNUSED, path="docs/speed.md", line=1, column=9, message="nothing here needs it"),),
    )
    unread = (Unread(path="logo.md", reason="is not UTF-8 text"),)
    return Outcome(**{"pages": (page,), "unread": unread, "fail_on": Level.ERROR} | fields)
