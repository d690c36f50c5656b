"""A snapshot of a workbook: formulas, constants, locks, validations, merged areas, comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from xlsreport.inspection.shared_formulas import SharedFormula
from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.spreadsheet.opened_spreadsheet import RowColumn, Value
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells
from xlsreport.xlsx.worksheet.sheet_rows import FormulaGroup, SheetRow

_FOR_PRINTING = ("print_area", "print_titles", "_filterdatabase")
_OTHERS = ("criteria", "extract", "consolidate_area", "database", "sheet_title")
_BUILT_IN = (*_FOR_PRINTING, *(f"_xlnm.{name}" for name in (*_FOR_PRINTING, *_OTHERS)))
"""Names that programs define for printing and filtering ([ECMA-376] part 1, 18.2.5). Other ``_xlnm`` names may start
macros. Gnumeric leaves out the prefix of the first."""
_PLACEHOLDERS = ("_xlfn", "_xlpm", "_xleta", "_xlchart")
"""Prefixes of names by which programs keep functions that the file format does not have."""
_MAX_COVERED = 200
"""Rows and columns of an array formula that are examined; no report has a larger table."""
_MAX_GROUPED = 2_000_000
"""Characters of shared formulas, counted for each cell that shares one."""
_EACH_COVERED = 10
"""As how many such characters a cell counts for which an array formula is."""
_MAX_VALIDATED = 200_000
"""Characters of references to areas that are validated."""


@dataclass(frozen=True)
class SheetSnapshot:
    """One sheet; cells count from 0, as everywhere."""

    name: str
    formulas: Mapping[CellRef, str]
    constants: Mapping[CellRef, Value]
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


def snapshot_of(workbook: OpenedWorkbook, last_rows: Mapping[str, int]) -> Snapshot:
    """Make a snapshot of a workbook.

    Args:
        workbook: as it was opened.
        last_rows: by the names of sheets of which the first rows are enough, the number of these.

    Raises:
        SnapshotError: comparing it would take too long.
    """
    sheets = workbook.sheets
    areas = (validation.areas for sheet in sheets.values() for validation in sheet.frame.validations)
    rows = {name: _first_rows(sheet, last_rows.get(name)) for name, sheet in sheets.items()}
    if sum(map(len, areas)) > _MAX_VALIDATED or sum(map(_grouped_characters, rows.values())) > _MAX_GROUPED:
        raise SnapshotError("too large")
    return Snapshot(
        {name: _sheet(sheet, rows[name], workbook.comments[name]) for name, sheet in sheets.items()},
        {name: meaning for name, meaning in workbook.names if not _is_built_in(name.lower())},
    )


def _first_rows(sheet: SheetCells, last: int | None) -> Sequence[SheetRow]:
    rows = sheet.skeleton.rows
    return rows if last is None else [row for row in rows if row.number < last]


def _is_built_in(name: str) -> bool:
    """Whether programs define the name themselves; old formats write ``_xlnm_`` for ``_xlnm.``."""
    return name.replace("_xlnm_", "_xlnm.") in _BUILT_IN or name.startswith(_PLACEHOLDERS)


def _grouped_characters(rows: Sequence[SheetRow]) -> int:
    """Characters of formulas that are not for one cell alone, for each cell that has one."""
    characters, lengths = 0, dict[str, int]()
    for row in rows:
        for column, group in row.groups.items():
            if group.kind == "shared":
                lengths[group.number] = max(len(row.formulas[column]), lengths.get(group.number, 0))
                characters += lengths[group.number]
            covered = _covered(group)
            characters += _EACH_COVERED * len(covered[0]) * len(covered[1])
    return characters


def _sheet(sheet: SheetCells, rows: Sequence[SheetRow], comments: Iterable[tuple[str, str]]) -> SheetSnapshot:
    formulas: dict[CellRef, str] = {}
    constants: dict[CellRef, Value] = {}
    unlocked: set[CellRef] = set()
    locked: dict[int, bool] = {}  # by the numbers of formats
    written, spread = _formulas(sheet.name, rows)
    merged = frozenset(_areas(sheet.merged, sheet.name))
    below = _below(merged)
    for row in rows:
        for column in row.styles:
            at = CellRef(sheet.name, row.number, column)
            if (row.number, column) in below:
                continue
            if column in row.formulas:
                formulas[at] = f"={written[row.number, column]}"
            elif at not in spread and (value := sheet.value(row.number, column)) != "":
                constants[at] = value
            if column in row.unstated:  # Excel gives it the first format of the workbook, which is locked
                continue
            if (style := row.styles[column]) not in locked:
                locked[style] = sheet.is_locked(row.number, column)
            if not locked[style]:
                unlocked.add(at)
    validations = sheet.frame.validations
    return SheetSnapshot(
        name=sheet.name,
        formulas={**spread, **formulas},
        constants=constants,
        unlocked=frozenset(unlocked),
        protected=sheet.is_protected,
        validated=_areas((one.areas for one in validations), sheet.name),
        limited=_areas((one.areas for one in validations if one.is_limiting), sheet.name),
        merged=merged,
        comments={area.first: text for address, text in comments if (area := parse_range(address, sheet.name))},
    )


def _areas(written: Iterable[str], sheet: str) -> tuple[CellRange, ...]:
    """Areas as they are written, several separated by blanks."""
    several = dict.fromkeys(area for areas in written for area in areas.split())
    return tuple(found for area in several if (found := parse_range(area, sheet)) is not None)


def _below(merged: Iterable[CellRange]) -> frozenset[RowColumn]:
    """The cells of merged areas that are not seen: all but the first of each."""
    every = ((cell.row, cell.column) for area in merged for cell in area.cells() if cell != area.first)
    return frozenset(every)


def _covered(group: FormulaGroup) -> tuple[range, range]:
    """The rows and columns of the cells that get their values from a formula for several."""
    area = parse_range(group.area, "") if group.kind in ("array", "dataTable") else None
    if area is None:
        return range(0), range(0)
    rows, columns = (range(area.first.row, area.last.row + 1), range(area.first.column, area.last.column + 1))
    return rows[: _MAX_COVERED + 1], columns[: _MAX_COVERED + 1]


def _formulas(sheet: str, rows: Sequence[SheetRow]) -> tuple[Mapping[RowColumn, str], Mapping[CellRef, str]]:
    """The formulas of cells, those that are shared written out; and those of areas, by all cells of these."""
    written = {(row.number, column): text for row in rows for column, text in row.formulas.items()}
    spread: dict[CellRef, str] = {}
    shared: dict[str, SharedFormula] = {}
    for row in rows:
        for column, group in row.groups.items():
            at = row.number, column
            if group.kind in ("array", "dataTable"):
                written[at] = written[at] if group.kind == "array" else ""
                covered = product(*_covered(group))
                spread |= dict.fromkeys((CellRef(sheet, *cell) for cell in covered), f"={written[at]}")
            elif group.kind == "shared" and written[at]:
                shared[group.number] = SharedFormula(written[at], *at)
            elif group.kind == "shared" and group.number in shared:
                written[at] = shared[group.number].at(*at)
    return written, spread
