"""Feature selection: what L1 and L2 make of features that matter and features that do not."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, STRENGTHS
from regclaims.fixtures.grids import (
    CORE,
    FEW,
    FRESH_SPARSE,
    FRESH_TALL,
    MANY_FEATURES,
    worlds,
)
from regclaims.fixtures.rows import Method

SPARSE = [dgm for dgm in CORE if dgm.relevant == FEW]


ANY_STRENGTH = worlds(FITS, SPARSE) + worlds(STRENGTHS, SPARSE)


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
