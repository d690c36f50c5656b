"""Where cells are after somebody has inserted rows and columns, and how references are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.fillings import DEFINITIONS, FORMS, definition_named
from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.layout.landmarks import landmarks_of
from xlsreport.layout.positions import MovedSheet
from xlsreport.layout.workbook_layout import layout_of

CELLS = st.builds(CellRef, st.sampled_from(["S", "it's", "三、申请办理"]), st.integers(0, 10**6), st.integers(0, 16000))


@given(CELLS, CELLS)
def test_a_range_is_read_as_it_is_written(first: CellRef, last: CellRef) -> None:
    area = CellRange(first, CellRef(first.sheet, last.row, last.column))
    assert parse_range(str(area), "other") == area
    assert parse_range(area.absolute.rsplit("!", 1)[1], first.sheet) == area


@pytest.mark.parametrize("text", ["A:A", "1:3", "name", "", "S!", "A0x", "#REF!", "[1]S!A", "A1:B"])
def test_what_is_no_range_of_cells_is_none(text: str) -> None:
    assert parse_range(text, "S") is None


def test_rows_in_between_keep_their_distance_to_the_landmark_before_them() -> None:
    moved = MovedSheet("now", {2: 2, 5: 7}, {0: 0, 3: 4})
    assert moved.where(CellRef("then", 4, 2)) == CellRef("now", 4, 2)
    assert moved.where(CellRef("then", 6, 5)) == CellRef("now", 8, 6)
    assert moved.where(CellRef("then", 0, 0)) == CellRef("now", 0, 0)


@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS])
def test_every_sheet_that_is_read_has_landmarks_each_in_a_cell_of_its_own(name: str) -> None:
    definition = definition_named(name)
    landmarks = landmarks_of(definition)
    layout = layout_of(definition)
    assert list(landmarks) == list(layout.sheets[:-1]), "all but the stamp's"
    for sheet, marks in landmarks.items():
        assert marks
        cells = [mark.cell for mark in marks]
        assert len(set(cells)) == len(cells)
        assert {cell.sheet for cell in cells} == {sheet}
        assert all(mark.text.strip() for mark in marks)
