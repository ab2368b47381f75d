"""A ``report.json`` read back: the records it was made from, as far as it tells them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from regclaims.claims.records import ClaimRecord, from_json
from regclaims.fixtures.errors import UsageError
from regclaims.reports import reading, schema
from regclaims.reports.report import SCHEMA_VERSION, Cost, RunRecord

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
    values = reading.parse(reading.text(path, reading.REPORT_BYTES), str(path))
    _check_version(values, str(path))
    schema.check(values, _schema(), str(path))
    ids = [claim["id"] for claim in values["claims"]]
    if len(set(ids)) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise UsageError(f"{path}: has claim {twice} twice; required is each claim once")
    run = values["run"]
    claims = [from_json({**claim, "events": ()}) for claim in values["claims"]]
    return Past(
        name=str(path),
        run=RunRecord(**{**run, "cost": Cost(**run["cost"]) if run["cost"] else None}),
        claims={claim.id: claim for claim in claims},
    )


def _check_version(values: Any, name: str) -> None:
    found = values.get("schema_version") if isinstance(values, dict) else None
    if type(found) is not int or found < 1:
        raise UsageError(f"{name}: is no report of regclaims; required is a report.json that pytest claims wrote")
    if found < SCHEMA_VERSION:
        how = "an older regclaims wrote it; run pytest claims again with this one"
    else:
        how = "a newer regclaims wrote it; update this one"
    if found != SCHEMA_VERSION:
        raise UsageError(f"{name}: has schema version {found}, required is {SCHEMA_VERSION}: {how}")


@cache
def _schema() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found
