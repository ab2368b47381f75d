"""What a check found: plain records, the only thing that output formats read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from regclaims.fixtures.printable import printable, shortened


class Level(StrEnum):
    """How loud a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the loudest."""
        return list(Level).index(self)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where words stand in a file. Lines and columns count from 1, columns and offsets in characters."""

    path: str
    """As shown: relative to where the command runs, ``-`` for standard input."""
    line: int
    column: int
    end_line: int
    end_column: int
    """Just after the last character."""
    start: int
    end: int
    """As indices into the file's characters, the end exclusive."""
    cell: int | None = None
    """Of a notebook: the number of the cell, and the line in it."""
    cell_line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Better:
    """A claim that the evidence supports, to be stated instead."""

    claim: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is said of one statement."""

    place: Place
    said: str
    """The statement in the words of the file."""
    claim: str
    states: str
    """The claim in our words."""
    force: str
    denied: bool
    condition: str
    """The sentence's own."""
    level: Level
    verdict: str
    kind: str
    why: str
    evidence: str
    instead: tuple[Better, ...]

    @property
    def text(self) -> str:
        """What is said after the verdict, in one line."""
        where = f"in cell {self.place.cell}, line {self.place.cell_line}: " if self.place.cell else ""
        said = [f'{where}"{shortened(printable(" ".join(self.said.split()).rstrip(" .")), 160)}"']
        said += [self.why] if self.why else []
        better = [f"{one.says} [{one.claim}]" for one in self.instead]
        parts = [": ".join(said), self.evidence, f"Say instead: {' Or: '.join(better)}" if better else ""]
        return printable(" ".join(_sentence(part) for part in parts if part))

    @property
    def title(self) -> str:
        """Verdict and kind, as in ``ill-posed (depends)``."""
        return f"{self.verdict} ({self.kind})" if self.kind else self.verdict


def _sentence(part: str) -> str:
    return part if part.endswith((".", "]", "!", "?")) else f"{part}."


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A file that could not be read, and why."""

    path: str
    reason: str


UNUSED, WRONG = "unused-suppression", "wrong-suppression"
"""Rules of remarks."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A suppression that suppressed nothing, or that cannot be understood. As loud as a warning."""

    rule: str
    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much was read, so that silence is not taken for approval."""

    sentences: int = 0
    claim_like: int = 0
    """Sentences that state something about a method of the fact sheet."""
    matched: int = 0
    """Of these, the ones in which a claim was recognised."""
    suppressed: int = 0
    """Findings that a comment in the file keeps quiet."""

    @property
    def unknown(self) -> int:
        """Claim-like sentences in which no claim was recognised."""
        return self.claim_like - self.matched

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{name: value + getattr(other, name) for name, value in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Page:
    """One file that was read: its text with what was found in it."""

    path: str
    text: str
    """Empty where no format that was asked for shows it."""
    findings: tuple[Finding, ...]
    """In the order of the file."""
    counts: Counts
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A whole check."""

    pages: tuple[Page, ...]
    unread: tuple[Unread, ...] = ()
    broken: tuple[Unread, ...] = ()
    """Files at which regclaims itself failed."""
    notes: bool = False
    """Whether notes are shown."""
    fail_on: Level | None = Level.ERROR
    """The quietest level that fails the check; none if no finding does."""
    facts: str = ""
    """Where the fact sheet is published; a claim's id as the fragment leads to it. Empty where that is not known."""
    counts: Counts = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", sum((page.counts for page in self.pages), Counts()))

    @property
    def findings(self) -> list[Finding]:
        """Those that are shown, the most severe first, then as they stand."""
        shown = (one for page in self.pages for one in page.findings if self.shows(one))
        return sorted(shown, key=lambda one: one.level.rank)

    @property
    def remarks(self) -> list[Remark]:
        """What is to be said of suppressions."""
        return [one for page in self.pages for one in page.remarks]

    @property
    def status(self) -> int:
        """Exit status: 4 a fault of regclaims, 1 findings, 3 something was not read, 0 none of these.

        Findings come before what could not be read: who acts on 1 alone misses none, and once they are mended the rest
        is still not green. A check that read no file at all is not green either.
        """
        if self.broken:
            return 4
        loud = [one.level for page in self.pages for one in page.findings] + [Level.WARNING for _ in self.remarks]
        if any(map(self.fails, loud)):
            return 1
        return 3 if self.unread or not self.pages else 0

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is shown."""
        return self.notes or finding.level is not Level.NOTE

    def fails(self, level: Level) -> bool:
        """Whether what has this level fails the check."""
        return self.fail_on is not None and level.rank <= self.fail_on.rank

    def number(self, level: Level) -> int:
        """How many findings of a level there are, shown or not."""
        return sum(one.level is level for page in self.pages for one in page.findings)


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with a name that stays when lines are added above or broken anew.

    It is made of file, claim and words, and where these are the same several times, of which of them it is.
    """
    import hashlib  # late: most formats name nothing

    seen: Counter[str] = Counter()
    for one in findings:
        words = " ".join(one.said.split()).casefold()
        key = "\0".join((one.place.path, one.claim, words))
        yield one, hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="backslashreplace")).hexdigest()[:32]
        seen[key] += 1


def summary(outcome: Outcome) -> Iterator[str]:
    """What was read and what came of it, in a few lines."""
    counts = outcome.counts
    files = len(outcome.pages)
    yield (
        f"{files:,} {_plural(files, 'file')} read, {counts.sentences:,} {_plural(counts.sentences, 'sentence')}: "
        f"{counts.claim_like:,} claim-like, {counts.matched:,} matched, {counts.unknown:,} unknown"
    )
    found = [(outcome.number(level), level) for level in Level]
    told = ", ".join(f"{n:,} {_plural(n, str(level))}" for n, level in found)
    quiet = f"; {counts.suppressed:,} suppressed" if counts.suppressed else ""
    rules = [remark.rule for remark in outcome.remarks]
    idle = "".join(
        f"; {n:,} {rule.split('-')[0]} {_plural(n, 'suppression')}"
        for rule in (UNUSED, WRONG)
        if (n := rules.count(rule))
    )
    lost = len(outcome.unread) + len(outcome.broken)
    yield f"{told}{quiet}{idle}" + (f"; {lost:,} {_plural(lost, 'file')} not read" if lost else "")


def _plural(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"
