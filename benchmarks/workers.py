"""Two workers against one: the laboratory's part of a cold run, by the clock on the wall.

Every so-manieth claim of the suite that reads no clock is settled from an empty store, in a process of its own each
time, so that starting the workers is in it. What is collected before and reported after runs in one process anyway
and is not.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import child, interleaved, wall_seconds
from regclaims.benchmarks.results import Measured
from regclaims.claims import decide
from regclaims.claims.claim import Claim, all_claims
from regclaims.fixtures.engines import local
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store

NAME = "regclaims.benchmarks.workers"


def selection(every: int) -> list[Claim]:
    """A sample of all topics: one claim in ``every``, those left out that read the clock."""
    return [claim for claim in all_claims().values() if not claim.timing][::every]


def settle(workers: int, every: int) -> float:
    """Seconds of a cold run in this process."""
    claims = dict.fromkeys(selection(every))
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "store.sqlite") as store,
        Lab(store, seed=0, engine=local(workers)) as lab,
    ):
        return wall_seconds(lambda: decide.settle(claims, lab, decide.Budget()))


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write ``workers.json``."""
    parser = results.parser(__doc__)
    parser.add_argument("--every", type=int, default=5, help="one claim in so many (default: 5)")
    parser.add_argument("--workers", type=int, help="settle once with so many workers, and print the seconds")
    given = parser.parse_args(arguments)
    if given.workers:
        print(json.dumps(settle(given.workers, given.every)))
        return
    pairs = interleaved(
        lambda _: float(child(NAME, "--workers", 2, "--every", given.every)),
        lambda _: float(child(NAME, "--workers", 1, "--every", given.every)),
        given.pairs,
    )
    words = [results.seconds(side, "s") for side in (pairs.ours, pairs.theirs)]
    notes = [f"one claim in {given.every} of those that read no clock: {len(selection(given.every))} claims; cold"]
    results.write("workers", given.results, {"speed-up": Measured(pairs.ratios, *words)}, notes)


if __name__ == "__main__":
    results.script(main)
