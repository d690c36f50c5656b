"""The one wrapper around XlsxWriter, which reports trouble only by return codes and warnings: here both are errors."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.workbook.book import Act, Book, Look, RefusedError, Sheet, Style, Write
from xlsreport.workbook.normal_style import FONT, with_normal_style
from xlsreport.workbook.package import archive_of, read_parts

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook carries no time of its making, so that the same input gives the same bytes."""


def options() -> dict[str, Any]:
    """How XlsxWriter is asked to work; anew for each workbook, since it writes into what it is given."""
    return {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(FONT)}


def xlsx_bytes(book: Book) -> bytes:
    """The workbook as the bytes of an .xlsx file.

    Raises:
        RefusedError: something in it cannot be stored.
    """
    stream = io.BytesIO()
    workbook = Workbook(stream, options())
    with _strictly():
        perform(book, workbook)
        workbook.close()
    return archive_of(with_normal_style(read_parts(stream.getvalue())))


def perform(book: Book, workbook: Any) -> None:
    """Make all calls of a book on an empty workbook of XlsxWriter.

    Raises:
        RefusedError: a call was not accepted.
    """
    workbook.set_properties({"title": book.title, "author": book.author, "created": _NO_CLOCK})
    workbook.set_calc_mode("auto")
    formats = _Formats(workbook, book.font)
    for sheet in book.sheets:
        _Performer(workbook.add_worksheet(sheet.name, _PlainWorksheet), formats, book.frames).perform(sheet)


class _PlainWorksheet(Worksheet):  # type: ignore[misc]  # ships no types
    """A worksheet whose formulas use only functions that a file names without a prefix, as tests see to."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        # As shipped, some thirty patterns, and for conditions more than a hundred, look for functions that need one in
        # every formula: more than half of the time of a workbook.
        return formula.removeprefix("=")


class _Formats:
    """The formats of a workbook, one for each style that its cells have."""

    def __init__(self, workbook: Any, font: str) -> None:
        self._workbook = workbook
        self._font = font
        self._of: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._known: dict[int, tuple[Style, Any]] = {}

    def of(self, style: Style) -> Any:
        """The format for a style; equal styles share one."""
        # Most styles are one object for many cells, found without looking into it.
        known = self._known.get(id(style))
        if known is None:
            known = self._known[id(style)] = (style, self._made(style))
        return known[1]

    def _made(self, style: Style) -> Any:
        properties = {"font_name": self._font, "font_size": 11, "valign": "vcenter", **style}
        key = tuple(sorted(properties.items()))
        if key not in self._of:
            self._of[key] = self._workbook.add_format(properties)
        return self._of[key]

    def given(self, argument: Any) -> Any:
        """An argument with the format in place of a look, also among options."""
        if isinstance(argument, Look):
            return self._workbook.add_format(dict(argument.style)) if argument.difference else self.of(argument.style)
        if isinstance(argument, dict):
            return {name: self.given(option) for name, option in argument.items()}
        return argument


class _Performer:
    """Makes the calls of one sheet; some cells have frames around them besides their style."""

    def __init__(self, worksheet: Any, formats: _Formats, frames: Mapping[CellRef, Style]) -> None:
        self._worksheet = worksheet
        self._formats = formats
        self._frames = frames

    def perform(self, sheet: Sheet) -> None:
        for call in sheet.every_call():
            if isinstance(call, Write):
                _must(self._write(call), call.cell)
            else:
                _must(self._act(call), call.where)

    def _write(self, call: Write) -> object:
        cell, method, content, style, result = call
        rest = () if result is None else (result,)
        look = self._formats.of(self._framed(cell, style))
        return getattr(self._worksheet, method)(cell.row, cell.column, content, look, *rest)

    def _act(self, call: Act) -> object:
        arguments = call.arguments
        if call.method == "merge_range" and isinstance(call.where, CellRange):
            *others, look = arguments
            arguments = (*others, Look(self._framed(call.where.first, look.style)))
        return getattr(self._worksheet, call.method)(*map(self._formats.given, arguments))

    def _framed(self, cell: CellRef, style: Style) -> Style:
        frame = self._frames.get(cell)
        return style if frame is None else {**style, **frame}


def _must(code: object, where: object) -> None:
    """Turn XlsxWriter's return codes (0 or None is success, merge_range passes on a format's) into an error."""
    if isinstance(code, int) and code != 0:
        raise RefusedError(where, reason=code)


class _strictly(warnings.catch_warnings):  # noqa: N801  # used like a function
    """Turns the warnings by which XlsxWriter tells that it has stored nothing into errors."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("error")

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        super().__exit__(kind, value, trace)
        if isinstance(value, Warning):
            raise RefusedError("xlsxwriter", reason=value) from value
