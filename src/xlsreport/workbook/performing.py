"""The one wrapper around XlsxWriter, which reports trouble only by return codes and warnings: here both are errors."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from itertools import chain
from typing import Any

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.opc.zip_writer import archive_of, deflated
from xlsreport.workbook.book import Act, Book, Fixed, Look, RefusedError, Sheet, Style, Write
from xlsreport.workbook.insides import PartsWorkbook, PlainWorksheet, properties
from xlsreport.workbook.normal_style import with_normal_style

_END_OF_CELLS = b"</sheetData>"


def xlsx_bytes(book: Book) -> bytes:
    """The workbook as the bytes of an .xlsx file.

    Raises:
        RefusedError: something in it cannot be stored.
    """
    return archive_bytes(Performance(book).parts)


def archive_bytes(parts: Mapping[str, bytes]) -> bytes:
    """The archive of a workbook's parts.

    The cells of a sheet are packed apart from what follows them, such as the pages' header with the agency's name: on
    most sheets the cells are those of the workbook before.
    """
    pieces = ((name, *part.partition(_END_OF_CELLS)) for name, part in parts.items())
    return archive_of(deflated(name, cells, end + rest) for name, cells, end, rest in pieces)


class Performance:
    """A book that XlsxWriter has written: ``parts`` are those of the file.

    ``sheets`` and ``workbook`` can write pieces of the parts once more, see :mod:`xlsreport.workbook.series`.

    Raises:
        RefusedError: something in it cannot be stored.
    """

    def __init__(self, book: Book) -> None:
        fixed = (call.texts for sheet in book.sheets for call in sheet.calls if isinstance(call, Fixed))
        self.workbook = PartsWorkbook([*chain.from_iterable(fixed)])
        with strictly():
            self.sheets = perform(book, self.workbook)
            self.workbook.close()
        self.parts = with_normal_style(self.workbook.parts)


def perform(book: Book, workbook: Any) -> list[Performer]:
    """Make all calls of a book on an empty workbook of XlsxWriter; returns what has made those of each sheet.

    Raises:
        RefusedError: a call was not accepted.
    """
    workbook.set_properties(properties(book.title, book.author))
    workbook.set_calc_mode("auto")
    formats = _Formats(workbook, book.font)
    performers = [
        Performer(workbook.add_worksheet(sheet.name, PlainWorksheet), formats, book.frames) for sheet in book.sheets
    ]
    for performer, sheet in zip(performers, book.sheets, strict=True):
        performer.perform(sheet)
    return performers


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


class Performer:
    """Makes the calls of one sheet; some cells have frames around them besides their style."""

    def __init__(self, worksheet: PlainWorksheet, formats: _Formats, frames: Mapping[CellRef, Style]) -> None:
        self._worksheet = worksheet
        self._formats = formats
        self._frames = frames

    def perform(self, sheet: Sheet) -> None:
        """Make all calls of the sheet."""
        for call in sheet.every_call():
            self._make(call)

    def element(self, call: Write | Act) -> bytes:
        """Make one more call, which writes a cell or the pages' header, and give the element that comes of it."""
        self._make(call)
        sheet = self._worksheet
        return sheet.element(call.cell.row, call.cell.column) if isinstance(call, Write) else sheet.header_element()

    def _make(self, call: Write | Act) -> None:
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


class strictly(warnings.catch_warnings):  # noqa: N801  # used like a function
    """Turns the warnings by which XlsxWriter tells that it has stored nothing into errors."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("error")

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        super().__exit__(kind, value, trace)
        if isinstance(value, Warning):
            raise RefusedError("xlsxwriter", reason=value) from value
