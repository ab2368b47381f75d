"""For code scanning: SARIF 2.1.0, a rule a claim.

Columns and offsets count Unicode code points, and the log says so. File names are relative to ``%SRCROOT%``, which
whoever reads the log sets. ``precision`` is what was measured on the labelled corpus.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import regclaims
from regclaims.fixtures.printable import printable
from regclaims.reports.check import measured
from regclaims.reports.check.findings import (
    UNUSED,
    WRONG,
    Better,
    Finding,
    Level,
    Outcome,
    Place,
    Remark,
    Unread,
    fingerprints,
)
from regclaims.reports.ledger import Entry, Ledger
from regclaims.reports.text import code, escape, json_text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_OWN = {
    UNUSED: ("A suppression that suppresses nothing.", "Remove it, or name the claim that it is for."),
    WRONG: ("A suppression that cannot be understood.", "Write: regclaims: ignore ID: reason"),
}
"""Rules about suppressions: what they say, and the remedy."""
_LEVELS = {"contradicted": Level.ERROR, "ill-posed": Level.WARNING, "supported": Level.NOTE}


def render(outcome: Outcome, ledger: Ledger) -> str:
    """The whole log."""
    rules = [*_rules(ledger, outcome.facts), *(_own_rule(id, *told) for id, told in _OWN.items())]
    places = {rule["id"]: i for i, rule in enumerate(rules)}
    results = [_result(one, name, places) for one, name in fingerprints(outcome.findings)]
    results += [_remark(one, places[one.rule]) for one in outcome.remarks]
    lost = [_notification(one) for one in (*outcome.unread, *outcome.broken)]
    run = {
        "tool": {"driver": {"name": "regclaims", "semanticVersion": regclaims.__version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder in which the check was run."}}},
        "invocations": [{"executionSuccessful": not lost, "toolExecutionNotifications": lost}],
        "artifacts": [{"location": _location(page.path)} for page in outcome.pages],
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(ledger: Ledger, facts: str) -> Iterator[dict[str, Any]]:
    for id, entry in ledger.items():
        made = {
            "id": id,
            "name": "".join(word.capitalize() for word in id.split("-")),
            "shortDescription": {"text": entry.says},
            "fullDescription": {"text": " ".join(filter(None, (f"{_verdict(entry)}.", entry.evidence)))},
            "help": {"text": _help(entry, ledger), "markdown": _help_markdown(id, entry, ledger)},
            "defaultConfiguration": {"level": str(_LEVELS[entry.verdict])},
            "properties": {"precision": measured.precision(id), "tags": ["prose", entry.topic]},
        }
        yield made | ({"helpUri": f"{facts}#{id}"} if facts else {})


def _verdict(entry: Entry) -> str:
    return f"{entry.verdict} ({entry.kind})" if entry.kind else entry.verdict


def _better(entry: Entry, ledger: Ledger) -> list[Better]:
    return [Better(claim=id, says=ledger[id].says) for id in entry.better if id in ledger]


def _help(entry: Entry, ledger: Ledger) -> str:
    said = [f"{entry.says} Verdict: {_verdict(entry)}.", entry.evidence]
    said += [f"Turns on: it {entry.condition}."] if entry.condition else []
    said += [f"Say instead: {one.says} [{one.claim}]" for one in _better(entry, ledger)]
    return " ".join(filter(None, said))


def _help_markdown(id: str, entry: Entry, ledger: Ledger) -> str:
    said = [f"**{escape(_verdict(entry))}**: {escape(entry.says)} ({code(id)})", escape(entry.evidence)]
    said += [f"Turns on: it {escape(entry.condition)}."] if entry.condition else []
    said += [f"- Say instead: {escape(one.says)} ({code(one.claim)})" for one in _better(entry, ledger)]
    return "\n\n".join(filter(None, said))


def _own_rule(id: str, says: str, remedy: str) -> dict[str, Any]:
    return {
        "id": id,
        "name": "".join(word.capitalize() for word in id.split("-")),
        "shortDescription": {"text": says},
        "help": {"text": f"{says} {remedy}", "markdown": f"{says} {remedy}"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"precision": "very-high", "tags": ["prose"]},
    }


def _result(finding: Finding, name: str, places: Mapping[str, int]) -> dict[str, Any]:
    made = {
        "ruleId": finding.claim,
        "level": str(finding.level),
        "message": {"text": _plain(f"{finding.title}: {finding.text}"), "markdown": _markdown(finding)},
        "locations": [{"physicalLocation": _physical(finding.place)}],
        "partialFingerprints": {"statement/v1": name},
        "properties": {
            "verdict": finding.title,
            "force": finding.force,
            "denied": finding.denied,
            "condition": printable(finding.condition),
        },
    }
    return made | ({"ruleIndex": places[finding.claim]} if finding.claim in places else {})


def _plain(text: str) -> str:
    """Text without placeholders and links, which SARIF knows even in plain messages."""
    return printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _markdown(finding: Finding) -> str:
    return f"**{escape(finding.title)}** {escape(finding.text)}"


def _remark(remark: Remark, rule: int) -> dict[str, Any]:
    region = {"startLine": remark.line, "startColumn": remark.column}
    physical = {"artifactLocation": _location(remark.path), "region": region}
    return {
        "ruleId": remark.rule,
        "ruleIndex": rule,
        "level": "warning",
        "message": {"text": _plain(remark.message)},
        "locations": [{"physicalLocation": physical}],
    }


def _physical(place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }
    return {"artifactLocation": _location(place.path), "region": region}


def _location(path: str) -> dict[str, str]:
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": f"file://{_quoted(pure)}"}
    return {"uri": _quoted(pure), "uriBaseId": "%SRCROOT%"}


def _quoted(path: PurePath) -> str:
    return quote(os.fsencode(path.as_posix()), safe="/")


def _notification(unread: Unread) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _plain(f"{unread.path}: {unread.reason}")},
        "locations": [{"physicalLocation": {"artifactLocation": _location(unread.path)}}],
    }
