"""Interpretability and use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from regclaims.claims.claim import claim
from regclaims.claims.margins import predicts_better
from regclaims.claims.readings import Hits
from regclaims.fixtures.copies import RESAMPLED
from regclaims.fixtures.experiments import FITS, NETWORKS, NETWORKS_DEFAULT, STABILITY, STRENGTHS
from regclaims.fixtures.grids import CORE, FRESH_NETWORKS, FRESH_SPARSE, NETWORK_WORLDS, worlds
from regclaims.fixtures.introspection import (
    KINDS,
    combinations,
    default_penalties,
    homes_of,
    offered_penalties,
    penalties_in,
    penalties_of_networks,
    solvers_able,
    ways_of_regularizing,
)
from regclaims.fixtures.rows import Method

LINEAR_AND_TREES = ("linear models", "trees")
FEW_MATTER = [dgm for dgm in CORE if dgm.relevant < 1]

more_interpretable = claim(
    "l1-more-interpretable",
    "L1 serves interpretability better than L2.",
    force="generic",
    rows="article 6 43",
    better=["l1-halves-the-weights-when-few-features-matter", "l1-sparser-than-l2"],
)


@more_interpretable.reading(worlds(FITS, CORE))
def fewer_weights_to_read(l1: Method, l2: Method) -> Hits:
    """Interpretable: at most half as many weights to read, both penalties tuned on the same data.

    A reader has to make sense of every weight that is not zero, and half of them are noticeably less work.
    The empty model has nothing to read and says nothing, so it does not count.
    """
    return (l1.nonzero <= l2.nonzero / 2) & (l1.nonzero > 0)


@more_interpretable.reading(worlds(FITS, FEW_MATTER))
def largest_weights_are_more_often_right(l1: Method, l2: Method) -> Hits:
    """Interpretable: what the model points at is what matters; of its largest weights more are relevant.

    As many of the largest weights are read as there are relevant features, so that L2 is not held to
    naming all of them. Where every feature matters there is nothing to tell apart, so only worlds in which few
    do can be read.
    """
    return (l1.top_relevant > l2.top_relevant) & (l1.nonzero > 0)


@more_interpretable.reading(worlds(STABILITY, RESAMPLED))
def largest_weights_stay_the_same(l1: Method, l2: Method) -> Hits:
    """Interpretable: what the model points at is the same when a quarter of the data is replaced, more so than L2's.

    An account that changes with the sample explains nothing. All features are "selected" by L2, every time, so the
    same number of largest weights is compared under both.
    """
    return (l1.top_overlap > l2.top_overlap) & (l1.in_use > 0)


halves = claim(
    "l1-halves-the-weights-when-few-features-matter",
    "When one in twenty features matters and there is little noise, tuned L1 leaves at most half as many weights "
    "to read as L2.",
    force="generic",
)


@halves.reading(worlds(FITS, FRESH_SPARSE))
def at_most_half_are_left(l1: Method, l2: Method) -> Hits:
    """Half: of weights that are not zero, but some; on worlds other than those that suggested the condition."""
    return (l1.nonzero <= l2.nonzero / 2) & (l1.nonzero > 0)


easier = claim(
    "sparse-easier-to-interpret",
    "Sparse models can be easier to interpret.",
    force="can",
    rows="article 51",
)


@easier.reading(worlds(FITS, CORE))
def half_the_weights_at_no_loss(l1: Method, l2: Method) -> Hits:
    """Easier: at most half the weights to read, at no noticeable loss of accuracy (5 % of test error).

    A model that predicts worse is no interpretation of the same thing, and the empty one none at all.
    """
    return (l1.nonzero <= l2.nonzero / 2) & (l1.nonzero > 0) & (l1.test_error <= 1.05 * l2.test_error)


@easier.reading(worlds(FITS, CORE) + worlds(STRENGTHS, CORE))
def names_what_matters(l1: Method, truth: Method) -> Hits:
    """Easier: the features left in the model are all those that matter, and few others.

    Few: no more features that do not matter than do, and at most half of all left. Without that a reader
    would be sent the wrong way by a short list. Sparse models need not be tuned for prediction, which keeps more
    than matters, so all strengths count alike.
    """
    complete = l1.relevant_kept >= truth.n_relevant
    return complete & (l1.irrelevant_kept <= l1.relevant_kept) & (l1.nonzero <= truth.n_features / 2)


used_for_linear = claim(
    "l1-used-for-linear-models-and-trees",
    "L1 is typically used in linear models and decision trees.",
    force="usually",
    rows="article 43",
    better=["l1-is-offered-by-linear-models-only"],
)


@used_for_linear.counted(penalties_in, cases=LINEAR_AND_TREES)
def offered_there(counts: Mapping[str, int]) -> bool:
    """Where L1 is used: at least one of scikit-learn's estimators of that family offers it.

    The least that use asks for: what no estimator offers is not used. The statement names two families, and
    each has to be one that L1 is used in.
    """
    return counts.get("l1", 0) > 0


@used_for_linear.counted(penalties_in, cases=LINEAR_AND_TREES)
def typical_of_the_family(counts: Mapping[str, int]) -> bool:
    """What such models typically use: of the family's estimators that can penalise weights, most offer L1.

    Most: no other penalty is offered as often. A penalty that others outnumber in a family is not typical of it.
    """
    return _leads("l1", counts)


linear_only = claim(
    "l1-is-offered-by-linear-models-only",
    "In scikit-learn L1 is offered by linear models and by no other family, trees included.",
    force="always",
)


@linear_only.counted(homes_of, cases=("l1",))
def offered_by_linear_models_alone(counts: Mapping[str, int]) -> bool:
    """Only: of the families whose members can penalise weights, linear models are the one that offers L1."""
    return set(counts) == {"linear models"}


used_for_networks = claim(
    "l2-used-for-neural-networks",
    "L2 is typically used in neural networks, where accuracy matters more.",
    force="usually",
    rows="article 44",
    better=["tuned-l2-helps-a-small-network-in-regression"],
)


@used_for_networks.counted(penalties_of_networks, cases=("on request", "by default"))
def applied_by_networks(counts: Mapping[str, int]) -> bool:
    """Used: more than half of scikit-learn's neural networks have an L2 penalty, and no other as often."""
    return 2 * counts.get("l2", 0) > counts["estimators"] and _leads("l2", counts)


