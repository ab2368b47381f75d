"""The ledger: reading it, comparing with it, and accepting into it."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.claim import all_claims
from regclaims.claims.records import ClaimRecord, ReadingRecord
from regclaims.claims.summarize import opposites, topic
from regclaims.claims.verdict import AMBIGUOUS, CONTRADICTED, NOT_EMPIRICAL, Force, Kind, Verdict
from regclaims.claims.verdict import DEPENDS as DEPENDS_RULING
from regclaims.claims.verdict import SUPPORTED as SUPPORTED_RULING
from regclaims.fixtures.errors import UsageError
from regclaims.reports import ledger
from regclaims.reports.ledger import Entry, Former, Sense, accept, difference, dumps, loads, unused
from regclaims.tests.records import CELL, PLAIN

OLD, NEW = {"python": "3.11.0", "numpy": "2.0.0"}, {"python": "3.14.0", "numpy": "2.4.0"}
DECLARED = {name: getattr(PLAIN, name) for name in ledger.DECLARED}
SUPPORTED = Entry(verdict="supported", kind=None, since="2020-01-31", versions=OLD, **DECLARED)
DEPENDS = Entry(verdict="ill-posed", kind="depends", since="2021-02-28", versions=OLD, **DECLARED)
SENSE = Sense(says="So", verdict="supported", frequency="mostly", worlds=3, holds=2, fails=0)
FORMER = Former(verdict="contradicted", kind=None, since="2019-01-01", versions={})
FULL = replace(
    SUPPORTED,
    better=("b",),
    contradicts=("c-d",),
    condition="where: so",
    evidence="It holds.",
    readings=(SENSE,),
    before=(FORMER,),
)
TEXT = """\
{
  "a": {
    "verdict": "supported",
    "kind": null,
    "since": "2020-01-31",
    "versions": {
      "python": "3.11.0",
      "numpy": "2.0.0"
    },
    "says": "L1 is so.",
    "force": "generic",
    "topic": "",
    "rows": [
      "article:1"
    ],
    "better": [
      "b"
    ],
    "contradicts": [
      "c-d"
    ],
    "condition": "where: so",
    "evidence": "It holds.",
    "readings": [
      {
        "says": "So",
        "verdict": "supported",
        "frequency": "mostly",
        "worlds": 3,
        "holds": 2,
        "fails": 0
      }
    ],
    "before": [
      {
        "verdict": "contradicted",
        "kind": null,
        "since": "2019-01-01",
        "versions": {}
      }
    ]
  }
}
"""


def record(id: str, verdict: str, kind: str | None = None) -> ClaimRecord:
    return replace(PLAIN, id=id, verdict=verdict, kind=kind)


def test_text_of_a_ledger():
    assert dumps({"a": FULL}) == TEXT
    assert loads(TEXT) == {"a": FULL}
    assert list(json.loads(dumps({"b": SUPPORTED, "a": DEPENDS}))) == ["a", "b"]


texts = st.text(max_size=5)
ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
standing = {"since": st.dates().map(str), "versions": st.dictionaries(texts, texts, max_size=3)}
counts = st.integers(min_value=0, max_value=99)
entries = st.builds(
    lambda ruling, **rest: Entry(verdict=ruling[0], kind=ruling[1], **rest),
    ruling=st.sampled_from(ledger.RULINGS),
    **standing,
    says=texts,
    force=st.sampled_from(Force).map(str),
    topic=texts,
    rows=st.lists(texts, max_size=2).map(tuple),
    better=st.lists(ids, max_size=2).map(tuple),
    contradicts=st.lists(ids, max_size=2).map(tuple),
    condition=texts,
    evidence=texts,
    readings=st.lists(
        st.builds(Sense, says=texts, verdict=texts, frequency=texts, worlds=counts, holds=counts, fails=counts),
        max_size=2,
    ).map(tuple),
    before=st.lists(st.builds(Former, verdict=texts, kind=st.none() | texts, **standing), max_size=2).map(tuple),
)


@given(st.dictionaries(ids, entries, max_size=3))
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
        (TEXT.replace('"holds": 2', '"holds": -1'), r"^my\.json: a\.readings\[0\]\.holds: found -1"),
        (TEXT.replace('"topic": ""', '"topic": "", "mood": ""'), r"^my\.json: a: found 'mood'; required are verdict"),
        (
            TEXT.replace('"supported"', f'"{"x" * 100}"', 1),
            rf"^my\.json: a has '{'x' * 79} \.\.\. \(102 signs\), required is one of",
        ),
    ],
)
def test_what_is_no_ledger_is_named(text, complaint):
    with pytest.raises(UsageError, match=complaint) as caught:
        loads(text, "my.json")
    assert str(caught.value).endswith("restore it from version control")


def test_a_text_without_a_name_is_called_the_ledger():
    with pytest.raises(UsageError, match=r"^ledger\.json:1: not JSON"):
        loads("")


@pytest.mark.parametrize("record", [SUPPORTED, SENSE, FORMER])
def test_an_entry_is_named_in_full_and_stays_as_it_is(record):
    with pytest.raises(FrozenInstanceError):
        record.verdict = "contradicted"
    with pytest.raises(TypeError, match="positional"):
        type(record)(*vars(record).values())


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
        "b": replace(
            DEPENDS,
            kind="ambiguous",
            since="2030-12-24",
            versions=NEW,
            before=(Former(verdict="ill-posed", kind="depends", since="2021-02-28", versions=OLD),),
        ),
        "c": replace(SUPPORTED, verdict="contradicted", since="2030-12-24", versions=NEW),
        "not-run": SUPPORTED,
    }
    assert known["b"] is DEPENDS
    assert not any(difference(one, new) for one in ran)
    assert accept(new, ran, "2031-01-01", OLD) == new


READING = ReadingRecord(
    name="a-reading",
    says="More: by 5 %. As users see it.",
    verdict="supported",
    frequency="mostly",
    condition="",
    cells=tuple(replace(CELL, outcome=outcome) for outcome in ("holds", "fails", "toss-up", "undecided", "holds")),
)


def test_what_is_accepted_says_what_was_found_in_which_sense():
    new = accept({}, [replace(PLAIN, id="a", condition="where: so", readings=(READING,))], "2030-12-24", NEW)["a"]
    assert new.readings == (
        Sense(says="More: by 5 %", verdict="supported", frequency="mostly", worlds=5, holds=2, fails=2),
    )
    assert (new.condition, new.evidence) == (
        "where: so",
        "It holds in 2 of 5 worlds and does not in 2, with 1 left open.",
    )


@pytest.mark.parametrize(
    ("now", "named"),
    [
        ({"says": "L1 is not so."}, "says"),
        ({"force": "always", "rows": ()}, "force, rows"),
        ({"topic": "others"}, "topic"),
        ({"better": ("b",)}, "better"),
        ({"contradicts": ("b",)}, "contradicts"),
    ],
)
def test_a_claim_declared_otherwise_is_recorded_anew(now, named):
    known, found = {"a": SUPPORTED}, replace(record("a", "supported"), **now)
    assert difference(found, known) == (
        f"a: found supported as before, but declared otherwise ({named}); to record it: pytest claims --accept -k a"
    )
    new = accept(known, [found], "2030-12-24", NEW)
    assert difference(found, new) == ""
    reworded = "says" in now
    assert new["a"].since == ("2030-12-24" if reworded else "2020-01-31")
    assert new["a"].versions == (NEW if reworded else OLD)
    assert len(new["a"].before) == reworded


def test_what_is_only_measured_anew_changes_nothing():
    known = {"a": FULL}
    again = replace(PLAIN, id="a", better=("b",), contradicts=("c-d",), condition="elsewhere", readings=(READING,))
    assert difference(again, known) == ""
    assert accept(known, [again], "2030-12-24", NEW) == known


def test_former_verdicts_stay_the_last_one_first():
    known = accept({"a": SUPPORTED}, [record("a", "contradicted")], "2030-12-24", NEW)
    known = accept(known, [record("a", "ill-posed", "depends")], "2031-12-24", OLD)
    assert [(one.verdict, one.since, one.versions) for one in known["a"].before] == [
        ("contradicted", "2030-12-24", NEW),
        ("supported", "2020-01-31", OLD),
    ]


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


def test_the_rulings_are_those_of_the_decision():
    rulings = (SUPPORTED_RULING, CONTRADICTED, DEPENDS_RULING, AMBIGUOUS, NOT_EMPIRICAL)
    assert tuple((ruling.verdict, ruling.kind) for ruling in rulings) == ledger.RULINGS


def test_the_committed_ledger_has_every_claim_as_it_is_declared():
    committed = ledger.read()
    for id, claim in all_claims().items():
        entry = committed[id]
        told = (entry.says, entry.force, entry.topic, entry.rows, entry.better, entry.contradicts)
        assert told == (claim.says, claim.force, topic(claim), claim.rows, claim.better, opposites(claim)), id
        assert entry.evidence or entry.kind == "not empirical"
        assert [one.worlds for one in entry.readings] == [len(reading.cells()) for reading in claim.readings]


def test_every_better_claim_on_record_is_supported():
    committed, claims = loads(ledger.PATH.read_text(encoding="utf-8")), all_claims()
    found = {id: claims[id].better for id, e in committed.items() if e.verdict in ("contradicted", "ill-posed")}
    better = {other for others in found.values() for other in others}
    assert better
    assert better <= set(claims)
    assert {other: committed[other].verdict for other in better} == dict.fromkeys(better, "supported")
