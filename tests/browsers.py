"""Chromium, driven by Playwright: Debian's own where it is installed, else the one that Playwright brought."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""A browser that does nothing but show the page; it has no sandbox, which containers do not give to root."""

FOLDER = "REGCLAIMS_SCREENSHOTS"
"""Name of the environment variable that holds where pictures of the page are kept."""


def missing() -> str:
    """Why no browser can be had, and how to get one; empty where it can."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return "Playwright is not installed: pip install -e '.[dev]'"
    if debian():
        return ""
    with sync_playwright() as playwright:
        brought = Path(playwright.chromium.executable_path)
    return "" if brought.exists() else "no Chromium: apt-get install chromium, or playwright install chromium"


def debian() -> str | None:
    """Path of the system's Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=debian(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def kept(otherwise: Path) -> Path:
    """The folder for pictures of the page."""
    folder = Path(os.environ.get(FOLDER) or otherwise)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
