"""A workbook in the making: every sheet as the calls that write it, in XlsxWriter's terms.

Nothing here calls XlsxWriter: :mod:`xlsreport.workbook.performing` does, and a series compares the calls of one
workbook with those of another.
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
from xlsreport.workbook.formulas import Formula
from xlsreport.workbook.plan import Plan

_Given = TypeVarTuple("_Given")

Style = Mapping[str, Any]
"""Properties of a cell's format, as XlsxWriter names them."""

_TALLEST_ROW = 409.0
"""Points; Excel's specification."""

_TEXT_LIMIT = 32767
"""Characters in a cell; Excel's specification."""

_EXACT_INTEGERS = 2**53
"""Up to here binary numbers hold every integer."""

_FORMULA_LIMIT = 8192
"""Characters in a formula; Excel's specification."""

_HINTS = ("number_stored_as_text", "formula_differs", "formula_range", "formula_unlocked", "two_digit_text_year")
"""Excel's green corners, which would ask the reporter about formulas and telephone numbers that are right."""
_EVERYWHERE = "A1:XFD1048576"
_NO_HINTS = dict.fromkeys(_HINTS, _EVERYWHERE)

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


class Look(NamedTuple):
    """An argument that stands for a format: of a cell, or only what a condition changes of it."""

    style: Style
    difference: bool = False


class Write(NamedTuple):
    """A call that gives a cell its content: a text, a number, nothing, a formula with its result, or a link's text."""

    cell: CellRef
    method: str
    content: str | float | None
    style: Style
    result: str | float | None = None


class Act(NamedTuple):
    """Any other call of a sheet's method; ``where`` says what it is about if it is refused."""

    method: str
    arguments: tuple[Any, ...]
    where: object = None


class Fixed(NamedTuple):
    """Calls that every workbook of a plan makes, the same object in all of them, and the texts that they write."""

    calls: tuple[Write | Act, ...]
    texts: tuple[str, ...]


Call = Write | Act | Fixed


class Book:
    """A workbook: its sheets, and what it says of itself; ``frames`` are what some cells have besides their style."""

    def __init__(self, *, title: str, author: str, font: str, frames: Mapping[CellRef, Style] | None = None) -> None:
        self.title, self.author, self.font = writable(title), writable(author), font
        self.frames = dict(frames or {})
        self.sheets: list[Sheet] = []

    def sheet(self, name: str) -> Sheet:
        """Add a sheet at the end."""
        sheet = Sheet(name)
        sheet.act("ignore_errors", _NO_HINTS, where=name)
        self.sheets.append(sheet)
        return sheet


