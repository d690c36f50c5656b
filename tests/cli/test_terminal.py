"""Names, words and texts out of files: whatever stands in them, the terminal shows it and obeys nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.files import OFFICIAL, official, saved
from support.grants import GRANTS, grants
from xlsreport import new_submission, read_workbook
from xlsreport.cli import main

STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2028"


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, [str(argument) for argument in arguments], color=True)


def steering_characters(result: Result) -> set[str]:
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {char for char in result.output if unicodedata.category(char) in kinds} - {"\n"}


def workbook_of(definition: str, folder: Path) -> Path:
    """A workbook whose stamp names another definition, in characters that a workbook can hold by its own escapes."""
    named = replace(official(), declaration=official().declaration.model_copy(update={"id": definition}))
    return saved(new_submission(named), folder, "named.xlsx")


@pytest.mark.slow
def test_a_workbook_that_is_refused_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = workbook_of("x\x9b31m\u202e\ny", tmp_path)
    for arguments in (
        ("render", path, "-o", tmp_path / "r.docx"),
        ("new", OFFICIAL, "-o", "x.xlsx", "--previous", path),
    ):
        result = run(*arguments)
        assert (result.exit_code, steering_characters(result)) == (2, set())
        assert "x\\x9b31m\\u202e" in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.slow
def test_what_is_said_about_last_years_workbook_cannot_steer_the_terminal(tmp_path: Path) -> None:
    last = saved(new_submission(official(), agency="a\x9b31m\u202eb", year=2024), tmp_path, "last.xlsx")
    arguments = ("--agency", "z", "--year", "2025", "--previous", last)
    result = run("new", OFFICIAL, "-o", tmp_path / "x.xlsx", *arguments)
    assert (result.exit_code, steering_characters(result)) == (0, set())
    assert "a\\x9b31m\\u202eb" in result.stderr
    wrong_year = run("new", OFFICIAL, "-o", tmp_path / "y.xlsx", "--year", "2030", "--previous", last)
    assert (wrong_year.exit_code, steering_characters(wrong_year)) == (2, set())


def test_names_in_an_entries_file_cannot_steer_the_terminal_or_begin_another_line(tmp_path: Path) -> None:
    source = tmp_path / "entries.json"
    source.write_text(json.dumps({f"first{STEERING}\nline": 1, "second": 2}))
    result = run("new", OFFICIAL, "--entries", source, "-o", tmp_path / "x.xlsx")
    assert (result.exit_code, steering_characters(result)) == (2, set())
    begun = ("There is no “first\\", "There is no “second”")
    lines = result.stderr.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, begun, strict=True)] == list(begun)


@pytest.mark.parametrize("command", ["lint", "describe"])
def test_a_definition_that_is_wrong_cannot_steer_the_terminal(command: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text('"key\\e[2J\\n\\u202e": 1\nid: "\\e[31m"\nnot known: 1\n', encoding="utf-8")
    result = run(command, path)
    assert steering_characters(result) == set()
    assert "key\\x1b[2J \\u202e" in result.output
    assert all(line.startswith(f"{path}:") for line in result.output.splitlines())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux that is always full")
def test_what_is_printed_into_a_full_disk_ends_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "xlsreport", "templates"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "XLSREPORT_LANG": "en"},
            check=False,
        )
    assert done.returncode == 2
    (sentence,) = done.stderr.decode().splitlines()
    assert sentence.startswith("What the command prints cannot be written: the disk is full. It has stopped there;")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="closes streams by a shell")
def test_a_command_without_streams_does_what_it_does_with_them(tmp_path: Path) -> None:
    page, workbook = tmp_path / "page.html", Path(__file__).parents[2] / "samples" / "hongze-2023" / "workbook.xlsx"
    command = f"'{sys.executable}' -m xlsreport open --no-browser -o '{page}' '{workbook}' <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", f"LC_ALL=C.UTF-8 {command}"], check=False).returncode == 1
    assert b"</html>" in page.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux that is always full")
@pytest.mark.parametrize("arguments", ["describe nothing", "templates --nothing"])
def test_the_exit_code_tells_what_cannot_be_printed(arguments: str) -> None:
    command = f"'{sys.executable}' -m xlsreport {arguments} 2>/dev/full"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="closes the pipe that a command writes to")
def test_files_are_written_although_nobody_reads_what_is_said(tmp_path: Path) -> None:
    lines = tmp_path / "ledger.csv"
    lines.write_text("code,purpose\nA100,Maps\n", encoding="utf-8")
    command = [sys.executable, "-m", "xlsreport", "new", str(GRANTS), "--lines", f"grants={lines}"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "new.xlsx")], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert read_workbook(tmp_path / "new.xlsx", grants()).lines["grants"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="closes the pipe that a command writes to")
def test_a_check_that_nobody_reads_any_more_ends_with_the_file_that_it_is_at() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    workbook = Path(__file__).parents[2] / "samples" / "hongze-2023" / "workbook.xlsx"
    command = [sys.executable, "-m", "xlsreport", "check", str(workbook), "none.xlsx"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")  # a file that is not there would be 2
