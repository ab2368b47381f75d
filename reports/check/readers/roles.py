"""reStructuredText inside a block: what its readers see of it, each character at its place.

The rules are those of docutils for where markup begins and ends: what stands before and behind a sign decides. Roles
need not be known: of each its text is shown, of ``:math:`` in dollar signs. Not shown: addresses, references to
footnotes and citations.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from docutils.utils import punctuation_chars

from regclaims.reports.check.readers.strands import Strand, Weave

_SIGNS = re.compile(r"[\\*`|_]")
_NAME = r"(?:(?!_)\w)++(?:[-._+:](?:(?!_)\w)++)*+"
_BEGINS = re.compile(rf"[\s{punctuation_chars.openers}{punctuation_chars.delimiters}]")
_BEFORE = rf"(?:^|(?<={_BEGINS.pattern}))"
_CLOSING = punctuation_chars.closing_delimiters + punctuation_chars.delimiters + punctuation_chars.closers
_BEHIND = rf"(?=$|[-/:.,;\s\0{_CLOSING}])"


def _token(before: str) -> re.Pattern[str]:
    return re.compile(
        rf"""\0(?P<escaped>.|$)
        |{before}\[(?:\#?[\w.-]*|\*)\]_{_BEHIND}
        |{before}(?P<opens>``|\*\*|\*(?!\*)|_`|\|(?!\|)|(?P<role>:{_NAME}:)?`(?!`))(?=\S)
        |(?P<reference>(?<=[^\W_])__?{_BEHIND})""",
        re.VERBOSE | re.DOTALL,
    )


_TOKEN, _FOLLOWING = _token(_BEFORE), _token("")
"""Markup, and what is markup right behind other markup, where docutils does not ask what stands before."""
_CLOSE = {
    "``": re.compile(rf"(?<=\S)``{_BEHIND}"),
    "**": re.compile(rf"(?<=[^\s\0])\*\*{_BEHIND}"),
    "*": re.compile(rf"(?<=[^\s\0])\*{_BEHIND}"),
    "`": re.compile(rf"(?<!(?<!\0)[\s\0])`(?::{_NAME}:)?(?:__?)?{_BEHIND}"),
    "_`": re.compile(rf"(?<=[^\s\0])`{_BEHIND}"),
    "|": re.compile(rf"(?<=[^\s\0])\|(?:__?)?{_BEHIND}"),
}
_BACKSLASH = re.compile(r"\\(.|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\0\s?")
_LITERAL_FOLLOWS = re.compile(r"(?<!\\)(?:\\\\)*::\Z")
"""Of the two colons docutils shows one, unless the first is escaped."""
_ADDRESS = re.compile(r"\s+<(?=\S)[^<>]+(?<=[^\s\0])>$")
_QUOTES = dict(zip(punctuation_chars.openers, punctuation_chars.closers, strict=False))


def shown(strand: Strand) -> Strand:
    """What the block shows."""
    text = strand.text.rstrip()
    strand = strand.cut(0, len(text) - bool(_LITERAL_FOLLOWS.search(text)))
    return _Inline(strand).read() if _SIGNS.search(strand.text) else strand


class _Inline:
    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        self.text = _BACKSLASH.sub("\0\\1", strand.text)
        """With backslashes that mean something as zero signs, as docutils has them."""
        self.weave = Weave()
        self.closers: dict[str, list[re.Match[str]]] = {}
        self.starts: dict[str, list[int]] = {}

    def read(self) -> Strand:
        at, behind = 0, False
        markup = 0
        while token := (_FOLLOWING.match(self.text, at) if behind else None) or _TOKEN.search(self.text, at):
            self.weave.take(self.strand, at, token.start())
            at = token.end()
            if token["reference"] and not self.named(token.start(), markup):
                self.weave.take(self.strand, token.start(), at)
                behind = False
                continue
            behind = not token["escaped"]
            if token["opens"]:
                at = self.marked(token)
            markup = at if behind else markup
            if token["escaped"] and not token["escaped"].isspace():
                self.weave.take(self.strand, token.start("escaped"), at)
        self.weave.take(self.strand, at, len(self.text))
        return self.weave.strand()

    def named(self, end: int, markup: int) -> bool:
        """Whether a name that can be referred to ends here; ``markup`` is where the last markup ended."""
        while True:
            start = end
            while start > markup and self.text[start - 1].isalnum():
                start -= 1
            if start == end:
                return False
            if start == markup or _BEGINS.match(self.text[start - 1]):
                return True
            if self.text[start - 1] not in "_+":
                return False
            end = start - 1

    def marked(self, token: re.Match[str]) -> int:
        """Show what stands between signs; where that ends. Where nothing ends it, the signs are text."""
        opens, start = token["opens"], token.end()
        quoted = not token["role"] and self.quoted(token)
        closer = None if quoted else self.closer("`" if token["role"] else opens, start)
        if closer is None:
            self.weave.take(self.strand, token.start(), start)
            return start
        return self.show(token, start, closer)

    def show(self, token: re.Match[str], start: int, closer: re.Match[str]) -> int:
        role = token["role"] or ""
        end = closer.start()
        if token["opens"] == "``":
            self.weave.take(self.strand, start, end)
        else:
            math = ":math:" in (role, closer[0][1:])
            if token["opens"].endswith("`") and not math and (address := _ADDRESS.search(self.text, start, end)):
                end = address.start() if address.start() > start else end
            if math:
                self.weave.show("$", self.strand.places[token.start()])
            self.unescaped(start, end, keep=math)
            if math:
                self.weave.show("$", self.strand.places[closer.start()])
        return closer.end()

    def unescaped(self, start: int, end: int, *, keep: bool) -> None:
        for escape in () if keep else _ESCAPE.finditer(self.text, start, end):
            self.weave.take(self.strand, start, escape.start())
            start = escape.end()
        self.weave.take(self.strand, start, end)

    def quoted(self, token: re.Match[str]) -> bool:
        """Whether the signs stand in quotes or brackets by themselves, and so mean themselves."""
        before, behind = self.text[token.start() - 1 : token.start()], self.text[token.end() : token.end() + 1]
        return bool(before) and _QUOTES.get(before) == behind

    def closer(self, opens: str, start: int) -> re.Match[str] | None:
        if opens not in self.closers:
            self.closers[opens] = list(_CLOSE[opens].finditer(self.text))
            self.starts[opens] = [found.start() for found in self.closers[opens]]
        following = bisect_left(self.starts[opens], start + 1)
        return self.closers[opens][following] if following < len(self.starts[opens]) else None
