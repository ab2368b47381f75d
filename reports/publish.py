"""The folder of the reports, the one place where they become files."""

from __future__ import annotations

from pathlib import Path

from regclaims.fixtures.errors import UsageError
from regclaims.reports import files, history, markdown, phase, report, trust
from regclaims.reports.history import History


def check(folder: Path) -> None:
    """Find out before a run whether the folder can be written; :class:`UsageError` says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"{_refusal(folder, error)}; name another with --report-dir") from None


def write(folder: Path, made: report.Report, past: History) -> str:
    """Write the reports; what went wrong, in words, or an empty string."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        in_words = markdown if made.run.cost is None else phase
        for name, text in (("report.json", report.to_text(made)), ("report.md", in_words.to_text(made))):
            files.write(folder / name, text)
        if past.runs:
            files.write(folder / history.NAME, history.dumps(past))
        for plot in (name for part in made.trust for name in part.plots):
            files.write(folder / plot, (trust.FOLDER / plot).read_text(encoding="utf-8"))
    except OSError as error:
        return f"{_refusal(folder, error)}: the reports there are not of this run; the same command writes them anew"
    return ""


def _refusal(folder: Path, error: OSError) -> str:
    return f"report folder {folder}: cannot be written ({error.strerror})"
