"""Tables that stand directly below each other and are one table for the reader: its head apart, or each row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlsreport.published.publication.publication import Block, PublishedTable

FIGURE = re.compile(r"[\s+–－-]*\d[\s\d,.%％]*")


@dataclass(frozen=True, slots=True)
class JoinedBlocks:
    """Blocks with their tables numbered from 1.

    Attributes:
        blocks: paragraphs and tables.
        origins: by the identity of a table as it was, the number of the table in which it is now, and its first row.
    """

    blocks: tuple[Block, ...]
    origins: Mapping[int, tuple[int, int]]

    @property
    def joined(self) -> list[int]:
        """The numbers of the tables that were put together."""
        parts = Counter(number for number, _ in self.origins.values())
        return sorted(number for number, count in parts.items() if count > 1)


def joined_tables(blocks: Sequence[Block]) -> JoinedBlocks:
    """The blocks of a page, with tables put together that belong together by where they stand and what they have."""
    found: list[Block] = []
    origins: dict[int, tuple[int, int]] = {}
    number = 0
    for block in blocks:
        if not isinstance(block, PublishedTable):
            found.append(block)
            continue
        above = found[-1] if found else None
        if isinstance(above, PublishedTable) and _continues(above, block):
            rows = height(above)
            below = (replace(cell, row=cell.row + rows) for cell in block.cells)
            found[-1] = replace(above, cells=(*above.cells, *below))
        else:
            number, rows = number + 1, 0
            found.append(replace(block, number=number))
        origins[id(block)] = (number, rows)
    return JoinedBlocks(tuple(found), origins)


def _continues(above: PublishedTable, below: PublishedTable) -> bool:
    """Whether a table with as many columns continues the one above: as one row, or as figures below a head."""
    if not (above.exact_columns and below.exact_columns) or width(above) != width(below) or width(above) < 2:
        return False
    return height(below) == 1 or (_has_figures(below, 0) and not _has_figures(above, height(above) - 1))


def _has_figures(table: PublishedTable, row: int) -> bool:
    return any(FIGURE.fullmatch(cell.text) for cell in table.cells if cell.row <= row < cell.row + cell.height)


def width(table: PublishedTable) -> int:
    """How many columns a table has."""
    return max((cell.column + cell.width for cell in table.cells), default=0)


def height(table: PublishedTable) -> int:
    """How many rows a table has."""
    return max((cell.row + cell.height for cell in table.cells), default=0)
