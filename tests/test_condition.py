"""Conditions in words: what was planted is found, and what is not there is not made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import pytest

from regclaims.claims.condition import in_words
from regclaims.claims.verdict import Placed
from regclaims.fixtures.sequential import Outcome

World = Mapping[str, str]
FACTORS = {
    "task": ("regression", "classification"),
    "relevance": ("few features matter", "all features matter"),
    "noise": ("little noise", "much noise"),
    "correlation": ("correlated features", "uncorrelated features"),
}
WORLDS: list[World] = [dict(zip(FACTORS, levels, strict=True)) for levels in product(*FACTORS.values())]
KINDS: list[World] = [
    {"contamination": kind, "noise": noise}
    for kind, noise in product(("outliers in y", "outliers in x", "outliers in x and y"), FACTORS["noise"])
]


def grid(holds: Callable[[World], bool], worlds: list[World] = WORLDS) -> list[Placed]:
    return [Placed(Outcome.HOLDS if holds(world) else Outcome.FAILS, world) for world in worlds]


def sparse(world: World) -> bool:
    return world["relevance"] == "few features matter"


def quiet(world: World) -> bool:
    return world["noise"] == "little noise"


def test_one_factor():
    all_right = "does not hold otherwise (right for 16 of 16 decided worlds)"
    assert in_words(grid(sparse)) == f"holds where: few features matter; {all_right}"
    assert in_words(grid(lambda world: not quiet(world))) == f"holds where: much noise; {all_right}"


def test_one_level_of_three():
    found = in_words(grid(lambda world: world["contamination"] == "outliers in x", KINDS))
    assert found == "holds where: outliers in x; does not hold otherwise (right for 6 of 6 decided worlds)"
    found = in_words(grid(lambda world: world["contamination"] != "outliers in x", KINDS))
    assert found == "holds where: not outliers in x; does not hold otherwise (right for 6 of 6 decided worlds)"


def places(words: str) -> list[set[str]]:
    """The alternatives that the words name, each a set of levels."""
    middle = words.removeprefix("holds where: ").partition("; does not hold otherwise")[0]
    return [set(path.split(", ")) for path in middle.split("; or ")]


def test_two_factors_at_once():
    found = in_words(grid(lambda world: sparse(world) and quiet(world)))
    assert places(found) == [{"few features matter", "little noise"}]
    assert found.endswith("(right for 16 of 16 decided worlds)")


def test_one_factor_or_another():
    found = in_words(grid(lambda world: sparse(world) or quiet(world)))
    assert {"little noise"} in places(found) or {"few features matter"} in places(found)
    assert len(places(found)) == 2
    assert found.endswith("(right for 16 of 16 decided worlds)")


@pytest.mark.parametrize("cells", [grid(lambda world: True), grid(lambda world: False), []])
def test_no_words_where_all_or_none_hold(cells):
    assert in_words(cells) == ""


def test_a_toss_up_does_not_hold():
    cells = [Placed(Outcome.HOLDS if sparse(world) else Outcome.TOSS_UP, world) for world in WORLDS]
    assert in_words(cells) == in_words(grid(sparse))
    assert in_words([Placed(Outcome.TOSS_UP, world) for world in WORLDS]) == ""


def test_a_single_world_gives_no_condition():
    found = in_words(grid(lambda world: world is WORLDS[5]))
    assert found == ("holds in 1 of 16 decided worlds, and no simple condition on their factors says in which")


def test_undecided_cells_are_left_out():
    cells = grid(sparse)
    contrary = [Placed(Outcome.UNDECIDED, cell.factors) if i % 4 == 0 else cell for i, cell in enumerate(cells)]
    assert in_words(contrary) == (
        "holds where: few features matter; does not hold otherwise (right for 12 of 12 decided worlds)"
    )
    assert in_words([Placed(Outcome.UNDECIDED, world) for world in WORLDS]) == ""
    only_holding = [cell for cell in cells if cell.outcome is Outcome.HOLDS]
    assert in_words([*only_holding, *(Placed(Outcome.UNDECIDED, w) for w in WORLDS if not sparse(w))]) == ""


def test_exceptions_are_counted():
    odd = next(world for world in WORLDS if not sparse(world))
    found = in_words(grid(lambda world: sparse(world) or world is odd))
    assert {"few features matter"} <= set().union(*places(found))
    assert found.endswith("(right for 15 of 16 decided worlds)")


def test_words_do_not_depend_on_chance():
    assert len({in_words(grid(lambda world: sparse(world) != quiet(world))) for _ in range(5)}) == 1


def test_a_split_that_changes_nothing_is_not_told():
    odd = next(world for world in WORLDS if sparse(world))
    assert places(in_words(grid(lambda world: sparse(world) and world is not odd))) == [{"few features matter"}]


def test_a_single_exception_gives_no_condition():
    assert "no simple condition" in in_words(grid(lambda world: world is not WORLDS[5]))


def test_cases_that_no_level_joins_give_no_condition():
    cases: list[World] = [{"case": case} for case in ("Ridge", "ElasticNet", "LogisticRegression", "LinearSVC")]
    assert "no simple condition" in in_words(grid(lambda world: world["case"] != "Ridge", cases))
