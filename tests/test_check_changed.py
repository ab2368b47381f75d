"""``--changed-since``: which lines git says are new."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.fixtures.errors import UsageError
from regclaims.reports.check.changed import Changed, parse, since


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.md").write_text("1\n2\n3\n4\n5\n6\n")
    (tmp_path / 'ä "b"\t.md').write_text("1\n2\n")
    (tmp_path / "with space.md").write_text("1\n2\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "a")
    return tmp_path


def lines(changed: Changed, path: Path, count: int = 9) -> list[int]:
    return [number for number in range(1, count) if changed.touches(path, number, number)]


def test_lines_that_are_new_or_different(root: Path) -> None:
    (root / "a.md").write_text("1\nnew\nnew\n3\n4\n6\nlast")
    changed = since("HEAD", root)
    assert lines(changed, root / "a.md") == [2, 3, 7]
    assert changed.touches(root / "a.md", 1, 2)
    assert not changed.touches(root / "a.md", 4, 6)
    assert changed.file(root / "a.md")
    assert not changed.file(root / "with space.md")


def test_names_with_unusual_signs(root: Path) -> None:
    for name in ('ä "b"\t.md', "with space.md"):
        (root / name).write_text("1\nnew\n")
        assert lines(since("HEAD", root), root / name) == [2]


def test_a_line_that_looks_like_a_difference_is_none(root: Path) -> None:
    (root / "a.md").write_text("1\n++ b/with space.md\n@@ -1 +1,9 @@\n-- a\n4\n5\n6\n")
    changed = since("HEAD", root)
    assert lines(changed, root / "a.md") == [2, 3, 4]
    assert lines(changed, root / "with space.md") == []


def test_a_renamed_file_counts_for_what_changed_in_it(root: Path) -> None:
    git(root, "mv", "a.md", "b.md")
    (root / "b.md").write_text("1\n2\n3\n4\n5\nnew\n")
    git(root, "add", ".")
    assert lines(since("HEAD", root), root / "b.md") == [6]


def test_files_that_git_does_not_know_are_new(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (root / "c.md").write_text("1\n")
    outside = tmp_path_factory.mktemp("outside") / "d.md"
    changed = since("HEAD", root)
    for path in (root / "c.md", outside):
        assert changed.file(path)
        assert changed.touches(path, 1, 1)


def test_works_from_a_folder_inside_and_for_committed_changes(root: Path) -> None:
    (root / "sub").mkdir()
    (root / "sub" / "e.md").write_text("1\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "b")
    assert lines(since("HEAD~1", root / "sub"), root / "sub" / "e.md") == [1]
    assert lines(since("HEAD", root / "sub"), root / "sub" / "e.md") == []


def test_settings_of_the_repository_run_nothing(root: Path) -> None:
    for key in ("diff.external", "core.pager", "core.fsmonitor", "diff.x.textconv"):
        git(root, "config", key, f"touch {root}/ran;false")
    (root / ".gitattributes").write_text("*.md diff=x\n")
    (root / "a.md").write_text("new\n")
    assert lines(since("HEAD", root), root / "a.md") == [1]
    assert not (root / "ran").exists()


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:a.md", ""])
def test_an_unknown_revision_is_refused_by_name(root: Path, revision: str) -> None:
    with pytest.raises(UsageError, match=f"found no revision {revision!r}"):
        since(revision, root)
    assert not (root / "x").exists()


def test_no_repository_and_no_git_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="found no repository"):
        since("HEAD", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="found no git"):
        since("HEAD", tmp_path)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12))
def test_lines_that_are_not_new_can_be_found_in_the_old(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str]
) -> None:
    root = tmp_path_factory.mktemp("repository")
    git(root, "init", "-q")
    file = root / "a.md"
    file.write_text("".join(f"{line}\n" for line in old))
    git(root, "add", ".")
    git(root, "commit", "-qm", "a")
    file.write_text("".join(f"{line}\n" for line in new))
    fresh = set(lines(since("HEAD", root), file, len(new) + 1))
    rest = iter(old)
    # What is left of the new, in its order, is part of the old in its order.
    assert all(line in rest for number, line in enumerate(new, start=1) if number not in fresh)
    assert not fresh or old != new


def test_a_difference_is_read_literally() -> None:
    difference = b"""\
diff --git a/a b/a
--- a/a
+++ b/a
@@ -1 +1,2 @@ x
-a
+b
+c
\\ No newline at end of file
@@ -9,2 +9,0 @@
-a
-b
diff --git "a/\\303\\244" "b/\\303\\244"
--- /dev/null
+++ "b/\\303\\244\\n"
@@ -0,0 +1 @@
+a
"""
    assert parse(difference) == {"a": ((1, 2),), "ä\n": ((1, 1),)}
