"""The first sheet of a returned workbook: the remarks, each with a link to its cell and its present state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.checking.remarks import Remark, Remarks
from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.submission.identity.issued_text import digests_of_issued
from xlsreport.submission.submission import Submission
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import height_for
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.formula.check_lines import verdict
from xlsreport.workbook.formula.remark_state import remark_state
from xlsreport.workbook.formula.table_marks import colour_marks
from xlsreport.workbook.sheet.print_setup import print_setup

_WIDTHS = {"number": 5, "where": 18, "label": 22, "problem": 57, "advice": 27, "state": 12}
"""Their sum fits a window of 1366 pixels, as those of the checks sheet do."""
_COLUMNS = tuple(_WIDTHS)
_LAST = len(_COLUMNS) - 1
_VERDICT, _TABLES = 4, 6
"""The rows of the verdict and of the first list."""


def issued_text_digests(submission: Submission, remarks: Remarks) -> tuple[str, ...]:
    """Digests of all text on the sheet and in the comments of a returned workbook, for its identity."""
    return digests_of_issued(_texts(submission, remarks, submission.definition.messages))


def comment_heading(remark: Remark, messages: Messages) -> str:
    """The first line of a remark's comment, which gives its number in the list."""
    severity = messages(f"severity.{remark.finding.severity}")
    return messages("returned.comment", number=remark.number, severity=severity)


def write_returned(context: WorkbookContext, remarks: Remarks) -> None:
    """Add the sheet."""
    name = context.layout.returned_sheet
    sheet = context.draft.sheet(name)
    sheet.hide_gridlines()
    sheet.tab_colour(cell_styles.TAB_RETURNED)
    for column, width in enumerate(_WIDTHS.values()):
        sheet.column_width(column, column, width)
    _write_head(context, sheet, remarks)
    row = _TABLES
    for key, group in remarks.groups.items():
        row = _write_group(context, sheet, key, group, row) + 1
    sheet.select(CellRef(name, _TABLES + 2, _COLUMNS.index("where")))
    last = CellRef(name, max(row - 2, _VERDICT), _LAST)
    print_setup(context, sheet, CellRef(name, 0, 0).to(last), landscape=True)
    sheet.lock(context.password)


def _texts(submission: Submission, remarks: Remarks, messages: Messages) -> Iterator[str]:
    yield from (messages(f"returned.{key}") for key in _COLUMNS)
    yield messages("cover.verdict")
    yield from (text for text, _ in _head(submission, remarks, messages))
    for key, group in remarks.groups.items():
        yield messages(f"returned.{key}", count=len(group))
        for remark in group:
            yield from (remark.where(messages), remark.label, remark.finding.message, remark.advice)
            yield comment_heading(remark, messages)


def _head(submission: Submission, remarks: Remarks, messages: Messages) -> list[tuple[str, CellStyle]]:
    """The lines above the lists: whose workbook it is, how many remarks there are, and what to do."""
    identity = submission.identity
    code, revision = ("", 1) if identity is None else (identity.code, identity.revision)
    names = {"code": code, "agency": submission.agency, "year": submission.period_code, "revision": revision}
    return [
        (messages("returned.title"), cell_styles.HEADING),
        (messages("returned.whose", **names), cell_styles.RETURNED_LINE),
        (messages("returned.counts", counts=remarks.counted(messages)), cell_styles.RETURNED_LINE),
        (messages("returned.how", ready=messages("verdict.ready")), cell_styles.GUIDANCE),
    ]


def _write_head(context: WorkbookContext, sheet: SheetDraft, remarks: Remarks) -> None:
    name, width = context.layout.returned_sheet, sum(_WIDTHS.values())
    for row, (text, style) in enumerate(_head(context.submission, remarks, context.messages)):
        cell = CellRef(name, row, 0)
        sheet.merge(cell.to(CellRef(name, row, _LAST)), style)
        sheet.text(cell, text, style)
        sheet.row_height(row, 30 if row == 0 else height_for(text, width, least=20))
    label, ready = CellRef(name, _VERDICT, 0), CellRef(name, _VERDICT, 2)
    sheet.merge(label.to(CellRef(name, _VERDICT, 1)), cell_styles.FIELD_LABEL)
    sheet.text(label, context.messages("cover.verdict"), cell_styles.FIELD_LABEL)
    sheet.merge(ready.to(CellRef(name, _VERDICT, _LAST)), cell_styles.VERDICT)
    shown = context.layout.checks.verdict
    sheet.formula(ready, Formula(shown.absolute, context.formula(verdict).value), cell_styles.VERDICT)
    sheet.row_height(_VERDICT, 28)
    colour_marks(context.messages, sheet, [ready])


def _write_group(context: WorkbookContext, sheet: SheetDraft, key: str, group: Sequence[Remark], row: int) -> int:
    """Write a list under its heading; returns the row below it."""
    name, messages = context.layout.returned_sheet, context.messages
    sheet.text(CellRef(name, row, 0), messages(f"returned.{key}", count=len(group)), cell_styles.RETURNED_GROUP)
    sheet.row_height(row, 26)
    for column, heading in enumerate(_COLUMNS):
        sheet.text(CellRef(name, row + 1, column), messages(f"returned.{heading}"), cell_styles.LABEL)
    first = row + 2
    for number, remark in enumerate(group, first):
        _write_remark(context, sheet, remark, number)
    states = CellRef(name, first, _LAST).to(CellRef(name, first + len(group) - 1, _LAST))
    colour_marks(messages, sheet, states.cells())
    return first + len(group)


def _write_remark(context: WorkbookContext, sheet: SheetDraft, remark: Remark, row: int) -> None:
    at = {column: CellRef(context.layout.returned_sheet, row, number) for number, column in enumerate(_COLUMNS)}
    where, finding = remark.where(context.messages), remark.finding
    sheet.number(at["number"], remark.number, cell_styles.PLAIN_CENTRED)
    if remark.label:
        sheet.link(at["where"], finding.cells.first, where, cell_styles.LINK)
    else:
        sheet.text(at["where"], where, cell_styles.PLAIN_TEXT)
    sheet.text(at["label"], remark.label, cell_styles.PLAIN_TEXT)
    sheet.text(at["problem"], finding.message, cell_styles.PLAIN_TEXT)
    if remark.explanation is None:
        sheet.text(at["advice"], remark.advice, cell_styles.PLAIN_TEXT)
    else:
        sheet.link(at["advice"], remark.explanation, remark.advice, cell_styles.LINK)
    state = remark_state(context, remark) if remark.label else None
    if state is None:
        sheet.blank(at["state"], cell_styles.PLAIN_CENTRED)
    else:
        sheet.formula(at["state"], state, cell_styles.PLAIN_CENTRED)
    texts = {"where": where, "label": remark.label, "problem": finding.message, "advice": remark.advice}
    sheet.row_height(row, max(height_for(text, _WIDTHS[column] - 4) for column, text in texts.items()))
