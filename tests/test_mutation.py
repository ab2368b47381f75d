"""Faults put in: they are made where they should be, judged by the tests, and counted without flattery."""

from __future__ import annotations

import importlib
from textwrap import dedent

import pytest

from regclaims.tests.trust.judging import LOADED, Copy, Fate, Limits, measured
from regclaims.tests.trust.mutants import mutants
from regclaims.tests.trust.mutation import ROOT, SUITES, answers, counted, digest, part, survivors, unchanged


def faults(source: str) -> set[str]:
    return {mutant.now for mutant in mutants(dedent(source))}


def test_a_comparison_is_exchanged_for_every_other():
    assert faults("a < b") == {f"a {sign} b" for sign in ("<=", "==", "!=", ">", ">=")}
    assert faults("x = 1 if a == b else c") >= {"x = 1 if a != b else c"}
    assert "x = 1 if not a == b else c" not in faults("x = 1 if a == b else c")  # that one again
    assert faults("a is b") == {"a is not b"}  # the same as == where this is used: on enums and None


def test_an_operator_is_exchanged_for_those_near_it():
    assert faults("a + b") == {"a - b", "a * b"}
    assert faults("a // b") == {"a / b", "a * b"}


def test_numbers_truth_values_and_connectives_are_exchanged():
    assert {fault.replace(" ", "") for fault in faults("x = 5")} == {"x=4", "x=6"}
    assert faults("x = True") == {"x = False"}
    assert faults("a and b") == {"a or b"}


def test_texts_are_changed_and_docstrings_are_not():
    source = '''
    def f(x: int | None) -> str:
        """Says it."""
        return f"found {x}, want {x!r}"
    '''
    assert faults(source) == {'return f"XXfound {x}, want {x!r}"', 'return f"found {x}XX, want {x!r}"'}
    assert faults("x = ''") == {"x = 'XX'"}


def test_a_decorator_is_removed():
    (mutant,) = mutants("a = b\n\n\n@c\ndef f():\n    return a\n")
    assert (mutant.was, mutant.now) == ("@c", "")


def test_calls_made_for_their_effect_and_raises_are_left_out():
    assert faults("def f(db):\n    db.close()\n") == {"pass"}
    assert faults("def f(e):\n    raise e\n") == {"pass"}
    assert faults("def f(g):\n    return g(1)\n") == {"return g( 2)", "return g( 0)"}


def test_each_exception_that_is_caught_is_exchanged():
    source = "try:\n    a\nexcept (OSError, db.Error) as e:\n    b\nexcept KeyError:\n    c\n"
    assert faults(source) == {
        "except (ZeroDivisionError, db.Error) as e:",
        "except (OSError, ZeroDivisionError) as e:",
        "except ZeroDivisionError:",
    }


def test_the_whole_text_comes_with_the_fault_alone():
    (mutant,) = mutants("a = b\nc = d and e\n")
    assert (mutant.line, mutant.was, mutant.text) == (2, "c = d and e", "a = b\nc = d or e\n")


@pytest.fixture
def copy(tmp_path) -> Copy:
    """Of a package with one function and one test."""
    for name in LOADED:
        importlib.import_module(name)
    root = tmp_path / "root"
    (root / "tests").mkdir(parents=True)
    (root / "__init__.py").touch()
    (root / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\n")
    (root / "m.py").write_text("def f(x):\n    return x + 1\n")
    (root / "tests" / "test_m.py").write_text("from regclaims.m import f\ndef test_f():\n    assert f(1) == 2\n")
    return Copy(root, tmp_path / "copy")


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("def f(x):\n    return x + 1\n", Fate.SURVIVED),
        ("def f(x):\n    return 1 + x\n", Fate.SURVIVED),
        ("def f(x):\n    return x - 1\n", Fate.KILLED),
        ("def f(x):\n    return y\n", Fate.KILLED),
        ("import nothing_of_that_name\n", Fate.KILLED),
        ("def f(x):\n    while True: pass\n", Fate.TIMED_OUT),
        ("def f(x):\n    import time; time.sleep(1e6)\n", Fate.TIMED_OUT),
    ],
)
def test_the_tests_judge_a_fault_and_the_copy_is_as_before(copy, text, fate):
    before = (copy.root / "m.py").read_text()
    limits = Limits(cpu=2, clock=8) if fate is Fate.TIMED_OUT else Limits(cpu=60, clock=300)
    assert copy.judge("m.py", text, ["tests/test_m.py"], limits) is fate
    assert (copy.root / "m.py").read_text() == before


