"""Reading prose: `regclaims check` beside proselint and textlint, whole commands on the same Markdown.

proselint (PyPI) runs all its checks; textlint (npm) runs the rules of textlint-rule-write-good, its closest in kind:
wordings in English prose, found without a model. Both only look for wordings, ours also reads what a sentence states;
neither is asked more than it does by default. Each is installed anew into a folder that goes away again, so the script
needs pip and npm. The text is made here from a fixed seed, with headings, lists, links, tables and code: mixed, one
section in five on the subject, as in documentation of machine learning; and all of it on the subject, which costs us
most. Half of the sentences there state claims of the fact sheet, in its own words. A folder of files stands for a
folder of documentation: there, ours reads with as many processes as there are cores.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from regclaims.benchmarks import results
from regclaims.benchmarks.pairs import Pairs, interleaved, wall_seconds
from regclaims.benchmarks.results import Measured, seconds
from regclaims.fixtures.errors import UsageError
from regclaims.reports import ledger

SIZES = (0.1, 0.5, 2.0)
"""MB of Markdown in a file."""
FILES, EACH = 20, 0.1
"""Files of a folder, and MB in each."""
FOLDER = f"{FILES} files of {EACH:g} MB"
KINDS = {"mixed": 0.2, "on the subject": 1.0}
"""Kind of text -> share of sections about L1 and L2; half of their sentences state a claim."""
OTHERS = ("proselint", "textlint")

_SUBJECTS = "the model|our pipeline|this estimator|a careful reader|the training set|every fold|the data|one feature"
_VERBS = "keeps|shows|needs|hides|changes|describes|repeats|measures|suggests|ignores"
_OBJECTS = (
    "the same few columns|a longer explanation|what the previous section said|more memory than expected|"
    "the noise in the labels|a table of results|the choice of strength|an old habit of the field|its own assumptions"
)
_ENDS = "|in practice|as before|in the second run|for most readers|without much ado|on a quiet afternoon|by and large"
_FOR_ALL = "Needless to say, the lasso is very unique: it always trains faster than ridge."
"""Every tool has a word on it, so that one that says nothing did not read."""
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""With the bytecode of an earlier run at hand, as an installed tool has it."""


@dataclass(frozen=True)
class Tool:
    """A command that checks files, and what it is."""

    name: str
    command: tuple[str, ...]
    about: str
    folder: Path | None = None
    """Where it has to run."""

    def check(self, file: Path) -> None:
        """Run it; findings are no failure, but silence is."""
        command = [*self.command, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, env=_ENVIRONMENT)
        if done.returncode not in (0, 1) or not done.stdout.strip():
            raise UsageError(f"{' '.join(command)}: exit status {done.returncode}; {done.stderr[-1000:]}")


def text(size: float, share: float, seed: int = 0) -> str:
    """Markdown of at least ``size`` MB, ``share`` of its sections on the subject."""
    draw, parts, length = random.Random(seed), [], 0
    statements = [entry.says for entry in ledger.read().values()]
    while length < size * 1e6:
        section = "\n\n".join(_section(draw, statements if draw.random() < share else []))
        parts.append(section)
        length += len(section.encode()) + 2
    return "\n\n".join([*parts, _FOR_ALL]) + "\n"


def _section(draw: random.Random, statements: Sequence[str]) -> Iterator[str]:
    heading = "L1 and L2 regularization" if statements else "Notes on the pipeline"
    yield f"## {heading} {draw.randint(1, 99)}"
    for _ in range(draw.randint(3, 8)):
        yield _block(draw, statements)


def _block(draw: random.Random, statements: Sequence[str]) -> str:
    kind = draw.choices(("paragraph", "list", "table", "code"), (75, 13, 5, 7))[0]
    said = list(_sentences(draw, statements, draw.randint(3, 8)))
    if kind == "list":
        return "\n".join(f"- {sentence}" for sentence in said)
    if kind == "table":
        rows = (f"| run | {one.replace('|', ' ')} |" for one in said)
        return "\n".join(["| what | remark |", "| --- | --- |", *rows])
    if kind == "code":
        return "\n".join(["```python", *(f"print({one!r})" for one in said[:3]), "```"])
    return " ".join(said)


def _sentences(draw: random.Random, statements: Sequence[str], number: int) -> Iterator[str]:
    for _ in range(number):
        if statements and draw.random() < 0.5:
            yield draw.choice(statements)
            continue
        words = [draw.choice(part.split("|")) for part in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS)]
        if draw.random() < 0.2:
            words[2] = f"[{words[2]}](page-{draw.randint(1, 99)}.html)"
        if draw.random() < 0.2:
            words[1] = f"*{words[1]}*"
        sentence = " ".join(filter(None, words))
        yield f"{sentence[0].upper()}{sentence[1:]}."


