"""Summarises the marks below a table in its heading, which stays in view."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.cell_conditions import begins_with
from xlsreport.workbook.formula.explanation_links import link_to
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal
from xlsreport.workbook.formula.table_marks import case_mark, colour_marks, mark_sign

_GRAVEST_FIRST = ("off", "warned", "open")


def write_column_verdict(plan: WorkbookPlan, sheet: SheetDraft, table: str) -> None:
    """Colour the heading of each column by the marks below it, and the summary itself."""
    layout = plan.layout.tables[table]
    if layout.column_verdict is None:
        return
    colour_marks(plan.messages, sheet, [layout.column_verdict])
    for label, marks in _marked_columns(plan, layout).items():
        for key, style in (("off", cell_styles.WHEN_PROBLEM), ("warned", cell_styles.WHEN_WARNED)):
            begin = mark_sign(plan.messages, f"table.{key}")
            condition = f"OR({','.join(begins_with(mark.fixed, begin) for mark in marks)})"
            sheet.colour_when([label], partial(_whatever_cell, condition), style)


def column_verdict(plan: WorkbookPlan, table: str) -> Calculation:
    """The number of columns whose mark is no tick, with a link to the marks."""
    layout, messages = plan.layout.tables[table], plan.messages
    marks = {cell: case_mark(plan, case) for case in plan.definition.cases if (cell := layout.case_cells.get(case.key))}
    areas = rectangles(marks)
    text = text_literal(messages("table.columns_ok"))
    for key in reversed(_GRAVEST_FIRST):
        count = "+".join(_count(area, mark_sign(messages, f"table.{key}")) for area in areas)
        words = link_to(areas[0].first, message_formula(messages, f"table.columns_{key}", {"count": f"({count})"}))
        text = f"IF(({count})>0,{words},{text})"

    def value(evaluated: EvaluatedSubmission) -> str:
        texts = [str(mark.value(evaluated)) for mark in marks.values()]
        for key in _GRAVEST_FIRST:
            if count := sum(words.startswith(mark_sign(messages, f"table.{key}")) for words in texts):
                return messages(f"table.columns_{key}", count=count)
        return messages("table.columns_ok")

    return Calculation(text, value)


def _count(area: CellRange, begin: str) -> str:
    """A formula for the number of texts that begin with a character; not every program counts in a single cell."""
    if area.size == 1:
        return f"IF({begins_with(area.first.a1, begin)},1,0)"
    return f"COUNTIF({area.a1},{text_literal(begin + '*')})"


def _whatever_cell(condition: str, _: CellRef) -> str:
    return condition


def _marked_columns(plan: WorkbookPlan, layout: TableLayout) -> Mapping[CellRange, list[CellRef]]:
    """The heading of each column that has rules, and the cells of their marks."""
    headings = {label.id: label for label in reversed(layout.grid.labels) if label.role == "column"}
    found: dict[CellRange, list[CellRef]] = {}
    for case in plan.definition.cases:
        mark, heading = layout.case_cells.get(case.key), headings.get(case.member)
        if mark is not None and heading is not None:
            found.setdefault(layout.cells_of(heading.box), []).append(mark)
    return found