def test_limits_leave_room_and_tests_that_fail_anyway_judge_nothing(copy):
    limits = measured(copy, "m.py", ["tests/test_m.py"])
    assert limits.cpu > 5
    assert limits.clock > 20
    (copy.root / "tests" / "test_m.py").write_text("def test_f():\n    assert False\n")
    with pytest.raises(SystemExit, match=r"m\.py: its tests fail as it is"):
        measured(copy, "m.py", ["tests/test_m.py"])


def row(module: str, killed: int, survived: int):
    one = mutants("a and b")[0]
    return counted(module, [(one, Fate.KILLED)] * killed + [(one, Fate.SURVIVED)] * survived)


def test_a_part_passes_where_all_modules_are_judged_and_survivors_answered_for():
    rows = [row(module, 9, 1) for module in SUITES]
    answered = [(module, "a", "b", "why not") for module in SUITES]
    found = part(rows, answered)
    assert found.passed
    assert f"{9 * len(SUITES)} (90.0%) are noticed" in found.says
    assert "none is without a reason" in found.says


def test_a_part_fails_and_says_why():
    rows = [row(module, 9, 1) for module in SUITES]
    first = next(iter(SUITES))
    silent = part(rows, [(first, "a", "b", "")])
    weak = part([row(first, 8, 2), *rows[1:]], [])
    partial = part(rows[1:], [])
    assert [found.passed for found in (silent, weak, partial)] == [False] * 3
    assert "1 is without a reason" in silent.says
    assert f"Below the promise: {first}." in weak.says
    assert f"Not judged as they are now: {first}." in partial.says


def test_a_survivor_comes_with_the_answer_for_its_very_lines():
    (one,) = mutants("a and b")
    judged = [(one, Fate.SURVIVED), (one, Fate.KILLED), (one, Fate.TIMED_OUT)]
    assert survivors("m", judged, {("m", "a and b", "a or b"): "why not"}) == [("m", "a and b", "a or b", "why not")]
    assert survivors("m", judged, {("n", "a and b", "a or b"): "why not"}) == [("m", "a and b", "a or b", "")]
    assert counted("fixtures/store.py", judged)[:6] == ("fixtures/store.py", 3, 1, 1, 1, pytest.approx(2 / 3))


def test_a_run_of_some_modules_keeps_what_is_recorded_on_others_unless_they_changed():
    store, plan, verdict = (row(f"{name}.py", 9, 1) for name in ("fixtures/store", "claims/plan", "claims/verdict"))
    changed = (*verdict[:-1], "another")
    alive = [(module, "a", "b", "") for module, *_ in (store, plan, verdict)]
    before = [part([store, plan, changed], alive)]
    assert unchanged(["claims/plan.py"], before, {}) == ([store], [("fixtures/store.py", "a", "b", "")])
    answered = {("fixtures/store.py", "a", "b"): "since then"}
    assert unchanged(["claims/plan.py"], before, answered)[1] == [("fixtures/store.py", "a", "b", "since then")]
    assert unchanged(["claims/plan.py"], [], answered) == ([], [])


def test_every_answer_is_about_a_line_that_is_there():
    for module, was, now in answers():
        lines = [line.strip() for line in (ROOT / module).read_text(encoding="utf-8").splitlines()]
        assert was in lines, f"{module}: {was!r} is answered for and not there; take it out of survivors.toml"
        assert now != was


def test_modules_and_their_tests_are_there():
    for module in SUITES:
        assert len(digest(module)) == 8
