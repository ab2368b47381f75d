"""``regclaims controls``: what it prints, and with which status it ends."""

from __future__ import annotations

import pytest

from regclaims.claims.controls import run
from regclaims.claims.controls.run import Controlled
from regclaims.fixtures.appraisal import Part, about
from regclaims.reports import trust
from regclaims.reports.cli import main


def controlled(*escaped: str, tried: int = 3) -> Controlled:
    part = Part(name="placebo", title="A?", says="Yes.", passed=not escaped, about=about("regclaims controls placebo"))
    return Controlled(part, escaped, tried)


@pytest.fixture
def answer(monkeypatch, tmp_path):
    """Let every control give this answer."""
    monkeypatch.chdir(tmp_path)

    def put(given) -> None:
        for name in run.CONTROLS:
            monkeypatch.setitem(run.CONTROLS, name, given)

    return put


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plcebo"], "did you mean 'placebo'?"),
        (["--workers", "0"], "required is a whole number from 1, got 0"),
        (["--record", "-k", "l1"], "leave one of the two out"),
        (["swap", "-k", "no-such-claim"], "required is a part of a claim's id"),
        (["swap", "--store", "."], "cannot be opened"),
    ],
)
def test_wrong_input_is_one_line(monkeypatch, tmp_path, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    assert main(["controls", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said.splitlines()[-1]
    assert "Traceback" not in said


def test_what_escaped_is_printed_and_fails(answer, capsys):
    answer(lambda asked: controlled("x beats itself"))
    assert main(["controls", "placebo"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["escaped:", "placebo: x beats itself"]


def test_nothing_escaped_passes(answer, capsys):
    answer(lambda asked: controlled())
    assert main(["controls"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "nothing escaped"


def test_answers_are_recorded_if_asked_for(answer, monkeypatch, tmp_path):
    written = []
    monkeypatch.setattr(trust, "write", lambda part: written.append(part) or tmp_path)
    answer(lambda asked: controlled("x"))
    main(["controls", "placebo"])
    assert not written
    main(["controls", "placebo", "--record"])
    assert [part.passed for part in written] == [False]


def test_an_interrupt_is_one_line(answer, capsys):
    def interrupted(asked):
        raise KeyboardInterrupt

    answer(interrupted)
    assert main(["controls"]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "regclaims: interrupted; what was measured is kept"
