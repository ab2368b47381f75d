"""The process in which libFuzzer runs; started by :mod:`regclaims.tests.trust.fuzz`."""

import sys

import atheris

with atheris.instrument_imports(include=["regclaims", "markdown_it", "mdit_py_plugins"]):
    from regclaims.claims.wording import recognise  # noqa: F401
    from regclaims.reports.check import documents, formats, run, suppress, walk  # noqa: F401
    from regclaims.reports.check.formats import data, github, junit, page, plain, sarif, summary  # noqa: F401
    from regclaims.reports.check.readers import html, latex, markdown, notebook, rst  # noqa: F401

from regclaims.tests.trust.fuzz import check

if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
