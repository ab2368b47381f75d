"""``regclaims check``, ``regclaims explain`` and ``regclaims claims``.

Exit status of a check: 0 nothing at the level of ``--fail-on``, 1 findings, 2 wrong use or configuration, 3 a file
could not be read or there was none to read, 4 a fault of regclaims, 130 interrupted. Findings come before files that
could not be read (:attr:`regclaims.reports.check.findings.Outcome.status`). What is wrong with the command line is told
before anything is read. A reader that has seen enough (``| head``) ends it with 141 and no word.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import printable, shortened
from regclaims.reports import files, ledger
from regclaims.reports.check import config, documents, formats, walk, workers
from regclaims.reports.check.config import Config
from regclaims.reports.check.findings import Level, Outcome, Page, Unread

if TYPE_CHECKING:
    from regclaims.reports.check.changed import Changed

DEBUG = "REGCLAIMS_DEBUG"
"""Environment variable that lets faults of regclaims show where they are."""
SUMMARY = "GITHUB_STEP_SUMMARY"
"""Environment variable by which GitHub names the file of the job summary."""
_PIECE = 8192
"""Signs that are written at once: of a reader that has gone Python tells only between pieces."""
_FAULT = "this is a fault of regclaims; please report it with the text that was read"


def check(parser: argparse.ArgumentParser) -> None:
    """Options of ``regclaims check``."""
    parser.description = (
        "Point at the sentences of a text that the evidence contradicts, with the evidence and a correction that was "
        "tested. Nothing in a checked file is run, fetched or followed."
    )
    parser.epilog = (
        "Exit status: 0 nothing at the level of --fail-on, 1 findings, 2 wrong use or configuration, 3 a file could "
        "not be read or there was none, 4 a fault of regclaims, 130 interrupted."
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or - for standard input")
    parser.add_argument("--format", choices=formats.FORMATS, help="of standard output (default: text)")
    parser.add_argument(
        "--output",
        action="append",
        metavar="FILE",
        help=f"write a file besides, in the format of its ending: {' '.join(formats.ENDINGS)}; may be repeated",
    )
    parser.add_argument("--fail-on", choices=config.FAIL_ON, help="what fails the check (default: error)")
    switch = argparse.BooleanOptionalAction
    parser.add_argument("--all", action=switch, help="show notes too: what is supported, and what was not tested")
    parser.add_argument("--quotes", action=switch, help="read quotations too")
    parser.add_argument("--changed-since", metavar="REV", help="only lines changed since this revision of git")
    parser.add_argument(
        "--max-size", type=partial(_number, of="bytes"), metavar="BYTES", help="larger files are not read"
    )
    parser.add_argument(
        "--jobs",
        type=partial(_number, of="processes"),
        metavar="N",
        help="processes that read much text: files, or sections of one (default: one a core)",
    )
    parser.add_argument("--stdin-format", choices=documents.FORMATS, default="markdown", help="of standard input")
    parser.add_argument("--facts", metavar="URL", help="page of the fact sheet, for links of SARIF")
    parser.set_defaults(do=lambda given: _guarded(lambda: _check(given)))


def explain(parser: argparse.ArgumentParser) -> None:
    """Options of ``regclaims explain``."""
    parser.description = (
        "Say how a sentence is read: subject, relation, force, condition, claim, verdict, what was missing."
    )
    parser.add_argument("sentence", nargs="+", help="the sentence, or - for standard input")
    parser.set_defaults(do=lambda given: _guarded(lambda: _explain(" ".join(given.sentence))))


def claims(parser: argparse.ArgumentParser) -> None:
    """Options of ``regclaims claims``."""
    parser.description = "List the claims of the fact sheet with their verdicts, or show one."
    parser.add_argument("id", nargs="?", help="of a claim")
    parser.set_defaults(do=lambda given: _guarded(lambda: _claims(given.id)))


def _number(text: str, of: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"required is a number of {of} above 0, got {text!r}")
    return int(text)


def _check(given: argparse.Namespace) -> int:
    settings = _settings(given)
    outputs = [(Path(name), formats.of_file(name)) for name in given.output or ()]
    facts = _address(given.facts or "")
    known = ledger.read()
    texts = "html" in (settings.format, *(format for _, format in outputs))
    pages, unread, broken = _read(settings, given, known, texts=texts)
    outcome = Outcome(
        pages=tuple(pages),
        unread=tuple(unread),
        broken=tuple(broken),
        notes=settings.all,
        fail_on=None if settings.fail_on == "never" else Level(settings.fail_on),
        facts=facts,
    )
    for path, format in outputs:
        files.write(path, formats.render(format, outcome, known))
    if settings.format == "github" and os.environ.get(SUMMARY):
        with Path(os.environ[SUMMARY]).open("a", encoding="utf-8") as summary:
            summary.write(formats.render("summary", outcome, known))
    _write(formats.render(settings.format, outcome, known), settings.format)
    return outcome.status


def _settings(given: argparse.Namespace) -> Config:
    """What the project has settled, and over it what the command line says."""
    found = config.load()
    said = {name: getattr(given, name) for name in ("fail_on", "quotes", "all", "format", "max_size")}
    here = Path.cwd()
    paths = given.paths or [os.path.relpath(found.root / path, here) for path in found.paths]
    if not paths:
        raise UsageError("name what to check: files, folders, or - for standard input; or set paths in regclaims.toml")
    return replace(found, paths=tuple(paths), **{name: value for name, value in said.items() if value is not None})


def _address(facts: str) -> str:
    if facts and not (
        facts.startswith(("https://", "http://")) and facts.isprintable() and not set(facts) & set(' "<>#')
    ):
        raise UsageError(f"--facts: found {shortened(repr(facts), 80)}; required is an address without a fragment")
    return facts


def _read(
    settings: Config, given: argparse.Namespace, known: ledger.Ledger, *, texts: bool
) -> tuple[list[Page], list[Unread], list[Unread]]:
    """Every file that can be read, checked; those that cannot; and those at which we fail ourselves."""
    new = _changed(given.changed_since)
    sources = walk.files(settings.paths, settings, stdin_format=given.stdin_format)
    jobs = given.jobs or workers.cores()
    work = partial(_page, quotes=settings.quotes, known=known, new=new, texts=texts, jobs=jobs)
    pages: list[Page] = []
    unread: list[Unread] = []
    broken: list[Unread] = []
    for read in workers.each(work, sources, _signs, jobs=jobs):
        pages += read.pages
        unread += read.unread
        broken += read.broken
    for lost in (*unread, *broken):
        _say(f"{lost.path}: {lost.reason}")
    return pages, unread, broken


def _signs(source: walk.Readable | documents.Problem) -> int:
    return len(source.text) if isinstance(source, walk.Readable) else 0


def _page(
    source: walk.Readable | documents.Problem,
    *,
    quotes: bool,
    known: ledger.Ledger,
    new: Changed | None,
    texts: bool,
    jobs: int,
) -> Outcome:
    """What comes of one file."""
    from regclaims.reports.check import run  # late: --help does not need it

    if isinstance(source, documents.Problem):
        return Outcome(pages=(), unread=(Unread(path=source.path, reason=source.message),))
    try:
        document = documents.read(source.path, source.text, source.format)
        touched = partial(new.touches, Path(source.path)) if new else None
        page = run.page(document, known, quotes=quotes, touched=touched, jobs=jobs)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        fault = f"{_named(error)}; {_FAULT}; {DEBUG}=1 shows where"
        return Outcome(pages=(), broken=(Unread(path=source.path, reason=fault),))
    parts = [problem for problem in document.problems if problem.line is None]
    return Outcome(
        pages=(page if texts else replace(page, text=""),),
        unread=tuple(Unread(path=source.path, reason=problem.message) for problem in parts),
    )


def _changed(revision: str | None) -> Changed | None:
    if revision is None:
        return None
    from regclaims.reports.check import changed  # late: it is seldom asked for

    return changed.since(revision)


def _explain(text: str) -> int:
    from regclaims.claims.wording.passages import Passage
    from regclaims.claims.wording.recognise import recognise  # late: --help needs none of it
    from regclaims.reports.check import explain as telling

    said = sys.stdin.read() if text == walk.STDIN else text
    if not said.strip():
        raise UsageError("explain: found no words; required is a sentence")
    passage = Passage(text=said, offsets=range(len(said)))
    for line in telling.explained(passage, recognise([passage])[0], ledger.read()):
        print(line)
    return 0


def _claims(id: str | None) -> int:
    from regclaims.reports.check import explain as telling

    known = ledger.read()
    for line in telling.shown(id, known) if id else telling.listed(known):
        print(line)
    return 0


def _guarded(work: Callable[[], int]) -> int:
    """Ends that are no news: an interrupt, a reader that has seen enough, a fault of ours in one line."""
    try:
        status = work()
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is flushed there at the end
        return 141
    except (UsageError, OSError):
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _say(f"{_named(error)}; {_FAULT}; {DEBUG}=1 shows where")
        return 4


def _named(error: Exception) -> str:
    return f"internal error: {type(error).__name__}: {shortened(str(error), 200)}"


def _say(what: str) -> None:
    print(printable(f"regclaims: {what}"), file=sys.stderr)


def _write(text: str, format: str) -> None:
    """On standard output; what is for programs is UTF-8 everywhere, what is for a terminal as the terminal wants it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if format in ("text", "github") else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    for start in range(0, len(text), _PIECE):
        sys.stdout.write(text[start : start + _PIECE])
