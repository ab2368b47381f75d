"""A statement held against the ledger: what the evidence says of it, and how loud that is to be said.

**Force.** A statement is judged by what it promises itself, not by what the claim of the ledger promises. Where the two
agree, the recorded verdict is the answer. Where they do not, the claim's worlds are counted anew under the
statement's force, by the rules of :mod:`regclaims.claims.verdict`. Whether a world bears the weaker or stronger words
out is known only in one direction, since each reading asks for one frequency: what happens in nearly all data sets
happens in most of them, and what does not happen in most does not happen in nearly all; not the other way round. Worlds
of which it is not known are completed both ways, and a ruling counts only if both come to the same. Otherwise the
statement is *not tested* with its force, which is no error. A plain sentence that states an ``always`` claim
(an identity, a formula) promises what the claim does.

**Denial.** To deny what is supported is an error, to deny what is contradicted is right, and to deny what is ill-posed
is ill-posed. But "not always" is right as soon as one world fails, so it is also right where it depends.

**Conditions.** A claim that names a condition itself is only recognised where a sentence names it too, so the two are
taken for one. A condition that the claim does not have narrows its worlds in a way that was not tested, and the very
worlds that remain may be those in which the statement is true. So it is never an error. If the claim holds in no world
that was tested, narrowing cannot help among these, and it is a warning; else it is a note. What holds in every world
holds in any part of them and stays supported. (A counterexample to an identity speaks against no other case, so there
it is a note too.) Taste and motives are beyond measuring under any condition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from regclaims.claims.wording.passages import Statement
from regclaims.reports.check.findings import Better, Finding, Level, Place
from regclaims.reports.ledger import Entry, Ledger, Sense

SUPPORTED: Final = "supported"
CONTRADICTED: Final = "contradicted"
ILL_POSED: Final = "ill-posed"
NOT_TESTED: Final = "not tested"
DEPENDS: Final = "depends"
AMBIGUOUS: Final = "ambiguous"
NOT_EMPIRICAL: Final = "not empirical"

_ORDER = ("sometimes", "mostly", "nearly always", "always")
"""Frequencies, the least demanding first."""
_ASKS = {"always": "nearly always", "generic": "mostly", "usually": "mostly", "can": "mostly"}
"""Force -> the frequency at which a world bears it out."""
_COMES_OUT = {
    SUPPORTED: "is supported",
    CONTRADICTED: "is contradicted",
    DEPENDS: "depends on what is left open",
    "": "was not tested",
}
"""Of one reading."""
_CONDITIONAL = re.compile(r"\b(?:if|when|whenever|where|unless|among|under|settings)\b", re.IGNORECASE)
"""What a claim has that names a condition itself."""
SAID = {
    "always": "it says that this is always so",
    "generic": "it says this in general",
    "usually": "it says that this is usually so",
    "can": "it says that this can be so",
}
DENIED = {
    "always": "it says that this is not always so",
    "generic": "it says that this is not so",
    "usually": "it says that this is usually not so",
    "can": "it says that this cannot be so",
}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is to be said of one statement."""

    level: Level
    verdict: str
    """supported, contradicted, ill-posed or not tested."""
    kind: str = ""
    """Of ill-posed ones: depends, ambiguous or not empirical."""
    why: str = ""
    """How the statement differs from the claim it states, and what follows; empty where it says just that."""
    instead: tuple[str, ...] = ()
    """Ids of supported claims to state instead."""


@dataclass(frozen=True)
class _Counted:
    """Worlds of one reading, in the light of one force."""

    worlds: int
    holds: int
    fails: int


