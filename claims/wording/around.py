"""The words around phrases that make a difference to what is said, as ``data/around.toml`` has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regclaims.claims.wording.index import Index
from regclaims.claims.wording.kept import kept
from regclaims.claims.wording.lexicon import data
from regclaims.claims.wording.phrases import Phrase
from regclaims.claims.wording.trie import Trie, listed
from regclaims.claims.wording.words import stem


@dataclass(frozen=True, kw_only=True)
class Around:
    """What ``around.toml`` says."""

    before: Mapping[str, frozenset[str]]
    """Stem -> effects on a predicate that is reached through it."""
    force: Trie
    denying: Trie
    """Phrases that deny and hold no negation or one that reaches far, such as ``far from``."""
    outer: Trie
    """Phrases that deny the clause behind them: ``it is not true that``, ``it is not ridge that``."""
    within: Trie
    """Phrases that deny from within a predicate: ``the choice has nothing to do with taste``."""
    beyond: Trie
    """Phrases that deny whatever they stand before, over the subject: ``there is no way that L1 ...``."""
    harmless: Trie
    """Phrases whose negation denies nothing that follows: ``no wonder``, ``it cannot be denied that``."""
    trailing: Trie
    """Phrases that deny what stands before them: ``sets weights to zero under no circumstances``."""
    disowns: Trie
    """Phrases that deny the clause that is their subject: ``that L1 is sparse cannot be maintained``."""
    idle: Trie
    """Phrases that say that something is good for nothing: ``of no use``."""
    denial: Trie
    """Words by which a negation denies that something can, is usually or is always so."""
    ellipsis: Index[tuple[int, str, Phrase]]
    """How the same, or the contrary, is said of another method without saying it again, numbered."""
    blocked: Mapping[str, Sequence[Phrase]]
    """Reason -> phrases by which a sentence asserts nothing."""
    blocking: Index[tuple[str, Phrase]]
    """The same by what a sentence has to hold for them to be tried, but for tasks, which only begin one.

    What only leads tell is not among them either.
    """
    asks: frozenset[str]
    tasks: frozenset[str]
    opens: frozenset[str]
    conditions: frozenset[str]
    past: frozenset[str]
    finite: frozenset[str]
    parts: frozenset[str]
    """Stems of what belongs to a model and its fit, and so speaks of the method that it stands under."""


@kept
def around() -> Around:
    """What words around a predicate do to it, read once."""
    raw = data("around.toml")
    before: dict[str, frozenset[str]] = {}
    for effect, text in raw["before"].items():
        for word in text.split():
            before[stem(word)] = before.get(stem(word), frozenset()) | {effect}
    blocked = raw["blocked"]
    reasons = {reason: [*map(Phrase, text.strip().splitlines())] for reason, text in blocked.items() if "\n" in text}
    blocking = (
        ((reason, phrase), phrase.rarest_first({}))
        for reason, phrases in reasons.items()
        for phrase in phrases
        if reason not in ("task", "disowned")
    )
    left_out = raw["ellipsis"].items()
    ellipsis = [(kind, one) for kind, text in left_out for one in map(Phrase, text.strip().splitlines())]
    return Around(
        before=before,
        force=Trie({force: listed(text) for force, text in raw["force"].items()}),
        denying=Trie({"denying": listed(raw["denial"]["denying"])}),
        outer=Trie({"outer": listed(raw["denial"]["outer"]) + listed(raw["denial"]["views"])}),
        within=Trie({"denying": listed(raw["denial"]["within"])}),
        beyond=Trie({"denying": listed(raw["denial"]["beyond"])}),
        harmless=Trie({"harmless": listed(raw["denial"]["harmless"])}),
        trailing=Trie({"denying": listed(raw["denial"]["trailing"])}),
        disowns=Trie({"denying": listed(raw["denial"]["disowns"])}),
        idle=Trie({"denying": listed(raw["denial"]["idle"])}),
        denial=Trie({force: listed(raw["denial"][force]) for force in ("can", "usually", "always")}),
        ellipsis=Index(((at, kind, one), one.rarest_first({})) for at, (kind, one) in enumerate(ellipsis)),
        blocked=reasons,
        blocking=Index(blocking),
        asks=frozenset(blocked["opens_question"].split()),
        tasks=frozenset(blocked["opens_task"].split()),
        opens=frozenset(stem(word) for word in raw["clauses"]["opens"].split()),
        conditions=frozenset(raw["clauses"]["conditions"].split()),
        past=frozenset(raw["tense"]["past"].split()),
        finite=frozenset(raw["verbs"]["finite"].split()),
        parts=frozenset(stem(word) for word in raw["subjects"]["parts"].split()),
    )
