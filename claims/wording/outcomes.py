"""Which claim comes of what was said of a method: in so many words, by comparison, or as what follows from either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regclaims.claims.wording.reading import Manner
from regclaims.claims.wording.rules import NOTHING, Relation
from regclaims.claims.wording.subjects import PAIR

_OTHER = {"l1": "l2", "l2": "l1"}
_CONTRARY = {"more": "less", "less": "more"}


def degree_name(sign: int, how: Manner) -> str:
    """The degree as the rules name it: is, not, anti, not-anti, more, less, not-more, not-less."""
    if how.equal:
        return "same"
    positive, contrary = ("more", "less") if how.degree else ("is", "anti")
    name = positive if (how.degree or 1) * sign > 0 else contrary
    if not how.negated:
        return name
    return "not" if name == "is" else f"not-{name}"


def outcome(
    relation: Relation, subject: str, degree: str, how: Manner, conditions: Sequence[str], against: str
) -> tuple[str, bool] | None:
    """The claim made by what is said of one method, and whether it is denied; nothing where the rules know none."""
    if relation.needs and not relation.needs & set(conditions):
        return None
    if against in ("none", "reg") and degree in ("more", "less"):
        plain = "is" if degree == "more" else "anti"
        tails = [f" @{condition}" for condition in conditions]
        own = [
            tail
            for tail in tails
            if not _of_the_other(relation, f"{subject} {plain}{tail}", f"{subject} {degree}{tail}")
        ]
        return _first(relation, [(f"{subject} {plain}", False)], how.force, own)
    if against and degree in ("more", "less", "not-more", "not-less"):
        if against in ("foreign", "alien") or subject == against:
            return None
        if "en" in (subject, against) and subject != "en":
            subject, degree = "en", _mirrored(degree)
    if degree == "same":  # what is equal denies a difference and states none
        keys = [
            key
            for key in _keys(relation, subject, degree, against)
            if key[0].endswith(" same") or relation.claims.get(key[0], "!")[0] != "!"
        ]
        apart = any(key.endswith(f"@{condition}") for key in relation.claims for condition in conditions)
        return None if apart else _first(relation, keys, how.force, [])
    tails = [*(f" @{condition}" for condition in conditions), *([" carried"] if how.carried else [])]
    return _first(relation, list(_keys(relation, subject, degree, against, carried=how.carried)), how.force, tails)


def _of_the_other(relation: Relation, plain: str, compared: str) -> bool:
    """Whether what is said plainly compares a method with the other one: ``L2 is accurate with collinear features``."""
    return relation.claims.get(plain, NOTHING) == relation.claims.get(compared)


def _mirrored(degree: str) -> str:
    return degree.replace("more", "LESS").replace("less", "more").replace("LESS", "less")


def _keys(
    relation: Relation, subject: str, degree: str, against: str, *, carried: bool = False
) -> Iterator[tuple[str, bool]]:
    """Keys under which a claim may stand, the most direct first, each with whether it denies the claim."""
    if subject == "neither":
        yield f"neither {degree}", False
        yield from _keys(relation, "both", {"is": "not", "anti": "not-anti", "not": "is"}.get(degree, degree), against)
        return
    if relation.alone and not carried and not against and degree in ("more", "less"):
        yield f"{subject} {'is' if degree == 'more' else 'anti'}", False
        return
    if relation.alone and not carried and not against and degree in ("not-more", "not-less"):
        yield f"{subject} {'is' if degree == 'not-more' else 'anti'}", True  # ``does not make the weights any smaller``
        return
    if degree == "same":
        yield f"{subject} same", False
        yield from (
            (("l1 more", True), ("l1 less", True), ("l2 more", True), ("l2 less", True))
            if {subject, against} <= {"l1", "l2"} or subject in ("both", "either")
            else ((f"{subject} less", True), (f"{subject} more", True))
        )
        return
    yield f"{subject} {degree}", False
    if subject == "either":
        yield from _keys(relation, "both", degree, against)
    if degree in ("more", "less"):
        if against:
            yield from _compared(subject, degree)
        else:
            yield f"{subject} {'is' if degree == 'more' else 'anti'}", False
            if relation.implicit:
                yield from _compared(subject, degree)
    elif degree in ("not-more", "not-less"):
        denied = [f"{subject} {degree[4:]}"]
        if subject in PAIR:
            denied.append(f"{_OTHER[subject]} {_CONTRARY[degree[4:]]}")
        yield from ((key, True) for key in denied if not _says_contrary(relation, key))
    elif relation.implicit:
        yield from _implied(relation, subject, degree)
    elif degree in ("not", "anti"):
        yield f"{subject} is", True
    elif degree == "not-anti":
        yield f"{subject} is", False
        yield f"{subject} anti", True


def _says_contrary(relation: Relation, key: str) -> bool:
    """Whether the claim is a denial; what is no less stable need not be the more stable one."""
    return relation.claims.get(key, NOTHING).startswith("!")


def _compared(subject: str, degree: str) -> Iterator[tuple[str, bool]]:
    other, contrary = _OTHER.get(subject, ""), _CONTRARY[degree]
    if other:
        yield f"{other} {contrary}", False
    yield f"{subject} {contrary}", True
    if other:
        yield f"{other} {degree}", True


def _implied(relation: Relation, subject: str, degree: str) -> Iterator[tuple[str, bool]]:
    """People who name no other method mean the comparison."""
    if degree == "not-anti":
        yield f"{subject} not-less", False
        yield f"{subject} less", True
        yield f"{subject} more", False
        return
    plain = {"is": "more", "not": "less", "anti": "less"}[degree]
    yield f"{subject} {plain}", False
    if subject in PAIR:
        yield from _compared(subject, plain)


def _first(
    relation: Relation, keys: Sequence[tuple[str, bool]], force: str, tails: Sequence[str]
) -> tuple[str, bool] | None:
    forces = [f" {force}"] if force else []
    for tail in [*tails, *forces, ""]:
        for key, denied in keys:
            if key + tail not in relation.claims:
                continue
            found = relation.claim(key + tail)
            return (found[0], denied != found[1]) if found else None
    return None
