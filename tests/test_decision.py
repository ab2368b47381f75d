"""The decision's operating characteristics: the checks accept the truth and reject a lie."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from regclaims.claims.controls import decision, decision_part, decision_plot
from regclaims.claims.controls.passages import Borders, borders, ceiling, passage
from regclaims.claims.controls.rates import RISK, Rate, pooled
from regclaims.claims.controls.urns import Answer, Question, ask, right_outcomes, right_rulings
from regclaims.claims.verdict import CONTRADICTED, DEPENDS, SUPPORTED, UNDECIDED, Force, of_reading
from regclaims.fixtures import appraisal, sequential
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Outcome, Tally
from regclaims.reports import cli, trust

FREQUENCIES = [MOSTLY, NEARLY_ALWAYS, SOMETIMES]
HOLDS, FAILS, TOSS_UP = Outcome.HOLDS, Outcome.FAILS, Outcome.TOSS_UP


def quiet(what: str) -> None:
    pass


@pytest.mark.parametrize(("wrong", "kept"), [(0, True), (50, True), (70, True), (90, False), (1000, False)])
def test_a_promise_is_refuted_by_too_many_errors_alone(wrong, kept):
    assert Rate(wrong, 1000, 0.05).kept is kept


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 500).flatmap(lambda runs: st.tuples(st.integers(0, runs), st.just(runs))))
def test_bounds_are_those_of_clopper_and_pearson(counts):
    rate = Rate(*counts, 0.05)
    above = stats.binomtest(*counts, alternative="greater").proportion_ci(0.95, "exact").low
    below = stats.binomtest(*counts, alternative="less").proportion_ci(0.95, "exact").high
    assert (rate.at_least, rate.at_most) == pytest.approx((above, below))
    assert rate.at_least <= rate.share <= rate.at_most
    refuted = stats.binom.sf(counts[0] - 1, counts[1], 0.05) < RISK
    assert rate.kept is not refuted


def test_pooled_counts_add_up():
    assert pooled([Rate(1, 10, 0.1), Rate(2, 20, 0.2)]) == Rate(3, 30, 0.2)


@pytest.mark.parametrize("frequency", FREQUENCIES, ids=lambda frequency: frequency.words)
def test_right_outcomes_turn_at_the_borders(frequency):
    t, high, little = frequency.threshold, frequency.threshold + frequency.width, 1e-6
    assert right_outcomes(t - little, frequency) == {FAILS, TOSS_UP}
    assert right_outcomes(t, frequency) == {TOSS_UP}
    assert right_outcomes(t + little, frequency) == {HOLDS, TOSS_UP}
    assert right_outcomes(high - little, frequency) == {HOLDS, TOSS_UP}
    assert right_outcomes(high, frequency) == {HOLDS}
    assert {t, high} <= set(decision.grid(frequency))


@pytest.mark.parametrize("force", Force)
@pytest.mark.parametrize("thetas", [(0.4, 0.5, 0.55, 0.6), (0.8,) * 4, (0.2, 0.2, 0.8), (0.55,) * 5, (0.5,)])
def test_right_rulings_are_those_of_all_choices_of_right_outcomes(force, thetas):
    right = [right_outcomes(theta, MOSTLY) for theta in thetas]
    assert right_rulings(force, right) == {of_reading(force, outcomes) for outcomes in product(*right)}


def answer(force: Force, thetas: tuple[float, ...], ruling, outcomes=()) -> Answer:
    return Answer(Question(force, MOSTLY, thetas), ruling, tuple(Tally(MOSTLY, 0.01, outcome=o) for o in outcomes))


def test_a_wrong_verdict_is_told_from_a_right_one():
    assert answer(Force.GENERIC, (0.8,) * 5, CONTRADICTED).wrong_verdict
    assert answer(Force.CAN, (0.2,) * 5, SUPPORTED).wrong_verdict
    assert not answer(Force.GENERIC, (0.8,) * 5, SUPPORTED).wrong_verdict
    assert not answer(Force.GENERIC, (0.8,) * 5, UNDECIDED).wrong_verdict
    assert not any(answer(Force.GENERIC, (0.55,) * 5, ruling).wrong_verdict for ruling in (SUPPORTED, CONTRADICTED))


def test_a_wrong_outcome_is_told_from_a_right_one():
    told = answer(Force.CAN, (0.5,) * 4, SUPPORTED, (HOLDS, FAILS, TOSS_UP, Outcome.UNDECIDED))
    assert told.wrong() == [True, True, False, False]


def test_an_always_that_is_only_said_to_depend_is_softened():
    assert answer(Force.ALWAYS, (0.2, 0.8), DEPENDS).softened
    assert not answer(Force.ALWAYS, (0.2, 0.8), CONTRADICTED).softened
    assert not answer(Force.GENERIC, (0.2, 0.8), DEPENDS).softened


def test_answers_depend_on_the_seed_alone():
    question = Question(Force.GENERIC, MOSTLY, (0.3, 0.56, 0.9))
    asked = [ask([question], 0.1, 3, (seed,), draws=500) for seed in (1, 1, 2)]
    assert asked[0] == asked[1] != asked[2]


@pytest.mark.parametrize("frequency", FREQUENCIES, ids=lambda frequency: frequency.words)
def test_the_decision_agrees_with_the_exact_recursion(frequency):
    """Of cells between the two borders about as many hold as should, and they take about the draws they should."""
    runs, a, theta = 200, 1e-3, frequency.threshold + 0.6 * frequency.width
    found = decision.fate(frequency, theta, False, a, runs, (1,))
    way = passage(theta, borders(frequency, a, decision.DRAWS))
    low, high = stats.binom.interval(1 - 1e-6, runs, way.holds.sum())
    assert low <= found.shares[HOLDS] * runs <= high
    assert 0.7 < found.median / found.exact_median < 1.4


def test_a_cell_is_doubted_when_it_should_be_and_read_to_the_end_of_its_look():
    found = decision.fate(MOSTLY, 0.4, False, 1e-3, 200, (1,))
    assert found.doubted == pytest.approx(found.exact_median, rel=0.1)
    assert found.doubted < found.median
    assert np.isnan(decision.fate(MOSTLY, 1.0, False, 1e-3, 5, (1,)).doubted)


def test_the_recursion_keeps_all_chances_together():
    way = passage(0.5, Borders(np.full(10, -1), np.arange(1, 11) + 1))
    assert way.holds.sum() == way.does_not.sum() == 0
    first = passage(0.3, Borders(np.zeros(10, int), np.ones(10, int)))
    assert (first.holds[0], first.does_not[0]) == pytest.approx((0.3, 0.7))
    assert first.quantile(0.5) == 1
    assert way.quantile(0.5) == np.inf


@pytest.mark.parametrize("frequency", FREQUENCIES, ids=lambda frequency: frequency.words)
def test_borders_are_where_the_evidence_is_first_enough(frequency):
    a, n = 0.01, np.arange(1, 201)
    found, t, high = borders(frequency, a, 200), frequency.threshold, frequency.threshold + frequency.width
    for draws, lower, upper in zip(n, found.lower, found.upper, strict=True):
        s = np.arange(draws + 1)
        assert ((sequential.log_e_above(s, draws, t) > -np.log(a)) == (s >= upper)).all()
        assert ((sequential.log_e_below(s, draws, high) > -np.log(a)) == (s <= lower)).all()


@pytest.mark.parametrize("outcome", [HOLDS, FAILS, TOSS_UP])
def test_ceilings_are_within_the_promise_and_near_it(outcome):
    for frequency in FREQUENCIES:
        assert 0.01 < ceiling(outcome, frequency, 0.05, 1000) <= 0.05


@pytest.fixture(autouse=True)
def patient_no_longer_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a run's draws: enough for every check, in a third of the time."""
    monkeypatch.setattr(decision, "DRAWS", 1000)


