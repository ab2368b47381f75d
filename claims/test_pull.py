"""How a penalty pulls on weights: its strength, large and small weights, the kink at zero."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.algebra import (
    L1_ESTIMATORS,
    L2_ESTIMATORS,
    pull,
)
from regclaims.fixtures.experiments import FITS, STRENGTHS
from regclaims.fixtures.grids import CORE, CORE_HALF, worlds
from regclaims.fixtures.kinks import DIRECT, WITHOUT_KINK, zeroed
from regclaims.fixtures.rows import Method
from regclaims.fixtures.stationary import PENALIZED, each_alone, free_and_kept, sizes_with_outlier, state
from regclaims.fixtures.strategies import (
    Problem,
    Small,
    listed_problems,
    orthogonal_problems,
    related,
    small_targets,
)

L1_KINDS = ("Lasso", "LogisticRegression(l1_ratio=1)")
"""One estimator a loss."""

SIZES = ("above one", "below one half")


TALL = [dgm for dgm in CORE if dgm.n_samples > dgm.n_features]


controls = claim(
    "strength-controls-amount",
    "A hyperparameter controls how strongly the model is regularized.",
    force="always",
    rows="qa 34",
)


@controls.exact(related(listed_problems), cases=tuple(PENALIZED))
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


@large.exact(related(listed_problems), cases=tuple(L2_ESTIMATORS))
def larger_weights_are_pulled_harder(problem: Problem, estimator: str) -> bool:
    """Penalises large: the largest weight is pulled toward zero, and harder than the smallest.

    Under L1 both would be pulled alike, and without a penalty neither. Weights within a tenth of each other
    are of one size, and then the first part alone is asked. A fit without weights has no large one.
    """
    found = pull(problem, L2_ESTIMATORS[estimator])
    if found.empty():
        return True
    size, toward_zero = np.abs(found.weights), found.recovered * np.sign(found.weights)
    most, least = toward_zero[size.argmax()], toward_zero[size.argmin()]
    return bool(most > found.noise and (size.min() > 0.9 * size.max() or most > least + found.noise))


@large.reading(worlds(STRENGTHS, TALL))
def largest_weight_is_smaller(shrunk: Method) -> Hits:
    """Penalises: the largest weight is smaller than without a penalty, at every strength.

    Only worlds in which the unpenalised weights are unique can be read.
    """
    return np.asarray(shrunk.largest_kept < 1)


only_large = claim(
    "l2-penalizes-only-large-weights",
    "L2 penalises only the large weights.",
    force="always",
    rows="article 40",
    better=["l2-penalizes-every-nonzero-weight"],
    contradicts=["l2-penalizes-all-weights"],
)


@only_large.exact(listed_problems, cases=("Ridge", "LogisticRegression"))
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
def small_weights_are_left_alone(shrunk: Method) -> Hits:
    """Only the large: against no penalty, the smaller half of the weights keeps its size, the larger does not.

    To keep at least 95 % of the summed size is to be left alone. Both parts are needed, or a penalty
    too weak to touch anything would bear the claim out. Only worlds in which the unpenalised weights are
    unique can be read.
    """
    return (shrunk.small_kept >= 0.95) & (shrunk.large_kept < 0.95)


every_weight = claim(
    "l2-penalizes-every-nonzero-weight",
    "L2 pulls every weight that is not zero toward zero, in proportion to its size.",
    force="always",
)


@every_weight.exact(related(listed_problems), cases=tuple(L2_ESTIMATORS))
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


@near_zero.exact(listed_problems, cases=L1_KINDS)
def small_weights_pay_more(problem: Problem, estimator: str) -> bool:
    """Penalises more: a small weight adds more to the penalty than a large one.

    What a weight adds is read off the fit as its pull times the weight, up to a factor that is the same for both.
    """
    found = pull(problem, L1_ESTIMATORS[estimator])
    return found.compare(found.recovered * found.weights)


@near_zero.exact(listed_problems, cases=L1_KINDS)
def small_weights_are_pulled_harder(problem: Problem, estimator: str) -> bool:
    """Penalises more: the penalty pulls harder on a small weight than on a large one. Alike is not harder."""
    found = pull(problem, L1_ESTIMATORS[estimator])
    return found.compare(np.abs(found.recovered))


@near_zero.exact(listed_problems, cases=L1_KINDS)
def small_weights_are_pulled_harder_for_their_size(problem: Problem, estimator: str) -> bool:
    """More heavily: the pull is larger in relation to the weight, as a burden is heavy for whom it falls on."""
    found = pull(problem, L1_ESTIMATORS[estimator])
    size = np.abs(found.weights)
    return found.compare(np.abs(found.recovered) / np.where(size > 0, size, np.inf))


@near_zero.exact(orthogonal_problems, cases=("Lasso",))
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


@pulls_alike.exact(orthogonal_problems, cases=L1_KINDS)
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


@because_direct.exact(small_targets, cases=WITHOUT_KINK)
def direct_penalties_zero_small_coefficients(small: Small, penalty: str) -> bool:
    """Because: what applies directly gives zeros, so another penalty applied directly to a coefficient does too.

    A cause is tested by keeping it and changing the rest. Penalties with L1's kink at zero have both the cause
    named and a rival one and cannot tell the two apart, so the cases are those without. The coefficient is so small
    against the strength that L1 would zero it. Next to zero is not zero: exponents near one get below 1e-9.
    """
    return zeroed(small, DIRECT[penalty])


@because_direct.exact(partial(listed_problems, min_features=2), cases=("Ridge",))
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


@because_kink.exact(small_targets, cases=tuple(DIRECT))
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


@magnify.exact(listed_problems, cases=SIZES)
def square_changes_by_more(problem: Problem, sizes: str) -> bool:
    """More affected: by one outlier the square changes by a larger number than the absolute value.

    As the sentence reads: both are numbers, and one changes by more. The unit of y decides how large weights are,
    so it is a circumstance. Where the size does not change, or vanishes, there is nothing to compare.
    """
    before, after = sizes_with_outlier(problem, sizes == "above one")
    return before == after or abs(after**2 - before**2) > abs(after - before)


@magnify.exact(listed_problems, cases=SIZES)
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


@above_one.exact(orthogonal_problems, cases=SIZES)
def share_always_and_number_above_one(problem: Problem, sizes: str) -> bool:
    """Share and number: both as said, on other data than those on which the claim was split."""
    before, after = sizes_with_outlier(problem, sizes == "above one")
    if before == after:
        return True
    larger_share = abs(after**2 / before**2 - 1) > abs(after / before - 1)
    larger_number = abs(after**2 - before**2) > abs(after - before)
    return larger_share and larger_number == (sizes == "above one")
