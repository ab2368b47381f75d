"""Sparsity and feature selection."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.algebra import features_kept
from regclaims.fixtures.experiments import FITS, SGD, STRENGTHS, SUBSETS
from regclaims.fixtures.grids import (
    CORE,
    FEW,
    FRESH_MODERATE,
    FRESH_SPARSE,
    FRESH_TALL,
    MANY_FEATURES,
    SGD_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method
from regclaims.fixtures.strategies import WideProblem, wide_problems

yields_zeros = claim(
    "l1-yields-zero-weights",
    "L1 sets some weights exactly to zero.",
    force="generic",
    rows="article 22 30 70 78",
)


@yields_zeros.reading(worlds(FITS, CORE) + worlds(STRENGTHS, CORE))
def some_but_not_all(l1: Method, truth: Method) -> Hits:
    """Some: at least one weight is exactly zero and at least one is not.

    The empty model has zeros too, but it is no model that a user would keep, and every strength above
    the zeroing one would win by it. The strength is left open, so tuned, weak, moderate and strong fits count alike.
    """
    return (l1.nonzero > 0) & (l1.nonzero < truth.n_features)


sparser = claim(
    "l1-sparser-than-l2",
    "L1 gives sparser models than L2.",
    force="generic",
    rows="article 10 30 38 70",
)


@sparser.reading(worlds(FITS, CORE))
def fewer_nonzero_weights(l1: Method, l2: Method) -> Hits:
    """Sparser: fewer weights that are not exactly zero, both penalties tuned on the same data.

    A tie is not sparser. The empty model does not count: it would win against anything.
    """
    return (l1.nonzero < l2.nonzero) & (l1.nonzero > 0)


@sparser.reading(worlds(FITS, CORE))
def fewer_noticeable_weights(l1: Method, l2: Method) -> Hits:
    """Sparser: fewer weights above 1 % of the largest, which also forgives L2 its tiny weights.

    Whoever prints a model sees no difference between 1e-9 and 0, so exact zeros alone would be unfair to L2.
    """
    return (l1.noticeable < l2.noticeable) & (l1.nonzero > 0)


not_sparse = claim(
    "l2-not-sparse",
    "L2 does not give sparse models.",
    force="always",
    rows="article 11 24 80",
)


@not_sparse.reading(worlds(STRENGTHS, CORE))
def no_exact_zero(l2: Method, truth: Method) -> Hits:
    """Not sparse: no weight is exactly zero. The strengths, from weak to strong, enclose what tuning chooses."""
    return np.equal(l2.nonzero, truth.n_features)


@not_sparse.reading(worlds(STRENGTHS, CORE))
def most_weights_noticeable(l2: Method, truth: Method) -> Hits:
    """Not sparse: at least half of the weights are above 1 % of the largest one.

    A model most of whose weights are negligible would be sparse for every practical purpose, exact zeros
    or not.
    """
    return np.asarray(l2.noticeable >= truth.n_features / 2)


SPARSE = [dgm for dgm in CORE if dgm.relevant == FEW]
ANY_STRENGTH = worlds(FITS, SPARSE) + worlds(STRENGTHS, SPARSE)

many_zeros = claim(
    "l1-many-zeros",
    "Under L1 many of the weights are zero.",
    force="generic",
    rows="article 22 78",
    better=["l1-drops-most-features-when-few-matter", "lasso-keeps-no-more-features-than-samples"],
)


@many_zeros.reading(worlds(STRENGTHS, CORE))
def at_least_half_are_zero(l1: Method, truth: Method) -> Hits:
    """Many: at least half of the weights are exactly zero, and not all of them.

    A weight or two of a hundred would be some, not many. The empty model would win without being a model. The
    sentence names no strength; these, from weak to strong, enclose what tuning chooses.
    """
    return np.asarray((l1.nonzero > 0) & (l1.nonzero <= truth.n_features / 2))


drops_most = claim(
    "l1-drops-most-features-when-few-matter",
    "Where few features matter and noise is small, tuned L1 sets more than half of the weights to zero.",
    force="generic",
)


@drops_most.reading(worlds(FITS, FRESH_SPARSE))
def more_than_half_are_zero(l1: Method, truth: Method) -> Hits:
    """More than half: exact zeros in a model that is not empty.

    If L1 kept features regardless of the truth, there would be no reason for it to drop most of them at a
    strength that was chosen for prediction.
    """
    return np.asarray((l1.nonzero > 0) & (l1.nonzero < truth.n_features / 2))


no_more_than_samples = claim(
    "lasso-keeps-no-more-features-than-samples",
    "However many features there are, a lasso keeps no more of them than there are samples.",
    force="always",
)


@no_more_than_samples.exact(wide_problems(), cases=("0.5", "0.1", "0.02"))
def kept_features_fit_into_the_samples(problem: WideProblem, share: str) -> bool:
    """Keeps: has non-zero weights at this share of the strength that zeroes all.

    A penalty that does not select keeps all features, which are at least twice as many as the samples here. Columns in
    special position (one the copy of another) are left out: with them the solution is not unique, and a solver may
    return one with more features.
    """
    return 0 < features_kept(problem, float(share)) <= problem.n_samples


can_be_sparser = sparser.restated(
    "l1-can-be-sparser",
    "L1 can give sparser models.",
    force="can",
    rows="article 51",
)

l2_less_effective = sparser.restated(
    "l2-less-effective-for-sparsity",
    "L2 is worse than L1 at producing sparsity.",
    rows="article 40",
)

fewer_coefficients = claim(
    "l1-fewer-coefficients",
    "L1 leads to a lack of coefficients, L2 to small ones.",
    force="generic",
    rows="article 35",
    better=["l1-drops-coefficients-l2-shrinks-them"],
)


@fewer_coefficients.reading(worlds(FITS, CORE))
def small_against_no_penalty(l1: Method, l2: Method, none: Method, truth: Method) -> Hits:
    """Small: L2 keeps every coefficient, with a norm at least 5 % below that without a penalty; L1 lacks some.

    Both halves have to be true of the same data. An empty L1 model lacks all and is no model; an L2 too weak to
    matter would leave the coefficients as they are.
    """
    lacking = (l1.nonzero > 0) & (l1.nonzero < truth.n_features)
    return np.asarray(lacking & (l2.nonzero == truth.n_features) & (l2.norm < 0.95 * none.norm))


@fewer_coefficients.reading(worlds(FITS, CORE))
def small_against_l1(l1: Method, l2: Method, truth: Method) -> Hits:
    """Small: L2 keeps every coefficient, the largest at least 5 % below L1's largest; L1 lacks some.

    The sentence sets the two side by side, so small may mean smaller than L1's. The largest coefficient is
    compared, since L1's zeros would pull down any mean.
    """
    lacking = (l1.nonzero > 0) & (l1.nonzero < truth.n_features)
    return np.asarray(lacking & (l2.nonzero == truth.n_features) & (l2.largest < 0.95 * l1.largest))


drops_or_shrinks = claim(
    "l1-drops-coefficients-l2-shrinks-them",
    "L1 leaves coefficients out; L2 keeps them all and makes them smaller than they are without a penalty.",
    force="generic",
)


@drops_or_shrinks.reading(worlds(FITS, FRESH_MODERATE))
def some_dropped_or_all_shrunk(l1: Method, l2: Method, none: Method, truth: Method) -> Hits:
    """Smaller: L2's norm is at least 5 % below that without a penalty; no weight of L2 is zero, and some of L1 are.

    The sense of small in which the sentence above is true, said outright and taken to worlds of other sizes and noise.
    """
    lacking = (l1.nonzero > 0) & (l1.nonzero < truth.n_features)
    return np.asarray(lacking & (l2.nonzero == truth.n_features) & (l2.norm < 0.95 * none.norm))


simpler = claim(
    "l1-simpler-than-l2",
    "L1 finds simpler solutions than L2.",
    force="generic",
    rows="article 12",
    better=["l1-sparser-than-l2", "l1-simpler-in-two-measures-when-few-features-matter"],
)


@simpler.reading(worlds(FITS, CORE))
def fewer_weights(l1: Method, l2: Method) -> Hits:
    """Simpler: fewer features to look at, counted by weights that are not zero, in a model that is not empty."""
    return (l1.nonzero < l2.nonzero) & (l1.nonzero > 0)


@simpler.reading(worlds(FITS, CORE))
def fewer_degrees_of_freedom(l1: Method, l2: Method) -> Hits:
    """Simpler: at least 5 % fewer effective degrees of freedom, so that the fit follows its labels less closely.

    The measure of complexity that counts a shrunken weight as a part of a parameter. The empty model has none
    and would win against anything.
    """
    return (l1.complexity < 0.95 * l2.complexity) & (l1.nonzero > 0)


@simpler.reading(worlds(FITS, CORE))
def smaller_norm(l1: Method, l2: Method) -> Hits:
    """Simpler: a Euclidean norm at least 5 % smaller, in a model that is not empty.

    The measure of theories of margins and of weight decay, where a simple model is one near zero.
    """
    return (l1.norm < 0.95 * l2.norm) & (l1.nonzero > 0)


simpler_in_two = claim(
    "l1-simpler-in-two-measures-when-few-features-matter",
    "Where few features matter and noise is small, tuned L1 uses fewer weights than tuned L2 "
    "and fewer effective degrees of freedom.",
    force="generic",
)


@simpler_in_two.reading(worlds(FITS, FRESH_SPARSE))
def fewer_weights_and_degrees_of_freedom(l1: Method, l2: Method) -> Hits:
    """Fewer: fewer non-zero weights and at least 5 % fewer degrees of freedom, in a model that is not empty.

    Nothing is said of the norm. A model that drops weights and follows its labels as closely as L2 does with the
    others would have the first half alone.
    """
    return (l1.nonzero < l2.nonzero) & (l1.complexity < 0.95 * l2.complexity) & (l1.nonzero > 0)


drops_irrelevant = claim(
    "l1-drops-irrelevant-features",
    "L1 zeroes the features that do not matter.",
    force="can",
    rows="article 70 71",
)


@drops_irrelevant.reading(ANY_STRENGTH)
def drops_all_of_them(l1: Method, truth: Method) -> Hits:
    """Zeroes: every feature that does not matter, and none that does.

    The empty model drops all that do not matter too, so what matters has to stay. The strength is left
    open: tuned, weak, moderate and strong fits count alike.
    """
    return np.asarray((l1.irrelevant_kept == 0) & (l1.relevant_kept == truth.n_relevant))


@drops_irrelevant.reading(ANY_STRENGTH)
def drops_most_of_them(l1: Method, truth: Method) -> Hits:
    """Zeroes: more than half of the features that do not matter, and none that does.

    The weaker sense, in which the features are spoken of as a whole. Dropping features by chance would lose
    what matters just as often.
    """
    irrelevant = truth.n_features - truth.n_relevant
    return np.asarray((l1.irrelevant_kept < irrelevant / 2) & (l1.relevant_kept == truth.n_relevant))


keeps_important = claim(
    "l1-keeps-important-features",
    "With many features L1 reduces the model to the most important ones.",
    force="can",
    rows="article 79",
)


@keeps_important.reading(worlds(FITS, MANY_FEATURES) + worlds(STRENGTHS, MANY_FEATURES))
def only_important_ones(l1: Method, truth: Method) -> Hits:
    """Reduces to: all that is kept matters, and more than half of what matters is kept.

    Literal. A model of one feature, the one that goes best with the response, would be right about it
    too often, so most of what matters has to be there. Many features means a hundred, with few samples or with many.
    """
    return np.asarray((l1.irrelevant_kept == 0) & (l1.relevant_kept > truth.n_relevant / 2))


@keeps_important.reading(worlds(FITS, MANY_FEATURES) + worlds(STRENGTHS, MANY_FEATURES))
def mostly_important_ones(l1: Method, truth: Method) -> Hits:
    """Reduces to: more than half of what is kept matters, and more than half of what matters is kept.

    The looser sense, which forgives some features kept by mistake. Everything kept, or a feature or two, is no
    reduction to the important ones.
    """
    return np.asarray((l1.irrelevant_kept < l1.relevant_kept) & (l1.relevant_kept > truth.n_relevant / 2))


good_when_few_matter = claim(
    "l1-good-when-few-features-matter",
    "If few features matter, L1 is a good choice.",
    force="generic",
    rows="article 23 32",
    better=[
        "l1-predicts-better-when-one-in-twenty-matters",
        "tuned-l1-keeps-what-matters-and-more",
    ],
)


@good_when_few_matter.reading(worlds(FITS, SPARSE))
def predicts_no_worse(l1: Method, l2: Method, none: Method) -> Hits:
    """Good: for predicting, no other choice is noticeably better: test error at most 5 % above L2's and no penalty's.

    Good is less than best; that L1 predicts better is a claim of its own. Where noise drowns everything
    the empty model is as good as any, and to end there is no choice of features: a feature has to be in use.
    """
    return np.asarray((l1.test_error <= 1.05 * np.minimum(l2.test_error, none.test_error)) & (l1.nonzero > 0))


@good_when_few_matter.reading(worlds(FITS, SPARSE))
def tells_them_from_the_rest(l1: Method, truth: Method) -> Hits:
    """Good: for finding the few, the tuned fit keeps more than half of them and drops more than half of the rest.

    Who believes that few features matter wants to know which. To keep all or to drop all fails, and so does
    half of the features kept at random.
    """
    irrelevant = truth.n_features - truth.n_relevant
    return np.asarray((l1.relevant_kept > truth.n_relevant / 2) & (l1.irrelevant_kept < irrelevant / 2))


for_sparsity = claim(
    "l1-for-sparsity",
    "If sparsity is wanted, L1 is a good choice.",
    force="generic",
    rows="article 75",
    better=["l1-for-sparsity-when-few-features-matter"],
)


@for_sparsity.reading(worlds(FITS, CORE))
def sparse_at_little_cost(l1: Method, l2: Method) -> Hits:
    """Good: it delivers at little cost: fewer noticeable weights than L2, and a test error at most 5 % above L2's.

    A sparse model that predicts badly is no good choice. The empty model is not wanted by anybody.
    """
    return np.asarray((l1.noticeable < l2.noticeable) & (l1.nonzero > 0) & (l1.test_error <= 1.05 * l2.test_error))


for_sparsity_when_few = claim(
    "l1-for-sparsity-when-few-features-matter",
    "Where few features matter and noise is small, L1 gives a sparse model that predicts no worse than L2's, "
    "nor than L2's cut to as many features.",
    force="generic",
)


@for_sparsity_when_few.reading(worlds(SUBSETS, FRESH_SPARSE))
def sparse_and_no_worse(l1: Method, l2: Method, l2_cut: Method) -> Hits:
    """No worse: at most 5 % more test error than either, with at most half of L2's weights, and not without any.

    The obvious other way to a sparse model is to keep the largest L2 weights, as many as L1 keeps, and to tune and fit
    again. At equal size neither can win by being larger.
    """
    sparse = (l1.nonzero > 0) & (l1.nonzero <= l2.nonzero / 2)
    return np.asarray(sparse & (l1.test_error <= 1.05 * np.minimum(l2.test_error, l2_cut.test_error)))


feature_selection = claim(
    "l2-is-feature-selection",
    "Small weights under L2 amount to a form of feature selection.",
    force="can",
    rows="article 61",
    better=["l2-ranks-features-but-drops-none"],
    contradicts=["l2-not-sparse"],
)


@feature_selection.reading(ANY_STRENGTH)
def leaves_features_out(l2: Method, truth: Method) -> Hits:
    """Selection: some features are left out, their weights exactly zero, and some are not.

    What a method of feature selection hands over is a smaller set of features.
    """
    return (l2.nonzero > 0) & (l2.nonzero < truth.n_features)


@feature_selection.reading(ANY_STRENGTH)
def small_enough_to_be_left_out(l2: Method, truth: Method) -> Hits:
    """Selection: at least half of the weights are negligible, under 1 % of the largest.

    Small weights amount to selection where nobody would miss them. Few features matter in these worlds, so
    most weights ought to be negligible.
    """
    return np.asarray((l2.noticeable > 0) & (l2.noticeable <= truth.n_features / 2))


@feature_selection.reading(ANY_STRENGTH)
def ranks_features(l2: Method, truth: Method) -> Hits:
    """Selection: the largest weights, as many as features matter, are those of features that matter.

    A ranking is half of a selection: where to cut is left to the user, and is given away here. A ranking by
    chance is right once in twenty times at best.
    """
    return np.equal(l2.top_relevant, 1)


ranks_but_keeps = claim(
    "l2-ranks-features-but-drops-none",
    "L2 drops no feature, but with many samples and little noise its largest weights are those of the features "
    "that matter.",
    force="generic",
)


@ranks_but_keeps.reading(worlds(FITS, FRESH_TALL))
def all_kept_and_ranked(l2: Method, truth: Method) -> Hits:
    """Drops none: no weight is zero; and the largest ones, as many as features matter, are all of features that matter.

    Many samples are ten a feature. Features have one unit here, without which weights cannot be ranked by size.
    """
    return np.equal(l2.nonzero, truth.n_features) & np.equal(l2.top_relevant, 1)


nonzero_means_important = claim(
    "nonzero-means-important",
    "A non-zero L1 weight means that the feature matters.",
    force="generic",
    better=["tuned-l1-keeps-what-matters-and-more"],
)


@nonzero_means_important.reading(worlds(FITS, SPARSE))
def every_kept_feature_matters(l1: Method) -> Hits:
    """Means: of the features that the tuned fit keeps, every one has a true coefficient.

    Where all features matter the sentence cannot be wrong, so it is read where few do. The empty model
    says nothing and counts for nobody.
    """
    return np.asarray((l1.irrelevant_kept == 0) & (l1.nonzero > 0))


@nonzero_means_important.reading(worlds(FITS, SPARSE))
def most_kept_features_matter(l1: Method) -> Hits:
    """Means: of the features that the tuned fit keeps, more than half have a true coefficient.

    The weakest sense in which a non-zero weight is a sign: better than even odds.
    """
    return l1.irrelevant_kept < l1.relevant_kept


keeps_more = claim(
    "tuned-l1-keeps-what-matters-and-more",
    "Where few features matter and noise is small, L1 tuned for prediction keeps most of the features that matter "
    "and drops most of the others, yet of those it still keeps as many or more.",
    force="generic",
)


@keeps_more.reading(worlds(FITS, FRESH_SPARSE))
def screened_not_selected(l1: Method, truth: Method) -> Hits:
    """Keeps: more than half of what matters, less than half of the rest, and no fewer of the rest than of what matters.

    All three are needed: to keep everything would break the second, to keep little at random the first, and a true
    selection the third.
    """
    screened = (l1.relevant_kept > truth.n_relevant / 2) & (
        l1.irrelevant_kept < (truth.n_features - truth.n_relevant) / 2
    )
    return np.asarray(screened & (l1.irrelevant_kept >= l1.relevant_kept))


sparse_under_sgd = claim(
    "l1-sparse-under-sgd",
    "L1 trained by plain SGD gives exact zeros.",
    force="generic",
    better=["l1-zeros-under-sgd-need-steps-that-stop-at-zero"],
)


@sparse_under_sgd.reading(worlds(SGD, SGD_WORLDS))
def scikit_learns_sgd(truncated: Method, truth: Method) -> Hits:
    """Plain SGD: what scikit-learn calls SGD, with an L1 penalty and nothing else set; some weights are zero, not all.

    The strengths are such that the exact L1 solution has zeros. All weights start at zero, so an untrained or
    empty model would have them too, and does not count.
    """
    return (truncated.nonzero > 0) & (truncated.nonzero < truth.n_features)


@sparse_under_sgd.reading(worlds(SGD, SGD_WORLDS))
def subgradient_steps(subgradient: Method, truth: Method) -> Hits:
    """Plain SGD: steps along the gradient of a few samples plus the strength times the weights' signs; some are zero.

    What a network library does with an L1 term in its loss. Learning rate and passes are those with which
    proximal steps find zeros, so too few steps are no excuse.
    """
    return (subgradient.nonzero > 0) & (subgradient.nonzero < truth.n_features)


stops_at_zero = claim(
    "l1-zeros-under-sgd-need-steps-that-stop-at-zero",
    "SGD gives exact zeros under L1 where its steps stop at zero (proximal or truncated), "
    "and none where it follows the subgradient.",
    force="generic",
)


@stops_at_zero.reading(worlds(SGD, FRESH_MODERATE))
def zeros_where_steps_stop(truncated: Method, proximal: Method, subgradient: Method, truth: Method) -> Hits:
    """Stop at zero: scikit-learn's truncated and our proximal steps leave some weights at zero, subgradient steps none.

    The two kinds of steps that we take ourselves see the same samples in the same order at the same learning rate.
    """
    some = (truncated.nonzero > 0) & (truncated.nonzero < truth.n_features)
    some &= (proximal.nonzero > 0) & (proximal.nonzero < truth.n_features)
    return np.asarray(some & (subgradient.nonzero == truth.n_features))
