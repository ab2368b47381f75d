"""The methods that a sentence names: runs of words become one word each that stands for a method or a pronoun.

``L1 regularization``, ``the lasso``, ``L1-penalised regression (lasso)`` become ``§l1``; ``lasso and ridge`` becomes
``§both``. L1 or L2 in another sense (loss, cache, language, ...) becomes ``§alien``, which states nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regclaims.claims.wording.kept import kept
from regclaims.claims.wording.lexicon import data
from regclaims.claims.wording.trie import Trie, listed
from regclaims.claims.wording.words import Word, stem

NAMED = frozenset({"l1", "l2", "en"})
"""Methods by themselves."""
PRONOUNS = frozenset({"one", "many", "both", "either", "neither", "former", "latter", "other"})
JOINED = frozenset({"and", "or", "nor", "/", "&", "+", "versus", ",", "plus", "as"})
_MOST_HEADS = 4
_SUBJECTS = frozenset({"you", "we", "they", "it", "i", "§one", "§many"})
_AUXILIARIES = frozenset({"be", "can", "will", "may", "might", "must", "should", "could", "would", "do", "have"})
_PREPOSITIONS = frozenset({"of", "for", "with", "in", "between", "to", "by", "on", "like", "from"})
_NOUN_FOLLOWS = _PREPOSITIONS | {"", ".", ",", ";", ":", "that", "while", "because"}
_CONTENT = frozenset({"that", "if", "whether", "how", "why", "what", "which", "for", "not", "us"})
_VERBS = frozenset({"penaliz", "regulariz"})
_TOOLS = frozenset({"tool", "tools", "rope", "selection_tool"})
_COUNTED = frozenset({
    "term", "step", "part", "cas", "time", "thing", "reason", "layer", "row", "column", "chapter", "section", "line",
    "half", "equation", "summand", "sentenc", "question", "point", "feature", "weight", "derivativ", "model",
})  # fmt: skip
"""Behind ``the first`` they are what is counted."""
_OURS = frozenset({"model", "regression", "estimat", "algorithm", "procedur", "scheme", "variant", "norm", "form"})
"""What ``both`` may say of methods."""
_DIALS = frozenset(
    {"parameter", "hyperparameter", "hyper", "strong", "constant", "factor", "coefficient", "rat", "path", "weight"}
)
"""Behind ``regularization`` they make it the name of a number."""

_DETERMINERS = {
    "this": "one", "such a": "one", "these": "many", "these two": "many", "the two": "many", "both": "both",
    "either": "either", "neither": "neither", "the former": "former", "the latter": "latter", "the other": "other",
    "the first": "former", "the second": "latter",
}  # fmt: skip
"""Before ``regularizer`` they make a pronoun of it."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What ``methods.toml`` says."""

    names: Trie
    openings: frozenset[str]
    """Stems of the words with which a name may begin."""
    called: Trie
    pronouns: Trie
    heads: frozenset[str]
    before: frozenset[str]
    alien_heads: frozenset[str]
    alien_of: frozenset[str]
    alien_words: frozenset[str]
    own_words: frozenset[str]
    """Words that speak of models, and so make penalties of L1 and L2."""
    sure_words: frozenset[str]
    """Those that do so even beside words that make them something else."""
    proof_words: frozenset[str]
    """Those that only penalised models are spoken of with, whatever else the document is about."""
    alien_hints: frozenset[str]
    """Words that make them something else in a document that never speaks of penalised models."""
    expletive: frozenset[str]
    verbs: frozenset[str]
    """What makes a pronoun of ``this`` and ``the two`` before it."""


