"""JSON values held against a schema: the keywords that our own schemas use, and no others.

The published schema stays the one description of a report. A general validator takes longer to start than to read a
report here, and is no dependency of a run; a test holds this one against such a validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.printable import shortened

Schema = Mapping[str, Any]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
_ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description"}


class _MismatchError(Exception):
    """Where, what was found and what is required."""


def check(values: Any, schema: Schema, name: str) -> None:
    """Raise :class:`UsageError` for the first thing in the values of ``name`` that the schema does not allow."""
    try:
        _Checker(schema.get("$defs", {})).check(values, schema, "")
    except _MismatchError as found:
        raise UsageError(f"{name}: {found}") from None


class _Checker:
    """Each method named for the keywords that it checks."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self.definitions = definitions

    def check(self, value: Any, schema: Schema, where: str) -> None:
        for keyword, asked in schema.items():
            if keyword not in _ANNOTATIONS and keyword not in ("then", "else"):
                _CHECKS[keyword](self, value, asked, where, schema)

    def fits(self, value: Any, schema: Schema) -> bool:
        try:
            self.check(value, schema, "")
        except _MismatchError:
            return False
        return True

    def reference(self, value: Any, asked: str, where: str, _: Schema) -> None:
        self.check(value, self.definitions[asked.removeprefix("#/$defs/")], where)

    def type(self, value: Any, asked: str | list[str], where: str, _: Schema) -> None:
        kinds = [asked] if isinstance(asked, str) else asked
        _require(any(_TYPES[kind](value) for kind in kinds), where, value, f"is {' or '.join(kinds)}")

    def const(self, value: Any, asked: Any, where: str, _: Schema) -> None:
        _require(_same(value, asked), where, value, f"is {asked!r}")

    def enum(self, value: Any, asked: list[Any], where: str, _: Schema) -> None:
        _require(any(_same(value, one) for one in asked), where, value, f"is one of {', '.join(map(repr, asked))}")

    def pattern(self, value: Any, asked: str, where: str, _: Schema) -> None:
        _require(not isinstance(value, str) or bool(_compiled(asked).search(value)), where, value, f"is {asked}")

    def minimum(self, value: Any, asked: float, where: str, _: Schema) -> None:
        _require(not _is_number(value) or value >= asked, where, value, f"is {asked} or more")

    def maximum(self, value: Any, asked: float, where: str, _: Schema) -> None:
        _require(not _is_number(value) or value <= asked, where, value, f"is {asked} or less")

    def above(self, value: Any, asked: float, where: str, _: Schema) -> None:
        _require(not _is_number(value) or value > asked, where, value, f"is more than {asked}")

    def below(self, value: Any, asked: float, where: str, _: Schema) -> None:
        _require(not _is_number(value) or value < asked, where, value, f"is less than {asked}")

    def size(self, value: Any, _: int, where: str, schema: Schema) -> None:
        for kind, least, most in ((str, "minLength", "maxLength"), (list, "minItems", "maxItems")):
            if isinstance(value, kind):
                low, high = schema.get(least, 0), schema.get(most, len(value))
                _require(low <= len(value) <= high, where, value, f"has a length from {low} to {high}")

    def required(self, value: Any, asked: list[str], where: str, _: Schema) -> None:
        for key in asked if isinstance(value, dict) else ():
            if key not in value:
                raise _MismatchError(f"{where or 'the whole'}: has no {key!r}, which is required")

    def properties(self, value: Any, asked: Mapping[str, Schema], where: str, _: Schema) -> None:
        for key, schema in asked.items() if isinstance(value, dict) else ():
            if key in value:
                self.check(value[key], schema, _join(where, key))

    def others(self, value: Any, asked: bool | Schema, where: str, schema: Schema) -> None:
        known = schema.get("properties", {})
        for key in value if isinstance(value, dict) else ():
            if key not in known:
                if isinstance(asked, bool):
                    _require(asked, where, key, f"are {', '.join(known)}")
                else:
                    self.check(value[key], asked, _join(where, key))

    def names(self, value: Any, asked: Schema, where: str, _: Schema) -> None:
        for key in value if isinstance(value, dict) else ():
            self.check(key, asked, f"{where or 'the whole'}: key")

    def items(self, value: Any, asked: Schema, where: str, _: Schema) -> None:
        for i, item in enumerate(value if isinstance(value, list) else ()):
            self.check(item, asked, f"{where}[{i}]")

    def one_of(self, value: Any, asked: list[Schema], where: str, _: Schema) -> None:
        if sum(self.fits(value, one) for one in asked) != 1:
            self.check(value, asked[-1], where)  # says what is wrong with it
            raise _MismatchError(f"{where}: fits more than one of the kinds it may have")

    def condition(self, value: Any, asked: Schema, where: str, schema: Schema) -> None:
        self.check(value, schema.get("then" if self.fits(value, asked) else "else", {}), where)


_CHECKS: Mapping[str, Callable[[_Checker, Any, Any, str, Schema], None]] = {
    "type": _Checker.type,
    "$ref": _Checker.reference,
    "const": _Checker.const,
    "enum": _Checker.enum,
    "pattern": _Checker.pattern,
    "minimum": _Checker.minimum,
    "maximum": _Checker.maximum,
    "exclusiveMinimum": _Checker.above,
    "exclusiveMaximum": _Checker.below,
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _Checker.size),
    "required": _Checker.required,
    "properties": _Checker.properties,
    "additionalProperties": _Checker.others,
    "propertyNames": _Checker.names,
    "items": _Checker.items,
    "oneOf": _Checker.one_of,
    "if": _Checker.condition,
}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A schema's ``$`` is the end of the text, Python's also stands before a last line break."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


def _same(one: Any, other: Any) -> bool:
    """Equality of JSON, to which true is not 1."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _require(met: bool, where: str, found: Any, required: str) -> None:
    if not met:
        raise _MismatchError(f"{where or 'the whole'}: found {shortened(repr(found), 80)}; required {required}")


def _join(where: str, key: str) -> str:
    return f"{where}.{shortened(key, 60)}" if where else shortened(key, 60)
