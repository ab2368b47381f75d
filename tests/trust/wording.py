"""Are claims recognised in prose? Precision and recall on the labelled corpus (``tests/corpus``).

``python -m regclaims.tests.trust.wording [--part rules|measure] [--totals] [--record]``. Sentences are shown of the
part for writing rules only, so that rules are never tuned to those they are measured by.

What counts, entry by entry. Found is each pair of a claim and whether it is denied, once, whose statement begins in the
entry's own words and not in the sentence before them. A pair is *right* if the entry requires it, has it among the
readings as good as a required one, or allows it (``also``), else *wrong*; a required statement is *met* if it or a
reading as good is found, else *missed*. An entry that states nothing can only be wrong. Then

- precision = right / (right + wrong), over pairs found;
- recall = met / (met + missed), over statements required.

Counts of a claim are those of pairs that name it and of statements that require it, denied or not; counts of a kind
those of its entries. Force is compared where a required statement is met by its very pair and the label names one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from regclaims.claims import wording
from regclaims.claims.wording.kept import READ
from regclaims.claims.wording.passages import Passage, Sentence, Statement
from regclaims.reports import files
from regclaims.reports.text import json_text
from regclaims.tests.corpus import PARTS, Entry, Pair, load

Recognise = Callable[[Sequence[Passage]], Sequence[tuple[Sentence, ...]]]

RECORD = Path(__file__).parents[2] / "reports" / "check" / "measured.json"
MEASURED = PARTS[1]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was found of what was there."""

    right: int = 0
    wrong: int = 0
    met: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            met=self.met + other.met,
            missed=self.missed + other.missed,
        )

    @property
    def precision(self) -> float:
        """Of pairs found the share that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of statements required the share that is met; 1 where none is required."""
        return self.met / (self.met + self.missed) if self.met + self.missed else 1.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one entry."""

    entry: Entry
    right: frozenset[Pair]
    wrong: frozenset[Pair]
    met: tuple[str, ...]
    """Claims of the required statements that were met, and of those that were not."""
    missed: tuple[str, ...]
    forces: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(Force of the label, force found) of statements met by their very pair."""

    @property
    def counts(self) -> Counts:
        """Of this entry."""
        return Counts(right=len(self.right), wrong=len(self.wrong), met=len(self.met), missed=len(self.missed))


def judged(entry: Entry, sentences: Iterable[Sentence]) -> Outcome:
    """What is right, wrong, met and missed in what was found in an entry's passage."""
    statements = [one for sentence in sentences for one in sentence.statements if one.start >= entry.start]
    found = frozenset((one.claim, one.denied) for one in statements)
    allowed = entry.also.union(*(state.pairs for state in entry.states))
    return Outcome(
        entry=entry,
        right=found & allowed,
        wrong=found - allowed,
        met=tuple(state.claim for state in entry.states if state.pairs & found),
        missed=tuple(state.claim for state in entry.states if not state.pairs & found),
        forces=_forces(entry, statements),
    )


def _forces(entry: Entry, statements: Sequence[Statement]) -> Counter[tuple[str, str]]:
    found = {(one.claim, one.denied): one.force for one in statements}
    pairs = [(state, found.get((state.claim, state.denied))) for state in entry.states if state.force]
    return Counter((state.force, force) for state, force in pairs if force is not None)


def outcomes(entries: Sequence[Entry], recognise: Recognise) -> list[Outcome]:
    """Of every entry; each is read by itself, so that no heading or name reaches into the next."""
    return [judged(entry, recognise([entry.passage])[0]) for entry in entries]


def total(found: Iterable[Outcome]) -> Counts:
    """Counts of all entries together."""
    return sum((one.counts for one in found), Counts())


def by_kind(found: Iterable[Outcome]) -> dict[str, Counts]:
    """Counts of the entries that are there for the same thing."""
    kinds: defaultdict[str, Counts] = defaultdict(Counts)
    for one in found:
        kinds[one.entry.why] += one.counts
    return dict(sorted(kinds.items()))


def by_claim(found: Iterable[Outcome]) -> dict[str, Counts]:
    """Counts of the pairs and statements that name a claim."""
    claims: defaultdict[str, Counts] = defaultdict(Counts)
    for one in found:
        for claim, _ in one.right:
            claims[claim] += Counts(right=1)
        for claim, _ in one.wrong:
            claims[claim] += Counts(wrong=1)
        for claim in one.met:
            claims[claim] += Counts(met=1)
        for claim in one.missed:
            claims[claim] += Counts(missed=1)
    return dict(sorted(claims.items()))


