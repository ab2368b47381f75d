"""The worlds: their names, their limits, their randomness, and data that follow the stated model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from regclaims.fixtures import dgms
from regclaims.fixtures.dgms import DGM, LOGISTIC_VARIANCE, parse
from regclaims.fixtures.errors import UsageError

Z = 6.0
"""Standard errors allowed: exceeded by chance about twice in a billion."""


@st.composite
def worlds(draw: st.DrawFn, max_samples: int = 10**6, max_features: int = 10**4, max_rho: float = 0.999) -> DGM:
    """Any valid world; a parameter that its world does not use stays at its default."""
    correlation = draw(st.sampled_from(["ar1", "block"]))
    outliers = draw(st.sampled_from(["none", "y", "x", "both"]))
    used = {}
    if correlation == "block":
        used["block_size"] = draw(st.integers(2, 50))
        used["placement"] = draw(st.sampled_from(["spread", "grouped"]))
    if outliers != "none":
        used["outlier_share"] = draw(st.floats(0, 0.5, exclude_min=True))
        used["outlier_size"] = draw(st.floats(1e-9, 1e9))
    units = draw(st.floats(1, 1e9))
    if units > 1:
        used["relevant_units"] = draw(st.sampled_from(["any", "large", "small"]))
    return DGM(
        task=draw(st.sampled_from(["regression", "classification"])),
        n_samples=draw(st.integers(10, max_samples)),
        n_features=draw(st.integers(1, max_features)),
        relevant=draw(st.floats(0, 1).map(abs)),
        snr=draw(st.floats(1e-6, 1e6)),
        correlation=correlation,
        rho=draw(st.floats(0, max_rho).map(abs)),
        outliers=outliers,
        units=units,
        **used,
    )


REGRESSION = DGM(task="regression", n_samples=40_000, n_features=6, relevant=0.5, snr=2.0, rho=0.5)
CLASSIFICATION = replace(REGRESSION, task="classification")
BOTH = pytest.mark.parametrize("dgm", [REGRESSION, CLASSIFICATION], ids=lambda dgm: dgm.task)


@settings(deadline=None, max_examples=300)
@given(worlds())
def test_a_name_is_read_back_as_the_world_it_names(dgm):
    assert parse(dgm.id) == dgm
    assert parse(dgm.id).id == dgm.id


@settings(deadline=None, max_examples=300)
@given(worlds(), worlds())
def test_different_worlds_have_different_names(one, other):
    assert (one.id == other.id) == (one == other)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("task", "clustering", "regression"),
        ("n_samples", 9, "a whole number from 10"),
        ("n_features", 0, "a whole number from 1"),
        ("relevant", -0.01, "[0, 1]"),
        ("relevant", 1.01, "[0, 1]"),
        ("relevant", np.nan, "[0, 1]"),
        ("snr", 0.0, "above 0"),
        ("snr", np.inf, "finite"),
        ("correlation", "wishart", "block"),
        ("rho", -0.1, "[0, 0.999]"),
        ("rho", 1.0, "[0, 0.999]"),
        ("block_size", 1, "at least 2"),
        ("outliers", "z", "both"),
        ("outlier_share", 0.0, "(0, 0.5]"),
        ("outlier_share", 0.51, "(0, 0.5]"),
        ("outlier_size", 0.0, "above 0"),
        ("outlier_size", np.inf, "finite"),
        ("units", 0.99, "at least 1"),
        ("units", np.nan, "at least 1"),
        ("placement", "clustered", "spread"),
        ("placement", "grouped", "with block correlation only"),
        ("relevant_units", "huge", "small"),
        ("relevant_units", "large", "with mixed units only"),
    ],
)
def test_a_parameter_out_of_range_is_named_with_its_range(name, value, allowed):
    with pytest.raises(UsageError) as raised:
        replace(REGRESSION, **{name: value})
    message = str(raised.value)
    assert name in message
    assert repr(value) in message
    assert allowed in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "text", ["", "reg", "reg-n60", "reg-n60-p180-rel0.05-snr2-ar0.5-", "foo-n60-p180-rel0-snr2-ar0"]
)
def test_an_unknown_name_is_said_to_be_one(text):
    with pytest.raises(UsageError, match="unknown DGM") as raised:
        parse(text)
    assert repr(text) in str(raised.value)
    assert parse("reg-n60-p180-rel0.05-snr2-ar0.5").n_features == 180  # the example that the message gives


def test_a_name_out_of_range_is_told_what_is_wrong():
    with pytest.raises(UsageError, match="rho must be in"):
        parse("reg-n60-p180-rel0.05-snr2-ar1")


@settings(deadline=None, max_examples=40)
@given(worlds(max_samples=30, max_features=8), st.integers(0, 2**40), st.integers(0, 10**9))
def test_a_draw_depends_on_seed_number_and_world_alone(dgm, seed, number):
    draw, again = dgm.draw(seed, number), parse(dgm.id).draw(seed, number)
    for name in ("X", "y", "X_clean", "y_clean", "coef", "covariance"):
        assert getattr(draw, name).tobytes() == getattr(again, name).tobytes()
    others = [dgm.draw(seed + 1, number), dgm.draw(seed, number + 1), replace(dgm, snr=dgm.snr * 2).draw(seed, number)]
    assert len({d.X_clean.tobytes() for d in [draw, *others]}) == 4


@settings(deadline=None, max_examples=100)
@given(worlds(max_samples=20, max_features=40))
def test_truth_is_stated_exactly(dgm):
    draw = dgm.draw(0, 0)
    assert np.count_nonzero(draw.coef) == dgm.n_relevant
    assert draw.coef @ draw.covariance @ draw.coef == pytest.approx(dgm.signal_variance, rel=1e-9, abs=0)
    np.testing.assert_allclose(draw.covariance, draw.covariance.T)
    if dgm.n_relevant:
        assert dgm.signal_variance / dgm.noise_variance == pytest.approx(dgm.snr)
        size = np.abs(draw.coef * np.sqrt(np.diag(draw.covariance)))[draw.coef != 0]
        assert size.max() <= 3 * size.min() * (1 + 1e-9)
    if dgm.task == "regression":
        assert dgm.noise_variance == pytest.approx(1 / dgm.snr)
    else:
        assert dgm.noise_variance == LOGISTIC_VARIANCE


@pytest.mark.parametrize(("share", "count"), [(0.0, 0), (0.001, 1), (0.05, 1), (0.25, 5), (0.5, 10), (1.0, 20)])
def test_the_share_of_relevant_features(share, count):
    dgm = replace(REGRESSION, n_samples=10, n_features=20, relevant=share)
    assert dgm.n_relevant == count
    assert np.count_nonzero(dgm.draw(0, 0).coef) == count


@BOTH
def test_in_the_null_truth_nothing_matters(dgm):
    draw = replace(dgm, relevant=0.0).draw(0, 0)
    assert not draw.coef.any()
    n = len(draw.y)
    correlation = np.corrcoef(draw.X.T, draw.y)[-1, :-1]
    assert np.abs(correlation).max() < Z / np.sqrt(n)
    real = dgm.draw(0, 0)
    assert np.abs(np.corrcoef(real.X.T, real.y)[-1, :-1]).max() > Z / np.sqrt(n)


@pytest.mark.parametrize(
    ("dgm", "expected"),
    [
        (REGRESSION, [[0.5 ** abs(i - j) for j in range(6)] for i in range(6)]),
        (
            replace(REGRESSION, correlation="block", rho=0.7, block_size=4),
            [[1.0 if i == j else 0.7 * (i // 4 == j // 4) for j in range(6)] for i in range(6)],
        ),
        (replace(REGRESSION, rho=0.0), np.eye(6)),
    ],
    ids=["ar1", "block", "none"],
)
def test_features_have_the_stated_covariance(dgm, expected):
    draw = dgm.draw(0, 0)
    np.testing.assert_allclose(draw.covariance, expected, atol=1e-15)
    found = draw.X.T @ draw.X / dgm.n_samples
    # For normal data, Var of an entry is (s_ij^2 + s_ii s_jj) / n, at most 2 / n here.
    assert np.abs(found - expected).max() < Z * np.sqrt(2 / dgm.n_samples)
    assert np.abs(draw.X.mean(axis=0)).max() < Z / np.sqrt(dgm.n_samples)


def test_regression_has_the_stated_noise():
    draw = REGRESSION.draw(0, 0)
    n, sigma2 = REGRESSION.n_samples, REGRESSION.noise_variance
    noise = draw.y - draw.X @ draw.coef
    assert abs(np.mean(noise**2) - sigma2) < Z * sigma2 * np.sqrt(2 / n)
    assert abs(np.corrcoef(noise, draw.X @ draw.coef)[0, 1]) < Z / np.sqrt(n)
    assert abs(np.var(draw.X @ draw.coef) / np.mean(noise**2) / REGRESSION.snr - 1) < Z * 2 * np.sqrt(2 / n)


def test_labels_follow_the_logistic_model():
    """In every tenth of the linear predictor, labels are as frequent as the model says; a flipped sign is not."""
    draw = CLASSIFICATION.draw(0, 0)
    assert set(np.unique(draw.y)) == {0.0, 1.0}

    def deviations(eta):
        tenth = np.argsort(np.argsort(eta)) * 10 // len(eta)
        p = expit(eta)
        return [(draw.y - p)[tenth == k].sum() / np.sqrt((p * (1 - p))[tenth == k].sum()) for k in range(10)]

    eta = draw.X @ draw.coef
    assert np.abs(deviations(eta)).max() < Z
    for lie in (-eta, 1.3 * eta, eta + 0.3):
        assert np.abs(deviations(lie)).max() > Z


@BOTH
@pytest.mark.parametrize("outliers", ["y", "x", "both"])
def test_contamination_touches_the_stated_rows_and_nothing_else(dgm, outliers):
    share, size = 0.15, 7.0
    dgm = replace(dgm, n_samples=2000, outliers=outliers, outlier_share=share, outlier_size=size)
    draw = dgm.draw(0, 0)
    in_y, in_x = draw.y != draw.y_clean, (draw.X_clean != draw.X).any(axis=1)
    assert in_y.sum() == (round(share * 2000) if outliers != "x" else 0)
    assert in_x.sum() == (round(share * 2000) if outliers != "y" else 0)
    if outliers == "both":
        np.testing.assert_array_equal(in_x, in_y)
    np.testing.assert_array_equal(draw.X[in_x], size * draw.X_clean[in_x])
    if dgm.task == "classification":
        np.testing.assert_array_equal(draw.y[in_y], 1 - draw.y_clean[in_y])
    else:
        shift = (draw.y - draw.y_clean)[in_y]
        spread = np.sqrt(dgm.signal_variance + dgm.noise_variance)
        np.testing.assert_allclose(np.abs(shift), size * spread)
        if outliers != "x":
            assert abs(np.sign(shift).sum()) < Z * np.sqrt(len(shift))


@BOTH
def test_a_clean_world_has_one_set_of_data(dgm):
    draw = replace(dgm, n_samples=10).draw(0, 0)
    assert draw.X is draw.X_clean
    assert draw.y is draw.y_clean


@BOTH
def test_the_clean_part_of_a_contaminated_draw_follows_the_model(dgm):
    dgm = replace(dgm, outliers="both", outlier_share=0.5)
    draw = dgm.draw(0, 0)
    found = draw.X_clean.T @ draw.X_clean / dgm.n_samples
    assert np.abs(found - draw.covariance).max() < Z * np.sqrt(2 / dgm.n_samples)
    assert np.abs(draw.X.T @ draw.X / dgm.n_samples - draw.covariance).max() > Z * np.sqrt(2 / dgm.n_samples)


def test_even_a_small_share_of_outliers_is_a_row():
    draw = replace(REGRESSION, n_samples=10, outliers="y", outlier_share=0.001).draw(0, 0)
    assert np.count_nonzero(draw.y != draw.y_clean) == 1


def test_units_scale_features_and_leave_the_signal_alone():
    dgm = replace(REGRESSION, n_features=5, units=1000.0)
    draw = dgm.draw(0, 0)
    scales = np.sqrt(np.diag(draw.covariance))
    np.testing.assert_allclose(np.sort(scales), np.geomspace(1, 1000, 5))
    np.testing.assert_allclose(
        draw.covariance / np.outer(scales, scales), [[0.5 ** abs(i - j) for j in range(5)] for i in range(5)]
    )
    assert np.abs(draw.X.std(axis=0) / scales - 1).max() < Z / np.sqrt(2 * dgm.n_samples)
    orders = {tuple(np.argsort(np.diag(replace(dgm, n_samples=10).draw(0, i).covariance))) for i in range(10)}
    assert len(orders) > 1


@BOTH
@pytest.mark.parametrize("which", ["large", "small"])
def test_what_is_relevant_has_the_stated_units(dgm, which):
    dgm = replace(dgm, n_samples=10, n_features=12, relevant=0.25, units=100.0, relevant_units=which)
    assert dgm.factors()["units"] == f"what matters has {which} values"
    for number in range(20):
        draw = dgm.draw(0, number)
        scales, relevant = np.sqrt(np.diag(draw.covariance)), draw.coef != 0
        np.testing.assert_allclose(np.sort(scales), np.geomspace(1, 100, 12))
        edge = scales[relevant].min() if which == "large" else -scales[relevant].max()
        assert edge > (scales[~relevant].max() if which == "large" else -scales[~relevant].min())
    anywhere = [replace(dgm, relevant_units="any").draw(0, number) for number in range(20)]
    first = [np.diag(draw.covariance)[draw.coef != 0].mean() for draw in anywhere]
    assert min(first) < np.median(np.diag(anywhere[0].covariance)) < max(first)


@pytest.mark.parametrize(
    ("n_features", "share", "n_relevant"), [(20, 0.0, 0), (20, 0.01, 5), (20, 0.5, 10), (20, 1.0, 20), (23, 0.3, 5)]
)
def test_grouped_features_fill_whole_blocks_with_one_coefficient(n_features, share, n_relevant):
    dgm = replace(REGRESSION, n_samples=10, n_features=n_features, relevant=share, correlation="block", rho=0.9)
    dgm = replace(dgm, placement="grouped")
    assert dgm.n_relevant == n_relevant
    for number in range(20):
        coef = dgm.draw(0, number).coef
        assert np.count_nonzero(coef) == n_relevant
        for block in np.split(coef, range(5, n_features, 5)):
            np.testing.assert_allclose(block, block[0], rtol=1e-12, atol=0)
        assert len(np.unique(np.abs(coef[coef != 0]).round(9))) <= 1


def test_spread_features_differ_within_a_block():
    dgm = replace(REGRESSION, n_samples=10, n_features=20, relevant=0.5, correlation="block", rho=0.9)
    blocks = dgm.draw(0, 0).coef.reshape(4, 5)
    assert (blocks != blocks[:, :1]).any()
    assert dgm.id != replace(dgm, placement="grouped").id


def test_the_relevant_blocks_vary():
    dgm = replace(REGRESSION, n_samples=10, n_features=20, relevant=0.25, correlation="block", placement="grouped")
    assert {int(np.flatnonzero(dgm.draw(0, number).coef)[0]) for number in range(60)} == {0, 5, 10, 15}


@pytest.mark.parametrize(
    ("text", "placement", "relevant_units"),
    [
        ("reg-n50-p20-rel0.5-snr4-block0.9x5-grouped", "grouped", "any"),
        ("reg-n50-p20-rel0.5-snr4-block0.9x5", "spread", "any"),
        ("clf-n50-p20-rel0.5-snr4-ar0-units100small", "spread", "small"),
        ("reg-n50-p20-rel0.5-snr4-block0.9x5-grouped-out_y0.1x10-units100large", "grouped", "large"),
        ("clf-n50-p20-rel0.5-snr4-ar0-units100", "spread", "any"),
    ],
)
def test_names_of_placed_and_scaled_worlds(text, placement, relevant_units):
    dgm = parse(text)
    assert (dgm.placement, dgm.relevant_units, dgm.id) == (placement, relevant_units, text)


@pytest.mark.parametrize("text", ["reg-n50-p20-rel0.5-snr4-ar0-grouped", "reg-n50-p20-rel0.5-snr4-ar0-units1large"])
def test_a_name_that_asks_for_what_its_world_has_not_is_refused(text):
    with pytest.raises(UsageError, match="only, got"):
        parse(text)


def test_streams_are_apart():
    numbers = {dgms.stream(seed, name, number).random() for seed in (0, 1) for name in "ab" for number in (0, 1)}
    assert len(numbers) == 8


@settings(deadline=None, max_examples=100)
@given(worlds())
def test_factors_put_every_world_in_words(dgm):
    factors = dgm.factors()
    assert all(isinstance(level, str) and level for level in factors.values())
    assert factors["task"] == dgm.task
    assert (factors["dimension"] == "more features than samples") == (dgm.n_features > dgm.n_samples)
    assert (factors["contamination"] == "clean data") == (dgm.outliers == "none")
    assert (factors["relevance"] == "nothing matters") == (dgm.n_relevant == 0)
