"""Others who solve what the laboratory solves: R's glmnet, and Clarabel, a general-purpose convex solver.

Both are handed the textbook objective of :mod:`regclaims.fixtures.methods`,

    mean loss + alpha * (l1_ratio * ||w||_1 + (1 - l1_ratio) / 2 * ||w||_2^2),   the intercept free.

glmnet (Friedman, Hastie & Tibshirani 2010) has the same objective, its strength called lambda and its mixture alpha, if
it is told ``standardize = FALSE``, but for one thing: in a gaussian fit it divides y, and with it lambda, by the
standard deviation s of y (with n, not n - 1, below the bar), and so divides the squares' part by s:

    mean half squared error + lambda * (mixture * ||w||_1 + (1 - mixture) / (2 s) * ||w||_2^2).

Here y is divided by s beforehand, so that glmnet has nothing left to divide. With v = w / s the textbook objective over
s^2 is mean half squared error + alpha l1_ratio / s * ||v||_1 + alpha (1 - l1_ratio) / 2 * ||v||_2^2, hence

    lambda = alpha * (l1_ratio / s + 1 - l1_ratio),   mixture = alpha * l1_ratio / (s * lambda).

Clarabel (Goulart & Chen 2024) minimises quadratics over cones. The squared error is a quadratic of residuals that are
variables themselves; |w_j| is the least t_j with -t_j <= w_j <= t_j; and log(1 + exp(z)) is the least u with
exp(z - u) + exp(-u) <= 1, two exponential cones a sample (Boyd & Vandenberghe 2004, sec. 4.2.5).

In classification the intercept can be held at a given value: by an offset in glmnet, by an equation in Clarabel.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy import sparse

from regclaims.fixtures.dgms import Array
from regclaims.fixtures.optimality import Problem
from regclaims.fixtures.performance import Fit


@dataclass(frozen=True, eq=False)
class Question:
    """What a peer is asked to minimise."""

    problem: Problem
    """With one strength."""
    held: float | None = None
    """The intercept where it is not free; in classification only."""


@dataclass(frozen=True)
class Peer:
    """Another implementation."""

    name: str
    missing: Callable[[], str]
    """Why it cannot be asked here and how to go on, or an empty string."""
    solve: Callable[[Sequence[Question]], list[Fit]]
    version: Callable[[], str]


# glmnet

SCRIPT = Path(__file__).with_name("glmnet.R")
FAMILY = {"squared": "gaussian", "logistic": "binomial"}


@cache
def glmnet_missing() -> str:
    """Whether Rscript is there, and glmnet with it."""
    if not shutil.which("Rscript"):
        return "Rscript is not found; install R with glmnet (Debian: r-base-core r-cran-glmnet)"
    found = subprocess.run(["Rscript", "-e", "library(glmnet)"], capture_output=True, check=False)
    return "R has no glmnet; install it (Debian: r-cran-glmnet)" if found.returncode else ""


def by_glmnet(questions: Sequence[Question]) -> list[Fit]:
    """Fits by glmnet, all in one process."""
    with tempfile.TemporaryDirectory() as folder:
        _export(questions, Path(folder))
        _rscript(SCRIPT, folder)
        numbers = np.fromfile(Path(folder) / "coef.bin")
    problems = [question.problem for question in questions]
    ends = np.cumsum([problem.X.shape[1] + 1 for problem in problems])
    return [
        Fit(float(found[0] * _unit(problem)), found[1:] * _unit(problem), float(problem.strengths[0]))
        for problem, found in zip(problems, np.split(numbers, ends[:-1]), strict=True)
    ]


def glmnet_version() -> str:
    """Of glmnet and of R."""
    code = 'cat(as.character(packageVersion("glmnet")), "on", R.version.string)'
    return subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True).stdout


def _export(questions: Sequence[Question], folder: Path) -> None:
    lines, data = [], []
    for question in questions:
        problem, held = question.problem, "NA" if question.held is None else f"{question.held:.17g}"
        alpha, ratio = float(problem.strengths[0]), problem.l1_ratio
        strength = alpha * (ratio / _unit(problem) + 1 - ratio)
        mixture = alpha * ratio / (_unit(problem) * strength)
        n, p = problem.X.shape
        lines.append(f"{n} {p} {FAMILY[problem.loss]} {mixture:.17g} {strength:.17g} {held}\n")
        data += [problem.X.ravel(order="F"), problem.y / _unit(problem)]
    (folder / "problems.txt").write_text("".join(lines))
    np.concatenate(data).tofile(folder / "data.bin")


def _unit(problem: Problem) -> float:
    """The standard deviation of y, which glmnet divides by; 1 in classification."""
    return float(problem.y.std()) if problem.loss == "squared" else 1.0


def _rscript(*command: object) -> str:
    done = subprocess.run(["Rscript", *map(str, command)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"Rscript {' '.join(map(str, command))}: exit status {done.returncode}\n{done.stderr[-2000:]}"
        )
    return done.stdout


# Clarabel


def clarabel_missing() -> str:
    """Whether it is installed."""
    there = importlib.util.find_spec("clarabel")
    return "" if there else "Clarabel is not installed; pip install 'regclaims[peers]'"


def by_clarabel(questions: Sequence[Question]) -> list[Fit]:
    """Fits by Clarabel."""
    return [_conic(question) for question in questions]


def _conic(question: Question) -> Fit:
    import clarabel

    problem = question.problem
    program = (_squared if problem.loss == "squared" else _logistic)(problem)
    if question.held is not None:
        program = _with_intercept(program, question.held)
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-11
    cones = [getattr(clarabel, name)(*size) for name, *size in program.cones]
    quadratic = sparse.csc_matrix(sparse.triu(program.quadratic))
    solver = clarabel.DefaultSolver(
        quadratic, program.linear, sparse.csc_matrix(program.rows), program.bounds, cones, settings
    )
    found = solver.solve()
    if str(found.status) not in ("Solved", "AlmostSolved"):
        raise RuntimeError(f"Clarabel: {found.status}")
    x, p = np.array(found.x), problem.X.shape[1]
    return Fit(float(x[0]), x[1 : p + 1], float(problem.strengths[0]))


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise x' quadratic x / 2 + linear' x such that bounds - rows x lies in the cones; x begins with (b, w, t)."""

    quadratic: sparse.spmatrix
    linear: Array
    rows: sparse.spmatrix
    bounds: Array
    cones: list[tuple[str, int] | tuple[str]]


