"""What becomes of a group, on weights made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import groups
from regclaims.fixtures.performance import Fit

WORLD = DGM(
    task="regression",
    n_samples=40,
    n_features=9,
    relevant=0.6,
    snr=4.0,
    correlation="block",
    rho=0.9,
    block_size=3,
    placement="grouped",
)
GROUPS = [np.array([0, 1, 2]), np.array([3, 4, 5])]


def fates(*weights: float, again: tuple[float, ...] = ()) -> dict[str, float]:
    return groups.of_groups(GROUPS, Fit(0.0, np.array(weights)), Fit(0.0, np.array(again or weights)))


def test_a_kept_one_and_a_dropped_group():
    found = fates(0, -2, 0, 0, 0, 0)
    assert found == {
        "touched": 0.5,
        "one_kept": 0.5,
        "one_dominates": 0.5,
        "whole": 0.0,
        "whole_or_none": 0.5,
        "all_noticeable": 0.0,
        "evenness": 0.0,
        "members_kept": 1 / 6,
        "leader_stays": 1.0,
    }


def test_an_even_group_and_one_that_one_member_dominates():
    found = fates(2, 1, 4, -10, -0.5, -0.5)
    assert found["whole"] == found["members_kept"] == 1.0
    assert found["one_kept"] == 0.0
    assert found["one_dominates"] == 0.5
    assert found["all_noticeable"] == 0.5
    assert found["evenness"] == pytest.approx((1 / 4 + 1 / 20) / 2)


def test_a_member_of_the_other_sign_is_no_sharer():
    assert fates(1, 1, -1, 0, 0, 0)["all_noticeable"] == 0.0
    assert fates(1, 1, -1, 0, 0, 0)["evenness"] == -0.5
    assert fates(-1, -1, -1, 0, 0, 0)["evenness"] == 0.5


def test_the_leader_stays_or_another_takes_its_place():
    assert fates(1, 2, 0, 0, 0, 3, again=(5, 2, 0, 0, 0, 1))["leader_stays"] == 0.5
    assert fates(1, 2, 0, 0, 0, 0, again=(0, 9, 0, 4, 0, 0))["leader_stays"] == 1.0
    assert fates(0, 0, 0, 0, 0, 0)["leader_stays"] == 0.0


def test_relevant_groups_are_those_with_a_coefficient():
    draw = WORLD.draw(0, 0)
    found = groups.relevant_groups(draw)
    assert [len(group) for group in found] == [3, 3]
    assert sorted(np.concatenate(found)) == np.flatnonzero(draw.coef).tolist()
    one = replace(WORLD, placement="spread", relevant=0.1).draw(0, 0)
    (group,) = groups.relevant_groups(one)
    assert len(group) == 3
    assert np.flatnonzero(one.coef)[0] in group


@pytest.mark.parametrize("units", [1.0, 1000.0])
def test_weight_error_is_1_for_the_empty_model_and_0_for_the_truth(units):
    draw = replace(WORLD, units=units).draw(0, 0)
    assert groups.weight_error(Fit(0.0, np.zeros(9)), draw) == pytest.approx(1)
    assert groups.weight_error(Fit(0.0, draw.coef), draw) == 0
    assert groups.weight_error(Fit(0.0, 1.5 * draw.coef), draw) == pytest.approx(0.5)


def test_l2_shares_among_near_copies_and_l1_does_not():
    world = replace(WORLD, n_samples=100, rho=0.99)
    even = {m: [groups.measure(world.draw(0, i), m)[f"{m}.evenness"] for i in range(5)] for m in ("l1", "l2")}
    assert np.mean(even["l2"]) > 0.5 > np.mean(even["l1"])
