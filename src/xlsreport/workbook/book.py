"""The one wrapper around xlsxwriter, which reports trouble only by return codes and warnings: here both are errors."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlsreport.definition.characters import writable
from xlsreport.layout.cells import CellRange, CellRef, sheet_prefix
from xlsreport.submission.submission import Number
from xlsreport.workbook.formulas import Formula

Style = Mapping[str, Any]
"""Properties of a cell's format, as xlsxwriter names them."""

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook carries no time of its making, so that the same input gives the same bytes."""

_TEXT_LIMIT = 32767
"""Characters in a cell; Excel's specification."""

_EXACT_INTEGERS = 2**53
"""Up to here binary numbers hold every integer."""

_FORMULA_LIMIT = 8192
"""Characters in a formula; Excel's specification."""

_HINTS = ("number_stored_as_text", "formula_differs", "formula_range", "formula_unlocked", "two_digit_text_year")
"""Excel's green corners, which would ask the reporter about formulas and telephone numbers that are right."""
_EVERYWHERE = "A1:XFD1048576"

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


class Book:
    """A workbook in the making, kept in memory until its bytes are asked for."""

    def __init__(self, *, title: str, author: str, font: str) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True, "strings_to_urls": False})
        named = {"title": writable(title), "author": writable(author)}
        self._book.set_properties({**named, "created": _NO_CLOCK})
        self._book.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._font = font

    def format(self, style: Style) -> Format:
        """The workbook's format for a style; equal styles share one."""
        properties = {"font_name": self._font, "font_size": 11, "valign": "vcenter", **style}
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def difference_format(self, style: Style) -> Format:
        """A format for conditional formatting, which may change only some properties of the cell."""
        return self._book.add_format(dict(style))

    def sheet(self, name: str) -> Sheet:
        """Add a sheet at the end."""
        with _strictly():
            sheet = self._book.add_worksheet(name, _PlainWorksheet)
            _must(sheet.ignore_errors(dict.fromkeys(_HINTS, _EVERYWHERE)), name)
        return Sheet(self, sheet)

    def to_bytes(self) -> bytes:
        """Finish the workbook.

        Raises:
            RefusedError: something in it cannot be stored.
        """
        with _strictly():
            self._book.close()
        return self._stream.getvalue()


