"""``facts.md``: the fact sheet as it is committed, made from the ledger, to be read without running anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from regclaims.reports.ledger import Entry, Ledger
from regclaims.reports.text import code, escape
from regclaims.reports.wording import ruling

NAME = "facts.md"
MARKS = {"supported": "✅", "contradicted": "❌", "ill-posed": "🔶"}
"""Verdict -> its sign, which always stands beside the word."""


def path(ledger: Path) -> Path:
    """Where the fact sheet of a ledger lies: beside it."""
    return ledger.with_name(NAME)


def to_text(ledger: Ledger, order: Sequence[str] = ()) -> str:
    """The fact sheet, topic by topic; claims in ``order``, and others after them by name."""
    ids = [id for id in order if id in ledger] + sorted(set(ledger) - set(order))
    counts = ", ".join(f"{sum(e.verdict == v for e in ledger.values())} {v}" for v in MARKS)
    parts = [
        "# Facts about L1 and L2 regularization",
        "",
        f"What people write, put to experiment: {len(ledger)} statements, {counts}. Made from `ledger.json` by "
        "`pytest claims --accept`; [how to read a verdict](reading-verdicts.md).",
    ]
    for topic in dict.fromkeys(ledger[id].topic for id in ids):
        parts += ["", f"## {escape(topic[:1].upper() + topic[1:])}"]
        for id in ids:
            if ledger[id].topic == topic:
                parts += ["", *_claim(id, ledger[id], ledger)]
    return "\n".join(parts) + "\n"


def _claim(id: str, entry: Entry, ledger: Mapping[str, Entry]) -> Iterator[str]:
    ruling = f"{entry.verdict} ({entry.kind})" if entry.kind else entry.verdict
    yield f'<a id="{id}"></a>'
    yield ""
    yield f"**{MARKS[entry.verdict]} {escape(ruling)}** {escape(entry.says)} {code(id)}"
    yield ""
    told = [escape(entry.evidence)] if entry.evidence and entry.kind != "depends" else []
    told += [f"It {escape(entry.condition)}."] if entry.kind == "depends" and entry.condition else []
    told += [escape(f"{entry.condition}.")] if entry.kind == "not empirical" else []
    told += [f"Say instead: {_link(better, ledger)}" for better in entry.better]
    told += [f"Said in {escape(', '.join(entry.rows))}."] if entry.rows else []
    told += [f"{_before(entry)}"] if entry.before else []
    yield from (f"- {line}" for line in told)


def _link(id: str, ledger: Mapping[str, Entry]) -> str:
    return f"[{escape(ledger[id].says)}](#{id})" if id in ledger else code(id)


def _before(entry: Entry) -> str:
    former = map(ruling, entry.before)
    told = ", ".join(f"{escape(word)} since {one.since}" for word, one in zip(former, entry.before, strict=True))
    return f"Before {entry.since}: {told}."
