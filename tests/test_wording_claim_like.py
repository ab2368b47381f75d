"""Which sentences count as claim-like, so that silence on them is told: those that say something of a method."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Passage
from regclaims.claims.wording.recognise import recognise


def claim_like(text: str) -> list[bool]:
    (sentences,) = recognise([Passage(text=text, offsets=range(len(text)))], recorded=False)
    return [each.claim_like for each in sentences]


@pytest.mark.parametrize(
    "text",
    ["Lasso was proposed in 1996 and is still young.", "Ridge regression keeps the norm.", "Both L1 and L2 are old."],
)
def test_a_method_with_a_verb_is_claim_like(text: str) -> None:
    assert claim_like(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "It is important to begin early.",
        "Its author lives in Rome.",
        "One of them is red.",
        "Noise in the data cannot be removed.",
        "The data has 20 features.",
        "Lasso and ridge.",
        "We fit a ridge model.",
        "A random forest is different from a tree.",
    ],
)
def test_no_method_or_no_verb_of_its_own_is_not(text: str) -> None:
    assert claim_like(text) == [False]


def test_a_pronoun_is_claim_like_where_it_stands_for_a_method() -> None:
    assert claim_like("Lasso is an old method. It was found in the nineties and is fun.") == [True, True]
    assert claim_like("The tree is an old method. It was found in the nineties and is fun.") == [False, False]


@pytest.mark.parametrize(
    "text", ["L1 always predicts better than L2, he said.", "Lasso is rotation invariant, she said, and left."]
)
def test_what_someone_said_is_nobodys_claim_here(text: str) -> None:
    assert claim_like(text) == [False]
    assert claim_like(text.replace(", he said", "").replace(", she said, and left", "")) == [True]
