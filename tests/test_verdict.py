"""The force table: what outcomes make of a claim, and that no later evidence can take a verdict back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.verdict import (
    AMBIGUOUS,
    CONTRADICTED,
    DEPENDS,
    NOT_EMPIRICAL,
    RULES,
    SUPPORTED,
    UNDECIDED,
    Every,
    Force,
    Kind,
    NotEmpirical,
    Placed,
    Robust,
    Ruling,
    Verdict,
    of_claim,
    of_reading,
    robustness,
)
from regclaims.fixtures.sequential import Outcome

HOLDS, FAILS, TOSS_UP, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.TOSS_UP, Outcome.UNDECIDED
LETTERS = {"h": HOLDS, "f": FAILS, "t": TOSS_UP, "d": TOSS_UP, "u": OPEN}
"""``d`` is a toss-up that may still turn out to fail."""


def rule(force: str, cells: str) -> Ruling:
    return of_reading(Force(force), [LETTERS[c] for c in cells], [c == "d" for c in cells])


def table(force: Force, outcomes: Sequence[Outcome]) -> Ruling:
    """The table of the design page, word by word."""
    held, any_fails = Fraction(outcomes.count(HOLDS), len(outcomes)), FAILS in outcomes
    supported, contradicted = {
        Force.ALWAYS: (held == 1, any_fails),
        Force.GENERIC: (held >= Fraction(4, 5), held <= Fraction(1, 5)),
        Force.USUALLY: (held > Fraction(3, 5), held < Fraction(2, 5)),
        Force.CAN: (held > 0, held == 0),
    }[force]
    assert not (supported and contradicted)
    return SUPPORTED if supported else CONTRADICTED if contradicted else DEPENDS


@pytest.mark.parametrize(
    ("force", "cells", "ruling"),
    [
        ("always", "hhhhhhhhhh", SUPPORTED),
        ("always", "hhhhhhhhhf", CONTRADICTED),
        ("always", "hhhhhhhhht", DEPENDS),
        ("always", "tttt", DEPENDS),
        ("always", "f", CONTRADICTED),
        ("generic", "hhhhf", SUPPORTED),  # exactly 4/5
        ("generic", "hhhff", DEPENDS),
        ("generic", "hhttt", DEPENDS),
        ("generic", "hffff", CONTRADICTED),  # exactly 1/5
        ("generic", "hhhhhhhhff", SUPPORTED),
        ("generic", "hhhhhhhfff", DEPENDS),
        ("generic", "hhffffffff", CONTRADICTED),
        ("generic", "hhhtttffff", DEPENDS),
        ("generic", "hhhf", DEPENDS),  # 3/4
        ("generic", "hfff", DEPENDS),  # 1/4
        ("generic", "hhhhhf", SUPPORTED),
        ("generic", "hf", DEPENDS),
        ("usually", "hhhff", DEPENDS),  # exactly 3/5 is not more
        ("usually", "hhfff", DEPENDS),  # exactly 2/5 is not fewer
        ("usually", "hhhhf", SUPPORTED),
        ("usually", "hffff", CONTRADICTED),
        ("usually", "hhhhhhffff", DEPENDS),
        ("usually", "hhhhhhhfff", SUPPORTED),
        ("usually", "hhhhffffff", DEPENDS),
        ("usually", "hhhfffffff", CONTRADICTED),
        ("usually", "hhf", SUPPORTED),
        ("usually", "hff", CONTRADICTED),
        ("usually", "hf", DEPENDS),
        ("can", "hfffffffff", SUPPORTED),
        ("can", "ffffffffff", CONTRADICTED),
        ("can", "tttttttttt", CONTRADICTED),
    ],
)
def test_hand_written_cases(force, cells, ruling):
    assert rule(force, cells) == ruling


@pytest.mark.parametrize("force", Force)
def test_every_count_of_up_to_ten_cells(force):
    for cells in range(1, 11):
        for held in range(cells + 1):
            for failed in range(cells - held + 1):
                outcomes = [HOLDS] * held + [FAILS] * failed + [TOSS_UP] * (cells - held - failed)
                assert of_reading(force, outcomes) == table(force, outcomes), outcomes


@pytest.mark.parametrize("cells", range(1, 41))
def test_a_rule_says_how_many_cells_must_and_may_hold(cells):
    """Whole numbers, which the plan counts with."""
    few = {
        force: (rule.supported_from(cells), rule.contradicted_to(cells))
        for force, rule in RULES.items()
        if rule != Every()
    }
    assert few == {
        Force.GENERIC: (ceil(Fraction(4 * cells, 5)), floor(Fraction(cells, 5))),
        Force.USUALLY: (floor(Fraction(3 * cells, 5)) + 1, ceil(Fraction(2 * cells, 5)) - 1),
        Force.CAN: (1, 0),
    }
    assert all(isinstance(count, int) for counts in few.values() for count in counts)


def test_no_cells_are_refused():
    with pytest.raises(ValueError, match=r"^a reading needs at least one cell$"):
        of_reading(Force.CAN, [])


def test_doubts_about_other_cells_are_refused():
    for marks in ([True], [True, False, False]):
        with pytest.raises(ValueError, match="zip"):
            of_reading(Force.CAN, [HOLDS, TOSS_UP], marks)


def completions(cells: str) -> list[list[Outcome]]:
    may_become = {"u": [HOLDS, FAILS, TOSS_UP], "d": [TOSS_UP, FAILS]}
    return [list(full) for full in product(*(may_become.get(c, [LETTERS[c]]) for c in cells))]


@given(st.sampled_from(Force), st.text("hftud", min_size=1, max_size=6))
def test_a_ruling_is_what_all_completions_agree_on_and_else_undecided(force, cells):
    possible = {table(force, full) for full in completions(cells)}
    assert rule(force, cells) == (possible.pop() if len(possible) == 1 else UNDECIDED)


@given(st.sampled_from(Force), st.text("hftu", min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_cells_does_not_matter(force, cells, random):
    shuffled = list(cells)
    random.shuffle(shuffled)
    assert rule(force, "".join(shuffled)) == rule(force, cells)


@pytest.mark.parametrize(
    ("force", "cells", "ruling"),
    [
        ("always", "hhd", UNDECIDED),  # depends, or contradicted once it fails
        ("always", "hht", DEPENDS),
        ("always", "fdu", CONTRADICTED),
        ("always", "du", UNDECIDED),
        ("generic", "hhhhd", SUPPORTED),  # a doubtful cell does not hold, and that is all that counts here
        ("generic", "hhhdd", DEPENDS),
        ("generic", "hhhhu", SUPPORTED),
        ("generic", "hhhuf", UNDECIDED),
        ("generic", "uffff", CONTRADICTED),
        ("generic", "uufff", UNDECIDED),
        ("can", "dddd", CONTRADICTED),
        ("can", "dddu", UNDECIDED),
        ("can", "huuu", SUPPORTED),
    ],
)
def test_doubtful_and_undecided_cells(force, cells, ruling):
    assert rule(force, cells) == ruling


@pytest.mark.parametrize(
    ("rulings", "claim"),
    [
        ([SUPPORTED], SUPPORTED),
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([CONTRADICTED, CONTRADICTED], CONTRADICTED),
        ([DEPENDS, DEPENDS], DEPENDS),
        ([SUPPORTED, CONTRADICTED], AMBIGUOUS),
        ([SUPPORTED, DEPENDS], AMBIGUOUS),
        ([DEPENDS, CONTRADICTED], AMBIGUOUS),
        ([SUPPORTED, UNDECIDED, CONTRADICTED], AMBIGUOUS),
        ([SUPPORTED, UNDECIDED], UNDECIDED),
        ([UNDECIDED], UNDECIDED),
        ([], UNDECIDED),
    ],
)
def test_readings_agree_or_the_claim_is_ambiguous(rulings, claim):
    assert of_claim(rulings) == claim
    assert of_claim(rulings[::-1]) == claim


def test_rulings_name_the_kind():
    assert [str(r) for r in (SUPPORTED, DEPENDS, AMBIGUOUS, NOT_EMPIRICAL, UNDECIDED)] == [
        "supported",
        "ill-posed: depends",
        "ill-posed: ambiguous",
        "ill-posed: not empirical",
        "undecided",
    ]
    assert [r.decided for r in (CONTRADICTED, DEPENDS, UNDECIDED)] == [True, True, False]


def test_the_words_that_ledger_and_reports_are_made_of():
    assert list(Force) == ["always", "generic", "usually", "can"]
    assert list(Verdict) == ["supported", "contradicted", "ill-posed", "undecided"]
    assert list(Kind) == ["depends", "ambiguous", "not empirical"]
    assert list(Robust) == ["robust", "fragile", "leans robust", "leans fragile", "unknown"]
    assert list(NotEmpirical) == [
        "it speaks of what people prefer, and no data set holds preferences",
        "it gives people's motives for a choice, and no data set holds motives",
    ]


@pytest.mark.parametrize("fact", [SUPPORTED, *RULES.values(), Placed(HOLDS, {})], ids=lambda fact: type(fact).__name__)
def test_what_was_found_and_the_rules_stay_as_they_are(fact):
    with pytest.raises(FrozenInstanceError):
        fact.verdict = fact.outcome = fact.supported_from = None


def grid(cells: str) -> list[Placed]:
    """Cells of few x little, few x much, all x little, all x much."""
    factors = [{"relevance": r, "noise": n} for r, n in product(("few", "all"), ("little", "much"))]
    return [Placed(LETTERS[c], f, c == "d") for c, f in zip(cells, factors, strict=True)]


def turning(force: Force, readings: list[list[Placed]]) -> str:
    word, level = robustness(force, readings)
    assert (word is Robust.FRAGILE) == bool(level)
    return level


def test_a_level_that_turns_the_verdict_is_named():
    assert rule("generic", "hhff") == DEPENDS
    found = turning(Force.GENERIC, [grid("hhff")])
    assert found == "without 'all' (relevance) the verdict would be supported"
    assert turning(Force.GENERIC, [grid("fhfh")]) == "without 'little' (noise) the verdict would be supported"
    assert turning(Force.ALWAYS, [grid("hhhf")]) == "without 'much' (noise) the verdict would be supported"


def test_a_level_that_sets_readings_at_odds_is_named():
    together = [grid("hhhh"), [*grid("hhhh"), Placed(FAILS, {"relevance": "few", "noise": "little"})]]
    assert of_claim([rule("generic", "hhhh"), rule("generic", "hhhhf")]) == SUPPORTED
    assert turning(Force.GENERIC, together) == "without 'much' (noise) the verdict would be ill-posed: ambiguous"


@pytest.mark.parametrize(
    ("force", "cells"),
    [("generic", "hhhh"), ("generic", "ffff"), ("generic", "hffh"), ("can", "hhhf"), ("always", "ffff")],
)
def test_a_verdict_that_no_level_turns_is_robust(force, cells):
    assert robustness(Force(force), [grid(cells)]) == (Robust.ROBUST, "")


def mixed(*last: Placed) -> list[list[Placed]]:
    """Four cells that hold, three of them with little noise, and what comes after."""
    return [[Placed(HOLDS, {"noise": n}) for n in ("little", "little", "little", "much")] + list(last)]


def test_a_cell_that_is_undecided_makes_the_answer_lean_by_its_share_so_far():
    much = {"noise": "much"}
    assert rule("generic", "hhhhu") == SUPPORTED
    turned = "without 'little' (noise) the verdict would be ill-posed: depends"
    assert robustness(Force.GENERIC, mixed(Placed(FAILS, much))) == (Robust.FRAGILE, turned)
    assert robustness(Force.GENERIC, mixed(Placed(OPEN, much, leaning=FAILS))) == (Robust.LEANS_FRAGILE, turned)
    assert robustness(Force.GENERIC, mixed(Placed(OPEN, much, leaning=HOLDS))) == (Robust.LEANS_ROBUST, "")
    assert robustness(Force.GENERIC, mixed(Placed(OPEN, much))) == (Robust.UNKNOWN, "")


def test_nothing_is_known_of_an_undecided_claim():
    assert rule("generic", "hhhu") == UNDECIDED
    assert robustness(Force.GENERIC, [grid("hhhu")]) == (Robust.UNKNOWN, "")
    assert robustness(Force.GENERIC, [grid("hhhf")])[0] is Robust.FRAGILE


def test_the_only_level_of_a_factor_is_not_left_out():
    alone = [Placed(HOLDS, {"units": "one unit", "noise": n}) for n in ("little", "much")]
    assert robustness(Force.CAN, [alone]) == (Robust.ROBUST, "")


def test_doubtful_cells_stay_doubtful_when_a_level_is_left_out():
    levels = [{"relevance": r} for r in ("few", "few", "all", "all")]
    doubted, settled = (
        [Placed(LETTERS[c], level, c == "d") for c, level in zip(cells, levels, strict=True)]
        for cells in ("fhdh", "fhth")
    )
    turned = "without 'few' (relevance) the verdict would be ill-posed: depends"
    # Without "few" it is open whether the rest fails; as a toss-up it would not.
    assert robustness(Force.ALWAYS, [doubted]) == (Robust.LEANS_FRAGILE, turned)
    assert robustness(Force.ALWAYS, [settled]) == (Robust.FRAGILE, turned)
