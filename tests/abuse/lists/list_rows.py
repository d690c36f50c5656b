"""Lists: rows and columns that are inserted, deleted, sorted, moved and filled"""

from __future__ import annotations

from abuse.deed import Deed, Read, Rejected, calc, note, read, told, warning
from abuse.form import down, right
from abuse.lists.ledger_form import LINES, LedgerForm, in_order, line
from xlsreport.layout.cells import CellRef

_LAMPS = {"code": "C300", "purpose": "Lamps", "fund": "OTHER", "amount": 50, "loan": "N"}


def row_inserted_among_lines(form: LedgerForm) -> Deed:
    """A row is inserted between two lines."""
    cell = form.cell("code", 4)
    return Deed(
        calc(("insert_rows", cell.sheet, cell.row)),
        Read(form.with_lines(in_order([1, 2, 3, 0, *range(4, LINES + 1)])), frozenset({note("moved", form.sheet)})),
        lambda file: file.value(down(cell)) == line(4)["code"] and file.value(cell) is None,
    )


def row_inserted_and_filled(form: LedgerForm) -> Deed:
    """A row is inserted between two lines, and a line is typed there."""
    cell, amount = form.cell("code", 4), form.cell("amount", 4)
    return Deed(
        calc(
            ("insert_rows", cell.sheet, cell.row),
            ("text", cell.sheet, cell.a1, "C300"),
            ("text", cell.sheet, right(cell).a1, "Lamps"),
            ("text", cell.sheet, right(cell, 2).a1, "OTHER"),
            ("number", cell.sheet, amount.a1, 50.0),
            ("text", cell.sheet, right(amount).a1, "N"),
        ),
        Read(
            form.with_lines({**in_order([1, 2, 3, 0, *range(4, LINES + 1)]), 4: _LAMPS}),
            frozenset(
                {
                    told("recalculated", "note", form.total("all")),
                    told("recalculated", "note", form.total("lines")),
                    told("ledger_agrees", "error", form.total("ledger")),
                    note("moved", form.sheet),
                }
            ),
        ),
        lambda file: file.value(amount) == 50,
    )


def line_copied_and_inserted(form: LedgerForm) -> Deed:
    """A row is inserted and filled with a copy of the line below, formulas and all."""
    number = form.laid.number_cell(4)
    last = CellRef(form.sheet, number.row, form.laid.hidden_columns[-1])
    return Deed(
        calc(
            ("insert_rows", form.sheet, number.row),
            ("copy", form.sheet, down(number).to(down(last)).a1, number.a1),
        ),
        Read(
            form.with_lines(in_order([1, 2, 3, 4, *range(4, LINES + 1)])),
            frozenset(
                {
                    told("ledger_agrees", "error", form.total("ledger")),
                    note("moved", form.sheet),
                    told("once", "error", form.cell("code", 4).to(form.cell("code", 5))),
                }
            ),
        ),
        lambda file: file.value(form.cell("purpose", 4)) == file.value(form.cell("purpose", 5)),
    )


def rows_inserted_above_the_list(form: LedgerForm) -> Deed:
    """Three rows are inserted above everything on the sheet of a list."""
    cell = form.cell("amount", 1)
    return Deed(
        calc(("insert_rows", form.sheet, 0, 3)),
        read(note("merge", form.at("A1").to(form.at("K1"))), note("moved", form.sheet), note("text", form.sheet)),
        lambda file: file.value(down(cell, 3)) == line(1)["amount"],
    )


def row_inserted_above_the_first_line(form: LedgerForm) -> Deed:
    """A row is inserted between the headings and the first line, and something is typed there."""
    cell = form.cell("purpose", 1)
    return Deed(
        calc(("insert_rows", form.sheet, cell.row), ("text", form.sheet, cell.a1, "Lamps")),
        Read(
            form.with_lines({**in_order([0, *range(1, LINES + 1)]), 1: {"purpose": "Lamps"}}),
            frozenset(
                {
                    told("recalculated", "note", form.total("lines")),
                    note("moved", form.sheet),
                    told("filled", "error", form.cell("code", 1)),
                    told("filled", "error", form.cell("fund", 1)),
                    told("filled", "error", form.cell("amount", 1)),
                    told("filled", "error", form.cell("loan", 1)),
                }
            ),
        ),
        lambda file: file.value(cell) == "Lamps" and file.value(down(cell)) == line(1)["purpose"],
    )


