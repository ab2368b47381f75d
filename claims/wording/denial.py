"""What denies a predicate: negations before, within and behind its words, and those that reach over a whole clause."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.phrases import NEGATIONS, Phrase
from regclaims.claims.wording.trie import Trie
from regclaims.claims.wording.words import Word

NOT_ONLY = frozenset({"only", "just", "merely", "exception"})
"""``not only fast`` is fast, and so is ``without exception``."""
_UNLIKE = (("nothing", "like"), ("nothing", "to"))
HINDERS = frozenset({"prevent", "keep", "stop", "hinder", "discourag", "protect"})
_UNDENIED = {"not": NOT_ONLY, "nothing": HINDERS | {"but", "other", "else", "more", "less", "short"}}
"""Words behind which a negation is none."""
INSTEAD = (("rather", "than"), ("instead", "of"))
AUXILIARIES = frozenset({"do", "can", "will", "be", "could", "should", "would", "may", "might", "must", "have", "need"})
_GIVES = frozenset({"do", "offer", "provid", "giv", "deliver", "achiev", "produc", "manag", "perform", "guarante"})
_ABSENT = frozenset({
    "absent", "miss", "lack", "unavailabl", "impossibl", "unheard", "beyond", "foreign", "alien", "unknown",
    "unattainabl", "unobtainabl",
})  # fmt: skip
_OCCURS = frozenset({"occur", "happen", "ariz", "appear", "exist", "com", "show", "emerg", "materializ"})
_NEVER = frozenset({"never", "rarely", "seldom", "hardly", "scarcely"})
_UNABLE = frozenset({"unable", "incapable", "fails", "fail", "refuses"})
_OPENS_DENIAL = NEGATIONS | {
    "nowher", "and", "but", "only", "in", "under", "at", "by", "on", "very", "nor", "so", "yet", "hence", "thus", ",",
}  # fmt: skip
"""With these begins a clause whose negation stands before its verb."""
_FRONTS = NEGATIONS | {"nowher"}


def behind_denial(words: Sequence[Word], lowest: int, start: int) -> range:
    """The words that deny all of the clause that goes on behind them; empty where nothing does.

    ``It is not true that ridge ...``, ``it is not ridge that ...``, ``never does ridge ...``, ``in no case will ...``.
    """
    outer = around().outer
    first = outer.first
    for at in range(lowest, start):
        if words[at].stem in first:
            kind, end = outer.longest(words, at)
            if kind and end <= start:
                return range(at, end)
    if words[lowest].stem not in _OPENS_DENIAL:
        return range(0)
    verb = next((at for at in range(lowest, min(start + 1, lowest + 7)) if words[at].stem in AUXILIARIES), lowest)
    front = {word.stem for word in words[lowest:verb]}
    if not _FRONTS & front or any(word.names for word in words[lowest:verb]):
        return range(0)
    if "not" in front and not NOT_ONLY.isdisjoint(front):
        return range(0)
    behind = [word for word in words[verb + 1 : verb + 3] if word.stem not in ("the", "a", "an")][:1]
    meant = behind and (behind[0].names or behind[0].text in ("you", "we", "one"))
    return range(lowest, verb) if meant else range(0)


def undenied(words: Sequence[Word], place: int, phrase: Phrase, start: int) -> bool:
    """Whether the negation at ``place`` is none: ``not only fast``, where ``only`` is no word of the phrase itself."""
    if words[place].stem in HINDERS and place and words[place - 1].stem in ("nothing", "nobody"):
        return True  # ``nothing prevents it from becoming zero`` is a leave
    after = words[place + 1].stem
    return after in _UNDENIED.get(words[place].stem, ()) and not (place + 1 >= start and after in phrase.choices)


def within(words: Sequence[Word], start: int, end: int, highest: int, phrase: Phrase, names: Collection[int]) -> int:
    """How many negations stand among the words of a phrase and deny it."""
    found = 0
    for at in range(start + 1, end):
        here, after = words[at], words[at + 1].stem if at + 1 < end else ""
        unlike = instead(words, at) or (here.stem, after) in _UNLIKE
        if here.text in ("badly", "poorly") and at == start + 1:
            found += "=" + here.text not in phrase.choices
        elif unlike or (here.text in _UNABLE and here.stem not in phrase.choices):
            found += 1
        elif here.stem in NEGATIONS and not in_a_name(words, at, end, names):
            own = after in NOT_ONLY and after not in phrase.choices
            found += not own and not apart(words, at, end, phrase)
    for at in range(start + 1, end):  # ``keeps the weights from becoming zero``
        hinders = words[at].stem == "from" and words[min(at + 1, end - 1)].text.endswith("ing")
        before = [word.stem for word in words[max(0, start - 3) : start]] if hinders else []
        found += any(one in HINDERS and "not" not in around().before.get(one, ()) for one in before)
    return found + counted(around().within, words, start + 1, end)


def apart(words: Sequence[Word], at: int, end: int, phrase: Phrase) -> bool:
    """Whether a negation denies but what stands between it and the next comma: ``the corner, not its size, is ...``."""
    before = at - 2 if words[at - 1].stem in ("and", "but") else at - 1
    if words[at].stem != "not" or words[before].stem != ",":
        return False
    closes = next((place for place in range(at + 1, end) if words[place].stem == ","), 0)
    return bool(closes) and not any(word.stem in phrase.choices for word in words[at + 1 : closes])


def instead(words: Sequence[Word], at: int) -> bool:
    """Whether ``rather than`` or ``instead of`` stands there, before anything but another method."""
    stands = at + 1 < len(words) and (words[at].text, words[at + 1].text) in INSTEAD
    return stands and not any(word.names and word.text not in ("its", "their") for word in words[at + 2 : at + 4])


def in_a_name(words: Sequence[Word], at: int, end: int, names: Collection[int]) -> bool:
    """Whether a negation belongs to a name: ``weights that are not useful become zero``."""
    if words[at].stem not in NEGATIONS:
        return False
    if words[at].stem == "no" and at + 1 < end and words[at + 1].method == "reg":
        return True  # ``no regularization`` is the state without any
    back = at - 1
    while back >= 0 and words[back].stem in AUXILIARIES:
        back -= 1
    apart = back >= 0 and words[back].stem in ("that", "which", "who")
    return at in names or (apart and any(word.text in around().finite for word in words[at + 2 : end]))


def denying(words: Sequence[Word], lowest: int, start: int, names: Collection[int] = ()) -> int:
    """How many times what stands before the predicate denies it in words that are no negations by themselves."""
    return counted(around().denying, words, lowest, start, names)


def counted(phrases: Trie, words: Sequence[Word], lowest: int, highest: int, names: Collection[int] = ()) -> int:
    """How many of the phrases stand in ``words[lowest:highest]``, but for those that belong to ``names``."""
    first = phrases.first
    found = 0
    for place in range(lowest, highest):
        if words[place].stem in first and not (place in names and _owned(words, place)):
            meaning, end = phrases.longest(words, place)
            found += bool(meaning) and end <= highest
    return found


def _owned(words: Sequence[Word], place: int) -> bool:
    """``inputs with no bearing on the outcome``, ``features that have nothing to do with it``."""
    before = [word.stem for word in words[max(0, place - 2) : place]]
    return before[-1:] in (["with"], ["of"]) or before[:1] in (["that"], ["which"])


def beyond(words: Sequence[Word], lowest: int, stop: int) -> int:
    """How many times the predicate is denied before its subject, which stands at ``stop`` or before."""
    while stop >= lowest and not words[stop].names:
        stop -= 1
    return counted(around().beyond, words, lowest, stop)


def denial_of(words: Sequence[Word], lowest: int, highest: int) -> str:
    """The force that a negation in the clause denies, by the words that go with it."""
    denial = around().denial
    first = denial.first
    kinds = {denial.longest(words, place)[0] for place in range(lowest, highest) if words[place].stem in first}
    return next((kind for kind in ("always", "usually", "can") if kind in kinds), "")


def coordinated(words: Sequence[Word], place: int, lowest: int) -> bool:
    """Whether a negation reaches over ``or``: ``no formula or expression``, ``does not shrink or remove``."""
    for at in range(place - 1, max(lowest, place - 6) - 1, -1):
        if words[at].names or words[at].stem in (",", "and", "that", "which", "but", "whether", "be"):
            return False
        if words[at].stem in ("no", "not", "without", "never"):
            return words[at + 1].stem not in NOT_ONLY
    return False


def undone(words: Sequence[Word], end: int, highest: int) -> bool:
    """``Feature selection is something that ridge cannot do``: what is denied stands before its subject."""
    for at in range(end, min(highest - 2, end + 8)):
        if words[at].stem == "be" and words[at + 1].stem in _ABSENT:
            return True
        if _not_what(words, at):
            return True
        if words[at].stem in _NEVER and words[at + 1].stem in _OCCURS:
            return True
        if words[at].stem == "out" and any(word.stem in ("question", "reach") for word in words[at + 1 : at + 4]):
            return True
        if (
            words[0].stem != "that"  # else the whole sentence is disowned, which ``unsure`` counts
            and words[at].stem == "be"
            and words[at + 1].stem == "not"
            and words[at + 2].text in ("true", "correct", "right")
        ):
            return True
        if words[at].names and words[at + 1].stem in AUXILIARIES and words[at + 2].stem in NEGATIONS:
            behind = [
                word.stem for word in words[at + 3 : highest] if word.stem not in (".", ",", ";", "for", "you", "us")
            ]
            return not behind or (len(behind) == 1 and behind[0] in _GIVES)
    return False


def _not_what(words: Sequence[Word], at: int) -> bool:
    """``Setting weights to zero is not what ridge does``, ``... is nothing that ridge does``."""
    if words[at].stem != "be" or words[at + 1].stem not in ("not", "nothing"):
        return False
    what = at + 2 + (words[at + 1].stem == "not")
    if what == at + 3 and words[at + 2].stem not in ("what", "something", "anything"):
        return False
    while what + 1 < len(words) and words[what].text in ("that", "the", "a", "an"):
        what += 1
    return what < len(words) and bool(words[what].names)