@kept
def names() -> Names:
    """The names of methods, read once."""
    raw = data("methods.toml")
    pronouns = {kind: listed(text) for kind, text in raw["pronouns"].items() if kind not in ("expletive", "verbs")}

    def stems(text: str) -> frozenset[str]:
        return frozenset(stem(word) for word in text.split())

    known = Trie({method: listed(text) for method, text in raw["names"].items()})
    return Names(
        names=known,
        openings=frozenset({"l1", "l2", *known.first}),
        called=Trie({name: listed(text) for name, text in raw["called"].items()}),
        pronouns=Trie(pronouns),
        heads=stems(raw["heads"]["words"]),
        before=stems(raw["heads"]["before"]),
        alien_heads=frozenset(raw["alien"]["heads"].split()),
        alien_of=stems(raw["alien"]["of"]),
        alien_words=stems(raw["alien"]["words"]),
        own_words=stems(raw["alien"]["own"]) | stems(raw["alien"]["sure"]),
        sure_words=stems(raw["alien"]["sure"]),
        proof_words=stems(raw["alien"]["proof"]),
        alien_hints=stems(raw["alien"]["hints"]),
        expletive=stems(raw["pronouns"]["expletive"]),
        verbs=stems(raw["pronouns"]["verbs"]),
    )


def mentions(words: Sequence[Word], *, alien: bool = False) -> list[Word]:
    """``words`` with the methods they name made one word each. ``alien``: bare names mean something else here."""
    stems = {word.stem for word in words}
    made = list(words)
    if not names().openings.isdisjoint(stems):
        made = _named(made, alien=alien)
    if not names().pronouns.first.isdisjoint(stems):
        made = _pronouns(made)
    kinds = [word.method for word in made if word.names]
    if "alien" in kinds and stems.isdisjoint(names().sure_words):
        return [word._replace(stem="§alien") if word.text in ("l1", "l2") else word for word in made]
    if "none" in kinds:
        made = _penalised(made)
    return _joined(_renamed(made)) if sum(kind in NAMED for kind in kinds) > 1 else made


def _mention(method: str, words: Sequence[Word], called: frozenset[str]) -> Word:
    text = " ".join(dict.fromkeys(word.text for word in words))
    return Word(text, f"§{method}", words[0].start, words[-1].end, called)


def _named(words: Sequence[Word], *, alien: bool) -> list[Word]:
    made: list[Word] = []
    place, openings = 0, names().openings
    while place < len(words):
        if words[place].stem not in openings:
            made.append(words[place])
            place += 1
            continue
        method, end = _name_at(words, place)
        if not method:
            made.append(words[place])
            place += 1
            continue
        start, bare = place, words[place].stem in ("l1", "l2")
        if method == "reg" and end < len(words) and words[end].stem in _DIALS:
            made.extend(words[place:end])
            place = end
            continue
        method, end = _with_heads(words, end, method, bare=bare)
        if method == "reg" and (kind := _determined(made, words[end : end + 1])):
            count, method = kind
            start -= count
            made = made[: len(made) - count]
            made.append(_mention(method, words[start:end], frozenset({method})))
            place = end
            continue
        if alien and method in NAMED:
            method = "alien"
        called = {method, *(name for at in range(start, end) for name, _ in names().called.at(words, at))}
        made.append(_mention(method, words[start:end], frozenset(called)))
        place = end
    return made


def _determined(before: Sequence[Word], behind: Sequence[Word]) -> tuple[int, str] | None:
    """Of ``this regularizer``, ``both ...``: how many words come before the noun, and which pronoun they make."""
    if behind and behind[0].stem in JOINED:
        return None
    for count in (2, 1):
        kind = _DETERMINERS.get(" ".join(word.stem for word in before[-count:])) if len(before) >= count else None
        if kind:
            return count, kind
    return None


def _name_at(words: Sequence[Word], place: int) -> tuple[str, int]:
    if words[place].stem in ("l1", "l2"):
        return words[place].stem, place + 1
    method, end = names().names.longest(words, place)
    verb = words[place].stem in _VERBS and end > place + 1 and not words[place].text.endswith("ed")
    return ("", place) if verb else (method, end)  # ``it penalises models that ...``


def _with_heads(words: Sequence[Word], end: int, method: str, *, bare: bool) -> tuple[str, int]:
    """The method and where its heads end; alien if a head or what follows says so."""
    if method in ("none", "foreign"):
        return method, end
    start = end
    while end < len(words) and end - start < _MOST_HEADS:
        here = words[end].stem
        own = any(word.stem in _VERBS for word in words[start:end])
        if words[end].text in _TOOLS or (bare and not own and words[end].text in names().alien_heads):
            return "alien", end + 1
        if here not in names().heads or (here in _VERBS and not words[end].text.endswith("ed")):
            again, after = _name_at(words, end)
            if again != method:
                break
            end = after
            continue
        end += 1
    of = words[end : end + 4]
    if (
        end == start
        and not bare
        and method in ("l1", "l2")
        and len(of) > 1
        and of[0].stem == "of"
        and not of[1].text.endswith("ing")
    ):
        return "alien", end
    if bare and len(of) > 1 and of[0].stem in ("of", "between"):
        stems = {word.stem for word in of[1:]}
        if stems & names().alien_of and not stems & names().own_words:
            return "alien", end
    return method, end


