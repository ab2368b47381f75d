"""The loop that takes evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from typing import ClassVar

import numpy as np
import pytest

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.decide import Budget, Docket, per_test_alpha, sampled_cells, settle
from regclaims.claims.findings import Finding
from regclaims.claims.plan import next_look
from regclaims.claims.readings import Counted, Exact, Sampled
from regclaims.claims.verdict import (
    AMBIGUOUS,
    CONTRADICTED,
    DEPENDS,
    NOT_EMPIRICAL,
    SUPPORTED,
    UNDECIDED,
    Force,
    NotEmpirical,
)
from regclaims.fixtures.blocks import Series, series_of
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.experiments import COST, FITS, Experiment
from regclaims.fixtures.grids import worlds
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.progress import Progress
from regclaims.fixtures.sequential import MOSTLY, SOMETIMES, Frequency, Outcome, Tally
from regclaims.fixtures.store import Block, Store

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


# Evidence by the book: draws written into the store beforehand, so that what has to happen is known


def scripted(lab: Lab, store: Store, dgm: DGM, hits: np.ndarray) -> None:
    """Draws of L1 under FITS on a world whose error is 1 where a draw hits and 0 where it does not."""
    (series,) = series_of(worlds(FITS, [dgm])[0], ["l1"])
    numbers = np.asarray(hits, float)[:, None]
    store.add(lab.key(series), "scripted", Block(tuple(range(len(hits))), ("l1.test_error",), numbers, ()))


def hits_of(l1):
    return l1.test_error == 1


def sampled(name: str, *dgms: DGM, frequency: Frequency = MOSTLY, experiment: Experiment = FITS) -> Sampled:
    return Sampled(name=name, says="", predicate=hits_of, worlds=worlds(experiment, dgms), frequency=frequency)


def stated(*readings, force: Force = Force.GENERIC, id: str = "made-up") -> Claim:
    return replace(claim("made-up", FITS, hits_of), id=id, force=force, readings=list(readings))


def place(reading: str, dgm: DGM) -> tuple[str, str]:
    return reading, worlds(FITS, [dgm])[0].id


ONE, TWO, THREE = (replace(SMALL, n_samples=n) for n in (30, 40, 50))
A = 1e-4


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        yield store


@pytest.fixture
def lab(store) -> Iterator[Lab]:
    with Lab(store, seed=0, engine=Serial()) as lab:
        yield lab


def test_a_budget_is_what_the_readme_says_and_less_where_the_clock_is_read():
    assert (Budget().alpha, Budget().max_draws, Budget().max_timing_draws) == (0.01, 3000, 400)
    (plain,), (timed,) = worlds(FITS, [SMALL]), worlds(COST, [SMALL])
    assert (Budget().of(plain), Budget().of(timed)) == (3000, 400)
    assert Budget(max_draws=50).of(timed) == 50
    with pytest.raises(FrozenInstanceError):
        Budget().alpha = 1.0


def test_alpha_is_divided_over_three_tests_of_every_sampled_cell():
    assert per_test_alpha(0.01, 100) == pytest.approx(0.01 / 300)
    assert per_test_alpha(0.03, 1) == per_test_alpha(0.03, 0) == pytest.approx(0.01)
    exact = Exact(name="exact", says="", predicate=hits_of, strategy=list, cases=("a", "b"))
    claims = [stated(sampled("x", ONE, TWO), exact), stated(sampled("y", ONE))]
    assert sampled_cells(claims) == 3


def test_a_docket_begins_with_nothing_known():
    docket = Docket(stated(sampled("x", ONE), sampled("y", TWO, frequency=SOMETIMES)), A, Budget())
    assert docket.tallies == {place("x", ONE): Tally(MOSTLY, A), place("y", TWO): Tally(SOMETIMES, A)}
    assert docket.outcome(place("x", ONE)) is Outcome.UNDECIDED
    assert docket.outcome(("no", "such")) is Outcome.UNDECIDED
    assert docket.verdict() == UNDECIDED
    strict = Docket(stated(sampled("x", ONE), force=Force.ALWAYS), A, Budget())
    assert strict.tallies == {place("x", ONE): Tally(MOSTLY, A, strict=True)}


def test_a_finding_is_an_outcome(lab):
    counted = Counted(name="counted", says="", predicate=bool, counts=dict, cases=("a", "b"))
    docket = Docket(stated(counted, force=Force.ALWAYS), A, Budget())
    for case, outcome in (("a", Outcome.HOLDS), ("b", Outcome.FAILS)):
        docket.findings["counted", case] = Finding(outcome=outcome, tried=1, right=1, detail="")
        assert docket.outcome(("counted", case)) is outcome
        assert not docket.doubtful(("counted", case))
    assert docket.verdict() == docket.ruling(counted) == CONTRADICTED
    assert docket.wanted() == {}


def test_what_no_measurement_reaches_is_decided_from_the_start():
    docket = Docket(replace(stated(), not_empirical=NotEmpirical.TASTE), A, Budget())
    assert docket.verdict() == NOT_EMPIRICAL
    assert docket.wanted() == {}


@pytest.mark.parametrize(("draws", "doubtful"), [(99, True), (100, False)])
def test_a_cell_in_doubt_is_doubtful_while_the_budget_lasts(draws, doubtful):
    docket = Docket(stated(sampled("x", ONE), force=Force.ALWAYS), A, Budget(max_draws=100))
    docket.tallies[place("x", ONE)] = Tally(MOSTLY, A, True, draws, draws // 2, Outcome.TOSS_UP, 40)
    assert docket.doubtful(place("x", ONE)) is doubtful
    assert docket.verdict() == (UNDECIDED if doubtful else DEPENDS)
    assert docket.wanted() == ({place("x", ONE): 100} if doubtful else {})


def test_the_first_look_is_at_all_cells_of_the_readings_that_are_open():
    docket = Docket(stated(sampled("x", ONE, TWO), sampled("y", THREE)), A, Budget())
    first = next_look(Tally(MOSTLY, A))
    assert docket.wanted() == dict.fromkeys([place("x", ONE), place("x", TWO), place("y", THREE)], first)
    docket.tallies[place("y", THREE)] = Tally(MOSTLY, A, False, 20, 20, Outcome.HOLDS)
    assert docket.wanted().keys() == {place("x", ONE), place("x", TWO)}
    poor = Docket(stated(sampled("x", ONE)), A, Budget(max_draws=3))
    assert poor.wanted() == {place("x", ONE): 3}


def test_then_the_reading_that_is_nearest_to_a_ruling_is_drawn():
    docket = Docket(stated(sampled("x", ONE), sampled("y", TWO)), A, Budget())
    docket.tallies[place("x", ONE)] = Tally(MOSTLY, A, False, 20, 10)
    docket.tallies[place("y", TWO)] = near = Tally(MOSTLY, A, False, 16, 15)
    assert docket.wanted() == {place("y", TWO): next_look(near)}
    docket.tallies[place("x", ONE)] = near
    assert docket.wanted().keys() == docket.tallies.keys()


def test_a_reading_that_is_decided_is_drawn_no_further():
    """Although one of its cells is open, and cheaper to settle than the other reading's."""
    docket = Docket(stated(sampled("x", ONE, TWO), sampled("y", THREE), force=Force.ALWAYS), A, Budget())
    docket.tallies[place("x", ONE)] = Tally(MOSTLY, A, True, 20, 0, Outcome.FAILS)
    docket.tallies[place("x", TWO)] = Tally(MOSTLY, A, True, 20, 3)
    docket.tallies[place("y", THREE)] = Tally(MOSTLY, A, True, 20, 13)
    assert docket.wanted().keys() == {place("y", THREE)}


