"""Items, cells and headings: the words around a passage name the subject, the property or the occasion."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.recognise import recognise
from regclaims.tests.prose import stated


@pytest.mark.parametrize(
    ("text", "heading", "claims"),
    [
        ("Robust to outliers", "Advantages of L1 regularization", {"l1-less-sensitive-to-outliers"}),
        ("Robust to outliers", "Advantages of ridge", {"l2-less-sensitive-to-outliers"}),
        ("Faster to train", "Benefits of lasso over ridge", {"l1-faster-to-train"}),
        ("Robust to outliers", "Random forests", set()),
        ("Robust to outliers", "L1 loss", set()),
        ("Robust to outliers", "Lasso vs ridge", set()),
        ("Ridge: robust to outliers", "Lasso", {"l2-less-sensitive-to-outliers"}),
        ("Only a few features are relevant", "When to use the lasso", {"l1-good-when-few-features-matter"}),
        ("Is robust to outliers?", "Lasso", set()),
    ],
)
def test_an_item_speaks_of_what_stands_over_it(text: str, heading: str, claims: set[str]) -> None:
    assert stated(text, Scope.ITEM, headings=(heading,)) == claims
    assert stated(text, Scope.ITEM, lead=heading) == claims


@pytest.mark.parametrize(
    "lead", ["Which of the following are true of the lasso?", "Select the correct answer on lasso:"]
)
def test_options_of_a_quiz_state_nothing(lead: str) -> None:
    assert stated("Robust to outliers", Scope.ITEM, lead=lead) == set()


@pytest.mark.parametrize(
    ("text", "row", "column", "claims"),
    [
        ("Robust to outliers", "Lasso", "Strengths", {"l1-less-sensitive-to-outliers"}),
        ("Robust to outliers", "Strengths", "Ridge", {"l2-less-sensitive-to-outliers"}),
        ("Yes", "Robust to outliers", "Lasso", {"l1-less-sensitive-to-outliers"}),
        ("No", "Feature selection", "Ridge", {"l2-not-sparse"}),
        ("Yes", "Feature selection", "Ridge", {"!l2-not-sparse"}),
        ("Higher than L2", "Stability", "L1", {"!l2-more-stable"}),
        ("Laplace", "Prior", "Lasso", {"l1-laplace-l2-gaussian"}),
        ("Yes", "Available in R", "Lasso", set()),
        ("Yes", "Robust to outliers", "Random forest", set()),
    ],
)
def test_a_cell_is_read_with_its_row_and_column(text: str, row: str, column: str, claims: set[str]) -> None:
    assert stated(text, Scope.CELL, row=row, column=column) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Lasso is robust to outliers", {"l1-less-sensitive-to-outliers"}),
        ("Robustness of the lasso to outliers", set()),
        ("Is lasso robust to outliers?", set()),
    ],
)
def test_a_heading_may_state_something(text: str, claims: set[str]) -> None:
    assert stated(text, Scope.HEADING) == claims


def test_a_sentence_with_another_subject_does_not_speak_of_the_heading() -> None:
    heading = ("Lasso",)
    assert stated("It is robust to outliers.", Scope.PARAGRAPH, headings=heading) == {"l1-less-sensitive-to-outliers"}
    assert stated("Medians of groups are robust to outliers.", Scope.PARAGRAPH, headings=heading) == set()


def test_what_was_said_under_one_heading_does_not_reach_under_the_next() -> None:
    texts = [
        ("Lasso is an old method.", "One"),
        ("It is robust to outliers.", "One"),
        ("It is robust to outliers.", "Two"),
    ]
    passages = [Passage(text=text, offsets=range(len(text)), headings=(heading,)) for text, heading in texts]
    found = [sum(len(one.statements) for one in sentences) for sentences in recognise(passages, recorded=False)]
    assert found == [0, 1, 0]


def test_one_tuple_of_sentences_for_each_passage() -> None:
    texts = ["", "One. Two.", "Three."]
    passages = [Passage(text=text, offsets=range(len(text))) for text in texts]
    assert [len(sentences) for sentences in recognise(passages)] == [0, 2, 1]


def test_it_is_what_stands_over_the_list_and_not_what_the_item_before_compares_with() -> None:
    texts = ["Faster to train than ridge.", "It is robust to outliers."]
    passages = [
        Passage(text=text, offsets=range(len(text)), scope=Scope.ITEM, headings=("Properties of the lasso",))
        for text in texts
    ]
    found = [{one.claim for each in read for one in each.statements} for read in recognise(passages, recorded=False)]
    assert found == [{"l1-faster-to-train"}, {"l1-less-sensitive-to-outliers"}]


def test_it_is_whom_the_sentence_before_speaks_of_and_not_whom_it_compares_with() -> None:
    for one, other, claim in (("Lasso", "ridge", "l1-less-sens"), ("Ridge", "lasso", "l2-less-sens")):
        text = f"{one} is older than {other}. It is robust to outliers."
        (read,) = recognise([Passage(text=text, offsets=range(len(text)))], recorded=False)
        assert [found.claim for each in read for found in each.statements] == [f"{claim}itive-to-outliers"]


def test_the_head_of_a_column_states_nothing_of_the_method_above_the_table() -> None:
    assert stated("Feature selection", Scope.CELL, row="Method", headings=("Ridge",)) == set()
    assert stated("Feature selection", Scope.CELL, row="Strengths", column="Lasso") == {"l1-yields-zero-weights"}
