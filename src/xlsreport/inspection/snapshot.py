"""A snapshot of a workbook by openpyxl: formulas, constants, locks, validations, merged areas, comments."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange as AnyRange
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from xlsreport.inspection.openpyxl_cost import is_costly
from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.xlsx.package.workbook_package import Package

_BUILT_IN = ("_xlnm.print_area", "_xlnm.print_titles", "_xlnm._filterdatabase", "_xlnm.criteria", "_xlnm.extract")
"""Names that programs define for printing and filtering ([ECMA-376] part 1, 18.2.5). Other ``_xlnm`` names may start
macros."""
_PLACEHOLDERS = ("_xlfn", "_xlpm", "_xleta", "_xlchart")
"""Prefixes of names by which programs keep functions that the file format does not have."""

_MAX_COVERED = 200
"""Rows and columns of an array formula that are examined; no report has a larger table."""


@dataclass(frozen=True)
class SheetSnapshot:
    """One sheet; cells count from 0, as everywhere."""

    name: str
    formulas: Mapping[CellRef, str]
    constants: Mapping[CellRef, object]
    unlocked: frozenset[CellRef]
    protected: bool
    validated: tuple[CellRange, ...]
    limited: tuple[CellRange, ...]
    merged: frozenset[CellRange]
    comments: Mapping[CellRef, str]

    def is_validated(self, cell: CellRef) -> bool:
        """Whether some validation covers a cell."""
        return any(cell in area for area in self.validated)

    def is_limited(self, cell: CellRef) -> bool:
        """Whether some validation of a cell does more than show a prompt, as calculated cells have one."""
        return any(cell in area for area in self.limited)


@dataclass(frozen=True)
class Snapshot:
    """All sheets by name, and the names that somebody defined."""

    sheets: Mapping[str, SheetSnapshot]
    names: Mapping[str, str]


class SnapshotError(Exception):
    """A workbook of which no snapshot can be made."""


def snapshot_of(package: Package) -> Snapshot:
    """Make a snapshot of a workbook.

    Raises:
        SnapshotError: it is too large, or openpyxl cannot read a part of it.
    """
    if is_costly(package.parts.values()):
        raise SnapshotError("too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions that it would lose on saving; nothing is saved here
            book = openpyxl.load_workbook(io.BytesIO(package.clean()), keep_links=False)
            sheets = {sheet.title: _sheet(sheet) for sheet in book.worksheets}
            names = {name: str(defined.attr_text) for name, defined in book.defined_names.items()}
            for sheet in book.worksheets:
                names |= {name: str(defined.attr_text) for name, defined in sheet.defined_names.items()}
    except Exception as error:  # openpyxl raises exceptions of any class for unusual files
        raise SnapshotError(str(error)) from error
    known = {name for name in names if _is_built_in(name.lower())}
    own = {name: text for name, text in names.items() if name not in known}
    return Snapshot(sheets, own)


def _is_built_in(name: str) -> bool:
    """Whether programs define the name themselves; old formats write ``_xlnm_`` for ``_xlnm.``."""
    return name.replace("_xlnm_", "_xlnm.") in _BUILT_IN or name.startswith(_PLACEHOLDERS)


def _sheet(sheet: Worksheet) -> SheetSnapshot:
    formulas: dict[CellRef, str] = {}
    constants: dict[CellRef, object] = {}
    unlocked: set[CellRef] = set()
    comments: dict[CellRef, str] = {}
    spread: dict[CellRef, str] = {}  # by the other cells of array formulas and data tables
    # Its iter_rows() would make a cell for every address up to the last, however far away that is.
    for cell in sheet._cells.values():
        if not isinstance(cell, Cell):
            continue
        at = CellRef(sheet.title, cell.row - 1, cell.column - 1)
        if cell.data_type == "f":
            formulas[at] = _formula(cell.value)
            spread.update(dict.fromkeys(_covered(sheet.title, cell.value), formulas[at]))
        elif cell.value is not None:
            constants[at] = cell.value
        if not cell.protection.locked:
            unlocked.add(at)
        if cell.comment is not None:
            comments[at] = str(cell.comment.text)
    return SheetSnapshot(
        name=sheet.title,
        formulas={**spread, **formulas},
        constants={at: value for at, value in constants.items() if at not in spread},
        unlocked=frozenset(unlocked),
        protected=bool(sheet.protection.sheet),
        validated=_areas_of(sheet, limiting=False),
        limited=_areas_of(sheet, limiting=True),
        merged=frozenset(_range(sheet.title, area) for area in sheet.merged_cells.ranges),
        comments=comments,
    )


def _areas_of(sheet: Worksheet, *, limiting: bool) -> tuple[CellRange, ...]:
    """The areas of the validations of a sheet: all, or those that limit what may be entered."""
    rules = (rule for rule in sheet.data_validations.dataValidation if rule.type not in (None, "none") or not limiting)
    return tuple(_range(sheet.title, area) for rule in rules for area in rule.sqref.ranges)


def _formula(value: object) -> str:
    if isinstance(value, ArrayFormula):
        return str(value.text)
    return "=" if isinstance(value, DataTableFormula) else str(value)


def _covered(sheet: str, value: object) -> Iterator[CellRef]:
    """All cells that get their values from a formula for several."""
    area = parse_range(str(value.ref), sheet) if isinstance(value, ArrayFormula | DataTableFormula) else None
    if area is not None:
        rows = range(area.first.row, min(area.last.row, area.first.row + _MAX_COVERED) + 1)
        columns = range(area.first.column, min(area.last.column, area.first.column + _MAX_COVERED) + 1)
        yield from (CellRef(sheet, row, column) for row in rows for column in columns)


def _range(sheet: str, area: AnyRange) -> CellRange:
    first = CellRef(sheet, area.min_row - 1, area.min_col - 1)
    return CellRange(first, CellRef(sheet, area.max_row - 1, area.max_col - 1))
