"""Optimality: minimisers have no residual, others do; every door of the laboratory is watched, a new one noticed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import HuberRegressor, Lasso

from regclaims.claims import optimality as walk
from regclaims.claims.claim import all_claims
from regclaims.fixtures import absolute, dgms, least_squares, liblinear, methods, observers, stopping
from regclaims.fixtures.appraisal import lines
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.experiments import EXPERIMENTS, causes, early, fits, growth, losses
from regclaims.fixtures.methods import L1_RATIO
from regclaims.fixtures.observers import DOORS, FINAL, LEAST_NORM, SCORED, YARDSTICK, Seen, Watch, watching
from regclaims.fixtures.optimality import LOSS, Problem, beyond_rows, intercept_residuals, residuals
from regclaims.fixtures.performance import Fit
from regclaims.fixtures.tuning import tuned
from regclaims.reports.cli import main

TASKS = ("regression", "classification")
PENALTIES = ("l1", "l2", "elastic_net")
EXCHANGED = {"l1": 0.0, "l2": 1.0, "elastic_net": 0.9}
"""Another mixture for each."""
SHARES = np.array([0.5, 0.1, 0.03])


def draw_of(task, n=60, p=8, number=0):
    return dgms.DGM(task=task, n_samples=n, n_features=p, relevant=0.5, snr=2.0, rho=0.5).draw(0, number)


def fitted(task, penalty, tol=1e-9, **sizes):
    """A problem at three strengths, and its fits."""
    draw = draw_of(task, **sizes)
    strengths = SHARES * methods.zeroing_strength(draw.X, draw.y)
    path = methods.path(task, penalty, draw.X, draw.y, strengths, tol)
    return Problem(LOSS[task], draw.X, draw.y, strengths, L1_RATIO[penalty]), path.intercepts, path.coefs


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("task", TASKS)
class TestResidual:
    def test_minimisers_have_next_to_none(self, task, penalty):
        problem, intercepts, coefs = fitted(task, penalty)
        # What is left in classification is liblinear's pull at the intercept.
        assert residuals(problem, intercepts, coefs).max() < (1e-4 if task == "regression" else 1e-2)
        assert intercept_residuals(problem, intercepts, coefs).max() < (1e-12 if task == "regression" else 0.02)

    def test_others_have(self, task, penalty):
        problem, intercepts, coefs = fitted(task, penalty)
        for moved in (coefs + 0.1, 0.8 * coefs):
            assert residuals(problem, intercepts, moved).min() > 0.02
        assert intercept_residuals(problem, intercepts + 1, coefs).min() > 0.1

    def test_the_empty_model_has_what_the_kink_leaves_of_one(self, task, penalty):
        problem, _, coefs = fitted(task, penalty)
        centre = problem.y.mean()
        empty = np.full(3, centre if task == "regression" else np.log(centre / (1 - centre)))
        found = residuals(problem, empty, 0 * coefs)
        assert found == pytest.approx(1 - SHARES * L1_RATIO[penalty], abs=0.1)
        assert found == pytest.approx(np.ones(3)) or penalty != "l2"

    @pytest.mark.parametrize("factor", [60, 1.2, 1 / 60])
    def test_a_wrong_strength_is_seen(self, task, penalty, factor):
        problem, intercepts, coefs = fitted(task, penalty)
        wrong = Problem(problem.loss, problem.X, problem.y, factor * problem.strengths, problem.l1_ratio)
        assert residuals(wrong, intercepts, coefs).max() > 0.01

    def test_penalties_exchanged_are_seen(self, task, penalty):
        problem, intercepts, coefs = fitted(task, penalty)
        wrong = Problem(problem.loss, problem.X, problem.y, problem.strengths, EXCHANGED[penalty])
        assert residuals(wrong, intercepts, coefs).max() > 0.03

    def test_units_do_not_matter(self, task, penalty):
        """The same steps in other units: the objective is told with each weight's own strength, so only without one."""
        problem, intercepts, coefs = fitted(task, penalty)
        units = np.geomspace(1, 1000, problem.X.shape[1])
        free = Problem(problem.loss, problem.X, problem.y, 0 * problem.strengths)
        other = Problem(problem.loss, problem.X * units, problem.y, 0 * problem.strengths)
        assert residuals(free, intercepts, coefs) == pytest.approx(residuals(other, intercepts, coefs / units))


