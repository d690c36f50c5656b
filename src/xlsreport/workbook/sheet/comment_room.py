"""The words below a table on its sheet: the remark of the form, and the room for the reporter's comment."""

from __future__ import annotations

from xlsreport.definition.declared_report import comment_name
from xlsreport.layout.cells import CellRange
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.layout.workbook_layout import Layout
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import ONE_LINE, POINTS_PER_LINE, height_for
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import colour_text_not_asked, missing_if_asked
from xlsreport.workbook.formula.cell_conditions import visible_length

_GAP = 6.0
"""Points above what the comment is called, so that it does not stand on the line of the table."""


_LINES_ABOVE_LISTS = 4
"""Lines of text that a list's comment has room for: it stands above the headings, which stay while one scrolls."""


def write_words_below(plan: WorkbookPlan, sheet: SheetDraft, table: str, width: float) -> None:
    """Write what is the same in every workbook.

    Args:
        plan: of the workbook.
        sheet: of the table.
        table: its id.
        width: of the sheet's tables, in characters.
    """
    layout, declared = plan.layout.tables[table], plan.definition.tables[table]
    for area, text in zip(layout.remark, declared.remark, strict=True):
        _across(sheet, area, text, width)
    write_comment_room(plan, sheet, table)


def write_comment_room(plan: WorkbookPlan, sheet: SheetDraft, table: str) -> None:
    """Write what the comment on a table or list is called, and what is to be said of its room."""
    layout, comment = _laid(plan.layout, table), plan.definition.comments.get(comment_name(table))
    if comment is None or layout.comment is None or layout.comment_label is None:
        return
    sheet.merge(layout.comment_label, cell_styles.COMMENT_LABEL)
    sheet.text(layout.comment_label.first, comment.label, cell_styles.COMMENT_LABEL)
    sheet.row_height(layout.comment_label.first.row, ONE_LINE + _GAP)
    sheet.merge(layout.comment, cell_styles.COMMENT)
    if comment.prompt:
        texts = {"input_title": plan.messages("entry.title"), "input_message": comment.prompt}
        sheet.validation([layout.comment], {"validate": "any", **texts})
    colour_text_not_asked(plan, sheet, comment_name(table), layout.comment)
    if comment.when_blank != "nothing":
        missing = missing_if_asked(plan, comment_name(table), f"{visible_length(layout.comment.first.fixed)}=0")
        sheet.colour_when([layout.comment], lambda _: missing, cell_styles.WHEN_BLANK)


def _laid(layout: Layout, table: str) -> TableLayout | ListLayout:
    return layout.tables.get(table) or layout.lists[table]


def _across(sheet: SheetDraft, area: CellRange, text: str, width: float) -> None:
    sheet.merge(area, cell_styles.REMARK)
    sheet.text(area.first, text, cell_styles.REMARK)
    sheet.row_height(area.first.row, height_for(text, width))


def write_comment(context: WorkbookContext, sheet: SheetDraft, table: str, width: float) -> None:
    """Write what is known of the comment; its room is as high as its lines ask for, or as its text needs."""
    area, comment = _laid(context.layout, table).comment, context.definition.comments.get(comment_name(table))
    if area is not None and comment is not None:
        text = context.submission.fields.get(comment_name(table), "")
        sheet.text(area.first, text, cell_styles.COMMENT)
        lines = comment.lines if table in context.layout.tables else min(comment.lines, _LINES_ABOVE_LISTS)
        room = lines * POINTS_PER_LINE + 4
        sheet.row_height(area.first.row, height_for(text, width, least=room))
