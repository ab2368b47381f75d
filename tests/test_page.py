"""The page's structure, whatever it shows; its pictures' geometry; and that no text in it is more than text."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from regclaims.claims.records import ClaimRecord, Point
from regclaims.reports import page, wording
from regclaims.reports.page import forest as forests
from regclaims.reports.page import labels, lines, maps, overview
from regclaims.reports.report import Report, RowRecord
from regclaims.tests import showcase
from regclaims.tests.hostile import ALL, FRAGMENTS, KEPT, spoilt, texts
from regclaims.tests.htmltree import Element, problems, shape, tree
from regclaims.tests.showcase import CLAIMS, DGMS, PLOTS, REPORT, RUN, WORLDS, cell, claim, counted, sampled, searched
from regclaims.tests.test_hostile import every, flat

PAGE = tree(page.to_text(REPORT, PLOTS))


def rendered(report: Report) -> Element:
    """The page of a report; its structure is as it should be."""
    made = tree(page.to_text(report, PLOTS))
    assert problems(made) == []
    return made


# Structure


def test_a_page_with_one_of_everything_has_nothing_wrong():
    assert problems(PAGE) == []
    pictures = [svg for svg in PAGE.all("svg") if svg.get("role") == "img"]
    assert len(pictures) == 8
    assert len(list(PAGE.all("img"))) == 1
    assert sorted(one.get("id") for one in PAGE.all("article")) == sorted(claim.id for claim in CLAIMS)


LIES = {
    '<main class="inner">': '<main class="inner"><h1>Again</h1>',
    "<h2 ": "<h3 ",
    'id="Method"': 'id="Trust"',
    'href="#l1-is-sparser"': 'href="#nowhere"',
    'href="#l2-is-exact"': 'href="https://example.org"',
    "<title>Share of draws": "<b>Share of draws",
    '<th scope="col">claims</th>': "<td>claims</td>",
    '<label for="Q">Search</label>': "Search",
    'aria-labelledby="Texts-h"': "",
    "<nav ": "<nav>x</nav><nav ",
}


@pytest.mark.parametrize("truth", LIES)
def test_what_is_wrong_is_told(truth):
    text = page.to_text(REPORT, PLOTS)
    assert truth in text
    lie = text.replace(truth, LIES[truth], 1)
    if truth.startswith(("<h2", "<title")):
        tag = re.match("<([a-z0-9]+)", truth)[1]
        lie = lie.replace(f"</{tag}>", f"</{re.match('<([a-z0-9]+)', LIES[truth])[1]}>", 1 if tag == "h2" else 2)
        if tag == "title":
            lie = text.replace("<title>Share of draws in which it is true, world by world</title>", "", 1)
    assert problems(tree(lie))


def test_unmatched_tags_are_told():
    with pytest.raises(AssertionError):
        tree("<p><b>x</p>")


@pytest.mark.parametrize("ruling", ["supported", "contradicted", "depends", "ambiguous", "not empirical", "undecided"])
@pytest.mark.parametrize("robustness", ["robust", "fragile", "leans robust", "leans fragile", "unknown"])
@pytest.mark.parametrize("force", ["always", "generic", "usually", "can"])
def test_every_combination_renders(ruling, robustness, force):
    """With each kind of evidence, alone and together."""
    kind = ruling if ruling in ("depends", "ambiguous", "not empirical") else None
    verdict = "ill-posed" if kind else ruling
    level = "without 'x' (y) the verdict would be supported" if robustness.endswith("fragile") else ""
    by_kind = [sampled("c", "a", "hftu", verdict), searched("b", "hfu", verdict), counted("c", "hf", verdict)]
    several = [[], *([one] for one in by_kind), by_kind]
    claims = [
        claim(f"c{i}", "So.", verdict, *readings, kind=kind, robustness=robustness, turning_level=level, force=force)
        for i, readings in enumerate(several)
    ]
    made = rendered(replace(REPORT, claims=claims, sources=()))
    for one in claims:
        card = made.find(one.id)
        assert f"ill-posed: {kind}" in card.text if kind else ruling in card.text
        assert wording.verdict(one) in card.text
        assert f"Force: {force}." in card.text
        assert not level or "Without 'x' (y) the verdict would be supported." in card.text


def test_a_partial_report_says_so_first():
    made = rendered(replace(REPORT, run=replace(RUN, partial=True)))
    (header,) = made.all("header")
    (banner,) = [one for one in header.all("p") if one.get("role") == "note"]
    assert banner.text.startswith("Partial report.")
    (inner,) = header.children
    (tiles,) = [one for one in inner.children if "tiles" in one.classes]
    assert inner.children.index(banner) < inner.children.index(tiles)
    assert "Partial report" not in PAGE.text


@pytest.mark.parametrize("names", [(), ("sources",), ("trust",), ("history",), ("worlds",), ("ledger",), ("claims",)])
def test_what_a_report_does_not_have_is_left_out(names):
    empty = {"sources": (), "trust": (), "history": (), "worlds": {}, "ledger": {}, "claims": ()}
    rendered(replace(REPORT, **{name: empty[name] for name in names}))
    rendered(replace(REPORT, **{name: value for name, value in empty.items() if name not in names}))


def test_sections_are_there_with_what_they_show():
    found = {one.get("id") for one in PAGE.all("section")}
    assert found >= {"Texts", "Contradictions", "At-odds", "Claims", "Rows", "Method", "Trust", "History"}
    bare = rendered(Report(run=RUN, claims=CLAIMS[:1], sources=()))
    assert {one.get("id") for one in bare.all("section")} & {"Texts", "Contradictions", "At-odds", "Trust"} == set()
    links = {one.get("href") for one in next(bare.all("nav")).all("a")}
    assert links == {"#Claims", "#Method", "#History"}


def test_a_claims_id_is_never_one_of_the_pages_own():
    ids = {one.get("id") for one in PAGE.all() if "id" in one.attributes} - {claim.id for claim in CLAIMS}
    assert ids
    assert not [id for id in ids if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", id)]
    rendered(replace(REPORT, claims=[replace(CLAIMS[0], id=id.lower()) for id in ids]))


def test_a_claim_tells_all_that_is_asked_of_it():
    card = PAGE.find("l2-more-accurate")
    text = flat(card.text)
    for told in (
        "L2 gives more accurate models than L1.",
        "ill-posed: depends",
        "said in article:3, qa:1",
        "It holds where: few features matter.",
        "Say instead supported Where few features matter",
        "Says the opposite ill-posed L1 gives more accurate models than L2.",
        "1 reading, 8 worlds, 320 draws looked at",
        "Worlds left open were not drawn further, since whatever they came to could not change the verdict.",
        "Robustness: leans fragile. Without 'little noise' (noise) the verdict would be contradicted.",
        "On record as contradicted since 2026-01-01; before that ill-posed: depends since 2025-01-01 (scikit-learn",
        "It holds in 3 of 8 worlds and does not in 4, with 1 left open. A world bears it out where it is true in more "
        "than half of the data sets drawn.",
        "def f(l1):",
    ):
        assert told in text
    commands = [code.text for code in card.all("code") if "command" in code.classes]
    assert sorted(commands) == sorted(one.replay for one in CLAIMS[2].readings[0].cells)
    assert "need more draws" in PAGE.find("l1-is-faster").text
    assert "l2-is-better-said" not in {code.text for code in PAGE.find("l2-is-exact").all("code")}
    assert "nowhere-to-be-found (not in this report)" in flat(PAGE.find("l2-is-exact").text)


def test_the_smallest_counterexample_is_shown():
    card = PAGE.find("l2-is-exact")
    assert "The smallest counterexample found, in the case case 2" in flat(card.text)
    assert "Problem(X=[[2], [2]])\nfails" in card.text


# The first screen


def test_tiles_count_all_claims():
    assert [(tile.verdict, tile.count) for tile in overview.tiles(REPORT)] == [
        ("supported", 2),
        ("contradicted", 2),
        ("ill-posed", 3),
        ("undecided", 1),
    ]
    assert sum(tile.share for tile in overview.tiles(REPORT)) == pytest.approx(1)
    assert [tile.count for tile in overview.tiles(replace(REPORT, claims=()))] == [0, 0, 0]


def test_a_row_has_the_worst_verdict_of_its_claims_and_leads_to_them():
    article, qa = overview.strips(REPORT)
    told = [(row.mark, row.target) for row in article.rows]
    assert told == [
        ("supported", "l1-is-sparser"),
        ("contradicted", "Row-article-2"),
        ("ill-posed", "l2-more-accurate"),
        ("ill-posed", "Row-article-4"),
        ("ill-posed", "choice-is-taste"),
        ("nothing", "Row-article-6"),
        ("absent", "Row-article-7"),
    ]
    assert article.counts == {"contradicted": 1, "ill-posed": 3, "supported": 1, "absent": 1, "nothing": 1}
    assert list(qa.counts) == ["supported"]
    assert sum(article.counts.values()) == len(article.rows)


def test_marks_are_told_by_word_and_shape():
    for strip in PAGE.all("ol"):
        if "strip" in strip.classes:
            for link in strip.all("a"):
                (use,) = link.all("use")
                assert use.get("href") == f"#V-{link.classes[0]}"
                assert re.fullmatch(r"Row \d+: [a-z -]+", link.text)
                assert link.classes[0] in link.text or link.classes[0] == "nothing"


def test_opposites_are_shown_once():
    pairs = [(one.id, other.id) for one, other in overview.contradictions(REPORT)]
    assert pairs == [("l1-more-accurate", "l2-more-accurate")]
    unsaid = [replace(one, rows=()) for one in CLAIMS]
    assert overview.contradictions(replace(REPORT, claims=unsaid)) == []


def test_what_is_most_at_odds_comes_first_with_what_to_say_instead():
    found = overview.at_odds(REPORT)
    wrong = ["hostile-claim", "l2-is-exact", "l2-more-accurate", "l1-more-accurate", "choice-is-taste"]
    assert [one.claim.id for one in found] == wrong
    assert [one.id for one in found[1].better] == ["l2-is-better-said"]
    assert found[1].share == pytest.approx(2 / 3)
    many = showcase.large(100)
    assert len(overview.at_odds(many)) == overview.MOST_AT_ODDS
    assert all(one.claim.verdict == "contradicted" for one in overview.at_odds(many))


def test_changes_are_told_against_the_last_run_and_the_ledger():
    found = overview.changes(REPORT)
    assert [turn.claim for turn in found.since_last] == ["l1-is-sparser", "gone-for-good"]
    assert [(turn.claim, turn.was, turn.now) for turn in found.since_ledger] == [
        ("l2-more-accurate", "contradicted", "ill-posed: depends")
    ]
    history = flat(PAGE.find("History").text)
    assert "l2-more-accurate: contradicted → ill-posed: depends" in history
    assert "gone-for-good: supported → contradicted" in history
    quiet = flat(rendered(replace(REPORT, history=REPORT.history[:1], ledger={})).find("History").text)
    assert quiet.count("There is nothing to compare with.") == 2
    same = replace(REPORT, history=[REPORT.history[0]] * 2, ledger={"l1-is-sparser": REPORT.ledger["l1-is-sparser"]})
    told = flat(rendered(same).find("History").text)
    assert "No verdict changed." in told
    assert "Every verdict is the one on record." in told


# Pictures

signs = st.text("hftu", min_size=1, max_size=len(DGMS))
shares = st.floats(0, 1)


@given(shares, shares, shares)
def test_positions_map_shares_linearly(one, other, weight):
    between = weight * one + (1 - weight) * other
    expected = weight * forests.x(one) + (1 - weight) * forests.x(other)
    assert forests.x(between) == pytest.approx(expected, abs=0.11)
    assert (forests.x(0), forests.x(1)) == (forests.EDGE, forests.WIDTH - forests.EDGE)


def plotted(signs: str) -> forests.Forest:
    made = forests.forest(sampled("c", "r", signs, "ill-posed"), WORLDS)
    assert made is not None
    return made


@given(signs)
def test_a_forest_has_every_world_once_in_its_place(signs):
    plot = plotted(signs)
    assert sorted(row.cell.dgm for row in plot.rows) == sorted(f"{dgm.id}+tuned" for dgm in DGMS[: len(signs)])
    assert [row.number for row in plot.rows] == list(range(1, len(signs) + 1))
    for row in plot.rows:
        low, high = row.cell.interval
        assert row.left == forests.x(low) <= row.middle == forests.x(row.share) <= row.right == forests.x(high)
        assert row.share == row.cell.successes / row.cell.draws
    assert plot.at_threshold == forests.x(0.5)
    tops = [row.top for row in plot.rows]
    assert all(after >= before + forests.BAR for before, after in pairwise(tops))
    assert all(row.bar < plot.height - forests.AXIS for row in plot.rows)
    assert [label for _, label in plot.ticks] == ["0%", "25%", "50%", "75%", "100%"]


@given(signs)
def test_worlds_are_grouped_by_the_factor_that_matters(signs):
    """No other factor's groups are purer, by the Gini impurity counted here anew."""
    cells = sampled("c", "r", signs, "ill-posed").cells
    factor, plot = forests.factor_that_matters(cells), plotted(signs)
    assert plot.factor == factor

    def impurity(name: str) -> float:
        levels: dict[str, list[bool]] = {}
        for one in cells:
            if one.outcome != "undecided":
                levels.setdefault(one.factors[name] if name else "", []).append(one.outcome == "holds")
        return sum(len(level) * (p := sum(level) / len(level)) * (1 - p) for level in levels.values())

    others = [impurity(name) for name in cells[0].factors]
    assert impurity(factor) <= min([*others, impurity("")]) + 1e-9
    for group in plot.groups:
        levels = {row.cell.factors.get(factor, "") for row in group.rows}
        assert len(levels) == 1
        assert not factor or group.heading.startswith(f"{levels.pop()}: ")
        decided = [row.cell.outcome for row in group.rows if row.cell.outcome != "undecided"]
        counts = f"holds in {decided.count('holds')} of {len(decided)} decided" if decided else "none decided"
        assert not factor or group.heading.endswith(counts)


