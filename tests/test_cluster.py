"""A Dask cluster: real schedulers and workers on this machine, which are killed, differ or are not there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

import pytest

import regclaims
from regclaims.fixtures import engines
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.cluster import Cluster
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.lab import Lab, Progress
from regclaims.fixtures.store import Store
from regclaims.tests.test_lab import columns, rows_in, wait_for

ROOT = Path(regclaims.__file__).parent
SMALL = DGM(task="regression", n_samples=20, n_features=4, relevant=0.5, snr=2.0)
RIDGE = Series("strengths", "l2", SMALL.id)
WITHOUT_END = 100_000
"""Draws that no test waits for."""


def searching(path: Path | None) -> dict[str, str]:
    """An environment in which modules in ``path`` come before all others."""
    folders = [str(path)] if path else []
    folders += [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
    # A run of its own, also where these tests themselves run under xdist.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    return environment | {"PYTHONPATH": os.pathsep.join(folders)}


class Dask:
    """A scheduler on a free port, and workers; whatever was started is ended."""

    def __init__(self, folder: Path, path: Path | None) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self._contact = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", f"--port=0 --idle-timeout=600s --scheduler-file={self._contact}", path
        )

    @cached_property
    def address(self) -> str:
        """Where the scheduler listens, once it does."""
        wait_for(lambda: self._contact.exists() and self._contact.read_text().endswith("}"))
        return str(json.loads(self._contact.read_text())["address"])

    def worker(self, *, path: Path | None = None, threads: int = 1) -> subprocess.Popen[bytes]:
        """Start a worker; modules in ``path`` come before all others."""
        options = f"{self.address} --nthreads={threads} --no-nanny --local-directory={self.folder}"
        return self._start("worker", options, path)

    def _start(self, what: str, options: str, path: Path | None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options.split()]
        command += ["--host=127.0.0.1", "--no-dashboard"]
        log = (self.folder / f"{what}-{len(self.processes)}.log").open("wb")
        with log:
            process = subprocess.Popen(command, cwd=self.folder, env=searching(path), stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def registered(self) -> int:
        """Workers that the scheduler has taken on, the dead included."""
        return sum("Registered to" in log.read_text() for log in self.folder.glob("worker-*.log"))

    def end(self) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


@contextmanager
def dask(folder: Path, workers: int, path: Path | None = None) -> Iterator[Dask]:
    folder.mkdir(exist_ok=True)
    started = Dask(folder, path)
    try:
        for _ in range(workers):
            started.worker()
        wait_for(lambda: started.registered() == workers)
        yield started
    finally:
        started.end()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory) -> Iterator[Dask]:
    with dask(tmp_path_factory.mktemp("dask"), 2) as started:
        yield started


# The same run


def command(folder: Path, *arguments: str) -> list[str]:
    selection = ["claims", "-k", "l2-is-ridge or l2-not-sparse or l2-more-popular", "--max-draws", "12"]
    places = ["--store", str(folder / "store"), "--report-dir", str(folder / "report")]
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *selection, *places, *arguments]


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(folder, *arguments),
        cwd=ROOT,
        env=searching(None),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def report(folder: Path) -> dict:
    found = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    assert found["run"]["draws"] > 0
    del found["run"]["seconds"], found["run"]["finished"], found["history"]
    return found


@pytest.fixture(scope="module")
def local_run(tmp_path_factory) -> dict:
    folder = tmp_path_factory.mktemp("local")
    start(folder, "--workers", "2").communicate(timeout=300)
    return report(folder)


def test_a_run_on_a_cluster_gives_the_report_of_a_local_one(two_workers, local_run, tmp_path):
    output, _ = start(tmp_path, "--scheduler", two_workers.address).communicate(timeout=300)
    assert f"workers at {two_workers.address}: 2" in output
    assert report(tmp_path) == local_run


def test_a_killed_worker_costs_its_blocks_in_flight_and_nothing_else(local_run, tmp_path):
    with dask(tmp_path / "dask", 2) as cluster:
        process = start(tmp_path, "--scheduler", cluster.address, "--block-size", "1")
        wait_for(lambda: rows_in(tmp_path / "store") > 0)
        cluster.processes[-1].kill()
        assert process.poll() is None
        output, _ = process.communicate(timeout=300)
    assert "Traceback" not in output
    assert report(tmp_path) == local_run


def test_an_interrupted_run_ends_cleanly_and_leaves_the_cluster_to_others(two_workers, tmp_path):
    process = start(tmp_path, "--scheduler", two_workers.address, "--block-size", "1")
    wait_for(lambda: rows_in(tmp_path / "store") > 0)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert "KeyboardInterrupt" in output
    assert "Traceback" not in output
    assert measured(two_workers.address, tmp_path / "other", draws=3) == 3


# What breaks


def measured(address: str, path: Path, *, draws: int, watch: Callable[[Progress], None] = lambda step: None) -> int:
    """Measure some draws on a cluster and say how many that took."""
    with (
        Store(path) as store,
        Lab(store, seed=0, engine=Cluster(address, watch=watch, patience=1), block=1, watch=watch) as lab,
    ):
        lab.measure({RIDGE: draws})
        return lab.measured


def once_measuring(deed: Callable[[], object]) -> Callable[[Progress], None]:
    """Watches a run and does the deed when the first draws are in."""
    done: list[object] = []

    def watch(step: Progress) -> None:
        if step.done and not done:
            done.append(deed())

    return watch


def test_a_lost_scheduler_is_an_error_and_what_was_measured_is_kept(tmp_path):
    path = tmp_path / "store"
    with dask(tmp_path / "dask", 1) as cluster, pytest.raises(UsageError, match="lost while measuring") as raised:
        measured(cluster.address, path, draws=WITHOUT_END, watch=once_measuring(cluster.scheduler.kill))
    assert cluster.address in str(raised.value)
    assert_kept_and_taken_up(path, tmp_path / "other")


def assert_kept_and_taken_up(path: Path, other: Path) -> None:
    """Five draws more than a broken run kept: equal to those of a run that nothing disturbed."""
    draws = rows_in(path) + 5
    with Store(path) as store, Lab(store, seed=0, engine=Serial()) as lab:
        lab.measure({RIDGE: draws})
        assert 5 <= lab.measured < draws
        taken_up = columns(store, lab, RIDGE, draws)
    with Store(other) as store, Lab(store, seed=0, engine=Serial()) as lab:
        lab.measure({RIDGE: draws})
        assert columns(store, lab, RIDGE, draws) == taken_up


def test_without_workers_a_run_says_so_and_goes_on_when_there_are_some(tmp_path):
    path = tmp_path / "store"
    with dask(tmp_path / "dask", 0) as cluster:
        with pytest.raises(UsageError, match=r"no worker for 1 s.*dask worker tcp://.*--nthreads 1"):
            measured(cluster.address, path, draws=1)
        worker = cluster.worker()
        wait_for(lambda: cluster.registered() == 1)
        with pytest.raises(UsageError, match="no worker for 1 s"):
            measured(cluster.address, path, draws=WITHOUT_END, watch=once_measuring(worker.kill))
        kept = rows_in(path)
        assert kept > 0
        cluster.worker()
        wait_for(lambda: cluster.registered() == 2)
        assert measured(cluster.address, path, draws=kept + 5) < kept + 5


@pytest.fixture(scope="module")
def silent() -> Iterator[str]:
    """A port that takes calls and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "silent"])
