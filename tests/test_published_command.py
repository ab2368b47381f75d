"""``regclaims published``: what it prints and keeps, its exit status, and that the installed package has it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import regclaims
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.published import NAMES, better, command
from regclaims.fixtures.published.facts import Fact, answer
from regclaims.reports import trust
from regclaims.reports.cli import main

ROOT = Path(regclaims.__file__).parent
QUICK = ["--repetitions", "20", "--workers", "1"]
FACT = Fact(statement="one", source="s", theirs=1.0, ours=1.5, error=0.1, agrees=False)


def test_studies_asked_for_are_printed_in_order(capsys):
    assert main(["published", "hoerl-kennard-1970", "loshchilov-hutter-2019", *QUICK]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "Are published results reproduced?: as promised\n8 of 8 published figures and theorems are met."
    )
    assert out.index("proposition 2") < out.index("Theobald 1974")
    assert "Ng 2004" not in out


def test_what_is_missed_is_said_and_fails(capsys, monkeypatch):
    monkeypatch.setattr(better, "ask", lambda *given: answer("t", [FACT]))
    assert main(["published", "hoerl-kennard-1970"]) == 1
    out = capsys.readouterr().out
    assert "NOT as promised" in out
    assert (
        "0 of 1 published figures and theorems are met; not met: hoerl-kennard-1970: one: theirs 1.0, ours 1.5." in out
    )


def test_what_is_only_reported_is_said_and_does_not_fail():
    part = command.part({"x": answer("t", [])}, seed=0)
    assert part.passed

    part = command.part({"x": replace(answer("t", []), reported=("y differs",))}, seed=3)
    assert part.passed
    assert "not met: x: y differs" in part.says
    assert part.about.command == "regclaims published --seed 3"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["ng-2005"], "unknown study 'ng-2005': required is one of zou-hastie-2005"),
        (["ng-2005"], "did you mean 'ng-2004'?"),
        (["exact", "--repetitions", "1"], "--repetitions must be at least 2, got 1"),
        (["exact", "--workers", "0"], "--workers must be at least 1, got 0"),
        (["exact", "--seed", "-1"], "--seed must be at least 0, got -1"),
        (["exact", "--record"], "--record keeps whole answers: required is a run without names and --repetitions"),
        (["--record", "--repetitions", "5"], "--record keeps whole answers"),
    ],
)
def test_what_cannot_be_asked_is_named(given, said, capsys):
    assert main(["published", *given]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


def test_the_answer_is_recorded_for_the_report(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "NAMES", {"hoerl-kennard-1970": "better"})
    monkeypatch.setattr(trust, "write", lambda part, write=trust.write: write(part, tmp_path))
    assert main(["published", "--record", "--workers", "1"]) == 0
    assert "recorded: " in capsys.readouterr().out
    (part,) = trust.read(tmp_path)
    assert (part.name, part.passed, len(part.tables)) == ("published", True, 1)


def test_what_is_recorded_has_every_study():
    (part,) = (part for part in trust.read() if part.name == "published")
    assert part.passed == ("not met" not in part.says)
    said = " ".join(table.title for table in part.tables)
    for name in ("Zou & Hastie", "Ng 2004", "Loshchilov", "Alfons", "Exact facts", "Degrees of freedom", "Hoerl"):
        assert name in said


def test_answers_do_not_depend_on_the_engine():
    assert command._ask("hoerl-kennard-1970", 20, 0, Serial()) == better.ask(20, 0, Serial())


def test_every_package_is_installed():
    packages = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    for room in ("claims", "fixtures", "reports"):
        for init in (ROOT / room).rglob("__init__.py"):
            assert ".".join(["regclaims", *init.parent.relative_to(ROOT).parts]) in packages
    assert set(NAMES.values()) <= {path.stem for path in (ROOT / "fixtures" / "published").glob("*.py")}
