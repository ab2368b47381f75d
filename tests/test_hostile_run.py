"""Hostile names, statements and messages in real runs: of a copy of the package that holds a hostile claim."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import regclaims
from regclaims.fixtures import replay
from regclaims.fixtures.printable import printable
from regclaims.reports.cli import main
from regclaims.tests.test_hostile import flat, shape, words

ROOT = Path(regclaims.__file__).parent
HOSTILE = "<b>x</b> ]]> **y** \x1b[31m\x07\x9b \u202e\u200b [z](http://example.org) | `c` $(id) ../../x \\"
MODULE = """
from regclaims.claims.claim import claim
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.experiments import HOSTILE
from regclaims.fixtures.grids import worlds

TEXT = {text!r}
made = claim("hostile-claim", TEXT, force="can")
counts = claim("hostile-counts", TEXT + " counted", force="can")


def raises(l1):
    return l1.test_error > 0


raises.__doc__ = TEXT
made.reading(worlds(HOSTILE, [DGM(task="regression", n_samples=20, n_features=2, relevant=1.0, snr=2.0)]))(raises)


def empty(found):
    return False


empty.__doc__ = TEXT
counts.counted(lambda case: {{TEXT: 3}}, cases=("one",))(empty)
"""
EXPERIMENT = """
def measure(draw, method):
    raise ValueError({text!r})
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A run over the hostile claims, with all that it wrote."""
    folder = tmp_path_factory.mktemp("hostile")
    copy = folder / "regclaims"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "tests", "benchmarks", "build", "latest*"))
    (copy / "claims" / "test_hostile.py").write_text(MODULE.format(text=HOSTILE), encoding="utf-8")
    (copy / "fixtures" / "experiments" / "hostile.py").write_text(EXPERIMENT.format(text=HOSTILE), encoding="utf-8")
    table = copy / "fixtures" / "experiments" / "__init__.py"
    text = table.read_text(encoding="utf-8")
    table.write_text(
        text.replace("\nEXPERIMENTS =", '\nHOSTILE = Experiment(name="hostile", methods=("l1",))\n\nEXPERIMENTS =')
    )
    options = ["--store", "s", "--report-dir", "r", "--ledger", "ledger.json", "--junitxml", "junit.xml", "-v"]
    command = [sys.executable, "-m", "pytest", "claims", "-k", "hostile", "-p", "no:cacheprovider", "--accept"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    done = subprocess.run(
        [*command, *options],
        cwd=copy,
        env=environment | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "without a correction" in done.stdout, done.stdout + done.stderr
    return copy, done


def test_the_terminal_shows_it_and_is_not_moved(ran):
    _, done = ran
    assert all(line.isprintable() for line in (done.stdout + done.stderr).split("\n"))
    assert f"CONTRADICTED                hostile-claim   {printable(HOSTILE)}" in done.stdout
    assert f"draws failed; first: ValueError: {printable(HOSTILE)}; replay: " in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_markdown_report_shows_it_as_text(ran):
    text = (ran[0] / "r" / "report.md").read_text(encoding="utf-8")
    assert not {"html_inline", "html_block", "link_open", "em_open", "s_open", "image"} & set(
        shape(text.split("## Can this be trusted?")[0].replace("[Can this be trusted?](#can-this-be-trusted)", ""))
    )
    assert sum(flat(HOSTILE) in line for line in words(text)) >= 5
    assert all(line.isprintable() for line in text.split("\n"))


def test_json_holds_it_in_codes(ran):
    text = (ran[0] / "r" / "report.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert {claim["says"] for claim in found["claims"]} == {HOSTILE, HOSTILE + " counted"}
    assert found["events"][0]["what"] == f"ValueError: {HOSTILE}"
    assert all(line.isprintable() for line in text.split("\n"))
    ledger = (ran[0] / "ledger.json").read_text(encoding="utf-8")
    assert set(json.loads(ledger)) == {"hostile-claim", "hostile-counts"}
    assert ledger.isascii()


def test_junit_is_whole(ran):
    found = ElementTree.parse(ran[0] / "junit.xml")
    assert len(list(found.iter("testcase"))) == 4
    assert {element.tag for element in found.iter()} <= {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "system-out", "system-err"
    }  # fmt: skip


def test_its_report_can_be_compared(ran, capsys):
    path = ran[0] / "r" / "report.json"
    assert main(["compare", str(path), str(path)]) == 0
    assert "verdicts changed: 0" in capsys.readouterr().out


def test_the_table_in_a_page_shows_it_as_text(ran):
    script = "from regclaims.reports.cli import main; raise SystemExit(main(['table']))"
    shutil.copy(ran[0] / "ledger.json", ran[0] / "reports" / "ledger.json")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(ran[0].parent)},
        cwd=ran[0],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shape(done.stdout) == shape("| a | b | c |\n| --- | --- | --- |\n" + "| x | x | |\n" * 2)
    assert flat(HOSTILE) in words(done.stdout)


NAME = "\x1b[31m\u202e\nx"


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", NAME, NAME],
        ["compare", "/dev/zero", "/dev/zero"],
        ["compare", "--format", NAME, "a", "b"],
        ["table", NAME],
        ["table", "README.md", NAME],
        ["store", "info", NAME],
        ["store", "info", "/dev/zero"],
        ["store", "merge", f"{NAME}/into", NAME],
        [NAME],
    ],
    ids=repr,
)
def test_messages_repeat_no_escapes(arguments, capsys):
    try:
        status = main(arguments)
    except SystemExit as left:
        status = left.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert all(line.isprintable() for line in err.splitlines())
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "names",
    [
        ("../../x", "l1", "w"),
        ("os", "system", "w"),
        ("fits", "../x", "reg-n60-p10-rel1-snr2-ar0"),
        ("fits", "l1", "../x"),
    ],
    ids=repr,
)
def test_a_replay_runs_what_is_on_the_list_and_nothing_else(names, capsys):
    assert replay.main([*names, "0"]) == 2
    assert replay.main([NAME, NAME, NAME, "0"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert all(line.startswith("error: ") and line.isprintable() for line in err.splitlines())


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--store", "/dev/zero", "store /dev/zero: cannot be opened (it is no file)"),
        ("--ledger", "/dev/zero", "/dev/zero: is a pipe or a device"),
        ("--ledger", "claims", "claims: is a folder"),
        ("--store", f"HERE/{NAME}/../folder", "cannot be opened"),
        ("--report-dir", f"README.md/{NAME}", "cannot be written"),
    ],
)
def test_files_that_are_none_end_a_run_in_one_line(tmp_path, option, value, message):
    (tmp_path / "folder").mkdir()
    value = value.replace("HERE", str(tmp_path))
    places = {"--store": str(tmp_path / "s"), "--report-dir": str(tmp_path / "r")} | {option: value}
    command = [sys.executable, "-m", "pytest", "claims", "-k", "l2-more-popular", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *(word for pair in places.items() for word in pair)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 4
    assert message in done.stdout + done.stderr
    assert all(line.isprintable() for line in (done.stdout + done.stderr).split("\n"))
    assert "Traceback" not in done.stdout + done.stderr
