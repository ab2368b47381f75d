"""Settings: where they are looked for, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from regclaims.fixtures.errors import UsageError
from regclaims.reports.check.config import Config, load

EVERY = """\
paths = ["README.md", "docs"]
exclude = ["docs/old/"]
fail-on = "warning"
quotes = true
all = true
format = "sarif"
max-size = 1000
"""


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\na = 1\n")
    assert load(tmp_path) == Config(root=tmp_path)


@pytest.mark.parametrize(("name", "head"), [("regclaims.toml", ""), ("pyproject.toml", "[tool.regclaims]\n")])
def test_every_key_is_read_from_either_file(tmp_path: Path, name: str, head: str) -> None:
    (tmp_path / name).write_text(head + EVERY)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load(inner) == Config(
        root=tmp_path,
        source=tmp_path / name,
        paths=("README.md", "docs"),
        exclude=("docs/old/",),
        fail_on="warning",
        quotes=True,
        all=True,
        format="sarif",
        max_size=1000,
    )


def test_the_nearest_folder_decides(tmp_path: Path) -> None:
    (tmp_path / "regclaims.toml").write_text("quotes = true\n")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.regclaims]\nall = true\n")
    assert (load(inner).all, load(inner).quotes) == (True, False)
    (inner / "pyproject.toml").write_text("[project]\n")
    assert load(inner).quotes


def test_both_files_in_one_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "regclaims.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.regclaims]\n")
    with pytest.raises(UsageError, match=r"found settings in regclaims\.toml and in pyproject\.toml; required is one"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fail_on = 'error'", r"regclaims.toml: fail_on: no such key; did you mean 'fail-on'\?; known are paths,"),
        ("fail-on = 'errors'", "fail-on: found 'errors'; required is one of error, warning, never"),
        ("fail-on = ['error']", r"fail-on: found \['error'\]; required is one of"),
        ("paths = 'a'", "paths: found 'a'; required is a list of paths"),
        ("exclude = [1]", r"exclude: found \[1\]; required is a list of patterns"),
        ("quotes = 1", "quotes: found 1; required is true or false"),
        ("max-size = true", "max-size: found True; required is a number of bytes above 0"),
        ("max-size = 0", "max-size: found 0; required"),
        ("format = 'xml'", "format: found 'xml'; required is one of text, github"),
        ("= 1", "found Invalid statement .*; required is valid TOML in UTF-8"),
    ],
)
def test_what_is_wrong_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "regclaims.toml").write_text(text)
    with pytest.raises(UsageError, match=says):
        load(tmp_path)


def test_tables_and_encodings_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nregclaims = 1\n")
    with pytest.raises(UsageError, match=r"tool\.regclaims: found 1; required is a table"):
        load(tmp_path)
    (tmp_path / "pyproject.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(UsageError, match="found byte 0xff at offset 5; required is valid TOML in UTF-8"):
        load(tmp_path)