def test_cells_asked_for_are_drawn_whatever_the_verdict():
    asked = frozenset([place("x", ONE), place("x", TWO)])
    docket = Docket(stated(sampled("x", ONE, TWO, THREE), force=Force.CAN), A, Budget(), asked)
    docket.tallies[place("x", ONE)] = Tally(MOSTLY, A, False, 20, 20, Outcome.HOLDS)
    assert docket.verdict() == SUPPORTED
    assert docket.wanted() == {place("x", TWO): next_look(Tally(MOSTLY, A))}


def test_a_look_reads_up_to_its_draws_or_to_the_one_that_settles(lab, store):
    alternating = np.arange(6000) % 2 == 0
    scripted(lab, store, ONE, alternating)
    scripted(lab, store, TWO, np.ones(6000, bool))
    docket = Docket(stated(sampled("x", ONE, TWO)), 1e-300, Budget())
    docket.look(lab, {place("x", ONE): 5000})
    assert docket.tallies[place("x", ONE)] == Tally(MOSTLY, 1e-300).look(alternating[:5000])
    assert docket.tallies[place("x", ONE)].draws == 5000
    docket.look(lab, {place("x", TWO): 5000})
    settled = Tally(MOSTLY, 1e-300).look(np.ones(5000, bool))
    assert docket.tallies[place("x", TWO)] == settled
    assert settled.draws < 5000
    docket.look(lab, {place("x", TWO): 6000})
    assert docket.tallies[place("x", TWO)] == settled


