"""``report.md`` and the table of verdicts in README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from regclaims.claims.claim import Claim
from regclaims.claims.records import CellRecord, ClaimRecord, ReadingRecord
from regclaims.fixtures.errors import UsageError
from regclaims.reports.consistency import contradictions
from regclaims.reports.ledger import Ledger
from regclaims.reports.report import Report
from regclaims.reports.terminal import partial, summary
from regclaims.reports.text import code, escape
from regclaims.reports.trust import markdown as trust

BEGIN, END = "<!-- verdicts: begin -->", "<!-- verdicts: end -->"


def to_text(report: Report) -> str:
    """``report.md``: the summary, then every claim with its evidence."""
    parts = ["# What the evidence says of L1 and L2", ""]
    parts += [line for said in partial(report) for line in (f"**{escape(said)}**", "")]
    parts += [f"- {escape(line)}" for line in summary(report)]
    versions = ", ".join(f"{name} {version}" for name, version in report.run.versions.items())
    parts += [f"- seed {report.run.seed}; {escape(versions)}"]
    parts += [trust.POINTER] if report.trust else []
    parts += ["", *_overview(report)]
    for claim in report.claims:
        parts += list(_claim(claim))
    parts += list(trust.section(report.trust, report.run.code))
    return "\n".join(parts) + "\n"


def _overview(report: Report) -> Iterator[str]:
    """Statements that contradict each other, and verdicts that hang on one level of one factor."""
    pairs = contradictions(report.claims)
    if pairs:
        yield "## Statements that contradict each other"
        yield ""
        for pair in pairs:
            yield "- " + " against ".join(
                f"{code(id)} ({escape('; '.join(filter(None, (verdict, ', '.join(rows)))))})"
                for id, verdict, rows in zip(pair.claims, pair.verdicts, pair.rows, strict=True)
            )
        yield ""
    fragile = [claim for claim in report.claims if "fragile" in claim.robustness]
    if fragile:
        yield "## Fragile verdicts"
        yield ""
        for claim in fragile:
            hangs = escape(f"({claim.verdict}), {claim.robustness}: {claim.turning_level}")
            yield f"- {code(claim.id)} {hangs}"
        yield ""


def _claim(claim: ClaimRecord) -> Iterator[str]:
    ruling = f"{claim.verdict} ({claim.kind})" if claim.kind else claim.verdict
    yield f"## {escape(claim.says)}"
    yield ""
    yield f"**{escape(ruling)}** · {code(claim.id)} · force: {escape(claim.force)}" + (
        f" · said in {escape(', '.join(claim.rows))}" if claim.rows else ""
    )
    yield ""
    facts = {
        "Turns on": escape(claim.condition),
        "Robustness": escape(": ".join(filter(None, (claim.robustness, claim.turning_level)))),
        "Say instead": ", ".join(map(code, claim.better)),
        "Contradicts": ", ".join(map(code, claim.contradicts)),
        "Clock read on": escape(claim.machine),
    }
    for name, value in facts.items():
        if value:
            yield f"- {name}: {value}"
    yield ""
    for reading in claim.readings:
        yield from _reading(reading)


def _reading(reading: ReadingRecord) -> Iterator[str]:
    yield f"### {escape(reading.name)}: {escape(reading.verdict)}"
    yield ""
    yield escape(reading.says)
    yield ""
    yield "| world | outcome | true in | of | interval |"
    yield "| --- | --- | ---: | ---: | --- |"
    for cell in reading.cells:
        interval = f"{cell.interval[0]:.2f} to {cell.interval[1]:.2f}" if cell.interval else escape(cell.detail)
        yield f"| {escape(cell.dgm)} | {escape(cell.outcome)} | {cell.successes} | {cell.draws} | {interval} |"
    yield ""
    yield f"Replay a world: {code(_example(reading.cells))}"
    yield ""


def _example(cells: Iterable[CellRecord]) -> str:
    return next(iter(cells)).replay


def table(ledger: Ledger, claims: Mapping[str, Claim]) -> str:
    """The verdicts on record as a Markdown table, in the order of the suite."""
    rows = ["| statement | verdict | say instead |", "| --- | --- | --- |"]
    for id, claim in claims.items():
        if id in ledger:
            better = "; ".join(escape(claims[other].says) for other in claim.better if other in claims)
            rows.append(f"| {escape(claim.says)} | {escape(str(ledger[id]))} | {better} |")
    return "\n".join(rows)


def with_table(document: str, rows: str, name: str, *, begin: str = BEGIN, end: str = END) -> str:
    """The document with the part between the marks replaced by the table."""
    if document.count(begin) != 1 or document.count(end) != 1 or document.index(end) < document.index(begin):
        raise UsageError(f"{name}: required is one line {begin!r} and one {end!r}, between which the table goes")
    head, rest = document.split(begin)
    return f"{head}{begin}\n{rows}\n{end}{rest.split(end)[1]}"
