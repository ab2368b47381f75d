"""Passages in, sentences with the claims they state out.

A sentence goes through it in one direction: plain form (``normalise``), words and stems (``words``, ``stray``),
mentions of methods and what stands for them (``methods``, ``joint``, ``referents``), clauses (``clauses``) and reasons
why nothing is asserted (``silence``, ``unasserted``), phrases of the rules that stand in it (``phrases``, ``rules``,
``findings``, ``data/``), the manner of each (``reading``, ``denial``, ``behind``, ``reach``, ``wishes``; where it is
not known ``unaccounted``, ``unsure``) and its subject (``subjects``, ``roles``, ``others``), what is left out
(``ellipsis``), and so statements (``statements``, ``outcomes``), if the sentence's words fit them (``vocabulary``).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial

from regclaims.claims.wording import vocabulary
from regclaims.claims.wording.clauses import asserted
from regclaims.claims.wording.context import Context, context, header, label, spoken_of
from regclaims.claims.wording.methods import NAMED, mentions, names
from regclaims.claims.wording.normalise import Folded, fold
from regclaims.claims.wording.passages import Passage, Scope, Sentence, Statement
from regclaims.claims.wording.recorded import claims_of
from regclaims.claims.wording.referents import filled_in, verb_again
from regclaims.claims.wording.roles import role
from regclaims.claims.wording.rules import rules
from regclaims.claims.wording.scene import Scene, Told, conditions_of
from regclaims.claims.wording.sentences import split
from regclaims.claims.wording.silence import own_view
from regclaims.claims.wording.statements import Stated, stated, told
from regclaims.claims.wording.stray import set_apart
from regclaims.claims.wording.subjects import SINGLE, Above, expand, pair_of
from regclaims.claims.wording.topic import Topic, alien, topic_of
from regclaims.claims.wording.unasserted import unasserted
from regclaims.claims.wording.words import Word, stem, words

_SIGNS = (
    *("l1", "l2", "l_1", "l_2", "l-1", "l-2", "l 1", "l 2", "ell", "l_{", "l^", "lasso", "ridge", "tikhonov", "decay"),
    *("elastic", "regulari", "penal", "overfit", "spars", "shrink", "lambda", "intercept", "weight", "coefficient"),
    *(
        "dropout",
        "early stopping",
        "|w|",
        "feature",
        "outlier",
        "variables",
        "noise",
        "complex",
        "flexib",
        "memori",
        "simpler",
        "alpha",
        "underfit",
        "shrunk",
        "norms",
        "cross-valid",
    ),
)
"""Without one of these, a sentence states no claim unless one before it named a method."""
_SO = frozenset({
    ("thus",), ("therefore",), ("hence",), ("consequently",), ("accordingly",), ("as", "a", "result"), ("so",),
    ("that", "is"), ("in", "other", "words"),
    ("as", "a", "consequence"), ("in", "this", "way"), ("this", "way"), ("in", "doing", "so"), ("in", "effect"),
})  # fmt: skip
"""With these begins what follows from the sentence before."""
_NO = frozenset({"no", "none", "never", "not"})
_MARKS = frozenset({"yes", "no", "✓", "✔", "✗"})
"""What a cell says of its row."""
_LONGEST_ASKED = 80
"""Signs in which a quiz says what to do."""
_OPTIONS = re.compile(r"(?s)^\s*[(\[]?[Aa][).\]:]\s.*\s[(\[]?[Bb][).\]:]\s")
"""The first two of the answers among which a question lets one choose."""
_TOPICS = NAMED | {"both", "either", "versus", "reg", "foreign", "several"}
_POINTERS = frozenset({"one", "former", "latter", "other"})
"""Pronouns that stand for nothing where nothing was spoken of."""


def recognise(
    passages: Sequence[Passage], *, recorded: bool = True, topic: Topic | None = None
) -> list[tuple[Sentence, ...]]:
    """The sentences of each passage of a document, in order, with the statements found in them.

    What stands under one heading says nothing of what stands under the next, so that sections may be read apart, if
    they are given the ``topic`` of the whole. ``recorded``: sentences of the source texts are known by their
    fingerprints too, and then state what is on record.
    """
    reader = _Reader(recorded=recorded, passages=passages, topic=topic)
    return [reader.passage(passage) for passage in passages]


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    """Of a heading or lead, which stands over many passages."""
    return frozenset(word.stem for word in words(fold(text).text))


class _Reader:
    """Reads passages in order and remembers what was spoken of."""

    def __init__(self, *, recorded: bool, passages: Sequence[Passage], topic: Topic | None) -> None:
        self.recorded = recorded
        self.passages = passages
        self._topic = topic
        self._begin(())

    def _begin(self, headings: tuple[str, ...]) -> None:
        """A section: nothing is remembered of those before."""
        self.headings = headings
        self.above = Above()
        self.earlier: Callable[[], Sequence[str]] = tuple
        """Finds the conditions that the last sentence named."""
        self.last: Scene | None = None
        """The last sentence, if it stated anything."""
        self.alien = False
        """Whether L1 and L2 were last something else, such as caches."""

    @cached_property
    def topic(self) -> Topic:
        """Of the whole document; most speak of no method, and nobody asks."""
        return self._topic or topic_of(self.passages)

    def passage(self, passage: Passage) -> tuple[Sentence, ...]:
        if passage.headings != self.headings:
            self._begin(passage.headings)
        around = (*passage.headings, passage.lead, passage.row, passage.column)
        spans = list(split(passage.text))
        if not self.above.subject and not _speaks(passage.text) and not any(map(_speaks, around)):
            return tuple([Sentence(start=start, end=end) for start, end in spans])
        for text in around:
            self._learn(_stems(text))
        folded, here = fold(passage.text), context(passage)
        if passage.scope in (Scope.ITEM, Scope.CELL) and here.subject in NAMED:
            self.above = replace(self.above, subject=here.subject)
        found = []
        for start, end in spans:
            found.append(self._sentence(passage, folded, (start, end), here))
            if len(found) == 1:
                here = _after_opening(passage.text[start:end], here, passage.text[end:])
        return tuple(found)

    def _learn(self, stems: frozenset[str]) -> None:
        """What the words tell of whether L1 and L2 are penalties here."""
        self.alien = alien(stems, before=self.alien, document=self.topic.elsewhere)

    def _sentence(self, passage: Passage, folded: Folded, span: tuple[int, int], here: Context) -> Sentence:
        plain = set_apart(words(folded.text, *_inner(folded, *span)))
        stems = frozenset(word.stem for word in plain)
        self._learn(stems)
        if self.alien and self.topic.elsewhere:
            return Sentence(start=span[0], end=span[1])
        if not here.subject and self.above.subject in SINGLE and _follows(plain):
            here = replace(here, subject=self.above.subject, labelled=True)
        said = mentions(plain, alien=self.alien or (here.alien and not stems & names().sure_words))
        said = verb_again(filled_in(said, here.subject))
        if passage.scope is not Scope.CELL and here.subject not in SINGLE and self._passes_over(said):
            self._remember(said, passage, stated=False, general=True)
            self.last = None
            return self._by_record(Sentence(start=span[0], end=span[1]), passage.text[slice(*span)])
        hangs = passage.scope in (Scope.ITEM, Scope.CELL) or here.labelled
        scene = Scene(
            words=said,
            passage=passage,
            folded=folded,
            span=span,
            above=replace(self.above, heading=here.subject, against=here.against, hangs=hangs),
            context=here,
            earlier=self.earlier,
            told=self._told,
            evident=self.topic.evident,
        )
        head = header(passage) if passage.scope is Scope.CELL else []
        sentence = _read_cell(scene, head) if head else _read(scene)
        general = sentence.notes.get("subject") == "any"
        self._remember(scene.words, passage, stated=bool(sentence.statements), general=general)
        self.last = scene if sentence.statements else None
        return self._by_record(sentence, scene.text)

    def _told(self) -> Sequence[Told]:
        """What the last sentence said of one method; it in turn asks for none before it."""
        last, self.last = self.last, None
        found = told(last) if last else []
        self.last = last
        return found

    def _by_record(self, sentence: Sentence, text: str) -> Sentence:
        """With what is on record of it, where that is asked for."""
        worth = self.recorded and (sentence.claim_like or _speaks(text))
        return _by_record(sentence, text) if worth else sentence

    def _passes_over(self, said: Sequence[Word]) -> bool:
        """Whether words under no heading that names one method cannot say anything of any: most of what is written."""
        return not _speaks_of_any(said, self.above) and not _may_state(said)

    def _remember(self, said: Sequence[Word], passage: Passage, *, stated: bool, general: bool) -> None:
        """What ``it``, ``they``, ``the former`` may stand for in what follows."""
        self.earlier = partial(conditions_of, said, passage)
        named = [place for place, word in enumerate(said) if word.names and word.method in _TOPICS]
        if not named:
            leaves, lost = not stated and bool(self.above.subject), general or not stated
            if (leaves or lost != self.above.lost) and len(said) > 3 and not any(word.names for word in said):
                self.above = replace(self.above, subject="" if leaves else self.above.subject, lost=lost)
            return
        methods = [said[place].method for place in named]
        pronoun = next((place for place, word in enumerate(said) if word.method == "one"), len(said))
        if self.above.subject and (pronoun < named[0] or (set(methods) == {"reg"} and pronoun < len(said))):
            self.above = replace(self.above, pair=pair_of(said[place] for place in named) or self.above.pair)
            return
        subjects = [said[place].method for place in named if role(said, place) == "subject"]
        first = next((method for method in subjects if method != "reg"), subjects[0] if subjects else "")
        without = any(word.stem == "without" for word in said[max(0, named[0] - 3) : named[0]])
        self.above = self.above.then(first, pair_of(said[place] for place in named), lost=without)


def _after_opening(text: str, here: Context, behind: str) -> Context:
    """What a passage's first sentence does to the others: ``Ridge: keeps ...``, ``True or false? ...``.

    ``behind``: the others, which may be the options that a question has: ``What is so? A: ... B: ...``.
    """
    if named := label(text):
        here = replace(here, subject=named, labelled=True)
    options = text.endswith(("?", ":")) and not text.lower().startswith("why") and _OPTIONS.search(behind)
    asks = text.endswith((":", "?")) and len(text) < _LONGEST_ASKED and spoken_of(text).quizzes
    return replace(here, quizzes=True) if asks or options else here


def _follows(plain: Sequence[Word]) -> bool:
    """Whether the sentence says what follows from the one before: ``As a result, ...``, ``Thus ...``."""
    first = tuple(word.text for word in plain[:3])
    return first[:1] in _SO or first in _SO or first[:2] in _SO


def _speaks(text: str) -> bool:
    low = (text if text.isascii() else unicodedata.normalize("NFKC", text)).lower()
    return any(sign in low for sign in _SIGNS)


def _inner(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Where a span of the text stands in its plain form."""
    if isinstance(folded.at, range):
        return start, end
    return bisect_right(folded.at, start - 1), bisect_right(folded.at, end - 1)


