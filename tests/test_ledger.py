"""The ledger: reading it, comparing with it, and accepting into it."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.claim import all_claims
from regclaims.claims.records import ClaimRecord
from regclaims.claims.verdict import Kind, Verdict
from regclaims.fixtures.errors import UsageError
from regclaims.reports import ledger
from regclaims.reports.ledger import Entry, accept, difference, dumps, loads, unused
from regclaims.tests.records import PLAIN

OLD, NEW = {"python": "3.11.0", "numpy": "2.0.0"}, {"python": "3.14.0", "numpy": "2.4.0"}
SUPPORTED = Entry(verdict="supported", kind=None, since="2020-01-31", versions=OLD)
DEPENDS = Entry(verdict="ill-posed", kind="depends", since="2021-02-28", versions=OLD)
TEXT = """\
{
  "a": {
    "verdict": "supported",
    "kind": null,
    "since": "2020-01-31",
    "versions": {
      "python": "3.11.0",
      "numpy": "2.0.0"
    }
  }
}
"""


def record(id: str, verdict: str, kind: str | None = None) -> ClaimRecord:
    return replace(PLAIN, id=id, verdict=verdict, kind=kind)


def test_text_of_a_ledger():
    assert dumps({"a": SUPPORTED}) == TEXT
    assert loads(TEXT) == {"a": SUPPORTED}
    assert list(json.loads(dumps({"b": SUPPORTED, "a": DEPENDS}))) == ["a", "b"]


RULINGS = [("supported", None), ("contradicted", None)]
RULINGS += [("ill-posed", kind) for kind in ("depends", "ambiguous", "not empirical")]

entries = st.builds(
    lambda ruling, **rest: Entry(verdict=ruling[0], kind=ruling[1], **rest),
    ruling=st.sampled_from(RULINGS),
    since=st.dates().map(str),
    versions=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


@given(st.dictionaries(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), entries, max_size=5))
def test_a_ledger_survives_its_text(entries):
    assert loads(dumps(entries)) == entries


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (TEXT.replace('"supported"', '"suported"'), "a has 'suported', required is one of"),
        ('{\n  "a": {\n    "verdict" "supported"\n', r"^my\.json:3: not JSON"),
        ("", r"^my\.json:1: not JSON"),
        ('{"a": {"verdict": "supported"}}', r"^my\.json: a: has no 'kind', which is required"),
        (TEXT.replace('"kind"', '"kinds"'), r"^my\.json: a: has no 'kind', which is required"),
        ('{"a": 3}', r"^my\.json: a: found 3; required is object"),
        ("[1, 2]", r"^my\.json: the whole: found \[1, 2\]; required is object"),
        (
            TEXT.replace('"supported"', '"suported"'),
            r"^my\.json: a has 'suported', required is one of contradicted, ill-posed: ambiguous, ill-posed: depends, "
            r"ill-posed: not empirical, supported; restore",
        ),
        ('{\n  "a": {\n    "verdict" "supported"\n', r"^my\.json:3: not JSON \([^()]*\); restore"),
        ("", r"^my\.json:1: not JSON \(Expecting value\); restore"),
    ],
)
def test_what_is_no_ledger_is_named(text, complaint):
    with pytest.raises(UsageError, match=complaint) as caught:
        loads(text, "my.json")
    assert str(caught.value).endswith("restore it from version control")


def test_a_text_without_a_name_is_called_the_ledger():
    with pytest.raises(UsageError, match=r"^ledger\.json:1: not JSON"):
        loads("")


def test_an_entry_is_named_in_full_and_stays_as_it_is():
    with pytest.raises(FrozenInstanceError):
        SUPPORTED.verdict = "contradicted"
    with pytest.raises(TypeError, match="positional"):
        Entry("supported", None, "2020-01-31", OLD)


def test_agreement_is_silent():
    known = {"a": SUPPORTED, "b": DEPENDS}
    assert difference(record("a", "supported"), known) == ""
    assert difference(record("b", "ill-posed", "depends"), known) == ""
    assert difference(record("b", Verdict.ILL_POSED, Kind.DEPENDS), known) == ""


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (
            record("a", "contradicted"),
            "a: found contradicted, the ledger of 2020-01-31 has supported; "
            "look at the evidence in the report, then accept the change: pytest claims --accept -k a",
        ),
        (
            record("b", "ill-posed", "ambiguous"),
            "b: found ill-posed: ambiguous, the ledger of 2021-02-28 has ill-posed: depends; "
            "look at the evidence in the report, then accept the change: pytest claims --accept -k b",
        ),
        (
            record("b", "contradicted"),
            "b: found contradicted, the ledger of 2021-02-28 has ill-posed: depends; "
            "look at the evidence in the report, then accept the change: pytest claims --accept -k b",
        ),
        (
            record("b", "supported"),
            "b: found supported, the ledger of 2021-02-28 has ill-posed: depends; "
            "look at the evidence in the report, then accept the change: pytest claims --accept -k b",
        ),
        (
            record("c", "supported"),
            "c: found supported, the ledger has no entry; to record it: pytest claims --accept -k c",
        ),
    ],
)
def test_a_difference_says_what_and_what_to_do(found, message):
    assert difference(found, {"a": SUPPORTED, "b": DEPENDS}) == message


def test_accepting_changes_what_changed_and_nothing_else():
    known = {"a": SUPPORTED, "b": DEPENDS, "not-run": SUPPORTED}
    ran = [record("a", "supported"), record("b", "ill-posed", "ambiguous"), record("c", "contradicted")]
    new = accept(known, ran, "2030-12-24", NEW)
    assert new == {
        "a": SUPPORTED,
        "b": Entry(verdict="ill-posed", kind="ambiguous", since="2030-12-24", versions=NEW),
        "c": Entry(verdict="contradicted", kind=None, since="2030-12-24", versions=NEW),
        "not-run": SUPPORTED,
    }
    assert known["b"] is DEPENDS
    assert not any(difference(one, new) for one in ran)
    assert accept(new, ran, "2031-01-01", OLD) == new


def test_accepting_no_verdict_leaves_the_old_one():
    assert accept({"a": SUPPORTED}, [record("a", "undecided"), record("b", "undecided")], "2030-12-24", NEW) == {
        "a": SUPPORTED
    }


def test_accepted_words_of_the_decision_are_written_as_text():
    new = accept({}, [record("a", Verdict.ILL_POSED, Kind.DEPENDS)], "2030-12-24", NEW)
    assert loads(dumps(new))["a"].kind == "depends"
    assert str(loads(dumps(new))["a"]) == "ill-posed: depends"


def test_entries_without_a_claim_are_named():
    assert unused({"b": SUPPORTED, "a": SUPPORTED, "c": SUPPORTED}, ["c", "d"]) == ["a", "b"]
    assert unused({"a": SUPPORTED}, ["a"]) == []


def test_the_committed_ledger_is_as_it_would_be_written():
    text = ledger.PATH.read_text(encoding="utf-8")
    committed = loads(text)
    assert dumps(committed) == text
    assert {entry.verdict for entry in committed.values()} <= set(Verdict) - {Verdict.UNDECIDED}
    assert all((entry.kind is not None) == (entry.verdict == "ill-posed") for entry in committed.values())


def test_every_better_claim_on_record_is_supported():
    committed, claims = loads(ledger.PATH.read_text(encoding="utf-8")), all_claims()
    found = {id: claims[id].better for id, e in committed.items() if e.verdict in ("contradicted", "ill-posed")}
    better = {other for others in found.values() for other in others}
    assert better
    assert better <= set(claims)
    assert {other: committed[other].verdict for other in better} == dict.fromkeys(better, "supported")
