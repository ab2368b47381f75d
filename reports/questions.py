"""Commands that put questions to the laboratory: published, decision, optimality, controls.

Each prints its answer and, with ``--record``, keeps it for the report. Exit status: 0 as promised, 1 not, 2 it cannot
be done, 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from regclaims.fixtures import appraisal
from regclaims.fixtures.appraisal import Part
from regclaims.fixtures.errors import UsageError, nearest
from regclaims.reports import files, ledger, trust

CONTROLS = ("placebo", "swap", "sabotage")


def _asks(
    parser: argparse.ArgumentParser, answer: Callable[[argparse.Namespace], int], left: str = "nothing is recorded"
) -> None:
    """What all of them share: ``--record``, and a plain end at Ctrl-C."""

    def asked(given: argparse.Namespace) -> int:
        try:
            return answer(given)
        except KeyboardInterrupt:
            _say(f"interrupted; {left}")
            return 130

    parser.add_argument("--record", action="store_true", help="keep the answer for the report")
    parser.set_defaults(do=asked)


def _say(what: str) -> None:
    print(f"regclaims: {what}", file=sys.stderr)


def _answer(part: Part, record: bool) -> int:
    print("\n".join(appraisal.lines(part)))
    if record:
        print(f"recorded: {trust.write(part)}")
    return int(not part.passed)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"required is a whole number from 1, got {text!r}")
    return int(text)


def published(parser: argparse.ArgumentParser) -> None:
    """``regclaims published``."""
    from regclaims.fixtures.published import NAMES

    parser.description = "Reproduce published results and print theirs, ours and whether they agree."
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--repetitions", type=int, help="of every study, instead of its own number")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, help="processes; by default one a core")
    _asks(parser, _published)


def _published(given: argparse.Namespace) -> int:
    from regclaims.fixtures.published import command

    if given.record and (given.names or given.repetitions is not None):
        raise UsageError("--record keeps whole answers: required is a run without names and --repetitions")
    part = command.ask(given.names, repetitions=given.repetitions, seed=given.seed, workers=given.workers)
    return _answer(part, given.record)


def decision(parser: argparse.ArgumentParser) -> None:
    """``regclaims decision``."""
    parser.description = (
        "Put the decision to cells and claims whose truth is known: wrong outcomes and verdicts against what is "
        "promised, and the draws they take. About five minutes of CPU."
    )
    parser.add_argument("--runs", type=_count, default=300, help="cells a true frequency; the rest in proportion")
    parser.add_argument("--seed", type=int, default=0)
    _asks(parser, _decision)


def _decision(given: argparse.Namespace) -> int:
    from regclaims.claims.controls import decision as asking
    from regclaims.claims.controls import decision_part, decision_plot

    study = asking.study(given.runs, given.seed, _say)
    part = decision_part.part(study, f"regclaims decision --runs {given.runs} --seed {given.seed}")
    if given.record:
        files.write(trust.FOLDER / decision_part.PLOT, decision_plot.svg(study))
    return _answer(part, given.record)


def optimality(parser: argparse.ArgumentParser) -> None:
    """``regclaims optimality``."""
    parser.description = (
        "Measure draws of all worlds that claims are about and hold every fit against the optimality conditions of "
        "what it should minimise. Not as promised is a fit farther off than its solver's stopping rule allows, and one "
        "that was not seen."
    )
    parser.add_argument("--draws", type=int, metavar="N", help="of each method of each experiment (default: 100)")
    parser.add_argument("-k", default="", metavar="EXPERIMENT", help="only experiments with this in the name")
    _asks(parser, _optimality)


def _optimality(given: argparse.Namespace) -> int:
    if given.k and given.record:
        raise UsageError("--record with -k: an answer on record is about all experiments; leave one of the two out")
    from regclaims.claims import optimality as asking  # late: it loads scikit-learn

    draws = asking.DRAWS if given.draws is None else given.draws
    command = f"regclaims optimality --draws {draws}" + (f" -k {given.k}" if given.k else "")
    found = asking.appraise(draws, given.k, say=lambda what: _say(f"measuring {what}"))
    return _answer(asking.part(found, command), given.record)


def controls(parser: argparse.ArgumentParser) -> None:
    """``regclaims controls``."""
    parser.description = (
        "Controls of the claims and of the laboratory. placebo: a method in all roles of a comparison never beats "
        "itself. swap: with L1 and L2 exchanged verdicts turn round. sabotage: every claim is turned by a fault of its "
        "evidence, and faults of the laboratory itself are noticed. Prints what escaped."
    )
    parser.add_argument("names", nargs="*", metavar="|".join(CONTROLS), help="which to run (default: all)")
    parser.add_argument("-k", default="", metavar="WORD", help="only claims and faults with this in their name")
    parser.add_argument("--workers", type=int, help="worker processes (default: one a core)")
    parser.add_argument("--store", type=Path, help="file of measurements (default: .regclaims/store.sqlite)")
    _asks(parser, _controls, "what was measured is kept")


def _controls(given: argparse.Namespace) -> int:
    for name in given.names:
        if name not in CONTROLS:
            raise UsageError(f"unknown control {name!r}: known are {', '.join(CONTROLS)}{nearest(name, CONTROLS)}")
    if given.workers is not None and given.workers < 1:
        raise UsageError(f"--workers: required is a whole number from 1, got {given.workers}")
    if given.record and given.k:
        raise UsageError("--record with -k: what is recorded is all of a control; leave one of the two out")
    from regclaims.claims.controls import command  # late: it brings the laboratory with it

    recorded = {id: str(entry) for id, entry in ledger.read().items()}
    found = command.run(given.names, word=given.k, workers=given.workers, store=given.store, recorded=recorded)
    for one in found:
        _answer(one.part, given.record)
        print()
    escaped = [f"{one.part.name}: {what}" for one in found for what in one.escaped]
    print("\n".join(["escaped:", *escaped]) if escaped else "nothing escaped")
    return int(bool(escaped))
