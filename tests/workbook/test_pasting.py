"""Texts are pasted in LibreOffice, from the clipboard of a virtual screen, as clerks do."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.files import official, saved
from support.patience import HANG_SECONDS
from xlsreport import check, new_submission, read_workbook
from xlsreport.layout.workbook_layout import layout_of

pytestmark = pytest.mark.engine

_PROGRAM = Path(__file__).resolve().parents[1] / "programs" / "pasting.py"
_ATTEMPTS = 3
"""LibreOffice sometimes does not come up, or opens no dialog, on a screen without a window manager."""
LAID = layout_of(official()).narratives["overview"]
FIRST = LAID.lines.first.a1


def pasted(folder: Path, **job: Any) -> tuple[Path, list[list[list[Any]]]]:
    """The workbook after a paste, and its first cells: what each shows, whether it is locked, and whether it wraps."""
    for program in ("soffice", "Xvfb", "xclip"):
        assert shutil.which(program), f"these tests need {program}, see PACKAGES in tests/run.py"
    file, target = saved(new_submission(official(), agency="镇政府", year=2025), folder), folder / "pasted.xlsx"
    jobs = [
        {
            "workbook": str(file),
            "target": str(target),
            "sheet": LAID.sheet,
            "cell": FIRST,
            "rows": 8,
            "columns": 5,
            **job,
        }
    ]
    command = ["/usr/bin/python3", str(_PROGRAM)]
    for _ in range(_ATTEMPTS):
        done = subprocess.run(
            command, input=json.dumps(jobs), capture_output=True, text=True, timeout=HANG_SECONDS, check=False
        )
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr
    (cells,) = json.loads(done.stdout)
    return target, cells


def test_paragraphs_and_a_table_from_a_word_processor_stay_open_and_whole(tmp_path: Path) -> None:
    table = [["年度", "件数"], ["2024", "3"]]
    file, cells = pasted(tmp_path, document=["（一）主动公开。", "第二段", table, "第三段", "第四段", "第五段"])
    filled = [cell for row in cells for cell in row if cell[0]]
    assert [cell[0] for cell in filled] == [
        "（一）主动公开。",
        "第二段",
        "年度",
        "件数",
        "2024",
        "3",
        "第三段",
        "第四段",
        "第五段",
    ]
    assert {tuple(cell[1:]) for cell in filled} == {(False, True)}
    submission = read_workbook(file)
    assert submission.texts["overview"] == (
        *("（一）主动公开。", "第二段", "年度 件数", "2024 3"),
        *("第三段", "第四段", "第五段"),
    )
    assert [f.message for f in check(submission, forensic=True) if f.rule.startswith("altered.")] == []


def test_plain_text_with_tabs_is_taken_in_and_nothing_of_it_gets_lost(tmp_path: Path) -> None:
    file, cells = pasted(tmp_path, text="（一）\t主动公开。\n第二段\n\t缩进的第三段\n表\t甲\t乙\t丙")
    assert [[cell[0] for cell in row] for row in cells[:4]] == [
        ["（一）", "主动公开。", "", "", ""],
        ["第二段", "", "", "", ""],
        ["", "缩进的第三段", "", "", ""],
        ["表", "甲", "乙", "丙", ""],
    ]
    submission = read_workbook(file)
    assert submission.texts["overview"] == ("（一） 主动公开。", "第二段", "缩进的第三段", "表 甲 乙 丙")
    parted = [str(f.cells) for f in check(submission) if f.place == "overview" and f.rule == "kind"]
    assert parted == [str(LAID.line(number)) for number in (0, 2, 3)]
