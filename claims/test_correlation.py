"""Correlated features and the elastic net."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures import mixing
from regclaims.fixtures.algebra import L2_ESTIMATORS
from regclaims.fixtures.copies import (
    ALIKE,
    COLLINEAR_WORLDS,
    FRESH_ALIKE,
    FRESH_UNLIKE,
    NEAR_COPIES,
    RESAMPLED,
)
from regclaims.fixtures.experiments import COLLINEAR, GROUPS, STABILITY
from regclaims.fixtures.grids import worlds
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import Problem

CORRELATED = [dgm for dgm in RESAMPLED if dgm.rho]


NEARLY_EQUAL = [dgm for dgm in NEAR_COPIES if dgm.rho == 0.99]


keeps_one = claim(
    "l1-selects-correlated-at-random",
    "Among highly correlated features L1 keeps one and drops the others.",
    force="usually",
    better=["l1-keeps-some-of-several-near-copies", "l1-favourite-among-near-copies-changes"],
)


@keeps_one.reading(worlds(GROUPS, ALIKE))
def one_weight_is_not_zero(l1: Method) -> Hits:
    """Keeps one: in more than half of the groups of near copies that matter, exactly one has a non-zero weight.

    Literal: to keep is to give a weight, to drop is to give none. A group dropped whole has kept none, so
    the empty model does not win. The members of a group matter alike; where one alone matters, to keep it is to find
    the truth and tells nothing of what L1 does among equals.
    """
    return l1.one_kept > 0.5


@keeps_one.reading(worlds(GROUPS, ALIKE))
def one_weight_takes_nearly_all(l1: Method) -> Hits:
    """Keeps one: in more than half of these groups one member has nine tenths or more of the group's weight.

    Whoever reads the weights would not count the remainder of a tenth, so exact zeros alone would be unfair.
    """
    return l1.one_dominates > 0.5


spreads = claim(
    "l2-shares-weight-among-correlated",
    "L2 spreads weight over correlated features.",
    force="generic",
    better=["l2-gives-near-copies-like-weights"],
)


@spreads.reading(worlds(GROUPS, NEAR_COPIES))
def every_copy_has_a_share(l2: Method) -> Hits:
    """Spreads: in more than half of the groups that matter every member has a tenth of the largest weight or more.

    And in the same direction; a tenth is what a reader would notice. L2 has no zeros, so to ask for weights that
    are not zero would ask for nothing.
    """
    return l2.all_noticeable > 0.5


@spreads.reading(worlds(GROUPS, NEAR_COPIES))
def shares_are_like(l2: Method) -> Hits:
    """Spreads: evenly, the smallest weight of a group that matters being half of its largest or more, on average.

    Copies are told apart only by what little they do not share; that all of them matter is not promised.
    """
    return l2.evenness >= 0.5


copes_better = claim(
    "l2-handles-collinearity-better",
    "L2 copes better with collinear features than L1.",
    force="generic",
    better=["l2-weights-nearer-to-the-truth-among-near-copies"],
)


@copes_better.reading(worlds(GROUPS, NEARLY_EQUAL))
def predicts_better(l2: Method, l1: Method) -> Hits:
    """Copes better: the error on new data is at least 5 % smaller, both tuned, on features correlated by .99."""
    return l2.test_error < 0.95 * l1.test_error


@copes_better.reading(worlds(GROUPS, NEARLY_EQUAL))
def weights_nearer_to_the_truth(l2: Method, l1: Method) -> Hits:
    """Copes better: the weights lie nearer to the true ones, by at least 5 % of the distance.

    Collinearity is feared for what it does to weights. The empty model is at distance 1, which is worse than a
    fit that has found anything.
    """
    return l2.weight_error < 0.95 * l1.weight_error


@copes_better.reading(worlds(STABILITY, CORRELATED))
def weights_move_less(l2: Method, l1: Method) -> Hits:
    """Copes better: from sample to sample the weights move less, by at least 5 %, relative to their size."""
    return (l2.weight_change < 0.95 * l1.weight_change) & (l1.in_use > 0)


@copes_better.reading(worlds(STABILITY, CORRELATED))
def names_the_same_features_again(l2: Method, l1: Method) -> Hits:
    """Copes better: from sample to sample more of the features with the largest weights are the same.

    As many are looked at under both, so that L2 is not charged with its lack of zeros. A tie is not a win.
    """
    return (l2.top_overlap > l1.top_overlap) & (l1.in_use > 0)


prevents = claim(
    "l2-prevents-collinearity",
    "L2 prevents collinearity.",
    force="always",
    contradicts=["l2-affected-by-collinearity"],
    better=["ridge-bounds-the-condition-number", "l2-weights-nearer-to-the-truth-than-unpenalized-under-collinearity"],
)


@prevents.exact(mixing.collinear_problems, cases=("Ridge", "LogisticRegression"))
def features_are_less_correlated_after(problem: Problem, case: str) -> bool:
    """Prevents: the features are less correlated after the fit than before.

    Literal: collinearity is a matter of the features. The fit is let work on the array itself, so that it could
    change it.
    """
    before, after = mixing.correlation_before_and_after(problem, L2_ESTIMATORS[case])
    return after < before - 1e-6


@prevents.reading(worlds(COLLINEAR, COLLINEAR_WORLDS))
def weights_as_good_as_without(l2: Method) -> Hits:
    """Prevents: its consequences; the weights are as near to the truth as they are on uncorrelated features, to 5 %."""
    return l2.weight_error <= 1.05 * l2.weight_error_apart


affected = claim(
    "l2-affected-by-collinearity",
    "L2 can be affected by collinearity.",
    force="can",
    rows="article 66",
    better=["collinearity-blurs-l2-weights-not-predictions"],
)


@affected.reading(worlds(COLLINEAR, COLLINEAR_WORLDS))
def weights_farther_from_the_truth(l2: Method) -> Hits:
    """Affected: the weights lie farther from the true ones than on uncorrelated features, by at least 5 %.

    Same normals, same noise, same coefficients, so that correlation alone differs.
    """
    return l2.weight_error > 1.05 * l2.weight_error_apart


@affected.reading(worlds(COLLINEAR, COLLINEAR_WORLDS))
def predictions_worse(l2: Method) -> Hits:
    """Affected: the error on new data in excess of the true model's grows, by at least 5 % of the error."""
    return l2.excess > l2.excess_apart + 0.05 * l2.error_apart


