"""How code that is already loaded is exchanged for other code, wherever it is known, and put back."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from regclaims import fixtures
from regclaims.claims.claim import all_claims

PACKAGE = "regclaims"


def rebind(patch: pytest.MonkeyPatch, original: Any, replacement: Any, only: Iterable[str] = ()) -> None:
    """Put ``replacement`` wherever a module of the package holds ``original``, or one of the modules named.

    Modules import functions by name, so that one is held in many places.
    """
    load()
    names = list(only) or [name for name in sys.modules if name.split(".")[0] == PACKAGE]
    held = [(sys.modules[name], key) for name in names for key in _holding(sys.modules[name], original)]
    for module, key in held:
        patch.setattr(module, key, replacement)


def _holding(module: ModuleType, original: Any) -> list[str]:
    return [key for key, value in vars(module).items() if value is original]


@cache
def load() -> None:
    """Import all code that measures and decides: what is imported later would hold the original."""
    for found in pkgutil.walk_packages(fixtures.__path__, f"{fixtures.__name__}."):
        importlib.import_module(found.name)
    all_claims()


def forget() -> None:
    """Empty every cache of what was drawn and fitted: it may come from other code than the present one."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{PACKAGE}.fixtures.") and name != f"{PACKAGE}.fixtures.provenance":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
    findings = sys.modules.get(f"{PACKAGE}.claims.findings")
    if findings is not None:
        findings.examples.cache_clear()
