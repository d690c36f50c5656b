"""Which cells of a saved workbook still hold a formula; asked only where a displayed total is not what it should be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlsreport.layout.cells import CellRef


def cells_with_formulas(path: str | Path, cells: Iterable[CellRef]) -> frozenset[CellRef]:
    """Those of the cells that hold a formula rather than a typed value.

    Raises:
        OSError: the file is gone.
    """
    import openpyxl  # slow to import, and rarely needed

    book = openpyxl.load_workbook(path, read_only=False, data_only=False)
    try:
        return frozenset(cell for cell in cells if book[cell.sheet][cell.a1].data_type == "f")
    finally:
        book.close()
