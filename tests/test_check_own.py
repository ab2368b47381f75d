"""The check agrees with the fact sheet: what it hands out as a correction it does not call wrong."""

from __future__ import annotations

import pytest

from regclaims.reports import facts, ledger
from regclaims.reports.check import documents, run
from regclaims.reports.check.findings import Finding, Level

LEDGER = ledger.read()


def found(text: str) -> tuple[Finding, ...]:
    return run.page(documents.read("x.md", text, "markdown"), LEDGER).findings


@pytest.mark.parametrize("id", [id for id, entry in LEDGER.items() if entry.verdict == "supported"])
def test_a_supported_statement_is_no_error(id):
    assert not [one for one in found(LEDGER[id].says) if one.level is Level.ERROR]


@pytest.mark.parametrize("id", LEDGER)
def test_no_statement_is_taken_for_its_own_denial(id):
    assert not [one for one in found(LEDGER[id].says) if one.claim == id and one.denied]


@pytest.mark.parametrize(
    "text",
    [
        "Ridge regression is not rotation-invariant.",
        "L1 makes the weights 0 or 1.",
        "L1 never gives sparse models.",
    ],
)
def test_the_contrary_is_an_error(text):
    assert [one for one in found(text) if one.level is Level.ERROR]


def test_most_statements_are_recognised_in_the_fact_sheet_itself():
    ids = {one.claim for one in found(facts.to_text(LEDGER))}
    assert len(ids & set(LEDGER)) > 100
