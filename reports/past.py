"""A ``report.json`` read back, of this version or an older one, as far as it tells what it was made from."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from regclaims.claims.records import ClaimRecord, from_json
from regclaims.fixtures.errors import UsageError
from regclaims.reports import history, reading, schema, trust
from regclaims.reports.ledger import Former
from regclaims.reports.report import SCHEMA_VERSION, Cost, Report, RowRecord, RunRecord, SourceRecord, Standing

SCHEMA = Path(__file__).with_name("report.schema.json")


@dataclass(frozen=True, kw_only=True)
class Past:
    """A report that was read: how the run was made and what came out."""

    name: str
    """Where it was read."""
    run: RunRecord
    claims: Mapping[str, ClaimRecord]
    """By id, in the order of the report."""


def read(path: Path) -> Past:
    """Read a ``report.json``; :class:`UsageError` says what is wrong with it."""
    found = report(path)
    return Past(name=str(path), run=found.run, claims={claim.id: claim for claim in found.claims})


def report(path: Path) -> Report:
    """The report in a ``report.json``; :class:`UsageError` says what is wrong with it."""
    values = reading.parse(reading.text(path, reading.REPORT_BYTES), str(path))
    values = _of_this_version(values, str(path))
    schema.check(values, _schema(), str(path))
    _once([claim["id"] for claim in values["claims"]], "claim", path)
    _once([part["name"] for part in values["trust"]], "answer", path)
    _once([source["key"] for source in values["sources"]], "source", path)
    for source in values["sources"]:
        _once([f"{source['key']}:{row['number']}" for row in source["rows"]], "row", path)
    run, events = values["run"], defaultdict(list)
    for event in values["events"]:
        events[event["claim"]].append(event)
    return Report(
        run=RunRecord(**{**run, "cost": Cost(**run["cost"]) if run["cost"] else None}),
        claims=[from_json({**claim, "events": events[claim["id"]]}) for claim in values["claims"]],
        sources=[_source(source) for source in values["sources"]],
        trust=[trust.part(part) for part in values["trust"]],
        worlds=values["worlds"],
        ledger={id: _standing(entry) for id, entry in values["ledger"].items()},
        history=[history.past_run(run) for run in values["history"]],
    )


def _once(names: Sequence[str], what: str, path: Path) -> None:
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        raise UsageError(f"{path}: has {what} {twice} twice; required is each {what} once")


def _source(values: Mapping[str, Any]) -> SourceRecord:
    rows = (RowRecord(**{**row, "claims": tuple(row["claims"])}) for row in values["rows"])
    return SourceRecord(**{**values, "rows": tuple(rows)})


def _standing(values: Mapping[str, Any]) -> Standing:
    return Standing(**{**values, "before": tuple(Former(**one) for one in values["before"])})


def _of_this_version(values: Any, name: str) -> Any:
    """The values with what older versions did not tell left empty."""
    found = values.get("schema_version") if isinstance(values, dict) else None
    if type(found) is not int or found < 1:
        raise UsageError(f"{name}: is no report of regclaims; required is a report.json that pytest claims wrote")
    if found > SCHEMA_VERSION:
        raise UsageError(
            f"{name}: has schema version {found}, required is {SCHEMA_VERSION} or an older one: a newer regclaims "
            "wrote it; update this one"
        )
    try:
        for version in range(found, SCHEMA_VERSION):
            values = _LATER[version](values)
    except (KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{name}: says that it has schema version {found}, and has not; required is a report"
        ) from None
    return {**values, "schema_version": SCHEMA_VERSION}


def _with(values: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The values and what their version could not tell; one that does tell it is of another version."""
    if not more.keys().isdisjoint(values):
        raise KeyError(more)
    return {**values, **more}


def _second(values: dict[str, Any]) -> dict[str, Any]:
    claims = []
    for claim in values["claims"]:
        rest = {key: value for key, value in claim.items() if key != "fragile"}
        level = claim["fragile"] or ""
        claims.append(_with(rest, {"robustness": "fragile" if level else "unknown", "turning_level": level}))
    return _with({**values, "claims": claims}, {"contradictions": []})


def _third(values: dict[str, Any]) -> dict[str, Any]:
    claims = [_with_cells(claim, {"coordinates": {}}) for claim in values["claims"]]
    return {**values, "claims": claims, "run": _with(values["run"], {"grid": "standard", "cost": None})}


def _with_cells(claim: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    readings = [{**one, "cells": [_with(cell, more) for cell in one["cells"]]} for one in claim["readings"]]
    return {**claim, "readings": readings}


def _fourth(values: dict[str, Any]) -> dict[str, Any]:
    run = _with(values["run"], {"partial": False, "code": ""})
    return _with({**values, "run": run}, {"trust": []})


def _fifth(values: dict[str, Any]) -> dict[str, Any]:
    claims = []
    for claim in values["claims"]:
        readings = [_with(one, {"code": "", "curves": []}) for one in claim["readings"]]
        claims.append(_with({**claim, "readings": readings}, {"topic": ""}))
    run, sources = _with(values["run"], {"finished": ""}), [{**source, "rows": []} for source in values["sources"]]
    empty: dict[str, Any] = {"worlds": {}, "ledger": {}, "history": []}
    return _with({**values, "run": run, "claims": claims, "sources": sources}, empty)


_LATER = {1: _second, 2: _third, 3: _fourth, 4: _fifth}
"""Version -> what makes the next one of it."""


@cache
def _schema() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found
