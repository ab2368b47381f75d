"""What is said of a statement, for every verdict, kind, force, denial and condition."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims import verdict
from regclaims.claims.verdict import Force
from regclaims.claims.wording.passages import Statement
from regclaims.fixtures.sequential import Outcome
from regclaims.reports.check import judge as judging
from regclaims.reports.check.findings import Level
from regclaims.reports.check.judge import judge, ruling_under
from regclaims.tests.facts import FACTS, entry, sense

FORCES = tuple(map(str, Force))
LEVELS = ("never", "sometimes", "mostly", "nearly always", "always")
"""How often something may happen in a world, the rarest first."""


def statement(claim: str, *, force: str = "generic", denied: bool = False, condition: str = "") -> Statement:
    return Statement(claim=claim, force=force, denied=denied, condition=condition, start=0, end=1)


@pytest.mark.parametrize("force", FORCES)
def test_worlds_are_counted_by_the_rules_of_the_suite(force):
    for worlds in range(1, 25):
        for holds in range(worlds + 1):
            outcomes = [Outcome.HOLDS] * holds + [Outcome.FAILS] * (worlds - holds)
            ruling = verdict.of_reading(Force(force), outcomes)
            assert judging._rule(force, holds, worlds) == (ruling.kind or ruling.verdict)


@given(
    truths=st.lists(st.sampled_from(LEVELS), min_size=1, max_size=12),
    seen=st.lists(st.booleans(), min_size=12, max_size=12),
    frequency=st.sampled_from(LEVELS[1:]),
    declared=st.sampled_from(FORCES),
    force=st.sampled_from(FORCES),
)
def test_another_force_is_never_judged_against_the_truth(truths, seen, frequency, declared, force):
    """Whatever a ruling says of another force is what a test made for that force would say."""
    at = LEVELS.index
    known = [truth for truth, decided in zip(truths, seen, strict=False) if decided]
    holds = sum(at(truth) >= at(frequency) for truth in known)
    found = entry(
        "supported",
        force=declared,
        readings=(sense(holds, len(known) - holds, worlds=len(truths), frequency=frequency),),
    )
    ruling = ruling_under(found, force)
    if force != declared and ruling:
        asked = judging._ASKS[force]
        if force == "can":
            asked = min(asked, frequency, key=at)
        if force == "always":
            asked = max(asked, frequency, key=at)
        borne = sum(at(truth) >= at(asked) for truth in truths)
        assert ruling == judging._rule(force, borne, len(truths))


@given(holds=st.integers(0, 12), worlds=st.integers(1, 12), force=st.sampled_from(("generic", "usually", "can")))
def test_forces_of_one_frequency_are_always_judged(holds, worlds, force):
    holds = min(holds, worlds)
    found = entry("supported", force="always", readings=(sense(holds, worlds - holds, frequency="mostly"),))
    assert ruling_under(found, force) == judging._rule(force, holds, worlds)


def test_own_force_is_the_recorded_verdict():
    for found in FACTS.values():
        assert ruling_under(found, found.force) == (found.kind or found.verdict)


@pytest.mark.parametrize(
    ("claim", "force", "level", "said"),
    [
        # As the claim says it.
        ("l1-faster-to-train", "generic", "error", "contradicted"),
        ("l1-slower-than-l2", "generic", "note", "supported"),
        ("l1-more-accurate", "generic", "warning", "ill-posed"),
        ("l1-less-sensitive-to-outliers", "generic", "warning", "ill-posed"),
        ("choice-is-preference", "generic", "warning", "ill-posed"),
        # Weaker: true somewhere.
        ("l1-faster-to-train", "can", "note", "supported"),
        ("l1-faster-to-train", "usually", "error", "contradicted"),
        ("l1-more-accurate", "can", "note", "supported"),
        ("l1-more-accurate", "usually", "warning", "ill-posed"),
        ("choice-is-preference", "can", "warning", "ill-posed"),
        # Stronger: one world is enough against it, and all at a lower frequency are not enough for it.
        ("l1-slower-than-l2", "always", "error", "contradicted"),
        ("l1-more-accurate", "always", "error", "contradicted"),
        ("neither-robust-to-outliers", "always", "note", "not tested"),
        ("l1-can-train-faster", "generic", "error", "contradicted"),
        # An identity in plain words promises what an identity does; in weaker ones a counterexample is none.
        ("l1-weights-zero-or-one", "generic", "error", "contradicted"),
        ("l1-weights-zero-or-one", "usually", "note", "not tested"),
        ("l1-yields-zero-weights", "usually", "note", "supported"),
    ],
)
def test_a_statement_is_judged_by_its_own_force(claim, force, level, said):
    found = judge(statement(claim, force=force), FACTS)
    assert (found.level, found.verdict) == (level, said)


@pytest.mark.parametrize(
    ("claim", "force", "level", "said"),
    [
        ("l1-slower-than-l2", "generic", "error", "contradicted"),
        ("l1-slower-than-l2", "can", "error", "contradicted"),
        ("l1-slower-than-l2", "always", "note", "supported"),
        ("l1-faster-to-train", "generic", "note", "supported"),
        ("l1-faster-to-train", "can", "error", "contradicted"),
        ("l1-more-accurate", "generic", "warning", "ill-posed"),
        ("l1-more-accurate", "always", "note", "supported"),
        ("l1-less-sensitive-to-outliers", "generic", "warning", "ill-posed"),
        ("choice-is-preference", "always", "warning", "ill-posed"),
        ("l1-yields-zero-weights", "generic", "error", "contradicted"),
        ("l1-weights-zero-or-one", "usually", "note", "not tested"),
    ],
)
def test_a_denial_turns_the_verdict(claim, force, level, said):
    found = judge(statement(claim, force=force, denied=True), FACTS)
    assert (found.level, found.verdict) == (level, said)


def test_not_always_is_right_where_it_depends():
    known = {"a": entry("ill-posed", "depends", force="always", readings=(sense(3, 0, 4, frequency="nearly always"),))}
    assert judge(statement("a", force="always", denied=True), known).verdict == "supported"


EVERY = list(itertools.product(FACTS, FORCES, (False, True), ("", "if few features matter")))


@pytest.mark.parametrize(("claim", "force", "denied", "condition"), EVERY)
def test_every_combination_reads_well(claim, force, denied, condition):
    found = judge(statement(claim, force=force, denied=denied, condition=condition), FACTS)
    assert found.verdict in {"supported", "contradicted", "ill-posed", "not tested"}
    assert (found.verdict == "ill-posed") == bool(found.kind)
    assert (found.level is Level.ERROR) == (found.verdict == "contradicted")
    if found.verdict == "not tested":
        assert found.why, "what was not tested is said"
    assert not condition or found.level is not Level.ERROR or "when" in FACTS[claim].says
    assert found.why == " ".join(found.why.split())
    assert not found.why.endswith((".", ",", ";", ":"))
    assert "None" not in found.why
    for id in found.instead:
        assert FACTS[id].verdict == "supported"
    if found.level is Level.ERROR:
        assert found.instead, "nobody is told that a sentence is wrong without being told what is right"


@pytest.mark.parametrize(
    ("claim", "denied", "level"),
    [
        ("l1-faster-to-train", False, "note"),  # it holds somewhere, perhaps there
        ("outliers-do-not-matter", False, "warning"),  # it holds nowhere
        ("l1-weights-zero-or-one", False, "note"),  # a counterexample is no other case
        ("l1-slower-than-l2", True, "note"),
        ("neither-robust-to-outliers", True, "warning"),  # what is denied holds everywhere
        ("l1-more-accurate", False, "note"),
    ],
)
def test_a_condition_that_was_not_tested_is_no_error(claim, denied, level):
    found = judge(statement(claim, denied=denied, condition="if the features are uncorrelated"), FACTS)
    assert (found.level, found.verdict) == (level, "not tested")


def test_the_condition_of_the_claim_itself_was_tested():
    found = judge(statement("l1-better-when-few-features-matter", condition="if most are useless"), FACTS)
    assert (found.level, found.verdict) == ("note", "supported")
    found = judge(statement("l1-better-when-few-features-matter", condition="if few matter", denied=True), FACTS)
    assert (found.level, found.verdict) == ("error", "contradicted")


def test_the_condition_that_was_tested_is_told():
    found = judge(statement("l1-more-accurate", condition="on large data"), FACTS)
    assert found.why == (
        "its condition was not tested; without it the statement is ill-posed; "
        "what was found to matter: it holds when few features matter; fails otherwise"
    )


def test_what_holds_everywhere_holds_under_a_condition():
    found = judge(statement("neither-robust-to-outliers", condition="on small data"), FACTS)
    assert (found.level, found.verdict) == ("note", "supported")


def test_senses_that_differ_under_another_force_are_told():
    found = judge(statement("l1-less-sensitive-to-outliers", force="usually"), FACTS)
    assert found.why == (
        "it says that this is usually so; the words have several fair senses, and what comes out depends on the sense; "
        'as "The penalty" it is contradicted; as "The loss" it is supported'
    )


def test_the_count_under_another_force_is_told():
    found = judge(statement("l1-slower-than-l2", force="always"), FACTS)
    assert found.why == "it says that this is always so (it is not so in 1 of 12 worlds)"
    found = judge(statement("l1-faster-to-train", force="can", denied=True), FACTS)
    assert found.why == "it says that this cannot be so, and the evidence supports that it can"


def test_a_claim_without_a_verdict_is_not_tested():
    found = judge(statement("l1-is-new"), FACTS)
    assert (found.level, found.verdict, found.why) == ("note", "not tested", "the ledger has no verdict on this yet")


def test_corrections_are_supported_ones():
    assert judge(statement("l1-faster-to-train"), FACTS).instead == ("l1-can-train-faster",)
    assert judge(statement("l1-slower-than-l2", force="always"), FACTS).instead == ("l1-slower-than-l2",)
    assert judge(statement("l1-slower-than-l2", denied=True), FACTS).instead == ("l1-slower-than-l2",)
