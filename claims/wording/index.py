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
        self._by_first: defaultdict[str, list[tuple[int, Thing]]] = defaultdict(list)
        for thing, (first, *others) in things:
            needed = 0
            for words in others:
                needed |= 1 << numbers.setdefault(words, len(numbers))
            for word in first:
                self._by_first[word].append((needed, thing))
        self._meets: defaultdict[str, int] = defaultdict(int)
        for words, number in numbers.items():
            for word in words:
                self._meets[word] |= 1 << number

    def met(self, said: Set[str]) -> Iterator[Thing]:
        """The things of which ``said`` holds a word of each set; one may come twice."""
        first = said & self._by_first.keys()
        if not first:
            return
        met = 0
        for word in said & self._meets.keys():
            met |= self._meets[word]
        for word in first:
            for needed, thing in self._by_first[word]:
                if needed & met == needed:
                    yield thing
