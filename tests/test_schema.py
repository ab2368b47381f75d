"""Our validator agrees with a general one about reports, whole and spoilt."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regclaims.fixtures.errors import UsageError
from regclaims.reports import past, report, schema
from regclaims.reports.ledger import _SCHEMA as LEDGER
from regclaims.tests import test_hostile

REPORT = json.loads(Path(past.SCHEMA).read_text(encoding="utf-8"))
GENERAL = jsonschema.Draft202012Validator(REPORT)
WHOLE = json.loads(
    report.to_text(
        replace(test_hostile.PLAIN_REPORT, sources=[test_hostile.test_markdown.SOURCE], trust=[test_hostile.PART])
    )
)


def fits(values: Any) -> bool:
    try:
        schema.check(values, REPORT, "x")
    except UsageError:
        return False
    return True


def places(values: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to everything in the values."""
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


PLACES = places(WHOLE)[1:]
PUT = [None, True, False, 0, 1, -1, 4, 0.5, 1.5, "", "x", "holds", "supported", "ill-posed", "a-b", "a_b", "pytest x"]
PUT += [[], [0, 1], [0, 2], ["x"], {}, {"x": "y"}, {"x": 1}]


def spoilt(place: tuple[Any, ...], how: str, value: Any) -> Any:
    made = copy.deepcopy(WHOLE)
    *above, last = place
    at = made
    for key in above:
        at = at[key]
    if how == "drop":
        del at[last]
    elif how == "add" and isinstance(at[last], dict):
        at[last]["x"] = value
    elif how == "add" and isinstance(at[last], list):
        at[last].append(value)
    else:
        at[last] = value
    return made


def test_a_report_fits():
    assert fits(WHOLE)
    assert GENERAL.is_valid(WHOLE)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(["drop", "add", "put"]), st.sampled_from(PUT))
def test_a_spoilt_report_fits_where_a_general_validator_says_so(place, how, value):
    made = spoilt(place, how, value)
    assert fits(made) == GENERAL.is_valid(made)


def test_a_line_break_at_the_end_is_part_of_a_name():
    """Where Python's ``$`` would let it pass."""
    made = spoilt(("claims", 0, "id"), "put", "l1-is-so\n")
    assert not fits(made)


def keywords(part: Any) -> set[str]:
    """Keywords of a schema, at any depth."""
    if isinstance(part, list):
        return set().union(*map(keywords, part))
    if not isinstance(part, dict):
        return set()
    inner = [part[key].values() for key in ("properties", "$defs") if key in part]
    inner.append(value for key, value in part.items() if key not in ("properties", "$defs", "const", "enum"))
    return set(part).union(*(keywords(value) for values in inner for value in values))


@pytest.mark.parametrize("known", [REPORT, LEDGER], ids=["report", "ledger"])
def test_no_keyword_is_passed_over(known):
    assert keywords(known) <= set(schema._CHECKS) | schema._ANNOTATIONS | {"then", "else"}


def test_a_keyword_that_is_not_known_is_no_silent_pass():
    with pytest.raises(KeyError):
        schema.check(1, {"multipleOf": 2}, "x")


@pytest.mark.parametrize(
    ("values", "asked", "message"),
    [
        (2, {"maximum": 1}, "x: the whole: found 2; required is 1 or less"),
        ([1], {"items": {"type": "string"}}, "x: [0]: found 1; required is string"),
        (
            {"a": {"b": True}},
            {"properties": {"a": {"properties": {"b": {"const": 1}}}}},
            "x: a.b: found True; required is 1",
        ),
        ({"a": 1}, {"additionalProperties": False}, "x: the whole: found 'a'; required are "),
        ("x" * 500, {"enum": ["y"]}, "(502 signs); required is one of 'y'"),
        ({"\x1b": 1}, {"additionalProperties": {"type": "string"}}, "found 1; required is string"),
    ],
)
def test_a_message_names_the_place(values, asked, message):
    with pytest.raises(UsageError) as raised:
        schema.check(values, asked, "x")
    assert message in str(raised.value)
