"""A paragraph that a tab has parted is read as one and told; a workbook of format 1 has no such cells."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from support.files import official, saved
from xlsreport import check, new_submission, read_workbook
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.workbook_layout import layout_of

LAID = layout_of(official()).narratives["overview"]
TEXTS = {"overview": ["第一段。", "", "第三段。"], "problems": ["问题。"], "other_matters": ["其他。"]}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return saved(new_submission(official(), agency="镇政府", year=2025, entries=TEXTS), tmp_path)


def put(file: Path, values: dict[str, str | float]) -> None:
    book = openpyxl.load_workbook(file)
    for address, value in values.items():
        book[LAID.sheet][address] = value
    book.save(file)


def parted(file: Path) -> list[tuple[str, str]]:
    found = check(read_workbook(file))
    return [(f.severity, str(f.cells)) for f in found if f.place == "overview" and f.rule == "kind"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "line", "text"),
    [
        ({"B6": "1.", "C6": "主动公开。"}, 0, "1. 主动公开。"),
        ({"C7": "以制表符开头的一段"}, 1, "以制表符开头的一段"),
        ({"B9": "表", "C9": 1, "D9": 2.5, "J9": "注"}, 3, "表 1 2.5 注"),
        ({"B155": "最后一段", "D155": "的后半"}, 149, "最后一段 的后半"),
    ],
)
def test_what_stands_beside_a_line_belongs_to_it(
    filled: Path, cells: dict[str, str | float], line: int, text: str
) -> None:
    put(filled, cells)
    assert read_workbook(filled).texts["overview"][line] == text
    assert parted(filled) == [("note", f"'{LAID.sheet}'!B{line + LAID.lines.first.row + 1}")]


@pytest.mark.slow
def test_blanks_beside_a_line_are_nothing(filled: Path) -> None:
    put(filled, {"C6": "  ", "D7": "\u3000"})
    assert read_workbook(filled).texts["overview"] == ("第一段。", "", "第三段。")
    assert parted(filled) == []


@pytest.mark.slow
def test_an_error_beside_a_line_is_told_where_it_is(filled: Path) -> None:
    put(filled, {"C6": "#NAME?"})
    assert ("error", f"'{LAID.sheet}'!C6") in parted(filled)


def as_format_1(file: Path) -> None:
    """Take the room away: each length stands right beside its paragraph, and the stamp says so."""
    book = openpyxl.load_workbook(file)
    for laid in layout_of(official()).narratives.values():
        sheet = book[laid.sheet]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.delete_cols(3, 8)
    stamp = book[STAMP_SHEET]
    rows = [(str(name), str(value or "")) for name, value in stamp.iter_rows(max_col=2, values_only=True)]
    stated = [(n, "1" if n == "version" else v) for n, v in rows if n not in ("writer", "seal")]
    stamp.delete_rows(1, len(rows))
    for row in (*stated, ("seal", hashlib.sha256(repr(tuple(stated)).encode()).hexdigest())):
        stamp.append(row)
    book.save(file)


@pytest.mark.slow
def test_a_workbook_of_format_1_is_read_and_not_taken_for_altered(filled: Path) -> None:
    as_format_1(filled)
    submission = read_workbook(filled)
    assert submission.texts["overview"] == ("第一段。", "", "第三段。")
    assert [f for f in check(submission, forensic=True) if f.rule.startswith("altered.")] == []
    assert parted(filled) == []