def _pronouns(words: Sequence[Word]) -> list[Word]:
    made: list[Word] = []
    place, pronouns = 0, names().pronouns
    while place < len(words):
        if words[place].stem not in pronouns.first:
            made.append(words[place])
            place += 1
            continue
        kind, end = pronouns.longest(words, place)
        if not kind or _no_pronoun(words, place, end, kind):
            made.append(words[place])
            place += 1
            continue
        made.append(_mention(kind, words[place:end], frozenset({kind})))
        place = end
    return made


def _no_pronoun(words: Sequence[Word], place: int, end: int, kind: str) -> bool:
    after = [word.stem for word in words[end : end + 4]]
    text = words[place].stem
    if words[end - 1].stem == "regularization" and after and after[0] in _DIALS:
        return True
    if kind == "one" and text == "the" and after and after[0] in ("in", "of", "for", "on"):
        return any(stem_.startswith("§") for stem_ in after[1:])
    if kind == "many" and [word.stem for word in words[place:end]] in (["the", "two"], ["these"], ["these", "two"]):
        return not (after and (_verb_like(after[0]) or after[0] == "it"))
    if kind == "other" and after and after[0] in ("hand", "hands", "side", "way"):
        return True
    if kind == "neither" and place and words[place - 1].stem not in (",", ";", ":", "and", "but", "that"):
        return True
    if kind in ("both", "either") and end == place + 1 and _correlative(words, place, kind):
        return True
    if kind == "either" and place and words[place - 1].names:
        return True  # ``the elastic net either keeps them all or drops them all``
    if kind == "both" and after[:1] == ["the"]:
        return True  # ``you get both the sparsity of L1 and the stability of L2``
    if kind == "both" and end == place + 1 and _of_others(words[end : end + 3]):
        return True
    if kind in ("former", "latter") and words[end - 1].text in ("first", "second"):
        return bool(after) and after[0] in _COUNTED
    if kind in ("both", "either", "neither"):
        first = after[1:2] if after[:1] in (["the"], ["a"], ["an"]) else after[:1]
        return bool(first) and first[0] in ("§l1", "§l2", "§en", "§reg", "way", "cas")
    if text == "it" and after[:1] == ["tak"] and "to" in after:
        return True
    if text == "it" and end == place + 1:
        judged = any(w in names().expletive for w in after[1:3]) and not _judges_it(words, end)
        return after[:1] == ["be"] and (judged or "that" in after)
    if text in ("this", "the", "such", "one") or kind in ("former", "latter", "other"):
        return bool(end == place + 1 and after and text == "this" and not _verb_like(after[0]))
    return False


def _of_others(behind: Sequence[Word]) -> bool:
    """``both books``, ``both Adam and AdamW``."""
    if not behind or behind[0].names:
        return False
    text = behind[0].text
    plural = text.endswith("s") and not text.endswith("ss") and text not in ("is", "was", "does", "has", "as", "its")
    joined = len(behind) > 1 and behind[1].text == "and" and not _verb_like(behind[0].stem)
    return joined or (plural and behind[0].stem not in _OURS)


def _correlative(words: Sequence[Word], place: int, kind: str) -> bool:
    """``you either keep all or none``, ``a fit both shrinks and drops``, ``both Adam and AdamW``: no pronoun."""
    before = words[place - 1].stem if place else ""
    if kind == "either":
        return before in _SUBJECTS or before in _AUXILIARIES
    after = words[place + 1 : place + 9]
    joint = next((at for at, word in enumerate(after) if word.stem == "and"), 0)
    if not joint:
        return False
    if after[0].text.endswith("s") and after[0].stem not in _AUXILIARIES and before.lstrip("§").isalnum():
        return True
    if any(word.names for word in after[:joint]):
        return False
    return joint <= 1 + (before in _PREPOSITIONS) and before in _NOUN_FOLLOWS and not _verb_like(after[0].stem)


