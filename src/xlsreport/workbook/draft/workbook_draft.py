"""A workbook in the making: every sheet as the calls that write it, in XlsxWriter's terms.

Nothing here calls XlsxWriter: :mod:`xlsreport.workbook.xlsxwriter_backend.backend` does, and a series compares
the calls of one workbook with those of another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape
from typing import Any, NamedTuple, TypeVarTuple

from xlsreport.definition.characters import writable
from xlsreport.layout.cells import CellRange, CellRef, sheet_prefix
from xlsreport.values import Number
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.translation import Formula

_Given = TypeVarTuple("_Given")

CellStyle = Mapping[str, Any]
"""Properties of a cell's format, as XlsxWriter names them."""

_MAX_ROW_HEIGHT = 409.0
"""Points; Excel's specification."""

_MAX_TEXT = 32767
"""Characters in a cell; Excel's specification."""

_MAX_EXACT_INTEGER = 2**53
"""Up to here binary numbers hold every integer."""

_MAX_FORMULA = 8192
"""Characters in a formula; Excel's specification."""

_IGNORED_ERRORS = (
    "number_stored_as_text",
    "formula_differs",
    "formula_range",
    "formula_unlocked",
    "two_digit_text_year",
)
"""Excel's green corners, which would ask the reporter about formulas and telephone numbers that are right."""
_ALL_CELLS = "A1:XFD1048576"
_IGNORED_EVERYWHERE = dict.fromkeys(_IGNORED_ERRORS, _ALL_CELLS)

_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Halves of characters, and what is none; the text of a cell can hold the controls besides, written in code."""

_QUOTED = re.compile('"[^"]*"')
"""A text in a formula."""

_PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}
"""What stays allowed on a locked sheet: everything that helps reading and changes no value."""


class RefusedError(Exception):
    """Something cannot be stored: where, which message of the catalogue says why, and the message's values."""

    def __init__(self, where: object, key: str = "refused", **values: object) -> None:
        super().__init__(where, key, values)
        self.where, self.key, self.values = where, key, values


class FormatArgument(NamedTuple):
    """An argument that stands for a format: of a cell, or only what a condition changes of it."""

    style: CellStyle
    difference: bool = False


class CellCall(NamedTuple):
    """A call that gives a cell its content: a text, a number, nothing, a formula with its result, or a link's text."""

    cell: CellRef
    method: str
    content: str | float | None
    style: CellStyle
    result: str | float | None = None


class SheetCall(NamedTuple):
    """Any other call of a sheet's method; ``where`` says what it is about if it is refused."""

    method: str
    arguments: tuple[Any, ...]
    where: object = None


class SharedCalls(NamedTuple):
    """Calls that every workbook of a plan makes, the same object in all of them, and the texts that they write."""

    calls: tuple[CellCall | SheetCall, ...]
    texts: tuple[str, ...]


DraftCall = CellCall | SheetCall | SharedCalls


class WorkbookDraft:
    """A workbook: its sheets, and what it says of itself; ``frames`` are what some cells have besides their style."""

    def __init__(
        self, *, title: str, author: str, font: str, frames: Mapping[CellRef, CellStyle] | None = None
    ) -> None:
        self.title, self.author, self.font = writable(title), writable(author), font
        self.frames = dict(frames or {})
        self.sheets: list[SheetDraft] = []

    def sheet(self, name: str) -> SheetDraft:
        """Add a sheet at the end."""
        sheet = SheetDraft(name)
        sheet.call("ignore_errors", _IGNORED_EVERYWHERE, where=name)
        self.sheets.append(sheet)
        return sheet


