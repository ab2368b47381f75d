"""The rules, declared as data in ``data/rules/*.toml``: which words speak of a relation, and which claim it makes whom.

A relation has ``phrases`` that state it and ``opposites`` that state its contrary. Its claims are keyed by subject
and degree, such as ``l1 less``, ``l2 not``, ``both is``, and perhaps by a condition, a force or ``carried`` (the degree
is one of effect): ``l1 more @few_matter``, ``l2 more usually``. A claim written ``!id`` is denied, and ``-`` says that
nothing is stated. Subjects: l1, l2, en, both, neither, reg; ``any`` where the phrase says it all by itself.

==========  ====================================================================================
degree      what was said
==========  ====================================================================================
is          the phrase, without comparison
not         the phrase, negated
anti        an opposite, without comparison
more, less  a comparison: ``less robust`` is ``more`` of the opposite of ``robust``, which is less
same        that two are equal
==========  ====================================================================================

Where the very key is missing, what follows from another is used: that L1 is more so than L2 says that L2 is less so,
and denies that L1 is less so (``outcomes``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from regclaims.claims.wording.index import Index
from regclaims.claims.wording.kept import kept
from regclaims.claims.wording.lexicon import DATA, data
from regclaims.claims.wording.methods import PRONOUNS, names
from regclaims.claims.wording.phrases import Phrase, parse, plain
from regclaims.claims.wording.trie import Trie, listed
from regclaims.claims.wording.words import stem

NOTHING = "-"
"""In place of a claim: what is said so comes to nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Relation:
    """Something that is said of methods."""

    name: str
    claims: Mapping[str, str]
    implicit: bool
    """Whether people who name no other method still mean the comparison: ``L1 is robust to outliers``."""
    alone: bool
    """Whether a comparison that names nothing is one with no penalty: ``L2 gives smaller weights``."""
    plain: str
    """Force of the plain present: generic, or always for what holds by definition."""
    needs: frozenset[str]
    """Conditions of which one has to be named."""
    vague: bool
    """Whether other things called L1 and L2 are spoken of so too: ``L1 is faster than L2``."""
    weak: bool
    """Whether a longer phrase of another relation leaves nothing to it: ``better`` in ``better at avoiding ...``."""
    leaves: frozenset[str]
    """Weak relations that may share its words: ``shrinks toward zero, but never to zero`` says two things."""
    hides: frozenset[str]
    """Relations that are not meant where this one is, such as zeros where it is said what makes more of them."""
    unless: frozenset[str]
    """Words and fields beside which it is not meant: ``better`` in ``better at feature selection``."""
    not_of: frozenset[str]
    """Words, in that very form, that it is said of instead, as its subject or behind it: ``a fast solver``."""
    versus: str
    """What it comes to where one penalty is compared with the other: to generalize better is to be more accurate."""
    plainly: bool
    """Whether it is not stated under a condition that the rules do not know."""
    asks: bool
    """Whether it is stated of a question: ``whether L1 or L2 is better depends on ...``."""
    graded: bool
    """Whether it knows more and less."""
    whole: bool
    """Whether it is done wholly or not at all."""

    def conditional(self, claim: str, conditions: Collection[str]) -> bool:
        """Whether it makes the claim under one of the conditions, so that the claim holds the condition itself."""
        keys = (key for key, value in self.claims.items() if value.removeprefix("!") == claim)
        return bool(self.needs & set(conditions)) or any(key.partition(" @")[2] in conditions for key in keys)

    def claim(self, key: str) -> tuple[str, bool] | None:
        """The claim under ``key`` and whether it is denied; nothing where there is none."""
        found = self.claims.get(key, NOTHING)
        return None if found == NOTHING else (found.removeprefix("!"), found.startswith("!"))


@dataclass(frozen=True, kw_only=True, eq=False)
class Wording:
    """A phrase of a relation."""

    relation: Relation
    phrase: Phrase
    sign: int
    """-1 for an opposite."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All rules, by what a sentence has to hold for them to be tried."""

    fields: Trie
    wordings: Sequence[Wording]
    named: Index[Wording]
    """All of them, where a method is named."""
    anywhere: Index[Wording]
    """Of these the ones that say all by themselves, whoever is named."""
    unnamed: Index[Wording]
    """Those again, by the stems and words with which their parts begin."""
    conditions: Index[tuple[str, Phrase]]
    """A condition's name and a phrase that names it."""
    condition_order: Sequence[str]
    """Names of the conditions, as they stand in the file: the more particular first."""
    relations: Mapping[str, Relation]

    def may_say(self, said: Set[str]) -> bool:
        """Whether words, given with their stems, that name no method may hold a phrase that needs none."""
        return next(self.unnamed.met(said), None) is not None


