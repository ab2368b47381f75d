"""Where the time of a cold run goes: CPU by kind of work, sampled in one process.

A timer that counts CPU seconds looks at the stack every few milliseconds, and the CPU used since the last look goes
to the innermost frame that has a kind. Compiled code counts for the Python function that called it. So "solvers" are
scikit-learn's functions, all they do included, and the compiled ones that are called without it.
"""

from __future__ import annotations

import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from regclaims.benchmarks.pairs import ROOT
from regclaims.benchmarks.results import Measured, parser, script, write

INTERVAL = 0.005
"""CPU seconds between looks."""

COMPILED = {
    ("least_squares.py", "_direct"),
    ("least_squares.py", "ridge_by_eigenvalues"),
    ("least_squares.py", "unpenalized"),
    ("liblinear.py", "_direct"),
}
"""Functions that hand data to compiled solvers."""

PLACES = {
    "/sklearn/": "solvers",
    "/hypothesis/": "examples",
    f"{ROOT}/fixtures/dgms.py": "drawing",
    f"{ROOT}/fixtures/resamples.py": "drawing",
    f"{ROOT}/fixtures/optimizers.py": "descent",
    f"{ROOT}/fixtures/store.py": "store",
    f"{ROOT}/reports/": "report",
    f"{ROOT}/fixtures/": "laboratory",
    f"{ROOT}/claims/": "claims",
    f"{ROOT}/conftest.py": "claims",
    "/_pytest/": "pytest",
    "/pluggy/": "pytest",
    "<frozen importlib": "imports",
}
"""Part of a file's name -> kind; the first that fits counts."""

KINDS = {
    "solvers": "scikit-learn's solvers and the compiled ones behind them",
    "drawing": "drawing data",
    "descent": "gradient descent, momentum and Adam, which claims are about",
    "examples": "generating and shrinking examples (Hypothesis)",
    "laboratory": "measuring, tuning and identities around the solvers",
    "claims": "deciding",
    "store": "store",
    "report": "report",
    "pytest": "pytest",
    "imports": "imports",
    "other": "anything else",
}
OUTSIDE = tuple(kind for kind in KINDS if kind not in ("solvers", "drawing"))


def kind(frame: FrameType | None) -> str:
    """Kind of work at the innermost frame that has one."""
    while frame is not None:
        code = frame.f_code
        if (Path(code.co_filename).name, code.co_name) in COMPILED:
            return "solvers"
        for place, found in PLACES.items():
            if place in code.co_filename:
                return found
        frame = frame.f_back
    return "other"


@contextmanager
def sampled() -> Iterator[dict[str, float]]:
    """CPU seconds of this process by kind, while in the block."""
    spent: dict[str, float] = defaultdict(float)
    last = time.process_time()

    def look(signum: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        spent[kind(frame)] += now - last
        last = time.process_time()

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        yield spent
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Profile one cold run."""
    given = parser(__doc__, pairs=1)
    given.add_argument("-k", default="", help="claims to run, as for pytest (default: all)")
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as place, sampled() as spent:
        import pytest

        about = [f"--store={place}/store.sqlite", f"--report-dir={place}/report", "--workers=1", "-q", "-k", options.k]
        status = pytest.main([str(ROOT / "claims"), "-p", "no:cacheprovider", *about])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(f"pytest ended with {status}")
    total = sum(spent.values())
    shares = {name: Measured((spent[name] / total,), f"{spent[name]:.3g} CPU s") for name in KINDS}
    shares["outside"] = Measured((sum(spent[name] for name in OUTSIDE) / total,), f"{total:.3g} CPU s in all")
    notes = ["one process does everything; with more, starting each costs another second of imports"]
    write("profile", options.results, shares, notes, interval=INTERVAL)


if __name__ == "__main__":
    script(main)
