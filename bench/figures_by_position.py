"""What one writes for files that look as expected: the tables of a library, the figures by their positions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import docx
import pdfplumber
from lxml import html

from xlsreport import Definition
from xlsreport.definition.place import Place
from xlsreport.layout.grid import table_grid
from xlsreport.published.imported_report import MatchedFigures, PrintedFigure, Spot
from xlsreport.submission.typed_values.entry_parsing import parse_entry

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it says of fonts is not about figures

Rows = list[list[str]]
"""The texts of a table, every cell once: in its first row and column, blank where others are merged with it."""


def figures_by_position(path: Path, definition: Definition) -> MatchedFigures:
    """The figures of those tables of a file that have as many rows and columns as the form's, in their order.

    Tables that take their rows from a list, and lists, have no size that is known.
    """
    found: dict[Place, PrintedFigure] = {}
    read = list(_tables(path))
    for name, table in definition.tables.items():
        if table.rows_from is not None:
            continue
        grid = table_grid(definition, name)
        at = next((n for n, rows in enumerate(read) if _size(rows) == (grid.height, grid.width)), None)
        if at is None:
            continue
        rows = read[at]
        del read[: at + 1]
        for figure in grid.figures:
            text = rows[figure.box.top][figure.box.left]
            entry = parse_entry(text, definition.facts(figure.place).kind, definition.locale)
            found[figure.place] = PrintedFigure(text, entry, Spot())
    return MatchedFigures(found)


def _size(rows: Rows) -> tuple[int, int]:
    return len(rows), max(map(len, rows), default=0)


def _tables(path: Path) -> Iterator[Rows]:
    match path.suffix.lower():
        case ".docx":
            yield from _of_word(path)
        case ".pdf":
            yield from _of_pdf(path)
        case ".html" | ".htm":
            yield from _of_page(path)
        case ".txt":
            yield from _of_text(path)


def _of_word(path: Path) -> Iterator[Rows]:
    for table in docx.Document(str(path)).tables:
        yield [[cell.text.strip() for cell in row.cells] for row in table.rows]


def _of_pdf(path: Path) -> Iterator[Rows]:
    with pdfplumber.open(path) as file:
        for page in file.pages:
            for table in page.extract_tables():
                yield [[(text or "").strip() for text in row] for row in table]


def _of_page(path: Path) -> Iterator[Rows]:
    for table in html.fromstring(path.read_bytes()).iter("table"):
        cells: dict[tuple[int, int], str] = {}
        for row, line in enumerate(table.iter("tr")):
            column = 0
            for cell in line.iterchildren("td", "th"):
                while (row, column) in cells:
                    column += 1
                height, width = int(cell.get("rowspan") or 1), int(cell.get("colspan") or 1)
                text = " ".join("".join(map(str, cell.itertext())).split())
                for down in range(height):
                    for right in range(width):
                        cells[row + down, column + right] = text
        size = max((r for r, _ in cells), default=-1) + 1, max((c for _, c in cells), default=-1) + 1
        yield [[cells.get((row, column), "") for column in range(size[1])] for row in range(size[0])]


def _of_text(path: Path) -> Iterator[Rows]:
    rows: Rows = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if "|" in line:
            rows.append([text.strip() for text in line.strip().strip("|").split("|")])
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows
