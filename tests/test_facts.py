"""The committed fact sheet is that of the ledger, its links lead somewhere, and no text in it is more than text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from regclaims.claims.claim import all_claims
from regclaims.reports import facts, ledger
from regclaims.reports.cli import main
from regclaims.reports.ledger import Former
from regclaims.tests import records
from regclaims.tests.hostile import ALL, FRAGMENTS, spoilt, texts
from regclaims.tests.test_hostile import every, flat, shape, words

SHEET = facts.path(ledger.PATH).read_text(encoding="utf-8")


def entry(verdict: str, kind: str | None = None, **more):
    return replace(records.entry(verdict, kind), topic="outliers", **more)


FORMER = Former(verdict="ill-posed", kind="ambiguous", since="2020-01-01", versions={})
LEDGER = {
    "b": entry("contradicted", says="B is so.", evidence="It holds in none of 3 worlds.", better=("a", "elsewhere")),
    "a": entry("supported", says="A is so.", rows=(), evidence="It holds in both worlds.", before=(FORMER,)),
    "d": entry("ill-posed", "depends", says="D.", condition="holds where: little noise", evidence="X."),
    "n": entry("ill-posed", "not empirical", says="N.", rows=(), condition="it speaks of taste"),
}
LEDGER |= {id: replace(LEDGER[id], topic="speed") for id in "dn"}
EXPECTED = """# Facts about L1 and L2 regularization

What people write, put to experiment: 4 statements, 1 supported, 1 contradicted, 2 ill-posed. Made from `ledger.json` \
by `pytest claims --accept`; [how to read a verdict](reading-verdicts.md).

## Outliers

<a id="b"></a>

**❌ contradicted** B is so. `b`

- It holds in none of 3 worlds.
- Say instead: [A is so.](#a)
- Say instead: `elsewhere`
- Said in article:1.

<a id="a"></a>

**✅ supported** A is so. `a`

- It holds in both worlds.
- Before 2020-01-31: ill-posed: ambiguous since 2020-01-01.

## Speed

<a id="n"></a>

**🔶 ill-posed (not empirical)** N. `n`

- it speaks of taste.

<a id="d"></a>

**🔶 ill-posed (depends)** D. `d`

- It holds where: little noise.
- Said in article:1.
"""


def test_the_committed_sheet_is_that_of_the_ledger():
    expected = facts.to_text(ledger.read(), list(all_claims()))
    assert expected == SHEET, "out of step with the ledger; run: regclaims facts"


def test_a_small_sheet_word_by_word():
    assert facts.to_text(LEDGER, ["b", "a", "n", "unheard-of", "d"]) == EXPECTED


def test_claims_without_an_order_come_by_name():
    made = facts.to_text(LEDGER)
    assert re.findall(r'<a id="(.*)"></a>', made) == ["a", "b", "d", "n"]


def test_links_of_the_committed_sheet_lead_somewhere():
    anchors, links = re.findall(r'<a id="([^"]*)"></a>', SHEET), re.findall(r"\]\(([^)]*)\)", SHEET)
    assert len(set(anchors)) == len(anchors) == len(ledger.read())
    inside = {link.removeprefix("#") for link in links if link.startswith("#")}
    assert inside
    assert inside <= set(anchors)
    assert all((facts.path(ledger.PATH).parent / link).is_file() for link in links if not link.startswith("#"))


def test_a_sheet_out_of_step_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(ledger, "PATH", tmp_path / "ledger.json")
    (tmp_path / "ledger.json").write_text(ledger.dumps(LEDGER), encoding="utf-8")
    assert main(["facts", "--check"]) == 1
    assert "out of step with the ledger; run: regclaims facts" in capsys.readouterr().err
    assert not (tmp_path / "facts.md").exists()
    assert main(["facts"]) == main(["facts", "--check"]) == 0
    assert (tmp_path / "facts.md").read_text(encoding="utf-8") == facts.to_text(LEDGER, list(all_claims()))


def hostile(text: str):
    """The sheet of a ledger with the text in every field, ids and dates aside."""
    return {id: spoilt(one, text, {"verdict", "kind", "since", "better"}) for id, one in LEDGER.items()}


@settings(max_examples=60, deadline=None)
@given(texts)
@every([*FRAGMENTS, ALL, "0"])
def test_the_sheet_keeps_its_shape_and_tells_the_text(text):
    assume(flat(text))
    made = facts.to_text(hostile(text))
    assert shape(made) == shape(facts.to_text(hostile("x")))
    assert any(flat(text) in line for line in words(made))
    assert all(line.isprintable() for line in made.split("\n"))


@pytest.mark.parametrize("fragment", ["<b>x</b>", "**x**", "[x](http://y)"])
def test_unescaped_text_would_be_seen(fragment):
    made = facts.to_text(hostile("x"))
    assert shape(made.replace("x", fragment, 1)) != shape(made)
