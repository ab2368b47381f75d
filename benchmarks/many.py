"""One suite of made-up claims, settled cold and again warm: what :mod:`regclaims.benchmarks.growth` repeats.

Run in a copy of the package whose only claims are in a generated module, so that everything that goes through all
claims of a suite goes through these. The experiment is a real and cheap one: least squares, whose error on new data is
often more than FAR times its training error; how often depends on the number of features.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from regclaims.benchmarks.pairs import blas_on_one_thread, cpu_seconds
from regclaims.claims import decide, summarize
from regclaims.claims.claim import all_claims
from regclaims.claims.readings import Hits
from regclaims.fixtures import provenance
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import FITS
from regclaims.fixtures.grids import World, worlds
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.rows import Method
from regclaims.fixtures.store import Store
from regclaims.reports import consistency, ledger, markdown, report

FAR = 1.7
MIXED = (2, 4, 8, 10)
"""Numbers of features at which it is true of about 0.16, 0.35, 0.76 and 0.88 of draws."""
ON_THE_BORDER = (6,)
"""About 0.54: neither held nor doubted for thousands of draws."""

MODULE = '''"""Made by regclaims.benchmarks.growth."""

from regclaims.benchmarks import many
from regclaims.claims.claim import claim

for number in range({claims}):
    made = claim(f"made-{{number}}", "Least squares predicts far worse than it fits.", force="generic")
    made.reading(many.grid(number, {worlds}, {features}))(many.predicts_far_worse)
'''


def grid(number: int, n_worlds: int, features: tuple[int, ...]) -> tuple[World, ...]:
    """Worlds that no other claim has: they differ in the fourth digit of their noise."""
    found = []
    for i in range(number * n_worlds, (number + 1) * n_worlds):
        p = features[i % len(features)]
        found.append(DGM(task="regression", n_samples=30, n_features=p, relevant=1.0, snr=1 + i / 10_000))
    return worlds(FITS, found)


def predicts_far_worse(none: Method) -> Hits:
    """Far worse: the error on new data is more than FAR times that on the data it was given."""
    return none.test_error > FAR * none.train_error


def settle_and_report(store: Store, budget: decide.Budget) -> int:
    """All verdicts, and everything that is said of them, as text. Draws measured."""
    claims = all_claims()
    with Lab(store, seed=0, engine=Serial()) as lab:
        dockets = decide.settle(dict.fromkeys(claims.values()), lab, budget)
        records = [summarize.record(docket, lab) for docket in dockets.values()]
        list(consistency.problems(records, claims, {}))
        ledger.dumps(ledger.accept({}, records, "", provenance.versions()))
        run = report.RunRecord(
            seed=0,
            alpha=budget.alpha,
            error_budget_spent=0,
            draws=report.draws_looked_at(records),
            seconds=0,
            versions=provenance.versions(),
        )
        whole = report.Report(run=run, claims=records, sources=[])
        report.to_text(whole)
        markdown.to_text(whole)
        return lab.measured


def measure(max_draws: int, a: float) -> Mapping[str, float]:
    """CPU seconds of a cold run, and of what is left of it once everything has been measured."""
    cells = decide.sampled_cells(all_claims().values())
    budget = decide.Budget(alpha=3 * cells * a, max_draws=max_draws)
    with tempfile.TemporaryDirectory() as folder, blas_on_one_thread():
        with Store(Path(folder) / "warm-up.sqlite") as store:
            settle_and_report(store, decide.Budget(alpha=budget.alpha, max_draws=1))  # loads what has to be loaded
        with Store(Path(folder) / "store.sqlite") as store:
            draws = 0

            def cold() -> None:
                nonlocal draws
                draws = settle_and_report(store, budget)

            whole = cpu_seconds(cold)
            warm = min(cpu_seconds(lambda: settle_and_report(store, budget)) for _ in range(3))
    return {"whole": whole, "deciding": warm, "draws": draws}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), float(sys.argv[2]))))