class _PlainWorksheet(Worksheet):  # type: ignore[misc]  # ships no types
    """A worksheet whose formulas use only functions that a file names without a prefix, as tests see to."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        # As shipped, some thirty patterns, and for conditions more than a hundred, look for functions that need one in
        # every formula: more than half of the time of a workbook.
        return formula.removeprefix("=")


class Sheet:
    """A sheet in the making; every call either does what it says or raises RefusedError."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self._sheet = sheet

    def text(self, cell: CellRef, text: str, style: Style) -> None:
        """Write a text, which stays a text even if it begins like a formula."""
        text = _not_markup(_NO_CHARACTER.sub("", text))
        if len(text) > _TEXT_LIMIT:
            raise RefusedError(cell, "too_long", length=len(text), limit=_TEXT_LIMIT)
        format_ = self._book.format(style)
        code = self._sheet.write_string(cell.row, cell.column, text, format_) if text else self._blank(cell, format_)
        _must(code, cell)

    def number(self, cell: CellRef, number: Number, style: Style) -> None:
        """Write a number."""
        code = self._sheet.write_number(cell.row, cell.column, _binary(number, cell), self._book.format(style))
        _must(code, cell)

    def blank(self, cell: CellRef, style: Style) -> None:
        """Write an empty cell that has a style."""
        _must(self._blank(cell, self._book.format(style)), cell)

    def _blank(self, cell: CellRef, format_: Format) -> Any:
        return self._sheet.write_blank(cell.row, cell.column, None, format_)

    def formula(self, cell: CellRef, formula: Formula, style: Style) -> None:
        """Write a formula with the result that a viewer shows before anything is calculated."""
        if len(formula.text) >= _FORMULA_LIMIT:
            raise RefusedError(cell, "long_formula", length=len(formula.text), limit=_FORMULA_LIMIT)
        value = (
            _binary(formula.value, cell) if isinstance(formula.value, int | Decimal) else writable(formula.value or "")
        )
        code = self._sheet.write_formula(cell.row, cell.column, "=" + formula.text, self._book.format(style), value)
        _must(code, cell)

    def link(self, cell: CellRef, target: CellRef, text: str, style: Style) -> None:
        """Write a link to a cell of this workbook."""
        code = self._sheet.write_url(cell.row, cell.column, f"internal:{target}", self._book.format(style), text)
        _must(code, cell)

    def merge(self, cells: CellRange, style: Style) -> None:
        """Merge cells and give them a style; the content is written to the first of them afterwards."""
        first, last = cells.first, cells.last
        if first != last:
            with _strictly():
                code = self._sheet.merge_range(
                    first.row, first.column, last.row, last.column, "", self._book.format(style)
                )
            _must(code, cells)

    def validation(self, ranges: list[CellRange], options: Mapping[str, Any]) -> None:
        """Restrict what may be typed into some ranges."""
        first, *others = ranges
        corners = [[r.first.row, r.first.column, r.last.row, r.last.column] for r in others]
        chosen = {**options, **({"other_cells": corners} if others else {})}
        with _strictly():
            code = self._sheet.data_validation(
                first.first.row, first.first.column, first.last.row, first.last.column, chosen
            )
        _must(code, first)

    def colour_when(self, ranges: Iterable[CellRange], condition: Callable[[CellRef], str], style: Style) -> None:
        """Give cells another look while a condition, a formula written for a range's first cell, is true.

        Each range gets a rule of its own: programs differ in which cell of several ranges a formula counts from. The
        sheet's own name is left out of the condition, and no other sheet may stand in it: Excel keeps conditions that
        look at another sheet in an extension of the format.
        """
        format_ = self._book.difference_format(style)
        for area in ranges:
            first, last = area.first, area.last
            criteria = condition(first).replace(sheet_prefix(first.sheet), "")
            if "!" in _QUOTED.sub("", criteria):
                raise RefusedError(area, reason=criteria)
            options = {"type": "formula", "criteria": "=" + criteria, "format": format_}
            with _strictly():
                code = self._sheet.conditional_format(first.row, first.column, last.row, last.column, options)
            _must(code, area)

    def column_width(self, first: int, last: int, width: float) -> None:
        """Set the width of some columns, in characters of the default font."""
        _must(self._sheet.set_column(first, last, width), (first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Keep columns of intermediate results out of sight."""
        _must(self._sheet.set_column(first, last, None, None, {"hidden": True}), first)

    def row_height(self, row: int, height: float) -> None:
        """Set the height of a row, in points."""
        _must(self._sheet.set_row(row, height), row)

    def freeze(self, row: int) -> None:
        """Keep the rows above this one in view."""
        self._sheet.freeze_panes(row, 0)

    def select(self, cell: CellRef) -> None:
        """Put the cursor where the reporter begins."""
        self._sheet.set_selection(cell.row, cell.column, cell.row, cell.column)

    def print_setup(
        self, *, landscape: bool, header: str, footer: str, area: CellRange, repeat: tuple[int, int] | None
    ) -> None:
        """Prepare printing on A4, fitted to the page's width, with some rows repeated on every page."""
        self._sheet.set_paper(9)
        if landscape:
            self._sheet.set_landscape()
        self._sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.center_horizontally()
        with _strictly():
            self._sheet.set_header(writable(header))
            self._sheet.set_footer(writable(footer))
        _must(
            self._sheet.print_area(area.first.row, area.first.column, area.last.row, area.last.column),
            "print area",
        )
        if repeat is not None:
            self._sheet.repeat_rows(*repeat)

    def lock(self, password: str | None = None) -> None:
        """Protect the sheet: locked cells cannot be changed."""
        with _strictly():
            self._sheet.protect(password or "", dict(_PROTECTION))

    def hide_deeply(self) -> None:
        """Hide the sheet so that the program's menus do not show it."""
        self._sheet.very_hidden()

    def hide_gridlines(self) -> None:
        """Leave the lines between cells out, on the screen and on paper."""
        self._sheet.hide_gridlines(2)

    def tab_colour(self, colour: str) -> None:
        """Colour the sheet's tab."""
        self._sheet.set_tab_color(colour)


def _not_markup(text: str) -> str:
    """The text as XlsxWriter writes it out: one between <r> and </r> it takes for markup, so it is given as such."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
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
    return binary


def _must(code: object, where: object) -> None:
    """Turn xlsxwriter's return codes (0 or None is success, merge_range passes on a format's) into an error."""
    if isinstance(code, int) and code != 0:
        raise RefusedError(where, reason=code)


class _strictly(warnings.catch_warnings):  # noqa: N801  # used like a function
    """Turns the warnings by which xlsxwriter tells that it has stored nothing into errors."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("error")

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        super().__exit__(kind, value, trace)
        if isinstance(value, Warning):
            raise RefusedError("xlsxwriter", reason=value) from value
