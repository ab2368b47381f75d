"""``regclaims check``, ``explain`` and ``claims`` as they are used: what they say, what they write, how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import regclaims
from regclaims.claims.wording.passages import Passage, Sentence, Statement
from regclaims.reports.check import documents, formats
from regclaims.reports.check.explain import explained, shown
from regclaims.reports.cli import main
from regclaims.tests.facts import FACTS
from regclaims.tests.hostile import FRAGMENTS

ROOT = Path(regclaims.__file__).parent
RUN = (sys.executable, "-m", "regclaims.reports.cli")
WRONG = "L1 is rotation-invariant."
ILL_POSED = "L2 gives more accurate models than L1."
RIGHT = "L1 sets some weights exactly to zero."
HARMLESS = "Nothing is said here about anything."


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def write(name: str, *lines: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def git(*words: str) -> None:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *words], check=True, capture_output=True)


def checked(capsys, *words: str) -> tuple[int, list[str], str]:
    status = main(["check", *words])
    out, err = capsys.readouterr()
    return status, out.splitlines(), err


# What it says


def test_a_contradicted_sentence_is_pointed_at(capsys):
    write("notes.md", "# Notes", HARMLESS, f"- {WRONG}")
    status, lines, err = checked(capsys, "notes.md")
    assert (status, err) == (1, "")
    assert lines[0].startswith(f'notes.md:5:3: contradicted [l1-rotation-invariant] "{WRONG[:-1]}')
    assert "Say instead: L2's predictions do not change when the feature space is rotated; L1's do." in lines[0]
    assert lines[1:] == [
        "1 file read, 3 sentences: 1 claim-like, 1 matched, 0 unknown",
        "1 error, 0 warnings, 0 notes",
    ]


def test_the_most_severe_comes_first(capsys):
    write("a.md", ILL_POSED, RIGHT)
    write("b.md", WRONG)
    status, lines, _ = checked(capsys, "a.md", "b.md", "--all")
    assert [line.split(" ")[0] for line in lines[:3]] == ["b.md:1:1:", "a.md:1:1:", "a.md:3:1:"]
    assert status == 1


def test_standard_input_is_read_as_it_is_said_to_be():
    command = [*RUN, "check", "-", "--stdin-format", "html", "--fail-on", "never"]
    done = subprocess.run(command, input=f"<p>{WRONG}", capture_output=True, text=True, check=True)
    assert done.stdout.startswith("<stdin>:1:4: contradicted")


def test_quotations_are_read_where_asked_for(capsys):
    write("a.md", f"> {WRONG}")
    assert checked(capsys, "a.md")[0] == 0
    assert checked(capsys, "a.md", "--quotes")[0] == 1


def test_a_finding_in_a_notebook_names_its_cell(capsys):
    cells = [{"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": None}]
    cells += [{"cell_type": "markdown", "source": ["# Notes\n", "\n", WRONG], "metadata": {}}]
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    Path("a.ipynb").write_text(json.dumps(book, indent=1), encoding="utf-8")
    status, lines, _ = checked(capsys, "a.ipynb")
    assert status == 1
    line = next(i for i, text in enumerate(Path("a.ipynb").read_text().splitlines(), 1) if WRONG in text)
    assert lines[0].startswith(f"a.ipynb:{line}:")
    assert 'in cell 2, line 3: "L1 is rotation-invariant' in lines[0]


def test_a_suppression_keeps_a_finding_quiet(capsys):
    comment = "<!-- regclaims: ignore l1-rotation-invariant: a quote from 1996 -->"
    write("a.md", comment, WRONG)
    status, lines, _ = checked(capsys, "a.md")
    assert (status, lines[-1]) == (0, "0 errors, 0 warnings, 0 notes; 1 suppressed")


def test_a_suppression_that_nothing_needs_is_told_and_fails_where_warnings_do(capsys):
    write("a.md", "<!-- regclaims: ignore l1-rotation-invariant: mended long ago -->", HARMLESS)
    status, lines, _ = checked(capsys, "a.md")
    assert lines[0] == (
        "a.md:1:1: unused suppression of l1-rotation-invariant: nothing here needs it (mended long ago)"
    )
    assert lines[-1] == "0 errors, 0 warnings, 0 notes; 1 unused suppression"
    assert status == 0
    assert checked(capsys, "a.md", "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize("comment", ["ignore", "ignore l1-rotation-invariant", "ignore l1-rotation-invariance: typo"])
def test_a_suppression_that_cannot_be_understood_is_told(capsys, comment):
    write("a.md", f"<!-- regclaims: {comment} -->", WRONG)
    status, lines, _ = checked(capsys, "a.md")
    assert status == 1
    assert lines[-1] == "1 error, 0 warnings, 0 notes; 1 wrong suppression"
    assert lines[1].startswith("a.md:1:1: suppression")


def test_only_changed_lines_are_read_where_asked_for(capsys):
    git("init", "-q")
    comment = "<!-- regclaims: ignore l1-rotation-invariant: unused -->"
    write("a.md", WRONG, comment, HARMLESS)
    git("add", ".")
    git("commit", "-q", "-m", "first")
    write("a.md", WRONG, comment, HARMLESS, ILL_POSED)
    write("new.md", WRONG)
    status, lines, _ = checked(capsys, ".", "--changed-since", "HEAD")
    assert status == 1
    assert [line.split(" ")[0] for line in lines[:-2]] == ["new.md:1:1:", "a.md:7:1:"]
    assert lines[-2] == "2 files read, 2 sentences: 2 claim-like, 2 matched, 0 unknown"


def test_nothing_changed_is_green(capsys):
    git("init", "-q")
    write("a.md", WRONG)
    git("add", ".")
    git("commit", "-q", "-m", "first")
    status, lines, _ = checked(capsys, ".", "--changed-since", "HEAD")
    assert (status, lines[0]) == (0, "1 file read, 0 sentences: 0 claim-like, 0 matched, 0 unknown")


# How it ends


@pytest.mark.parametrize(
    ("text", "level", "status"),
    [
        (WRONG, "error", 1),
        (WRONG, "warning", 1),
        (WRONG, "never", 0),
        (ILL_POSED, "error", 0),
        (ILL_POSED, "warning", 1),
        (ILL_POSED, "never", 0),
        (RIGHT, "warning", 0),
        (HARMLESS, "warning", 0),
    ],
)
def test_the_level_that_fails_is_chosen(capsys, text, level, status):
    write("a.md", text)
    assert checked(capsys, "a.md", "--fail-on", level)[0] == status


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.md", "--fail-on", "note"],
        ["a.md", "--format", "xml"],
        ["a.md", "--max-size", "0"],
        ["a.md", "--output", "out.docx"],
        ["a.md", "--output", "no/such/folder/out.json"],
        ["a.md", "--facts", "javascript:alert(1)"],
        ["a.md", "--changed-since", "HEAD"],
        ["a.md", "--chnaged-since", "HEAD"],
    ],
)
def test_wrong_use_is_2_and_told_in_words(words):
    write("a.md", WRONG)
    done = subprocess.run([*RUN, "check", *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_configuration_is_2(capsys):
    write("a.md", WRONG)
    Path("regclaims.toml").write_text('fail_on = "never"\n', encoding="utf-8")
    status, lines, err = checked(capsys, "a.md")
    assert (status, lines) == (2, [])
    assert "fail_on: no such key; did you mean 'fail-on'?" in err


def test_the_command_line_comes_before_the_configuration(capsys):
    write("docs/a.md", WRONG, RIGHT)
    Path("regclaims.toml").write_text(
        'paths = ["docs"]\nfail-on = "never"\nall = true\nformat = "json"\n', encoding="utf-8"
    )
    status, lines, _ = checked(capsys)
    assert status == 0
    assert [one["path"] for one in json.loads("\n".join(lines))["findings"]] == ["docs/a.md"] * 2
    status, lines, _ = checked(capsys, "--fail-on", "error", "--format", "text", "--no-all")
    assert (status, len(lines)) == (1, 3)


def test_paths_of_a_configuration_are_its_own(capsys, monkeypatch):
    write("docs/a.md", WRONG)
    write("src/b.md", WRONG)
    Path("regclaims.toml").write_text('paths = ["docs"]\n', encoding="utf-8")
    monkeypatch.chdir("src")
    status, lines, _ = checked(capsys)
    assert status == 1
    assert lines[0].startswith("../docs/a.md:1:1: ")


@pytest.mark.parametrize(
    "name", ["none.md", "latin.md", "binary.txt", "broken.ipynb", "large.md"], ids=lambda name: name.split(".")[0]
)
def test_what_cannot_be_read_is_3_and_the_rest_is_checked(capsys, name):
    Path("latin.md").write_bytes(b"na\xefve\n")
    Path("binary.txt").write_bytes(b"\x7fELF\0\1\2")
    Path("broken.ipynb").write_text("{", encoding="utf-8")
    write("large.md", HARMLESS * 1000)
    write("fine.md", ILL_POSED)
    status, lines, err = checked(capsys, name, "fine.md", "--max-size", "10000")
    assert status == 3
    assert err.startswith(f"regclaims: {name}: ")
    assert lines[0].startswith("fine.md:1:1: ill-posed")
    assert lines[-1].endswith("; 1 file not read")
    write("fine.md", WRONG)
    assert checked(capsys, name, "fine.md", "--max-size", "10000")[0] == 1, "findings come first"
    assert checked(capsys, name, "--fail-on", "never", "--max-size", "10000")[0] == 3


def test_a_folder_without_a_readable_file_is_not_green(capsys):
    Path("empty").mkdir()
    status, _, err = checked(capsys, "empty")
    assert status == 3
    assert "empty: folder: holds no file" in err


def test_a_fault_of_ours_is_4_and_the_other_files_are_checked(capsys, monkeypatch):
    read = documents.read

    def faulty(path: str, text: str, format: str) -> documents.Document:
        if path == "a.md":
            raise ZeroDivisionError("\x1b[31mred")
        return read(path, text, format)

    monkeypatch.setattr(documents, "read", faulty)
    write("a.md", HARMLESS)
    write("b.md", WRONG)
    status, lines, err = checked(capsys, "a.md", "b.md")
    assert status == 4
    assert lines[0].startswith("b.md:1:1: contradicted")
    assert err.startswith(
        r"regclaims: a.md: internal error: ZeroDivisionError: \x1b[31mred; this is a fault of regclaims"
    )
    assert len(err.splitlines()) == 1
    monkeypatch.setenv("REGCLAIMS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check", "a.md"])


def test_a_fault_of_ours_elsewhere_is_4_too(capsys, monkeypatch):
    def faulty(*_):
        raise KeyError("x")

    monkeypatch.setattr(formats, "render", faulty)
    write("a.md", HARMLESS)
    status, lines, err = checked(capsys, "a.md")
    assert (status, lines, len(err.splitlines())) == (4, [], 1)
    assert err.startswith("regclaims: internal error: KeyError: 'x'; this is a fault of regclaims")
    monkeypatch.setenv("REGCLAIMS_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["check", "a.md"])


def test_an_interrupt_is_quiet():
    running = subprocess.Popen(
        [*RUN, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdin
    running.stdin.write(b"x" * 100_000)  # more than a pipe holds: once it is taken, standard input is being read
    running.stdin.flush()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")


def many(folder: str, files: int, sentences: int) -> None:
    """Files that are much together, each with something wrong in it."""
    Path(folder).mkdir()
    for number in range(files):
        write(f"{folder}/{number}.md", WRONG, *[HARMLESS] * sentences)


def test_several_processes_say_what_one_says(capsys):
    many("docs", 4, 100_000 // len(HARMLESS))
    alone = checked(capsys, "docs", "none.md", "--jobs", "1")
    assert alone == checked(capsys, "docs", "none.md", "--jobs", "3") == checked(capsys, "docs", "none.md")
    assert [line.partition(":")[0] for line in alone[1][:4]] == [f"docs/{number}.md" for number in range(4)]


def test_an_interrupt_of_several_processes_is_quiet():
    many("docs", 8, 1_000_000 // len(HARMLESS))
    command = [*RUN, "check", "docs", "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(2)  # at whatever it does by then
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_a_reader_that_has_seen_enough_is_no_fault():
    write("a.md", *[WRONG] * 4000)  # more is said than any pipe holds
    command = [*RUN, "check", "a.md", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == b"{\n"
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 141


# What it writes


def test_files_are_written_besides_in_the_format_of_their_ending(capsys):
    write("a.md", WRONG)
    names = [f"out{ending}" for ending in formats.ENDINGS]
    status, lines, _ = checked(capsys, "a.md", *(word for name in names for word in ("--output", name)))
    assert status == 1
    assert "".join(f"{line}\n" for line in lines) == Path("out.txt").read_text(encoding="utf-8")
    for name in names:
        assert "l1-rotation-invariant" in Path(name).read_text(encoding="utf-8")
    assert '<mark class="error"' in Path("out.html").read_text(encoding="utf-8")


def test_the_job_summary_is_added_to(capsys, monkeypatch):
    write("a.md", WRONG)
    Path("summary.md").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    checked(capsys, "a.md")
    assert Path("summary.md").read_text(encoding="utf-8") == "before\n"
    checked(capsys, "a.md", "--format", "github")
    assert Path("summary.md").read_text(encoding="utf-8").startswith("before\n## regclaims check\n")


def test_what_a_terminal_cannot_show_is_no_fault():
    write("a.md", WRONG.replace("L1", "\u21131"))
    for format in formats.FORMATS:
        done = subprocess.run(
            [*RUN, "check", "a.md", "--format", format, "--fail-on", "never"],
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert format in ("text", "github") or "\u21131".encode() in done.stdout or b"\\u2113" in done.stdout


# The other two commands

EXPLAINED = [
    (
        {"claim": "l1-more-accurate", "force": "generic", "condition": "on Mondays"},
        ["    condition:  on Mondays", "    verdict:    not tested, note"],
    ),
    (
        {"claim": "l1-more-accurate", "force": "generic"},
        ["    verdict:    ill-posed (depends), warning", "    force:      generic (of the claim: generic)"],
    ),
    (
        {"claim": "l1-slower-than-l2", "force": "generic", "denied": True},
        ["    denied:     yes", "    instead:    L1 is slower to train than L2. [l1-slower-than-l2]"],
    ),
    ({"claim": "l1-is-new", "force": "can"}, ["    claim:      l1-is-new", "    force:      can"]),
]


def test_explain_tells_how_a_sentence_is_read(capsys):
    assert main(["explain", WRONG]) == 0
    out = capsys.readouterr().out
    for part in (f"sentence: {WRONG}", "subject:", "claim:      l1-rotation-invariant: L1 is rotation-invariant."):
        assert part in out
    for part in ("denied:     no", "verdict:    contradicted, error", "instead:"):
        assert part in out


def test_explain_tells_what_was_missing(capsys):
    assert main(["explain", "Lasso", "is", "a", "word."]) == 0
    assert "missing:" in capsys.readouterr().out


@pytest.mark.parametrize(("statement", "told"), EXPLAINED)
def test_every_part_of_a_statement_is_explained(statement, told):
    passage = Passage(text="Lasso is so. Then", offsets=range(17))
    sentences = (
        Sentence(start=0, end=12, statements=(Statement(start=0, end=11, **statement),), claim_like=True),
        Sentence(start=13, end=17, notes={"subject": "it", "missing": "no relation", "odd": "x"}, claim_like=True),
    )
    lines = list(explained(passage, sentences, FACTS))
    assert lines[:2] == ["sentence: Lasso is so.", "  states:     Lasso is so"]
    for line in told:
        assert line in lines
    rest = ["  subject:    it", "  odd:        x", "  missing:    no relation", "  claim-like, but unknown"]
    assert lines[lines.index("") :] == ["", "sentence: Then", *rest]


def test_nothing_to_explain_is_wrong_use(capsys):
    assert main(["explain", " "]) == 2
    assert capsys.readouterr().err == "regclaims: explain: found no words; required is a sentence\n"


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("l1-more-accurate", "  condition:  it holds when few features matter; fails otherwise"),
        ("choice-is-preference", "  condition:  it speaks of what people prefer, and no data set holds preferences"),
        ("l1-slower-than-l2", "  opposite:   l1-faster-to-train (contradicted): L1 is faster to train than L2."),
        (
            "l1-faster-to-train",
            "  read as:    Better: a smaller error on new data: contradicted (holds in 1 of 12, mostly)",
        ),
    ],
)
def test_all_of_a_claim_is_shown(id, line):
    assert line in list(shown(id, FACTS))


def test_claims_are_listed_and_shown(capsys):
    assert main(["claims"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 210
    assert main(["claims", "l1-rotation-invariant"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("l1-rotation-invariant: L1 is rotation-invariant.\n  verdict:    contradicted, since 2026-")
    assert "instead:    l2-rotation-invariant (supported)" in shown


def test_an_unknown_claim_is_refused_with_the_nearest(capsys):
    assert main(["claims", "l1-rotation-invariance"]) == 2
    assert "unknown claim 'l1-rotation-invariance'; did you mean 'l1-rotation-invariant'?" in capsys.readouterr().err


# What it costs


HEAVY = {"numpy", "scipy", "sklearn", "hypothesis", "pytest", "joblib", "jinja2", "docutils", "jsonschema"}


def loaded(*words: str) -> set[str]:
    code = (
        "import sys; from regclaims.reports import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n', *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("words", [("check", "--help"), ("check", "a.md"), ("explain", WRONG), ("claims",)])
def test_a_start_loads_nothing_of_the_laboratory(words):
    write("a.md", WRONG)
    modules = loaded(*words)
    assert "regclaims.reports.check.command" in modules
    assert not modules & HEAVY
    assert not [name for name in modules if name.startswith("regclaims.claims.test_")]
    assert not modules & {"regclaims.claims.claim", "regclaims.fixtures.lab", "regclaims.reports.commands"}


def test_other_commands_do_load_it():
    assert "numpy" in loaded("table")


# Whatever it is given


ENDINGS = sorted({".md", ".mdx", ".txt", ".rst", ".html", ".ipynb", ".tex", ".bin"})
MARKUP = (
    *FRAGMENTS,
    WRONG,
    ILL_POSED,
    "\\begin{quote}",
    "$$",
    "<!-- regclaims: ignore all: x -->",
    ".. note::",
    "{/*",
    '{"cells": [',
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=300)
    | st.lists(st.sampled_from(MARKUP) | st.text(max_size=8), max_size=12).map(
        lambda parts: "".join(parts).encode(errors="surrogateescape")
    ),
    ending=st.sampled_from(ENDINGS),
    format=st.sampled_from(formats.FORMATS),
    quotes=st.booleans(),
)
def test_any_bytes_are_checked_or_not_read(capsys, content, ending, format, quotes):
    path = Path(f"any{ending}")
    path.write_bytes(content)
    options = ["--all", "--format", format, *(["--quotes"] if quotes else [])]
    status, lines, err = checked(capsys, str(path), *options)
    assert status in (0, 1, 3), err
    assert (status == 3) == bool(err) or status == 1
    assert all(line.isprintable() for line in [*lines, *err.splitlines()])
    if format == "json":
        schema = json.loads((ROOT / "reports" / "check.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(json.loads("\n".join(lines)))
