"""Options of ``pytest claims``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from regclaims.claims import decide, suites
from regclaims.fixtures import limits
from regclaims.fixtures.errors import UsageError, nearest
from regclaims.reports import ledger


def _number(kind: Callable[[str], Any], fine: Callable[[Any], bool], required: str) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"required is {required}, got {text!r}") from None
        if not fine(value):
            raise argparse.ArgumentTypeError(f"required is {required}, got {text!r}")
        return value

    return parse


def _grid(text: str) -> str:
    if text not in suites.SUITES:
        known = ", ".join(suites.SUITES)
        raise argparse.ArgumentTypeError(f"unknown grid {text!r}: known are {known}{nearest(text, suites.SUITES)}")
    return text


def check(given: Any) -> None:
    """Refuse options that contradict each other."""
    if given.accept and given.grid != suites.STANDARD:
        raise UsageError(
            f"--accept with --grid {given.grid}: the ledger holds verdicts on the {suites.STANDARD} grid, and those on "
            "other worlds are not recorded; leave one of the two out"
        )


def _address(text: str) -> str:
    if not re.fullmatch(r"(tcp|tls)://([^\s/:\[\]]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}", text):
        raise argparse.ArgumentTypeError(f"required is an address such as tcp://localhost:8786, got {text!r}")
    return text


def add(group: Any, block_size: int) -> None:
    """Add them to pytest's option group; ``block_size`` is the laboratory's default."""
    budget, count = decide.Budget(), _number(int, lambda n: n >= 1, "a whole number from 1")
    seed = _number(int, lambda n: n >= 0, "a whole number from 0")
    group.addoption(
        "--grid",
        type=_grid,
        default=suites.STANDARD,
        help="standard: each claim on its own worlds, for verdicts (default); deep: claims about regression in "
        "general on 480 worlds (share of relevant features, samples a feature, noise, correlation), each cell "
        "settled by itself up to --max-draws, for phase maps; not compared with the ledger",
    )
    group.addoption("--seed", type=seed, default=0, help="master seed of all draws (default: 0)")
    alpha = _number(float, lambda a: 0 < a < 1, "a number between 0 and 1")
    group.addoption(
        "--alpha",
        type=alpha,
        default=budget.alpha,
        help=f"chance that any outcome of the suite is wrong (default: {budget.alpha})",
    )
    group.addoption(
        "--max-draws",
        type=count,
        default=budget.max_draws,
        help=f"draws a cell may take (default: {budget.max_draws}; timed ones {budget.max_timing_draws})",
    )
    group.addoption("--workers", type=count, default=None, help="worker processes here (default: one a core)")
    group.addoption(
        "--draw-timeout",
        type=_number(float, lambda s: 0 < s < float("inf"), "a number of seconds above 0"),
        default=limits.DRAW_SECONDS,
        metavar="SECONDS",
        help="time limit for one method on one draw, and for one exact search; a worker that exceeds it is ended, and "
        f"what it was at tried once more (default: {limits.DRAW_SECONDS:g}; not on a cluster)",
    )
    group.addoption(
        "--scheduler",
        type=_address,
        default=None,
        metavar="tcp://HOST:PORT",
        help="measure on the workers of this Dask scheduler instead (needs regclaims[cluster]); timing stays here",
    )
    group.addoption(
        "--block-size",
        type=count,
        default=block_size,
        help=f"draws a block, the unit of work (default: {block_size}); more of them for a scheduler far away",
    )
    group.addoption(
        "--store",
        type=Path,
        default=None,
        help="file that keeps the measurements (default: .regclaims/store.sqlite)",
    )
    group.addoption(
        "--report-dir",
        type=Path,
        default=None,
        help="where the reports go (default: reports/latest, or reports/latest-deep)",
    )
    group.addoption("--open", action="store_true", help="open the report in a browser at the end")
    group.addoption(
        "--ledger",
        type=Path,
        default=ledger.PATH,
        help="record of accepted verdicts to compare with (default: the committed one)",
    )
    group.addoption("--accept", action="store_true", help="record the verdicts of the claims that ran in the ledger")
    group.addoption("--fresh", action="store_true", help="measure everything anew, replacing what the store holds")
