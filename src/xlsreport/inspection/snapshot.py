"""What openpyxl sees of a workbook: formulas, constants, locks, validations, what is hidden, merged and remarked."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange as AnyRange
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from xlsreport.layout.cells import CellRange, CellRef

_BUILT_IN = ("_xlnm.print_area", "_xlnm.print_titles", "_xlnm._filterdatabase", "_xlnm.criteria", "_xlnm.extract")
"""Names that programs define for printing and filtering ([ECMA-376] part 1, 18.2.5); others like them start macros."""
_PLACEHOLDERS = ("_xlfn", "_xlpm", "_xleta", "_xlchart")
"""Begin the names by which programs remember functions that a file format does not know."""

_MOST_BYTES = 8_000_000
"""Of a workbook, not packed: one of ours has a third of a million. openpyxl takes time and memory for all it is given,
fifty times the size."""


@dataclass(frozen=True)
class SheetSnapshot:
    """One sheet; cells count from 0, as everywhere."""

    name: str
    formulas: Mapping[CellRef, str]
    constants: Mapping[CellRef, object]
    unlocked: frozenset[CellRef]
    protected: bool
    validated: tuple[CellRange, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: frozenset[CellRange]
    comments: Mapping[CellRef, str]

    def is_validated(self, cell: CellRef) -> bool:
        """Whether some validation covers a cell."""
        return any(cell in area for area in self.validated)


@dataclass(frozen=True)
class Snapshot:
    """All sheets by name, and the names that somebody defined."""

    sheets: Mapping[str, SheetSnapshot]
    names: Mapping[str, str]


class UnreadableError(Exception):
    """A workbook that cannot be looked at."""


def snapshot_of(data: bytes) -> Snapshot:
    """Look at a whole workbook.

    Raises:
        UnreadableError: it is too large to look at, or openpyxl does not understand a part of it.
    """
    if len(data) > _MOST_BYTES:
        raise UnreadableError("too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions that it would lose on saving, which nobody does here
            book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
            sheets = {sheet.title: _sheet(sheet) for sheet in book.worksheets}
            names = {name: str(defined.attr_text) for name, defined in book.defined_names.items()}
            for sheet in book.worksheets:
                names |= {name: str(defined.attr_text) for name, defined in sheet.defined_names.items()}
    except Exception as error:  # openpyxl raises whatever a strange file makes it stumble over
        raise UnreadableError(str(error)) from error
    known = {name for name in names if name.lower() in _BUILT_IN or name.lower().startswith(_PLACEHOLDERS)}
    own = {name: text for name, text in names.items() if name not in known}
    return Snapshot(sheets, own)


def _sheet(sheet: Worksheet) -> SheetSnapshot:
    formulas: dict[CellRef, str] = {}
    constants: dict[CellRef, object] = {}
    unlocked: set[CellRef] = set()
    comments: dict[CellRef, str] = {}
    # Its iter_rows() would make a cell for every address up to the last, however far away that is.
    for cell in sheet._cells.values():
        if not isinstance(cell, Cell):
            continue
        at = CellRef(sheet.title, cell.row - 1, cell.column - 1)
        if cell.data_type == "f":
            formulas[at] = _formula(cell.value)
        elif cell.value is not None:
            constants[at] = cell.value
        if not cell.protection.locked:
            unlocked.add(at)
        if cell.comment is not None:
            comments[at] = str(cell.comment.text)
    return SheetSnapshot(
        name=sheet.title,
        formulas=formulas,
        constants=constants,
        unlocked=frozenset(unlocked),
        protected=bool(sheet.protection.sheet),
        validated=tuple(
            _range(sheet.title, area) for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges
        ),
        hidden_rows=frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=_hidden_columns(sheet),
        merged=frozenset(_range(sheet.title, area) for area in sheet.merged_cells.ranges),
        comments=comments,
    )


def _formula(value: object) -> str:
    if isinstance(value, ArrayFormula):
        return str(value.text)
    return "=" if isinstance(value, DataTableFormula) else str(value)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden:
            hidden.update(range((column.min or 1) - 1, column.max or 0))
    return frozenset(hidden)


def _range(sheet: str, area: AnyRange) -> CellRange:
    first = CellRef(sheet, area.min_row - 1, area.min_col - 1)
    return CellRange(first, CellRef(sheet, area.max_row - 1, area.max_col - 1))
