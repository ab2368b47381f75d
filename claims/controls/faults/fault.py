"""What a fault is, and how it is tried."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from regclaims.claims.claim import Claim, by_id
from regclaims.claims.controls.patching import forget, load
from regclaims.claims.decide import Budget, settle
from regclaims.claims.readings import Reading, Sampled
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store

ROOT = Path(__file__).parents[3]
VARIABLE = "REGCLAIMS_FAULT"
"""Names the fault to a process that runs a test (:mod:`regclaims.claims.controls.faults.plugin`)."""
PLUGIN = f"{__name__.rpartition('.')[0]}.plugin"

CELLS = 4
"""Cells of a reading on which the verdict is tried: evenly spaced among its own, so that all kinds are there."""
BUDGET = Budget(max_draws=300, max_timing_draws=60)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong with the laboratory, and what notices it."""

    name: str
    """What is done, in words: "the tuner picks the worst strength"."""
    breaks: Callable[[pytest.MonkeyPatch], None]
    """Changes the code; undone by the patch."""
    turns: str = ""
    """The claim whose verdict turns."""
    after: str = ""
    """What it turns to."""
    fails: str = ""
    """The test that fails: its node below ``tests/``."""

    @property
    def catcher(self) -> str:
        """What notices it, in words."""
        return self.turns or self.fails


@dataclass(frozen=True)
class Tried:
    """What came of a fault."""

    fault: Fault
    before: str
    """The verdict, or whether the test passes, with everything in order."""
    after: str
    """The same with the fault."""

    @property
    def escaped(self) -> bool:
        """Whether it was not noticed in the way that is declared."""
        wanted = self.fault.after if self.fault.turns else "fails"
        return self.after != wanted or self.before in (self.after, "undecided")


def reduced(claim: Claim) -> Claim:
    """The claim on a few of its own cells."""
    return replace(claim, readings=[_fewer(reading) for reading in claim.readings])


def _fewer(reading: Reading) -> Reading:
    if not isinstance(reading, Sampled):
        return reading
    return replace(reading, worlds=reading.worlds[:: -(-len(reading.worlds) // CELLS)])


def verdict(claim_id: str, lab: Lab) -> str:
    """The verdict on a few cells."""
    claim = reduced(by_id(claim_id))
    return str(settle({claim: None}, lab, BUDGET)[claim_id].verdict())


def verdict_with(fault: Fault) -> str:
    """The same by a laboratory in this process that has the fault, and nothing in its store."""
    load()
    forget()
    try:
        with (
            pytest.MonkeyPatch.context() as patch,
            TemporaryDirectory() as folder,
            Store(Path(folder) / "store.sqlite") as store,
            Lab(store, seed=0, engine=Serial()) as lab,
        ):
            fault.breaks(patch)
            return verdict(fault.turns, lab)
    finally:
        forget()


def outcome(tests: Sequence[str], fault: Fault | None = None) -> str:
    """Whether all of these tests pass, in a process of its own, with or without a fault."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-p",
        PLUGIN,
        *(f"tests/{test}" for test in tests),
    ]
    named = {VARIABLE: fault.name} if fault else {}
    path = os.pathsep.join(filter(None, [str(ROOT.parent), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path, **named}, capture_output=True, text=True, check=False
    )
    words = {0: "passes", 1: "fails"}
    return words.get(done.returncode, f"cannot be run (exit status {done.returncode})")


def has_tests() -> bool:
    """Whether the tests are here: they are not part of an installed package."""
    return (ROOT / "tests").is_dir()
