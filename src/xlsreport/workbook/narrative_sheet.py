"""A sheet of paragraphs: one per row, so that text pasted from a word processor falls into place."""

from __future__ import annotations

from collections.abc import Callable

from xlsreport.definition.declaration import Section
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.parts import NarrativeLayout
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet
from xlsreport.workbook.check_formulas import paragraph_count
from xlsreport.workbook.context import Context
from xlsreport.workbook.formulas import Calculation, Formula, joined, visible_length
from xlsreport.workbook.heading import write_heading
from xlsreport.workbook.known import Known
from xlsreport.workbook.plan import Plan
from xlsreport.workbook.printing import print_setup
from xlsreport.workbook.sizes import height_for

_NUMBER_WIDTH, TEXT_WIDTH, _LENGTH_WIDTH = 5, 100, 8


def write_narrative_section(context: Context, section: Section) -> None:
    """Add the sheet of a section of paragraphs."""
    laid = context.layout.narratives[section.id]
    sheet = context.book.sheet(laid.sheet)
    sheet.fixed(context.plan, _write_top, section.id)
    sheet.formula(laid.summary, context.formula(_summary, section.id), styles.CHECK)
    _write_lines(context, sheet, section.id)
    repeat = (laid.lines.first.row - 1,) * 2
    print_setup(context, sheet, CellRef(laid.sheet, 0, 0).to(laid.lines.last), landscape=False, repeat=repeat)
    sheet.lock(context.password)


def _write_top(plan: Plan, sheet: Sheet, section: str) -> None:
    laid = plan.layout.narratives[section]
    sheet.hide_gridlines()
    sheet.tab_colour(styles.TAB)
    for column, width in enumerate((_NUMBER_WIDTH, TEXT_WIDTH, _LENGTH_WIDTH)):
        sheet.column_width(column, column, width)
    write_heading(plan, sheet, plan.sections[section], _NUMBER_WIDTH + TEXT_WIDTH)
    first = laid.lines.first
    for column, key in enumerate(("number", "text", "length")):
        sheet.text(CellRef(laid.sheet, first.row - 1, column), plan.messages(f"narrative.{key}"), styles.LABEL)
    sheet.colour_when([CellRange(first, first)], _missing(laid), styles.WHEN_BLANK)
    sheet.freeze(first.row)
    sheet.select(first)


def _write_lines(context: Context, sheet: Sheet, section: str) -> None:
    texts = context.submission.texts.get(section, ())
    if not texts:
        sheet.fixed(context.plan, _write_blank_lines, section)
        return
    for number in range(context.layout.narratives[section].size):
        _write_line(context.plan, sheet, section, number, texts[number] if number < len(texts) else "")


def _write_blank_lines(plan: Plan, sheet: Sheet, section: str) -> None:
    for number in range(plan.layout.narratives[section].size):
        _write_line(plan, sheet, section, number, "")


def _write_line(plan: Plan, sheet: Sheet, section: str, number: int, text: str) -> None:
    cell = plan.layout.narratives[section].line(number)
    sheet.number(CellRef(cell.sheet, cell.row, 0), number + 1, styles.NUMBERING)
    sheet.text(cell, text, styles.PARAGRAPH)
    length = Formula(f'IF({visible_length(cell.a1)}=0,"",LEN({cell.a1}))', len(text) if text.strip() else None)
    sheet.formula(CellRef(cell.sheet, cell.row, 2), length, styles.LENGTH)
    if text:
        # Rows without a height of their own grow with what is typed; programs that do not fit rows on opening
        # would cut prefilled text, so it gets its height here.
        sheet.row_height(cell.row, height_for(text, TEXT_WIDTH))


def _summary(plan: Plan, section: str) -> Calculation:
    """How much there is to read."""
    laid = plan.layout.narratives[section]
    parts = {"paragraphs": paragraph_count(laid), "characters": f"SUM({laid.lengths.absolute})"}

    def value(known: Known) -> str:
        lines = known.submission.texts.get(section, ())
        return plan.messages(
            "narrative.summary",
            paragraphs=len(known.submission.typed_paragraphs(section)),
            characters=sum(len(line) for line in lines if line.strip()),
        )

    return Calculation(joined(plan.messages.texts["narrative.summary"], parts), value)


def _missing(laid: NarrativeLayout) -> Callable[[CellRef], str]:
    """The first line is coloured as blank while the whole section is."""
    return lambda _: f"{paragraph_count(laid)}=0"
