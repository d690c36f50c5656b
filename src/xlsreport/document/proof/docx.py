"""Reads a Word file back: not through the library that wrote it, but as the XML that Word will see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from lxml import etree

from xlsreport.document.proof.reading import ReadCell, Reading, Row, UnreadableRenderingError, visible

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTINUED = (None, "continue")
"""How a cell says that it goes on one that begins above; to say nothing is to go on (ISO/IEC 29500-1, 17.4.84)."""


def read_docx(data: bytes) -> Reading:
    """The tables and paragraphs of a ``.docx`` file.

    Raises:
        UnreadableRenderingError: it is none.
    """
    try:
        with ZipFile(io.BytesIO(data)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise UnreadableRenderingError(str(error)) from error
    body = root.find(f"{_W}body")
    if body is None:
        raise UnreadableRenderingError("w:body")
    rows = [row for table in body.iter(f"{_W}tbl") for row in _rows(table)]
    return Reading(tuple(rows), tuple(_text(child) for child in body.iterchildren(f"{_W}p")))


def _rows(table: etree._Element) -> Iterator[Row]:
    grid = [list(_placed(row)) for row in table.iterchildren(f"{_W}tr")]
    continued = [{column for column, _, cell in row if _continues(cell)} for row in grid]
    for number, row in enumerate(grid):
        yield tuple(
            ReadCell(_text(cell), _height(column, continued[number + 1 :]), width)
            for column, width, cell in row
            if not _continues(cell)
        )


def _placed(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Every cell of a row with the printed column that it begins in, and its width."""
    column = 0
    for cell in row.iterchildren(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = 1 if span is None else int(span.get(f"{_W}val", "1"))
        yield column, width, cell
        column += width


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") in _CONTINUED


def _height(column: int, below: list[set[int]]) -> int:
    height = 1
    for continued in below:
        if column not in continued:
            break
        height += 1
    return height


def _text(element: etree._Element) -> str:
    return visible("".join(text.text or "" for text in element.iter(f"{_W}t")))