@used_for_networks.reading(worlds(NETWORKS, NETWORK_WORLDS) + worlds(NETWORKS_DEFAULT, NETWORK_WORLDS))
def network_predicts_better(l2: Method, none: Method) -> Hits:
    """For accuracy: a small network's error on new data is at least 5 % smaller with L2 than without.

    What is used where accuracy matters has to make for it. The strength is left open, so the library's default,
    which most users get, and a tuned one count alike. Only small networks on a linear truth can be afforded here.
    """
    return predicts_better(l2, none)


tuned_helps = claim(
    "tuned-l2-helps-a-small-network-in-regression",
    "In regression on few noisy samples, a small neural network predicts better with L2 at a tuned strength "
    "than without.",
    force="generic",
)


@tuned_helps.reading(worlds(NETWORKS, FRESH_NETWORKS))
def tuned_network_predicts_better(l2: Method, none: Method) -> Hits:
    """Better: error on new data at least 5 % smaller, on worlds other than those that suggested the condition."""
    return predicts_better(l2, none)


most_common = claim(
    "l1-l2-most-common",
    "L1 and L2 are two of the most common regularizers.",
    force="generic",
    rows="article 1",
    better=["l1-and-l2-lead-among-weight-penalties", "regularization-has-further-ways"],
)


@most_common.counted(offered_penalties, cases=KINDS)
def among_three_penalties(counts: Mapping[str, int]) -> bool:
    """Regularizers: of the penalties on weights that scikit-learn offers, both are among the three most frequent."""
    return max(_rank("l1", counts), _rank("l2", counts)) <= 3


@most_common.counted(ways_of_regularizing, cases=KINDS)
def among_three_ways(counts: Mapping[str, int]) -> bool:
    """Regularizers: of all ways of regularizing that scikit-learn offers, both are among the three most frequent.

    Whatever keeps a model from fitting noise regularises it: smaller trees, random subsets, early stopping as well
    as penalties. An estimator counts once for each way that it offers.
    """
    return max(_rank("l1", counts), _rank("l2", counts)) <= 3


two_types = claim(
    "two-main-types",
    "Regularization comes in two main kinds, L1 and L2.",
    force="generic",
    rows="article 21 67",
    better=["l1-and-l2-lead-among-weight-penalties", "regularization-has-further-ways"],
)


@two_types.counted(offered_penalties, cases=KINDS)
def the_two_main_penalties(counts: Mapping[str, int]) -> bool:
    """Main: of penalties on weights, no other is offered by as many of scikit-learn's estimators as either."""
    return max(_rank("l1", counts), _rank("l2", counts)) <= 2


@two_types.counted(ways_of_regularizing, cases=KINDS)
def the_two_main_ways(counts: Mapping[str, int]) -> bool:
    """Main: of all ways of regularizing, no other is offered by as many of scikit-learn's estimators as either.

    The statement speaks of regularization, not of penalties alone.
    """
    return max(_rank("l1", counts), _rank("l2", counts)) <= 2


@two_types.counted(ways_of_regularizing, cases=KINDS)
def no_third_way(counts: Mapping[str, int]) -> bool:
    """Two: scikit-learn's estimators offer no way of regularizing that is neither of them nor made of them.

    The elastic net is made of both, and the group penalty is L1 over rows of weights.
    """
    return set(counts) <= {"l1", "l2", "elastic_net", "group"}


lead = claim(
    "l1-and-l2-lead-among-weight-penalties",
    "Of penalties on weights, scikit-learn's estimators offer L2 most often and L1 second most.",
    force="always",
)