def row_of_a_line_deleted(form: LedgerForm) -> Deed:
    """The row of a line is deleted, the line with it."""
    cell = form.cell("code", 4)
    return Deed(
        calc(("delete_rows", form.sheet, cell.row)),
        Read(
            form.with_lines(in_order([1, 2, 3, *range(5, LINES + 1)])),
            frozenset({told("ledger_agrees", "error", form.total("ledger")), note("moved", form.sheet)}),
        ),
        lambda file: file.value(form.cell("purpose", 4)) == line(5)["purpose"],
    )


def unused_rows_of_a_list_deleted(form: LedgerForm) -> Deed:
    """The rows below the last filled line are deleted, to have the list shorter."""
    cell = form.cell("code", LINES + 1)
    return Deed(
        calc(("delete_rows", form.sheet, cell.row, form.laid.most - LINES)),
        read(note("moved", form.laid.number_cell(LINES))),
        lambda file: file.value(form.laid.number_cell(LINES + 1)) is None,
    )


def lines_sorted(form: LedgerForm) -> Deed:
    """The lines are sorted by their amounts, the greatest first."""
    area = form.entered(1, LINES)
    by = form.cell("amount", 1).column - area.first.column
    return Deed(
        calc(("sort", form.sheet, area.a1, by)),
        Read(form.with_lines(in_order(range(LINES, 0, -1)))),
        lambda file: file.value(form.cell("purpose", 1)) == line(LINES)["purpose"],
    )


def lines_sorted_with_their_numbers(form: LedgerForm) -> Deed:
    """The lines are sorted with the numbers before them, which then do not count upwards."""
    area = form.laid.number_cell(1).to(form.cell("branch", LINES))
    return Deed(
        calc(("sort", form.sheet, area.a1, form.cell("amount", 1).column)),
        Read(form.with_lines(in_order(range(LINES, 0, -1)))),
        lambda file: file.value(form.laid.number_cell(1)) == LINES,
    )


def rows_of_lines_sorted(form: LedgerForm) -> Deed:
    """Whole rows are sorted: the numbers of the lines, and all formulas beside them."""
    number = form.laid.number_cell(1)
    last = CellRef(form.sheet, number.row + LINES - 1, form.laid.hidden_columns[-1])
    return Deed(
        calc(("sort", form.sheet, number.to(last).a1, form.cell("amount", 1).column)),
        Read(form.with_lines(in_order(range(LINES, 0, -1)))),
        lambda file: file.value(form.laid.number_cell(1)) == LINES,
    )


def amounts_sorted_alone(form: LedgerForm) -> Deed:
    """One column is sorted without the others: the sum stays, so that only a rule can tell."""
    area = form.cell("amount", 1).to(form.cell("amount", LINES))
    return Deed(
        calc(("sort", form.sheet, area.a1, 0)),
        Read(form.with_lines({n: {**line(n), "amount": line(LINES + 1 - n)["amount"]} for n in range(1, LINES + 1)})),
        lambda file: file.value(area.first) == line(LINES)["amount"],
    )


def line_cleared_in_the_middle(form: LedgerForm) -> Deed:
    """The content of a line is deleted, by which the sum is another."""
    area = form.entered(4, 4)
    return Deed(
        calc(("clear", form.sheet, area.a1)),
        Read(
            form.with_lines(in_order([1, 2, 3, 0, *range(5, LINES + 1)])),
            frozenset({told("ledger_agrees", "error", form.total("ledger"))}),
        ),
        lambda file: file.value(area.first) is None,
    )


def columns_of_a_list_exchanged(form: LedgerForm) -> Deed:
    """A column is moved before another, heading and all."""
    fund, amount = form.heading("Fund"), form.heading("Amount")
    column = fund.to(form.cell("fund", form.laid.most))
    return Deed(
        calc(
            ("insert_columns", form.sheet, amount.column + 1),
            ("drag", form.sheet, column.a1, right(amount).a1),
            ("delete_columns", form.sheet, fund.column),
        ),
        Rejected("labels"),
        lambda file: file.value(form.cell("fund", 1)) == line(1)["amount"],
    )


