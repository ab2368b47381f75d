"""For programs: JSON, described by ``check.schema.json``.

Versions of the format: 1, the first.
"""

from __future__ import annotations

from typing import Any

import regclaims
from regclaims.reports.check.findings import Finding, Outcome, fingerprints
from regclaims.reports.ledger import Ledger
from regclaims.reports.text import json_text

VERSION = 1


def render(outcome: Outcome, ledger: Ledger) -> str:
    """One object."""
    return json_text(
        {
            "check_version": VERSION,
            "regclaims": regclaims.__version__,
            "fail_on": str(outcome.fail_on) if outcome.fail_on else "never",
            "counts": _counts(outcome.counts),
            "files": [{"path": page.path, **_counts(page.counts)} for page in outcome.pages],
            "findings": [_finding(one, name) for one, name in fingerprints(outcome.findings)],
            "suppressions": [vars(one) for one in outcome.remarks],
            "unread": [vars(one) for one in outcome.unread],
            "broken": [vars(one) for one in outcome.broken],
        }
    )


def _counts(counts: Any) -> dict[str, int]:
    return {
        "sentences": counts.sentences,
        "claim_like": counts.claim_like,
        "matched": counts.matched,
        "unknown": counts.unknown,
        "suppressed": counts.suppressed,
    }


def _finding(finding: Finding, name: str) -> dict[str, Any]:
    told = vars(finding) | {"instead": [vars(one) for one in finding.instead]}
    place = told.pop("place")
    return {**vars(place), **told, "level": str(finding.level), "message": finding.text, "fingerprint": name}
