"""Which files are checked, and their texts: what was asked for, less what nobody means when naming a folder.

Folders are walked for files whose names tell a format that can be read. Passed over are what ``.gitignore`` files name
(those above the folder too, up to the root of the repository, and its ``info/exclude``), what the configuration
excludes, symbolic links (what they point to is read where it stands), and folders that are hidden or hold what others
wrote or tools made. A file that is named itself is always read; without a telling name, as plain text.

Each thing that cannot be read becomes a problem, and the rest is read all the same.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from regclaims.reports.check.config import Config
from regclaims.reports.check.documents import Problem, format_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
STDIN_SHOWN = "<stdin>"
_OTHERS = frozenset({"node_modules", "__pycache__", "site-packages", "bower_components"})
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 8192
"""So many bytes tell whether a file is text."""


@dataclass(frozen=True, kw_only=True)
class Readable:
    """A file that can be checked."""

    path: str
    """As given, or the folder as given with the rest; with slashes."""
    format: str
    text: str


def files(
    paths: Sequence[str], config: Config, *, stdin: IO[bytes] | None = None, stdin_format: str = "markdown"
) -> Iterator[Readable | Problem]:
    """Each file that is meant by ``paths``, once, in their order and by name within a folder."""
    seen: set[object] = set()
    for given in paths:
        if given == STDIN:
            yield _read_stdin(stdin or sys.stdin.buffer, stdin_format, config.max_size)
        elif _is_folder(given):
            yield from _folder(given, config, seen)
        elif _first_time(Path(given), seen):
            yield _read_file(given, config.max_size)


def _folder(given: str, config: Config, seen: set[object]) -> Iterator[Readable | Problem]:
    found = False
    for entry in _walk(Path(given), config):
        found = True
        if isinstance(entry, Problem):
            yield entry
        elif _first_time(entry, seen):
            yield _read_file(entry.as_posix(), config.max_size)
    if not found:
        yield Problem(path=given, message="folder: holds no file of a known format that is not ignored or excluded")


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False  # reading it says what is wrong


def _first_time(path: Path, seen: set[object]) -> bool:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return True  # reading it says what is wrong
    key = (status.st_dev, status.st_ino) if status.st_ino else path.resolve()
    if key in seen:
        return False
    seen.add(key)
    return True


# --- walking


def _walk(folder: Path, config: Config) -> Iterator[Path | Problem]:
    """Files of known formats, by name; a folder's own files before its subfolders'."""
    excluded = _Patterns.excluded(config)
    waiting = [(folder, _Patterns.above(folder))]
    while waiting:
        here, ignored = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(path=here.as_posix(), message=_why(error))
            continue
        ignored = ignored.with_file(here, here / ".gitignore")
        folders = []
        for entry in entries:
            path = here / entry.name
            inner = entry.is_dir(follow_symlinks=False)
            if ignored.match(path, inner) or excluded.match(path, inner):
                continue
            if inner and not _others(entry):
                folders.append((path, ignored))
            elif entry.is_file(follow_symlinks=False) and format_of(entry.name):
                yield path
        waiting += reversed(folders)


def _others(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is hidden, or holds what others wrote, such as a virtual environment."""
    return entry.name.startswith(".") or entry.name in _OTHERS or Path(entry.path, "pyvenv.cfg").exists()


@dataclass(frozen=True)
class _Patterns:
    """Patterns of ignored paths, each set with the folder that it is about; the innermost set that speaks decides."""

    sets: tuple[tuple[Path, GitIgnoreSpec], ...] = field(default=())

    @classmethod
    def excluded(cls, config: Config) -> _Patterns:
        """What the configuration excludes."""
        if not config.exclude:
            return cls()
        return cls(((config.root.resolve(), _spec(config.exclude)),))

    @classmethod
    def above(cls, folder: Path) -> _Patterns:
        """What the repository that holds the folder ignores, but for the folder's own file."""
        outer = folder.resolve()
        chain = [outer, *outer.parents]
        root = next((number for number, path in enumerate(chain) if (path / ".git").exists()), None)
        if root is None:
            return cls()
        patterns = cls().with_file(chain[root], chain[root] / ".git" / "info" / "exclude")
        for path in reversed(chain[1 : root + 1]):
            patterns = patterns.with_file(path, path / ".gitignore")
        return patterns

    def with_file(self, folder: Path, file: Path) -> _Patterns:
        """These and those of a file, if it is there and can be read."""
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return self
        return _Patterns((*self.sets, (folder.resolve(), _spec(lines))))

    def match(self, path: Path, folder: bool) -> bool:
        """Whether the path is ignored."""
        if not self.sets:
            return False
        absolute = path.parent.resolve() / path.name
        for base, spec in reversed(self.sets):
            try:
                relative = PurePosixPath(absolute.relative_to(base).as_posix())
            except ValueError:
                continue
            said = spec.check_file(f"{relative}/" if folder else str(relative)).include
            if said is not None:
                return said
        return False


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


# --- reading


def _read_file(path: str, max_size: int) -> Readable | Problem:
    try:
        with Path(path).open("rb") as file:
            if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                return Problem(path=path, message="is a folder that cannot be walked")
            raw = file.read(max_size + 1)
    except (OSError, ValueError) as error:
        return Problem(path=path, message=_why(error))
    return _readable(path, format_of(path) or "plain", raw, max_size)


def _read_stdin(stdin: IO[bytes], format: str, max_size: int) -> Readable | Problem:
    try:
        raw = stdin.read(max_size + 1)
    except (OSError, ValueError) as error:
        return Problem(path=STDIN_SHOWN, message=_why(error))
    return _readable(STDIN_SHOWN, format, raw, max_size)


def _readable(path: str, format: str, raw: bytes, max_size: int) -> Readable | Problem:
    if len(raw) > max_size:
        return Problem(path=path, message=f"is larger than {max_size:,} bytes; required is less, or a greater max-size")
    if raw.startswith(_UTF_16):
        return Problem(path=path, message="is not in UTF-8: begins with the mark of UTF-16; required is UTF-8")
    if b"\0" in raw[:_LOOKED_AT]:
        return Problem(path=path, message=f"is no text: found a zero byte at offset {raw.index(0):,}")
    start = len(_BOM) if raw.startswith(_BOM) else 0
    try:
        # The mark of byte order stays out of the text, as it does in editors.
        return Readable(path=path, format=format, text=raw[start:].decode("utf-8"))
    except UnicodeDecodeError as error:
        at = start + error.start
        line = raw.count(b"\n", 0, at) + 1
        message = f"is not in UTF-8: found byte {raw[at]:#04x} at offset {at:,}, line {line:,}"
        return Problem(path=path, message=f"{message}; required is UTF-8")


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"cannot be read: {error}"