@pytest.mark.parametrize("sizes", [{}, {"n": 30, "p": 50}], ids=["n > p", "p > n"])
@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("tol", [1e-2, 1e-4, 1e-7])
class TestStoppingRules:
    def test_fits_keep_to_them(self, penalty, tol, sizes):
        for task, rule in (
            ("regression", stopping.direct if penalty == "l2" else stopping.descent(tol)),
            ("classification", stopping.liblinear(tol)),
        ):
            problem, *fit = fitted(task, penalty, tol, **sizes)
            assert rule(problem, *fit).share(problem, *fit).max() <= 1

    def test_fits_at_a_tolerance_a_thousand_times_looser_do_not_keep_to_liblinears(self, penalty, tol, sizes):
        problem, *fit = fitted("classification", penalty, min(1000 * tol, 1.0), **sizes)
        assert stopping.liblinear(tol)(problem, *fit).share(problem, *fit).max() > 1


def test_logistic_regression_without_a_penalty_stops_by_its_slope():
    draw = draw_of("classification", n=200)
    fit = methods.unpenalized("classification", draw.X, draw.y)
    problem, given = Problem("logistic", draw.X, draw.y, np.zeros(1)), (np.array([fit.intercept]), fit.coef[None, :])
    assert stopping.slope(1e-4)(problem, *given).share(problem, *given)[0] <= 1
    assert stopping.slope(1e-9)(problem, *given).share(problem, *given)[0] > 1
    assert stopping.accuracy(1e-4)(problem, *given).share(problem, *given)[0] <= 1
    assert stopping.accuracy(1e-4)(problem, given[0], 0.9 * given[1]).share(problem, given[0], 0.9 * given[1])[0] > 1


def test_the_shortest_of_many_least_squares_is_known():
    draw = draw_of("regression", n=20, p=30)
    X, y = draw.X - draw.X.mean(axis=0), draw.y - draw.y.mean()
    shortest = np.linalg.lstsq(X, y, rcond=None)[0]
    assert beyond_rows(draw.X, shortest) < 1e-12
    idle = np.linalg.svd(X)[2][-1]
    assert beyond_rows(draw.X, shortest + 0.1 * np.linalg.norm(shortest) * idle) == pytest.approx(0.1, rel=0.02)


@pytest.mark.parametrize("penalty", ["none", "l1", "l2"])
class TestAbsoluteLoss:
    def fitted(self, penalty):
        draw = draw_of("regression")
        if penalty == "none":
            return draw, losses.absolute(draw.X, draw.y), 0.0
        return draw, causes.fit("absolute", penalty, draw.X, draw.y, 0.1), 0.1

    def left(self, penalty, draw, fit, alpha):
        return absolute.residual(draw.X, draw.y, fit, alpha, float(penalty == "l1"), 2e-4)

    def test_minimisers_have_next_to_no_residual(self, penalty):
        draw, fit, alpha = self.fitted(penalty)
        assert self.left(penalty, draw, fit, alpha) < 1e-9

    def test_others_have(self, penalty):
        draw, fit, alpha = self.fitted(penalty)
        for other in (replace(fit, coef=0.9 * fit.coef), replace(fit, intercept=fit.intercept + 0.2)):
            assert self.left(penalty, draw, other, alpha) > 0.02
        empty = Fit(float(np.median(draw.y)), 0 * fit.coef)
        assert self.left("none", draw, empty, 0.0) == pytest.approx(1, abs=0.1)

    def test_a_wrong_strength_is_seen(self, penalty):
        draw, fit, alpha = self.fitted(penalty)
        assert self.left(penalty, draw, fit, 3 * alpha + 0.1) > 0.005


# Observers


