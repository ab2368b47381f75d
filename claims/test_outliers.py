"""Outliers."""

from __future__ import annotations

from regclaims.claims.claim import claim
from regclaims.claims.readings import Hits
from regclaims.fixtures.experiments import CONTAMINATION, LOSSES
from regclaims.fixtures.grids import CONTAMINATED, CONTAMINATED_TALL, worlds
from regclaims.fixtures.rows import Method

l1_less_sensitive = claim(
    "l1-less-sensitive-to-outliers",
    "L1 regularization is less sensitive to outliers than L2.",
    force="generic",
    rows="article 13 41",
    this="l1",
    other="l2",
    better=["absolute-loss-resists-outliers-in-y"],
)
l2_less_sensitive = l1_less_sensitive.mirrored(
    "l2-less-sensitive-to-outliers",
    "L2 regularization is less sensitive to outliers than other penalties.",
    rows="article 60",
    better=["absolute-loss-resists-outliers-in-y"],
)


@l1_less_sensitive.reading(worlds(CONTAMINATION, CONTAMINATED))
def predictions_move_less(this: Method, other: Method) -> Hits:
    """Less sensitive: predictions on new data move at least 5 % less when a tenth of the rows is spoilt.

    A model without weights never moves, so both methods must have some, before and after.
    """
    return (this.prediction_shift < 0.95 * other.prediction_shift) & (this.in_use > 0) & (other.in_use > 0)


@l1_less_sensitive.reading(worlds(CONTAMINATION, CONTAMINATED))
def weights_move_less(this: Method, other: Method) -> Hits:
    """Less sensitive: the weights move at least 5 % less, relative to their size before.

    Relative, since a penalty that keeps weights smaller would else win by their smallness alone.
    """
    return (this.weight_shift < 0.95 * other.weight_shift) & (this.in_use > 0) & (other.in_use > 0)


@l1_less_sensitive.reading(worlds(CONTAMINATION, CONTAMINATED))
def error_grows_less(this: Method, other: Method) -> Hits:
    """Less sensitive: the error on new, clean data grows less, by at least 5 % of the other's clean error.

    What outliers cost is what a user sees of them. Fleeing into the empty model costs all that the model
    knew, so it does not win here.
    """
    grown, other_grown = this.error - this.clean_error, other.error - other.clean_error
    return grown < other_grown - 0.05 * other.clean_error


@l1_less_sensitive.reading(worlds(LOSSES, CONTAMINATED_TALL))
def loss_moves_less(this: Method, other: Method) -> Hits:
    """L1 and L2 as the loss: with absolute for squared loss, predictions move at least 5 % less.

    Such sentences often mean the loss, which also goes by these names. No penalty is used, so that the
    loss alone differs; that needs more samples than features.
    """
    return this.prediction_shift < 0.95 * other.prediction_shift


resists = claim(
    "absolute-loss-resists-outliers-in-y",
    "Against outliers in y it is the absolute loss that helps a linear model: "
    "its predictions move less than those under squared loss.",
    force="generic",
)


@resists.reading(worlds(LOSSES, [dgm for dgm in CONTAMINATED_TALL if dgm.outliers == "y"]))
def absolute_loss_moves_less(l1: Method, l2: Method) -> Hits:
    """Helps: predictions on new data move at least 5 % less from clean to contaminated data, without a penalty."""
    return l1.prediction_shift < 0.95 * l2.prediction_shift
