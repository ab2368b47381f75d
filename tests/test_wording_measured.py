"""Claims are recognised as well as it is on record, and what is on record was measured."""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest

from regclaims.tests.corpus import load
from regclaims.tests.trust.wording import MEASURED, RECORD, drops, outcomes, recogniser


def test_a_recogniser_has_its_measure_on_record():
    assert RECORD.exists() == (find_spec("regclaims.claims.wording.recognise") is not None)


@pytest.mark.skipif(not RECORD.exists(), reason="no recogniser is on record yet, as the test above sees to")
def test_claims_are_recognised_no_worse_than_on_record():
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    worse = drops(outcomes(load(MEASURED), recogniser()), recorded)
    if worse:  # no assertion, whose message would show sentences that nobody who writes a rule is to see
        pytest.fail("\n".join(worse), pytrace=False)
