"""Fits the weights of ``claims/wording/vocabulary.py`` to the part of the corpus by which rules are written.

``python -m regclaims.tests.trust.vocabulary [--record]``. Of each relation whose claims are labelled in enough passages
a logistic regression with an L2 penalty tells the passages that state one, or its denial, from all others by their
words.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from regclaims.claims.wording.methods import mentions
from regclaims.claims.wording.normalise import fold
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.vocabulary import FILE, around, signs
from regclaims.claims.wording.words import stem, words
from regclaims.reports import files
from regclaims.tests.corpus import PARTS, Entry, load

UNIT = 0.2
"""Of the weights on record, which are whole numbers."""
LEAST_WEIGHT = 2
"""In units: smaller weights are left out."""
GIVEN_UP = 0.05
"""Share of statements that may be lost: those whose words fit worst."""
FOLDS = 5
_STATED = 10
"""Passages that have to speak of a relation for its words to be known."""
_SAID = 3
"""Passages that have to hold a word."""

_SMALL = (
    "the a an of to in and or be it that this with for on by as at from not no never neither nor without none can "
    "will would may might must do have than more less most least which when if where while but because so such "
    "very much its their they you we one any all some each every other only also even just then there true false "
    "wrong num"
)
"""Words that tell how something is said, not what."""
_STEMS = frozenset(form for word in _SMALL.split() for form in (word, stem(word)))

Weights = dict[str, dict[str, float]]
"""Relation -> word -> weight."""


def said(entry: Entry) -> frozenset[str]:
    """The words of a passage and of what stands over it."""
    return signs(mentions(words(fold(entry.text).text))) | around(entry.passage)


def stated(entry: Entry) -> frozenset[str]:
    """Relations that a passage may be said to speak of."""
    pairs = entry.also.union(*(state.pairs for state in entry.states))
    return relations(claim for claim, _ in pairs)


def relations(claims: Iterable[str]) -> frozenset[str]:
    """Those of which any of the claims can come."""
    return frozenset().union(*(_relations().get(claim, ()) for claim in claims))


@cache
def _relations() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, relation in rules().relations.items():
        for claim in relation.claims.values():
            found.setdefault(claim.removeprefix("!"), set()).add(name)
    return found


def fitted(entries: Sequence[Entry], names: Collection[str]) -> Weights:
    """The weights of each relation."""
    bags, labels = [said(entry) for entry in entries], [stated(entry) for entry in entries]
    counts = Counter(word for bag in bags for word in bag)
    common = sorted(word for word, count in counts.items() if count >= _SAID and _tells(word))
    place = {word: at for at, word in enumerate(common)}
    held = np.zeros((len(entries), len(common)))
    for row, bag in enumerate(bags):
        held[row, [place[word] for word in bag if word in place]] = 1
    found = {}
    for name in sorted(names):
        model = LogisticRegression(C=1.0, class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(held, np.array([name in label for label in labels]))
        found[name] = dict(zip(common, model.coef_[0].tolist(), strict=True))
    return found


def _tells(word: str) -> bool:
    return word[0] == "@" or (word[0].isalpha() and word not in _STEMS)


def weight(relation: str, bag: Collection[str], weights: Weights) -> float:
    """What the words of a passage weigh for a relation."""
    found = [weights[relation][word] for word in bag if word in weights[relation]]
    return sum(found) / math.sqrt(max(1, len(found)))


def least(entries: Sequence[Entry], names: Collection[str]) -> float:
    """The weight that all but ``GIVEN_UP`` of the required statements have by models fitted without their passages."""
    folds = [sha256((entry.group or entry.text).encode()).digest()[0] % FOLDS for entry in entries]
    weights = []
    for fold_out in range(FOLDS):
        model = fitted([entry for entry, at in zip(entries, folds, strict=True) if at != fold_out], names)
        for entry, at in zip(entries, folds, strict=True):
            if at == fold_out:
                for state in entry.states:  # by whichever of its relations it is found
                    spoken = relations([state.claim]) & {*names}
                    weights += [max(weight(name, said(entry), model) for name in spoken)] if spoken else []
    return float(np.quantile(weights, GIVEN_UP))


def known(entries: Sequence[Entry]) -> list[str]:
    """Relations that enough passages speak of."""
    counts = Counter(name for entry in entries for name in stated(entry))
    return sorted(name for name, count in counts.items() if count >= _STATED)


def record(entries: Sequence[Entry]) -> Mapping[str, Any]:
    """What is written to the file of the data."""
    names = known(entries)
    model = fitted(entries, names)
    by_word: dict[str, list[int]] = {}
    for at, of_word in enumerate(model.values()):
        for word, value in of_word.items():
            if abs(rounded := round(value / UNIT)) >= LEAST_WEIGHT:
                by_word.setdefault(word, []).extend((at, rounded))
    return {
        "least": round(least(entries, names) / UNIT, 1),
        "relations": names,
        "words": dict(sorted(by_word.items())),
    }


def text(values: Mapping[str, Any]) -> str:
    """As JSON, a line a word: numbers of relations, as they are listed, each with its weight."""
    lines = ",\n".join(f"{json.dumps(word)}: {json.dumps(flat)}" for word, flat in values["words"].items())
    head = ",\n".join(f"{json.dumps(name)}: {json.dumps(values[name])}" for name in ("least", "relations"))
    return f'{{\n{head},\n"words": {{\n{lines}\n}}\n}}\n'


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, and say what came of it."""
    parser = argparse.ArgumentParser(
        prog="vocabulary", description="Fit the weights of words by which relations are told"
    )
    parser.add_argument("--record", action="store_true", help="write them where regclaims check reads them")
    given = parser.parse_args(arguments)
    values = record(load(PARTS[0]))
    print(
        f"{len(values['relations'])} relations, {len(values['words'])} words, required are {values['least'] * UNIT:.2f}"
    )
    if given.record:
        files.write(FILE, text(values))
        print(f"recorded in {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
