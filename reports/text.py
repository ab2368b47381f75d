"""Words from anywhere made plain text of a format."""

from __future__ import annotations

import re


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = re.sub(r"([\\`*_\[\]|#~])", r"\\\1", flat)
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", marked)  # what opens a list or a rule at the start of a line
