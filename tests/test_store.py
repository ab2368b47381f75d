"""The store: what goes in comes out bit for bit, twice is once, and a broken file stops nobody."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import FrozenInstanceError
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.opening import FORMAT, connect
from regclaims.fixtures.store import Block, Store


def block(draws, columns=("a", "b"), start=0.0, events=()) -> Block:
    numbers = start + np.arange(len(draws) * len(columns), dtype=float).reshape(len(draws), len(columns))
    return Block(tuple(draws), tuple(columns), numbers, tuple(events))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "below" / "store.sqlite"


tables = st.tuples(st.integers(1, 8), st.integers(1, 4)).flatmap(
    lambda shape: hnp.arrays(np.float64, shape, elements=st.floats(width=64))
)


@settings(deadline=None, max_examples=60)
@given(numbers=tables, order=st.randoms(use_true_random=False))
def test_numbers_come_back_bit_for_bit_in_whatever_order_they_went_in(tmp_path_factory, numbers, order):
    """NaN, infinities, subnormal numbers and signed zeros included."""
    draws = list(range(len(numbers)))
    order.shuffle(draws)
    columns = tuple(f"m.{j}" for j in range(numbers.shape[1]))
    with Store(tmp_path_factory.mktemp("store") / "store") as store:
        for draw in draws:
            store.add("key", "about", Block((draw,), columns, numbers[draw : draw + 1], ()))
        back = store.rows("key", 0, len(numbers))
        part = store.rows("key", 1, len(numbers))
    assert tuple(back) == columns
    for j, name in enumerate(columns):
        assert back[name].tobytes() == numbers[:, j].tobytes()
        assert part[name].tobytes() == numbers[1:, j].tobytes()


def test_missing_draws_are_those_not_added(path):
    with Store(path) as store:
        assert list(store.missing("key", 4)) == [0, 1, 2, 3]
        store.add("key", "about", block([0, 2, 7]))
        assert list(store.missing("key", 4)) == [1, 3]
        assert list(store.missing("key", 9)) == [1, 3, 4, 5, 6, 8]
        assert list(store.missing("other", 2)) == [0, 1]
        store.add("key", "about", block([1, 3]))
        assert list(store.missing("key", 4)) == []


def test_missing_draws_are_a_mere_range_where_there_are_no_gaps(path):
    """Which a thousand series of a thousand draws are asked for at every round."""
    with Store(path) as store:
        assert store.missing("key", 3) == range(3)
        store.add("key", "about", block([0]))
        assert store.missing("key", 3) == range(1, 3)
        store.add("key", "about", block([1]))
        assert store.missing("key", 3) == range(2, 3)
        assert store.missing("key", 2) == range(2, 2)
        store.add("late", "about", block([3]))
        assert store.missing("late", 3) == range(3)
        assert store.missing("late", 5) == [0, 1, 2, 4]


def test_rows_that_were_not_measured_are_not_made_up(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 1]))
        for key, start, stop in (("key", 0, 3), ("key", 1, 3), ("other", 0, 1)):
            with pytest.raises(UsageError) as raised:
                store.rows(key, start, stop)
            gone = "draws are gone that were there; did another run clear it? Run again"
            assert str(raised.value) == f"store {path}: {gone}"


def test_a_block_stays_as_it_came_and_is_equal_to_itself_alone():
    one, same = block([0]), block([0])
    assert one.seconds == 0
    assert one != same
    assert len({one, same}) == 2
    with pytest.raises(FrozenInstanceError):
        one.draws = (1,)


def test_a_store_is_closed_at_its_end_and_leaves_one_file(path):
    with Store(path) as store:
        store.add("key", "about", block([0]))
        assert Path(f"{path}-wal").exists()
    for look in (lambda: store.missing("key", 1), lambda: store.rows("key", 0, 1), lambda: store.finding("question")):
        with pytest.raises(UsageError, match=r"cannot be read \(Cannot operate on a closed"):
            look()
    with pytest.raises(UsageError, match=r"cannot be read \(Cannot operate on a closed"):
        store.events(["key"])
    assert {left.name for left in path.parent.iterdir()} - {"store.sqlite.opening"} == {"store.sqlite"}


def test_a_store_remembers(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 1]))
        store.keep([("question", "answer")])
    with Store(path) as store:
        assert store.notice == ""
        assert list(store.missing("key", 3)) == [2]
        assert store.rows("key", 0, 2)["b"].tolist() == [1.0, 3.0]
        assert store.finding("question") == "answer"


def test_the_first_of_two_equal_draws_stays(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 1], start=0))
        store.add("key", "about", block([1, 2], start=100))
        assert store.rows("key", 0, 3)["a"].tolist() == [0.0, 2.0, 102.0]


def test_a_draw_that_succeeded_first_and_failed_later_is_no_event(path):
    """As one that ran out of memory the second time, in another run on the same store."""
    with Store(path) as store:
        store.add("key", "about", block([0], columns=("a",)))
        store.add("key", "about", Block((0, 1), (), np.empty((2, 0)), ((0, "MemoryError"), (1, "MemoryError"))))
        assert store.rows("key", 0, 1)["a"].tolist() == [0.0]
        assert store.events(["key"]) == [("key", 1, "MemoryError")]


def test_series_do_not_mix(path):
    with Store(path) as store:
        store.add("one", "about one", block([0], start=1))
        store.add("two", "about two", block([0], columns=("c",), start=5))
        assert {k: v.tolist() for k, v in store.rows("one", 0, 1).items()} == {"a": [1.0], "b": [2.0]}
        assert {k: v.tolist() for k, v in store.rows("two", 0, 1).items()} == {"c": [5.0]}


def test_other_columns_for_the_same_series_are_refused_and_nothing_is_written(path):
    with Store(path) as store:
        store.add("key", "the series", block([0]))
        for other in (("a", "c"), ("a", "a"), ("a",)):
            with pytest.raises(UsageError) as raised:
                store.add("key", "the series", block([1], columns=other))
            assert str(raised.value) == f"store {path}: the series has columns ('a', 'b'), got {other}"
        assert list(store.missing("key", 2)) == [1]
        store.add("key", "the series", block([1]))
        assert list(store.missing("key", 2)) == []


def test_failed_draws_come_back_as_nan_with_their_event(path):
    numbers = np.array([[1.0, 2.0], [np.nan, np.nan]])
    with Store(path) as store:
        store.add("key", "about", Block((0, 1), ("a", "b"), numbers, ((1, "ValueError: no"),)))
        store.add("key", "about", Block((2,), (), np.empty((1, 0)), ((2, "ValueError: never"),)))
        assert list(store.missing("key", 3)) == []
        np.testing.assert_array_equal(store.rows("key", 0, 3)["a"], [1.0, np.nan, np.nan])
        assert store.events(["key", "unknown"]) == [("key", 1, "ValueError: no"), ("key", 2, "ValueError: never")]


def test_a_series_whose_first_blocks_fail_gets_its_columns_later(path):
    failed = Block((0, 1), (), np.empty((2, 0)), ((0, "no"), (1, "no")))
    with Store(path) as store:
        store.add("key", "about", failed)
        assert list(store.missing("key", 2)) == []
        assert store.rows("key", 0, 2) == {}
        store.add("key", "about", block([2]))
        np.testing.assert_array_equal(store.rows("key", 0, 3)["b"], [np.nan, np.nan, 1.0])


def test_clear_forgets_everything(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 1], events=[(1, "no")]))
        store.keep([("question", "answer")])
        store.clear()
        assert list(store.missing("key", 2)) == [0, 1]
        assert store.events(["key"]) == []
        assert store.finding("question") is None
        store.add("key", "about", block([0], columns=("other",)))
        assert store.rows("key", 0, 1)["other"].tolist() == [0.0]


@pytest.mark.parametrize("table", ["rows", "events", "findings", "series"])
def test_all_is_cleared_or_nothing(path, table):
    with Store(path) as store:
        store.add("key", "about", block([0, 1], events=[(1, "no")]))
        store.keep([("question", "answer")])
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"CREATE TRIGGER guard BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'guarded'); END")
        with pytest.raises(UsageError, match=r"cannot be written \(guarded\)"):
            store.clear()
        assert list(store.missing("key", 2)) == []
        assert store.events(["key"]) == [("key", 1, "no")]
        assert store.finding("question") == "answer"


def test_findings_are_kept_together_or_not_at_all(path):
    with Store(path) as store:
        with pytest.raises(UsageError, match="binding"):
            store.keep([("question", "answer"), ("other", [])])
        assert store.finding("question") is None
        store.keep([("question", "another")])
        assert store.finding("question") == "another"


def test_findings_keep_their_first_text(path):
    with Store(path) as store:
        assert store.finding("question") is None
        store.keep([("question", "first"), ("other", "")])
        store.keep([("question", "second")])
        assert store.finding("question") == "first"
        assert store.finding("other") == ""


def test_a_path_that_cannot_be_written_is_a_usage_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "file" / "store", tmp_path):
        with pytest.raises(UsageError, match="--store") as raised:
            Store(path)
        assert re.fullmatch(
            rf"store {re.escape(str(path))}: cannot be opened \(.*[^X]\); name a writable file with --store",
            str(raised.value),
        )
        assert ("(it is no file)" in str(raised.value)) == (path == tmp_path)
    assert (tmp_path / "file").read_text() == "in the way"


def test_folders_are_made(tmp_path):
    with Store(tmp_path / "a" / "b" / "c" / "store") as store:
        assert store.notice == ""


def test_two_threads_lose_nothing(path):
    def write(offset: int) -> None:
        with Store(path) as store:
            for draw in range(offset, 80, 2):
                store.add("key", "about", block([draw], start=draw))
                store.add(f"own {offset}", "about", block([draw]))

    threads = [Thread(target=write, args=(offset,)) for offset in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store(path) as store:
        assert store.notice == ""
        assert list(store.missing("key", 80)) == []
        assert store.rows("key", 0, 80)["a"].tolist() == list(range(80))
        assert list(store.missing("own 0", 79)) == list(range(1, 79, 2))


WRITER = """
import sys
from pathlib import Path
import numpy as np
from regclaims.fixtures.store import Block, Store

