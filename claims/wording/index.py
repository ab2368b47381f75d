"""Many things sought at once, each by sets of words of which a sentence has to hold one each.

The sets that a sentence meets are found word by word, as the bits of one number, so that each thing is settled by one
comparison: thousands of phrases cost a sentence what a few would cost one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Index(Generic[Thing]):
    """Things, and what a sentence has to hold for each."""

    def __init__(self, things: Iterable[tuple[Thing, Sequence[frozenset[str]]]]) -> None:
        """``things``: each with its sets of words, that of the rarest words first; an empty set is never met."""
        numbers: dict[frozenset[str], int] = {}
        self._by_first: defaultdict[str, list[tuple[tuple[int, ...], Thing]]] = defaultdict(list)
        """Word of the first set -> things, each with the numbers of its other sets."""
        self._meets: defaultdict[str, list[int]] = defaultdict(list)
        """Word -> numbers of the sets that it is in."""
        for thing, (first, *others) in things:
            needed = tuple([numbers.setdefault(words, len(numbers)) for words in others])
            for word in first:
                self._by_first[word].append((needed, thing))
        for words, number in numbers.items():
            for word in words:
                self._meets[word].append(number)
        self._as_bits: dict[str, int] = {}
        self._sought: dict[str, list[tuple[int, Thing]]] = {}
        """What the above come to as bits, of the words that were met: of all it would take long to read from a file."""

    def met(self, said: Set[str]) -> Iterator[Thing]:
        """The things of which ``said`` holds a word of each set; one may come twice."""
        first = said & self._by_first.keys()
        if not first:
            return
        met = 0
        for word in said & self._meets.keys():
            met |= self._as_bits.get(word) or self._bits(word)
        for word in first:
            for needed, thing in self._sought.get(word) or self._seeks(word):
                if needed & met == needed:
                    yield thing

    def _bits(self, word: str) -> int:
        self._as_bits[word] = bits = _bits(self._meets[word])
        return bits

    def _seeks(self, word: str) -> list[tuple[int, Thing]]:
        self._sought[word] = things = [(_bits(needed), thing) for needed, thing in self._by_first[word]]
        return things


def _bits(numbers: Iterable[int]) -> int:
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits
