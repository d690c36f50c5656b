"""A submission that is detached from its file has everything in the cells of the layout."""

from __future__ import annotations

from dataclasses import replace

from support.files import harbour
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import MovedSheet, Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.cell_plan import CellPlan
from xlsreport.submission.rebuilding import in_form, rebuilt
from xlsreport.submission.submission import Submission
from xlsreport.submission.unclear_reasons import UnclearCell


def test_whatever_cell_is_unclear_is_found_where_the_layout_has_it() -> None:
    """Explanations of warnings, too, in which somebody may have struck something out."""
    definition = harbour()
    layout = layout_of(definition)
    moved = Positions(layout, {sheet: MovedSheet(sheet, {0: 3}, {0: 2}) for sheet in layout.sheets})
    asked = CellPlan(moved).single_cells
    assert {name.rpartition(".")[2] for name in asked} >= {"year", "agency", "nil_return", "explanation"}
    unclear = [UnclearCell("struck", name, cell, "97") for name, cell in asked.items()]
    found = rebuilt(in_form(Submission(definition, unclear=tuple(unclear)), definition)).unclear
    assert {one.name: one.cell for one in found} == {
        name: CellRef(cell.sheet, cell.row - 3, cell.column - 2) for name, cell in asked.items()
    }
    assert [replace(one, cell=asked[one.name]) for one in found] == unclear
