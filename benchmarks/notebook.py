"""The notebook way: a fixed number of draws, scikit-learn's CV estimators, a joblib loop.

Both sides answer the claims that rest on the experiment ``fits`` alone: no penalty, L1, L2, elastic net, each tuned
by five-fold cross-validation. Wherever the notebook's author has a choice, the one that is kinder to the notebook is
taken:

* one fit of a method on a draw serves all claims that read it (the other row: a notebook a claim);
* only what a cell reads that ours decided is fitted; ours is charged for its undecided cells too;
* errors come from the closed form under the truth, which costs microseconds, not from a test set of 10,000;
* liblinear, the quickest solver, for L1 logistic regression; RidgeCV's three strengths; no scaling of features;
* the loop runs in one process, so that joblib sends nothing anywhere; deciding costs nothing.

The notebook's cost is extrapolated: in each pair from another random tenth of its series (a method on a world), drawn
within each task and method, and from a few draws each, to 1,000 draws of every series. Ours is a whole cold run of the
same claims in one process, from an empty store to decided verdicts.
"""

from __future__ import annotations

import random
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
from joblib import Parallel, delayed
from scipy.stats import binom
from sklearn.linear_model import (
    ElasticNetCV,
    LassoCV,
    LinearRegression,
    LogisticRegression,
    LogisticRegressionCV,
    RidgeCV,
)

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import blas_on_one_thread, cpu_seconds, interleaved
from regclaims.benchmarks.results import Measured
from regclaims.claims import decide
from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.readings import Sampled
from regclaims.fixtures import dgms
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.dgms import Draw
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import FITS, fits
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.methods import Penalty
from regclaims.fixtures.performance import Fit, test_error
from regclaims.fixtures.rows import Rows
from regclaims.fixtures.sequential import Frequency, Outcome
from regclaims.fixtures.store import Store

DRAWS = 1000
SHARE = 10
"""One series in so many is measured."""

logistic_cv = partial(LogisticRegressionCV, cv=5)
MODELS: dict[tuple[str, str], Callable[[], Any]] = {
    ("regression", "none"): LinearRegression,
    ("regression", "l1"): partial(LassoCV, cv=5),
    ("regression", "l2"): partial(RidgeCV, cv=5),
    ("regression", "elastic_net"): partial(ElasticNetCV, cv=5),
    ("classification", "none"): partial(LogisticRegression, C=np.inf),
    ("classification", "l1"): partial(logistic_cv, l1_ratios=(1.0,), solver="liblinear"),
    ("classification", "l2"): logistic_cv,
    ("classification", "elastic_net"): partial(logistic_cv, l1_ratios=(0.5,), solver="saga"),
}
"""As they stand in notebooks: library defaults, five folds."""


def fit(draw: Draw, method: str) -> Fit:
    """The notebook's fit of one draw."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of iterations spent, and of defaults that will change
        model = MODELS[draw.dgm.task, method]().fit(draw.X, draw.y)
    return Fit(float(np.ravel(model.intercept_)[0]), np.ravel(model.coef_), strength(model, len(draw.y)))


def strength(model: Any, n_samples: int) -> float:
    """The textbook strength (:mod:`regclaims.fixtures.methods`) that the notebook's model has chosen; 0 for none."""
    if hasattr(model, "C_"):
        return float(1 / (n_samples * np.ravel(model.C_)[0]))
    chosen = float(getattr(model, "alpha_", 0.0))
    return chosen / n_samples if isinstance(model, RidgeCV) else chosen


def error(dgm: str, method: str, number: int) -> float:
    """One turn of the notebook's loop."""
    draw = dgms.parse(dgm).draw(0, number)
    return test_error(fit(draw, method), draw)


# Ours


def claims_on_fits() -> list[Claim]:
    """Claims all of whose cells rest on the experiment ``fits``."""
    return [
        claim
        for claim in all_claims().values()
        if claim.readings
        and all(isinstance(r, Sampled) and all(w.experiment is FITS for w in r.worlds) for r in claim.readings)
    ]


