"""For test reports: JUnit's XML, a suite a file and a case a finding.

What fails the check is a failure; what does not is a case that passes and tells its finding as output. A file that
could not be read is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from regclaims.fixtures.printable import printable
from regclaims.reports.check.findings import Finding, Outcome, Page, Unread
from regclaims.reports.check.formats import plain
from regclaims.reports.ledger import Ledger


def render(outcome: Outcome, ledger: Ledger) -> str:
    """The whole document."""
    suites = [_suite(page, outcome) for page in outcome.pages]
    suites += [_lost(one) for one in (*outcome.unread, *outcome.broken)]
    root = Element("testsuites", {"name": "regclaims check", **_totals(suites)})
    root.extend(suites)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(page: Page, outcome: Outcome) -> Element:
    suite = Element("testsuite", name=printable(page.path))
    shown = [one for one in page.findings if outcome.shows(one)]
    for one in shown:
        _case(suite, one, failed=outcome.fails(one.level))
    if not shown:
        SubElement(suite, "testcase", classname=printable(page.path), name="nothing found")
    return _counted(suite)


def _case(suite: Element, finding: Finding, *, failed: bool) -> None:
    place = finding.place
    name = f"{place.line}:{place.column} {finding.claim}"
    case = SubElement(suite, "testcase", classname=printable(place.path), name=printable(name))
    if failed:
        message = printable(f"{finding.title} [{finding.claim}]")
        SubElement(case, "failure", type=finding.verdict, message=message).text = printable(plain.line(finding))
    else:
        SubElement(case, "system-out").text = printable(plain.line(finding))


def _lost(unread: Unread) -> Element:
    suite = Element("testsuite", name=printable(unread.path))
    case = SubElement(suite, "testcase", classname=printable(unread.path), name="read")
    SubElement(case, "error", type="not read", message=printable(unread.reason))
    return _counted(suite)


def _counted(suite: Element) -> Element:
    for name, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        suite.set(name, str(len(suite.findall(tag))))
    return suite


def _totals(suites: Iterable[Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors")
    return {name: str(sum(int(suite.get(name, 0)) for suite in suites)) for name in names}
