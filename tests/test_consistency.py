"""Opposites that are both supported, and corrections that are not, are named; what is in order is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.records import ClaimRecord
from regclaims.reports.consistency import contradictions, problems
from regclaims.tests import records
from regclaims.tests.records import entry

PLAIN = replace(records.PLAIN, id="l1-wins", says="L1 wins.")
A_CLAIM = next(iter(all_claims().values()))
KNOWN: dict[str, Claim] = dict.fromkeys(("l1-wins", "l2-wins", "it-depends"), A_CLAIM)
BETTER = replace(PLAIN, id="it-depends", rows=())


def opposites(one: str, other: str) -> list[ClaimRecord]:
    better = tuple(["it-depends"] if "contradicted" in (one, other) else [])
    return [
        replace(PLAIN, verdict=one, contradicts=("l2-wins",), better=better),
        replace(PLAIN, id="l2-wins", rows=("qa:2",), verdict=other, contradicts=("l1-wins",), better=better),
        BETTER,
    ]


def found(*records: ClaimRecord, **ledger: str) -> list[str]:
    entries = {id.replace("_", "-"): entry(verdict) for id, verdict in ledger.items()}
    return list(problems(records, KNOWN, entries))


def test_two_supported_opposites_are_named_once():
    told = ["l1-wins and l2-wins say the opposite and are both supported: the laboratory is at fault"]
    assert found(*opposites("supported", "supported")) == told
    assert found(*opposites("supported", "supported")[::-1]) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [("supported", "contradicted"), ("contradicted", "contradicted"), ("undecided", "supported")],
)
def test_other_pairs_are_no_problem(one, other):
    assert found(*opposites(one, other)) == []


def test_an_opposite_that_did_not_run_is_no_problem():
    assert found(opposites("supported", "supported")[0]) == []
    assert found() == []


def test_pairs_come_with_their_rows_and_verdicts():
    (pair,) = contradictions(opposites("supported", "contradicted"))
    assert pair.claims == ("l1-wins", "l2-wins")
    assert pair.rows == (("article:1",), ("qa:2",))
    assert pair.verdicts == ("supported", "contradicted")


@pytest.mark.parametrize("verdict", ["contradicted", "ill-posed"])
def test_a_claim_that_does_not_stand_needs_a_correction_that_does(verdict):
    wrong = replace(PLAIN, verdict=verdict)
    assert found(wrong) == [f"l1-wins: {verdict} without a correction; name a claim that is supported (better=...)"]
    corrected = replace(wrong, better=("it-depends",))
    assert found(corrected, BETTER) == []
    told = "l1-wins: its correction it-depends is {}; required is supported; run: pytest claims -k it-depends"
    assert found(corrected, replace(BETTER, verdict="undecided")) == [told.format("undecided")]
    assert found(corrected) == [told.format("not on record")]
    assert found(corrected, it_depends="supported") == []
    assert found(corrected, it_depends="contradicted") == [told.format("contradicted")]


def test_a_run_counts_before_the_ledger():
    corrected = replace(PLAIN, verdict="ill-posed", better=("it-depends",))
    assert found(corrected, replace(BETTER, verdict="undecided"), it_depends="supported") != []
    assert found(corrected, BETTER, it_depends="contradicted") == []


def test_an_unknown_correction_is_named():
    wrong = replace(PLAIN, verdict="contradicted", better=("no-such",))
    assert found(wrong) == ["l1-wins: names no-such, which is no claim; required are ids of the suite"]


def test_a_supported_claim_needs_no_correction():
    assert found(PLAIN) == []