def _judges_it(words: Sequence[Word], end: int) -> bool:
    """``it is hard to interpret.``, ``it is better than ...``: no object follows, so that ``it`` is one."""
    behind = [word.stem for word in words[end : end + 10]]
    at = behind.index("to") if "to" in behind else -1
    if at < 0:
        return "than" in behind[:6] or _CONTENT.isdisjoint(behind)
    return "that" not in behind[:at] and (behind[at + 2 : at + 3] or ["."])[0] in (
        ".",
        ",",
        ";",
        ":",
        "than",
        "because",
        "but",
        "and",
    )


def _verb_like(stem_: str) -> bool:
    return stem_ in names().verbs


def _penalised(words: Sequence[Word]) -> list[Word]:
    """``Least squares with an L1 penalty`` is the method of that penalty."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        word, at = words[place], place + 1
        if word.method == "none" and at < len(words) and words[at].stem in ("with", "plus", "+", "under"):
            at += 2 if at + 1 < len(words) and words[at + 1].stem in ("a", "an", "the") else 1
            if at < len(words) and words[at].method in NAMED:
                word, place = words[at]._replace(start=word.start), at
        made.append(word)
        place += 1
    return made


def _renamed(words: Sequence[Word]) -> list[Word]:
    """A name in brackets, or after ``also called``, joined with the same method's name before it."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if made and word.stem == "(" and place + 2 < len(words) and words[place + 2].stem == ")":
            inner, before = words[place + 1], made[-1]
            if inner.method in NAMED and inner.method == before.method:
                place += 3
                while place < len(words) and words[place].stem in names().heads:
                    place += 1
                made[-1] = before._replace(end=words[place - 1].end, names=before.names | inner.names)
                continue
        made.append(word)
        place += 1
    return made


def _joined(words: Sequence[Word]) -> list[Word]:
    """``L1 and L2`` made one mention; a combination of both made the elastic net."""
    made: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if word.method not in NAMED:
            made.append(word)
            place += 1
            continue
        end, parts = place + 1, [word]
        while word.method in NAMED and end + 1 < len(words) and words[end].stem in JOINED:
            step = 2 if words[end].stem == "," and words[end + 1].stem in ("and", "or") else 1
            if [word.stem for word in words[end : end + 3]] == ["as", "well", "as"]:
                step = 3
            skip = step + (1 if end + step < len(words) and words[end + step].stem in ("the", "a", "an") else 0)
            if end + skip >= len(words) or words[end + skip].method not in NAMED:
                break
            if words[end].stem == "," and step == 1 and not _list_goes_on(words, end + skip, made):
                break
            parts.append(words[end + skip])
            end += skip + 1
        kinds = list(dict.fromkeys(part.method for part in parts))
        if len(kinds) < 2:
            made.extend(words[place : place + 1])
            place += 1
            continue
        joint = words[place + 1].stem
        method = {"or": "either", "nor": "neither", "versus": "versus"}.get(joint, "both")
        if len(made) > 1 and made[-1].stem in ("the", "a", "an") and made[-2].stem in ("neither", "both", "either"):
            made.pop()
        opener = made[-1].stem if made else ""
        if opener in ("neither", "both", "either"):
            method = opener
            parts.insert(0, made.pop())
        if "en" in kinds:
            method = "several"
        names_ = frozenset(
            {f"{order}:{kind}" for order, kind in enumerate(kinds)} | {method}.union(*(p.names for p in parts))
        )
        made.append(_mention(method, [*parts[:1], *words[place:end]], names_))
        place = end
    return made


def _list_goes_on(words: Sequence[Word], place: int, before: Sequence[Word]) -> bool:
    """Whether a comma stands in a list: not so behind ``in the elastic net,`` at the beginning."""
    after = [word.stem for word in words[place + 1 : place + 3]]
    fronted = [word.stem for word in before] in (["in"], ["in", "the"], ["with"], ["with", "the"], ["for", "the"])
    return bool(after) and after[0] in ("and", "or", ",") and not (fronted and len(after) > 1 and after[1] == "§l2")
