"""Why a sentence asserts nothing by its form and by where it stands: topics, heads of tables, options of a quiz."""

from __future__ import annotations

from regclaims.claims.wording.clauses import asserted
from regclaims.claims.wording.context import label, spoken_of
from regclaims.claims.wording.methods import NAMED
from regclaims.claims.wording.passages import Scope
from regclaims.claims.wording.scene import Scene
from regclaims.claims.wording.silence import blocked
from regclaims.claims.wording.words import stem

_ANNOUNCES = frozenset({
    "overview", "introduction", "guid", "tutorial", "practic", "example", "comparison", "how", "why", "what", "study",
    "when", "primer", "note", "versus", "review", "summary", *map(stem, (
        "derivation", "geometry", "proof", "definition", "intuition", "theory", "formula", "implementation",
        "background", "basics", "motivation", "history", "questions", "limits", "topics", "details", "problems",
        "algorithm", "code", "discussion", "priors", "math", "mathematics",
    )),
})  # fmt: skip
"""With these a heading says what comes and nothing more."""
_QUALITIES = frozenset(map(stem, (
    "sparse", "sparser", "stable", "small", "smaller", "simple", "dense", "smooth", "unique", "interpretable",
    "readable", "robust", "accurate", "differentiable", "closed-form", "fewer", "no", "many", "more", "less", "fast",
)))  # fmt: skip
"""With these begins, in two words, what a label says: ``L2: stable solutions``."""
_SHARED = frozenset({"same", "identical", "common", "equal", "alike"})


def unasserted(scene: Scene) -> str:
    """Why the sentence asserts nothing; empty if it does."""
    if scene.context.quizzes:
        return "an option of a quiz"
    if scene.context.disowns and scene.passage.scope in (Scope.ITEM, Scope.CELL):
        return "what others hold, or what is called wrong"
    if scene.context.subject == "foreign" and not any(word.method in NAMED for word in scene.words):
        return "speaks of something else"
    why = blocked(
        scene.words, scene.read, scene.text, scene.parts, whole=scene.passage.scope in (Scope.PARAGRAPH, Scope.HEADING)
    )
    if why and not (why == "reported" and scene.context.recommends and scene.passage.scope is Scope.ITEM):
        return why  # ``use L1 when: you believe that ...`` names an occasion
    stops = scene.passage.scope is not Scope.HEADING and scene.text.rstrip(")\"'”\u2019 ").endswith((".", "!"))
    if (
        scene.passage.scope in (Scope.PARAGRAPH, Scope.HEADING)
        and not stops
        and not asserted(scene.words)
        and not _labelled(scene)
    ):
        return "no verb: it names a topic"
    if scene.passage.scope is Scope.CELL and _heads(scene):
        return "the head of a column or row"
    return ""


def _heads(scene: Scene) -> bool:
    """Whether a cell stands over a column, or before a row and under no method of its own."""
    passage = scene.passage
    before = not passage.row and not (passage.column and spoken_of(passage.column).subject)
    named = any(word.names for word in scene.words)
    return (not passage.column or before) and not (named and asserted(scene.words))


def _labelled(scene: Scene) -> bool:
    """``Lasso: feature selection built in`` says it of the method before the colon."""
    behind = scene.text.partition(":")[2].split()
    if any(word.stem in _ANNOUNCES for word in scene.words):
        return False
    if len(scene.words) > 1 and scene.words[0].method == "both" and scene.words[1].stem == ":":
        return any(word.stem in _SHARED for word in scene.words)  # ``L1 and L2: one and the same purpose``
    short = len(behind) == 2 and stem(behind[0].lower()) in _QUALITIES
    return (len(behind) > 2 or short) and bool(label(scene.text))
