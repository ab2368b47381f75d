"""Tasks that tests hand to worker processes, which import them from here by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from regclaims.fixtures import limits


def faulty(n: int, how: str) -> int:
    """Some of these tasks take their process with them."""
    if n in (3, 17, 18):
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "ended":
            os._exit(3)
    return n


def hang(n: int) -> int:
    """In C, so that nothing in this process gets a turn."""
    if n == 2:
        ctypes.PyDLL(None).sleep(10_000)
    return n


def live() -> str:
    """Long, and says now and then that it goes on."""
    for _ in range(8):
        limits.beat()
        time.sleep(0.5)
    return "done"


def leave(*_: object) -> None:
    """End the process at once; ``os._exit`` itself cannot be handed on where coverage has replaced it."""
    os._exit(9)
