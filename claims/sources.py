"""The source texts row by row: which claims each row is the source of, or why it claims nothing.

The sentences are not kept. A row is known by the fingerprint of its sentence, so whoever holds a text can find
its rows again, and nobody can read the text here.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regclaims.fixtures.errors import UsageError

if TYPE_CHECKING:
    from regclaims.claims.claim import Claim

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[1-9][0-9]*")
_TEXT = re.compile(r"\s*\S.*", re.DOTALL)
_PLACE = re.compile(r"\s*(?:\[+([^\[\]]+)\]|([^=#\[]+?)\s*=)")
"""A line that opens a table or sets a key."""
_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[\w-]+")
"""One part of a dotted key."""
# The minus sign stands with the quotes because it is a mathematical symbol, not a dash, to Unicode.
_ASCII = str.maketrans("‘’‚‛“”„‟−", "''''" + '""""' + "-")


def normalise(sentence: str) -> str:
    """The sentence without what typesetting changes: case, white space, and the forms of quotes and dashes."""
    if sentence.isascii():
        return " ".join(sentence.casefold().split())  # the same, without a look at every sign
    text = unicodedata.normalize("NFKC", sentence).translate(_ASCII)
    text = "".join("-" if unicodedata.category(char) == "Pd" else char for char in text)
    return " ".join(text.casefold().split())


def fingerprint(sentence: str) -> str:
    """SHA-256 of the normalised sentence, in hex digits."""
    return hashlib.sha256(normalise(sentence).encode()).hexdigest()


@dataclass(frozen=True)
class Row:
    """One row of a source text: it has claims, or a reason why it claims nothing."""

    number: int
    sha256: str
    """Fingerprint of its sentence."""
    claims: tuple[str, ...]
    nothing: str


@dataclass(frozen=True)
class Source:
    """One source text."""

    key: str
    """First half of its locators, such as ``article``."""
    title: str
    rows: tuple[Row, ...]

    def covered(self, known: Collection[str]) -> int:
        """How many rows claim nothing, or only what is in ``known``."""
        return sum(all(id in known for id in row.claims) for row in self.rows)

    def open(self, known: Collection[str]) -> int:
        """How many rows claim something that is not in ``known``."""
        return len(self.rows) - self.covered(known)


def load(path: Path | None = None) -> tuple[Source, ...]:
    """The source texts in ``path``; the project's own by default.

    Raises :class:`UsageError` with file and line for the first thing that is not as it should be.
    """
    path = path or Path(__file__).with_name("sources.toml")
    file = _File(path, path.read_bytes())
    return tuple(_source(file, key, table) for key, table in file.parse().items())


def check_against(sources: Sequence[Source], claims: Mapping[str, Claim]) -> list[str]:
    """One line for each row on which the sources and the registered claims do not agree."""
    given = {f"{source.key}:{row.number}": row.claims for source in sources for row in source.rows}
    found = []
    for id, claim in claims.items():
        for locator in claim.rows:
            if locator not in given:
                found.append(f"claim {id} cites {locator}: there is no such row")
            elif id not in given[locator]:
                found.append(f"claim {id} cites {locator}: the sources do not give it that row")
    for locator, ids in given.items():
        missed = [id for id in ids if id in claims and locator not in claims[id].rows]
        found += [f"claim {id} does not cite {locator}: the sources give it that row" for id in missed]
    return found


@dataclass(frozen=True)
class _File:
    """A TOML file that knows on which line a key is set."""

    path: Path
    raw: bytes

    def parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.raw.decode())
        except UnicodeDecodeError as error:
            line, found = self.raw.count(b"\n", 0, error.start) + 1, f"byte {self.raw[error.start]:#x}"
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"at line (\d+)", str(error))
            line, found = int(place[1]) if place else self.raw.rstrip().count(b"\n") + 1, str(error)
        raise UsageError(f"{self.path}:{line}: found {found}; required is valid TOML in UTF-8")

    def places(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each line that opens a table or sets a key, with the whole dotted key."""
        table: tuple[str, ...] = ()
        for number, text in enumerate(self.raw.decode().split("\n"), start=1):
            if place := _PLACE.match(text):
                parts = tuple(part.strip("\"'") for part in _PART.findall(place[1] or place[2]))
                table = parts if place[1] else table
                yield number, parts if place[1] else table + parts

    def line(self, keys: tuple[str, ...]) -> int:
        """Where ``keys`` are set, or else the innermost table that should hold them."""
        for depth in range(len(keys), 0, -1):
            for number, here in self.places():
                if here[:depth] == keys[:depth]:
                    return number
        return 1

    def require(self, met: bool, keys: tuple[str, ...], found: object, required: str) -> None:
        """Raise :class:`UsageError` for ``keys`` unless ``met``."""
        if not met:
            where = f"{self.path}:{self.line(keys)}: {'.'.join(keys)}"
            raise UsageError(f"{where}: found {'nothing' if found is None else repr(found)}; required {required}")


def _source(file: _File, key: str, table: Any) -> Source:
    file.require(isinstance(table, dict), (key,), table, "is a table with title and rows")
    for name in table:
        file.require(name in ("title", "rows"), (key, name), name, "are title and rows alone")
    title, rows = table.get("title"), table.get("rows")
    file.require(_matches(_TEXT, title), (key, "title"), title, "is a text")
    file.require(isinstance(rows, dict) and len(rows) > 0, (key, "rows"), rows, "is a table of rows")
    return Source(key, title, tuple(_row(file, key, due, *item) for due, item in enumerate(rows.items(), start=1)))


def _row(file: _File, source: str, due: int, name: str, row: Any) -> Row:
    keys = (source, "rows", name)
    file.require(_matches(_NUMBER, name), keys, name, "is a positive integer")
    file.require(name == str(due), keys, name, f"is {due}, as rows are numbered without gaps")
    file.require(isinstance(row, dict), keys, row, "is a table with sha256, and claims or nothing")
    for key in row:
        file.require(key in ("sha256", "claims", "nothing"), (*keys, key), key, "are sha256, and claims or nothing")
    sha256 = row.get("sha256")
    file.require(_matches(_SHA256, sha256), (*keys, "sha256"), sha256, "are 64 lower-case hex digits")
    found = " and ".join(key for key in ("claims", "nothing") if key in row)
    file.require(found in ("claims", "nothing"), keys, found or None, "is one of claims and nothing")
    if found == "claims":
        return Row(due, sha256, _claims(file, (*keys, "claims"), row["claims"]), "")
    file.require(_matches(_TEXT, row["nothing"]), (*keys, "nothing"), row["nothing"], "is the reason, a text")
    return Row(due, sha256, (), row["nothing"])


def _claims(file: _File, keys: tuple[str, ...], ids: Any) -> tuple[str, ...]:
    file.require(isinstance(ids, list) and len(ids) > 0, keys, ids, "is a list of at least one claim id")
    for id in ids:
        file.require(_matches(_ID, id), keys, id, "are lower-case words joined by hyphens")
    file.require(len(set(ids)) == len(ids), keys, ids, "is each claim once")
    return tuple(ids)


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
