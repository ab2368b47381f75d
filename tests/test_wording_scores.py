"""Precision and recall are counted as they are: a truthful recogniser gets all of it, one that lies does not."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from regclaims.claims.wording.passages import Sentence, Statement
from regclaims.tests.corpus import Entry, Expected, load
from regclaims.tests.trust import wording
from regclaims.tests.trust.wording import Counts, by_claim, by_kind, drops, judged, main, outcomes, record, rules, total

ROBUST, SPARSE, FAST = "l1-less-sensitive-to-outliers", "l1-sparser-than-l2", "l1-faster-to-train"
ENTRY = Entry(
    text="L1 is sparser and more robust.",
    why="conjunction",
    states=(
        Expected(claim=SPARSE, force="generic", instead=(("l2-not-sparse", True),)),
        Expected(claim=ROBUST, force="generic"),
    ),
    also=frozenset({("l1-can-be-sparser", False)}),
)
SILENT = Entry(text="Is L1 sparser?", why="question", states=())
MEASURE = load("measure")


def said(*claims: str, start: int = 0, force: str = "generic") -> tuple[Sentence, ...]:
    """A sentence with these statements; a leading ``!`` denies."""
    statements = tuple(
        Statement(claim=claim.lstrip("!"), denied=claim.startswith("!"), force=force, start=start, end=start + 1)
        for claim in claims
    )
    return (Sentence(start=0, end=start + 1, statements=statements),)


def counted(entry: Entry, *claims: str) -> tuple[int, int, int, int]:
    counts = judged(entry, said(*claims)).counts
    return counts.right, counts.wrong, counts.met, counts.missed


def knowing(entries, answer):
    """A recogniser that knows whose passage it is given, and answers as it is told."""
    known = {entry.passage: entry for entry in entries}
    return lambda passages: [answer(known[passage]) for passage in passages]


def truth(entry: Entry) -> tuple[Sentence, ...]:
    return said(*("!" * state.denied + state.claim for state in entry.states), start=entry.start)


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ((), (0, 0, 0, 2)),
        ((SPARSE, ROBUST), (2, 0, 2, 0)),
        ((SPARSE, SPARSE), (1, 0, 1, 1)),
        ((SPARSE, f"!{ROBUST}"), (1, 1, 1, 1)),
        (("!l2-not-sparse", ROBUST), (2, 0, 2, 0)),
        (("l2-not-sparse", ROBUST), (1, 1, 1, 1)),
        (("l1-can-be-sparser",), (1, 0, 0, 2)),
        ((SPARSE, ROBUST, "l1-can-be-sparser", FAST), (3, 1, 2, 0)),
    ],
)
def test_what_is_found_is_right_or_wrong_and_what_is_required_met_or_missed(claims, counts):
    assert counted(ENTRY, *claims) == counts


def test_an_entry_that_states_nothing_can_only_be_wrong():
    assert counted(SILENT) == (0, 0, 0, 0)
    assert counted(SILENT, SPARSE, f"!{SPARSE}") == (0, 2, 0, 0)


def test_what_the_sentence_before_states_does_not_count():
    entry = replace(ENTRY, previous="L1 is fast.")
    before, own = said(FAST, start=0), said(SPARSE, ROBUST, start=entry.start)
    assert judged(entry, (*before, *own)).counts == Counts(right=2, met=2)
    assert judged(entry, said(SPARSE, ROBUST, start=entry.start - 1)).counts == Counts(missed=2)


def test_shares():
    assert (Counts().precision, Counts().recall) == (1, 1)
    counts = Counts(right=3, wrong=1, met=1, missed=3)
    assert (counts.precision, counts.recall) == (0.75, 0.25)


def test_a_truthful_recogniser_gets_all_of_it():
    found = outcomes(MEASURE, knowing(MEASURE, truth))
    counts = total(found)
    assert (counts.wrong, counts.missed) == (0, 0)
    assert counts.met == sum(len(entry.states) for entry in MEASURE) == counts.right
    forces = [pair for one in found for pair in one.forces.elements()]
    assert {label == "generic" for label, force in forces} == {True, False}
    assert all(force == "generic" for _, force in forces)


def test_one_that_says_nothing_is_never_wrong_and_misses_all():
    counts = total(outcomes(MEASURE, knowing(MEASURE, lambda entry: said())))
    assert (counts.precision, counts.recall) == (1, 0)


def test_one_that_says_the_opposite_is_always_wrong():
    def opposite(entry):
        return said(*("!" * (not state.denied) + state.claim for state in entry.states), start=entry.start)

    counts = total(outcomes([entry for entry in MEASURE if not entry.also], knowing(MEASURE, opposite)))
    assert (counts.precision, counts.recall) == (0, 0)


def test_one_that_sees_claims_everywhere_is_wrong_where_nothing_is_stated():
    def eager(entry):
        return truth(entry) if entry.states else said(FAST, start=entry.start)

    counts = total(outcomes(MEASURE, knowing(MEASURE, eager)))
    assert counts.recall == 1
    assert counts.wrong == sum(not entry.states for entry in MEASURE) > 100


def test_counts_are_told_apart_by_claim_and_by_kind():
    found = [judged(ENTRY, said(SPARSE, FAST)), judged(SILENT, said(f"!{SPARSE}"))]
    assert by_claim(found) == {
        FAST: Counts(wrong=1),
        ROBUST: Counts(missed=1),
        SPARSE: Counts(right=1, met=1, wrong=1),
    }
    assert by_kind(found) == {"conjunction": Counts(right=1, wrong=1, met=1, missed=1), "question": Counts(wrong=1)}
    assert total(found) == Counts(right=1, wrong=2, met=1, missed=1)


def test_forces_are_compared_where_the_very_statement_is_found():
    assert judged(ENTRY, said(SPARSE, ROBUST, force="can")).forces == {("generic", "can"): 2}
    assert not judged(ENTRY, said("!l2-not-sparse")).forces


def test_the_record_holds_the_counts_and_whose_they_are():
    values = json.loads(json.dumps(record([judged(ENTRY, said(SPARSE, FAST))])))
    assert values["all"] == {"right": 1, "wrong": 1, "met": 1, "missed": 1}
    assert values["claims"][SPARSE] == {"right": 1, "wrong": 0, "met": 1, "missed": 0}
    assert (values["entries"], values["rules"]) == (1, rules())


def test_what_is_as_good_as_on_record_is_no_drop():
    found = [judged(ENTRY, said(SPARSE, FAST)), judged(SILENT, said())]
    recorded = json.loads(json.dumps(record(found)))
    assert drops(found, recorded) == []
    better = [judged(ENTRY, said(SPARSE, ROBUST)), judged(SILENT, said())]
    assert drops(better, recorded) == []


def test_a_drop_is_named_overall_and_by_claim():
    recorded = json.loads(json.dumps(record([judged(ENTRY, said(SPARSE, ROBUST)), judged(SILENT, said())])))
    missed = drops([judged(ENTRY, said(SPARSE)), judged(SILENT, said())], recorded)
    assert [line.split(" as on")[0] for line in missed] == [
        "all claims: recall 0.500, required is 1.000",
        f"{ROBUST}: recall 0.000, required is 1.000",
    ]
    wrong = drops([judged(ENTRY, said(SPARSE, ROBUST)), judged(SILENT, said(ROBUST))], recorded)
    assert [line.split(",")[0] for line in wrong] == ["all claims: precision 0.667", f"{ROBUST}: precision 0.500"]
    assert "--record" in wrong[0]


def test_other_rules_have_another_digest(tmp_path):
    (tmp_path / "rules.toml").write_text("a = 1")
    before = rules(tmp_path)
    (tmp_path / "notes.txt").write_text("no rule")
    assert rules(tmp_path) == before
    (tmp_path / "rules.toml").write_text("a = 2")
    assert rules(tmp_path) != before


@pytest.fixture
def silent(monkeypatch):
    monkeypatch.setattr(wording, "recogniser", lambda: lambda passages: [()] * len(passages))


def test_sentences_are_shown_of_the_part_for_writing_rules_only(capsys, silent):
    shown = {}
    for part in ("rules", "measure"):
        assert main(["--part", part]) == 0
        shown[part] = capsys.readouterr().out
        assert main(["--part", part, "--totals"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 4
    stating = [entry.text for entry in load("rules") if entry.states]
    assert all(text in shown["rules"] for text in stating)
    assert not [entry.text for entry in MEASURE if len(entry.text) > 20 and entry.text in shown["measure"]]
    assert "recall    0.000" in shown["measure"]
    quizzes = sum(entry.why == "quiz" for entry in MEASURE)
    assert re.search(rf"^quiz +{quizzes} of +{quizzes}$", shown["measure"], re.MULTILINE)


def test_what_is_recorded_is_measured_on_the_part_for_measuring(capsys, silent, monkeypatch, tmp_path):
    monkeypatch.setattr(wording, "RECORD", tmp_path / "measured.json")
    with pytest.raises(SystemExit):
        main(["--part", "rules", "--record"])
    assert "required is the part measure" in capsys.readouterr().err
    assert main(["--totals", "--record"]) == 0
    assert json.loads((tmp_path / "measured.json").read_text())["all"]["met"] == 0
