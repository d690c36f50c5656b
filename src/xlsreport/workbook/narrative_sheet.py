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
from xlsreport.workbook.formulas import Formula, joined, visible_length
from xlsreport.workbook.heading import write_heading
from xlsreport.workbook.printing import print_setup
from xlsreport.workbook.sizes import height_for

_NUMBER_WIDTH, TEXT_WIDTH, _LENGTH_WIDTH = 5, 100, 8


def write_narrative_section(context: Context, section: Section) -> None:
    """Add the sheet of a section of paragraphs."""
    laid = context.layout.narratives[section.id]
    sheet = context.book.sheet(laid.sheet)
    sheet.hide_gridlines()
    sheet.tab_colour(styles.TAB)
    for column, width in enumerate((_NUMBER_WIDTH, TEXT_WIDTH, _LENGTH_WIDTH)):
        sheet.column_width(column, column, width)
    write_heading(context, sheet, section, _NUMBER_WIDTH + TEXT_WIDTH)
    sheet.formula(laid.summary, _summary(context, section.id, laid), styles.CHECK)
    heading_row = laid.lines.first.row - 1
    for column, key in enumerate(("number", "text", "length")):
        sheet.text(CellRef(laid.sheet, heading_row, column), context.messages(f"narrative.{key}"), styles.LABEL)
    _write_lines(sheet, laid, context.submission.texts.get(section.id, ()))
    sheet.colour_when([CellRange(laid.lines.first, laid.lines.first)], _missing(laid), styles.WHEN_BLANK)
    sheet.freeze(laid.lines.first.row)
    sheet.select(laid.lines.first)
    area = CellRef(laid.sheet, 0, 0).to(laid.lines.last)
    print_setup(context, sheet, area, landscape=False, repeat=(heading_row, heading_row))
    sheet.lock(context.password)


def _write_lines(sheet: Sheet, laid: NarrativeLayout, texts: tuple[str, ...]) -> None:
    for number in range(laid.size):
        cell = laid.line(number)
        text = texts[number] if number < len(texts) else ""
        sheet.number(CellRef(cell.sheet, cell.row, 0), number + 1, styles.NUMBERING)
        sheet.text(cell, text, styles.PARAGRAPH)
        length = Formula(f'IF({visible_length(cell.a1)}=0,"",LEN({cell.a1}))', len(text) if text.strip() else None)
        sheet.formula(CellRef(cell.sheet, cell.row, 2), length, styles.LENGTH)
        if text:
            # Rows without a height of their own grow with what is typed; programs that do not fit rows on opening
            # would cut prefilled text, so it gets its height here.
            sheet.row_height(cell.row, height_for(text, TEXT_WIDTH))


def _summary(context: Context, section: str, laid: NarrativeLayout) -> Formula:
    template = context.messages.texts["narrative.summary"]
    parts = {"paragraphs": paragraph_count(laid), "characters": f"SUM({laid.lengths.absolute})"}
    lines = context.submission.texts.get(section, ())
    value = context.messages(
        "narrative.summary",
        paragraphs=len(context.submission.paragraphs(section)),
        characters=sum(len(line) for line in lines if line.strip()),
    )
    return Formula(joined(template, parts), value)


def _missing(laid: NarrativeLayout) -> Callable[[CellRef], str]:
    """The first line is coloured as blank while the whole section is."""
    return lambda _: f"{paragraph_count(laid)}=0"
