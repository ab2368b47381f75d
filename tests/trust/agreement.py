"""Do others find the same fits? ``python -m regclaims.tests.trust.agreement [--problems N] [--record]``.

Random problems, n > p and p > n, are fitted as the laboratory fits what it measures (``methods.at_strength``) and by
every peer that is here (:mod:`regclaims.tests.trust.peers`). Two things are compared:

* the textbook objective, in shares of the way from the empty model to the minimum, to OBJECTIVE. Coordinate
  descent's duality gap is at most 1e-7 y'y, which is twice that of the empty model: 1e-5 where the way is a fiftieth
  of it. liblinear also pays ``pull`` for its intercept, l1_ratio alpha |b| / 100 (or alpha b^2 / 2 / 100^2 for L2),
  so that its fit may lie above the minimum by what it saved there, and that much is taken off.
* the weights, in standard deviations of their features over the largest, to WEIGHTS, where the objective is strictly
  convex: with squares in the penalty, or with more samples than features. A gap of 1e-7 var(y) lets weights move by
  its root over that of the curvature, which is 1e-3 where a tenth of it is left. In classification the peers are
  asked again with the intercept held at ours, so that the pull at it is in neither. glmnet's Newton steps then
  diverge now and then, when the held intercept is large: an answer that is worse than the empty model is counted and
  not compared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regclaims.fixtures import appraisal, dgms, methods
from regclaims.fixtures.appraisal import Part, Table
from regclaims.fixtures.dgms import DGM, Task
from regclaims.fixtures.liblinear import INTERCEPT_SCALING
from regclaims.fixtures.methods import L1_RATIO, Penalty
from regclaims.fixtures.optimality import LOSS, Problem
from regclaims.fixtures.performance import Fit
from regclaims.reports import trust
from regclaims.tests.trust.peers import PEERS, Peer, Question

MODELS: dict[str, tuple[Task, tuple[Penalty, ...]]] = {
    "lasso": ("regression", ("l1",)),
    "ridge": ("regression", ("l2",)),
    "elastic net": ("regression", ("elastic_net", "mostly_l1", "mostly_l2")),
    "logistic, L1": ("classification", ("l1",)),
    "logistic, L2": ("classification", ("l2",)),
    "logistic, elastic net": ("classification", ("elastic_net", "mostly_l1", "mostly_l2")),
}
OBJECTIVE = 1e-5
"""Of the way from the empty model to the minimum."""
WEIGHTS = 1e-3
"""Of the largest weight, in standard deviations of the features."""
PROBLEMS = 200
"""Of each model, by default."""


@dataclass(frozen=True, eq=False)
class Case:
    """One problem, and our fit."""

    task: Task
    problem: Problem
    ours: Fit

    @property
    def unique(self) -> bool:
        """Whether the objective is strictly convex."""
        n, p = self.problem.X.shape
        return self.problem.l1_ratio < 1 or n > p + 1


@dataclass(frozen=True)
class Difference:
    """How far two fits of one problem are apart."""

    objective: float
    """Ours less theirs, as a share of the way."""
    unexplained: float
    """Without what the pull at the intercept explains."""
    weights: float
    """The largest difference; NaN where there is none to tell."""
    agrees: bool
    diverged: bool = False
    """Whether the peer's fit with our intercept is worse than the empty model."""


def cases(model: str, count: int, seed: int = 0) -> list[Case]:
    """Random problems of one model, every other one with more features than samples, and our fits."""
    task, penalties = MODELS[model]
    found: list[Case] = []
    number = 0
    while len(found) < count:
        rng = dgms.stream(seed, f"agreement on {model}", number)
        number += 1
        world = _world(task, wide=len(found) % 2 == 1, rng=rng)
        draw = world.draw(seed, number)
        if np.ptp(draw.y) == 0:
            continue  # one class only: nothing to fit
        penalty = penalties[int(rng.integers(len(penalties)))]
        if penalty == "l2":
            strength = float(draw.X.var(axis=0).mean()) * 10 ** rng.uniform(-2, 1)
        else:
            strength = methods.zeroing_strength(draw.X, draw.y) / L1_RATIO[penalty] * 10 ** rng.uniform(-2, -0.3)
        problem = Problem(LOSS[task], draw.X, draw.y, np.array([strength]), L1_RATIO[penalty])
        found.append(Case(task, problem, methods.at_strength(task, penalty, draw.X, draw.y, strength)))
    return found


