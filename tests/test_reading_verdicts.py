"""The page that explains verdicts tells those on record, one for every kind."""

from __future__ import annotations

import re
from pathlib import Path

import regclaims
from regclaims.claims.claim import all_claims
from regclaims.claims.verdict import AMBIGUOUS, CONTRADICTED, DEPENDS, SUPPORTED
from regclaims.reports import ledger

PAGE = (Path(regclaims.__file__).parent / "reports" / "reading-verdicts.md").read_text(encoding="utf-8")
TOLD = re.findall(r"`([a-z0-9-]+)`:\s(supported|contradicted|ill-posed: \w+)", PAGE)


def test_verdicts_told_are_those_on_record():
    record = ledger.read()
    assert len(TOLD) >= 12
    for id, verdict in TOLD:
        assert str(record[id]) == verdict, id


def test_every_kind_of_verdict_has_its_example():
    assert {verdict for _, verdict in TOLD} == {str(r) for r in (SUPPORTED, CONTRADICTED, DEPENDS, AMBIGUOUS)}
    assert "## Ill-posed: not empirical" in PAGE
    assert not any(claim.not_empirical for claim in all_claims().values()), "give the page a real example"


def test_statements_are_quoted_as_they_stand():
    says = {claim.says for claim in all_claims().values()}
    quoted = re.findall(r"\*([A-Z][^*]+\.)\*", " ".join(PAGE.split()))
    assert len(quoted) >= 6
    assert set(quoted) <= says
