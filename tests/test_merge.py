"""Joining stores: whatever way draws were shared out, and nothing at all where two stores disagree."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

import regclaims
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.merge import Merged, contents, merge
from regclaims.fixtures.opening import FORMAT
from regclaims.fixtures.store import Block, Store
from regclaims.reports.cli import main

ROOT = Path(regclaims.__file__).parent
ABOUT = "fits; l1; reg-n60; seed 0; digest; python 3.11; numpy 2.0"
TIMED = "cost; together; reg-n60; seed 0; digest; python 3.11; numpy 2.0; a machine"


def block(draws: Sequence[int], add: float = 0.0, columns: Sequence[str] = ("a", "b")) -> Block:
    """Numbers that follow from the draw, as in a store."""
    numbers = np.array([[draw + 0.1 * j + add for j in range(len(columns))] for draw in draws])
    return Block(tuple(draws), tuple(columns), numbers, ())


def write(path: Path, *blocks: Block, about: str = ABOUT, findings: Sequence[tuple[str, str]] = ()) -> Path:
    with Store(path) as store:
        for each in blocks:
            store.add(about, about, each)
        store.keep(findings)
    return path


def dump(path: Path) -> list[tuple[object, ...]]:
    """All that a store holds, whatever numbers its series have."""
    with closing(sqlite3.connect(path)) as db:
        return sorted(
            [
                *db.execute("SELECT key, about, columns FROM series"),
                *db.execute("SELECT 'row', key, draw, hex(numbers) FROM rows JOIN series ON id = series"),
                *db.execute("SELECT 'event', key, draw, what FROM events JOIN series ON id = series"),
                *db.execute("SELECT 'finding', key, value FROM findings"),
            ],
            key=repr,
        )


# What is joined


@settings(deadline=None, max_examples=30)
@given(
    shares=st.lists(st.tuples(st.sampled_from("xy"), st.sets(st.integers(0, 9))), min_size=1, max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_parts_in_any_order_give_the_store_of_one_run(tmp_path_factory, shares, order):
    folder = tmp_path_factory.mktemp("merge")
    failed = {3, 7}

    def measured(draws: Sequence[int]) -> Block:
        rows = block(draws)
        rows.numbers[[draw in failed for draw in draws]] = np.nan
        return Block(rows.draws, rows.columns, rows.numbers, tuple((d, "no") for d in draws if d in failed))

    parts = []
    with Store(folder / "direct") as direct:
        for i, (series, draws) in enumerate(shares):
            rows = measured(sorted(draws))
            parts.append(write(folder / str(i), rows, about=f"fits; {series}", findings=[(series, "found")]))
            direct.add(f"fits; {series}", f"fits; {series}", rows)
            direct.keep([(series, "found")])
    order.shuffle(parts)
    before = [dump(path) for path in parts]
    total = merge(folder / "all", parts)
    assert dump(folder / "all") == dump(folder / "direct")
    assert [dump(path) for path in parts] == before
    assert total.draws + total.equal == sum(len(draws) for _, draws in shares)
    assert merge(folder / "all", parts) == Merged(equal=total.draws + total.equal)


def test_a_draw_that_failed_is_the_same_however_its_block_was_cut(tmp_path):
    """Alone it leaves an empty row, beside others one of NaN."""
    alone = Block((1,), (), np.empty((1, 0)), ((1, "ValueError: no"),))
    beside = Block((0, 1), ("a",), np.array([[5.0], [np.nan]]), ((1, "ValueError: no"),))
    for first, second in ((alone, beside), (beside, alone)):
        into = write(tmp_path / f"into-{len(first.draws)}", first)
        merge(into, [write(tmp_path / f"part-{len(second.draws)}", second)])
        with Store(into) as store:
            np.testing.assert_array_equal(store.rows(ABOUT, 0, 2)["a"], [5.0, np.nan])
            assert store.events([ABOUT]) == [(ABOUT, 1, "ValueError: no")]


def test_of_draws_timed_twice_those_merged_into_are_kept(tmp_path):
    into = write(tmp_path / "into", block([0, 1]), about=TIMED)
    part = write(tmp_path / "part", block([1, 2], add=100), about=TIMED)
    assert merge(into, [part]) == Merged(draws=1, timed=1)
    with Store(into) as store:
        assert store.rows(TIMED, 0, 3)["a"].tolist() == [0.0, 1.0, 102.0]


def test_what_a_killed_run_left_in_its_log_is_read(tmp_path):
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom regclaims.tests.test_merge import *\n"
        "store = Store(Path(sys.argv[1]))\nstore.add(ABOUT, ABOUT, block([0, 1]))\nos._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "part")], check=False)
    assert (tmp_path / "part-wal").stat().st_size > 0
    assert merge(tmp_path / "into", [tmp_path / "part"]) == Merged(draws=2)


# What is refused


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"blocks": [block([0, 1]), block([2], add=1e-12)]}, ["fits; l1; reg-n60; seed 0: draw 2 has other numbers"]),
        ({"blocks": [block([2], columns=["a", "c"])]}, ["fits; l1; reg-n60; seed 0: only one", "the columns b, c"]),
        ({"blocks": [block([0])], "findings": [("key", "another")]}, ["finding key", "'one'", "'another'"]),
    ],
    ids=["numbers", "columns", "finding"],
)
def test_a_difference_is_named_and_nothing_is_merged(tmp_path, part, words):
    into = write(tmp_path / "into", block([0, 2, 3]), findings=[("key", "one")])
    good = write(tmp_path / "good", block([5, 6]), findings=[("new", "found")])
    odd = write(tmp_path / "odd", *part["blocks"], findings=part.get("findings", ()))
    before = dump(into)
    with pytest.raises(UsageError, match="cannot be merged, and nothing was") as raised:
        merge(into, [good, odd])
    assert all(word in str(raised.value) for word in [str(into), str(odd), *words])
    assert dump(into) == before
    with pytest.raises(UsageError, match="cannot be merged"):
        merge(tmp_path / "new", [into, odd])
    assert not list(tmp_path.glob("new")) + list(tmp_path.glob("new-*"))


def no_file(path: Path) -> None:
    path.unlink()


def no_database(path: Path) -> None:
    path.write_text("notes")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE photographs (id)")


def other_format(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")


def damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (no_file, "there is no such file"),
        (no_database, "cannot be read (file is not a database)"),
        (empty, "is no store of measurements"),
        (other_program, "is no store of measurements"),
        (other_format, f"has format {FORMAT + 1}, required is {FORMAT}"),
        (damaged, "is damaged"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_store_that_cannot_be_read_stops_the_merge(tmp_path, harm: Callable[[Path], None], words):
    good = write(tmp_path / "good", block([0, 1]))
    bad = write(tmp_path / "bad", *(block(range(start, start + 100)) for start in range(0, 2000, 100)))
    harm(bad)
    spoilt = bad.read_bytes() if bad.exists() else None
    before = dump(good)
    for into, others in ((good, [bad]), (tmp_path / "new", [good, bad])) + (((bad, [good]),) if spoilt else ()):
        with pytest.raises(UsageError) as raised:
            merge(into, others)
        assert f"store {bad}: " in str(raised.value)
        assert words in str(raised.value) or "malformed" in str(raised.value)
    assert (bad.read_bytes() if bad.exists() else None) == spoilt
    assert dump(good) == before
    assert not (tmp_path / "new").exists()


def test_a_store_is_not_merged_into_itself(tmp_path):
    into = write(tmp_path / "into", block([0]))
    (tmp_path / "link").symlink_to(into)
    for other in (into, tmp_path / "link"):
        with pytest.raises(UsageError, match="into itself"):
            merge(into, [other])


def test_a_store_in_use_is_left_alone(tmp_path):
    one, two = write(tmp_path / "one", block([0])), write(tmp_path / "two", block([1]))
    with FileLock(f"{one}.lock"):
        for into, other in ((one, two), (two, one)):
            with pytest.raises(UsageError, match=f"store {one}: a run is using it"):
                merge(into, [other])
    assert merge(one, [two]) == Merged(draws=1)


def test_a_store_that_another_program_writes_is_left_alone(tmp_path):
    into, other = write(tmp_path / "into", block([0])), write(tmp_path / "other", block([1]))
    with closing(sqlite3.connect(into, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(UsageError, match=r"store .*into: cannot be .* locked"):
            merge(into, [other])


# The commands, and a batch system


def test_the_commands_say_what_they_did(tmp_path, capsys):
    into = write(tmp_path / "into", block([0, 1]), findings=[("key", "one")])
    part = write(tmp_path / "part", block([1, 2]))
    write(part, block([1]), about=TIMED)
    write(into, block([1], add=1), about=TIMED)
    assert main(["store", "merge", str(into), str(part)]) == 0
    assert capsys.readouterr().out == (
        f"{into}: 1 draws and 0 findings added; 1 draws were there already\n"
        f"of 1 draws timed in both, the times of {into} were kept\n"
    )
    assert main(["store", "info", str(into)]) == 0
    size = f"{into.stat().st_size / 1e6:,.1f} MB"
    assert capsys.readouterr().out == (
        f"{into}: {size}, 2 series, 1 findings\n"
        "4 draws, of which 0 failed or have gaps\n"
        "         3 draws: seed 0, python 3.11, numpy 2.0\n"
        "         1 draws: seed 0, python 3.11, numpy 2.0, a machine\n"
    )
    assert contents(into).draws == 4
    for arguments in (["merge", str(into), str(tmp_path / "none")], ["info", str(tmp_path / "none")]):
        assert main(["store", *arguments]) == 2
        assert capsys.readouterr().err == f"regclaims: store {tmp_path / 'none'}: there is no such file\n"


def test_jobs_that_ran_apart_are_joined_and_a_last_run_measures_nothing(tmp_path):
    """The jobs share draws, which one claim needs farther than the other."""

    def run(folder: str, select: str, store: str) -> dict:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "claims", "-k", select, "--workers", "2"]
        places = ["--store", str(tmp_path / store), "--report-dir", str(tmp_path / folder), "--max-draws", "16"]
        subprocess.run([*command, *places], cwd=ROOT, env=ENVIRONMENT, capture_output=True, timeout=300, check=False)
        found = json.loads((tmp_path / folder / "report.json").read_text(encoding="utf-8"))
        del found["run"]["seconds"], found["run"]["finished"], found["history"]
        return found

    selections = ["l2-not-sparse", "strength-controls-amount or l2-is-ridge"]
    direct = run("report", " or ".join(selections), "direct")
    for i, select in enumerate(selections):
        run(f"report-{i}", select, f"part-{i}")
    total = merge(tmp_path / "merged", [tmp_path / f"part-{i}" for i in range(len(selections))])
    assert total.draws > 0
    assert total.equal > 0
    assert dump(tmp_path / "merged") == dump(tmp_path / "direct")
    before = (tmp_path / "merged").read_bytes()
    assert run("last", " or ".join(selections), "merged") == direct
    assert (tmp_path / "merged").read_bytes() == before


ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}


# Stores from elsewhere


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("CREATE VIEW more AS SELECT 1", "holds views or triggers, which no run makes"),
        ("CREATE TRIGGER t AFTER INSERT ON series BEGIN DELETE FROM series; END", "holds views or triggers"),
        ("ALTER TABLE findings RENAME TO f; CREATE VIEW findings AS SELECT * FROM f", "is no store of measurements"),
        ("UPDATE series SET columns = '[['", "is damaged"),
        ("UPDATE series SET columns = 7", "is damaged"),
    ],
)
def test_what_no_run_writes_is_refused(tmp_path, harm, words):
    good, bad = write(tmp_path / "good", block([0])), write(tmp_path / "bad", block([0, 1]))
    with closing(sqlite3.connect(bad)) as db:
        db.executescript(harm)
    before = dump(good)
    with pytest.raises(UsageError, match=words):
        merge(good, [bad])
    assert dump(good) == before


def test_a_store_whose_series_say_nothing_is_refused_in_plain_words(tmp_path, capsys):
    bad = write(tmp_path / "bad", block([0]), about="\x1b[31mfits")
    assert main(["store", "info", str(bad)]) == 2
    assert f"regclaims: store {bad}: found what no run writes" in capsys.readouterr().err


def test_what_a_store_says_of_itself_does_nothing_to_a_terminal(tmp_path, capsys):
    odd = write(tmp_path / "odd", block([0]), about="fits; l1; w; \x1b[31m; d; \u202e")
    assert main(["store", "info", str(odd)]) == 0
    shown = capsys.readouterr().out
    assert "\\x1b[31m, \\u202e" in shown
    assert all(line.isprintable() for line in shown.splitlines())


@pytest.mark.parametrize("name", ["a?mode=rwc", "a#b", "a%2fb", "file:a", "a'b; DROP TABLE rows"])
def test_a_name_is_the_name_of_a_file_and_nothing_else(tmp_path, name):
    part = write(tmp_path / name, block([0]))
    assert merge(tmp_path / "into", [part]).draws == 1
    assert {path.name for path in tmp_path.iterdir() if "." not in path.name} == {name, "into"}