class Sheet:
    """A sheet in the making; what no workbook can hold raises RefusedError at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[Call] = []

    def every_call(self) -> Iterator[Write | Act]:
        """The calls one by one, in order."""
        for call in self.calls:
            if isinstance(call, Fixed):
                yield from call.calls
            else:
                yield call

    def fixed(self, plan: Plan, write: Callable[[Plan, Sheet, *_Given], None], *given: *_Given) -> None:
        """Write what is the same in every workbook of a plan; it is worked out the first time only."""
        self.calls.append(plan.once(_written, write, self.name, given))

    def act(self, method: str, *arguments: Any, where: object = None) -> None:
        """Do anything else than fill a cell."""
        self.calls.append(Act(method, arguments, where))

    def text(self, cell: CellRef, text: str, style: Style) -> None:
        """Write a text, which stays a text even if it begins like a formula."""
        text = _not_markup(_NO_CHARACTER.sub("", text))
        if len(text) > _TEXT_LIMIT:
            raise RefusedError(cell, "too_long", length=len(text), limit=_TEXT_LIMIT)
        self.calls.append(Write(cell, "write_string", text, style) if text else Write(cell, "write_blank", None, style))

    def number(self, cell: CellRef, number: Number, style: Style) -> None:
        """Write a number."""
        self.calls.append(Write(cell, "write_number", _binary(number, cell), style))

    def boolean(self, cell: CellRef, value: bool, style: Style) -> None:
        """Write a truth value."""
        self.calls.append(Write(cell, "write_boolean", value, style))

    def blank(self, cell: CellRef, style: Style) -> None:
        """Write an empty cell that has a style."""
        self.calls.append(Write(cell, "write_blank", None, style))

    def formula(self, cell: CellRef, formula: Formula, style: Style) -> None:
        """Write a formula with the result that a viewer shows before anything is calculated."""
        text, value = formula
        if len(text) >= _FORMULA_LIMIT:
            raise RefusedError(cell, "long_formula", length=len(text), limit=_FORMULA_LIMIT)
        result = writable(value or "") if value is None or isinstance(value, str) else _binary(value, cell)
        self.calls.append(Write(cell, "write_formula", text, style, result))

    def filled_down(self, cells: CellRange) -> None:
        """Say that the formulas in a column are that of its first cell, moved down: the file then has it once."""
        self.act("fill_down", cells.first.row, cells.first.column, cells.last.row, where=cells)

    def link(self, cell: CellRef, target: CellRef, text: str, style: Style) -> None:
        """Write a link to a cell of this workbook."""
        self.calls.append(Write(cell, "write_url", f"internal:{target}", style, text))

    def merge(self, cells: CellRange, style: Style) -> None:
        """Merge cells and give them a style; the content is written to the first of them afterwards."""
        if cells.first != cells.last:
            self.act("merge_range", *_corners(cells), "", Look(style), where=cells)

    def validation(self, ranges: list[CellRange], options: Mapping[str, Any]) -> None:
        """Restrict what may be typed into some ranges."""
        first, *others = ranges
        chosen = {**options, **({"other_cells": [list(_corners(area)) for area in others]} if others else {})}
        self.act("data_validation", *_corners(first), chosen, where=first)

    def colour_when(self, ranges: Iterable[CellRange], condition: Callable[[CellRef], str], style: Style) -> None:
        """Give cells another look while a condition, a formula written for a range's first cell, is true.

        Each range gets a rule of its own: programs differ in which cell of several ranges a formula counts from. The
        sheet's own name is left out of the condition, and no other sheet may stand in it: Excel keeps conditions that
        look at another sheet in an extension of the format.
        """
        look = Look(style, difference=True)
        for area in ranges:
            criteria = condition(area.first).replace(sheet_prefix(area.first.sheet), "")
            if "!" in _QUOTED.sub("", criteria):
                raise RefusedError(area, reason=criteria)
            options = {"type": "formula", "criteria": "=" + criteria, "format": look}
            self.act("conditional_format", *_corners(area), options, where=area)

    def comment(self, cell: CellRef, text: str, look: Mapping[str, Any]) -> None:
        """Write a comment that shows when the cell is pointed at; what is too long for one is cut off."""
        text = writable(text)
        if len(text) > _TEXT_LIMIT:
            text = f"{text[: _TEXT_LIMIT - 1]}…"
        self.act("write_comment", cell.row, cell.column, text, {"visible": False, **look}, where=cell)

    def column_width(self, first: int, last: int, width: float, style: Style | None = None) -> None:
        """Set the width of some columns, in characters of the default font, and how their unwritten cells look."""
        looks = () if style is None else (Look(style),)
        self.act("set_column", first, last, width, *looks, where=(first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Keep columns of intermediate results out of sight."""
        self.act("set_column", first, last, None, None, {"hidden": True}, where=first)

    def row_height(self, row: int, height: float) -> None:
        """Set the height of a row, in points, up to what programs can show."""
        self.act("set_row", row, min(height, _TALLEST_ROW), where=row)

    def filter(self, area: CellRange) -> None:
        """Let the reader filter and sort the rows below the first of an area."""
        self.act("autofilter", *_corners(area), where=area)

    def freeze(self, row: int, column: int = 0) -> None:
        """Keep the rows above this one in view, and the columns before that one."""
        self.act("freeze_panes", row, column)

    def select(self, cell: CellRef) -> None:
        """Put the cursor where the reporter begins."""
        self.act("set_selection", cell.row, cell.column, cell.row, cell.column)

    def header(self, header: str) -> None:
        """Print a line at the head of every page."""
        self.act("set_header", writable(header))

    def print_setup(self, *, landscape: bool, footer: str, area: CellRange, repeat: tuple[int, int] | None) -> None:
        """Prepare printing on A4, fitted to the page's width, with some rows repeated on every page."""
        self.act("set_paper", 9)
        if landscape:
            self.act("set_landscape")
        self.act("set_margins", 0.6, 0.6, 0.9, 0.8)
        self.act("fit_to_pages", 1, 0)
        self.act("center_horizontally")
        self.act("set_footer", writable(footer))
        self.act("print_area", *_corners(area), where="print area")
        if repeat is not None:
            self.act("repeat_rows", *repeat)

    def lock(self, password: str | None = None) -> None:
        """Protect the sheet: locked cells cannot be changed."""
        self.act("protect", password or "", _PROTECTION)

    def hide_deeply(self) -> None:
        """Hide the sheet so that the program's menus do not show it."""
        self.act("very_hidden")

    def hide_gridlines(self) -> None:
        """Leave the lines between cells out, on the screen and on paper."""
        self.act("hide_gridlines", 2)

    def tab_colour(self, colour: str) -> None:
        """Colour the sheet's tab."""
        self.act("set_tab_color", colour)


def _written(plan: Plan, write: Callable[..., None], name: str, given: tuple[Any, ...]) -> Fixed:
    sheet = Sheet(name)
    write(plan, sheet, *given)
    calls = tuple(sheet.every_call())
    texts = {"write_string": "content", "write_url": "result"}
    written = (getattr(call, texts[call.method]) for call in calls if call.method in texts)
    return Fixed(calls, tuple(written))


def _corners(cells: CellRange) -> tuple[int, int, int, int]:
    return cells.first.row, cells.first.column, cells.last.row, cells.last.column


def _not_markup(text: str) -> str:
    """The text as XlsxWriter writes it out: one between <r> and </r> it takes for markup, so it is given as such."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def _binary(number: Number, cell: CellRef) -> int | float:
    """The number as a spreadsheet keeps it."""
    if isinstance(number, int) and abs(number) < _EXACT_INTEGERS:
        return number
    try:
        binary = float(number)
    except OverflowError:
        binary = math.inf
    if not math.isfinite(binary):
        raise RefusedError(cell, "too_great", number=f"{Decimal(number):.3E}")
    # Whatever it was declared as: numbers that are equal are written alike.
    return int(binary) if binary.is_integer() and abs(binary) < _EXACT_INTEGERS else binary
