"""Lists for an office as workbooks: sheets with headings, fitted to their contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from xlsreport.definition.characters import writable
from xlsreport.definition.paper_sizes import A4, PaperSize
from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.values import MAX_CELL_TEXT, Number
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import height_for, width_in_characters
from xlsreport.workbook.draft.draft_calls import CellStyle, FormatArgument
from xlsreport.workbook.draft.workbook_draft import RefusedError, SheetDraft, WorkbookDraft
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.xlsxwriter_backend.backend import xlsx_bytes

_MIN_WIDTH, MAX_WIDTH = 8.0, 70.0
"""Of a column, in characters."""
_PADDING = 3.0
_ONE_LINE = 20.0
"""Points; rows of one line get no height, so that the program fits them to its font."""
_MAX_ROW_HEIGHT = 409.0
"""Points of a row; Excel's specification."""
_MAX_LINK = 240
"""Characters of a path that is linked; Excel opens none of more than 255."""
_NOT_IN_LINKS = frozenset("#[]%")
"""What Excel takes for something else in the address of a file."""
FIRST_ROW = 2
"""The row of a list's first line, below the guidance and the headings."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A link to a cell of the same workbook."""

    target: CellRef
    text: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to a file, by its path from the folder of the workbook."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text with a style of its own, such as a state in its colour."""

    text: str
    style: CellStyle


@dataclass(frozen=True, slots=True)
class RichText:
    """A text of parts, each with a style of its own, such as words that are struck through."""

    runs: Sequence[tuple[str, CellStyle]]

    @property
    def text(self) -> str:
        """All parts."""
        return "".join(text for text, _ in self.runs)


ListValue = Number | str | Formula | CellLink | FileLink | StyledText | RichText | None


@dataclass(frozen=True, slots=True)
class OfficeList:
    """A sheet: name, a sentence above the headings, headings, rows, and the number of empty rows to fill in.

    ``widest`` are the greatest widths of columns, in characters, where a list of many columns is to fit on paper.
    """

    sheet: str
    guidance: str
    headings: Sequence[str]
    rows: Sequence[Sequence[ListValue]] = ()
    room: int = 0
    widest: Sequence[float] = ()


def list_bytes(title: str, lists: Sequence[OfficeList], messages: Messages, paper: PaperSize = A4) -> bytes:
    """A workbook with one sheet for each list; the same lists always give the same bytes."""
    draft = WorkbookDraft(title=title, author="", font=cell_styles.FONTS[messages.language])
    for one in lists:
        write_list(draft, one, messages, paper)
    return xlsx_bytes(draft)


def write_list(draft: WorkbookDraft, one: OfficeList, messages: Messages, paper: PaperSize = A4) -> None:
    """Add the sheet of a list."""
    sheet, widths = draft.sheet(one.sheet), _widths(one)
    for column, width in enumerate(widths):
        sheet.column_width(column, column, width)
    sheet.text(CellRef(one.sheet, 0, 0), one.guidance, cell_styles.CHECK)
    for column, heading in enumerate(one.headings):
        sheet.text(CellRef(one.sheet, 1, column), heading, cell_styles.LABEL)
    for number, row in enumerate(one.rows, start=FIRST_ROW):
        height = max(height_for(_shown(value), width, least=0) for value, width in zip(row, widths, strict=True))
        if height > _ONE_LINE:
            sheet.row_height(number, min(height, _MAX_ROW_HEIGHT))
        for column, value in enumerate(row):
            style = (
                cell_styles.PLAIN_TEXT
                if value is None or isinstance(value, str | CellLink | FileLink | StyledText | RichText)
                else cell_styles.PLAIN_NUMBER
            )
            write_value(sheet, CellRef(one.sheet, number, column), value, style)
    first = FIRST_ROW + len(one.rows)
    for row_number in range(first, first + one.room):
        for column in range(len(one.headings)):
            sheet.blank(CellRef(one.sheet, row_number, column), cell_styles.LISTED_ENTRY)
    sheet.freeze(FIRST_ROW)
    area = CellRef(one.sheet, 0, 0).to(CellRef(one.sheet, max(1, first + one.room - 1), len(one.headings) - 1))
    footer = f"&C&9{messages('print.page')}"
    sheet.print_setup(paper=paper, landscape=True, footer=footer, area=area, repeat=(1, 1))
    if one.rows:
        last = CellRef(one.sheet, first - 1, len(one.headings) - 1)
        sheet.filter(CellRef(one.sheet, 1, 0).to(last))


def write_value(sheet: SheetDraft, cell: CellRef, value: ListValue, style: CellStyle) -> None:
    """Write a value by its type; a text stays a text even if it looks like a formula."""
    match value:
        case None:
            sheet.blank(cell, style)
        case str():
            sheet.text(cell, value, style)
        case Formula():
            sheet.formula(cell, value, style)
        case StyledText(text, own_style):
            sheet.text(cell, text, {**style, **own_style})
        case RichText(runs):
            _write_runs(sheet, cell, runs, style)
        case CellLink(target, text):
            sheet.link(cell, target, text, cell_styles.LINK)
        case FileLink(path, text) if _can_be_linked(path):
            sheet.file_link(cell, path, text, cell_styles.LINK)
        case FileLink(_, text):
            sheet.text(cell, text, style)
        case int() | Decimal():
            sheet.number(cell, value, style)
        case _:
            assert_never(value)


def _write_runs(sheet: SheetDraft, cell: CellRef, runs: Sequence[tuple[str, CellStyle]], style: CellStyle) -> None:
    """Write a string of several parts; Excel knows none of a single part, whose style is that of the cell."""
    written = [(kept, {**style, **own}) for text, own in runs if (kept := writable(text))]
    if len(written) < 2:
        sheet.text(cell, "".join(text for text, _ in written), written[0][1] if written else style)
        return
    length = sum(len(text) for text, _ in written)
    if length > MAX_CELL_TEXT:
        raise RefusedError(cell, "too_long", length=length, limit=MAX_CELL_TEXT)
    parts = (part for text, own in written for part in (FormatArgument(own), text))
    sheet.call("write_rich_string", cell.row, cell.column, *parts, FormatArgument(style), where=cell)


def _can_be_linked(path: str) -> bool:
    """Whether a program would find the file; a name that is no valid text, as on other systems, cannot be written."""
    is_text = not any(0xD800 <= ord(character) < 0xE000 for character in path)
    return is_text and len(path) <= _MAX_LINK and not set(path) & _NOT_IN_LINKS


def _widths(one: OfficeList) -> list[float]:
    columns = [[heading] for heading in one.headings]
    for row in one.rows:
        for column, value in zip(columns, row, strict=False):
            column.append(_shown(value))
    fitting = [min(MAX_WIDTH, max(_MIN_WIDTH, *map(width_in_characters, texts)) + _PADDING) for texts in columns]
    return [*map(min, fitting, one.widest), *fitting[len(one.widest) :]]


def _shown(value: ListValue) -> str:
    """The displayed text of a value, for its width."""
    match value:
        case Formula(_, result):
            return "" if result is None else str(result)
        case CellLink(_, text) | FileLink(_, text) | StyledText(text, _):
            return text
        case RichText():
            return value.text
        case None:
            return ""
        case str() | int() | Decimal():
            return str(value)
        case _:
            assert_never(value)
