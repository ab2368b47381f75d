"""Sparsity and feature selection."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, SGD, STRENGTHS, SUBSETS
from regclaims.fixtures.grids import (
    CORE,
    FRESH_MODERATE,
    FRESH_SPARSE,
    SGD_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method

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


many_zeros = claim(
    "l1-many-zeros",
    "Under L1 many of the weights are zero.",
    force="generic",
    rows="article 22 78",
    better=["l1-drops-most-features-when-few-matter", "l1-at-most-n-continuous-features"],
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
