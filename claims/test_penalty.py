"""Penalty: what is added to the loss."""

from __future__ import annotations

from functools import partial

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.algebra import (
    L1_ESTIMATORS,
    L2_ESTIMATORS,
    LASSO,
    penalties_before_and_after_misfit,
    pull,
    training_losses,
)
from regclaims.fixtures.experiments import CONTRAST, FITS, STRENGTHS
from regclaims.fixtures.grids import CORE, CORE_HALF, worlds
from regclaims.fixtures.rows import Method
from regclaims.fixtures.stationary import PENALIZED, Penalized, each_alone
from regclaims.fixtures.strategies import (
    Problem,
    listed_problems,
    problems,
    related,
)

added = claim(
    "penalty-added-to-loss",
    "Regularization adds a penalty term to the loss that training minimises.",
    force="always",
    rows="qa 6 14 23; article 2 36 47 55",
)


@added.exact(related(listed_problems), cases=tuple(PENALIZED))
def stationary_for_the_sum_alone(problem: Problem, estimator: str) -> bool:
    """Adds: the fit is a stationary point of loss plus penalty and not one of the loss by itself.

    A penalty applied after training, by shrinking the weights found, would break the first part; none at all the
    second. The empty model is no evidence for the second, since strong penalties and useless features
    both lead to it; the first is asked of it all the same.
    """
    penalized = PENALIZED[estimator]
    found = pull(problem, penalized.estimator)
    pulled = np.abs(found.recovered).max() > found.noise or not found.weights.any()
    return bool(pulled) and penalized.explains(found, problem.alpha)


sum_of_absolutes = claim(
    "l1-penalty-is-sum-of-absolutes",
    "The L1 penalty is a strength times the sum of absolute weights.",
    force="always",
    rows="article 3 9 26 28 37 48",
)


@sum_of_absolutes.exact(listed_problems, cases=tuple(L1_ESTIMATORS))
def pull_is_the_strength(problem: Problem, estimator: str) -> bool:
    """The penalty's slope is the constant times the strength in the direction of each weight's sign.

    At zero the absolute value has every slope in between, so a weight of zero may be pulled by less and by no more.
    Only a sum of absolute values has these slopes at every w; squares, other powers and a sum that minds the sign
    differ as soon as one weight is not zero, and about three quarters of the problems have one.
    """
    library = L1_ESTIMATORS[estimator]
    return Penalized(library, library.constant, 0.0).explains(pull(problem, library), problem.alpha)


sum_of_squares = claim(
    "l2-penalty-is-sum-of-squares",
    "The L2 penalty is a strength times the sum of squared weights.",
    force="always",
    rows="qa 7 15 23 34; article 3 9 26 28 37 56",
)


@sum_of_squares.exact(listed_problems, cases=tuple(L2_ESTIMATORS))
def pull_is_twice_the_weights(problem: Problem, estimator: str) -> bool:
    """The penalty's gradient is that of a constant times the strength times the sum of squares.

    Only a sum of squares has the gradient 2w at every w; the constant is the one that each library puts
    in front and must not change with the data, the number of features or the strength. A penalty on
    absolute values, or none, has another pull at once.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    return found.is_gradient(2 * found.weights)


all_weights = claim(
    "l2-penalizes-all-weights",
    "The L2 penalty covers all weights of the model.",
    force="always",
    rows="qa 7 15",
    better=["l2-covers-features-not-intercept", "l2-penalizes-every-nonzero-weight", "penalty-spares-intercept"],
)


@all_weights.exact(listed_problems, cases=tuple(L2_ESTIMATORS))
def no_feature_is_spared(problem: Problem, estimator: str) -> bool:
    """All: the weights of the features, each of which feels the penalty wherever it is not zero."""
    return not pull(problem, L2_ESTIMATORS[estimator]).spared().any()


@all_weights.exact(listed_problems, cases=tuple(L2_ESTIMATORS))
def intercept_is_not_spared(problem: Problem, estimator: str) -> bool:
    """All: every fitted number, the intercept among them, which feels the penalty wherever it is not zero.

    Many texts count the bias among a model's weights. Where it is free, the loss does not pull on it at the fit. One
    that is zero or next to it says nothing either way and counts for the claim.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    return abs(found.intercept) < 1e-3 or abs(found.on_intercept) > found.noise


covers_features = claim(
    "l2-covers-features-not-intercept",
    "In Ridge, ElasticNet and LogisticRegression the L2 penalty covers the weight of every feature "
    "and leaves out the intercept.",
    force="always",
)


