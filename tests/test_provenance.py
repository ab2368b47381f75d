"""What measurements are made of: a digest that follows the code and nothing but the code."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy
import sklearn

from regclaims.fixtures import provenance
from regclaims.fixtures.experiments import EXPERIMENTS

CODE = '''
"""A module."""
import numpy as np

LIMIT = 3


class Thing:
    """A thing."""

    size: int = 1
    """Its size."""


def double(x):
    """Twice as much."""
    return 2 * x  # as it says
'''

CACHED = ("code_digest", "_read", "_is_module", "versions", "machine", "closure", "fingerprint", "measuring_code")


@pytest.fixture
def afresh():
    """Forgets what was read, before and after."""

    def forget():
        for name in CACHED:
            getattr(provenance, name).cache_clear()
        importlib.invalidate_caches()

    forget()
    yield forget
    forget()


@pytest.fixture
def package(tmp_path, monkeypatch, afresh):
    """A throwaway package; ``digest(files)`` writes its modules and takes the digest of ``pk_test.a``."""
    folder = tmp_path / "pk_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(provenance, "_ROOT", "pk_test.")

    def digest(**files: str) -> str:
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text)
        afresh()
        return provenance.code_digest("pk_test.a")

    yield digest
    for name in [name for name in sys.modules if name.split(".")[0] == "pk_test"]:
        del sys.modules[name]


SAME = {
    "comments": CODE.replace("# as it says", "# words") + "\n# an afterthought\n",
    "docstrings": CODE.replace("Twice as much", "Doubled").replace("A module", "M").replace("Its size", "S"),
    "no docstrings": CODE.replace('    """Twice as much."""\n', "").replace('"""A module."""\n', ""),
    "layout": CODE.replace("2 * x", "(\n        2\n        *\n        x\n    )").replace("\n\n\n", "\n"),
    "quotes and numbers written differently": CODE.replace("LIMIT = 3", "LIMIT = 0x3"),
}
DIFFERENT = {
    "a number": CODE.replace("2 * x", "3 * x"),
    "a default": CODE.replace("double(x)", "double(x=1)"),
    "a name": CODE.replace("LIMIT", "LIMITS"),
    "an attribute": CODE.replace("size: int = 1", "size: int = 2"),
    "a string that is no docstring": CODE.replace("LIMIT = 3", "LIMIT = '3'"),
    "a new line of code": CODE + "\nx = double(1)\n",
    "an import": CODE.replace("import numpy as np", "import numpy as np\nimport math"),
}


@pytest.mark.parametrize("change", SAME)
def test_what_is_not_code_leaves_the_digest_alone(package, change):
    assert SAME[change] != CODE
    assert package(a=SAME[change]) == package(a=CODE)


@pytest.mark.parametrize("change", DIFFERENT)
def test_a_change_of_code_changes_the_digest(package, change):
    assert DIFFERENT[change] != CODE
    assert package(a=DIFFERENT[change]) != package(a=CODE)


@pytest.mark.parametrize("line", ["from pk_test.b import LIMIT", "from pk_test.b import LIMIT as L"])
def test_the_code_of_imported_modules_counts_however_they_are_imported(package, line):
    first = package(a=line, b="LIMIT = 1", c="")
    assert package(b="LIMIT = 2") != first
    assert package(b="# one\nLIMIT = 1") == first
    assert package(c="LIMIT = 3") == first  # not imported


def test_modules_imported_by_imported_modules_count(package):
    first = package(a="from pk_test.b import f", b="from pk_test.c import f", c="f = 1")
    assert package(c="f = 2") != first


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    {}\n    return g()",
        "class C:\n    def f(self):\n        {}",
        "if 1:\n    pass\nelse:\n    {}",
        "for _ in ():\n    {}",
        "with open('') as _:\n    {}",
        "try:\n    pass\nexcept OSError:\n    {}",
        "try:\n    pass\nfinally:\n    {}",
        "match 1:\n    case 1:\n        {}",
        "async def f():\n    {}",
    ],
)
def test_an_import_counts_wherever_it_stands(package, code):
    first = package(a=code.format("from pk_test.b import g"), b="def g(): return 1")
    assert package(b="def g(): return 2") != first
    assert package(b="def g():\n    'Two.'\n    return 2") == package(b="def g(): return 2")


def test_modules_that_import_one_another_come_to_an_end(package):
    code = "from pk_test.a import g as h\nf = {}"
    first = package(a="def g():\n    from pk_test.b import f\n    return f", b=code.format(1))
    assert package(b=code.format(2)) != first


def test_modules_are_read_and_not_run(package):
    """Experiments pull in scikit-learn: they are to be imported where a draw is measured and not before."""
    first = package(a="from pk_test.b import f", b="f = 1\nraise RuntimeError('was run')")
    assert package(b="f = 2\nraise RuntimeError('was run')") != first


def test_every_import_inside_the_fixtures_is_one_that_is_followed():
    """Of the ways to import, only ``from regclaims.x import y`` is followed: the code must use no other."""
    for path in Path(provenance.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(alias.name.startswith("regclaims") for alias in node.names), path
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                assert node.module != "regclaims", path


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_is_made_of_the_world_and_the_methods_too(name):
    closure = provenance.closure(f"regclaims.fixtures.experiments.{name}")
    assert f"regclaims.fixtures.experiments.{name}" in closure
    assert "regclaims.fixtures.dgms" in closure
    assert ("regclaims.fixtures.methods" in closure) == (name not in ("descent", "networks", "networks_default"))
    assert not any(".claims" in module or ".reports" in module or module.endswith(".lab") for module in closure)


def test_experiments_have_digests_of_their_own():
    digests = {provenance.code_digest(f"regclaims.fixtures.experiments.{name}") for name in EXPERIMENTS}
    assert len(digests) == len(EXPERIMENTS)


def test_the_digest_is_the_same_in_another_process():
    code = "from regclaims.fixtures import provenance as p; print(p.code_digest('regclaims.fixtures.experiments.fits'))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment(seed)
        ).stdout.strip()
        for seed in ("0", "1")
    }
    assert runs == {provenance.code_digest("regclaims.fixtures.experiments.fits")}


def _environment(hash_seed: str) -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": hash_seed}


def test_versions_are_those_in_use(afresh):
    assert provenance.versions() == {
        "python": ".".join(map(str, sys.version_info[:3])),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }


def test_the_fingerprint_tells_code_and_kernels_and_is_the_same_in_another_process(afresh):
    code = "from regclaims.fixtures import provenance as p; print(p.fingerprint())"
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    }
    assert runs == {str(provenance.fingerprint())}
    assert provenance.fingerprint().keys() == provenance.versions().keys() | {"BLAS", "code of regclaims"}


def test_the_machine_is_named():
    assert provenance.machine() == provenance.machine()
    assert len(provenance.machine()) > 5


def test_the_code_that_measures_and_decides_is_told_from_what_asks_about_it(afresh, monkeypatch):
    read: list[str] = []
    reading = provenance._read
    monkeypatch.setattr(provenance, "_read", lambda name: read.append(name) or reading(name))
    provenance.measuring_code()
    names = {name.removeprefix("regclaims.") for name in read}
    assert {"fixtures.worker", "fixtures.lab", "fixtures.experiments.fits", "claims.decide", "claims.verdict"} <= names
    assert {"fixtures.sequential", "claims.findings", "claims.test_outliers", "fixtures.dgms"} <= names
    assert not {name for name in names if name.startswith(("claims.controls", "fixtures.published", "reports"))}
