"""The methods that a sentence names: runs of words become one word each that stands for a method or a pronoun.

``L1 regularization``, ``the lasso``, ``L1-penalised regression (lasso)`` become ``§l1``; ``lasso and ridge`` becomes
``§both``. L1 or L2 in another sense (loss, cache, language, ...) becomes ``§alien``, which states nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regclaims.claims.wording.joint import JOINED, METHODS, joined, mention, mixed, penalised, renamed
from regclaims.claims.wording.kept import kept
from regclaims.claims.wording.lexicon import data
from regclaims.claims.wording.trie import Trie, listed
from regclaims.claims.wording.words import Word, stem

NAMED = METHODS
"""Methods by themselves."""
PAIR = frozenset({"l1", "l2"})
PRONOUNS = frozenset({"one", "many", "both", "either", "neither", "former", "latter", "other"})
_MOST_HEADS = 4
_SUBJECTS = frozenset({"you", "we", "they", "it", "i", "§one", "§many"})
_AUXILIARIES = frozenset({"be", "can", "will", "may", "might", "must", "should", "could", "would", "do", "have"})
_PREPOSITIONS = frozenset({"of", "for", "with", "in", "between", "to", "by", "on", "like", "from"})
_NOUN_FOLLOWS = _PREPOSITIONS | {"", ".", ",", ";", ":", "that", "while", "because"}
_CONTENT = frozenset({"that", "if", "whether", "how", "why", "what", "which", "for", "not", "us"})
_VERBS = frozenset({"penaliz", "regulariz"})
_VERBAL = frozenset({"approaches", "approached", "estimates", "models", "fits"})
"""Verbs before an object: ``ridge approaches least squares``."""
_OBJECTS = frozenset({"the", "a", "an", "zero", "all", "every", "each", "its", "their", "your"})
_ESTIMATES = frozenset({"estimate", "estimates"})
"""What is estimated are weights: ``ridge estimates are small`` speaks of them."""
_DECAYS = frozenset({"weights", "decays", "decayed"})
"""No part of the name in ``the weights decay faster`` and ``each weight decays``."""
_KINDS = {"squar": "l2", "square": "l2", "quadratic": "l2", "absolut": "l1"}
_GERUNDS = frozenset({"penalizing", "penalising"})
_PENALIZED = frozenset({"values", "weights", "coefficients", "magnitudes", "parameters", "sizes"})
_MISFITS = frozenset({"error", "residual", "misfit", "deviation", "loss", "distanc"})
_BETWEEN_KINDS = frozenset(
    {"and", "or", "nor", "versus", "than", "but", "not", "a", "an", "the", "under", "by", "with"}
)
"""Between ``absolute-value`` and ``quadratic penalties``."""
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
        made = penalised(made)
    if "l1" in kinds or "l2" in kinds:
        made = mixed(made)
    return joined(renamed(made, names().heads)) if sum(kind in NAMED for kind in kinds) > 1 else made


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
        method, end = _with_heads(words, end, method, bare=bare, single=end == place + 1)
        if method == "reg" and (kind := _determined(made, words[end : end + 1])):
            count, method = kind
            start -= count
            made = made[: len(made) - count]
            made.append(mention(method, words[start:end], frozenset({method})))
            place = end
            continue
        if alien and method in NAMED:
            method = "alien"
        called = {method, *(name for at in range(start, end) for name, _ in names().called.at(words, at))}
        made.append(mention(method, words[start:end], frozenset(called)))
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
    if not method:
        return _kind_at(words, place)
    verb = words[place].stem in _VERBS and end > place + 1 and not words[place].text.endswith("ed")
    decays = words[place].stem == "weight" and any(word.text in _DECAYS for word in words[place:end])
    return ("", place) if verb or decays else (method, end)  # ``it penalises models that ...``


def _kind_at(words: Sequence[Word], place: int) -> tuple[str, int]:
    """``absolute-value`` in ``absolute-value and quadratic penalties``, a noun of both; and ``the squared one``."""
    method = _KINDS.get(words[place].stem, "")
    if not method:
        return _gerund_at(words, place) if place == 0 and words[0].text in _GERUNDS else ("", place)
    end = place + 1 + (words[place + 1 : place + 2] != [] and words[place + 1].text == "value")
    if end < len(words) and words[end].text in ("one", "ones") and _of_penalties(words):
        return method, end + 1
    other = end
    while other < min(len(words), end + 4) and words[other].stem in _BETWEEN_KINDS:
        other += 1
    if not end < other < len(words) or _KINDS.get(words[other].stem, method) == method:
        return "", place
    return (method, end) if names().names.longest(words, other)[0] in PAIR - {method} else ("", place)


def _of_penalties(words: Sequence[Word]) -> bool:
    """Whether penalties are spoken of, and no losses, which are squared or absolute too."""
    stems = {word.stem for word in words}
    return "penal" in stems and stems.isdisjoint(_MISFITS)


def _gerund_at(words: Sequence[Word], place: int) -> tuple[str, int]:
    """``Penalizing absolute values gives ...``: it is named by what it does."""
    end = place + 1 + (len(words) > place + 1 and words[place + 1].stem in ("the", "their"))
    method = _KINDS.get(words[end].stem, "") if end < len(words) else ""
    if not method:
        return "", place
    plural = words[end].text == "squares"
    if not plural and (end + 1 >= len(words) or words[end + 1].text not in _PENALIZED):
        return "", place
    return method, end + 1 if plural else end + 2


def _verbal(words: Sequence[Word], place: int) -> bool:
    """Whether a word that may be a head is a verb here: ``ridge approaches least squares``."""
    behind = words[place + 1 : place + 2]
    if words[place].text == "approach":
        return bool(behind) and behind[0].stem == "zero"
    if words[place].text not in _VERBAL or not behind:
        return False
    return behind[0].stem in _OBJECTS or (words[place].text == "approaches" and behind[0].stem in names().openings)


def _with_heads(words: Sequence[Word], end: int, method: str, *, bare: bool, single: bool) -> tuple[str, int]:
    """The method and where its heads end; alien if a head or what follows says so."""
    if method in ("none", "foreign"):
        return method, end
    start = end
    while end < len(words) and end - start < _MOST_HEADS:
        here = words[end].stem
        own = any(word.stem in _VERBS for word in words[start:end])
        if words[end].text in _TOOLS or (bare and not own and words[end].text in names().alien_heads):
            return "alien", end + 1
        estimates = words[end].text in _ESTIMATES and not (end + 1 < len(words) and words[end + 1].stem == ",")
        if estimates or _verbal(words, end):
            break
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
        and single
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
        made.append(mention(kind, words[place:end], frozenset({kind})))
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
    if kind in ("both", "either") and after[:1] == ["the"]:
        return True  # ``you get both the sparsity of L1 and the stability of L2``, ``takes either the value 0 or 1``
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
