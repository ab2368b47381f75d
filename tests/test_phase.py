"""Phase maps in words: what is written of outcomes, and when a map is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from regclaims.claims.records import CellRecord, ClaimRecord, ReadingRecord
from regclaims.fixtures.deep import AXES
from regclaims.reports import phase
from regclaims.reports.report import Report, RunRecord, cost

OUTCOMES = ["holds", "holds", "fails", "toss-up", "undecided", "holds", "undecided", "undecided"]


def cell(outcome: str, *place: float) -> CellRecord:
    return CellRecord(
        dgm="reg-x+tuned",
        outcome=outcome,
        draws=30,
        successes=20,
        threshold=0.5,
        interval=(0.25, 0.75),
        replay='pytest "claims/test_x.py::l1-is-so::errs-less[reg-x+tuned]" --grid deep --seed 0',
        evidence="frequency",
        coordinates=dict(zip(AXES, place, strict=True)),
    )


CELLS = tuple(
    cell(outcome, *place)
    for outcome, place in zip(OUTCOMES, product((0.05, 1.0), (0.4, 6.4), (4.0,), (0.0, 0.9)), strict=True)
)
READING = ReadingRecord(
    name="errs-less", says="Less: 5 %.", verdict="undecided", frequency="mostly", condition="", cells=CELLS
)
CLAIM = ClaimRecord(
    id="l1-is-so",
    says="L1 is so.",
    force="generic",
    rows=(),
    verdict="undecided",
    kind=None,
    condition="",
    better=(),
    contradicts=(),
    robustness="unknown",
    turning_level="",
    missing_draws=1200,
    machine="",
    readings=(READING,),
    series={"fits l1 reg-x": 30, "fits l2 reg-x": 30},
)


def published(*claims: ClaimRecord) -> Report:
    run = RunRecord(
        seed=0,
        alpha=0.01,
        error_budget_spent=0.005,
        draws=60,
        seconds=2.0,
        versions={"python": "3.13.0"},
        grid="deep",
        cost=cost(claims, draws_measured=20, cpu_seconds=1.5),
    )
    return Report(run=run, claims=claims, sources=[])


EXPECTED = r"""# Where the claims about L1 and L2 hold

- 1 claims on the deep grid: 5 of 8 cells decided
- 60 draws, 2 s; every outcome is right with chance at least 0.995 (error budget spent: 0.005 of 0.01)
- a decided cell cost 12 draws and 0.3 CPU seconds (20 draws measured in this run, 2 CPU seconds)
- seed 0; python 3.13.0

Worlds of two levels: ● holds in all that are decided, ○ in none, ◐ in this share; ? how many are undecided.

## L1 is so.

`l1-is-so` · force: generic · over these worlds: undecided

### errs-less

Less: 5 %.

tuned strength: holds in 3 of 8 cells, not in 2, undecided in 3.

| share relevant \ samples a feature | 0.4 | 6.4 |
| --- | --- | --- |
| 0.05 | ● | ○ |
| 1 | ● ?1 | ?2 |

| signal-to-noise ratio \ correlation | 0 | 0.9 |
| --- | --- | --- |
| 4 | ◐ 50% ?2 | ◐ 67% ?1 |

Replay a world: `pytest "claims/test_x.py::l1-is-so::errs-less[reg-x+tuned]" --grid deep --seed 0`

"""


def test_the_report_is_written_so():
    assert phase.to_text(published(CLAIM)) == EXPECTED


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], ""),
        (["holds", "holds"], "●"),
        (["fails", "toss-up"], "○"),
        (["holds", "fails", "fails", "toss-up"], "◐ 25%"),
        (["undecided"], "?1"),
        (["holds", "undecided", "undecided"], "● ?2"),
    ],
)
def test_marks(outcomes, expected):
    assert phase.mark([cell(outcome, 1, 1, 1, 1) for outcome in outcomes]) == expected


def test_two_levels_of_the_experiment_have_tables_of_their_own():
    other = tuple(replace(each, dgm="reg-x+weak", outcome="holds") for each in CELLS)
    text = phase.to_text(published(replace(CLAIM, readings=(replace(READING, cells=CELLS + other),))))
    assert "tuned strength: holds in 3 of 8 cells" in text
    assert "weak strength: holds in 8 of 8 cells" in text
    assert text.count("| share relevant ") == 2


def test_lines_say_what_came_out_and_what_is_missing():
    assert list(phase.lines([CLAIM])) == [
        "MAPPED l1-is-so  L1 is so.",
        "       errs-less: holds in 3 of 8 cells, not in 2, undecided in 3",
        "       about 1,200 more draws would decide the rest; allow more with --max-draws",
    ]
    settled = replace(CLAIM, missing_draws=0)
    assert len(list(phase.lines([settled]))) == 2


def test_a_map_with_nothing_decided_is_none_and_says_how_to_go_on():
    assert phase.problem(CLAIM) == ""
    blank = replace(READING, cells=tuple(replace(each, outcome="undecided", draws=4) for each in CELLS))
    empty = replace(CLAIM, readings=(blank,))
    problem = phase.problem(empty)
    assert problem.startswith("l1-is-so: none of its 8 cells is decided after 4 draws at most")
    assert "1,200 more" in problem
    assert "--max-draws" in problem
    assert next(phase.lines([empty])).startswith("NO MAP l1-is-so")
    one = replace(blank, cells=(replace(blank.cells[0], outcome="fails"), *blank.cells[1:]))
    assert phase.problem(replace(CLAIM, readings=(blank, one))) == ""


def test_a_run_that_decided_nothing_names_no_cost():
    blank = replace(READING, cells=tuple(replace(each, outcome="undecided") for each in CELLS))
    found = "\n".join(phase.summary(published(replace(CLAIM, readings=(blank,)))))
    assert "0 of 8 cells decided" in found
    assert "a decided cell cost" not in found
    assert "a decided cell cost" in "\n".join(phase.summary(published(CLAIM)))
