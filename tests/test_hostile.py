"""Hostile text comes out inert, and readable, in every format; real parsers say so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from regclaims.claims.records import EventRecord
from regclaims.fixtures import appraisal
from regclaims.fixtures.appraisal import About, Part, Table
from regclaims.fixtures.printable import printable
from regclaims.reports import compare, markdown, phase, terminal
from regclaims.reports import report as reports
from regclaims.reports.past import Past
from regclaims.reports.report import Report, RunRecord
from regclaims.reports.text import code, escape, json_text
from regclaims.reports.trust.markdown import section
from regclaims.tests import test_markdown, test_phase
from regclaims.tests.hostile import ALL, FRAGMENTS, spoilt, texts

PARSER = MarkdownIt("gfm-like")
assert PARSER.linkify is not None
PARSER.linkify.set({"fuzzy_email": True, "fuzzy_link": True})
EVENT = EventRecord(claim="l1-is-so", experiment="e", method="m", dgm="w", draw=1, seed=0, what="E: no", replay="r")
CLAIM = replace(test_markdown.CLAIM, events=(EVENT,), machine="m", contradicts=("l2-is-so",))
OPPOSITE = replace(test_markdown.PLAIN, id="l2-is-so", contradicts=("l1-is-so",), readings=())
RUN = RunRecord(seed=3, alpha=0.01, error_budget_spent=0.005, draws=20, seconds=2.0, versions={"numpy": "2"}, code="c")
PART = Part(
    name="decision",
    title="Is it?",
    says="It is.",
    passed=False,
    about=About(command="regclaims x", date="2026-01-01", code="c0de", versions={"numpy": "2"}, machine="m"),
    tables=(Table(title="T", columns=("a", "b"), rows=(("x", 0.5),)),),
    notes=("A note.",),
)


def flat(text: str) -> str:
    return " ".join(printable(text).split())


def shape(text: str) -> list[str]:
    """What a Markdown parser makes of a text, words aside: its blocks, and what stands inside their lines."""

    def names(tokens: list[Token]) -> list[str]:
        return [name for token in tokens for name in (token.type, *names(token.children or [])) if name != "text"]

    return names(PARSER.parse(text))


def words(text: str) -> list[str]:
    """The contents of each line or cell as a reader sees them."""
    return ["".join(child.content for child in t.children or []) for t in PARSER.parse(text) if t.type == "inline"]


def spoilt_report(of: Report, text: str) -> Report:
    return replace(of, run=spoilt(of.run, text), claims=spoilt(list(of.claims), text), sources=())


def trust_text(part: Part) -> str:
    return "\n".join(section([part], code="other"))


PLAIN_REPORT = Report(run=RUN, claims=[CLAIM, OPPOSITE], sources=())
DEEP_REPORT = test_phase.published(replace(test_phase.CLAIM, events=(EVENT,)))


def every(examples):
    def wrapped(test):
        for fragment in examples:
            test = example(fragment)(test)
        return test

    return wrapped


def test_no_words_are_no_code():
    assert code(" \n") == ""


@settings(deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL])
def test_text_in_a_paragraph_a_heading_a_table_and_code_is_what_it_was(text):
    assume(flat(text))
    document = f"# {escape(text)}\n\n{escape(text)}\n\n- {escape(text)}\n\n| a |\n| --- |\n| {escape(text)} |\n"
    plain = "# x\n\nx\n\n- x\n\n| a |\n| --- |\n| x |\n"
    assert shape(document) == shape(plain)
    assert [found for found in words(document) if found != "a"] == [flat(text)] * 4
    (token,) = [token for token in PARSER.parse(f"so {code(text)} so") if token.type == "inline"]
    assert [child.type for child in token.children] == ["text", "code_inline", "text"]
    assert token.children[1].content == flat(text)


@settings(max_examples=40, deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL])
def test_reports_keep_their_shape_and_tell_the_text(text):
    assume(flat(text))
    for renderer, report in ((markdown, PLAIN_REPORT), (phase, DEEP_REPORT)):
        found, plain = renderer.to_text(spoilt_report(report, text)), renderer.to_text(spoilt_report(report, "x"))
        assert shape(found) == shape(plain)
        assert any(flat(text) in line for line in words(found))
        assert all(line.isprintable() for line in found.split("\n"))
    assert shape(trust_text(spoilt(PART, text))) == shape(trust_text(spoilt(PART, "x")))
    assert any(flat(text) in line for line in words(trust_text(spoilt(PART, text))))


def past(text: str, verdict: str) -> Past:
    claim = replace(spoilt(CLAIM, text), id=text, verdict=verdict, kind=None)
    return Past(name=text, run=spoilt(RUN, text), claims={text: claim, f"{text} {verdict}": claim})


@settings(max_examples=40, deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL])
def test_comparisons_keep_their_shape_and_tell_the_text(text):
    assume(flat(text))
    found, plain = (compare.of(past(t, "supported"), past(t, "contradicted")) for t in (text, "x"))
    made, other = ("\n".join(compare.to_markdown(c)) for c in (found, plain))
    assert shape(made) == shape(other)
    assert any(flat(text) in line for line in words(made))
    assert all(line.isprintable() for line in compare.to_text(found))
    (as_json,) = compare.to_json_text(found)
    assert json.loads(as_json)["changes"][0]["claim"] == text


@settings(max_examples=40, deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL])
def test_terminal_lines_hold_nothing_that_acts(text):
    report, deep = spoilt_report(PLAIN_REPORT, text), spoilt_report(DEEP_REPORT, text)
    lines = [*terminal.lines(report.claims), *terminal.summary(report), *phase.lines(deep.claims), *phase.summary(deep)]
    lines += appraisal.lines(spoilt(PART, text))
    assert all(line.isprintable() for line in lines)
    assert any(printable(text) in line for line in lines)


@settings(max_examples=40, deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL])
def test_json_is_printable_and_holds_the_text(text):
    made = reports.to_text(replace(spoilt_report(PLAIN_REPORT, text), trust=[spoilt(PART, text)]))
    made.encode("utf-8")
    assert all(line.isprintable() for line in made.split("\n"))
    found = json.loads(made)
    assert found["claims"][0]["says"] == found["events"][0]["what"] == found["trust"][0]["says"] == text
    assert json.loads(json_text({text: [text, 1.5]})) == {text: [text, 1.5]}


def test_unescaped_text_would_be_seen():
    """The parser of these tests acts on what the fragments hold."""
    for fragment in ("<b>x</b>", "**x**", "[x](http://y)", "http://example.org", "a@example.org", "www.example.org"):
        assert shape(fragment) != shape("x"), fragment
        assert shape(escape(fragment)) == shape("x"), fragment


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "X", "", "a\n", "a b", ".hidden", "\x1b"])
def test_names_of_answers_and_plots_lead_nowhere(name):
    with pytest.raises(ValueError, match="required"):
        replace(PART, name=name)
    with pytest.raises(ValueError, match="bare name of an SVG file"):
        replace(PART, plots=(f"{name}.svg",) if name != "" else ("../..svg",))
