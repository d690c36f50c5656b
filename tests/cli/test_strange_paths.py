"""Folders, pipes, devices and huge files where a command asks for a file: one sentence, and nothing waits for ever."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.command_process import Told, command_process
from support.files import OFFICIAL, official, saved
from xlsreport import new_submission

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="makes pipes and names devices")]

NOT_A_FILE = "is not an ordinary file"


Run = Callable[..., Told]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Runs a command in a process of their own, so that one that waits for a pipe can be ended."""
    with command_process() as process:
        yield lambda *arguments: process.told([[str(argument) for argument in arguments]])[0]


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.fixture
def huge(tmp_path: Path) -> Iterator[Path]:
    """A file of 5 MB that takes no room on the disk."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_000)
    yield path
    path.unlink()


def refusal(told: Told) -> str:
    assert told.code == 2
    assert (told.err or told.out).count("\n") == 1 + (told.out.count("\n") > 1)
    return told.err or told.out


COMMANDS: dict[str, Callable[[Path | str, Path], tuple[str | Path, ...]]] = {
    "the entries": lambda path, folder: ("new", OFFICIAL, "-o", folder / "x.xlsx", "--entries", path),
    "the definition of new": lambda path, folder: ("new", path, "-o", folder / "x.xlsx"),
    "the definition of lint": lambda path, folder: ("lint", path),
    "the definition of check": lambda path, folder: (
        *("check", "--definition", path),
        saved(new_submission(official()), folder),
    ),
}
EVERY_INPUT = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())


@EVERY_INPUT
def test_a_pipe_that_nobody_writes_to_is_refused(
    command: Callable[[Path, Path], tuple[str, ...]], pipe: Path, tmp_path: Path, run: Run
) -> None:
    assert NOT_A_FILE in refusal(run(*command(pipe, tmp_path)))


@EVERY_INPUT
def test_a_device_without_end_is_refused(
    command: Callable[[str, Path], tuple[str, ...]], tmp_path: Path, run: Run
) -> None:
    assert NOT_A_FILE in refusal(run(*command("/dev/zero", tmp_path)))


@EVERY_INPUT
def test_a_file_that_is_far_too_large_is_not_read(
    command: Callable[[Path, Path], tuple[str, ...]], huge: Path, tmp_path: Path, run: Run
) -> None:
    assert "is larger than 4 MB" in refusal(run(*command(huge, tmp_path)))


@EVERY_INPUT
def test_a_name_that_no_file_can_have_is_that_of_no_file(
    command: Callable[[str, Path], tuple[str, ...]], tmp_path: Path, run: Run
) -> None:
    assert "There is no " in refusal(run(*command("a" * 100_000, tmp_path)))


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_nothing_is_written_to_a_pipe_a_device_or_a_folder(
    force: tuple[str, ...], pipe: Path, tmp_path: Path, run: Run
) -> None:
    for target in (pipe, "/dev/full", tmp_path):
        assert NOT_A_FILE in refusal(run("new", OFFICIAL, "-o", target, *force))
    report = tmp_path / "report.docx"
    os.mkfifo(report)
    filled = saved(new_submission(official(), agency="某镇", year=2025), tmp_path)
    assert NOT_A_FILE in refusal(run("render", filled, "--draft", "-o", report))


def test_what_is_to_be_thrown_away_may_be_written_to_the_null_device(run: Run) -> None:
    assert run("new", OFFICIAL, "-o", os.devnull).code == 0


def test_a_name_that_is_too_long_to_be_written_ends_in_a_sentence(tmp_path: Path, run: Run) -> None:
    assert "cannot be written" in refusal(run("new", OFFICIAL, "-o", tmp_path / ("a" * 300)))


def test_entries_in_another_encoding_are_told_from_a_missing_file(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "entries.json"
    source.write_bytes('{"phone": "电话"}'.encode("gb18030"))
    assert "is not in UTF-8" in refusal(run("new", OFFICIAL, "-o", tmp_path / "x.xlsx", "--entries", source))
