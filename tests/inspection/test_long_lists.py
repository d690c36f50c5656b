"""A list that is too long for openpyxl is compared with what was given out all the same, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hostile.hostile_files import changed
from support.long_lists import filled_list, long_list
from xlsreport import Definition, check, read_workbook, write_workbook
from xlsreport.inspection.list_comparison import KEPT_LINES
from xlsreport.layout.workbook_layout import layout_of

COLUMNS, LINES = 20, 1_200


def _edited(part: bytes, definition: Definition) -> bytes:
    """The list's sheet with a mark and a computed figure typed over, another formula, one cleared, and one entered."""
    laid = layout_of(definition).lists["awards"]
    share = next(place for place in definition.lines["awards"].places if place.column == "share")

    def cell(line: int, column: int, old: str, new: str) -> None:
        nonlocal part
        address = laid.in_line(line, column).a1
        part, count = re.subn(f'(<c r="{address}"[^>]*>){old}'.encode(), f"\\1{new}".encode(), part)
        assert count == 1, address

    cell(1_000, laid.mark_column, ".*?</c>", "<v>7</v></c>")
    cell(1_001, laid.column_of(share), "<f[^>]*/>", "<f>1+1</f>")
    cell(LINES, laid.used_column, "<f[^>]*/><v>1</v>", "")
    amount = next(place for place in definition.lines["awards"].places if place.column == "amount")
    cell(1_100, laid.column_of(amount), "<v>", "<f>3*4</f><v>")
    limits = laid.column(laid.column_of(amount)).a1
    shorter = laid.in_line(1, laid.column_of(amount)).to(laid.in_line(900, laid.column_of(amount))).a1
    return part.replace(f'sqref="{limits}"><formula1>'.encode(), f'sqref="{shorter}"><formula1>'.encode())


@pytest.mark.slow
def test_altered_lines_are_named(tmp_path: Path) -> None:
    definition, path = long_list(COLUMNS, LINES), tmp_path / "awards.xlsx"
    write_workbook(filled_list(COLUMNS, LINES), path)
    assert check(read_workbook(path, definition), forensic=True) == ()

    path.write_bytes(
        changed(
            path.read_bytes(),
            lambda name, part: _edited(part, definition) if name == "xl/worksheets/sheet3.xml" else part,
        )
    )
    laid = layout_of(definition).lists["awards"]
    found = {(one.rule, one.cells.a1) for one in check(read_workbook(path, definition))}
    places = {place.column: place for place in definition.lines["awards"].places}
    assert LINES > KEPT_LINES
    assert found == {
        ("altered.formula", laid.in_line(1_000, laid.mark_column).a1),
        ("altered.formula", laid.line_cell(places["share"], 1_001).a1),
        ("altered.formula", laid.in_line(LINES, laid.used_column).a1),
        ("altered.formula", laid.line_cell(places["amount"], 1_100).a1),
        ("altered.validation", laid.line_cell(places["amount"], 901).a1),
    }