@covers_features.exact(listed_problems, cases=("Ridge", "ElasticNet(l1_ratio=0)", "LogisticRegression"))
def features_but_not_intercept(problem: Problem, estimator: str) -> bool:
    """Covers: each weight that is not zero is pulled toward zero, and nothing pulls on the intercept."""
    found = pull(problem, L2_ESTIMATORS[estimator])
    return not found.spared().any() and abs(found.on_intercept) <= found.noise


acts_on = claim(
    "l1-acts-on-weights-l2-on-sum",
    "L1 penalises the weights themselves while L2 penalises the sum of their squares.",
    force="always",
    rows="article 69",
    better=["both-penalties-act-weight-by-weight"],
)


@acts_on.exact(partial(listed_problems, min_features=2), cases=("l1", "l2"))
def one_by_itself_the_other_together(problem: Problem, penalty: str) -> bool:
    """Literal: what L1 does to a weight is a matter of that weight alone, what L2 does is not.

    A penalty on one number made of all weights would pull each weight by a force that depends on the others, and a
    weight fitted alone, to what the others leave, would come out another. A fit with less than two weights
    has no others and counts for the claim.
    """
    estimator = LASSO if penalty == "l1" else L2_ESTIMATORS["Ridge"]
    if penalty == "l1":
        return each_alone(problem, estimator)
    sizes = np.abs(pull(problem, estimator).weights)
    return bool((sizes > 1e-6).sum() < 2) or not each_alone(problem, estimator)


@acts_on.exact(partial(listed_problems, min_features=2), cases=("l1", "l2"))
def degree_one_and_degree_two(problem: Problem, penalty: str) -> bool:
    """As a formula: L1 adds up the weights' sizes themselves and L2 their squares.

    So L1 pulls weights of all sizes alike and L2 in proportion to their size.
    """
    found = pull(problem, LASSO if penalty == "l1" else L2_ESTIMATORS["Ridge"])
    return found.alike() if penalty == "l1" else found.proportional()


weight_by_weight = claim(
    "both-penalties-act-weight-by-weight",
    "Both penalties act on each weight by itself; they differ in the pull, which is the same for weights of all sizes "
    "under L1 and grows in proportion to the weight under L2.",
    force="always",
)


@weight_by_weight.exact(partial(listed_problems, min_features=2), cases=("l1", "l2"))
def alone_and_with_its_own_pull(problem: Problem, penalty: str) -> bool:
    """By itself: a weight fitted alone, to what the others leave, comes out the same; and its pull is as said."""
    estimator = LASSO if penalty == "l1" else L2_ESTIMATORS["Ridge"]
    found = pull(problem, estimator)
    return each_alone(problem, estimator) and (found.alike() if penalty == "l1" else found.proportional())


differ = claim(
    "penalties-differ",
    "The two penalties work differently and lead to different fits.",
    force="generic",
    rows="article 2 25 29 68",
)


@differ.reading(worlds(CONTRAST, CORE_HALF))
def predictions_differ(pair: Method) -> Hits:
    """Different fits: on new data the two predict y at least 0.05 of its standard deviations apart, or P(y=1) 0.05.

    Root mean squares; a difference that a user sees. Both at tuned strengths and at one strength for both, since the
    words leave it open. An empty L1 fit differs from anything and does not count.
    """
    return (pair.distance >= 0.05) & (pair.in_use > 0)


@differ.reading(worlds(FITS, CORE) + worlds(STRENGTHS, CORE))
def features_in_use_differ(l1: Method, l2: Method) -> Hits:
    """Different fits: they do not use the same features, which is to say that their weights of zero differ.

    Numbers of features that differ make the sets differ. The empty model does not count.
    """
    return np.not_equal(l1.nonzero, l2.nonzero) & (l1.nonzero > 0)


punishes_misfit = claim(
    "penalty-punishes-misfit",
    "Regularization works by punishing predictions far from the training data.",
    force="generic",
    rows="article 8",
    better=["penalty-depends-on-weights-alone", "penalty-never-lowers-training-loss"],
)


@punishes_misfit.exact(partial(problems, spare_samples=2), cases=("l1", "l2"))
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


@weights_alone.exact(partial(problems, spare_samples=2), cases=("l1", "l2"))
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


@never_lowers.exact(problems, cases=("l1", "l2"))
def training_loss_is_no_smaller(problem: Problem, penalty: str) -> bool:
    """No smaller: the penalised fit's squared error on its training data is at least that of least squares."""
    penalized, free = training_losses(problem, penalty)
    return penalized >= free - 1e-9 * max(free, 1.0)
