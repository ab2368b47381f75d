"""``ctrf.json``: a run in the Common Test Report Format, one test a claim, which passes if it is what is on record."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from regclaims.claims.records import ClaimRecord
from regclaims.reports import wording
from regclaims.reports.report import Report


def to_text(report: Report) -> str:
    """``ctrf.json``."""
    tests = [_test(claim, report) for claim in report.claims]
    statuses = [test["status"] for test in tests]
    stop = _milliseconds(report.run.finished)
    summary = {status: statuses.count(status) for status in ("passed", "failed", "pending", "skipped", "other")}
    results: dict[str, Any] = {
        "tool": {"name": "regclaims"},
        "summary": {
            "tests": len(tests),
            **summary,
            "start": round(max(stop - 1000 * report.run.seconds, 0)),
            "stop": stop,
        },
        "tests": tests,
        "environment": {"appName": "regclaims", "buildName": report.run.code, "extra": dict(report.run.versions)},
    }
    return json.dumps({"reportFormat": "CTRF", "specVersion": "0.0.0", "results": results}, indent=1) + "\n"


def _milliseconds(finished: str) -> int:
    """Since 1970; 0 where a report does not tell when it was made."""
    try:
        return max(int(datetime.fromisoformat(finished).timestamp() * 1000), 0)
    except (ValueError, OverflowError):
        return 0


def _test(claim: ClaimRecord, report: Report) -> dict[str, Any]:
    """A claim as a test; how long it took is not known, since claims share their draws."""
    entry, found = report.ledger.get(claim.id), wording.ruling(claim)
    on_record = wording.ruling(entry) if entry else ""
    status = "other" if claim.verdict == "undecided" else "passed" if found == on_record else "failed"
    test = {
        "name": claim.id,
        "status": status,
        "duration": 0,
        "suite": [claim.topic or "claims"],
        "message": wording.verdict(claim, report.run.grid),
        "tags": [claim.verdict, claim.force],
        "extra": {"says": claim.says, "verdict": found, "on record": on_record},
    }
    return test if status != "failed" else {**test, "trace": f"found {found}, on record {on_record or 'nothing'}"}
