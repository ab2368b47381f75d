"""The one door for files from elsewhere: reports and ledgers are read as plain values, checked, and never more.

A file may be anything. What is no regular file is not read at all, so that nothing waits for a pipe or reads a device
without end; symbolic links lead to what they name. Sizes are limited: 64 MB holds the report of a whole deep sweep
(some 70,000 cells of 600 bytes), and 4 MB a ledger of 15,000 claims. JSON is taken more strictly than Python does by
default: no key twice, no NaN, no infinity. Then the values are held against a schema (:mod:`regclaims.reports.schema`).
"""

from __future__ import annotations

import json
import math
import os
import stat
from pathlib import Path
from typing import Any

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import shortened

REPORT_BYTES, LEDGER_BYTES = 64_000_000, 4_000_000
_DIGITS = 100
"""Of a whole number: more than any count or seed has."""
_PARTS = 1_000_000
"""Objects and lists of one file: empty ones take twenty times the room of their text. A deep sweep has 300,000."""


def text(path: Path, most: int) -> str:
    """The text of a regular file of at most ``most`` bytes."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would wait for its writer
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UsageError(f"{path}: is a folder; required is a file")
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise UsageError(f"{path}: is a pipe or a device; required is a file")
        try:
            content = file.read(most + 1)  # what is looked at is what was opened, however it grows
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    if len(content) > most:
        raise UsageError(f"{path}: has more than {most / 1e6:g} MB, the most that is read of such a file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: byte {content[error.start]:#04x} is not UTF-8; required is JSON") from None


def parse(text: str, name: str) -> Any:
    """The values of a JSON text: no key twice, no number that is not finite, nested no deeper than Python calls."""
    if text.count("{") + text.count("[") > _PARTS:
        raise UsageError(f"{name}: has more than {_PARTS:,} objects and lists, the most that are read")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
    except json.JSONDecodeError as error:
        raise UsageError(f"{name}:{error.lineno}: not JSON ({error.msg})") from None
    except RecursionError:
        raise UsageError(f"{name}: not read, since it is nested too deep") from None
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for i, key in enumerate(keys) if key in keys[:i])
        raise ValueError(f"has the key {shortened(twice, 60)!r} twice in one object; required is each key once")
    return values


def _whole(number: str) -> int:
    if len(number) > _DIGITS:
        raise ValueError(f"has a whole number of {len(number):,} digits; required are {_DIGITS} at most")
    return int(number)


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"has the number {shortened(number, 30)}; required are finite numbers")
    return value