path, offset = Path(sys.argv[1]), int(sys.argv[2])
for draw in range(offset, 90, 3):
    with Store(path) as store:
        store.add("key", "about", Block((draw,), ("a",), np.array([[float(draw)]]), ()))
        assert not store.notice
"""


def test_processes_that_open_and_write_at_once_lose_nothing(path):
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(offset)]) for offset in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    with Store(path) as store:
        assert store.rows("key", 0, 90)["a"].tolist() == list(range(90))


def test_a_block_is_written_whole_or_not_at_all(path):
    """The second row has no number to store: the first must not stay."""
    with Store(path) as store:
        with pytest.raises(ValueError, match="zip"):
            store.add("key", "about", Block((0, 1), ("a",), np.array([[1.0]]), ()))
        assert list(store.missing("key", 1)) == [0]
        store.add("key", "about", block([0], columns=("a",)))
        assert list(store.missing("key", 1)) == []


def test_blocks_handed_over_together_are_written_together_or_not_at_all(path):
    good, bad = block([0], events=[(0, "no")]), Block((0, 1), ("a",), np.array([[1.0]]), ())
    with Store(path) as store:
        with pytest.raises(ValueError, match="zip"):
            store.add_all([("key", "about", good), ("other", "about", bad)])
        assert list(store.missing("key", 1)) == [0]
        assert store.events(["key"]) == []
        store.add_all([("key", "about", good), ("other", "about", good)])
        assert list(store.missing("key", 1)) == list(store.missing("other", 1)) == []


def test_another_stores_clear_mixes_up_no_series(path):
    """Keys are remembered by an open store, and SQLite gives a cleared table's numbers out again."""
    with Store(path) as one, Store(path) as two:
        one.add("key", "about", block([0]))
        two.clear()
        two.add("other", "about", block([5]))
        one.add("key", "about", block([1]))
        assert list(two.missing("other", 6)) == [0, 1, 2, 3, 4]
        assert list(two.missing("key", 2)) == [0]


