"""The badge is in the schema of a shields endpoint and tells the counts."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from regclaims.reports import badge
from regclaims.tests import test_report

SHAPE = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {
            "enum": ["brightgreen", "green", "yellowgreen", "yellow", "orange", "red", "blue", "lightgrey", "inactive"]
        },
    },
}
"""What an endpoint may say; colours by the names that shields knows."""


def told(*verdicts: str, partial: bool = False) -> dict:
    kinds = {"ill-posed": "depends"}
    claims = [replace(test_report.CLAIM, id=f"c{i}", verdict=v, kind=kinds.get(v)) for i, v in enumerate(verdicts)]
    report = test_report.published(*claims)
    made = json.loads(badge.to_text(replace(report, run=replace(report.run, partial=partial))))
    jsonschema.validate(made, SHAPE)
    return made


@pytest.mark.parametrize(
    ("verdicts", "message", "color"),
    [
        (["supported"] * 2 + ["ill-posed", "contradicted"], "2 supported, 1 contradicted, 1 ill-posed", "blue"),
        (["supported"], "1 supported", "blue"),
        (["undecided", "supported"], "1 supported, 1 undecided", "yellow"),
        ([], "none", "blue"),
    ],
)
def test_counts_are_told_in_order_and_what_is_open_in_colour(verdicts, message, color):
    made = told(*verdicts)
    assert (made["message"], made["color"]) == (message, color)


def test_a_partial_run_is_grey():
    assert told("supported", partial=True)["color"] == "inactive"


@pytest.mark.parametrize("lie", [{"message": ""}, {"schemaVersion": 2}, {"colour": "blue"}, {"color": "bluish"}])
def test_what_is_no_badge_is_told(lie):
    assert not jsonschema.Draft202012Validator(SHAPE).is_valid(told("supported") | lie)
