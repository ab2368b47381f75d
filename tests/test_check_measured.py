"""What was measured of recognition is told as it is on record, and claims with few sentences borrow from all."""

from __future__ import annotations

import json

import pytest

from regclaims.reports.check import measured

RECORD = {
    "entries": 7,
    "all": {"right": 18, "wrong": 2, "met": 3, "missed": 1},
    "claims": {
        "often": {"right": 7, "wrong": 3, "met": 2, "missed": 0},
        "rare": {"right": 1, "wrong": 1, "met": 0, "missed": 0},
    },
}
TABLE = """\
Of 7 passages of the labelled corpus that no rule was written by: precision 0.90 \
(18 of 20 statements found were right), recall 0.75 (3 of 4 statements were found).

<details><summary>Claim by claim</summary>

| claim | precision | found | recall | stated |
| --- | ---: | ---: | ---: | ---: |
| often | 0.70 | 10 | 1.00 | 2 |
| rare | 0.50 | 2 |  | 0 |

</details>"""


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    path = tmp_path / "measured.json"
    path.write_text(json.dumps(RECORD), encoding="utf-8")
    found = measured.read(path)
    monkeypatch.setattr(measured, "read", lambda: found)


@pytest.mark.usefixtures("recorded")
def test_the_table_word_by_word():
    assert measured.table() == TABLE


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(("claim", "word"), [("often", "low"), ("rare", "high"), ("unheard-of", "high")])
def test_precision_is_that_of_the_claim_where_enough_was_found_and_else_that_of_all(claim, word):
    assert measured.precision(claim) == word


def test_where_nothing_was_measured_nothing_is_promised(monkeypatch):
    monkeypatch.setattr(measured, "read", lambda: {})
    assert measured.precision("often") == "low"
    assert measured.table() == "Nothing has been measured yet."