def _read(scene: Scene) -> Sentence:
    """The sentence, read by grammar alone."""
    start, end = scene.span
    spoken = _speaks_of_any(scene.words, scene.above) or bool(scene.above.heading)
    if not spoken and not _may_state(scene.words):
        return Sentence(start=start, end=end)
    why = unasserted(scene)
    if why in ("reported", "hypothetical") and (own := own_view(scene.words, scene.read)):
        scene, why = replace(scene, own=own), ""
    if why:
        return Sentence(start=start, end=end, notes={"missing": why} if spoken else {})
    every = stated(scene)
    found = [each for each in every if _fits(each, scene)]
    if found:
        return Sentence(
            start=start,
            end=end,
            statements=tuple(each.statement for each in found),
            claim_like=True,
            notes=_notes(found[0]) | {"way": "grammar"},
        )
    like = bool(every) or (spoken and _claims_something(scene))
    missing = _unlike(every[0]) if every else _missing(scene)
    return Sentence(start=start, end=end, claim_like=like, notes={"missing": missing} if spoken or every else {})


def _fits(one: Stated, scene: Scene) -> bool:
    """Whether the words of the sentence are those in which people state such a thing, if it is not left out."""
    return one.end < 0 or vocabulary.fits(
        one.relation, vocabulary.signs(scene.words) | vocabulary.around(scene.passage)
    )


