"""``regclaims table``: what it prints, what it writes, and its exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regclaims.claims.claim import all_claims
from regclaims.reports import ledger, markdown, trust
from regclaims.reports.cli import main
from regclaims.reports.markdown import BEGIN, END
from regclaims.reports.trust import markdown as answers

ROWS = markdown.table(ledger.read(), all_claims())


@pytest.fixture
def document(tmp_path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n", encoding="utf-8")
    return path


def test_the_table_is_printed(capsys):
    assert main(["table"]) == 0
    out, err = capsys.readouterr()
    assert out == ROWS + "\n"
    assert err == ""
    assert "| L2 regularization is the same as weight decay. | contradicted |" in out


def test_the_table_is_put_into_a_file(document, capsys):
    assert main(["table", str(document)]) == 0
    assert document.read_text(encoding="utf-8") == f"Before.\n{BEGIN}\n{ROWS}\n{END}\nAfter.\n"
    assert capsys.readouterr() == ("", "")


def test_check_tells_what_is_out_of_step_and_changes_nothing(document, capsys):
    before = document.read_bytes()
    assert main(["table", "--check", str(document)]) == 1
    assert document.read_bytes() == before
    expected = f"regclaims: {document} is out of step with what is on record; run: regclaims table {document}\n"
    assert capsys.readouterr() == ("", expected)


def test_check_is_silent_once_the_file_is_in_step(document, capsys):
    main(["table", str(document)])
    assert main(["table", str(document), "--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_file_may_have_the_answers_on_trust_alone(tmp_path):
    document = tmp_path / "page.md"
    document.write_text(f"Before.\n{answers.BEGIN}\nold\n{answers.END}\n", encoding="utf-8")
    assert main(["table", str(document), "--check"]) == 1
    assert main(["table", str(document)]) == 0
    assert (
        document.read_text(encoding="utf-8")
        == f"Before.\n{answers.BEGIN}\n{answers.table(trust.read())}\n{answers.END}\n"
    )


def test_answers_on_trust_are_put_where_their_marks_are(document):
    document.write_text(document.read_text() + f"{answers.BEGIN}\nold\n{answers.END}\n", encoding="utf-8")
    assert main(["table", str(document), "--check"]) == 1
    assert main(["table", str(document)]) == 0
    recorded = f"{answers.BEGIN}\n{answers.table(trust.read())}\n{answers.END}\n"
    assert document.read_text(encoding="utf-8").endswith(recorded)
    assert main(["table", str(document), "--check"]) == 0


def test_a_file_without_marks_cannot_be_done(document, capsys):
    document.write_text("Nothing here.\n", encoding="utf-8")
    for check in ([], ["--check"]):
        assert main(["table", str(document), *check]) == 2
        assert capsys.readouterr().err.startswith(f"regclaims: {document}: required is one line")
    assert document.read_text(encoding="utf-8") == "Nothing here.\n"


def test_a_file_that_is_not_there_cannot_be_done(tmp_path, capsys):
    assert main(["table", str(tmp_path / "none.md"), "--check"]) == 2
    assert "none.md" in capsys.readouterr().err


def test_a_file_that_is_not_utf8_cannot_be_done(document, capsys):
    document.write_bytes(b"\xff\xfe")
    assert main(["table", str(document), "--check"]) == 2
    assert str(document) in capsys.readouterr().err


def test_what_is_no_command_is_refused_with_usage(capsys):
    for arguments in ([], ["tabel"], ["table", "--chekc"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
        assert "usage: regclaims" in capsys.readouterr().err


def test_the_installed_command_is_the_same(document):
    command = [sys.executable, "-m", "regclaims.reports.cli", "table", str(document), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "out of step" in done.stderr
