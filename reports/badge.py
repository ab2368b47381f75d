"""``badge.json``: the counts as a badge, in the schema of a shields endpoint."""

from __future__ import annotations

import json

from regclaims.reports.report import Report


def to_text(report: Report) -> str:
    """``badge.json``."""
    counts = {verdict: report.count(verdict) for verdict in ("supported", "contradicted", "ill-posed", "undecided")}
    message = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count) or "none"
    # Not green or red: no count of verdicts is good or bad by itself.
    colour = "inactive" if report.run.partial else "yellow" if counts["undecided"] else "blue"
    content = {"schemaVersion": 1, "label": "claims on L1 and L2", "message": message, "color": colour}
    return json.dumps(content, indent=1) + "\n"
