"""The labelled corpus is what it says: large enough, well labelled, and its two parts kept apart."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from regclaims.claims.claim import all_claims
from regclaims.claims.wording.passages import Scope
from regclaims.tests import corpus
from regclaims.tests.corpus import KINDS, PARTS, Entry, Expected, load
from regclaims.tests.corpus.whole import DOCUMENTS, documents

RULES, MEASURE = (load(part) for part in PARTS)
ENTRIES = (*RULES, *MEASURE)
NAMES = (
    (re.compile(r"\$?\\?ell_1\$?|\u2113[1\u2081]|\bl_?1\b|\blasso\b"), "l1"),
    (re.compile(r"\$?\\?ell_2\$?|\u2113[2\u2082]|\bl_?2\b|\bridge\b"), "l2"),
    (re.compile(r"regulari[sz]\w+|penalt\w+|\b(the|an?|of|to|is|are|in|and|it|with|by)\b"), ""),
)


def around(entry: Entry) -> tuple[str, ...]:
    return (entry.heading, entry.lead, entry.row, entry.column, entry.previous)


@cache
def words(entry: Entry) -> frozenset[str]:
    """What a wording is made of, whatever the method is called and whatever the order."""
    text = " ".join((entry.text, *around(entry))).lower()
    for pattern, name in NAMES:
        text = pattern.sub(name, text)
    return frozenset(re.findall(r"\w+", text))


def near(one: Entry, other: Entry) -> bool:
    """Whether two entries are the same wording of the same statement but for a word in four."""
    if not one.states or one.states != other.states or one.scope is not other.scope:
        return False
    ours, theirs = words(one), words(other)
    return len(ours & theirs) / max(1, len(ours | theirs)) > 0.75


def test_there_are_enough_sentences_of_both_sorts():
    assert sum(bool(entry.states) for entry in ENTRIES) >= 520
    assert sum(not entry.states and not entry.also for entry in ENTRIES) >= 220
    for part in (RULES, MEASURE):
        assert sum(bool(entry.states) for entry in part) >= 250
        assert sum(not entry.states for entry in part) >= 100


def test_every_claim_that_people_make_is_there_in_three_wordings_and_in_both_parts():
    stated = [Counter(state.claim for entry in part for state in entry.states) for part in (RULES, MEASURE)]
    corrections = {better for claim in all_claims().values() for better in claim.better}
    for claim in [id for id, claim in all_claims().items() if claim.rows or id not in corrections]:
        assert all(counts[claim] for counts in stated), claim
        assert sum(counts[claim] for counts in stated) >= 3, claim


def test_labels_name_claims_forces_and_kinds_that_exist():
    for entry in ENTRIES:
        for state in entry.states:
            assert {claim for claim, _ in state.pairs} <= all_claims().keys(), entry
            assert state.force in {"", "always", "generic", "usually", "can"}, entry
        assert {claim for claim, _ in entry.also} <= all_claims().keys(), entry
        assert entry.why in KINDS, entry


def test_no_label_allows_what_it_requires_or_requires_a_thing_twice():
    for entry in ENTRIES:
        required = [(state.claim, state.denied) for state in entry.states]
        assert len(set(required)) == len(required), entry
        assert not entry.also & set(required), entry


def test_no_text_stands_twice():
    texts = Counter((" ".join(entry.text.casefold().split()), around(entry)) for entry in ENTRIES)
    assert not [text for text, number in texts.items() if number > 1]


@pytest.mark.parametrize("part", PARTS)
def test_entries_stand_in_the_part_that_their_group_says(part):
    for entry in load(part):
        assert entry.part == part, entry.text


def test_no_wording_has_a_near_variant_in_the_other_part():
    for one in MEASURE:
        assert not [other.text for other in RULES if near(one, other)], one.text


def test_a_near_variant_would_be_seen():
    states = (Expected(claim="l2-not-sparse"),)
    one = Entry(text="Ridge regression is not sparse.", why="plain", states=states)
    assert near(one, Entry(text="Is l_2 regression not sparse", why="plain", states=states))
    assert not near(one, Entry(text="L2 keeps all features.", why="plain", states=states))
    assert not near(one, Entry(text="Ridge regression is not sparse.", why="plain", states=()))


def test_an_entry_becomes_a_passage_and_its_own_words_are_told_from_those_before(tmp_path):
    table = 'previous = "Take L1."\ntext = "It is sparse."\nscope = "item"\nheading = "A"\nwhy = "pronoun"\n'
    states = 'states = [{ claim = "l1-sparser-than-l2", or = ["!l2-not-sparse"] }]\nalso = ["!l2-is-ridge"]\n'
    (tmp_path / "rules.toml").write_text(f"[[entry]]\n{table}{states}", encoding="utf-8")
    (entry,) = load("rules", tmp_path)
    passage = entry.passage
    assert (passage.text, passage.scope, passage.headings) == ("Take L1. It is sparse.", Scope.ITEM, ("A",))
    assert passage.text[entry.start :] == entry.text
    assert len(passage.offsets) == len(passage.text)
    assert entry.states[0].pairs == {("l1-sparser-than-l2", False), ("l2-not-sparse", True)}
    assert entry.also == {("l2-is-ridge", True)}


def test_a_label_with_a_word_that_means_nothing_is_refused(tmp_path):
    table = 'text = "a"\nwhy = "plain"\nstates = [{ claim = "l2-is-ridge", forse = "can" }]\n'
    (tmp_path / "rules.toml").write_text(f"[[entry]]\n{table}", encoding="utf-8")
    with pytest.raises(TypeError, match="forse"):
        load("rules", tmp_path)
    assert corpus.FOLDER.name == "corpus"


def test_documents_are_of_all_formats_and_as_many_state_something_as_do_not():
    assert {path.name for path in DOCUMENTS.iterdir()} == {"expected.toml", *(one.name for one in documents())}
    stating = [one for one in documents() if one.states]
    assert {one.path.suffix for one in stating} == {".md", ".rst", ".html", ".tex", ".txt", ".ipynb"}
    assert 5 <= len(documents()) - len(stating) <= len(stating) + 1


@pytest.mark.parametrize("document", documents(), ids=lambda one: one.name)
def test_labels_of_documents_name_claims_and_lines_with_words(document):
    lines = document.path.read_text(encoding="utf-8").splitlines()
    for place in (*document.states, *document.also):
        assert {place.claim, *(claim for claim, _ in place.instead)} <= all_claims().keys()
        assert place.line <= place.last <= place.line + 2
        assert all(line.strip() for line in lines[place.line - 1 : place.last])


def test_what_is_found_in_a_document_is_told_from_what_is_not_there():
    lecture = next(one for one in documents() if one.name == "lecture.md")
    truth = [(place.last, place.claim, place.denied) for place in lecture.states]
    quoted = [place for place in lecture.states if place.quoted]
    assert (lecture.missed(truth, quotes=True), lecture.wrong(truth, quotes=True)) == ([], [])
    assert lecture.wrong(truth) == [(quoted[0].line, quoted[0].claim, quoted[0].denied)]
    assert lecture.missed([]) == [place for place in lecture.states if not place.quoted]
    elsewhere = [(line + 40, claim, denied) for line, claim, denied in truth]
    assert lecture.wrong(elsewhere) == elsewhere
    opposite = [(line, claim, not denied) for line, claim, denied in truth]
    assert len(lecture.missed(opposite, quotes=True)) == len(truth)


def test_a_second_labelling_agrees_with_the_first():
    """As a program would be scored: the share of its statements that are right, and of those required that it has."""
    labels = {entry.digest: entry for entry in MEASURE}
    again = corpus.second()
    assert len(again) >= 2000
    assert again.keys() <= labels.keys()
    allowed = {digest: labels[digest].also.union(*(state.pairs for state in labels[digest].states)) for digest in again}
    right = sum(len(found & allowed[digest]) for digest, found in again.items())
    required = [(state, found) for digest, found in again.items() for state in labels[digest].states]
    met = sum(bool(state.pairs & found) for state, found in required)
    precision, recall = right / sum(map(len, again.values())), met / len(required)
    assert (round(precision, 3), round(recall, 3)) == (0.992, 0.981)
