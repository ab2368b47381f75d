"""Files are written whole or not at all."""

from __future__ import annotations

import pytest

from regclaims.reports import files


def test_what_was_there_is_replaced_with_its_mode_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "report.md"
    files.write(path, "old")
    path.chmod(0o640)
    files.write(path, "new ✓")
    assert path.read_text(encoding="utf-8") == "new ✓"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


def test_a_link_stays_one(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "file")
    files.write(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "text"


def test_a_failure_leaves_the_old_text(tmp_path):
    path = tmp_path / "report.md"
    files.write(path, "old")
    with pytest.raises(UnicodeEncodeError):
        files.write(path, "half \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]
