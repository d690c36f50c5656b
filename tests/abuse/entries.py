"""What is typed and pasted into cells: by mistake, in odd ways, or to deceive."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import openpyxl

from abuse.deed import Deed, InOpenpyxl, InParts, Read, Told, calc, note, put, read, shown, told, warning
from abuse.form import Form, right
from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry

_COLUMNS = ("natural", "business", "research", "welfare", "law_services", "others")


def _typed(form: Form, text: str, number: int | None = None) -> Deed:
    """A figure is typed as a text, which means the number if it means any."""
    cell = form.cell("granted.natural")
    findings = {told("number", "warning", cell)} if number is not None else _no_number(form)
    entry = Entry(text, number, mended=number is not None)
    return Deed(put({cell: text}), Read({"requests.granted.natural": entry}, frozenset(findings)), shown({cell: text}))


def _no_number(form: Form) -> set[Told]:
    """What is said of an entry that is no number while the totals still show what they were calculated from."""
    stale = (form.cell(name) for name in ("granted.all", "disposed.natural", "disposed.all"))
    return {
        told("kind", "error", form.cell("granted.natural")),
        *(told("recalculated", "note", cell) for cell in stale),
    }


def number_pasted_as_text(form: Form) -> Deed:
    """A figure is pasted as text, and the totals, calculated anew, show nothing."""
    cell, figure = form.cell("granted.natural"), form.figure("granted.natural")
    entry = Entry(str(figure), figure, mended=True)
    return Deed(
        calc(("text", cell.sheet, cell.a1, str(figure))),
        Read({"requests.granted.natural": entry}, frozenset({told("number", "warning", cell)})),
        lambda file: file.value(cell) == str(figure) and not file.value(form.cell("granted.all")),
    )


def full_width_digits(form: Form) -> Deed:
    """A figure is typed in full-width digits."""
    figure = form.figure("granted.natural")
    return _typed(form, "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(figure)), figure)


def number_with_unit(form: Form) -> Deed:
    """A figure is typed with its counter."""
    return _typed(form, f"{form.figure('granted.natural')}件", form.figure("granted.natural"))


def number_with_remark(form: Form) -> Deed:
    """A figure is typed with a remark in brackets."""
    return _typed(form, f"{form.figure('granted.natural')}（含上年）", form.figure("granted.natural"))


def words_for_a_number(form: Form) -> Deed:
    """Words are typed in place of a figure."""
    return _typed(form, "若干")


def error_value(form: Form) -> Deed:
    """A figure is an error value, left by a formula that was pasted as its result."""
    cell = form.cell("granted.natural")
    return Deed(
        InParts(lambda file: file.put(cell, "#REF!", kind="e")),
        Read({"requests.granted.natural": Entry("#REF!")}, frozenset(_no_number(form))),
        lambda file: file.value(cell) == "#REF!",
    )


def date_for_a_number(form: Form) -> Deed:
    """A date is typed in place of a figure, or made of it by the program."""
    cell = form.cell("granted.natural")

    def change(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1] = date(2025, 3, 1)
        book[cell.sheet][cell.a1].number_format = "yyyy-mm-dd"

    return Deed(
        InOpenpyxl(change),
        Read({"requests.granted.natural": Entry("2025-03-01")}, frozenset({told("kind", "error", cell)})),
        lambda file: file.value(cell) == 45717,
    )


def negative_figure(form: Form) -> Deed:
    """A figure is entered with a minus sign."""
    cell, figure = form.cell("proactive.licensing.decisions"), form.figure("proactive.licensing.decisions")
    outcome = read(told("sign", "error", cell), proactive__licensing__decisions=-figure)
    return Deed(put({cell: -figure}), outcome, shown({cell: -figure}))


def figure_deleted(form: Form) -> Deed:
    """A figure is deleted; totals that need it show nothing."""
    cell = form.cell("granted.natural")
    return Deed(
        calc(("clear", cell.sheet, cell.a1)),
        read(told("filled", "error", cell), requests__granted__natural=None),
        lambda file: file.value(cell) is None and not file.value(form.cell("granted.all")),
    )


def figures_pasted_one_column_too_far(form: Form) -> Deed:
    """Five figures of a row are pasted one column too far to the right."""
    source = form.area("received.natural", "received.law_services")
    changed = {
        f"requests.received.{column}": form.figure(f"received.{before}") for before, column in pairwise(_COLUMNS)
    }
    off = (told("balance", "error", form.cell(f"received.{column}")) for column in (*_COLUMNS[1:], "all"))
    return Deed(
        calc(("copy", source.sheet, source.a1, right(source.first).a1)),
        Read(changed, frozenset(off)),
        lambda file: file.value(right(source.first)) == form.figure("received.natural"),
    )


def figures_of_two_rows_exchanged(form: Form) -> Deed:
    """The figures of two rows are exchanged, and their labels are not: all sums stay, so that nobody can know."""
    rows = ("petitions", "repeated")
    cells = [(form.cell(f"{row}.{column}"), row, column) for row in rows for column in _COLUMNS]
    other = dict(zip(rows, reversed(rows), strict=True))
    changed = {f"requests.{row}.{column}": form.figure(f"{other[row]}.{column}") for _, row, column in cells}
    steps = (("number", c.sheet, c.a1, form.figure(f"{other[row]}.{column}")) for c, row, column in cells)
    return Deed(
        calc(*steps),
        Read(changed),
        lambda file: file.value(cells[0][0]) == form.figure("repeated.natural"),
    )


def figures_of_two_columns_exchanged(form: Form) -> Deed:
    """The figures of two columns are exchanged: each balances, but neither follows from last year's."""
    other = {"natural": "business", "business": "natural"}
    rows = [place.row for place in form.definition.entry_places("requests") if place.column == "natural"]
    changed = {f"requests.{row}.{c}": form.figure(f"{row}.{other[c]}") for row in rows for c in other}
    cells = {name: form.cell(name) for name in changed}
    return Deed(
        calc(*(("number", cell.sheet, cell.a1, changed[name]) for name, cell in cells.items())),
        Read(changed, frozenset(told("carried_over", "warning", form.cell(f"carried_in.{c}")) for c in other)),
        lambda file: file.value(form.cell("received.natural")) == form.figure("received.business"),
    )