@lead.counted(offered_penalties, cases=KINDS)
def l2_first_and_l1_second(counts: Mapping[str, int]) -> bool:
    """Lead: L2 first and L1 second, without a tie, among regressors and among classifiers that penalise weights."""
    return (_rank("l2", counts), _rank("l1", counts)) == (1, 2)


further_ways = claim(
    "regularization-has-further-ways",
    "Models are regularised in other ways too: by smaller trees, random subsets and early stopping, each of "
    "which no fewer of scikit-learn's estimators offer than the elastic net.",
    force="always",
)


@further_ways.counted(ways_of_regularizing, cases=KINDS)
def others_are_as_common(counts: Mapping[str, int]) -> bool:
    """Other ways: each is offered by at least as many regressors, and as many classifiers, as the elastic net."""
    return (
        min(counts.get(way, 0) for way in ("smaller trees", "random subsets", "early stopping"))
        >= counts["elastic_net"]
    )


more_popular = claim(
    "l2-more-popular",
    "L2 is more popular than L1; it is the most popular form.",
    force="generic",
    rows="article 15 58",
)


@more_popular.counted(default_penalties, cases=KINDS)
def most_frequent_default(counts: Mapping[str, int]) -> bool:
    """Popular: of scikit-learn's estimators that can penalise weights, more do so with L2 by default than otherwise.

    A library's defaults are what its makers expect most users to want, and what most users get.
    """
    return _leads("l2", counts)


@more_popular.counted(offered_penalties, cases=KINDS)
def most_often_offered(counts: Mapping[str, int]) -> bool:
    """Popular: of scikit-learn's estimators that can penalise weights, more offer L2 than any other penalty."""
    return _leads("l2", counts)


popular_because = claim(
    "l2-popular-because-accurate",
    "L2 is popular because it is often more accurate.",
    force="usually",
    rows="article 15",
    better=["l2-is-the-penalty-that-every-solver-fits", "neither-dominates"],
)


@popular_because.reading(worlds(FITS, CORE))
def popular_and_more_accurate(l2: Method, l1: Method) -> Hits:
    """Because: L2 is popular (the most frequent default) and its error on new data is at least 5 % below L1's.

    What a reason explains and the reason itself have to be true, or nothing is true because of it: both halves in
    one. Popularity is a fact of the library, the same in every world; accuracy is that of tuned models. Were
    both halves true, the link between them would still be open; no measurement here could close it.
    """
    return predicts_better(l2, l1) & most_frequent_default_everywhere()


@cache
def most_frequent_default_everywhere() -> bool:
    """Whether L2 leads among the defaults of regressors and of classifiers."""
    return all(_leads("l2", default_penalties(kind)) for kind in KINDS)


every_solver = claim(
    "l2-is-the-penalty-that-every-solver-fits",
    "L2 is the penalty that every solver of scikit-learn's logistic regression fits; fewer than half of them fit L1.",
    force="always",
)


@every_solver.counted(solvers_able, cases=("LogisticRegression",))
def all_fit_l2_and_few_l1(counts: Mapping[str, int]) -> bool:
    """Fits: each solver is tried with either penalty and either fits it or refuses."""
    return counts["l2"] == counts["solvers"] and 2 * counts["l1"] < counts["solvers"]


often_combined = claim(
    "l2-often-combined",
    "L2 is often used together with other penalties such as L1.",
    force="usually",
    rows="article 62",
    better=["l1-and-l2-are-combined-where-both-are-offered"],
)


@often_combined.counted(combinations, cases=KINDS)
def combined_by_default(counts: Mapping[str, int]) -> bool:
    """Used: more than half of scikit-learn's estimators that offer L2 combine it with L1 when nothing is set."""
    return 2 * counts["combined by default"] > counts["l2"]


@often_combined.counted(combinations, cases=KINDS)
def combined_on_request(counts: Mapping[str, int]) -> bool:
    """Used: more than half of scikit-learn's estimators that offer L2 can combine it with L1.

    The weaker sense: whether or not the combination is used, it could be.
    """
    return 2 * counts["combined"] > counts["l2"]


where_both = claim(
    "l1-and-l2-are-combined-where-both-are-offered",
    "An estimator of scikit-learn that offers both L1 and L2 usually offers their combination, the elastic net.",
    force="usually",
)


@where_both.counted(combinations, cases=KINDS)
def both_means_combined(counts: Mapping[str, int]) -> bool:
    """Usually: more than half of the estimators that offer both penalties can apply the two together."""
    return 2 * counts["both and combined"] > counts["both"]


def _leads(penalty: str, counts: Mapping[str, int]) -> bool:
    """Whether no other is as frequent."""
    return counts.get(penalty, 0) > max((counts[name] for name in set(counts) - {penalty, "estimators"}), default=0)


def _rank(penalty: str, counts: Mapping[str, int]) -> int:
    """1 for the most frequent; those as frequent as the penalty rank before it, and what is missing comes last."""
    return 1 + sum(number >= counts.get(penalty, 0) for name, number in counts.items() if name != penalty)
