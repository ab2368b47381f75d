"""Wires pytest to the claims, the laboratory and the reports.

A claim is a collector, each cell an item, and the claim's verdict its last item. Evidence for all selected
items is taken before the first of them runs; the items then say what came out.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest

from regclaims.claims import claim as registry
from regclaims.claims import decide, suites, summarize
from regclaims.claims.claim import Claim
from regclaims.claims.readings import Exact, Sampled
from regclaims.claims.records import ClaimRecord, from_json, to_json
from regclaims.fixtures import engines, provenance
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.lab import BLOCK, Lab
from regclaims.fixtures.printable import printable
from regclaims.fixtures.store import Store
from regclaims.reports import options, phase, terminal
from regclaims.reports.live import ReplayedClock, Watcher
from regclaims.reports.session import Session, terminable

CLAIMS = Path(registry.__file__).parent


class Run(Session):
    """What one pytest session knows of its claims."""

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        self.dockets: dict[str, decide.Docket] = {}
        self.lab: Lab | None = None
        self._made: dict[str, ClaimRecord] = {}
        self.timed: set[tuple[str, str]] = set()
        self.problem = ""

    def record(self, claim: Claim) -> ClaimRecord:
        """What came out for one claim."""
        assert self.lab is not None
        if claim.id not in self._made:
            self._made[claim.id] = summarize.record(self.dockets[claim.id], self.lab, self.suite.option)
        return self._made[claim.id]


RUN = pytest.StashKey[Run]()


def pytest_addoption(parser: pytest.Parser) -> None:
    options.add(parser.getgroup("regclaims", "claims about L1 and L2 (pytest claims)"), BLOCK)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RUN] = Run(config.option)
    for line in (
        "timing: reads the clock",
        "exact: searches a counterexample instead of counting draws",
        "verdict: the verdict of a claim",
    ):
        config.addinivalue_line("markers", line)
    try:
        options.check(config.option)
        for argument in config.args:
            _check_node_id(argument, config.stash[RUN])
    except UsageError as error:
        raise pytest.UsageError(printable(str(error))) from None


def _check_node_id(argument: str, run: Run) -> None:
    """Name the nearest known claim or cell where a node id names none."""
    path, *names = argument.split("::", 2)
    if names and (Path.cwd() / path).resolve().parent == CLAIMS.resolve():
        run.suite.check(*names)


# Collection


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if module_path.parent.resolve() == CLAIMS.resolve():
        module: pytest.Collector = ClaimModule.from_parent(parent, path=module_path)
        return module
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Claims in the order of topics, wherever their modules stand in the alphabet."""
    order = {id: i for i, id in enumerate(registry.all_claims())}
    items.sort(key=lambda item: order[item.stash[ASKED][0].id] if ASKED in item.stash else -1)


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    run = config.stash[RUN]
    return [run.suite.described()] if run.grid != suites.STANDARD else []


class ClaimModule(pytest.File):
    """A module of claims."""

    def collect(self) -> Iterable[pytest.Collector]:
        """One collector a claim of this module."""
        name = f"{registry.__name__.rsplit('.', 1)[0]}.{self.path.stem}"
        for claim in self.config.stash[RUN].suite.claims.values():
            if claim.module == name:
                collector: ClaimCollector = ClaimCollector.from_parent(self, name=claim.id)
                collector.claim = claim
                yield collector


class ClaimCollector(pytest.Collector):
    """A claim: its cells, then its verdict."""

    claim: Claim

    def collect(self) -> Iterable[pytest.Item]:
        """One item a cell, then the verdict."""
        for reading in self.claim.readings:
            timed = isinstance(reading, Sampled) and reading.worlds[0].experiment.timing
            for cell in reading.cells():
                name, place = f"{reading.name}[{cell}]", (reading.name, cell)
                item: pytest.Item = self._timed(name, place) if timed else Cell.from_parent(self, name=name)
                item.stash[ASKED] = self.claim, place
                if isinstance(reading, Exact):
                    item.add_marker("exact")
                yield item
        verdict: Verdict = Verdict.from_parent(self, name=self.config.stash[RUN].suite.last_item)
        verdict.stash[ASKED] = self.claim, None
        verdict.add_marker("verdict")
        if self.claim.timing:
            verdict.add_marker("timing")
        yield verdict

    def _timed(self, name: str, place: decide.Place) -> pytest.Item:
        """A cell whose times go through the fixture of pytest-benchmark, as only functions have fixtures."""

        def timed_cell(request: pytest.FixtureRequest) -> None:
            _stop_on_problem(self.config.stash[RUN])
            _replay_timings(self.config.stash[RUN], self.claim, place, request)

        item: pytest.Function = pytest.Function.from_parent(self, name=name, callobj=timed_cell)
        item.add_marker("timing")
        item.add_marker(pytest.mark.benchmark(group="seconds a fit", timer=ReplayedClock()))
        return item


