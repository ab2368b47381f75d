"""The sequential tests: their formula, their guarantees, and how a tally reads them."""

from __future__ import annotations

import warnings
from dataclasses import FrozenInstanceError
from functools import cache

import mpmath
import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from regclaims.fixtures import sequential
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Frequency, Outcome, Tally

A = 0.05
"""Large, so that errors are frequent enough to be counted."""

CELLS = 20_000
DRAWS = 400
BORDERS = (0.1, 0.15, 0.5, 0.6, 0.9, 0.95)

counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def exact_log_e(successes: int, draws: int, border: float, side: str) -> mpmath.mpf:
    """The truncated Beta mixture over the likelihood at the border, to 50 digits, not by scipy."""
    failures = draws - successes
    with mpmath.workdps(50):
        half, b = mpmath.mpf(1) / 2, mpmath.mpf(border)
        if side == "above":  # mirrored, so that the tail is summed and not what is left of 1
            successes, failures, b = failures, successes, 1 - b
        mixture, prior = mpmath.betainc(successes + half, failures + half, 0, b), mpmath.betainc(half, half, 0, b)
        return mpmath.log(mixture / prior) - successes * mpmath.log(b) - failures * mpmath.log(1 - b)


def tail_is_normal(successes: int, draws: int, border: float) -> bool:
    """Whether a tail of the Beta distribution, about the likelihood at the border, is far from underflow."""
    return successes * np.log(border) + (draws - successes) * np.log1p(-border) > -600


def log_e(side: str):
    return {"above": sequential.log_e_above, "below": sequential.log_e_below}[side]


# Small cases that can be worked out by hand


def test_the_three_frequencies_and_the_words_of_outcomes():
    assert Frequency("mostly", 0.5, 0.1) == MOSTLY
    assert Frequency("nearly always", 0.9, 0.05) == NEARLY_ALWAYS
    assert Frequency("sometimes", 0.1, 0.05) == SOMETIMES
    assert list(Outcome) == ["holds", "fails", "toss-up", "undecided"]
    assert (sequential.PATIENCE, sequential.LEAST_PATIENCE) == (5, 200)


@pytest.mark.parametrize("fact", [MOSTLY, Tally(MOSTLY, A)], ids=["Frequency", "Tally"])
def test_what_a_cell_is_about_and_what_it_showed_stay_as_they_are(fact):
    with pytest.raises(FrozenInstanceError):
        fact.threshold = fact.draws = None


def test_one_draw_at_even_odds():
    """The mixture gives each half of the unit interval 1/2 -+ 1/pi of the posterior after one draw."""
    for hits, above in ((1, 1 + 2 / np.pi), (0, 1 - 2 / np.pi)):
        assert sequential.log_e_above(hits, 1, 0.5) == pytest.approx(np.log(above), abs=1e-12)
        assert sequential.log_e_below(hits, 1, 0.5) == pytest.approx(np.log(2 - above), abs=1e-12)


def test_the_prior_is_that_of_jeffreys():
    """Its two halves about 3/4 are in the proportion 2 : 1, an arcsine law's."""
    before = stats.beta(0.5, 0.5).cdf(0.75)
    assert before == pytest.approx(2 / 3)
    after = stats.beta(1.5, 0.5).sf(0.75)
    assert np.exp(sequential.log_e_above(1, 1, 0.75)) == pytest.approx(0.5 * after / (1 - before) / 0.75)
    assert np.exp(sequential.log_e_below(1, 1, 0.75)) == pytest.approx(0.5 * (1 - after) / before / 0.75)


@pytest.mark.parametrize("process", [sequential.log_e_above, sequential.log_e_below])
def test_looks_that_come_nowhere_near_are_not_worked_out(process):
    hits, draws = np.array([5, 5, 6]), np.array([10, 11, 12])
    full = process(hits, draws, 0.5)
    assert np.isfinite(full).all()
    assert np.isneginf(process(hits, draws, 0.5, 3.0)).all()
    bound = float(full.max())
    assert np.array_equal(process(hits, draws, 0.5, bound), full)  # one of them gets as far as that


