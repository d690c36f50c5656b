"""The facts by which a returned file is compared with the issued one, taken from the draft without writing a file.

:mod:`xlsreport.submission.alterations.sheet_facts` finds the same facts in a file; a test keeps both equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.spreadsheet.opened_spreadsheet import BROKEN_REFERENCE
from xlsreport.submission.alterations.sheet_facts import stretches
from xlsreport.submission.identity.source_file import FileFacts, SheetFacts
from xlsreport.workbook.draft.draft_calls import CellCall, SheetCall
from xlsreport.workbook.draft.workbook_draft import SheetDraft, WorkbookDraft


def issued_facts(draft: WorkbookDraft) -> FileFacts:
    """The facts of the file that a draft would be written to."""
    return {sheet.name: _SheetTally(sheet).facts() for sheet in draft.sheets}


class _SheetTally:
    """What the calls of a sheet amount to; the last call for a cell, row or column counts."""

    def __init__(self, sheet: SheetDraft) -> None:
        self._formulas: dict[CellRef, str] = {}
        self._merged: set[str] = set()
        self._hidden_rows: dict[int, bool] = {}
        self._hidden_columns: dict[int, bool] = {}
        self._commented: set[tuple[int, int]] = set()
        self._is_protected = False
        for call in sheet.all_calls():
            if isinstance(call, CellCall):
                self._write(call)
            else:
                self._act(call)

    def _write(self, call: CellCall) -> None:
        if call.method == "write_formula":
            self._formulas[call.cell] = str(call.content)
        else:
            self._formulas.pop(call.cell, None)

    def _act(self, call: SheetCall) -> None:
        match call.method, call.arguments:
            case "merge_range", _ if isinstance(call.where, CellRange):
                self._merge(call.where)
            case "set_row", (row, height):
                self._hidden_rows[row] = height == 0
            case "set_column", (first, last, width, *rest):
                is_hidden = width == 0 or any(isinstance(one, dict) and one.get("hidden", False) for one in rest)
                self._hidden_columns.update(dict.fromkeys(range(first, last + 1), is_hidden))
            case "write_comment", (row, column, *_):
                self._commented.add((row, column))
            case "protect", _:
                self._is_protected = True

    def _merge(self, cells: CellRange) -> None:
        """Merging clears an area; its content is written afterwards."""
        self._merged.add(cells.a1)
        for cell in [cell for cell in self._formulas if cell in cells]:
            del self._formulas[cell]

    def facts(self) -> SheetFacts:
        by_row: defaultdict[int, list[int]] = defaultdict(list)
        for cell in sorted(self._formulas):
            by_row[cell.row].append(cell.column)
        return SheetFacts(
            formulas=tuple((row, tuple(columns)) for row, columns in by_row.items()),
            broken=sum(BROKEN_REFERENCE in formula for formula in self._formulas.values()),
            merged=frozenset(self._merged),
            hidden_rows=tuple(_hidden_numbers(self._hidden_rows)),
            hidden_columns=tuple(stretches((column, column) for column in _hidden_numbers(self._hidden_columns))),
            is_protected=self._is_protected,
            comments=len(self._commented),
            texts={(cell.row, cell.column): formula for cell, formula in self._formulas.items()},
        )


def _hidden_numbers(hidden: dict[int, bool]) -> Iterable[int]:
    return sorted(number for number, is_hidden in hidden.items() if is_hidden)