class Cell(pytest.Item):
    """A cell of a claim. Its evidence is there before it runs; no test function, since it needs no fixture."""

    def runtest(self) -> None:
        """Fail where the run had to stop."""
        _stop_on_problem(self.config.stash[RUN])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the claim is declared."""
        claim, _ = self.stash[ASKED]
        return self.path, claim.line - 1, f"{claim.id}::{self.name}"


class Verdict(Cell):
    """The verdict of a claim, which has to be decided and the one on record."""

    def runtest(self) -> None:
        """Compare what came out with the ledger."""
        super().runtest()
        claim, _ = self.stash[ASKED]
        run = self.config.stash[RUN]
        problem = run.wrong(run.record(claim))
        if problem:
            pytest.fail(problem, pytrace=False)


ASKED = pytest.StashKey[tuple[Claim, "decide.Place | None"]]()


def _stop_on_problem(run: Run) -> None:
    if run.problem:
        pytest.fail(run.problem, pytrace=False)


def _replay_timings(run: Run, claim: Claim, place: decide.Place, request: pytest.FixtureRequest) -> None:
    """Hand the recorded times of the reading's first method to pytest-benchmark, each method and world once."""
    docket = run.dockets[claim.id]
    draws, reading = docket.tallies[place].draws, claim.find(place[0])
    marker = request.node.get_closest_marker("benchmark")
    assert run.lab is not None
    assert marker is not None
    assert isinstance(reading, Sampled)
    names = reading.methods(claim.roles)
    if not draws or (names[0], place[1]) in run.timed:
        return
    run.timed.add((names[0], place[1]))
    benchmark = request.getfixturevalue("benchmark")
    rows = run.lab.rows(docket.worlds[place], names, 0, draws)
    seconds = {name: rows.method(name).seconds for name in names}
    benchmark.extra_info |= {"method": names[0], "draws": draws, "machine": provenance.machine()}
    benchmark.extra_info |= {f"median seconds {name}": float(sorted(s)[draws // 2]) for name, s in seconds.items()}
    marker.kwargs["timer"].load(seconds[names[0]])
    benchmark.pedantic(lambda: None, rounds=draws, iterations=1)


# The run


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    config, run = session.config, session.config.stash[RUN]
    asked = _asked(session.items, run.suite)
    if not asked or config.option.collectonly:
        return (yield)
    try:
        with Store(_path(config, "store", ".regclaims/store.sqlite")) as store:
            if store.notice:
                run.notes.append(store.notice)
            if config.getoption("fresh") and not _is_worker(config):
                store.clear()
            budget = decide.Budget(alpha=config.getoption("alpha"), max_draws=config.getoption("max_draws"))
            watch = Watcher(config.pluginmanager.get_plugin("terminalreporter"))
            given = config.option
            engine = engines.chosen(given.scheduler, given.workers, watch, given.draw_timeout)
            with Lab(
                store,
                seed=given.seed,
                engine=engine,
                limit=given.draw_timeout,
                block=given.block_size,
                watch=watch,
            ) as run.lab:
                run.check(_report_folder(config))
                run.dockets = decide.opened(asked, budget, run.suite.cells)
                with terminable():
                    return (yield from _evidence_then_items(config, asked))
    except UsageError as error:
        if not _is_worker(config):
            raise pytest.UsageError(printable(str(error))) from None
        run.problem = printable(str(error))
        return (yield)


def _evidence_then_items(config: pytest.Config, asked: Mapping[Claim, object]) -> Iterator[None]:
    run = config.stash[RUN]
    assert run.lab is not None
    try:
        decide.take_evidence(run.dockets, run.lab)
        return (yield)
    except (KeyboardInterrupt, UsageError) as error:
        if isinstance(error, KeyboardInterrupt) or run.lab.measured:
            _break_off(run, [claim for claim, cells in asked.items() if cells is None or run.suite.maps])
        raise
    finally:
        run.worker_seconds, run.measured = run.lab.worker_seconds, run.lab.measured
        run.notes += [f"lost: {event}" for event in run.lab.lost()]


def _break_off(run: Run, claims: Iterable[Claim]) -> None:
    """Put down what came out so far. Another Ctrl-C ends everything at once."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    run.partial = True
    RECORDS[:] = [run.record(claim) for claim in claims]


def _asked(items: Iterable[pytest.Item], suite: suites.Suite) -> dict[Claim, frozenset[decide.Place] | None]:
    """Claims whose verdict is asked for -> None; other claims, and all those to be mapped -> the cells asked for."""
    cells: dict[Claim, set[decide.Place] | None] = {}
    for item in items:
        if ASKED in item.stash:
            claim, place = item.stash[ASKED]
            chosen = cells.setdefault(claim, set())
            if place is None:
                cells[claim] = None
            elif chosen is not None:
                chosen.add(place)
    return {claim: suite.places(claim) if chosen is None else frozenset(chosen) for claim, chosen in cells.items()}


def _path(config: pytest.Config, option: str, default: str) -> Path:
    return config.rootpath / (config.getoption(option) or default)


def _report_folder(config: pytest.Config) -> Path:
    grid = config.stash[RUN].grid
    return _path(config, "report_dir", "reports/latest" if grid == suites.STANDARD else f"reports/latest-{grid}")


def _is_worker(config: pytest.Config) -> bool:
    """Whether this process is a worker of xdist, which reports to another one."""
    return hasattr(config, "workerinput")


# What the items say


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A cell amid its claim just reports: of thousands, none has anything to set up, to capture or to tear down."""
    amid = nextitem is not None and nextitem.parent is item.parent
    if type(item) is not Cell or not amid or item.config.stash[RUN].problem:
        return None
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    phases: tuple[Literal["call", "teardown"], ...] = ("call", "teardown")
    for when in phases:
        call = pytest.CallInfo.from_call(item.runtest, when=when)
        hook.pytest_runtest_logreport(report=hook.pytest_runtest_makereport(item=item, call=call))
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    run, found = item.config.stash[RUN], dict[str, object]()
    if ASKED in item.stash and call.when == "call" and run.lab is not None and run.dockets:
        claim, place = item.stash[ASKED]
        if place is None:
            record = run.record(claim)
            found["claim_record"] = to_json(record)
            # The item's own, which JUnit reads from its teardown's report.
            item.user_properties += [("verdict", str(record.verdict)), ("kind", str(record.kind or ""))]
        else:
            found["cell_outcome"] = word = str(run.dockets[claim.id].outcome(place))
            item.user_properties.append(("outcome", word))
    outcome: Any = yield
    vars(outcome).update(found)
    return outcome  # type: ignore[no-any-return]


def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> tuple[str, str, str] | None:
    cell, record = getattr(report, "cell_outcome", None), getattr(report, "claim_record", None)
    if report.when != "call" or (cell is None and record is None):
        return None
    if record is not None:
        maps = config.stash[RUN].suite.maps
        word = phase.WORDS[report.passed] if maps else terminal.WORDS[record["verdict"]]
        return report.outcome, word[0] if report.passed else "!", word
    category = "undecided" if cell == "undecided" else report.outcome
    return category, terminal.LETTERS[str(cell)], str(cell)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    record = getattr(report, "claim_record", None)
    if record is not None and report.when == "call":
        RECORDS.append(from_json(record))


RECORDS: list[ClaimRecord] = []
"""Claims that ran, in the order of their items; filled in the process that reports."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    run = config.stash[RUN]
    if _is_worker(config):
        config.workeroutput["spent"] = time.process_time() + run.worker_seconds, run.measured  # type: ignore[attr-defined]
    if _is_worker(config) or not RECORDS:
        return
    stopped = session.shouldstop or session.shouldfail or session.exitstatus == pytest.ExitCode.INTERRUPTED
    run.partial = run.partial or bool(stopped)
    if not run.finish(RECORDS, _report_folder(config)) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    run = node.config.stash[RUN]
    seconds, measured = node.workeroutput.get("spent", (0.0, 0))
    run.worker_seconds, run.measured = run.worker_seconds + seconds, run.measured + measured


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    run = config.stash[RUN]
    if run.records:
        terminalreporter.section("claims")
        for line in run.lines(_report_folder(config)):
            terminalreporter.write_line(line)
    said = config.option.verbose >= 0
    for note in (*run.notes, *(() if said else pytest_report_collectionfinish(config))):
        terminalreporter.write_line(printable(note))
