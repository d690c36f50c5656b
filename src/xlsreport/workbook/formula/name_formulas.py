"""Formulas for what the lines of a list are called, and so the rows of tables that stand for them.

A name is found by the row of its line within the whole column: a reference to a cell that is cut out and pasted
elsewhere would follow it, and put the name of one line beside the figures of another.
"""

from __future__ import annotations

import re
from decimal import Decimal
from string import Formatter

from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import CaseLine, CheckLine, TotalLine
from xlsreport.layout.list_layout import ANY_ROW, ListLayout
from xlsreport.submission.submission import Entry, Line
from xlsreport.values import SIGNIFICANT_DIGITS, number_text
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal
from xlsreport.workbook.sheet.entries.entry_cell import shown_entry


def line_name_formula(plan: WorkbookPlan, name: str) -> str:
    """What a line of a list is called, over the cells of any line."""
    laid, line = plan.layout.lists[name], plan.definition.lines[name]
    pieces = []
    for literal, column, _, _ in Formatter().parse(line.shape.name or ""):
        pieces += [text_literal(literal)] if literal else []
        pieces += [_cell_text(laid, line, Place(name, LINE, column))] if column else []
    return f"TRIM({'&'.join(pieces) or text_literal('')})"


def _cell_text(laid: ListLayout, line: LineDefinition, place: Place) -> str:
    column = laid.column_of(place)
    first = CellRef(laid.sheet, laid.first_line_row - 1, column)
    cells = first.to(CellRef(laid.sheet, laid.last_line_row + 1, column)).absolute
    own = CellRef(laid.sheet, ANY_ROW, 0).absolute
    cell = f"INDEX({cells},ROW({own})-ROW({first.absolute})+1)"
    if not isinstance(line.facts(place).kind.traits, DateTraits):
        return cell
    two = "".join(f'&"-"&RIGHT("0"&{part}({cell}),2)' for part in ("MONTH", "DAY"))
    return f"IF(ISNUMBER({cell}),YEAR({cell}){two},{cell})"


def shown_line_name(line: LineDefinition, entered: Line) -> str:
    """What the formula comes to."""
    pattern = line.shape.name or ""
    named = {column for _, column, _, _ in Formatter().parse(pattern) if column}
    texts = {column: _entry_text(line, Place(line.list, LINE, column), entered) for column in named}
    return re.sub(" +", " ", pattern.format_map(texts)).strip(" ")


def _entry_text(line: LineDefinition, place: Place, entered: Line) -> str:
    entry: Entry | None = entered.entries.get(place)
    if entry is None:
        return ""
    held = shown_entry(entry, line.facts(place).kind)
    if isinstance(held, bool):
        return str(held).upper()
    if isinstance(held, str):
        return held
    return str(held) if not isinstance(held, int | Decimal) else number_text(Decimal(f"{held:.{SIGNIFICANT_DIGITS}g}"))


def row_name(plan: WorkbookPlan, list_: str, number: int) -> Calculation:
    """What a line is called, as the row of a table that stands for it shows it; empty where it is not begun."""

    def value(evaluated: EvaluatedSubmission) -> str:
        found = next((line for line in evaluated.submission.lines.get(list_, ()) if line.number == number), None)
        return "" if found is None else shown_line_name(plan.definition.lines[list_], found)

    return Calculation(plan.layout.lists[list_].name_cell(number).absolute, value)


def member_name(plan: WorkbookPlan, line: CheckLine) -> Calculation | None:
    """What a line of the checks sheet is about, where that is a row for a line of a list; else None."""
    place, column = None, ""
    if isinstance(line, CaseLine) and line.case.along == "rows":
        place = Place(line.case.table or "", line.case.member or "", "")
    elif isinstance(line, TotalLine):
        place = line.place
        column = "" if line.total.along == "columns" else plan.definition.facts(place).column_name
    at = None if place is None else plan.definition.line_of(place)
    if at is None:
        return None
    name, otherwise = row_name(plan, *at), plan.messages("rows.line", number=at[1])
    text = f"IF(LEN({name.text})>0,{name.text},{text_literal(otherwise)})"
    if not column:
        return Calculation(text, lambda evaluated: name.value(evaluated) or otherwise)
    words = message_formula(plan.messages, "checks.place", {"row": text, "column": text_literal(column)})

    def value(evaluated: EvaluatedSubmission) -> str:
        return plan.messages("checks.place", row=name.value(evaluated) or otherwise, column=column)

    return Calculation(words, value)
