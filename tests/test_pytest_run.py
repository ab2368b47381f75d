"""`pytest claims` as its users run it: real processes, small selections of claims."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

import regclaims
from regclaims.reports import ledger

ROOT = Path(regclaims.__file__).parent
SCHEMA = json.loads((ROOT / "reports" / "report.schema.json").read_text(encoding="utf-8"))
QUICK = "absolute-loss-resists or regularized-models-can-fail or l2-more-popular or under-gradient-descent"
# A run of its own, also where these tests themselves run under xdist.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
CELL = "claims/test_outliers.py::absolute-loss-resists-outliers-in-y::absolute-loss-moves-less"


def command(folder: Path, *arguments: str, select: str = QUICK) -> list[str]:
    target = [] if any("::" in argument for argument in arguments) else ["claims", "-k", select]
    places = ["--store", str(folder / "store.sqlite"), "--report-dir", str(folder / "report")]
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *target, *places, *arguments]


def run(folder: Path, *arguments: str, select: str = QUICK) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *arguments, select=select),
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def report(folder: Path) -> dict:
    found = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, SCHEMA)
    del found["run"]["seconds"], found["run"]["finished"], found["history"]
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A cold run of the quick selection."""
    folder = tmp_path_factory.mktemp("undisturbed")
    done = run(folder, "--workers", "2", "--junitxml", str(folder / "junit.xml"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done, report(folder)


def test_run_passes_and_says_what_came_out(undisturbed):
    folder, done, found = undisturbed
    assert re.search(r"^SUPPORTED +l2-more-popular +L2 is more popular", done.stdout, re.MULTILINE)
    assert "4 claims: 4 supported, 0 contradicted, 0 ill-posed, 0 undecided" in done.stdout
    assert "error budget spent" in done.stdout
    assert str(folder / "report" / "index.html") in done.stdout
    assert {claim["id"] for claim in found["claims"]} >= {"l2-more-popular", "absolute-loss-resists-outliers-in-y"}
    assert [(source["key"], len(source["rows"])) for source in found["sources"]] == [("qa", 47), ("article", 87)]


def test_junit_has_outcomes_and_verdicts(undisturbed):
    folder, _, found = undisturbed
    told: dict[str, list[str | None]] = {}
    for each in ElementTree.parse(folder / "junit.xml").iter("property"):
        told.setdefault(each.attrib["name"], []).append(each.attrib["value"])
    cells = [cell for claim in found["claims"] for reading in claim["readings"] for cell in reading["cells"]]
    assert sorted(told["verdict"]) == sorted(claim["verdict"] for claim in found["claims"])
    assert sorted(told["outcome"]) == sorted(cell["outcome"] for cell in cells)


def test_second_run_measures_nothing_and_says_the_same(undisturbed):
    folder, _, found = undisturbed
    store = folder / "store.sqlite"
    before = store.read_bytes()
    assert run(folder).returncode == 0
    assert report(folder) == found
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [("--workers", "1"), ("--workers", "2", "--block-size", "1"), ("--block-size", "13"), ("-n", "2")],
    ids=["one-worker", "blocks-of-1", "blocks-of-13", "xdist"],
)
def test_how_the_work_is_split_changes_nothing(undisturbed, tmp_path, arguments):
    done = run(tmp_path, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert report(tmp_path) == undisturbed[2]


def test_another_seed_draws_other_data(undisturbed, tmp_path):
    assert run(tmp_path, "--seed", "1", select="absolute-loss-resists").returncode in (0, 1)
    replays = [cell["replay"] for cell in report(tmp_path)["claims"][0]["readings"][0]["cells"]]
    assert all(replay.endswith("--seed 1") for replay in replays)


def test_changed_ledger_fails_and_accept_mends_it(undisturbed, tmp_path):
    folder, _, _ = undisturbed
    mine = tmp_path / "ledger.json"
    entries = json.loads(ledger.PATH.read_text(encoding="utf-8"))
    entries["l2-more-popular"]["verdict"] = "contradicted"
    entries["l2-is-weight-decay"]["verdict"] = "supported"  # does not run: must be left alone
    entries["no-such-claim"] = entries["l2-not-sparse"]
    mine.write_text(json.dumps(entries), encoding="utf-8")
    changed = run(folder, "--ledger", str(mine))
    assert changed.returncode == pytest.ExitCode.TESTS_FAILED
    assert "l2-more-popular: found supported, the ledger of" in changed.stdout
    assert "pytest claims --accept -k l2-more-popular" in changed.stdout
    assert "the ledger has an entry for no-such-claim, which is no claim" in changed.stdout
    assert run(folder, "--ledger", str(mine), "--accept").returncode == 0
    accepted = json.loads(mine.read_text(encoding="utf-8"))
    assert accepted["l2-more-popular"]["verdict"] == "supported"
    assert accepted["l2-is-weight-decay"]["verdict"] == "supported"
    assert run(folder, "--ledger", str(mine)).returncode == 0


def test_undecided_verdict_fails_and_says_how_many_draws_are_missing(tmp_path):
    done = run(tmp_path, "--max-draws", "5", select="absolute-loss-resists")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert re.search(r"absolute-loss-resists-outliers-in-y: undecided; about \d+ more draws", done.stdout)
    assert report(tmp_path)["claims"][0]["verdict"] == "undecided"


def test_one_cell_runs_alone_and_leaves_the_report_alone(undisturbed, tmp_path):
    cells = [cell for claim in undisturbed[2]["claims"] for reading in claim["readings"] for cell in reading["cells"]]
    cell = next(cell for cell in cells if CELL in cell["replay"])
    done = run(tmp_path, f"{CELL}[{cell['dgm']}]", "-v")
    assert done.returncode == 0, done.stdout
    assert f"[{cell['dgm']}] holds" in done.stdout
    assert not (tmp_path / "report" / "report.json").exists()


def test_timed_cells_reach_pytest_benchmark(tmp_path):
    cell = "claims/test_training.py::l1-faster-to-train::takes-less-time[reg-n100-p500-rel0.05-snr4-ar0+usual]"
    done = run(tmp_path, cell, "--max-draws", "4", "--benchmark-json", str(tmp_path / "benchmark.json"))
    assert "1 undecided" in done.stdout
    (found,) = json.loads((tmp_path / "benchmark.json").read_text(encoding="utf-8"))["benchmarks"]
    assert found["stats"]["rounds"] == 4
    assert found["extra_info"]["method"] == "l1"
    assert 0 < found["stats"]["min"] <= found["extra_info"]["median seconds l1"] <= found["stats"]["max"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--alpha", "2"), "--alpha: required is a number between 0 and 1, got '2'"),
        (("--seed", "-1"), "--seed: required is a whole number from 0, got '-1'"),
        (("--workers", "none"), "--workers: required is a whole number from 1, got 'none'"),
        (("--max-draws", "0"), "--max-draws: required is a whole number from 1"),
        (("claims/test_use.py::l2-more-populer",), "unknown claim 'l2-more-populer'; did you mean 'l2-more-popular'?"),
        ((f"{CELL}[reg-n100-p20]",), "has no cell 'absolute-loss-moves-less[reg-n100-p20]'; did you mean"),
        (("--draw-timeout", "0"), "--draw-timeout: required is a number of seconds above 0, got '0'"),
        (("--grid", "deap"), "--grid: unknown grid 'deap': known are standard, deep; did you mean 'deep'?"),
        (("--grid", "deep", "--accept"), "--accept with --grid deep: the ledger holds verdicts on the standard grid"),
        (("--report-dir", "/dev/null/report"), "report folder /dev/null/report: cannot be written"),
        (("--store", "/dev/null/store"), "store /dev/null/store: cannot be opened"),
        (("--ledger", "README.md"), "README.md:1: not JSON"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_wrong_input_is_one_clear_line(tmp_path, arguments, message):
    done = run(tmp_path, *arguments)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_damaged_store_is_set_aside(undisturbed, tmp_path):
    shutil.copy(undisturbed[0] / "store.sqlite", tmp_path / "store.sqlite")
    with (tmp_path / "store.sqlite").open("r+b") as file:
        file.write(b"no database at all, whatever the name says")
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "set aside as store.sqlite.aside1, started anew" in done.stdout
    assert (tmp_path / "store.sqlite.aside1").exists()
    assert report(tmp_path) == undisturbed[2]


def test_fresh_measures_anew(undisturbed, tmp_path):
    shutil.copy(undisturbed[0] / "store.sqlite", tmp_path / "store.sqlite")
    assert run(tmp_path, "--fresh", "--seed", "3", select="l2-more-popular").returncode == 0
    assert (tmp_path / "store.sqlite").stat().st_size > 0
    again = run(tmp_path)
    assert again.returncode == 0
    assert report(tmp_path) == undisturbed[2]


def test_selection_by_name_and_marker():
    def collected(*arguments: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "claims", "--collect-only", "-q", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"COLUMNS": "200"},
        )
        return [line for line in done.stdout.splitlines() if "::" in line]

    outliers = collected("-k", "outliers")
    assert outliers
    assert all("outliers" in line for line in outliers)
    assert all("test_training" in line for line in collected("-m", "timing"))
    assert [line.rsplit("::", 1)[1] for line in collected("-m", "verdict", "-k", "l2-more-popular")] == ["verdict"]
