"""PUBLICATION → PRINTED ROWS: all rows of all tables, each with what it may be in each block of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsreport.definition.definition import Definition
from xlsreport.published.matching.grids.cell_grid import CellGrid, grid_of_table, words_of
from xlsreport.published.matching.grids.heading_reading import Heading, HeadingReader
from xlsreport.published.matching.grids.row_cells import row_cells
from xlsreport.published.matching.grids.row_matching import RowCandidates, RowReader
from xlsreport.published.matching.grids.table_bands import Band, bands_of
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock
from xlsreport.published.matching.labels.vocabulary import Vocabulary, vocabulary_of
from xlsreport.published.matching.publication_context import PublicationContext, Surroundings, with_caption
from xlsreport.published.publication.publication import Publication, PublishedFormat, PublishedTable

_LEAVES_OUT_BLANKS: frozenset[PublishedFormat] = frozenset({"xlsx", "xls", "ods"})
"""Formats that need not store a blank cell."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedRow:
    """A row of a published table below its headings.

    Attributes:
        grid: the table.
        row: which row of it, from 0.
        surroundings: what was printed above.
        candidates: by block, what it may be there.
    """

    grid: CellGrid
    row: int
    surroundings: Surroundings
    candidates: Mapping[ExpectedBlock, RowCandidates]

    @property
    def name(self) -> str:
        """Its labels as printed."""
        return next((each.name for each in self.candidates.values() if each.name), "")


class RowCollector:
    """Goes through a publication and collects its rows."""

    def __init__(self, publication: Publication, definition: Definition) -> None:
        self._publication = publication
        self._vocabulary = vocabulary_of(definition)
        self._context = PublicationContext(definition, self._vocabulary)
        self._readers = {block: RowReader(block, self._vocabulary) for block in self._vocabulary.blocks}
        self._last: tuple[CellGrid, Band, Surroundings] | None = None

    def rows(self) -> Iterator[PrintedRow]:
        """All rows in reading order."""
        for block in self._publication.blocks:
            if isinstance(block, PublishedTable):
                yield from self._table(block)
                self._context.end_table()
            elif not block.chrome:
                self._paragraph(block.text)

    def _paragraph(self, text: str) -> None:
        section = self._context.now.section
        self._context.paragraph(text)
        if self._context.now.section != section:
            self._last = None
        if self._context.now.texts:
            for reader in self._readers.values():
                reader.open(text)

    def _table(self, table: PublishedTable) -> Iterator[PrintedRow]:
        grid = _right_way_round(grid_of_table(table), self._vocabulary)
        if not self._context.continues:
            self._last = None
        for band in bands_of(grid, self._vocabulary):
            captions = (words_of(cell) for cell in band.captions)
            surroundings = with_caption(self._context.now, captions, self._vocabulary)
            source = (grid, band, surroundings) if band.heading else self._last
            if band.heading:
                self._last = source
            if source is not None:
                yield from self._band(grid, band, surroundings, self._headings(*source))

    def _headings(self, grid: CellGrid, band: Band, surroundings: Surroundings) -> Mapping[ExpectedBlock, Heading]:
        reader = HeadingReader(grid, band, self._vocabulary, surroundings.labels)
        read = ((block, reader.read(block)) for block in self._vocabulary.blocks)
        return {block: heading for block, heading in read if heading is not None}

    def _band(
        self, grid: CellGrid, band: Band, surroundings: Surroundings, headings: Mapping[ExpectedBlock, Heading]
    ) -> Iterator[PrintedRow]:
        blanks_are_cells = self._publication.format in _LEAVES_OUT_BLANKS
        for row in band.body:
            candidates: dict[ExpectedBlock, RowCandidates] = {}
            for block, heading in headings.items():
                cells = row_cells(grid, row, heading, self._vocabulary, blanks_are_cells=blanks_are_cells)
                candidates[block] = self._readers[block].read(heading, cells)
            yield PrintedRow(grid, row, surroundings, candidates)


def _right_way_round(grid: CellGrid, vocabulary: Vocabulary) -> CellGrid:
    """The table as the form has it, where it is printed with rows and columns exchanged."""
    if not grid.exact:
        return grid
    turned = grid.turned()
    return turned if _fitting(turned, vocabulary) > _fitting(grid, vocabulary) else grid


def _fitting(grid: CellGrid, vocabulary: Vocabulary) -> int:
    """How many labels stand where the form has them: those of columns above figures, those of rows beside them."""
    count = 0
    for band in bands_of(grid, vocabulary):
        above = (words_of(cell) for row in band.heading for cell in grid.rows[row] if cell.row == row)
        beside = (words_of(cell) for row in band.body for cell in grid.rows[row][:-1] if cell.row == row)
        count += sum(any(match.role == "column" for match in vocabulary.matches(text)) for text in above)
        count += sum(any(match.role == "row" for match in vocabulary.matches(text)) for text in beside)
    return count
