"""Recorded answers about the laboratory: they survive their files, are shown whole, and name the code they hold for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from regclaims.fixtures.appraisal import About, Part, Table, about, lines
from regclaims.fixtures.errors import UsageError
from regclaims.reports import trust
from regclaims.reports.trust.markdown import section

PART = Part(
    name="decision",
    title="Is the promised error rate kept?",
    says="2 of 1,000 outcomes were wrong.",
    passed=True,
    about=About(command="regclaims decision", date="2026-01-01", code="c0de", versions={"numpy": "2"}, machine="m"),
    tables=(Table(title="Wrong outcomes", columns=("theta", "share"), rows=((0.5, 0.0123456), ("all", 1200))),),
    notes=("Of simulated draws.",),
    plots=("decision.svg",),
)


def test_an_answer_survives_its_file(tmp_path):
    trust.write(PART, tmp_path)
    assert trust.read(tmp_path) == [PART]


def test_answers_come_in_order(tmp_path):
    for name in ("zzz", "coverage", "decision"):
        trust.write(replace(PART, name=name), tmp_path)
    assert [part.name for part in trust.read(tmp_path)] == ["decision", "coverage", "zzz"]


@pytest.mark.parametrize("field", ["name", "plots"])
def test_a_file_whose_names_lead_elsewhere_is_refused(tmp_path, field):
    path = trust.write(PART, tmp_path)
    values = json.loads(path.read_text(encoding="utf-8"))
    values[field] = "../x" if field == "name" else ["../../x.svg"]
    path.write_text(json.dumps(values))
    with pytest.raises(UsageError, match=r"no recorded answer.*\.\./"):
        trust.read(tmp_path)


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"name": "x"}', "null"])
def test_a_file_that_is_no_answer_is_named(tmp_path, spoilt):
    (tmp_path / "decision.json").write_text(spoilt)
    with pytest.raises(UsageError, match=r"decision\.json: no recorded answer"):
        trust.read(tmp_path)


def test_all_that_is_committed_can_be_read():
    for part in trust.read():
        assert all((trust.FOLDER / plot).is_file() for plot in part.plots)


def test_a_table_with_a_gap_is_refused():
    with pytest.raises(ValueError, match="required are 2 entries a row"):
        Table(title="t", columns=("a", "b"), rows=((1,),))


def test_the_section_shows_numbers_and_circumstances():
    text = "\n".join(section([PART], code="c0de"))
    for shown in ("2 of 1,000 outcomes", "| 0.5 | 0.01235 |", "| all | 1,200 |", "regclaims decision", "very code"):
        assert shown in text
    assert "![Is the promised error rate kept?](decision.svg)" in text


def test_the_section_says_when_the_code_is_another_and_when_the_promise_is_broken():
    text = "\n".join(section([replace(PART, passed=False)], code="other"))
    assert "with other code (c0de)" in text
    assert "**not as promised**" in text
    assert list(section([], code="c0de")) == []


def test_a_terminal_gets_the_same_numbers():
    text = "\n".join(lines(PART))
    assert "as promised" in text
    assert "0.01235" in text


def test_circumstances_are_found():
    found = about("regclaims decision")
    assert len(found.code) == 16
    assert json.dumps(found.versions)
