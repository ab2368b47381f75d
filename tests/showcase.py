"""A small report with one of everything that a page can show, and large ones made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regclaims.claims.records import CellRecord, ClaimRecord, Curve, EventRecord, Point, ReadingRecord
from regclaims.fixtures.dgms import DGM
from regclaims.reports.history import PastRun, Turn
from regclaims.reports.ledger import Former
from regclaims.reports.report import Report, RowRecord, RunRecord, SourceRecord, Standing
from regclaims.tests import records
from regclaims.tests.hostile import ALL
from regclaims.tests.test_trust import PART

OUTCOMES = {"h": "holds", "f": "fails", "t": "toss-up", "u": "undecided"}
INTERVALS = {"h": (0.55, 0.95), "f": (0.02, 0.45), "t": (0.2, 0.6), "u": (0.1, 0.9)}
DGMS = [
    DGM(task=task, n_samples=n, n_features=p, relevant=relevant, snr=4.0)
    for task in ("regression", "classification")
    for n, p in ((100, 20), (50, 100))
    for relevant in (0.05, 1.0)
]
PLOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>'
PLOTS = {"decision.svg": PLOT}


def cell(dgm: DGM, sign: str, claim: str, reading: str) -> CellRecord:
    """A world's evidence, with all that its outcome brings."""
    id = f"{dgm.id}+tuned"
    return CellRecord(
        dgm=id,
        outcome=OUTCOMES[sign],
        draws=40,
        successes=round(40 * sum(INTERVALS[sign]) / 2),
        threshold=0.5,
        interval=INTERVALS[sign],
        replay=f'pytest "claims/test_x.py::{claim}::{reading}[{id}]" --seed 0',
        evidence="frequency",
        factors=dgm.factors() | {"strength": "tuned strength"},
        coordinates={
            "share relevant": dgm.relevant,
            "samples a feature": dgm.n_samples / dgm.n_features,
            "signal-to-noise ratio": dgm.snr,
        },
    )


def sampled(claim: str, name: str, signs: str, verdict: str, **more) -> ReadingRecord:
    """A reading on as many worlds as there are signs."""
    cells = tuple(cell(DGMS[i], sign, claim, name) for i, sign in enumerate(signs))
    says = f"{name.replace('-', ' ').capitalize()} on new data, by at least 5 %. Whoever says so means it."
    plain = ReadingRecord(
        name=name,
        says=says,
        verdict=verdict,
        frequency="mostly",
        condition="",
        cells=cells,
        code="def f(l1):\n    pass\n",
    )
    return replace(plain, **more)


def searched(name: str, signs: str, verdict: str) -> ReadingRecord:
    """An exact reading, with a counterexample where it fails."""
    cells = tuple(
        replace(
            records.CELL,
            dgm=f"case {i}",
            outcome=OUTCOMES[sign],
            threshold=None,
            interval=None,
            evidence="exact",
            draws=100,
            detail=f"Problem(X={[[i]] * (4 - i)})\nfails" if sign == "f" else "",
        )
        for i, sign in enumerate(signs)
    )
    says = f"{name}. Read to the letter."
    return ReadingRecord(name=name, says=says, verdict=verdict, frequency="always", condition="", cells=cells)


def counted(name: str, signs: str, verdict: str) -> ReadingRecord:
    """A reading of counts."""
    plain = replace(records.CELL, threshold=None, interval=None, evidence="count", draws=1)
    cells = tuple(
        replace(plain, dgm=f"thing {i}", outcome=OUTCOMES[s], detail="l1: 3, l2: 13") for i, s in enumerate(signs)
    )
    says = f"{name}. What the library offers."
    return ReadingRecord(name=name, says=says, verdict=verdict, frequency="always", condition="", cells=cells)


def curve(method: str, *medians: float) -> Curve:
    """From weak to strong, with bars."""
    places = ("weak strength", "moderate strength", "strong strength")
    points = zip(places, medians, strict=True)
    return Curve(
        measure="test error",
        method=method,
        task="regression",
        worlds=4,
        points=tuple(Point(at=at, median=m, low=0.8 * m, high=1.2 * m) for at, m in points),
    )


def claim(id: str, says: str, verdict: str, *readings: ReadingRecord, **more) -> ClaimRecord:
    """A claim with the rest as it mostly is."""
    plain = replace(records.PLAIN, id=id, says=says, verdict=verdict, readings=readings, rows=(), topic="accuracy")
    return replace(plain, **more)


def event(id: str, what: str) -> EventRecord:
    """A draw that failed."""
    replay = "python -m regclaims.fixtures.replay fits l1 w 7 --seed 0"
    return EventRecord(claim=id, experiment="fits", method="l1", dgm="w", draw=7, seed=0, what=what, replay=replay)