def column_inserted_in_a_list(form: LedgerForm) -> Deed:
    """A column is inserted between two columns of a list, and filled with remarks."""
    cell = form.cell("amount", 2)
    return Deed(
        calc(("insert_columns", form.sheet, cell.column), ("text", form.sheet, cell.a1, "see file")),
        read(note("moved", form.sheet)),
        lambda file: file.value(right(cell)) == line(2)["amount"],
    )


def column_of_a_list_deleted(form: LedgerForm) -> Deed:
    """A column of a list is deleted with its heading."""
    cell = form.cell("fund", 1)
    return Deed(
        calc(("delete_columns", form.sheet, cell.column)),
        Rejected("labels"),
        lambda file: file.value(cell) == line(1)["amount"],
    )


def heading_of_a_list_changed(form: LedgerForm) -> Deed:
    """The heading of a column is typed over with another unit."""
    cell = form.heading("Amount")
    return Deed(
        calc(("text", form.sheet, cell.a1, "Amount (thousands)")),
        Rejected("labels"),
        lambda file: file.value(cell) == "Amount (thousands)",
    )


def cell_of_a_line_deleted_upwards(form: LedgerForm) -> Deed:
    """A cell is deleted and those below it are pulled up: amounts stand beside other grants."""
    cell = form.cell("amount", 3)
    return Deed(
        calc(("delete_cells_upwards", form.sheet, cell.a1)),
        Read(
            form.with_lines(
                {
                    n: {**line(n), "amount": line(n + (n > 2))["amount"] if n < LINES else None}
                    for n in range(1, LINES + 1)
                }
            ),
            frozenset(
                {
                    told("total", "error", form.total("loans")),
                    warning("formula", form.total("loans")),
                    told("ledger_agrees", "error", form.total("ledger")),
                    warning("formula", form.cell("share", 3)),
                    warning("formula", form.cell("share", 4).to(form.cell("share", 40))),
                    warning("formula", form.beside(4, 3).to(form.beside(40, 6))),
                    warning("formula", form.beside(4, 10).to(form.beside(40, 10))),
                    told("filled", "error", form.cell("amount", 10)),
                    note("validation", form.cell("amount", 40)),
                    warning("formula", form.check("F10")),
                }
            ),
        ),
        lambda file: file.value(cell) == line(4)["amount"],
    )


def line_dragged(form: LedgerForm) -> Deed:
    """A line is cut out and pasted below the others, and formulas follow it there."""
    area = form.entered(3, 3)
    return Deed(
        calc(("drag", form.sheet, area.a1, form.cell("code", 15).a1)),
        Read(
            form.with_lines(in_order([1, 2, 0, *range(4, LINES + 1), 0, 0, 0, 0, 3])),
            frozenset(
                {
                    told("recalculated", "note", form.total("all")),
                    told("recalculated", "note", form.total("lines")),
                    note("validation", form.cell("code", 3)),
                    warning("formula", form.cell("share", 3)),
                    warning("formula", form.beside(3, 1).to(form.beside(3, 8))),
                    warning("formula", form.beside(3, 10).to(form.beside(3, 12))),
                }
            ),
        ),
        lambda file: file.value(form.cell("amount", 15)) == line(3)["amount"],
    )


def line_filled_down(form: LedgerForm) -> Deed:
    """A line is filled down over the two below it."""
    area = form.entered(3, 5)
    return Deed(
        calc(("fill_down", form.sheet, area.a1)),
        Read(
            form.with_lines(in_order([1, 2, 3, 3, 3, *range(6, LINES + 1)])),
            frozenset(
                {
                    told("ledger_agrees", "error", form.total("ledger")),
                    told("once", "error", form.cell("code", 3).to(form.cell("code", 5))),
                }
            ),
        ),
        lambda file: file.value(form.cell("purpose", 5)) == line(3)["purpose"],
    )
