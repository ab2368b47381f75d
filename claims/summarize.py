"""From a claim's docket to its record: verdict, condition in words, robustness, replay commands."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

import numpy as np

from regclaims.claims import condition, curves
from regclaims.claims.claim import Claim, all_claims
from regclaims.claims.decide import Docket, Place
from regclaims.claims.plan import Prospect, plan
from regclaims.claims.readings import Counted, Reading, Sampled
from regclaims.claims.records import CellRecord, ClaimRecord, EventRecord, ReadingRecord
from regclaims.claims.verdict import DEPENDS, Kind, Placed, Ruling, Verdict, robustness
from regclaims.fixtures import deep, provenance
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.grids import World
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.sequential import Outcome, Tally, draws_needed, interval


def topic(claim: Claim) -> str:
    """What the module that declares a claim is about."""
    return claim.module.rsplit(".", 1)[-1].removeprefix("test_").replace("_", " ")


def node_id(claim: Claim, reading: str, cell: str) -> str:
    """pytest's name of a cell."""
    return f"claims/{claim.module.rsplit('.', 1)[-1]}.py::{claim.id}::{reading}[{cell}]"


def record(docket: Docket, lab: Lab, grid: str = "") -> ClaimRecord:
    """All that is to be said of one claim; ``grid`` is the option that names the grid, as replay commands need it."""
    claim, ruling = docket.claim, docket.verdict()
    readings = tuple(_reading(docket, reading, lab, grid) for reading in claim.readings)
    looked_at = _looked_at(docket)
    robust, turning_level = robustness(claim.force, [_placed(docket, reading) for reading in claim.readings])
    return ClaimRecord(
        id=claim.id,
        says=claim.says,
        topic=topic(claim),
        force=claim.force,
        rows=claim.rows,
        verdict=ruling.verdict,
        kind=ruling.kind,
        condition=_condition(docket, ruling),
        better=claim.better,
        contradicts=opposites(claim),
        robustness=robust,
        turning_level=turning_level,
        missing_draws=missing_draws(docket),
        machine=provenance.machine() if claim.timing else "",
        readings=readings,
        events=tuple(_events(claim, lab, looked_at)),
        series={f"{s.experiment} {s.method} {s.dgm}": n for s, n in sorted(looked_at.items())},
    )


def worlds(claims: Iterable[Claim]) -> dict[str, dict[str, str | float]]:
    """Id of every world that these claims are put to -> its parameters."""
    met = {w.id: w for claim in claims for r in claim.readings if isinstance(r, Sampled) for w in r.worlds}
    return {id: parameters(world) for id, world in met.items()}


def parameters(world: World) -> dict[str, str | float]:
    """All that sets a world apart: experiment, its level, and what of the data is not as it is by default."""
    dgm = world.dgm
    plain = {field.name: field.default for field in fields(dgm)}
    found = {"experiment": world.experiment.name} | ({"level": world.level} if world.level else {})
    return found | {name: value for name, value in vars(dgm).items() if name in plain and value != plain[name]}


def opposites(claim: Claim) -> tuple[str, ...]:
    """Mirrored claims and declared contradictions, whichever of the two declared it."""
    opposed = {claim.mirrors, *claim.contradicts}
    opposed |= {o.id for o in all_claims().values() if o.mirrors == claim.id or claim.id in o.contradicts}
    return tuple(sorted(opposed - {""}))


def _looked_at(docket: Docket) -> dict[Series, int]:
    found: dict[Series, int] = {}
    for place, tally in docket.tallies.items():
        for series in docket.series(place) if tally.draws else ():
            found[series] = max(found.get(series, 0), tally.draws)
    return found


def _events(claim: Claim, lab: Lab, looked_at: Mapping[Series, int]) -> Iterator[EventRecord]:
    for event in lab.events(looked_at):
        yield EventRecord(
            claim=claim.id,
            experiment=event.series.experiment,
            method=event.series.method,
            dgm=event.series.dgm,
            draw=event.draw,
            seed=event.seed,
            what=event.what,
            replay=event.replay,
        )


