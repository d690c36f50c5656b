"""Lists: their sheets, locks, entry checks and what is beside the lines"""

from __future__ import annotations

import openpyxl
from openpyxl.worksheet.table import Table, TableStyleInfo

from abuse.deed import Deed, InOpenpyxl, InParts, Rejected, calc, note, put, read, shown, told, warning
from abuse.lists.ledger_form import LINES, LedgerForm, line
from abuse.package import Package
from xlsreport.layout.cells import CellRef


def list_sheet_renamed(form: LedgerForm) -> Deed:
    """The sheet of a list is renamed."""
    return Deed(
        calc(("rename", form.sheet, "Ledger")), read(note("sheet", "Ledger")), lambda file: "Ledger" in file.sheets
    )


def list_sheet_copied(form: LedgerForm) -> Deed:
    """The sheet of a list is copied, and the copy left beside it."""
    return Deed(
        calc(("copy_sheet", form.sheet, "Copy", 4)),
        read(note("sheet", "Copy")),
        lambda file: "Copy" in file.sheets,
    )


def list_sheet_hidden_behind_its_copy(form: LedgerForm) -> Deed:
    """The sheet of a list is copied, another amount typed into the copy, and the original hidden."""
    cell = form.cell("amount", 1)
    return Deed(
        calc(
            ("copy_sheet", form.sheet, "Copy", 4),
            ("number", "Copy", cell.a1, 9.0),
            ("show_sheet", form.sheet, False),
        ),
        read(warning("hidden", form.sheet), note("sheet", "Copy")),
        lambda file: "Copy" in file.sheets,
    )


def list_sheet_deleted(form: LedgerForm) -> Deed:
    """The sheet of a list is deleted."""
    return Deed(
        calc(("remove_sheet", form.sheet)), Rejected("missing_sheet"), lambda file: form.sheet not in file.sheets
    )


def list_sheet_hidden(form: LedgerForm) -> Deed:
    """The sheet of a list is hidden."""
    return Deed(
        calc(("show_sheet", form.sheet, False)),
        read(note("sheet", form.sheet)),
        lambda file: file.sheets[form.sheet] == "hidden",
    )


def sheets_of_two_lists_exchanged(form: LedgerForm) -> Deed:
    """The sheets of two lists are given each other's names."""
    other = form.layout.lists["visits"].sheet
    return Deed(
        calc(("rename", form.sheet, "x"), ("rename", other, form.sheet), ("rename", "x", other)),
        Rejected("labels"),
        lambda file: file.value(form.visit("day", 1)) != file.value(form.cell("code", 1)),
    )


def table_object_over_a_list(form: LedgerForm) -> Deed:
    """A table object with a style of its own is laid over the lines, in place of the filter."""

    def lay(book: openpyxl.Workbook) -> None:
        sheet = book[form.sheet]
        sheet.auto_filter.ref = None
        area = form.entered(1, form.laid.most)
        table = Table(displayName="Ledger", ref=area.a1, headerRowCount=0)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9", showRowStripes=True)
        sheet.add_table(table)

    return Deed(InOpenpyxl(lay), read(), lambda file: any("tables/" in name for name in file.parts))


def list_unprotected(form: LedgerForm) -> Deed:
    """The sheet of a list is unlocked."""
    return Deed(
        calc(("unprotect", form.sheet)),
        read(note("protection", form.sheet)),
        lambda file: not file.is_protected(form.sheet),
    )


def entry_checks_of_a_list_removed(form: LedgerForm) -> Deed:
    """The limits of what may be entered in the lines are removed."""

    def remove(book: openpyxl.Workbook) -> None:
        book[form.sheet].data_validations.dataValidation.clear()

    return Deed(
        InOpenpyxl(remove),
        read(note("validation", form.at("J4"))),
        lambda file: not file.elements(form.sheet, "dataValidation"),
    )


def colours_of_a_list_removed(form: LedgerForm) -> Deed:
    """The conditional formats of a list are removed, so that nothing shows in colour what is blank."""

    def remove(file: Package) -> None:
        for element in file.elements(form.sheet, "conditionalFormatting"):
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)

    return Deed(InParts(remove), read(), lambda file: not file.elements(form.sheet, "conditionalFormatting"))


def computed_column_typed_over_wrongly(form: LedgerForm) -> Deed:
    """A computed column is typed over in one line with another figure."""
    typed = {form.cell("of_code", 2): 1}
    return Deed(put(typed), read(warning("formula", form.cell("of_code", 2))), shown(typed))


