"""The store as a state machine: whatever is done to it, in whatever order, it holds what a dict would hold."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.merge import Merged, merge
from regclaims.fixtures.store import Block, Store

KEYS = tuple(f"fits; {method}; reg-n60; seed 0; digest; numpy 2.0" for method in ("l1", "l2", "none"))
COLUMNS = ("a", "b")
DRAWS = 10
draws = st.lists(st.integers(0, DRAWS - 1), min_size=1, max_size=6, unique=True)
keys, which = st.sampled_from(KEYS), st.integers(0, 1)


@dataclass
class Series:
    """What the store should hold of one series."""

    has_columns: bool = False
    rows: dict[int, tuple[float, float] | None] = field(default_factory=dict)
    """Draw -> numbers; None where it failed."""
    events: dict[int, str] = field(default_factory=dict)


def numbers(key: str, draw: int, salt: int = 0) -> tuple[float, float]:
    return (100.0 * KEYS.index(key) + draw, 0.5 + salt)


def block(key: str, chosen: list[int], failed: set[int], salt: int = 0) -> Block:
    """Measurements, as a worker makes them: no columns where every draw failed."""
    rows = np.array([(np.nan, np.nan) if draw in failed else numbers(key, draw, salt) for draw in chosen])
    columns = () if set(chosen) <= failed else COLUMNS
    events = tuple((draw, f"no {draw} {salt}") for draw in chosen if draw in failed)
    return Block(tuple(chosen), columns, rows if columns else np.empty((len(chosen), 0)), events)


class StoreMachine(RuleBasedStateMachine):
    """Two connections to one file, and a model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "store"
        self.stores = [Store(self.path), Store(self.path)]
        self.series: dict[str, Series] = {}
        self.findings: dict[str, str] = {}
        self.parts = 0

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)

    def expect(self, key: str, chosen: list[int], failed: set[int], salt: int = 0) -> None:
        series = self.series.setdefault(key, Series())
        series.has_columns |= not set(chosen) <= failed
        for draw in chosen:
            if draw not in series.rows:
                series.rows[draw] = None if draw in failed else numbers(key, draw, salt)
                if draw in failed:
                    series.events[draw] = f"no {draw} {salt}"

    @rule(store=which, key=keys, chosen=draws, failed=st.sets(st.integers(0, DRAWS - 1)), salt=st.integers(0, 2))
    def add(self, store, key, chosen, failed, salt):
        """New draws, or ones that are there: of these the first numbers, or the first failure, stay."""
        self.stores[store].add(key, key, block(key, chosen, failed, salt))
        self.expect(key, chosen, failed, salt)

    @rule(store=which, chosen=draws)
    def add_all(self, store, chosen):
        self.stores[store].add_all([(key, key, block(key, chosen, set())) for key in KEYS])
        for key in KEYS:
            self.expect(key, chosen, set())

    @precondition(lambda self: any(series.has_columns for series in self.series.values()))
    @rule(store=which, chosen=draws, data=st.data())
    def add_other_columns(self, store, chosen, data):
        """Refused, and with it all that was to be written with it."""
        known = data.draw(st.sampled_from([key for key, series in self.series.items() if series.has_columns]))
        odd = Block(tuple(chosen), ("a", "c"), np.zeros((len(chosen), 2)), ())
        first = next(key for key in KEYS if key != known)
        with pytest.raises(UsageError, match="has columns"):
            self.stores[store].add_all([(first, first, block(first, chosen, set())), (known, known, odd)])

    @rule(store=which)
    def clear(self, store):
        self.stores[store].clear()
        self.series.clear()
        self.findings.clear()

    @rule(store=which)
    def reopen(self, store):
        self.stores[store].close()
        self.stores[store] = Store(self.path)
        assert self.stores[store].notice == ""

    @rule(store=which, found=st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["", "one", "two"])))
    def keep(self, store, found):
        self.stores[store].keep(list(found.items()))
        self.findings = found | self.findings

    def part(self, key: str, rows: dict[int, tuple[float, float] | None], finding: str) -> Path:
        """Another store, with these draws of one series."""
        self.parts += 1
        path = self.folder / f"part{self.parts}"
        with Store(path) as part:
            for draw, row in rows.items():
                events = ((draw, f"no {draw} 0"),) if row is None else ()
                part.add(key, key, Block((draw,), COLUMNS if row else (), np.array([row or ()]), events))
            part.keep([("merged", finding)])
        return path

    @rule(key=keys, chosen=draws, failed=st.sets(st.integers(0, DRAWS - 1)), finding=st.sampled_from(["", "one"]))
    def merge(self, key, chosen, failed, finding):
        """What another store has: draws that are there are equal, the others are added with their events."""
        known = self.series.get(key, Series()).rows
        measured = {draw: known.get(draw, None if draw in failed else numbers(key, draw)) for draw in chosen}
        fresh = [draw for draw in chosen if draw not in known]
        part = self.part(key, measured, self.findings.get("merged", finding))
        expected = Merged(draws=len(fresh), equal=len(chosen) - len(fresh), findings="merged" not in self.findings)
        assert merge(self.path, [part]) == expected
        self.findings.setdefault("merged", finding)
        self.expect(key, fresh, failed)
        self.series[key].has_columns |= any(row is not None for row in measured.values())

    @precondition(lambda self: any(row for series in self.series.values() for row in series.rows.values()))
    @rule(chosen=draws, data=st.data())
    def merge_a_lie(self, chosen, data):
        """One number that differs stops all of it."""
        true = [(key, draw) for key, series in self.series.items() for draw, row in series.rows.items() if row]
        key, draw = data.draw(st.sampled_from(true))
        part = self.part(key, dict.fromkeys(chosen, (7.0, 7.0)) | {draw: (-1.0, -1.0)}, "new")
        with pytest.raises(UsageError, match="has other numbers"):
            merge(self.path, [part])

    @invariant()
    def each_connection_sees_what_the_model_holds(self):
        for store in self.stores:
            for key in KEYS:
                self.agrees(store, key, self.series.get(key, Series()))
            for name in ("x", "y", "z", "merged"):
                assert store.finding(name) == self.findings.get(name)

    def agrees(self, store: Store, key: str, series: Series) -> None:
        for stop in (DRAWS, DRAWS // 2):
            assert list(store.missing(key, stop)) == [draw for draw in range(stop) if draw not in series.rows]
        for start in range(DRAWS):
            stop = start
            while stop in series.rows:
                stop += 1
            if stop > start:
                found = store.rows(key, start, stop)
                assert tuple(found) == (COLUMNS if series.has_columns else ())
                for j, column in enumerate(found):
                    expected = [(series.rows[draw] or (np.nan, np.nan))[j] for draw in range(start, stop)]
                    np.testing.assert_array_equal(found[column], expected)
        assert store.events([key]) == [(key, draw, what) for draw, what in sorted(series.events.items())]


SETTINGS = settings(max_examples=25, stateful_step_count=25, deadline=None, report_multiple_bugs=False)


def test_a_store_holds_what_a_dict_would():
    run_state_machine_as_test(StoreMachine, settings=SETTINGS)


def test_a_store_that_loses_a_draw_would_be_seen(monkeypatch):
    """The twin: the same machine on a store that forgets the first draw of every block."""
    added = Store._add

    def forgetful(self, key, about, block):
        added(self, key, about, Block(block.draws[1:], block.columns, block.numbers[1:], block.events))

    monkeypatch.setattr(Store, "_add", forgetful)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(StoreMachine, settings=SETTINGS)