def test_what_tells_all_apart_is_the_factor():
    relevance = "".join("h" if dgm.relevant < 1 else "f" for dgm in DGMS)
    assert plotted(relevance).factor == "relevance"
    assert plotted("hhhh").factor == plotted("uuuu").factor == ""


def test_a_world_that_was_not_drawn_has_no_mark():
    reading = sampled("c", "r", "hu", "undecided")
    bare = replace(reading.cells[1], draws=0, successes=0, interval=None)
    plot = forests.forest(replace(reading, cells=(reading.cells[0], bare)), WORLDS)
    assert [row.share is None for row in plot.rows] == [False, True]
    made = rendered(
        replace(REPORT, claims=[claim("c", "C.", "undecided", replace(reading, cells=(reading.cells[0], bare)))])
    )
    assert "not drawn" in made.find("c").text


def test_readings_of_other_kinds_and_of_very_many_worlds_have_no_forest():
    assert forests.forest(counted("c", "h", "supported"), {}) is None
    many = replace(sampled("c", "r", "h", "supported"), cells=(cell(DGMS[0], "h", "c", "r"),) * (forests.MOST + 1))
    assert forests.forest(many, {}) is None
    assert forests.forest(replace(many, cells=many.cells[1:]), {}) is not None


def test_labels_tell_worlds_apart():
    cells = sampled("c", "r", "h" * len(DGMS), "supported").cells
    found, shared = labels.apart(cells, WORLDS)
    assert len(set(found)) == len(cells)
    assert found[0] == "regression, n 100, p 20, 5 % relevant"
    assert shared == "SNR 4, uncorrelated, clean, one unit, tuned strength"
    assert labels.apart(cells[:1], WORLDS)[0] == [""]
    assert labels.apart(cells, {})[0] == [one.dgm for one in cells]


