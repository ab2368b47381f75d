"""What ``regclaims controls`` does: opens the store, runs the controls asked for, tells how far it has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from regclaims.claims.controls.run import CONTROLS, Asked, Controlled
from regclaims.fixtures import engines
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.progress import Progress
from regclaims.fixtures.store import Store

STORE = Path(".regclaims") / "store.sqlite"
"""Where ``pytest claims`` keeps its measurements, below the folder it is called in."""


def run(
    names: Sequence[str], *, word: str, workers: int | None, store: Path | None, recorded: Mapping[str, str]
) -> list[Controlled]:
    """The controls called ``names``, all by default, in order; ``recorded`` is the verdict on record of each claim.

    Raises :class:`UsageError` where ``word`` is part of no claim's id and no fault's name.
    """
    teller = Teller(sys.stderr)
    engine = engines.local(workers)
    with Store(store or STORE) as opened, Lab(opened, seed=0, engine=engine, watch=teller.watch) as lab:
        if opened.notice:
            teller.say(opened.notice)
        asked = Asked(lab=lab, word=word, recorded=recorded, workers=engine.workers, say=teller.say)
        found = [control(asked) for name, control in CONTROLS.items() if not names or name in names]
    teller.end()
    if not any(one.tried for one in found):
        raise UsageError(f"-k {word}: required is a part of a claim's id or of a fault's name")
    return [one for one in found if one.tried]


class Teller:
    """One line that is rewritten on a terminal; elsewhere a line now and then."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last = 0.0
        self._doing = ""

    def say(self, text: str) -> None:
        """What is done now."""
        self._doing = text
        self._show(text)

    def watch(self, progress: Progress) -> None:
        """How far the laboratory has come."""
        counted = f" {progress.done:,} of {progress.asked:,}" if progress.asked else ""
        self._show(f"{self._doing} ({progress.what}{counted})")

    def _show(self, text: str) -> None:
        terminal = self._out.isatty()
        if time.monotonic() - self._last > (0.1 if terminal else 10):
            self._last = time.monotonic()
            self._out.write(f"\r\x1b[K{text[:110]}" if terminal else f"{text}\n")
            self._out.flush()

    def end(self) -> None:
        """Leave the line empty."""
        if self._out.isatty():
            self._out.write("\r\x1b[K")
