"""A small fact sheet with one claim of every kind, for tests of checking prose."""

from __future__ import annotations

from regclaims.reports.ledger import Entry, Ledger, Sense


def sense(
    holds: int, fails: int, worlds: int = 0, *, frequency: str = "mostly", verdict: str = "", says: str = ""
) -> Sense:
    return Sense(
        says=says or "Better: a smaller error on new data",
        verdict=verdict,
        frequency=frequency,
        worlds=worlds or holds + fails,
        holds=holds,
        fails=fails,
    )


def entry(verdict: str, kind: str | None = None, *, force: str = "generic", **fields) -> Entry:
    return Entry(
        verdict=verdict,
        kind=kind,
        since="2026-11-20",
        versions={"scikit-learn": "1.9.1"},
        **{"says": "L1 does this.", "force": force, "topic": "training"} | fields,
    )


FACTS: Ledger = {
    "l1-faster-to-train": entry(
        "contradicted",
        says="L1 is faster to train than L2.",
        better=("l1-can-train-faster",),
        contradicts=("l1-slower-than-l2",),
        evidence="It holds in 1 of 12 worlds and does not in 11.",
        readings=(sense(1, 11, verdict="contradicted"),),
    ),
    "l1-can-train-faster": entry(
        "supported",
        force="can",
        says="L1 can train faster than L2.",
        evidence="It holds in 1 of 12 worlds and does not in 11.",
        readings=(sense(1, 11, verdict="supported"),),
    ),
    "l1-slower-than-l2": entry(
        "supported",
        says="L1 is slower to train than L2.",
        contradicts=("l1-faster-to-train",),
        evidence="It holds in 11 of 12 worlds and does not in 1.",
        readings=(sense(11, 1, verdict="supported"),),
    ),
    "l1-more-accurate": entry(
        "ill-posed",
        "depends",
        says="L1 gives more accurate models than L2.",
        topic="accuracy",
        better=("l1-better-when-few-features-matter",),
        condition="holds when few features matter; fails otherwise",
        evidence="It holds in 6 of 12 worlds and does not in 6.",
        readings=(sense(6, 6, verdict="ill-posed"),),
    ),
    "l1-better-when-few-features-matter": entry(
        "supported",
        says="L1 predicts better when few features matter.",
        topic="accuracy",
        evidence="It holds in all 6 worlds.",
        readings=(sense(6, 0, verdict="supported"),),
    ),
    "l1-less-sensitive-to-outliers": entry(
        "ill-posed",
        "ambiguous",
        says="L1 regularization is less sensitive to outliers than L2.",
        topic="outliers",
        better=("neither-robust-to-outliers",),
        evidence='Read as "The penalty", it holds in no world; read as "The loss", it holds in all 8 worlds.',
        readings=(
            sense(0, 8, verdict="contradicted", says="The penalty"),
            sense(8, 0, verdict="supported", says="The loss"),
        ),
    ),
    "neither-robust-to-outliers": entry(
        "supported",
        says="Neither penalty makes a squared-loss model robust to outliers.",
        topic="outliers",
        evidence="It holds in all 8 worlds.",
        readings=(sense(8, 0, verdict="supported"),),
    ),
    "outliers-do-not-matter": entry(
        "contradicted",
        says="Outliers do not matter to a penalised model.",
        topic="outliers",
        better=("neither-robust-to-outliers",),
        evidence="It does not hold in all 8 worlds.",
        readings=(sense(0, 8, verdict="contradicted"),),
    ),
    "choice-is-preference": entry(
        "ill-posed",
        "not empirical",
        says="The choice is a matter of personal preference.",
        topic="use",
        condition="it speaks of what people prefer, and no data set holds preferences",
    ),
    "l1-weights-zero-or-one": entry(
        "contradicted",
        force="always",
        says="L1 makes weights 0 or 1.",
        topic="sparsity",
        better=("l1-yields-zero-weights",),
        evidence="A counterexample was found in 2 of 2 cases.",
        readings=(sense(0, 2, frequency="always", verdict="contradicted"),),
    ),
    "l1-yields-zero-weights": entry(
        "supported",
        force="always",
        says="L1 sets some weights exactly to zero.",
        topic="sparsity",
        evidence="It holds in all 10 worlds.",
        readings=(sense(10, 0, frequency="nearly always", verdict="supported"),),
    ),
}