def _world(task: Task, wide: bool, rng: np.random.Generator) -> DGM:
    n = int(rng.integers(20, 81))
    return DGM(
        task=task,
        n_samples=n,
        n_features=int(rng.integers(n + 1, 2 * n)) if wide else int(rng.integers(2, n // 2)),
        relevant=float(rng.choice([0.0, 0.1, 0.5, 1.0])),
        snr=round(10 ** rng.uniform(-0.5, 1), 3),
        correlation="block" if rng.random() < 0.5 else "ar1",
        rho=round(rng.uniform(0, 0.95), 3),
        units=float(rng.choice([1.0, 10.0])),
    )


def difference(case: Case, theirs: Fit, held: Fit | None) -> Difference:
    """Between our fit and a peer's; ``held``: the peer's with our intercept, by which weights are compared."""
    problem, ours = case.problem, case.ours
    reached, best = _value(problem, ours), _value(problem, theirs)
    way = problem.empty_value() - min(reached, best)
    saved = max(_pull(case, theirs.intercept) - _pull(case, ours.intercept), 0.0) if reached > best else 0.0
    objective, unexplained = (reached - best) / way, max(abs(reached - best) - saved, 0.0) / way
    weights = np.nan
    diverged = held is not None and not _value(problem, held) <= max(problem.empty_value(), reached + way)
    if held is not None and not diverged:
        scale = problem.X.std(axis=0)
        largest = max(float((scale * np.abs(fit.coef)).max()) for fit in (ours, held))
        weights = float((scale * np.abs(ours.coef - held.coef)).max()) / (largest or 1.0)
    # A comparison with NaN is false: a fit that is none disagrees, and weights that are not compared do not.
    agrees = unexplained <= OBJECTIVE and not weights > WEIGHTS
    return Difference(objective, unexplained, weights, agrees, diverged)


def _value(problem: Problem, fit: Fit) -> float:
    return float(problem.value(np.array([fit.intercept]), fit.coef[None, :])[0])


def _pull(case: Case, intercept: float) -> float:
    """What liblinear pays for an intercept."""
    if case.task == "regression":
        return 0.0
    weight, alpha, ratio = abs(intercept) / INTERCEPT_SCALING, float(case.problem.strengths[0]), case.problem.l1_ratio
    return alpha * (ratio * weight if ratio else weight**2 / 2)


# The answer

COLUMNS = (
    *("model", "peer", "problems", "largest difference of the objective", "beyond the intercept's pull", "tolerance"),
    *("compared by weights", "largest difference of weights", "tolerance of weights", "diverged", "disagreements"),
)


def row(model: str, peer: str, differences: Sequence[Difference]) -> tuple[str | int | float, ...]:
    """One line of the table."""
    weights = np.array([each.weights for each in differences])
    unique = weights[~np.isnan(weights)]
    return (
        *(model, peer, len(differences)),
        *(max(abs(each.objective) for each in differences), max(each.unexplained for each in differences), OBJECTIVE),
        *(len(unique), float(unique.max(initial=0.0)), WEIGHTS),
        sum(each.diverged for each in differences),
        sum(not each.agrees for each in differences),
    )


def part(rows: Sequence[tuple[str | int | float, ...]], versions: Sequence[str], command: str) -> Part:
    """The answer, with its table."""
    compared, off = sum(int(line[2]) for line in rows), sum(int(line[-1]) for line in rows)
    peers = sorted({str(line[1]) for line in rows})
    missing = [peer.name for peer in PEERS if peer.name not in peers]
    said = f" Not asked, since not installed: {', '.join(missing)}." if missing else ""
    return Part(
        name="agreement",
        title="Do independent implementations find the same fits?",
        says=f"In {compared - off:,} of {compared:,} comparisons with {' and '.join(peers) or 'nobody'} the fits agree "
        f"to the tolerances stated; {off:,} do not.{said}",
        passed=bool(rows) and not off and not missing,
        about=appraisal.about(command),
        tables=(Table(title="Fits of random problems, ours against theirs", columns=COLUMNS, rows=tuple(rows)),),
        notes=(
            "The objective is compared in shares of the way from the empty model to the minimum, weights in standard "
            "deviations of their features over the largest, where the minimum is unique (tests/trust/agreement.py).",
            "In classification liblinear pulls at our intercept: what that explains of the objective is taken off, and "
            "weights are compared with the peers' intercept held at ours. Then glmnet's Newton steps "
            "diverge now and then; those answers, worse than the empty model, are not compared.",
            *versions,
        ),
    )


def ask(peer: Peer, count: int) -> dict[str, list[Difference]]:
    """Compare ``count`` random problems of each model with a peer."""
    posed = {model: cases(model, count) for model in MODELS}
    fits = iter(answers(peer, [case for some in posed.values() for case in some]))
    return {model: [difference(case, *next(fits)) for case in some] for model, some in posed.items()}


def answers(peer: Peer, posed: Sequence[Case]) -> list[tuple[Fit, Fit | None]]:
    """A peer's fits, and where they are unique those with our intercept.

    In regression these are the same, since nothing pulls at ours.
    """
    free = peer.solve([Question(case.problem) for case in posed])
    asked = [i for i, case in enumerate(posed) if case.unique]
    pulled = [i for i in asked if posed[i].task == "classification"]
    again = peer.solve([Question(posed[i].problem, posed[i].ours.intercept) for i in pulled]) if pulled else []
    held = {i: free[i] for i in asked} | dict(zip(pulled, again, strict=True))
    return [(fit, held.get(i)) for i, fit in enumerate(free)]


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all agree, 1 some do not or a peer is missing."""
    parser = argparse.ArgumentParser(prog="python -m regclaims.tests.trust.agreement", description=__doc__)
    parser.add_argument("--problems", type=int, default=PROBLEMS, metavar="N", help="of each model (default: 200)")
    parser.add_argument("--record", action="store_true", help="record the answer for the report")
    given = parser.parse_args(arguments)
    if given.problems < 1:
        parser.error(f"--problems {given.problems}: required is 1 or more")
    rows, versions = [], []
    for peer in PEERS:
        if peer.missing():
            print(f"{peer.name}: {peer.missing()}", file=sys.stderr)
            continue
        versions.append(f"{peer.name}: {peer.version()}.")
        rows += [row(model, peer.name, found) for model, found in ask(peer, given.problems).items()]
    command = f"python -m regclaims.tests.trust.agreement --problems {given.problems}"
    found = part(rows, versions, command)
    print("\n".join(appraisal.lines(found)))
    if given.record:
        print(f"recorded: {trust.write(found)}")
    return int(not found.passed)


if __name__ == "__main__":
    sys.exit(main())