def record(found: Sequence[Outcome]) -> dict[str, object]:
    """The answer, for README's table, the precision in SARIF and the test that it does not drop."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "rules": rules(),
        "entries": len(found),
        "all": _values(total(found)),
        "claims": {claim: _values(counts) for claim, counts in by_claim(found).items()},
    }


def _values(counts: Counts) -> dict[str, int]:
    return {"right": counts.right, "wrong": counts.wrong, "met": counts.met, "missed": counts.missed}


def drops(found: Sequence[Outcome], recorded: Mapping[str, Any]) -> list[str]:
    """What is worse than on record, overall or for a claim: each a line that names it; none where all is as good."""
    overall = _worse("all claims", total(found), recorded["all"])
    claims = by_claim(found)
    each = [_worse(id, claims.get(id, Counts()), values) for id, values in recorded["claims"].items()]
    return [*overall, *(line for lines in each for line in lines)]


def _worse(name: str, found: Counts, values: Mapping[str, int]) -> list[str]:
    required = Counts(**values)
    shares = [("precision", found.precision, required.precision), ("recall", found.recall, required.recall)]
    go_on = "mend the rules, or record what is meant to be with python -m regclaims.tests.trust.wording --record"
    return [
        f"{name}: {share} {now:.3f}, required is {then:.3f} as on record; {go_on}"
        for share, now, then in shares
        if now < then
    ]


def rules(folder: Path = Path(wording.__file__).parent) -> str:
    """Digest of the rules and of the code that applies them, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in READ):
        digest.update(f"{path.relative_to(folder).as_posix()} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def recogniser() -> Recognise:
    """The one that ``regclaims check`` uses."""
    recognise: Recognise = importlib.import_module("regclaims.claims.wording.recognise").recognise
    return recognise


def main(arguments: Sequence[str] | None = None) -> int:
    """Say what was found."""
    parser = argparse.ArgumentParser(prog="wording", description="Are claims recognised in prose?")
    parser.add_argument("--part", choices=PARTS, default=MEASURED, help=f"of the corpus (default: {MEASURED})")
    parser.add_argument("--totals", action="store_true", help="overall counts only")
    parser.add_argument("--record", action="store_true", help="write the answer for README, SARIF and the test")
    given = parser.parse_args(arguments)
    if given.record and given.part != MEASURED:
        parser.error(f"--record: required is the part {MEASURED}, got {given.part}")
    found = outcomes(load(given.part), recogniser())
    print("\n".join(_totals(given.part, found)))
    if not given.totals:
        print("\n".join([*_table("kind", by_kind(found)), *_clean(found), *_table("claim", by_claim(found))]))
    if not given.totals and given.part != MEASURED:
        print("\n".join(line for one in found for line in _errors(one)))
    if given.record:
        files.write(RECORD, json_text(record(found)))
        print(f"recorded in {RECORD}")
    return 0


def _totals(part: str, found: Sequence[Outcome]) -> list[str]:
    counts = total(found)
    silent = [one for one in found if not one.entry.states]
    forces = sum((one.forces for one in found), Counter[tuple[str, str]]())
    alike = sum(number for (label, force), number in forces.items() if label == force)
    return [
        f"{part}: {len(found)} entries, {len(silent)} of which state nothing that is known",
        f"precision {counts.precision:.3f} ({counts.right} right, {counts.wrong} wrong, "
        f"{sum(len(one.wrong) for one in silent)} of them where nothing is stated)",
        f"recall    {counts.recall:.3f} ({counts.met} met, {counts.missed} missed)",
        f"force     {alike} of {sum(forces.values())} as labelled",
    ]


def _table(title: str, rows: Mapping[str, Counts]) -> list[str]:
    head = f"\n{title:45} precision recall right wrong   met missed"
    return [head] + [
        f"{name:45} {c.precision:9.2f} {c.recall:6.2f} {c.right:5} {c.wrong:5} {c.met:5} {c.missed:6}"
        for name, c in rows.items()
    ]


def _clean(found: Sequence[Outcome]) -> list[str]:
    """Of entries that state nothing, by kind: how many are left alone."""
    silent = [one for one in found if not one.entry.states]
    entries = Counter(one.entry.why for one in silent)
    clean = Counter(one.entry.why for one in silent if not one.wrong)
    head = f"\n{'kind of what states nothing':45} left alone"
    return [head, *(f"{kind:45} {clean[kind]:3} of {number:3}" for kind, number in sorted(entries.items()))]


def _errors(one: Outcome) -> list[str]:
    wrong = [f"  wrong:  {'!' * denied}{claim}" for claim, denied in sorted(one.wrong)]
    missed = [f"  missed: {claim}" for claim in one.missed]
    entry = one.entry
    around = [f"{name}={getattr(entry, name)!r}" for name in ("heading", "lead", "row", "column", "previous")]
    stands = " ".join(text for text in around if not text.endswith("=''"))
    return (
        [f"\n[{entry.why}] {entry.text}" + (f"  ({stands})" if stands else ""), *wrong, *missed]
        if wrong + missed
        else []
    )


if __name__ == "__main__":
    sys.exit(main())