@pytest.mark.parametrize("a", [0.05, 0.01, 1e-5])
@pytest.mark.parametrize("strict", [False, True])
def test_a_cell_that_always_hits_holds_and_one_that_never_does_fails(a, strict):
    """At the first draw at which the exact process passes 1/a."""
    first = next(n for n in range(1, 50) if exact_log_e(n, n, 0.5, "above") > -np.log(a))
    doubted = next(n for n in range(1, 50) if exact_log_e(0, n, 0.6, "below") > -np.log(a))
    assert doubted < first
    start = Tally(MOSTLY, a, strict)
    assert start.look(np.ones(50, bool)) == Tally(MOSTLY, a, strict, first, first, Outcome.HOLDS)
    assert start.look(np.ones(first - 1, bool)) == Tally(MOSTLY, a, strict, first - 1, first - 1)
    misses = np.zeros(50, bool)
    assert start.look(misses) == Tally(MOSTLY, a, strict, first, 0, Outcome.FAILS, doubted)
    assert start.look(misses[:doubted]) == Tally(MOSTLY, a, strict, doubted, 0, Outcome.TOSS_UP, doubted)
    one_by_one = start
    for miss in misses:
        one_by_one = one_by_one.look(np.array([miss]))
    expected = (Outcome.FAILS, first) if strict else (Outcome.TOSS_UP, doubted)
    assert (one_by_one.outcome, one_by_one.draws, one_by_one.doubted_at) == (*expected, doubted)


