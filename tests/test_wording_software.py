"""Documentation of software says of data, solvers and code what is said of methods elsewhere."""

from __future__ import annotations

import pytest

from regclaims.claims.wording.normalise import fold
from regclaims.claims.wording.passages import Scope
from regclaims.claims.wording.stray import set_apart
from regclaims.claims.wording.words import words
from regclaims.tests.prose import stated

_ZERO = {"l1-yields-zero-weights"}


@pytest.mark.parametrize(
    "text",
    [
        "We show that the lasso gives the same results for dense and sparse data.",
        "The lasso accepts dense input as well as sparse matrices.",
        "L1 regularization works both with dense numpy arrays and with sparse ones.",
        "If the input is sparse, ridge uses another solver.",
        "The ridge coefficients are computed on sparse training data.",
    ],
)
def test_how_data_are_stored_is_no_word_on_weights(text: str) -> None:
    assert stated(text) == set()


def test_sparse_weights_are_read_as_ever() -> None:
    assert stated("On dense data the lasso still gives sparse models.") == _ZERO
    assert stated("The lasso gives sparse coefficients, even if the input is dense.") == _ZERO


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("dense and sparse data", ["stored", "and", "stored", "data"]),
        ("the data are sparse", ["the", "data", "be", "stored"]),
        ("sparse weights of the data", ["sparse", "weight", "of", "the", "data"]),
        ("to better illustrate it", ["to", "so", "well", "illustrat", "it"]),
        ("show it better", ["show", "it", "so", "well"]),
        ("a better model", ["a", "more", "good", "model"]),
    ],
)
def test_words_that_speak_of_something_else_are_set_apart(text: str, stems: list[str]) -> None:
    assert [word.stem for word in set_apart(words(text))] == stems


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("lasso_lars is fast", ["lasso_lars", "be", "fast"]),
        ("see plot_lasso_dense.py", ["see", "plot_lasso_dense", ".", "py"]),
        ("weight_decay=0.1", ["weight", "decay", "=", "num"]),
        ("l1_regularization", ["l1", "regularization"]),
        ("lambda_l2", ["lambda", "l2"]),
        ("l1_ratio", ["l1ratio"]),
        ("l_1 and l_2", ["l1", "and", "l2"]),
        (r"\beta_{min}", ["beta", "min"]),
    ],
)
def test_a_name_in_code_is_one_word_unless_it_names_a_method(text: str, stems: list[str]) -> None:
    assert [word.stem for word in words(text)] == stems


@pytest.mark.parametrize(
    ("said", "of_something_else"),
    [
        ("The ridge solver is fast.", "Ridge is fast to train."),
        ("Ridge has got a new, fast solver.", "Ridge has got faster to train than lasso."),
        ("Of the ridge solvers, SVD is the most stable.", "Of the two, ridge is the most stable."),
        (
            "The newton-cg solver only knows the L2 penalty and is found to converge faster.",
            "The model only has the L2 penalty and is found to converge faster.",
        ),
        ("An efficient algorithm for computing ridge was added.", "Ridge is efficient to compute."),
    ],
)
def test_what_is_said_of_a_solver_is_not_said_of_the_method(said: str, of_something_else: str) -> None:
    assert stated(said) == set()
    assert stated(of_something_else) != set()


def test_who_trains_slowly_may_name_a_solver_as_the_reason() -> None:
    text = "Because it can't be solved in one go by a linear solver, the lasso trains more slowly than ridge."
    assert "l1-slower-than-l2" in stated(text)


def test_what_one_program_does_with_the_intercept_is_its_own_way() -> None:
    assert stated("Liblinear penalizes the intercept, unlike the other solvers.") == set()
    assert stated("The intercept is penalized as well.") == {"!penalty-spares-intercept"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exclude these variables from weight decay.", set()),
        ("Biases are dropped from the L2 penalty.", set()),
        ("Weight decay drops variables.", {"!l2-not-sparse"}),
    ],
)
def test_what_is_kept_out_of_a_penalty_is_not_dropped_by_it(text: str, expected: set[str]) -> None:
    assert stated(text) - {"penalty-spares-intercept"} == expected


@pytest.mark.parametrize("colon", [" :", ":"])
def test_a_label_that_names_another_class_makes_it_the_subject(colon: str) -> None:
    text = f"HuberRegressor{colon} Linear regression model that is robust to outliers."
    assert stated(text, headings=("The lasso",)) == set()
    text = f"LassoCV{colon} Linear regression model that is robust to outliers."
    assert stated(text, headings=("The lasso",)) == {"l1-less-sensitive-to-outliers"}


def test_cells_before_a_row_are_its_name_and_marks_need_a_method() -> None:
    cell = {"scope": Scope.CELL, "headings": ("Solvers",)}
    assert stated("Penalize the intercept", **cell) == set()
    assert stated("yes", row="Penalize the intercept", **cell) == set()
    assert stated("yes", row="Sparse weights", column="Lasso", scope=Scope.CELL) == _ZERO


def test_what_is_kept_is_no_circumstance() -> None:
    assert stated("Ridge keeps all features and is usually the more accurate choice.") == {"l2-often-more-accurate"}
    assert "l2-better-when-all-features-matter" in stated("When all features matter, ridge is more accurate.")


@pytest.mark.parametrize(
    "text",
    ["With L1, categorical features take either the value 0 or 1.", "With L1, either power <= 0 or power >= 1."],
)
def test_values_of_something_else_are_no_weights(text: str) -> None:
    assert stated(text) == set()


def test_a_norm_between_escaped_bars_is_absolute_only_where_it_says_so() -> None:
    kinds = {
        text: [word.stem for word in words(fold(text).text) if word.stem.endswith("form")]
        for text in (r"\|W\|_F^2", r"\|w\|_2^2", r"\|w\|_1", r"\|W\|_{1,1}", r"\|w\|", "|w|")
    }
    assert list(kinds.values()) == [["sqform"], ["sqform"], ["absform"], ["absform"], [], ["absform"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As alpha tends toward zero the coefficients found by ridge regression stabilize.", set()),
        ("As alpha grows, ridge shrinks the coefficients toward zero.", {"l2-shrinks-toward-zero"}),
        ("With ridge, alpha shrinks the weights toward zero.", {"l2-shrinks-toward-zero"}),
    ],
)
def test_a_strength_that_goes_to_zero_is_no_weight(text: str, expected: set[str]) -> None:
    assert stated(text) == expected


def test_a_procedure_that_is_no_penalty_is_the_subject_of_its_clause() -> None:
    under = {"scope": Scope.ITEM, "headings": ("The lasso",)}
    assert stated("Thresholding is very fast.", **under) == set()
    assert stated("Training is very fast.", **under) == {"l1-faster-to-train"}


def test_the_ends_of_the_mixing_weight_may_be_told_by_any_name_of_it() -> None:
    text = r"Elastic-Net is equivalent to $\ell_1$ when $\rho = 1$ and equivalent to $\ell_2$ when $\rho = 0$."
    assert stated(text) == {"elastic-net-ends"}
