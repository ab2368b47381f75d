"""The folder of the reports, the one place where they become files."""

from __future__ import annotations

import shutil
from pathlib import Path

from regclaims.fixtures.errors import UsageError
from regclaims.reports import markdown, phase, report, trust


def check(folder: Path) -> None:
    """Find out before a run whether the folder can be written; :class:`UsageError` says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"{_refusal(folder, error)}; name another with --report-dir") from None


def write(folder: Path, made: report.Report) -> str:
    """Write the reports; what went wrong, in words, or an empty string."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        in_words = markdown if made.run.cost is None else phase
        for name, text in (("report.json", report.to_text(made)), ("report.md", in_words.to_text(made))):
            (folder / name).write_text(text, encoding="utf-8")
        for plot in (name for part in made.trust for name in part.plots):
            shutil.copyfile(trust.FOLDER / plot, folder / plot)
    except OSError as error:
        return _refusal(folder, error)
    return ""


def _refusal(folder: Path, error: OSError) -> str:
    return f"report folder {folder}: cannot be written ({error.strerror})"