@pytest.mark.parametrize(("doubted_at", "patience"), [(1, 200), (39, 200), (40, 200), (41, 205), (100, 500)])
def test_a_strict_cell_in_doubt_waits_five_times_as_long_and_200_draws_at_least(doubted_at, patience):
    def doubted(draws: int, strict: bool = True) -> Tally:
        return Tally(MOSTLY, 1e-9, strict, draws, draws // 2, Outcome.TOSS_UP, doubted_at)

    assert not doubted(patience - 1).settled
    assert doubted(patience).settled
    assert doubted(patience + 1).settled
    assert doubted(doubted_at, strict=False).settled
    hits = np.arange(patience) % 2 == 0
    looked = doubted(patience - 1).look(hits)
    assert (looked.draws, looked.outcome, looked.doubted_at) == (patience, Outcome.TOSS_UP, doubted_at)
    assert doubted(patience).look(hits) is not looked
    assert doubted(patience).look(hits) == doubted(patience)


def test_what_is_settled_or_sees_no_draw_stays_as_it_was():
    fresh = Tally(MOSTLY, A)
    assert not fresh.settled
    assert not fresh.strict
    assert fresh.look(np.zeros(0, bool)) is fresh
    for outcome in (Outcome.HOLDS, Outcome.FAILS):
        for strict in (False, True):
            settled = Tally(MOSTLY, A, strict, 9, 9, outcome)
            assert settled.settled
            assert settled.look(np.zeros(50, bool)) is settled


@pytest.mark.parametrize(
    ("hits", "draws", "ends"), [(1, 1, (A / 2, 1)), (0, 1, (0, 1 - A / 2)), (2, 2, ((3 * A / 8) ** 0.5, 1))]
)
def test_an_interval_after_one_or_two_draws(hits, draws, ends):
    """The mixture's mass is 1/2 after one draw, 3/8 after two alike; out is theta where theta^n < a times that."""
    assert sequential.interval(hits, draws, A) == pytest.approx(ends, abs=1e-9)


@pytest.mark.parametrize(("hits", "draws"), [(7, 20), (1, 40), (39, 40), (500, 1000)])
def test_an_interval_ends_where_the_mixture_is_1_over_a_times_the_likelihood(hits, draws):
    posterior = stats.beta(hits + 0.5, draws - hits + 0.5)
    for end in sequential.interval(hits, draws, A):
        prior = stats.beta(0.5, 0.5).pdf(end)  # posterior over prior is likelihood over mixture
        assert posterior.pdf(end) / prior == pytest.approx(A, rel=1e-6)


@pytest.mark.parametrize(("a", "found"), [(3.4e-12, True), (1.2e-12, False), (1e-14, False)])
def test_an_interval_is_open_where_its_end_is_too_near_to_be_told_from_it(a, found):
    """After one draw it ends a/2 from 0 or 1; what is nearer than 1e-12 is not looked for."""
    (low, one), (zero, high) = sequential.interval(1, 1, a), sequential.interval(0, 1, a)
    assert (one, zero) == (1.0, 0.0)
    assert (low > 0, high < 1) == (found, found)


THETAS = (0.0, 0.02, 0.3, 0.45, 0.8, 0.93, 1.0)


@pytest.mark.parametrize("frequency", [MOSTLY, NEARLY_ALWAYS, SOMETIMES], ids=lambda frequency: frequency.words)
@pytest.mark.parametrize("theta", THETAS)
@pytest.mark.parametrize("a", [0.5, 0.1, 1e-3, 1e-6])
def test_expected_draws_are_those_after_which_information_pays_for_error_and_mixture(frequency, theta, a):
    t, border = frequency.threshold, frequency.threshold + frequency.width

    def gain(draws: float, against: float) -> float:
        information = stats.entropy([theta, 1 - theta], [against, 1 - against])
        return draws * information - 0.5 * np.log(max(np.pi * draws / 2, 1))

    hold = sequential.draws_to_hold(theta, frequency, a)
    lose = sequential.draws_not_to_hold(theta, frequency, a)
    fail = sequential.draws_to_fail(theta, frequency, a)
    assert (hold < np.inf, lose < np.inf, fail < np.inf) == (theta > t, theta < border, theta < t)
    for draws, against in ((hold, t), (lose, border), (fail, t)):
        if draws < np.inf:
            assert gain(draws, against) == pytest.approx(-np.log(a), rel=0.01)
    needed = sequential.draws_needed(theta, frequency, a)
    assert isinstance(needed, int)
    assert needed - 1 < min(hold, lose) <= needed


def test_no_number_of_draws_tells_a_frequency_from_itself():
    assert sequential.draws_to_hold(0.5, MOSTLY, A) == np.inf
    assert sequential.draws_to_fail(0.5, MOSTLY, A) == np.inf
    assert sequential.draws_not_to_hold(0.6, MOSTLY, A) == np.inf


# What holds of all cases


@settings(deadline=None, max_examples=200)
@given(counts, st.sampled_from(BORDERS), st.sampled_from(["above", "below"]))
def test_e_processes_are_the_truncated_mixture_over_the_border(count, border, side):
    found, exact = float(log_e(side)(*count, border)), exact_log_e(*count, border, side)
    if tail_is_normal(*count, border):
        assert found == pytest.approx(float(exact), rel=1e-9, abs=1e-9)
    elif found < 1:  # underflow may only blur what decides nothing
        assert exact < 1
    else:
        assert found == pytest.approx(float(exact), rel=1e-6)


@pytest.mark.parametrize("side", ["above", "below"])
def test_the_reference_itself_agrees_with_the_integral(side):
    """mpmath's incomplete beta function and its quadrature share no formula."""
    low, high = (0.6, 1) if side == "above" else (0, 0.6)

    def mass(ones: float, zeros: float) -> mpmath.mpf:
        return mpmath.quad(lambda theta: theta ** (ones - 0.5) * (1 - theta) ** (zeros - 0.5), [low, high])

    ratio = mass(12, 5) / mass(0, 0) / (0.6**12 * 0.4**5)
    assert float(mpmath.log(ratio)) == pytest.approx(float(exact_log_e(12, 17, 0.6, side)), rel=1e-6)


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("side", ["above", "below"])
def test_a_million_draws_neither_overflow_nor_warn(border, side):
    draws = 10**6
    successes = np.unique(np.r_[0, 1, 2, np.linspace(0, draws, 2001).astype(int), draws - 1, draws])
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise"):
        warnings.simplefilter("error")
        value = log_e(side)(successes, draws, border)
    assert np.all(np.isfinite(value) | np.isneginf(value))
    far = draws if side == "above" else 0
    assert value[successes == far] > 10_000


@settings(deadline=None, max_examples=200)
@given(counts, st.sampled_from(BORDERS), st.floats(0, 1))
def test_under_the_null_no_e_process_is_expected_to_grow(count, border, theta):
    """The supermartingale property itself, one step from any state; equality on the border."""
    s, n = count
    assume(tail_is_normal(s, n, border))
    for side in ("above", "below"):
        now, hit, miss = (float(log_e(side)(*state, border)) for state in ((s, n), (s + 1, n + 1), (s, n + 1)))
        growth = theta * np.exp(hit - now) + (1 - theta) * np.exp(miss - now)
        null = theta <= border if side == "above" else theta >= border
        if null:
            assert growth <= 1 + 1e-8
        at_border = border * np.exp(hit - now) + (1 - border) * np.exp(miss - now)
        assert at_border == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize(("theta", "grows"), [(0.3, False), (0.5, False), (0.7, True)])
def test_the_mean_of_an_e_process_tells_truth_from_lie(theta, grows):
    draws = 100
    s = np.arange(draws + 1)
    mean = stats.binom.pmf(s, draws, theta) @ np.exp(sequential.log_e_above(s, draws, 0.5))
    assert (mean > 10) if grows else (mean <= 1 + 1e-9)


@cache
def tables(frequency: Frequency) -> dict[Outcome, np.ndarray]:
    """Each outcome's e-process at (draws, successes), in logs; what cannot occur is -inf."""
    n, s = np.arange(1, DRAWS + 1)[:, None], np.arange(DRAWS + 1)[None, :]
    possible = s <= n
    s = np.minimum(s, n)
    t, z = frequency.threshold, frequency.width
    return {
        Outcome.HOLDS: np.where(possible, sequential.log_e_above(s, n, t), -np.inf),
        Outcome.FAILS: np.where(possible, sequential.log_e_below(s, n, t), -np.inf),
        Outcome.TOSS_UP: np.where(possible, sequential.log_e_below(s, n, t + z), -np.inf),
    }


def sampled(theta: float, seed: int, cells: int = CELLS) -> np.ndarray:
    return np.random.default_rng(seed).random((cells, DRAWS)) < theta


def first_crossing(hits: np.ndarray, outcome: Outcome, border: float, frequency: Frequency = MOSTLY) -> np.ndarray:
    """(cells,): the draw at which the outcome's e-process passes 1/border; 0 for never."""
    crossed = tables(frequency)[outcome][np.arange(DRAWS), np.cumsum(hits, axis=1)] > -np.log(border)
    return np.where(crossed.any(axis=1), crossed.argmax(axis=1) + 1, 0)


LIES = [
    (Outcome.HOLDS, 0.45),
    (Outcome.HOLDS, 0.5),
    (Outcome.FAILS, 0.5),
    (Outcome.FAILS, 0.55),
    (Outcome.TOSS_UP, 0.6),
    (Outcome.TOSS_UP, 0.65),
]
BOUND = stats.binom.ppf(1 - 1e-6, CELLS, A)
"""Errors among CELLS cells that a rate of A exceeds once in a million."""


@pytest.mark.parametrize(("outcome", "theta"), LIES)
def test_false_outcomes_stay_within_the_budget(outcome, theta):
    wrong = np.count_nonzero(first_crossing(sampled(theta, seed=1), outcome, A))
    assert wrong <= BOUND


def test_a_tester_with_too_low_a_border_is_caught():
    wrong = [np.count_nonzero(first_crossing(sampled(theta, 1), outcome, 20 * A)) for outcome, theta in LIES]
    assert max(wrong) > BOUND


def chance_of_ever_crossing(table: np.ndarray, theta: float, border: float) -> float:
    """Exact, by recursion over (draws, successes)."""
    alive, crossed = np.zeros(DRAWS + 1), 0.0
    alive[0] = 1.0
    for row in table:
        alive = (1 - theta) * alive + theta * np.r_[0.0, alive[:-1]]
        over = row > -np.log(border)
        crossed += alive[over].sum()
        alive[over] = 0.0
    return crossed


@pytest.mark.parametrize("frequency", [MOSTLY, NEARLY_ALWAYS, SOMETIMES], ids=lambda frequency: frequency.words)
def test_the_exact_chance_of_error_is_within_the_budget(frequency):
    t, z = frequency.threshold, frequency.width
    truths = {Outcome.HOLDS: (t, t - z / 2), Outcome.FAILS: (t, t + z / 2), Outcome.TOSS_UP: (t + z, t + 1.2 * z)}
    for outcome, thetas in truths.items():
        for theta in thetas:
            assert chance_of_ever_crossing(tables(frequency)[outcome], theta, A) <= A
    assert chance_of_ever_crossing(tables(frequency)[Outcome.HOLDS], t, 20 * A) > A


@pytest.mark.parametrize("theta", [0.3, 0.5, 0.58, 0.7])
@pytest.mark.parametrize("strict", [False, True])
def test_a_tally_reads_the_processes_as_the_simulator_does(theta, strict):
    hits = sampled(theta, seed=2, cells=60)
    holds, fails, doubted = (
        np.where(found > 0, found, DRAWS + 1)
        for found in (first_crossing(hits, outcome, A) for outcome in (Outcome.HOLDS, Outcome.FAILS, Outcome.TOSS_UP))
    )
    for i in range(len(hits)):
        tally = Tally(MOSTLY, A, strict)
        for hit in hits[i]:
            tally = tally.look(np.array([hit]))
        patience = max(sequential.PATIENCE * doubted[i], sequential.LEAST_PATIENCE)
        last = min(patience if strict else doubted[i], DRAWS)
        decided = min(holds[i], fails[i])
        if decided <= last:
            expected = Outcome.HOLDS if holds[i] < fails[i] else Outcome.FAILS
            assert (tally.outcome, tally.draws) == (expected, decided)
        else:
            expected = Outcome.TOSS_UP if doubted[i] <= DRAWS else Outcome.UNDECIDED
            assert (tally.outcome, tally.draws) == (expected, last)
        assert tally.successes == hits[i, : tally.draws].sum()


streaks = st.lists(st.tuples(st.booleans(), st.integers(1, 40)), min_size=1, max_size=8).map(
    lambda runs: np.repeat([hit for hit, _ in runs], [length for _, length in runs])
)
cuts = st.lists(st.integers(0, 320), max_size=6).map(sorted)


@settings(deadline=None, max_examples=300)
@given(streaks, cuts, st.sampled_from([MOSTLY, NEARLY_ALWAYS, SOMETIMES]), st.sampled_from([0.3, 0.05]))
def test_a_strict_tally_does_not_depend_on_how_draws_are_cut(hits, cuts, frequency, a):
    start = Tally(frequency, a, strict=True)
    tally = start
    for part in np.split(hits, cuts):
        tally = tally.look(part)
    assert tally == start.look(hits)


@settings(deadline=None, max_examples=300)
@example(np.repeat([False, True], [5, 200]), [5], MOSTLY, 0.05)
@given(streaks, cuts, st.sampled_from([MOSTLY, NEARLY_ALWAYS, SOMETIMES]), st.sampled_from([0.3, 0.05]))
def test_whether_a_cell_holds_does_not_depend_on_how_draws_are_cut(hits, cuts, frequency, a):
    start = Tally(frequency, a)
    tally = start
    for part in np.split(hits, cuts):
        tally = tally.look(part)
    assert (tally.outcome is Outcome.HOLDS) == (start.look(hits).outcome is Outcome.HOLDS)


def test_the_order_of_draws_does_matter():
    """Twin of the two above: early misses settle what late hits cannot undo."""
    hits = np.repeat([False, True], [60, 20])
    early, late = Tally(MOSTLY, A).look(hits), Tally(MOSTLY, A).look(hits[::-1])
    assert early.outcome is not Outcome.HOLDS
    assert late.outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    ("theta", "frequency"), [(0.0, MOSTLY), (0.2, MOSTLY), (0.8, MOSTLY), (1.0, MOSTLY), (1.0, NEARLY_ALWAYS)]
)
def test_draws_needed_are_about_those_it_takes(theta, frequency):
    rng = np.random.default_rng(3)
    taken = [first_settled(rng.random(400) < theta, frequency, 3e-6) for _ in range(31)]
    needed = sequential.draws_needed(theta, frequency, 3e-6)
    assert np.median(taken) / 2 <= needed <= np.median(taken) * 2


