"""Lists whose few bytes claim more cells than any computer has room for are refused before a library counts them."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from xlsreport.errors import RosterError
from xlsreport.messages import messages_for
from xlsreport.published.publication.sheets.ods_sheets import ods_sheets
from xlsreport.published.publication.sheets.spreadsheet_publication import read_spreadsheet
from xlsreport.published.publication.unreadable import UnreadablePublicationError
from xlsreport.round.roster.roster_reading import load_roster
from xlsreport.tabular import listed_sheets
from xlsreport.tabular.listed_sheets import lines_of_cells
from xlsreport.tabular.sheet_extent import TooManyCellsError, expect_few_cells

EN = messages_for("en")
SHEET = "xl/worksheets/sheet1.xml"
CELL = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'


def packed(named: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    return stream.getvalue()


def parts() -> dict[str, bytes]:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["code", "name"])
    sheet.append(["01", "Town"])
    book.save(stream)
    with ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(old: bytes, new: bytes, sheet: str = SHEET) -> bytes:
    """The list with something replaced in its sheet, which may be called otherwise."""
    all_parts = parts()
    assert all_parts[SHEET].count(old) == 1
    all_parts[SHEET] = all_parts[SHEET].replace(old, new)
    named = {
        name.replace(SHEET, sheet): content.replace(SHEET.encode(), sheet.encode())
        for name, content in all_parts.items()
    }
    return packed(named)


def merged(area: bytes) -> bytes:
    return changed(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="%b"/></mergeCells>' % area)


def utf_16(data: bytes) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        named = {name: archive.read(name) for name in archive.namelist()}
    named[SHEET] = ('<?xml version="1.0" encoding="UTF-16"?>' + named[SHEET].decode()).encode("utf-16")
    return packed(named)


def open_document(rows: str) -> bytes:
    office, table, text = (
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {office} {table} {text}><office:body><office:spreadsheet>"
        f'<table:table table:name="A"><table:table-row>{CELL.format("", "code")}{CELL.format("", "name")}'
        f"</table:table-row>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"/>'.encode(),
        }
    )


FAR = changed(b'r="B2"', b'r="XFD1048576"')
HUGE = {
    "a cell in the last place": FAR,
    "a cell in the last place, in small letters": changed(b'r="B2"', b'r="xfd1048576"'),
    "a cell in the last row without its address": changed(b'<row r="2"><c r="A2"', b'<row r="1048576"><c'),
    "a sheet in UTF-16": utf_16(FAR),
    "a sheet that is called a picture": changed(b'r="B2"', b'r="XFD1048576"', "xl/media/image1.png"),
    "merged cells": merged(b"A2:XFD1048576"),
    "merged cells with signs of fixed places": merged(b"$A$2:$XFD$1048576"),
    "rows that are repeated": open_document(
        f'<table:table-row table:number-rows-repeated="1048000">{CELL.format("", "x")}</table:table-row>'
    ),
    "a row behind empty ones": open_document(
        '<table:table-row table:number-rows-repeated="1040000"><table:table-cell/></table:table-row>'
        f"<table:table-row>{CELL.format('', 'x')}</table:table-row>"
    ),
    "cells that are repeated in rows that are": open_document(
        '<table:table-row table:number-rows-repeated="100000">'
        + CELL.format('table:number-columns-repeated="99999999999999"', "x")
        + "</table:table-row>"
    ),
}
"""Lists of some kilobytes; openpyxl takes minutes and gigabytes for each, and calamine ends the process."""


@pytest.mark.parametrize("name", HUGE)
def test_a_roster_that_claims_a_world_of_cells_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    file = tmp_path / "roster"
    file.write_bytes(HUGE[name])
    with pytest.raises(RosterError) as refused:
        load_roster(file, EN)
    assert str(refused.value) == EN("roster.unreadable", file="roster", reason=EN("table_file.too_many_cells"))


@pytest.mark.parametrize("name", ["merged cells", "a cell in the last place"])
def test_a_published_spreadsheet_of_that_kind_is_refused(name: str) -> None:
    with pytest.raises(UnreadablePublicationError, match="too_much"):
        read_spreadsheet(HUGE[name], "xlsx", name, EN)


def test_cells_that_are_repeated_beyond_the_last_column_are_none() -> None:
    row = CELL.format('table:number-columns-repeated="9999"', "x") * 3
    sheet = ods_sheets(open_document(f"<table:table-row>{row}</table:table-row>"))[0]
    assert max(sheet.texts) == (1, 16_383)


def test_formats_that_were_copied_to_the_last_row_are_no_lines(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["code", "name"], ["01", "Town"], ["02", "Harbour"]):
        sheet.append(row)
    sheet["B1048576"].font = Font(bold=True)
    book.save(tmp_path / "roster.xlsx")
    assert [agency.name for agency in load_roster(tmp_path / "roster.xlsx", EN)] == ["Town", "Harbour"]


def test_a_merged_title_over_all_columns_takes_those_that_are_used() -> None:
    title, heading = lines_of_cells([["Towns"], ["code", "name"]], [((0, 0), (0, 16_383))], {}, ())
    assert title.cells == ("Towns", "Towns")
    assert heading.cells == ("code", "name")


def test_merged_areas_over_each_other_are_not_filled_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed_sheets, "MAX_LIST_CELLS", 1000)
    rows, area = [["x"] * 10] * 10, ((0, 0), (9, 9))
    assert len(lines_of_cells(rows, [area] * 10, {}, ())) == 10
    with pytest.raises(TooManyCellsError):
        lines_of_cells(rows, [area] * 11, {}, ())


def record(kind: int, content: bytes) -> bytes:
    """A record of a binary sheet; the kinds of more than seven bits take two bytes."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


@pytest.mark.parametrize(
    "records",
    [
        record(0, struct.pack("<L", 1_048_575)) + record(7, struct.pack("<LLL", 16_383, 0, 0)),
        record(176, struct.pack("<4L", 0, 1_048_575, 0, 16_383)),
    ],
)
def test_a_binary_sheet_is_measured_by_its_records(records: bytes) -> None:
    begin = record(129, b"")
    expect_few_cells(packed({"xl/worksheets/sheet1.bin": begin + record(0, bytes(4)) + record(1, bytes(8))}))
    with pytest.raises(TooManyCellsError):
        expect_few_cells(packed({"xl/worksheets/sheet1.bin": begin + records}))
