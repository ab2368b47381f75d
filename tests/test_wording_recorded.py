"""Sentences known by their fingerprints; those of the source texts are not here, so others stand for them."""

from __future__ import annotations

import pytest

from regclaims.claims.sources import fingerprint
from regclaims.claims.wording import recorded
from regclaims.claims.wording.passages import Passage, Sentence
from regclaims.claims.wording.recognise import recognise

SENTENCE = "Ridge has a pleasant penalty."
ITEM = "The lasso is a good penalty."


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of two sentences, one of them an item with its bullet."""
    rows = {fingerprint(SENTENCE): ("l2-more-popular",), fingerprint(f"- {ITEM}"): ("l1-for-sparsity", "l1-many-zeros")}
    monkeypatch.setattr(recorded, "_rows", lambda: rows)


def read(text: str, *, known: bool = True) -> Sentence:
    return recognise([Passage(text=text, offsets=range(len(text)))], recorded=known)[0][0]


@pytest.mark.usefixtures("record")
def test_a_recorded_sentence_states_what_is_on_record() -> None:
    sentence = read(SENTENCE)
    assert [one.claim for one in sentence.statements] == ["l2-more-popular"]
    assert (sentence.statements[0].start, sentence.statements[0].end) == (0, len(SENTENCE))
    assert sentence.notes["way"] == "record"
    assert sentence.claim_like


@pytest.mark.usefixtures("record")
def test_a_word_changed_is_another_sentence() -> None:
    assert read(SENTENCE.replace("pleasant", "decent")).statements == ()


@pytest.mark.usefixtures("record")
def test_typesetting_does_not_hide_it() -> None:
    assert [one.claim for one in read(SENTENCE.upper()).statements] == ["l2-more-popular"]


@pytest.mark.usefixtures("record")
def test_a_list_item_is_known_without_its_bullet() -> None:
    assert {one.claim for one in read(ITEM).statements} == {"l1-for-sparsity", "l1-many-zeros"}


@pytest.mark.usefixtures("record")
def test_the_record_can_be_left_aside() -> None:
    assert read(SENTENCE, known=False).statements == ()


def test_every_row_with_claims_is_on_record() -> None:
    assert len(recorded._rows()) > 90
    assert all(recorded._rows().values())
