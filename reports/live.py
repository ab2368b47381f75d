"""What is shown while a run is under way: its progress, and recorded times for pytest-benchmark."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

from regclaims.fixtures.printable import printable
from regclaims.fixtures.progress import Progress


class Watcher:
    """A progress line while the laboratory works: rewritten on a terminal, now and then elsewhere."""

    def __init__(self, reporter: Any) -> None:
        """``reporter`` is pytest's terminal reporter, or None where another process reports."""
        self.reporter = reporter
        self.last = 0.0
        self.what = ""

    def __call__(self, progress: Progress) -> None:
        """Show how far the work has come, if it is time to."""
        terminal_now = self.reporter is not None and self.reporter._tw.hasmarkup
        due = time.monotonic() - self.last > (0.2 if terminal_now else 10) or progress.what != self.what
        if self.reporter is None or not due:
            return
        self.last, self.what = time.monotonic(), progress.what
        text = f"{progress.what}: {progress.done} of {progress.asked}" if progress.asked else progress.what
        text = printable(text)
        if terminal_now:
            self.reporter.rewrite(text, erase=True)
        else:
            self.reporter.write_line(text)


class ReplayedClock:
    """A timer for pytest-benchmark that replays recorded durations: a start and an end a round."""

    def __init__(self) -> None:
        self.stamps: Iterator[float] = iter(())

    __name__ = "recorded by the timing lane"

    def load(self, seconds: Iterable[float]) -> None:
        """Durations to replay, in seconds, one a round."""
        self.stamps = iter([stamp for duration in seconds for stamp in (0.0, duration)])

    def __call__(self) -> float:
        """Read the clock: the next stamp."""
        return next(self.stamps, 0.0)