def first_settled(hits: np.ndarray, frequency: Frequency, a: float) -> int:
    """By bisection over how many draws are shown: a settled tally stays settled."""
    shown = [Tally(frequency, a).look(hits[:n]).settled for n in (len(hits), 1)]
    assert shown == [True, False]
    low, high = 1, len(hits)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if Tally(frequency, a).look(hits[:middle]).settled else (middle, high)
    return high


def test_an_interval_without_draws_is_everything():
    assert sequential.interval(0, 0, A) == (0.0, 1.0)


@settings(deadline=None, max_examples=150)
@given(counts, st.sampled_from([0.2, 0.05, 1e-3, 1e-6]))
def test_an_interval_contains_the_share_and_grows_with_confidence(count, a):
    s, n = count
    low, high = sequential.interval(s, n, a)
    assert 0 <= low <= s / n <= high <= 1
    wider = sequential.interval(s, n, a / 10)
    assert wider[0] <= low <= high <= wider[1]
    assert wider != (low, high) or (low, high) == (0, 1)


@pytest.mark.parametrize("theta", [0.05, 0.5, 0.8])
def test_intervals_cover_at_all_times_at_once(theta):
    """Exact chance that any of the first 80 intervals leaves the truth out; plain 95 % intervals exceed it."""
    draws = 80
    missed, naive = 0.0, 0.0
    for plain in (False, True):
        alive, left = np.zeros(draws + 1), 0.0
        alive[0] = 1.0
        for n in range(1, draws + 1):
            alive = (1 - theta) * alive + theta * np.r_[0.0, alive[:-1]]
            for s in np.flatnonzero(alive[: n + 1] > 1e-9):
                low, high = (
                    stats.beta.interval(1 - A, s + 0.5, n - s + 0.5) if plain else sequential.interval(int(s), n, A)
                )
                if not low <= theta <= high:
                    left += alive[s]
                    alive[s] = 0.0
        missed, naive = (missed, left) if plain else (left, naive)
    assert missed <= A < naive


