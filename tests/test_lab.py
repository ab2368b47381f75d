"""The laboratory: numbers do not depend on how the work is cut, is shared or is interrupted."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from regclaims.fixtures import lab, replay
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.engines import Serial, local
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.experiments import DESCENT, FITS, STRENGTHS, TOGETHER
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab, Progress
from regclaims.fixtures.store import Store

SMALL = DGM(task="regression", n_samples=20, n_features=4, relevant=0.5, snr=2.0)
WORLD = World(STRENGTHS, SMALL, "weak")
RIDGE = Series("strengths", "l2", SMALL.id)
ONE_FEATURE = DGM(task="regression", n_samples=20, n_features=1, relevant=1.0, snr=2.0)
TINY_CLASSES = DGM(task="classification", n_samples=10, n_features=1, relevant=1.0, snr=1.0)


def columns(store: Store, laboratory: Lab, series: Series, draws: int) -> dict[str, bytes]:
    return {name: c.tobytes() for name, c in store.rows(laboratory.key(series), 0, draws).items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> dict[str, bytes]:
    """Twelve draws measured by this process in one block."""
    with Store(tmp_path_factory.mktemp("lab") / "store") as store, Lab(store, seed=0, engine=Serial(), block=12) as one:
        one.measure({RIDGE: 12})
        return columns(store, one, RIDGE, 12)


@pytest.mark.parametrize(("workers", "block"), [(1, 1), (1, 7), (2, 1), (2, 4), (2, 7)])
def test_rows_do_not_depend_on_workers_or_blocks(tmp_path, undisturbed, workers, block):
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=local(workers), block=block) as laboratory:
        laboratory.measure({RIDGE: 12})
        assert columns(store, laboratory, RIDGE, 12) == undisturbed


def test_all_methods_see_the_same_data(tmp_path):
    """What the laboratory hands out of each method is what the experiment measures on that very draw."""
    with Store(tmp_path / "store") as store, Lab(store, seed=3, engine=Serial()) as laboratory:
        several = [Series("strengths", method, SMALL.id) for method in ("none", "l1", "l2")]
        laboratory.measure(dict.fromkeys(several, 3))
        for series in several:
            for draw in range(3):
                row = STRENGTHS.measure(SMALL.draw(3, draw), series.method)
                columns = laboratory.columns(series, draw, draw + 1)
                assert {name: float(column[0]) for name, column in columns.items()} == row


def test_rows_depend_on_the_master_seed(tmp_path, undisturbed):
    with Store(tmp_path / "store") as store, Lab(store, seed=1, engine=Serial()) as laboratory:
        laboratory.measure({RIDGE: 12})
        other = columns(store, laboratory, RIDGE, 12)
    assert other.keys() == undisturbed.keys()
    assert other != undisturbed


def test_more_draws_measure_only_what_is_missing(tmp_path, undisturbed):
    with Store(tmp_path / "store") as store:
        with Lab(store, seed=0, engine=Serial()) as first:
            first.measure({RIDGE: 7})
            first.measure({RIDGE: 12})
            assert first.measured == 12
        with Lab(store, seed=0, engine=Serial()) as second:
            second.measure({RIDGE: 10})
            assert second.measured == 0
            second.measure({RIDGE: 15})
            assert second.measured == 3
            assert columns(store, second, RIDGE, 12) == undisturbed


def test_progress_ends_with_all_that_was_asked(tmp_path):
    seen: list[Progress] = []
    with (
        Store(tmp_path / "store") as store,
        Lab(store, seed=0, engine=Serial(), block=4, watch=seen.append) as laboratory,
    ):
        laboratory.measure({RIDGE: 10})
    assert [(step.done, step.asked) for step in seen] == [(4, 10), (8, 10), (10, 10)]


def test_the_key_tells_series_and_seeds_apart(tmp_path):
    series = [RIDGE, Series("strengths", "l1", SMALL.id), Series("fits", "l2", SMALL.id)]
    with Store(tmp_path / "store") as store:
        labs = [Lab(store, seed=seed) for seed in (0, 1)]
        keys = {laboratory.key(s) for laboratory in labs for s in series}
        assert len(keys) == 6
        assert Lab(store, seed=0).key(RIDGE) in keys


@pytest.mark.parametrize(("what", "changes"), [("code_digest", [True, True]), ("machine", [False, True])])
def test_the_key_tells_the_code_and_of_timed_draws_the_machine(tmp_path, monkeypatch, what, changes):
    series = [RIDGE, Series("cost", TOGETHER, SMALL.id)]
    with Store(tmp_path / "store") as store:
        before = [Lab(store, seed=0).key(s) for s in series]
        monkeypatch.setattr(lab.provenance, what, lambda *about: "another")
        after = [Lab(store, seed=0).key(s) for s in series]
    assert [one != other for one, other in zip(before, after, strict=True)] == changes


def test_methods_an_experiment_does_not_know_have_no_series():
    methods = ("truth", "l1", "l2")
    assert [s.method for s in lab.series_of(WORLD, methods)] == ["l1", "l2"]
    assert [s.method for s in lab.series_of(World(FITS, SMALL), ["truth", "none"])] == ["none"]
    descent = World(DESCENT, SMALL, "adam")
    assert [s.method for s in lab.series_of(descent, ["decay"])] == [TOGETHER]


def one_class_draw(dgm: DGM, within: int = 8) -> tuple[int, int]:
    """(seed, number) of a draw in which only one class occurs: no logistic regression can be fitted."""
    for seed, number in itertools.product(range(1000), range(within)):
        if np.ptp(dgm.draw(seed, number).y) == 0:
            return seed, number
    raise AssertionError("none found")


def test_an_experiment_that_raises_is_an_event_and_counts_for_nobody(tmp_path, capsys):
    seed, number = one_class_draw(TINY_CLASSES)
    world, series = World(FITS, TINY_CLASSES, "tuned"), Series("fits", "none", TINY_CLASSES.id)
    with Store(tmp_path / "store") as store, Lab(store, seed=seed, engine=Serial()) as laboratory:
        laboratory.measure({series: 8})
        events = laboratory.events({series: 8})
        assert [event.draw for event in events] == [i for i in range(8) if np.ptp(TINY_CLASSES.draw(seed, i).y) == 0]
        assert number in [event.draw for event in events]
        assert laboratory.events({series: number}) == []
        rows = laboratory.rows(world, ["none"], 0, 8)
        assert np.isnan(rows.method("none").test_error[number])
        assert [bool(fine) for fine in rows.usable()] == [i not in [e.draw for e in events] for i in range(8)]
    event = next(event for event in events if event.draw == number)
    assert event.what.startswith("ValueError: ")
    program, *arguments = event.replay.split()[2:]
    assert program == "regclaims.fixtures.replay"
    with pytest.raises(ValueError, match="class") as raised:
        replay.main(arguments)
    assert event.what == f"ValueError: {raised.value}"


def test_a_series_that_always_fails_is_measured_once_and_usable_never(tmp_path):
    seed, number = one_class_draw(TINY_CLASSES, within=1)
    series = Series("fits", "none", TINY_CLASSES.id)
    with Store(tmp_path / "store") as store, Lab(store, seed=seed, engine=Serial()) as laboratory:
        laboratory.measure({series: 1})
        laboratory.measure({series: 1})
        assert laboratory.measured == 1
        rows = laboratory.rows(World(FITS, TINY_CLASSES, "tuned"), ["none"], number, 1)
        assert np.isnan(rows.method("none").test_error).all()
        assert not rows.usable().any()


def test_a_measurement_that_is_not_a_number_is_an_event(tmp_path):
    """With one feature there is no larger half of the weights."""
    series = Series("fits", "shrunk", ONE_FEATURE.id)
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial()) as laboratory:
        laboratory.measure({series: 2})
        assert [event.what for event in laboratory.events({series: 2})] == ["NaN in tuned/shrunk.large_kept"] * 2
        rows = laboratory.rows(World(FITS, ONE_FEATURE, "tuned"), ["shrunk"], 0, 2)
        assert np.isfinite(rows.method("shrunk").largest_kept).all()
        assert rows.usable().all()
        assert np.isnan(rows.method("shrunk").large_kept).all()
        assert not rows.usable().any()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such alarm")
def test_draws_that_take_too_long_are_failed_draws_of_this_run_and_of_no_other(tmp_path, undisturbed):
    told: list[str] = []
    with Store(tmp_path / "store") as store:
        with Lab(store, seed=0, engine=Serial(), block=5) as laboratory:
            laboratory.measure({RIDGE: 5})
        slow = Serial(limit=1e-6)
        with Lab(store, seed=0, engine=slow, block=5, watch=lambda step: told.append(step.what)) as laboratory:
            laboratory.measure({RIDGE: 8})
            laboratory.measure({RIDGE: 8})
            assert laboratory.measured == 0
            rows = laboratory.rows(WORLD, ["l2"], 0, 8)
            assert np.isfinite(rows.method("l2").test_error).tolist() == [True] * 5 + [False] * 3
            assert rows.usable().tolist() == [True] * 5 + [False] * 3
            assert [event.draw for event in laboratory.events({RIDGE: 7})] == [5, 6]
            assert [event.what for event in laboratory.lost()] == [
                "lost: the worker took longer than 1e-06 s, twice"
            ] * 3
        assert any(f"given up: strengths, l2, {SMALL.id}, draw 5: lost" in what for what in told)
        assert any("python -m regclaims.fixtures.replay strengths l2" in what for what in told)
        with Lab(store, seed=0, engine=Serial()) as laboratory:
            laboratory.measure({RIDGE: 12})
            assert laboratory.measured == 7
            assert laboratory.events({RIDGE: 12}) == []
            assert columns(store, laboratory, RIDGE, 12) == undisturbed


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such alarm")
def test_a_search_that_takes_too_long_twice_ends_the_run_in_words(tmp_path):
    tasks = {"claim; reading; case; digest": lambda: str(time.sleep(60)), "quick": lambda: "found"}
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=Serial(limit=0.1)) as laboratory:
        with pytest.raises(
            UsageError, match=r"^search claim; reading; case: the worker took longer than 0\.1 s, twice"
        ):
            laboratory.findings(tasks)
        assert laboratory.findings({"quick": _must_not_run}) == {"quick": "found"}


@pytest.mark.parametrize("workers", [1, 2])
def test_findings_are_searched_once(tmp_path, workers):
    tasks = {"the answer": lambda: "42"} if workers == 1 else {"where": os.getcwd}
    with Store(tmp_path / "store") as store, Lab(store, seed=0, engine=local(workers)) as laboratory:
        found = laboratory.findings(tasks)
        again = laboratory.findings(dict.fromkeys(tasks, _must_not_run))
    assert found == again == {about: task() for about, task in tasks.items()}


def _must_not_run() -> str:
    raise AssertionError("is known already")


SCRIPT = """
import sys
from pathlib import Path
from regclaims.fixtures.engines import local
from regclaims.fixtures.lab import Lab, Series
from regclaims.fixtures.store import Store

