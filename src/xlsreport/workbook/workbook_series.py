"""Writes many workbooks that differ little, as an office issues them: what they share is written once.

docs/explanation/writing-many.md explains how, and why each equals the workbook that is written alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from xlsreport.submission.submission import Submission
from xlsreport.workbook.composition import compose_workbook, refusals_as_workbook_errors
from xlsreport.workbook.draft.draft_calls import CellCall, DraftCall, SheetCall
from xlsreport.workbook.draft.workbook_draft import WorkbookDraft
from xlsreport.workbook.xlsxwriter_backend.backend import (
    SheetWriter,
    WrittenWorkbook,
    archive_bytes,
    warnings_as_errors,
)
from xlsreport.workbook.xlsxwriter_backend.xlsxwriter_internals import core_part

_STRINGS, _CORE, _SHEET = "xl/sharedStrings.xml", "docProps/core.xml", "xl/worksheets/sheet{}.xml"

_INTERCHANGEABLE_CALLS = ("write_string", "write_number", "write_blank")
"""Calls that may replace each other in a cell without a change around it."""


_MAX_MASTERS = 4
"""Masters that are kept of one form: the title on the cover has two lines, or three and more for longer names."""


class WorkbookSeries:
    """Writes workbooks one after the other, byte for byte as each is written alone, and several times as fast.

    The last few workbooks that were written whole are the masters. A workbook that differs from one of them only in
    what cells hold (agency, last year's figures, results of formulas) reuses its parts. Any other is written whole and
    becomes a master itself, in place of the oldest. A series may therefore mix submissions of any kind; it is fast
    where there are few kinds. The forms of several kinds of bodies may take turns, since each has masters of its own.
    ``written_whole`` counts the workbooks that were written whole.

    Args:
        password: for the protection of the sheets, where an office wants one.
    """

    def __init__(self, *, password: str | None = None) -> None:
        self._password = password
        self._masters: dict[tuple[str, ...], list[_SeriesMaster]] = {}
        self.written_whole = 0

    def workbook_bytes(self, submission: Submission) -> bytes:
        """The same bytes as :func:`~xlsreport.workbook.workbook_file.workbook_bytes`.

        Raises:
            WorkbookError: something does not fit the limits of Excel.
        """
        with refusals_as_workbook_errors(submission.definition):
            draft = compose_workbook(submission, self._password)
            masters = self._masters.setdefault(submission.definition.variant, [])
            serving = next((master for master in masters if master.serves(draft)), None)
            if serving is not None:
                return serving.with_contents_of(draft)
            masters[_MAX_MASTERS - 1 :] = []
            masters.insert(0, _SeriesMaster(draft))
            self.written_whole += 1
            return masters[0].data


def differ_in_contents_only(one: WorkbookDraft, other: WorkbookDraft) -> bool:
    """Whether two drafts have the same calls except for cell contents and page headers."""
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
    """A workbook that was written whole, and can be written again with other contents."""

    def __init__(self, draft: WorkbookDraft) -> None:
        self._draft = draft
        self._written = WrittenWorkbook(draft)
        self.data = archive_bytes(self._written.parts)
        try:
            self._cut(self._written.parts)
            self._known_form = True
        except (AttributeError, KeyError, TypeError, ValueError):
            # Another version of XlsxWriter may write otherwise than assumed. Then every workbook is written whole.
            self._known_form = False

    def _cut(self, parts: Mapping[str, bytes]) -> None:
        """Locate everything in the parts that may differ, by writing it again and searching for it."""
        self._written.workbook.begin_again()
        names = [_SHEET.format(number) for number in range(1, len(self._draft.sheets) + 1)]
        pairs = zip(names, self._written.sheets, self._draft.sheets, strict=True)
        self._sheets = {name: _MasterSheet(writer, sheet.calls, parts[name]) for name, writer, sheet in pairs}
        self._around_strings = _text_around(self._written.workbook.strings(), parts[_STRINGS])
        _text_around([core_part(self._draft.title, self._draft.author)], parts[_CORE])

    def serves(self, draft: WorkbookDraft) -> bool:
        """Whether another draft can be written from this master."""
        return self._known_form and differ_in_contents_only(self._draft, draft)

    def with_contents_of(self, draft: WorkbookDraft) -> bytes:
        """The bytes of another draft.

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
    """The part of a sheet: the text around its contents, and the last written element of each."""

    def __init__(self, writer: SheetWriter, calls: Sequence[DraftCall], part: bytes) -> None:
        self._writer = writer
        self._calls = list(_varying_calls(calls))
        self._elements = [writer.element(call) for call in self._calls]
        self._order = sorted(range(len(self._calls)), key=lambda number: _position(self._calls[number]))
        self._around = _text_around(self._in_order(), part)

    def _in_order(self) -> list[bytes]:
        return [self._elements[number] for number in self._order]

    def with_contents_of(self, calls: Sequence[DraftCall]) -> bytes:
        """The part with the contents that the calls of another draft's sheet write."""
        for number, call in enumerate(_varying_calls(calls)):
            # A string's index in the shared strings depends on the strings before it, so it is always rewritten.
            if call.method == "write_string" or call != self._calls[number]:
                self._elements[number], self._calls[number] = self._writer.element(call), call
        return _joined_fragments(self._around, self._in_order())


def _varying_calls(calls: Sequence[DraftCall]) -> Iterator[CellCall | SheetCall]:
    """The calls that may write something else for another draft."""
    return (call for call in calls if isinstance(call, CellCall) or _is_header(call))


def _is_header(call: DraftCall) -> TypeGuard[SheetCall]:
    return isinstance(call, SheetCall) and call.method == "set_header"


def _position(call: CellCall | SheetCall) -> tuple[bool, int, int]:
    """Sorts elements as the sheet's part has them: cells by row and column, then the header."""
    return (False, call.cell.row, call.cell.column) if isinstance(call, CellCall) else (True, 0, 0)


def _text_around(fragments: Sequence[bytes], part: bytes) -> list[bytes]:
    """The text before, between and after fragments that follow each other in a part.

    Raises:
        ValueError: a fragment is missing.
    """
    around, at = [], 0
    for fragment in fragments:
        found = part.index(fragment, at)
        around.append(part[at:found])
        at = found + len(fragment)
    return [*around, part[at:]]


def _joined_fragments(around: Sequence[bytes], fragments: Sequence[bytes]) -> bytes:
    """The part with other fragments in place of the original ones."""
    whole = [b""] * (len(around) + len(fragments))
    whole[::2], whole[1::2] = around, fragments
    return b"".join(whole)
