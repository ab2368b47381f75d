"""README keeps its promises."""

import re
from pathlib import Path

import regclaims
from regclaims.claims.claim import all_claims
from regclaims.reports import ledger, markdown, trust
from regclaims.reports.check import measured
from regclaims.reports.trust import markdown as answers

ROOT = Path(regclaims.__file__).parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_answers_on_trust_are_those_on_record():
    asked = answers.table(trust.read())
    expected = markdown.with_table(README, asked, "README.md", begin=answers.BEGIN, end=answers.END)
    assert expected == README, "out of step with what is on record; run: regclaims table README.md"


def test_what_is_recognised_is_that_on_record():
    expected = markdown.with_table(README, measured.table(), "README.md", begin=measured.BEGIN, end=measured.END)
    assert expected == README, "out of step with what is on record; run: regclaims table README.md"


def test_first_screen_has_the_two_commands():
    first_screen = README.splitlines()[:12]
    commands = [line.split("#")[0].strip() for line in first_screen if line.startswith("pip ")]
    assert commands == ["pip install -e . && pytest claims", "pip install -e '.[dev]' && pytest"]


def test_claims_named_in_readme_exist():
    named = set(re.findall(r"[`#:]((?:l1|l2|penalty|regularization)-[a-z0-9-]+)", README))
    assert named <= set(all_claims())
    assert named


def test_ledger_has_every_claim_and_no_other():
    assert set(ledger.read()) == set(all_claims())