more_stable = claim(
    "l2-more-stable",
    "L2 is more stable than L1 under small changes of the data.",
    force="generic",
    better=["l1-weights-move-more-in-large-groups-of-near-copies"],
)


@more_stable.reading(worlds(STABILITY, RESAMPLED))
def weights_change_less(l2: Method, l1: Method) -> Hits:
    """More stable: the weights change at least 5 % less when a quarter of the rows is new, relative to their size.

    Relative, since a penalty that keeps weights smaller would else win by their smallness alone. An empty model
    does not move, so L1 must have weights both times.
    """
    return (l2.weight_change < 0.95 * l1.weight_change) & (l1.in_use > 0)


@more_stable.reading(worlds(STABILITY, RESAMPLED))
def predictions_change_less(l2: Method, l1: Method) -> Hits:
    """More stable: predictions on new data change less, by at least 5 %, relative to their size."""
    return (l2.prediction_change < 0.95 * l1.prediction_change) & (l1.in_use > 0)


unstable = claim(
    "l1-unstable-selection",
    "L1's selected set is unstable under correlation.",
    force="generic",
    better=["elastic-net-selects-more-stably-among-near-copies", "l1-favourite-among-near-copies-changes"],
)


@unstable.reading(worlds(STABILITY, CORRELATED))
def fewer_than_half_are_kept_again(l1: Method) -> Hits:
    """Unstable: of the features kept on either of two samples, fewer than half are kept on both.

    Then a feature that was kept once is more likely out than in the next time. Two empty sets tell nothing.
    """
    return (l1.overlap < 0.5) & (l1.kept > 0)


@unstable.reading(worlds(COLLINEAR, COLLINEAR_WORLDS, "retuned"))
def fewer_are_kept_again_than_without(l1: Method) -> Hits:
    """Unstable under correlation: fewer are kept on both samples than on the same data without the correlation, by 5 %.

    Same normals, noise and coefficients; the strength is tuned for each and kept from sample to sample.
    """
    return l1.overlap < 0.95 * l1.overlap_apart


keeps_some = claim(
    "l1-keeps-some-of-several-near-copies",
    "Of several near copies that matter alike L1 keeps some, drops others, and weighs those it keeps unevenly.",
    force="generic",
)


@keeps_some.reading(worlds(GROUPS, FRESH_ALIKE))
def some_are_dropped(l1: Method) -> Hits:
    """Some: fewer than half of the groups are whole, on average the smallest weight is under a quarter of the largest.

    And a weight in most groups, so that dropping everything does not count.
    """
    return (l1.whole < 0.5) & (l1.evenness < 0.25) & (l1.touched > 0.5)


