"""Draws fitted and tuned a CPU second, against R's glmnet on the same draws.

Theirs is ``cv.glmnet`` with five folds as statisticians call it: 100 strengths, features standardised, the strength of
least cross-validated loss (``lambda.min``). Ours is :func:`regclaims.fixtures.tuning.tuned`, which decides the claims.
Both tune inside the draw; both fits are scored by our closed form of the error on new data, so that speed is compared
at equal risk. Starting R, loading data and warming up are in neither time. A row with as few strengths as our grids
have shows how much of the difference is that of the grids.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import blas_on_one_thread, cpu_seconds, interleaved, run
from regclaims.benchmarks.results import Measured
from regclaims.fixtures import dgms
from regclaims.fixtures.dgms import Draw
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.methods import L1_RATIO, Penalty
from regclaims.fixtures.performance import Fit, test_error
from regclaims.fixtures.tuning import grid, tuned

WORLDS = {
    "regression, n > p": "reg-n100-p20-rel1-snr4-ar0.8",
    "regression, p > n": "reg-n50-p100-rel0.05-snr4-ar0.8",
    "classification": "clf-n100-p20-rel0.05-snr4-ar0",
}
"""Worlds of the suite's main grid."""
LARGER = {
    "regression, 1000 x 100": "reg-n1000-p100-rel0.05-snr4-ar0",
    "regression, 100 x 500": "reg-n100-p500-rel0.05-snr4-ar0",
    "classification, 1000 x 50": "clf-n1000-p50-rel0.05-snr4-ar0",
}
"""Worlds of the timed grid, where R's own overhead matters less; lasso alone, on a tenth of the draws."""
METHODS: dict[str, Penalty] = {"lasso": "l1", "ridge": "l2", "elastic net": "elastic_net"}
FAMILY = {"regression": "gaussian", "classification": "binomial"}
GLMNETS_STRENGTHS = 100


@dataclass
class Contest:
    """One method on the draws of one world, by us and by glmnet."""

    name: str
    method: Penalty
    draws: Sequence[Draw]
    folder: Path
    """Holds the exported draws."""
    strengths: int
    """How many glmnet tries."""
    ours: Sequence[Fit] = ()
    theirs: Sequence[Fit] = ()
    version: str = ""

    def time_ours(self) -> float:
        """CPU seconds for all draws."""
        task, fits = self.draws[0].dgm.task, list[Fit]()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # as in the laboratory
            spent = cpu_seconds(lambda: fits.extend(tuned(task, self.method, draw.X, draw.y) for draw in self.draws))
        self.ours = fits
        return spent

    def time_theirs(self) -> float:
        """CPU seconds for all draws, as R reads its own clock."""
        dgm, script = self.draws[0].dgm, Path(__file__).with_suffix(".R")
        sizes = dgm.n_samples, dgm.n_features, len(self.draws)
        command = ["Rscript", script, self.folder, *sizes, FAMILY[dgm.task], L1_RATIO[self.method], self.strengths]
        spent, self.version = run([str(part) for part in command]).splitlines()
        coefs = np.fromfile(self.folder / "coef.bin").reshape(len(self.draws), -1)
        self.theirs = [Fit(float(row[0]), row[1:]) for row in coefs]
        return float(spent)

    def measure(self, pairs: int) -> Measured:
        """Their time over ours."""
        replace(self, draws=self.draws[:3]).time_ours()  # loads what has to be loaded
        found = interleaved(lambda _: self.time_ours(), lambda _: self.time_theirs(), pairs)
        speeds = [f"{len(self.draws) / statistics.median(side):,.0f} draws/s" for side in (found.ours, found.theirs)]
        return Measured(found.ratios, *speeds)


def risk(contest: Contest) -> dict[str, float]:
    """How our errors on new data compare with theirs, as ratios: at most 1 where our fits are as good."""
    ours, theirs = (
        np.array([test_error(fit, draw) for fit, draw in zip(fits, contest.draws, strict=True)])
        for fits in (contest.ours, contest.theirs)
    )
    return {
        "of medians": float(np.median(ours) / np.median(theirs)),
        "of means": float(ours.mean() / theirs.mean()),
        "median of draws": float(np.median(ours / theirs)),
    }


def names() -> Iterator[tuple[str, str, Penalty, bool]]:
    """(world, name, method, alike) of every contest; alike: glmnet with as many strengths as our grid has."""
    for where in WORLDS:
        for what, method in METHODS.items():
            yield where, f"{where}: {what}", method, False
            yield where, f"{where}: {what}, alike", method, True
    for where in LARGER:
        yield where, f"{where}: lasso", "l1", False


def contests(root: Path, n_draws: int) -> Iterator[Contest]:
    """Every contest, its draws exported."""
    for where, name, method, alike in names():
        world = dgms.parse((WORLDS | LARGER)[where])
        draws = [world.draw(0, number) for number in range(n_draws if where in WORLDS else max(5, n_draws // 10))]
        folder = root / world.id
        export(draws, folder)
        ours = len(grid(world.task, method, draws[0].X, draws[0].y))
        yield Contest(name, method, draws, folder, ours if alike else GLMNETS_STRENGTHS)


def export(draws: Sequence[Draw], folder: Path) -> None:
    """The draws as R reads them."""
    folder.mkdir(exist_ok=True)
    np.concatenate([draw.X.ravel(order="F") for draw in draws]).tofile(folder / "X.bin")
    np.concatenate([draw.y for draw in draws]).tofile(folder / "y.bin")


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write ``glmnet.json``."""
    parser = results.parser(__doc__)
    parser.add_argument("--draws", type=int, default=200, help="draws of each world that are timed (default: 200)")
    parser.add_argument("--risk-draws", type=int, default=2000, help="draws whose errors are compared (default: 2000)")
    given = parser.parse_args(arguments)
    if not shutil.which("Rscript"):
        raise UsageError("Rscript is not found; install R with glmnet (Debian: r-base-core r-cran-glmnet)")
    found: dict[str, Measured] = {}
    risks: dict[str, dict[str, float]] = {}
    version = ""
    with tempfile.TemporaryDirectory() as root, blas_on_one_thread():
        for contest in contests(Path(root), given.draws):
            found[contest.name] = contest.measure(given.pairs)
        for contest in contests(Path(root), given.risk_draws):
            if contest.name in NINE:
                contest.time_ours()
                contest.time_theirs()
                risks[contest.name], version = risk(contest), contest.version
    medians = tuple(each["of medians"] for each in risks.values())
    found["risk"] = Measured(medians, f"{min(medians):.3f} to {max(medians):.3f}", "1")
    notes = [
        f"glmnet {version}; {given.draws} draws of each of {', '.join(WORLDS.values())}",
        "alike: glmnet with as many strengths as our grid has; larger worlds: a tenth of the draws",
        f"risk: our median error on new data over theirs in {given.risk_draws:,} draws, for the nine contests",
    ]
    results.write("glmnet", given.results, found, notes, risk_ratios=risks)


NINE = [name for where, name, _, alike in names() if where in WORLDS and not alike]
"""The contests that have a target."""

if __name__ == "__main__":
    results.script(main)
