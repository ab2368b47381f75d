"""Words are weighed for the claims that phrases find: the weights are those of the corpus, and they only take away."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from regclaims.claims.wording import vocabulary
from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.recognise import recognise
from regclaims.claims.wording.vocabulary import FILE, Vocabulary
from regclaims.tests.corpus import PARTS, Entry, Expected, load
from regclaims.tests.trust import vocabulary as training

SPARSE = "l1-yields-zero-weights"
SAID = "The lasso sets some weights to exactly zero."


def passage(text: str, heading: str = "") -> Passage:
    return Passage(text=text, offsets=range(len(text)), headings=(heading,) if heading else ())


def found(text: str) -> set[str]:
    return {one.claim for sentence in recognise([passage(text)])[0] for one in sentence.statements}


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch):
    """Sets other weights for a while."""

    def put(**values: object) -> None:
        known = replace(vocabulary.vocabulary(), **values)
        monkeypatch.setattr(vocabulary, "vocabulary", lambda: known)

    return put


def test_words_for_and_against_a_claim_are_weighed(weighed):
    weighed(least=1, relations=frozenset("ab"), words={"zero": {"a": 2, "b": 1}, "slow": {"a": -2}, "the": {"b": 0}})
    assert vocabulary.fits("a", {"zero", "and", "nothing", "known"})
    assert not vocabulary.fits("a", {"zero", "slow"})
    assert vocabulary.fits("b", {"zero"})
    assert not vocabulary.fits("b", {"zero", "the", "slow"})


def test_a_claim_is_not_lost_for_want_of_known_words(weighed):
    weighed(least=-1, relations=frozenset("a"), words={})
    assert vocabulary.fits("a", {"zero"})


def test_a_claim_that_is_not_weighed_fits_any_words(weighed):
    weighed(least=10**6)
    assert vocabulary.fits("none", {"zero"})


def test_methods_are_weighed_by_what_they_are_whatever_their_names():
    one, other = (vocabulary.signs(training.mentions(training.words(text))) for text in ("lasso is slow", "l1 is slow"))
    assert one == other == {"@l1", "be", "slow"}


def test_what_stands_over_a_sentence_is_weighed_too():
    cell = Passage(text="0", offsets=range(1), scope=Scope.CELL, row="speed", column="ridge", headings=("A", "Costs"))
    assert vocabulary.around(cell) == {"speed", "@l2", "cost"}


def test_what_does_not_fit_is_not_stated_and_said_to_be_missing(weighed):
    assert found(SAID) == {SPARSE}
    weighed(least=10**6)
    (sentence,) = recognise([passage(SAID)])[0]
    assert (sentence.statements, sentence.claim_like) == ((), True)
    assert sentence.notes["missing"] == (
        f"a phrase of {SPARSE} is in it, but its words are not those in which people say so"
    )


def test_weights_take_away_and_find_nothing(weighed):
    entries = load(PARTS[0])[::10]
    least = vocabulary.vocabulary().least
    some = [recognise([entry.passage])[0] for entry in entries]
    weighed(least=-(10**6))
    every = [recognise([entry.passage])[0] for entry in entries]
    kept = [{one for sentence in sentences for one in sentence.statements} for sentences in some]
    all_ = [{one for sentence in sentences for one in sentence.statements} for sentences in every]
    assert all(few <= many for few, many in zip(kept, all_, strict=True))
    weighed(least=least)
    assert [recognise([entry.passage])[0] for entry in entries] == some


def test_the_weights_on_record_are_those_of_the_corpus():
    """But for the last digit: solvers differ from machine to machine."""
    entries = load(PARTS[0])
    names = training.known(entries)
    on_record = vocabulary.vocabulary()
    assert on_record.relations == {*names}, "python -m regclaims.tests.trust.vocabulary --record"
    model = training.fitted(entries, names[::5])
    for name, of_word in model.items():
        for word, weight in of_word.items():
            recorded = on_record.words.get(word, {}).get(name, 0)
            assert abs(recorded - weight / training.UNIT) <= training.LEAST_WEIGHT


def _entry(text: str, claim: str) -> Entry:
    return Entry(text=text, why="plain", states=(Expected(claim=claim),))


def test_training_tells_relations_apart_by_their_words():
    """And statements in the words of others are among those that are given up."""
    fast = [_entry(f"Lasso trains fast on sample {n}.", "l1-faster-to-train") for n in "abcdefghijklmnop"]
    sparse = [_entry(f"Lasso is sparse on sample {n}.", SPARSE) for n in "abcdefghijklmnop"]
    names = ["fast", "zeroes"]
    model = training.fitted([*fast, *sparse], names)
    for entry, own, other in ((fast[0], "fast", "zeroes"), (sparse[0], "zeroes", "fast")):
        bag = training.said(entry)
        assert training.weight(own, bag, model) > 0 > training.weight(other, bag, model)
    plain = training.least([*fast, *sparse], names)
    odd = [_entry(f"Lasso is fast on sample {n}.", SPARSE) for n in "abcd"]
    assert plain > training.least([*fast, *sparse, *odd], names)


def test_the_file_is_read_as_it_was_written():
    values = json.loads(FILE.read_text(encoding="utf-8"))
    assert training.text(values) == FILE.read_text(encoding="utf-8")
    known = vocabulary.vocabulary()
    assert isinstance(known, Vocabulary)
    assert sum(map(len, known.words.values())) == sum(len(flat) // 2 for flat in values["words"].values())