def judge(statement: Statement, ledger: Ledger) -> Judgement:
    """What the ledger says of a statement."""
    entry = ledger.get(statement.claim)
    if entry is None:
        return Judgement(level=Level.NOTE, verdict=NOT_TESTED, why="the ledger has no verdict on this yet")
    force = _promised(statement.force, entry.force)
    ruling = ruling_under(entry, force)
    if ruling == NOT_EMPIRICAL:
        return _ill_posed(statement, entry, force, ruling)
    if statement.condition and not _CONDITIONAL.search(entry.says):
        return _narrowed(statement, entry, force, ruling)
    if not ruling:
        return Judgement(level=Level.NOTE, verdict=NOT_TESTED, why=f"{_said(statement, force)}, which was not tested")
    if statement.denied:
        return _denied(statement, entry, force, ruling, ledger)
    if ruling == SUPPORTED:
        return Judgement(level=Level.NOTE, verdict=SUPPORTED, why=_difference(statement, entry, force))
    if ruling == CONTRADICTED:
        return Judgement(
            level=Level.ERROR,
            verdict=CONTRADICTED,
            why=_difference(statement, entry, force),
            instead=_instead(statement.claim, entry, ledger),
        )
    return _ill_posed(statement, entry, force, ruling, _instead(statement.claim, entry, ledger))


def finding(statement: Statement, said: str, place: Place, ledger: Ledger) -> Finding:
    """What is to be said of a statement that stands at a place."""
    found, entry = judge(statement, ledger), ledger.get(statement.claim)
    return Finding(
        place=place,
        said=said,
        claim=statement.claim,
        states=entry.says if entry else "",
        force=statement.force,
        denied=statement.denied,
        condition=statement.condition,
        level=found.level,
        verdict=found.verdict,
        kind=found.kind,
        why=found.why,
        evidence=entry.evidence if entry else "",
        instead=tuple(Better(claim=id, says=ledger[id].says) for id in found.instead),
    )


def ruling_under(entry: Entry, force: str) -> str:
    """supported, contradicted, a kind of ill-posedness, or nothing where the evidence does not reach that force."""
    if force == entry.force or not entry.readings:
        return entry.kind or entry.verdict
    rulings = {_of_reading(counted(sense, force), force) for sense in entry.readings}
    if len(rulings - {""}) > 1:
        return AMBIGUOUS
    return rulings.pop() if len(rulings) == 1 else ""


def counted(sense: Sense, force: str) -> _Counted:
    """Worlds that are known to bear a force out, or known not to."""
    asked, measured = _ORDER.index(_ASKS[force]), _ORDER.index(sense.frequency)
    if force == "can":
        asked = min(asked, measured)  # where "sometimes" was thought enough for "can", it is
    if force == "always":
        asked = max(asked, measured)  # and where exceptions were looked for, one is enough against "always"
    return _Counted(
        worlds=sense.worlds,
        holds=sense.holds if measured >= asked else 0,
        fails=sense.fails if measured <= asked else 0,
    )


def _of_reading(found: _Counted, force: str) -> str:
    """The ruling that no completion of the unknown worlds changes; rules are monotone, so the extremes are enough."""
    fewest, most = found.holds, found.worlds - found.fails
    possible = {_rule(force, holds, found.worlds) for holds in (fewest, most)}
    return possible.pop() if len(possible) == 1 else ""


def _rule(force: str, holds: int, worlds: int) -> str:
    """The table of :mod:`regclaims.claims.verdict` for so many worlds, of which the others do not hold."""
    supported, contradicted = {
        "always": (holds == worlds, holds < worlds),
        "generic": (5 * holds >= 4 * worlds, 5 * holds <= worlds),
        "usually": (5 * holds > 3 * worlds, 5 * holds < 2 * worlds),
        "can": (holds >= 1, holds == 0),
    }[force]
    return SUPPORTED if supported else CONTRADICTED if contradicted else DEPENDS


def _promised(said: str, declared: str) -> str:
    return declared if not said or (said == "generic" and declared == "always") else said


def _denied(statement: Statement, entry: Entry, force: str, ruling: str, ledger: Ledger) -> Judgement:
    said = _said(statement, force)
    if ruling == SUPPORTED:
        own = (statement.claim,) if entry.verdict == SUPPORTED else ()
        return Judgement(
            level=Level.ERROR,
            verdict=CONTRADICTED,
            why=f"{said}, and the evidence supports that it {'can' if force == 'can' else 'is'}",
            instead=own or _instead(statement.claim, entry, ledger),
        )
    if ruling == CONTRADICTED or (ruling == DEPENDS and force == "always"):
        return Judgement(level=Level.NOTE, verdict=SUPPORTED, why=said)
    return _ill_posed(statement, entry, force, ruling, _instead(statement.claim, entry, ledger))


