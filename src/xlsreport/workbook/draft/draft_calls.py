"""The calls of which a draft consists, in XlsxWriter's terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from xlsreport.layout.cells import CellRef

CellStyle = Mapping[str, Any]
"""Properties of a cell's format, as XlsxWriter names them."""


class FormatArgument(NamedTuple):
    """Stands for an XlsxWriter format among a call's arguments.

    ``difference`` is for a conditional format, which holds only the properties that the condition changes.
    """

    style: CellStyle
    difference: bool = False


class CellCall(NamedTuple):
    """A call that writes one cell; ``result`` is the value of a formula or the text of a link."""

    cell: CellRef
    method: str
    content: str | float | None
    style: CellStyle
    result: str | float | None = None


class SheetCall(NamedTuple):
    """Any other call of a worksheet method; ``where`` is named in the error if the call is refused."""

    method: str
    arguments: tuple[Any, ...]
    where: object = None


class SharedCalls(NamedTuple):
    """Calls that all workbooks of a plan share as one object, and the texts that these calls write."""

    calls: tuple[CellCall | SheetCall, ...]
    texts: tuple[str, ...]


DraftCall = CellCall | SheetCall | SharedCalls
