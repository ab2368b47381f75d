"""What the terminal says, line by line."""

from __future__ import annotations

from dataclasses import replace

from regclaims.claims.records import ClaimRecord, EventRecord
from regclaims.claims.sources import Row, Source
from regclaims.claims.verdict import Kind, Verdict
from regclaims.fixtures.sequential import Outcome
from regclaims.reports.report import Report, RunRecord, source_record
from regclaims.reports.terminal import LETTERS, WORDS, lines, partial, summary
from regclaims.tests.records import PLAIN

CLAIMS = [
    PLAIN,
    replace(
        PLAIN,
        id="b",
        says="B.",
        verdict="contradicted",
        robustness="fragile",
        turning_level="without 'x' (y) the verdict would be supported",
    ),
    replace(PLAIN, id="c", says="C.", verdict="ill-posed", kind="ambiguous"),
    replace(PLAIN, id="d", says="D.", verdict="undecided", missing_draws=12345),
]
RUN = RunRecord(seed=0, alpha=0.01, error_budget_spent=0.0025, draws=12345, seconds=83.4, versions={})
ROWS = Row(1, "0" * 64, ("l1-is-so",), ""), Row(2, "1" * 64, ("other",), "")
SOURCE = source_record(Source("article", "an article", ROWS), {"l1-is-so"})
EVENT = EventRecord(
    claim="b",
    experiment="fits",
    method="l1",
    dgm="W",
    draw=3,
    seed=0,
    what="ValueError: no",
    replay="python -m regclaims.fixtures.replay fits l1 W 3 --seed 0",
)


def report(claims: list[ClaimRecord]) -> Report:
    return Report(run=RUN, claims=claims, sources=[SOURCE])


def test_one_line_a_claim():
    assert list(lines(CLAIMS)) == [
        "SUPPORTED                   l1-is-so  L1 is so.",
        "CONTRADICTED                b         B.",
        "                            fragile: without 'x' (y) the verdict would be supported",
        "ILL-POSED (ambiguous)       c         C.",
        "UNDECIDED                   d         D.",
        "                            about 12,345 more draws needed; allow them with --max-draws",
    ]
    assert list(lines([])) == []


def test_ids_stand_in_one_column():
    kinds = [replace(PLAIN, verdict="ill-posed", kind=kind) for kind in Kind]
    assert len({line.index("l1-is-so") for line in lines([PLAIN, *kinds])}) == 1


def test_what_an_ill_posed_claim_turns_on_is_told():
    depends = replace(PLAIN, verdict="ill-posed", kind="depends", condition="holds where: little noise")
    assert any("holds where: little noise" in line for line in lines([depends]))


def test_a_run_that_was_broken_off_says_how_far_it_came():
    broken_off = replace(report(CLAIMS), run=replace(RUN, partial=True))
    (line,) = partial(broken_off)
    assert line.startswith("PARTIAL: broken off with 3 of 4 claims decided")
    assert list(partial(report(CLAIMS))) == []


def test_summary_of_a_run():
    assert list(summary(report(CLAIMS))) == [
        "4 claims: 1 supported, 1 contradicted, 1 ill-posed, 1 undecided",
        "12,345 draws, 83 s; every outcome is right with chance at least 0.9975 (error budget spent: 0.0025 of 0.01)",
        "source article: 1 of 2 rows covered, 1 open",
    ]


def test_failed_draws_are_counted_with_a_way_to_see_one():
    failed = replace(PLAIN, events=(replace(EVENT, draw=8), EVENT))
    assert list(summary(report([failed])))[-1] == (
        "2 draws failed; first: ValueError: no; replay: python -m regclaims.fixtures.replay fits l1 W 3 --seed 0"
    )
    assert not any("failed" in line for line in summary(report([PLAIN])))


def test_every_verdict_and_outcome_has_a_word():
    assert set(WORDS) == set(Verdict)
    assert set(LETTERS) == set(Outcome)
    assert len({word[0] for word in WORDS.values()}) == len(WORDS)
    assert len(set(LETTERS.values())) == len(LETTERS)
