"""Reports of every version are read, and rendered as far as they tell; newer ones and liars are refused."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from regclaims.fixtures.errors import UsageError
from regclaims.reports import past, publish
from regclaims.reports.cli import main
from regclaims.reports.report import SCHEMA_VERSION, to_text
from regclaims.tests.htmltree import problems, tree

CELL = {
    "dgm": "reg-n100-p20-rel1-snr4-ar0",
    "outcome": "holds",
    "draws": 20,
    "successes": 19,
    "threshold": 0.5,
    "interval": [0.6, 1.0],
    "replay": "pytest x",
    "evidence": "frequency",
    "detail": "",
    "factors": {"noise": "little noise"},
}
READING = {
    "name": "smaller-error",
    "says": "Smaller error. As people read it.",
    "verdict": "supported",
    "frequency": "mostly",
    "condition": "",
    "cells": [CELL],
}
CLAIM = {
    "id": "l1-is-so",
    "says": "L1 is so.",
    "force": "generic",
    "rows": ["article:1"],
    "verdict": "supported",
    "kind": None,
    "condition": "",
    "better": [],
    "contradicts": ["l2-is-so"],
    "missing_draws": 0,
    "machine": "",
    "readings": [READING],
}
EVENT = {
    "claim": "l1-is-so",
    "experiment": "fits",
    "method": "l1",
    "dgm": "w",
    "draw": 1,
    "seed": 0,
    "what": "ValueError: no",
    "replay": "python -m x",
}
RUN = {"seed": 0, "alpha": 0.01, "error_budget_spent": 0.005, "draws": 40, "seconds": 1.5, "versions": {"numpy": "2"}}
SOURCE = {"key": "article", "title": "an article", "rows": 2, "covered": 1, "open": 1}
PART = {
    "name": "decision",
    "title": "Is it?",
    "says": "It is.",
    "passed": True,
    "about": {"command": "regclaims x", "date": "2026-01-01", "code": "c", "versions": {}, "machine": "m"},
    "tables": [{"title": "T", "columns": ["a", "b"], "rows": [["x", 0.5]]}],
    "notes": [],
    "plots": [],
}


def first() -> dict[str, Any]:
    """As the first version told it."""
    claim = {**CLAIM, "fragile": "without 'x' (y) the verdict would be contradicted"}
    return deepcopy({"schema_version": 1, "run": RUN, "claims": [claim], "sources": [SOURCE], "events": [EVENT]})


def second() -> dict[str, Any]:
    claim = {**CLAIM, "robustness": "fragile", "turning_level": "without 'x' (y) the verdict would be contradicted"}
    pair = {"claims": ["l1-is-so", "l2-is-so"], "rows": [[], []], "verdicts": ["supported", "contradicted"]}
    return deepcopy({**first(), "schema_version": 2, "claims": [claim], "contradictions": [pair]})


def third() -> dict[str, Any]:
    values = second()
    values["claims"][0]["readings"][0]["cells"][0]["coordinates"] = {"share relevant": 1.0}
    return {**values, "schema_version": 3, "run": {**RUN, "grid": "standard", "cost": None}}


def fourth() -> dict[str, Any]:
    run = {**third()["run"], "code": "c0de", "partial": True}
    return {**third(), "schema_version": 4, "run": run, "trust": [deepcopy(PART)]}


OLD = {1: first, 2: second, 3: third, 4: fourth}


def written(folder: Path, values: Any) -> Path:
    path = folder / "report.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def test_every_older_version_is_tried():
    assert list(OLD) == list(range(1, SCHEMA_VERSION))
    assert [make()["schema_version"] for make in OLD.values()] == list(OLD)


@pytest.mark.parametrize("version", OLD)
def test_an_older_report_is_read_and_becomes_one_of_this_version(tmp_path, version):
    found = past.report(written(tmp_path, OLD[version]()))
    (claim,) = found.claims
    assert (claim.id, claim.verdict, claim.topic) == ("l1-is-so", "supported", "")
    assert (claim.robustness, claim.turning_level) == ("fragile", "without 'x' (y) the verdict would be contradicted")
    assert [event.what for event in found.events] == ["ValueError: no"]
    assert [part.name for part in found.trust] == (["decision"] if version == 4 else [])
    assert found.run.partial is (version == 4)
    again = past.report(written(tmp_path, json.loads(to_text(found))))
    assert again == found


def test_what_was_not_fragile_is_of_unknown_robustness(tmp_path):
    values = first()
    values["claims"][0]["fragile"] = None
    (claim,) = past.report(written(tmp_path, values)).claims
    assert (claim.robustness, claim.turning_level) == ("unknown", "")


@pytest.mark.parametrize("version", OLD)
def test_an_older_report_becomes_a_page_by_the_command(tmp_path, capsys, version):
    path = written(tmp_path, OLD[version]())
    assert main(["report", str(path), "--output", str(tmp_path / "new")]) == 0
    assert capsys.readouterr().out == f"report: {tmp_path / 'new' / publish.PAGE}\n"
    text = (tmp_path / "new" / publish.PAGE).read_text(encoding="utf-8")
    assert problems(tree(text)) == []
    assert "L1 is so." in text
    assert ("Partial report" in text) is (version == 4)
    assert not (tmp_path / "new" / "report.json").exists()


@pytest.mark.parametrize("version", OLD)
@pytest.mark.parametrize("says", OLD)
def test_one_that_says_another_version_is_refused(tmp_path, version, says):
    if says != version:
        with pytest.raises(UsageError, match=r"report\.json: "):
            past.report(written(tmp_path, {**OLD[version](), "schema_version": says}))


def test_a_newer_one_is_refused(tmp_path, capsys):
    path = written(tmp_path, {**fourth(), "schema_version": SCHEMA_VERSION + 1})
    assert main(["report", str(path)]) == 2
    said = capsys.readouterr().err
    assert f"has schema version {SCHEMA_VERSION + 1}, required is {SCHEMA_VERSION} or an older one" in said
    assert "update this one" in said
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("version", [*OLD, SCHEMA_VERSION])
def test_an_empty_claim_to_a_version_is_a_lie(tmp_path, version):
    with pytest.raises(UsageError, match=r"has no 'run'|says that it has schema version"):
        past.report(written(tmp_path, {"schema_version": version}))


def test_what_has_to_stand_once_is_not_read_twice(tmp_path):
    values = json.loads(to_text(past.report(written(tmp_path, fourth()))))
    row = {"number": 1, "claims": [], "nothing": "a question"}
    for name, what in (("claims", "claim l1-is-so"), ("trust", "answer decision"), ("sources", "source article")):
        with pytest.raises(UsageError, match=f"has {what} twice; required is each"):
            past.report(written(tmp_path, {**values, name: values[name] * 2}))
    for rows, fine in (([row], True), ([row, row], False)):
        path = written(tmp_path, {**values, "sources": [{**values["sources"][0], "rows": rows}]})
        if fine:
            assert len(past.report(path).sources[0].rows) == 1
        else:
            with pytest.raises(UsageError, match="has row article:1 twice"):
                past.report(path)
