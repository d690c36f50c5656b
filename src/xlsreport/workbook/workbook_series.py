"""Many workbooks that say nearly the same, as an office gives them out: what they share is written once.

How, and why each is the same as when it is written alone, is told in docs/explanation/writing-many.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from xlsreport.submission.submission import Submission
from xlsreport.workbook.composition import compose_workbook, refusals_as_workbook_errors
from xlsreport.workbook.draft.workbook_draft import CellCall, DraftCall, SheetCall, WorkbookDraft
from xlsreport.workbook.xlsxwriter_backend.backend import (
    SheetWriter,
    WrittenWorkbook,
    archive_bytes,
    warnings_as_errors,
)
from xlsreport.workbook.xlsxwriter_backend.xlsxwriter_internals import core_part

_STRINGS, _CORE, _SHEET = "xl/sharedStrings.xml", "docProps/core.xml", "xl/worksheets/sheet{}.xml"

_INTERCHANGEABLE_CALLS = ("write_string", "write_number", "write_blank")
"""Calls that may stand for each other in a cell."""


class WorkbookSeries:
    """Writes one workbook after the other, byte for byte as each is written alone, and several times as fast.

    The last workbook that was written whole is kept. Another that differs from it only in what cells hold (agency,
    figures of last year, results of formulas, ...) takes its parts from there; any other is written whole and kept in
    its stead. So a series may hold submissions of any kind, and is fast where they follow each other alike;
    ``written_whole`` counts the others.

    Args:
        password: protects the sheets' locks where an office asks for it.
    """

    def __init__(self, *, password: str | None = None) -> None:
        self._password = password
        self._master: _SeriesMaster | None = None
        self.written_whole = 0

    def workbook_bytes(self, submission: Submission) -> bytes:
        """What :func:`~xlsreport.workbook.workbook_file.workbook_bytes` gives for the submission.

        Raises:
            WorkbookError: something does not fit the limits of Excel.
        """
        with refusals_as_workbook_errors(submission.definition):
            draft = compose_workbook(submission, self._password)
            if self._master is not None and self._master.serves(draft):
                return self._master.with_contents_of(draft)
            self._master = _SeriesMaster(draft)
            self.written_whole += 1
            return self._master.data


def differ_in_contents_only(one: WorkbookDraft, other: WorkbookDraft) -> bool:
    """Whether two workbooks are written by the same calls but for what cells hold and what heads the printed pages."""
    if one.font != other.font or [sheet.name for sheet in one.sheets] != [sheet.name for sheet in other.sheets]:
        return False
    pairs = [(a.calls, b.calls) for a, b in zip(one.sheets, other.sheets, strict=True)]
    return all(len(a) == len(b) and all(map(_are_interchangeable, a, b)) for a, b in pairs)


def _are_interchangeable(one: DraftCall, other: DraftCall) -> bool:
    if one == other:
        return True
    if isinstance(one, CellCall) and isinstance(other, CellCall):
        if (one.cell, one.style) != (other.cell, other.style):
            return False
        if one.method in _INTERCHANGEABLE_CALLS:
            return other.method in _INTERCHANGEABLE_CALLS
        return one.method == other.method == "write_formula" and one.content == other.content
    return _is_header(one) and _is_header(other)


class _SeriesMaster:
    """A workbook that was written, and can be written with other contents."""

    def __init__(self, draft: WorkbookDraft) -> None:
        self._draft = draft
        self._written = WrittenWorkbook(draft)
        self.data = archive_bytes(self._written.parts)
        try:
            self._cut(self._written.parts)
            self._known_form = True
        except (AttributeError, KeyError, TypeError, ValueError):
            # XlsxWriter does not write as it is taken to, as another version may: then every workbook is written whole.
            self._known_form = False

    def _cut(self, parts: Mapping[str, bytes]) -> None:
        """Find everything that may differ in the parts, by writing it once more."""
        self._written.workbook.begin_again()
        names = [_SHEET.format(number) for number in range(1, len(self._draft.sheets) + 1)]
        pairs = zip(names, self._written.sheets, self._draft.sheets, strict=True)
        self._sheets = {name: _MasterSheet(writer, sheet.calls, parts[name]) for name, writer, sheet in pairs}
        self._around_strings = _text_around(self._written.workbook.strings(), parts[_STRINGS])
        _text_around([core_part(self._draft.title, self._draft.author)], parts[_CORE])

    def serves(self, draft: WorkbookDraft) -> bool:
        """Whether another workbook can be written from this one."""
        return self._known_form and differ_in_contents_only(self._draft, draft)

    def with_contents_of(self, draft: WorkbookDraft) -> bytes:
        """The bytes of another workbook.

        Raises:
            RefusedError: something in it cannot be stored.
        """
        with warnings_as_errors():
            self._written.workbook.begin_again()
            kept = zip(self._sheets.items(), draft.sheets, strict=True)
            parts = {name: written.with_contents_of(sheet.calls) for (name, written), sheet in kept}
        parts[_STRINGS] = _joined_fragments(self._around_strings, self._written.workbook.strings())
        parts[_CORE] = core_part(draft.title, draft.author)
        return archive_bytes(self._written.parts | parts)


class _MasterSheet:
    """The part of a sheet: what stands around its contents, and the element of each as it was written last."""

    def __init__(self, writer: SheetWriter, calls: Sequence[DraftCall], part: bytes) -> None:
        self._writer = writer
        self._calls = list(_varying_calls(calls))
        self._elements = [writer.element(call) for call in self._calls]
        self._order = sorted(range(len(self._calls)), key=lambda number: _position(self._calls[number]))
        self._around = _text_around(self._in_order(), part)

    def _in_order(self) -> list[bytes]:
        return [self._elements[number] for number in self._order]

    def with_contents_of(self, calls: Sequence[DraftCall]) -> bytes:
        """The part with the contents that the calls of a like sheet write."""
        for number, call in enumerate(_varying_calls(calls)):
            # A text has another number among the shared strings where others before it are others.
            if call.method == "write_string" or call != self._calls[number]:
                self._elements[number], self._calls[number] = self._writer.element(call), call
        return _joined_fragments(self._around, self._in_order())


def _varying_calls(calls: Sequence[DraftCall]) -> Iterator[CellCall | SheetCall]:
    """The calls that may write something else in another workbook."""
    return (call for call in calls if isinstance(call, CellCall) or _is_header(call))


def _is_header(call: DraftCall) -> TypeGuard[SheetCall]:
    return isinstance(call, SheetCall) and call.method == "set_header"


def _position(call: CellCall | SheetCall) -> tuple[bool, int, int]:
    """Where in the sheet's part the element is: cells by row and column, then the header."""
    return (False, call.cell.row, call.cell.column) if isinstance(call, CellCall) else (True, 0, 0)


def _text_around(fragments: Sequence[bytes], part: bytes) -> list[bytes]:
    """What stands before, between and after pieces that follow each other in a part.

    Raises:
        ValueError: a piece is not there.
    """
    around, at = [], 0
    for fragment in fragments:
        found = part.index(fragment, at)
        around.append(part[at:found])
        at = found + len(fragment)
    return [*around, part[at:]]


def _joined_fragments(around: Sequence[bytes], fragments: Sequence[bytes]) -> bytes:
    """The part that has other pieces in their places."""
    whole = [b""] * (len(around) + len(fragments))
    whole[::2], whole[1::2] = around, fragments
    return b"".join(whole)
