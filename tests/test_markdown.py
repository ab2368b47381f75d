"""``report.md`` and the table of verdicts: what is written, and that no text can be more than text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.claim import Claim
from regclaims.claims.records import CellRecord, ClaimRecord, ReadingRecord
from regclaims.claims.sources import Row, Source
from regclaims.claims.verdict import Force
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import printable
from regclaims.reports import phase
from regclaims.reports.markdown import BEGIN, END, table, to_text, with_table
from regclaims.reports.report import Cost, Report, RunRecord, source_record
from regclaims.reports.text import escape
from regclaims.tests import records
from regclaims.tests.records import entry

CELL = CellRecord(
    dgm="reg-n100+gradient_descent",
    outcome="holds",
    draws=20,
    successes=19,
    threshold=0.5,
    interval=(0.625, 1.0),
    replay='pytest "claims/test_x.py::l1-is-so::smaller-error[reg-n100+gradient_descent]" --seed 0',
    evidence="frequency",
)
COUNTS = replace(
    CELL, dgm="Ridge", outcome="fails", draws=1, successes=0, threshold=None, interval=None, detail="l2: 3"
)
CLAIM = ClaimRecord(
    id="l1-is-so",
    says="L1 is so.",
    force="generic",
    rows=("article:1", "qa:2"),
    verdict="ill-posed",
    kind="depends",
    condition="holds where: few features matter",
    better=("l1-is-better-said", "l1-is-this"),
    contradicts=("l2-is-so",),
    robustness="fragile",
    turning_level="without 'x' (y) the verdict would be supported",
    missing_draws=0,
    machine="",
    readings=(
        ReadingRecord(
            name="smaller-error",
            says="So: 5 % less.",
            verdict="ill-posed",
            frequency="mostly",
            condition="",
            cells=(CELL, COUNTS),
        ),
    ),
)
PLAIN = replace(records.PLAIN, id="p", says="P.", rows=())
RUN = RunRecord(seed=3, alpha=0.01, error_budget_spent=0.005, draws=20, seconds=2.0, versions={"scikit_x": "1.9"})
SOURCE = source_record(Source("article", "an article", (Row(1, "0" * 64, ("l1-is-so",), ""),)), {"l1-is-so"})

EXPECTED = r"""# What the evidence says of L1 and L2

- 3 claims: 2 supported, 0 contradicted, 1 ill-posed, 0 undecided
- 20 draws, 2 s; every outcome is right with chance at least 0.995 (error budget spent: 0.005 of 0.01)
- source article: 1 of 1 rows covered, 0 open
- seed 3; scikit\_x 1.9

## Statements that contradict each other

- `l1-is-so` (ill-posed; article:1, qa:2) against `l2-is-so` (supported)

## Fragile verdicts

- `l1-is-so` (ill-posed), fragile: without 'x' (y) the verdict would be supported

## L1 is so.

**ill-posed (depends)** · `l1-is-so` · force: generic · said in article:1, qa:2

- Turns on: holds where: few features matter
- Robustness: fragile: without 'x' (y) the verdict would be supported
- Say instead: `l1-is-better-said`, `l1-is-this`
- Contradicts: `l2-is-so`

### smaller-error: ill-posed

So: 5 % less.

| world | outcome | true in | of | interval |
| --- | --- | ---: | ---: | --- |
| reg-n100+gradient\_descent | holds | 19 | 20 | 0.62 to 1.00 |
| Ridge | fails | 0 | 1 | l2: 3 |

Replay a world: `pytest "claims/test_x.py::l1-is-so::smaller-error[reg-n100+gradient_descent]" --seed 0`

## P.

**supported** · `p` · force: generic

- Robustness: robust

## L2 is so.

**supported** · `l2-is-so` · force: generic

- Robustness: robust
- Contradicts: `l1-is-so`

