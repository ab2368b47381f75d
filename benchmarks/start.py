"""What a user waits for: collecting the suite, a cold run and a warm one. Whole processes, by the clock on the wall."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import run, wall_seconds
from regclaims.benchmarks.results import Measured

PYTEST = (sys.executable, "-m", "pytest", "claims", "-q")


def measure(selection: tuple[str, ...]) -> dict[str, float]:
    """Seconds of each, one after the other; the warm run finds what the cold one measured.

    The run itself may fail (a verdict that reads the clock may differ on a busy machine): it takes as long.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = ("--store", str(Path(folder) / "store.sqlite"), "--report-dir", str(Path(folder) / "report"))
        commands = {"collect": ("--collect-only",), "cold": place, "warm": place}
        found = {}
        for name, options in commands.items():
            command = [*PYTEST, *options, *selection]
            found[name] = wall_seconds(lambda command=command: run(command, may_fail=True))  # type: ignore[misc]
            if name != "collect" and not (Path(folder) / "report" / "report.json").exists():
                raise SystemExit(f"{' '.join(command)}: wrote no report; run it by hand to see why")
        return found


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write ``start.json``."""
    parser = results.parser(__doc__)
    parser.add_argument("-k", metavar="NAMES", help="trial: only these claims")
    given = parser.parse_args(arguments)
    runs = [measure(("-k", given.k) if given.k else ()) for _ in range(given.pairs)]
    found = {name: Measured(tuple(run[name] for run in runs)) for name in runs[0]}
    results.write("start", given.results, found, ["whole processes, by the clock on the wall; all cores"])


if __name__ == "__main__":
    results.script(main)
