"""What was found, as text of a format. Each module has one function ``render``; files are opened by the command."""

from __future__ import annotations

import importlib
from pathlib import PurePath

from regclaims.fixtures.errors import UsageError
from regclaims.reports.check.findings import Outcome
from regclaims.reports.ledger import Ledger

_MODULES = {
    "text": "plain",
    "github": "github",
    "sarif": "sarif",
    "json": "data",
    "junit": "junit",
    "html": "page",
}
FORMATS = tuple(_MODULES)
ENDINGS = {".txt": "text", ".sarif": "sarif", ".json": "json", ".xml": "junit", ".html": "html", ".md": "summary"}
"""Ending of a file's name -> the format that is written into it."""


def render(format: str, outcome: Outcome, ledger: Ledger) -> str:
    """The whole outcome in a format; its module is imported only now."""
    module = importlib.import_module(f"{__name__}.{_MODULES.get(format, format)}")
    text: str = module.render(outcome, ledger)
    return text


def of_file(name: str) -> str:
    """The format that a file's name asks for; :class:`UsageError` names the known endings."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise UsageError(f"--output {name}: the format is told by the ending; required is one of {known}")
    return ENDINGS[ending]