@pytest.mark.parametrize("lie", [{}, {"snr": "much"}, {"relevant": "few"}, {"units": 2, "relevant_units": "x"}])
def test_worlds_of_another_version_are_told_by_their_ids(lie):
    (one,) = sampled("c", "r", "h", "supported").cells
    told = {one.dgm: (WORLDS[one.dgm] | lie) if lie else {"task": "regression"}}
    assert labels.parts(one, told) == {"world": one.dgm} != labels.parts(one, WORLDS)


@given(signs)
def test_a_map_counts_every_world_once(signs):
    reading = sampled("c", "r", signs, "ill-posed")
    for made in maps.maps(reading):
        spots = [spot for _, row in made.rows for spot in row]
        assert sum(spot.worlds for spot in spots) == len(signs)
        assert sum(spot.holds for spot in spots) == signs.count("h")
        assert sum(spot.decided for spot in spots) == len(signs) - signs.count("u")
        assert {spot.mark for spot in spots} <= {"all", "some", "none", "open", "nowhere"}
        for spot in spots:
            assert (spot.mark == "all") == (spot.holds == spot.decided > 0)
            assert (spot.mark == "nowhere") == (spot.worlds == 0)
    assert bool(maps.maps(reading)) == (len(signs) >= 3)


def test_a_map_says_what_its_rows_and_columns_are():
    (table,) = [one for one in PAGE.find("l2-more-accurate").all("table") if "map" in one.classes]
    heads = [one.text for one in table.all("th")]
    assert heads == ["0.5 samples a feature", "5 samples a feature", "5 % relevant", "100 % relevant"]
    assert [flat(one.text) for one in table.all("td") if one.text] == ["1 of 2", "1 of 2", "0 of 2", "1 of 1 +1 open"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_curves_are_drawn_to_scale(one, other):
    curves = (showcase.curve("l1", *one), showcase.curve("l2", *other))
    fixed = tuple(
        replace(c, points=tuple(replace(p, low=min(p.low, p.high), high=max(p.low, p.high)) for p in c.points))
        for c in curves
    )
    (chart,) = lines.charts(fixed)
    top = lines.TOP
    bottom = lines.HEIGHT - lines.FOOT
    heights = [
        (point.median, mark[1]) for line in chart.lines for point, mark in zip(line.points, line.marks, strict=True)
    ]
    assert all(top - 0.1 <= y <= bottom + 0.1 for _, y in heights)
    for (a, at_a), (b, at_b) in product(heights, heights):
        assert a >= b or at_a >= at_b
    assert [name for _, name in chart.places] == ["weak", "moderate", "strong"]
    assert [line.name for line in chart.lines] == ["L1", "L2"]


def _ordered(point: Point) -> Point:
    """With quartiles on their sides, below zero too."""
    low, high = sorted((point.low, point.high))
    return replace(point, low=low, high=high)


def test_numbers_of_pictures_stand_in_tables():
    text = flat(PAGE.find("l1-more-accurate").text)
    for told in ["L1", "weak", "strength", "3", "2.4", "to", "3.6"]:
        assert told in text
    card = PAGE.find("l2-more-accurate")
    (table,) = [one for one in card.all("table") if "true in" in one.text]
    for one in CLAIMS[2].readings[0].cells:
        low, high = one.interval
        assert f"{one.successes}{one.draws}{low:.3f} to {high:.3f}" in table.text.replace("\n", "")


# Hostile text

IDS = {"id", "rows", "better", "contradicts", "name", "plots", "key", "claims", "claim", "grid", "force"}
"""Fields that hold ids or known words, to which the schema of a report restricts them."""


OUT_OF_BOUNDS = ('" onload="x', "'><script>x</script>", "javascript:x", "</style></script>", "{{ 7 * 7 }}", "{% x %}")
"""Texts that try to leave an attribute, an element or a template's string."""


def hostile(text: str) -> Report:
    """The showcase with the text in every other field."""
    kept = (KEPT | IDS) - {"claims"}
    claims = [_in_two_sentences(spoilt(one, text, kept | {"frequency"}), text) for one in CLAIMS]
    sources = [
        replace(one, title=text, rows=[replace(r, nothing=text and r.nothing and text) for r in one.rows])
        for one in REPORT.sources
    ]
    return Report(
        run=spoilt(RUN, text, kept),
        claims=claims,
        sources=sources,
        trust=[replace(spoilt(part, text, kept), name=part.name, plots=part.plots) for part in REPORT.trust],
        worlds={text: {text: text}},
        ledger={id: spoilt(one, text, kept) for id, one in REPORT.ledger.items()},
        history=[spoilt(one, text, kept) for one in REPORT.history],
    )


def _as_empty(row: RowRecord, of: RowRecord) -> RowRecord:
    """A row that claims something has no reason why it claims nothing."""
    return row if of.nothing else replace(row, nothing="")


def _in_two_sentences(claim: ClaimRecord, text: str) -> ClaimRecord:
    readings = tuple(replace(one, says=f"Sense {text}. Why {text}") for one in claim.readings)
    return replace(claim, readings=readings)


def attributes(element: Element) -> list[tuple[str, str]]:
    return [(name, value or "") for one in element.all() for name, value in one.attributes.items()]


@settings(max_examples=25, deadline=None)
@given(texts)
@every(
    [
        *FRAGMENTS,
        ALL,
        '" onload="x',
        "'><script>x</script>",
        "javascript:x",
        "</style></script>",
        "{{ 7 * 7 }}",
        "{% x %}",
    ]
)
def test_no_text_changes_the_structure_of_a_page(text):
    assume(flat(text))
    made, plain = (tree(page.to_text(hostile(one), PLOTS)) for one in (text, "word"))
    assert shape(made) == shape(plain)
    assert len(list(made.all("script"))) == 2
    for name, value in attributes(made):
        assert not name.startswith("on")
        assert name not in ("href", "src", "style") or re.fullmatch(
            r"#[A-Za-z0-9-]+|data:image/svg\+xml;base64,[A-Za-z0-9+/=]+|flex-grow:\d+", value
        )
    (first, *_) = json.loads(next(made.all("script")).text)
    assert first["claimReviewed"] == text


def test_hostile_text_is_shown():
    made = tree(page.to_text(hostile(ALL), PLOTS))
    assert flat(ALL) in flat(made.find("l1-is-sparser").text)


@pytest.mark.parametrize(
    "fragment", ["<b>x</b>", "<script>x</script>", "<img src=x>", '<a href="#Claims" onclick="x">y</a>']
)
def test_unescaped_text_would_be_seen(fragment):
    text = page.to_text(hostile("word"), PLOTS)
    assert shape(tree(text.replace("<h4>word", f"<h4>{fragment}", 1))) != shape(tree(text))


def test_pictures_are_only_our_own_and_inline():
    (img,) = PAGE.all("img")
    assert img.get("src") == overview.data_uri(showcase.PLOT)
    assert not list(tree(page.to_text(REPORT, {})).all("img"))
    policy = next(one.get("content") for one in PAGE.all("meta") if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_every_text_field_of_a_claim_is_tried():
    """Nothing that a claim tells stays what it was."""
    text = "\x00odd"
    for one in hostile(text).claims:
        for field in fields(one):
            value = getattr(one, field.name)
            assert not isinstance(value, str) or value in (text, "") or field.name in KEPT | IDS
