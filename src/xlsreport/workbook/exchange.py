"""A workbook that was written, and others that differ from it only in what some cells hold: the rest is taken again."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.workbook.book import Act, Book, Call, Write
from xlsreport.workbook.cut_sheet import CutSheet, Strings
from xlsreport.workbook.package import (
    CORE,
    STRINGS,
    StringsFrame,
    archive_of,
    read_parts,
    sheet_part,
    string_items,
)
from xlsreport.workbook.pieces import pieces_of

_PLAIN = ("write_string", "write_number", "write_blank")
"""Calls that may stand for each other in a cell."""


class UnknownFormError(Exception):
    """A file that is not written as it is taken to be, so that nothing in it can be exchanged."""


def differ_in_contents_only(one: Book, other: Book) -> bool:
    """Whether two workbooks are written by the same calls but for what cells hold and what heads the printed pages."""
    if one.font != other.font or [sheet.name for sheet in one.sheets] != [sheet.name for sheet in other.sheets]:
        return False
    pairs = [(a.calls, b.calls) for a, b in zip(one.sheets, other.sheets, strict=True)]
    return all(len(a) == len(b) and all(map(_exchangeable, a, b)) for a, b in pairs)


def _exchangeable(one: Call, other: Call) -> bool:
    if isinstance(one, Write) and isinstance(other, Write):
        if one.cell != other.cell or one.style != other.style:
            return False
        if one.method in _PLAIN:
            return other.method in _PLAIN
        return one.method == other.method == "write_formula" and one.content == other.content
    if isinstance(one, Act) and isinstance(other, Act) and one.method == other.method:
        # To the letter: 1 equals 1.0, but is written otherwise.
        return one.method == "set_header" or repr(one.arguments) == repr(other.arguments)
    return one is other


class WrittenWorkbook:
    """The parts of a workbook, cut where its contents are.

    What they are taken to look like is tried once: its own contents, put back, must give the same file.

    Raises:
        UnknownFormError: they do not.
    """

    def __init__(self, book: Book, data: bytes) -> None:
        try:
            self._cut(book, read_parts(data))
        except (KeyError, ValueError) as error:
            raise UnknownFormError from error
        if self.with_contents_of(book) != data:
            raise UnknownFormError

    def _cut(self, book: Book, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        sheets = enumerate(book.sheets)
        self._sheets = [CutSheet(sheet, parts[sheet_part(number)].decode()) for number, sheet in sheets]
        strings = Strings()
        for cut in self._sheets:
            cut.filled(cut.calls, strings)
        part = parts[STRINGS].decode()
        self._frame = StringsFrame(part)
        self._items = dict(zip(strings.numbers, string_items(part), strict=True))

    def with_contents_of(self, book: Book) -> bytes:
        """The bytes of a workbook that differs in contents only.

        Raises:
            RefusedError: something in it cannot be stored.
        """
        strings = Strings()
        filled = [cut.filled(sheet.calls, strings) for cut, sheet in zip(self._sheets, book.sheets, strict=True)]
        waiting = [call for sheet in filled for call in sheet.waiting.values()]
        new = [text for text in strings.numbers if text not in self._items]
        pieces = pieces_of(book, waiting, new, [sheet.header for sheet in filled if sheet.header])
        items = [self._items.get(text) or pieces.items[text] for text in strings.numbers]
        changed = {sheet_part(number): sheet.part(pieces).encode() for number, sheet in enumerate(filled)}
        changed |= {STRINGS: self._frame.around(items, strings.count).encode(), CORE: pieces.core}
        return archive_of({**self._parts, **changed})
