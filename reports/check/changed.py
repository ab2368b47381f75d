"""``--changed-since REV``: the lines that are new or different since a revision, as git tells them.

The working tree is compared, so what is not committed yet counts. Files that git does not know are new as a whole,
and so are files outside the repository; a file that was renamed counts for what changed in it. Nothing that the
repository's settings name is run: no external difference, no text conversion, no pager.
"""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

from regclaims.fixtures.errors import UsageError

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_NAMED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Changed:
    """Lines that are new since a revision."""

    root: Path
    """Of the repository."""
    lines: dict[Path, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """For each file that differs, in order, the first and last lines of what is new."""
    known: frozenset[Path] = frozenset()
    """Files that git knows; all others are new."""

    def touches(self, path: Path, first: int, last: int) -> bool:
        """Whether any of these lines of a file is new."""
        path = path.resolve()
        if path not in self.known:
            return True
        spans = self.lines.get(path, ())
        # Spans are apart and in order, so the last that begins in time is the only one that can reach.
        before = bisect_right(spans, last, key=lambda span: span[0])
        return before > 0 and first <= spans[before - 1][1]

    def file(self, path: Path) -> bool:
        """Whether anything in the file is new, so that it has to be read."""
        path = path.resolve()
        return path not in self.known or path in self.lines


def since(revision: str, folder: Path | None = None) -> Changed:
    """What changed since ``revision`` in the repository that holds the folder; by default the working directory."""
    folder = folder or Path.cwd()
    root = Path(_git(folder, "rev-parse", "--show-toplevel", wanted="repository").decode().removesuffix("\n"))
    commit = (
        _git(
            root,
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{revision}^{{commit}}",
            wanted=f"revision {revision!r}",
        )
        .decode()
        .strip()
    )
    difference = _git(
        root,
        *("-c", "core.quotePath=true", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv"),
        *("--find-renames", "--src-prefix=a/", "--dst-prefix=b/", "--diff-filter=d", "--ignore-submodules"),
        *(commit, "--"),
        wanted="difference",
    )
    known = _git(root, "ls-files", "-z", wanted="list of files").split(b"\0")
    root = root.resolve()
    return Changed(
        root=root,
        lines={root / name: spans for name, spans in parse(difference).items()},
        known=frozenset(root / name.decode(errors="surrogateescape") for name in known if name),
    )


def parse(difference: bytes) -> dict[str, tuple[tuple[int, int], ...]]:
    """The new lines of each file in a difference without context."""
    found: dict[str, list[tuple[int, int]]] = {}
    spans: list[tuple[int, int]] = []
    skip = 0
    for line in difference.split(b"\n"):
        if skip:
            # Lines of a hunk may look like anything; their number was told.
            skip -= not line.startswith(b"\\")
        elif line.startswith(b"+++ "):
            name = _name(line[4:])
            spans = found.setdefault(name, []) if name else []
        elif hunk := _HUNK.match(line):
            old, first, new = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            skip = old + new
            if new:
                spans.append((first, first + new - 1))
    return {name: tuple(spans) for name, spans in found.items()}


def _name(told: bytes) -> str:
    """The name of the file on a line of the difference: in quotes with escapes where it holds unusual signs."""
    quoted = told.startswith(b'"')
    told = _ESCAPE.sub(_escaped, told[1 : told.rindex(b'"')]) if quoted else told.removesuffix(b"\t")
    return told.removeprefix(b"b/").decode(errors="surrogateescape") if told.startswith(b"b/") else ""


def _escaped(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 8)]) if escape[1].isdigit() else _NAMED.get(escape[1], escape[1])


def _git(folder: Path, *words: str, wanted: str) -> bytes:
    command = ["git", "--no-pager", "-c", "core.fsmonitor=false", *words]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError:
        raise UsageError("--changed-since: found no git; required is git, or leave the option out") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"--changed-since: git did not answer: {error}") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise UsageError(f"--changed-since: found no {wanted} in {folder}{': ' if said else ''}{said}")
    return done.stdout
