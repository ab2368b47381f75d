"""The last runs are remembered in one small file, and what changed is told of what was decided."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.reports import history
from regclaims.reports.history import KEPT, History, PastRun, Turn, read, with_run
from regclaims.reports.wording import ruling
from regclaims.tests import records
from regclaims.tests.hostile import texts

RUN = PastRun(
    finished="2026-01-02T03:04:05+00:00",
    seed=3,
    claims=2,
    counts={"supported": 2},
    versions={"numpy": "2"},
    code="c0de",
    partial=False,
)


def found(verdict: str, kind: str | None = None, id: str = "a"):
    return replace(records.PLAIN, id=id, verdict=verdict, kind=kind)


def test_a_ruling_is_the_verdict_with_its_kind():
    assert ruling(found("supported")) == "supported"
    assert ruling(found("ill-posed", "depends")) == "ill-posed: depends"


def test_what_changed_is_told_against_what_was_last_seen_of_each_claim():
    first = with_run(History(), RUN, [found("supported"), found("ill-posed", "depends", "b")])
    assert first.runs == [RUN]
    second = with_run(first, RUN, [found("contradicted")])
    third = with_run(second, RUN, [found("contradicted"), found("ill-posed", "ambiguous", "b")])
    assert second.runs[-1].changes == (Turn(claim="a", was="supported", now="contradicted"),)
    assert third.runs[-1].changes == (Turn(claim="b", was="ill-posed: depends", now="ill-posed: ambiguous"),)
    assert third.verdicts == {"a": "contradicted", "b": "ill-posed: ambiguous"}


def test_claims_that_are_new_or_the_same_are_no_change():
    before = with_run(History(), RUN, [found("supported")])
    assert with_run(before, RUN, [found("supported"), found("supported", id="b")]).runs[-1].changes == ()


def test_what_is_not_decided_changes_nothing():
    before = with_run(History(), RUN, [found("supported")])
    after = with_run(before, RUN, [found("undecided")])
    assert after.runs[-1].changes == ()
    assert after.verdicts == before.verdicts
    assert with_run(after, RUN, [found("contradicted")]).runs[-1].changes != ()


@given(st.integers(0, 3 * KEPT))
def test_only_the_last_runs_are_kept(count):
    made = History()
    for seed in range(count):
        made = with_run(made, replace(RUN, seed=seed), [found("supported")])
    assert [run.seed for run in made.runs] == list(range(count))[-KEPT:]


def test_a_history_survives_its_file(tmp_path):
    made = with_run(with_run(History(), RUN, [found("supported")]), RUN, [found("contradicted")])
    (tmp_path / history.NAME).write_text(history.dumps(made), encoding="utf-8")
    assert read(tmp_path) == (made, "")
    assert read(tmp_path)[0] != History()


@given(texts)
def test_any_text_survives_the_file_and_is_written_in_codes(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("history")
    turn = Turn(claim=text, was=text, now=text)
    run = replace(RUN, finished=text, counts={text: 1}, versions={text: text}, code=text, changes=(turn,))
    made = History(verdicts={text: text}, runs=[run])
    (folder / history.NAME).write_text(history.dumps(made), encoding="utf-8")
    assert read(folder) == (made, "")
    assert all(line.isprintable() for line in history.dumps(made).split("\n"))


def test_where_there_is_none_one_begins(tmp_path):
    assert read(tmp_path) == (History(), "")


def lied(change) -> str:
    values = json.loads(history.dumps(History(verdicts={"a": "supported"}, runs=[RUN])))
    change(values)
    return json.dumps(values)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not JSON"),
        ("[]", "the whole: found"),
        (lied(lambda values: values.pop("runs")), "has no 'runs'"),
        (lied(lambda values: values["verdicts"].update(a=1)), "verdicts.a: found 1"),
        (lied(lambda values: values["runs"][0].update(seed=-1)), "runs[0].seed: found -1"),
        (lied(lambda values: values["runs"][0].update(more=1)), "found 'more'"),
        (lied(lambda values: values["runs"][0].update(changes=[{}])), "has no 'claim'"),
    ],
)
def test_what_is_no_history_is_said_and_a_new_one_begins(tmp_path, content, said):
    (tmp_path / history.NAME).write_text(content, encoding="utf-8")
    made, problem = read(tmp_path)
    assert made == History()
    assert said in problem
    assert problem.startswith(str(tmp_path / history.NAME))
    assert problem.endswith("; a new history begins")
