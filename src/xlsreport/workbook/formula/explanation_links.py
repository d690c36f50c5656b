"""Links to the cell of the checks sheet in which a warning is explained."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.figures.line_results import LineState
from xlsreport.layout.cells import CellRange, CellRef, column_letters, rectangles, sheet_prefix
from xlsreport.layout.checklines import CheckLine, explanation_key
from xlsreport.messages import Messages
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.check_lines import state_text
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal

_UNEXPLAINED: LineState = "warned"


def cell_description(messages: Messages, cell: CellRef) -> str:
    """A cell of another sheet in words."""
    return messages("table.explain_at", sheet=cell.sheet, cell=cell.a1)


def link_to(cell: CellRef, words: str) -> str:
    """A formula that shows words, given as a formula, as a link to a cell."""
    return f"HYPERLINK({text_literal(f'#{cell}')},{words})"


def _row_of_first(area: CellRange, text: str, otherwise: str) -> str:
    """A formula for the row of the first cell that holds a text; not every program can MATCH in a single cell."""
    if area.size == 1:
        return f"IF({area.absolute}={text},{area.first.row + 1},{otherwise})"
    return f"IFERROR(MATCH({text},{area.absolute},0)+{area.first.row},{otherwise})"


def first_to_explain(plan: WorkbookPlan, lines: Iterable[CheckLine]) -> Calculation:
    """A link to the explanation cell of the first line that needs an explanation; empty if none does."""
    checks = plan.layout.checks
    to_explain = [line for line in lines if explanation_key(line) is not None]
    row = "0"
    for area in reversed(rectangles(checks.cell(line, "status") for line in to_explain)):
        row = _row_of_first(area, text_literal(state_text(plan, _UNEXPLAINED)), row)
    column = column_letters(checks.cell(to_explain[0], "explanation").column) if to_explain else ""
    target = f"{text_literal(f'#{sheet_prefix(checks.sheet)}{column}')}&({row})"
    words = message_formula(
        plan.messages,
        "table.explain_first",
        {"sheet": text_literal(checks.sheet), "cell": f"{text_literal(column)}&({row})"},
    )

    def value(evaluated: EvaluatedSubmission) -> str:
        line = next((line for line in to_explain if evaluated.results[line].state == _UNEXPLAINED), None)
        if line is None:
            return ""
        return plan.messages("table.explain_first", sheet=checks.sheet, cell=checks.cell(line, "explanation").a1)

    return Calculation(f'IF(({row})=0,"",HYPERLINK({target},{words}))' if to_explain else '""', value)
