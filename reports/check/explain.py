"""How a sentence is read, and what the fact sheet says: the lines of ``regclaims explain`` and ``regclaims claims``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regclaims.claims.wording.passages import Passage, Sentence, Statement
from regclaims.fixtures.errors import UsageError, nearest
from regclaims.fixtures.printable import each_printable
from regclaims.reports.check.judge import judge
from regclaims.reports.ledger import Entry, Ledger

_NOTES = ("subject", "relation", "direction", "force", "condition")
"""How a sentence was read, in the order in which it is told."""
_TOLD = ("missing", "claim")
"""Notes that are told elsewhere."""


@each_printable
def explained(passage: Passage, sentences: Sequence[Sentence], ledger: Ledger) -> Iterator[str]:
    """Each sentence of a passage: how it was read, or what was missing."""
    for number, sentence in enumerate(sentences):
        if number:
            yield ""
        yield f"sentence: {' '.join(passage.text[sentence.start : sentence.end].split())}"
        told = [name for name in _NOTES if sentence.notes.get(name)]
        told += [name for name in sentence.notes if name not in (*_NOTES, *_TOLD) and sentence.notes[name]]
        for name in told:
            yield f"  {name + ':':<11} {sentence.notes[name]}"
        for statement in sentence.statements:
            yield from _statement(passage, statement, ledger)
        if not sentence.statements:
            missing = sentence.notes.get("missing") or "nothing in it speaks of a method of the fact sheet"
            yield f"  missing:    {missing}"
            yield f"  {'claim-like, but unknown' if sentence.claim_like else 'not claim-like'}"


def _statement(passage: Passage, statement: Statement, ledger: Ledger) -> Iterator[str]:
    entry, found = ledger.get(statement.claim), judge(statement, ledger)
    yield f"  states:     {' '.join(passage.text[statement.start : statement.end].split())}"
    yield f"    claim:      {statement.claim}" + (f": {entry.says}" if entry else "")
    yield f"    denied:     {'yes' if statement.denied else 'no'}"
    yield f"    force:      {statement.force}" + (f" (of the claim: {entry.force})" if entry else "")
    if statement.condition:
        yield f"    condition:  {statement.condition}"
    yield f"    verdict:    {found.verdict}" + (f" ({found.kind})" if found.kind else "") + f", {found.level}"
    if found.why:
        yield f"    why:        {found.why}"
    if entry and entry.evidence:
        yield f"    evidence:   {entry.evidence}"
    for id in found.instead:
        yield f"    instead:    {ledger[id].says} [{id}]"


@each_printable
def listed(ledger: Ledger) -> Iterator[str]:
    """The whole fact sheet, a line a claim."""
    width = max((len(id) for id in ledger), default=0)
    for id, entry in ledger.items():
        yield f"{_verdict(entry):<25} {id:<{width}}  {entry.says}"


@each_printable
def shown(id: str, ledger: Ledger) -> Iterator[str]:
    """One claim; :class:`UsageError` names the nearest known one."""
    if id not in ledger:
        raise UsageError(f"unknown claim {id!r}{nearest(id, ledger)}; regclaims claims lists all")
    entry = ledger[id]
    yield f"{id}: {entry.says}"
    yield f"  verdict:    {_verdict(entry)}, since {entry.since}"
    yield f"  force:      {entry.force}"
    yield f"  topic:      {entry.topic}"
    if entry.evidence:
        yield f"  evidence:   {entry.evidence}"
    if entry.condition:
        yield f"  condition:  {'' if entry.kind == 'not empirical' else 'it '}{entry.condition}"
    for sense in entry.readings:
        counts = f"holds in {sense.holds} of {sense.worlds}, {sense.frequency}"
        yield f"  read as:    {sense.says}: {sense.verdict} ({counts})"
    if entry.rows:
        yield f"  said in:    {', '.join(entry.rows)}"
    for name, ids in (("instead", entry.better), ("opposite", entry.contradicts)):
        for other in ids:
            known = ledger.get(other)
            yield f"  {name + ':':<11} {other}" + (f" ({_verdict(known)}): {known.says}" if known else "")


def _verdict(entry: Entry) -> str:
    return f"{entry.verdict} ({entry.kind})" if entry.kind else entry.verdict
