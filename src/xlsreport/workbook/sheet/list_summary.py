"""The line above a list: how many lines are filled in, how many have something to mend, or that there are none yet."""

from __future__ import annotations

from collections.abc import Set

from xlsreport.checking.figures.list_results import CheckedLine
from xlsreport.layout.checklines import FilledLine
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal
from xlsreport.workbook.formula.table_marks import mark_sign


def list_summary(plan: WorkbookPlan, table: str) -> Calculation:
    """How many lines are filled, how many of them have something to mend, and for how many there is room."""
    layout, messages = plan.layout.lists[table], plan.messages
    used = f"SUM({layout.column(layout.used_column).absolute})"
    marks = layout.column(layout.mark_column).absolute
    # A note asks for nothing, so that lines with nothing but notes are in order.
    silent = (messages("table.ok"), f"{mark_sign(messages, 'table.noted')}*")
    good = f"({'+'.join(f'COUNTIF({marks},{text_literal(mark)})' for mark in silent)})"
    notes = {rule.id for rule in plan.definition.lines[table].rules if rule.severity == "note"}
    parts = {"count": f"({used})", "wrong": f"({used}-{good})", "most": str(layout.most)}
    beyond = f"COUNTA({layout.below.absolute})"
    words = {key: message_formula(messages, f"list.{key}", parts) for key in ("filled", "open", "beyond")}
    text = f"IF({used}={good},{words['filled']},{words['open']})"
    if layout.nil is not None:
        unfilled = plan.layout.checks.cell(FilledLine(table), "left").absolute
        unanswered = text_literal(messages("list.say_none"))
        text = f"IF(AND({used}=0,{unfilled}>0),{unanswered},{text})"
    text = f"IF({beyond}>0,{words['beyond']},{text})"

    def value(evaluated: EvaluatedSubmission) -> str:
        lines = evaluated.lists[table]
        wrong = sum(not _is_good(line, notes) for line in lines)
        key = "open" if wrong else "filled"
        if evaluated.submission.overflow.get(table):
            key = "beyond"
        elif not lines and evaluated.results[FilledLine(table)].left:
            key = "say_none"
        return messages(f"list.{key}", count=len(lines), wrong=wrong, most=layout.most)

    return Calculation(text, value)


def _is_good(line: CheckedLine, notes: Set[str]) -> bool:
    """Whether nothing is wrong in a line; ``notes`` are the rules that are only told."""
    return not (line.unfit or line.blank or line.broken.keys() - notes)


def asks_for_lines(plan: WorkbookPlan, table: str) -> str:
    """A condition on the list's sheet: it says that there are no lines, and no answer that there is nothing to list."""
    return f"{plan.layout.lists[table].summary.fixed}={text_literal(plan.messages('list.say_none'))}"
