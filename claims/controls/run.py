"""The controls as parts of "Can this be trusted?": each is run, counted and put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.controls import kinds, placebo, swap
from regclaims.claims.controls.faults.fault import Fault, Tried, has_tests, outcome, verdict, verdict_with
from regclaims.claims.controls.faults.table import faults
from regclaims.claims.controls.sabotage.lab import Turn, verdict_after
from regclaims.claims.controls.sabotage.turns import turns
from regclaims.claims.decide import sampled_cells
from regclaims.fixtures.appraisal import Part, Table, about
from regclaims.fixtures.lab import Lab

Say = Callable[[str], None]
"""Tells the user what is being done."""

COMMAND = "regclaims controls"


@dataclass(frozen=True)
class Controlled:
    """What one control found: its part, and what escaped."""

    part: Part
    escaped: tuple[str, ...]
    tried: int
    """How many things were tried; 0 where the words asked for match nothing."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be tried and with what."""

    lab: Lab
    word: str = ""
    """Only claims whose id, and faults whose name, contain it."""
    recorded: Mapping[str, str] = field(default_factory=dict)
    """Claim -> the verdict on record."""
    workers: int = 1
    """Tests that are run at a time."""
    say: Say = lambda text: None

    @property
    def claims(self) -> list[Claim]:
        """The claims asked for that are empirical."""
        return [c for c in all_claims().values() if self.word in c.id and c.not_empirical is None]

    @property
    def cells(self) -> int:
        """Over which the error of the suite is divided."""
        return sampled_cells(all_claims().values())


def run_placebo(asked: Asked) -> Controlled:
    """One method in all roles."""
    asked.say("placebo: one method in all roles")
    results, untried = placebo.run(asked.claims, asked.lab, asked.cells)
    escaped = [f"{r.trial.where} ({r.trial.form}, {r.trial.player}): {_came_out(r)}" for r in results if r.escaped]
    groups: dict[tuple[str, str], list[placebo.Result]] = {}
    for result in results:
        told = "" if result.trial.binding else ", only told"
        groups.setdefault((f"{result.trial.kind}{told}", str(result.trial.form)), []).append(result)
    rows = [
        (
            kind,
            form,
            len({result.trial.where for result in some}),
            len(some),
            sum(len(result.tallies) for result in some),
            sum(result.holding for result in some),
            sum(result.won for result in some) / max(sum(result.draws for result in some), 1),
            placebo.largest_share(some),
            sum(result.escaped for result in some),
        )
        for (kind, form), some in groups.items()
    ]
    reasons = [one.reason for one in untried]
    contests = [result for result in results if result.trial.kind is not kinds.Kind.ALIKE and result.trial.binding]
    alike = [result for result in results if result.trial.kind is kinds.Kind.ALIKE]
    readings = {result.trial.where for result in results}
    says = (
        f"Of {len(readings)} comparative readings, tried {len(results)} times with one method in all roles, "
        f"{sum(r.holding > 0 for r in contests)} let a method beat itself in any of {_cells(contests):,} cells; "
        f"of {len(alike)} trials of readings that say alike or no worse, {sum(not r.escaped for r in alike)} are true "
        f"of a method against itself, as they have to be. {len(untried)} readings compare no two methods."
    )
    columns = (
        "kind",
        "roles are given",
        "readings",
        "trials",
        "cells",
        "hold",
        "won",
        "most won in a trial",
        "escaped",
    )
    tables = (
        Table(title="Trials", columns=columns, rows=tuple(rows)),
        Table(
            title="Readings without a placebo",
            columns=("why", "readings"),
            rows=tuple((reason, reasons.count(reason)) for reason in dict.fromkeys(reasons)),
        ),
        _escapes(escaped),
    )
    notes = (
        "A contest may not hold in any cell; those that say alike or no worse have to be supported on the same fits. "
        "A reading that asks for one draw in ten is only told on other draws, where chance alone gives it more.",
    )
    return _controlled("placebo", "Does a method ever beat itself?", says, escaped, len(results), tables, notes)


def _came_out(result: placebo.Result) -> str:
    return f"{result.ruling}, {result.holding} of {len(result.tallies)} cells hold"


def _cells(results: Iterable[placebo.Result]) -> int:
    return sum(len(result.tallies) for result in results)


