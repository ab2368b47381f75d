"""Words from anywhere made plain text of a format: nothing in them is markup, and all of them is read."""

from __future__ import annotations

import json
import re
from typing import Any

from regclaims.fixtures.printable import printable

_MARKS = re.compile(r"[\\`*_\[\]|#~$@]|(?<=www)\.|:(?=//)")
"""What Markdown acts on anywhere in a line: the last two are the beginnings of bare links."""
_OPENING = re.compile(r"^(\d*)([-+.)=])")
"""What opens a list, a rule or an underlined heading at the start of a line."""
_TICKS = re.compile("`+")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    flat = " ".join(printable(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _MARKS.sub(r"\\\g<0>", flat)
    return _OPENING.sub(r"\1\\\2", marked)


def code(text: str) -> str:
    """A span of code that Markdown shows as it is, outside tables: fenced by more ticks than it holds in a row."""
    flat = " ".join(printable(text).split())
    if not flat:
        return ""
    fence = "`" * (1 + max(map(len, _TICKS.findall(flat)), default=0))
    room = " " if "`" in (flat[0], flat[-1]) else ""
    return f"{fence}{room}{flat}{room}{fence}"


def json_text(value: Any, indent: int = 1) -> str:
    """A value as JSON text, in which what does not print is written by its code."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return "\n".join(line if line.isprintable() else _coded(line) for line in text.split("\n")) + "\n"


def _coded(line: str) -> str:
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in line)
