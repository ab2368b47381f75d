"""Sparsity and feature selection."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, STRENGTHS
from regclaims.fixtures.grids import CORE, worlds
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
