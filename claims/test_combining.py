"""Collinearity, scale, and combining the two."""

from __future__ import annotations

from typing import cast

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.algebra import steps_agree
from regclaims.fixtures.dgms import Task
from regclaims.fixtures.experiments import DESCENT
from regclaims.fixtures.grids import DESCENT_WORLDS, TASKS, worlds
from regclaims.fixtures.rows import Method
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


@under_gradient_descent.exact(problems(), cases=TASKS)
def steps_are_identical(problem: Problem, task: str) -> bool:
    """The same steps: the weights agree to rounding after each of twenty steps."""
    return steps_agree(problem, cast(Task, task))
