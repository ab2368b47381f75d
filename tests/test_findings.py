"""Evidence that is not a frequency: the search finds what is there and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.findings import EXAMPLES, Finding, about, count, examples, find, load, search
from regclaims.claims.readings import Counted, Exact
from regclaims.fixtures.sequential import Outcome
from regclaims.fixtures.strategies import Problem, problems


def exact(strategy, predicate, name="planted") -> Exact:
    return Exact(name=name, says="Planted.", predicate=predicate, strategy=lambda: strategy, cases=("one", "two"))


def counted(predicate, **counts: int) -> Counted:
    return Counted(name="n", says="N.", predicate=predicate, counts=lambda case: counts, cases=("one",))


def test_a_planted_counterexample_is_found_and_shrunk_to_the_smallest():
    seen: list[int] = []
    found = search(exact(st.integers(0, 10**6), lambda x, case: seen.append(x) is None and x < 137), "one", 0)
    assert (found.outcome, found.detail) == (Outcome.FAILS, "137")
    first = next(i for i, x in enumerate(seen, start=1) if x >= 137)
    assert (found.tried, found.right) == (first, first - 1)  # shrinking is no further trial
    assert len(seen) > first


def test_a_planted_counterexample_among_problems_is_small_and_readable():
    found = search(exact(problems(), lambda problem, case: len(problem.X[0]) < 2), "one", 0)
    assert found.outcome is Outcome.FAILS
    assert found.detail.startswith("Problem(X=((")
    smallest = eval(found.detail, {"Problem": Problem})
    assert smallest.features.shape == (3, 2)


def test_a_true_property_holds_after_as_many_examples_as_promised():
    seen = []
    found = search(exact(st.integers(), lambda x, case: seen.append(x) is None and x * 0 == 0), "one", 0)
    assert found == Finding(outcome=Outcome.HOLDS, tried=EXAMPLES, right=EXAMPLES, detail="")
    assert len(seen) == EXAMPLES
    assert len(set(seen)) > EXAMPLES / 2


def test_a_property_of_few_examples_is_tried_on_all_of_them():
    seen = set()
    found = search(exact(st.sampled_from("abc"), lambda x, case: seen.add(x) is None), "one", 0)
    assert found.outcome is Outcome.HOLDS
    assert seen == {"a", "b", "c"}
    assert found.tried == found.right


def test_the_case_is_handed_over():
    only_two = exact(st.integers(), lambda x, case: case == "two")
    assert search(only_two, "one", 0).outcome is Outcome.FAILS
    assert search(only_two, "two", 0).outcome is Outcome.HOLDS


def examples_tried(seed: int, case: str = "one", name: str = "planted") -> list[int]:
    seen: list[int] = []
    search(exact(st.integers(0, 10**9), lambda x, case: seen.append(x) is None, name), case, seed)
    return seen


def test_examples_depend_on_seed_and_strategy_alone():
    assert examples_tried(0) == examples_tried(0) == examples_tried(0, "two") == examples_tried(0, "one", "other")
    assert examples_tried(0) != examples_tried(1)


def test_examples_are_generated_once_for_all_who_share_a_strategy():
    assert examples(problems, 5) is examples(problems, 5)
    assert examples(problems, 5) != examples(problems, 6)


def test_a_counterexample_is_the_same_each_time():
    planted = exact(problems(), lambda problem, case: problem.alpha < 1)
    assert search(planted, "one", 3) == search(planted, "one", 3)


def test_a_predicate_that_raises_is_no_evidence():
    with pytest.raises(ZeroDivisionError):
        search(exact(st.integers(), lambda x, case: x / 0 > 1), "one", 0)


@pytest.mark.parametrize(("right", "outcome"), [(True, Outcome.HOLDS), (False, Outcome.FAILS)])
def test_a_count_holds_or_fails_and_shows_its_numbers(right, outcome):
    reading = counted(lambda counts: (counts["l2"] > counts["l1"]) == right, l2=3, l1=2)
    found = count(reading.counts("one"), reading)
    assert found == Finding(outcome=outcome, tried=1, right=int(right), detail="l2: 3, l1: 2")


@pytest.mark.parametrize("outcome", Outcome)
def test_a_finding_survives_its_text(outcome):
    finding = Finding(outcome=outcome, tried=7, right=6, detail='Problem("a", \n "ü")')
    assert load(finding.dump()) == finding
    assert load(finding.dump()).outcome is outcome


def declared() -> tuple[Claim, Exact]:
    claim = all_claims()["l2-is-weight-decay-under-gradient-descent"]
    reading = claim.readings[0]
    assert isinstance(reading, Exact)
    return claim, reading


def test_a_finding_of_a_declared_claim_is_found_by_name():
    claim, reading = declared()
    text = find(claim.id, claim.module, reading.name, "regression", 0)
    assert load(text) == search(reading, "regression", 0)
    assert load(text).outcome is Outcome.HOLDS
    popular = all_claims()["l2-more-popular"]
    counts = load(find(popular.id, popular.module, popular.readings[0].name, "regressors", 0))
    assert counts.tried == 1
    assert counts.detail.startswith("l2: ")


def test_a_key_tells_apart_what_would_change_the_finding():
    claim, reading = declared()
    popular = all_claims()["l2-more-popular"]
    keys = [about(claim, reading, case, seed) for case in reading.cases for seed in (0, 1)]
    keys += [about(popular, r, case, 0) for r in popular.readings for case in r.cells()]
    assert len(set(keys)) == len(keys) == 4 + 4
    assert about(claim, reading, "regression", 0) in keys
    counted = popular.readings[0]
    assert about(popular, counted, "regressors", 0) == about(popular, counted, "regressors", 1)
