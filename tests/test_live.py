"""Progress is shown where somebody looks, and no oftener than it can be read."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from regclaims.fixtures.progress import Progress
from regclaims.reports.live import ReplayedClock, Watcher


class Terminal:
    """Keeps what pytest's terminal reporter is told."""

    def __init__(self, colours: bool) -> None:
        self._tw = SimpleNamespace(hasmarkup=colours)
        self.lines: list[str] = []

    def rewrite(self, text: str, erase: bool) -> None:
        assert erase
        self.lines.append(f"again {text}")

    def write_line(self, text: str) -> None:
        self.lines.append(text)


@pytest.mark.parametrize(("colours", "shown"), [(True, "again drawing: 1 of 9"), (False, "drawing: 1 of 9")])
def test_a_line_is_shown_and_not_again_at_once(colours, shown):
    terminal = Terminal(colours)
    watch = Watcher(terminal)
    watch(Progress(1, 9, "drawing"))
    watch.last += 1e6  # as if shown a moment ago, however slow this machine is
    watch(Progress(2, 9, "drawing"))
    assert terminal.lines == [shown]


def test_what_is_new_is_shown_at_once_and_what_is_old_again_in_time():
    terminal = Terminal(colours=False)
    watch = Watcher(terminal)
    watch(Progress(1, 9, "drawing"))
    watch(Progress(0, 0, "waiting for another run"))
    watch.last -= 11
    watch(Progress(0, 0, "waiting for another run"))
    assert terminal.lines == ["drawing: 1 of 9", "waiting for another run", "waiting for another run"]


def test_nothing_is_shown_where_another_process_reports():
    Watcher(None)(Progress(1, 9, "drawing"))


def test_recorded_times_are_read_off_the_clock_one_a_round():
    clock = ReplayedClock()
    clock.load([0.5, 2.0])
    rounds = [-(clock() - clock()) for _ in range(2)]
    assert rounds == [0.5, 2.0]
    assert clock() == 0
