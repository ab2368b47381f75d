"""Do verdicts hang on the seed? The whole suite on many master seeds, each run measured anew.

    python -m regclaims.tests.trust.seeds --record

takes some four minutes a seed on two quiet cores. What it finds it keeps in ``seeds.json`` beside this file after each
seed, and the next call measures only the seeds that are not there yet, as long as code and libraries are the same: the
study can be interrupted, and goes on from a commit on another machine. With ``--folder`` stores and reports are kept
too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import regclaims
from regclaims.fixtures import appraisal
from regclaims.fixtures.appraisal import Part, Table
from regclaims.reports import ledger, trust
from regclaims.tests.trust import kept
from regclaims.tests.trust.outcomes import Run, differing, most_wrong_runs, must_be_wrong, run

KEPT = Path(__file__).with_name("seeds.json")
ALPHA = 0.01
"""Of a run, by default."""
UNDECIDED = "undecided"


def main(arguments: list[str] | None = None) -> int:
    """Run, and say what differs between seeds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="master seeds 0, 1, ... (default: 20)")
    parser.add_argument("-k", metavar="WORDS", help="trial: only these claims")
    parser.add_argument("--folder", type=Path, help="where stores and reports are kept (default: nowhere)")
    parser.add_argument("--record", action="store_true", help="write the answer into the report's section on trust")
    given = parser.parse_args(arguments)
    if given.seeds < 1:
        parser.error(f"--seeds: required is a whole number from 1, got {given.seeds}")
    if given.record and given.k:
        parser.error("--record with -k: an answer on record is about all claims; leave one of the two out")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        if given.record:
            runs = kept_runs(given.seeds, lambda seed: made(seed, folder, None))
        else:
            runs = [made(seed, folder, given.k) for seed in range(given.seeds)]
    recorded = {id: str(entry) for id, entry in ledger.read().items()}
    command = f"python -m regclaims.tests.trust.seeds --seeds {given.seeds}" + (f" -k '{given.k}'" if given.k else "")
    found = part(runs, recorded, command)
    print("\n".join(appraisal.lines(found)))
    if given.record:
        print(trust.write(found))
    return 0 if found.passed else 1


def kept_runs(seeds: int, measured: Callable[[int], Run], path: Path = KEPT) -> list[Run]:
    """Runs of so many seeds: those that are kept, and those that are ``measured`` now, each kept at once."""
    about = appraisal.about("")
    runs = kept.read(path, about)
    for seed in range(seeds):
        if seed not in runs:
            runs[seed] = measured(seed)
            kept.write(path, about, runs.values())
    return [runs[seed] for seed in range(seeds)]


def made(seed: int, folder: Path, words: str | None) -> Run:
    """One run; it may fail where verdicts differ from the ledger, which is what is looked for."""
    place = folder / f"seed{seed}"
    command = [sys.executable, "-m", "pytest", "claims", "-q", "--seed", str(seed)]
    command += ["--store", str(place / "store.sqlite"), "--report-dir", str(place), *(["-k", words] if words else [])]
    root = Path(regclaims.__file__).parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(
            f"seed {seed}: the run ended with status {done.returncode}\n{done.stdout[-2000:]}{done.stderr}"
        )
    found = run(json.loads((place / "report.json").read_text(encoding="utf-8")))
    print(f"seed {seed}: {found.draws:,} draws, {found.seconds:.0f} s", flush=True)
    return found


def part(runs: Sequence[Run], recorded: dict[str, str], command: str) -> Part:
    """The answer: verdicts against the ledger, outcomes against one another."""
    sampled, others = [one.sampled for one in runs], [one.others for one in runs]
    changed = [
        (id, one.seed, recorded.get(id, "none"), verdict)
        for one in runs
        for id, verdict in one.verdicts.items()
        if verdict != recorded.get(id)
    ]
    cells = [cell for cell in differing(sampled) if cell.turned]
    elsewhere = [cell for cell in differing(others) if cell.turned]
    contradictions = [cell for cell in cells if cell.contradiction]
    border = [cell for cell in cells if not cell.contradiction]
    wrong, most = must_be_wrong(cells, sampled), most_wrong_runs(len(runs), ALPHA)
    places = {place for one in sampled for place in one}
    twice = sum(sum(one.get(place, UNDECIDED) != UNDECIDED for one in sampled) > 1 for place in places)
    verdicts = sum(len(one.verdicts) for one in runs)
    says = (
        f"{len(runs)} runs of the suite, each on draws of its own: {len(changed)} of {verdicts:,} verdicts differ from "
        f"the ledger. Of {twice:,} sampled cells decided in several runs, {len(contradictions)} hold in one, fail in "
        f"another: {len(wrong)} runs are wrong somewhere (with alpha {ALPHA:g} a run, more than {most} would break the "
        f"promise). {len(border)} hold in one and are toss-ups in another; of the exact, counted and timed cells "
        f"{len(elsewhere)} hold in some runs only."
    )
    listed = [*contradictions, *elsewhere, *border]
    tables = (
        Table(
            title="Runs",
            columns=("seed", "draws", "seconds", "verdicts unlike the ledger", "undecided", "draws that failed"),
            rows=tuple(
                (
                    one.seed,
                    one.draws,
                    round(one.seconds),
                    sum(seed == one.seed for _, seed, _, _ in changed),
                    sum(verdict == UNDECIDED for verdict in one.verdicts.values()),
                    one.events,
                )
                for one in runs
            ),
        ),
        Table(title="Verdicts unlike the ledger", columns=("claim", "seed", "ledger", "run"), rows=tuple(changed)),
        Table(
            title="Cells that hold in some runs only",
            columns=("claim", "reading", "cell", "runs with each outcome"),
            rows=tuple((*cell.place, ", ".join(f"{k} {n}" for k, n in cell.outcomes.items())) for cell in listed),
        ),
    )
    return Part(
        name="seeds",
        title="Do verdicts hang on the seed?",
        says=says,
        passed=not changed and len(wrong) <= most,
        about=appraisal.about(command),
        tables=tuple(table for table in tables if table.rows),
        notes=(
            "Hold and toss-up do not exclude each other: between the threshold and the indifference width above it "
            "both are true, and either may be settled first.",
            "Seconds are those of the last run on a seed's store, which reads what an earlier one measured.",
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
