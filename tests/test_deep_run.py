"""`pytest claims --grid deep` as its users run it, on the claim that is cheapest to sweep."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import regclaims
from regclaims.claims import suites
from regclaims.fixtures.deep import AXES, DEEP

ROOT = Path(regclaims.__file__).parent
SCHEMA = json.loads((ROOT / "reports" / "report.schema.json").read_text(encoding="utf-8"))
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
CHEAP, TOPIC = "l1-many-zeros", "claims/test_sparsity.py"
CELL = "at-least-half-are-zero[reg-n16-p40-rel0.025-snr0.25-ar0+strong]"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = ["--store", str(folder / "store.sqlite"), "--report-dir", str(folder / "report")]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--grid", "deep", *places, *arguments]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=600, check=False)


def report(folder: Path) -> dict:
    found = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A cold sweep with as many draws as a cell takes in which the reading is always, or never, true."""
    folder = tmp_path_factory.mktemp("swept")
    done = run(folder, TOPIC, "-k", CHEAP, "--max-draws", "27")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done, report(folder)


def cells(found: dict) -> list[dict]:
    return [cell for claim in found["claims"] for reading in claim["readings"] for cell in reading["cells"]]


def test_the_sweep_passes_with_cells_undecided_and_says_what_it_left_out(swept):
    folder, done, found = swept
    outcomes = {cell["outcome"] for cell in cells(found)}
    assert "undecided" in outcomes
    assert outcomes & {"holds", "fails"}
    assert f"MAPPED {CHEAP}" in done.stdout
    assert suites.deep().described() in done.stdout
    assert str(folder / "report" / "index.html") in done.stdout


def test_the_report_holds_every_cell_with_its_place_and_the_cost(swept):
    _, done, found = swept
    assert found["run"]["grid"] == "deep"
    swept_cells = cells(found)
    assert len(swept_cells) == 3 * len(DEEP)
    assert len({(cell["dgm"], *cell["coordinates"].values()) for cell in swept_cells}) == 3 * len(DEEP)
    assert all(list(cell["coordinates"]) == list(AXES) for cell in swept_cells)
    assert all(cell["replay"].endswith("--grid deep --seed 0") for cell in swept_cells)
    cost = found["run"]["cost"]
    assert cost["cells"] == len(swept_cells)
    assert cost["decided"] == sum(cell["outcome"] != "undecided" for cell in swept_cells)
    assert cost["draws_measured"] >= found["run"]["draws"]  # a cell may be settled within a look
    assert cost["cpu_seconds"] > 0
    assert "a decided cell cost" in done.stdout
    spent = 0.01 * len(swept_cells) / suites.deep().cells
    assert found["run"]["error_budget_spent"] == pytest.approx(spent)


def test_the_report_in_words_has_tables_that_count_every_cell(swept):
    folder, _, _ = swept
    text = (folder / "report" / "report.md").read_text(encoding="utf-8")
    assert text.count("| share relevant ") == text.count("| signal-to-noise ratio ") == 3
    assert sum(text.count(f"{level} strength: holds in") for level in ("weak", "moderate", "strong")) == 3


def test_one_cell_has_the_outcome_it_had_in_the_sweep_and_nothing_is_measured_twice(swept):
    folder, _, found = swept
    before = (folder / "store.sqlite").read_bytes()
    done = run(folder, f"{TOPIC}::{CHEAP}::{CELL}", "--max-draws", "27", "-v")
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = next(cell["outcome"] for cell in cells(found) if cell["replay"].count(CELL))
    assert f"{CELL} {outcome}" in done.stdout
    assert (folder / "store.sqlite").read_bytes() == before


def test_a_sweep_too_short_to_decide_anything_fails_and_says_so(swept):
    folder, _, _ = swept
    done = run(folder, TOPIC, "-k", CHEAP, "--max-draws", "3", "--report-dir", str(folder / "short"))
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"{CHEAP}: none of its {3 * len(DEEP)} cells is decided after 3 draws at most" in done.stdout


def test_a_claim_without_a_map_is_named_as_such(tmp_path):
    done = run(tmp_path, "claims/test_use.py::l2-more-popular")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "claim l2-more-popular has nothing on the deep grid" in done.stdout + done.stderr
