"""What a script found: a JSON file under ``results/``, with everything that is needed to judge or repeat it."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import regclaims
from regclaims.fixtures import provenance
from regclaims.fixtures.errors import UsageError

FOLDER = Path(__file__).with_name("results")


@dataclass(frozen=True)
class Measured:
    """One number with its repeats, and what it was made of, in words."""

    values: tuple[float, ...]
    """One a pair or repeat."""
    ours: str = ""
    theirs: str = ""

    @property
    def median(self) -> float:
        """The middle of the values."""
        return statistics.median(self.values)


def seconds(values: Sequence[float], unit: str = "CPU s") -> str:
    """The median in words: ``3.2 CPU s``."""
    return f"{statistics.median(values):.3g} {unit}"


def parser(about: str | None, *, pairs: int = 5) -> argparse.ArgumentParser:
    """Options that all scripts share."""
    made = argparse.ArgumentParser(description=(about or "").splitlines()[0])
    made.add_argument("--pairs", type=int, default=pairs, help=f"interleaved pairs or repeats (default: {pairs})")
    made.add_argument("--results", type=Path, default=FOLDER, help="folder for the JSON file (default: results/)")
    return made


def script(main: Callable[[], None]) -> None:
    """Run a script; what its user got wrong is one line."""
    try:
        main()
    except UsageError as error:
        sys.exit(f"{Path(sys.argv[0]).stem}: {error}")


def write(name: str, folder: Path, found: Mapping[str, Measured], notes: Sequence[str], **details: Any) -> None:
    """``<folder>/<name>.json``, and the medians on the screen."""
    about = {
        "command": " ".join(["python -m regclaims.benchmarks." + name, *_without_paths(sys.argv[1:])]),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": provenance.machine(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "versions": provenance.versions() | {"regclaims": regclaims.__version__},
    }
    content = {"about": about, "measured": {key: asdict(m) for key, m in found.items()}, "notes": list(notes)}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(content | {"details": details}, indent=1) + "\n", encoding="utf-8")
    for key, measured in found.items():
        low, high = min(measured.values), max(measured.values)
        print(f"{key}: {measured.median:.3g} ({low:.3g} to {high:.3g}); {measured.ours} | {measured.theirs}")
    print(path)


def _without_paths(arguments: Sequence[str]) -> list[str]:
    """Arguments as they may be published: no folder of this machine."""
    return [Path(argument).name if argument.startswith("/") else argument for argument in arguments]


def read(name: str, folder: Path) -> tuple[dict[str, Measured], list[str], dict[str, Any]]:
    """What a script found, its notes and its circumstances; nothing where it has not run.

    Raises :class:`UsageError` where the file is no such result.
    """
    path = folder / f"{name}.json"
    if not path.exists():
        return {}, [], {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = {
            key: Measured(tuple(map(float, one["values"])), one.get("ours", ""), one.get("theirs", ""))
            for key, one in content["measured"].items()
        }
        if not all(measured.values for measured in found.values()):
            raise ValueError("a measurement without values")
        return found, list(content["notes"]), dict(content["about"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        again = f"run python -m regclaims.benchmarks.{name}"
        raise UsageError(f"{path}: no result of a benchmark ({error!r}); {again}") from error
