"""A sheet of paragraphs: one per row, as text pasted from a word processor arrives."""

from __future__ import annotations

from functools import partial

from xlsreport.checking.texts.answers import bare_words, is_answer
from xlsreport.definition.declaration import Section
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.sheet_layouts import NarrativeLayout
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import ONE_LINE, height_for
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import colour_text_not_asked, missing_if_asked, text_asked_state
from xlsreport.workbook.formula.calculation import Calculation, Formula
from xlsreport.workbook.formula.cell_conditions import is_one_of
from xlsreport.workbook.formula.fault_counts import paragraph_count
from xlsreport.workbook.formula.formula_texts import message_formula
from xlsreport.workbook.sheet.print_setup import print_setup
from xlsreport.workbook.sheet.section_heading import write_heading

_NUMBER_WIDTH, TEXT_WIDTH, _ROOM_WIDTH, _LENGTH_WIDTH = 5, 92, 3.5, 7
_ROWS_BELOW = 1_000
"""Rows below the lines in which input is refused.

ExcelJS, by which many web applications read workbooks, makes an object of each cell with a validation: down to the last
row of a sheet they are more than a computer has room for.
"""


def write_narrative_section(context: WorkbookContext, section: Section) -> None:
    """Add the sheet of a section of paragraphs."""
    layout = context.layout.narratives[section.id]
    sheet = context.draft.sheet(layout.sheet)
    sheet.shared(context.plan, _write_top, section.id)
    sheet.formula(layout.summary, context.formula(_summary, section.id), cell_styles.CHECK)
    if (asked := context.layout.asked_texts.get(section.id)) is not None:
        sheet.formula(asked, context.formula(text_asked_state, section.id), cell_styles.CHECK)
    _write_lines(context, sheet, section.id)
    repeat = (layout.lines.first.row - 1,) * 2
    # Line numbers and lengths are not printed: they stand in every row, so that programs would print empty pages.
    printed = CellRef(layout.sheet, 0, layout.lines.first.column).to(layout.room.last)
    print_setup(context, sheet, printed, landscape=False, repeat=repeat)
    sheet.lock(context.password)


def _write_top(plan: WorkbookPlan, sheet: SheetDraft, section: str) -> None:
    layout = plan.layout.narratives[section]
    sheet.hide_gridlines()
    sheet.tab_colour(cell_styles.TAB)
    first, room, length = layout.lines.first, layout.room, layout.lengths.first.column
    sheet.column_width(0, 0, _NUMBER_WIDTH)
    sheet.column_width(first.column, first.column, TEXT_WIDTH)
    _open_room(plan, sheet, layout)
    sheet.column_width(length, length, _LENGTH_WIDTH)
    across = _NUMBER_WIDTH + TEXT_WIDTH + (room.last.column - room.first.column + 1) * _ROOM_WIDTH
    write_heading(plan, sheet, plan.sections[section], across)
    sheet.row_height(layout.summary.row, ONE_LINE)
    sheet.row_height(first.row - 1, ONE_LINE)
    for key, cell in layout.headings.items():
        sheet.text(cell, plan.messages(f"narrative.{key}"), cell_styles.LABEL)
    above = CellRef(layout.sheet, first.row - 1, room.first.column)
    sheet.merge(above.to(CellRef(layout.sheet, above.row, room.last.column)), cell_styles.ROOM_HEADING)
    sheet.text(above, plan.messages("narrative.room"), cell_styles.ROOM_HEADING)
    colour_text_not_asked(plan, sheet, section, layout.lines)
    if (asked := plan.layout.asked_texts.get(section)) is not None:
        sheet.hide_columns(asked.column, asked.column)
    missing = missing_if_asked(plan, section, f"{paragraph_count(layout)}=0")
    sheet.colour_when([CellRange(first, first)], lambda _: missing, cell_styles.WHEN_BLANK)
    sheet.colour_when([layout.lines, layout.room], lambda _: "TRUE", cell_styles.LINED)
    sheet.filled_down(layout.lengths)
    sheet.freeze(first.row)
    sheet.select(first)