def test_errors_stay_within_the_promise():
    assert all(found.rate.kept and found.ceiling <= found.a for found in decision.errors(100, 0, quiet))


def naive(tail):
    """-log of the p-value of one look: passes 1/a as soon as p < a."""
    return lambda s, n, border, least=0.0: -np.log(np.maximum(tail(np.asarray(s), np.asarray(n), border), 1e-300))


@pytest.fixture
def peeking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laboratory that tests at every look as if it were the only one."""
    monkeypatch.setattr(sequential, "log_e_above", naive(lambda s, n, border: stats.binom.sf(s - 1, n, border)))
    monkeypatch.setattr(sequential, "log_e_below", naive(stats.binom.cdf))


@pytest.mark.usefixtures("peeking")
def test_stopping_at_the_first_small_p_value_is_seen():
    found = decision.errors(100, 0, quiet)
    assert {error.frequency for error in found if not error.rate.kept} == set(FREQUENCIES)
    assert all(error.ceiling > error.a for error in found)


@pytest.mark.usefixtures("peeking")
def test_verdicts_and_suites_from_small_p_values_are_seen(monkeypatch):
    monkeypatch.setattr(decision, "KINDS", {"every cell at t": 12})
    monkeypatch.setattr(decision, "SUITE_ALPHA", 0.3)
    (found,) = decision.suites(60, 0, quiet)
    assert not found.wrong.kept
    question = decision.mixture("all at t", Force.CAN, 10, np.random.default_rng(0))
    told = ask([question] * 40, 0.2, 10, (0,), draws=1000)
    assert not Rate(sum(x.wrong_verdict for x in told), 40, 0.2).kept


def test_a_bound_that_is_never_reached_is_seen_by_the_draws(monkeypatch):
    one = {MOSTLY: {0.8: 78}}
    monkeypatch.setattr(decision, "PLANNED", one)
    assert all(decision.as_planned(*pair) for pair in decision.planned(40, 0, quiet))
    monkeypatch.setattr(sequential, "log_e_above", lambda s, n, border, least=0.0: np.full(np.shape(s), -np.inf))
    assert not any(decision.as_planned(*pair) for pair in decision.planned(40, 0, quiet))


@pytest.mark.parametrize("force", Force)
@pytest.mark.parametrize("size", decision.SIZES)
def test_mixtures_stand_where_they_say(force, size):
    rng = np.random.default_rng(0)
    rulings = {
        name: right_rulings(force, [right_outcomes(theta, asked.frequency) for theta in asked.thetas])
        for name in decision.MIXTURES
        for asked in [decision.mixture(name, force, size, rng)]
    }
    assert rulings["all hold"] == rulings["just enough hold"] == {SUPPORTED}
    assert SUPPORTED not in rulings["none holds"] | rulings["one too few"]
    assert SUPPORTED not in rulings["all at t"]
    assert rulings["all at t + z"] == {SUPPORTED}


@pytest.fixture(scope="module")
def quick() -> decision.Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decision, "SIZES", (1, 5))
        patch.setattr(decision, "KINDS", {"like the real one": 2000, "every cell at t + z": 12})
        patch.setattr(decision, "LARGE", (0.05,))
        patch.setattr(decision, "DRAWS", 1000)
        return decision.study(8, 0)


def test_the_answer_is_made_from_the_numbers(quick):
    part = decision_part.part(quick, "regclaims decision")
    assert part.passed is not bool(decision_part.misses(quick))
    assert len(part.tables) == 6
    assert "wrong" in "\n".join(appraisal.lines(part))
    assert sum(fate.wrong.wrong for fate in quick.fates) == 0


def test_the_answer_tells_a_miss(quick):
    lie = replace(quick.errors[0], rate=Rate(50, 100, 0.05))
    missed = decision_part.part(replace(quick, errors=[lie, *quick.errors[1:]]), "regclaims decision")
    assert not missed.passed
    assert "NOT as promised" in missed.says
    assert "holds (mostly) at a = 0.05" in missed.says


def test_the_answer_says_where_draws_beyond_those_planned_come_from(quick):
    found = quick.planned[0][0]
    late = decision_part.part(replace(quick, planned=[(found, round(found.median / 2))]), "regclaims decision")
    said = f"was doubted at draw {found.doubted:.0f} in the median, and its look ended at {found.median:.0f}."
    assert said in " ".join(late.notes)
    fine = decision_part.part(replace(quick, planned=[(found, round(found.median))]), "regclaims decision")
    assert "was doubted at draw" not in " ".join(fine.notes)


def test_the_picture_is_small_inert_and_described(quick):
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    text = decision_plot.svg(quick)
    names = [element.tag.rpartition("}")[2] for element in ET.fromstring(text).iter()]
    assert names[1:3] == ["title", "desc"]
    assert "script" not in names
    assert len(text.encode()) < 150_000
    for shown in ("holds", "toss-up", "draws of a cell", "true frequency theta", decision_plot.TITLE):
        assert f">{shown}<" in text


def test_what_is_recorded_keeps_every_error_rate_and_tells_what_it_misses():
    (part,) = [part for part in trust.read() if part.name == "decision"]
    missed = part.says.partition("NOT as promised: ")[2].rstrip(".")
    assert part.passed is not bool(missed)
    assert all(miss.startswith("draws at theta") for miss in missed.split("; ") if miss)
    assert (trust.FOLDER / decision_part.PLOT).stat().st_size < 150_000


@pytest.mark.parametrize("runs", ["0", "-1", "many"])
def test_a_wrong_number_of_runs_is_named(runs, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["decision", f"--runs={runs}"])
    assert stopped.value.code == 2
    assert "required is a whole number from 1" in capsys.readouterr().err
