"""A printed row taken apart: the labels at its left, and one cell for each printed column of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xlsreport.published.matching.grids.cell_grid import CellGrid, words_of
from xlsreport.published.matching.grids.headings import Heading
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock
from xlsreport.published.matching.labels.vocabulary import Vocabulary
from xlsreport.published.publication.publication import PublishedCell
from xlsreport.submission.label_normalising import normalise_label

RowFault = Literal["row_length", "row_merged"]
"""Why the cells of a row cannot be told apart, as the last part of the key of the sentence that says so."""


@dataclass(frozen=True, slots=True)
class RowCells:
    """The labels of a row from left to right, and its cells in the order of the heading's columns; None: no cell.

    ``fault`` says why its figures belong to no column for certain; there are no figures then. ``gaps_are_blanks``:
    where there is no cell, a blank one was left out by the format. ``is_assumed``: which cells are figures was told by
    how many there are in the form, and the row's total must confirm it.
    """

    labels: tuple[PublishedCell, ...]
    figures: tuple[PublishedCell | None, ...]
    fault: RowFault | None = None
    gaps_are_blanks: bool = False
    is_assumed: bool = False


def row_cells(
    grid: CellGrid, row: int, heading: Heading, vocabulary: Vocabulary, *, blanks_are_cells: bool
) -> RowCells:
    """Take a row apart below its headings.

    Args:
        grid: the table.
        row: which row.
        heading: the printed columns.
        vocabulary: tells labels from figures where columns do not.
        blanks_are_cells: whether the format leaves out blank cells, as spreadsheets do, so that none is missed.
    """
    if heading.aligned:
        aligned = _aligned(grid, row, heading, blanks_are_cells=blanks_are_cells)
        if aligned is not None:
            return aligned
        if heading.columns != heading.block.columns or len(heading.slots) != len(heading.columns):
            return RowCells((), (), "row_length")  # only the form's own columns in its order may be counted
    counted = _counted(grid, row, heading, vocabulary)
    if heading.aligned and heading.right > heading.slots[-1].end and _ends_blank(counted.figures):
        return RowCells(counted.labels, (), "row_length")  # the blank may stand below no heading
    return counted


def _ends_blank(figures: Sequence[PublishedCell | None]) -> bool:
    """Whether some cells are filled, and the last is blank."""
    filled = [cell is not None and bool(words_of(cell)) for cell in figures]
    return any(filled) and not filled[-1]


def _aligned(grid: CellGrid, row: int, heading: Heading, *, blanks_are_cells: bool) -> RowCells | None:
    """The row by its columns; None where its cells do not stand below the headings."""
    cells = grid.rows[row]
    begin = heading.slots[0].first
    labels = tuple(cell for cell in cells if cell.column < begin)
    if any(cell.column + cell.width > begin for cell in labels):
        return None
    figures: list[PublishedCell | None] = []
    used = {id(cell) for cell in labels}
    for slot in heading.slots:
        below = [cell for cell in cells if cell.column < slot.end and cell.column + cell.width > slot.first]
        used |= {id(cell) for cell in below}
        filled = [cell for cell in below if words_of(cell)]
        if any(cell.column < slot.first or cell.column + cell.width > slot.end or cell.height > 1 for cell in below):
            return RowCells(labels, (), "row_merged")
        if len(filled) > 1:
            return None
        if filled and slot.is_doubtful:
            return RowCells(labels, (), "row_length")
        figures.append(filled[0] if filled else next(iter(below), None))
    left_over = [cell for cell in cells if id(cell) not in used and words_of(cell)]
    is_beside = any(cell.column >= begin for cell in left_over)
    right = max((cell.column + cell.width for cell in cells), default=0)
    last = heading.slots[-1]
    ends_early = right < last.end and last.column is None
    is_short = (ends_early or right <= last.end < heading.right) and not blanks_are_cells
    if is_beside or is_short or right > heading.right or not _are_labels(labels, heading.block):
        return None
    return RowCells(labels, tuple(figures), gaps_are_blanks=blanks_are_cells)


def _are_labels(labels: Sequence[PublishedCell], block: ExpectedBlock) -> bool:
    """Whether the cells at the left of a row are labels or codes of rows, and no figures that slipped there."""
    last = next((cell for cell in labels[-1:] if words_of(cell)), None)
    return last is None or any(letter.isalpha() for letter in last.text) or normalise_label(last.text) in block.codes


def _counted(grid: CellGrid, row: int, heading: Heading, vocabulary: Vocabulary) -> RowCells:
    """The row by the number of its cells, which must be that of the printed columns."""
    cells = [cell for cell in grid.rows[row] if cell.row == row]
    count = _label_count(cells, heading, vocabulary)
    labels, figures = cells[:count], cells[count:]
    wanted = len(heading.slots)
    is_filled = any(map(words_of, figures))
    is_padded = not grid.exact and _is_padded(labels, figures, heading)
    if is_padded or not is_filled:
        figures = figures[:wanted]
    if len(figures) != wanted or any(cell.width > 1 and grid.exact for cell in figures):
        return RowCells(tuple(labels), (), "row_length")
    may_be_label = grid.exact or len(labels) < heading.block.stub_width
    if may_be_label and is_filled and not words_of(figures[0]):
        return RowCells(tuple(labels), (), "row_length")
    return RowCells(tuple(labels), tuple(figures), is_assumed=is_padded)


def _is_padded(labels: Sequence[PublishedCell], figures: Sequence[PublishedCell], heading: Heading) -> bool:
    """Whether blank cells behind the figures of a row stand for the columns that its label was merged over."""
    wanted = len(heading.slots)
    padding = figures[wanted:]
    is_wide = 0 < len(padding) == heading.block.stub_width - len(labels)
    return is_wide and all(map(words_of, figures[:wanted])) and not any(map(words_of, padding))


def _label_count(cells: Sequence[PublishedCell], heading: Heading, vocabulary: Vocabulary) -> int:
    """How many cells at the beginning of a row are labels."""
    if not heading.block.rows_have_words:
        return 0
    known = [number for number, cell in enumerate(cells) if _is_row_label(cell, heading, vocabulary)]
    return known[-1] + 1 if known else 0


def _is_row_label(cell: PublishedCell, heading: Heading, vocabulary: Vocabulary) -> bool:
    found = vocabulary.matches(words_of(cell))
    return any(match.role == "row" and match.block is heading.block for match in found)