def test_no_more_than_a_stride_is_read_at_a_time(lab, store):
    """It is what bounds the memory of a run; what is settled is read no further."""

    class Watched(Lab):
        reads: ClassVar[list[tuple[int, int]]] = []

        def rows(self, world, methods, start, stop):
            self.reads.append((start, stop))
            return super().rows(world, methods, start, stop)

    with Watched(store, seed=0, engine=Serial()) as watched:
        scripted(watched, store, ONE, np.arange(5000) % 2 == 0)
        docket = Docket(stated(sampled("x", ONE)), 1e-300, Budget(max_draws=5000))
        docket.look(watched, {place("x", ONE): 5000})
        assert watched.reads == [(0, 2048), (2048, 4096), (4096, 5000)]


def test_draws_come_from_the_methods_that_the_predicate_names():
    reading = Sampled(
        name="x", says="", predicate=lambda this, other: this, worlds=worlds(FITS, [ONE]), frequency=MOSTLY
    )
    docket = Docket(replace(stated(reading), roles={"this": "l1", "other": "l2"}), A, Budget())
    assert docket.series(place("x", ONE)) == [Series("fits", "l1", ONE.id), Series("fits", "l2", ONE.id)]


def test_every_case_asked_for_is_searched_under_its_own_key():
    made_up = stated(
        sampled("drawn", ONE),
        Exact(name="exact", says="", predicate=hits_of, strategy=list, cases=("a", "b")),
        Counted(name="counted", says="", predicate=bool, counts=dict, cases=("a",)),
    )
    made_up = replace(made_up, module="regclaims.claims.test_penalty")
    places = {("exact", "a"), ("exact", "b"), ("counted", "a")}
    tasks = Docket(made_up, A, Budget()).searches(seed=0)
    assert {at for at, _ in tasks.values()} == places
    assert len(tasks) == 3
    assert Docket(made_up, A, Budget()).searches(seed=1).keys() != tasks.keys()
    one = Docket(made_up, A, Budget(), frozenset([("exact", "b")])).searches(seed=0)
    assert [at for at, _ in one.values()] == [("exact", "b")]
    key, (at, task) = next(iter(one.items()))
    assert tasks[key][0] == at
    assert task.args == ("made-up", "regclaims.claims.test_penalty", "exact", "b", 0)


def test_verdicts_come_out_as_scripted_and_nothing_is_drawn_beyond(lab, store):
    for dgm, share in ((ONE, 1), (TWO, 0), (THREE, 1)):
        scripted(lab, store, dgm, np.full(300, bool(share)))
    asked = {
        stated(sampled("x", ONE, THREE), id="so"): None,
        stated(sampled("x", ONE, TWO, THREE), id="it-depends"): None,
        stated(sampled("x", ONE), sampled("y", TWO), id="two-senses"): None,
        stated(sampled("x", ONE, TWO), force=Force.CAN, id="one-cell"): frozenset([place("x", TWO)]),
    }
    dockets = settle(asked, lab, Budget(), cells=10)
    found = {id: docket.verdict() for id, docket in dockets.items()}
    assert found == {"so": SUPPORTED, "it-depends": DEPENDS, "two-senses": AMBIGUOUS, "one-cell": UNDECIDED}
    assert dockets["one-cell"].tallies[place("x", TWO)].outcome is not Outcome.UNDECIDED
    assert dockets["one-cell"].tallies[place("x", ONE)].draws == 0
    a = per_test_alpha(0.01, 10)
    assert dockets["so"].tallies[place("x", ONE)] == Tally(MOSTLY, a).look(np.ones(300, bool))
    assert lab.measured == 0


def test_alpha_is_that_of_the_whole_suite_unless_told_otherwise(lab, store):
    scripted(lab, store, ONE, np.ones(300, bool))
    made_up = stated(sampled("x", ONE))
    for cells, expected in ((None, sampled_cells(all_claims().values())), (7, 7)):
        docket = settle({made_up: None}, lab, Budget(), cells)["made-up"]
        assert docket.tallies[place("x", ONE)].a == per_test_alpha(0.01, expected)


def test_two_claims_that_want_different_draws_of_one_series_get_both(lab):
    """The nearer verdict must not cut the draws that the other needs."""
    rare = sampled("x", ONE, frequency=SOMETIMES)
    asked = {stated(sampled("x", ONE), id="mostly"): None, stated(rare, id="sometimes"): None}
    for order in (list(asked), list(asked)[::-1]):
        dockets = settle(dict.fromkeys(order), lab, Budget(max_draws=60), cells=1)
        assert all(docket.tallies[place("x", ONE)].draws for docket in dockets.values())


def test_findings_of_real_claims_are_made_and_read(lab):
    exact = next(claim for claim in all_claims().values() if any(isinstance(r, Counted) for r in claim.readings))
    docket = settle({exact: None}, lab, Budget(max_draws=1))[exact.id]
    cells = [(r.name, case) for r in exact.readings if isinstance(r, Counted) for case in r.cells()]
    assert all(docket.outcome(cell) in (Outcome.HOLDS, Outcome.FAILS) for cell in cells)