favourite_changes = claim(
    "l1-favourite-among-near-copies-changes",
    "Which of several near copies gets most of L1's weight changes from one sample to the next.",
    force="generic",
)


@favourite_changes.reading(worlds(GROUPS, FRESH_ALIKE))
def another_one_leads(l1: Method) -> Hits:
    """Changes: in at least half of the groups another member has the largest weight on a second sample.

    At the same strength, from the same truth. Were there a reason to prefer one copy, the same one would lead again.
    """
    return (l1.leader_stays <= 0.5) & (l1.touched > 0)


like_weights = claim(
    "l2-gives-near-copies-like-weights",
    "Of near copies that matter alike L2 gives every one a noticeable weight, and their weights are more alike "
    "than under L1.",
    force="generic",
)


@like_weights.reading(worlds(GROUPS, FRESH_ALIKE))
def noticeable_and_more_alike(l2: Method, l1: Method) -> Hits:
    """Noticeable: a tenth of the largest weight or more, in more than half of the groups for all members.

    More alike: the smallest weight is on average a larger share of the largest one than under L1, by 5 %.
    """
    return (l2.all_noticeable > 0.5) & (l2.evenness > 1.05 * l1.evenness)


moves_more = claim(
    "l1-weights-move-more-in-large-groups-of-near-copies",
    "Among large groups of near copies that matter alike, L1's weights change more with the data than L2's.",
    force="generic",
)


@moves_more.reading(worlds(STABILITY, [dgm for dgm in FRESH_ALIKE if dgm.block_size == 8]))
def l2_moves_less(l1: Method, l2: Method) -> Hits:
    """More: relative to their size, by at least 5 %, when a quarter of the rows is replaced; in groups of eight."""
    return (l2.weight_change < 0.95 * l1.weight_change) & (l1.in_use > 0)


nearer_truth = claim(
    "l2-weights-nearer-to-the-truth-among-near-copies",
    "Among near copies that matter alike, L2's weights lie nearer to the true ones than L1's.",
    force="generic",
)


@nearer_truth.reading(worlds(GROUPS, FRESH_ALIKE))
def smaller_weight_error(l2: Method, l1: Method) -> Hits:
    """Nearer: by at least 5 % of the distance, both tuned."""
    return l2.weight_error < 0.95 * l1.weight_error


blurs = claim(
    "collinearity-blurs-l2-weights-not-predictions",
    "With more samples than features and near copies that matter unequally, L2's weights lie farther from the truth "
    "than without the collinearity, but its predictions are not noticeably worse.",
    force="generic",
)


@blurs.reading(worlds(COLLINEAR, FRESH_UNLIKE))
def weights_suffer_and_predictions_do_not(l2: Method) -> Hits:
    """Farther: by 5 % of the distance; not worse: the excess error grows by less than 5 % of the error.

    On the same normals, noise and coefficients; at the strength tuned anew and at the one kept.
    """
    farther = l2.weight_error > 1.05 * l2.weight_error_apart
    return farther & (l2.excess < l2.excess_apart + 0.05 * l2.error_apart)


tames = claim(
    "l2-weights-nearer-to-the-truth-than-unpenalized-under-collinearity",
    "With more samples than features, some of them near copies, L2's weights lie nearer to the truth than "
    "those without a penalty.",
    force="generic",
)


@tames.reading(worlds(COLLINEAR, FRESH_UNLIKE))
def nearer_than_without_penalty(l2: Method, none: Method) -> Hits:
    """Nearer: by at least 5 % of the distance, with the strength tuned on these data or on uncorrelated ones."""
    return l2.weight_error < 0.95 * none.weight_error


bounds = claim(
    "ridge-bounds-the-condition-number",
    "However collinear the features, ridge inverts a matrix whose condition number is at most "
    "1 + (largest eigenvalue of X'X) / alpha, and no larger than that of X'X.",
    force="always",
)


@bounds.exact(mixing.collinear_problems, cases=("Ridge",))
def condition_number_is_bounded(problem: Problem, case: str) -> bool:
    """At most: read off fitted models, on features two of which are correlated by a half or more, up to copies."""
    inverted, plain, bound = mixing.inverted_condition(problem)
    return inverted <= bound * (1 + 1e-6) and inverted <= plain * (1 + 1e-6)
