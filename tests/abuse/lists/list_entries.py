"""Lists: what is typed and pasted into lines"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from abuse.deed import Deed, InOpenpyxl, InParts, Read, calc, put, read, shown, told, warning
from abuse.form import down
from abuse.lists.ledger_form import LINES, LedgerForm, in_order, line
from abuse.package import Package, Value
from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry

_LATE: Mapping[str, Value] = {"code": "D400", "purpose": "Late", "fund": "OTHER", "amount": 1, "loan": "N"}


def _typed(form: LedgerForm, number: int, **values: Value) -> dict[CellRef, Value | None]:
    return {form.cell(column, number): value for column, value in values.items()}


def total_typed_among_lines(form: LedgerForm) -> Deed:
    """A line with the words Total and the sum of the lines above it is typed below them."""
    total = sum(line(number)["amount"] for number in range(1, LINES + 1))
    typed = _typed(form, LINES + 1, purpose="Total", amount=total)
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("recalculated", "note", form.total("lines").to(form.total("greatest"))),
            told("ledger_agrees", "error", form.total("ledger")),
            told("filled", "error", form.cell("code", 11)),
            told("filled", "error", form.cell("fund", 11)),
            told("typed_total", "warning", form.cell("amount", 11)),
            told("filled", "error", form.cell("loan", 11)),
            grants__11__amount=Decimal("1178.75"),
            grants__11__purpose=Entry("Total"),
        ),
        shown(typed),
    )


def total_with_all_cells_among_lines(form: LedgerForm) -> Deed:
    """A line with the sum of the lines above it is typed, and all that is asked of a line is filled in."""
    total = sum(line(number)["amount"] for number in range(1, LINES + 1))
    typed = _typed(form, LINES + 1, code="Z999", purpose="Grand total:", fund="OTHER", amount=total, loan="N")
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("recalculated", "note", form.total("lines").to(form.total("greatest"))),
            told("ledger_agrees", "error", form.total("ledger")),
            told("typed_total", "warning", form.cell("amount", 11)),
            grants__11__amount=Decimal("1178.75"),
            grants__11__code=Entry("Z999"),
            grants__11__fund=Entry("OTHER"),
            grants__11__loan=Entry("N"),
            grants__11__purpose=Entry("Grand total:"),
        ),
        shown(typed),
    )


def line_of_blanks(form: LedgerForm) -> Deed:
    """A line holds blanks and characters that cannot be seen: it is no line."""
    typed = _typed(form, 14, code="  ", purpose="\u200b\u2060", amount="\u3000", fund="\u00a0", loan=" ")
    return Deed(put(typed), read(), shown(typed))


def blanks_behind_entries(form: LedgerForm) -> Deed:
    """What was pasted has blanks behind it, seen and unseen."""
    typed = _typed(form, 2, code="A100 ", fund="OTHER\u00a0", loan="N\u3000", amount="106.5 ")
    return Deed(
        put(typed),
        read(
            told("kind", "error", form.cell("code", 2)),
            told("kind", "note", form.cell("fund", 2)),
            told("number", "warning", form.cell("amount", 2)),
            told("kind", "note", form.cell("loan", 2)),
            grants__2__amount=Entry("106.5 ", Decimal("106.5"), mended=True),
            grants__2__code=Entry("A100 "),
            grants__2__fund=Entry("OTHER\xa0", mended=True, meaning="OTHER"),
            grants__2__loan=Entry("N\u3000", mended=True, meaning="N"),
        ),
        shown(typed),
    )


def amounts_as_texts(form: LedgerForm) -> Deed:
    """Amounts are pasted as texts, in every way that people write them."""
    written = ("1,234.50", "1.234,50", "¥1,234.50", "１２３４．５", "1 234.50", "(1,234.50)", "1234.5-", "1,234.50元")
    typed = {form.cell("amount", number): text for number, text in enumerate(written, start=1)}
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("recalculated", "note", form.total("loans")),
            told("recalculated", "note", form.total("greatest")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("within_all", "error", form.cell("amount", 1)),
            told("number", "warning", form.cell("amount", 1)),
            told("kind", "error", form.cell("amount", 2)),
            told("large_loans", "warning", form.cell("amount", 6)),
            told("owed_within", "error", form.cell("owed", 6)),
            grants__1__amount=Entry("1,234.50", Decimal("1234.5"), mended=True),
            grants__2__amount=Entry("1.234,50"),
            grants__3__amount=Entry("¥1,234.50", Decimal("1234.5"), mended=True),
            grants__4__amount=Entry("１２３４．５", Decimal("1234.5"), mended=True),
            grants__5__amount=Entry("1 234.50", Decimal("1234.5"), mended=True),
            grants__6__amount=Entry("(1,234.50)", Decimal("-1234.5"), mended=True),
            grants__7__amount=Entry("1234.5-"),
            grants__8__amount=Entry("1,234.50元", Decimal("1234.5"), mended=True),
        ),
        shown(typed),
    )


def amounts_beyond_all_digits(form: LedgerForm) -> Deed:
    """Amounts of 16 and 20 digits are entered, as numbers and as texts."""
    typed: dict[CellRef, Value | None] = {
        form.cell("amount", 1): 10**15,
        form.cell("amount", 2): "12345678901234567890",
        form.cell("amount", 4): 1.2345678901234567e19,
        form.cell("amount", 5): 999999999999.99,
    }
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("recalculated", "note", form.total("greatest")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("amount", 1)),
            told("within_all", "error", form.cell("amount", 1)),
            grants__1__amount=1000000000000000,
            grants__2__amount=Entry("12345678901234567890", 12345678901234567890, mended=True),
            grants__4__amount=12345678901234600000,
            grants__5__amount=Decimal("999999999999.99"),
        ),
        shown(typed),
    )


def amounts_that_differ_by_binary_rounding(form: LedgerForm) -> Deed:
    """Amounts are results of a calculation, off by the last binary digit."""
    typed = {form.cell("amount", 1): 103.25000000000001, form.cell("amount", 2): 106.49999999999999}
    return Deed(put(typed), read(), shown(typed))


def errors_in_lines(form: LedgerForm) -> Deed:
    """Cells of lines show errors, as after a look-up that found nothing."""

    def change(file: Package) -> None:
        file.put(form.cell("amount", 2), "#N/A", kind="e")
        file.put(form.cell("fund", 3), "#REF!", kind="e")
        file.put(form.cell("purpose", 4), "#VALUE!", formula="1+B3", kind="e")

    return Deed(
        InParts(change),
        read(
            told("recalculated", "note", form.total("all")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("amount", 2)),
            told("kind", "error", form.cell("fund", 3)),
            told("kind", "error", form.cell("purpose", 4)),
            grants__2__amount=Entry("#N/A"),
            grants__3__fund=Entry("#REF!"),
            grants__4__purpose=Entry("#VALUE!"),
        ),
        lambda file: file.value(form.cell("amount", 2)) == "#N/A",
    )


def look_up_pasted_into_lines(form: LedgerForm) -> Deed:
    """An amount is looked up in another workbook, with the result that was saved."""
    cell = form.cell("amount", 2)

    def change(file: Package) -> None:
        file.put(cell, 106.5, formula="VLOOKUP(B8,[1]Ledger!$A$1:$B$99,2,FALSE)")

    return Deed(
        InParts(change), read(warning("formula", form.cell("amount", 2))), lambda file: file.formula(cell) is not None
    )


def volatile_formula_in_a_line(form: LedgerForm) -> Deed:
    """A day is a formula that gives another one tomorrow."""
    cell = form.visit("day", 2)
    return Deed(
        calc(("formula", cell.sheet, cell.a1, "=DATE(2025;5;15)+0*NOW()")),
        read(warning("formula", form.visit("day", 2))),
        lambda file: file.formula(cell) is not None,
    )


def array_formula_over_lines(form: LedgerForm) -> Deed:
    """One array formula fills the amounts of three lines."""
    cell = form.cell("amount", 2)
    area = cell.to(down(cell, 2))

    def change(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1] = ArrayFormula(area.a1, "={1;2;3}*50")

    return Deed(
        InOpenpyxl(change),
        read(
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("amount", 2)),
            warning("formula", form.cell("amount", 3).to(form.cell("amount", 4))),
            grants__2__amount=None,
        ),
        lambda file: file.formula(cell) is not None,
    )


def formula_without_a_result(form: LedgerForm) -> Deed:
    """An amount is a formula, written by a program that does not calculate."""
    cell = form.cell("amount", 2)
    return Deed(
        InParts(lambda file: file.put(cell, None, formula="50+56.5")),
        read(
            told("recalculated", "note", form.total("all")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("amount", 2)),
            grants__2__amount=None,
        ),
        lambda file: file.formula(cell) is not None,
    )


def longest_text_in_a_line(form: LedgerForm) -> Deed:
    """A text of 32,767 characters, the most that a cell holds, is pasted into a line."""
    typed = _typed(form, 2, purpose="Maps " * 6553 + "xy")
    return Deed(
        put(typed),
        read(told("kind", "error", form.cell("purpose", 2)), grants__2__purpose=Entry("Maps " * 6553 + "xy")),
        shown(typed),
    )


def options_in_another_case_and_language(form: LedgerForm) -> Deed:
    """Options are typed in other capitals, with other blanks, abbreviated, and in another language."""
    typed = {
        **_typed(form, 2, fund="other", loan="n"),
        **_typed(form, 3, fund="building  fund"),
        **_typed(form, 4, fund="Building", loan="No"),
        **_typed(form, 5, loan="否"),
    }
    return Deed(
        put(typed),
        read(
            told("kind", "note", form.cell("fund", 2)),
            told("kind", "note", form.cell("loan", 2)),
            told("kind", "error", form.cell("fund", 4)),
            told("kind", "error", form.cell("loan", 4)),
            grants__2__fund=Entry("other", mended=True, meaning="OTHER"),
            grants__2__loan=Entry("n", mended=True, meaning="N"),
            grants__3__fund=Entry("building  fund", mended=True, meaning="Building fund"),
            grants__4__fund=Entry("Building"),
            grants__4__loan=Entry("No"),
            grants__5__loan=Entry("否"),
        ),
        shown(typed),
    )


def line_parted_by_a_line_break(form: LedgerForm) -> Deed:
    """Two grants are typed into one line, parted by line breaks in its cells."""
    typed = _typed(form, 2, purpose="Purpose 2\nLamps", amount="106.5\n50")
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("amount", 2)),
            grants__2__amount=Entry("106.5\n50"),
            grants__2__purpose=Entry("Purpose 2\nLamps"),
        ),
        shown(typed),
    )


def lines_below_the_room(form: LedgerForm) -> Deed:
    """Lines are pasted so that the last two stand below the room of the list."""
    last = form.laid.most
    typed: dict[CellRef, Value | None] = {}
    for number in range(last - 1, last + 3):
        here = down(form.cell("code", last), number - last).row
        for column in ("code", "purpose", "fund", "amount", "loan"):
            typed[CellRef(form.sheet, here, form.cell(column, 1).column)] = _LATE[column]

    def change(book: openpyxl.Workbook) -> None:
        for cell, value in typed.items():
            book[cell.sheet][cell.a1] = value

    return Deed(
        InOpenpyxl(change),
        Read(
            form.with_lines({**in_order(range(1, LINES + 1)), 39: _LATE, 40: _LATE}),
            frozenset(
                {
                    told("ledger_agrees", "error", form.total("ledger")),
                    told("once", "error", form.cell("code", 39).to(form.cell("code", 40))),
                    told("room", "error", form.cell("code", 41)),
                }
            ),
        ),
        shown(typed),
    )


def total_below_the_room(form: LedgerForm) -> Deed:
    """A sum of its own is written below the last line of the room."""
    cell = down(form.cell("amount", form.laid.most), 2)
    area = form.cell("amount", 1).to(form.cell("amount", form.laid.most))
    return Deed(
        calc(("formula", form.sheet, cell.a1, f"=SUM({area.a1})")),
        read(told("room", "error", form.cell("code", 42))),
        lambda file: file.formula(cell) is not None,
    )


def dates_of_the_1904_system(form: LedgerForm) -> Deed:
    """The workbook counts days from 1904, as that of an old Macintosh, and its days are the same."""

    def change(file: Package) -> None:
        file.replace("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"')
        for number in range(1, 4):
            cell = form.visit("day", number)
            file.put(cell, float(str(file.value(cell))) - 1462)

    return Deed(InParts(change), read(), lambda file: b"date1904" in file.parts["xl/workbook.xml"])


def dates_as_texts(form: LedgerForm) -> Deed:
    """Days are pasted as texts, in several ways of writing them."""
    typed: dict[CellRef, Value | None] = {
        form.visit("day", 1): "15/02/2025",
        form.visit("day", 2): "2025年5月15日",
        form.visit("day", 3): "05/06/2025",
    }
    return Deed(
        put(typed),
        read(
            told("number", "warning", form.visit("day", 1)),
            told("kind", "error", form.visit("day", 3)),
            visits__1__day=Entry("15/02/2025", mended=True, meaning=date(2025, 2, 15)),
            visits__2__day=Entry("2025年5月15日", mended=True, meaning=date(2025, 5, 15)),
            visits__3__day=Entry("05/06/2025"),
        ),
        shown(typed),
    )


def dates_as_numbers(form: LedgerForm) -> Deed:
    """A day is pasted as a number without a format, another as eight digits."""
    typed: dict[CellRef, Value | None] = {form.visit("day", 1): 45703, form.visit("day", 2): 20250515}
    return Deed(
        put(typed),
        read(
            told("number", "warning", form.visit("day", 2)),
            visits__2__day=Entry(20250515, mended=True, meaning=date(2025, 5, 15)),
        ),
        shown(typed),
    )


def figures_of_two_columns_exchanged(form: LedgerForm) -> Deed:
    """A block is pasted one column too far to the left, so that everything stands below another heading."""
    typed: dict[CellRef, Value | None] = {}
    for number in range(3, 6):
        held = line(number)
        pasted = (held["purpose"], held["fund"], held["amount"], held["loan"])
        for column, value in zip(("code", "purpose", "fund", "amount"), pasted, strict=True):
            typed[form.cell(column, number)] = value
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all").to(form.total("loans"))),
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("code", 3)),
            told("kind", "error", form.cell("fund", 3)),
            told("kind", "error", form.cell("amount", 3)),
            grants__3__amount=Entry("Y"),
            grants__3__code=Entry("Purpose 3"),
            grants__3__fund=Entry("109.75"),
            grants__3__purpose=Entry("Building fund"),
            grants__4__amount=Entry("N"),
            grants__4__code=Entry("Purpose 4"),
            grants__4__fund=Entry("113"),
            grants__4__purpose=Entry("OTHER"),
            grants__5__amount=Entry("N"),
            grants__5__code=Entry("Purpose 5"),
            grants__5__fund=Entry("116.25"),
            grants__5__purpose=Entry("Building fund"),
        ),
        shown(typed),
    )


def same_block_pasted_twice(form: LedgerForm) -> Deed:
    """Three lines are pasted a second time below the others."""
    typed = {
        form.cell(column, LINES + number): value for number in range(1, 4) for column, value in line(number).items()
    }
    return Deed(
        put(typed),
        Read(
            form.with_lines(in_order([*range(1, LINES + 1), 1, 2, 3])),
            frozenset(
                {
                    told("recalculated", "note", form.total("all").to(form.total("lines"))),
                    told("ledger_agrees", "error", form.total("ledger")),
                    told("once", "error", form.cell("code", 1)),
                    told("once", "error", form.cell("code", 2)),
                    told("once", "error", form.cell("code", 3)),
                }
            ),
        ),
        shown(typed),
    )


def headings_pasted_with_the_lines(form: LedgerForm) -> Deed:
    """A block is pasted with its headings, which then stand in a line."""
    typed = _typed(form, LINES + 1, code="Code", purpose="Purpose", fund="Fund", amount="Amount", loan="Loan")
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("lines")),
            told("kind", "error", form.cell("code", 11)),
            told("kind", "error", form.cell("fund", 11)),
            told("kind", "error", form.cell("amount", 11)),
            told("kind", "error", form.cell("loan", 11)),
            grants__11__amount=Entry("Amount"),
            grants__11__code=Entry("Code"),
            grants__11__fund=Entry("Fund"),
            grants__11__loan=Entry("Loan"),
            grants__11__purpose=Entry("Purpose"),
        ),
        shown(typed),
    )


def truth_values_in_a_line(form: LedgerForm) -> Deed:
    """A column of a database gives TRUE and FALSE where options and amounts are asked for."""

    def change(book: openpyxl.Workbook) -> None:
        book[form.sheet][form.cell("loan", 2).a1] = False
        book[form.sheet][form.cell("amount", 4).a1] = True

    return Deed(
        InOpenpyxl(change),
        read(
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("loan", 2)),
            told("kind", "error", form.cell("amount", 4)),
            grants__2__loan=Entry("FALSE"),
            grants__4__amount=Entry(True),
        ),
        lambda file: file.value(form.cell("amount", 4)) == 1,
    )


def second_list_pasted_beside(form: LedgerForm) -> Deed:
    """A second list is pasted to the right of the first, since there was no room thought of."""
    first = form.laid.in_line(1, form.laid.hidden_columns[-1] + 3)
    held: tuple[Value, ...] = ("B200", "Second", "OTHER", 50, "N")
    cells = {
        CellRef(first.sheet, first.row + row, first.column + column): value
        for row in range(3)
        for column, value in enumerate(held)
    }
    area = first.to(CellRef(first.sheet, first.row + 2, first.column + len(held) - 1))
    return Deed(put(dict(cells)), read(warning("stray", area)), shown(dict(cells)))


def same_grant_in_another_width(form: LedgerForm) -> Deed:
    """A grant is listed once more, its purpose in capitals and its code in wide letters."""
    typed = _typed(form, LINES + 1, code="Ａ101", purpose="PURPOSE  1", fund="OTHER", amount=1, loan="N")
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("recalculated", "note", form.total("lines")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("alike", "warning", form.cell("code", 1)),
            told("kind", "error", form.cell("code", 11)),
            grants__11__amount=1,
            grants__11__code=Entry("Ａ101"),
            grants__11__fund=Entry("OTHER"),
            grants__11__loan=Entry("N"),
            grants__11__purpose=Entry("PURPOSE  1"),
        ),
        shown(typed),
    )


def heading_among_lines(form: LedgerForm) -> Deed:
    """A line that is free holds a heading for those below it, as in a printed list."""
    typed = _typed(form, LINES + 1, code="II. Loans")
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("lines")),
            told("kind", "error", form.cell("code", 11)),
            told("filled", "error", form.cell("purpose", 11)),
            told("filled", "error", form.cell("fund", 11)),
            told("filled", "error", form.cell("amount", 11)),
            told("filled", "error", form.cell("loan", 11)),
            grants__11__code=Entry("II. Loans"),
        ),
        shown(typed),
    )


def amount_with_its_sign_behind(form: LedgerForm) -> Deed:
    """An amount is pasted as another program exports it, with the minus sign behind it: it is read as no number."""
    typed = _typed(form, 2, amount="106.50-")
    return Deed(
        put(typed),
        read(
            told("recalculated", "note", form.total("all")),
            told("ledger_agrees", "error", form.total("ledger")),
            told("kind", "error", form.cell("amount", 2)),
            grants__2__amount=Entry("106.50-"),
        ),
        shown(typed),
    )
