"""The plan: which cells are drawn next, and that it leads to the right verdict at less cost."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.claims import plan as planning
from regclaims.claims.plan import LIKELY, Prospect, next_look, plan
from regclaims.claims.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Force, Ruling, of_reading
from regclaims.fixtures.sequential import (
    MOSTLY,
    NEARLY_ALWAYS,
    SOMETIMES,
    Outcome,
    Tally,
    draws_not_to_hold,
    draws_to_fail,
    draws_to_hold,
)

A = 1e-5
"""Chance of error of one test: none is expected in all runs below."""

HOLDS, FAILS, TOSS_UP, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.TOSS_UP, Outcome.UNDECIDED


def cell(draws: int, successes: int, outcome: Outcome = OPEN, *, open: bool | None = None) -> Prospect:
    """A cell of a claim that has to hold mostly."""
    tally = Tally(MOSTLY, A, draws=draws, successes=successes, outcome=outcome)
    return Prospect(tally, not tally.settled if open is None else open)


def strict(draws: int, successes: int, outcome: Outcome = OPEN, doubted_at: int = 0) -> Prospect:
    """A cell of a claim of force ``always``."""
    tally = Tally(NEARLY_ALWAYS, A, True, draws, successes, outcome, doubted_at)
    return Prospect(tally, not tally.settled)


@pytest.mark.parametrize("force", Force)
def test_cells_without_draws_come_first(force):
    found = plan(force, [cell(30, 20), cell(0, 0), cell(30, 10), cell(0, 0)])
    assert (found.cells, found.cost) == ((1, 3), 0)
    assert set(plan(force, [cell(30, 20), cell(0, 0, open=False), cell(30, 10)]).cells) <= {0, 2}


@pytest.mark.parametrize(
    ("force", "cells", "chosen"),
    [
        # Support needs four of five: the fifth, which would take longest, is left alone.
        ("generic", [cell(20, 17), cell(20, 16), cell(20, 11), cell(20, 17), cell(20, 18)], (0, 1, 3, 4)),
        # One is lost: one more that does not hold, and two that do, are nearer than four that hold.
        ("generic", [cell(20, 16), cell(20, 0, FAILS), cell(20, 11), cell(20, 17), cell(20, 18)], (2, 3, 4)),
        # Two that hold and two that do not are cheaper than four that hold: it depends.
        ("generic", [cell(20, 19), cell(20, 18), cell(20, 1), cell(20, 2), cell(20, 11)], (0, 1, 2, 3)),
        # One is enough for "can", and the one that leans most is it.
        ("can", [cell(20, 12), cell(20, 16), cell(20, 4)], (1,)),
        ("can", [cell(20, 2), cell(20, 3)], (0, 1)),
        # What is decided already is not drawn again.
        ("usually", [cell(20, 20, HOLDS), cell(20, 20, HOLDS), cell(20, 16), cell(20, 11), cell(20, 12)], (2, 4)),
        # One that fails is enough against "always".
        ("always", [strict(40, 40), strict(40, 20), strict(40, 40), strict(40, 33)], (1,)),
        ("always", [strict(40, 40), strict(40, 40), strict(99, 99, HOLDS)], (0, 1)),
        # A toss-up that may still fail is worth more draws than all the others together.
        ("always", [strict(50, 50), strict(50, 40, TOSS_UP, doubted_at=50), strict(50, 49)], (1,)),
    ],
)
def test_the_cheapest_way_is_taken(force, cells, chosen):
    for order in permutations(range(len(cells))):
        found = plan(Force(force), [cells[i] for i in order]).cells
        assert sorted((cells[order[i]].tally for i in found), key=repr) == sorted(
            (cells[i].tally for i in chosen), key=repr
        )


def test_no_cell_is_expected_both_to_hold_and_not_to_hold():
    # Only one of these can hold, so "depends" is out of reach, and contradiction needs four that do not.
    for last in (cell(20, 19), cell(90, 90, HOLDS)):
        cells = [cell(20, 2), cell(20, 3), cell(20, 2), cell(20, 1), last]
        assert plan(Force.GENERIC, cells).cells == (0, 1, 2, 3)


def test_nothing_is_planned_where_nothing_is_open():
    assert plan(Force.GENERIC, [cell(20, 20, HOLDS), cell(90, 45, open=False)]).cells == ()
    assert plan(Force.ALWAYS, [replace(strict(40, 40), open=False)]).cells == ()


tallies = st.tuples(st.integers(0, 60), st.floats(0, 1), st.booleans(), st.sampled_from([HOLDS, FAILS, TOSS_UP, OPEN]))


def prospects(force: Force, drawn: list[tuple[int, float, bool, Outcome]]) -> list[Prospect]:
    found = []
    for draws, share, may_be_drawn, outcome in drawn:
        frequency, demanding = (NEARLY_ALWAYS, True) if force is Force.ALWAYS else (MOSTLY, False)
        outcome = outcome if draws else OPEN
        tally = Tally(frequency, A, demanding, draws, round(share * draws), outcome, draws * (outcome is TOSS_UP))
        found.append(Prospect(tally, may_be_drawn and not tally.settled))
    return found


@settings(deadline=None)
@given(st.sampled_from(Force), st.lists(tallies, min_size=1, max_size=8))
def test_a_closed_cell_is_never_picked(force, drawn):
    cells = prospects(force, drawn)
    found = plan(force, cells)
    assert all(cells[i].open for i in found.cells)
    assert list(found.cells) == sorted(set(found.cells))
    assert found.cost >= 0


@pytest.mark.parametrize(
    "force",
    [
        Force.ALWAYS,
        Force.CAN,
        Force.GENERIC,
        Force.USUALLY,
    ],
)
@settings(deadline=None)
@given(st.lists(tallies, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_cost_does_not_depend_on_the_order_of_cells(force, drawn, random):
    cells = prospects(force, drawn)
    one, other = plan(force, cells), plan(force, random.sample(cells, len(cells)))
    assert min(one.cost, LIKELY) == pytest.approx(min(other.cost, LIKELY))


@settings(deadline=None)
@given(st.sampled_from([cell, strict]), st.integers(0, 500), st.floats(0, 1))
def test_the_next_look_is_ahead_and_not_too_far(make, draws, share):
    look = next_look(make(draws, round(share * draws)).tally)
    assert look > draws
    assert look <= draws + max(4, draws // 2) or not draws


@pytest.mark.parametrize("make", [cell, strict])
def test_the_first_look_is_where_a_clear_cell_is_settled(make):
    fresh = make(0, 0).tally
    always, never = fresh.look(np.ones(500, bool)), fresh.look(np.zeros(500, bool))
    assert (always.outcome, never.outcome) == (HOLDS, FAILS)
    earliest = min(always.draws, never.draws)
    assert earliest <= next_look(fresh) <= earliest + 3


# What the plan is made of, worked out by hand


def test_what_a_cell_still_takes_is_what_its_share_takes_less_what_it_had():
    assert cell(20, 16).ahead(draws_to_hold) == draws_to_hold(0.8, MOSTLY, A) - 20 > 1
    assert cell(20, 4).ahead(draws_not_to_hold) == draws_not_to_hold(0.2, MOSTLY, A) - 20 > 1
    assert cell(0, 0).ahead(draws_not_to_hold) == draws_not_to_hold(0.5, MOSTLY, A)
    assert cell(20, 10).ahead(draws_to_hold) == LIKELY == 1e6  # it leans the other way
    assert cell(500, 400).ahead(draws_to_hold) == 1  # it should have held: any draw may do it


def test_at_best_a_cell_is_a_standard_error_more_extreme_than_it_looks():
    assert cell(25, 18).at_best() == draws_to_hold(0.72 + 0.1, MOSTLY, A) - 25
    assert cell(25, 8).at_best() == draws_not_to_hold(0.32 - 0.1, MOSTLY, A) - 25
    assert cell(4, 4).at_best() == draws_to_hold(1.0, MOSTLY, A) - 4  # and not beyond what a frequency can be
    assert cell(4, 0).at_best() == draws_not_to_hold(0.0, MOSTLY, A) - 4


@pytest.mark.parametrize(
    ("other", "neglected"),
    [
        (cell(99, 55), True),
        (cell(100, 55), False),  # a third is not far fewer
        (cell(50, 28), True),
        (cell(99, 55, open=False), False),
        (cell(99, 55, TOSS_UP, open=True), False),
    ],
)
def test_an_open_undecided_cell_with_far_fewer_draws_than_the_chosen_is_neglected(other, neglected):
    cells = [cell(250, 140), other, cell(300, 160)]
    assert planning._neglected(cells, {0: 2000.0, 2: 6977.0}) == ([1] if neglected else [])


def test_a_cell_that_is_hard_even_at_best_is_not_neglected():
    cells = [cell(300, 160), cell(99, 55)]
    at_best = cells[1].at_best()
    assert planning._neglected(cells, {0: at_best + 1}) == [1]
    assert planning._neglected(cells, {0: at_best}) == []
    assert planning._neglected(cells, {0: at_best - 1}) == []


def test_neglected_cells_are_planned_along_with_the_chosen_ones_but_cost_nothing():
    cells = [*[cell(300, 170)] * 4, cell(50, 25)]
    found = plan(Force.GENERIC, cells)
    assert found.cells == (0, 1, 2, 3, 4)
    assert found.cost == sum(prospect.ahead(draws_to_hold) for prospect in cells[:4])
    with pytest.raises(FrozenInstanceError):
        found.cost = 0
    with pytest.raises(FrozenInstanceError):
        cells[0].open = False


def test_a_cell_is_never_neglected_where_one_failure_is_enough():
    cells = [strict(300, 150), strict(20, 18)]
    assert plan(Force.ALWAYS, cells).cells == (0,)


@pytest.mark.parametrize(
    ("draws", "successes", "look"),
    [
        (1, 1, 5),  # at least four draws more
        (20, 20, 24),
        (40, 40, 45),  # at least an eighth more
        (160, 160, 180),
        (80, 70, 90),
        (16, 10, 24),  # at most half as many again
        (100, 50, 150),
        (60, 48, 72),  # where the share so far settles it
    ],
)
def test_the_next_look_is_where_the_share_so_far_settles_it_within_bounds(draws, successes, look):
    assert next_look(cell(draws, successes).tally) == look
    assert next_look(replace(cell(draws, successes).tally, strict=True)) == look


@pytest.mark.parametrize(
    ("draws", "successes", "look"),
    [(48, 20, 54), (250, 200, 330), (100, 80, 150), (100, 88, 150), (100, 95, 150)],
)
def test_a_strict_cell_in_doubt_is_looked_at_where_it_should_fail(draws, successes, look):
    tally = strict(draws, successes, TOSS_UP, doubted_at=draws).tally
    assert next_look(tally) == look
    if look not in (54, 150):
        assert look == np.ceil(draws_to_fail(successes / draws, NEARLY_ALWAYS, A))


@pytest.mark.parametrize(("frequency", "look"), [(MOSTLY, 20), (NEARLY_ALWAYS, 6), (SOMETIMES, 6)])
def test_the_first_look_is_for_whichever_extreme_shows_first(frequency, look):
    assert next_look(Tally(frequency, A)) == look
    extremes = draws_to_hold(1.0, frequency, A), draws_to_fail(0.0, frequency, A)
    assert look == np.ceil(min(extremes))


def test_the_cheapest_cells_are_so_many_and_none_where_none_is_needed():
    costs = {0: 5.0, 1: 3.0, 2: 4.0, 3: 3.0}
    assert planning._cheapest(1, costs) == {1: 3.0}
    assert planning._cheapest(3, costs) == {1: 3.0, 2: 4.0, 3: 3.0}
    assert planning._cheapest(4, costs) == costs
    assert planning._cheapest(5, costs) is None
    assert planning._cheapest(0, costs) == planning._cheapest(-1, costs) == {}


def test_cells_are_shared_out_between_holding_and_not():
    to_hold, to_lose = {4: 1.0, 7: 5.0}, {4: 2.0, 7: 3.0}
    assert planning._each_way(1, to_hold, 1, to_lose) == {4: 1.0, 7: 3.0}
    assert planning._each_way(1, to_hold, 1, {4: 2.0, 7: 9.0}) == {4: 2.0, 7: 5.0}
    assert planning._each_way(-2, to_hold, 1, to_lose) == {4: 2.0}
    assert planning._each_way(1, to_hold, -1, to_lose) == {4: 1.0}
    assert planning._each_way(0, to_hold, 0, to_lose) == {}
    for holds, losses in ((2, 1), (1, 2), (-2, 3), (3, -2)):
        assert planning._each_way(holds, to_hold, losses, to_lose) is None


@pytest.mark.parametrize(
    ("force", "cells", "sizes"),
    [
        ("generic", "uuuuu", (4, 4, 4)),  # 4 hold; 4 do not; 2 and 2
        ("generic", "huuuu", (3, 4, 3)),
        ("generic", "hfuuu", (3, 3, 2)),
        ("generic", "hhtu", (None, None, 0)),
        ("usually", "uuuu", (3, 3, 4)),
        ("usually", "uuu", (2, 2, None)),
        ("can", "uuu", (1, 3, None)),
        ("can", "fuu", (1, 2, None)),
        ("can", "tuu", (1, 2, None)),
    ],
)
def test_every_ruling_needs_its_number_of_cells(force, cells, sizes):
    made = {"u": cell(20, 12), "h": cell(20, 20, HOLDS), "f": cell(20, 0, FAILS), "t": cell(20, 8, TOSS_UP)}
    ways = planning._ways_by_share(Force(force), [made[letter] for letter in cells])
    assert tuple(None if way is None else len(way) for way in ways) == sizes


# Simulated readings whose truth is known


class Simulation:
    """Cells that are true with chance ``thetas``, and the draws that a way of drawing takes to the verdict."""

    def __init__(self, force: Force, thetas: list[float], seed: int) -> None:
        self.force = force
        self.hits = np.random.default_rng(seed).random((len(thetas), 20_000)) < np.array(thetas)[:, None]
        frequency = NEARLY_ALWAYS if force is Force.ALWAYS else MOSTLY
        self.tallies = [Tally(frequency, A, force is Force.ALWAYS) for _ in thetas]

    def ruling(self) -> Ruling:
        doubtful = [tally.outcome is TOSS_UP and not tally.settled for tally in self.tallies]
        return of_reading(self.force, [tally.outcome for tally in self.tallies], doubtful)

    def look(self, i: int, stop: int) -> None:
        self.tallies[i] = self.tallies[i].look(self.hits[i, self.tallies[i].draws : stop])

    def draws(self) -> int:
        return sum(tally.draws for tally in self.tallies)

    def planned(self) -> tuple[Ruling, int]:
        while not self.ruling().decided:
            chosen = plan(self.force, [Prospect(tally, not tally.settled) for tally in self.tallies]).cells
            assert chosen
            for i in chosen:
                self.look(i, next_look(self.tallies[i]))
        return self.ruling(), self.draws()

    def equally(self) -> tuple[Ruling, int]:
        while not self.ruling().decided:
            for i, tally in enumerate(self.tallies):
                if not tally.settled:
                    self.look(i, tally.draws + 5)
        return self.ruling(), self.draws()


@pytest.mark.parametrize(
    ("force", "thetas", "truth"),
    [
        ("always", [0.97, 0.97, 0.97, 0.97, 0.3], CONTRADICTED),
        ("generic", [0.98, 0.95, 0.9, 0.95, 0.55], SUPPORTED),
        ("generic", [0.95, 0.9, 0.9, 0.05, 0.1, 0.1, 0.55, 0.5], DEPENDS),
        ("usually", [0.9, 0.95, 0.9, 0.95, 0.9, 0.55, 0.6], SUPPORTED),
        ("usually", [0.1, 0.05, 0.1, 0.05, 0.1, 0.55, 0.5], CONTRADICTED),
        ("can", [0.1, 0.55, 0.9, 0.5, 0.3], SUPPORTED),
    ],
)
def test_planned_draws_reach_the_right_verdict_and_are_fewer(force, thetas, truth):
    planned = [Simulation(Force(force), thetas, seed).planned() for seed in range(40)]
    equally = [Simulation(Force(force), thetas, seed).equally() for seed in range(40)]
    assert {ruling for ruling, _ in planned} == {truth}
    assert {ruling for ruling, _ in equally} == {truth}
    assert sum(draws for _, draws in planned) < 0.95 * sum(draws for _, draws in equally)


@pytest.mark.parametrize(
    ("force", "thetas", "truth"),
    [
        ("always", [1.0, 0.999, 1.0, 0.998], SUPPORTED),
        ("always", [1.0, 0.9, 1.0], DEPENDS),
        ("generic", [0.02, 0.1, 0.2, 0.1], CONTRADICTED),
        ("generic", [0.9, 0.2, 0.8], DEPENDS),
        ("usually", [0.9, 0.1, 0.9, 0.1], DEPENDS),
        ("can", [0.2, 0.3, 0.1], CONTRADICTED),
    ],
)
def test_the_right_verdict_is_reached_where_every_cell_is_needed(force, thetas, truth):
    assert {Simulation(Force(force), thetas, seed).planned()[0] for seed in range(40)} == {truth}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.permutations([0.95, 0.9, 0.05, 0.1, 0.6]))
def test_the_verdict_does_not_depend_on_the_order_of_cells(seed, thetas):
    assert Simulation(Force.GENERIC, thetas, seed).planned()[0] == DEPENDS
