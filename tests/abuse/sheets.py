"""Sheets that are renamed, copied, moved, hidden, shown, added and deleted."""

from __future__ import annotations

from collections.abc import Iterator

import openpyxl

from abuse.deed import Deed, InOpenpyxl, Read, Rejected, calc, note, put, read, shown, told, warning
from abuse.form import Form
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.layout.sheet_layouts import TableLayout


def sheet_renamed(form: Form) -> Deed:
    """The sheet of a table is renamed."""
    name = form.requests.sheet
    return Deed(
        calc(("rename", name, "申请（最终版）")),
        read(note("sheet", "申请（最终版）")),
        lambda file: name not in file.sheets and "申请（最终版）" in file.sheets,
    )


def text_sheet_renamed(form: Form) -> Deed:
    """The sheet of a section of paragraphs is renamed."""
    name = form.overview.sheet
    return Deed(
        calc(("rename", name, "Sheet1")),
        read(note("sheet", "Sheet1")),
        lambda file: name not in file.sheets and "Sheet1" in file.sheets,
    )


def cover_renamed(form: Form) -> Deed:
    """The cover is renamed."""
    return Deed(
        calc(("rename", form.cover, "首页")),
        read(note("sheet", "首页")),
        lambda file: next(iter(file.sheets)) == "首页",
    )


def names_of_two_sheets_exchanged(form: Form) -> Deed:
    """The sheets of two tables get each other's names."""
    first, second = form.requests.sheet, form.layout.tables["remedies"].sheet
    return Deed(
        calc(("rename", first, "x"), ("rename", second, first), ("rename", "x", second)),
        Rejected("labels"),
        lambda file: list(file.sheets).index(first) > list(file.sheets).index(second),
    )


def renamed_sheet_and_its_copy(form: Form) -> Deed:
    """The sheet of a table is renamed and copied, so that nobody knows which of the two is meant."""
    name = form.requests.sheet
    return Deed(
        calc(("rename", name, "申请1"), ("copy_sheet", "申请1", "申请2", 3)),
        Rejected("missing_sheet"),
        lambda file: {"申请1", "申请2"} <= file.sheets.keys() and name not in file.sheets,
    )


def sheet_copied(form: Form) -> Deed:
    """The sheet of a table is copied, and a figure is changed on the copy."""
    name, cell = form.requests.sheet, form.cell("received.natural")
    copy = f"{name}_2"
    return Deed(
        calc(("copy_sheet", name, copy, 4), ("number", copy, cell.a1, 99)),
        read(warning("sheet", copy)),
        lambda file: copy in file.sheets and file.value(cell) == form.figure("received.natural"),
    )


def text_sheet_copied(form: Form) -> Deed:
    """The sheet of a section of paragraphs is copied, and another body writes its own on the copy."""
    name, cell = form.overview.sheet, form.overview.lines.first
    copy = f"{name} (2)"
    return Deed(
        calc(("copy_sheet", name, copy, 3), ("text", copy, cell.a1, "另一个单位的情况。")),
        read(warning("sheet", copy)),
        lambda file: copy in file.sheets,
    )


def sheet_copied_untouched(form: Form) -> Deed:
    """The sheet of a table is copied, and the copy left as it is."""
    name = form.requests.sheet
    copy = f"{name} (2)"
    return Deed(
        calc(("copy_sheet", name, copy, 4)),
        read(note("sheet", copy)),
        lambda file: copy in file.sheets,
    )


def sheet_moved(form: Form) -> Deed:
    """The sheet of a table is moved to the front."""
    name = form.layout.tables["remedies"].sheet
    return Deed(
        calc(("move", name, 0)),
        read(note("sheet", name)),
        lambda file: next(iter(file.sheets)) == name,
    )


def sheet_hidden(form: Form) -> Deed:
    """The sheet of a table is hidden."""
    name = form.layout.tables["remedies"].sheet
    return Deed(
        calc(("show_sheet", name, False)),
        read(note("sheet", name)),
        lambda file: file.sheets[name] == "hidden",
    )


def sheet_hidden_deeply(form: Form) -> Deed:
    """The sheet of a table is hidden so that the program does not offer to show it."""
    name = form.layout.tables["proactive"].sheet

    def hide(book: openpyxl.Workbook) -> None:
        book[name].sheet_state = "veryHidden"

    return Deed(InOpenpyxl(hide), read(note("sheet", name)), lambda file: file.sheets[name] == "veryHidden")


