"""Pieces of a workbook's parts, written by XlsxWriter in a small workbook of nothing else.

So nothing here knows how XlsxWriter writes a number, escapes a text or breaks off a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xlsreport.layout.cells import CellRef
from xlsreport.workbook.book import Book, Write
from xlsreport.workbook.package import CELL, CORE, HEADER, STRINGS, read_parts, sheet_part, string_items
from xlsreport.workbook.performing import xlsx_bytes

Key = tuple[str, str]
"""What a piece is of: the call's method and what it writes, to the letter: 1 is written otherwise than 1.0."""


class Piece(NamedTuple):
    """What a cell holds, but for its formula: the kind of the content, and the content or result."""

    kind: str
    rest: str


class Pieces(NamedTuple):
    """The pieces of some calls, the shared strings of texts, the heads of pages, and what a book says of itself."""

    cells: Mapping[Key, Piece]
    items: Mapping[str, str]
    headers: Mapping[str, str]
    core: bytes


def key_of(call: Write) -> Key:
    """What the call's piece is of."""
    return call.method, repr(call.result if call.method == "write_formula" else call.content)


def pieces_of(book: Book, calls: Iterable[Write], texts: Iterable[str], headers: Iterable[str]) -> Pieces:
    """Let XlsxWriter write the contents of some numbers and formulas, some texts, and the heads of some pages.

    Raises:
        RefusedError: XlsxWriter takes one of them for what no workbook can hold.
    """
    numbers = {key_of(call): call for call in calls}
    words, heads = list(texts), list(dict.fromkeys(headers))
    small = Book(title=book.title, author=book.author, font=book.font)
    first = small.sheet("0")
    for row, call in enumerate(numbers.values()):
        content = "=0" if call.method == "write_formula" else call.content
        first.calls.append(call._replace(cell=CellRef("0", row, 0), content=content, style={}))
    for row, text in enumerate(words):
        first.calls.append(Write(CellRef("0", row, 1), "write_string", text, {}))
    for number, head in enumerate(heads):
        (small.sheet(str(number)) if number else first).header(head)
    return _read(small, numbers, words, heads)


def _read(small: Book, numbers: Iterable[Key], words: list[str], heads: list[str]) -> Pieces:
    sheets = [sheet_part(number) for number in range(len(small.sheets))]
    parts = read_parts(xlsx_bytes(small), *sheets, CORE, *([STRINGS] if words else []))
    written = [parts[name].decode() for name in sheets]
    found = (Piece(cell["kind"], cell["rest"]) for cell in CELL.finditer(written[0]) if cell["address"][0] == "A")
    items = string_items(parts[STRINGS].decode()) if words else []
    lines = (line for part in written for line in HEADER.findall(part))
    return Pieces(
        cells=dict(zip(numbers, found, strict=True)),
        items=dict(zip(words, items, strict=True)),
        headers=dict(zip(heads, lines, strict=True)),
        core=parts[CORE],
    )