def ours() -> Tool:
    """The command as it is installed here."""
    script = Path(sys.executable).with_name("regclaims")
    command = (str(script),) if script.exists() else (sys.executable, "-m", "regclaims.reports.cli")
    return Tool("regclaims", (*command, "check"), "regclaims check")


def proselint(folder: Path) -> Tool:
    """proselint in an environment of its own."""
    venv.create(folder / "proselint", with_pip=True)
    bin = folder / "proselint" / "bin"
    _install([str(bin / "pip"), "install", "--quiet", "proselint"])
    version = subprocess.run([bin / "proselint", "version"], capture_output=True, text=True, check=False).stdout
    return Tool("proselint", (str(bin / "proselint"), "check"), f"proselint {version.split()[-1]}, all its checks")


def textlint(folder: Path) -> Tool:
    """textlint with one set of rules."""
    if not shutil.which("npm"):
        raise UsageError("npm: not found; required to compare with textlint (Debian: nodejs, npm)")
    place = folder / "textlint"
    place.mkdir()
    (place / ".textlintrc.json").write_text(json.dumps({"rules": {"write-good": True}}), encoding="utf-8")
    _install(["npm", "install", "--silent", "--prefix", str(place), "textlint", "textlint-rule-write-good"])
    listed = json.loads((place / "node_modules" / "textlint" / "package.json").read_text(encoding="utf-8"))
    program = str(place / "node_modules" / ".bin" / "textlint")
    about = f"textlint {listed['version']}, rules of textlint-rule-write-good"
    return Tool("textlint", (program, "--format", "unix"), about, place)


def _install(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"{' '.join(command)}: exit status {done.returncode}; {done.stderr[-1000:]}")


def compared(our: Tool, their: Tool, file: Path, pairs: int) -> Pairs:
    """Whole processes in turn, by the clock on the wall."""

    def timed(tool: Tool, _: int) -> float:
        return wall_seconds(partial(tool.check, file))

    return interleaved(partial(timed, our), partial(timed, their), pairs)


def figures(our: Tool, others: Sequence[Tool], folder: Path, sizes: Sequence[float], pairs: int) -> dict[str, Measured]:
    """Ratios for every kind and size, speed at the largest of each kind, and a start on a text of one line."""
    found: dict[str, Measured] = {}
    for kind, share in KINDS.items():
        for size in sizes:
            file = folder / f"{kind}-{size:g}.md"
            file.write_text(text(size, share), encoding="utf-8")
            ours = _beside(our, others, file, f"{kind}, {size:g} MB", pairs, found)
        found[f"speed, {kind}"] = Measured(tuple(sizes[-1] / one for one in ours), f"{sizes[-1]:g} MB")
        several = folder / kind
        several.mkdir()
        for number in range(FILES):
            (several / f"{number}.md").write_text(text(EACH, share, number), encoding="utf-8")
        ours = _beside(our, others, several, f"{kind}, {FOLDER}", pairs, found)
        found[f"speed, {kind}, {FOLDER}"] = Measured(tuple(FILES * EACH / one for one in ours), FOLDER)
    line = folder / "line.md"
    line.write_text("Lasso trains faster than ridge.\n", encoding="utf-8")
    starts = tuple(wall_seconds(partial(our.check, line)) for _ in range(2 * pairs))
    found["start"] = Measured(starts, "a file of a line")
    return found


def _beside(
    our: Tool, others: Sequence[Tool], what: Path, name: str, pairs: int, found: dict[str, Measured]
) -> tuple[float, ...]:
    """Add the ratios to each other tool on a file or folder; our seconds beside the last of them."""
    for other in others:
        measured = compared(our, other, what, pairs)
        found[f"{other.name}, {name}"] = Measured(
            measured.ratios, seconds(measured.ours, "s"), seconds(measured.theirs, "s")
        )
    return tuple(measured.ours)


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write ``check.json``."""
    parser: argparse.ArgumentParser = results.parser(__doc__)
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, metavar="MB", help="trial: other sizes")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        others = [proselint(folder), textlint(folder)]
        found = figures(ours(), others, folder, given.sizes, given.pairs)
    notes = ["whole processes on the same generated Markdown, by the clock on the wall"]
    notes += [f"theirs: {other.about}" for other in others]
    results.write("check", given.results, found, notes)


if __name__ == "__main__":
    results.script(main)
