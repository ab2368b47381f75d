"""``index.html``: the report as one page that needs no network, no server and, to be read, no JavaScript.

Made from a :class:`~regclaims.reports.report.Report` alone, just measured or read from a ``report.json``.
Pictures are SVG written by the templates from numbers that this package lays out. A chart library was tried first:
vl-convert adds 94 MB to an install, 0.1 to 0.25 s and 5 to 10 kB a chart, and a page has some 450; with these templates
all of them take a fraction of a second, so nothing has to be kept from one run for the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from regclaims.fixtures.printable import printable
from regclaims.reports import claimreview
from regclaims.reports.page import overview, view
from regclaims.reports.report import Report
from regclaims.reports.trust.markdown import TITLE as TRUST_TITLE

TEMPLATES = Path(__file__).with_name("templates")


def to_text(report: Report, plots: Mapping[str, str] | None = None) -> str:
    """The page; ``plots`` are the SVG files that recorded answers name, by name."""
    template = _environment().get_template("page.html.j2")
    return str(
        template.render(
            report=report,
            known={claim.id for claim in report.claims},
            rows=overview.rows(report),
            trust_title=TRUST_TITLE,
            tiles=overview.tiles(report),
            strips=overview.strips(report),
            contradictions=overview.contradictions(report),
            at_odds=overview.at_odds(report),
            topics=view.topics(report),
            changes=overview.changes(report),
            circumstances=overview.circumstances(report),
            plots={name: overview.data_uri(text) for name, text in (plots or {}).items()},
            reviews=claimreview.in_page(report),
            css=_file("style.css"),
            script=_file("script.js"),
        )
    )


def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # late: only who writes a page needs it
    from markupsafe import Markup

    def plain(value: Any) -> Any:
        """What is shown of a value: text on one line of signs that are seen."""
        return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=plain,
    )
    environment.filters["lines"] = lambda text: text.splitlines()
    environment.filters["count"] = lambda number: f"{number:,}"
    environment.globals["trusted"] = Markup
    return environment
