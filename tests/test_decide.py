"""The loop that takes evidence."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.decide import Budget, sampled_cells, settle
from regclaims.claims.readings import Sampled
from regclaims.claims.verdict import Force
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import COST, FITS, Experiment
from regclaims.fixtures.grids import worlds
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.progress import Progress
from regclaims.fixtures.sequential import MOSTLY
from regclaims.fixtures.store import Store

SMALL = DGM(task="regression", n_samples=30, n_features=3, relevant=1.0, snr=1.0)


def claim(name: str, experiment: Experiment, predicate) -> Claim:
    reading = Sampled(
        name=name, says="Made up.", predicate=predicate, worlds=worlds(experiment, [SMALL]), frequency=MOSTLY
    )
    return Claim(
        id=name,
        says="Made up.",
        force=Force.GENERIC,
        rows=(),
        better=(),
        roles={},
        mirrors="",
        contradicts=(),
        not_empirical=None,
        module="",
        line=0,
        readings=[reading],
    )


def test_what_reads_the_clock_comes_when_all_else_is_done(tmp_path):
    seen: list[str] = []

    def watch(progress: Progress) -> None:
        seen.append(progress.what)

    timed = claim("timed", COST, lambda l1: l1.seconds > 0)
    coin = claim("coin", FITS, lambda l1: np.floor(l1.test_error * 1e6) % 2 == 0)  # takes many rounds
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial(), watch=watch) as lab:
        dockets = settle({timed: None, coin: None}, lab, Budget(max_draws=150))
        assert dockets["timed"].verdict().decided
    rounds = [what for what, before in zip(seen, [None, *seen], strict=False) if what != before]
    assert rounds == ["drawing", "timing"]
    assert seen.count("drawing") > 3


def test_alpha_is_divided_among_all_cells_of_the_suite(tmp_path):
    """Three tests a cell, and every cell of every claim, though one alone is asked for."""
    clear = claim("clear", FITS, lambda l1: l1.test_error > 0)
    cells = sampled_cells(all_claims().values())
    assert cells > 1000
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial()) as lab:
        for given, divided_by in ((None, cells), (7, 7)):
            docket = settle({clear: None}, lab, Budget(alpha=0.02), given)["clear"]
            (tally,) = docket.tallies.values()
            np.testing.assert_allclose(tally.a * 3 * divided_by, 0.02)
