"""Many workbooks that say nearly the same, as an office gives them out: what they share is written once.

How, and why each is the same as when it is written alone, is told in docs/explanation/writing-many.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from xlsreport.submission.submission import Submission
from xlsreport.workbook.book import Act, Book, Call, Write
from xlsreport.workbook.composing import book_of, worded
from xlsreport.workbook.insides import core_part
from xlsreport.workbook.performing import Performance, Performer, archive_bytes, strictly

_STRINGS, _CORE, _SHEET = "xl/sharedStrings.xml", "docProps/core.xml", "xl/worksheets/sheet{}.xml"

_PLAIN = ("write_string", "write_number", "write_blank")
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
        self._kept: _Kept | None = None
        self.written_whole = 0

    def workbook_bytes(self, submission: Submission) -> bytes:
        """What :func:`~xlsreport.workbook.writing.workbook_bytes` gives for the submission.

        Raises:
            WorkbookError: something does not fit the limits of Excel.
        """
        with worded(submission.definition):
            book = book_of(submission, self._password)
            if self._kept is not None and self._kept.serves(book):
                return self._kept.with_contents_of(book)
            self._kept = _Kept(book)
            self.written_whole += 1
            return self._kept.data


def differ_in_contents_only(one: Book, other: Book) -> bool:
    """Whether two workbooks are written by the same calls but for what cells hold and what heads the printed pages."""
    if one.font != other.font or [sheet.name for sheet in one.sheets] != [sheet.name for sheet in other.sheets]:
        return False
    pairs = [(a.calls, b.calls) for a, b in zip(one.sheets, other.sheets, strict=True)]
    return all(len(a) == len(b) and all(map(_exchangeable, a, b)) for a, b in pairs)


def _exchangeable(one: Call, other: Call) -> bool:
    if one == other:
        return True
    if isinstance(one, Write) and isinstance(other, Write):
        if (one.cell, one.style) != (other.cell, other.style):
            return False
        if one.method in _PLAIN:
            return other.method in _PLAIN
        return one.method == other.method == "write_formula" and one.content == other.content
    return _is_header(one) and _is_header(other)


class _Kept:
    """A workbook that was written, and can be written with other contents."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._performance = Performance(book)
        self.data = archive_bytes(self._performance.parts)
        try:
            self._cut(self._performance.parts)
            self._known_form = True
        except (AttributeError, KeyError, TypeError, ValueError):
            # XlsxWriter does not write as it is taken to, as another version may: then every workbook is written whole.
            self._known_form = False

    def _cut(self, parts: Mapping[str, bytes]) -> None:
        """Find everything that may differ in the parts, by writing it once more."""
        self._performance.workbook.begin_again()
        names = [_SHEET.format(number) for number in range(1, len(self._book.sheets) + 1)]
        pairs = zip(names, self._performance.sheets, self._book.sheets, strict=True)
        self._sheets = {name: _KeptSheet(performer, sheet.calls, parts[name]) for name, performer, sheet in pairs}
        self._around_strings = _around(self._performance.workbook.strings(), parts[_STRINGS])
        _around([core_part(self._book.title, self._book.author)], parts[_CORE])

    def serves(self, book: Book) -> bool:
        """Whether another workbook can be written from this one."""
        return self._known_form and differ_in_contents_only(self._book, book)

    def with_contents_of(self, book: Book) -> bytes:
        """The bytes of another workbook.

        Raises:
            RefusedError: something in it cannot be stored.
        """
        with strictly():
            self._performance.workbook.begin_again()
            kept = zip(self._sheets.items(), book.sheets, strict=True)
            parts = {name: written.with_contents_of(sheet.calls) for (name, written), sheet in kept}
        parts[_STRINGS] = _filled(self._around_strings, self._performance.workbook.strings())
        parts[_CORE] = core_part(book.title, book.author)
        return archive_bytes(self._performance.parts | parts)


class _KeptSheet:
    """The part of a sheet: what stands around its contents, and the element of each as it was written last."""

    def __init__(self, performer: Performer, calls: Sequence[Call], part: bytes) -> None:
        self._performer = performer
        self._calls = list(_contents(calls))
        self._elements = [performer.element(call) for call in self._calls]
        self._order = sorted(range(len(self._calls)), key=lambda number: _position(self._calls[number]))
        self._around = _around(self._in_order(), part)

    def _in_order(self) -> list[bytes]:
        return [self._elements[number] for number in self._order]

    def with_contents_of(self, calls: Sequence[Call]) -> bytes:
        """The part with the contents that the calls of a like sheet write."""
        for number, call in enumerate(_contents(calls)):
            # A text has another number among the shared strings where others before it are others.
            if call.method == "write_string" or call != self._calls[number]:
                self._elements[number], self._calls[number] = self._performer.element(call), call
        return _filled(self._around, self._in_order())


def _contents(calls: Sequence[Call]) -> Iterator[Write | Act]:
    """The calls that may write something else in another workbook."""
    return (call for call in calls if isinstance(call, Write) or _is_header(call))


def _is_header(call: Call) -> TypeGuard[Act]:
    return isinstance(call, Act) and call.method == "set_header"


def _position(call: Write | Act) -> tuple[bool, int, int]:
    """Where in the sheet's part the element is: cells by row and column, then the header."""
    return (False, call.cell.row, call.cell.column) if isinstance(call, Write) else (True, 0, 0)


def _around(pieces: Sequence[bytes], part: bytes) -> list[bytes]:
    """What stands before, between and after pieces that follow each other in a part.

    Raises:
        ValueError: a piece is not there.
    """
    around, at = [], 0
    for piece in pieces:
        found = part.index(piece, at)
        around.append(part[at:found])
        at = found + len(piece)
    return [*around, part[at:]]


def _filled(around: Sequence[bytes], pieces: Sequence[bytes]) -> bytes:
    """The part that has other pieces in their places."""
    whole = [b""] * (len(around) + len(pieces))
    whole[::2], whole[1::2] = around, pieces
    return b"".join(whole)
