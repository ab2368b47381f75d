"""Plain words, as anybody would write them first: statements are all read, denials never the wrong way round."""

from __future__ import annotations

import pytest

from regclaims.tests.prose import stated

STATEMENTS = """
l1-slower-than-l2|Lasso trains slower than ridge.
l1-slower-than-l2|Training the lasso takes longer than training ridge.
l1-slower-than-l2|Ridge trains faster than lasso.
l1-slower-than-l2|Ridge is quicker to train than lasso.
l1-slower-than-l2|It takes longer to train lasso than ridge.
l1-slower-than-l2|Lasso takes more time to train than ridge.
l1-slower-than-l2|Ridge needs less training time than lasso.
l1-slower-than-l2|Fitting a lasso model is slower than fitting a ridge model.
l1-slower-than-l2|The lasso is computationally slower than ridge.
l1-faster-to-train|Lasso trains faster than ridge.
l1-faster-to-train|Ridge takes longer to train than lasso.
!l1-faster-to-train|Lasso does not train faster than ridge.
!l1-slower-than-l2|Lasso is not slower to train than ridge.
l1-less-sensitive-to-outliers|L1 regularization is more robust to outliers than L2 regularization.
l1-less-sensitive-to-outliers|L1 regularization is less sensitive to outliers.
l1-less-sensitive-to-outliers|The lasso handles outliers better than ridge.
l1-less-sensitive-to-outliers|Ridge is more sensitive to outliers than the lasso.
l1-less-sensitive-to-outliers|Outliers affect ridge more than the lasso.
l1-less-sensitive-to-outliers|The lasso is robust to outliers, ridge is not.
l2-less-sensitive-to-outliers|Ridge is more robust to outliers than the lasso.
l2-less-sensitive-to-outliers|L2 is less affected by outliers than L1 regularization.
l2-less-sensitive-to-outliers|The lasso is more sensitive to outliers than ridge.
!l1-less-sensitive-to-outliers|L1 regularization is no more robust to outliers than L2 regularization.
!l1-less-sensitive-to-outliers|L1 regularization is not more robust to outliers than ridge.
!l1-less-sensitive-to-outliers|The lasso isn't robust to outliers.
l1-more-interpretable|Lasso models are easier to interpret than ridge models.
l1-more-interpretable|Lasso gives more interpretable models.
l1-more-interpretable|Ridge models are harder to interpret than lasso models.
!l1-more-interpretable|Lasso models are no easier to interpret than ridge models.
l2-handles-collinearity-better|Ridge handles multicollinearity better than lasso.
l2-handles-collinearity-better|Ridge regression works well with correlated features.
l2-handles-collinearity-better|Lasso struggles with correlated features.
l1-sparser-than-l2|Lasso produces sparser models than ridge.
l1-sparser-than-l2|L1 yields fewer nonzero coefficients than L2.
l1-sparser-than-l2|Ridge models are less sparse than lasso models.
l2-not-sparse|Ridge keeps all the features.
l2-not-sparse|Ridge does not perform feature selection.
l2-not-sparse|L2 regularization never sets coefficients to exactly zero.
l2-shrinks-toward-zero|Ridge shrinks coefficients towards zero.
l2-shrinks-toward-zero|L2 regularization reduces the size of the weights.
l1-selects-correlated-at-random|Lasso picks one of a group of correlated variables at random.
l1-selects-correlated-at-random|From a group of highly correlated features, lasso tends to select only one.
l2-shares-weight-among-correlated|Ridge spreads the weight among correlated features.
l2-closed-form|Ridge regression has a closed-form solution.
l1-no-closed-form|Lasso has no closed-form solution.
l1-no-closed-form|There is no closed-form solution for the lasso.
l1-not-differentiable-at-zero|The L1 norm is not differentiable at zero.
l1-not-differentiable-at-zero|L1 penalty has a kink at zero.
standardize-before-penalizing|Features should be standardized before applying lasso or ridge.
standardize-before-penalizing|Standardize your features before fitting ridge.
strength-controls-amount|Lambda controls the strength of the penalty.
strength-controls-amount|A larger alpha means more regularization.
stronger-is-sparser|As lambda increases, more coefficients become zero in the lasso.
too-strong-underfits|If lambda is too large the model underfits.
zero-strength-is-least-squares|When lambda is zero, ridge regression equals ordinary least squares.
l1-laplace-l2-gaussian|L1 corresponds to a Laplace prior and L2 to a Gaussian prior.
l2-is-weight-decay|L2 regularization is also known as weight decay.
l2-is-ridge|L2-penalised linear regression is called ridge regression.
elastic-net-combines-both|Elastic net combines the L1 and L2 penalties.
elastic-net-keeps-groups|Elastic net keeps groups of correlated features together.
l1-better-in-high-dimension|Lasso works better than ridge when there are more features than samples.
l1-at-most-n-features|Lasso can select at most n features.
l1-better-when-few-features-matter|Lasso is better when only a few features matter.
l2-better-when-all-features-matter|Ridge is better when all features matter.
neither-dominates|Neither lasso nor ridge is always better.
choice-by-experiment|Use cross-validation to choose between L1 and L2.
regularization-prevents-overfitting|Regularization prevents overfitting.
regularization-prevents-overfitting|Regularization reduces overfitting by penalizing large weights.
penalty-added-to-loss|Regularization adds a penalty to the loss function.
l1-penalty-is-sum-of-absolutes|L1 penalizes the absolute weights, added up.
l2-penalty-is-sum-of-squares|L2 adds the sum of squared weights to the loss.
l2-more-stable|Ridge is more stable than lasso.
l1-unstable-selection|Lasso's selection is unstable when features are correlated.
l2-more-accurate|Ridge predicts better than lasso.
l2-more-popular|L2 is used more often than L1 regularization.
"""
"""A claim (with a leading ``!``: denied) and a sentence that states it."""

