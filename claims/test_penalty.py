"""Penalty: what is added to the loss."""

from __future__ import annotations

from dataclasses import replace

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
from regclaims.fixtures.kinks import DIRECT, WITHOUT_KINK, zeroed
from regclaims.fixtures.rows import Method
from regclaims.fixtures.stationary import PENALIZED, Penalized, each_alone, free_and_kept, sizes_with_outlier, state
from regclaims.fixtures.strategies import (
    Problem,
    Small,
    listed_problems,
    orthogonal_problems,
    problems,
    related,
    small_targets,
)

L1_KINDS = ("Lasso", "LogisticRegression(l1_ratio=1)")
"""One estimator a loss."""

SIZES = ("above one", "below one half")
TALL = [dgm for dgm in CORE if dgm.n_samples > dgm.n_features]

added = claim(
    "penalty-added-to-loss",
    "Regularization adds a penalty term to the loss that training minimises.",
    force="always",
    rows="qa 6 14 23; article 2 36 47 55",
)


@added.exact(related(), cases=tuple(PENALIZED))
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


@sum_of_absolutes.exact(listed_problems(), cases=tuple(L1_ESTIMATORS))
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


@sum_of_squares.exact(listed_problems(), cases=tuple(L2_ESTIMATORS))
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


@all_weights.exact(listed_problems(), cases=tuple(L2_ESTIMATORS))
def no_feature_is_spared(problem: Problem, estimator: str) -> bool:
    """All: the weights of the features, each of which feels the penalty wherever it is not zero."""
    return not pull(problem, L2_ESTIMATORS[estimator]).spared().any()


@all_weights.exact(listed_problems(), cases=tuple(L2_ESTIMATORS))
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


@covers_features.exact(listed_problems(), cases=("Ridge", "ElasticNet(l1_ratio=0)", "LogisticRegression"))
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


@acts_on.exact(listed_problems(min_features=2), cases=("l1", "l2"))
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


@acts_on.exact(listed_problems(min_features=2), cases=("l1", "l2"))
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


@weight_by_weight.exact(listed_problems(min_features=2), cases=("l1", "l2"))
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


controls = claim(
    "strength-controls-amount",
    "A hyperparameter controls how strongly the model is regularized.",
    force="always",
    rows="qa 34",
)


@controls.exact(related(), cases=tuple(PENALIZED))
def stronger_means_smaller_and_looser(problem: Problem, estimator: str) -> bool:
    """Controls: at ten times the strength the weights pay less penalty and the training loss is no smaller.

    What is regularised more has smaller weights and follows its data less. A number without effect would leave the
    penalty as it was; only the empty model has nothing left to lose.
    """
    weak, strong = (state(replace(problem, alpha=a * problem.alpha), PENALIZED[estimator]) for a in (1, 10))
    smaller = strong.penalty < weak.penalty * (1 - 1e-6) or weak.penalty <= 1e-12
    return smaller and strong.loss >= weak.loss - 1e-7 * max(weak.loss, 1.0)


@controls.reading(worlds(STRENGTHS, CORE_HALF, "strong"))
def stronger_means_fewer_degrees_of_freedom(l1: Method, l2: Method) -> Hits:
    """Controls: from a weak to a strong setting effective degrees of freedom fall, under both penalties.

    A setting that only renamed the same fit would leave them where they are. Half of the worlds tell as much as all.
    """
    return (l1.complexity < l1.weak_complexity) & (l2.complexity < l2.weak_complexity)


large = claim(
    "l2-penalizes-large-weights",
    "The L2 penalty penalises large weights.",
    force="always",
    rows="qa 33",
)


