"""Executes the calls of a draft on XlsxWriter.

XlsxWriter reports failures only by return codes and warnings; here both become errors.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from itertools import chain
from typing import Any

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages.text_direction import has_letters_from_right
from xlsreport.opc.zip_writer import archive_of, deflated
from xlsreport.workbook.draft.draft_calls import CellCall, CellStyle, FormatArgument, SharedCalls, SheetCall
from xlsreport.workbook.draft.workbook_draft import RefusedError, SheetDraft, WorkbookDraft
from xlsreport.workbook.xlsxwriter_backend.normal_style import with_normal_style
from xlsreport.workbook.xlsxwriter_backend.xlsxwriter_internals import (
    PartsWorkbook,
    PlainWorksheet,
    workbook_properties,
)

_END_OF_CELLS = b"</sheetData>"
_MIRRORED = {"left": "right", "right": "left"}
"""The sides of a cell, where a sheet runs from right to left: Excel mirrors the columns and not the alignment."""


def xlsx_bytes(draft: WorkbookDraft) -> bytes:
    """The workbook as the bytes of an .xlsx file.

    Raises:
        RefusedError: something in it cannot be stored.
    """
    return archive_bytes(WrittenWorkbook(draft).parts)


def archive_bytes(parts: Mapping[str, bytes]) -> bytes:
    """The archive of a workbook's parts.

    The cells of a sheet are compressed apart from what follows them (such as the page header with the agency's name),
    because on most sheets of a series the cells equal those of the workbook before and their result is cached.
    """
    fragments = ((name, *part.partition(_END_OF_CELLS)) for name, part in parts.items())
    return archive_of(deflated(name, cells, end + rest) for name, cells, end, rest in fragments)


class WrittenWorkbook:
    """A draft that XlsxWriter has written; ``parts`` are the parts of the file.

    ``sheets`` and ``workbook`` can write fragments of the parts again, see :mod:`xlsreport.workbook.workbook_series`.

    Raises:
        RefusedError: something in it cannot be stored.
    """

    def __init__(self, draft: WorkbookDraft) -> None:
        shared = (call.texts for sheet in draft.sheets for call in sheet.calls if isinstance(call, SharedCalls))
        self.workbook = PartsWorkbook([*chain.from_iterable(shared)])
        with warnings_as_errors():
            self.sheets = execute_calls(draft, self.workbook)
            self.workbook.close()
        self.parts = with_normal_style(self.workbook.parts)


def execute_calls(draft: WorkbookDraft, workbook: Any) -> list[SheetWriter]:
    """Execute a draft on an empty XlsxWriter workbook.

    Returns:
        The writer of each sheet.

    Raises:
        RefusedError: XlsxWriter did not accept a call.
    """
    workbook.set_properties(workbook_properties(draft.title, draft.author))
    workbook.set_calc_mode("auto")
    formats = _Formats(workbook, draft.font, from_right=draft.from_right)
    writers = [
        SheetWriter(workbook.add_worksheet(sheet.name, PlainWorksheet), formats, draft.frames) for sheet in draft.sheets
    ]
    for writer, sheet in zip(writers, draft.sheets, strict=True):
        writer.execute(sheet)
    return writers


class _Formats:
    """The XlsxWriter formats of a workbook, one for each distinct style."""

    def __init__(self, workbook: Any, font: str, *, from_right: bool) -> None:
        self._workbook = workbook
        self._font = font
        self.from_right = from_right
        self._sides = _MIRRORED if from_right else {}
        self._of: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._known: dict[int, tuple[CellStyle, Any]] = {}
        self._differences: dict[int, tuple[CellStyle, Any]] = {}

    def of(self, style: CellStyle) -> Any:
        """The format for a style; equal styles share one."""
        # Most styles are one object that many cells share: look it up by identity first.
        known = self._known.get(id(style))
        if known is None:
            known = self._known[id(style)] = (style, self._made(style))
        return known[1]

    def _made(self, style: CellStyle) -> Any:
        properties = {"font_name": self._font, "font_size": 11, "valign": "vcenter", **style}
        if (side := properties.get("align")) in self._sides:
            properties["align"] = self._sides[side]
        key = tuple(sorted(properties.items()))
        if key not in self._of:
            self._of[key] = self._workbook.add_format(properties)
        return self._of[key]

    def _difference(self, style: CellStyle) -> Any:
        known = self._differences.get(id(style))
        if known is None:
            known = self._differences[id(style)] = (style, self._workbook.add_format(dict(style)))
        return known[1]

    def given(self, argument: Any) -> Any:
        """An argument with XlsxWriter formats in place of format arguments, also within options."""
        if isinstance(argument, FormatArgument):
            return self._difference(argument.style) if argument.difference else self.of(argument.style)
        if isinstance(argument, dict):
            return {name: self.given(option) for name, option in argument.items()}
        return argument


class SheetWriter:
    """Executes the calls of one sheet; ``frames`` are borders that some cells get in addition to their style."""

    def __init__(self, worksheet: PlainWorksheet, formats: _Formats, frames: Mapping[CellRef, CellStyle]) -> None:
        self._worksheet = worksheet
        self._formats = formats
        self._frames = frames
        self._takes_styles_as_they_are = not frames and not formats.from_right

    def execute(self, sheet: SheetDraft) -> None:
        """Execute all calls of a sheet."""
        for call in sheet.all_calls():
            self._make(call)

    def element(self, call: CellCall | SheetCall) -> bytes:
        """Execute one more call that writes a cell or the page header; returns the XML element that results."""
        self._make(call)
        sheet = self._worksheet
        return sheet.element(call.cell.row, call.cell.column) if isinstance(call, CellCall) else sheet.header_element()

    def _make(self, call: CellCall | SheetCall) -> None:
        if isinstance(call, CellCall):
            _expect_success(self._write(call), call.cell)
        else:
            _expect_success(self._act(call), call.where)

    def _write(self, call: CellCall) -> object:
        cell, method, content, style, result = call
        rest = () if result is None else (result,)
        if not self._takes_styles_as_they_are:
            style = self._read_from(self._framed(cell, style), content if result is None else result)
        cell_format = self._formats.of(style)
        return getattr(self._worksheet, method)(cell.row, cell.column, content, cell_format, *rest)

    def _read_from(self, style: CellStyle, content: object) -> CellStyle:
        """The style with the side from which the text in a cell is read, on a sheet that runs from right to left."""
        if not self._formats.from_right:
            return style
        if isinstance(content, str) and any(letter.isalpha() for letter in content):
            return {**style, "reading_order": 2 if has_letters_from_right(content) else 1}
        is_text = not style.get("locked", True) and style.get("num_format", "@") == "@"
        return {**style, "reading_order": 2} if is_text and content is None else style

    def _act(self, call: SheetCall) -> object:
        arguments = call.arguments
        if call.method == "merge_range" and isinstance(call.where, CellRange):
            *others, argument = arguments
            arguments = (*others, FormatArgument(self._framed(call.where.first, argument.style)))
        return getattr(self._worksheet, call.method)(*map(self._formats.given, arguments))

    def _framed(self, cell: CellRef, style: CellStyle) -> CellStyle:
        frame = self._frames.get(cell)
        return style if frame is None else {**style, **frame}


def _expect_success(code: object, where: object) -> None:
    """Turn a return code of XlsxWriter into an error: 0, None and what merge_range passes on mean success."""
    if isinstance(code, int) and code != 0:
        raise RefusedError(where, reason=code)


class warnings_as_errors(warnings.catch_warnings):  # noqa: N801  # used like a function
    """Turns XlsxWriter's warnings into errors: it warns where it has stored nothing."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("error")

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        super().__exit__(kind, value, trace)
        if isinstance(value, Warning):
            raise RefusedError("xlsxwriter", reason=value) from value