@pytest.mark.parametrize(
    ("frequency", "words", "threshold", "width"),
    [(MOSTLY, "mostly", 0.5, 0.1), (NEARLY_ALWAYS, "nearly always", 0.9, 0.05), (SOMETIMES, "sometimes", 0.1, 0.05)],
)
def test_frequencies_are_those_that_verdicts_are_explained_by(frequency, words, threshold, width):
    assert frequency == Frequency(words, threshold, width)


@settings(deadline=None, max_examples=200)
@given(st.lists(counts, min_size=1, max_size=5), st.sampled_from(BORDERS), st.sampled_from(["above", "below"]))
def test_what_is_left_out_below_the_least_decides_nothing(several, border, side):
    """Short cuts may lose what is under ``least``, and nothing of what is over it."""
    s, n = np.array(several).T
    whole, least = log_e(side)(s, n, border), 3.0
    short = log_e(side)(s, n, border, least)
    assert ((short > least) == (whole > least)).all()
    assert (short[whole > least] == whole[whole > least]).all()


@pytest.mark.parametrize(("doubted_at", "patience"), [(1, 200), (40, 200), (41, 205), (300, 1500)])
def test_a_doubted_strict_cell_waits_five_times_as_long_and_two_hundred_draws_at_least(doubted_at, patience):
    def settled(draws: int) -> bool:
        return Tally(MOSTLY, A, True, draws, 0, Outcome.TOSS_UP, doubted_at).settled

    assert settled(patience)
    assert not settled(patience - 1)
    assert Tally(MOSTLY, A, False, 1, 0, Outcome.TOSS_UP, 1).settled


