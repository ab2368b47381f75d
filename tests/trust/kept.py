"""Runs kept beside the code, so that a study of hours can go on where it was left, on this machine or another.

Of each run its verdicts and the outcome of every cell, a letter each. Kept runs count only for the very code and
libraries that made them: others are measured again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from regclaims.fixtures.appraisal import About
from regclaims.fixtures.errors import UsageError
from regclaims.reports import files
from regclaims.tests.trust.outcomes import Place, Run

OUTCOMES = {"h": "holds", "f": "fails", "t": "toss-up", "u": "undecided"}
_LETTERS = {outcome: letter for letter, outcome in OUTCOMES.items()}


def read(path: Path, about: About) -> dict[int, Run]:
    """Kept runs by seed; none where they were made by other code or libraries."""
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["made by"] != _made_by(about):
            return {}
        sampled, others = _places(kept["sampled"]), _places(kept["others"])
        return {values["seed"]: _run(values, kept["claims"], sampled, others) for values in kept["runs"]}
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: no kept runs ({error!r}); restore it from version control or delete it") from None


def write(path: Path, about: About, runs: Iterable[Run]) -> None:
    """Keep these runs in place of those before; all have to be of the same claims and cells."""
    kept = sorted(runs, key=lambda one: one.seed)
    claims, sampled, others = list(kept[0].verdicts), _nested(kept[0].sampled), _nested(kept[0].others)
    for one in kept:
        if {*one.verdicts} != {*claims} or {*one.sampled} != {*_places(sampled)} or {*one.others} != {*_places(others)}:
            raise ValueError(f"seed {one.seed}: required are the claims and cells of seed {kept[0].seed}")
    lines = ",\n".join(json.dumps(_values(one, claims, _places(sampled), _places(others))) for one in kept)
    head = {"made by": _made_by(about), "claims": claims, "sampled": sampled, "others": others}
    parts = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    files.write(path, "{\n" + ",\n".join([*parts, f'"runs": [\n{lines}\n]']) + "\n}\n")


def _made_by(about: About) -> dict[str, Any]:
    return {"code": about.code, "versions": dict(about.versions)}


def _nested(places: Iterable[Place]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for claim, reading, cell in places:
        found.setdefault(claim, {}).setdefault(reading, []).append(cell)
    return found


def _places(nested: Mapping[str, Mapping[str, Iterable[str]]]) -> list[Place]:
    return [
        (claim, reading, cell)
        for claim, readings in nested.items()
        for reading, cells in readings.items()
        for cell in cells
    ]


def _values(run: Run, claims: list[str], sampled: list[Place], others: list[Place]) -> dict[str, Any]:
    return {
        "seed": run.seed,
        "seconds": round(run.seconds, 1),
        "draws": run.draws,
        "events": run.events,
        "verdicts": [run.verdicts[claim] for claim in claims],
        "sampled": "".join(_LETTERS[run.sampled[place]] for place in sampled),
        "others": "".join(_LETTERS[run.others[place]] for place in others),
    }


def _run(values: Mapping[str, Any], claims: list[str], sampled: list[Place], others: list[Place]) -> Run:
    return Run(
        seed=values["seed"],
        seconds=values["seconds"],
        draws=values["draws"],
        events=values["events"],
        verdicts=dict(zip(claims, values["verdicts"], strict=True)),
        sampled=_outcomes(sampled, values["sampled"]),
        others=_outcomes(others, values["others"]),
    )


def _outcomes(places: list[Place], letters: str) -> dict[Place, str]:
    return {place: OUTCOMES[letter] for place, letter in zip(places, letters, strict=True)}
