"""The draft of a workbook: every sheet as a list of the XlsxWriter calls that will write it.

Nothing here calls XlsxWriter: :mod:`xlsreport.workbook.xlsxwriter_backend.backend` does, and a series compares
the calls of one workbook with those of another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape
from typing import Any, TypeVarTuple

from xlsreport.definition.characters import writable
from xlsreport.definition.paper_sizes import PaperSize
from xlsreport.errors import PortableError
from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, CellRange, CellRef, sheet_prefix
from xlsreport.values import MAX_CELL_TEXT, Number
from xlsreport.workbook.draft.draft_calls import CellCall, CellStyle, DraftCall, FormatArgument, SharedCalls, SheetCall
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Formula

_Given = TypeVarTuple("_Given")

_MAX_ROW_HEIGHT = 409.0
"""Points; Excel's specification."""


_MAX_EXACT_INTEGER = 2**53
"""Binary floating-point numbers represent every integer up to 2**53 exactly (IEEE 754)."""

_MAX_FORMULA = 8192
"""Characters in a formula; Excel's specification."""

_IGNORED_ERRORS = (
    "number_stored_as_text",
    "formula_differs",
    "formula_range",
    "formula_unlocked",
    "two_digit_text_year",
)
"""Excel's green corners. They would flag formulas and telephone numbers that are correct."""
_ALL_CELLS = CellRange(CellRef("", 0, 0), CellRef("", MAX_ROWS - 1, MAX_COLUMNS - 1)).a1
_IGNORED_EVERYWHERE = dict.fromkeys(_IGNORED_ERRORS, _ALL_CELLS)

