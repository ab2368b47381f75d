"""Does the coarse search for a strength cost accuracy? Test error as tuned here over that of an exhaustive search.

The reference tries a grid ten times finer over the same range from end to end, every fit at
tolerance 1e-6 (classification: 1e-4, the library's default); both
choose on the same folds of the same draws. A ratio of mean test errors within 1 % of one is the target.

    python benchmarks/tuning_accuracy.py [--draws 20] [--seed 0] [--out benchmarks/results/tuning_accuracy.json]
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from regclaims.fixtures import provenance
from regclaims.fixtures.dgms import Draw
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


def main() -> None:
    """Measure every world of the core grid and write the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "tuning_accuracy.json")
    args = parser.parse_args()
    rows = []
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for dgm in CORE:
            draws = [dgm.draw(args.seed, number) for number in range(args.draws)]
            for penalty in PENALTIES:
                ours = [test_error(tuned(dgm.task, penalty, d.X, d.y), d) for d in draws]
                finest = [exhaustive(draw, penalty) for draw in draws]
                ratio, error = float(np.mean(ours) / np.mean(finest)), float(np.std(np.subtract(ours, finest)))
                error /= np.sqrt(len(draws)) * np.mean(finest)
                rows.append({"dgm": dgm.id, "penalty": penalty, "ratio": ratio, "standard_error": error})
                print(f"{dgm.id:40} {penalty:12} {ratio:.4f} +- {error:.4f}", flush=True)
    overall = {p: float(np.mean([row["ratio"] for row in rows if row["penalty"] == p])) for p in PENALTIES}
    print({penalty: round(ratio, 4) for penalty, ratio in overall.items()})
    args.out.parent.mkdir(parents=True, exist_ok=True)
    study = {"draws": args.draws, "versions": provenance.versions(), "overall": overall, "worlds": rows}
    args.out.write_text(json.dumps(study, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
