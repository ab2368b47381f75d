"""``regclaims compare``: every kind of change is named, and nothing is where nothing changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from regclaims.claims.records import ClaimRecord
from regclaims.fixtures.errors import UsageError
from regclaims.reports import compare, report
from regclaims.reports.cli import main
from regclaims.reports.past import Past
from regclaims.reports.report import Report, RunRecord
from regclaims.tests.test_markdown import CLAIM, PLAIN

RUN = RunRecord(
    seed=0, alpha=0.01, error_budget_spent=0.01, draws=9, seconds=2.0, versions={"numpy": "1.26.0"}, code="c0de"
)
OTHER = replace(PLAIN, id="other", readings=())


def past(*claims: ClaimRecord, name: str = "a.json", run: RunRecord = RUN) -> Past:
    return Past(name=name, run=run, claims={claim.id: claim for claim in claims})


def changed(before: ClaimRecord, after: ClaimRecord) -> list[tuple[str, str, str, str]]:
    found = compare.of(past(before, OTHER), past(after, OTHER))
    return [(change.what, change.place, change.before, change.after) for change in found.changes]


def with_cells(**change) -> ClaimRecord:
    """The claim with its first cell changed."""
    reading = CLAIM.readings[0]
    cells = (replace(reading.cells[0], **change), *reading.cells[1:])
    return replace(CLAIM, readings=(replace(reading, cells=cells),))


PLACE = "smaller-error[reg-n100+gradient_descent]"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (CLAIM, []),
        (
            replace(CLAIM, verdict="supported", kind=None),
            [("verdict", "", "ill-posed: depends", "supported")],
        ),
        (
            replace(CLAIM, kind="ambiguous"),
            [("verdict", "", "ill-posed: depends", "ill-posed: ambiguous")],
        ),
        (
            replace(CLAIM, verdict="undecided", kind=None),
            [("verdict", "", "ill-posed: depends", "undecided")],
        ),
        (replace(CLAIM, says="L1."), [("statement", "", "L1 is so.", "L1.")]),
        (replace(CLAIM, force="can"), [("force", "", "generic", "can")]),
        (replace(CLAIM, condition=""), [("condition", "", "holds where: few features matter", "(none)")]),
        (
            replace(CLAIM, robustness="robust", turning_level=""),
            [("robustness", "", f"fragile: {CLAIM.turning_level}", "robust")],
        ),
        (replace(CLAIM, better=("x",)), [("correction", "", "l1-is-better-said, l1-is-this", "x")]),
        (with_cells(outcome="fails"), [("outcome", PLACE, "holds", "fails")]),
        (with_cells(outcome="undecided"), [("undecided", PLACE, "holds", "undecided")]),
        (with_cells(interval=(0.0, 0.5)), [("interval", PLACE, "0.625 to 1.000", "0.000 to 0.500")]),
        (with_cells(interval=(0.0, 0.625)), []),
        (with_cells(interval=(0.7, 0.8)), []),
        (with_cells(interval=None), []),
        (with_cells(successes=18, draws=21), []),
        (with_cells(dgm="x"), [("cell", PLACE, "holds", "(none)"), ("cell", "smaller-error[x]", "(none)", "holds")]),
        (replace(CLAIM, missing_draws=5, machine="m", rows=()), []),
    ],
)
def test_every_change_is_named_and_nothing_else(after, expected):
    assert changed(CLAIM, after) == expected
    assert [what for what, *_ in changed(after, CLAIM)] == [what for what, *_ in expected]


def test_the_weightiest_changes_come_first():
    after = replace(with_cells(outcome="fails", interval=(0.0, 0.1)), verdict="supported", kind=None, condition="x")
    assert [what for what, *_ in changed(CLAIM, after)] == ["verdict", "condition", "outcome", "interval"]


def test_claims_of_one_report_alone_and_circumstances():
    run = replace(RUN, seed=1, versions={"numpy": "2.4.0", "scipy": "1.17"}, partial=True)
    found = compare.of(past(CLAIM, PLAIN), past(OTHER, CLAIM, name="b.json", run=run))
    assert found.only == (("p",), ("other",))
    assert found.common == 1
    assert found.different == ["seed", "partial", "numpy", "scipy"]
    assert found.circumstances["scipy"] == ("(none)", "1.17")
    assert found.circumstances["code"] == ("c0de", "c0de")


def test_verdicts_that_read_the_clock_say_so():
    found = compare.of(past(CLAIM), past(replace(CLAIM, verdict="supported", kind=None, machine="m")))
    assert found.timed == (CLAIM.id,)
    assert "VERDICT    l1-is-so (reads the clock): ill-posed: depends -> supported" in compare.to_text(found)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(UsageError, match="have no claim in common"):
        compare.of(past(CLAIM), past(OTHER))
    deep = past(CLAIM, name="deep.json", run=replace(RUN, grid="deep"))
    for pair in ((deep, past(CLAIM)), (past(CLAIM), deep)):
        with pytest.raises(UsageError, match=r"^deep\.json: is of the deep grid"):
            compare.of(*pair)


@pytest.fixture
def written(tmp_path):
    def write(name: str, *claims: ClaimRecord, run: RunRecord = RUN) -> Path:
        path = tmp_path / name
        made = Report(run=run, claims=claims, sources=())
        path.write_text(report.to_text(made), encoding="utf-8")
        return path

    return write


TEXT = """\
from {a}
to   {b}
  seed: 0
  alpha: 0.01
  code: c0de
  partial: no
  numpy: 1.26.0 -> 2.4.0
VERDICT    l1-is-so: ill-posed: depends -> supported
condition  l1-is-so
  from holds where: few features matter
  to   holds where: many features matter, in the long run
only in {b}: p
1 claims in both; verdicts changed: 1; other changes: 1 condition
"""


def test_what_the_command_prints_word_by_word(written, capsys):
    a = written("a.json", CLAIM)
    changed = replace(
        CLAIM, verdict="supported", kind=None, condition="holds where: many features matter, in the long run"
    )
    b = written("b.json", changed, PLAIN_WHOLE, run=replace(RUN, versions={"numpy": "2.4.0"}))
    assert main(["compare", str(a), str(b)]) == 1
    assert capsys.readouterr() == (TEXT.format(a=a, b=b), "")
    assert main(["compare", str(a), str(b), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["comparison_version"], found["verdicts_changed"], found["common"]) == (1, 1, 1)
    assert found["changes"][0] == {
        "what": "verdict",
        "claim": "l1-is-so",
        "place": "",
        "before": "ill-posed: depends",
        "after": "supported",
    }
    assert main(["compare", str(a), str(b), "--format", "markdown"]) == 1
    tables = [token for token in MarkdownIt("gfm-like").parse(capsys.readouterr().out) if token.type == "table_open"]
    assert len(tables) == 2


PLAIN_WHOLE = replace(PLAIN, readings=())


def test_exit_status(written, capsys):
    same, other = written("a.json", CLAIM), written("b.json", replace(CLAIM, condition="x"))
    assert main(["compare", str(same), str(same)]) == 0
    assert main(["compare", str(same), str(other)]) == 0
    assert main(["compare", str(same), str(written("c.json", PLAIN_WHOLE))]) == 2
    assert main(["compare", str(same), str(same.with_name("none.json"))]) == 2
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err
