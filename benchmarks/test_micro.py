"""The small steps that a run is made of, by pytest-benchmark: ``pytest benchmarks``."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from regclaims.benchmarks.pairs import blas_on_one_thread, run
from regclaims.claims.plan import Prospect, plan
from regclaims.claims.verdict import Force
from regclaims.fixtures import dgms
from regclaims.fixtures.experiments import fits
from regclaims.fixtures.methods import Penalty
from regclaims.fixtures.sequential import MOSTLY, Tally
from regclaims.fixtures.store import Block, Store
from regclaims.fixtures.tuning import tuned

Benchmark = Callable[..., Any]
"""pytest-benchmark's fixture."""

WORLDS = {
    "reg-tall": "reg-n100-p20-rel1-snr4-ar0.8",
    "reg-wide": "reg-n50-p100-rel0.05-snr4-ar0.8",
    "clf-tall": "clf-n100-p20-rel0.05-snr4-ar0",
    "clf-wide": "clf-n50-p100-rel1-snr4-ar0",
}
A = 1e-6


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """As in the laboratory."""
    with blas_on_one_thread():
        yield


@pytest.mark.parametrize("world", WORLDS)
def test_drawing(benchmark: Benchmark, world: str) -> None:
    """A draw of a world."""
    dgm, numbers = dgms.parse(WORLDS[world]), itertools.count()
    assert benchmark(lambda: dgm.draw(0, next(numbers))).X.shape == (dgm.n_samples, dgm.n_features)


@pytest.mark.parametrize("method", ["none", "l1", "l2", "elastic_net"])
@pytest.mark.parametrize("world", WORLDS)
def test_tuning(benchmark: Benchmark, world: str, method: Penalty) -> None:
    """A method fitted and tuned on one of ten draws."""
    dgm = dgms.parse(WORLDS[world])
    draws = itertools.cycle([dgm.draw(0, number) for number in range(10)])

    def once() -> Any:
        draw = next(draws)
        return tuned(dgm.task, method, draw.X, draw.y)

    assert np.isfinite(benchmark(once).coef).all()


def test_describing(benchmark: Benchmark) -> None:
    """All that the experiment ``fits`` says of one fit."""
    draw = dgms.parse(WORLDS["reg-tall"]).draw(0, 0)
    fit = tuned("regression", "l1", draw.X, draw.y)
    assert benchmark(fits.describe, "tuned/l1", fit, "l1", draw)


def test_look(benchmark: Benchmark) -> None:
    """A look of the sequential tests at a hundred further draws."""
    hits = np.arange(100) % 2 == 0
    assert benchmark(Tally(MOSTLY, A).look, hits).draws == 100


def test_planning(benchmark: Benchmark) -> None:
    """Which of sixteen cells to draw next."""
    prospects = [Prospect(Tally(MOSTLY, A, draws=22, successes=2 + i), open=True) for i in range(16)]
    assert benchmark(plan, Force.GENERIC, prospects).cells


def test_storing(benchmark: Benchmark, tmp_path: Path) -> None:
    """A block of five draws of fifteen columns added to the store."""
    numbers, columns = itertools.count(0, 5), tuple(f"l1.measure{i}" for i in range(15))
    with Store(tmp_path / "store.sqlite") as store:

        def once() -> None:
            first = next(numbers)
            store.add("key", "about", Block(tuple(range(first, first + 5)), columns, np.ones((5, 15)), ()))

        benchmark(once)


def test_reading(benchmark: Benchmark, tmp_path: Path) -> None:
    """A thousand draws of fifteen columns read from the store."""
    columns = tuple(f"l1.measure{i}" for i in range(15))
    with Store(tmp_path / "store.sqlite") as store:
        store.add("key", "about", Block(tuple(range(1000)), columns, np.ones((1000, 15)), ()))
        assert len(benchmark(store.rows, "key", 0, 1000)) == 15


def test_collecting(benchmark: Any) -> None:
    """``pytest claims --collect-only -q``, a whole process."""
    command = [sys.executable, "-m", "pytest", "claims", "--collect-only", "-q"]
    assert "::" in benchmark.pedantic(run, args=(command,), rounds=3)
