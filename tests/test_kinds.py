"""What is declared of readings is true of their predicates, on made-up numbers."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from regclaims.claims.claim import all_claims
from regclaims.claims.controls import kinds
from regclaims.claims.controls.kinds import Asked, Kind

ROWS = 400

READINGS = {
    kinds.place(claim, reading): (claim, reading) for claim in all_claims().values() for reading in kinds.sampled(claim)
}
COMPARATIVE = [where for where, pair in READINGS.items() if kinds.kind_of(*pair) is not Kind.SINGLE]


def of_kind(*wanted: Kind) -> list[str]:
    return [where for where in COMPARATIVE if kinds.kind_of(*READINGS[where]) in wanted]


def numbers(seed: int, *, size: float = 1.0, whole: float = 0.3):
    """Measures of a made-up method on ROWS draws: positive numbers of this size, a share of them whole."""
    rng, made = np.random.default_rng(seed), {}

    def of(measure: str) -> np.ndarray:
        if measure not in made:
            counts = rng.choice([1, 2, 3, 20, 21, 22], ROWS)
            made[measure] = np.where(rng.random(ROWS) < whole, counts, size * rng.lognormal(0, 0.7, ROWS))
        return made[measure]

    return of


def world(measure: str) -> np.ndarray:
    """What is made up of the truth: a few features more than eight."""
    return np.random.default_rng(len(measure)).choice([20.0, 21.0, 22.0], ROWS)


def hits(where: str, given: dict) -> np.ndarray:
    """Draws on which the reading is true, each method having the numbers given; the truth has its own."""
    claim, reading = READINGS[where]
    asked = [Asked(world if name == "truth" else given[name]) for name in reading.methods(claim.roles)]
    return np.broadcast_to(np.asarray(reading.predicate(*asked), dtype=bool), ROWS)


def test_what_is_declared_exists_and_names_several_methods():
    assert set(kinds.DECLARED) <= set(COMPARATIVE)
    assert set(COMPARATIVE) >= kinds.SYMMETRIC


@pytest.mark.parametrize("where", of_kind(Kind.CONTEST, Kind.DIFFERENCE))
def test_no_tie_is_a_contest_or_a_difference(where):
    same = numbers(1)
    claim, reading = READINGS[where]
    given = dict.fromkeys(kinds.methods(claim, reading), same)
    kept = [name for name in given if name == "shrunk"]  # of one method against another, and played by neither
    assert not hits(where, given | {name: numbers(2) for name in kept}).any()


@pytest.mark.parametrize("where", of_kind(Kind.CONTEST))
def test_a_contest_is_true_of_half_of_the_ways_at_most(where):
    """Of all ways to hand out independent numbers among the methods, so that chance alone wins half of the time."""
    claim, reading = READINGS[where]
    methods = [name for name in kinds.methods(claim, reading) if name != "shrunk"]
    tables = [numbers(seed) for seed in range(len(methods))]
    fixed = {"shrunk": numbers(50)}
    ways = [hits(where, fixed | dict(zip(methods, way, strict=True))) for way in permutations(tables)]
    assert np.mean(ways, axis=0).max() <= 0.5


@pytest.mark.parametrize("where", of_kind(Kind.ALIKE))
def test_some_tie_is_alike(where):
    claim, reading = READINGS[where]
    methods = kinds.methods(claim, reading)
    assert any(hits(where, dict.fromkeys(methods, numbers(seed, size=10.0**-seed))).any() for seed in range(4))


def naming_both() -> list[str]:
    return [where for where in COMPARATIVE if {"l1", "l2"} <= set(kinds.methods(*READINGS[where]))]


def test_most_readings_name_l1_and_l2():
    assert len(naming_both()) > 80


@pytest.mark.parametrize("where", naming_both())
def test_symmetric_readings_and_no_others_say_the_same_of_l1_and_l2(where):
    claim, reading = READINGS[where]
    methods = kinds.methods(claim, reading)

    def exchanged_differ(**made: float) -> bool:
        given = {name: numbers(i, **made) for i, name in enumerate(methods)}
        other = given | {"l1": given["l2"], "l2": given["l1"]}
        return bool((hits(where, given) != hits(where, other)).any())

    if kinds.symmetric(reading):
        assert not any(exchanged_differ(whole=0, size=size) for size in (0.01, 1.0))
    elif kinds.kind_of(claim, reading) is Kind.CONTEST:
        assert any(exchanged_differ(whole=whole, size=size) for whole in (0.3, 0.9) for size in (0.001, 1.0))


def test_a_reading_that_takes_a_tie_for_a_win_would_be_seen():
    """The twin: as it stands, `no worse` declared a contest would fail the test of ties."""
    where = "l2-no-worse-than-no-penalty/loses-nothing"
    assert hits(where, dict.fromkeys(("l2", "none"), numbers(1))).all()
