"""Lists: lines that cannot be seen, or are seen otherwise than they are read"""

from __future__ import annotations

import openpyxl
from openpyxl.styles import Font, PatternFill

from abuse.deed import Deed, InOpenpyxl, InParts, calc, note, read, told, warning
from abuse.lists.ledger_form import LINES, LedgerForm, line
from abuse.package import Package
from abuse.restyling import add_conditional, restyled


def line_hidden_by_hand(form: LedgerForm) -> Deed:
    """The row of a filled line is hidden by hand."""
    cell = form.cell("code", 4)
    return Deed(
        calc(("hide_rows", form.sheet, cell.row)),
        read(warning("hidden", form.cell("code", 4).to(form.cell("loan", 4)))),
        lambda file: cell.row in file.hidden_rows(form.sheet),
    )


def filter_left_on(form: LedgerForm) -> Deed:
    """The workbook is saved while a filter of the list hides lines."""
    rows = [form.cell("code", n).row for n in range(1, LINES + 1) if line(n)["loan"] == "N"]
    loan = form.cell("loan", 1).column

    def keep(file: Package) -> None:
        (element,) = file.elements(form.sheet, "autoFilter")
        kept = f'<filterColumn colId="{loan - 1}"><filters><filter val="Y"/></filters></filterColumn>'
        element.append(file.parsed(kept))
        for row in file.elements(form.sheet, "row"):
            if int(str(row.get("r"))) - 1 in rows:
                row.set("hidden", "1")

    return Deed(
        InParts(keep),
        read(note("hidden", form.cell("code", 1).to(form.cell("loan", 2)))),
        lambda file: set(rows) <= file.hidden_rows(form.sheet),
    )


def column_of_a_list_hidden(form: LedgerForm) -> Deed:
    """A column with amounts is hidden."""
    column = form.cell("amount", 1).column
    return Deed(
        calc(("hide_columns", form.sheet, column)),
        read(warning("hidden", form.cell("amount", 1).to(form.cell("amount", 10)))),
        lambda file: any(
            c.get("hidden") in ("1", "true") and int(str(c.get("min"))) <= column + 1 <= int(str(c.get("max")))
            for c in file.elements(form.sheet, "col")
        ),
    )


def line_in_white(form: LedgerForm) -> Deed:
    """A line is written in white on white."""
    area = form.entered(4, 4)
    return Deed(
        calc(("in_white", form.sheet, area.a1)),
        read(warning("hidden", form.cell("code", 4).to(form.cell("loan", 4)))),
        lambda file: b"FFFFFF" in file.parts["xl/styles.xml"],
    )


def amount_of_a_line_in_thousands(form: LedgerForm) -> Deed:
    """The format of an amount shows it in thousands."""
    cell = form.cell("amount", 2)

    def change(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1].number_format = "#,##0.0,"

    return Deed(
        InOpenpyxl(change),
        read(warning("format", form.cell("amount", 2))),
        lambda file: b"#,##0.0," in file.parts["xl/styles.xml"],
    )


def amounts_rounded_by_their_format(form: LedgerForm) -> Deed:
    """The format of all amounts shows them without pence."""

    def change(book: openpyxl.Workbook) -> None:
        for number in range(1, LINES + 1):
            book[form.sheet][form.cell("amount", number).a1].number_format = "0"

    return Deed(
        InOpenpyxl(change),
        read(warning("format", form.cell("amount", 1).to(form.cell("amount", 3)))),
        lambda file: True,
    )


def cells_merged_across_two_lines(form: LedgerForm) -> Deed:
    """The cells of a code are merged across two lines, by which the second line has none."""
    area = form.cell("code", 3).to(form.cell("code", 4))
    return Deed(
        calc(("merge", form.sheet, area.a1)),
        read(note("merge", form.cell("code", 3).to(form.cell("code", 4))), warning("hidden", form.cell("code", 4))),
        lambda file: area.a1 in file.merged(form.sheet),
    )


def cells_merged_over_an_amount(form: LedgerForm) -> Deed:
    """The amounts of two lines are merged by a program that keeps both values, of which one is not seen."""
    area = form.cell("amount", 3).to(form.cell("amount", 4))

    def merge(file: Package) -> None:
        (merges,) = file.elements(form.sheet, "mergeCells")
        merges.append(file.parsed(f'<mergeCell ref="{area.a1}"/>'))

    return Deed(
        InParts(merge),
        read(
            note("merge", form.cell("amount", 3).to(form.cell("amount", 4))), warning("hidden", form.cell("amount", 4))
        ),
        lambda file: area.a1 in file.merged(form.sheet),
    )


