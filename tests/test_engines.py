"""Engines of this machine: what comes out does not depend on which one runs it (clusters: test_cluster.py)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest
from threadpoolctl import threadpool_info

from regclaims.fixtures import engines
from regclaims.fixtures.engines import Engine, Processes, Serial


@pytest.fixture(params=[1, 2], ids=["serial", "processes"])
def engine(request) -> Iterator[Engine]:
    found = engines.local(request.param)
    assert isinstance(found, Serial if request.param == 1 else Processes)
    yield found
    found.close()


def test_every_task_comes_back_under_its_key(engine):
    for _ in range(2):
        assert dict(engine.run({i: partial(divmod, 17, i) for i in range(1, 9)}.items())) == {
            i: divmod(17, i) for i in range(1, 9)
        }
    assert list(engine.run({}.items())) == []


def test_an_error_of_a_task_comes_through_and_the_engine_still_runs(engine):
    with pytest.raises(ZeroDivisionError):
        list(engine.run({i: partial(divmod, 1, i) for i in range(4)}.items()))
    assert dict(engine.run({"key": partial(int, 3)}.items())) == {"key": 3}


def test_blas_has_one_thread(engine):
    ((_, pools),) = engine.run({0: threadpool_info}.items())
    assert {pool["num_threads"] for pool in pools if pool["user_api"] == "blas"} == {1}


def test_processes_are_others_and_serial_is_this_one(engine):
    ((_, where),) = engine.run({0: os.getpid}.items())
    assert (where == os.getpid()) == isinstance(engine, Serial)


def test_a_broken_off_run_leaves_an_engine_that_can_be_closed(engine):
    arriving = engine.run({i: partial(divmod, 17, i) for i in range(1, 50)}.items())
    next(arriving)
    arriving.close()
    engine.close()


def test_without_wishes_all_usable_cores_are_taken():
    assert isinstance(engines.chosen(None, None, print), Serial if engines.usable_cores() == 1 else Processes)