def _with_intercept(program: Program, held: float) -> Program:
    first = sparse.csc_matrix(([1.0], ([0], [0])), shape=(1, len(program.linear)))
    return replace(
        program,
        rows=sparse.vstack([first, program.rows]),
        bounds=np.append(held, program.bounds),
        cones=[("ZeroConeT", 1), *program.cones],
    )


def _penalty(problem: Problem) -> tuple[Array, Array, sparse.spmatrix]:
    """Diagonal of the quadratic and the linear part for (b, w, t), and the rows of w - t <= 0 and -w - t <= 0."""
    p, alpha, ratio = problem.X.shape[1], float(problem.strengths[0]), problem.l1_ratio
    quadratic = np.concatenate([[0.0], np.full(p, alpha * (1 - ratio)), np.zeros(p)])
    linear = np.concatenate([np.zeros(p + 1), np.full(p, alpha * ratio)])
    one, none = sparse.eye(p), sparse.csc_matrix((p, 1))
    return quadratic, linear, sparse.bmat([[none, one, -one], [none, -one, -one]])


def _squared(problem: Problem) -> Program:
    """With the residuals r (n,) behind (b, w, t): b + X w + r = y."""
    n, p = problem.X.shape
    quadratic, linear, within = _penalty(problem)
    fitted = sparse.hstack([np.ones((n, 1)), sparse.csc_matrix(problem.X), sparse.csc_matrix((n, p)), sparse.eye(n)])
    return Program(
        sparse.diags(np.concatenate([quadratic, np.full(n, 1 / n)])),
        np.concatenate([linear, np.zeros(n)]),
        sparse.vstack([fitted, sparse.hstack([within, sparse.csc_matrix((2 * p, n))])]),
        np.concatenate([problem.y, np.zeros(2 * p)]),
        [("ZeroConeT", n), ("NonnegativeConeT", 2 * p)],
    )


def _logistic(problem: Problem) -> Program:
    """With u, e, f (n,) behind (b, w, t): e >= exp(z - u), f >= exp(-u), e + f <= 1, z = b + X w.

    The loss is mean(u - y z). The exponential cone holds (a, b, c) with b exp(a / b) <= c.
    """
    (n, p), y = problem.X.shape, problem.y
    quadratic, linear, within = _penalty(problem)
    one, none = sparse.eye(n, format="csr"), sparse.csr_matrix((n, n))
    features = sparse.hstack([np.ones((n, 1)), sparse.csc_matrix(problem.X), sparse.csc_matrix((n, p))]).tocsr()
    nothing = sparse.csr_matrix(features.shape)
    slopes = np.concatenate([[-y.mean()], -problem.X.T @ y / n, np.zeros(p)])
    sums = sparse.hstack([nothing, none, one, one])
    exponentials = []
    for inner, outer in (
        (sparse.hstack([-features, one, none, none]), sparse.hstack([nothing, none, -one, none])),
        (sparse.hstack([nothing, one, none, none]), sparse.hstack([nothing, none, none, -one])),
    ):
        stacked = sparse.vstack([inner, sparse.csr_matrix(inner.shape), outer]).tocsr()
        exponentials.append(stacked[np.arange(3 * n).reshape(3, n).T.ravel()])  # three rows a cone
    bounds = np.concatenate([np.zeros(2 * p), np.ones(n), np.tile([0.0, 1.0, 0.0], 2 * n)])
    return Program(
        sparse.diags(np.concatenate([quadratic, np.zeros(3 * n)])),
        np.concatenate([linear + slopes, np.full(n, 1 / n), np.zeros(2 * n)]),
        sparse.vstack([sparse.hstack([within, sparse.csr_matrix((2 * p, 3 * n))]), sums, *exponentials]),
        bounds,
        [("NonnegativeConeT", 2 * p + n), *([("ExponentialConeT",)] * (2 * n))],
    )


PEERS = (
    Peer("R's glmnet", glmnet_missing, by_glmnet, glmnet_version),
    Peer("Clarabel", clarabel_missing, by_clarabel, lambda: version("clarabel")),
)
