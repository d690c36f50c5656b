"""What surrounds the rows of a sheet is known again wherever somebody left it, and read as it is if it is another."""

from __future__ import annotations

from dataclasses import fields

import pytest

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.reading_cache import NOTHING_KNOWN, ReadingCache
from xlsreport.xlsx.worksheet.sheet_frame import SheetFrame
from xlsreport.xlsx.worksheet.sheet_parser import parse_sheet

USUAL = '<sheetView workbookViewId="0"><pane ySplit="5" topLeftCell="A6" state="frozen"/></sheetView>'


def frame_of(view: str, cache: ReadingCache) -> SheetFrame | str:
    """That of a sheet with a view; or why the sheet is refused."""
    part = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetViews>{view}</sheetViews><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )
    try:
        return parse_sheet(part.encode(), cache).frame
    except InvalidFileError as error:
        return error.key


def facts(frame: SheetFrame | str) -> object:
    """All that a frame says, since two of them are never equal; or the reason as it is."""
    return frame if isinstance(frame, str) else [getattr(frame, one.name) for one in fields(frame) if one.compare]


@pytest.mark.parametrize("scrolled", ['topLeftCell="B140" ', ""])
def test_a_sheet_is_known_wherever_somebody_scrolled_to(scrolled: str) -> None:
    cache = ReadingCache()
    usual = frame_of(USUAL, cache)
    assert frame_of(USUAL.replace('topLeftCell="A6" ', scrolled), cache) is usual


@pytest.mark.parametrize(
    "view",
    [
        USUAL.replace("<sheetView ", '<sheetView topLeftCell="A9" '),
        USUAL.replace("<sheetView ", '<sheetView zoomScale="10" '),
        USUAL.replace('state="frozen"', "state=' topLeftCell=\"A6\"frozen'"),
        USUAL.replace('state="frozen"', "state='frozen'"),
        USUAL.replace('state="frozen"', 'state="split"'),
        USUAL.replace('topLeftCell="A6"', 'topLeftCell="A6" topLeftCell="A7"'),
        USUAL.replace('topLeftCell="A6"', 'topLeftCell="A6"topLeftCell="A7"'),
        USUAL.replace('topLeftCell="A6"', 'xtopLeftCell="A6"'),
        USUAL.replace(" topLeftCell", " x topLeftCell"),
    ],
)
def test_another_view_is_read_as_it_is(view: str) -> None:
    cache = ReadingCache()
    for one in (USUAL, view, view, USUAL):
        assert facts(frame_of(one, cache)) == facts(frame_of(one, NOTHING_KNOWN))


def test_a_view_of_panes_that_are_fixed_below_its_beginning_is_another() -> None:
    cache = ReadingCache()
    frame_of(USUAL, cache)
    found = frame_of(USUAL.replace("<sheetView ", '<sheetView topLeftCell="A9" '), cache)
    assert isinstance(found, SheetFrame)
    assert found.first_reached == (8, 0)