def _unlike(one: Stated) -> str:
    return f"a phrase of {one.statement.claim} is in it, but its words are not those in which people say so"


def _speaks_of_any(said: Sequence[Word], above: Above) -> bool:
    """Whether a method is named, or pointed at where one was spoken of."""
    pointers = frozenset[str]() if above.subject or above.pair else _POINTERS
    return any(word.names and word.method not in pointers for word in said)


def _read_cell(scene: Scene, head: Sequence[Word]) -> Sentence:
    """A cell by itself or with its head: ``closed form | none`` is ``no closed form``."""
    first = scene.words[0].stem if scene.words else ""
    if first in _MARKS and not scene.context.subject:
        return Sentence(start=scene.span[0], end=scene.span[1])  # it is not known of what
    no = int(first in _NO)
    headed = replace(scene, words=[*scene.words[:no], *head, *scene.words[no:]], evident=True)
    ways = (headed, scene) if first in ("more", "less") else (scene, headed)
    sentence = _read(ways[0])
    return sentence if sentence.statements else _read(ways[1])


def _claims_something(scene: Scene) -> bool:
    """Whether a finite verb follows a method of the fact sheet or a pronoun for one, named or hung over it."""
    if scene.above.hangs and scene.above.heading in SINGLE:
        return True
    known = (
        place
        for place, word in enumerate(scene.words)
        if word.names and not {"foreign", "alien", "none", ""} & {*(expand(word.method, word, scene.above) or ("",))}
    )
    first = next(known, len(scene.words))
    after = scene.words[first + 1 :]
    return asserted(after) or (bool(after) and after[0].text.endswith("s") and after[0].text.isalpha())