def _narrowed(statement: Statement, entry: Entry, force: str, ruling: str) -> Judgement:
    found = [(sense, counted(sense, force)) for sense in entry.readings]
    everywhere = all(worlds.holds == worlds.worlds for _, worlds in found)
    # A counterexample speaks against itself alone: others of its case may bear the statement out.
    nowhere = all(worlds.fails == worlds.worlds and sense.frequency != "always" for sense, worlds in found)
    if everywhere and not statement.denied:
        why = "it names a condition, and without any the statement holds in every world that was tested"
        return Judgement(level=Level.NOTE, verdict=SUPPORTED, why=why)
    against = everywhere if statement.denied else nowhere
    general = {
        SUPPORTED: "without it the statement is supported",
        CONTRADICTED: "without it the statement is contradicted",
        DEPENDS: "without it the statement is ill-posed",
        AMBIGUOUS: "without it the statement is ill-posed",
    }.get(ruling, "nor was the statement without it")
    if statement.denied and ruling:
        general = f"without it what is denied is {ILL_POSED if ruling in (DEPENDS, AMBIGUOUS) else ruling}"
    worlds = f", and holds in {'every' if statement.denied else 'no'} world that was tested" if against else ""
    tested = f"; what was found to matter: it {entry.condition}" if entry.condition and ruling == DEPENDS else ""
    return Judgement(
        level=Level.WARNING if against else Level.NOTE,
        verdict=NOT_TESTED,
        why=f"its condition was not tested; {general}{worlds}{tested}",
    )


def _ill_posed(statement: Statement, entry: Entry, force: str, ruling: str, instead: tuple[str, ...] = ()) -> Judgement:
    told = {
        DEPENDS: "true in some worlds and not in others, and the words do not say which",
        AMBIGUOUS: "the words have several fair senses, and what comes out depends on the sense",
        NOT_EMPIRICAL: "no measurement can settle it",
    }[ruling]
    parts = [_difference(statement, entry, force), told + _turns_on(entry, force, ruling)]
    return Judgement(
        level=Level.WARNING, verdict=ILL_POSED, kind=ruling, why="; ".join(filter(None, parts)), instead=instead
    )


def _turns_on(entry: Entry, force: str, ruling: str) -> str:
    """What an ill-posed claim turns on; its condition was found, and its evidence told, for its own force alone."""
    if ruling == AMBIGUOUS and force != entry.force:
        rulings = ((sense.says, _of_reading(counted(sense, force), force)) for sense in entry.readings)
        return "".join(f'; as "{says}" it {_COMES_OUT[found]}' for says, found in rulings)
    if not entry.condition or ruling != entry.kind:
        return ""
    return f": it {entry.condition}" if ruling == DEPENDS else f": {entry.condition}" if ruling == NOT_EMPIRICAL else ""


def _difference(statement: Statement, entry: Entry, force: str) -> str:
    """What sets the statement apart from the claim; under another force with the count, where there is but one."""
    if force == entry.force:
        return _said(statement, force) if statement.denied else ""
    if len(entry.readings) != 1:
        return _said(statement, force)
    (one,) = (counted(sense, force) for sense in entry.readings)
    told = f"is so in {one.holds}" if one.holds or not one.fails else f"is not so in {one.fails}"
    of = "cases" if entry.readings[0].frequency == "always" else "worlds"
    return f"{_said(statement, force)} (it {told} of {one.worlds} {of})"


def _said(statement: Statement, force: str) -> str:
    return (DENIED if statement.denied else SAID)[force]


def _instead(claim: str, entry: Entry, ledger: Ledger) -> tuple[str, ...]:
    """What can be said: the claim itself where only the force is wrong, its better ones, or a supported opposite."""
    if entry.verdict == SUPPORTED:
        return (claim,)
    named: Sequence[str] = entry.better or entry.contradicts
    return tuple(id for id in named if id in ledger and ledger[id].verdict == SUPPORTED)
