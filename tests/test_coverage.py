"""The share of the machinery that tests run is counted as it is."""

from __future__ import annotations

import tomllib

import pytest

from regclaims.tests.trust.coverage import ROOT, WHY, Counts, counts, main, part

WHOLE = Counts(lines=80, lines_run=80, branches=20, branches_run=20)
MOST = Counts(lines=80, lines_run=80, branches=20, branches_run=15)
HALF = Counts(lines=80, lines_run=45, branches=20, branches_run=5)


def test_lines_and_branches_count_alike():
    assert (WHOLE.share, MOST.share, HALF.share) == (1, 0.95, 0.5)
    assert Counts(lines=0, lines_run=0, branches=0, branches_run=0).share == 1
    summary = {"num_statements": 80, "covered_lines": 45, "num_branches": 20, "covered_branches": 5, "other": 1}
    assert counts(summary) == HALF


def test_what_is_promised_passes_and_less_does_not():
    assert part(MOST, {"fixtures/a.py": MOST}).passed
    less = part(HALF, {"fixtures/a.py": HALF}, {"fixtures/a.py": "runs on another machine"})
    assert not less.passed
    assert "The tests run 50.0%" in less.says


def test_a_file_below_is_listed_and_needs_a_reason():
    files = {"fixtures/a.py": HALF, "fixtures/b.py": WHOLE, "conftest.py": MOST}
    told, silent = part(WHOLE, files, {"fixtures/a.py": "so"}), part(WHOLE, files, {})
    assert (told.passed, silent.passed) == (True, False)
    assert told.tables[1].rows == (("fixtures/a.py", 0.5, "so"),)
    assert "1 are below that." in told.says
    assert silent.says.endswith("without a reason: fixtures/a.py.")
    rooms = [row[0] for row in told.tables[0].rows]
    assert rooms == [".", "fixtures", "all"]
    assert told.tables[0].rows[1] == ("fixtures", 160, 125, 40, 25, 0.75)


def test_a_selection_is_not_recorded(capsys):
    with pytest.raises(SystemExit):
        main(["--record", "tests/test_rows.py"])
    assert "required are all tests" in capsys.readouterr().err


def test_reasons_are_about_files_that_are_there_and_counted():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["run"]
    assert settings["branch"]
    assert {"subprocess", "fork", "_exit"} <= set(settings["patch"])
    for name in WHY:
        assert (ROOT / name).is_file(), name
