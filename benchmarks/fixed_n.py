"""Draws of a test with a fixed number of draws and the same error bound, against those our planner took.

Nothing is timed: draws are counted. The test with fixed n is the exact binomial one, at the same chance of error a a
test as ours (:func:`regclaims.claims.decide.per_test_alpha`). Its n has to be set before any draw is seen, so it is
the least at which a frequency of t + z is told from t, and one of t - z from t, each with a chance of 0.9: t and z are
the threshold and the indifference width of the cell's frequency, so frequencies within z of the border, which would
need more, are given up beforehand. Ours gives up nothing beforehand, and is charged for every draw of every cell,
also of those that no verdict needed and that stayed undecided.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import binom

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import ROOT
from regclaims.benchmarks.results import Measured
from regclaims.claims import decide
from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.readings import Sampled
from regclaims.fixtures.blocks import Series, series_of
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Frequency

POWER = 0.9
LONGEST = 20_000
FREQUENCIES = {frequency.words: frequency for frequency in (MOSTLY, NEARLY_ALWAYS, SOMETIMES)}


def least_n(null: float, alternative: float, a: float, power: float = POWER) -> int:
    """Fewest draws in which the exact binomial test of theta <= null at level ``a`` detects a larger alternative.

    An alternative below the null is tested the other way round: failures are counted in place of successes.
    """
    if alternative < null:
        null, alternative = 1 - null, 1 - alternative
    n = np.arange(1, LONGEST + 1)
    critical = binom.isf(a, n, null)  # rejected above it
    found = np.flatnonzero(binom.sf(critical, n, alternative) >= power)
    if not len(found):
        raise UsageError(f"{alternative} is not told from {null} at {a} in {LONGEST} draws")
    return int(n[found[0]])


def needed(frequency: Frequency, a: float) -> int:
    """Draws that a cell of this frequency needs: both sides have to be told."""
    t, z = frequency.threshold, frequency.width
    return max(least_n(t, t + z, a), least_n(t, t - z, a))


def main(arguments: list[str] | None = None) -> None:
    """Count, and write ``fixed_n.json``."""
    parser = results.parser(__doc__, pairs=1)
    parser.add_argument("--report", type=Path, default=ROOT / "reports" / "latest" / "report.json")
    given = parser.parse_args(arguments)
    try:
        report = json.loads(given.report.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{given.report}: {error.strerror}; run pytest claims, or name one by --report") from None
    claims = all_claims()
    if {claim["id"] for claim in report["claims"]} != set(claims):
        raise UsageError(f"{given.report}: required is the report of all {len(claims)} claims; run pytest claims")
    a = decide.per_test_alpha(report["run"]["alpha"], decide.sampled_cells(claims.values()))
    fixed = {words: needed(frequency, a) for words, frequency in FREQUENCIES.items()}
    cells = list(_cells(report))
    found = {"all": _compare(cells, fixed), "decided": _compare_decided(cells, fixed)}
    found |= {words: _compare([c for c in cells if c[0] == words], fixed) for words in fixed}
    shared, ours = sum(_shared(claims, fixed).values()), report["run"]["draws"]
    found["shared"] = Measured((shared / ours,), f"{ours:,} draws", f"{shared:,} draws")
    notes = [
        f"a = {a:.3g} a test; fixed n: " + ", ".join(f"{n:,} ({words})" for words, n in fixed.items()),
        f"{len(cells):,} cells; a count, the same on any machine",
    ]
    results.write("fixed_n", given.results, found, notes, a=a, fixed=fixed, power=POWER, run=report["run"])


Cell = tuple[str, str, int]
"""(frequency, outcome, draws)"""


def _cells(report: Mapping[str, Any]) -> Iterator[Cell]:
    for claim in report["claims"]:
        for reading in claim["readings"]:
            for cell in reading["cells"]:
                if cell["evidence"] == "frequency":
                    yield reading["frequency"], cell["outcome"], cell["draws"]


def _compare(cells: list[Cell], fixed: Mapping[str, int]) -> Measured:
    ours, theirs = sum(draws for _, _, draws in cells), sum(fixed[words] for words, _, _ in cells)
    return Measured((theirs / ours,), f"{ours:,} draws", f"{theirs:,} draws")


def _compare_decided(cells: list[Cell], fixed: Mapping[str, int]) -> Measured:
    """Theirs on the cells alone that ours decided, ours on all."""
    ours = sum(draws for _, _, draws in cells)
    theirs = sum(fixed[words] for words, outcome, _ in cells if outcome != "undecided")
    return Measured((theirs / ours,), f"{ours:,} draws", f"{theirs:,} draws")


def _shared(claims: Mapping[str, Claim], fixed: Mapping[str, int]) -> dict[Series, int]:
    """Draws where theirs too shares its fits between all cells that read the same method on the same world."""
    found: dict[Series, int] = {}
    for claim in claims.values():
        for reading in (reading for reading in claim.readings if isinstance(reading, Sampled)):
            for world in reading.worlds:
                for series in series_of(world, reading.methods(claim.roles)):
                    found[series] = max(found.get(series, 0), fixed[reading.frequency.words])
    return found


if __name__ == "__main__":
    results.script(main)
