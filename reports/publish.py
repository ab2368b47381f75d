"""The folder of the reports, the one place where they become files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from regclaims.fixtures.errors import UsageError
from regclaims.reports import (
    badge,
    claimreview,
    ctrf,
    files,
    history,
    markdown,
    page,
    past,
    phase,
    reading,
    report,
    trust,
)
from regclaims.reports.history import History

PAGE = "index.html"
PLOT_BYTES = 4_000_000
"""The most that is read of a plot beside a report."""


def check(folder: Path) -> None:
    """Find out before a run whether the folder can be written; :class:`UsageError` says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"{_refusal(folder, error)}; name another with --report-dir") from None


def write(folder: Path, made: report.Report, runs: History) -> str:
    """Write the reports; what went wrong, in words, or an empty string."""
    plots = {name: (trust.FOLDER / name).read_text(encoding="utf-8") for part in made.trust for name in part.plots}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {**texts(made, plots), **plots}.items():
            files.write(folder / name, text)
        if runs.runs:
            files.write(folder / history.NAME, history.dumps(runs))
    except OSError as error:
        return f"{_refusal(folder, error)}: the reports there are not of this run; the same command writes them anew"
    return ""


def texts(made: report.Report, plots: Mapping[str, str]) -> dict[str, str]:
    """File name -> text, of every form of a report."""
    in_words = markdown if made.run.cost is None else phase
    return {
        "report.json": report.to_text(made),
        "report.md": in_words.to_text(made),
        PAGE: page.to_text(made, plots),
        "claimreview.json": claimreview.to_text(made),
        "ctrf.json": ctrf.to_text(made),
        "badge.json": badge.to_text(made),
    }


def again(file: Path, folder: Path) -> Path:
    """Make the forms that people read anew from a ``report.json``; the page's path. Plots are those beside the file."""
    made = past.report(file)
    names = [name for part in made.trust for name in part.plots if (file.parent / name).is_file()]
    plots = {name: reading.text(file.parent / name, PLOT_BYTES) for name in names}
    check(folder)
    for name, text in {**texts(made, plots), **plots}.items():
        if name != "report.json":
            files.write(folder / name, text)
    return folder / PAGE


def show(page: Path) -> str:
    """Open a page in a browser; what went wrong, in words, or an empty string."""
    import webbrowser  # late: hardly any run needs it

    opened = webbrowser.open(page.resolve().as_uri())
    return "" if opened else f"{page}: no browser could be started; open the file in one"


def _refusal(folder: Path, error: OSError) -> str:
    return f"report folder {folder}: cannot be written ({error.strerror})"