class SheetDraft:
    """A sheet in the making; what no workbook can hold raises RefusedError at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[DraftCall] = []

    def all_calls(self) -> Iterator[CellCall | SheetCall]:
        """The calls one by one, in order."""
        for call in self.calls:
            if isinstance(call, SharedCalls):
                yield from call.calls
            else:
                yield call

    def shared(
        self, plan: WorkbookPlan, write: Callable[[WorkbookPlan, SheetDraft, *_Given], None], *given: *_Given
    ) -> None:
        """Write what is the same in every workbook of a plan; it is worked out the first time only."""
        self.calls.append(plan.cached(_shared_calls, write, self.name, given))

    def call(self, method: str, *arguments: Any, where: object = None) -> None:
        """Do anything else than fill a cell."""
        self.calls.append(SheetCall(method, arguments, where))

    def text(self, cell: CellRef, text: str, style: CellStyle) -> None:
        """Write a text, which stays a text even if it begins like a formula."""
        text = _escaped_markup(_NO_CHARACTER.sub("", text))
        if len(text) > _MAX_TEXT:
            raise RefusedError(cell, "too_long", length=len(text), limit=_MAX_TEXT)
        self.calls.append(
            CellCall(cell, "write_string", text, style) if text else CellCall(cell, "write_blank", None, style)
        )

    def number(self, cell: CellRef, number: Number, style: CellStyle) -> None:
        """Write a number."""
        self.calls.append(CellCall(cell, "write_number", _as_float(number, cell), style))

    def boolean(self, cell: CellRef, value: bool, style: CellStyle) -> None:
        """Write a truth value."""
        self.calls.append(CellCall(cell, "write_boolean", value, style))

    def blank(self, cell: CellRef, style: CellStyle) -> None:
        """Write an empty cell that has a style."""
        self.calls.append(CellCall(cell, "write_blank", None, style))

    def formula(self, cell: CellRef, formula: Formula, style: CellStyle) -> None:
        """Write a formula with the result that a viewer shows before anything is calculated."""
        text, value = formula
        if len(text) >= _MAX_FORMULA:
            raise RefusedError(cell, "long_formula", length=len(text), limit=_MAX_FORMULA)
        result = writable(value or "") if value is None or isinstance(value, str) else _as_float(value, cell)
        self.calls.append(CellCall(cell, "write_formula", text, style, result))

    def filled_down(self, cells: CellRange) -> None:
        """Say that the formulas in a column are that of its first cell, moved down: the file then has it once."""
        self.call("fill_down", cells.first.row, cells.first.column, cells.last.row, where=cells)

    def link(self, cell: CellRef, target: CellRef, text: str, style: CellStyle) -> None:
        """Write a link to a cell of this workbook."""
        self.calls.append(CellCall(cell, "write_url", f"internal:{target}", style, text))

    def merge(self, cells: CellRange, style: CellStyle) -> None:
        """Merge cells and give them a style; the content is written to the first of them afterwards."""
        if cells.first != cells.last:
            self.call("merge_range", *_corners(cells), "", FormatArgument(style), where=cells)

    def validation(self, ranges: list[CellRange], options: Mapping[str, Any]) -> None:
        """Restrict what may be typed into some ranges."""
        first, *others = ranges
        chosen = {**options, **({"other_cells": [list(_corners(area)) for area in others]} if others else {})}
        self.call("data_validation", *_corners(first), chosen, where=first)

    def colour_when(self, ranges: Iterable[CellRange], condition: Callable[[CellRef], str], style: CellStyle) -> None:
        """Give cells another look while a condition, a formula written for a range's first cell, is true.

        Each range gets a rule of its own: programs differ in which cell of several ranges a formula counts from. The
        sheet's own name is left out of the condition, and no other sheet may stand in it: Excel keeps conditions that
        look at another sheet in an extension of the format.
        """
        look = FormatArgument(style, difference=True)
        for area in ranges:
            criteria = condition(area.first).replace(sheet_prefix(area.first.sheet), "")
            if "!" in _QUOTED.sub("", criteria):
                raise RefusedError(area, reason=criteria)
            options = {"type": "formula", "criteria": "=" + criteria, "format": look}
            self.call("conditional_format", *_corners(area), options, where=area)

    def comment(self, cell: CellRef, text: str, look: Mapping[str, Any]) -> None:
        """Write a comment that shows when the cell is pointed at; what is too long for one is cut off."""
        text = writable(text)
        if len(text) > _MAX_TEXT:
            text = f"{text[: _MAX_TEXT - 1]}…"
        self.call("write_comment", cell.row, cell.column, text, {"visible": False, **look}, where=cell)

    def column_width(self, first: int, last: int, width: float, style: CellStyle | None = None) -> None:
        """Set the width of some columns, in characters of the default font, and how their unwritten cells look."""
        looks = () if style is None else (FormatArgument(style),)
        self.call("set_column", first, last, width, *looks, where=(first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Keep columns of intermediate results out of sight."""
        self.call("set_column", first, last, None, None, {"hidden": True}, where=first)

    def row_height(self, row: int, height: float) -> None:
        """Set the height of a row, in points, up to what programs can show."""
        self.call("set_row", row, min(height, _MAX_ROW_HEIGHT), where=row)

    def filter(self, area: CellRange) -> None:
        """Let the reader filter and sort the rows below the first of an area."""
        self.call("autofilter", *_corners(area), where=area)

    def freeze(self, row: int, column: int = 0) -> None:
        """Keep the rows above this one in view, and the columns before that one."""
        self.call("freeze_panes", row, column)

    def select(self, cell: CellRef) -> None:
        """Put the cursor where the reporter begins."""
        self.call("set_selection", cell.row, cell.column, cell.row, cell.column)

    def header(self, header: str) -> None:
        """Print a line at the head of every page."""
        self.call("set_header", writable(header))

    def print_setup(self, *, landscape: bool, footer: str, area: CellRange, repeat: tuple[int, int] | None) -> None:
        """Prepare printing on A4, fitted to the page's width, with some rows repeated on every page."""
        self.call("set_paper", 9)
        if landscape:
            self.call("set_landscape")
        self.call("set_margins", 0.6, 0.6, 0.9, 0.8)
        self.call("fit_to_pages", 1, 0)
        self.call("center_horizontally")
        self.call("set_footer", writable(footer))
        self.call("print_area", *_corners(area), where="print area")
        if repeat is not None:
            self.call("repeat_rows", *repeat)

    def lock(self, password: str | None = None) -> None:
        """Protect the sheet: locked cells cannot be changed."""
        self.call("protect", password or "", _PROTECTION)

    def hide_deeply(self) -> None:
        """Hide the sheet so that the program's menus do not show it."""
        self.call("very_hidden")

    def hide_gridlines(self) -> None:
        """Leave the lines between cells out, on the screen and on paper."""
        self.call("hide_gridlines", 2)

    def tab_colour(self, colour: str) -> None:
        """Colour the sheet's tab."""
        self.call("set_tab_color", colour)