def settle(claims: Iterable[Claim]) -> dict[str, decide.Docket]:
    """A cold run in this process: from an empty store to decided verdicts."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "store.sqlite") as store,
        Lab(store, seed=0, engine=Serial()) as lab,
    ):
        return decide.settle(dict.fromkeys(claims), lab, decide.Budget())


def series_read(dockets: Iterable[decide.Docket]) -> Counter[Series]:
    """Series that decided cells read, each with the number of claims that read it."""
    found: Counter[Series] = Counter()
    for docket in dockets:
        decided = [place for place in docket.tallies if docket.outcome(place) is not Outcome.UNDECIDED]
        found.update({fitted for place in decided for series in docket.series(place) for fitted in _fitted(series)})
    return found


def _fitted(series: Series) -> Iterator[Series]:
    """What a notebook has to fit for a series: L2 and no penalty, where the two are compared."""
    for method in ("l2", "none") if series.method == fits.SHRUNK else (series.method,):
        yield replace(series, method=method)


# Theirs


Stratum = tuple[str, str]
"""(task, method): within it fits cost much the same."""


def strata(series: Iterable[Series]) -> dict[Stratum, list[Series]]:
    """Series by task and method."""
    found: dict[Stratum, list[Series]] = {}
    for one in sorted(series):
        found.setdefault((dgms.parse(one.dgm).task, one.method), []).append(one)
    return found


def cost_a_draw(by_stratum: dict[Stratum, list[Series]], draws: int, seed: int) -> dict[Stratum, float]:
    """CPU seconds a draw in each stratum, from a random tenth of its series."""
    chance, found = random.Random(seed), {}
    for stratum, series in by_stratum.items():
        chosen = chance.sample(series, max(1, len(series) // SHARE))
        loop = [delayed(error)(one.dgm, one.method, number) for one in chosen for number in range(draws)]
        found[stratum] = cpu_seconds(lambda loop=loop: Parallel(n_jobs=1)(loop)) / len(loop)  # type: ignore[misc]
    return found


# Do both decide alike?


def fixed_n_outcome(successes: int, draws: int, frequency: Frequency, a: float) -> Outcome:
    """The outcome by exact binomial tests of a fixed number of draws, each at level ``a``."""
    t, z = frequency.threshold, frequency.width
    if binom.sf(successes - 1, draws, t) <= a:
        return Outcome.HOLDS
    if binom.cdf(successes, draws, t) <= a:
        return Outcome.FAILS
    return Outcome.TOSS_UP if binom.cdf(successes, draws, t + z) <= a else Outcome.UNDECIDED


def measure(draw: Draw, method: str) -> dict[str, float]:
    """Columns of the notebook's fit, as the experiment ``fits`` names them."""
    penalty = cast(Penalty, method)
    if method == "none":
        return fits.describe("none", fit(draw, method), penalty, draw)
    if method == fits.SHRUNK:
        return fits.shrunk(f"tuned/{method}", fit(draw, "l2"), draw)
    return fits.describe(f"tuned/{method}", fit(draw, method), penalty, draw)


def compare_outcomes(dockets: Sequence[decide.Docket], cells: int, worlds: int, draws: int) -> list[dict[str, Any]]:
    """Cells on some random small worlds that ours decided, with both outcomes."""
    chance = random.Random(0)
    decided = [
        (docket, place)
        for docket in dockets
        for place, tally in docket.tallies.items()
        if tally.outcome is not Outcome.UNDECIDED
    ]
    by_dgm: dict[str, list[tuple[decide.Docket, decide.Place]]] = {}
    for docket, place in decided:
        by_dgm.setdefault(docket.worlds[place].dgm.id, []).append((docket, place))
    small = [id for id in sorted(by_dgm) if dgms.parse(id).n_samples * dgms.parse(id).n_features <= 2500]
    chosen = [each for id in chance.sample(small, min(worlds, len(small))) for each in by_dgm[id]]
    found = []
    columns: dict[tuple[str, str], dict[str, np.ndarray[Any, Any]]] = {}
    for docket, place in chance.sample(chosen, min(cells, len(chosen))):
        reading, world, tally = docket.claim.find(place[0]), docket.worlds[place], docket.tallies[place]
        assert isinstance(reading, Sampled)
        needed = [series.method for series in docket.series(place)]
        for method in needed:
            if (world.dgm.id, method) not in columns:
                columns[world.dgm.id, method] = _columns(world, method, draws)
        rows = Rows(draws, {k: v for method in needed for k, v in columns[world.dgm.id, method].items()}, world)
        successes = int(reading.hits(rows, docket.claim.roles).sum())
        theirs = fixed_n_outcome(successes, draws, tally.frequency, tally.a)
        found.append(
            {
                "cell": f"{docket.claim.id} {place[0]} {place[1]}",
                "ours": str(tally.outcome),
                "our_share": f"{tally.successes} of {tally.draws}",
                "theirs": str(theirs),
                "their_share": f"{successes} of {draws}",
            }
        )
    return found


