"""Rows that do not stand below their headings, as where spans were lost on the way or a page cut the headings off."""

from __future__ import annotations

from xlsreport.published.matching.grids.cell_grid import CellGrid, words_of
from xlsreport.published.matching.grids.headings import Heading
from xlsreport.published.matching.grids.table_bands import Band, is_figure
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock
from xlsreport.published.matching.labels.vocabulary import Vocabulary


def has_slipped(grid: CellGrid, band: Band, heading: Heading, vocabulary: Vocabulary) -> bool:
    """Whether the rows of a band cannot be those below some headings.

    Either figures stand beside a caption or the corner of the block, or the band has no headings of its own and more
    columns than those of the table before.
    """
    if heading.block.rows_have_words and _stands_beside_heading(grid, band, heading.block, vocabulary):
        return True
    if band.heading or not heading.aligned:
        return False
    end = heading.slots[-1].end
    return any(words_of(cell) and cell.column + cell.width > end for row in band.body for cell in grid.rows[row])


def _stands_beside_heading(grid: CellGrid, band: Band, block: ExpectedBlock, vocabulary: Vocabulary) -> bool:
    for row in band.body:
        texts = [text for text in map(words_of, grid.rows[row]) if text]
        matches = vocabulary.matches(texts[0]) if len(texts) > 1 else ()
        roles = {match.role for match in matches if match.block is block}
        if roles and roles <= {"caption", "stub"} and any(map(is_figure, texts[1:])):
            return True
    return False
