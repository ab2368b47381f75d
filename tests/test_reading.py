"""Files from elsewhere: read safely, or refused in one plain line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.fixtures.errors import UsageError
from regclaims.reports import ledger, past, reading, report
from regclaims.reports.cli import main
from regclaims.tests import test_hostile
from regclaims.tests.hostile import texts
from regclaims.tests.records import entry


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    path.symlink_to(path)


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(reading.REPORT_BYTES + 1)  # a hole: takes no room


def holding(content: bytes):
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (folder, "is a folder; required is a file"),
        (pipe, "is a pipe or a device; required is a file"),
        (device, "is a pipe or a device; required is a file"),
        (dangling, "cannot be read (No such file or directory)"),
        (circle, "cannot be read (Too many levels of symbolic links)"),
        (too_large, "has more than 64 MB"),
        (holding(b"{\n\xff\xfe}"), ":2: byte 0xff is not UTF-8"),
        (holding(b""), ":1: not JSON"),
        (holding(b"{'a': 1}"), ":1: not JSON"),
        (holding(b"__import__('os').system('x')"), ":1: not JSON"),
        (holding(b"[" * 100_000), "nested too deep"),
        (holding(b"[" + b"[]," * 1_000_000 + b"[]]"), "has more than 1,000,000 objects and lists"),
        (holding(b'{"a":' * 100_000), "nested too deep"),
        (holding(b'{"a": 1, "a": 2}'), "has the key 'a' twice in one object"),
        (holding(b"[NaN]"), "has the number NaN; required are finite numbers"),
        (holding(b"[-Infinity]"), "has the number -Infinity"),
        (holding(b"[1e999]"), "has the number 1e999"),
        (holding(b"[" + b"9" * 5000 + b"]"), "has a whole number of 5,000 digits"),
        (holding(b"[]"), "is no report of regclaims"),
        (holding(b'{"schema_version": true}'), "is no report of regclaims"),
        (holding(b'{"schema_version": 3}'), "says that it has schema version 3, and has not"),
        (
            holding(b'{"schema_version": 99}'),
            "has schema version 99, required is 5 or an older one: a newer regclaims wrote it",
        ),
        (holding(b'{"schema_version": 5}'), "the whole: has no 'run', which is required"),
    ],
    ids=lambda value: getattr(value, "__name__", "") if callable(value) else value[:30],
)
def test_what_is_no_report_is_named(tmp_path, make, message, capsys):
    path = tmp_path / "report.json"
    make(path)
    with pytest.raises(UsageError) as raised:
        past.read(path)
    assert str(raised.value).startswith(str(path))
    assert message in str(raised.value)
    assert main(["compare", str(path), str(path)]) == 2
    assert capsys.readouterr() == ("", f"regclaims: {raised.value}\n")


def test_a_symbolic_link_leads_to_what_it_names(tmp_path):
    (tmp_path / "file").write_bytes(b"\xef\xbb\xbf[1]")
    (tmp_path / "link").symlink_to("file")
    assert reading.parse(reading.text(tmp_path / "link", 100), "link") == [1]


def test_the_limit_is_the_most_that_is_read(tmp_path):
    path = tmp_path / "file"
    path.write_text("[1]")
    assert reading.text(path, 3) == "[1]"
    with pytest.raises(UsageError, match="has more than"):
        reading.text(path, 2)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_what_json_can_hold_is_read_as_it_is(value):
    assert reading.parse(json.dumps(value), "x") == value


@given(st.binary(max_size=60) | st.text('[]{}",:0123456789.eE+-ntf \\u\n', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_and_nothing_else(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    for read in (past.read, ledger.read):
        with suppress(UsageError):
            read(path)


LEDGER = json.loads(ledger.dumps({"a": entry("supported", numpy="2")}))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ({"../../x": LEDGER["a"]}, "the whole: key: found '../../x'; required is"),
        ({"a\n": LEDGER["a"]}, "key: found 'a\\n'"),
        ({"\x1b[31m": LEDGER["a"]}, "key: found '\\x1b[31m'"),
        ({"a": LEDGER["a"] | {"verdict": ["supported"]}}, "a.verdict: found ['supported']; required is string"),
        ({"a": LEDGER["a"] | {"verdict": "\x1b[31m"}}, "a has '\\x1b[31m', required is one of"),
        ({"a": LEDGER["a"] | {"since": "yesterday"}}, "a.since: found 'yesterday'"),
        ({"a": LEDGER["a"] | {"versions": {"numpy": 2}}}, "a.versions.numpy: found 2; required is string"),
        ({"a": LEDGER["a"] | {"__class__": "x"}}, "a: found '__class__'; required are verdict, kind, since, versions"),
    ],
)
def test_what_is_no_ledger_is_named(tmp_path, spoil, message):
    path = tmp_path / "ledger.json"
    path.write_text(json.dumps(spoil))
    with pytest.raises(UsageError) as raised:
        ledger.read(path)
    assert message in str(raised.value)
    assert str(raised.value).endswith("restore it from version control")
    path.write_text(json.dumps(LEDGER))
    assert ledger.read(path)["a"].verdict == "supported"


def test_a_ledger_that_is_not_there_is_empty(tmp_path):
    assert ledger.read(tmp_path / "none") == {}


def test_a_report_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(report.to_text(test_hostile.PLAIN_REPORT), encoding="utf-8")
    found = past.read(path)
    assert found.run == test_hostile.RUN
    without = [replace(claim, series={}) for claim in test_hostile.PLAIN_REPORT.claims]
    assert list(found.claims.values()) == without
    assert past.report(path) == replace(test_hostile.PLAIN_REPORT, claims=without, sources=[], trust=[], history=[])


def test_a_claim_that_stands_twice_is_refused(tmp_path):
    made = replace(test_hostile.PLAIN_REPORT, claims=[test_hostile.OPPOSITE] * 2)
    path = tmp_path / "report.json"
    path.write_text(report.to_text(made), encoding="utf-8")
    with pytest.raises(UsageError, match="has claim l2-is-so twice"):
        past.read(path)


def test_nothing_heavy_is_imported_to_read_or_to_compare():
    script = (
        "import sys, regclaims.reports.compare, regclaims.reports.ledger as l; l.read();"
        "print([m for m in ('sklearn', 'scipy', 'jsonschema', 'hypothesis', 'pytest') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
