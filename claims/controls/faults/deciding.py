"""Faults of tests, rules and searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from regclaims.claims import decide, findings, verdict
from regclaims.claims.claim import Claim
from regclaims.claims.controls.faults.fault import Fault
from regclaims.claims.controls.patching import rebind
from regclaims.claims.verdict import SUPPORTED, Force, Ruling, Share
from regclaims.fixtures import sequential
from regclaims.fixtures.sequential import Outcome, Tally


def alpha_not_divided(patch: pytest.MonkeyPatch) -> None:
    rebind(patch, decide.per_test_alpha, lambda alpha, cells: 0.05)


def told_as(told: dict[Outcome, Outcome]) -> Any:
    """Outcomes of cells told as others."""

    def breaks(patch: pytest.MonkeyPatch) -> None:
        look = Tally.look

        def wrong(self: Tally, hits: Any) -> Tally:
            tally = look(self, hits)
            return replace(tally, outcome=told.get(tally.outcome, tally.outcome)) if tally is not self else self

        patch.setattr(Tally, "look", wrong)

    return breaks


def evidence_exchanged(patch: pytest.MonkeyPatch) -> None:
    above, below = sequential.log_e_above, sequential.log_e_below
    rebind(patch, above, below)
    patch.setattr(sequential, "log_e_below", above)


def tail_forgotten(patch: pytest.MonkeyPatch) -> None:
    mixture = sequential._log_mixture

    def untruncated(tail: Any, successes: Any, draws: Any, border: float, least: float) -> Any:
        return mixture(successes, draws - successes, border)

    rebind(patch, sequential._log_e, untruncated)


def half_the_worlds_do(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(verdict.RULES, Force.GENERIC, Share(lambda cells: -(-cells // 2), lambda cells: cells // 5))


def one_failure_is_forgiven(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(verdict.RULES, Force.ALWAYS, Share(lambda cells: cells - 1, lambda cells: 0))


def undecided_holds(patch: pytest.MonkeyPatch) -> None:
    ruling = verdict.of_reading

    def hopeful(force: Force, outcomes: Sequence[Outcome], doubtful: Sequence[bool] = ()) -> Ruling:
        return ruling(force, [Outcome.HOLDS if o is Outcome.UNDECIDED else o for o in outcomes], doubtful)

    rebind(patch, ruling, hopeful)


def any_reading_will_do(patch: pytest.MonkeyPatch) -> None:
    ruling = verdict.of_claim
    rebind(patch, ruling, lambda rulings: SUPPORTED if SUPPORTED in rulings else ruling(rulings))


def roles_kept(patch: pytest.MonkeyPatch) -> None:
    mirrored = Claim.mirrored

    def unmirrored(self: Claim, *arguments: Any, **further: Any) -> Claim:
        return mirrored(
            replace(self, roles={"this": self.roles["other"], "other": self.roles["this"]}), *arguments, **further
        )

    patch.setattr(Claim, "mirrored", unmirrored)


def one_example(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(findings, "EXAMPLES", 1)


def counterexample_overlooked(patch: pytest.MonkeyPatch) -> None:
    search = findings.search

    def overlooking(reading: Any, case: str, seed: int) -> Any:
        return search(replace(reading, predicate=lambda example, case: True), case, seed)

    rebind(patch, search, overlooking)


def rows_read_twice(patch: pytest.MonkeyPatch) -> None:
    look = Tally.look

    def again(self: Tally, hits: Any) -> Tally:
        return look(look(self, hits), hits)

    patch.setattr(Tally, "look", again)


FAULTS = (
    Fault(
        name="alpha is not divided among the cells",
        breaks=alpha_not_divided,
        fails="test_decide.py::test_alpha_is_divided_among_all_cells_of_the_suite",
    ),
    Fault(
        name="holds and fails are exchanged",
        breaks=told_as({Outcome.HOLDS: Outcome.FAILS, Outcome.FAILS: Outcome.HOLDS}),
        turns="l1-sparser-than-l2",
        after="contradicted",
    ),
    Fault(
        name="the two sides of the evidence are exchanged",
        breaks=evidence_exchanged,
        turns="l1-sparser-than-l2",
        after="contradicted",
    ),
    Fault(
        name="a toss-up counts as a hold",
        breaks=told_as({Outcome.TOSS_UP: Outcome.HOLDS}),
        fails="test_sequential.py::test_a_tally_reads_the_processes_as_the_simulator_does",
    ),
    Fault(
        name="the mixture is not truncated",
        breaks=tail_forgotten,
        fails="test_sequential.py::test_e_processes_are_the_truncated_mixture_over_the_border",
    ),
    Fault(
        name="draws are counted twice",
        breaks=rows_read_twice,
        fails="test_sequential.py::test_a_tally_reads_the_processes_as_the_simulator_does",
    ),
    Fault(
        name="half of the worlds make a general claim",
        breaks=half_the_worlds_do,
        fails="test_verdict.py::test_hand_written_cases",
    ),
    Fault(
        name="one failure is forgiven where always is said",
        breaks=one_failure_is_forgiven,
        fails="test_verdict.py::test_hand_written_cases",
    ),
    Fault(
        name="undecided cells count as holding",
        breaks=undecided_holds,
        fails="test_verdict.py::test_a_ruling_is_what_all_completions_agree_on_and_else_undecided",
    ),
    Fault(
        name="one reading speaks for all",
        breaks=any_reading_will_do,
        fails="test_verdict.py::test_readings_agree_or_the_claim_is_ambiguous",
    ),
    Fault(
        name="a mirrored claim keeps its roles",
        breaks=roles_kept,
        fails="test_claim.py::test_a_mirrored_claim_shares_readings_and_swaps_roles",
    ),
    Fault(
        name="only the simplest example is tried",
        breaks=one_example,
        turns="l1-is-sum-of-weights",
        after="supported",
    ),
    Fault(
        name="counterexamples are overlooked",
        breaks=counterexample_overlooked,
        turns="l1-is-sum-of-weights",
        after="supported",
    ),
)
