"""Publications as a test writes them down: tables of the form with figures, and tables drawn with bars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xlsreport import Definition
from xlsreport.definition.place import Place
from xlsreport.layout.grid import Box, table_grid
from xlsreport.published.imported_report import MatchedFigures
from xlsreport.published.publication.publication import (
    Block,
    Paragraph,
    Publication,
    PublishedCell,
    PublishedFormat,
    PublishedTable,
)


def publication(*blocks: str | PublishedTable, format: PublishedFormat = "html") -> Publication:  # noqa: A002  as the field
    """A publication of paragraphs and tables, the latter numbered anew."""
    numbered: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, str):
            numbered.append(Paragraph(block))
        else:
            count += 1
            numbered.append(PublishedTable(count, block.cells, block.exact_columns))
    return Publication("page", format, tuple(numbered))


def drawn(text: str, *, exact: bool = True) -> PublishedTable:
    """A table drawn with bars: ``a | b`` is a row, ``<`` continues the cell at its left and ``^`` the one above it."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    cells = []
    for row, texts in enumerate(rows):
        for column, words in enumerate(texts):
            if words in ("<", "^"):
                continue
            width = _run(texts[column + 1 :], "<")
            height = _run([below[column] for below in rows[row + 1 :] if column < len(below)], "^")
            cells.append(PublishedCell(words, row, column, height + 1, width + 1))
    return PublishedTable(1, tuple(cells), exact)


def _run(texts: Sequence[str], sign: str) -> int:
    return next((number for number, text in enumerate(texts) if text != sign), len(texts))


def form_table(definition: Definition, table: str, figure: Callable[[Place], str]) -> PublishedTable:
    """A table as the form prints it, with a figure in each of its places."""
    grid = table_grid(definition, table)
    labels = (_cell(label.text, label.box) for label in grid.labels)
    figures = (_cell(figure(each.place), each.box) for each in grid.figures)
    return PublishedTable(1, tuple(sorted((*labels, *figures), key=lambda cell: (cell.row, cell.column))))


def _cell(text: str, box: Box) -> PublishedCell:
    return PublishedCell(text, box.top, box.left, box.height, box.width)


def rows_of_texts(table: PublishedTable) -> PublishedTable:
    """The same table with its spans lost, so that only the order of the cells of each row is left."""
    by_row: dict[int, list[PublishedCell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    cells = (
        PublishedCell(cell.text, row, number)
        for row, several in sorted(by_row.items())
        for number, cell in enumerate(sorted(several, key=lambda cell: cell.column))
    )
    return PublishedTable(1, tuple(cells), exact_columns=False)


def printed_at(matched: MatchedFigures, places: Iterable[str]) -> list[str | None]:
    """What was read at some places; None where nothing was."""
    return [None if (found := matched.figures.get(Place.parse(place))) is None else found.printed for place in places]


def because(matched: MatchedFigures, place: str) -> str:
    """Why a place was not read."""
    return next(unread.because for unread in matched.unread if unread.name == place)
