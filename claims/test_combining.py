"""Scale, and training by descent."""

from __future__ import annotations

from typing import cast

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.algebra import STANDARDIZED, steps_agree, units_do_not_matter
from regclaims.fixtures.dgms import Task
from regclaims.fixtures.experiments import DESCENT, EARLY, UNITS
from regclaims.fixtures.grids import (
    DESCENT_WORLDS,
    EARLY_FRESH,
    EARLY_WORLDS,
    LARGE_VALUES,
    SMALL_VALUES,
    TASKS,
    UNIT_WORLDS,
    worlds,
)
from regclaims.fixtures.rows import Method
from regclaims.fixtures.sequential import MOSTLY
from regclaims.fixtures.strategies import Problem, problems

is_weight_decay = claim(
    "l2-is-weight-decay",
    "L2 regularization is the same as weight decay.",
    force="always",
    rows="qa 22 31; article 57",
    better=["l2-is-weight-decay-under-gradient-descent"],
)


@is_weight_decay.reading(worlds(DESCENT, DESCENT_WORLDS))
def same_weights_in_the_end(decay: Method) -> Hits:
    """The same: training ends in the same weights, to 1 %, for some rate of decay.

    The rate may be whatever suits best, so that no matter of convention speaks against the claim. A
    penalty without effect would make any two ways the same: it has to move the weights by more than 5 %.
    """
    return (decay.after_training < 0.01) & (decay.penalty_effect > 0.05)


@is_weight_decay.reading(worlds(DESCENT, DESCENT_WORLDS))
def same_steps(decay: Method) -> Hits:
    """The same: every step of training leads to the same weights, to 1 %, at the matched rate of decay.

    Two names for one thing would not differ on the way either.
    """
    return (decay.at_worst_step < 0.01) & (decay.penalty_effect > 0.05)


under_gradient_descent = claim(
    "l2-is-weight-decay-under-gradient-descent",
    "Under plain gradient descent an L2 penalty and weight decay at the same rate take the same steps.",
    force="always",
)


@under_gradient_descent.exact(problems, cases=TASKS)
def steps_are_identical(problem: Problem, task: str) -> bool:
    """The same steps: the weights agree to rounding after each of twenty steps."""
    return steps_agree(problem, cast(Task, task))


differs_under_adam = claim(
    "weight-decay-differs-under-adam",
    "Weight decay and L2 differ under Adam.",
    force="always",
    contradicts=["l2-is-weight-decay"],
)


@differs_under_adam.exact(problems, cases=TASKS)
def steps_differ(problem: Problem, task: str) -> bool:
    """Differ: at one and the same rate, some of Adam's first twenty steps leads to different weights.

    Beyond rounding. The first step can be the same, as Adam's first step only knows the gradient's sign.
    """
    return not steps_agree(problem, cast(Task, task), optimizer="adam")


@differs_under_adam.reading(worlds(DESCENT, DESCENT_WORLDS, "adam"), MOSTLY)
def no_rate_ends_in_the_same_weights(decay: Method) -> Hits:
    """Differ: training ends in weights more than 1 % apart, at whatever rate of decay suits best.

    So that no matter of convention speaks for the claim. With a single feature some rate always fits, and
    with several one may by accident, so this is asked of most data sets, not of every one. A run that has not
    come to rest would differ too: the penalty has to have moved the weights by more than 5 %.
    """
    return (decay.after_training > 0.01) & (decay.penalty_effect > 0.05)


standardize = claim(
    "standardize-before-penalizing",
    "Features should be put on one scale before either penalty.",
    force="generic",
    better=[
        "standardize-when-what-matters-has-small-values",
        "do-not-standardize-when-what-matters-has-large-values",
        "standardized-fits-ignore-units",
    ],
)


@standardize.reading(worlds(UNITS, UNIT_WORLDS))
def pays(l1: Method, l2: Method) -> Hits:
    """Should: it pays, with either penalty at least 5 % less error on new data than with features as they come.

    Tuned anew on each scale. If scale did not matter the two would tie, which is no reason to do it. The words leave
    open whether what matters has large or small values.
    """
    return (l1.standardized_error < 0.95 * l1.raw_error) & (l2.standardized_error < 0.95 * l2.raw_error)


