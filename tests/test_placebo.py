"""A method never beats itself, and a comparison by which it could would be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import regclaims
from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.controls import placebo
from regclaims.claims.controls.placebo import Form
from regclaims.claims.decide import sampled_cells
from regclaims.claims.readings import Sampled
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store

CELLS = sampled_cells(all_claims().values())
CONTEST = "l1-prevents-overfitting-better"


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """On the suite's own store, so that what a run of the claims has measured is not measured again."""
    root = Path(regclaims.__file__).parent
    with Store(root / ".regclaims" / "store.sqlite") as store, Lab(store, seed=0) as lab:
        yield lab


def lie(predicate) -> Claim:
    """The contest with another predicate."""
    claim = all_claims()[CONTEST]
    reading = claim.readings[0]
    assert isinstance(reading, Sampled)
    return replace(claim, readings=[replace(reading, predicate=predicate, worlds=reading.worlds[:4])])


def test_no_method_beats_itself_on_the_same_fits(lab):
    untimed = [claim for claim in all_claims().values() if not claim.timing]
    results, untried = placebo.run(untimed, lab, CELLS, [Form.SAME])
    assert len(results) > 250
    assert len(untried) == 70
    assert [r.trial.where for r in results if r.escaped] == []


def test_no_method_beats_itself_but_by_chance(lab):
    results, _ = placebo.run([all_claims()[CONTEST]], lab, CELLS, [Form.OTHER])
    assert {r.trial.player for r in results} == {"l1", "l2"}
    assert not any(r.escaped for r in results)
    assert 0 < sum(r.won for r in results) < 0.5 * sum(r.draws for r in results)


def test_a_tie_that_counts_as_a_win_escapes(lab):
    results, _ = placebo.run([lie(lambda this, other: this.test_error <= other.test_error)], lab, CELLS, [Form.SAME])
    assert results
    assert all(r.escaped for r in results)


def test_a_winner_made_of_chance_escapes_a_test_that_is_too_lax(lab):
    """The twin of the second form: at the suite's error rate chance does not win, at a rate of nine in ten it does."""
    lax = lie(lambda this, other: this.test_error < other.test_error)
    assert any(r.escaped for r in placebo.run([lax], lab, 1, [Form.OTHER])[0]) is False
    tried, _ = placebo.trials([lax], lab, [Form.OTHER])
    lab.measure({series: draws for trial in tried for series, draws in trial.demand(0.9)})
    assert any(trial.take(lab, 0.9).escaped for trial in tried)


def test_a_comparison_that_nobody_could_pass_escapes(lab):
    """No worse than itself is what every method is."""
    claim = all_claims()["l2-no-worse-than-no-penalty"]
    (reading,) = claim.readings
    tried, _ = placebo.trials([claim], lab)
    never = replace(reading, predicate=lambda l2, none: l2.test_error < 0 * none.test_error)
    assert {trial.kind for trial in tried} == {"alike"}
    for trial in tried:
        lab.measure(dict(trial.demand(1e-6)))
        assert not trial.take(lab, 1e-6).escaped
        assert replace(trial, reading=never).take(lab, 1e-6).escaped


def test_roles_that_ask_for_what_the_player_has_not_keep_their_own(lab):
    tried, _ = placebo.trials([all_claims()["l2-can-enlarge-single-weights"]], lab)
    assert {(trial.player, trial.played) for trial in tried} == {("l2", ("l2", "none")), ("none", ("l2", "none"))}
