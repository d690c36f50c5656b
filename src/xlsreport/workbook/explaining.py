"""Where a warning is explained: words that name the cell of the checks sheet, and that lead there when clicked."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.lines import State
from xlsreport.layout.cells import CellRange, CellRef, column_letters, rectangles, sheet_prefix
from xlsreport.layout.checklines import CheckLine, explanation_key
from xlsreport.messages import Messages
from xlsreport.workbook.check_formulas import state_text
from xlsreport.workbook.formulas import Calculation, joined, quoted
from xlsreport.workbook.known import Known
from xlsreport.workbook.plan import Plan

_WANTED: State = "warned"


def place_in_words(messages: Messages, cell: CellRef) -> str:
    """A cell of another sheet, as the reporter is told of it."""
    return messages("table.explain_at", sheet=cell.sheet, cell=cell.a1)


def link_to(cell: CellRef, words: str) -> str:
    """A formula for words, themselves a formula, that lead to a cell when clicked."""
    return f"HYPERLINK({quoted(f'#{cell}')},{words})"


def _row_of_first(area: CellRange, text: str, otherwise: str) -> str:
    """A formula for the row of the first cell of a column that holds a text; not every program looks into one cell."""
    if area.size == 1:
        return f"IF({area.absolute}={text},{area.first.row + 1},{otherwise})"
    return f"IFERROR(MATCH({text},{area.absolute},0)+{area.first.row},{otherwise})"


def first_to_explain(plan: Plan, lines: Iterable[CheckLine]) -> Calculation:
    """A link to the cell for the reason of the first of some lines that wants one; nothing where none does."""
    checks = plan.layout.checks
    asked = [line for line in lines if explanation_key(line) is not None]
    row = "0"
    for area in reversed(rectangles(checks.cell(line, "status") for line in asked)):
        row = _row_of_first(area, quoted(state_text(plan, _WANTED)), row)
    column = column_letters(checks.cell(asked[0], "explanation").column) if asked else ""
    target = f"{quoted(f'#{sheet_prefix(checks.sheet)}{column}')}&({row})"
    template = plan.messages.texts["table.explain_first"]
    words = joined(template, {"sheet": quoted(checks.sheet), "cell": f"{quoted(column)}&({row})"})

    def value(known: Known) -> str:
        line = next((line for line in asked if known.results[line].state == _WANTED), None)
        if line is None:
            return ""
        return plan.messages("table.explain_first", sheet=checks.sheet, cell=checks.cell(line, "explanation").a1)

    return Calculation(f'IF(({row})=0,"",HYPERLINK({target},{words}))' if asked else '""', value)
