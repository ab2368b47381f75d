"""Penalties with and without a kink: zeros are told from numbers next to zero."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from regclaims.fixtures.kinks import DIRECT, WITHOUT_KINK, Direct, zeroed
from regclaims.fixtures.strategies import Small

each_penalty = pytest.mark.parametrize("name", DIRECT)
SMALL = Small(target=-0.1, strength=1.0)


@each_penalty
def test_a_kink_is_a_slope_beside_zero(name):
    penalty, steps = DIRECT[name], np.logspace(-100, -20, 9)
    slopes = penalty.value(steps) / steps
    assert (slopes[0] > 0.4) == penalty.kink
    assert penalty.value(np.zeros(1))[0] == 0
    assert (np.diff(penalty.value(np.linspace(0, 5, 50))) > 0).all()


@each_penalty
def test_zeros_agree_with_a_general_minimizer(name):
    penalty = DIRECT[name]

    def objective(w: float) -> float:
        return (w - 0.1) ** 2 / 2 + float(penalty.value(np.array([abs(w)]))[0])

    found = minimize_scalar(objective, bounds=(-1, 1), method="bounded", options={"xatol": 1e-12})
    if zeroed(SMALL, penalty):
        assert abs(found.x) < 1e-9
    elif name != "power 1.1":  # its minimiser, some 1e-11, is what the general minimiser cannot tell from zero
        assert found.x > 1e-9


@each_penalty
def test_a_coefficient_far_above_the_strength_is_kept(name):
    large = replace(SMALL)
    object.__setattr__(large, "target", 5.0)
    assert not zeroed(large, DIRECT[name])


def test_a_number_next_to_zero_is_no_zero():
    # Stationary where 1.1 * strength * w^0.1 = target: w = (0.01 / 1.1)^10, some 4e-21.
    assert not zeroed(Small(target=0.01, strength=1.0), DIRECT["power 1.1"])
    assert zeroed(Small(target=0.01, strength=1.0), DIRECT["absolute value"])


def test_those_without_a_kink_are_listed():
    assert WITHOUT_KINK == ("square", "power 1.5", "power 1.1", "rounded absolute value")
    assert isinstance(DIRECT["square"], Direct)


@pytest.mark.parametrize(("target", "strength"), [(0.0, 1.0), (0.5, 1.0), (1.0, 1.0)])
def test_a_target_that_is_not_small_is_refused(target, strength):
    with pytest.raises(ValueError, match="below half the strength"):
        Small(target, strength)
