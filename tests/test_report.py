"""The record of a run: it survives JSON, fits its schema, and counts what it says it counts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.records import CellRecord, ClaimRecord, EventRecord, ReadingRecord, from_json, to_json
from regclaims.claims.sources import Row, Source
from regclaims.claims.verdict import Force, Kind, NotEmpirical, Verdict
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Outcome
from regclaims.reports import report
from regclaims.reports.report import Report, RunRecord, budget_spent, cost, draws_looked_at, source_record, to_text

SCHEMA = json.loads(Path(report.__file__).with_name("report.schema.json").read_text(encoding="utf-8"))

CELL = CellRecord(
    dgm="reg-n100-p20-rel1-snr4-ar0+tuned",
    outcome=Outcome.HOLDS,
    draws=20,
    successes=19,
    threshold=0.5,
    interval=(0.625, 1.0),
    replay='pytest "claims/test_x.py::a-claim::a-reading[reg-n100-p20-rel1-snr4-ar0+tuned]" --seed 0',
    evidence="frequency",
    factors={"task": "regression", "noise": "little noise"},
    coordinates={"share relevant": 1.0, "samples a feature": 5.0},
)
EXACT = replace(
    CELL,
    dgm="Ridge",
    threshold=None,
    interval=None,
    evidence="exact",
    detail="Problem(...)",
    factors={},
    coordinates={},
)
COUNT = replace(EXACT, dgm="regressors", draws=1, successes=1, evidence="count", detail="l2: 13, l1: 4")
READING = ReadingRecord(
    name="a-reading", says="Sense: why.", verdict="supported", frequency="mostly", condition="", cells=(CELL,)
)
EVENT = EventRecord(
    claim="a-claim",
    experiment="fits",
    method="l1",
    dgm="reg-n100-p20-rel1-snr4-ar0",
    draw=7,
    seed=0,
    what="NaN in tuned/l1.test_error",
    replay="python -m regclaims.fixtures.replay fits l1 reg-n100-p20-rel1-snr4-ar0 7 --seed 0",
)
CLAIM = ClaimRecord(
    id="a-claim",
    says="L1 is so.",
    force="generic",
    rows=("article:13", "qa:7"),
    verdict="supported",
    kind=None,
    condition="",
    better=(),
    contradicts=("another-claim",),
    robustness="robust",
    turning_level="",
    missing_draws=0,
    machine="",
    readings=(READING, replace(READING, name="b", cells=(EXACT, COUNT), frequency="always")),
    events=(EVENT,),
    series={"fits l1 reg-n100-p20-rel1-snr4-ar0": 20, "fits l2 reg-n100-p20-rel1-snr4-ar0": 20},
)
ILL_POSED = {"verdict": "ill-posed", "condition": "holds where: little noise", "better": ("a-better-claim",)}
CLAIMS = {
    "supported": CLAIM,
    "fragile": replace(
        CLAIM,
        robustness="fragile",
        turning_level="without 'little noise' (noise) the verdict would be ill-posed: depends",
    ),
    "contradicted": replace(CLAIM, verdict="contradicted", force="always", better=("a-better-claim",)),
    "undecided": replace(CLAIM, verdict="undecided", missing_draws=1200, force="can"),
    "depends": replace(CLAIM, **ILL_POSED, kind="depends", force="usually"),
    "ambiguous": replace(CLAIM, **ILL_POSED, kind="ambiguous", machine="a computer"),
    "not empirical": replace(
        CLAIM, **ILL_POSED | {"condition": str(NotEmpirical.TASTE)}, kind=Kind.NOT_EMPIRICAL, readings=()
    ),
    "words as the decision has them": replace(CLAIM, verdict=Verdict.ILL_POSED, kind=Kind.DEPENDS, force=Force.CAN),
}
ROWS = Row(1, "0" * 64, ("a-claim",), ""), Row(2, "1" * 64, ("unheard-of",), "")
SOURCE = source_record(Source("article", "an article", ROWS), {"a-claim"})


def published(*claims: ClaimRecord) -> Report:
    run = RunRecord(seed=0, alpha=0.01, error_budget_spent=0.005, draws=40, seconds=1.5, versions={"python": "3.13.0"})
    return Report(run=run, claims=claims, sources=[SOURCE])


def parsed(*claims: ClaimRecord) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(to_text(published(*claims)))
    return content


def fits_schema(content: dict[str, Any]) -> bool:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(content)


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_every_verdict_and_kind_fits_the_schema(claim):
    jsonschema.validate(parsed(claim), SCHEMA)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("frequency", [MOSTLY, NEARLY_ALWAYS, SOMETIMES])
def test_every_outcome_and_frequency_fits_the_schema(outcome, frequency):
    cell = replace(CELL, outcome=outcome, threshold=frequency.threshold, draws=0, successes=0, interval=None)
    jsonschema.validate(
        parsed(replace(CLAIM, readings=(replace(READING, cells=(cell,), frequency=frequency.words),))), SCHEMA
    )


@pytest.mark.parametrize(
    "lie",
    [
        {"verdict": "suported"},
        {"verdict": "ill-posed", "kind": None},
        {"verdict": "supported", "kind": "depends"},
        {"verdict": "ill-posed", "kind": "nonsense"},
        {"force": "mostly"},
        {"id": "A claim"},
        {"says": ""},
        {"missing_draws": -1},
        {"rows": ["article"]},
        {"surplus": 1},
        {"readings": [{**to_json(READING), "cells": []}]},
        {"readings": [{**to_json(READING), "frequency": "often"}]},
        {"readings": [{**to_json(READING), "cells": [{**to_json(CELL), "outcome": "wins"}]}]},
        {"readings": [{**to_json(READING), "cells": [{**to_json(CELL), "interval": [0.5]}]}]},
        {"readings": [{**to_json(READING), "cells": [{**to_json(CELL), "interval": [-0.5, 1.0]}]}]},
        {"readings": [{**to_json(READING), "cells": [{**to_json(CELL), "draws": 1.5}]}]},
        {"readings": [{**to_json(READING), "cells": [{**to_json(CELL), "coordinates": {"noise": "little"}}]}]},
    ],
    ids=str,
)
def test_the_schema_rejects_lies_about_a_claim(lie):
    content = parsed(CLAIM)
    assert fits_schema(content)
    content["claims"][0] |= lie
    assert not fits_schema(content)


@pytest.mark.parametrize("key", ["schema_version", "run", "claims", "sources", "contradictions", "events", "trust"])
def test_the_schema_asks_for_every_part_and_no_other(key):
    content = parsed(CLAIM)
    assert not fits_schema({name: value for name, value in content.items() if name != key})
    assert not fits_schema({**content, "surplus": 0})
    assert not fits_schema({**content, "schema_version": 0})


def test_every_field_of_a_claim_is_asked_for():
    content = parsed(CLAIM)
    for name in list(content["claims"][0]):
        assert not fits_schema({**content, "claims": [{k: v for k, v in content["claims"][0].items() if k != name}]})


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_records_survive_json(claim):
    assert from_json(json.loads(json.dumps(to_json(claim)))) == claim
    assert from_json(to_json(claim)) == claim
    assert from_json(to_json(replace(claim, says="something else"))) != claim


@given(st.text(min_size=1), st.text())
def test_any_text_survives_json(says, detail):
    claim = replace(CLAIM, says=says, readings=(replace(READING, cells=(replace(EXACT, detail=detail),)),))
    assert from_json(json.loads(json.dumps(to_json(claim)))) == claim
    content = parsed(claim)
    assert content["claims"][0]["says"] == says
    assert content["claims"][0]["readings"][0]["cells"][0]["detail"] == detail


def test_json_holds_plain_words_only():
    plain = to_json(CLAIMS["words as the decision has them"])
    assert [type(plain[name]) for name in ("verdict", "kind", "force")] == [str] * 3


def test_draws_of_a_shared_series_count_once():
    one = replace(CLAIM, series={"fits l1 A": 20, "fits l2 A": 20})
    other = replace(CLAIM, id="b", series={"fits l1 A": 35, "fits none A": 10})
    assert draws_looked_at([one]) == 40
    assert draws_looked_at([one, other]) == draws_looked_at([other, one]) == 35 + 20 + 10
    assert draws_looked_at([one, one, replace(one, id="c")]) == 40
    assert draws_looked_at([]) == 0


def test_the_budget_is_spent_by_sampled_cells_that_were_looked_at():
    unseen = replace(CELL, dgm="unseen", draws=0, successes=0)
    claim = replace(CLAIM, readings=(replace(READING, cells=(CELL, unseen, EXACT, COUNT)),))
    assert budget_spent([claim], 0.01, 4) == pytest.approx(0.01 / 4)
    assert budget_spent([claim, claim], 0.01, 4) == pytest.approx(0.02 / 4)
    assert budget_spent([CLAIMS["not empirical"]], 0.01, 4) == 0
    assert budget_spent([], 0.01, 0) == 0


UNDECIDED = replace(CELL, dgm="other", outcome=Outcome.UNDECIDED)
SWEPT = replace(CLAIM, readings=(replace(READING, cells=(CELL, replace(CELL, dgm="b", outcome="fails"), UNDECIDED)),))


def test_cost_is_that_of_decided_cells_with_the_draws_of_the_others_in_it():
    found = cost([SWEPT], draws_measured=10, cpu_seconds=3.0)
    assert (found.cells, found.decided, found.draws_measured) == (3, 2, 10)
    assert found.draws_per_decided_cell == 40 / 2
    assert found.cpu_seconds_per_decided_cell == 1.5


def test_nothing_decided_has_no_cost_a_cell():
    found = cost([replace(SWEPT, readings=(replace(READING, cells=(UNDECIDED,)),))], 10, 3.0)
    assert (found.decided, found.draws_per_decided_cell, found.cpu_seconds_per_decided_cell) == (0, None, None)


def test_a_deep_run_fits_the_schema_and_a_false_one_does_not():
    run = replace(published(SWEPT).run, grid="deep", cost=cost([SWEPT], 10, 3.0))
    content = json.loads(to_text(replace(published(SWEPT), run=run)))
    assert fits_schema(content)
    assert content["run"]["cost"]["decided"] == 2
    assert parsed(SWEPT)["run"]["cost"] is None
    for lie in ({"grid": "deeper"}, {"cost": {}}, {"cost": {**content["run"]["cost"], "decided": -1}}):
        assert not fits_schema({**content, "run": content["run"] | lie})


def test_events_are_told_once_and_in_order():
    later, other = replace(EVENT, draw=9), replace(EVENT, claim="b")
    told = published(replace(CLAIM, events=(later, EVENT)), replace(CLAIM, id="b", events=(other,))).events
    assert [event.draw for event in told] == [7, 9]


def test_sources_are_counted_against_known_claims():
    (source,) = parsed(CLAIM)["sources"]
    rows = [{"number": 1, "claims": ["a-claim"], "nothing": ""}, {"number": 2, "claims": ["unheard-of"], "nothing": ""}]
    assert source == {"key": "article", "title": "an article", "rows": rows, "covered": 1, "open": 1}


def test_verdicts_are_counted():
    found = published(*CLAIMS.values())
    counted = [found.count(verdict) for verdict in Verdict]
    assert dict(zip(Verdict, counted, strict=True)) == {
        "supported": 2,
        "contradicted": 1,
        "ill-posed": 4,
        "undecided": 1,
    }
