"""Predicates of which it is not sure whether they are asserted or denied, or how far the denial goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from regclaims.claims.wording.around import around
from regclaims.claims.wording.clauses import Clause
from regclaims.claims.wording.denial import INSTEAD, behind_denial
from regclaims.claims.wording.phrases import Phrase
from regclaims.claims.wording.reading import Manner
from regclaims.claims.wording.unaccounted import DENIES, unaccounted
from regclaims.claims.wording.words import Word

_UNCOUNTED = frozenset({"nowher", "nobody"})
_LIMITS = frozenset({"only", "just", "merely", "solely", "alone", "simply", "purely", "exclusively"})
_DOES = frozenset({"does", "do", "did", "can", "will", "could", "would"})
_ASIDE = frozenset({"so", "as", "than", "nor", "neither", "that", "which", "who", "what"})
"""``as does L2``; ``what does L2 do``."""
_AGAIN = (["it", "be"], ["they", "be"], ["befor"], ["ever"])
_REASONS = frozenset({";", "sinc", "since", "because", "as", "for", "-", ":"})
"""With these ends what is said of the clause that is the subject."""
_LABOURS = frozenset({"troubl", "difficulty", "problem"})
_NEITHER_NOR = (("yet", "to"), ("so", "much"), ("all", "but"))
"""``has yet to prevent it``, ``is not so much unstable as ...``, ``all but reach zero``."""
_WEIGHED = (["for", "more", "than"], ["for", "less", "than"])
_PARTIAL = frozenset({
    "completely", "entirely", "fully", "totally", "wholly", "altogether", "perfectly", "alone", "panacea",
})  # fmt: skip
"""What a denial leaves in part."""
_SURELY = frozenset({"doubt", "question", "exception", "fail", "any"})
"""``without doubt``."""
_MERELY = _LIMITS | {"to"}
_ITSELF = (("by", "itself"), ("on", "its"), ("all", "by"), ("in", "itself"))


def unsure(
    words: Sequence[Word], part: Clause, span: tuple[int, int], phrase: Phrase, how: Manner, names: Collection[int]
) -> bool:
    """Whether it is not sure that the phrase at ``span``, in the clause ``part``, is meant as ``how`` says.

    ``names``: words whose negations belong to names.
    """
    start, end = span
    if unaccounted(words, part.start, min(start, how.start), how.counted, names):
        return True
    if _unclear(words, part.start, span, part.end, how.counted) or _outweighed(words, part.start, start):
        return True
    return _inside(words, start, end, phrase, names)


def partial(words: Sequence[Word], part: Clause, span: tuple[int, int], own: Collection[str], *, whole: bool) -> bool:
    """Whether a denial leaves it open that it does so in part, or with help.

    ``own``: words of the phrase itself; ``whole``: it is done wholly or not at all.
    """
    return (not whole and _partly(words, part.start, *span, own)) or _limited(words, part, *span)


def _unclear(words: Sequence[Word], lowest: int, span: tuple[int, int], highest: int, counted: Collection[int]) -> bool:
    """Whether it is not known how far a denial goes, or whether there is one, though no negation is left over."""
    start, end = span
    outer = behind_denial(words, lowest, start)
    limits = (at for at in range(outer.stop, highest) if not start <= at < end) if outer else ()
    if any(words[at].stem in _LIMITS for at in limits):
        return True  # ``it is wrong to say that only the lasso ...``
    if _laboured(words, lowest, start, end) or _as_ever(words, end) or _as_other_does(words, lowest, end):
        return True
    if any((words[at].stem, words[at + 1].stem) in _NEITHER_NOR for at in range(max(0, lowest - 1), start - 1)):
        return True
    return (not counted and _inverted(words, lowest, start)) or words[min(end, len(words) - 1)].stem == "neither"


def _inverted(words: Sequence[Word], lowest: int, start: int) -> bool:
    """``Not until lambda is huge does the lasso ...``: what stands before the verb says under what restriction."""
    for at in range(max(1, lowest - 1), start - 1):
        subject = at + 1 + (words[at + 1].text in ("the", "a", "an"))
        if words[at].text in _DOES and words[subject].names and subject < start:
            before = words[at - 1]
            return not before.names and before.stem not in _ASIDE and before.text not in ("i", "you", "we", "they")
    return False


def _as_ever(words: Sequence[Word], end: int) -> bool:
    """``leaves overfitting just as bad as it was``."""
    for at in range(end, min(end + 4, len(words) - 1)) if words[end - 1].stem != "as" else ():
        if words[at].stem == "as" and words[at + 1].stem != "well":
            behind = [word.stem for word in words[at + 1 : at + 3]]
            return any(behind[: len(again)] == again for again in _AGAIN)
    return False


def _as_other_does(words: Sequence[Word], lowest: int, end: int) -> bool:
    """``Instead of dropping some, as the lasso does, ridge ...``: what is set aside is what the other one does."""
    if lowest + 1 >= len(words) or (words[lowest].text, words[lowest + 1].text) not in INSTEAD:
        return False
    return any(
        words[at].stem in ("as", "like") and any(word.names for word in words[at + 1 : at + 3])
        for at in range(end, min(end + 6, len(words)))
    )


def _laboured(words: Sequence[Word], lowest: int, start: int, end: int) -> bool:
    """``has trouble setting weights to zero``: it is not said whether it succeeds."""
    return any(
        words[at].stem in _LABOURS and words[at + 1 + (words[at + 1].stem == "in")].text.endswith("ing")
        for at in range(lowest, end - 2)
        if at != start
    )


def _outweighed(words: Sequence[Word], lowest: int, start: int) -> bool:
    """``accuracy counts for more than a readable set of weights``: what stands behind ``than`` is said of nothing."""
    return any(
        [word.stem for word in words[at : at + 3]] in _WEIGHED for at in range(max(lowest, start - 6), start - 2)
    )


def _bridged(words: Sequence[Word], at: int, end: int) -> bool:
    """``sets weights to zero rather than just shrinking them``: the phrase would go on in what is set aside."""
    if (words[at].text, words[at + 1].text) not in INSTEAD:
        return False
    behind = at + 2 + any(word.text in _MERELY for word in words[at + 2 : at + 3])
    return any(
        word.text.endswith("ing") or word.text in around().finite for word in words[behind : min(behind + 1, end)]
    )


def _inside(words: Sequence[Word], start: int, end: int, phrase: Phrase, names: Collection[int]) -> bool:
    """``gets you nowhere in feature selection``, ``can never be too strong, you will not underfit``."""
    found = [words[at].stem for at in range(start, end) if words[at].stem in DENIES and at not in names]
    if any(_bridged(words, at, end) for at in range(start + 1, end - 1)) and "rather" not in phrase.choices:
        return True
    uncounted = any(stem in _UNCOUNTED and stem not in phrase.choices for stem in found)
    return uncounted or (not phrase.negative and len(found) > 1)


def _partly(words: Sequence[Word], lowest: int, start: int, end: int, own: Collection[str]) -> bool:
    """``does not prevent it completely``, ``ridge alone does not ...``: it may well do so in part.

    ``own``: words of the phrase itself.
    """
    degrees = (at for at in (*range(lowest, start), *range(end, min(end + 2, len(words)))))
    if any(words[at].text in _PARTIAL and words[at].stem not in own for at in degrees):
        return True
    return any((words[at].text, words[at + 1].text) in _ITSELF for at in range(lowest, start - 1))


def _limited(words: Sequence[Word], part: Clause, start: int, end: int) -> bool:
    """``does not prevent it without tuning``: what is denied is that it does so by itself."""
    fronted = words[0].stem == "without" and part.start > 0
    behind = [at for at in range(end, part.end - 1) if words[at].stem == "without"]
    after = [1] if fronted else [at + 1 for at in behind]
    after = [at for at in after if at + 1 < len(words) and words[at].stem not in _SURELY]
    return any(not words[at].names and not words[at + 1].names for at in after)


def disowned(words: Sequence[Word], end: int, names: Collection[int]) -> int:
    """Of a sentence that begins with ``that``, whether it goes on with ``is not so``: 1; -1 where that is not sure."""
    if words[0].stem != "that" or len(words) == 1 or words[1].text in around().finite:
        return 0
    stop = next((at for at in range(end, len(words)) if words[at].stem in _REASONS), len(words))
    disowns = around().disowns
    if any(disowns.at(words, at) for at in range(end, stop)):
        return 1
    verb = next((at for at in range(end, stop) if words[at].stem == "be"), stop)
    stop = next((at for at in range(verb, stop) if words[at].stem in ("and", "but")), stop)
    return -any(words[at].stem in DENIES and at not in names for at in range(end, stop))
