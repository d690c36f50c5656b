"""How large a file may be that is read: as large as its form can need, since a larger one was made to do harm."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.definition.definition import Definition
from xlsreport.layout.sheet_layouts import CHECK_COLUMNS, TableLayout
from xlsreport.layout.workbook_layout import layout_of

_TAGS = 10
"""Of a cell: of itself, its value, its formula or its shared string, which may have a phonetic reading in Chinese."""
_BYTES = 250
"""Of a cell. LibreOffice writes the formula of each line in full: 155 bytes for each of 275,000 cells of a list of
5,000 lines and 40 columns. Shared formulas take 45."""
_CHARACTERS = 100
"""Of a cell's text, on average of all cells of the lists."""
_MARGIN = 1.25
"""Lines beyond the room of a list are told, and not refused with the file."""


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The limits of a workbook; those of forms without lists, where nothing else is said.

    Attributes:
        unpacked: bytes of all unpacked parts together; a workbook of the Chinese form has less than a million.
        tags: beginnings and ends of elements in all parts together; the Chinese workbook has ten thousand, that of the
            largest shipped form 377,000, and 413,000 once openpyxl has saved it.
        area: cells from the first to the last filled row and column, all sheets together; ours have ten thousand.
        shown: characters of all cells with shared strings, each string counted for every cell that shows it.
    """

    unpacked: int = 20_000_000
    tags: int = 600_000
    area: int = 130_000
    shown: int = 20_000_000


ORDINARY_LIMITS = ReadingLimits()


def _cells_of(table: TableLayout) -> int:
    """From the first to the last cell of a table, with what is hidden beside it."""
    beside = (*table.case_states.values(), *table.asked.values())
    return (table.bottom - table.top) * max((table.check_column, *(cell.column for cell in beside)))


def limits_of(definition: Definition | None) -> ReadingLimits:
    """The limits of the workbooks of a definition: the ordinary ones, and room for every line that its lists may have.

    Without a definition the file is that of a shipped one, for which the ordinary limits are enough.
    """
    if definition is None or not definition.lists:
        return ORDINARY_LIMITS
    layout = layout_of(definition)
    cells = sum(laid.most * laid.hidden_columns.stop for laid in layout.lists.values())
    if definition.row_lists:
        cells += sum(map(_cells_of, layout.tables.values())) + layout.checks.last_row * len(CHECK_COLUMNS)
    cells = int(_MARGIN * cells)
    return ReadingLimits(
        ORDINARY_LIMITS.unpacked + _BYTES * cells,
        ORDINARY_LIMITS.tags + _TAGS * cells,
        ORDINARY_LIMITS.area + cells,
        ORDINARY_LIMITS.shown + _CHARACTERS * cells,
    )
