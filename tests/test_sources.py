"""The source texts row by row: fingerprints, the committed file, what a malformed file says, and agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims import claim
from regclaims.claims.claim import all_claims
from regclaims.claims.sources import Row, Source, check_against, fingerprint, load, normalise
from regclaims.fixtures.errors import UsageError

SHA = "0123456789abcdef" * 4
WORDS = st.lists(st.text("abcdexyzéü0123456789²", min_size=1, max_size=6), min_size=1, max_size=8)


# --- fingerprints


def test_fingerprint_is_the_digest_of_the_plain_form() -> None:
    plain = 'a penalty - any penalty - isn\'t "free"'
    assert normalise("  A Penalty — any\tpenalty – isn’t\n“free” ") == plain
    assert fingerprint(plain) == hashlib.sha256(plain.encode()).hexdigest()


@pytest.mark.parametrize(
    ("typeset", "plain"),
    [
        ("‘a’ ‚a‛", "'a' 'a'"),
        ("“a” „a‟", '"a" "a"'),
        ("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"),
        ("w² … ﬁt", "w2 ... fit"),
        ("no\u00a0break", "no break"),
        ("Größe", "grösse"),
    ],
)
def test_typesetting_is_folded(typeset: str, plain: str) -> None:
    assert normalise(typeset) == plain


@given(WORDS, st.data())
def test_fingerprint_survives_case_spacing_quotes_and_dashes(words: list[str], data: st.DataObject) -> None:
    plain = data.draw(st.sampled_from(["{} - x", "'{}'", '"{}"', "{}"])).format(" ".join(words))
    typeset = ""
    for char in data.draw(st.sampled_from([plain, plain.upper(), plain.title()])):
        forms = {"'": "‘’'", '"': "“”„", "-": "-–—−", " ": [" ", "\u00a0", "\n  ", "\t"]}.get(char, [char])
        typeset += data.draw(st.sampled_from(list(forms)))
    assert fingerprint(typeset) == fingerprint(plain)


@given(st.text())
def test_fingerprint_is_64_hex_digits(sentence: str) -> None:
    assert len(fingerprint(sentence)) == 64
    assert set(fingerprint(sentence)) <= set("0123456789abcdef")


@given(WORDS, st.data())
def test_fingerprint_changes_with_a_word(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:at], words[at] + "q", *words[at + 1 :]]
    assert fingerprint(" ".join(changed)) != fingerprint(" ".join(words))


# --- the committed file


def test_committed_file_has_every_row() -> None:
    numbers = {source.key: [row.number for row in source.rows] for source in load()}
    assert numbers == {"qa": list(range(1, 48)), "article": list(range(1, 88))}


def test_every_row_has_claims_or_a_reason_never_both() -> None:
    assert all(bool(row.claims) != bool(row.nothing) for source in load() for row in source.rows)


def test_rows_that_claim_nothing() -> None:
    nothing = {source.key: [row.number for row in source.rows if row.nothing] for source in load()}
    assert {key: len(rows) for key, rows in nothing.items()} == {"qa": 29, "article": 6}
    assert nothing["article"] == [27, 50, 59, 64, 73, 77]


def test_equal_fingerprints_have_equal_claims() -> None:
    """A sentence that stands twice in a text claims the same both times."""
    seen: dict[str, Row] = {}
    for source in load():
        for row in source.rows:
            first = seen.setdefault(row.sha256, row)
            assert (first.claims, first.nothing) == (row.claims, row.nothing), f"{source.key}:{row.number}"


def test_covered_and_open_count_rows() -> None:
    rows = (Row(1, SHA, (), "a question"), Row(2, SHA, ("a",), ""), Row(3, SHA, ("a", "b"), ""))
    source = Source("text", "a text", rows)
    assert [source.covered(known) for known in ([], ["a"], ["b"], ["a", "b"])] == [1, 2, 1, 3]
    assert [source.open(known) for known in ([], ["a"], ["b"], ["a", "b"])] == [2, 1, 2, 0]


# --- malformed files

GOOD = f"""\
# A comment with [brackets] and an = sign.
[other]
title = "another text"
[other.rows]
1 = {{ sha256 = "{SHA}", nothing = "a question" }}

[text]
title = "a text"

