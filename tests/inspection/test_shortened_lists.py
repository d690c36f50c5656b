"""Unused lines of a long list that were deleted, as somebody does who wants a short sheet: one note."""

from __future__ import annotations

from pathlib import Path

import pytest

from abuse.deed import InCalc
from abuse.making import in_calc
from support.long_lists import filled_list, long_list
from xlsreport import check, read_workbook, write_workbook
from xlsreport.layout.workbook_layout import layout_of

COLUMNS, ROOM = 6, 120


@pytest.mark.engine
@pytest.mark.slow
def test_unused_lines_of_a_long_list_that_were_deleted_are_one_note(tmp_path: Path) -> None:
    definition, counts = long_list(COLUMNS, ROOM), (30, 70)
    laid = layout_of(definition).lists["awards"]
    deeds = {}
    for lines in counts:
        file = tmp_path / f"{lines}.xlsx"
        write_workbook(filled_list(COLUMNS, ROOM, lines), file)
        first = laid.in_line(lines + 1, 0)
        deeds[file, tmp_path / f"{lines}-done.xlsx"] = InCalc((("delete_rows", laid.sheet, first.row, ROOM - lines),))
    in_calc(deeds)
    for lines in counts:
        (finding,) = check(read_workbook(tmp_path / f"{lines}-done.xlsx", definition))
        assert (finding.rule, finding.severity, finding.cells.a1) == (
            "altered.moved",
            "note",
            laid.number_cell(lines).a1,
        )
