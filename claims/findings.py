"""Evidence that is not a frequency: counterexamples searched, and counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from regclaims.claims.claim import Claim, by_id
from regclaims.claims.readings import Counted, Exact
from regclaims.fixtures import provenance
from regclaims.fixtures.dgms import stream
from regclaims.fixtures.sequential import Outcome

EXAMPLES = 100
"""Examples that an exact reading has to survive."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What came out of one case of an exact or counted reading."""

    outcome: Outcome
    tried: int
    """Examples tried; 1 for a count."""
    right: int
    """Examples on which the predicate was true."""
    detail: str
    """The smallest counterexample, or the counts."""

    def dump(self) -> str:
        """As text for the store."""
        return json.dumps(asdict(self))


def load(text: str) -> Finding:
    """The inverse of :meth:`Finding.dump`."""
    values: dict[str, Any] = json.loads(text)
    return Finding(**(values | {"outcome": Outcome(values["outcome"])}))


def about(claim: Claim, reading: Exact | Counted, case: str, seed: int) -> str:
    """What a finding is made of, in words: its key in the store."""
    made_of = [claim.id, reading.name, case, provenance.code_digest(claim.module)]
    made_of += [f"{name} {version}" for name, version in provenance.versions().items()]
    if isinstance(reading, Exact):
        made_of += [f"seed {seed}", f"{EXAMPLES} examples"]
    return "; ".join(made_of)


def find(claim_id: str, module: str, reading_name: str, case: str, seed: int) -> str:
    """The finding of one case, as text. Runs in any process: everything is named, nothing handed over."""
    __import__(module)
    claim = by_id(claim_id)
    reading = claim.find(reading_name)
    if isinstance(reading, Exact):
        return search(reading, case, seed).dump()
    assert isinstance(reading, Counted)
    return count(reading.counts(case), reading).dump()


def search(reading: Exact, case: str, seed: int) -> Finding:
    """Let Hypothesis look for an example that breaks the reading, and shrink it."""
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import NoSuchExample

    tried = broken = 0

    def breaks(example: object) -> bool:
        nonlocal tried, broken
        tried += not broken  # what follows the first counterexample is shrinking
        if reading.predicate(example, case):
            return False
        broken = 1
        return True

    random = Random(int(stream(seed, f"{reading.name}:{case}", 0).integers(2**63)))
    rules = settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),  # explaining a counterexample traces every line, at ten times the cost
        suppress_health_check=list(HealthCheck),
    )
    try:
        smallest = find(reading.examples, breaks, settings=rules, random=random)
    except NoSuchExample:
        return Finding(outcome=Outcome.HOLDS, tried=tried, right=tried, detail="")
    return Finding(outcome=Outcome.FAILS, tried=tried, right=tried - 1, detail=repr(smallest))


def count(counts: Mapping[str, int], reading: Counted) -> Finding:
    """Whether the counts bear the reading out."""
    right = bool(reading.predicate(counts))
    detail = ", ".join(f"{name}: {number}" for name, number in counts.items())
    outcome = Outcome.HOLDS if right else Outcome.FAILS
    return Finding(outcome=outcome, tried=1, right=int(right), detail=detail)
