"""The answer about versions: bounds read from pyproject.toml, changes named, and no pass where a verdict changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import regclaims
from regclaims.fixtures.appraisal import About, lines
from regclaims.fixtures.errors import UsageError
from regclaims.reports import compare
from regclaims.tests.test_compare import CLAIM, OTHER, RUN, past
from regclaims.tests.trust import versions

PYPROJECT = (Path(regclaims.__file__).parent / "pyproject.toml").read_text(encoding="utf-8")
ABOUT = About(command="x", date="2026-01-01", code="c0de", versions={}, machine="m")
INSTALLED = {
    versions.OLDEST: {"numpy": "1.26.0", "scipy": "1.12.0", "scikit-learn": "1.9.0"},
    versions.NEWEST: {"numpy": "2.4.6", "scipy": "1.17.1", "scikit-learn": "1.9.1"},
}


def test_every_dependency_has_a_lower_bound_and_nothing_else():
    found = versions.bounds(PYPROJECT)
    assert {"numpy", "scipy", "scikit-learn", "pytest", "hypothesis"} <= set(found)
    assert all(version.replace(".", "").isdigit() for version in found.values())


@pytest.mark.parametrize("requirement", ["numpy", "numpy>=1,<2", "numpy==1.0", "numpy>=1; python_version<'3.12'"])
def test_another_kind_of_requirement_is_named(requirement):
    with pytest.raises(UsageError, match="required is 'name>=version'"):
        versions.bounds(f'[project]\ndependencies = ["{requirement}"]')


def test_the_oldest_get_exactly_the_bounds(tmp_path):
    oldest, newest, below = versions.environments(tmp_path, ["scikit-learn==1.8.0"], oldest_alone=False)
    bounds = versions.bounds(PYPROJECT)
    assert set(oldest.wanted) == {f"{name}=={version}" for name, version in bounds.items()}
    assert set(newest.wanted) == set(bounds)
    assert set(below.wanted) ^ set(oldest.wanted) == {"scikit-learn==1.8.0", f"scikit-learn=={bounds['scikit-learn']}"}
    assert len({environment.folder for environment in (oldest, newest, below)}) == 3
    assert [e.name for e in versions.environments(tmp_path, [], oldest_alone=True)] == [versions.OLDEST]


def answer(before, *, run=RUN):
    newest = past(CLAIM, OTHER, name="newest")
    return versions.part({versions.OLDEST: compare.of(past(*before, run=run), newest)}, INSTALLED, ABOUT)


def test_the_same_verdicts_are_as_promised():
    found = answer((CLAIM, OTHER))
    assert found.passed
    assert found.says == (
        "Oldest (scikit-learn 1.9.0, numpy 1.26.0, scipy 1.12.0): 2 of 2 verdicts that do not read the clock are those "
        "found with the newest."
    )
    assert "numpy" in "\n".join(lines(found))


def test_a_changed_verdict_is_named_and_not_as_promised():
    found = answer((CLAIM, replace(OTHER, verdict="contradicted")))
    assert not found.passed
    assert "1 of 2 verdicts" in found.says
    assert "other is contradicted there and supported with the newest" in found.says
    assert found.tables[-1].rows == (("other", "contradicted", "supported"),)


def test_verdicts_that_read_the_clock_are_told_apart():
    found = answer((CLAIM, replace(OTHER, verdict="contradicted", machine="m")))
    assert found.passed
    assert "1 of 1 verdicts that do not read the clock" in found.says
    assert "of those that do, 0 of 1 (not other)" in found.says
    assert found.tables[-1].rows == (("other", "contradicted", "supported"),)


def test_what_is_no_verdict_changes_no_answer():
    assert answer((replace(CLAIM, condition="x"), OTHER)).passed


def test_a_run_that_is_not_whole_is_not_as_promised():
    assert not answer((CLAIM,)).passed
    assert "1 claims are in one of the two runs only" in answer((CLAIM,)).says
    assert not answer((CLAIM, OTHER), run=replace(RUN, partial=True)).passed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--below", "numpy<2"], "--below numpy<2: required is NAME==VERSION"),
        (["--below", "\x1b[31m"], "--below \\x1b[31m: required is NAME==VERSION"),
        (["--oldest", "--record"], "there is nothing to compare with"),
    ],
)
def test_wrong_input_is_one_clear_line(arguments, message, capsys):
    assert versions.main(arguments) == 2
    assert message in capsys.readouterr().err