def test_lost_draws_are_gaps_and_other_gaps_are_told(path):
    with Store(path) as store:
        store.add("key", "about", block([0, 2]))
        np.testing.assert_array_equal(store.rows("key", 0, 3, {1, 3, 9})["a"], [0.0, np.nan, 2.0])
        assert store.rows("unknown", 0, 2, {0, 1}) == {}
        with pytest.raises(UsageError, match="draws are gone that were there"):
            store.rows("key", 0, 3)


# What is wrong with the file


def test_a_file_that_cannot_be_used_is_set_aside_and_the_store_says_so(path):
    path.parent.mkdir()
    path.write_bytes(b"no store " * 500)
    with Store(path) as store:
        assert store.notice == f"store {path}: file is not a database; set aside as store.sqlite.aside1, started anew"
        store.add("key", "about", block([0]))
        assert store.rows("key", 0, 1)["b"].tolist() == [1.0]
    assert path.with_name("store.sqlite.aside1").read_bytes() == b"no store " * 500


@pytest.mark.parametrize("columns", [("a", "b"), ()], ids=["measured", "failed"])
def test_all_that_goes_in_is_sealed_and_what_is_damaged_is_forgotten(path, columns):
    with Store(path) as store:
        store.add("key", "about", block([0, 1, 2], columns, events=[(2, "no")]))
        store.keep([("question", "answer")])
    with Store(path) as store:
        assert store.notice == ""
        assert list(store.missing("key", 3)) == []
        assert store.events(["key"]) == [("key", 2, "no")]
        assert store.finding("question") == "answer"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE rows SET seal = seal + 1 WHERE draw < 2")
    with Store(path) as store:
        assert store.notice == f"store {path}: 2 entries were damaged; they are forgotten and measured anew"
        assert list(store.missing("key", 3)) == [0, 1]


