"""What the recogniser leaves out to be fast changes nothing: held against trying every phrase in every sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regclaims.claims.sources import normalise
from regclaims.claims.wording import joint, methods, phrases, recognise, statements
from regclaims.claims.wording.index import Index
from regclaims.claims.wording.methods import mentions
from regclaims.claims.wording.passages import Passage, Sentence
from regclaims.claims.wording.phrases import Read
from regclaims.claims.wording.rules import Rules, Wording, rules
from regclaims.claims.wording.words import Word, words

_WORDS = sorted({
    word.lstrip("=@").replace("_", " ")
    for wording in rules().wordings
    for part in wording.phrase.elements
    for word in part.choices
    if word.lstrip("=@").replace("_", "").isalpha() and not word.isupper()
})  # fmt: skip
_SUBJECTS = (
    "L1", "ridge", "the lasso", "it", "they", "both", "the former", "the latter", "the elastic net", "neither",
    "weight decay", "L1 and L2", "L2 regularization (ridge)", "neither the lasso nor ridge", "this",
)  # fmt: skip
_SMALL = ("not", "more", "less", "than", "if", "when", "and", "but", ",", ";", ":", "does", "is", "to", "of", "?")
_TEXTS = st.lists(
    st.one_of(st.sampled_from(_SUBJECTS), st.sampled_from(_SMALL), st.sampled_from(_WORDS)), min_size=1, max_size=14
).map(lambda parts: " ".join(parts) + ".")


def _read(texts: Sequence[str]) -> list[tuple[Sentence, ...]]:
    return recognise.recognise([Passage(text=text, offsets=range(len(text))) for text in texts])


class _All(Index[Wording]):
    """An index that leaves nothing out."""

    def __init__(self, things: Sequence[Wording]) -> None:
        self._things = things

    def met(self, said: Set[str]) -> Iterator[Wording]:
        return iter(self._things)


def _everywhere(known: Rules) -> Rules:
    """The rules without what keeps phrases from being tried."""
    return replace(known, named=_All(known.wordings), anywhere=_All(known.wordings))


def _all_mentions(said: Sequence[Word], *, alien: bool = False) -> list[Word]:
    made = methods._pronouns(methods._named(said, alien=alien))
    return joint.joined(joint.renamed(made, methods.names().heads))


def _plainly(texts: Sequence[str]) -> list[tuple[Sentence, ...]]:
    known = _everywhere(rules())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "rules", lambda: known)
        patch.setattr(recognise, "_may_state", lambda words: True)
        patch.setattr(recognise, "mentions", _all_mentions)
        return _read(texts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_TEXTS, min_size=1, max_size=3))
def test_shortcuts_change_nothing(texts: list[str]) -> None:
    assert _read(texts) == _plainly(texts)


@pytest.mark.parametrize(
    "text",
    [
        "Lasso trains faster than ridge.",
        "Regularization reduces overfitting. It does not remove it.",
        "Unlike ridge, the lasso (L1) sets coefficients exactly to zero if only a few features matter.",
    ],
)
def test_what_they_leave_in_is_found(text: str) -> None:
    found = _read([text])
    assert any(sentence.statements for sentence in found[0])
    assert found == _plainly([text])


def test_a_phrase_left_out_wrongly_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _plainly(["Lasso trains faster than ridge."])
    monkeypatch.setattr(Index, "met", lambda index, said: iter(()))
    assert _read(["Lasso trains faster than ridge."]) != plain


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_phrase_that_fits_is_met(text: str) -> None:
    read = Read(mentions(words(text.lower())), rules().fields)
    met = {*rules().named.met(read.seen)}
    for wording in rules().wordings[::3]:
        fits = next(phrases.matches(wording.phrase, read), None) is not None
        assert not fits or wording in met


@given(st.text(st.characters(max_codepoint=127)))
def test_a_plain_sentence_has_the_fingerprint_that_any_has(text: str) -> None:
    assert normalise(f"{text} ß") == f"{normalise(text)} ss".strip()  # a sign beyond ASCII goes the long way
