"""Writes a roster: an empty template with an example and drop-down lists, or a filled one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages import Messages
from xlsreport.round.roster.agencies import ROSTER_COLUMNS
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.draft_calls import CellStyle, FormatArgument
from xlsreport.workbook.draft.workbook_draft import SheetDraft, WorkbookDraft
from xlsreport.workbook.office_list.list_sheet import OfficeList, list_bytes
from xlsreport.workbook.xlsxwriter_backend.backend import xlsx_bytes

_WIDTHS = {"code": 11, "name": 38, "kind": 15, "parent": 32, "contact": 27}
"""Column widths in characters: a name of 18 Chinese characters fits, and the table into 1366 pixels."""
_ROOM = 18
"""Framed rows, as many as fit on a printed page; the columns are text below them, too."""
_LAST = 3_003
"""The last row with drop-down lists."""
_GUIDANCE, _HEADINGS, _EXAMPLE, _FIRST = range(4)
_EXAMPLE_STYLE: CellStyle = {**cell_styles.LISTED_ENTRY, "bg_color": "#F3F4F6", "font_color": "#7A8694", "italic": True}
_AS_TEXT: CellStyle = {"num_format": "@", "align": "left", "indent": 1}
_FRAMED: CellStyle = {"border": 1, "border_color": "#8EA0B4"}


def blank_roster(messages: Messages) -> bytes:
    """An empty list to be filled, as the bytes of an .xlsx file."""
    title = messages("roster.sheet")
    book = WorkbookDraft(title=title, author="", font=cell_styles.FONTS[messages.language])
    sheet = book.sheet(title)
    _write_cells(sheet, messages)
    _offer_choices(sheet, messages)
    _prepare_printing(sheet, messages)
    return xlsx_bytes(book)


def filled_roster(lines: Iterable[Mapping[str, str]], messages: Messages) -> bytes:
    """A list as the bytes of an .xlsx file; each line has what stands in the columns by the names of ROSTER_COLUMNS."""
    headings = [messages(f"roster.{name}") for name in ROSTER_COLUMNS]
    rows = [[line.get(name, "") for name in ROSTER_COLUMNS] for line in lines]
    sheet = OfficeList(messages("roster.sheet"), messages("roster.how"), headings, rows)
    return list_bytes(messages("roster.sheet"), [sheet], messages)


def _write_cells(sheet: SheetDraft, messages: Messages) -> None:
    last = len(ROSTER_COLUMNS) - 1
    for column, name in enumerate(ROSTER_COLUMNS):
        # The whole column is formatted as text, so that 013 keeps its zero.
        sheet.call("set_column", column, column, _WIDTHS[name], FormatArgument(_AS_TEXT), where=column)
    guidance = CellRef(sheet.name, _GUIDANCE, 0)
    sheet.merge(guidance.to(CellRef(sheet.name, _GUIDANCE, last)), cell_styles.GUIDANCE)
    sheet.text(guidance, messages("roster.how_template"), cell_styles.GUIDANCE)
    sheet.row_height(_GUIDANCE, 40)
    for column, name in enumerate(ROSTER_COLUMNS):
        heading = messages(f"roster.{name}")
        sheet.text(CellRef(sheet.name, _HEADINGS, column), heading[0].upper() + heading[1:], cell_styles.LABEL)
        sheet.text(CellRef(sheet.name, _EXAMPLE, column), messages(f"roster.example_{name}"), _EXAMPLE_STYLE)
        for row in range(_FIRST, _FIRST + _ROOM):
            sheet.blank(CellRef(sheet.name, row, column), cell_styles.LISTED_ENTRY)
    sheet.row_height(_HEADINGS, 22)
    for row in range(_EXAMPLE, _FIRST + _ROOM):
        sheet.row_height(row, 20)
    below = CellRef(sheet.name, _FIRST + _ROOM, 0).to(CellRef(sheet.name, _LAST, last))
    sheet.colour_when([below], lambda first: f"COUNTA($A{first.row + 1}:$E{first.row + 1})>0", _FRAMED)
    sheet.freeze(_FIRST - 1)
    sheet.select(CellRef(sheet.name, _FIRST, 0))


def _offer_choices(sheet: SheetDraft, messages: Messages) -> None:
    """Add drop-down lists, which allow other values as well."""
    names = f"OFFSET($B${_FIRST + 1},0,0,MAX(1,COUNTA($B${_FIRST + 1}:$B${_LAST + 1})),1)"
    sources: Mapping[str, Any] = {"kind": messages("roster.kinds").split(), "parent": f"={names}"}
    for name, source in sources.items():
        column = list(ROSTER_COLUMNS).index(name)
        cells = CellRange(CellRef(sheet.name, _FIRST, column), CellRef(sheet.name, _LAST, column))
        prompt = {"input_title": messages(f"roster.{name}"), "input_message": messages(f"roster.choose_{name}")}
        sheet.validation([cells], {"validate": "list", "source": source, "show_error": False, **prompt})


def _prepare_printing(sheet: SheetDraft, messages: Messages) -> None:
    """A4 landscape; without a print area, so that all filled rows are printed."""
    sheet.call("set_paper", 9)
    sheet.call("set_landscape")
    sheet.call("set_margins", 0.6, 0.6, 0.7, 0.7)
    sheet.call("fit_to_pages", 1, 0)
    sheet.call("center_horizontally")
    sheet.call("set_footer", f"&C&9{messages('print.page')}")
    sheet.call("repeat_rows", _HEADINGS, _HEADINGS)
