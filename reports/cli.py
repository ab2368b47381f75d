"""``regclaims``: commands around the fact sheet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from regclaims.claims.claim import all_claims
from regclaims.fixtures import appraisal, merge
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.published import NAMES
from regclaims.reports import ledger, markdown, trust
from regclaims.reports.trust import markdown as answers


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 out of step (``--check``) or not as promised (``published``), 2 it cannot be done."""
    parser = argparse.ArgumentParser(prog="regclaims", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    table = commands.add_parser("table", help="print the table of verdicts, or put it into a file")
    table.add_argument("file", nargs="?", type=Path, help="Markdown file with the two marker lines")
    table.add_argument("--check", action="store_true", help="change nothing; fail if the file is out of step")
    table.set_defaults(do=lambda given: _table(given.file, given.check))
    _add_store(commands.add_parser("store", help="join files of measurements, or say what one holds"))
    _add_published(commands.add_parser("published", help="reproduce published results: theirs and ours"))
    _add_decision(commands.add_parser("decision", help="how often decisions err, on cells whose truth is known"))
    given = parser.parse_args(arguments)
    try:
        return int(given.do(given))
    except (UsageError, OSError) as error:
        print(f"regclaims: {error}", file=sys.stderr)
        return 2


def _table(file: Path | None, check: bool) -> int:
    rows = markdown.table(ledger.loads(ledger.PATH.read_text(encoding="utf-8")), all_claims())
    if file is None:
        print(rows)
        return 0
    try:
        old = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: required is UTF-8 text ({error.reason})") from None
    new = markdown.with_table(old, rows, str(file))
    if answers.BEGIN in new:
        asked = answers.table(trust.read())
        new = markdown.with_table(new, asked, str(file), begin=answers.BEGIN, end=answers.END)
    if check:
        if new != old:
            remedy = f"run: regclaims table {file}"
            print(f"regclaims: {file} is out of step with what is on record; {remedy}", file=sys.stderr)
        return int(new != old)
    file.write_text(new, encoding="utf-8")
    return 0


def _add_store(store: argparse.ArgumentParser) -> None:
    commands = store.add_subparsers(dest="deed", required=True)
    joined = commands.add_parser(
        "merge",
        help="add to a store what others have",
        description="Add to a store what others have: such as those of the jobs of a batch system, each 'pytest claims "
        "-k ... --store part-N.sqlite --report-dir part-N'. Where the jobs ran all claims, a last 'pytest claims "
        "--store merged.sqlite' measures nothing. Draws that both have must be equal, or nothing is merged. Of a draw "
        "timed in both the first store's times are kept: give the claims that read the clock (-m timing) to one job, "
        "on the kind of machine that makes the report.",
    )
    joined.add_argument("into", type=Path, help="store to add to; made if it is not there")
    joined.add_argument("others", type=Path, nargs="+", help="stores to read; they stay as they are")
    joined.set_defaults(do=lambda given: _merge(given.into, given.others))
    info = commands.add_parser("info", help="say what a store holds")
    info.add_argument("file", type=Path)
    info.set_defaults(do=lambda given: _info(given.file))


def _merge(into: Path, others: list[Path]) -> int:
    found = merge.merge(into, others)
    print(
        f"{into}: {found.draws:,} draws and {found.findings:,} findings added; {found.equal:,} draws were there already"
    )
    if found.timed:
        print(f"of {found.timed:,} draws timed in both, the times of {into} were kept")
    return 0


def _info(file: Path) -> int:
    found = merge.contents(file)
    print(f"{file}: {found.bytes / 1e6:,.1f} MB, {found.series:,} series, {found.findings:,} findings")
    print(f"{found.draws:,} draws, of which {found.failed:,} failed or have gaps")
    for made_of, draws in sorted(found.made_of.items()):
        print(f"{draws:>10,} draws: {made_of}")
    return 0


def _add_published(published: argparse.ArgumentParser) -> None:
    published.description = "Reproduce published results and print theirs, ours and whether they agree."
    published.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all by default")
    published.add_argument("--repetitions", type=int, help="of every study, instead of its own number")
    published.add_argument("--seed", type=int, default=0)
    published.add_argument("--workers", type=int, help="processes; by default one a core")
    published.add_argument("--record", action="store_true", help="keep the answer for the report")
    published.set_defaults(do=_published)


def _published(given: argparse.Namespace) -> int:
    from regclaims.fixtures.published import command

    if given.record and (given.names or given.repetitions is not None):
        raise UsageError("--record keeps whole answers: required is a run without names and --repetitions")
    part = command.ask(given.names, repetitions=given.repetitions, seed=given.seed, workers=given.workers)
    print("\n".join(appraisal.lines(part)))
    if given.record:
        print(f"recorded in {trust.write(part)}")
    return int(not part.passed)


def _add_decision(decision: argparse.ArgumentParser) -> None:
    decision.description = (
        "Put the decision to cells and claims whose truth is known: wrong outcomes and verdicts against what is "
        "promised, and the draws they take. About five minutes of CPU. Status 1: something is not as promised."
    )
    decision.add_argument("--runs", type=_count, default=300, help="cells a true frequency; the rest in proportion")
    decision.add_argument("--seed", type=int, default=0)
    decision.add_argument("--record", action="store_true", help="put the answer and its picture into the report")
    decision.set_defaults(do=lambda given: _decision(given.runs, given.seed, given.record))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"required is a whole number from 1, got {text!r}")
    return int(text)


def _decision(runs: int, seed: int, record: bool) -> int:
    from regclaims.claims.controls import decision, decision_part, decision_plot

    def say(what: str) -> None:
        print(f"regclaims: {what}", file=sys.stderr)

    study = decision.study(runs, seed, say)
    part = decision_part.part(study, f"regclaims decision --runs {runs} --seed {seed}")
    print("\n".join(appraisal.lines(part)))
    if record:
        picture = decision_plot.svg(study)
        (trust.FOLDER / decision_part.PLOT).write_text(picture, encoding="utf-8")
        trust.write(part)
    return int(not part.passed)


if __name__ == "__main__":
    sys.exit(main())
