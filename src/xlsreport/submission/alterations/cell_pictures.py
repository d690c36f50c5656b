"""Pictures that were put into cells: what a cell then holds is a formula, an error, or the formula as a text.

WPS and newer Excel versions keep such a picture beside the sheet; the cell names it, and nothing of it can be read.
"""

from __future__ import annotations

import re

from xlsreport.layout.cells import CellRef
from xlsreport.submission.filled_workbook import FilledWorkbook

_FORMULA = re.compile(r"\s*(?:=\s*)?(?:_xlfn\.)*DISPIMG\s*\(|\s*=\s*(?:_xlfn\.)*IMAGE\s*\(", re.IGNORECASE)
"""WPS's function for a picture in a cell, and Excel's for one of the web."""
_IN_FILE = re.compile(r"\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_BEGINS = ("=", "_", "D", "d", " ")
_RICH, _MEDIA = "xl/richdata/", "xl/media/"
"""Where Excel keeps a picture that was placed in a cell ([MS-XLSX] 2.2.4.10)."""


def is_picture(text: str) -> bool:
    """Whether a text is a formula that shows a picture."""
    return text[:1] in _BEGINS and _FORMULA.match(text) is not None


def holds_picture(workbook: FilledWorkbook, cell: CellRef) -> bool:
    """Whether a cell, which holds an error or nothing that can be read, shows a picture."""
    row = workbook.cells(cell.sheet).rows.get(cell.row)
    if row is None:
        return False
    if _IN_FILE.match(row.formulas.get(cell.column, "")):
        return True
    has_rich_pictures = all(any(name.startswith(begin) for name in workbook.package.names) for begin in (_RICH, _MEDIA))
    return has_rich_pictures and cell.column in row.stand_ins
