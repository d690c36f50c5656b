"""Addresses are written in one place, and areas cover exactly the cells they are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xlsreport.layout.cells import CellRef, column_letters, column_number, rectangles


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@given(st.integers(0, 16383))
def test_a_column_is_found_again_by_its_letters(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_a_quote_in_a_sheet_name_is_doubled() -> None:
    assert str(CellRef("Bob's", 6, 3)) == "'Bob''s'!D7"
    assert CellRef("三、申请办理", 6, 3).to(CellRef("三、申请办理", 8, 4)).absolute == "'三、申请办理'!$D$7:$E$9"


@given(st.sets(st.builds(CellRef, st.just("S"), st.integers(0, 8), st.integers(0, 8))))
def test_rectangles_cover_every_cell_once_and_no_other(cells: set[CellRef]) -> None:
    covered = [
        CellRef("S", row, column)
        for area in rectangles(cells)
        for row in range(area.first.row, area.last.row + 1)
        for column in range(area.first.column, area.last.column + 1)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) == cells
