"""Reads a spreadsheet of another form: every sheet that is shown, without hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, assert_never

from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.published.publication.office_conversion import converted
from xlsreport.published.publication.publication import Block, Publication, PublishedTable
from xlsreport.published.publication.sheets.seen_sheet import SeenSheet, blocks_of_sheet
from xlsreport.published.publication.unreadable import UnreadablePublicationError

SpreadsheetKind = Literal["xlsx", "xls", "xlsb", "ods"]


def read_spreadsheet(data: bytes, kind: SpreadsheetKind, name: str, messages: Messages) -> Publication:
    """What a spreadsheet shows.

    Raises:
        UnreadablePublicationError: it is encrypted, damaged or too large.
        InvalidFileError: so is the archive that it is.
    """
    sheets = _sheets(data, kind)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    blocks: list[Block] = []
    for sheet in shown:
        tables = sum(isinstance(block, PublishedTable) for block in blocks)
        blocks += blocks_of_sheet(sheet, tables + 1)
    return Publication(name, "xlsx" if kind == "xlsb" else kind, tuple(blocks), "", tuple(_notes(sheets, messages)))


def _notes(sheets: Sequence[SeenSheet], messages: Messages) -> Iterator[str]:
    names = messages("publication.joined").join(sheet.name for sheet in sheets if sheet.hidden and sheet.texts)
    if names:
        yield messages("publication.note_hidden_sheets", names=names)
    for sheet in sheets:
        if not sheet.hidden and sheet.hides_words:
            yield messages("publication.note_hidden_rows", name=sheet.name)
        if sheet.struck:
            yield messages("publication.note_struck_cells", name=sheet.name, count=sheet.struck)
        if sheet.uncalculated:
            yield messages("publication.note_uncalculated", name=sheet.name, count=sheet.uncalculated)


def _sheets(data: bytes, kind: SpreadsheetKind) -> list[SeenSheet]:
    try:
        match kind:
            case "xlsx":
                from xlsreport.published.publication.sheets.xlsx_sheets import xlsx_sheets  # openpyxl loads slowly

                return xlsx_sheets(data)
            case "xls":
                from xlsreport.published.publication.sheets.xls_sheets import xls_sheets  # loads xlrd

                return xls_sheets(data)
            case "xlsb":
                return _sheets(converted(data, "xlsb", "xlsx"), "xlsx")
            case "ods":
                from xlsreport.published.publication.sheets.ods_sheets import ods_sheets  # loads lxml

                return ods_sheets(data)
            case _:
                assert_never(kind)
    except (UnreadablePublicationError, InvalidFileError):
        raise
    except Exception as error:  # the libraries raise whatever they stumble over in a damaged file
        raise UnreadablePublicationError("encrypted" if "encrypted" in str(error) else "damaged") from None
