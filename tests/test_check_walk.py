"""Which files are checked: folders, what git ignores, and everything that cannot be read."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.reports.check.config import Config
from regclaims.reports.check.documents import Problem
from regclaims.reports.check.walk import Readable, files


def plant(root: Path, *names: str, text: str = "a") -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def found(root: Path, *paths: str, config: Config | None = None) -> list[str]:
    """Paths of what can be read, relative to the root."""
    given = files([str(root / path) for path in paths or ("",)], config or Config())
    return [Path(file.path).relative_to(root).as_posix() for file in given if isinstance(file, Readable)]


def problems(*paths: str, config: Config | None = None) -> list[str]:
    return [file.message for file in files(paths, config or Config()) if isinstance(file, Problem)]


def test_a_folder_is_walked_for_what_can_be_read(tmp_path: Path) -> None:
    plant(tmp_path, "b.md", "a.rst", "c/d.ipynb", "c/e.py", "f", "G.TXT")
    assert found(tmp_path) == ["G.TXT", "a.rst", "b.md", "c/d.ipynb"]


def test_paths_are_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "docs/a.md")
    monkeypatch.chdir(tmp_path)
    assert [file.path for file in files(["docs", "./docs/../docs/a.md"], Config())] == ["docs/a.md"]
    assert [file.path for file in files(["./docs/a.md", "."], Config())] == ["./docs/a.md"]


def test_a_named_file_is_read_whatever_its_name_and_ignored_or_not(tmp_path: Path) -> None:
    plant(tmp_path, ".git/HEAD", "notes", "a.md", ".hidden/b.md")
    (tmp_path / ".gitignore").write_text("*\n")
    config = Config(root=tmp_path, exclude=("*",))
    read = list(files([str(tmp_path / name) for name in ("notes", "a.md", ".hidden/b.md")], config))
    assert [file.format for file in read if isinstance(file, Readable)] == ["plain", "markdown", "markdown"]


def test_hidden_folders_and_those_of_others_are_passed_over(tmp_path: Path) -> None:
    plant(tmp_path, ".git/a.md", ".tox/a.md", "node_modules/x/a.md", "env/pyvenv.cfg", "env/a.md", "ok/a.md")
    assert found(tmp_path) == ["ok/a.md"]


def test_links_are_passed_over_and_their_loops_with_them(tmp_path: Path) -> None:
    plant(tmp_path, "a/b.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "c.md").symlink_to(tmp_path / "a" / "b.md")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    assert found(tmp_path) == ["a/b.md"]
    assert found(tmp_path, "c.md", "a/b.md") == ["c.md"]
    assert problems(str(tmp_path / "self.md"))[0].startswith("cannot be read")


IGNORED = [
    "*.txt",
    "!keep.txt",
    "/top.md",
    "build/",
    "docs/**/x.md",
    "a?.md",
    "[bc].rst",
    "\\#a.md",
    "d/e.md",
    "  ",
    "# a.md",
    "*",
    "!*/",
    "!*.md",
]
NAMES = [
    "a.txt",
    "keep.txt",
    "top.md",
    "build/a.md",
    "docs/x.md",
    "docs/q/x.md",
    "ab.md",
    "b.rst",
    "#a.md",
    "d/e.md",
    "d/top.md",
    "d/keep.txt",
    "d/build/x.md",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(IGNORED), max_size=4), st.lists(st.sampled_from(IGNORED), max_size=3))
def test_ignores_what_git_ignores(tmp_path_factory: pytest.TempPathFactory, outer: list[str], inner: list[str]) -> None:
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", root], check=True)
    plant(root, *NAMES)
    (root / ".gitignore").write_text("\n".join(outer))
    (root / "d" / ".gitignore").write_text("\n".join(inner))
    command = ["git", "-C", root, "ls-files", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    git = {name for name in listed if name and not name.endswith(".gitignore")}
    assert set(found(root)) == git
    # A folder that is named itself is walked though git passes over it, as a file is read.
    if subprocess.run(["git", "-C", root, "check-ignore", "-q", "d/"]).returncode:
        assert set(found(root, "d")) == {name for name in git if name.startswith("d/")}


def test_the_configuration_excludes_relative_to_its_folder(tmp_path: Path) -> None:
    plant(tmp_path, "docs/a.md", "docs/old/b.md", "old/c.md")
    config = Config(root=tmp_path, exclude=("docs/old/",))
    assert found(tmp_path, config=config) == ["docs/a.md", "old/c.md"]
    assert found(tmp_path, "docs", config=config) == ["docs/a.md"]


def test_a_folder_with_nothing_to_read_is_a_problem(tmp_path: Path) -> None:
    plant(tmp_path, "a.py")
    assert problems(str(tmp_path)) == ["folder: holds no file of a known format that is not ignored or excluded"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"a\xffb", "is not in UTF-8: found byte 0xff at offset 1, line 1; required is UTF-8"),
        (b"\xef\xbb\xbfa\n\xe9", "is not in UTF-8: found byte 0xe9 at offset 5, line 2; required is UTF-8"),
        ("é".encode("utf-16"), "is not in UTF-8"),
        (b"a\0b", "is no text: found a zero byte at offset 1"),
        (b"a" * 101, "is larger than 100 bytes"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path, raw: bytes, says: str) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    plant(tmp_path, "b.md")
    first, second = files([str(tmp_path)], Config(max_size=100))
    assert isinstance(first, Problem)
    assert first.path == (tmp_path / "a.md").as_posix()
    assert first.message.startswith(says)
    assert isinstance(second, Readable)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    plant(tmp_path, "a.md", text="a" * 100)
    assert found(tmp_path, config=Config(max_size=100)) == ["a.md"]


def test_a_mark_of_byte_order_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbf# a\r\n")
    (file,) = files([str(tmp_path)], Config())
    assert isinstance(file, Readable)
    assert file.text == "# a\r\n"


def test_missing_files_are_told() -> None:
    assert problems("no/such.md", "bad\0name.md") == [
        "cannot be read: No such file or directory",
        "cannot be read: embedded null byte",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_files_that_may_not_be_read_are_told(tmp_path: Path) -> None:
    plant(tmp_path, "a.md")
    (tmp_path / "a.md").chmod(0)
    assert problems(str(tmp_path)) == ["cannot be read: Permission denied"]


def test_standard_input_is_read_in_the_format_named() -> None:
    for raw, format in ((b"a", "markdown"), (b"a", "latex")):
        (file,) = files(["-"], Config(), stdin=io.BytesIO(raw), stdin_format=format)
        assert file == Readable(path="<stdin>", format=format, text="a")
    (problem,) = files(["-"], Config(), stdin=io.BytesIO(b"\xff"))
    assert isinstance(problem, Problem)


def test_standard_input_that_is_closed_is_told() -> None:
    closed = io.BytesIO()
    closed.close()
    (problem,) = files(["-"], Config(), stdin=closed)
    assert isinstance(problem, Problem)
    assert problem.message == "cannot be read: I/O operation on closed file."


def test_pipes_that_never_end_are_cut_off() -> None:
    assert problems("/dev/zero", config=Config(max_size=1000)) == [
        "is larger than 1,000 bytes; required is less, or a greater max-size"
    ]