def seen(*calls, doors=tuple(DOORS), experiment="fits") -> Watch:
    with watching(Watch(experiment), doors) as watch:
        for call in calls:
            call()
    return watch


def test_every_door_sees_what_goes_through_it():
    reg, wide, clf = draw_of("regression"), draw_of("regression", n=20, p=30), draw_of("classification")
    data = least_squares.centred(reg.X, reg.y)
    two = np.array([0.2, 0.1])
    for call, kind, count in (
        (lambda: methods.at_strength("regression", "l1", reg.X, reg.y, 0.1), FINAL, 1),
        (lambda: fits.without_penalty(clf), FINAL, 1),
        (lambda: growth.fit_on(np.ones(30, dtype=bool), wide), LEAST_NORM, 1),
        (lambda: methods.logistic_path("l2", clf.X, clf.y, two, 1e-2), SCORED, 2),
        (lambda: least_squares.elastic_net(data, 0.5, two, 1e-3), SCORED, 2),
        (lambda: least_squares.ridge_by_eigenvalues(data, two), SCORED, 2),
        (lambda: losses.absolute(reg.X, reg.y), FINAL, 1),
        (lambda: causes.fit("absolute", "l2", reg.X, reg.y, 0.1), FINAL, 1),
        (lambda: causes.fit("squared", "l1", reg.X, reg.y, 0.1), FINAL, 1),
        (lambda: early.l2_path("classification", clf.X, clf.y, two), FINAL, 2),
    ):
        watch = seen(call)
        assert watch.fits[-1].kind == kind
        assert len(watch.fits[-1].residuals) == count
        assert not watch.unseen
        if kind != LEAST_NORM:
            assert watch.fits[-1].shares.max() <= 1


def test_yardsticks_are_seen():
    draw = draw_of("regression")
    problem = EXPERIMENTS["cost"].measure.__globals__["Problem"]("regression", "l1", 0.1, draw.X, draw.y)
    watch = seen(problem.allowed, lambda: problem.value(Lasso().fit(draw.X, draw.y)), experiment="cost")
    assert [fit.kind for fit in watch.fits] == [YARDSTICK]
    assert watch.no_minimisers == {"Lasso.fit": 1}


def test_nothing_is_watched_afterwards():
    before = methods.path, Lasso.fit, least_squares.lstsq, fits.unpenalized
    seen(lambda: None)
    assert (methods.path, Lasso.fit, least_squares.lstsq, fits.unpenalized) == before


def test_a_solver_without_a_door_is_noticed():
    draw = draw_of("regression")
    watch = seen(lambda: HuberRegressor().fit(draw.X, draw.y), lambda: Lasso().fit(draw.X, draw.y))
    assert watch.unseen == {"HuberRegressor.fit": 1, "Lasso.fit": 1}


@pytest.mark.parametrize("door", [door for door in DOORS if not door.startswith("experiments.cost")])
def test_a_door_that_nobody_watches_is_noticed(door):
    """What goes through it then reaches a solver in the open."""
    reg, clf = draw_of("regression"), draw_of("classification")

    def everything() -> None:
        for draw in (reg, clf):
            task = draw.dgm.task
            methods.unpenalized(task, draw.X, draw.y)
            early.l2_path(task, draw.X - draw.X.mean(axis=0), draw.y - 0.0, np.array([0.1]))
            for penalty in ("l1", "l2"):
                tuned(task, penalty, draw.X, draw.y)
        losses.absolute(reg.X, reg.y)
        causes.fit("absolute", "l2", reg.X, reg.y, 0.1)

    assert not seen(everything).unseen
    assert seen(everything, doors=[other for other in DOORS if other != door]).unseen


def test_all_that_is_borrowed_is_known_to_fit_or_not():
    known = {*observers.SOLVERS, *observers.NO_SOLVERS}
    assert set(observers.borrowed()) <= known


