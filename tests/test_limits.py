"""The alarm of work in this process."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

import pytest

from regclaims.fixtures import limits
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.limits import Lost, Overdue, alarm, beat

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such alarm")


def stubborn() -> None:
    """Work that nothing but the alarm ends."""
    while True:
        with suppress(Exception):
            time.sleep(0.01)


def test_what_takes_too_long_is_broken_off_even_where_exceptions_are_caught():
    with alarm(0.1), pytest.raises(Overdue, match=r"took longer than 0\.1 s"):
        stubborn()


def test_signs_of_life_put_it_off_and_afterwards_all_is_as_before():
    before = signal.getsignal(signal.SIGALRM)
    with alarm(0.5):
        for _ in range(8):
            beat()
            time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    beat()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_another_thread_has_none():
    found = []

    def work() -> None:
        with alarm(0.01):
            time.sleep(0.05)
            found.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["done"]


def test_serial_work_goes_on_after_what_was_too_slow():
    tasks = {"slow": lambda: time.sleep(60), "quick": lambda: 1}
    assert dict(Serial(limit=0.1).run(tasks.items())) == {"slow": Lost(limits.overdue(0.1)), "quick": 1}
