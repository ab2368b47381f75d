"""A start is cheap: what takes long to import is imported when it is used, and then it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import regclaims
from regclaims.fixtures.late import late

ROOT = Path(regclaims.__file__).parent
HEAVY = {"sklearn", "scipy.stats", "scipy.optimize", "scipy.special", "hypothesis", "jinja2", "altair"}

COLLECT = """
import pytest
class Spy:
    def pytest_collection_finish(self, session):
        assert len(session.items) > 1000, len(session.items)
        say()
pytest.main(["claims", "--collect-only", "-q", "-p", "no:cacheprovider"], plugins=[Spy()])
"""
HELP = """
import contextlib, io
from regclaims.reports import cli
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    cli.main(["--help"])
say()
"""
TABLE = """
import contextlib, io
from regclaims.reports import cli
with contextlib.redirect_stdout(io.StringIO()):
    assert cli.main(["table"]) == 0
say()
"""
SEARCH = """
from regclaims.claims.claim import by_id
from regclaims.claims.findings import search
reading = by_id("l2-is-ridge").find("minimiser-is-ridge-regression")
search(reading, reading.cases[0], 0)
say()
"""
MEASURE = """
from regclaims.fixtures import worker
worker.start()
worker.measure("fits", ["l1"], "reg-n20-p3-rel1-snr2-ar0", 0, (0,))
say()
"""
SAY = """
import json, sys
def say():
    print("\\nloaded " + json.dumps(sorted(sys.modules)), file=sys.__stdout__)
"""


def loaded(code: str) -> set[str]:
    """Modules that a process has loaded when it comes to ``say()``."""
    done = subprocess.run([sys.executable, "-c", SAY + code], cwd=ROOT, capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("loaded "))
    return set(json.loads(line.removeprefix("loaded ")))


@pytest.mark.parametrize("code", [COLLECT, HELP, TABLE], ids=["pytest claims --collect-only", "--help", "table"])
def test_nothing_heavy_is_loaded_to_list_claims(code):
    assert not HEAVY & loaded(code)


def test_a_search_loads_what_it_needs():
    assert {"sklearn", "scipy.optimize", "hypothesis"} <= loaded(SEARCH)


def test_a_worker_loads_no_claims_and_nothing_to_search_or_report_with():
    found = loaded(MEASURE)
    assert "sklearn.linear_model" in found
    assert not {"hypothesis", "pytest"} & found
    assert not [name for name in found if name.startswith(("regclaims.claims", "regclaims.reports"))]


def test_a_late_module_is_the_module_itself():
    math = late("math")
    assert math.sqrt(2.25) == 1.5
    assert math.sqrt is vars(math)["sqrt"]


def test_what_a_late_module_lacks_it_says():
    with pytest.raises(AttributeError, match="no_such_thing"):
        late("math").no_such_thing  # noqa: B018
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        late("no_such_library").anything  # noqa: B018