def figures_of_another_agency(form: Form) -> Deed:
    """A table's figures are replaced by those of another agency, which balance, but do not follow from last year's."""
    added = {"received": 20, "carried_in": 10, "granted": 20, "carried_out": 10}
    changed = {f"requests.{r}.{c}": form.figure(f"{r}.{c}") + more for r, more in added.items() for c in _COLUMNS}
    cells = {name: form.cell(name) for name in changed}
    warned = (told("carried_over", "warning", form.cell(f"carried_in.{c}")) for c in (*_COLUMNS, "all"))
    return Deed(
        calc(*(("number", cell.sheet, cell.a1, changed[name]) for name, cell in cells.items())),
        Read(changed, frozenset(warned)),
        lambda file: file.value(form.cell("granted.all")) == form.figure("granted.all") + 120,
    )


def figure_beside_the_table(form: Form) -> Deed:
    """A figure is typed into a cell beside the table."""
    cell = CellRef(form.requests.sheet, form.cell("granted.natural").row, form.requests.check_column + 3)
    return Deed(
        calc(("number", cell.sheet, cell.a1, 42)),
        read(warning("stray", cell)),
        lambda file: file.value(cell) == 42,
    )


def words_beside_the_table(form: Form) -> Deed:
    """A remark is typed into a cell beside the table, as people do: no figure, and nothing to tell."""
    cell = CellRef(form.requests.sheet, form.cell("granted.natural").row, form.requests.check_column + 3)
    return Deed(
        calc(("text", cell.sheet, cell.a1, "见附件")),
        Read(),
        lambda file: file.value(cell) == "见附件",
    )


def pasted_over_an_entry_check(form: Form) -> Deed:
    """A figure is pasted from elsewhere with its format, by which the entry check of its cell is lost."""
    cell, elsewhere = form.cell("granted.natural"), CellRef(form.requests.sheet, 60, 20)
    figure = form.figure("granted.natural")
    return Deed(
        calc(
            ("number", cell.sheet, elsewhere.a1, figure),
            ("copy", cell.sheet, elsewhere.a1, cell.a1),
            ("clear", cell.sheet, elsewhere.a1),
        ),
        read(note("validation", cell)),
        lambda file: file.value(cell) == figure and file.value(elsewhere) is None,
    )


def pasted_in_ten_thousands(form: Form) -> Deed:
    """A figure is pasted with a format that shows it in units of ten thousand."""
    cell = form.cell("proactive.licensing.decisions")

    def paste(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1].number_format = '0\\.0,"万"'

    return Deed(InOpenpyxl(paste), read(warning("format", cell)), lambda file: b"\\.0," in file.parts["xl/styles.xml"])
