"""What was done to a workbook besides filling it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from xlsreport.layout.cells import CellRange, CellRef

AlterationKind = Literal[
    "moved",
    "sheet",
    "formula",
    "total",
    "text",
    "protection",
    "validation",
    "hidden",
    "merge",
    "name",
    "link",
    "macro",
    "object",
    "picture",
    "format",
    "stray",
    "comment",
    "stamp",
    "previous",
    "explanation",
    "unexamined",
]
"""What was altered; findings name it as ``altered.<kind>``."""

GRADES: Mapping[AlterationKind, Literal["note", "warning"]] = {
    "moved": "note",
    "sheet": "note",
    "formula": "warning",
    "total": "note",
    "text": "note",
    "protection": "note",
    "validation": "note",
    "hidden": "warning",
    "merge": "note",
    "name": "note",
    "link": "warning",
    "macro": "warning",
    "object": "warning",
    "picture": "note",
    "format": "warning",
    "stray": "warning",
    "comment": "note",
    "stamp": "warning",
    "previous": "warning",
    "explanation": "warning",
    "unexamined": "note",
}
"""A note is harmless; a warning is for the office to look into. What cannot be read with certainty is rejected."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that is not as the workbook was given out, and where.

    ``key`` names the sentence of the message catalogue, below ``altered.``; ``values`` are what stands in it.
    """

    kind: AlterationKind
    cells: CellRange
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def altered_sheet(kind: AlterationKind, sheet: str, key: str, **values: object) -> Alteration:
    """An alteration of a whole sheet, found at its first cell."""
    first = CellRef(sheet, 0, 0)
    return Alteration(kind, CellRange(first, first), key, {"sheet": sheet, **values})
