"""Many phrases sought at once: a tree of stems, each branch the beginning of phrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

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

    def add(self, meaning: str, parts: Sequence[str]) -> None:
        """A phrase that goes on from here."""
        ends = [self]
        for part in parts:
            ends = [node.then(stem(word)) for node in ends for word in part.split("|")]
        for node in ends:
            node.meanings.append(meaning)


class Trie:
    """Phrases, each with what it means.

    Those that begin with a word become a tree when that word is met: few are, and a tree of all takes long to read from
    a file.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """``phrases``: meaning -> phrases of words in any form; ``a|b`` in a phrase stands for either word."""
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        """Stem of the first word -> meanings and what comes after it."""
        self._made: dict[str, _Node] = {}
        for meaning, texts in phrases.items():
            for text in texts:
                first, _, rest = text.replace("-", " ").strip().partition(" ")
                for word in dict.fromkeys(map(stem, first.split("|"))):
                    self._by_first.setdefault(word, []).append((meaning, rest))
        self.first: Set[str] = frozenset(self._by_first)
        """Stems of the words with which its phrases begin."""

    def beginnings(self) -> Mapping[str, Set[str]]:
        """Of each meaning the stems of the words with which its phrases begin."""
        found: dict[str, set[str]] = {}
        for word, phrases in self._by_first.items():
            for meaning, _ in phrases:
                found.setdefault(meaning, set()).add(word)
        return found

    def _node(self, first: str) -> _Node | None:
        """The tree of what may come after a word."""
        if first not in self._by_first:
            return None
        if first not in self._made:
            self._made[first] = root = _Node()
            for meaning, rest in self._by_first[first]:
                root.add(meaning, rest.split())
        return self._made[first]

    def at(self, words: Sequence[Word], start: int) -> Sequence[tuple[str, int]]:
        """Meanings of the phrases that begin at ``start``, each with its end, shorter phrases first."""
        if start >= len(words):
            return ()
        node = self._node(words[start].stem)
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