def _reading(docket: Docket, reading: Reading, lab: Lab, grid: str) -> ReadingRecord:
    ruling, options = docket.ruling(reading), f"{grid} --seed {lab.seed}".strip()
    return ReadingRecord(
        name=reading.name,
        says=reading.says,
        verdict=ruling.verdict,
        frequency=reading.frequency.words if isinstance(reading, Sampled) else "always",
        condition=_where(docket, reading) if ruling == DEPENDS else "",
        cells=tuple(cell_record(docket, (reading.name, cell), options) for cell in reading.cells()),
        code=_code(reading),
        curves=curves.of(docket, reading, lab) if isinstance(reading, Sampled) else (),
    )


def _code(reading: Reading) -> str:
    """The predicate as it stands in its module; empty where it stands in none."""
    try:
        return textwrap.dedent(inspect.getsource(reading.predicate))
    except (OSError, TypeError):
        return ""


def cell_record(docket: Docket, place: Place, options: str) -> CellRecord:
    """The record of one cell; its replay command ends in ``options``."""
    reading, cell = docket.claim.find(place[0]), place[1]
    replay = f'pytest "{node_id(docket.claim, *place)}" {options}'
    if isinstance(reading, Sampled):
        tally = docket.tallies[place]
        return CellRecord(
            dgm=cell,
            outcome=tally.outcome,
            draws=tally.draws,
            successes=tally.successes,
            threshold=tally.frequency.threshold,
            interval=interval(tally.successes, tally.draws, 3 * tally.a) if tally.draws else None,
            replay=replay,
            evidence="frequency",
            factors=_factors(docket, place),
            coordinates=deep.coordinates(docket.worlds[place].dgm),
        )
    finding = docket.findings.get(place)
    return CellRecord(
        dgm=cell,
        outcome=docket.outcome(place),
        draws=finding.tried if finding else 0,
        successes=finding.right if finding else 0,
        threshold=None,
        interval=None,
        replay=replay,
        evidence="count" if isinstance(reading, Counted) else "exact",
        detail=finding.detail if finding else "",
        factors=_factors(docket, place),
    )


def _placed(docket: Docket, reading: Reading) -> list[Placed]:
    places = [(reading.name, cell) for cell in reading.cells()]
    return [
        Placed(docket.outcome(place), _factors(docket, place), docket.doubtful(place), _leaning(docket, place))
        for place in places
    ]


def _leaning(docket: Docket, place: Place) -> Outcome:
    """What the share of successes so far would make of the cell."""
    tally = docket.tallies.get(place)
    if tally is None or not tally.draws:
        return docket.outcome(place)
    return Outcome.HOLDS if tally.successes > tally.frequency.threshold * tally.draws else Outcome.FAILS


def _factors(docket: Docket, place: Place) -> Mapping[str, str]:
    return docket.worlds[place].factors() if place in docket.worlds else {"case": place[1]}


def _where(docket: Docket, reading: Reading) -> str:
    return condition.in_words(_placed(docket, reading))


def _condition(docket: Docket, ruling: Ruling) -> str:
    """What an ill-posed claim turns on."""
    if ruling.kind is Kind.NOT_EMPIRICAL:
        return str(docket.claim.not_empirical)
    if ruling.kind is Kind.DEPENDS:
        return next(_where(docket, r) for r in docket.claim.readings if docket.ruling(r) == DEPENDS)
    if ruling.kind is Kind.AMBIGUOUS:
        senses = [(docket.ruling(reading), reading.sense) for reading in docket.claim.readings]
        return "; ".join(f'{ruling} if read as "{sense}"' for ruling, sense in senses if ruling.decided)
    return ""


def missing_draws(docket: Docket) -> int:
    """Draws still expected to be needed, were there no budget: for a verdict, or for every cell of a map."""
    if docket.only is not None:
        return sum(_ahead(tally) for tally in docket.tallies.values() if not tally.settled)
    if docket.verdict().verdict is not Verdict.UNDECIDED:
        return 0
    total = 0.0
    for reading in docket.claim.readings:
        if isinstance(reading, Sampled) and not docket.ruling(reading).decided:
            tallies = [docket.tallies[reading.name, cell] for cell in reading.cells()]
            planned = plan(docket.claim.force, [Prospect(tally, not tally.settled) for tally in tallies])
            total += planned.cost or sum(draws_needed(1.0, tally.frequency, tally.a) for tally in tallies)
    return int(np.ceil(total))


def _ahead(tally: Tally) -> int:
    """Draws that an unsettled cell is expected to need still."""
    share = tally.successes / tally.draws if tally.draws else 1.0
    return max(draws_needed(share, tally.frequency, tally.a) - tally.draws, 1)
