"""The GitHub action and the pre-commit hook: valid by their official schemas, and the action's steps run as written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import regclaims
from regclaims.tests.test_check_formats import SARIF

ROOT = Path(regclaims.__file__).parent
WRONG = """# Notes

Regularization is a subject with many opinions.

L1 regularization is rotation-invariant.

- Ridge regression prevents collinearity.

The lasso makes weights 0 or 1.
"""
MENDED = """# Notes

Regularization is a subject with many opinions.

L2's predictions do not change when the feature space is rotated.

- Ridge regression copes better with collinear features than lasso.

Lasso sets some weights exactly to zero.
"""


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-actions", ["action.yml"]),
        ("vendor.github-workflows", [".github/workflows/ci.yml", ".github/workflows/weekly.yml"]),
    ],
)
def test_files_for_ci_are_valid(schema, files, tmp_path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    subprocess.run([*command, *files], cwd=ROOT, check=True)
    broken = tmp_path / "broken.yml"
    broken.write_text((ROOT / files[0]).read_text(encoding="utf-8").replace("name:", "nmae:"), encoding="utf-8")
    assert subprocess.run([*command, str(broken)], check=False, capture_output=True).returncode == 1


def test_the_hook_is_one_for_pre_commit(tmp_path):
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    subprocess.run([*command, ".pre-commit-hooks.yaml"], cwd=ROOT, check=True)
    broken = tmp_path / "broken.yaml"
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("plain-text", "plaintext"), encoding="utf-8")
    assert subprocess.run([*command, str(broken)], check=False, capture_output=True).returncode == 1


def test_requirements_of_the_action_are_some_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    lines = (ROOT / "reports" / "check" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = {line for line in lines if not line.startswith("#")}
    assert named < set(project)
    assert not any(re.match("numpy|scipy|scikit-learn|pytest|hypothesis", name) for name in named)


def test_the_script_for_drift_is_one_for_bash():
    subprocess.run(["bash", "-n", ".ci/drift"], cwd=ROOT, check=True)


class Job:
    """A job of GitHub Actions: one repository, and the steps of the action run in it, one after the other."""

    def __init__(self, place: Path, action: Path) -> None:
        self.repository, self.action = place / "repository", action
        self.temp = place / "temp"
        for folder in (self.repository, self.temp):
            folder.mkdir()
        subprocess.run(["git", "init", "-q"], cwd=self.repository, check=True)

    def run(self, **inputs: str) -> tuple[int, str, dict[str, str], str]:
        """Exit status of the first step that fails or 0, what was printed, the outputs and the job summary."""
        action = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        values = {name: given["default"] for name, given in action["inputs"].items()} | inputs
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        status, said = 0, ""
        for step in action["runs"]["steps"]:
            if "run" not in step or status:
                continue
            given = {name: self._value(text, values) for name, text in step["env"].items()}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.repository,
                env=os.environ | {k: str(v) for k, v in files.items()} | {"RUNNER_TEMP": str(self.temp)} | given,
                text=True,
                capture_output=True,
                check=False,
            )
            status, said = done.returncode, said + done.stdout
            assert "Traceback" not in done.stderr, done.stderr
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        return status, said, outputs, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")

    def _value(self, text: str, inputs: dict[str, str]) -> str:
        """What GitHub puts in place of an expression."""
        known = {f"inputs.{name}": value for name, value in inputs.items()} | {
            "github.action_path": str(self.action),
            "github.server_url": "https://github.example",
            "github.action_repository": "owner/regclaims",
            "github.action_ref": "v1",
        }
        name = text.removeprefix("${{").removesuffix("}}").strip()
        return known[name]  # a step that asks for anything else fails here


@pytest.fixture(scope="module")
def job(tmp_path_factory) -> Job:
    """The action as GitHub checks it out: what is under version control, and nothing else."""
    place = tmp_path_factory.mktemp("job")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (place / "action" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / "action" / name)
    return Job(place, place / "action")


def test_three_wrong_sentences_are_three_findings_at_their_lines(job):
    (job.repository / "notes.md").write_text(WRONG, encoding="utf-8")
    status, said, outputs, summary = job.run(sarif="found.sarif")
    errors = [line for line in said.splitlines() if line.startswith("::error ")]
    assert [line.split("::")[1].split(",")[:2] for line in errors] == [
        ["error file=notes.md", f"line={line}"] for line in (5, 7, 9)
    ]
    assert (status, outputs) == (1, {"status": "1"})
    assert summary.count("| error | contradicted") == 3
    log = json.loads((job.repository / "found.sarif").read_text(encoding="utf-8"))
    SARIF.validate(log)
    (run,) = log["runs"]
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in run["results"]]
    assert [region["startLine"] for region in regions] == [5, 7, 9]
    helps = {rule["id"]: rule.get("helpUri") for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        page = "https://github.example/owner/regclaims/blob/v1/reports/facts.md"
        assert helps[result["ruleId"]] == f"{page}#{result['ruleId']}"


def test_mended_text_passes(job):
    (job.repository / "notes.md").write_text(MENDED, encoding="utf-8")
    status, said, outputs, _ = job.run(paths="notes.md\n\n")
    assert (status, outputs) == (0, {"status": "0"}), said
    assert "::error" not in said


def test_what_is_no_level_is_refused(job):
    status, _, outputs, _ = job.run(**{"fail-on": "everything"})
    assert (status, outputs) == (2, {"status": "2"})


def test_inputs_are_words_and_no_commands(job):
    (job.repository / "notes.md").write_text(MENDED, encoding="utf-8")
    job.run(paths="$(touch stolen)\n`touch stolen`; touch stolen\n--help")
    assert not (job.repository / "stolen").exists()
