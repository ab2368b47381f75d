"""Documents about something else that is called L1 and L2 are left alone; those about penalties are not."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage
from regclaims.claims.wording.recognise import recognise
from regclaims.reports.check import documents as readers
from regclaims.tests.corpus.whole import Document, documents

SPEAKS = "L1 is less sensitive to outliers than L2."


def stated(*texts: str, heading: str = "") -> list[list[str]]:
    headings = (heading,) if heading else ()
    passages = [Passage(text=text, offsets=range(len(text)), headings=headings) for text in texts]
    read = recognise(passages, recorded=False)
    return [[one.claim for sentence in each for one in sentence.statements] for each in read]


@pytest.mark.parametrize("document", documents(), ids=lambda one: one.name)
def test_only_documents_about_penalties_state_something(document: Document) -> None:
    text = document.path.read_text(encoding="utf-8")
    read = readers.read(document.name, text, readers.SUFFIXES[document.path.suffix])
    found = [sentence.statements for each in recognise(read.passages, recorded=False) for sentence in each]
    assert any(found) == bool(document.states)


@pytest.mark.parametrize(
    "subject",
    [
        "A visa needs a petition at the embassy.",
        "The spine has discs and nerves.",
        "The cache holds a tile of the page.",
        "The spacecraft flies to an orbit around the Sun.",
        "Customers write a ticket, and an engineer of the helpdesk answers.",
    ],
)
def test_one_sentence_means_what_its_document_is_about(subject: str) -> None:
    assert stated(subject, SPEAKS) == [[], []]
    assert stated("Regularization keeps coefficients small.", SPEAKS)[1] == ["l1-less-sensitive-to-outliers"]


def test_a_sentence_that_says_what_it_speaks_of_is_read_among_others_that_do_not() -> None:
    cache = "The cache holds a tile of the page, which costs latency."
    assert stated(cache, "L1 regularization is less sensitive to outliers than L2 regularization.")[1]
    assert not stated(cache, SPEAKS)[1]


def test_a_word_in_passing_makes_no_document_of_something_else() -> None:
    assert stated("The data are a stack of pages.", SPEAKS)[1] == ["l1-less-sensitive-to-outliers"]


def test_a_heading_that_names_a_loss_says_what_the_bare_names_under_it_are() -> None:
    assert stated(SPEAKS, heading="Comparison of L1 and L2 loss") == [[]]
    assert stated(SPEAKS, heading="Comparison of L1 and L2") == [["l1-less-sensitive-to-outliers"]]
    spelled_out = "L1 regularization is less sensitive to outliers than L2 regularization."
    assert stated(spelled_out, heading="Comparison of L1 and L2 loss") == [["l1-less-sensitive-to-outliers"]]


def test_a_document_that_never_speaks_of_penalised_models_means_none_by_their_names() -> None:
    dogs = (
        "Our two dogs came from the same village in spring and have lived in the garden behind the house ever since.",
        "Lasso is faster than Ridge and more popular with children, who like to throw a ball over the old wall.",
    )
    assert stated(*dogs) == [[], []]
    assert stated("Both keep the coefficients of a regression small.", *dogs)[2] != []
