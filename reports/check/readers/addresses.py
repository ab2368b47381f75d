"""Addresses of links in Markdown: not read, but where they end has to be known."""

from __future__ import annotations

import re

_TITLE = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)""", re.DOTALL)
_POINTED = re.compile(r"<(?:[^<>\n\\]|\\.)*>")
_ADDRESS = re.compile(r"[^\x00-\x20\x7f\\()]++|\\[!-/:-@\[-`{-~]?|[()]")
_SPACE = re.compile(r"[ \t\n\r]*")
_PARENTHESES = 32
"""CommonMark's own bound on nesting in an address."""


def end_of_address(text: str, start: int) -> int:
    """Where ``(address "title")`` ends, from behind its first parenthesis; 0 if it is none."""
    at = _past_space(text, start)
    if text.startswith("<", at):
        pointed = _POINTED.match(text, at)
        if not pointed:
            return 0
        at = pointed.end()
    else:
        at = _bare(text, at)
    spaced = _past_space(text, at)
    if at and spaced > at and (title := _TITLE.match(text, spaced)):
        spaced = _past_space(text, title.end())
    return spaced + 1 if at and text.startswith(")", spaced) else 0


def _bare(text: str, start: int) -> int:
    """Where an address without pointed brackets ends: at a space or the parenthesis that closes it."""
    depth, at = 0, start
    while part := _ADDRESS.match(text, at):
        if part[0] == "(":
            depth += 1
            if depth > _PARENTHESES:
                return 0
        elif part[0] == ")":
            if not depth:
                break
            depth -= 1
        at = part.end()
    return 0 if depth else at


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
