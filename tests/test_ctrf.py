"""The run in the Common Test Report Format: its required fields, and a test passes if it is what is on record."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given, settings

from regclaims.reports import ctrf, wording
from regclaims.reports.report import Standing
from regclaims.tests import test_report
from regclaims.tests.hostile import ALL, FRAGMENTS, spoilt, texts
from regclaims.tests.test_hostile import every

STATUSES = ("passed", "failed", "skipped", "pending", "other")
COUNT = {"type": "integer", "minimum": 0}
SHAPE = {
    "type": "object",
    "required": ["reportFormat", "specVersion", "results"],
    "properties": {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": "^[0-9]+[.][0-9]+[.][0-9]+$"},
        "results": {
            "type": "object",
            "required": ["tool", "summary", "tests"],
            "additionalProperties": False,
            "properties": {
                "tool": {"type": "object", "required": ["name"], "properties": {"name": {"minLength": 1}}},
                "summary": {
                    "type": "object",
                    "required": ["tests", *STATUSES, "start", "stop"],
                    "additionalProperties": False,
                    "properties": dict.fromkeys(("tests", *STATUSES, "start", "stop"), COUNT),
                },
                "tests": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "status", "duration"],
                        "additionalProperties": False,
                        "properties": {
                            "name": {"type": "string", "minLength": 1},
                            "status": {"enum": list(STATUSES)},
                            "duration": COUNT,
                            "suite": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                            "message": {"type": "string"},
                            "trace": {"type": "string"},
                            "tags": {"type": "array", "items": {"type": "string"}},
                            "extra": {"type": "object"},
                        },
                    },
                },
                "environment": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "appName": {"type": "string"},
                        "buildName": {"type": "string"},
                        "extra": {"type": "object"},
                    },
                },
            },
        },
    },
    "additionalProperties": False,
}
"""Of the format's published schema, version 0.0, what is used here."""

CLAIMS = [replace(claim, id=f"c{i}") for i, claim in enumerate(test_report.CLAIMS.values())]
PLAIN = test_report.published(*CLAIMS)
REPORT = replace(PLAIN, run=replace(PLAIN.run, finished="2026-01-02T03:04:05+00:00", seconds=1.5))
FINISHED = 1767323045000


def standing(verdict: str, kind: str | None = None) -> Standing:
    return Standing(verdict=verdict, kind=kind, since="2026-01-01", versions={})


def results(report) -> dict:
    made = json.loads(ctrf.to_text(report))
    jsonschema.validate(made, SHAPE)
    return made["results"]


def test_the_format_is_kept_and_what_breaks_it_is_told():
    made = json.loads(ctrf.to_text(REPORT))
    jsonschema.validate(made, SHAPE)
    validator = jsonschema.Draft202012Validator(SHAPE)
    for key in SHAPE["required"]:
        assert not validator.is_valid({name: value for name, value in made.items() if name != key})
    made["results"]["tests"][0]["status"] = "supported"
    assert not validator.is_valid(made)


@pytest.mark.parametrize(
    ("verdict", "kind", "entry", "status"),
    [
        ("supported", None, standing("supported"), "passed"),
        ("ill-posed", "depends", standing("ill-posed", "depends"), "passed"),
        ("ill-posed", "depends", standing("ill-posed", "ambiguous"), "failed"),
        ("supported", None, standing("contradicted"), "failed"),
        ("supported", None, None, "failed"),
        ("undecided", None, standing("supported"), "other"),
        ("undecided", None, None, "other"),
    ],
)
def test_a_claim_passes_if_it_is_what_is_on_record(verdict, kind, entry, status):
    claim = replace(test_report.CLAIM, verdict=verdict, kind=kind)
    (test,) = results(replace(REPORT, claims=[claim], ledger={claim.id: entry} if entry else {}))["tests"]
    assert test["status"] == status
    assert test["message"] == wording.verdict(claim)
    assert ("trace" in test) == (status == "failed")


def test_what_differs_is_told():
    (test,) = results(replace(REPORT, claims=[test_report.CLAIM]))["tests"]
    assert test["trace"] == "found supported, on record nothing"


def test_statuses_add_up():
    made = results(replace(REPORT, ledger={"c0": standing("supported")}))
    summary = made["summary"]
    assert summary["tests"] == len(made["tests"]) == len(CLAIMS) == sum(summary[status] for status in STATUSES)
    assert [test["name"] for test in made["tests"] if test["status"] == "passed"] == ["c0"]
    assert summary["passed"] == summary["other"] == 1


def test_the_run_began_its_length_before_it_ended():
    summary = results(REPORT)["summary"]
    assert (summary["start"], summary["stop"]) == (FINISHED - 1500, FINISHED)


@pytest.mark.parametrize("finished", ["", "x", "2026-13-40", "0001-01-01T00:00:00+23:59", "9999-99-99T00:00:00"])
def test_a_report_that_tells_no_date_ended_at_none(finished):
    summary = results(replace(REPORT, run=replace(REPORT.run, finished=finished, seconds=1e308)))["summary"]
    assert (summary["start"], summary["stop"]) == (0, 0)


@settings(max_examples=40, deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL])
def test_any_text_is_held_as_text(text):
    claims = [replace(spoilt(claim, text), id=claim.id) for claim in CLAIMS]
    made = results(replace(REPORT, run=replace(spoilt(REPORT.run, text), grid="standard"), claims=claims))
    assert made["tests"][0]["extra"]["says"] == made["environment"]["buildName"] == text
    assert ctrf.to_text(replace(REPORT, claims=claims)).isascii()
