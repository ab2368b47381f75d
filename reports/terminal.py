"""What the terminal says of a run: one line a claim, then a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regclaims.claims.records import ClaimRecord
from regclaims.fixtures.printable import each_printable, shortened
from regclaims.reports.report import Report

WORDS = {
    "supported": "SUPPORTED",
    "contradicted": "CONTRADICTED",
    "ill-posed": "ILL-POSED",
    "undecided": "UNDECIDED",
}
LETTERS = {"holds": "h", "fails": "f", "toss-up": "t", "undecided": "u"}
"""Letters of cells in pytest's progress; verdicts show the first letter of their word."""


@each_printable
def lines(claims: Sequence[ClaimRecord]) -> Iterator[str]:
    """One line a claim, with what it turns on below where it is ill-posed."""
    width = max((len(claim.id) for claim in claims), default=0)
    for claim in claims:
        word = WORDS[claim.verdict] + (f" ({claim.kind})" if claim.kind else "")
        yield f"{word:<27} {claim.id:<{width}}  {claim.says}"
        if claim.condition:
            yield f"{'':<27} {claim.condition}"
        if claim.missing_draws:
            yield f"{'':<27} about {claim.missing_draws:,} more draws needed; allow them with --max-draws"
        if claim.robustness == "fragile":
            yield f"{'':<27} fragile: {claim.turning_level}"


@each_printable
def summary(report: Report) -> Iterator[str]:
    """Counts, cost and error budget."""
    counts = ", ".join(f"{report.count(verdict)} {verdict}" for verdict in WORDS)
    yield f"{len(report.claims)} claims: {counts}"
    yield effort(report)
    for source in report.sources:
        yield f"source {source.key}: {source.covered} of {len(source.rows)} rows covered, {source.open} open"
    yield from failures(report)


def partial(report: Report) -> Iterator[str]:
    """That a run was broken off, and how far it came."""
    if report.run.partial:
        asked = len(report.claims)
        yield (
            f"PARTIAL: broken off with {asked - report.count('undecided')} of {asked} claims decided; the others are "
            "as far as they came, and the same command goes on from here"
        )


def effort(report: Report) -> str:
    """Draws, time and error budget."""
    run = report.run
    return (
        f"{run.draws:,} draws, {run.seconds:.0f} s; every outcome is right with chance at least "
        f"{1 - run.error_budget_spent:.6g} (error budget spent: {run.error_budget_spent:.4g} of {run.alpha:g})"
    )


def failures(report: Report) -> Iterator[str]:
    """Draws that failed, if any did."""
    events = report.events
    if events:
        yield f"{len(events)} draws failed; first: {shortened(events[0].what)}; replay: {events[0].replay}"
