"""Settings of a project: ``[tool.regclaims]`` in ``pyproject.toml``, or the same keys in ``regclaims.toml``.

Looked for in the working directory and then upward; the nearest folder that has either decides. One that has both is
refused: whoever reads one of the files would take it for what holds. A ``pyproject.toml`` without the table is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regclaims.fixtures.errors import UsageError, nearest

FAIL_ON = ("error", "warning", "never")
OUTPUTS = ("text", "github", "sarif", "json", "junit", "html")
MAX_SIZE = 5_000_000
OWN = "regclaims.toml"
SHARED = "pyproject.toml"


@dataclass(frozen=True, kw_only=True)
class Config:
    """What a project has settled; each field has its option on the command line, which comes first."""

    root: Path = field(default_factory=Path)
    """The folder of the file, to which paths and patterns are relative; the working directory where there is none."""
    source: Path | None = None
    """The file itself."""
    paths: tuple[str, ...] = ()
    """What to check where the command names nothing."""
    exclude: tuple[str, ...] = ()
    """Patterns as in ``.gitignore`` of what to pass over while walking; files that are named are read all the same."""
    fail_on: str = "error"
    """The least level of a finding that fails the run."""
    quotes: bool = False
    """Whether quotations are checked."""
    all: bool = False
    """Whether statements that the evidence supports are told as well."""
    format: str = "text"
    """Of the output."""
    max_size: int = MAX_SIZE
    """Bytes of the largest file that is read."""


def load(folder: Path | None = None) -> Config:
    """The settings that hold in a folder; by default the working directory."""
    folder = (folder or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        own, shared = place / OWN, place / SHARED
        table = _table(shared).get("tool", {}) if shared.is_file() else {}
        in_shared = isinstance(table, dict) and "regclaims" in table
        if own.is_file() and in_shared:
            raise UsageError(f"{place}: found settings in {OWN} and in {SHARED}; required is one of them")
        if own.is_file():
            return _config(own, _table(own), "")
        if in_shared:
            return _config(shared, table["regclaims"], "tool.regclaims")
    return Config(root=folder)


def _table(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        found = f"byte {error.object[error.start]:#04x} at offset {error.start:,}"
    except tomllib.TOMLDecodeError as error:
        found = re.sub(r"\s+", " ", str(error))
    raise UsageError(f"{file}: found {found}; required is valid TOML in UTF-8")


def _config(file: Path, table: Any, name: str) -> Config:
    def refuse(key: str, found: object, required: str) -> UsageError:
        where = ".".join(filter(None, (name, key)))
        return UsageError(f"{file}: {where}: found {found!r}; required is {required}")

    if not isinstance(table, dict):
        raise refuse("", table, "a table")
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise UsageError(
                f"{file}: {'.'.join(filter(None, (name, key)))}: no such key{nearest(key, _KEYS)}; known are {known}"
            )
        fits, required = _KEYS[key]
        if not fits(value):
            raise refuse(key, value, required)
        given[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    return Config(root=file.parent, source=file, **given)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "paths": (_texts, "a list of paths"),
    "exclude": (_texts, "a list of patterns as in .gitignore"),
    "fail-on": (lambda value: value in FAIL_ON, f"one of {', '.join(FAIL_ON)}"),
    "quotes": (lambda value: isinstance(value, bool), "true or false"),
    "all": (lambda value: isinstance(value, bool), "true or false"),
    "format": (lambda value: value in OUTPUTS, f"one of {', '.join(OUTPUTS)}"),
    "max-size": (lambda value: type(value) is int and value > 0, "a number of bytes above 0"),
}
"""What may be set: whether a value fits, and what is required."""
