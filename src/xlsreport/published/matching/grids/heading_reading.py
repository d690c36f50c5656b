"""HEADINGS → COLUMNS: which column of the form each printed column is.

Two ways lead there. Where cells have true columns, a figure belongs to the label right above it, and the labels above
that one must be those that head it in the form (``columns_by_position``). Where only the order of the cells is left, or
where spans were lost so that labels stand above the wrong columns, the labels must come in the very order of the form,
or be a single row of columns each of which is known by its own words (``columns_by_order``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.published.matching.grids.columns_by_order import ColumnsByOrder
from xlsreport.published.matching.grids.columns_by_position import ColumnsByPosition
from xlsreport.published.matching.grids.headings import BlockLabels, Heading
from xlsreport.published.matching.grids.table_bands import HeadedBand
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock
from xlsreport.published.matching.labels.vocabulary import Vocabulary


@dataclass(frozen=True)
class HeadingReader:
    """Reads the headings of a band by the labels of the form."""

    headed: HeadedBand
    vocabulary: Vocabulary

    def read(self, block: ExpectedBlock) -> Heading | None:
        """The columns of a block that the headings name; None where they name none of them for certain."""
        labels = BlockLabels(self.vocabulary, block)
        if self.headed.grid.exact:
            by_position = ColumnsByPosition(self.headed, labels)
            slots = by_position.slots()
            if slots is not None and any(slot.column for slot in slots):
                return Heading(block, slots, aligned=True, right=by_position.right)
            if slots == ():
                return None
        slots = ColumnsByOrder(self.headed, labels).slots()
        return None if slots is None else Heading(block, slots, aligned=False)

    def texts(self, block: ExpectedBlock) -> Iterator[str]:
        """What the headings say in reading order, but for the corner above the row labels."""
        return ColumnsByOrder(self.headed, BlockLabels(self.vocabulary, block)).texts()
