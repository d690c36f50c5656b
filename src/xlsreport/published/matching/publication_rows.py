"""PUBLICATION → PRINTED ROWS: all rows of all tables, each with what it may be in each block of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsreport.definition.definition import Definition
from xlsreport.published.matching.grids.cell_grid import CellGrid, grid_of_table, words_of
from xlsreport.published.matching.grids.heading_reading import HeadingReader
from xlsreport.published.matching.grids.headings import Heading
from xlsreport.published.matching.grids.repeated_labels import with_repetitions_merged
from xlsreport.published.matching.grids.row_cells import row_cells
from xlsreport.published.matching.grids.row_matching import RowCandidates, RowReader
from xlsreport.published.matching.grids.slipped_bands import has_slipped
from xlsreport.published.matching.grids.table_bands import Band, HeadedBand, bands_of
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, NamedLines
from xlsreport.published.matching.labels.vocabulary import Vocabulary, vocabulary_of
from xlsreport.published.matching.surroundings.line_tables import MAX_LINE, table_of_lines
from xlsreport.published.matching.surroundings.publication_context import (
    PublicationContext,
    Surroundings,
    heading_parts,
    with_caption,
)
from xlsreport.published.matching.surroundings.remembered_headings import RememberedHeadings
from xlsreport.published.publication.publication import Paragraph, Publication, PublishedFormat, PublishedTable

_LEAVES_OUT_BLANKS: frozenset[PublishedFormat] = frozenset({"xlsx", "xls", "ods"})
"""Formats that need not store a blank cell."""
_WRITES_EVERY_CELL: frozenset[PublishedFormat] = frozenset({"html", "docx", "doc"})
"""Formats whose rows have every cell, so that one which is missing moves those behind it."""


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

    def __init__(self, publication: Publication, definition: Definition, named: NamedLines = ()) -> None:
        self._publication = publication
        self._vocabulary = vocabulary_of(definition, named)
        self._context = PublicationContext(definition, self._vocabulary)
        self._readers = {block: RowReader(block, self._vocabulary) for block in self._vocabulary.blocks}
        self._remembered = RememberedHeadings(self._vocabulary)
        self._last: HeadedBand | None = None
        self._lines: list[Paragraph] = []

    def rows(self) -> Iterator[PrintedRow]:
        """All rows in reading order."""
        for block in self._publication.blocks:
            if isinstance(block, PublishedTable):
                yield from self._lines_read()
                grid = with_repetitions_merged(grid_of_table(block), self._vocabulary)
                yield from self._table(_right_way_round(grid, self._vocabulary))
                self._context.end_table()
            elif not block.chrome:
                yield from self._paragraph(block)
        yield from self._lines_read()

    def _paragraph(self, paragraph: Paragraph) -> Iterator[PrintedRow]:
        text = paragraph.text
        if self._context.section_of(text) is not None or len(text) > MAX_LINE:
            yield from self._lines_read()
            self._last = None
        else:
            self._lines.append(paragraph)
        before = self._context.now
        self._context.paragraph(text)
        if self._context.now.section != before.section:
            self._remembered.forget()
        for part in heading_parts(text) if self._context.now.texts else ():
            self._remembered.add(part)
            for reader in self._readers.values():
                reader.open(part)

    def _lines_read(self) -> Iterator[PrintedRow]:
        """The rows of the lines since the last table, where these are cells of one."""
        lines, self._lines = self._lines, []
        grid = table_of_lines(lines, self._vocabulary) if lines else None
        if grid is not None:
            surroundings = self._context.now
            self._context.now = surroundings.without_texts()
            self._last = None
            yield from self._table(grid)
            self._context.now = surroundings

    def _table(self, grid: CellGrid) -> Iterator[PrintedRow]:
        if grid.number is not None and not self._context.continues:
            self._last = None
        for band in bands_of(grid, self._vocabulary):
            captions = (words_of(cell) for cell in band.captions)
            surroundings = with_caption(self._context.now, captions, self._vocabulary)
            if band.heading:
                is_written = self._publication.format in _WRITES_EVERY_CELL
                self._last = HeadedBand(grid, band, surroundings.labels, every_cell_is_written=is_written)
            yield from self._band(grid, band, surroundings, self._headings(self._last))
            for row in band.heading:
                for cell in grid.rows[row]:
                    self._remembered.add(words_of(cell))

    def _headings(self, headed: HeadedBand | None) -> Mapping[ExpectedBlock, Heading]:
        """The columns of each block below some headings, or below those that the section printed before."""
        found: dict[ExpectedBlock, Heading] = {}
        reader = headed and HeadingReader(headed, self._vocabulary)
        for block in self._vocabulary.blocks:
            heading = reader.read(block) if reader else None
            if heading is None or len(heading.columns) < len(block.columns):
                printed = list(reader.texts(block)) if reader else []
                heading = self._remembered.heading(block, printed) or heading
            if heading is not None:
                found[block] = heading
        return found

    def _band(
        self, grid: CellGrid, band: Band, surroundings: Surroundings, headings: Mapping[ExpectedBlock, Heading]
    ) -> Iterator[PrintedRow]:
        blanks_are_cells = self._publication.format in _LEAVES_OUT_BLANKS
        fitting = {
            block: heading
            for block, heading in headings.items()
            if not has_slipped(grid, band, heading, self._vocabulary)
        }
        for row in band.body:
            candidates: dict[ExpectedBlock, RowCandidates] = {}
            for block, heading in fitting.items():
                cells = row_cells(grid, row, heading, self._vocabulary, blanks_are_cells=blanks_are_cells)
                candidates[block] = self._readers[block].read(heading, cells)
            yield PrintedRow(grid, row, surroundings, candidates)


def _right_way_round(grid: CellGrid, vocabulary: Vocabulary) -> CellGrid:
    """The table as the form has it, where it is printed with rows and columns exchanged.

    Not where a printed row is shorter than others: the figures in it may have slipped from one label to the next.
    """
    if not grid.exact or not grid.is_rectangular:
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