def test_no_scheduler_at_the_address_is_an_error_in_bounded_time(silent, address):
    address = silent if address == "silent" else address
    with pytest.raises(
        UsageError, match=r"cannot be reached.*required is the address that 'dask scheduler' shows"
    ) as e:
        Cluster(address)
    assert address in str(e.value)


def test_a_cluster_and_local_workers_exclude_each_other():
    with pytest.raises(UsageError, match=r"--workers.*--scheduler.*required is one"):
        engines.chosen("tcp://127.0.0.1:1", 2, lambda step: None)


def test_wrong_use_ends_a_run_in_one_line(tmp_path):
    """And Dask is asked for only where it is used: here it cannot be imported."""
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError('not installed')")
    for arguments, message in (
        (["--scheduler", "tcp://127.0.0.1:1", "--store", str(tmp_path / "store")], "pip install 'regclaims[cluster]'"),
        (["--scheduler", "localhost"], "--scheduler: required is an address such as tcp://localhost:8786, got"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "claims/test_use.py", *arguments],
            cwd=ROOT,
            env=searching(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == pytest.ExitCode.USAGE_ERROR
        assert message in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr


# Workers that differ


@pytest.fixture(scope="module")
def other_code(tmp_path_factory) -> Path:
    """A copy of the package that computes something else."""
    folder = tmp_path_factory.mktemp("copy")
    for room in ("fixtures", "claims", "reports"):
        shutil.copytree(ROOT / room, folder / "regclaims" / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "__init__.py", folder / "regclaims")
    module = folder / "regclaims" / "fixtures" / "experiments" / "strengths.py"
    module.write_text(module.read_text(encoding="utf-8") + "\nmeasure = lambda draw, method: {}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def other_version(tmp_path_factory) -> Path:
    """An older scikit-learn, as the metadata of installed packages has it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "scikit_learn-1.7.dist-info").mkdir()
    (folder / "scikit_learn-1.7.dist-info" / "METADATA").write_text("Name: scikit-learn\nVersion: 1.7\n")
    return folder


@pytest.fixture(scope="module")
def no_package(tmp_path_factory) -> Path:
    """What a worker sees where the package is not installed."""
    folder = tmp_path_factory.mktemp("none")
    (folder / "regclaims.py").write_text("raise ModuleNotFoundError('No module named regclaims')")
    return folder


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        ("other_code", "has code of regclaims [0-9a-f]+, required is [0-9a-f]+; install"),
        ("other_version", "has scikit-learn 1.7, required is [0-9.]+; install"),
        ("no_package", "has no regclaims like this one .*; install"),
    ],
    ids=["other code", "other version", "no package"],
)
def test_a_worker_that_differs_is_named_and_nothing_is_measured(request, tmp_path, difference, words):
    with dask(tmp_path / "dask", 0) as cluster:
        cluster.worker(path=request.getfixturevalue(difference))
        wait_for(lambda: cluster.registered() == 1)
        with pytest.raises(UsageError, match=f"^worker tcp://127.0.0.1:[0-9]+: {words}"):
            measured(cluster.address, tmp_path / "store", draws=3)
    assert rows_in(tmp_path / "store") == 0


def test_a_worker_that_joins_late_is_compared_too(two_workers, other_code, tmp_path):
    join = once_measuring(lambda: odd.append(two_workers.worker(path=other_code)))
    odd: list[subprocess.Popen[bytes]] = []
    try:
        with pytest.raises(UsageError, match=r"^worker tcp://127.0.0.1:[0-9]+: has code of regclaims"):
            measured(two_workers.address, tmp_path / "store", draws=WITHOUT_END, watch=join)
    finally:
        for process in odd:
            process.kill()
    assert_kept_and_taken_up(tmp_path / "store", tmp_path / "other")


# Inside a worker

LONELY = """
import threading, time
from threadpoolctl import threadpool_info

inside = 0


def look(number):
    global inside
    inside += 1
    time.sleep(0.05)
    others = inside - 1
    inside -= 1
    import sklearn.linear_model
    return others, max(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
"""


def test_a_worker_of_many_threads_measures_one_task_at_a_time_with_one_blas_thread(tmp_path, monkeypatch):
    (tmp_path / "lonely.py").write_text(LONELY)
    monkeypatch.syspath_prepend(str(tmp_path))
    from lonely import look

    told: list[str] = []
    with dask(tmp_path / "dask", 0, tmp_path) as cluster:
        cluster.worker(path=tmp_path, threads=4)
        wait_for(lambda: cluster.registered() == 1)
        engine = Cluster(cluster.address, watch=lambda step: told.append(step.what))
        try:
            found = dict(engine.run({i: partial(look, i) for i in range(12)}.items()))
            unguarded = engine._client.gather(engine._client.map(look, range(12)))
        finally:
            engine.close()
    assert set(found.values()) == {(0, 1)}
    assert max(others for others, _ in unguarded) > 0
    assert any("--nthreads 1" in what for what in told)


def test_an_error_of_a_task_itself_comes_through(two_workers):
    engine = Cluster(two_workers.address)
    try:
        with pytest.raises(ZeroDivisionError):
            list(engine.run({"key": partial(divmod, 1, 0)}.items()))
    finally:
        engine.close()