def computed_column_typed_over_rightly(form: LedgerForm) -> Deed:
    """A computed column is typed over in one line with what it showed."""
    typed = {form.cell("of_code", 2): sum(line(number)["amount"] for number in range(2, LINES + 1, 2))}
    return Deed(put(typed), read(warning("formula", form.cell("of_code", 2))), shown(typed))


def computed_column_cleared(form: LedgerForm) -> Deed:
    """A computed column is cleared in all lines."""
    area = form.cell("share", 1).to(form.cell("share", form.laid.most))
    return Deed(
        calc(("clear", form.sheet, area.a1)),
        read(warning("formula", form.cell("share", 1).to(form.cell("share", 40)))),
        lambda file: file.formula(area.first) is None,
    )


def block_pasted_over_computed_columns(form: LedgerForm) -> Deed:
    """A block that reaches over the computed columns and the marks is pasted as values."""
    cells = [form.cell(name, number) for name in ("of_code", "share") for number in range(1, LINES + 1)]
    marks = [form.laid.in_line(number, form.laid.mark_column) for number in range(1, LINES + 1)]
    steps = [("number", form.sheet, cell.a1, 7.0) for cell in cells] + [("text", form.sheet, m.a1, "OK") for m in marks]
    return Deed(
        calc(*steps),
        read(warning("formula", form.cell("of_code", 1).to(form.beside(10, 0)))),
        shown({**dict.fromkeys(cells, 7), **dict.fromkeys(marks, "OK")}),
    )


def mark_of_a_line_typed_over(form: LedgerForm) -> Deed:
    """The mark beside a line is typed over."""
    typed = {form.laid.in_line(2, form.laid.mark_column): "Good"}
    return Deed(put(typed), read(warning("formula", form.beside(2, 0))), shown(typed))


def hidden_column_of_a_list_typed_over(form: LedgerForm) -> Deed:
    """A hidden column of intermediate results is typed over with zeros, so that no line is counted."""
    cells = [form.laid.in_line(number, form.laid.used_column) for number in range(1, LINES + 1)]
    steps = [("number", form.sheet, cell.a1, 0.0) for cell in cells]
    return Deed(
        calc(*steps),
        read(
            told("recalculated", "note", form.total("all")),
            told("recalculated", "note", form.total("lines")),
            warning("formula", form.beside(1, 1).to(form.beside(10, 1))),
        ),
        shown(dict.fromkeys(cells, 0)),
    )


def number_of_a_line_typed_over(form: LedgerForm) -> Deed:
    """The number before a line is typed over."""
    typed = {form.laid.number_cell(3): "3a"}
    return Deed(put(typed), read(), shown(typed))


def last_number_of_a_list_cleared(form: LedgerForm) -> Deed:
    """The numbers before the lines are cleared, the first and the last with them."""
    area = form.laid.number_cell(1).to(form.laid.number_cell(form.laid.most))
    return Deed(calc(("clear", form.sheet, area.a1)), read(), lambda file: file.value(area.first) is None)


def comment_in_a_line(form: LedgerForm) -> Deed:
    """A comment is put on a cell of a line."""
    cell = form.cell("amount", 2)
    return Deed(
        calc(("remark", form.sheet, cell.a1, "still to be confirmed")),
        read(note("comment", form.cell("amount", 2))),
        lambda file: any("comments" in name for name in file.parts),
    )


def written_beside_a_list(form: LedgerForm) -> Deed:
    """Something is typed to the right of everything."""
    cell = CellRef(form.sheet, form.cell("code", 2).row, form.laid.hidden_columns[-1] + 3)
    return Deed(
        calc(("text", form.sheet, cell.a1, "to be paid back")),
        read(warning("stray", form.beside(2, 15))),
        lambda file: bool(file.value(cell)),
    )


def guidance_of_a_list_typed_over(form: LedgerForm) -> Deed:
    """A number is typed over the guidance above the headings."""
    typed = {form.laid.guidance[0]: 250}
    return Deed(put(typed), read(warning("stray", form.at("A2")), note("text", form.at("A2"))), shown(typed))


def none_declared_above_lines(form: LedgerForm) -> Deed:
    """It is declared that there are none, and lines are filled."""
    nil = form.laid.nil
    assert nil is not None
    return Deed(
        put({nil: "YES"}),
        read(told("nil_return", "error", form.at("J4")), grants__nil_return=True),
        shown({nil: "YES"}),
    )


def list_sheet_of_another_definition(form: LedgerForm) -> Deed:
    """The sheet of a list is that of another form, whose columns are others."""
    cell = form.heading("Fund")
    return Deed(
        put({cell: "County", form.heading("Amount"): "Posts"}),
        Rejected("labels"),
        lambda file: file.value(cell) == "County",
    )
