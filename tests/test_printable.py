"""What a terminal is given: one line a text, of signs that are seen."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.fixtures.printable import each_printable, printable, shortened
from regclaims.tests.hostile import texts

anything = texts | st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L1 is sparser, by 5 % (é, ●).", "L1 is sparser, by 5 % (é, ●)."),
        ("  two\n  lines\r\n", "  two   lines  "),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb\u200bc\ufeff", "a\\u202eb\\u200bc\\ufeff"),
        ("a\u3164b\u115fc", "a\\u3164b\\u115fc"),
        ("file\udcff", "file\\udcff"),
        ("\U000e0041", "\\U000e0041"),
        ("a\u00a0b\u2028c", "a b c"),
    ],
)
def test_what_is_shown(text, shown):
    assert printable(text) == shown


@given(anything)
def test_any_text_is_one_line_of_signs_that_are_seen_and_can_be_written(text):
    shown = printable(text)
    assert shown.isprintable()
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")
    assert printable(shown) == shown


@given(anything)
def test_signs_that_are_seen_stay(text):
    seen = [char for char in text if char.isascii() and char.isprintable() and char != " "]
    shown = iter(printable(text))
    assert all(char in shown for char in seen)


def test_every_sign_without_width_is_shown_by_its_code():
    formats = [chr(i) for i in range(sys.maxunicode + 1) if unicodedata.category(chr(i)) == "Cf"]
    assert len(formats) > 100
    assert all(printable(sign).startswith("\\") for sign in formats)


def test_a_long_text_is_cut_and_says_so():
    assert shortened("x" * 300) == "x" * 300
    assert shortened("x" * 12345) == "x" * 300 + " ... (12,345 signs)"


def test_lines_of_a_function_are_made_printable():
    @each_printable
    def lines(count):
        """Some lines."""
        yield from ["\x1b"] * count

    assert list(lines(count=2)) == ["\\x1b", "\\x1b"]
    assert (lines.__name__, lines.__doc__) == ("lines", "Some lines.")
