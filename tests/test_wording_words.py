"""Plain forms, sentences, words and stems: what typesetting and inflection change, and what they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.wording.normalise import fold
from regclaims.claims.wording.sentences import split
from regclaims.claims.wording.words import MOST_WORDS, stem, words


@pytest.mark.parametrize(
    ("typeset", "plain"),
    [
        ("Lasso", "lasso"),
        ("ℓ1", "l1"),
        ("L₁", "l_1"),
        ("w²", "w^2"),
        ("isn’t", "isn't"),
        ("non‑zero", "non-zero"),
        ("so — they say", "so ; they say"),
        ("soft\u00adening", "softening"),
        ("no\u00a0break", "no break"),
        ("ﬁt", "fit"),
    ],
)
def test_typesetting_is_folded(typeset: str, plain: str) -> None:
    assert fold(typeset).text == plain


@given(st.text())
def test_every_sign_of_the_plain_form_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.at) == len(folded.text) + 1
    assert list(folded.at) == sorted(folded.at)
    assert folded.at[-1] == len(text)


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_is_only_made_small(text: str) -> None:
    assert fold(text).text == text.lower()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("It is so, e.g. here. It ends.", ["It is so, e.g. here.", "It ends."]),
        ("Smith et al. say so. It ends.", ["Smith et al. say so.", "It ends."]),
        ("A value of 0.5 is usual. It ends.", ["A value of 0.5 is usual.", "It ends."]),
        ("See fig. 3 for it. It ends.", ["See fig. 3 for it.", "It ends."]),
        ("w = (w1, w2, …, wn) is short. It ends.", ["w = (w1, w2, …, wn) is short.", "It ends."]),
        ('He asks "why?" She nods.', ['He asks "why?"', "She nods."]),
        ("Intro:\n- one\n- two", ["Intro:", "- one", "- two"]),
        ("1. First of all, it is so.", ["1. First of all, it is so."]),
        ("no stop at the end", ["no stop at the end"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == parts


@given(st.text())
def test_sentences_stand_in_order_and_leave_out_only_white_space(text: str) -> None:
    last, left = 0, ""
    for start, end in split(text):
        assert last <= start < end
        left += text[last:start]
        last = end
    assert not (left + text[last:]).strip()


@pytest.mark.parametrize(
    ("forms", "same"),
    [
        ("reduce reduces reduced reducing", True),
        ("shrink shrinks shrank shrunk shrinking", True),
        ("drop drops dropped dropping", True),
        ("penalise penalize penalised penalizes", True),
        ("control controls controlled controlling", True),
        ("regularization regularisation regularizer", True),
        ("interpretable interpretability", True),
        ("flavour flavor", True),
        ("note not", False),
        ("penalize penalization", False),
        ("lasso lass", False),
        ("less loss", False),
        ("effective effectively", False),
    ],
)
def test_forms_of_a_word_share_its_stem_and_no_other_word_does(forms: str, same: bool) -> None:
    assert (len({stem(form) for form in forms.split()}) == 1) is same


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_is_found_whatever_the_word(word: str) -> None:
    assert stem(word)


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("faster", "more fast"),
        ("the worst", "the most bad"),
        ("fewer weights", "more few weight"),
        ("isn't", "be not"),
        ("can't", "can not"),
        ("it's", "it be"),
        ("the model's weights", "the model weight"),
        ("set to 0", "set to zero"),
        ("p >> n", "p greaterthan n"),
        ("l1_ratio", "l1ratio"),
        ("$\\lambda \\|w\\|_2^2$", "lambda sqform"),
        ("|w|", "absform"),
    ],
)
def test_words(text: str, stems: str) -> None:
    assert " ".join(word.stem for word in words(fold(text).text)) == stems


@pytest.mark.parametrize(
    "name", ["L1", "l1", "L_1", "$L_1$", "ℓ1", "ℓ₁", "$\\ell_1$", "L-1", "L 1", "\\ell_{1}", "$L_{1}$", "L^1", "Ｌ１"]
)
def test_the_first_norm_however_it_is_set(name: str) -> None:
    assert [word.stem for word in words(fold(f"the {name} penalty").text)] == ["the", "l1", "penal"]


@pytest.mark.parametrize("name", ["L12", "L1.5", "L10", "ML1", "L3", "L1,2"])
def test_other_norms_and_names_are_not_the_first(name: str) -> None:
    assert "l1" not in [word.stem for word in words(fold(f"the {name} penalty").text)]


def test_only_so_many_words_of_a_sentence_are_read() -> None:
    assert len(words("a " * 10 * MOST_WORDS)) <= MOST_WORDS + 1
