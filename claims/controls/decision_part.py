"""The answer to "is the promised error rate kept?": the study's numbers as a recorded part."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from regclaims.claims.controls.decision import (
    EVERY_TIME,
    FORCES,
    INFLATED,
    KINDS,
    MIXTURES,
    NEAR,
    NEVER,
    PLANNED_A,
    SUITE_ALPHA,
    Claims,
    Fate,
    Study,
    as_planned,
)
from regclaims.claims.controls.rates import RISK, Rate, pooled
from regclaims.fixtures.appraisal import Entry, Part, Table, about
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Outcome

PLOT = "decision.svg"
CLEAR_MIXTURES = ("all hold", "none holds", "just enough hold", "one too few")

_SHOWN = {
    MOSTLY: (0, 0.2, 0.4, 0.45, 0.5, 0.525, 0.55, 0.575, 0.6, 0.65, 0.8, 1),
    NEARLY_ALWAYS: (0, 0.5, 0.8, 0.85, 0.9, 0.91, 0.925, 0.94, 0.95, 0.97, 1),
    SOMETIMES: (0, 0.06, 0.08, 0.1, 0.11, 0.125, 0.14, 0.15, 0.2, 0.4, 1),
}
"""Thetas of the table; the picture has all."""


def part(study: Study, command: str) -> Part:
    """The study's answer, with its tables."""
    return Part(
        name="decision",
        title="Is the promised error rate kept, at the draws planned with?",
        says=_says(study),
        passed=not misses(study),
        about=about(command),
        tables=(_cells(study), _errors(study), _planned(study), _sizes(study), _verdicts(study), _suites(study)),
        notes=_notes(study),
        plots=(PLOT,),
    )


def misses(study: Study) -> list[str]:
    """What is not as promised, in words."""
    found = [] if pooled(f.wrong for f in study.fates).kept else ["outcomes at a run's own a"]
    found += [
        f"{e.outcome} ({e.frequency.words}) at a = {e.a:g}"
        for e in study.errors
        if not e.rate.kept or e.ceiling > e.rate.promise
    ]
    found += [
        f"draws at theta {f.theta:g} ({f.frequency.words})" for f, plan in study.planned if not as_planned(f, plan)
    ]
    found += [
        f"verdicts of {c.force} over {c.size} worlds, {c.mixture}"
        for c in [*study.inflated, *study.standard]
        if not c.wrong.kept
    ]
    found += [
        f"no verdict of {c.force} over {c.size} worlds, {c.mixture}"
        for c in study.standard
        if c.decided < 1 and c.mixture in CLEAR_MIXTURES
    ]
    return found + [f"suites, {s.kind}" for s in study.suites if not (s.wrong.kept and s.wrong_verdict.kept)]


def _says(study: Study) -> str:
    own = pooled(f.wrong for f in study.fates)
    worst = max(study.errors, key=lambda e: e.rate.share / e.rate.promise)
    claims = pooled(c.wrong for c in study.inflated)
    most = max(study.inflated, key=lambda c: c.wrong.share)
    of_suites = max((s.wrong for s in study.suites), key=lambda rate: rate.share)
    ratios = [found.median / plan for found, plan in study.planned]
    missed = misses(study)
    return (
        f"{own} cells of known truth came out wrong at a run's own a = {study.a:.1e}; at an a at which errors can be "
        f"counted, they were at most {worst.rate.share:.2g} where {worst.rate.promise:g} is promised. At alpha = "
        f"{INFLATED:g} a claim, {claims} verdicts were wrong, and {most.wrong} of the worst kind; at alpha = "
        f"{SUITE_ALPHA:g} a suite, {of_suites} suites of the worst kind had any wrong outcome. Median draws were "
        f"{min(ratios):.2f} to {max(ratios):.2f} times those planned with."
    ) + (f" NOT as promised: {'; '.join(missed)}." if missed else "")


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _cells(study: Study) -> Table:
    pairs = [
        (plain, strict)
        for plain, strict in zip(study.fates[::2], study.fates[1::2], strict=True)
        if np.isclose(plain.theta, _SHOWN[plain.frequency]).any()
    ]
    return Table(
        title=f"What becomes of a cell, in % of {study.fates[0].wrong.runs} (a = {study.a:.2e}, at most 3,000 draws)",
        columns=(
            "is true",
            "theta",
            "holds",
            "toss-up",
            "fails",
            "undecided",
            "wrong",
            "median draws",
            "mean",
            "90 %",
            "median, exact",
            "always: toss-up",
            "fails",
            "undecided",
            "median draws",
        ),
        rows=tuple(_cell(plain, strict) for plain, strict in pairs),
    )


def _cell(plain: Fate, strict: Fate) -> tuple[Entry, ...]:
    told, strictly = plain.shares, strict.shares
    return (
        plain.frequency.words,
        round(plain.theta, 4),
        *(_percent(told[o]) for o in (Outcome.HOLDS, Outcome.TOSS_UP, Outcome.FAILS, Outcome.UNDECIDED)),
        plain.wrong.wrong + strict.wrong.wrong,
        *(round(x) for x in (plain.median, plain.mean, plain.most, plain.exact_median)),
        *(_percent(strictly[o]) for o in (Outcome.TOSS_UP, Outcome.FAILS, Outcome.UNDECIDED)),
        round(strict.median),
    )


