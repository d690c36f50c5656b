"""Paths that lead to nothing readable, and names that would steer a terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.files import harbour, saved
from support.ordinary_user import an_ordinary_user
from xlsreport import RejectedWorkbookError, new_submission, read_workbook
from xlsreport.cli.group import main
from xlsreport.messages import messages_for

HOSTILE_NAME = "a\x1b[2J\u202e\nb.xlsx"


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")
def test_a_file_without_permission_is_told_from_a_missing_one(tmp_path: Path) -> None:
    file = saved(new_submission(harbour()), tmp_path)
    file.chmod(0)
    messages = messages_for("en")
    with an_ordinary_user(), pytest.raises(RejectedWorkbookError) as caught:
        read_workbook(file, messages=messages)
    assert str(caught.value) == messages("rejected.no_permission")


@pytest.mark.skipif(os.name == "nt", reason="makes links")
def test_a_link_to_a_workbook_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(saved(new_submission(harbour()), tmp_path))
    assert read_workbook(link, harbour()).entries == {}


def test_a_file_name_cannot_steer_the_terminal_or_begin_another_line() -> None:
    run = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke
    printed = run(main, ["check", HOSTILE_NAME], color=True).stdout
    assert "a\\x1b[2J\\u202e\\nb.xlsx" in printed
    assert printed.count("\n") == 1
    as_json = run(main, ["check", "--format", "json", HOSTILE_NAME], color=True).stdout
    assert "\u202e" not in as_json
    assert json.loads(as_json)[0]["file"] == HOSTILE_NAME
