"""Text files written whole or not at all: a reader, or a run that is killed, never leaves or sees half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Put a file with this text in place of the one that is there, in one step."""
    target = path.resolve()  # a link stays one
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8")
        with suppress(OSError):
            fresh.chmod(target.stat().st_mode)
        fresh.replace(target)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
