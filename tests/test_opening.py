"""Opening a store's file: marked, sealed, set aside where it cannot be used, brought up to date where it is old."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from regclaims.fixtures.opening import FORMAT, connect, connect_for_reading, seal
from regclaims.fixtures.store import Block, Store
from regclaims.tests.test_store import block


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "below" / "store.sqlite"


def test_a_file_is_marked_with_its_format_and_read_while_it_is_written(path):
    with Store(path) as store, closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,) == (FORMAT,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store._db.execute("PRAGMA synchronous").fetchone() == (1,)  # NORMAL: enough for a log written ahead
    assert Path(f"{path}.opening").is_file()


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def truncated(path: Path) -> None:
    with Store(path) as store:
        for start in range(0, 2000, 100):
            store.add("key", "about", block(range(start, start + 100)))
    os.truncate(path, path.stat().st_size // 2)


def overwritten_in_the_middle(path: Path) -> None:
    truncated(path)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)


def damaged(path: Path) -> None:
    """Its header counts free pages that are not there: all can be read, and yet is not as it was written."""
    with Store(path) as store:
        store.add("key", "about", block([0]))
    with path.open("r+b") as file:
        file.seek(36)
        file.write((5).to_bytes(4, "big"))


def other_format(path: Path) -> None:
    with Store(path) as store:
        store.add("key", "about", block([0]))
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE photographs (id)")
        db.commit()


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (garbage, "file is not a database"),
        (truncated, "database disk image is malformed"),
        (other_format, "has format 3, required is 2"),
        (other_program, "has format 0, required is 2"),
        (damaged, "is damaged"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(path, harm, what):
    path.parent.mkdir()
    harm(path)
    with Store(path) as store:
        assert store.notice == f"store {path}: {what}; set aside as store.sqlite.aside1, started anew"


def test_what_was_not_yet_in_the_file_is_set_aside_with_it(tmp_path):
    """As where another version of this program has it open."""
    path = tmp_path / "store"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA user_version = 7")
        other.execute("CREATE TABLE photographs (id)")
        log = Path(f"{path}-wal").read_bytes()
        assert log
        with Store(path) as store:
            assert "has format 7" in store.notice
            store.add("key", "about", block([0]))
        names = ["store", "store.aside1", "store.aside1-shm", "store.aside1-wal", "store.opening"]
        assert sorted(left.name for left in tmp_path.iterdir()) == names
        assert Path(f"{path}.aside1-wal").read_bytes() == log
    with closing(sqlite3.connect(f"{path}.aside1")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photographs",)]


@pytest.mark.parametrize("harm", [garbage, truncated, overwritten_in_the_middle, other_format, other_program])
def test_a_file_that_cannot_be_used_is_set_aside_and_a_new_one_works(tmp_path, harm):
    path = tmp_path / "store"
    for number in (1, 2):
        harm(path)
        spoilt = path.read_bytes()
        with Store(path) as store:
            assert f"store.aside{number}" in store.notice
            assert str(path) in store.notice
            assert list(store.missing("key", 1)) == [0]
            store.add("key", "about", block([0]))
        # SQLite may touch the 100 bytes of its header when it looks into a file.
        assert (tmp_path / f"store.aside{number}").read_bytes()[100:] == spoilt[100:]
        with Store(path) as store:
            assert store.notice == ""
            assert list(store.missing("key", 1)) == []
        path.unlink()


def test_a_file_that_is_refused_is_let_go(path):
    path.parent.mkdir()
    other_format(path)
    with pytest.raises(sqlite3.DatabaseError, match="has format 3") as refused:
        connect(path)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
    assert refused.tb  # which keeps all alive that was not closed


# For reading


def answers(db: sqlite3.Connection) -> list[str]:
    return [value for (value,) in db.execute("SELECT value FROM findings ORDER BY value")]


def test_a_file_is_read_while_another_writes_and_stays_as_it_is(path):
    with Store(path) as store:
        store.keep([("question", "answer")])
        with closing(connect_for_reading(path)) as db:
            assert answers(db) == ["answer"]
            store.keep([("other", "more")])
            assert answers(db) == ["answer", "more"]
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                db.execute("DELETE FROM findings")


def block_companions(path: Path, *suffixes: str) -> None:
    """SQLite cannot make these beside a store, as in a folder that cannot be written."""
    with Store(path) as store:
        store.keep([("question", "answer")])
    for suffix in suffixes:
        Path(f"{path}{suffix}").symlink_to(path.parent / "nowhere" / "file")
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.OperationalError, match="unable to open"):
        db.execute("SELECT 1 FROM sqlite_master")


def test_a_file_at_rest_is_read_where_nothing_can_be_written(path):
    block_companions(path, "-wal", "-shm")
    with closing(connect_for_reading(path)) as db:
        assert answers(db) == ["answer"]


def test_a_file_whose_log_cannot_be_read_is_refused_since_that_may_hold_more(path):
    block_companions(path, "-shm")
    assert Path(f"{path}-wal").exists()
    with pytest.raises(sqlite3.OperationalError, match="unable to open") as refused:
        connect_for_reading(path)
    assert not is_open(path), refused


def test_what_is_no_store_is_refused_for_reading_too(path):
    path.parent.mkdir()
    garbage(path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database") as refused:
        connect_for_reading(path)
    assert not is_open(path), refused


def is_open(path: Path) -> bool:
    """Whether this process has it open; looked up where the system tells, on Linux."""
    files = Path("/proc/self/fd")
    return files.is_dir() and any(file.resolve() == path.resolve() for file in files.iterdir())


# Seals


def test_a_seal_is_a_checksum_over_words_and_numbers():
    assert seal("key 1", b"\x00\xff") == crc32(b"key 1\x00\xff")
    assert seal("key 1") == crc32(b"key 1")
    assert seal("\udcff") == crc32(b"\xff")  # as a damaged text is read


def spoil(path: Path, statement: str) -> None:
    """Change what stands in a file behind the store's back."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement)
        db.commit()


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("UPDATE rows SET numbers = x'00000000000000400000000000001040' WHERE draw = 1", [1]),
        ("UPDATE rows SET numbers = 'text' WHERE draw = 1", [1]),
        ("UPDATE rows SET draw = 7 WHERE draw = 2", [2]),
        ("UPDATE events SET what = 'another' WHERE draw = 0", [0]),
        ("UPDATE events SET draw = 3 WHERE draw = 0", [3]),
        ("UPDATE series SET columns = replace(columns, 'a', 'c')", [0, 1, 2, 3]),
        ("UPDATE series SET about = 'other'", [0, 1, 2, 3]),
        ("UPDATE series SET about = CAST(x'ff' AS TEXT)", [0, 1, 2, 3]),
        ("UPDATE series SET seal = seal + 1", [0, 1, 2, 3]),
        ("UPDATE series SET seal = seal - 1", [0, 1, 2, 3]),
        ("UPDATE rows SET seal = seal + 1 WHERE draw = 1", [1]),
        ("UPDATE rows SET seal = seal - 1 WHERE draw = 1", [1]),
        ("UPDATE events SET seal = seal + 1", [0]),
        ("UPDATE events SET seal = seal - 1", [0]),
    ],
)
def test_damage_that_sqlite_cannot_see_is_found_and_what_it_hit_is_missing(path, statement, missing):
    with Store(path) as store:
        store.add("key", "about", block(range(4), events=[(0, "no")]))
        store.keep([("question", "answer")])
    spoil(path, statement)
    with Store(path) as store:
        assert "damaged; they are forgotten and measured anew" in store.notice
        assert list(store.missing("key", 4)) == missing
        assert store.finding("question") == "answer"
        store.add("key", "about", block(range(4)))
    with Store(path) as store:
        assert store.notice == ""
        assert list(store.missing("key", 4)) == []


