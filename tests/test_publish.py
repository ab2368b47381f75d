"""Reports are written, with their plots, or it is said why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regclaims.fixtures.errors import UsageError
from regclaims.reports import publish, trust
from regclaims.reports.history import History, PastRun
from regclaims.tests.test_report import CLAIM, published
from regclaims.tests.test_trust import PART

RUN = PastRun(finished="", seed=0, claims=1, counts={"supported": 1}, versions={}, code="", partial=False)
HISTORY = History(verdicts={"a-claim": "supported"}, runs=[RUN])


def test_a_report_is_written_with_the_plots_of_its_answers(tmp_path, monkeypatch):
    (tmp_path / "recorded").mkdir()
    (tmp_path / "recorded" / "decision.svg").write_text("<svg/>")
    monkeypatch.setattr(trust, "FOLDER", tmp_path / "recorded")
    folder = tmp_path / "deep" / "reports"
    assert publish.write(folder, replace(published(CLAIM), trust=[PART]), HISTORY) == ""
    names = ["badge.json", "claimreview.json", "ctrf.json", "decision.svg", "history.json", "index.html"]
    assert sorted(path.name for path in folder.iterdir()) == [*names, "report.json", "report.md"]
    assert (folder / "decision.svg").read_text() == "<svg/>"


def test_what_cannot_be_written_is_said_and_ends_nothing(tmp_path):
    (tmp_path / "report.md").mkdir()
    said = publish.write(tmp_path, published(CLAIM), HISTORY)
    assert said.startswith(f"report folder {tmp_path}: cannot be written (Is a directory): the reports there are not")


def test_a_folder_is_tried_before_the_run_and_left_as_it_was(tmp_path):
    publish.check(tmp_path / "deep" / "reports")
    assert list((tmp_path / "deep" / "reports").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"file: cannot be written \(File exists\); name another with --report-dir"):
        publish.check(tmp_path / "file")
