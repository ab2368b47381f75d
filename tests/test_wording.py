"""The sentences that say what was found, word by word, for every verdict, kind, kind of evidence and number."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.records import CellRecord, ClaimRecord, ReadingRecord
from regclaims.claims.verdict import Force, NotEmpirical
from regclaims.reports import wording
from regclaims.tests import records

OUTCOMES = {"h": "holds", "f": "fails", "t": "toss-up", "u": "undecided"}


def cells(outcomes: str, evidence: str = "frequency", draws: int = 200) -> tuple[CellRecord, ...]:
    """A cell for each letter."""
    plain = replace(records.CELL, evidence=evidence, draws=draws)
    return tuple(replace(plain, dgm=f"w{i}", outcome=OUTCOMES[sign]) for i, sign in enumerate(outcomes))


def reading(outcomes: str, evidence: str = "frequency", says: str = "Smaller error. So it is.", draws: int = 200):
    found = cells(outcomes, evidence, draws)
    return ReadingRecord(name="r", says=says, verdict="supported", frequency="mostly", condition="", cells=found)


def claim(verdict: str, kind: str | None = None, *readings: ReadingRecord, **more) -> ClaimRecord:
    return replace(records.PLAIN, verdict=verdict, kind=kind, readings=readings, **more)


WORLDS = {
    "h": "it holds in its one world",
    "hh": "it holds in both worlds",
    "hhh": "it holds in all 3 worlds",
    "h" * 480: "it holds in all 480 worlds",
    "f": "it does not hold in its one world",
    "t": "it does not hold in its one world",
    "ft": "it holds in neither of 2 worlds",
    "fft": "it holds in none of 3 worlds",
    "u": "it is open in its one world",
    "uu": "it is open in both worlds",
    "uuu": "it is open in all 3 worlds",
    "hf": "it holds in 1 of 2 worlds and does not in 1",
    "hft": "it holds in 1 of 3 worlds and does not in 2",
    "hhfu": "it holds in 2 of 4 worlds and does not in 1, with 1 left open",
    "hu": "it holds in 1 of 2 worlds, with 1 left open",
    "fu": "it does not hold in 1 of 2 worlds, with 1 left open",
    "ftuu": "it does not hold in 2 of 4 worlds, with 2 left open",
}
SEARCHES = {
    "h": "no counterexample was found in its one case, 200 examples tried",
    "hh": "no counterexample was found in 2 cases, 400 examples tried",
    "h" * 20: "no counterexample was found in 20 cases, 4,000 examples tried",
    "f": "a counterexample was found in its one case",
    "ff": "a counterexample was found in 2 of 2 cases",
    "hhf": "a counterexample was found in 1 of 3 cases",
    "hfu": "a counterexample was found in 1 of 3 cases",
    "hu": "the search for counterexamples is not done in 1 of 2 cases",
    "u": "the search for counterexamples is not done in its one case",
}
COUNTS = {
    "h": "it is true of what was counted",
    "f": "it is not true of what was counted",
    "hh": "it is true of 2 of 2 things counted",
    "hff": "it is true of 1 of 3 things counted",
    "ff": "it is true of 0 of 2 things counted",
}
FOUND = [
    *((outcomes, "frequency", said) for outcomes, said in WORLDS.items()),
    *((outcomes, "exact", said) for outcomes, said in SEARCHES.items()),
    *((outcomes, "count", said) for outcomes, said in COUNTS.items()),
]


@pytest.mark.parametrize(("outcomes", "evidence", "said"), FOUND, ids=lambda value: str(value)[:20])
def test_what_a_reading_came_to_word_by_word(outcomes, evidence, said):
    assert wording.found(reading(outcomes, evidence)) == said


def test_one_example_is_one():
    assert wording.found(reading("h", "exact", draws=1)).endswith("in its one case, 1 example tried")


@pytest.mark.parametrize(("outcomes", "evidence", "said"), FOUND, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize(("verdict", "does"), [("supported", "supports"), ("contradicted", "contradicts")])
def test_a_verdict_of_one_sense_tells_what_was_found(verdict, does, outcomes, evidence, said):
    expected = f"The evidence {does} this. {said[:1].upper()}{said[1:]}."
    assert wording.verdict(claim(verdict, None, reading(outcomes, evidence))) == expected


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (claim("supported"), "The evidence supports this."),
        (claim("contradicted"), "The evidence contradicts this."),
        (claim("supported", None, *[reading("h")] * 2), "The evidence supports this in both of its senses."),
        (claim("contradicted", None, *[reading("f")] * 2), "The evidence contradicts this in both of its senses."),
        (claim("contradicted", None, *[reading("f")] * 4), "The evidence contradicts this in all 4 of its senses."),
        (
            claim("ill-posed", "depends", reading("hf"), condition="holds where: little noise"),
            "True in some worlds and not in others, and the words do not say which. It holds where: little noise.",
        ),
        (
            claim("ill-posed", "depends", reading("hf")),
            "True in some worlds and not in others, and the words do not say which.",
        ),
        (
            claim("ill-posed", "ambiguous", reading("h"), reading("f")),
            "The words can fairly be taken in several senses, and these come to different verdicts.",
        ),
        (
            claim("ill-posed", "not empirical", condition=str(NotEmpirical.TASTE)),
            f"No measurement can settle this: {NotEmpirical.TASTE}.",
        ),
        (claim("undecided"), "Not decided yet."),
        (
            claim("undecided", None, reading("u"), missing_draws=1),
            "Not decided yet. About one more draw would settle it.",
        ),
        (
            claim("undecided", None, reading("u"), missing_draws=2345),
            "Not decided yet. About 2,345 more draws would settle it.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else f"{value.verdict} {value.kind} {len(value.readings)}",
)
def test_a_verdict_word_by_word(record, said):
    assert wording.verdict(record) == said


def test_on_the_deep_grid_worlds_are_missing_not_draws():
    one, many = (claim("undecided", None, reading("u"), missing_draws=count) for count in (1, 480))
    assert wording.verdict(one, "deep") == "Not decided yet. One of its worlds is left open."
    assert wording.verdict(many, "deep") == "Not decided yet. 480 of its worlds are left open."
    assert "draws" in wording.verdict(many)


def test_evidence_of_several_senses_names_each():
    two = claim("ill-posed", "ambiguous", reading("h"), reading("f", says="Larger weights: read off. Why."))
    assert wording.evidence(two) == (
        'Read as "Smaller error", it holds in its one world; read as "Larger weights: read off", '
        "it does not hold in its one world."
    )
    assert wording.evidence(claim("supported", None, reading("h"))) == "It holds in its one world."
    assert wording.evidence(claim("ill-posed", "not empirical")) == ""


@pytest.mark.parametrize(
    ("says", "sense", "reason"),
    [
        ("Fewer weights.", "Fewer weights", ""),
        ("Fewer weights", "Fewer weights", ""),
        ("Fewer weights. A tie is none. So.", "Fewer weights", "A tie is none. So."),
        ("At least 0.5 of them. Why.", "At least 0.5 of them", "Why."),
    ],
)
def test_a_reading_is_taken_apart_into_sense_and_reason(says, sense, reason):
    record = reading("h", says=says)
    assert (wording.sense(record), wording.reason(record)) == (sense, reason)


def test_every_force_and_frequency_has_its_words():
    assert set(wording.FORCES) == {str(force) for force in Force}
    assert set(wording.FREQUENCIES) == {"mostly", "nearly always", "sometimes", "always"}
    assert all(text.endswith(".") and "  " not in text for text in wording.FORCES.values())


# Of any mix of outcomes

mixes = st.text("hftu", min_size=1, max_size=40)
kinds = st.sampled_from(["frequency", "exact", "count"])
rulings = st.sampled_from([("supported", None), ("contradicted", None), ("undecided", None)]) | st.tuples(
    st.just("ill-posed"), st.sampled_from(["depends", "ambiguous", "not empirical"])
)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.]) ", text)


def is_prose(text: str) -> bool:
    whole = all(s[0].isupper() or s[0].isdigit() for s in sentences(text)) and all(
        s.count(".") == 1 for s in sentences(text)
    )
    return whole and text.endswith(".") and "  " not in text and text == text.strip()


@given(st.lists(st.tuples(mixes, kinds), max_size=4), rulings, st.integers(0, 10_000))
def test_verdicts_and_evidence_are_prose(readings, ruling, missing):
    made = [reading(outcomes, evidence, says=f"Sense {i}. Why.") for i, (outcomes, evidence) in enumerate(readings)]
    record = claim(*ruling, *made, condition="holds where: little noise", missing_draws=missing)
    for grid in ("standard", "deep"):
        assert is_prose(wording.verdict(record, grid))
    assert not made or is_prose(wording.evidence(record))
    assert all(is_prose(wording.sentence(wording.found(one))) for one in made)


@pytest.mark.parametrize(
    "text", ["no capital.", "Two stops..", "Two  spaces.", "No stop", "One. then another.", " Gap."]
)
def test_what_is_no_prose_is_told(text):
    assert is_prose("It is. So.")
    assert not is_prose(text)


@given(mixes)
def test_worlds_named_add_up(outcomes):
    said = wording.found(reading(outcomes))
    holds, open_ = outcomes.count("h"), outcomes.count("u")
    told = re.fullmatch(
        r"it (?:holds in (\d+) of (\d+) worlds)?(?: and )?(?:does not (?:hold )?in (\d+)(?: of (\d+) worlds)?)?"
        r"(?:, with (\d+) left open)?",
        said,
    )
    if told is None:  # all alike
        assert len({{"t": "f"}.get(sign, sign) for sign in outcomes}) == 1
        return
    held, of, lost, of_lost, left = (int(found or 0) for found in told.groups())
    assert (held, left) == (holds, open_)
    assert held + lost + left == len(outcomes) == (of or of_lost)
