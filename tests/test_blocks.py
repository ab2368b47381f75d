"""How a round's draws are cut: everything once, methods of one draw together, the dearest first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regclaims.fixtures.blocks import Series, bundles, fair_size, guessed_seconds

SMALL, LARGE = "reg-n40-p5-rel1-snr1-ar0", "reg-n400-p50-rel1-snr1-ar0"

series = st.builds(Series, st.just("fits"), st.sampled_from(["l1", "l2"]), st.sampled_from([SMALL, LARGE]))
missing = st.dictionaries(series, st.lists(st.integers(0, 60), unique=True, min_size=1).map(sorted), min_size=1)


@given(missing, st.integers(1, 30))
def test_every_draw_is_asked_for_once_and_no_block_is_larger_than_said(missing, size):
    found: dict[Series, list[int]] = {one: [] for one in missing}
    for bundle in bundles(missing, size, guessed_seconds):
        assert 1 <= len(bundle.draws) <= size
        assert len({(one.experiment, one.dgm) for one in bundle.series}) == 1
        for one in bundle.series:
            found[one] += bundle.draws
    assert {one: sorted(draws) for one, draws in found.items()} == missing


def test_methods_on_the_same_draws_go_together_and_the_dearest_world_first():
    l1, l2, large = Series("fits", "l1", SMALL), Series("fits", "l2", SMALL), Series("fits", "l1", LARGE)
    asked = {l1: range(4), l2: range(4), large: range(4)}
    order = [bundle.series for bundle in bundles(asked, 2, guessed_seconds)]
    assert order == [(large,), (large,), (l1, l2), (l1, l2)]
    order = [bundle.series[0] for bundle in bundles(asked, 4, lambda one: 1.0 if one.dgm == SMALL else 0.1)]
    assert order == [l1, large]


def test_blocks_are_small_where_there_is_little_to_share_out():
    one, two = Series("fits", "l1", SMALL), Series("fits", "l2", SMALL)
    assert fair_size({one: range(1000)}, 2, 20) == 20
    assert fair_size({one: range(40), two: range(40)}, 2, 20) == 5  # both are measured on the same forty draws
    assert fair_size({one: range(3)}, 2, 20) == 1
    assert fair_size({one: range(3)}, 1, 20) == 20
