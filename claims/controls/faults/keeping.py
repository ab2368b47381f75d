"""Faults of what keeps the numbers and the verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from regclaims.claims.controls.faults.fault import Fault
from regclaims.claims.controls.patching import rebind
from regclaims.fixtures import provenance, worker
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.pages import Pages
from regclaims.fixtures.store import Block, Store


def another_series(patch: pytest.MonkeyPatch) -> None:
    rows = Store.rows

    def first(self: Store, key: str, start: int, stop: int) -> Any:
        (found,) = self._db.execute("SELECT key FROM series ORDER BY id LIMIT 1").fetchone()
        return rows(self, found, start, stop)

    patch.setattr(Store, "rows", first)


def last_one_stays(patch: pytest.MonkeyPatch) -> None:
    add = Store._add

    def replacing(self: Store, key: str, about: str, block: Block) -> None:
        series = self._id(key)
        self._db.executemany("DELETE FROM rows WHERE series = ? AND draw = ?", [(series, d) for d in block.draws])
        add(self, key, about, block)

    patch.setattr(Store, "_add", replacing)


def rounded(patch: pytest.MonkeyPatch) -> None:
    rows = Store.rows

    def single(self: Store, key: str, start: int, stop: int) -> Any:
        return {name: column.astype(np.float32).astype(float) for name, column in rows(self, key, start, stop).items()}

    patch.setattr(Store, "rows", single)


def events_lost(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Store, "events", lambda self, keys: [])


def seed_not_in_the_key(patch: pytest.MonkeyPatch) -> None:
    about = Lab._about

    def without(self: Lab, series: Any) -> str:
        return about(self, series).replace(f"seed {self.seed}", "")

    patch.setattr(Lab, "_about", without)


def method_not_in_the_key(patch: pytest.MonkeyPatch) -> None:
    about = Lab._about

    def without(self: Lab, series: Any) -> str:
        return about(self, series).replace(f"; {series.method};", ";")

    patch.setattr(Lab, "_about", without)


def code_not_in_the_key(patch: pytest.MonkeyPatch) -> None:
    about = Lab._about

    def without(self: Lab, series: Any) -> str:
        digest = provenance.code_digest(f"regclaims.fixtures.experiments.{series.experiment}")
        return about(self, series).replace(digest, "")

    patch.setattr(Lab, "_about", without)


def machine_not_in_the_key(patch: pytest.MonkeyPatch) -> None:
    about = Lab._about
    patch.setattr(Lab, "_about", lambda self, series: about(self, series).replace(provenance.machine(), ""))


def draws_out_of_order(patch: pytest.MonkeyPatch) -> None:
    columns = Pages.columns

    def backwards(self: Any, *place: Any) -> Any:
        return {name: column[::-1] for name, column in columns(self, *place).items()}

    patch.setattr(Pages, "columns", backwards)


def failures_dropped(patch: pytest.MonkeyPatch) -> None:
    measure = worker._measure

    def zero(*arguments: Any) -> Any:
        row, _ = measure(*arguments)
        return {name: 0.0 if np.isnan(value) else value for name, value in row.items()}, ""

    rebind(patch, measure, zero)


def ledger_agrees(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("regclaims.reports.ledger.difference", lambda *given: "")


def everything_accepted(patch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    ledger = import_module("regclaims.reports.ledger")
    accept = ledger.accept

    def forgetful(old: Any, records: Iterable[Any], *about: Any) -> Any:
        return accept({}, records, *about)

    patch.setattr(ledger, "accept", forgetful)


def opposites_pass(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("regclaims.reports.consistency.opposites", lambda *given: [])


FAULTS = (
    Fault(
        name="the store returns the rows of another series",
        breaks=another_series,
        fails="test_store.py::test_series_do_not_mix",
    ),
    Fault(
        name="the store replaces draws that it has",
        breaks=last_one_stays,
        fails="test_store.py::test_the_first_of_two_equal_draws_stays",
    ),
    Fault(
        name="the store rounds",
        breaks=rounded,
        fails="test_store.py::test_numbers_come_back_bit_for_bit_in_whatever_order_they_went_in",
    ),
    Fault(
        name="failed draws are forgotten",
        breaks=events_lost,
        fails="test_lab.py::test_an_experiment_that_raises_is_an_event_and_counts_for_nobody",
    ),
    Fault(
        name="undefined numbers are stored as zeros",
        breaks=failures_dropped,
        fails="test_lab.py::test_a_measurement_that_is_not_a_number_is_an_event",
    ),
    Fault(
        name="the seed is not in the key of the store",
        breaks=seed_not_in_the_key,
        fails="test_lab.py::test_the_key_tells_series_and_seeds_apart",
    ),
    Fault(
        name="the method is not in the key of the store",
        breaks=method_not_in_the_key,
        fails="test_lab.py::test_the_key_tells_series_and_seeds_apart",
    ),
    Fault(
        name="the code is not in the key of the store",
        breaks=code_not_in_the_key,
        fails="test_lab.py::test_the_key_tells_the_code_and_of_timed_draws_the_machine",
    ),
    Fault(
        name="the machine is not in the key of timed draws",
        breaks=machine_not_in_the_key,
        fails="test_lab.py::test_the_key_tells_the_code_and_of_timed_draws_the_machine",
    ),
    Fault(
        name="draws are read backwards",
        breaks=draws_out_of_order,
        fails="test_pages.py::test_pages_say_what_the_store_says_whatever_was_read_before",
    ),
    Fault(
        name="the ledger always agrees",
        breaks=ledger_agrees,
        fails="test_ledger.py::test_a_difference_says_what_and_what_to_do",
    ),
    Fault(
        name="accepting forgets what did not run",
        breaks=everything_accepted,
        fails="test_ledger.py::test_accepting_changes_what_changed_and_nothing_else",
    ),
    Fault(
        name="two supported opposites pass",
        breaks=opposites_pass,
        fails="test_consistency.py::test_two_supported_opposites_are_named_once",
    ),
)