@pytest.mark.parametrize("strict", [False, True])
def test_a_settled_cell_reads_no_further(strict):
    for outcome in (Outcome.HOLDS, Outcome.FAILS):
        tally = Tally(MOSTLY, A, strict, 30, 15, outcome, 7)
        assert tally.look(np.array([True])) is tally
    assert not Tally(MOSTLY, A, strict).settled


def test_patience_ends_at_its_draw_however_many_are_shown():
    """Half the draws hits, after enough misses for a doubt: neither holds nor fails until patience ends."""
    start = Tally(MOSTLY, 0.02, True, 30, 8, Outcome.TOSS_UP, 30)
    left = start.look(np.tile([True, False], 200))
    assert (left.outcome, left.draws, left.doubted_at) == (Outcome.TOSS_UP, 200, 30)
    assert left.look(np.ones(400, bool)) is left


@pytest.mark.parametrize("frequency", [MOSTLY, NEARLY_ALWAYS, SOMETIMES], ids=lambda frequency: frequency.words)
def test_what_cannot_be_told_takes_forever(frequency):
    t, high, a, little = frequency.threshold, frequency.threshold + frequency.width, 1e-6, 0.01
    for draws, border, way in (
        (sequential.draws_to_hold, t, 1),
        (sequential.draws_not_to_hold, high, -1),
        (sequential.draws_to_fail, t, -1),
    ):
        assert draws(border, frequency, a) == draws(border - way * little, frequency, a) == np.inf
        assert draws(border + way * 2 * little, frequency, a) < draws(border + way * little, frequency, a) < np.inf


