"""Does the coarse search for a strength cost accuracy? Test error as tuned here over that of an exhaustive search.

The reference tries a grid ten times finer over the same range from end to end, every fit at tolerance 1e-6
(classification: 1e-4, the library's default). Both choose on the same folds of the same draws of the core worlds.
"""

from __future__ import annotations

import warnings

import numpy as np

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import blas_on_one_thread
from regclaims.benchmarks.results import Measured
from regclaims.fixtures.dgms import DGM, Draw
from regclaims.fixtures.grids import CORE
from regclaims.fixtures.methods import Penalty, at_strength, path
from regclaims.fixtures.performance import mean_loss, test_error
from regclaims.fixtures.tuning import cross_validation, grid, tuned

PENALTIES: tuple[Penalty, ...] = ("l1", "l2", "elastic_net")
FINER = 10
TOLERANCE = {"regression": 1e-6, "classification": 1e-4}


def exhaustive(draw: Draw, penalty: Penalty) -> float:
    """Test error at the strength of least held-out loss on the finer grid."""
    task = draw.dgm.task
    coarse = grid(task, penalty, draw.X, draw.y)
    steps = np.arange((len(coarse) - 1) * FINER + 1) / FINER
    strengths = np.exp(np.interp(steps, np.arange(len(coarse)), np.log(coarse)))
    losses = np.zeros(len(strengths))
    for split in cross_validation(task, draw.X, draw.y):
        along = path(task, penalty, split.X, split.y, strengths, tol=TOLERANCE[task])
        losses += mean_loss(task, split.X_held @ along.coefs.T + along.intercepts, split.y_held)
    return test_error(at_strength(task, penalty, draw.X, draw.y, float(strengths[losses.argmin()])), draw)


def ratio(dgm: DGM, penalty: Penalty, n_draws: int) -> tuple[float, float]:
    """Mean test error, ours over the reference's, and its standard error over the draws."""
    draws = [dgm.draw(0, number) for number in range(n_draws)]
    ours = np.array([test_error(tuned(dgm.task, penalty, d.X, d.y), d) for d in draws])
    finest = np.array([exhaustive(draw, penalty) for draw in draws])
    return float(ours.mean() / finest.mean()), float((ours - finest).std() / np.sqrt(n_draws) / finest.mean())


def main(arguments: list[str] | None = None) -> None:
    """Measure every core world, and write ``tuning_accuracy.json``."""
    parser = results.parser(__doc__)
    parser.add_argument("--draws", type=int, default=20, help="draws of each world (default: 20)")
    given = parser.parse_args(arguments)
    worlds: dict[str, dict[str, tuple[float, float]]] = {}
    with blas_on_one_thread(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for penalty in PENALTIES:
            worlds[penalty] = {dgm.id: ratio(dgm, penalty, given.draws) for dgm in CORE}
    found = {
        penalty: Measured((float(np.mean([one for one, _ in each.values()])),), "coarse search", "exhaustive search")
        for penalty, each in worlds.items()
    }
    notes = [
        f"mean over {len(CORE)} worlds of the ratio of mean test errors in {given.draws} draws, which are in the file"
    ]
    results.write("tuning_accuracy", given.results, found, notes, worlds=worlds)


if __name__ == "__main__":
    results.script(main)