@pytest.mark.parametrize("change", ["value = 'ansver'", "key = 'quest'", "seal = seal + 1", "seal = seal - 1"])
def test_a_damaged_finding_is_forgotten(path, change):
    with Store(path) as store:
        store.keep([("question", "answer"), ("other", "kept")])
    spoil(path, f"UPDATE findings SET {change} WHERE key = 'question'")
    with Store(path) as store:
        assert (store.finding("question"), store.finding("other")) == (None, "kept")


def test_a_file_whose_damage_stays_is_set_aside(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 1]))
    spoil(path, "UPDATE rows SET numbers = x'00' WHERE draw = 1")
    spoil(path, "CREATE TRIGGER guard BEFORE DELETE ON rows BEGIN SELECT RAISE(IGNORE); END")
    with Store(path) as store:
        assert store.notice == f"store {path}: is damaged; set aside as store.sqlite.aside1, started anew"
        assert list(store.missing("key", 2)) == [0, 1]


def test_a_file_without_seals_gets_them_and_keeps_all_it_holds(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 1], events=[(1, "no")]))
        store.add("empty", "about", Block((0,), (), np.empty((1, 0)), ((0, "never"),)))
        store.keep([("question", "answer")])
    with closing(sqlite3.connect(path)) as db:
        sealed = sorted(db.execute("SELECT seal FROM series UNION ALL SELECT seal FROM rows").fetchall())
        for table in ("series", "rows", "events", "findings"):
            db.execute(f"ALTER TABLE {table} DROP COLUMN seal")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with Store(path) as store:
        assert store.notice == ""
        assert list(store.missing("key", 3)) == [2]
        assert store.rows("key", 0, 2)["b"].tolist() == [1.0, 3.0]
        assert store.events(["key", "empty"]) == [("key", 1, "no"), ("empty", 0, "never")]
        assert store.finding("question") == "answer"
    with Store(path) as store, closing(sqlite3.connect(path)) as db:
        assert store.notice == ""
        assert sorted(db.execute("SELECT seal FROM series UNION ALL SELECT seal FROM rows").fetchall()) == sealed