FEW = "holds where: few features matter"
HOSTILE_TEXT = f"L1 {ALL}"
CLAIMS = (
    claim(
        "l1-is-sparser",
        "L1 gives sparser models than L2.",
        "supported",
        sampled("l1-is-sparser", "fewer-weights", "hhhhhhhu", "supported"),
        sampled("l1-is-sparser", "fewer-large-weights", "hhhhhhhf", "supported"),
        rows=("article:1", "article:4", "qa:1"),
        topic="sparsity",
        robustness="robust",
    ),
    claim(
        "l2-is-exact",
        "L2 is the same as weight decay.",
        "contradicted",
        searched("The same steps", "hff", "contradicted"),
        rows=("article:2",),
        better=("l2-is-better-said", "nowhere-to-be-found"),
        force="always",
        topic="penalty",
        robustness="robust",
    ),
    claim(
        "l2-more-accurate",
        "L2 gives more accurate models than L1.",
        "ill-posed",
        sampled(
            "l2-more-accurate", "smaller-error", "hhfftuhf", "ill-posed", condition="holds where: few features matter"
        ),
        kind="depends",
        condition=FEW,
        rows=("article:3", "qa:1"),
        better=("l2-is-better-said",),
        contradicts=("l1-more-accurate",),
        robustness="leans fragile",
        turning_level="without 'little noise' (noise) the verdict would be contradicted",
    ),
    claim(
        "l1-more-accurate",
        "L1 gives more accurate models than L2.",
        "ill-posed",
        sampled(
            "l1-more-accurate",
            "smaller-error",
            "hhff",
            "supported",
            curves=(curve("l1", 3.0, 1.0, 2.0), curve("l2", 2.0, 1.5, 4.0), curve("none", 3.0, 3.0, 3.0)),
        ),
        counted("offered more often", "hf", "contradicted"),
        searched("never worse", "u", "undecided"),
        kind="ambiguous",
        condition='supported if read as "smaller"; contradicted if read as "offered"',
        rows=("article:4",),
        better=("l2-is-better-said",),
        contradicts=("l2-more-accurate",),
        force="usually",
        robustness="leans robust",
    ),
    claim(
        "choice-is-taste",
        "The choice is a matter of taste.",
        "ill-posed",
        kind="not empirical",
        condition="it speaks of what people prefer, and no data set holds preferences",
        rows=("article:5",),
        better=("l2-is-better-said",),
        force="can",
        topic="choice",
        robustness="unknown",
    ),
    claim(
        "l1-is-faster",
        "L1 is faster.",
        "undecided",
        sampled("l1-is-faster", "fewer-seconds", "huut", "undecided"),
        missing_draws=1234,
        machine="a computer with two cores",
        events=(event("l1-is-faster", "ValueError: no"),),
        topic="training",
        robustness="fragile",
        turning_level="without 'x' (y) the verdict would be supported",
    ),
    claim(
        "l2-is-better-said",
        "Where few features matter, neither penalty is the better one everywhere.",
        "supported",
        counted("what is offered", "h", "supported"),
    ),
    claim(
        "hostile-claim",
        HOSTILE_TEXT,
        "contradicted",
        replace(
            sampled(
                "hostile-claim", "hostile", "fff", "contradicted", curves=(replace(curve("l1", 1, 2, 3), measure=ALL),)
            ),
            says=f"{ALL} {'unbroken' * 30}. {ALL}",
            code=ALL,
        ),
        topic=f"hostile {ALL}",
        machine=ALL,
        events=(event("hostile-claim", ALL),),
        rows=("article:6",),
    ),
)
ROWS = (
    RowRecord(number=1, claims=("l1-is-sparser",), nothing=""),
    RowRecord(number=2, claims=("l2-is-exact", "gone-for-good"), nothing=""),
    RowRecord(number=3, claims=("l2-more-accurate",), nothing=""),
    RowRecord(number=4, claims=("l1-is-sparser", "l1-more-accurate"), nothing=""),
    RowRecord(number=5, claims=("choice-is-taste",), nothing=""),
    RowRecord(number=6, claims=(), nothing="announces a list"),
    RowRecord(number=7, claims=("gone-for-good",), nothing=""),
)
SOURCES = (
    SourceRecord(key="article", title="an article", rows=ROWS, covered=6, open=1),
    SourceRecord(key="qa", title="a page of answers", rows=ROWS[:1], covered=1, open=0),
)
RUN = RunRecord(
    seed=3,
    alpha=0.01,
    error_budget_spent=0.005,
    draws=2040,
    seconds=12.0,
    versions={"numpy": "2.0", "scikit-learn": "1.9.1"},
    finished="2026-01-02T03:04:05+00:00",
    code="c0de",
)
TURNS = (
    Turn(claim="l1-is-sparser", was="contradicted", now="supported"),
    Turn(claim="gone-for-good", was="supported", now="contradicted"),
)
RUNS = [
    PastRun(
        finished=RUN.finished,
        seed=3,
        claims=8,
        counts={"supported": 2},
        versions=RUN.versions,
        code="c0de",
        partial=bool(turns),
        changes=turns,
    )
    for turns in ((), TURNS)
]
LEDGER = {
    "l1-is-sparser": Standing(verdict="supported", kind=None, since="2026-01-01", versions=RUN.versions),
    "l2-more-accurate": Standing(
        verdict="contradicted",
        kind=None,
        since="2026-01-01",
        versions={},
        before=(Former(verdict="ill-posed", kind="depends", since="2025-01-01", versions=RUN.versions),),
    ),
}
WORLDS = {
    f"{dgm.id}+tuned": {
        "experiment": "fits",
        "level": "tuned",
        "task": str(dgm.task),
        "n_samples": dgm.n_samples,
        "n_features": dgm.n_features,
        "relevant": dgm.relevant,
        "snr": dgm.snr,
    }
    for dgm in DGMS
}
REPORT = Report(
    run=RUN,
    claims=CLAIMS,
    sources=SOURCES,
    trust=[PART, replace(PART, name="swap", title="Are mirrors true?", passed=False, plots=())],
    worlds=WORLDS,
    ledger=LEDGER,
    history=RUNS,
)


def large(count: int) -> Report:
    """A report of ``count`` claims, of all kinds in turn, that name and contradict each other."""

    def made() -> Iterator[ClaimRecord]:
        for i in range(count):
            of, turn = CLAIMS[i % len(CLAIMS)], i // len(CLAIMS)
            links = {name: tuple(f"{id}-{turn}" for id in getattr(of, name)) for name in ("better", "contradicts")}
            yield replace(of, id=f"{of.id}-{turn}", says=f"{of.says[:200]} ({i})", topic=f"topic {i % 20}", **links)

    return replace(REPORT, claims=list(made()), sources=())
