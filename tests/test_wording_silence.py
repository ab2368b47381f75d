"""Sentences that assert nothing, and their twins that do: quizzes, hearsay, own results, topics, other meanings."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.passages import Scope
from regclaims.tests.prose import stated


@pytest.mark.parametrize(
    ("lead", "asserts"),
    [
        ("Tick all statements that apply to L1:", False),
        ("Tick the properties which the lasso has:", False),
        ("Which of these describe the lasso? Tick all that apply.", False),
        ("Which of these are properties of the lasso?", False),
        ("Does the lasso have these properties?", False),
        ("Common misconceptions about L1", False),
        ("The following claims about the lasso are false:", False),
        ("Many say of the lasso:", False),
        ("The lasso has the following properties:", True),
        ("Which properties does the lasso have?", True),
        ("Why choose the lasso?", True),
    ],
)
def test_a_lead_tells_whether_items_are_meant(lead: str, *, asserts: bool) -> None:
    assert bool(stated("sets weights to exactly zero", Scope.ITEM, lead=lead)) == asserts


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Which of these is a downside of ridge? A: it isn't sparse. B: it's slow.", set()),
        ("Which is correct? 1) The lasso sets weights to zero. 2) Ridge sets weights to zero.", set()),
        ("Is the following statement true? The lasso sets some weights to exactly zero.", set()),
        ("The lasso sets some weights to exactly zero. (True / False)", set()),
        ("The lasso sets some weights to exactly zero. Do you agree?", set()),
        ("Ridge sets some weights to exactly zero. False!", set()),
        ("Is the lasso sparse? The lasso sets some weights to exactly zero.", {"l1-yields-zero-weights"}),
        ("Which is sparse? A: The lasso sets some weights to exactly zero.", {"l1-yields-zero-weights"}),
    ],
)
def test_what_is_to_be_judged_is_not_stated(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        ("There's a rumor going around on the web that {}.", set()),
        ("Conventional wisdom says that {}.", set()),
        ("Legend has it that {}.", set()),
        ("One school holds that {}; another denies it.", set()),
        ("Critics object that {}.", set()),
        ("Bishop says that {}.", set()),
        ("Everyone told me {}.", set()),
        ("A paper which says that {} is wrong.", set()),
        ("It used to be thought that {}.", set()),
        ("One might think that {}.", set()),
        ("That {} remains to be shown.", set()),
        ("Nothing rules out that {}.", set()),
        ("It is not impossible that {}.", set()),
        ("It may well be that {}.", set()),
        ("According to the referee, {}.", set()),
        ("Please show us that {}.", set()),
        ("This does not mean that {}.", set()),
        ("Practitioners report that {}.", set()),
        ("It has been reported that {}.", set()),
        ("The common view is that {}.", set()),
        ("My guess is that {}.", set()),
        ("ChatGPT tells me that {}.", set()),
        ("Wikipedia states that {}.", set()),
        ("In the eyes of many, {}.", set()),
        ("As the story goes, {}.", set()),
        ("{}, or so I am told.", set()),
        ("It is too early to say that {}.", set()),
        ("It is not clear that {}.", set()),
        ("As Tibshirani shows, {}.", {"l1-less-sensitive-to-outliers"}),
        ("Suppose the following: {}.", set()),
        ("Suppose you trust this claim: {}.", set()),
        ("Suppose you have a few bad samples: {}.", {"l1-less-sensitive-to-outliers"}),
        ("We can say that {}.", {"l1-less-sensitive-to-outliers"}),
        ("It is fair to say that {}.", {"l1-less-sensitive-to-outliers"}),
        ("There is a theorem that says that {}.", {"l1-less-sensitive-to-outliers"}),
        ("The reason is that {}.", {"l1-less-sensitive-to-outliers"}),
        ("It is wrong to think that {}.", {"!l1-less-sensitive-to-outliers"}),
        ("It is an error to believe that {}.", {"!l1-less-sensitive-to-outliers"}),
        ("There is no evidence that {}.", {"!l1-less-sensitive-to-outliers"}),
    ],
)
def test_hearsay_is_not_stated_but_what_is_denied_is(said: str, claims: set[str]) -> None:
    assert stated(said.format("the lasso is more robust to outliers than ridge")) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It doesn't mean that ridge prevents overfitting.", set()),
        ("That the lasso is convex does not mean it is differentiable.", set()),
        ("A nonzero lasso coefficient does not mean that the feature matters.", {"!nonzero-means-important"}),
        ("A stronger L1 penalty does not always mean more zero weights.", {"!stronger-is-sparser"}),
        ("L1 means that some weights become exactly zero.", {"l1-yields-zero-weights"}),
        ("L2 amounts to the belief that all weights are small.", set()),
        ("L2 amounts to the belief that the weights are normally distributed.", {"l1-laplace-l2-gaussian"}),
        ("The belief that the weights follow a Gaussian prior under ridge is popular.", set()),
    ],
)
def test_what_does_not_follow_and_what_is_believed(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("My net still overfits like mad with weight_decay=1e-4.", set()),
        ("After adding L2, my network no longer overfits.", set()),
        ("Weight decay didn't help my network against overfitting.", set()),
        ("I have found that the lasso trains faster than ridge.", set()),
        ("On my laptop, the lasso trains faster than ridge.", set()),
        ("It turned out that ridge is more accurate than lasso.", set()),
        ("My weights become exactly zero with the lasso.", set()),
        ("Here, ridge is more accurate than lasso (RMSE 3.2 vs. 3.5).", set()),
        ("Ridge keeps my model from overfitting.", {"l2-prevents-overfitting"}),
        ("L2 regularization prevents our network from overfitting.", {"l2-prevents-overfitting"}),
        ("Our lasso penalty drives some weights to exactly zero.", {"l1-yields-zero-weights"}),
    ],
)
def test_ones_own_result_is_no_statement(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Which of L1 and L2 is preferable hinges on the data.", {"choice-depends-on-problem"}),
        ("Which of L1 and L2 is preferable?", set()),
        ("Choose between L1 and L2 according to the nature of your data.", {"choice-depends-on-problem"}),
        ("The only way to know whether L1 or L2 works better is to try.", {"choice-by-experiment"}),
        ("We want to know whether L1 or L2 works better.", set()),
        ("Compare lasso and ridge on held-out data and pick the winner.", {"choice-by-experiment"}),
        ("Compare lasso and ridge on the diabetes data.", set()),
    ],
)
def test_what_settles_a_question_is_stated(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("L1: sparse solutions", {"l1-yields-zero-weights"}),
        ("L2: stable solutions", {"l2-more-stable"}),
        ("Elastic net: L1 + L2", {"elastic-net-combines-both"}),
        ("L1 and L2: one and the same purpose", {"same-goal"}),
        ("L1 vs. L2: priors, closed forms and the geometry of the constraint", set()),
        ("L1 vs. L2: sparsity, stability, outliers", set()),
        ("Ridge: derivation of the closed form", set()),
        ("Lasso and ridge: sparsity, speed, robustness", set()),
        ("The ridge section deals with multicollinearity.", set()),
        ("It is a good exercise to solve ridge in closed form.", set()),
        ("Figure 2: the lasso sets weights to exactly zero", set()),
    ],
)
def test_a_label_states_something_and_a_list_of_topics_does_not(text: str, claims: set[str]) -> None:
    assert stated(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "L1 is more robust to outliers than L2 as a loss.",
        "Among distances, L1 is more robust to outliers than L2.",
        "Use L1 as the loss function when there are outliers, as it is more robust.",
        "People often confuse the L1 penalty with the L1 loss, which is robust to outliers.",
        "L2-normalized features are less sensitive to outliers than L1-normalized ones.",
        "L2 is larger than L1 and slower, though not as slow as main memory.",
    ],
)
def test_other_meanings_state_nothing(text: str) -> None:
    assert stated(text) == set()
    assert stated("L1 is more robust to outliers than L2.") == {"l1-less-sensitive-to-outliers"}


def test_a_lead_on_the_loss_speaks_of_the_penalty_that_it_names() -> None:
    lead = "Ridge adds this little term to the loss:"
    assert stated(r"$\lambda \sum_j w_j^2$", Scope.ITEM, lead=lead) == {"l2-penalty-is-sum-of-squares"}
    assert stated("Robust to outliers", Scope.ITEM, lead="L1 loss") == set()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Name two reasons why ridge prevents overfitting.", set()),
        ("Design an experiment in which ridge prevents overfitting.", set()),
        ("Your turn: find a ridge model that prevents overfitting.", set()),
        ("Make sure that ridge prevents overfitting.", set()),
        ("To prevent overfitting, ridge would have to be stronger.", set()),
        ("We need a ridge that prevents overfitting.", set()),
        ("For ridge to prevent overfitting, lambda must be large.", set()),
        ("To prevent overfitting, use ridge.", {"l2-prevents-overfitting"}),
        ("Ridge is designed to prevent overfitting.", {"l2-prevents-overfitting"}),
        ("You need a penalty that prevents overfitting, such as ridge.", {"l2-prevents-overfitting"}),
        ("If only few samples are available, ridge prevents overfitting.", {"l2-prevents-overfitting"}),
    ],
)
def test_tasks_and_needs_state_nothing(text: str, claims: set[str]) -> None:
    assert stated(text) == claims
