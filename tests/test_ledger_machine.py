"""The ledger as a state machine: accepting touches what changed and nothing else, in whatever order runs come."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from regclaims.claims.verdict import AMBIGUOUS, CONTRADICTED, DEPENDS, NOT_EMPIRICAL, SUPPORTED, UNDECIDED
from regclaims.reports import ledger
from regclaims.reports.ledger import Entry
from regclaims.tests.records import PLAIN, entry

IDS = ("a", "b", "c-d", "e1")
RULINGS = (SUPPORTED, CONTRADICTED, DEPENDS, AMBIGUOUS, NOT_EMPIRICAL, UNDECIDED)
runs = st.dictionaries(st.sampled_from(IDS), st.sampled_from(RULINGS))
"""Claims that ran -> what came out."""


def record(id, ruling):
    return replace(PLAIN, id=id, verdict=ruling.verdict, kind=ruling.kind)


class LedgerMachine(RuleBasedStateMachine):
    """A ledger in a file, and a model of it: id -> (ruling, day, numpy)."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "ledger.json"
        self.day = 0
        self.model: dict[str, tuple[str, str, str]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(ran=runs, numpy=st.sampled_from(["1.26", "2.4"]))
    def accept(self, ran, numpy):
        """A later day: verdicts that changed get its date and versions; undecided ones and others stay."""
        self.day += 1
        today = f"2026-01-{self.day:02}" if self.day < 32 else "2026-02-01"
        records = [record(id, ruling) for id, ruling in ran.items()]
        new = ledger.accept(ledger.read(self.path), records, today, {"numpy": numpy})
        self.path.write_text(ledger.dumps(new), encoding="utf-8")
        for id, ruling in ran.items():
            if ruling != UNDECIDED and self.model.get(id, ("",))[0] != str(ruling):
                self.model[id] = (str(ruling), today, numpy)

    @rule(ran=runs)
    def compare(self, ran):
        """A run without --accept: what differs is told, with the claim, and nothing else is."""
        known = ledger.read(self.path)
        for id, ruling in ran.items():
            said = ledger.difference(record(id, ruling), known)
            if self.model.get(id, ("",))[0] == str(ruling):
                assert said == ""
            else:
                assert said.startswith(f"{id}: found {ruling}, the ledger ")
                assert said.endswith(f"pytest claims --accept -k {id}")

    @rule(claims=st.sets(st.sampled_from(IDS)))
    def unused(self, claims):
        assert ledger.unused(ledger.read(self.path), claims) == sorted(set(self.model) - claims)

    @rule()
    def rewrite(self):
        """Reading and writing change nothing."""
        if self.path.exists():
            text = self.path.read_text(encoding="utf-8")
            assert ledger.dumps(ledger.read(self.path)) == text

    @invariant()
    def the_file_holds_what_the_model_holds(self):
        found = ledger.read(self.path)
        assert {id: (str(e), e.since, e.versions["numpy"]) for id, e in found.items()} == self.model
        assert list(found) == sorted(found)
        assert all(isinstance(entry, Entry) for entry in found.values())


SETTINGS = settings(max_examples=40, stateful_step_count=20, deadline=None, report_multiple_bugs=False)


def test_a_ledger_holds_what_a_dict_would():
    run_state_machine_as_test(LedgerMachine, settings=SETTINGS)


def test_a_ledger_that_takes_undecided_for_a_verdict_would_be_seen(monkeypatch):
    def careless(known, records, today, versions):
        new = {r.id: entry("supported", since=today, **versions) for r in records}
        return {**known, **new}

    monkeypatch.setattr(ledger, "accept", careless)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(LedgerMachine, settings=SETTINGS)
