"""What stands in the cells of a table, and whether the table is one, or only arranges the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlsreport.published.publication.publication import Block, Paragraph, PublishedCell, PublishedTable
from xlsreport.published.publication.web_page.table_shapes.table_grid import PlacedCell

_LONG = 400
"""Characters from which several paragraphs in a cell are a page's text, and no figure or label."""
_SEVERAL = 3
_FEW_CELLS = 12
"""Cells with text up to which a table may be there to arrange the page."""


@dataclass(frozen=True, slots=True)
class CellContent:
    """What stands in a cell; ``struck``: its texts that are struck out, and left out."""

    blocks: tuple[Block, ...]
    struck: tuple[str, ...] = ()

    @property
    def tables(self) -> list[PublishedTable]:
        """The tables within the cell that have more than one cell."""
        return [block for block in self.blocks if isinstance(block, PublishedTable) and len(block.cells) > 1]

    @property
    def text(self) -> str:
        """The lines of the cell, with those of tables within it."""
        return "\n".join(_lines(self.blocks))

    @property
    def row_within(self) -> PublishedTable | None:
        """The table of one row that stands in the cell alone."""
        only = self.blocks[0] if len(self.blocks) == 1 else None
        is_row = isinstance(only, PublishedTable) and len(only.cells) > 1 and not any(cell.row for cell in only.cells)
        return only if is_row and isinstance(only, PublishedTable) else None


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells if cell.text)


def is_arrangement(cells: Sequence[PlacedCell[CellContent]], role: str) -> bool:
    """Whether a table only arranges the page, so that its cells follow each other as parts of the page."""
    if role in ("presentation", "none"):
        return True
    if any(cell.content.tables for cell in cells):
        return not _has_rows_within(cells)
    filled = [cell.content for cell in cells if cell.content.blocks]
    if len(filled) == 1 and len(cells) == 1:
        return len(filled[0].blocks) > 1
    return len(filled) <= _FEW_CELLS and any(
        len(content.blocks) >= _SEVERAL and len(content.text) >= _LONG for content in filled
    )


def _has_rows_within(cells: Sequence[PlacedCell[CellContent]]) -> bool:
    """Whether all tables within cells are rows of figures beside the label of their row, or as wide as their cell."""
    rows = [cell for cell in cells if cell.content.tables]
    widths = {_width(cell.content.row_within) for cell in rows}
    labelled = {cell.row for cell in cells if cell.content.text and cell.content.row_within is None}
    return (
        len(widths) == 1
        and 0 not in widths
        and len({(cell.column, cell.width) for cell in rows}) == 1
        and all(cell.height == 1 and (cell.row in labelled or {cell.width} == widths) for cell in rows)
        and rows[0].width in (1, *widths)
    )


def _width(table: PublishedTable | None) -> int:
    return max(cell.column + cell.width for cell in table.cells) if table is not None else 0


def published_table(cells: Sequence[PlacedCell[CellContent]], *, exact_columns: bool) -> PublishedTable | None:
    """The table, with rows that stand within a cell at their places; None where all cells are blank."""
    widened = max((cell for cell in cells), key=lambda cell: _width(cell.content.row_within), default=None)
    if widened is None or not any(cell.content.blocks for cell in cells):
        return None
    within = _width(widened.content.row_within)
    column = widened.column if within and widened.width == 1 else None
    grown = [within if place == column else 1 for place in range(max(cell.column + cell.width for cell in cells))]
    starts = list(accumulate(grown, initial=0))
    return PublishedTable(0, tuple(_published(cells, starts)), exact_columns)


def _published(cells: Sequence[PlacedCell[CellContent]], starts: Sequence[int]) -> Iterator[PublishedCell]:
    for cell in cells:
        left = starts[cell.column]
        if (row := cell.content.row_within) is not None:
            yield from (PublishedCell(each.text, cell.row, left + each.column, 1, each.width) for each in row.cells)
        else:
            width = starts[cell.column + cell.width] - left
            yield PublishedCell(cell.content.text, cell.row, left, cell.height, width)
