"""What is read in a passage, for tests."""

from __future__ import annotations

from regclaims.claims.wording.passages import Passage, Scope
from regclaims.claims.wording.recognise import recognise


def stated(text: str, scope: Scope = Scope.PARAGRAPH, **around: object) -> set[str]:
    """The claims that it states by grammar alone, those that it denies with a leading ``!``."""
    passage = Passage(text=text, offsets=range(len(text)), scope=scope, **around)  # type: ignore[arg-type]
    return {
        "!" * one.denied + one.claim
        for sentence in recognise([passage], recorded=False)[0]
        for one in sentence.statements
    }