def _may_state(words: Sequence[Word]) -> bool:
    """Whether words that name no method may hold a phrase that needs none."""
    said = {form for word in words for form in (word.stem, word.text)}
    said |= {stem(word.text.rpartition(" ")[2]) for word in words if word.names}  # ``the penalty``
    return rules().may_say(said)


def _missing(scene: Scene) -> str:
    """What kept a sentence about a method from being recognised."""
    if not any(word.method in _TOPICS or word.method for word in scene.words) and not scene.above.heading:
        return "no method is named"
    return "says nothing of the method that the rules know"


def _notes(one: Stated) -> dict[str, str]:
    statement = one.statement
    return {
        "subject": one.subject,
        "relation": one.relation,
        "direction": one.direction,
        "force": statement.force,
        "condition": statement.condition,
        "claim": ("not " if statement.denied else "") + statement.claim,
    }


def _by_record(sentence: Sentence, text: str) -> Sentence:
    """The sentence with what is on record of it, where its fingerprint is: the record has the last word."""
    claims = claims_of(text)
    if not claims:
        return sentence
    read = {statement.claim: statement for statement in sentence.statements if not statement.denied}
    force = next((statement.force for statement in sentence.statements), "generic")
    whole = Statement(claim="", force=force, start=sentence.start, end=sentence.end)
    statements = tuple(read.get(claim) or replace(whole, claim=claim) for claim in claims)
    way = "grammar and record" if read.keys() & set(claims) else "record"
    notes = {key: value for key, value in sentence.notes.items() if key != "missing"} | {"way": way}
    return replace(sentence, statements=statements, claim_like=True, notes=notes)
