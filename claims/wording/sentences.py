"""Where sentences end: at stops that are no abbreviation's, no decimal's and no list number's."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]*_]{0,3}(?=\s)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•‣–]|\d{1,3}[.)])[ \t])")
"""A stop with what closes after it, an empty line, or a line that opens a list item."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.?g|i\.?e|cf|vs|etc|al|fig|figs|eq|eqs|ref|refs|sec|no|vol|pp?|ch|approx|resp|dr|mr|mrs|ms|prof|st"
    r"|inc|ca|viz|incl|esp|aka|a\.k\.a|w\.r\.t|i\.i\.d|[a-z])$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|\n)\s*[(\[]?(?:\d{1,3}|[ivx]{1,4})$", re.IGNORECASE)
_MAY_END = frozenset({"etc", "al", "inc", "no"})
_BEGINS = re.compile(
    r"\s*(?:We|The|This|These|That|It|In|If|When|For|As|But|And|However|Conversely|Thus|So|You|To|Then|Here|A)\s"
)
"""Words that no name continues with: ``for values of C. We see`` ends a sentence, ``by L. Breiman`` does not."""
_LOOK_BACK = 12


def split(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text``, white space around it left out."""
    start = 0
    for stop in _END.finditer(text):
        if not _is_end(text, start, stop):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    sign = stop[0]
    if sign[0] == "…" or sign.startswith(".."):
        return text[stop.end() : stop.end() + 8].lstrip()[:1].isupper()
    if sign[0] != ".":
        return True
    before = text[max(start, stop.start() - _LOOK_BACK) : stop.start()]
    if _NUMBER.search(before) and not before.strip()[:-3].strip():
        return False
    word = _ABBREVIATION.search(before)
    if not word:
        return True
    if len(word[0].strip(" ([\n\t")) == 1 and _BEGINS.match(text, stop.end()):
        return True
    after = text[stop.end() : stop.end() + 8].lstrip()
    return word[0].strip(" ([\n\t").lower() in _MAY_END and after[:1].isupper()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