TOLD_APART = [(0.0, 0.6), (0.2, 0.6), (0.8, 0.5), (1.0, 0.5), (1.0, 0.9)]


@pytest.mark.parametrize(
    ("theta", "border", "a"), [*((*pair, a) for pair in TOLD_APART for a in (0.05, 1e-6)), (1.0, 0.5, 0.9)]
)
def test_expected_draws_pay_for_the_error_and_the_mixture(theta, border, a):
    """n draws of information pay log(1/a), and log(pi n / 2) / 2 for not knowing theta: Laplace's approximation."""
    frequency = Frequency("", border, 0.0)
    draws = (sequential.draws_to_hold if theta > border else sequential.draws_to_fail)(theta, frequency, a)
    gained = stats.entropy([theta, 1 - theta], [border, 1 - border]) * draws
    assert gained == pytest.approx(np.log(1 / a) + np.log(max(np.pi * draws / 2, 1)) / 2, rel=1e-3)
    needed = sequential.draws_needed(theta, frequency, a)
    assert isinstance(needed, int)
    assert 0 <= needed - draws < 1


@pytest.mark.parametrize(("successes", "draws"), [(0, 40), (40, 40), (13, 40), (39, 40), (1, 1), (0, 1)])
def test_an_interval_ends_where_the_evidence_is_just_enough(successes, draws):
    low, high = sequential.interval(successes, draws, A)
    assert (low == 0) >= (successes == 0)
    assert (high == 1) >= (successes == draws)
    for end in {low, high} - {0.0, 1.0}:
        s, f = successes, draws - successes
        mixture = special.betaln(s + 0.5, f + 0.5) - special.betaln(0.5, 0.5)
        assert mixture - special.xlogy(s, end) - special.xlog1py(f, -end) == pytest.approx(np.log(1 / A), abs=1e-6)
