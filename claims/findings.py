"""Evidence that is not a frequency: counterexamples searched, and counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from regclaims.claims.claim import Claim, by_id
from regclaims.claims.readings import Counted, Exact
from regclaims.fixtures import provenance
from regclaims.fixtures.dgms import stream
from regclaims.fixtures.sequential import Outcome

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

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
    """Try the predicate on examples that Hypothesis generates; let it shrink one that breaks it."""
    tried = 0
    for example in examples(reading.strategy, seed):
        tried += 1
        if not reading.predicate(example, case):
            smallest = _smallest(reading, case, seed)
            return Finding(outcome=Outcome.FAILS, tried=tried, right=tried - 1, detail=repr(smallest))
    return Finding(outcome=Outcome.HOLDS, tried=tried, right=tried, detail="")


@lru_cache(maxsize=32)
def examples(strategy: Callable[[], SearchStrategy[Any]], seed: int) -> tuple[Any, ...]:
    """EXAMPLES examples, or as many as there are: those that a search meets while nothing breaks.

    Generated once for all cases of a reading and all readings that share a strategy; it takes as long as trying them.
    """
    from hypothesis.errors import NoSuchExample

    met: list[Any] = []

    def breaks(example: Any) -> bool:
        met.append(example)
        return False

    with suppress(NoSuchExample):
        _find(strategy, breaks, seed)
    return tuple(met)


def _smallest(reading: Exact, case: str, seed: int) -> Any:
    """The simplest counterexample that Hypothesis comes to from the first one that it meets."""
    return _find(reading.strategy, lambda example: not reading.predicate(example, case), seed)


def _find(strategy: Callable[[], SearchStrategy[Any]], condition: Callable[[Any], bool], seed: int) -> Any:
    """What Hypothesis finds; which examples it meets depends on strategy and seed alone."""
    from hypothesis import HealthCheck, Phase, find, settings

    random = Random(int(stream(seed, getattr(strategy, "__qualname__", ""), 0).integers(2**63)))
    rules = settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # Not Phase.explain: its notes are nowhere shown, and it costs ten times what finding and shrinking do.
        phases=(Phase.generate, Phase.shrink),
    )
    return find(strategy(), condition, settings=rules, random=random)


def count(counts: Mapping[str, int], reading: Counted) -> Finding:
    """Whether the counts bear the reading out."""
    right = bool(reading.predicate(counts))
    detail = ", ".join(f"{name}: {number}" for name, number in counts.items())
    outcome = Outcome.HOLDS if right else Outcome.FAILS
    return Finding(outcome=outcome, tried=1, right=int(right), detail=detail)