def line_struck_out(form: LedgerForm) -> Deed:
    """A line is struck out instead of being deleted, and is read all the same."""

    def strike(book: openpyxl.Workbook) -> None:
        for cell in form.entered(4, 4).cells():
            book[cell.sheet][cell.a1].font = Font(strike=True)

    return Deed(
        InOpenpyxl(strike),
        read(
            told("appearance", "warning", form.cell("code", 4)),
            told("appearance", "warning", form.cell("purpose", 4)),
            told("appearance", "warning", form.cell("fund", 4)),
            told("appearance", "warning", form.cell("amount", 4)),
            told("appearance", "warning", form.cell("loan", 4)),
        ),
        lambda file: b"<strike" in file.parts["xl/styles.xml"],
    )


def lines_coloured(form: LedgerForm) -> Deed:
    """Lines are coloured as people do to keep them apart: nothing is told."""

    def colour(book: openpyxl.Workbook) -> None:
        for cell in form.entered(2, 3).cells():
            book[cell.sheet][cell.a1].fill = PatternFill("solid", fgColor="FFFFE0A0")

    return Deed(InOpenpyxl(colour), read(), lambda file: b"FFFFE0A0" in file.parts["xl/styles.xml"])


def lines_grouped_and_collapsed(form: LedgerForm) -> Deed:
    """Lines are grouped and the group is closed."""
    area = form.entered(4, 6)
    return Deed(
        calc(("group_rows", form.sheet, area.a1)),
        read(warning("hidden", form.cell("code", 4).to(form.cell("loan", 5)))),
        lambda file: area.first.row in file.hidden_rows(form.sheet),
    )


def day_in_words_of_its_format(form: LedgerForm) -> Deed:
    """The format of a day has another day in words: 2025-02-15 is shown as 2025-02-31."""
    return _day_shown_by(form, 'yyyy\\-mm\\-"31"')


def day_without_its_month_and_day(form: LedgerForm) -> Deed:
    """The format of a day shows its year alone."""
    return _day_shown_by(form, "yyyy")


def day_in_another_calendar(form: LedgerForm) -> Deed:
    """The format of a day shows it in the calendar of Thailand, where 2025 is 2568."""
    return _day_shown_by(form, "[$-107041E]d mmmm yyyy")


def day_in_chinese(form: LedgerForm) -> Deed:
    """The format of a day shows it as it is written in China: nothing is told."""
    return _day_shown_by(form, 'yyyy"年"m"月"d"日"', is_told=False)


def _day_shown_by(form: LedgerForm, code: str, *, is_told: bool = True) -> Deed:
    cell = form.visit("day", 1)
    return Deed(
        InParts(restyled([cell], code=code)),
        read(*([warning("format", cell)] if is_told else [])),
        lambda file: code.replace('"', "&quot;").encode() in file.parts["xl/styles.xml"],
    )


def digit_behind_a_computed_amount(form: LedgerForm) -> Deed:
    """The format of a computed column puts a zero behind what it shows in a line."""
    cell = form.cell("of_code", 1)
    return Deed(
        InParts(restyled([cell], code='0.00"0"')),
        read(warning("format", cell)),
        lambda file: b"0.00&quot;0&quot;" in file.parts["xl/styles.xml"],
    )


def amount_rounded_by_a_condition(form: LedgerForm) -> Deed:
    """A conditional format shows an amount without pence."""
    return _rounded_if(form, "TRUE")


def amount_rounded_where_another_is_whole(form: LedgerForm) -> Deed:
    """The same under the condition of our own for whole amounts, but that it asks of another cell."""
    other = form.visit("guests", 1).a1
    return _rounded_if(form, f"IF(ISNUMBER({other}),{other}=INT({other}),FALSE)")


def _rounded_if(form: LedgerForm, condition: str) -> Deed:
    cell = form.cell("amount", 1)

    def change(file: Package) -> None:
        add_conditional(file, cell, '<numFmt numFmtId="320" formatCode="0"/>')
        written = [item for item in file.elements(cell.sheet, "formula") if item.text == "TRUE"]
        written[-1].text = condition

    return Deed(
        InParts(change),
        read(warning("format", cell)),
        lambda file: condition in [item.text for item in file.elements(cell.sheet, "formula")],
    )


def words_of_a_format_in_an_empty_cell(form: LedgerForm) -> Deed:
    """A cell that may be blank has an empty text, in whose place Excel shows the words of its format."""
    cell = form.cell("branch", 2)

    def change(file: Package) -> None:
        restyled([cell], code=';;;"Branch 12"')(file)
        element = file.element(cell)
        element.set("t", "inlineStr")
        element.append(file.parsed("<is><t/></is>"))

    return Deed(
        InParts(change), read(warning("format", cell)), lambda file: b"Branch 12" in file.parts["xl/styles.xml"]
    )