_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Surrogates and noncharacters, which XML cannot hold. XlsxWriter escapes control characters itself."""

_QUOTED = re.compile('"[^"]*"')
"""A string literal in a formula."""

_PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}
"""Actions that stay allowed on a locked sheet: they help reading and change no value."""


SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.6, 0.9, 0.8
"""The margins of printed pages, in inches; that at a side is at either side."""


class RefusedError(PortableError):
    """Excel cannot store something.

    Args:
        where: the cell or area.
        key: of the message in the catalogue below ``limit.``.
        values: for the message's placeholders.
    """

    def __init__(self, where: object, key: str = "refused", **values: object) -> None:
        super().__init__(where, key, values)
        self.where, self.key, self.values = where, key, values


class WorkbookDraft:
    """The sheets and properties of a workbook; ``frames`` are borders that some cells get beside their style, and
    ``from_right`` says whether the sheets that are added run from right to left."""

    def __init__(
        self, *, title: str, author: str, font: str, frames: Mapping[CellRef, CellStyle] | None = None
    ) -> None:
        self.title, self.author, self.font, self.from_right = writable(title), writable(author), font, False
        self.frames = dict(frames or {})
        self.sheets: list[SheetDraft] = []

    def sheet(self, name: str) -> SheetDraft:
        """Add a sheet at the end."""
        sheet = SheetDraft(name)
        sheet.call("ignore_errors", _IGNORED_EVERYWHERE, where=name)
        if self.from_right:
            sheet.call("right_to_left", where=name)
        self.sheets.append(sheet)
        return sheet


class SheetDraft:
    """The draft of one sheet.

    Methods that write raise RefusedError at once for content that Excel cannot store.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[DraftCall] = []

    def all_calls(self) -> Iterator[CellCall | SheetCall]:
        """All calls in order, shared ones included."""
        for call in self.calls:
            if isinstance(call, SharedCalls):
                yield from call.calls
            else:
                yield call

    def shared(
        self, plan: WorkbookPlan, write: Callable[[WorkbookPlan, SheetDraft, *_Given], None], *given: *_Given
    ) -> None:
        """Write what is the same in every workbook of a plan; ``write`` runs once and its calls are cached."""
        self.calls.append(plan.cached(_shared_calls, write, self.name, given))

    def call(self, method: str, *arguments: Any, where: object = None) -> None:
        """Record any call that does not write a cell."""
        self.calls.append(SheetCall(method, arguments, where))

    def text(self, cell: CellRef, text: str, style: CellStyle) -> None:
        """Write a string, which stays a string even if it begins with an equals sign."""
        text = _escaped_markup(_NO_CHARACTER.sub("", text))
        if len(text) > MAX_CELL_TEXT:
            raise RefusedError(cell, "too_long", length=len(text), limit=MAX_CELL_TEXT)
        self.calls.append(
            CellCall(cell, "write_string", text, style) if text else CellCall(cell, "write_blank", None, style)
        )

    def number(self, cell: CellRef, number: Number, style: CellStyle) -> None:
        """Write a number."""
        self.calls.append(CellCall(cell, "write_number", _as_float(number, cell), style))

    def boolean(self, cell: CellRef, value: bool, style: CellStyle) -> None:
        """Write a boolean."""
        self.calls.append(CellCall(cell, "write_boolean", value, style))

    def blank(self, cell: CellRef, style: CellStyle) -> None:
        """Write a cell that has a style and no content."""
        self.calls.append(CellCall(cell, "write_blank", None, style))

    def formula(self, cell: CellRef, formula: Formula, style: CellStyle) -> None:
        """Write a formula with its cached result, which viewers show without calculating."""
        text, value = formula
        if len(text) >= _MAX_FORMULA:
            raise RefusedError(cell, "long_formula", length=len(text), limit=_MAX_FORMULA)
        result = writable(value or "") if value is None or isinstance(value, str) else _as_float(value, cell)
        self.calls.append(CellCall(cell, "write_formula", text, style, result))

    def filled_down(self, cells: CellRange) -> None:
        """Store the formulas of a column as one shared formula: that of the first cell, moved down."""
        self.call("fill_down", cells.first.row, cells.first.column, cells.last.row, where=cells)

    def link(self, cell: CellRef, target: CellRef, text: str, style: CellStyle) -> None:
        """Write a link to a cell of this workbook."""
        self.calls.append(CellCall(cell, "write_url", f"internal:{target}", style, text))

    def file_link(self, cell: CellRef, path: str, text: str, style: CellStyle) -> None:
        """Write a link to a file, by its path from the folder of this workbook; see :data:`MAX_LINK`."""
        self.calls.append(CellCall(cell, "write_url", f"external:{path}", style, writable(text)))

    def merge(self, cells: CellRange, style: CellStyle) -> None:
        """Merge cells and give them a style. Write the content to the first cell afterwards."""
        if cells.first != cells.last:
            self.call("merge_range", *_corners(cells), "", FormatArgument(style), where=cells)

    def validation(self, ranges: list[CellRange], options: Mapping[str, Any]) -> None:
        """Restrict what may be typed into some ranges."""
        first, *others = ranges
        chosen = {**options, **({"other_cells": [list(_corners(area)) for area in others]} if others else {})}
        self.call("data_validation", *_corners(first), chosen, where=first)

    def colour_when(self, ranges: Iterable[CellRange], condition: Callable[[CellRef], str], style: CellStyle) -> None:
        """Add a conditional format; ``condition`` gives the formula for the first cell of a range.

        Each range gets its own rule, because programs disagree on the cell from which a formula over several ranges is
        relative. The sheet's own name is removed from the condition. Other sheets are refused: Excel stores conditions
        that refer to another sheet in an extension of the file format.
        """
        argument = FormatArgument(style, difference=True)
        for area in ranges:
            criteria = condition(area.first).replace(sheet_prefix(area.first.sheet), "")
            if "!" in _QUOTED.sub("", criteria):
                raise RefusedError(area, reason=criteria)
            options = {"type": "formula", "criteria": "=" + criteria, "format": argument}
            self.call("conditional_format", *_corners(area), options, where=area)

    def comment(self, cell: CellRef, text: str, options: Mapping[str, Any]) -> None:
        """Write a comment that shows when the pointer is over the cell; a text that is too long is cut."""
        text = writable(text)
        if len(text) > MAX_CELL_TEXT:
            text = f"{text[: MAX_CELL_TEXT - 1]}…"
        self.call("write_comment", cell.row, cell.column, text, {"visible": False, **options}, where=cell)

    def column_width(self, first: int, last: int, width: float, style: CellStyle | None = None) -> None:
        """Set the width of columns, in characters of the default font, and the style of their unwritten cells."""
        formats = () if style is None else (FormatArgument(style),)
        self.call("set_column", first, last, width, *formats, where=(first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Hide columns, such as those of intermediate results."""
        self.call("set_column", first, last, None, None, {"hidden": True}, where=first)

    def row_height(self, row: int, height: float) -> None:
        """Set the height of a row, in points; heights above Excel's limit are reduced to it."""
        self.call("set_row", row, min(height, _MAX_ROW_HEIGHT), where=row)

    def filter(self, area: CellRange) -> None:
        """Add filter buttons to the first row of an area."""
        self.call("autofilter", *_corners(area), where=area)

    def freeze(self, row: int, column: int = 0) -> None:
        """Freeze the rows above ``row`` and the columns before ``column``."""
        self.call("freeze_panes", row, column)

    def select(self, cell: CellRef) -> None:
        """Select a cell: where the reporter begins."""
        self.call("set_selection", cell.row, cell.column, cell.row, cell.column)

    def header(self, header: str) -> None:
        """Set the header of printed pages."""
        self.call("set_header", writable(header))

    def print_setup(
        self,
        *,
        paper: PaperSize,
        landscape: bool,
        footer: str,
        area: CellRange,
        repeat: tuple[int, int] | None,
        across: int = 1,
        labels: int = 0,
    ) -> None:
        """Set up printing, fitted to the width of a page, or of several side by side.

        Args:
            paper: the paper.
            landscape: whether it lies across.
            footer: what stands below every page.
            area: what is printed.
            repeat: rows to print on every page.
            across: how many pages beside each other.
            labels: how many columns at the left are printed on every page, where there are several.
        """
        self.call("set_paper", paper.code)
        if landscape:
            self.call("set_landscape")
        self.call("set_margins", SIDE_MARGIN, SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN)
        self.call("fit_to_pages", across, 0)
        if across > 1 and labels:
            self.call("repeat_columns", 0, labels - 1)
        self.call("center_horizontally")
        self.call("set_footer", writable(footer))
        self.call("print_area", *_corners(area), where="print area")
        if repeat is not None:
            self.call("repeat_rows", *repeat)

    def lock(self, password: str | None = None, *, sortable: bool = True) -> None:
        """Protect the sheet: locked cells cannot be changed, and without ``sortable`` nothing is sorted."""
        self.call("protect", password or "", _PROTECTION if sortable else {**_PROTECTION, "sort": False})

    def hide_deeply(self) -> None:
        """Hide the sheet so that the menus of spreadsheet programs do not list it."""
        self.call("very_hidden")

    def hide_gridlines(self) -> None:
        """Hide the grid lines on the screen and on paper."""
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
    """The text escaped where XlsxWriter would take it for markup: it writes a text between <r> and </r> verbatim."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def _as_float(number: Number, cell: CellRef) -> int | float:
    """The number as a spreadsheet stores it."""
    if isinstance(number, int) and abs(number) < _MAX_EXACT_INTEGER:
        return number
    try:
        binary = float(number)
    except OverflowError:
        binary = math.inf
    if not math.isfinite(binary):
        raise RefusedError(cell, "too_great", number=f"{Decimal(number):.3E}")
    # 1 and 1.0 are written alike, so that equal numbers give equal bytes.
    return int(binary) if binary.is_integer() and abs(binary) < _MAX_EXACT_INTEGER else binary
