"""Penalty: what is added to the loss."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.algebra import L2_ESTIMATORS, penalties_before_and_after_misfit, pull, training_losses
from regclaims.fixtures.experiments import FITS
from regclaims.fixtures.grids import CORE, worlds
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import Problem, problems

TALL = [dgm for dgm in CORE if dgm.n_samples > dgm.n_features]

sum_of_squares = claim(
    "l2-penalty-is-sum-of-squares",
    "The L2 penalty is a strength times the sum of squared weights.",
    force="always",
    rows="qa 7 15 23 34; article 3 9 26 28 37 56",
)


@sum_of_squares.exact(problems(), cases=tuple(L2_ESTIMATORS))
def pull_is_twice_the_weights(problem: Problem, estimator: str) -> bool:
    """The penalty's gradient is that of a constant times the strength times the sum of squares.

    Only a sum of squares has the gradient 2w at every w; the constant is the one that each library puts
    in front and must not change with the data, the number of features or the strength. A penalty on
    absolute values, or none, has another pull at once.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    return found.is_gradient(2 * found.weights)


only_large = claim(
    "l2-penalizes-only-large-weights",
    "L2 penalises only the large weights.",
    force="always",
    rows="article 40",
    better=["l2-penalizes-every-nonzero-weight"],
)


@only_large.exact(problems(), cases=("Ridge", "LogisticRegression"))
def small_weights_are_not_pulled(problem: Problem, estimator: str) -> bool:
    """Only the large: the smallest weight of a fit, where it is under half the largest, feels no penalty.

    Literal: what is not penalised has no pull from the penalty. A fit whose weights are of one size says
    nothing either way and counts for the claim.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    size = abs(found.weights)
    smallest = size.argmin()
    if size[smallest] >= size.max() / 2:
        return True
    return bool(abs(found.recovered[smallest]) <= 1e-3 * abs(found.recovered).max())


@only_large.reading(worlds(FITS, TALL))
def small_weights_are_left_alone(l2: Method) -> Hits:
    """Only the large: against no penalty, the smaller half of the weights keeps its size, the larger does not.

    To keep at least 95 % of the summed size is to be left alone. Both parts are needed, or a penalty
    too weak to touch anything would bear the claim out. Only worlds in which the unpenalised weights are
    unique can be read.
    """
    return (l2.small_kept >= 0.95) & (l2.large_kept < 0.95)


every_weight = claim(
    "l2-penalizes-every-nonzero-weight",
    "L2 pulls every weight that is not zero toward zero, in proportion to its size.",
    force="always",
)


@every_weight.exact(problems(), cases=tuple(L2_ESTIMATORS))
def pull_is_proportional(problem: Problem, estimator: str) -> bool:
    """In proportion: the pull on each weight, small or large, is one and the same multiple of it."""
    found = pull(problem, L2_ESTIMATORS[estimator])
    return found.is_gradient(2 * found.weights)


punishes_misfit = claim(
    "penalty-punishes-misfit",
    "Regularization works by punishing predictions far from the training data.",
    force="generic",
    rows="article 8",
    better=["penalty-depends-on-weights-alone", "penalty-never-lowers-training-loss"],
)


@punishes_misfit.exact(problems(spare_samples=2), cases=("l1", "l2"))
def penalty_grows_with_misfit(problem: Problem, penalty: str) -> bool:
    """Punishing: the penalty paid by the fit rises when the data move away from all predictions.

    The data are moved at right angles to everything a linear model can predict, so that misfit grows
    and nothing else changes. If misfit were what the penalty punishes, it would have to rise.
    """
    before, after = penalties_before_and_after_misfit(problem, penalty)
    return after > before * (1 + 1e-6)


@punishes_misfit.reading(worlds(FITS, CORE))
def fit_moves_toward_the_data(l1: Method, l2: Method, none: Method) -> Hits:
    """Works by: with the penalty, either one, predictions lie nearer to the training data than without.

    That is what a punishment of distance would bring about. Nearer is by at least 5 % of the unpenalised
    training error.
    """
    return (l1.train_error < 0.95 * none.train_error) & (l2.train_error < 0.95 * none.train_error)


weights_alone = claim(
    "penalty-depends-on-weights-alone",
    "The penalty depends on the weights alone: data that lie farther from the predictions do not change it.",
    force="always",
)


@weights_alone.exact(problems(spare_samples=2), cases=("l1", "l2"))
def penalty_ignores_misfit(problem: Problem, penalty: str) -> bool:
    """Alone: data moved at right angles to everything a linear model can predict leave the penalty as it was."""
    before, after = penalties_before_and_after_misfit(problem, penalty)
    return abs(after - before) <= 1e-6 * max(before, after, 1.0)


never_lowers = claim(
    "penalty-never-lowers-training-loss",
    "No penalty brings the training loss below that of the unpenalised fit: "
    "the penalised fit moves away from the data.",
    force="always",
)


@never_lowers.exact(problems(), cases=("l1", "l2"))
def training_loss_is_no_smaller(problem: Problem, penalty: str) -> bool:
    """No smaller: the penalised fit's squared error on its training data is at least that of least squares."""
    penalized, free = training_losses(problem, penalty)
    return penalized >= free - 1e-9 * max(free, 1.0)
