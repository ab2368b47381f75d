"""Mirrored claims are one test with the roles exchanged: neither side has an advantage.

On real measurements. Twins show that a predicate that favours a role would be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import pytest

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.readings import Hits, Sampled
from regclaims.fixtures.blocks import series_of
from regclaims.fixtures.engines import local
from regclaims.fixtures.experiments import CONTAMINATION, COST, FITS, LOSSES
from regclaims.fixtures.grids import CONTAMINATED, CONTAMINATED_TALL, CORE, COST_WORLDS, World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.rows import Rows
from regclaims.fixtures.store import Store

DRAWS = 15
METHODS = ("l1", "l2")
BOTH_WAYS = {"this": "l1", "other": "l2"}, {"this": "l2", "other": "l1"}
PLACEBOS = {"this": "l1", "other": "l1"}, {"this": "l2", "other": "l2"}

WORLDS = {
    "contamination": [World(CONTAMINATION, dgm, "retuned") for dgm in CONTAMINATED if dgm.n_samples == 100][:2],
    "fits": [World(FITS, dgm, "tuned") for dgm in CORE if dgm.n_samples == 100][:2],
    "losses": [World(LOSSES, dgm) for dgm in CONTAMINATED_TALL[:2]],
}

PAIRS = [(mirror.mirrors, mirror.id) for mirror in all_claims().values() if mirror.mirrors and not mirror.timing]
READINGS = [
    pytest.param(claim, mirror, reading, id=f"{claim}-{reading.name}")
    for claim, mirror in PAIRS
    for reading in all_claims()[claim].readings
    if isinstance(reading, Sampled)
]

Columns = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> Iterator[dict[str, list[tuple[World, Columns]]]]:
    """Experiment -> its worlds with their measured columns."""
    with Store(tmp_path_factory.mktemp("mirrors") / "store") as store, Lab(store, seed=0, engine=local(2)) as lab:
        worlds = [world for several in WORLDS.values() for world in several]
        lab.measure({series: DRAWS for world in worlds for series in series_of(world, METHODS)})
        yield {name: [(world, columns_of(store, lab, world)) for world in several] for name, several in WORLDS.items()}


def columns_of(store: Store, lab: Lab, world: World) -> Columns:
    found: Columns = {}
    for series in series_of(world, METHODS):
        found |= store.rows(lab.key(series), 0, DRAWS)
    return found


def exchanged(columns: Columns) -> Columns:
    """The same numbers with the two methods' names exchanged."""
    names = {"l1": "l2", "l2": "l1"}
    found = {}
    for name, column in columns.items():
        level, slash, measured = name.rpartition("/")
        own, measure = measured.split(".")
        found[f"{level}{slash}{names[own]}.{measure}"] = column
    return found


def test_there_are_mirrored_claims():
    assert ("l1-less-sensitive-to-outliers", "l2-less-sensitive-to-outliers") in PAIRS
    assert ("l1-prevents-overfitting-better", "l2-prevents-overfitting-better") in PAIRS


def claims(claim: str, mirror: str) -> tuple[Claim, Claim]:
    return all_claims()[claim], all_claims()[mirror]


def tables(measured, reading: Sampled) -> list[tuple[World, Columns]]:
    return measured[reading.worlds[0].experiment.name]


@pytest.mark.parametrize(("claim", "mirror", "reading"), READINGS)
def test_names_exchanged_in_the_data_are_the_mirrored_claim(measured, claim, mirror, reading):
    one, other = claims(claim, mirror)
    assert other.mirrors == claim
    assert other.find(reading.name) is reading
    for world, columns in tables(measured, reading):
        swapped = reading.hits(Rows(DRAWS, exchanged(columns), world), one.roles)
        mirrored = reading.hits(Rows(DRAWS, columns, world), other.roles)
        np.testing.assert_array_equal(swapped, mirrored)


@pytest.mark.parametrize(("claim", "mirror", "reading"), READINGS)
def test_no_draw_speaks_for_both_of_a_pair(measured, claim, mirror, reading):
    hits = []
    for world, columns in tables(measured, reading):
        one, other = (reading.hits(Rows(DRAWS, columns, world), c.roles) for c in claims(claim, mirror))
        assert not (one & other).any()
        hits += [*one, *other]
    assert any(hits), "these worlds tell nothing: every draw is a tie"