def stamp_shown(form: Form) -> Deed:
    """The very hidden sheet with the stamp is shown."""
    return Deed(
        calc(("show_sheet", STAMP_SHEET, True)),
        read(note("sheet", STAMP_SHEET)),
        lambda file: file.sheets[STAMP_SHEET] == "visible",
    )


def sheet_added(form: Form) -> Deed:
    """A sheet is added, with figures on it."""
    return Deed(
        calc(("add_sheet", "草稿", 2), ("number", "草稿", "B2", 42)),
        read(note("sheet", "草稿")),
        lambda file: list(file.sheets)[2] == "草稿",
    )


def sheet_deleted(form: Form) -> Deed:
    """The sheet of a table is deleted."""
    name = form.layout.tables["remedies"].sheet
    return Deed(calc(("remove_sheet", name)), Rejected("missing_sheet"), lambda file: name not in file.sheets)


def cover_deleted(form: Form) -> Deed:
    """The cover is deleted."""
    return Deed(
        calc(("remove_sheet", form.cover)), Rejected("missing_sheet"), lambda file: form.cover not in file.sheets
    )


def stamp_deleted(form: Form) -> Deed:
    """The sheet with the stamp is deleted."""
    return Deed(calc(("remove_sheet", STAMP_SHEET)), Rejected("no_stamp"), lambda file: STAMP_SHEET not in file.sheets)


def checks_deleted(form: Form) -> Deed:
    """The checks sheet is deleted, by which all formulas that refer to it break."""
    name, cover = form.layout.checks.sheet, form.layout.cover
    broken = {cover.sheet: {cover.verdict, *cover.sections.values()}}
    for table in form.layout.tables.values():
        broken[table.sheet] = {*table.case_cells.values(), *_marks_of_rules(form, table)}
    areas = (rectangles(cells)[0] for cells in broken.values())  # told once for each sheet
    return Deed(
        calc(("remove_sheet", name)),
        read(warning("explanation", name), *(warning("formula", area) for area in areas)),
        lambda file: name not in file.sheets and "#REF!" in str(file.formula(cover.verdict)),
    )


def _marks_of_rules(form: Form, table: TableLayout) -> Iterator[CellRef]:
    """The marks beside those rows that have a total or a rule of their own, which stand on the checks sheet."""
    rules = {case.member for case in form.definition.cases if case.along == "rows"}
    totals = {place.row for place in table.figures if form.definition.places[place].computed}
    return (cell for row, cell in table.row_checks.items() if row in rules | totals)


def saved_by_calc(form: Form) -> Deed:
    """The workbook is opened and saved by LibreOffice."""
    cell = form.cell("received.all")
    return Deed(calc(), Read(), lambda file: file.value(cell) == form.figure("received.all"))


def recalculated(form: Form) -> Deed:
    """Everything is calculated anew."""
    cell = form.cell("received.all")
    return Deed(calc(("recalculate",)), Read(), lambda file: file.value(cell) == form.figure("received.all"))


def saved_by_a_program_that_does_not_calculate(form: Form) -> Deed:
    """The workbook is saved by openpyxl, which drops the results of all formulas."""
    cell = form.cell("received.all")
    return Deed(
        InOpenpyxl(lambda book: book.active),
        Read(),
        lambda file: file.formula(cell) is not None and not file.value(cell),
    )


def nil_return_over_figures(form: Form) -> Deed:
    """A table with figures is declared to be all zero."""
    table = form.requests
    assert table.nil is not None
    return Deed(
        calc(("text", table.sheet, table.nil.a1, "是")),
        Read({"requests.nil_return": True}, frozenset({told("nil_return", "error", table.nil)})),
        lambda file: table.nil is not None and file.value(table.nil) == "是",
    )


def nil_return_answered_by_a_tick(form: Form) -> Deed:
    """The question whether a table is all zero is answered by a tick, which is neither yes nor no."""
    nil = form.requests.nil
    assert nil is not None
    return Deed(put({nil: "√"}), read(told("nil_return", "warning", nil)), shown({nil: "√"}))
