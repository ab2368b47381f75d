"""The page in a real browser: all it offers works, by keyboard too; it is quiet, accessible and fits any screen."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from regclaims.reports import page
from regclaims.tests import browsers, showcase
from regclaims.tests.showcase import CLAIMS, PLOTS, REPORT

pytestmark = [
    pytest.mark.browser,
    # Playwright's own: its event loop is closed with the browser, not with each test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SCHEMES = ("light", "dark")
WIDTHS = (360, 1200)
IDS = [claim.id for topic in dict.fromkeys(c.topic for c in CLAIMS) for claim in CLAIMS if claim.topic == topic]
"""In the order of the page."""
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
VISIBLE = "[...document.querySelectorAll('article.claim')].filter((one) => one.offsetParent).map((one) => one.id)"
FOCUSED = """(() => {
  const one = document.activeElement;
  return one.id || one.name || one.closest("article")?.id + " " + one.tagName;
})()"""
OUTLINED = """(() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2;
})()"""
CUT = """[...document.querySelectorAll("svg text")].filter((text) => {
  const one = text.getBoundingClientRect(), picture = text.ownerSVGElement.getBoundingClientRect();
  return one.width && (one.right > picture.right + 1 || one.left < picture.left - 1);
}).map((text) => text.textContent)"""
"""Labels that run out of their pictures."""
MANY = 5000


@pytest.fixture(scope="module")
def browser():
    if why := browsers.missing():
        pytest.skip(why)
    with browsers.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("page")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(folder) -> Path:
    return written(folder, "small", page.to_text(REPORT, PLOTS))


@pytest.fixture(scope="module")
def bare(folder) -> Path:
    """The page as it is without its script."""
    text = page.to_text(REPORT, PLOTS)
    without = re.sub(r"<script>\n.*?</script>", "", text, flags=re.DOTALL)
    assert without.count("<script") == text.count("<script") - 1
    return written(folder, "bare", without)


@pytest.fixture(scope="module")
def many(folder) -> Path:
    return written(folder, "many", page.to_text(showcase.large(MANY)))


@pytest.fixture
def visit(browser):
    """Opens a page; after the test it has to have been quiet."""
    noises: list[str] = []

    @contextmanager
    def opened(path: Path, hash: str = "", **options):
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        shown = context.new_page()
        shown.on("console", lambda message: noises.append(f"{message.type}: {message.text}"))
        shown.on("pageerror", lambda error: noises.append(f"error: {error}"))
        shown.on("request", lambda request: noises.append(request.url) if not quiet(request.url, path) else None)
        shown.goto(path.as_uri() + hash)
        try:
            yield shown
        finally:
            context.close()

    yield opened
    assert noises == []


def quiet(url: str, path: Path) -> bool:
    """Whether it is asked of nobody."""
    return url.split("#")[0] == path.as_uri() or url.startswith("data:")


def visible(shown) -> list[str]:
    """Ids of the claims that are seen, in the order in which they are."""
    return shown.evaluate(VISIBLE)


def settled(shown) -> list[str]:
    """The same when all that was asked for is done."""
    shown.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))")
    return visible(shown)


def state(shown) -> dict[str, list[str]]:
    """What the address says of the filter."""
    return parse_qs(shown.url.partition("#filter?")[2])


def with_verdict(*verdicts: str) -> list[str]:
    found = {claim.id for claim in CLAIMS if claim.verdict in verdicts}
    return [id for id in IDS if id in found]


# Filter, search, sort


def test_all_claims_are_shown_at_first(visit, small):
    with visit(small) as shown:
        assert visible(shown) == IDS
        assert shown.locator("#Shown").inner_text() == ""
        assert shown.locator("#Filter").is_visible()


def test_verdicts_filter_together_and_topic_and_source_with_them(visit, small):
    with visit(small) as shown:
        shown.get_by_label("ill-posed", exact=True).check()
        assert settled(shown) == with_verdict("ill-posed")
        assert shown.locator("#Shown").inner_text() == f"3 of {len(IDS)} claims"
        shown.get_by_label("supported", exact=True).check()
        assert settled(shown) == with_verdict("ill-posed", "supported")
        shown.get_by_label("Topic").select_option("accuracy")
        assert settled(shown) == ["l2-more-accurate", "l1-more-accurate", "l2-is-better-said"]
        shown.get_by_label("Topic").select_option("")
        shown.get_by_label("Said in").select_option("qa")
        assert settled(shown) == ["l1-is-sparser", "l2-more-accurate"]
        assert state(shown) == {"verdict": ["supported", "ill-posed"], "said": ["qa"]}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("weight decay", ["l2-is-exact"]),
        ("DECAY same", ["l2-is-exact"]),
        ("l1-is-faster", ["l1-is-faster"]),
        ("article:4", ["l1-is-sparser", "l1-more-accurate"]),
        ("taste ill-posed", ["choice-is-taste"]),
        ("no such words", []),
        ("  ", IDS),
        ("<script>alert(1)</script>", ["hostile-claim"]),
    ],
)
def test_all_words_searched_for_have_to_be_there(visit, small, words, found):
    with visit(small) as shown:
        shown.get_by_label("Search").fill(words)
        assert settled(shown) == found


def test_every_topic_can_be_chosen(visit, small):
    with visit(small) as shown:
        names = shown.evaluate("[...document.getElementById('Topic').options].map((o) => o.value)")
        seen = []
        for name in names[1:]:
            shown.get_by_label("Topic").select_option(name)
            found = settled(shown)
            assert found
            seen += found
        assert seen == IDS


def test_sorting_and_clearing(visit, small):
    with visit(small) as shown:
        numbers = {
            one["id"]: one
            for one in shown.evaluate(
                "[...document.querySelectorAll('article.claim')].map((e) => ({id: e.id, ...e.dataset}))"
            )
        }
        for name, key in (
            ("most at odds", lambda name: -float(numbers[name]["odds"])),
            ("most draws", lambda name: -int(numbers[name]["draws"])),
            ("id", str),
        ):
            shown.get_by_label("Sort by").select_option(label=name)
            found = settled(shown)
            assert found == sorted(IDS, key=key)
            assert found != IDS
        shown.get_by_label("contradicted", exact=True).check()
        assert settled(shown) == sorted(with_verdict("contradicted"))
        shown.get_by_role("button", name="Clear").click()
        assert settled(shown) == IDS
        assert "#" not in shown.url


def test_the_state_is_kept_in_the_address_and_restored_from_it(visit, small):
    with visit(small) as shown:
        shown.get_by_label("Search").fill("l1")
        shown.get_by_label("ill-posed", exact=True).check()
        shown.get_by_label("Sort by").select_option("name")
        found, address = settled(shown), shown.url
        assert 0 < len(found) < len(IDS)
    with visit(small, "#" + address.partition("#")[2]) as shown:
        assert settled(shown) == found
        assert shown.get_by_label("Search").input_value() == "l1"
        assert shown.get_by_label("ill-posed", exact=True).is_checked()
        assert shown.url == address


@pytest.mark.parametrize(
    "hash", ["#filter?", "#filter?topic=none&sort=none&verdict=none&q=", "#nowhere", "#%", "#%E0%A4%A"]
)
def test_an_address_that_says_nothing_sensible_does_no_harm(visit, small, hash):
    with visit(small, hash) as shown:
        assert settled(shown) == IDS
        shown.get_by_label("supported", exact=True).check()
        assert settled(shown) == with_verdict("supported")


def test_tiles_filter(visit, small):
    with visit(small) as shown:
        shown.get_by_label("Search").fill("sparser")
        shown.locator(".tile.ill-posed a").click()
        assert settled(shown) == with_verdict("ill-posed")
        assert state(shown) == {"verdict": ["ill-posed"]}
        assert shown.locator("#Claims").bounding_box()["y"] < 200


# Anchors


@pytest.mark.parametrize("id", IDS)
def test_a_claim_is_opened_by_its_anchor(visit, small, id):
    with visit(small, f"#{id}") as shown:
        settled(shown)
        assert shown.evaluate(f"document.getElementById('{id}').querySelector('details').open")
        assert shown.locator(f"#{id} h4").is_visible()
        box = shown.locator(f"#{id} h4").bounding_box()
        assert 0 < box["y"] < 900
        assert shown.url.endswith(f"#{id}")
        assert shown.evaluate("document.querySelectorAll('.evidence[open]').length") == 1


def test_a_hidden_claim_that_is_led_to_is_shown(visit, small):
    with visit(small, "#filter?verdict=contradicted") as shown:
        assert settled(shown) == with_verdict("contradicted")
        shown.locator("#l2-is-exact .instead a").first.click()
        assert settled(shown) == IDS
        assert shown.evaluate("document.querySelector('#l2-is-better-said details').open")
        assert shown.url.endswith("#l2-is-better-said")


def test_a_row_leads_to_its_claims(visit, small):
    with visit(small) as shown:
        shown.locator(".strip a.contradicted").first.click()
        settled(shown)
        assert shown.locator("#Row-article-2").is_visible()
        shown.locator("#Row-article-2 a").first.click()
        settled(shown)
        assert shown.locator("#l2-is-exact .evidence").get_attribute("open") is not None


# Copying


def test_a_replay_command_is_copied_exactly(visit, small):
    with visit(small, "#l2-more-accurate", permissions=["clipboard-read", "clipboard-write"]) as shown:
        settled(shown)
        shown.get_by_text("Commands that run one alone").locator("visible=true").click()
        lines = shown.locator("#l2-more-accurate .commands li")
        replays = {cell.replay for cell in CLAIMS[2].readings[0].cells}
        assert lines.count() == len(replays)
        for i in range(lines.count()):
            lines.nth(i).get_by_role("button").click()
            shown.wait_for_function(
                "(i) => document.querySelectorAll('#l2-more-accurate .copy')[i].textContent == 'copied'", arg=i
            )
            found = shown.evaluate("navigator.clipboard.readText()")
            assert found == lines.nth(i).locator("code").inner_text()
            replays.remove(found)
        assert replays == set()


def test_where_copying_is_refused_the_command_is_selected(visit, small):
    with visit(small, "#l2-more-accurate") as shown:
        settled(shown)
        shown.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject()}})")
        shown.get_by_text("Commands that run one alone").locator("visible=true").click()
        button = shown.locator("#l2-more-accurate .copy").first
        button.click()
        shown.wait_for_function("document.querySelector('#l2-more-accurate .copy').textContent == 'press Ctrl+C'")
        assert shown.evaluate("getSelection().toString()") in {cell.replay for cell in CLAIMS[2].readings[0].cells}


# Keyboard


def focused(shown) -> str:
    return shown.evaluate(FOCUSED)


def test_all_is_done_by_keyboard_and_the_focus_is_seen(visit, small):
    with visit(small) as shown:
        seen = []
        while not seen or seen[-1] != "Q":
            shown.keyboard.press("Tab")
            seen.append(focused(shown))
            assert shown.evaluate(OUTLINED), seen[-1]
            assert len(seen) < 200
        shown.keyboard.type("weight decay")
        assert settled(shown) == ["l2-is-exact"]
        while not seen[-1].endswith("SUMMARY"):
            shown.keyboard.press("Tab")
            seen.append(focused(shown))
            assert len(seen) < 250
        assert seen[-1] == "l2-is-exact SUMMARY"
        shown.keyboard.press("Enter")
        assert shown.locator("#l2-is-exact .reading").first.is_visible()
        shown.keyboard.press("Enter")
        assert not shown.locator("#l2-is-exact .reading").first.is_visible()


def test_the_first_stop_skips_to_the_claims(visit, small):
    with visit(small) as shown:
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.textContent") == "Skip to the claims"
        assert shown.locator(".skip").bounding_box()["x"] >= 0
        shown.keyboard.press("Enter")
        settled(shown)
        assert shown.locator("#Claims").bounding_box()["y"] < 200


# Any screen, any setting


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_over_the_side(visit, small, width, scheme):
    with visit(small, viewport={"width": width, "height": 800}, color_scheme=scheme) as shown:
        shown.evaluate(OPEN_ALL)
        shown.add_style_tag(content=".claim { content-visibility: visible !important; }")
        settled(shown)
        assert shown.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [width, width]
        assert shown.evaluate(CUT) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_scheme_is_the_readers(visit, small, scheme):
    with visit(small, color_scheme=scheme) as shown:
        (ground,) = re.findall(r"rgb\((\d+),", shown.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert (int(ground) < 128) == (scheme == "dark")


def test_without_a_script_all_is_there_to_be_read(visit, small):
    with visit(small, "#l2-is-exact", java_script_enabled=False) as shown:
        assert not shown.locator("#Filter").is_visible()
        for claim in CLAIMS:
            article = shown.locator(f"#{claim.id}")
            assert article.locator("h4").is_visible()
            assert article.locator(".verdict").is_visible()
            article.locator(".evidence > summary").click()
            assert article.locator(".force").is_visible()
            for i in range(len(claim.readings)):
                assert article.locator(".reading").nth(i).is_visible()
        shown.locator("#l2-more-accurate").get_by_text("Commands that run one alone").click()
        assert shown.locator("#l2-more-accurate .commands code").first.is_visible()
        shown.locator(".tile.supported a").click()
        assert shown.url.endswith("#Claims")


def test_the_script_adds_no_content(visit, small):
    texts = []
    for script in (True, False):
        with visit(small, java_script_enabled=script) as shown:
            texts.append(shown.locator("article.claim").all_text_contents())
    assert texts[0] == texts[1]


def test_a_print_shows_every_claim_that_is_not_filtered_away(visit, small, tmp_path):
    with visit(small, "#filter?verdict=supported") as shown:
        assert settled(shown) == with_verdict("supported")
        shown.emulate_media(media="print")
        assert visible(shown) == with_verdict("supported")
        assert shown.locator("#Shown").inner_text() == f"2 of {len(IDS)} claims"
    with visit(small) as shown:
        shown.emulate_media(media="print")
        assert visible(shown) == IDS
        assert not shown.locator("#Filter").is_visible()
        printed = shown.pdf(format="A4")
        assert printed.startswith(b"%PDF-")
        (browsers.kept(tmp_path) / "page.pdf").write_bytes(printed)


# Accessible


def violations(shown) -> list[str]:
    """What axe-core finds wrong, in words."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(shown).response
    assert len(found["passes"]) > 20
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("opened", [False, True], ids=["closed", "opened"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(visit, small, bare, scheme, script, opened):
    with visit(small if script else bare, color_scheme=scheme) as shown:
        if opened:
            shown.evaluate(OPEN_ALL)
            shown.add_style_tag(content=".claim { content-visibility: visible !important; }")
        settled(shown)
        assert violations(shown) == []


def test_axe_finds_nothing_on_a_narrow_screen(visit, small):
    with visit(small, viewport={"width": 360, "height": 800}) as shown:
        shown.evaluate(OPEN_ALL)
        assert violations(shown) == []


def test_axe_finds_what_is_wrong(visit, small):
    with visit(small) as shown:
        shown.evaluate("document.querySelector('.tile p').style.color = '#eee'")
        shown.evaluate("document.querySelector('.part img').removeAttribute('alt')")
        shown.evaluate("document.querySelector('.part details').open = true")
        assert {one.split(":")[0] for one in violations(shown)} == {"color-contrast", "image-alt"}


# Large, and quiet


def test_five_thousand_claims_are_filtered_and_sorted_in_one_go(visit, many):
    with visit(many) as shown:
        assert shown.evaluate("document.querySelectorAll('article.claim').length") == MANY
        shown.get_by_label("Search").fill("weight decay")
        found = settled(shown)
        assert len(found) == MANY // len(CLAIMS)
        assert all(id.startswith("l2-is-exact-") for id in found)
        shown.get_by_label("Sort by").select_option("name")
        assert settled(shown) == sorted(found)
        shown.get_by_label("Search").fill("")
        settled(shown)
        assert shown.evaluate("document.querySelectorAll('article.claim:not([hidden])').length") == MANY
        last = f"l1-is-faster-{MANY // len(CLAIMS) - 1}"
        shown.evaluate(f"location.hash = '{last}'")
        settled(shown)
        assert shown.locator(f"#{last} .evidence").get_attribute("open") is not None


def test_noise_would_be_heard(browser, small):
    assert quiet(small.as_uri() + "#x", small)
    assert not quiet("https://example.org/", small)
    assert not quiet(small.with_name("other.html").as_uri(), small)


def test_the_page_lets_nothing_be_fetched_or_framed(browser, small):
    """Its policy holds: even a script in it can ask nobody."""
    context = browser.new_context()
    shown = context.new_page()
    shown.goto(small.as_uri())
    told = shown.evaluate("fetch('https://example.org/').then(() => 'fetched', (error) => String(error))")
    assert "fetched" not in told
    assert "TypeError" in told
    context.close()


# Pictures to look at


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_of_the_page_are_kept(visit, small, tmp_path, width, scheme):
    ids = {
        "first": "",
        "supported": "l1-is-sparser",
        "contradicted": "l2-is-exact",
        "depends": "l2-more-accurate",
        "ambiguous": "l1-more-accurate",
    }
    kept = browsers.kept(tmp_path)
    for name, id in ids.items():
        size = {"width": width, "height": 2400}  # of which no claim is taller: pictures beyond the window may be blank
        with visit(small, f"#{id}" if id else "", viewport=size, color_scheme=scheme) as shown:
            settled(shown)
            picture = kept / f"{name}-{width}-{scheme}.png"
            (shown.locator(f"#{id}") if id else shown).screenshot(path=picture)
            assert picture.stat().st_size > 5000