def run_swap(asked: Asked) -> Controlled:
    """L1 and L2 exchanged, in the evidence and at the fits."""
    asked.say("swap: L1 and L2 exchanged in the evidence")
    found, others = swap.run(asked.claims, asked.lab)
    asked.say("swap: L1 and L2 exchanged at the fits")
    compared = swap.at_the_fits() if found else []
    escaped = [f"{one.id} ({one.sort}): {one.before} -> {one.after}" for one in found if one.escaped]
    escaped += [f"{one.experiment}: {one.differ} of {one.columns} columns differ" for one in compared if one.escaped]
    counts = swap.counts(found)
    sorts = ", ".join(f"{numbers[0]} {sort}" for sort, numbers in counts.items())
    says = (
        f"With L1 and L2 exchanged in the evidence of {len(found)} claims, "
        f"{sum(one.escaped for one in found)} come out in a way that their words forbid "
        f"({sorts}). With L1 and L2 exchanged at the fits, "
        f"{sum(one.differ for one in compared)} of {sum(one.columns for one in compared)} columns differ from those "
        f"measured under the other name."
    )
    tables = (
        Table(
            title="In the evidence",
            columns=("what the claim says", "claims", "verdict stays", "escaped"),
            rows=tuple((str(sort), *numbers) for sort, numbers in counts.items()),
        ),
        Table(
            title="At the fits, bit for bit",
            columns=("experiment", "columns", "unlike the other name's", "that tell L1 from L2"),
            rows=tuple((one.experiment, one.columns, one.differ, one.told_apart) for one in compared),
        ),
        Table(
            title="Verdicts",
            columns=("claim", "what it says", "before", "after"),
            rows=tuple((one.id, str(one.sort), str(one.before), str(one.after)) for one in found),
        ),
        _escapes(escaped),
    )
    notes = (f"{len(others)} claims have no sampled reading that names both L1 and L2: nothing is exchanged there.",)
    return _controlled("swap", "Do names carry weight?", says, escaped, len(found), tables, notes)


def run_sabotage(asked: Asked) -> Controlled:
    """A fault of its evidence for every claim, and the faults of the laboratory."""
    turned = [_turn(id, turn, asked) for id, turn in turns().items() if asked.word in id]
    chosen = [fault for fault in faults().values() if asked.word in fault.name or asked.word in fault.catcher]
    untried = [fault for fault in chosen if fault.fails and not has_tests()]
    tried = [_turned(fault, asked) for fault in chosen if fault.turns]
    tried += _failed([fault for fault in chosen if fault.fails and fault not in untried], asked)
    escaped = [f"{id}: {turn.sabotage.name}: {before} -> {after}" for id, turn, before, after in turned if after]
    escaped += [f"{one.fault.name}: {one.fault.catcher}: {one.before} -> {one.after}" for one in tried if one.escaped]
    lost = sum(one.escaped for one in tried)
    says = (
        f"Of {len(turned)} claims, {len(turned) - sum(bool(after) for *_, after in turned)} are turned by a fault of "
        f"their own. Of {len(tried)} faults of the code that draws, fits, measures, decides and keeps, "
        f"{len(tried) - lost} are noticed as declared: {sum(bool(o.fault.turns) for o in tried)} by a claim whose "
        f"verdict turns, {sum(bool(o.fault.fails) for o in tried)} by a test that fails."
    )
    tables = (
        Table(
            title="Faults of the laboratory",
            columns=("fault", "noticed by", "in order", "with the fault"),
            rows=tuple((one.fault.name, one.fault.catcher, one.before, one.after) for one in tried),
        ),
        _escapes(escaped),
    )
    notes = [
        "A claim's verdict is tried on a few of its own cells, measured anew by the faulty code.",
        "What turns each claim stands in claims/controls/sabotage/README.md.",
    ]
    if untried:
        notes.append(
            f"{len(untried)} faults, noticed by tests that an installed package does not have, were not tried."
        )
    number = len(turned) + len(tried)
    return _controlled("sabotage", "Would a fault be noticed?", says, escaped, number, tables, tuple(notes))


def _turn(id: str, turn: Turn, asked: Asked) -> tuple[str, Turn, str, str]:
    """The claim, its turn, the verdict on record, and what came out where that is not what was to come out."""
    asked.say(f"sabotage: {id}: {turn.sabotage.name}")
    after = str(verdict_after(id, turn.sabotage, asked.lab))
    before = asked.recorded.get(id, "none")
    return id, turn, before, "" if after == turn.after != before else after


def _turned(fault: Fault, asked: Asked) -> Tried:
    asked.say(f"sabotage: {fault.name}")
    return Tried(fault, verdict(fault.turns, asked.lab), verdict_with(fault))


def _failed(some: Sequence[Fault], asked: Asked) -> list[Tried]:
    """Each fault's test with the fault, in processes of their own, and all tests at once without."""
    if not some:
        return []
    asked.say(f"sabotage: the tests that notice {len(some)} faults, in order")
    before = outcome(list(dict.fromkeys(fault.fails for fault in some)))

    def broken(fault: Fault) -> Tried:
        asked.say(f"sabotage: {fault.name}")
        return Tried(fault, before, outcome([fault.fails], fault))

    with ThreadPoolExecutor(asked.workers) as pool:
        return list(pool.map(broken, some))


def _escapes(escaped: Sequence[str]) -> Table:
    return Table(title="Escaped", columns=("what",), rows=tuple((one,) for one in escaped or ["nothing"]))


def _controlled(
    name: str,
    title: str,
    says: str,
    escaped: Sequence[str],
    tried: int,
    tables: tuple[Table, ...],
    notes: tuple[str, ...],
) -> Controlled:
    part = Part(
        name=name,
        title=title,
        says=f"{says} {len(escaped)} escaped.",
        passed=tried > 0 and not escaped,
        about=about(f"{COMMAND} {name}"),
        tables=tables,
        notes=notes,
    )
    return Controlled(part, tuple(escaped), tried)


CONTROLS: Mapping[str, Callable[[Asked], Controlled]] = {
    "placebo": run_placebo,
    "swap": run_swap,
    "sabotage": run_sabotage,
}
"""Name of the control -> what runs it, in order."""