@large.exact(related(), cases=tuple(L2_ESTIMATORS))
def larger_weights_are_pulled_harder(problem: Problem, estimator: str) -> bool:
    """Penalises large: the largest weight is pulled toward zero, and harder than the smallest.

    Under L1 both would be pulled alike, and without a penalty neither. Weights within a tenth of each other
    are of one size, and then the first part alone is asked.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    size, toward_zero = np.abs(found.weights), found.recovered * np.sign(found.weights)
    most, least = toward_zero[size.argmax()], toward_zero[size.argmin()]
    return bool(most > found.noise and (size.min() > 0.9 * size.max() or most > least + found.noise))


@large.reading(worlds(STRENGTHS, TALL))
def largest_weight_is_smaller(l2: Method) -> Hits:
    """Penalises: the largest weight is smaller than without a penalty, at every strength.

    Only worlds in which the unpenalised weights are unique can be read.
    """
    return np.asarray(l2.largest_kept < 1)


only_large = claim(
    "l2-penalizes-only-large-weights",
    "L2 penalises only the large weights.",
    force="always",
    rows="article 40",
    better=["l2-penalizes-every-nonzero-weight"],
    contradicts=["l2-penalizes-all-weights"],
)


@only_large.exact(listed_problems(), cases=("Ridge", "LogisticRegression"))
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


@every_weight.exact(listed_problems(), cases=tuple(L2_ESTIMATORS))
def none_is_spared_and_all_in_proportion(problem: Problem, estimator: str) -> bool:
    """Every: no weight other than zero has a pull of zero or away from zero, and pull over weight is one number.

    The number may be any: what the library puts in front of the penalty is another claim's matter.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    return found.proportional() and not found.spared().any()


near_zero = claim(
    "l1-penalizes-near-zero-more",
    "L1 penalises weights near zero more heavily than weights far from zero.",
    force="generic",
    rows="article 39",
    better=["l1-pulls-all-weights-alike"],
)
"""In each reading a fit without a nonzero weight half as large as the largest or smaller says nothing either way
and counts for the claim."""


@near_zero.exact(listed_problems(), cases=L1_KINDS)
def small_weights_pay_more(problem: Problem, estimator: str) -> bool:
    """Penalises more: a small weight adds more to the penalty than a large one.

    What a weight adds is read off the fit as its pull times the weight, up to a factor that is the same for both.
    """
    found = pull(problem, L1_ESTIMATORS[estimator])
    return found.compare(found.recovered * found.weights)


@near_zero.exact(listed_problems(), cases=L1_KINDS)
def small_weights_are_pulled_harder(problem: Problem, estimator: str) -> bool:
    """Penalises more: the penalty pulls harder on a small weight than on a large one. Alike is not harder."""
    found = pull(problem, L1_ESTIMATORS[estimator])
    return found.compare(np.abs(found.recovered))


@near_zero.exact(listed_problems(), cases=L1_KINDS)
def small_weights_are_pulled_harder_for_their_size(problem: Problem, estimator: str) -> bool:
    """More heavily: the pull is larger in relation to the weight, as a burden is heavy for whom it falls on."""
    found = pull(problem, L1_ESTIMATORS[estimator])
    size = np.abs(found.weights)
    return found.compare(np.abs(found.recovered) / np.where(size > 0, size, np.inf))


@near_zero.exact(orthogonal_problems(), cases=("Lasso",))
def small_weights_lose_a_larger_share(problem: Problem, estimator: str) -> bool:
    """More heavily: of what the data alone would give it a small weight loses a larger share than a large one.

    Features are uncorrelated and of one variance, so that a weight loses by its own penalty only.
    """
    free, kept = free_and_kept(problem, L1_ESTIMATORS[estimator])
    small, large = np.abs(free).argmin(), np.abs(free).argmax()
    if kept[large] == 0 or not 0 < abs(free[small]) <= abs(free[large]) / 2:
        return True
    return bool(kept[small] / free[small] < kept[large] / free[large])


pulls_alike = claim(
    "l1-pulls-all-weights-alike",
    "L1 pulls on every weight it keeps with one and the same force, be it near zero or far from it; "
    "a small weight only has less to lose.",
    force="always",
)


@pulls_alike.exact(orthogonal_problems(), cases=L1_KINDS)
def one_force_for_all(problem: Problem, estimator: str) -> bool:
    """One and the same: the penalty's pull on all weights other than zero is equal, and no weight of zero feels more.

    The features are uncorrelated, unlike those in which the claim was first refuted. Equal pulls of nothing would be
    no penalty: they have to be felt.
    """
    found = pull(problem, L1_ESTIMATORS[estimator])
    felt = np.abs(found.recovered).max() > found.noise or not found.weights.any()
    return bool(felt) and found.alike()


