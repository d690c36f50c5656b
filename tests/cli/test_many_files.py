"""Hundreds of workbooks in one check: each is told as it is read, and none is kept."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.files import official, saved
from xlsreport import new_submission
from xlsreport.cli import main


def peak(*arguments: str) -> int:
    """The most memory that Python objects take during a check."""
    tracemalloc.start()
    try:
        CliRunner().invoke(main, ["check", *arguments])
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--format", "json")], ids=["text", "json"])
def test_a_check_of_many_files_takes_no_more_memory_than_that_of_one(options: tuple[str, ...], tmp_path: Path) -> None:
    long = new_submission(official(), agency="某县", year=2025, entries={"overview": ["政" * 30_000] * 30})
    path = str(saved(long, tmp_path))
    peak(*options, path)  # what is loaded once is loaded now
    assert peak(*options, *[path] * 4) < 1.2 * peak(*options, path)


@pytest.mark.slow
def test_the_exit_code_is_the_greatest_whatever_the_order(tmp_path: Path) -> None:
    blank = str(saved(new_submission(official(), agency="某县", year=2025), tmp_path))
    for files in ((blank, "none.xlsx"), ("none.xlsx", blank)):
        for options in ((), ("--format", "json")):
            assert CliRunner().invoke(main, ["check", *options, *files]).exit_code == 2
    listed = json.loads(CliRunner().invoke(main, ["check", "--format", "json", blank, "none.xlsx", blank]).stdout)
    assert [file["verdict"] for file in listed] == ["errors", "rejected", "errors"]
