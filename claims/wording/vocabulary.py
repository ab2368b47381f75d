"""Whether a sentence's words are those in which people speak of a relation: a second look at what phrases have found.

A phrase sees a few words, and in a sentence about something near by it sees them too. So every relation has weights of
words, for and against it, and what is found in a sentence whose words weigh too little is not reported. The weights are
those of a logistic regression with an L2 penalty, one a relation, fitted to the part of the labelled corpus by which
rules are written. They are summed and divided by the root of their number, so that long and short sentences have the
same chance; what is asked for is what 95 in a hundred statements of that part have when the model is fitted without
them (``tests/trust/vocabulary.py``). It only ever takes away: nothing is found by weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from regclaims.claims.wording.kept import kept
from regclaims.claims.wording.lexicon import DATA
from regclaims.claims.wording.methods import mentions
from regclaims.claims.wording.normalise import fold
from regclaims.claims.wording.passages import Passage
from regclaims.claims.wording.words import Word, words

FILE = DATA / "vocabulary.json"


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Weights of words by relation, in fifths of a unit of log odds."""

    least: float
    """What the words of a sentence have to weigh for a statement found in it."""
    relations: frozenset[str]
    """Those that are weighed."""
    words: Mapping[str, Mapping[str, int]]
    """Word -> relation -> weight."""


@kept
def vocabulary() -> Vocabulary:
    """The weights on record."""
    import json  # late: nothing is read where all that is made of the data is kept

    written = json.loads(FILE.read_text(encoding="utf-8"))
    relations = written["relations"]
    of_words = {
        word: {relations[at]: weight for at, weight in zip(flat[::2], flat[1::2], strict=True)}
        for word, flat in written["words"].items()
    }
    return Vocabulary(least=written["least"], relations=frozenset(relations), words=of_words)


def fits(relation: str, said: Set[str]) -> bool:
    """Whether words weigh enough for a relation."""
    known = vocabulary()
    if relation not in known.relations:
        return True
    weights = [known.words[sign].get(relation, 0) for sign in said if sign in known.words]
    return sum(weights) >= known.least * math.sqrt(len(weights))


def signs(said: Iterable[Word]) -> frozenset[str]:
    """What words are weighed by: their stems, and the methods that they name."""
    return frozenset(f"@{word.method}" if word.names else word.stem for word in said)


def around(passage: Passage) -> frozenset[str]:
    """What stands over a passage, in the same form."""
    texts = (*passage.headings[-1:], passage.lead, passage.row, passage.column)
    return frozenset().union(*(_of_text(text) for text in texts if text))


@lru_cache(maxsize=256)
def _of_text(text: str) -> frozenset[str]:
    return signs(mentions(words(fold(text).text)))