because_direct = claim(
    "l1-sparser-because-direct",
    "L1 gives sparsity because its penalty applies directly to the coefficients.",
    force="generic",
    rows="article 38",
    better=["l1-sparser-because-of-kink"],
)


@because_direct.exact(small_targets(), cases=WITHOUT_KINK)
def direct_penalties_zero_small_coefficients(small: Small, penalty: str) -> bool:
    """Because: what applies directly gives zeros, so another penalty applied directly to a coefficient does too.

    A cause is tested by keeping it and changing the rest. Penalties with L1's kink at zero have both the cause
    named and a rival one and cannot tell the two apart, so the cases are those without. The coefficient is so small
    against the strength that L1 would zero it. Next to zero is not zero: exponents near one get below 1e-9.
    """
    return zeroed(small, DIRECT[penalty])


@because_direct.exact(listed_problems(min_features=2), cases=("Ridge",))
def l2_is_not_direct(problem: Problem, estimator: str) -> bool:
    """Because: directness is what L1 has and L2 has not, so under L2 a weight's penalty involves the others.

    Only a difference between the two can explain why one is sparser. A fit with less than two weights has no others
    and counts for the claim.
    """
    sizes = np.abs(pull(problem, L2_ESTIMATORS[estimator]).weights)
    return bool((sizes > 1e-6).sum() < 2) or not each_alone(problem, L2_ESTIMATORS[estimator])


because_kink = claim(
    "l1-sparser-because-of-kink",
    "L1 gives zeros because its penalty has a kink at zero: of the penalties that apply to each coefficient directly, "
    "those with a kink set small ones exactly to zero and those without never do.",
    force="always",
)


@because_kink.exact(small_targets(), cases=tuple(DIRECT))
def zero_exactly_if_there_is_a_kink(small: Small, penalty: str) -> bool:
    """Because: all else equal, a coefficient becomes zero with a kink and does not without."""
    return zeroed(small, DIRECT[penalty]) == DIRECT[penalty].kink


magnify = claim(
    "squares-magnify-outlying-weights",
    "A squared coefficient is more affected by outliers than its absolute value.",
    force="generic",
    rows="article 14 42",
    better=["squares-change-more-above-one"],
)


@magnify.exact(listed_problems(), cases=SIZES)
def square_changes_by_more(problem: Problem, sizes: str) -> bool:
    """More affected: by one outlier the square changes by a larger number than the absolute value.

    As the sentence reads: both are numbers, and one changes by more. The unit of y decides how large weights are,
    so it is a circumstance. Where the size does not change, or vanishes, there is nothing to compare.
    """
    before, after = sizes_with_outlier(problem, sizes == "above one")
    return before == after or abs(after**2 - before**2) > abs(after - before)


@magnify.exact(listed_problems(), cases=SIZES)
def square_changes_by_a_larger_share(problem: Problem, sizes: str) -> bool:
    """More affected: in relation to what it was the square changes by more than the absolute value.

    A penalty is weighed against a loss, and its strength absorbs any unit, so only the ratio matters to a fit.
    """
    before, after = sizes_with_outlier(problem, sizes == "above one")
    return before == after or abs(after**2 / before**2 - 1) > abs(after / before - 1)


above_one = claim(
    "squares-change-more-above-one",
    "By an outlier a squared coefficient changes by a larger share than its absolute value, whatever the unit; "
    "by a larger number it changes if coefficients are above one and by a smaller number if they are below one half.",
    force="always",
)


@above_one.exact(orthogonal_problems(), cases=SIZES)
def share_always_and_number_above_one(problem: Problem, sizes: str) -> bool:
    """Share and number: both as said, on other data than those on which the claim was split."""
    before, after = sizes_with_outlier(problem, sizes == "above one")
    if before == after:
        return True
    larger_share = abs(after**2 / before**2 - 1) > abs(after / before - 1)
    larger_number = abs(after**2 - before**2) > abs(after - before)
    return larger_share and larger_number == (sizes == "above one")