def _shared_calls(plan: WorkbookPlan, write: Callable[..., None], name: str, given: tuple[Any, ...]) -> SharedCalls:
    sheet = SheetDraft(name)
    write(plan, sheet, *given)
    calls = tuple(sheet.all_calls())
    texts = {"write_string": "content", "write_url": "result"}
    written = (getattr(call, texts[call.method]) for call in calls if call.method in texts)
    return SharedCalls(calls, tuple(written))


def _corners(cells: CellRange) -> tuple[int, int, int, int]:
    return cells.first.row, cells.first.column, cells.last.row, cells.last.column


def _escaped_markup(text: str) -> str:
    """The text as XlsxWriter writes it out: one between <r> and </r> it takes for markup, so it is given as such."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def _as_float(number: Number, cell: CellRef) -> int | float:
    """The number as a spreadsheet keeps it."""
    if isinstance(number, int) and abs(number) < _MAX_EXACT_INTEGER:
        return number
    try:
        binary = float(number)
    except OverflowError:
        binary = math.inf
    if not math.isfinite(binary):
        raise RefusedError(cell, "too_great", number=f"{Decimal(number):.3E}")
    # Whatever it was declared as: numbers that are equal are written alike.
    return int(binary) if binary.is_integer() and abs(binary) < _MAX_EXACT_INTEGER else binary