"""


def report(*claims: ClaimRecord) -> Report:
    return Report(run=RUN, claims=claims, sources=[SOURCE])


@pytest.mark.parametrize("in_words", [to_text, phase.to_text])
def test_a_partial_report_says_so_at_its_very_top(in_words):
    cost = Cost(
        cells=2,
        decided=1,
        draws_measured=1,
        cpu_seconds=1.0,
        draws_per_decided_cell=1.0,
        cpu_seconds_per_decided_cell=1.0,
    )
    run = RunRecord(seed=0, alpha=0.01, error_budget_spent=0.0, draws=1, seconds=1.0, versions={}, cost=cost)
    whole = Report(run=run, claims=[], sources=[])
    assert "PARTIAL" not in in_words(whole)
    broken_off = in_words(replace(whole, run=replace(run, partial=True)))
    assert broken_off.splitlines()[2].startswith("**PARTIAL: broken off with 0 of 0 claims decided")


def test_a_small_report_word_by_word():
    opposite = replace(PLAIN, id="l2-is-so", says="L2 is so.", contradicts=(CLAIM.id,), readings=())
    assert to_text(report(CLAIM, replace(PLAIN, readings=()), opposite)) == EXPECTED


def declared(id: str, says: str, *better: str) -> Claim:
    """A claim that is not registered."""
    return Claim(
        id=id,
        says=says,
        force=Force.CAN,
        rows=(),
        better=better,
        roles={},
        mirrors="",
        contradicts=(),
        not_empirical=None,
        module="m",
        line=1,
    )


CLAIMS = {c.id: c for c in (declared("b", "B *is*.", "a", "c"), declared("a", "A | so."), declared("c", "C."))}
ROWS = r"""| statement | verdict | say instead |
| --- | --- | --- |
| B \*is\*. | ill-posed: depends | A \| so.; C. |
| A \| so. | supported |  |"""


def test_the_table_word_by_word():
    assert (
        table({"a": entry("supported"), "b": entry("ill-posed", "depends"), "gone": entry("supported")}, CLAIMS) == ROWS
    )


def test_the_table_replaces_the_marked_part_only():
    document = f"# Title\n\n| a | table |\n{BEGIN}\nold\n\nrows\n{END}\n\nThe end.\n"
    assert with_table(document, ROWS, "README.md") == f"# Title\n\n| a | table |\n{BEGIN}\n{ROWS}\n{END}\n\nThe end.\n"
    assert with_table(with_table(document, ROWS, ""), ROWS, "") == with_table(document, ROWS, "")


WRONG_MARKS = [
    "no marks",
    f"{BEGIN}\n",
    f"{END}\n",
    f"{BEGIN}\n{BEGIN}\n{END}\n",
    f"{BEGIN}\n{END}\n{END}\n",
    f"{END}\n{BEGIN}\n",
]


def test_table_goes_between_the_marks_that_are_named():
    document = f"<!-- a -->\nold\n<!-- b -->\n{BEGIN}\nkept\n{END}\n"
    found = with_table(document, ROWS, "", begin="<!-- a -->", end="<!-- b -->")
    assert found == f"<!-- a -->\n{ROWS}\n<!-- b -->\n{BEGIN}\nkept\n{END}\n"
    with pytest.raises(UsageError, match="one line '<!-- c -->'"):
        with_table(document, ROWS, "", begin="<!-- c -->", end="<!-- b -->")


@pytest.mark.parametrize("document", WRONG_MARKS)
def test_a_document_without_its_marks_is_named(document):
    with pytest.raises(UsageError, match=r"^README\.md: required is one line .*begin.* and one .*end"):
        with_table(document, ROWS, "README.md")


# Hostile text

HOSTILE = [
    "<script>alert(1)</script>",
    "a | b | c",
    "two\nlines\r\n\n# and a heading",
    "**bold** _it_ `code` [link](http://x) ![image](x) &lt; \\| ~ #",
    "|",
    "<!-- verdicts: end -->",
]
MARKUP = re.compile(r"(?<!\\)(?:\\\\)*[*_`\[\]|#<>]")
"""A sign that Markdown acts on: not behind an odd number of backslashes."""


def inert(text: str) -> bool:
    return not MARKUP.search(text) and "\n" not in text and "\r" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_escaped(text):
    assert not inert(text)
    assert inert(escape(text))


@given(st.text(st.sampled_from("\\`*_[]|#<>&\n\r\t aé\u2028\u0085"), max_size=30) | st.text())
def test_any_text_is_inert_and_kept(text):
    escaped = escape(text)
    assert inert(escaped)
    assert len(escaped.splitlines()) <= 1
    shown = (
        re.sub(r"\\([\\`*_\[\]|#~$@:.)+=-])", r"\1", escaped)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )
    assert shown == " ".join(printable(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_cell_and_line(text):
    claims = {"a": declared("a", text, "b"), "b": declared("b", text)}
    head, rule, *rows = table({"a": entry("contradicted"), "b": entry("supported")}, claims).split("\n")
    assert (len(rows), rule) == (2, "| --- | --- | --- |")
    assert all(len(re.findall(r"(?<!\\)\|", row)) == len(re.findall(r"\|", head)) for row in rows)
    assert with_table(f"{BEGIN}\n{END}\n", "\n".join(rows), "").count(END) == 1


def shape(text: str) -> list[tuple[str, int]]:
    """Of each line, what it opens with and how many columns it bounds."""
    opens = re.compile(r"(#+ |- |\| |\*\*)?")
    return [(opens.match(line)[0], len(re.findall(r"(?<!\\)\|", line))) for line in text.split("\n")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_change_the_shape_of_a_report(text):
    plain, reading = CLAIM, CLAIM.readings[0]
    cells = tuple(replace(cell, interval=None, detail=text) for cell in reading.cells)
    hostile = replace(
        plain, says=text, condition=text, turning_level=text, readings=(replace(reading, says=text, cells=cells),)
    )
    assert shape(to_text(report(hostile))) == shape(to_text(report(plain)))


def test_a_condition_that_begins_with_a_backtick_is_escaped():
    assert "<b>" not in to_text(report(replace(CLAIM, condition="`x` <b>")))


@pytest.mark.parametrize("says", ["~~~", "- item", "+ item", "1. item", "1) item", "---"])
def test_a_sense_is_a_paragraph_whatever_it_begins_with(says):
    reading = replace(CLAIM.readings[0], says=says)
    assert says not in to_text(report(replace(CLAIM, readings=(reading,)))).split("\n")