@standardize.reading(worlds(UNITS, UNIT_WORLDS))
def does_no_harm(l1: Method, l2: Method) -> Hits:
    """Should: it is the safe habit, either penalty errs at most 5 % more on new data than with features as they come.

    Advice may be good because it never costs much. A tie counts for it here.
    """
    return (l1.standardized_error <= 1.05 * l1.raw_error) & (l2.standardized_error <= 1.05 * l2.raw_error)


small_values = claim(
    "standardize-when-what-matters-has-small-values",
    "In units far apart, with at most two samples a feature and little noise, putting features on one scale first "
    "makes either penalty predict better when what matters has the smallest values.",
    force="generic",
)


@small_values.reading(worlds(UNITS, SMALL_VALUES))
def standardized_errs_less(l1: Method, l2: Method) -> Hits:
    """Better: with either penalty at least 5 % less error on new data, on worlds not looked at before."""
    return (l1.standardized_error < 0.95 * l1.raw_error) & (l2.standardized_error < 0.95 * l2.raw_error)


large_values = claim(
    "do-not-standardize-when-what-matters-has-large-values",
    "In units far apart, with at most two samples a feature and little noise, putting features on one scale first "
    "makes either penalty predict worse when what matters has the largest values.",
    force="generic",
)


@large_values.reading(worlds(UNITS, LARGE_VALUES))
def raw_errs_less(l1: Method, l2: Method) -> Hits:
    """Worse: with either penalty at least 5 % less error on new data as they come, on worlds not looked at before."""
    return (l1.raw_error < 0.95 * l1.standardized_error) & (l2.raw_error < 0.95 * l2.standardized_error)


ignore_units = claim(
    "standardized-fits-ignore-units",
    "Once features are standardised, predictions under either penalty no longer depend on the units they came in.",
    force="always",
)


@ignore_units.exact(problems, cases=tuple(STANDARDIZED))
def units_change_no_prediction(problem: Problem, case: str) -> bool:
    """No longer depend: a change of every feature's unit changes no prediction by more than the solver's tolerance."""
    return units_do_not_matter(problem, case)


early_stopping = claim(
    "early-stopping-acts-like-l2",
    "Early stopping of gradient descent acts like L2.",
    force="generic",
    better=["early-stopping-predicts-like-l2"],
)


@early_stopping.reading(worlds(EARLY, EARLY_WORLDS))
def leads_through_the_same_weights(early: Method, l2: Method) -> Hits:
    """Acts like: to every L2 fit there is a stop whose weights are at most 10 % of its length away.

    Any stop may serve, so that no matter of convention speaks against the claim. From hardly any penalty to one
    that leaves almost nothing, and only where L2 at its best moves the weights by more than 5 %: a penalty without
    effect would make any two ways the same.
    """
    return (early.path_distance < 0.1) & (l2.effect > 0.05)


@early_stopping.reading(worlds(EARLY, EARLY_WORLDS))
def errs_as_little(early: Method, l2: Method) -> Hits:
    """Acts like: stopped at the best time it errs as little on new data as L2 at its best strength, to 5 %.

    Both at their true best, so that neither is tuned better. Again only where L2 has an effect.
    """
    return (abs(early.best_error - l2.best_error) <= 0.05 * l2.best_error) & (l2.effect > 0.05)


predicts_like = claim(
    "early-stopping-predicts-like-l2",
    "Gradient descent from zero, stopped at the best time, predicts new data as well as L2 at its best strength, "
    "to 5 %.",
    force="generic",
)


@predicts_like.reading(worlds(EARLY, EARLY_FRESH))
def errs_as_little_on_fresh_worlds(early: Method, l2: Method) -> Hits:
    """As well: least test errors along the two paths within 5 %, on other sizes, noise and correlation."""
    return (abs(early.best_error - l2.best_error) <= 0.05 * l2.best_error) & (l2.effect > 0.05)
