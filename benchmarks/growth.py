"""Does the cost of a run grow faster than the run? Exponents of CPU time in claims, worlds and draws.

Each quantity is doubled three times, all else equal; the sizes are measured in turn, and the exponent is the slope of
log time on log size. Each is taken for a whole cold run and for its deciding and reporting alone, on a warm store,
where a quadratic would otherwise hide behind the fits.

The claims are copies of one, each on worlds of its own (:mod:`regclaims.benchmarks.many`). The chance of error of one
test is kept at that of the real suite, so that the work asked for is proportional. A suite that keeps its error budget
whole divides it over more tests as it grows, and each test then needs a few more draws: that is told in a row of its
own, since it is a price of the promise and not of the code.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from regclaims.benchmarks import many, results
from regclaims.benchmarks.pairs import ROOT, child
from regclaims.benchmarks.results import Measured
from regclaims.claims import decide
from regclaims.claims.claim import all_claims

ALL_USED = 1e-30
"""Chance of error of a test at which a cell on the border uses all draws that it may."""


@dataclass(frozen=True)
class Setup:
    """A made-up suite."""

    claims: int
    worlds: int
    """Of each claim."""
    draws: int
    """Most draws of a cell."""
    a: float
    features: tuple[int, ...] = many.MIXED


def setups(a: float, scale: float) -> dict[str, list[Setup]]:
    """What grows -> the suites, each twice the one before it; ``a`` is the smallest one's."""
    doubled = [1, 2, 4, 8]
    claims, worlds, draws = (max(1, round(size * scale)) for size in (20, 50, 250))
    most = decide.Budget().max_draws
    return {
        "claims": [Setup(claims * k, 4, most, a) for k in doubled],
        "claims, one budget": [Setup(claims * k, 4, most, a / k) for k in doubled],
        "worlds": [Setup(1, worlds * k, most, a) for k in doubled],
        "draws": [Setup(20, 1, draws * k, ALL_USED, many.ON_THE_BORDER) for k in doubled],
    }


@contextmanager
def package_with(setup: Setup) -> Iterator[Path]:
    """A folder with the package in it, whose claims are those of the setup and no others."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "regclaims"
        (copy / "claims").mkdir(parents=True)
        for path in (*ROOT.iterdir(), *(ROOT / "claims").iterdir()):
            room = copy / path.relative_to(ROOT).parent
            if path.name not in ("claims", "tests") and path.name[0] != "." and not path.name.startswith("test_"):
                (room / path.name).symlink_to(path)
        text = many.MODULE.format(claims=setup.claims, worlds=setup.worlds, features=setup.features)
        (copy / "claims" / "test_many.py").write_text(text, encoding="utf-8")
        yield Path(folder)


def measure(setup: Setup) -> dict[str, float]:
    """CPU seconds of one suite, in a process of its own."""
    with package_with(setup) as folder:
        found: dict[str, float] = child("regclaims.benchmarks.many", setup.draws, setup.a, package=folder)
        return found


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of log time on log size."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write ``growth.json``."""
    parser = results.parser(__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="trial: size of the suites (default: 1)")
    given = parser.parse_args(arguments)
    a = decide.per_test_alpha(decide.Budget().alpha, decide.sampled_cells(all_claims().values()))
    found: dict[str, Measured] = {}
    details: dict[str, Any] = {}
    for what, growing in setups(a, given.scale).items():
        sizes = [setup.claims * setup.worlds * (setup.draws if what == "draws" else 1) for setup in growing]
        repeats = [[measure(setup) for setup in growing] for _ in range(given.pairs)]
        for part in ("whole", "deciding"):
            slopes = tuple(exponent(sizes, [one[part] for one in each]) for each in repeats)
            median = [float(np.median([each[i][part] for each in repeats])) for i in range(len(growing))]
            found[f"{what}: {part}"] = Measured(slopes, " → ".join(f"{seconds:.2g}" for seconds in median) + " CPU s")
        draws = [int(one["draws"]) for one in repeats[0]]
        details[what] = {"sizes": sizes, "draws": draws, "repeats": repeats}
    notes = [
        f"a = {a:.3g} a test, that of the suite; one budget: a halved with each doubling",
        "; ".join(f"{what}: {', '.join(f'{n:,}' for n in one['draws'])} draws" for what, one in details.items()),
    ]
    results.write("growth", given.results, found, notes, **details)


if __name__ == "__main__":
    results.script(main)