ZEROS = """
+ Lasso sets weights to zero.
- Lasso does not set weights to zero.
- Lasso doesn't set any weight to zero.
- Lasso never sets weights to zero.
- Lasso fails to set weights to zero.
- Lasso is unable to set weights to zero.
- Lasso is incapable of setting weights to zero.
- Lasso can't set weights to zero.
- Lasso won't set weights to zero.
- Lasso refuses to set weights to zero.
- Under no circumstances does lasso set weights to zero.
- No weight is set to zero by lasso.
- None of the weights is set to zero by the lasso.
- Not a single weight is set to zero by lasso.
- Lasso sets no weight to zero.
- Lasso sets none of the weights to zero.
- Lasso leaves no weight at zero.
- Contrary to popular belief, lasso does not set weights to zero.
+ Contrary to popular belief, lasso sets weights to zero.
- It is false that lasso sets weights to zero.
- It isn't the case that lasso sets weights to zero.
? The claim that lasso sets weights to zero is false.
? The idea that lasso sets weights to zero is wrong.
? The belief that lasso sets weights to zero is a myth.
? It is a myth that lasso sets weights to zero.
? Lasso setting weights to zero is a myth.
? That lasso sets weights to zero is a misconception.
? Lasso sets weights to zero? No.
? Lasso sets weights to zero: false.
? Myth: lasso sets weights to zero.
- Nobody should believe that lasso sets weights to zero.
? I doubt that lasso sets weights to zero.
- Lasso hardly ever sets weights to zero.
- Lasso rarely sets weights to zero.
- Lasso is far from setting weights to zero.
- Lasso does anything but set weights to zero.
- Lasso does not, in fact, set weights to zero.
- Lasso does not actually set weights to zero.
- Lasso doesn't really set weights exactly to zero.
+ Lasso does not only shrink weights, it sets some to zero.
+ Lasso not only shrinks but also sets weights to zero.
+ Lasso doesn't just shrink weights; it sets some of them to zero.
+ Nothing stops lasso from setting weights to zero.
- Something stops lasso from setting weights to zero.
? There is no doubt that lasso sets weights to zero.
+ It is true that lasso sets weights to zero.
+ Lasso sets weights to zero, no doubt.
+ Unlike ridge, lasso sets weights to zero.
- Unlike ridge, lasso does not set weights to zero.
? Neither lasso nor ridge sets weights to zero.
- Lasso, like ridge, does not set weights to zero.
- Ridge sets weights to zero, lasso does not.
+ Ridge does not set weights to zero, lasso does.
+ Ridge doesn't set weights to zero but lasso does.
+ It's lasso, not ridge, that sets weights to zero.
- It's ridge, not lasso, that sets weights to zero.
- Lasso lacks the ability to set weights to zero.
+ Lasso has the ability to set weights to zero.
- Lasso has no ability to set weights to zero.
- Lasso avoids setting weights to zero.
- Lasso prevents weights from becoming zero.
- Weights never become zero under lasso.
- With lasso, weights do not become exactly zero.
- Weights shrunk by lasso never reach zero.
- Lasso shrinks weights without setting them to zero.
- Lasso only shrinks weights, it doesn't zero them out.
- Setting weights to zero is not something lasso does.
- Setting weights to zero is beyond the lasso.
- Lasso is not able to produce exact zeros.
- Lasso won't give you exact zeros.
- Don't expect exact zeros from lasso.
+ Expect exact zeros from lasso.
? Exact zeros do not occur with lasso.
- You will not get exact zeros with lasso.
? One cannot say that lasso sets weights to zero.
? Hardly anyone would say that lasso sets weights to zero.
"""
OVERFITTING = """
+ Ridge prevents overfitting.
- Ridge does not prevent overfitting.
- Ridge doesn't prevent overfitting at all.
- Ridge never prevents overfitting.
- Ridge fails to prevent overfitting.
- Ridge is unable to prevent overfitting.
- Ridge can't prevent overfitting.
- Ridge won't prevent overfitting.
- Overfitting is not prevented by ridge.
+ Overfitting is prevented by ridge.
- Overfitting cannot be prevented by ridge.
- Ridge is no cure for overfitting.
- Ridge offers no protection against overfitting.
+ Ridge offers protection against overfitting.
- Ridge does nothing against overfitting.
- Ridge does nothing to prevent overfitting.
- Ridge will not save you from overfitting.
+ Ridge will save you from overfitting.
- With ridge, models still overfit.
- A model with an L2 penalty overfits just the same.
- Ridge makes overfitting worse.
? Ridge increases overfitting.
+ Ridge reduces overfitting.
- Ridge does not reduce overfitting.
+ Ridge keeps the model from overfitting.
- Ridge does not keep the model from overfitting.
+ Ridge stops a model from overfitting.
- Ridge hardly prevents overfitting.
- Nobody prevents overfitting with ridge.
+ It is well known that ridge prevents overfitting.
- Contrary to what you read, ridge does not prevent overfitting.
+ Without ridge the model overfits.
- Ridge is useless against overfitting.
+ Ridge is useful against overfitting.
+ Ridge helps against overfitting.
- Ridge does not help against overfitting.
+ Ridge helps to avoid overfitting.
- Ridge is not meant to prevent overfitting.
- Ridge is not a way to prevent overfitting.
+ Ridge is a way to prevent overfitting.
+ Use ridge to prevent overfitting.
? Don't use ridge to prevent overfitting.
+ By penalizing large weights, ridge prevents overfitting.
+ To prevent overfitting, use L2 regularization.
? L2 regularization cannot by itself prevent overfitting.
? L2 regularization alone does not prevent overfitting.
+ L2 regularization not only prevents overfitting but also stabilizes the fit.
- Ridge regression is not effective at preventing overfitting.
+ Ridge regression is effective at preventing overfitting.
- Ridge regression is ineffective at preventing overfitting.
+ Overfitting is avoided with ridge.
+ Weight decay combats overfitting.
- Weight decay does not combat overfitting.
"""
"""Of one claim: stated (+), denied (-), or nothing (?), as with what is told of others, asked, or called a myth."""


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("line", lines(STATEMENTS))
def test_a_plain_statement_is_read(line: str) -> None:
    claim, _, text = line.partition("|")
    assert claim in stated(text)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        *(("l1-yields-zero-weights", line) for line in lines(ZEROS)),
        *(("l2-prevents-overfitting", line) for line in lines(OVERFITTING)),
    ],
)
def test_a_plain_denial_is_one_and_no_other_is(claim: str, line: str) -> None:
    sign, _, text = line.partition(" ")
    found = {one for one in stated(text) if one.removeprefix("!") == claim}
    assert found == {"+": {claim}, "-": {f"!{claim}"}, "?": set()}[sign]