def _open_room(plan: WorkbookPlan, sheet: SheetDraft, layout: NarrativeLayout) -> None:
    """Unlock the columns beside the lines, instead of a thousand cells whose formats would be a third of the file.

    Above the lines, headings and guidance cover these columns except beside the summary. Right below, validation
    refuses all input; what is written farther down is told when the workbook comes back.
    """
    first, last = layout.room.first.column, layout.room.last.column
    sheet.column_width(first, last, _ROOM_WIDTH, cell_styles.ROOM)
    for column in range(first, last + 1):
        sheet.blank(CellRef(layout.sheet, layout.summary.row, column), cell_styles.UNWRITTEN)
    end = layout.lines.last.row
    below = CellRef(layout.sheet, end + 1, first).to(CellRef(layout.sheet, end + _ROWS_BELOW, last))
    texts = {"error_title": plan.messages("narrative.below_title"), "error_message": plan.messages("narrative.below")}
    sheet.validation([below], {"validate": "custom", "value": "=FALSE", **texts})


def _write_lines(context: WorkbookContext, sheet: SheetDraft, section: str) -> None:
    texts = context.submission.texts.get(section, ())
    if not texts:
        sheet.shared(context.plan, _write_blank_lines, section)
        return
    for number in range(context.layout.narratives[section].size):
        if number < len(texts):
            _write_line(context.plan, sheet, section, number, texts[number])
        else:
            sheet.shared(context.plan, _write_line, section, number, "")


def _write_blank_lines(plan: WorkbookPlan, sheet: SheetDraft, section: str) -> None:
    for number in range(plan.layout.narratives[section].size):
        _write_line(plan, sheet, section, number, "")


def _write_line(plan: WorkbookPlan, sheet: SheetDraft, section: str, number: int, text: str) -> None:
    layout = plan.layout.narratives[section]
    cell = layout.line(number)
    sheet.number(CellRef(cell.sheet, cell.row, 0), number + 1, cell_styles.NUMBERING)
    sheet.text(cell, text, cell_styles.PARAGRAPH)
    whole = "&".join(part.a1 for part in (cell, *layout.room_beside(number).cells()))
    words, language = plan.cached(no_answer, section), plan.definition.language
    value = len(text) if text.strip() and is_answer(text, words, language) else None
    length = Formula(f'IF({is_one_of(whole, words, language)},"",LEN({whole}))', value)
    sheet.formula(CellRef(cell.sheet, cell.row, layout.lengths.first.column), length, cell_styles.LENGTH)
    if text:
        # A row without a set height grows with its text. Some programs do not fit rows when they open a file, so rows
        # with prefilled text get a height.
        sheet.row_height(cell.row, height_for(text, TEXT_WIDTH))


def no_answer(plan: WorkbookPlan, section: str) -> tuple[str, ...]:
    """The words that are no answer in a section, normalised for comparison."""
    narrative = plan.sections[section].narrative
    language = plan.definition.language
    return tuple(dict.fromkeys(bare_words(one, language) for one in narrative.no_answer)) if narrative else ()


def _summary(plan: WorkbookPlan, section: str) -> Calculation:
    """The number of paragraphs and characters."""
    layout = plan.layout.narratives[section]
    parts = {"paragraphs": paragraph_count(layout), "characters": f"SUM({layout.lengths.absolute})"}

    counts = partial(is_answer, no_answer=no_answer(plan, section), language=plan.definition.language)

    def value(evaluated: EvaluatedSubmission) -> str:
        lines = evaluated.submission.texts.get(section, ())
        return plan.messages(
            "narrative.summary",
            paragraphs=sum(map(counts, evaluated.submission.typed_paragraphs(section))),
            characters=sum(len(line) for line in lines if line.strip() and counts(line)),
        )

    return Calculation(message_formula(plan.messages, "narrative.summary", parts), value)
