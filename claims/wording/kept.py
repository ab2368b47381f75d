"""What is made of the rules' data, kept for the next process.

It stands beside Python's bytecode and is used like it: of one version of Python and one state of the folder, written
where that can be done and bytecode is, made anew where it is missing, stale or spoilt, and trusted as much, since who
can write there can change the code as well.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

Made = TypeVar("Made")

FOLDER = Path(__file__).parent
READ = (".py", ".toml", ".json")
"""What makes it stale: the data, and the code that turns them into objects."""


def kept(make: Callable[[], Made]) -> Callable[[], Made]:
    """``make``, called once a process, and not at all where an earlier process has kept what it makes."""

    @cache
    def given() -> Made:
        path = place(make.__name__)
        found = _load(path)
        if found is not None:
            made: Made = found[0]
            return made
        with _uncollected():
            made = make()
        if not sys.dont_write_bytecode:
            _keep(made, path)
        return made

    given.__doc__ = make.__doc__
    return given


def place(name: str) -> Path:
    """The file in which what ``name`` makes is kept, in the folder that Python keeps bytecode in."""
    return Path(cache_from_source(str(FOLDER / f"{name}.py"))).with_suffix(".kept")


@cache
def state() -> bytes:
    """A digest of the names, sizes and times of all that decides what is made."""
    digest = hashlib.sha256(sys.version.encode())
    for entry in sorted(_files(str(FOLDER)), key=lambda entry: entry.path):
        about = entry.stat()
        digest.update(f"{entry.path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.digest()


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(READ):
                yield entry


def _load(path: Path) -> tuple[Any] | None:
    """What is kept there for the present state, or nothing."""
    with suppress(Exception):  # whatever is wrong with the file, all can be made anew
        data = path.read_bytes()
        if data.startswith(state()):
            with _uncollected():
                return (pickle.loads(data[len(state()) :]),)
    return None


def _keep(made: object, path: Path) -> None:
    """In one step, so that no other process reads half of it."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # as Python does with bytecode that it cannot write
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(state() + pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def _uncollected() -> Iterator[None]:
    """The collector would walk all that is being made, again and again, and find nothing to collect."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
