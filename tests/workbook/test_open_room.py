"""The columns beside the lines are open without a cell in them; above and below the lines nothing can be typed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.blank_workbooks import blank, blank_book
from support.files import official, saved
from support.fillings import DEFINITIONS, definition_named
from support.parts import MAIN, sheet_roots
from xlsreport import check, new_submission, read_workbook
from xlsreport.layout.cells import CellRef, column_letters
from xlsreport.layout.sheet_layouts import NarrativeLayout
from xlsreport.layout.workbook_layout import layout_of

EVERY = pytest.mark.parametrize("name", DEFINITIONS)
LAID = layout_of(official()).narratives["overview"]


def letters(laid: NarrativeLayout) -> list[str]:
    return [column_letters(column) for column in range(laid.room.first.column, laid.room.last.column + 1)]


@EVERY
def test_in_the_open_columns_stand_locked_cells_above_the_lines_and_none_beside_or_below_them(name: str) -> None:
    definition = definition_named(name)
    file = blank(definition)
    roots, book = sheet_roots(file), openpyxl.load_workbook(file)
    for laid in layout_of(definition).narratives.values():
        written = {str(cell.get("r")) for cell in roots[laid.sheet].iter(f"{MAIN}c")}
        above = {f"{letter}{row}" for letter in letters(laid) for row in range(1, laid.lines.first.row + 1)}
        assert {address for address in written if address.rstrip("0123456789") in letters(laid)} == above
        assert all(book[laid.sheet][address].protection.locked for address in above)


@EVERY
def test_what_is_typed_below_the_lines_is_refused(name: str) -> None:
    definition = definition_named(name)
    book = blank_book(definition)
    for laid in layout_of(definition).narratives.values():
        (refused,) = book[laid.sheet].data_validations.dataValidation
        first, last = laid.room.first.column, laid.room.last.column
        top = laid.lines.last.row + 1
        assert str(refused.sqref) == f"{CellRef('', top, first).a1}:{column_letters(last)}{top + 1_000}"
        assert (refused.type, refused.formula1, refused.showErrorMessage) == ("custom", "FALSE", True)


@pytest.mark.slow
def test_what_is_pasted_below_the_lines_is_read_and_told(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="镇政府", year=2025), tmp_path)
    book = openpyxl.load_workbook(file)
    book[LAID.sheet]["C200"] = "写在下面的一段。"
    book.save(file)
    submission = read_workbook(file)
    assert [line for line in submission.texts["overview"] if line] == ["写在下面的一段。"]
    assert [str(f.cells) for f in check(submission) if f.rule == "kind" and f.place == "overview"] == [
        f"'{LAID.sheet}'!B200"
    ]


@pytest.mark.slow
def test_a_formula_beside_a_line_is_told(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="镇政府", year=2025), tmp_path)
    book = openpyxl.load_workbook(file)
    book[LAID.sheet]["D7"] = '="第"&"二段"'
    book.save(file)
    told = [str(f.cells) for f in check(read_workbook(file), forensic=True) if f.rule == "altered.formula"]
    assert f"'{LAID.sheet}'!D7" in told
