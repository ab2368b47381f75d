"""A page as a tree of elements, and what is wrong with its structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "hr", "img", "input", "link"}


@dataclass
class Element:
    """An element with all that is in it."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def children(self) -> list[Element]:
        return [one for one in self.inside if isinstance(one, Element)]

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    def all(self, *tags: str) -> Iterator[Element]:
        """All elements in it, of these tags if any are named, in the order of the page."""
        for child in self.children:
            if not tags or child.tag in tags:
                yield child
            yield from child.all(*tags)

    def find(self, id: str) -> Element:
        (found,) = (one for one in self.all() if one.get("id") == id)
        return found


class _Builder(HTMLParser):
    """Builds the tree and is strict: each element is closed by its own tag, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.wrong.append(f"{tag}: an attribute twice: {names}")
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if self.open[-1].tag != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1].tag}")
        else:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)

    def handle_comment(self, data):
        self.open[-1].inside.append(Element("!comment"))

    def unknown_decl(self, data):
        self.wrong.append(f"<![{data}")

    def handle_pi(self, data):
        self.wrong.append(f"<?{data}")


def tree(text: str) -> Element:
    """The document; AssertionError where its tags do not match."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert builder.wrong == []
    assert [one.tag for one in builder.open] == ["document"]
    return builder.open[0]


def shape(element: Element) -> tuple:
    """Tags, names of attributes and what is within; words, and over how many lines of a picture they run, aside."""
    within: list[tuple] = []
    for child in map(shape, element.children):
        if child[0] != "text" or child not in within[-1:]:
            within.append(child)
    return (element.tag, tuple(sorted(element.attributes)), tuple(within))


def problems(page: Element) -> list[str]:
    """What is wrong with the structure of a page, in words."""
    return [*_ids(page), *_headings(page), *_pictures(page), *_tables(page), *_landmarks(page), *_forms(page)]


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(one.get("id") for one in page.all() if "id" in one.attributes)
    yield from (f"id {id!r} stands {count} times" for id, count in ids.items() if count > 1)
    yield from (f"id {id!r} is none" for id in ids if not re.fullmatch(r"\S+", id))
    for one in page.all():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            yield from (f"{one.tag}: {name} {id!r} is nowhere" for id in one.get(name).split() if id not in ids)
        if one.tag in ("a", "use"):
            href = one.get("href")
            if not href.startswith("#") or href[1:] not in ids:
                yield f"{one.tag} leads to {href!r}, which is nowhere"


def _headings(page: Element) -> Iterator[str]:
    levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"h1 stands {levels.count(1)} times, or not first"
    for before, level in pairwise(levels):
        if level > before + 1:
            yield f"h{level} after h{before}"
    yield from (f"{one.tag} is empty" for one in page.all("h1", "h2", "h3", "h4", "h5") if not one.text.strip())


def _pictures(page: Element) -> Iterator[str]:
    for svg in page.all("svg"):
        if svg.get("role") == "img":
            told = [child.tag for child in svg.children if child.text.strip()]
            if not {"title", "desc"} <= set(told):
                yield f"svg {svg.get('aria-label')!r} has no title or no desc"
        elif svg.get("aria-hidden") != "true":
            yield "svg is neither a picture nor hidden"
    yield from (f"img {img.get('src')[:40]!r} has no alt" for img in page.all("img") if not img.get("alt"))


def _tables(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        heads = [one.get("scope") for one in table.all("th")]
        if "col" not in heads or not set(heads) <= {"col", "row"}:
            yield f"table without headers or scopes: {table.text[:40]!r}"
        if any(one.tag == "td" and one.text for head in table.all("thead") for one in head.all()):
            yield f"table with a column without a header: {table.text[:40]!r}"
        widths = {len(row.children) for row in table.all("tr")}
        if len(widths) != 1:
            yield f"table with rows of {sorted(widths)} cells: {table.text[:40]!r}"


def _landmarks(page: Element) -> Iterator[str]:
    for tag in ("header", "nav", "main", "footer"):
        if len(list(page.all(tag))) != 1:
            yield f"{tag} does not stand once"
    for one in page.all("section", "nav"):
        if not (one.get("aria-label") or one.get("aria-labelledby")):
            yield f"{one.tag} without a name"


def _forms(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(one) for label in page.all("label") for one in label.all()}
    for one in page.all("input", "select"):
        if one.get("id") not in labelled and id(one) not in wrapped:
            yield f"{one.tag} {one.get('name')!r} without a label"