if __name__ == "__main__":
    path, dgm, draws = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    with Store(path) as store, Lab(store, seed=0, engine=local(2), block=3) as laboratory:
        laboratory.measure({Series("strengths", "l2", dgm): draws})
"""


def descendants(pid: int) -> set[int]:
    """Living processes below ``pid``, from /proc."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(status.parent.name)] = int(fields[1])
    below, todo = set(), [pid]
    while todo:
        parent = todo.pop()
        children = {child for child, p in parents.items() if p == parent}
        below |= children
        todo += children
    return below


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def rows_in(path: Path) -> int:
    """How many rows a store holds, as another process sees it."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM rows").fetchone()[0])
    except sqlite3.OperationalError:  # not yet set up
        return 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_a_killed_run_is_taken_up_where_it_broke_off_and_leaves_no_process(tmp_path):
    """So many draws are asked for that the kill strikes in mid-run; ten more than were measured are compared."""
    script, path = tmp_path / "run.py", tmp_path / "store"
    script.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, str(script), str(path), SMALL.id, "100000"]) as run:
        try:
            wait_for(lambda: rows_in(path) > 0 or run.poll() is not None)
            assert run.poll() is None
            helpers = descendants(run.pid)
            assert len(helpers) >= 2
        finally:
            run.kill()
    wait_for(lambda: not any(alive(pid) for pid in helpers))
    measured = rows_in(path)
    assert 0 < measured < 100_000
    draws = measured + 10
    with Store(path) as store, Lab(store, seed=0, engine=local(2), block=4) as resumed:
        assert store.notice == ""
        resumed.measure({RIDGE: draws})
        assert 10 <= resumed.measured < draws
        taken_up = columns(store, resumed, RIDGE, draws)
    with Store(tmp_path / "other") as store, Lab(store, seed=0, engine=Serial()) as undisturbed:
        undisturbed.measure({RIDGE: draws})
        assert taken_up == columns(store, undisturbed, RIDGE, draws)


def wait_for(condition) -> None:
    """The minute is a safety net, not a measurement."""
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_replay_prints_what_the_store_holds(tmp_path):
    with Store(tmp_path / "store") as store, Lab(store, seed=5, engine=Serial()) as laboratory:
        laboratory.measure({RIDGE: 3})
        stored = {name: c[2] for name, c in store.rows(laboratory.key(RIDGE), 0, 3).items()}
    command = lab.Event(RIDGE, 2, "", seed=5).replay.split()
    run = subprocess.run([sys.executable, *command[1:]], capture_output=True, text=True, check=True)
    printed = {name: float(value) for name, value in (line.split() for line in run.stdout.splitlines())}
    assert printed == pytest.approx(stored, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("strenghts", "l2", SMALL.id, "0"), ["strenghts", "did you mean 'strengths'"]),
        (("strengths", "l3", SMALL.id, "0"), ["'l3'", "l1, l2"]),
        (("strengths", "l2", "no-such-world", "0"), ["'no-such-world'", "reg-n60"]),
        (("strengths", "l2", "reg-n5-p4-rel1-snr2-ar0", "0"), ["n_samples", "a whole number from 10", "5"]),
        (("strengths", "l2", SMALL.id, "0", "--seed", "-1"), ["seed", "0 or above"]),
    ],
)
def test_replay_names_what_it_does_not_know(capsys, arguments, words):
    assert replay.main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert all(word in err for word in words)


def test_replay_as_a_command_ends_with_code_2():
    command = [sys.executable, "-m", "regclaims.fixtures.replay", "nothing", "l2", SMALL.id, "0"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("error: unknown experiment 'nothing'")
    assert run.stderr.count("\n") == 1
