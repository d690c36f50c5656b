"""Composes the draft of a submission's workbook from its sheets; no file is written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from xlsreport.checking.remarks import Remarks
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.errors import WorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.messages.locales import runs_from_right_to_left
from xlsreport.submission.stamping import stamp_for
from xlsreport.submission.submission import Submission
from xlsreport.workbook.appearance.cell_styles import FONTS
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext, workbook_context
from xlsreport.workbook.draft.workbook_draft import RefusedError, WorkbookDraft
from xlsreport.workbook.sheet.checks_sheet import write_checks
from xlsreport.workbook.sheet.cover_sheet import write_cover
from xlsreport.workbook.sheet.entries.option_lists import write_option_lists
from xlsreport.workbook.sheet.lines_sheet import write_list_sheet
from xlsreport.workbook.sheet.narrative_sheet import write_narrative_section
from xlsreport.workbook.sheet.table_sheet import write_table_section


@contextmanager
def refusals_as_workbook_errors(definition: Definition) -> Iterator[None]:
    """Turn a RefusedError into a WorkbookError in the report's language."""
    try:
        yield
    except RefusedError as error:
        messages = definition.messages
        raise WorkbookError(messages(f"limit.{error.key}", cell=error.where, **error.values)) from None


def compose_workbook(submission: Submission, password: str | None, remarks: Remarks | None = None) -> WorkbookDraft:
    """The draft of a submission's workbook.

    Raises:
        RefusedError: something cannot be stored.
    """
    definition = submission.definition
    title = definition.declaration.one_line_title.format_map(submission.names)
    draft = WorkbookDraft(
        title=title, author=submission.agency, font=FONTS[definition.language], frames=_comment_frames(remarks)
    )
    draft.from_right = runs_from_right_to_left(definition.locale)
    context = workbook_context(draft, submission, password)
    if remarks:
        from xlsreport.workbook.sheet.returned_sheet import write_returned  # for returned workbooks only

        write_returned(context, remarks)
    write_cover(context)
    for section in definition.sections:
        if section.narrative is not None:
            write_narrative_section(context, section)
            continue
        if section.fixed_tables:
            write_table_section(context, section)
        for table in section.lists:
            write_list_sheet(context, section, table.id)
    write_checks(context)
    if remarks:
        from xlsreport.workbook.sheet.cell_comments import write_comments  # for returned workbooks only

        write_comments(context, remarks)
    _write_stamp(context)
    return draft


def _comment_frames(remarks: Remarks | None) -> Mapping[CellRef, CellStyle] | None:
    if not remarks:
        return None
    from xlsreport.workbook.sheet.cell_comments import frames_of  # for returned workbooks only

    return frames_of(remarks)


def _write_stamp(context: WorkbookContext) -> None:
    sheet = context.draft.sheet(STAMP_SHEET)
    stamp = stamp_for(context.submission)
    for row, pair in enumerate(stamp.rows()):
        for column, text in enumerate(pair):
            sheet.text(CellRef(STAMP_SHEET, row, column), text, {})
    write_option_lists(context.plan, sheet)
    sheet.hide_deeply()
    sheet.lock(context.password)