@kept
def rules() -> Rules:
    """The rules, read once."""
    fields = data("fields.toml")
    conditions = data("conditions.toml")
    raw: dict[str, Any] = {}
    for path in sorted((DATA / "rules").glob("*.toml")):
        raw |= data(f"rules/{path.name}")
    weight = _weight(raw, conditions)
    relations = {name: _relation(name, table) for name, table in raw.items()}
    wordings = [
        Wording(relation=relations[name], phrase=phrase, sign=sign)
        for name, table in raw.items()
        for key, sign in (("phrases", 1), ("opposites", -1))
        for phrase in map(Phrase, _lines(table.get(key, "")))
    ]
    circumstances = ((name, phrase) for name, text in conditions.items() for phrase in map(Phrase, _lines(text)))
    known = Trie(
        {field: listed(text.replace("\n", " ")) for field, text in fields.items()}
        | {choice: [choice.replace("_", " ")] for choice in weight if "_" in choice}
    )
    first = known.beginnings()
    anywhere = list(filter(_says_all, wordings))
    return Rules(
        fields=known,
        wordings=wordings,
        named=Index((one, one.phrase.rarest_first(weight)) for one in wordings),
        anywhere=Index((one, one.phrase.rarest_first(weight)) for one in anywhere),
        unnamed=Index(
            (one, begins)
            for one in anywhere
            if all(begins := [_begins(choices, first) for choices in one.phrase.rarest_first(weight)])
        ),
        conditions=Index(((name, phrase), phrase.rarest_first(weight)) for name, phrase in circumstances),
        condition_order=list(conditions),
        relations=relations,
    )


def _says_all(wording: Wording) -> bool:
    return any(key.startswith("any ") for key in wording.relation.claims)


def _begins(choices: frozenset[str], fields: Mapping[str, Set[str]]) -> frozenset[str]:
    """Words with which one of the choices may begin where no method is named but by a pronoun."""
    plain = frozenset(choice.removeprefix("=") for choice in choices if choice[0] not in "@§")
    pronoun = any(choice[0] == "§" or choice[1:] in PRONOUNS for choice in choices)
    longer = [fields[choice] for choice in choices if choice in fields]
    return plain.union(*longer, names().pronouns.first if pronoun else ())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _pair(line: str) -> tuple[str, str]:
    key, _, claim = line.partition(": ")
    return key, claim


def _relation(name: str, table: Mapping[str, Any]) -> Relation:
    claims = dict(_pair(line) for line in _lines(table["claims"]))
    return Relation(
        name=name,
        claims=claims,
        graded=any(" more" in key or " less" in key for key in claims),
        implicit=table.get("implicit", False),
        alone=table.get("alone", False),
        plain=table.get("plain", "generic"),
        needs=frozenset(table.get("needs", "").split()),
        vague=table.get("vague", False),
        weak=table.get("weak", False),
        leaves=frozenset(table.get("leaves", "").split()),
        hides=frozenset(table.get("hides", "").split()),
        unless=frozenset(word if word.isupper() else stem(word) for word in table.get("unless", "").split()),
        not_of=frozenset(table.get("not_of", "").split()),
        asks=table.get("asks", False),
        versus=table.get("versus", ""),
        plainly=table.get("plainly", False),
        whole=table.get("whole", False),
    )


def _weight(raw: Mapping[str, Any], conditions: Mapping[str, str]) -> Counter[str]:
    """How many phrases each word stands in: the rarest is the best to seek a phrase by."""
    texts = [line for table in raw.values() for key in ("phrases", "opposites") for line in _lines(table.get(key, ""))]
    texts += [line for text in conditions.values() for line in _lines(text)]
    return Counter(choice for text in texts for element in parse(plain(text)) for choice in element.choices)
