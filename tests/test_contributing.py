"""The worked examples of CONTRIBUTING.md run as they stand."""

import re
from pathlib import Path

import pytest

from regclaims.claims import claim

TEXT = (Path(claim.__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"## (.*?)\n.*?```python\n(.*?)```", TEXT.split("## Before you measure")[1], re.DOTALL)


@pytest.fixture(autouse=True)
def _forget_examples():
    before = dict(claim._registry)
    yield
    claim._registry.clear()
    claim._registry.update(before)


def test_every_kind_of_addition_has_an_example():
    assert [title for title, _ in EXAMPLES] == [
        "Add a claim",
        "Add a reading",
        "Add a world",
        "Add an experiment",
        "State a published design",
        "Add a sentence to the corpus",
        "Add a source text",
    ]


@pytest.mark.parametrize(("title", "code"), EXAMPLES, ids=[title.replace(" ", "-") for title, _ in EXAMPLES])
def test_example_runs(title, code):
    exec(compile(code, title, "exec"), {"__name__": "contributing"})


def test_adding_a_claim_takes_at_most_ten_lines():
    code = dict(EXAMPLES)["Add a claim"]
    own = [line for line in code.splitlines() if line.strip() and not line.startswith("from ")]
    assert len(own) <= 10
