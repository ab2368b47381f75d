"""Text that knows where each of its characters stands in the document.

A strand is cut and joined while markup is taken off, and never loses its places. Places are kept as runs, since
nearly all neighbours in a text are neighbours in the document too: a paragraph is one run, not a number a character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

_SINGLE_SPACED = re.compile(r"\S++(?: \S++)*+")


class Places(Sequence[int]):
    """For each character its index in the document; counts on from the start of each run."""

    __slots__ = ("_length", "_places", "_starts", "first", "straight")

    def __init__(self, starts: list[int], places: list[int], length: int) -> None:
        self._starts, self._places, self._length = starts, places, length
        self.first = places[0] if places else 0
        """The place of the first character."""
        self.straight = len(starts) == 1
        """Whether all stand next to each other in the document."""

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> list[int]: ...

    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if not -self._length <= index < self._length:
            raise IndexError(f"place {index} of {self._length}")
        index %= self._length
        run = bisect_right(self._starts, index) - 1
        return self._places[run] + index - self._starts[run]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash((self._length, *self._starts, *self._places))

    def __repr__(self) -> str:
        return f"Places({list(self)!r})"

    def __iter__(self) -> Iterator[int]:
        for start, end, place in self.runs(0, self._length):
            yield from range(place, place + end - start)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The runs between two indices: where each starts and ends, and the place of its first character."""
        starts, places = self._starts, self._places
        run = bisect_right(starts, start) - 1
        while start < end:
            stop = min(end, starts[run + 1]) if run + 1 < len(starts) else end
            yield start, stop, places[run] + start - starts[run]
            start, run = stop, run + 1


@dataclass(frozen=True, slots=True)
class Strand:
    """A text and the places of its characters in the document."""

    text: str
    places: Places

    def cut(self, start: int, end: int) -> Strand:
        """A part of it."""
        if self.places.straight:
            text = self.text[start:end]
            return Strand(text, Places([0], [self.places.first + start], len(text)))
        weave = Weave()
        weave.take(self, start, end)
        return weave.strand()

    def folded(self) -> Strand:
        """Each run of white space as one space, where the run begins; none at the ends."""
        text = self.text
        if len(folded := " ".join(text.split())) == len(text):
            return Strand(folded, self.places)
        weave, end = Weave(), 0
        for stretch in _SINGLE_SPACED.finditer(text):
            if end:
                weave.show(" ", self.places[end])
            weave.take(self, stretch.start(), end := stretch.end())
        return weave.strand()


def whole(text: str) -> Strand:
    """A document's text, every character at its own place."""
    return Strand(text, Places([0], [0], len(text)))


def unix(strand: Strand) -> Strand:
    """The text with every line ended by LF, as parsers count lines."""
    text = strand.text
    if "\r\n" in text:
        weave, at = Weave(), 0
        while (end := text.find("\r\n", at)) >= 0:
            weave.take(strand, at, end)
            at = end + 1
        weave.take(strand, at, len(text))
        strand = weave.strand()
    return Strand(strand.text.replace("\r", "\n"), strand.places)


class Weave:
    """A strand in the making."""

    __slots__ = ("_length", "_parts", "_places", "_starts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._places: list[int] = []
        self._length = 0

    def take(self, strand: Strand, start: int, end: int) -> None:
        """Go on with a part of another strand."""
        if start < end:
            self._parts.append(strand.text[start:end])
            places = strand.places
            if places.straight:
                self._run(places.first + start, end - start)
            else:
                for first, last, place in places.runs(start, end):
                    self._run(place, last - first)

    def show(self, text: str, place: int) -> None:
        """Go on with what the document shows for the markup at ``place``, such as the sign that an entity names."""
        self._parts.append(text)
        for _ in text:
            self._run(place, 1)

    def _run(self, place: int, length: int) -> None:
        if not self._starts or self._places[-1] + self._length - self._starts[-1] != place:
            self._starts.append(self._length)
            self._places.append(place)
        self._length += length

    def strand(self) -> Strand:
        """What was made."""
        return Strand("".join(self._parts), Places(self._starts, self._places, self._length))


class Ahead:
    """``find`` from ever later positions of one text, in time linear in the text however often it fails."""

    __slots__ = ("_found", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}

    def find(self, what: str, start: int) -> int:
        """Where ``what`` stands at ``start`` or later; -1 for nowhere."""
        found = self._found.get(what, -2)
        if found == -2 or -1 < found < start:
            found = self._found[what] = self._text.find(what, start)
        return found