def test_a_block_of_no_draws_changes_nothing(path):
    with Store(path) as store:
        store.add("key", "about", block([-1, 0, 1]))
        store.add("key", "about", Block((), ("a", "b"), np.empty((0, 2)), ()))
        assert store.rows("key", -1, 2)["a"].tolist() == [0.0, 2.0, 4.0]


@pytest.fixture
def closed(path) -> Path:
    """A store to which SQLite cannot write, as in a folder that cannot be written: it cannot make its companions."""
    with Store(path) as store:
        store.add("key", "about", block([0, 1]))
        store.keep([("question", "answer")])
    return path


def lock(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").symlink_to(path.parent / "nowhere" / "file")


REFUSED = "unable to open database file"


def test_what_cannot_be_written_is_read_and_says_so(closed):
    lock(closed)
    with Store(closed) as store:
        assert store.notice == f"store {closed}: cannot be written ({REFUSED}); what it holds is used"
        assert list(store.missing("key", 3)) == [2]
        assert store.rows("key", 0, 2)["b"].tolist() == [1.0, 3.0]
        assert store.finding("question") == "answer"
        for do, why in (
            (store.clear, "it is to be cleared"),
            (lambda: store.require_writable("2 draws are missing"), "2 draws are missing"),
        ):
            with pytest.raises(UsageError) as raised:
                do()
            assert str(raised.value) == (
                f"store {closed}: cannot be written ({REFUSED}), and {why}; make it writable, or name another file "
                "with --store"
            )
        with pytest.raises(UsageError, match=r"cannot be written \(.*\); what was measured before is kept: mend that"):
            store.add("key", "about", block([2]))
        assert store.rows("key", 0, 2)["b"].tolist() == [1.0, 3.0]


def test_what_can_be_written_is_not_refused(path):
    with Store(path) as store:
        store.require_writable("2 draws are missing")


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        ("UPDATE rows SET seal = seal + 1 WHERE draw = 1", "is damaged"),
        (f"PRAGMA user_version = {FORMAT + 1}", "has format 3, required is 2"),
        ("PRAGMA user_version = 1", "has format 1, required is 2"),
    ],
)
def test_what_cannot_be_written_and_is_not_as_it_should_be_is_refused(closed, harm, what):
    with closing(sqlite3.connect(closed, isolation_level=None)) as db:
        db.execute(harm)
    lock(closed)
    with pytest.raises(UsageError) as raised:
        Store(closed)
    assert str(raised.value) == (
        f"store {closed}: cannot be opened ({REFUSED}); name a writable file with --store: as it is, it {what}"
    )


def test_what_a_run_has_to_be_told_is_told_whole(closed):
    with Store(closed) as store, closing(connect(closed)[0]) as other:
        other.execute("CREATE TRIGGER guard BEFORE INSERT ON rows BEGIN SELECT RAISE(ABORT, 'guarded'); END")
        with pytest.raises(UsageError) as raised:
            store.add("key", "about", block([2]))
        assert str(raised.value) == (
            f"store {closed}: cannot be written (guarded); what was measured before is kept: mend that (make room, "
            "make it writable) or name another file with --store, and run the same command to go on"
        )