def _errors(study: Study) -> Table:
    return Table(
        title=f"Wrong outcomes where it is easiest to err, of {study.errors[0].rate.runs:,} strict cells each",
        columns=("said", "is true", "theta", "promised", "measured", "at most (95 %)", "exact ceiling"),
        rows=tuple(
            (
                str(e.outcome),
                e.frequency.words,
                round(e.theta, 4),
                e.a,
                e.rate.share,
                round(e.rate.at_most, 4),
                round(e.ceiling, 4),
            )
            for e in study.errors
        ),
    )


def _planned(study: Study) -> Table:
    return Table(
        title=f"Median draws that the budget was planned with (a = {PLANNED_A:g})",
        columns=("is true", "theta", "planned", "simulated", "exact, looked at after every draw"),
        rows=tuple(
            (f.frequency.words, f.theta, plan, round(f.median), round(f.exact_median)) for f, plan in study.planned
        ),
    )


def _sizes(study: Study) -> Table:
    def of(force: str, size: int) -> Rate:
        return pooled(c.wrong for c in study.inflated if c.force == force and c.size == size)

    return Table(
        title=f"Wrong verdicts by number of worlds, all mixtures, at alpha = {INFLATED:g} a claim",
        columns=("force", *(f"{size} world{'s' * (size > 1)}" for size in study.sizes)),
        rows=tuple((str(force), *(str(of(force, size)) for size in study.sizes)) for force in FORCES),
    )


def _verdicts(study: Study) -> Table:
    def row(inflated: list[Claims], standard: list[Claims]) -> tuple[Entry, ...]:
        return (
            str(inflated[0].force),
            inflated[0].mixture,
            str(pooled(c.wrong for c in inflated)),
            str(max((c.wrong for c in inflated), key=lambda rate: rate.share)),
            _percent(1 - float(np.mean([c.decided for c in standard]))),
            *(round(c.draws) for c in standard),
        )

    def kinds(claims: list[Claims]) -> list[list[Claims]]:
        return [list(kind) for _, kind in groupby(claims, key=lambda c: (c.force, c.mixture))]

    assert len(kinds(study.inflated)) == len(FORCES) * len(MIXTURES)
    draws = [f"draws, {size}" for size in study.sizes]
    return Table(
        title=f"Verdicts: wrong ones at alpha = {INFLATED:g} a claim; % undecided and mean draws a claim as in a run",
        columns=(
            "force",
            "truth",
            "wrong",
            "at the worst size",
            "undecided",
            *draws,
        ),
        rows=tuple(map(row, kinds(study.inflated), kinds(study.standard))),
    )


def _suites(study: Study) -> Table:
    return Table(
        title=f"Whole suites at alpha = {SUITE_ALPHA:g}",
        columns=(
            "suite",
            "cells",
            "with a wrong outcome",
            "at most (95 %)",
            "with a wrong verdict",
            "claims undecided, %",
            "draws a cell",
        ),
        rows=tuple(
            (
                s.kind,
                s.cells,
                str(s.wrong),
                round(s.wrong.at_most, 4),
                str(s.wrong_verdict),
                _percent(s.undecided),
                round(s.draws),
            )
            for s in study.suites
        ),
    )


def _notes(study: Study) -> tuple[str, ...]:
    softened, always = (sum(x) for x in zip(*((c.softened, c.wrong.runs) for c in _contradictable(study)), strict=True))
    exact = max(f.exact_wrong for f in study.fates)
    return (
        "The suite's own code decides; only the laboratory is another one, which draws hits of a known chance theta.",
        "Wrong is: holds where theta is at most t; fails where it is at least t; toss-up where it is at least t + z. A "
        "verdict is wrong if the rule gives it for no choice of outcomes that are right. Between t and t + z holding "
        "and toss-up are both right; at t itself only toss-up is.",
        f"As promised means that no count of errors refutes its promise at a risk of {RISK:g}, that exact ceilings are "
        f"within theirs, that medians are within a factor of {NEAR:g} of what was planned with, and that every claim "
        "whose cells are clear comes to a verdict.",
        "The exact ceiling is the chance that an e-process by itself, stopped by nothing else, passes 1/a within the "
        "budget: a recursion over draws, which shares only the formula with the decision.",
        f"At a run's own a, too small for counting, the exact chance of a wrong outcome is at most {exact:.1e} over "
        "these thetas, of cells that are not strict. Medians exceed the exact ones since a cell that does not hold is "
        f"read to the end of a look, and looks grow by half.{_overshoot(study)}",
        "Of such cells, whether fails or toss-up is said depends on how long looks are; no rule but that of always "
        "tells the two apart.",
        f"An always that fails somewhere was said to depend, which is right but less than could be said, in "
        f"{softened:,} of {always:,} claims.",
        f"Suites like the real one: {KINDS['like the real one']:,} cells in 200 readings, theta 0 in {NEVER:.0%} and 1 "
        f"in {EVERY_TIME:.0%} of cells and anything between in the rest. The other suites stand wholly where erring is "
        "easiest.",
    )


def _overshoot(study: Study) -> str:
    """Where draws are not as planned, how many of them came after the one that told."""
    return "".join(
        f" At theta {f.theta:g} ({f.frequency.words}) a cell was doubted at draw {f.doubted:.0f} in the median, and "
        f"its look ended at {f.median:.0f}."
        for f, plan in study.planned
        if not as_planned(f, plan)
    )


def _contradictable(study: Study) -> list[Claims]:
    kinds = ("none holds", "one too few", "any theta")
    return [c for c in study.inflated if c.force == "always" and c.mixture in kinds]