def _columns(world: World, method: str, draws: int) -> dict[str, np.ndarray[Any, Any]]:
    rows = [measure(world.dgm.draw(0, number), method) for number in range(draws)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def agreement(compared: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """(alike, both decided): fails and toss-ups alike do not hold."""
    both = [one for one in compared if one["theirs"] != Outcome.UNDECIDED]
    return sum((one["ours"] == Outcome.HOLDS) == (one["theirs"] == Outcome.HOLDS) for one in both), len(both)


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write ``notebook.json``."""
    parser = results.parser(__doc__)
    parser.add_argument("--draws", type=int, default=5, help="draws of each series whose cost is measured (default: 5)")
    parser.add_argument("--every", type=int, default=1, help="trial: only every so-manieth claim (default: 1)")
    parser.add_argument("--cells", type=int, default=20, help="cells whose outcomes are compared (default: 20)")
    parser.add_argument("--worlds", type=int, default=6, help="small worlds that they come from (default: 6)")
    parser.add_argument("--fixed", type=int, default=DRAWS, help=f"draws for that (default: {DRAWS})")
    given = parser.parse_args(arguments)
    claims = claims_on_fits()[:: given.every]
    with blas_on_one_thread():
        dockets = list(settle(claims[:1]).values())  # loads what has to be loaded
        for key in MODELS:
            error("reg-n40-p5-rel1-snr1-ar0" if key[0] == "regression" else "clf-n40-p5-rel1-snr1-ar0", key[1], 0)
        dockets = list(settle(claims).values())
        read = series_read(dockets)
        by_stratum = strata(read)
        apart = {stratum: sum(read[one] for one in series) for stratum, series in by_stratum.items()}
        costs: list[dict[Stratum, float]] = []

        def theirs(number: int) -> float:
            costs.append(cost_a_draw(by_stratum, given.draws, number))
            return sum(DRAWS * len(by_stratum[stratum]) * cost for stratum, cost in costs[-1].items())

        shared = interleaved(lambda number: cpu_seconds(lambda: settle(claims)), theirs, given.pairs)
        compared = compare_outcomes(dockets, given.cells, given.worlds, given.fixed)
    each = [sum(DRAWS * apart[s] * cost for s, cost in found.items()) for found in costs]
    alike, both = agreement(compared)
    cells = sum(len(docket.tallies) for docket in dockets)
    ours = results.seconds(shared.ours)
    found = {
        "shared": Measured(shared.ratios, ours, results.seconds(shared.theirs)),
        "apart": Measured(
            tuple(theirs / ours for theirs, ours in zip(each, shared.ours, strict=True)), ours, results.seconds(each)
        ),
        "agreement": Measured((alike / max(both, 1),), f"{len(compared)} cells", f"{both} of them decided"),
    }
    notes = [
        f"{len(claims)} claims, {cells:,} cells; theirs extrapolated from one in {SHARE} of {len(read)} series and "
        f"{given.draws} draws each to {DRAWS:,} draws",
        f"outcomes compared on {len(compared)} random decided cells of {given.worlds} random small worlds, "
        f"{given.fixed:,} draws, exact binomial tests at the same chance of error; alike: both hold, or neither",
    ]
    milliseconds = {" ".join(s): round(1000 * float(np.median([c[s] for c in costs])), 2) for s in by_stratum}
    results.write("notebook", given.results, found, notes, milliseconds_a_draw=milliseconds, outcomes=compared)


if __name__ == "__main__":
    results.script(main)
