"""Reads a Word file back as XML, independently of the code that wrote it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from xlsreport.document.proof.rendering_content import (
    ReadCell,
    ReadRow,
    RenderingContent,
    UnreadableRenderingError,
    visible,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AGAIN = "_again"
"""Prefix of bookmarks on a label or table that continues from the page before."""
_CONTINUED = (None, "continue")
"""Values by which a cell continues the one above; no value means to continue (ISO/IEC 29500-1, 17.4.84)."""


_RowContent = list[tuple[int, int, bool, str]]
"""The cells of a row: first printed column, width, whether it continues the cell above, text."""


def read_docx(data: bytes) -> RenderingContent:
    """The tables and paragraphs of a ``.docx`` file.

    Raises:
        UnreadableRenderingError: it is none.
    """
    try:
        with ZipFile(io.BytesIO(data)) as package:
            root = ElementTree.fromstring(package.read("word/document.xml"))
    except (BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise UnreadableRenderingError(str(error)) from error
    body = root.find(f"{_W}body")
    if body is None:
        raise UnreadableRenderingError("w:body")
    rows = [row for table in _tables(body) for row in _rows(table)]
    return RenderingContent(tuple(rows), tuple(_text(child) for child in body.findall(f"{_W}p")))


def _tables(body: Element) -> Iterator[list[Element]]:
    """The rows of each table; a table that was split over pages is joined again."""
    rows: list[Element] = []
    contents: list[_RowContent] = []
    goes_on = False
    for child in body:
        if child.tag == f"{_W}p":
            goes_on = _is_again(child) and not _text(child)
        if child.tag != f"{_W}tbl":
            continue
        found = child.findall(f"{_W}tr")
        if goes_on:
            found = found[_repeated(contents, found) :]
            rows += found
        else:
            if rows:
                yield rows
            rows, contents = found, []
        contents += map(_row_content, found)
    if rows:
        yield rows


def _headings(rows: list[Element]) -> int:
    """The number of first rows that are marked as headings."""
    return next((n for n, row in enumerate(rows) if row.find(f"{_W}trPr/{_W}tblHeader") is None), len(rows))


def _repeated(above: list[_RowContent], rows: list[Element]) -> int:
    """The number of rows of a part that repeat headings with the same text; ``above`` are those before it."""
    count = _headings(rows)
    headings = list(map(_row_content, rows[:count]))
    return count if any(above[at : at + count] == headings for at in range(len(above))) else 0


def _row_content(row: Element) -> _RowContent:
    return [(column, width, _continues(cell), _text(cell)) for column, width, cell in _placed(row)]


def _rows(rows: list[Element]) -> Iterator[ReadRow]:
    grid = [list(_placed(row)) for row in rows]
    continued: list[set[int]] = []
    above: dict[int, tuple[int, str]] = {}
    for row in grid:
        continued.append({c for c, width, cell in row if _goes_on(cell, above.get(c), (width, _text(cell)))})
        above |= {c: (width, _text(cell)) for c, width, cell in row if c not in continued[-1]}
    for number, row in enumerate(grid):
        yield tuple(
            ReadCell(_text(cell), _height(column, continued, number), width)
            for column, width, cell in row
            if column not in continued[number]
        )


def _goes_on(cell: Element, above: tuple[int, str] | None, own: tuple[int, str]) -> bool:
    """Whether a cell belongs to the one above: merged with it, or a label repeated at the head of a page."""
    return _continues(cell) or (_is_again(cell) and above == own)


def _is_again(element: Element) -> bool:
    marks = element.iter(f"{_W}bookmarkStart")
    return any(mark.get(f"{_W}name", "").startswith(_AGAIN) for mark in marks)


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Every cell of a row with its first printed column and its width."""
    column = 0
    for cell in row.findall(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = 1 if span is None else int(span.get(f"{_W}val", "1"))
        yield column, width, cell
        column += width


def _continues(cell: Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") in _CONTINUED


def _height(column: int, continued: list[set[int]], row: int) -> int:
    """How many rows a cell is high: its own, and those below whose cells continue it."""
    height = 1
    while row + height < len(continued) and column in continued[row + height]:
        height += 1
    return height


def _text(element: Element) -> str:
    return visible("".join(text.text or "" for text in element.iter(f"{_W}t")))
