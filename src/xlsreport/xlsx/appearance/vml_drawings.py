"""Which cells lie under what is drawn in VML: notes that are always shown, and form controls ([MS-OI29500] 2.1.1709).

Every note of a sheet has a shape there, hidden until somebody points at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Element, parse_xml
from xlsreport.xlsx.appearance.drawing_areas import DrawnArea

_VML = "urn:schemas-microsoft-com:vml"
_NOT_DRAWN = ("shapetype", "background")
EVERYWHERE = DrawnArea(0, 0, MAX_ROWS - 1, MAX_COLUMNS - 1)
"""Where something lies of which nobody can say where."""
_HIDDEN = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBERS = 8
"""Of an anchor: column, pixels into it, row and pixels into it, of the first corner and of the last."""


def vml_areas(part: bytes) -> Iterator[DrawnArea]:
    """The areas of the shapes of a sheet that are shown; of a part that is no XML, all cells."""
    try:
        root = parse_xml(part)
    except InvalidFileError:  # Excel's own parser is more forgiving
        yield EVERYWHERE
        return
    loose = (shape for shape in root.children if shape.name.startswith(f"{_VML} ") and shape.local not in _NOT_DRAWN)
    if any(not _has_place(shape) and not _HIDDEN.search(shape.attributes.get("style", "")) for shape in loose):
        yield EVERYWHERE
    for shape in root.descendants():
        for client in shape.all("ClientData"):
            if _is_shown(shape, client):
                yield _area(client)


def _has_place(shape: Element) -> bool:
    return any(item.local == "ClientData" for item in shape.descendants())


def _is_shown(shape: Element, client: Element) -> bool:
    """Whether a shape is seen; one of a note is where the note says so, whatever its style."""
    visible = client.all("Visible")
    if visible:
        return visible[-1].text.strip().lower() not in ("f", "false")
    return not _HIDDEN.search(shape.attributes.get("style", ""))


def _area(client: Element) -> DrawnArea:
    anchors = client.all("Anchor")
    written = [number.strip() for number in anchors[-1].text.split(",")] if anchors else []
    if len(written) != _NUMBERS or not all(number.isascii() and number.isdecimal() for number in written):
        return EVERYWHERE
    column, _, row, _, last_column, right, last_row, below = map(int, written)
    return DrawnArea(
        row,
        column,
        max(row, last_row if below else last_row - 1),
        max(column, last_column if right else last_column - 1),
    )
