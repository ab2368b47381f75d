"""One session of claims from its records on: what is compared, accepted, published and told at its end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock

from regclaims.claims import claim as registry
from regclaims.claims import sources, suites, summarize
from regclaims.claims.records import ClaimRecord
from regclaims.fixtures import provenance
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import printable
from regclaims.reports import consistency, facts, files, history, ledger, phase, publish, report, terminal, trust
from regclaims.reports.report import Report, RunRecord


class Session:
    """What a session knows once claims have run; ``given`` are its options."""

    def __init__(self, given: Any) -> None:
        self.given = given
        self.grid: str = given.grid
        self.began = time.monotonic()
        self.worker_seconds, self.measured = 0.0, 0
        """Of the laboratories of this session, which are several under xdist."""
        self.records: list[ClaimRecord] = []
        self.partial = False
        """Whether it was broken off."""
        self.folder: Path | None = None
        """Of the reports, once there is something to report."""
        self.notes: list[str] = []
        self._ledger: ledger.Ledger | None = None

    @cached_property
    def suite(self) -> suites.Suite:
        """The claims on the worlds of the grid asked for."""
        return suites.SUITES[self.grid]()

    @property
    def ledger(self) -> ledger.Ledger:
        """As it was last read or written."""
        if self._ledger is None:
            self._ledger = ledger.read(self.given.ledger)
        return self._ledger

    def check(self, folder: Path) -> None:
        """Find out what would spoil the end of the session before it begins."""
        assert self.ledger is not None
        problems = sources.check_against(sources.load(), registry.all_claims())
        if problems:
            raise UsageError("; ".join(problems))
        publish.check(folder)

    def wrong(self, record: ClaimRecord) -> str:
        """What keeps a claim from passing, in words; empty where nothing does."""
        if self.suite.maps:
            return phase.problem(record)
        if record.verdict == "undecided":
            return f"{record.id}: undecided; about {record.missing_draws:,} more draws"
        return "" if self.given.accept else ledger.difference(record, self.ledger)

    def finish(self, records: list[ClaimRecord], folder: Path) -> bool:
        """Accept and publish; whether all went well. What did not is noted."""
        claims = registry.all_claims()
        order = list(claims)
        self.folder = folder
        self.records = sorted(records, key=lambda record: order.index(record.id))
        found: list[str] = []
        if self.partial:
            if self.given.accept:
                self.notes.append("nothing was accepted into the ledger: the run was broken off")
        else:
            if self.given.accept:
                found += self._accept()
            if self.suite.maps:
                found += consistency.opposites(self.records)
            else:
                found += consistency.problems(self.records, claims, self.ledger)
        problem = publish.write(folder, self.report, self.history)
        found += [problem] if problem else []
        if self.given.open and not problem:
            self.notes += filter(None, [publish.show(folder / publish.PAGE)])
        self.notes += found
        return not found

    def _accept(self) -> Iterator[str]:
        path: Path = self.given.ledger
        try:
            with FileLock(f"{path}.lock"):  # what another run accepted meanwhile stays
                self._ledger = None
                today = date.today().isoformat()
                accepted = ledger.accept(self.ledger, self.records, today, provenance.versions())
                files.write(path, ledger.dumps(accepted))
                files.write(facts.path(path), facts.to_text(accepted, list(registry.all_claims())))
                self._ledger = accepted
        except OSError as error:
            yield f"ledger {path}: cannot be written ({error.strerror}); nothing was accepted"

    @cached_property
    def report(self) -> Report:
        """The record of this session, once its claims are known."""
        known = frozenset(registry.all_claims())
        return Report(
            run=self.run,
            claims=self.records,
            sources=[report.source_record(source, known) for source in sources.load()],
            trust=trust.read(),
            worlds=summarize.worlds(self.suite.claims[record.id] for record in self.records),
            ledger={r.id: report.standing(self.ledger[r.id]) for r in self.records if r.id in self.ledger},
            history=self.history.runs,
        )

    @cached_property
    def history(self) -> history.History:
        """The last runs with this one, once its claims are known; sweeps for maps have none."""
        if self.suite.maps or self.folder is None:
            return history.History()
        before, problem = history.read(self.folder)
        self.notes += [problem] if problem else []
        return history.with_run(before, report.past_run(self.run, self.records), self.records)

    @cached_property
    def run(self) -> RunRecord:
        """How the session was made, once its claims are known."""
        given = self.given
        seconds = time.process_time() + self.worker_seconds
        return RunRecord(
            seed=given.seed,
            alpha=given.alpha,
            error_budget_spent=report.budget_spent(self.records, given.alpha, self.suite.cells),
            draws=report.draws_looked_at(self.records),
            seconds=round(time.monotonic() - self.began, 1),
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
            versions=provenance.versions(),
            grid=self.grid,
            code=provenance.measuring_code(),
            partial=self.partial,
            cost=report.cost(self.records, self.measured, seconds) if self.suite.maps else None,
        )

    def lines(self, folder: Path) -> Iterator[str]:
        """What the terminal says at the end."""
        words: Any = phase if self.suite.maps else terminal
        made = self.report
        yield from words.lines(self.records)
        yield ""
        yield from terminal.partial(made)
        yield from words.summary(made)
        for id in ledger.unused(self.ledger, registry.all_claims()):
            yield f"the ledger has an entry for {id}, which is no claim; delete it there"
        yield printable(f"report: {folder / publish.PAGE}")


@contextmanager
def terminable() -> Iterator[None]:
    """Within, being asked to end by the system is what Ctrl-C is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
