"""Is every fit a minimum? Draws of all worlds that claims are about, measured with observers at the laboratory's doors.

Each method of each experiment is measured on draws spread evenly over its worlds, by the very code that measures for
the claims; only the observers of :mod:`regclaims.fixtures.observers` stand between. What is over its solver's own
stopping rule, and what no observer saw, is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.readings import Sampled
from regclaims.fixtures import appraisal, worker
from regclaims.fixtures.appraisal import Part, Table
from regclaims.fixtures.blocks import Series, series_of
from regclaims.fixtures.errors import UsageError, nearest
from regclaims.fixtures.experiments import EXPERIMENTS
from regclaims.fixtures.observers import FINAL, LEAST_NORM, NO_MINIMISERS, SCORED, YARDSTICK, Seen, Watch, watching

SEED = 0
DRAWS = 100
"""Draws of each method of each experiment, by default."""


@dataclass
class Found:
    """What was seen of one method of one experiment."""

    experiment: str
    method: str
    draws: int
    failed: int
    fits: list[Seen] = field(default_factory=list)


@dataclass
class Appraisal:
    """What was seen of all of them."""

    found: list[Found] = field(default_factory=list)
    no_minimisers: Mapping[str, Counter[str]] = field(default_factory=dict)
    """Experiment -> solver -> calls whose fits are no minimisers, on purpose."""
    unseen: Mapping[str, Counter[str]] = field(default_factory=dict)
    """Experiment -> solver -> calls through no door."""


def in_use(claims: Iterable[Claim]) -> list[Series]:
    """Every method on every world that a claim reads, once, in the order of experiments."""
    series = {
        one
        for claim in claims
        for reading in claim.readings
        if isinstance(reading, Sampled)
        for world in reading.worlds
        for one in series_of(world, reading.methods(claim.roles))
    }
    order = list(EXPERIMENTS)
    return sorted(series, key=lambda one: (order.index(one.experiment), one.method, one.dgm))


def spread(worlds: Sequence[str], draws: int) -> dict[str, range]:
    """``draws`` over ``worlds``, evenly: the first of each; where they do not go round, of evenly spaced ones."""
    each, more = divmod(draws, len(worlds))
    further = {i * len(worlds) // more for i in range(more)}
    return {world: range(each + (i in further)) for i, world in enumerate(worlds) if each or i in further}


def appraise(draws: int = DRAWS, only: str = "", say: Callable[[str], object] = lambda line: None) -> Appraisal:
    """Measure and observe; ``only``: experiments whose name holds it. ``say`` is told what is being measured."""
    if draws < 1:
        raise UsageError(f"--draws {draws}: required is 1 or more")
    wanted = [one for one in in_use(all_claims().values()) if only in one.experiment]
    if not wanted:
        raise UsageError(f"-k {only}: no experiment has it in its name{nearest(only, EXPERIMENTS)}")
    made, no_minimisers, unseen = Appraisal(), dict[str, Counter[str]](), dict[str, Counter[str]]()
    with worker.one_thread(), watching(Watch()) as watch:
        for (experiment, method), group in groupby(wanted, key=lambda one: (one.experiment, one.method)):
            say(f"{experiment} {method}")
            watch.experiment, watch.fits = experiment, []
            watch.no_minimisers = no_minimisers.setdefault(experiment, Counter())
            watch.unseen = unseen.setdefault(experiment, Counter())
            failed = 0
            given = spread([one.dgm for one in group], draws)
            for dgm, numbers in given.items():
                (block,) = worker.measure(experiment, [method], dgm, SEED, numbers)
                failed += len(block.events)
            made.found.append(Found(experiment, method, sum(map(len, given.values())), failed, watch.fits))
    made.no_minimisers = {name: calls for name, calls in no_minimisers.items() if calls}
    made.unseen = {name: calls for name, calls in unseen.items() if calls}
    return made


# The answer


@dataclass(frozen=True)
class Share:
    """Fits of one row of a table."""

    fits: int
    largest: float
    most: float
    """99 % are at most so large."""
    intercept: float
    tolerance: float
    """The median over fits."""
    share: float
    """Of what is allowed, the largest."""
    over: int

    @property
    def row(self) -> tuple[int | float, ...]:
        """As a table shows it."""
        return self.fits, self.largest, self.most, self.intercept, self.tolerance, self.share, self.over


COLUMNS = ("fits", "largest residual", "99 %", "of intercept", "tolerance", "largest share of it", "over")


def share(fits: Sequence[Seen]) -> Share:
    """Of one fit or more."""
    residuals, shares = (np.concatenate(each) for each in ([f.residuals for f in fits], [f.shares for f in fits]))
    return Share(
        len(residuals),
        float(residuals.max()),
        float(np.quantile(residuals, 0.99)),
        float(max(each.intercepts.max() for each in fits)),
        float(np.median(np.concatenate([each.tolerances for each in fits]))),
        float(shares.max()),
        int(np.count_nonzero(~(shares <= 1))),
    )


KINDS = {
    FINAL: "Fits that are measured",
    SCORED: "Fits that are only scored in tuning",
    YARDSTICK: "Fits that are the yardstick of equal accuracy",
    LEAST_NORM: "Least squares that have to be the shortest of many",
}


def part(made: Appraisal, command: str) -> Part:
    """The answer, with its tables."""
    fits = [(found, fit) for found in made.found for fit in found.fits]
    everything = share([fit for _, fit in fits]) if fits else Share(0, 0, 0, 0, 0, 0, 0)
    unseen = sum(calls.total() for calls in made.unseen.values())
    draws, failed = (sum(getattr(found, name) for found in made.found) for name in ("draws", "failed"))
    tables = [
        Table(
            title="By solver",
            columns=("solver", "fits are", *COLUMNS),
            rows=tuple(
                (*key, *share(group).row) for key, group in _grouped(fits, lambda _, fit: (fit.solver, fit.kind))
            ),
        )
    ]
    for kind, title in KINDS.items():
        some = [(found, fit) for found, fit in fits if fit.kind == kind]
        groups = _grouped(some, lambda found, _: (found.experiment, found.method))
        tables.append(
            Table(
                title=title,
                columns=("experiment", "method", *COLUMNS),
                rows=tuple((*key, *share(group).row) for key, group in groups),
            )
        )
    tables.append(
        Table(
            title="No minimisers, on purpose",
            columns=("experiment", "calls", "reason"),
            rows=tuple(
                (name, ", ".join(f"{solver} {n:,}" for solver, n in calls.items()), NO_MINIMISERS[name].reason)
                for name, calls in made.no_minimisers.items()
            ),
        )
    )
    over = ", ".join(f"{n:,} of {total:,} {KINDS[kind].lower()}" for kind, (n, total) in _over(fits).items())
    not_seen = ", ".join(f"{solver} in {name}" for name, calls in made.unseen.items() for solver in calls) or "none"
    seen = sum(len(fit.residuals) for _, fit in fits if fit.kind != LEAST_NORM)
    experiments = len({found.experiment for found in made.found})
    return Part(
        name="optimality",
        title="Is every fit a minimum of what it should minimise?",
        says=f"Of {seen:,} fits in {draws:,} draws of {experiments:,} experiments, {everything.over:,} are farther "
        f"from the minimum than their solver's stopping rule allows{f' ({over})' if over else ''}. Solvers that no "
        f"observer saw: {not_seen}. Draws that failed: {failed:,}. An intercept is off by {everything.intercept:.2g} "
        "standard deviations of y at most.",
        passed=bool(fits) and not everything.over and not unseen and not failed,
        about=appraisal.about(command),
        tables=tuple(table for table in tables if table.rows),
        notes=NOTES,
    )


NOTES = (
    "Residual: how far a weight moves in a proximal step by itself, in a common unit; 0 is a minimum, 1 the empty "
    "model (fixtures/optimality.py). Of intercept: standard deviations of y by which the fitted mean is off, at most.",
    "Tolerance: what the solver's own stopping rule leaves of the residual (fixtures/stopping.py), the median over "
    "fits; each fit is held against its own, its intercept too. Coordinate descent stops by its duality gap, which "
    "allows much more than it leaves.",
    "Liblinear shrinks the intercept as if it were the weight of a feature of 100: the stronger the penalty, the more. "
    "That is known of it and allowed for, and moves the weights of features whose mean is not 0.",
    "Fits that are only scored are made to looser tolerances on purpose.",
    "Least squares: the residual is the share of the weights outside the span of the rows, which a shorter solution "
    "does without.",
    "Yardstick: asked of it is a tenth of the accuracy (1e-3 of the way from the empty model to the minimum) that fits "
    "are compared at.",
)


def _grouped(
    fits: Sequence[tuple[Found, Seen]], key: Callable[[Found, Seen], tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], list[Seen]]]:
    groups: dict[tuple[str, str], list[Seen]] = {}
    for found, fit in fits:
        groups.setdefault(key(found, fit), []).append(fit)
    yield from groups.items()


def _over(fits: Sequence[tuple[Found, Seen]]) -> dict[str, tuple[int, int]]:
    """Kind -> fits over what is allowed, of how many, where there are any."""
    of = {kind: share(group) for (kind, _), group in _grouped(fits, lambda _, fit: (fit.kind, ""))}
    return {kind: (found.over, found.fits) for kind, found in of.items() if found.over}
