"""What was read is kept for the next reader, within a bound, and says the same as reading anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.fixtures.pages import PAGE, Pages


class Shelf:
    """Series of numbers of their own, and a count of the draws read."""

    def __init__(self, failed_until: int = 0) -> None:
        self.read = 0
        self.failed_until = failed_until
        """Draws before this one have no columns, as where every draw of a series failed so far."""

    def __call__(self, key: str, start: int, stop: int) -> dict[str, np.ndarray]:
        self.read += stop - start
        if stop <= self.failed_until:
            return {}
        draws = np.arange(start, stop, dtype=float)
        draws[draws < self.failed_until] = np.nan
        return {"a": draws + len(key), "b": -draws}


spans = st.lists(st.tuples(st.sampled_from(["k", "key"]), st.integers(0, 3 * PAGE), st.integers(1, 2 * PAGE)))


@settings(deadline=None, max_examples=60)
@given(asked=spans, limit=st.sampled_from([0, 9000, 10**9]), failed=st.sampled_from([0, 3, PAGE, PAGE + 7]))
def test_pages_say_what_the_store_says_whatever_was_read_before(asked, limit, failed):
    pages = Pages(Shelf(failed), limit)
    for key, start, length in asked:
        found, expected = pages.columns(key, start, start + length), Shelf(failed)(key, start, start + length)
        nowhere = np.full(length, np.nan)  # a column that only other draws have
        for name in ("a", "b"):
            np.testing.assert_array_equal(found.get(name, nowhere), expected.get(name, nowhere))


def test_nothing_is_read_twice_while_there_is_room():
    shelf = Shelf()
    pages = Pages(shelf)
    for stop in (10, 100, PAGE + 1, 10, 3 * PAGE):
        pages.columns("key", 0, stop)
    assert shelf.read == 3 * PAGE
    assert pages.size == 3 * PAGE * 2 * 8


def test_no_more_is_kept_than_the_bound_and_the_page_read_last_stays():
    shelf, page = Shelf(), PAGE * 2 * 8
    pages = Pages(shelf, limit=2 * page)
    for key in ("one", "two", "one", "three"):
        pages.columns(key, 0, PAGE)
        assert pages.size <= 2 * page
    assert shelf.read == 3 * PAGE
    pages.columns("one", 0, PAGE)
    assert shelf.read == 3 * PAGE
    pages.columns("two", 0, PAGE)
    assert shelf.read == 4 * PAGE


@pytest.mark.parametrize("limit", [0, 1])
def test_a_bound_below_one_page_keeps_one(limit):
    pages = Pages(Shelf(), limit)
    pages.columns("key", 0, 10 * PAGE)
    assert pages.size == PAGE * 2 * 8
