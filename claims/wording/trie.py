"""Many phrases sought at once: a tree of stems, each branch the beginning of phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from regclaims.claims.wording.words import Word, stem


class _Node:
    """A word of a phrase: what may come next, and what the phrases mean that end here."""

    __slots__ = ("meanings", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.meanings: list[str] = []

    def then(self, following: str) -> _Node:
        """The node that this word leads to."""
        found = self.next.get(following)
        if found is None:
            found = self.next[following] = _Node()
        return found


class Trie:
    """Phrases, each with what it means."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """``phrases``: meaning -> phrases of words in any form; ``a|b`` in a phrase stands for either word."""
        self._root: _Node = _Node()
        self._beginnings: defaultdict[str, set[str]] = defaultdict(set)
        for meaning, texts in phrases.items():
            for text in texts:
                self._add(meaning, text.replace("-", " ").split())
        self.first: Set[str] = frozenset(self._root.next)
        """Stems of the words with which its phrases begin."""

    def beginnings(self, meanings: Iterable[str]) -> frozenset[str]:
        """Stems of the words with which its phrases of these meanings begin."""
        return frozenset().union(*(self._beginnings[meaning] for meaning in meanings if meaning in self._beginnings))

    def _add(self, meaning: str, parts: Sequence[str]) -> None:
        ends = [self._root]
        self._beginnings[meaning].update(stem(word) for word in parts[0].split("|"))
        for part in parts:
            stems = [stem(word) for word in part.split("|")]
            ends = [node.then(one) for node in ends for one in stems]
        for node in ends:
            node.meanings.append(meaning)

    def at(self, words: Sequence[Word], start: int) -> Sequence[tuple[str, int]]:
        """Meanings of the phrases that begin at ``start``, each with its end, shorter phrases first."""
        if start >= len(words):
            return ()
        node = self._root.next.get(words[start].stem)
        if node is None:
            return ()
        found = [(meaning, start + 1) for meaning in node.meanings]
        for place in range(start + 1, len(words)):
            node = node.next.get(words[place].stem)
            if node is None:
                break
            if node.meanings:
                found += [(meaning, place + 1) for meaning in node.meanings]
        return found

    def longest(self, words: Sequence[Word], start: int) -> tuple[str, int]:
        """Meaning and end of the longest phrase at ``start``; nothing and ``start`` if there is none."""
        found = self.at(words, start)
        return max(found, key=lambda one: one[1]) if found else ("", start)


def listed(text: str) -> list[str]:
    """``"a b; c"`` -> ``["a b", "c"]``."""
    return [part.strip() for part in text.split(";") if part.strip()]