@pytest.mark.parametrize(("claim", "mirror", "reading"), READINGS)
@pytest.mark.parametrize("roles", PLACEBOS, ids=METHODS)
def test_a_method_never_beats_itself(measured, claim, mirror, reading, roles):
    for world, columns in tables(measured, reading):
        assert not reading.hits(Rows(DRAWS, columns, world), roles).any()


def columns_read(reading: Sampled, columns: Columns, world: World) -> list[str]:
    """Columns that the reading depends on: without any finite value in one of them no draw is usable."""

    def usable_without(name: str) -> bool:
        rows = Rows(DRAWS, columns | {name: np.full(DRAWS, np.nan)}, world)
        reading.hits(rows, BOTH_WAYS[0])
        return bool(rows.usable().any())

    return [name for name in columns if not usable_without(name)]


@pytest.mark.parametrize(("claim", "mirror", "reading"), READINGS)
def test_a_draw_with_nan_counts_for_neither(measured, claim, mirror, reading):
    for world, columns in tables(measured, reading):
        read = columns_read(reading, columns, world)
        assert {name.rpartition("/")[2].split(".")[0] for name in read} == set(METHODS)
        for name, claimed in product(read, claims(claim, mirror)):
            before = reading.hits(Rows(DRAWS, columns, world), claimed.roles)
            for draw in range(DRAWS):
                spoilt = columns[name].copy()
                spoilt[draw] = np.nan
                after = reading.hits(Rows(DRAWS, columns | {name: spoilt}, world), claimed.roles)
                assert not after[draw]
                np.testing.assert_array_equal(np.delete(after, draw), np.delete(before, draw))


@pytest.mark.parametrize(("claim", "mirror", "reading"), READINGS)
def test_a_method_that_failed_on_every_draw_gives_the_other_no_win(measured, claim, mirror, reading):
    for world, columns in tables(measured, reading):
        for failed, claimed in product(METHODS, claims(claim, mirror)):
            left = {name: c for name, c in columns.items() if not name.rpartition("/")[2].startswith(f"{failed}.")}
            assert not reading.hits(Rows(DRAWS, left, world), claimed.roles).any()


# Twins: predicates that favour a role, or a tie, are seen


def sampled(predicate: Callable[..., Hits]) -> Sampled:
    original = all_claims()["l1-prevents-overfitting-better"].find("smaller-test-error")
    assert isinstance(original, Sampled)
    return Sampled(name="lie", says="Lie.", predicate=predicate, worlds=original.worlds, frequency=original.frequency)


def test_a_tie_that_counts_as_a_win_is_seen(measured):
    lie = sampled(lambda this, other: this.test_error <= other.test_error)
    world, columns = measured["fits"][0]
    assert all(lie.hits(Rows(DRAWS, columns, world), roles).all() for roles in PLACEBOS)


def test_a_predicate_that_names_a_method_is_seen(measured):
    lie = sampled(lambda l1, l2: l1.test_error < l2.test_error)
    differ = []
    for world, columns in measured["fits"]:
        swapped = lie.hits(Rows(DRAWS, exchanged(columns), world), BOTH_WAYS[0])
        differ.append((swapped != lie.hits(Rows(DRAWS, columns, world), BOTH_WAYS[1])).any())
    assert any(differ)


# The clock, without reading it


def race(l1: list[float], l2: list[float], roles: dict[str, str]) -> list[bool]:
    """Hits of "faster to train" for given seconds of each method."""
    reading = all_claims()["l1-faster-to-train"].find("takes-less-time")
    assert isinstance(reading, Sampled)
    columns = {"usual/l1.seconds": np.array(l1), "usual/l2.seconds": np.array(l2)}
    return reading.hits(Rows(len(l1), columns, World(COST, COST_WORLDS[0], "usual")), roles).tolist()


def test_faster_to_train_needs_a_tenth_less_time():
    l1, l2 = [1.0, 0.89, 0.91, 2.0, np.nan, 0.1, np.inf], [1.0, 1.0, 1.0, 1.0, 1.0, np.nan, 1.0]
    assert race(l1, l2, BOTH_WAYS[0]) == [False, True, False, False, False, False, False]
    assert race(l1, l2, BOTH_WAYS[1]) == [False, False, False, True, False, False, False]


def test_nothing_trains_faster_than_itself():
    times = np.random.default_rng(0).lognormal(size=100).tolist()
    assert not any(race(times, times, BOTH_WAYS[0]))
    assert not any(any(race(times, times[::-1], roles)) for roles in PLACEBOS)
    assert any(race(times, times[::-1], BOTH_WAYS[0]))
