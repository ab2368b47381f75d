"""Real faults done to real runs, a short form of `python -m regclaims.tests.trust.faults`."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from regclaims.tests.trust import faults
from regclaims.tests.trust.runs import Undisturbed, can_mount

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
root = pytest.mark.skipif(not can_mount(), reason="only root has a file system of its own")


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Undisturbed:
    return Undisturbed(tmp_path_factory.mktemp("base"))


def assert_as_promised(*found: faults.Found) -> None:
    for each in found:
        assert each.times > 0
        assert (each.as_promised, each.lost, each.doubled) == (each.times, 0, 0), each


def test_killed_runs_are_resumed(base, tmp_path):
    assert_as_promised(faults.killed(base, tmp_path, 3, seed=5))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_cleanly_with_a_partial_report(base, tmp_path, number):
    assert_as_promised(faults.interrupted(base, tmp_path, number, 1))


def test_a_killed_worker_costs_nothing(base, tmp_path):
    assert_as_promised(faults.worker_killed(base, tmp_path, 1))


@pytest.mark.parametrize(
    ("how", "options"),
    [
        ("die", ("--workers", "2")),
        ("hang", ("--workers", "2", "--draw-timeout", "10")),
        ("loop", ("--workers", "1", "--draw-timeout", "10")),
    ],
    ids=["dies", "hangs in C", "loops in Python"],
)
def test_a_draw_that_is_lost_twice_is_named_and_measured_by_the_next_run(base, tmp_path, how, options):
    assert_as_promised(faults.deadly_draw(base, tmp_path, how, *options))


@root
def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(base, tmp_path):
    assert_as_promised(faults.disk_full(base, tmp_path))


@root
def test_verdicts_are_shown_where_the_report_has_no_room(base, tmp_path):
    assert_as_promised(faults.reports_full(base, tmp_path))


@root
def test_what_can_only_be_read_is_used_or_refused(base, tmp_path):
    assert_as_promised(*faults.read_only(base, tmp_path))


@pytest.mark.parametrize("how", ["cut off", "page zeroed", "bit flipped"])
def test_of_a_damaged_store_only_what_is_whole_is_used(base, tmp_path, how):
    assert_as_promised(faults.damaged(base, tmp_path, how, 8))


def test_runs_on_damaged_stores_measure_anew_what_is_missing(base, tmp_path):
    assert_as_promised(faults.damaged_run(base, tmp_path))


def test_a_log_cut_off_loses_its_end_alone(tmp_path):
    assert_as_promised(faults.log_cut_off(tmp_path, 4))


def test_two_runs_at_once_share_store_and_reports(base, tmp_path):
    assert_as_promised(faults.two_at_once(base, tmp_path))


def test_a_clock_that_runs_backwards_changes_nothing(base, tmp_path):
    assert_as_promised(faults.clock_backwards(base, tmp_path))


def test_the_answer_counts_what_was_not_as_promised(base):
    fine = faults.Found(fault="a", times=2, as_promised=2, happened="well")
    bad = faults.Found(fault="b", times=3, as_promised=2, happened="ill", lost=1)
    assert faults.part([fine], base, 1).passed
    answer = faults.part([fine, bad], base, 1)
    assert not answer.passed
    assert "5 faults of 2 kinds" in answer.says
    assert answer.says.endswith("Not as promised: b.")
