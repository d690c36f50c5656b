"""What readers of published files find, in a form that a test can write down."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from xlsreport.document.content.model import Document, PrintedTable
from xlsreport.messages import messages_for
from xlsreport.published.publication.publication import Paragraph, Publication, PublishedTable
from xlsreport.published.publication.publication_reading import read_publication

Placed = tuple[int, int, int, int, str]
"""A cell: row, column, height, width, words."""


def published(data: bytes, name: str = "report") -> Publication:
    """The bytes of a file, read with sentences in English."""
    return read_publication(data, name, messages_for("en"))


def rows_of(table: PublishedTable) -> list[list[str]]:
    """The rows of a table: each cell's words, with its height and width where it is merged: ``words 2x3``."""
    rows: list[list[str]] = [[] for _ in range(max(cell.row + cell.height for cell in table.cells))]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        reach = "" if (cell.height, cell.width) == (1, 1) else f" {cell.height}x{cell.width}"
        rows[cell.row].append(f"{cell.text}{reach}")
    return rows


def texts_of(publication: Publication) -> list[str]:
    """The paragraphs that belong to the report."""
    return [block.text for block in publication.blocks if isinstance(block, Paragraph) and not block.chrome]


def printed_grids(document: Document) -> list[set[Placed]]:
    """The tables of a report of ours, as a reader must find them: every cell with words, blanks within taken out."""
    tables = (part for part in document.parts if isinstance(part, PrintedTable))
    return [seen_grid((c.top, c.left, c.height, c.width, c.text) for c in table.cells) for table in tables]


def read_grids(publication: Publication) -> list[set[Placed]]:
    """The tables of a publication in the same form."""
    return [
        seen_grid((c.row, c.column, c.height, c.width, c.text) for c in table.cells) for table in publication.tables
    ]


def seen_grid(cells: Iterable[Placed]) -> set[Placed]:
    """The cells with words; edges of columns that no cell of the table has are not seen, and do not count."""
    known = list(cells)
    edges = sorted({left for _, left, _, _, _ in known} | {left + width for _, left, _, width, _ in known})
    number = {edge: order for order, edge in enumerate(edges)}
    return {
        (top, number[left], height, number[left + width] - number[left], bare(text))
        for top, left, height, width, text in known
        if bare(text)
    }


def bare(text: str) -> str:
    """A text without blanks and line ends."""
    return "".join(text.split())


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip-based file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip-based file of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()
