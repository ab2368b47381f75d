"""Along the strength."""

from __future__ import annotations

import numpy as np

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import FITS, PATHS, STRENGTHS
from regclaims.fixtures.grids import CORE, NOISE, PATH_FRESH, PATH_WIDE, PATH_WORLDS, worlds
from regclaims.fixtures.rows import Method
from regclaims.fixtures.sequential import MOSTLY, SOMETIMES

too_strong = claim(
    "too-strong-underfits",
    "Too strong a penalty underfits, too weak a one overfits.",
    force="generic",
    better=["strongest-penalty-underfits", "weakest-penalty-overfits-wide-noisy-regressions"],
)


def _underfits(one: Method) -> Hits:
    return (one.strongest_train > 1.05 * one.best_train) & (one.strongest_test > 1.05 * one.best_test)


def _overfits(one: Method) -> Hits:
    return (one.weakest_train <= one.best_train) & (one.weakest_test > 1.05 * one.best_test)


@too_strong.reading(worlds(PATHS, PATH_WORLDS))
def both_ends_predict_worse(l1: Method, l2: Method) -> Hits:
    """Underfits: both errors are 5 % larger than at the best strength; overfits: the test error is, the training's not.

    Of either penalty, at the strong and the weak end of its range. The best strength is that of least error
    on new data. A penalty that did nothing would have no worse end; where the data hold too little to
    learn the empty model is the best and nothing underfits, where they hold plenty nothing overfits.
    """
    return _underfits(l1) & _underfits(l2) & _overfits(l1) & _overfits(l2)


strongest = claim(
    "strongest-penalty-underfits",
    "Close to its strongest, either penalty underfits: it does worse on the training data and on new data than "
    "at a strength that suits them.",
    force="generic",
)


@strongest.reading(worlds(PATHS, PATH_FRESH))
def strong_end_is_worse_on_both(l1: Method, l2: Method) -> Hits:
    """Underfits: training and test error are 5 % larger than at the best strength, of both penalties.

    On worlds other than those that the failed claim was measured on.
    """
    return _underfits(l1) & _underfits(l2)


weakest = claim(
    "weakest-penalty-overfits-wide-noisy-regressions",
    "In regression with more features than samples and much noise, either penalty overfits when it is close to none: "
    "it does no worse on the training data but worse on new data than at a strength that suits them.",
    force="generic",
)


@weakest.reading(worlds(PATHS, PATH_WIDE))
def weak_end_is_worse_on_new_data(l1: Method, l2: Method) -> Hits:
    """Overfits: the test error is 5 % larger than at the best strength, the training error is not, of both penalties.

    On worlds other than those that suggested the condition.
    """
    return _overfits(l1) & _overfits(l2)


stronger_sparser = claim(
    "stronger-is-sparser",
    "A stronger L1 penalty zeroes more weights; a stronger L2 penalty only shrinks them.",
    force="always",
    better=["l1-sparser-at-tenfold-strength", "l1-can-bring-weights-back-at-more-strength"],
)


@stronger_sparser.reading(worlds(PATHS, PATH_WORLDS))
def sparser_at_every_step(l1: Method, l2: Method) -> Hits:
    """Stronger, by however little: no step to a stronger L1 has more non-zero weights; L2 only gets shorter.

    L2 only shrinks if at no strength a weight is exactly zero, and no step makes the norm larger. The steps are
    four to a power of ten.
    """
    return np.equal(l1.more_nonzero + l2.zeros + l2.longer, 0)


@stronger_sparser.reading(worlds(PATHS, PATH_WORLDS), MOSTLY)
def sparser_at_tenfold_strength(l1: Method, l2: Method) -> Hits:
    """Stronger by a lot: ten times the L1 strength never has more non-zero weights; L2 only gets shorter.

    From end to end there have to be fewer, or a strength without effect would do. As a rule of thumb it is
    asked for most data sets, not for each.
    """
    exceptions = l1.more_tenfold + l2.zeros + l2.longer
    return np.equal(exceptions, 0) & (l1.strongest_nonzero < l1.weakest_nonzero)


tenfold = claim(
    "l1-sparser-at-tenfold-strength",
    "L1 of ten times the strength has no more non-zero weights, as a rule; L2 sets none to zero at any strength.",
    force="generic",
)


@tenfold.reading(worlds(PATHS, PATH_FRESH))
def no_more_weights_at_tenfold_strength(l1: Method, l2: Method) -> Hits:
    """As a rule: in most data sets, for every two strengths ten times apart; from end to end L1 loses some.

    On worlds other than those that the failed claim was measured on.
    """
    return np.equal(l1.more_tenfold + l2.zeros, 0) & (l1.strongest_nonzero < l1.weakest_nonzero)


brings_back = claim(
    "l1-can-bring-weights-back-at-more-strength",
    "A slightly stronger L1 penalty can bring back a weight that was zero, and so give more non-zero weights.",
    force="can",
)


@brings_back.reading(worlds(PATHS, PATH_FRESH), SOMETIMES)
def a_step_with_more_weights(l1: Method) -> Hits:
    """Can: in more than one data set in ten there is a step to a stronger L1 penalty with more non-zero weights.

    It is an exception that is claimed, so it need not occur in most data sets; asked of most, it was about
    every second one where features outnumber samples. In regression the path, and so the count, is exact.
    """
    return l1.more_nonzero > 0


discourages = claim(
    "l1-discourages-parameters",
    "L1 discourages learning too many parameters.",
    force="generic",
    rows="article 49",
)


@discourages.reading(worlds(FITS, CORE) + worlds(STRENGTHS, CORE))
def fewer_weights_in_use(l1: Method, truth: Method) -> Hits:
    """Fewer parameters: at least 5 % of the weights, which no penalty and L2 use all, are zero, and not all of them.

    The strength is left open, so tuned, weak, moderate and strong ones count alike. An empty model learns
    nothing and does not count.
    """
    return (l1.nonzero <= 0.95 * truth.n_features) & (l1.nonzero > 0)


@discourages.reading(worlds(FITS, CORE))
def fewer_noticeable_weights_in_use(l1: Method, l2: Method, none: Method) -> Hits:
    """Fewer parameters that matter: fewer weights above 1 % of the largest than L2 and no penalty, by 5 %.

    That forgives the others their tiny weights. The empty model does not count.
    """
    fewest = np.minimum(l2.noticeable, none.noticeable)
    return (l1.noticeable <= 0.95 * fewest) & (l1.nonzero > 0)


spurious = claim(
    "l1-learns-spurious-patterns",
    "L1 can make a model learn spurious patterns.",
    force="can",
    rows="article 54",
)


@spurious.reading(worlds(FITS, NOISE), SOMETIMES)
def learns_from_noise(l1: Method) -> Hits:
    """Spurious: a weight that is not zero where y has nothing to do with any feature, L1 tuned.

    Whatever is learned from noise is spurious. Cross-validation finds the empty model in about every
    second data set, so "can" is asked as more than one in ten.
    """
    return l1.nonzero > 0


@spurious.reading(worlds(FITS, [dgm for dgm in CORE if dgm.relevant < 1]))
def half_of_what_it_learns_is_spurious(l1: Method) -> Hits:
    """Spurious: where few features matter, no fewer irrelevant than relevant features have a weight, L1 tuned.

    With and without correlation between the features. One false feature among many true ones
    would be a blemish, no pattern; an empty model learns nothing, spurious or not.
    """
    return (l1.irrelevant_kept > 0) & (l1.irrelevant_kept >= l1.relevant_kept)
