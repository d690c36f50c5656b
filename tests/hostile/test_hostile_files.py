"""Every hostile file is refused in its own sentence, by the command and with its exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from hostile.hostile_files import HOSTILE, HostileFile
from support.files import harbour
from xlsreport import new_submission
from xlsreport.cli.group import UNUSABLE, main
from xlsreport.messages import messages_for
from xlsreport.submission.intake.input_file import MAX_MEGABYTES
from xlsreport.workbook.workbook_file import workbook_bytes

pytestmark = pytest.mark.slow

PLAIN = workbook_bytes(new_submission(harbour()))
LIMITS = {"limit": MAX_MEGABYTES}


def outcome(file: Path) -> tuple[int, dict[str, object]]:
    run = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, ["check", "--format", "json", str(file)])
    (found,) = json.loads(run.stdout)
    assert run.stderr == ""
    return run.exit_code, found


@pytest.mark.skipif(os.name == "nt", reason="makes links and pipes")
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_in_one_sentence(hostile: HostileFile, tmp_path: Path) -> None:
    file = tmp_path / "in.xlsx"
    hostile.make(PLAIN, file)
    exit_code, found = outcome(file)
    sentence = messages_for("en")(f"rejected.{hostile.refusal}", **LIMITS, sheet="Summary", at=hostile.at)
    assert (exit_code, found["verdict"]) == (UNUSABLE, "rejected")
    assert [finding["message"] for finding in found["findings"]] == [sentence]  # type: ignore[attr-defined]


def test_the_catalogue_of_hostile_files_names_each_once() -> None:
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) >= 60
