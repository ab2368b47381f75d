"""Runs side by side: what differs is found, and only what cannot be true together is called wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from regclaims.fixtures import appraisal
from regclaims.fixtures.errors import UsageError
from regclaims.tests.trust import kept
from regclaims.tests.trust.outcomes import Run, differing, most_wrong_runs, must_be_wrong, run
from regclaims.tests.trust.seeds import KEPT, kept_runs, part

A, B = ("l1-is-so", "so", "a"), ("l1-is-so", "so", "b")


def made(seed: int, verdict: str = "supported", *, a: str = "holds", b: str = "undecided") -> Run:
    return Run(seed=seed, seconds=1.0, draws=10, events=0, verdicts={"l1-is-so": verdict}, sampled={A: a, B: b})


def answer(*runs: Run):
    return part(runs, {"l1-is-so": "supported"}, "command")


def test_runs_that_agree_pass():
    found = answer(made(0), made(1), made(2))
    assert found.passed
    assert "0 of 3 verdicts differ" in found.says


def test_a_verdict_unlike_the_ledger_is_listed():
    found = answer(made(0), made(1, "contradicted"))
    assert not found.passed
    assert ("l1-is-so", 1, "supported", "contradicted") in found.tables[1].rows


def test_an_undecided_cell_differs_from_nothing():
    assert list(differing([{A: "undecided"}, {A: "holds"}, {}])) == []


@pytest.mark.parametrize(
    ("outcomes", "turned", "contradiction"),
    [(("holds", "fails"), True, True), (("holds", "toss-up"), True, False), (("fails", "toss-up"), False, False)],
)
def test_only_holding_and_failing_exclude_each_other(outcomes, turned, contradiction):
    (cell,) = differing([{A: outcome} for outcome in outcomes])
    assert (cell.turned, cell.contradiction) == (turned, contradiction)


def test_the_minority_is_taken_as_wrong():
    runs = [{A: "holds"}, {A: "fails"}, {A: "holds"}, {A: "toss-up"}]
    assert must_be_wrong(list(differing(runs)), runs) == [1]


def test_more_wrong_runs_than_alpha_allows_break_the_promise():
    """The runs that differ do so in cells of their own, so that each is wrong by itself."""
    places = [("l1-is-so", "so", str(i)) for i in range(20)]

    def runs(wrong: int) -> list[Run]:
        return [
            Run(
                seed=seed,
                seconds=1.0,
                draws=10,
                events=0,
                verdicts={"l1-is-so": "supported"},
                sampled={place: "fails" if seed == i < wrong else "holds" for i, place in enumerate(places)},
            )
            for seed in range(20)
        ]

    most = most_wrong_runs(20, 0.01)
    assert answer(*runs(most)).passed
    assert not answer(*runs(most + 1)).passed


def test_the_number_of_wrong_runs_is_a_binomial_bound():
    most = most_wrong_runs(20, 0.01)
    assert stats.binom.sf(most, 20, 0.01) <= 0.001 < stats.binom.sf(most - 1, 20, 0.01)


def test_the_clock_and_exact_cells_are_kept_apart():
    def claim(id: str, evidence: str, machine: str) -> dict:
        cell = {"dgm": "a", "outcome": "holds", "evidence": evidence}
        readings = [{"name": "so", "cells": [cell]}]
        return {"id": id, "verdict": "supported", "kind": None, "machine": machine, "readings": readings}

    claims = [claim("timed", "frequency", "a machine"), claim("exact", "exact", ""), claim("sampled", "frequency", "")]
    found = run({"run": {"seed": 1, "seconds": 2.0, "draws": 3}, "claims": claims, "events": []})
    assert found.sampled.keys() == {("sampled", "so", "a")}
    assert found.others.keys() == {("timed", "so", "a"), ("exact", "so", "a")}


def test_kept_runs_come_back_as_they_were_and_are_not_measured_again(tmp_path):
    path, asked = tmp_path / "seeds.json", []

    def measured(seed: int) -> Run:
        asked.append(seed)
        return made(seed, "ill-posed: depends", a=["holds", "fails", "toss-up"][seed])

    first = kept_runs(2, measured, path)
    again = kept_runs(3, measured, path)
    assert asked == [0, 1, 2]
    assert again[:2] == first == [measured(0), measured(1)]


def test_runs_of_other_code_are_measured_again(tmp_path):
    path, about = tmp_path / "seeds.json", appraisal.about("")
    kept.write(path, replace(about, code="other"), [made(0)])
    assert kept.read(path, about) == {}
    kept.write(path, replace(about, versions={**about.versions, "numpy": "0"}), [made(0)])
    assert kept.read(path, about) == {}
    kept.write(path, about, [made(0)])
    assert kept.read(path, about) == {0: made(0)}


def test_runs_of_other_cells_are_not_kept_together(tmp_path):
    other = replace(made(1), sampled={A: "holds"})
    with pytest.raises(ValueError, match="seed 1: required are the claims and cells of seed 0"):
        kept.write(tmp_path / "seeds.json", appraisal.about(""), [made(0), other])


def test_what_holds_no_runs_is_named(tmp_path):
    path = tmp_path / "seeds.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="no kept runs"):
        kept.read(path, appraisal.about(""))


def test_the_runs_in_the_repository_can_be_read_and_are_those_of_the_first_seeds():
    runs = kept.read(KEPT, appraisal.about(""))
    assert sorted(runs) == list(range(len(runs)))
