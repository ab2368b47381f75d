"""A large document is read by several processes, section by section, and the same comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regclaims.claims.wording.passages import Passage, Sentence
from regclaims.claims.wording.recognise import recognise
from regclaims.claims.wording.topic import topic_of
from regclaims.reports import ledger
from regclaims.reports.check import documents, run, workers
from regclaims.tests.corpus import load

KNOWN = ledger.read()
TEXTS = [entry.text for entry in load("rules")[:400]] + [
    "It is robust to outliers.",
    "A miss in L1 costs four cycles.",
    "The former is sparse.",
    "Few features matter here.",
]
SECTIONS = st.lists(
    st.tuples(st.sampled_from(["Lasso", "Ridge", "Caches", "Notes"]), st.lists(st.sampled_from(TEXTS), max_size=6)),
    min_size=1,
    max_size=5,
)


@given(SECTIONS)
def test_sections_read_apart_state_what_they_state_together(sections: list[tuple[str, list[str]]]) -> None:
    """If all know what the whole document is about. Sections side by side have different headings."""
    apart = [
        [Passage(text=text, offsets=range(len(text)), headings=(f"{heading} {number}",)) for text in texts]
        for number, (heading, texts) in enumerate(sections)
    ]
    whole = [passage for section in apart for passage in section]
    about = topic_of(whole)
    assert recognise(whole) == [one for section in apart for one in recognise(section, topic=about)]


def _markdown(sections: int) -> str:
    made = (f"## Lasso {at}\n\nIt is robust to outliers.\n\n" + f"{TEXTS[at]}\n\n" * 9 for at in range(sections))
    return "".join(made)


def test_several_processes_find_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MUCH", 20_000)
    monkeypatch.setattr(run, "_PART", 6_000)
    document = documents.read("x.md", _markdown(60), "markdown")
    readers = _counting(monkeypatch)
    assert run.page(document, KNOWN, jobs=2) == run.page(document, KNOWN)
    assert len(readers) == 1  # for the one process: those that were started are not seen from here
    found = run.page(document, KNOWN)
    assert len(found.findings) > 60


@pytest.mark.parametrize(("sections", "jobs"), [(1, 2), (60, 1)])
def test_no_other_process_reads_what_is_short_or_where_one_was_asked_for(
    sections: int, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = _counting(monkeypatch)
    run.page(documents.read("x.md", _markdown(sections), "markdown"), KNOWN, jobs=jobs)
    assert readers == [os.getpid()]


def test_parts_hold_whole_sections_and_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_PART", 500)
    passages = list(documents.read("x.md", _markdown(20), "markdown").passages)
    parts = run._parts(passages)
    assert len(parts) > 5
    assert [at for part in parts for at in part] == list(range(len(passages)))
    assert all(passages[part.start].headings != passages[part.start - 1].headings for part in parts[1:])


def _counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Processes, one for each time that this one reads passages."""
    readers: list[int] = []

    def read(passages: list[Passage], **known: object) -> list[tuple[Sentence, ...]]:
        readers.append(os.getpid())
        return recognise(passages, **known)  # type: ignore[arg-type]

    reading: Callable[..., list[tuple[Sentence, ...]]] = read
    monkeypatch.setattr(run, "recognise", reading)
    return readers