[text.rows]
1 = {{ sha256 = "{SHA}", claims = ["a-claim", "b"] }}
2 = {{ sha256 = "{SHA}", nothing = "a question" }}
3 = {{ sha256 = "{SHA}", claims = ["a-claim"] }}
"""
ROW_2 = GOOD.splitlines()[11]


def written(folder: Path, text: str) -> Path:
    path = folder / "rows.toml"
    path.write_bytes(text.encode("latin-1"))
    return path


def test_well_formed_file_loads(tmp_path: Path) -> None:
    other, text = load(written(tmp_path, GOOD))
    assert other == Source("other", "another text", (Row(1, SHA, (), "a question"),))
    assert (text.key, text.title) == ("text", "a text")
    assert [row.claims for row in text.rows] == [("a-claim", "b"), (), ("a-claim",)]
    assert [row.nothing for row in text.rows] == ["", "a question", ""]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        pytest.param('"a text"', '"a text', 8, "valid TOML", id="invalid TOML"),
        pytest.param('["a-claim"] }', '["a-claim"', 13, "valid TOML", id="invalid TOML at the end"),
        pytest.param("2 = {", "1 = {", 12, "valid TOML", id="a row twice"),
        pytest.param("a text", "a t\xe9xt", 8, "found byte 0xe9; required is valid TOML in UTF-8", id="not UTF-8"),
        pytest.param('title = "a text"', "", 7, "text.title: found nothing", id="no title"),
        pytest.param('"a text"', '" "', 8, "text.title: found ' '", id="blank title"),
        pytest.param('"a text"', "3", 8, "text.title: found 3", id="title not a text"),
        pytest.param('title = "a text"', 'title = "a text"\nyear = 1', 9, "found 'year'", id="unknown key in a table"),
        pytest.param("[other]", "year = 1\n[other]", 2, "year: found 1", id="key outside the tables"),
        pytest.param("[text.rows]", "[else.rows]", 7, "text.rows: found nothing", id="no rows"),
        pytest.param("2 = {", "two = {", 12, "'two'; required is a positive integer", id="row key a word"),
        pytest.param("1 = {", "0 = {", 5, "'0'; required is a positive integer", id="row key zero"),
        pytest.param("2 = {", "-2 = {", 12, "'-2'; required is a positive integer", id="row key negative"),
        pytest.param("2 = {", '"2.5" = {', 12, "'2.5'; required is a positive integer", id="row key a fraction"),
        pytest.param(ROW_2, "", 13, "found '3'; required is 2", id="a gap"),
        pytest.param(ROW_2, "2 = 7", 12, "found 7", id="row not a table"),
        pytest.param(ROW_2, ROW_2.replace(SHA, SHA[1:]), 12, "64 lower-case hex digits", id="fingerprint short"),
        pytest.param(ROW_2, ROW_2.replace(SHA, SHA.upper()), 12, "64 lower-case hex digits", id="fingerprint upper"),
        pytest.param(ROW_2, '2 = { nothing = "a" }', 12, "sha256: found nothing", id="no fingerprint"),
        pytest.param(', nothing = "a question" }\n3', " }\n3", 12, "found nothing", id="neither"),
        pytest.param('["a-claim"]', '["a-claim"], nothing = "a"', 13, "found 'claims and nothing'", id="both"),
        pytest.param('["a-claim"]', "[]", 13, "found []", id="no claims"),
        pytest.param('["a-claim"]', '"a-claim"', 13, "found 'a-claim'", id="claims not a list"),
        pytest.param('["a-claim"]', '["a-claim", "A claim"]', 13, "found 'A claim'", id="claim id not in form"),
        pytest.param('["a-claim"]', "[3]", 13, "found 3", id="claim id not a text"),
        pytest.param('["a-claim"]', '["b", "b"]', 13, "each claim once", id="claim twice"),
        pytest.param('"a question" }\n3', '"" }\n3', 12, "nothing: found ''", id="no reason"),
        pytest.param('["a-claim"]', '["a-claim"], claim = "b"', 13, "found 'claim'", id="unknown key in a row"),
    ],
)
def test_malformed_file_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(UsageError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert says in message
    assert "; required" in message
    assert "\n" not in message


# --- agreement with the registered claims


@dataclass(frozen=True)
class Cites:
    """As much of a claim as the check reads."""

    rows: tuple[str, ...]


SOURCES = (Source("text", "a text", (Row(1, SHA, ("a", "b"), ""), Row(2, SHA, (), "a question"))),)


def registered(**rows: str) -> Mapping[str, claim.Claim]:
    return cast("Mapping[str, claim.Claim]", {id: Cites(claim.locators(cited)) for id, cited in rows.items()})


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        pytest.param({"a": "text 1", "b": "text 1"}, [], id="all agree"),
        pytest.param({"a": "text 1"}, [], id="b is not registered yet"),
        pytest.param({"a": "text 1", "c": ""}, [], id="c cites nothing"),
        pytest.param(
            {"a": "text 1 2"},
            ["claim a cites text:2: the sources do not give it that row"],
            id="a row that is not given",
        ),
        pytest.param(
            {"a": "text 1 3; else 1"},
            ["claim a cites text:3: there is no such row", "claim a cites else:1: there is no such row"],
            id="rows that do not exist",
        ),
        pytest.param(
            {"a": "text 1", "b": ""},
            ["claim b does not cite text:1: the sources give it that row"],
            id="a row that is not cited",
        ),
    ],
)
def test_check_against(claims: dict[str, str], found: list[str]) -> None:
    assert check_against(SOURCES, registered(**claims)) == found


def test_registered_claims_agree_with_the_committed_file() -> None:
    assert check_against(load(), claim.all_claims()) == []


def test_every_row_of_both_texts_is_covered():
    known = set(all_claims())
    assert {source.key: len(source.rows) for source in load()} == {"qa": 47, "article": 87}
    for source in load():
        assert source.open(known) == 0
        assert source.covered(known) == len(source.rows)
        assert source.open(known - {"l2-not-sparse"}) >= (source.key == "article")
