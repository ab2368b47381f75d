"""Imports run one way: fixtures <- claims <- reports <- conftest.py."""

import ast
from pathlib import Path

import pytest

import regclaims

ROOT = Path(regclaims.__file__).parent
ALLOWED = {
    "fixtures": {"fixtures"},
    "claims": {"fixtures", "claims"},
    "reports": {"fixtures", "claims", "reports"},
}
MODULES = [path for room in ALLOWED for path in sorted((ROOT / room).rglob("*.py"))]


def rooms_imported(source: str) -> set[str]:
    """Rooms of the package that a module's text imports from, at any depth of the code."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package in full"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("regclaims.")}


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_module_imports_only_what_lies_below(path):
    assert rooms_imported(path.read_text(encoding="utf-8")) <= ALLOWED[path.relative_to(ROOT).parts[0]]


def test_a_wrong_import_would_be_seen():
    assert rooms_imported("def f():\n    from regclaims.reports import ledger") == {"reports"}
    assert rooms_imported("import regclaims.claims.claim") == {"claims"}


@pytest.mark.parametrize("room", ["fixtures", "reports"])
def test_only_claims_and_conftest_know_pytest(room):
    for path in sorted((ROOT / room).rglob("*.py")):
        assert "import pytest" not in path.read_text(encoding="utf-8"), path


def test_reports_never_run_an_experiment():
    for path in sorted((ROOT / "reports").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert "fixtures.lab" not in text, path
        assert "fixtures.worker" not in text, path
