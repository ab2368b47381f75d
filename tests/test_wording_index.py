"""Things sought at once are those that would be found one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.wording.index import Index

_SETS = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3), min_size=1, max_size=4)


@given(st.lists(_SETS, max_size=6), st.frozensets(st.sampled_from("abcdef")))
def test_met_are_those_of_which_a_word_of_each_set_is_said(things: list[list[frozenset[str]]], said: frozenset[str]):
    index = Index((number, sets) for number, sets in enumerate(things))
    assert {*index.met(said)} == {number for number, sets in enumerate(things) if all(one & said for one in sets)}


def test_a_set_of_no_words_is_met_by_nothing():
    index = Index([("first", [frozenset()]), ("later", [frozenset("a"), frozenset()])])
    assert list(index.met(frozenset("a"))) == []
