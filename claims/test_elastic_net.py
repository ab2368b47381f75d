"""The elastic net against its parts."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.margins import predicts_better
from regclaims.claims.readings import Hits
from regclaims.fixtures import mixing
from regclaims.fixtures.copies import (
    ALIKE,
    FRESH_ALIKE,
    GROUPED_WIDE,
    NEAR_COPIES,
    RESAMPLED,
)
from regclaims.fixtures.experiments import FITS, GROUPS, STABILITY
from regclaims.fixtures.grids import CORE, worlds
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import Problem

keeps_groups = claim(
    "elastic-net-keeps-groups",
    "The elastic net keeps correlated features together.",
    force="generic",
    better=["elastic-net-keeps-more-near-copies-than-l1"],
)


@keeps_groups.reading(worlds(GROUPS, NEAR_COPIES))
def groups_are_kept_whole(elastic_net: Method) -> Hits:
    """Together: more than half of the groups of near copies that matter are kept with every member.

    A model that keeps all features would win without selecting anything, so some feature that does not matter
    has to be dropped.
    """
    return (elastic_net.whole > 0.5) & (elastic_net.irrelevant_dropped > 0)


best_of_both = claim(
    "elastic-net-best-of-both",
    "The elastic net combines the strengths of both penalties.",
    force="generic",
    better=["elastic-net-is-a-compromise", "elastic-net-keeps-more-near-copies-than-l1"],
)


@best_of_both.reading(worlds(FITS, CORE))
def as_accurate_as_the_better_one(elastic_net: Method, l1: Method, l2: Method) -> Hits:
    """Strengths: accuracy; the error on new data is at most 5 % above that of the better of L1 and L2.

    Each of them is the better one somewhere. Whoever has the strengths of both is nowhere noticeably behind;
    where L1 and L2 are equally good there is nothing to lose, and the statement is true there too.
    """
    return elastic_net.test_error <= 1.05 * np.minimum(l1.test_error, l2.test_error)


@best_of_both.reading(worlds(GROUPS, ALIKE))
def sparse_and_groups_whole(elastic_net: Method) -> Hits:
    """Strengths: L1's sparsity and L2's way with near copies.

    At least half of the features that do not matter are dropped, and more than half of the groups that do are kept
    whole. L1 is praised for the one, L2 for the other, and both have to be there at once. The members of a group
    matter alike: elsewhere it is no strength to keep them all.
    """
    return (elastic_net.irrelevant_dropped >= 0.5) & (elastic_net.whole > 0.5)


more_stable_selection = claim(
    "elastic-net-more-stable-than-l1",
    "The elastic net selects more stably than the lasso.",
    force="generic",
    better=["elastic-net-selects-more-stably-among-near-copies"],
)


@more_stable_selection.reading(worlds(STABILITY, RESAMPLED))
def selected_sets_overlap_more(elastic_net: Method, l1: Method) -> Hits:
    """More stably: of the features kept on either of two samples, a share at least 5 % larger is kept on both.

    The usual measure. It favours larger selections, which overlap by chance; that is the second reading's matter.
    """
    return (elastic_net.overlap > 1.05 * l1.overlap) & (l1.in_use > 0)


@more_stable_selection.reading(worlds(STABILITY, RESAMPLED))
def largest_weights_overlap_more(elastic_net: Method, l1: Method) -> Hits:
    """More stably: the same for equally many features, the tenth with the largest weights.

    With equally many, keeping more is no advantage. A tie is not a win.
    """
    return (elastic_net.top_overlap > 1.05 * l1.top_overlap) & (l1.in_use > 0)


trades = claim(
    "elastic-net-trades-sparsity",
    "Weighting the two terms trades sparsity against smoothness.",
    force="usually",
    rows="article 84",
)


@trades.reading(worlds(GROUPS, ALIKE))
def sparser_and_less_even(mostly_l1: Method, mostly_l2: Method) -> Hits:
    """Smoothness: even weights within groups that matter alike; nine tenths L1 is sparser and less even than one tenth.

    Both by 5 % at least, each tuned: a trade has two sides. If the mixing weight did nothing, tuning would bring
    both to the same model.
    """
    fewer = (mostly_l1.nonzero < 0.95 * mostly_l2.nonzero) & (mostly_l1.nonzero > 0)
    return fewer & (mostly_l1.evenness < 0.95 * mostly_l2.evenness)


@trades.reading(worlds(GROUPS, ALIKE))
def sparser_and_less_level(mostly_l1: Method, mostly_l2: Method) -> Hits:
    """Smoothness: no weight stands out; nine tenths L1 is sparser and has a larger largest weight than one tenth."""
    fewer = (mostly_l1.nonzero < 0.95 * mostly_l2.nonzero) & (mostly_l1.nonzero > 0)
    return fewer & (mostly_l1.largest > 1.05 * mostly_l2.largest)


can_improve = claim(
    "combining-can-improve",
    "Combining L2 with L1 can improve the results.",
    force="can",
    rows="article 62",
)


@can_improve.reading(worlds(FITS, CORE + GROUPED_WIDE))
def smaller_error_than_either(elastic_net: Method, l1: Method, l2: Method) -> Hits:
    """Improve: the error on new data is at least 5 % below that of the better of L1 and L2 alone, all tuned."""
    return elastic_net.test_error < 0.95 * np.minimum(l1.test_error, l2.test_error)


@can_improve.reading(worlds(FITS, CORE + GROUPED_WIDE))
def smaller_error_than_l2(elastic_net: Method, l2: Method) -> Hits:
    """Improve: the error on new data is at least 5 % below that of L2 alone, to which L1 is added."""
    return predicts_better(elastic_net, l2)


ends = claim(
    "elastic-net-ends",
    "At the ends of the mixing weight the elastic net equals lasso or ridge.",
    force="always",
)


@ends.exact(mixing.settled_problems, cases=tuple(mixing.ENDS))
def predictions_are_those_of_the_end(problem: Problem, case: str) -> bool:
    """Equals: the same predictions, at mixing weight 1 (all L1) as the lasso and at 0 (all L2) as ridge.

    The strength is the same in the textbook objective; Ridge wants it times the number of samples. Predictions
    since L1's weights are not unique among equal features.
    """
    mixed, alone = mixing.predictions_at_an_end(problem, case)
    return bool(abs(mixed - alone).max() <= mixing.SAME)


combines = claim(
    "elastic-net-combines-both",
    "L1 and L2 can be combined into the elastic net.",
    force="always",
    rows="article 83",
)


@combines.exact(mixing.settled_problems, cases=tuple(mixing.MIXTURES))
def pull_is_the_mixture_of_both(problem: Problem, case: str) -> bool:
    """Combined: the penalty's pull at the fit is the mixture of L1's constant pull and L2's proportional one.

    Recovered from the loss alone. A mere lasso or ridge, or another mixture, pulls otherwise.
    """
    return mixing.pulls_like_a_mixture(problem, *mixing.MIXTURES[case])


@combines.exact(mixing.settled_problems, cases=tuple(mixing.ENDS))
def both_are_its_ends(problem: Problem, case: str) -> bool:
    """Combined: each of the two is the elastic net at one end of the mixing weight, in what it predicts."""
    return predictions_are_those_of_the_end(problem, case)


keeps_more = claim(
    "elastic-net-keeps-more-near-copies-than-l1",
    "Of near copies that matter alike the elastic net keeps more than L1, and still drops features that do not matter.",
    force="generic",
)


@keeps_more.reading(worlds(GROUPS, FRESH_ALIKE))
def more_copies_are_kept(elastic_net: Method, l1: Method) -> Hits:
    """More: at least 5 % more members have a weight; of the features that do not matter, a tenth or more has none.

    To keep everything is not to select, hence the second half.
    """
    return (elastic_net.members_kept > 1.05 * l1.members_kept) & (elastic_net.irrelevant_dropped >= 0.1)


compromise = claim(
    "elastic-net-is-a-compromise",
    "The elastic net predicts hardly worse than the worse of L1 and L2, and seldom better than the better one.",
    force="generic",
)


@compromise.reading(worlds(FITS, CORE))
def between_the_two(elastic_net: Method, l1: Method, l2: Method) -> Hits:
    """Hardly worse, seldom better: the error lies between the two others', with 5 % to spare on either side.

    All tuned. Where L1 and L2 are far apart there is room for it to be anywhere.
    """
    low, high = np.minimum(l1.test_error, l2.test_error), np.maximum(l1.test_error, l2.test_error)
    return (elastic_net.test_error <= 1.05 * high) & (elastic_net.test_error >= 0.95 * low)


steadier = claim(
    "elastic-net-selects-more-stably-among-near-copies",
    "Among near copies that matter alike, more of what the elastic net selects is selected again when the data "
    "change than of what L1 selects.",
    force="generic",
)


@steadier.reading(worlds(STABILITY, FRESH_ALIKE))
def overlap_is_larger(elastic_net: Method, l1: Method, truth: Method) -> Hits:
    """More: of the features kept before or after, a share at least 5 % larger is kept both times.

    That the elastic net keeps more is part of how it does so; it does not keep all, which would be no selection.
    """
    selects = (elastic_net.kept < truth.n_features) & (l1.in_use > 0)
    return selects & (elastic_net.overlap > 1.05 * l1.overlap)
