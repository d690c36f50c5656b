"""Pictures that were put into cells: what a cell then holds is a formula, an error, or the formula as a text.

WPS and newer Excel versions keep such a picture beside the sheet; the cell names it, and nothing of it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlsreport.xlsx.worksheet.sheet_row import SheetRow

_IN_FILE = re.compile(r"\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
"""WPS's function for a picture in a cell, and Excel's for one of the web."""
_RICH, _MEDIA = "xl/richdata/", "xl/media/"
"""Where Excel keeps a picture that was placed in a cell ([MS-XLSX] 2.2.4.10)."""


def shows_picture(row: SheetRow, column: int, parts: Iterable[str]) -> bool:
    """Whether a cell, which holds an error or nothing that can be read, shows a picture.

    Args:
        row: the row of the cell.
        column: its column.
        parts: the names of all parts of the file, in lower case.
    """
    if _IN_FILE.match(row.formulas.get(column, "")):
        return True
    has_rich_pictures = all(any(name.startswith(begin) for name in parts) for begin in (_RICH, _MEDIA))
    return has_rich_pictures and column in row.stand_ins
