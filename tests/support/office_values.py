"""Tells what a running LibreOffice calculates; run by the Python that LibreOffice's bridge is installed for.

The argument is the name of the pipe on which LibreOffice listens. Each line of standard input is a JSON object with a
``file`` and ``cells``: by sheet the row and column, from 0, of each formula. A line answers each: by sheet the values
in the same order, as a file would hold them; nothing where the formula shows nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # it is run by itself, by another Python

from support.office_bridge import connected, property_of

_ERROR = 4
"""com.sun.star.sheet.FormulaResult."""
_TRUTH = 1024
"""com.sun.star.util.NumberFormat."""

Value = str | float


def main() -> None:
    """Answer line by line until there are no more."""
    desktop = connected(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        document = desktop.loadComponentFromURL(
            Path(asked["file"]).as_uri(), "_blank", 0, (property_of("Hidden", True),)
        )
        told = {name: values(document, name, cells) for name, cells in asked["cells"].items()}
        document.close(True)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def values(document: Any, name: str, cells: Sequence[tuple[int, int, bool]]) -> list[Value]:
    """The values of some cells; the third part of each is whether it may be a truth value, which is a number, too."""
    sheet = document.Sheets.getByName(name)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    rows = cursor.getDataArray()
    errors = {
        (row, column)
        for area in sheet.queryFormulaCells(_ERROR).RangeAddresses
        for row in range(area.StartRow, area.EndRow + 1)
        for column in range(area.StartColumn, area.EndColumn + 1)
    }

    def value(row: int, column: int, may_be_truth: bool) -> Value:
        if (row, column) in errors:
            return str(sheet.getCellByPosition(column, row).String)
        found: Value = rows[row][column]
        if may_be_truth and isinstance(found, float):
            kind = document.NumberFormats.getByKey(sheet.getCellByPosition(column, row).NumberFormat).Type
            return f"{found:.0f}" if kind & _TRUTH else found
        return found

    return [value(*cell) for cell in cells]


if __name__ == "__main__":
    main()
