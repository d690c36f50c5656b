"""Publications made of documents without a format between, and what may become of their tables on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xlsreport import Document
from xlsreport.document.content.model import Heading, LetterLine, PrintedTable, TableNote
from xlsreport.document.content.model import Paragraph as PrintedParagraph
from xlsreport.published.publication.publication import Block, Paragraph, Publication, PublishedCell, PublishedTable

Change = Callable[[PrintedTable], Sequence[PublishedCell]]


def published_cells(table: PrintedTable) -> Sequence[PublishedCell]:
    """The cells of a table as they are printed."""
    return [PublishedCell(cell.text, cell.top, cell.left, cell.height, cell.width) for cell in table.cells]


def publication_of(document: Document, change: Change = published_cells) -> Publication:
    """What a perfect reader makes of a document; ``change`` says what became of the cells of each table."""
    return Publication("report.html", "html", tuple(_blocks(document, change)), document.title)


def _blocks(document: Document, change: Change) -> Iterator[Block]:
    number = 0
    for part in document.parts:
        match part:
            case Heading(level=level, text=text):
                yield Paragraph(text, level)
            case PrintedParagraph(text=text) | TableNote(text=text) | LetterLine(text=text):
                yield Paragraph(text)
            case PrintedTable():
                if part.title:
                    yield Paragraph(part.title)
                if cells := tuple(change(part)):
                    number += 1
                    yield PublishedTable(number, cells)


def published_rows(
    number: int, rows: Sequence[Sequence[str | tuple[str, int] | None]], page: int | None = None
) -> PublishedTable:
    """A table of rows; a cell may be a text with its width, and None is one that another covers."""
    cells: list[PublishedCell] = []
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if cell is not None:
                text, width = cell if isinstance(cell, tuple) else (cell, 1)
                cells.append(PublishedCell(text, top, left, 1, width, page))
    return PublishedTable(number, tuple(cells))
