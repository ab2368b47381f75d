"""What is made of the rules is kept for the next process, and never a stale or spoilt thing taken for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regclaims.claims.wording import kept

SAID = "Lasso is less sensitive to outliers than ridge, and unlike ridge it never sets weights to zero.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of data, with bytecode written, as on a user's machine."""
    data = tmp_path / "wording" / "data"
    data.mkdir(parents=True)
    (data / "words.toml").write_text("a = 1\n")
    monkeypatch.setattr(kept, "FOLDER", data.parent)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    kept.state.cache_clear()
    yield data.parent
    kept.state.cache_clear()


class Maker:
    """Counts how often it had to make what it makes."""

    def __init__(self) -> None:
        self.times = 0

    def process(self) -> Callable[[], dict[str, int]]:
        """As a new process would call it."""
        kept.state.cache_clear()

        def words() -> dict[str, int]:
            self.times += 1
            return {"made": self.times}

        return kept.kept(words)


def test_a_second_process_takes_what_the_first_made(folder: Path) -> None:
    """Made once, whoever asks."""
    maker = Maker()
    first = maker.process()
    assert first() is first()
    assert [first(), maker.process()(), maker.process()()] == [{"made": 1}] * 3
    assert [path.name for path in (folder / "__pycache__").iterdir()] == [kept.place("words").name]


@pytest.mark.parametrize("name", ["data/words.toml", "data/more.toml", "data/weights.json", "words.py"])
def test_data_and_code_that_changed_make_it_stale(folder: Path, name: str) -> None:
    """A file written anew, with other content or of another time, and one that is new."""
    maker = Maker()
    maker.process()()
    (folder / name).write_text("a = 2\n")
    os.utime(folder / name, ns=(1, 1))
    assert maker.process()() == {"made": 2}
    assert maker.process()() == {"made": 2}


def test_what_decides_nothing_makes_nothing_stale(folder: Path) -> None:
    """Such as a note beside the data."""
    maker = Maker()
    maker.process()()
    (folder / "data" / "notes.md").write_text("for later\n")
    assert maker.process()() == {"made": 1}


@pytest.mark.parametrize("spoilt", [b"", b"\x80", b"cut", b"garbage" * 99])
def test_a_spoilt_file_is_made_anew(spoilt: bytes) -> None:
    """Empty, cut off behind its head, or no such file at all."""
    maker = Maker()
    maker.process()()
    place = kept.place("words")
    head = place.read_bytes()[: len(kept.state())]
    for written in (spoilt, head + spoilt):
        place.write_bytes(written)
        before = maker.times
        assert maker.process()() == {"made": before + 1} == maker.process()()


def test_nothing_is_written_where_it_cannot_be_or_should_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package in a place that is not ours, and a user who wants no bytecode."""
    maker = Maker()
    (folder / "__pycache__").write_text("a file in its place")
    assert [maker.process()(), maker.process()()] == [{"made": 1}, {"made": 2}]
    (folder / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert maker.process()() == {"made": 3}
    assert not (folder / "__pycache__").exists()


def test_nothing_unfinished_is_left(folder: Path) -> None:
    """What cannot be kept leaves no trace, and is used all the same."""

    def words() -> Callable[[], int]:
        return lambda: 1  # cannot be pickled

    with pytest.raises((AttributeError, TypeError)):  # a mistake of ours, not of a place
        kept.kept(words)()
    assert not list((folder / "__pycache__").glob("*"))


def test_prose_is_read_by_kept_rules_as_by_made_ones(tmp_path: Path) -> None:
    """Two real processes, the second with what the first kept."""
    file = tmp_path / "said.md"
    file.write_text(SAID)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path / "bytecode")
    command = [sys.executable, "-m", "regclaims.reports.cli", "check", "--all", "--format", "json", str(file)]
    runs = [subprocess.run(command, env=environment, capture_output=True, check=False) for _ in range(2)]
    made = sorted(path.name.partition(".")[0] for path in (tmp_path / "bytecode").rglob("*.kept"))
    assert made == ["around", "lexicon", "names", "rules", "vocabulary"]
    assert runs[0].stdout == runs[1].stdout
    assert b"l1-less-sensitive-to-outliers" in runs[1].stdout
