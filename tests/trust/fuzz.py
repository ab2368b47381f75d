"""``python -m regclaims.tests.trust.fuzz [--seconds 120]``: a whole check on bytes that libFuzzer makes up.

atheris (extra ``fuzz``) looks for input on new paths through the readers, the recogniser and the formats, beginning
with the sentences of the corpus in every format. A crash is an exception that is none of the check's own, a place that
is not in the file, a line of text that a terminal would act on, or an input of 4 kB that takes longer than ten seconds.
Exit status: 0 none found, 1 one found, whose input is kept and told, 2 it cannot be done.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MODULE = "regclaims.tests.trust.fuzz"
LONGEST, TIMEOUT = 4096, 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz in a process of its own, since libFuzzer ends the one it runs in."""
    parser = argparse.ArgumentParser(prog="fuzz", description="A whole check on bytes that libFuzzer makes up.")
    parser.add_argument("--seconds", type=int, default=120, help="(default: 120)")
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), help="folder for inputs that crash (default: fuzz)")
    given = parser.parse_args(arguments)
    if importlib.util.find_spec("atheris") is None:
        print("fuzz: atheris is not installed; required is: pip install -e '.[fuzz]'", file=sys.stderr)
        return 2
    given.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        words = Path(place) / "words"
        words.write_text(_words(), encoding="ascii")
        seeds = Path(place) / "seeds"
        _write_seeds(seeds)
        options = [f"-max_total_time={given.seconds}", f"-max_len={LONGEST}", f"-timeout={TIMEOUT}"]
        options += ["-print_final_stats=1", f"-artifact_prefix={given.keep.resolve()}/", f"-dict={words}"]
        done = subprocess.run([sys.executable, "-m", f"{MODULE}_child", *options, str(seeds)], check=False)
    print(f"fuzz: a crash was found; its input is in {given.keep}" if done.returncode else "fuzz: no crash was found")
    return int(done.returncode != 0)


def check(data: bytes) -> None:
    """One input through a whole check: the first two bytes say how it is read and told."""
    from regclaims.reports import ledger
    from regclaims.reports.check import documents, formats, run, walk
    from regclaims.reports.check.config import Config
    from regclaims.reports.check.findings import Outcome

    known = ledger.read() if not _KNOWN else _KNOWN[0]
    _KNOWN[:] = [known]
    read_as = documents.FORMATS[data[0] % len(documents.FORMATS)] if data else "plain"
    dear = ("html", "sarif", "junit", "json", "github", "summary")
    told_as = dict(enumerate(dear)).get(data[1], "text") if len(data) > 1 else "text"  # mostly what costs little
    pages = []
    for source in walk.files(["-"], Config(), stdin=io.BytesIO(data[2:]), stdin_format=read_as):
        if isinstance(source, documents.Problem):
            continue
        document = documents.read(source.path, source.text, source.format)
        pages.append(run.page(document, known, quotes=True))
        for found in pages[-1].findings:
            place = found.place
            assert 0 <= place.start < place.end <= len(source.text), place
            assert (place.line, place.column) <= (place.end_line, place.end_column), place
    text = formats.render(told_as, Outcome(pages=tuple(pages), notes=True), known)
    assert all(line.isprintable() for line in text.split("\n")), text


_KNOWN: list = []


def _words() -> str:
    """libFuzzer's dictionary: hostile fragments, and words of the subject."""
    from regclaims.tests.hostile import FRAGMENTS

    subject = ("lasso", "ridge", "L1", "L2", "$\\ell_1$", "elastic net", "sparse", "outliers", "more robust than", "no")
    markup = ("<!-- regclaims: ignore all: x -->", "\\begin{", "\\end{", "```", "$$", ".. note::", "{/*", '"cells"')
    words = [one.encode(errors="replace") for one in (*FRAGMENTS, *subject, *markup)]
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words)


def _write_seeds(folder: Path) -> None:
    """A sentence of the corpus a file, each format in turn."""
    from regclaims.reports.check.documents import FORMATS
    from regclaims.tests.corpus import load

    folder.mkdir()
    for i, entry in enumerate(load("rules")):
        text = entry.passage.text.encode()
        (folder / str(i)).write_bytes(bytes([i % len(FORMATS), i % 20]) + text)


if __name__ == "__main__":
    sys.exit(main())