def fits_by_other_ways(source: str) -> list[str]:
    """Whole modules of scikit-learn and SciPy, and NumPy's solvers, that a module's text reaches for."""
    whole = r"""(?:^import |^from (?=scipy import)|late\(")((?:scipy|sklearn)[\w.]*)"""
    modules = [name for name in re.findall(whole, source, flags=re.MULTILINE) if name != "scipy.special"]
    return modules + re.findall(r"linalg\.(?:solve|lstsq|inv|pinv)\b", source)


def test_nothing_else_that_fits_is_within_reach():
    for module in observers.measuring_modules():
        assert fits_by_other_ways(Path(module.__file__).read_text(encoding="utf-8")) == [], module


def test_another_way_would_be_noticed():
    for line in ("import scipy.optimize", 'optimize = late("scipy.optimize")', "from scipy import optimize"):
        assert fits_by_other_ways(f"x = 1\n{line}\ny = 2\n") in (["scipy.optimize"], ["scipy"])
    assert fits_by_other_ways("w = np.linalg.solve(A, b)") == ["linalg.solve"]


def test_something_new_that_is_borrowed_would_be_noticed(monkeypatch):
    from scipy.optimize import nnls

    monkeypatch.setattr(growth, "nnls", nnls, raising=False)
    assert set(observers.borrowed()) - {*observers.SOLVERS, *observers.NO_SOLVERS} == {"nnls"}


def test_every_excuse_is_an_experiments():
    assert set(observers.NO_MINIMISERS) <= set(EXPERIMENTS)


# The walk


def test_draws_are_spread_evenly():
    worlds = ["a", "b", "c", "d"]
    assert walk.spread(worlds, 6) == {"a": range(2), "b": range(1), "c": range(2), "d": range(1)}
    assert walk.spread(worlds, 2) == {"a": range(1), "c": range(1)}
    for draws in range(1, 12):
        assert sum(map(len, walk.spread(worlds, draws).values())) == draws


def test_every_experiment_is_walked():
    assert {one.experiment for one in walk.in_use(all_claims().values())} == set(EXPERIMENTS)


def test_fits_of_some_experiments_are_minima():
    for name in ("defaults", "contrast", "paths"):
        made = walk.appraise(2, name)
        assert not made.unseen
        assert not sum(found.failed for found in made.found)
        assert max(fit.shares.max() for found in made.found for fit in found.fits if fit.kind != LEAST_NORM) <= 1


def test_a_penalty_that_is_forgotten_is_told(monkeypatch):
    """liblinear asked for ten times the C, and ridge for no penalty to speak of."""
    fit, ridge = liblinear.logistic, least_squares.ridge
    monkeypatch.setattr(liblinear, "logistic", lambda penalty, X, y, C, tol: fit(penalty, X, y, 10 * C, tol))
    monkeypatch.setattr(least_squares, "ridge", lambda data, strengths: ridge(data, 1e-9 * strengths))
    part = walk.part(walk.appraise(4, "defaults"), "regclaims optimality")
    assert not part.passed
    assert "fits that are measured" in part.says
    assert "NOT as promised" in next(lines(part))


def test_the_answer_tells_what_was_not_seen():
    def kept(share):
        one = np.array([share])
        return walk.Found("fits", "l1", 1, 0, [Seen(FINAL, "s", one, one, one, one)])

    assert walk.part(walk.Appraisal([kept(0.5)]), "c").passed
    assert not walk.part(walk.Appraisal([kept(1.5)]), "c").passed
    assert not walk.part(walk.Appraisal([kept(np.nan)]), "c").passed
    assert not walk.part(walk.Appraisal([]), "c").passed
    unseen = walk.part(walk.Appraisal([kept(0.5)], {}, {"fits": walk.Counter({"Lasso.fit": 2})}), "c")
    assert not unseen.passed
    assert "Lasso.fit in fits" in unseen.says


def test_wrong_wishes_are_refused(capsys):
    with pytest.raises(UsageError, match="required is 1 or more"):
        walk.appraise(0)
    assert main(["optimality", "-k", "fitz"]) == 2
    assert "did you mean 'fits'" in capsys.readouterr().err
    assert main(["optimality", "-k", "fits", "--record"]) == 2
    assert "leave one of the two out" in capsys.readouterr().err
