"""Formulas that are typed over, changed, cleared, or left as they were while the figures changed."""

from __future__ import annotations

from collections.abc import Iterable

from abuse.deed import Deed, InParts, Read, Told, calc, note, put, read, shown, told, warning
from abuse.form import Form
from abuse.package import Package
from xlsreport.layout.cells import rectangles
from xlsreport.submission.submission import Entry


def total_retyped_right(form: Form) -> Deed:
    """A total is typed over with the number that it showed."""
    cell = form.cell("granted.all")
    right_number = form.figure("granted.all")
    return Deed(
        calc(("number", cell.sheet, cell.a1, right_number)),
        read(note("total", cell)),
        lambda file: file.formula(cell) is None and file.value(cell) == right_number,
    )


def total_retyped_wrong(form: Form) -> Deed:
    """A total is typed over with another number."""
    cell, wrong = form.cell("granted.all"), form.figure("granted.all") + 1000
    return Deed(calc(("number", cell.sheet, cell.a1, wrong)), read(told("total", "error", cell)), shown({cell: wrong}))


def total_within_a_total_retyped(form: Form) -> Deed:
    """A total is typed over with another number; the total of totals, whose formula is as it was, follows it."""
    cell, wrong = form.cell("disposed.natural"), form.figure("disposed.natural") + 1000
    of_totals = form.cell("disposed.all")
    return Deed(
        calc(("number", cell.sheet, cell.a1, wrong)),
        read(told("total", "error", cell), told("total", "note", of_totals)),
        lambda file: file.formula(cell) is None and file.value(of_totals) == form.figure("disposed.all") + 1000,
    )


def all_totals_retyped_right(form: Form) -> Deed:
    """All formulas of totals of a table are replaced by what they showed, as by pasting values."""
    places = [place for place in form.requests.figures if form.definition.places[place].computed]
    values = {form.layout.cell(place): form.figure(str(place)) for place in places}
    return Deed(put(values), read(*(note("total", area) for area in rectangles(values))), shown(values))


def total_leaves_out_a_column(form: Form) -> Deed:
    """The formula of a total is changed so that it leaves out columns, and shows too little."""
    cell, natural = form.cell("received.all"), form.cell("received.natural")
    return Deed(
        calc(("formula", cell.sheet, cell.a1, f"={natural.a1}")),
        read(told("total", "error", cell), warning("formula", cell)),
        lambda file: file.value(cell) == form.figure("received.natural"),
    )


def total_adds_nothing(form: Form) -> Deed:
    """The formula of a total is changed so that it shows the same for now."""
    cell = form.cell("received.all")
    return Deed(
        calc(("formula_with", cell.sheet, cell.a1, "+0")),
        read(warning("formula", cell)),
        lambda file: str(file.formula(cell)).endswith("+0") and file.value(cell) == form.figure("received.all"),
    )


def total_cleared(form: Form) -> Deed:
    """The formula of a total is deleted."""
    cell = form.cell("remedies.cases.review_all")
    return Deed(
        calc(("clear", cell.sheet, cell.a1)),
        read(warning("formula", cell)),
        lambda file: file.formula(cell) is None and file.value(cell) is None,
    )


def verdict_typed_over(form: Form) -> Deed:
    """A figure is wrong, and the verdict on the cover is typed over with the words of a finished report."""
    cell, verdict = form.cell("received.natural"), form.layout.cover.verdict
    wrong = form.figure("received.natural") + 1000
    return Deed(
        calc(("number", cell.sheet, cell.a1, wrong), ("text", verdict.sheet, verdict.a1, "✓ 可以报送")),
        read(warning("formula", verdict), *_unbalanced(form, "natural"), requests__received__natural=wrong),
        lambda file: file.formula(verdict) is None and file.value(verdict) == "✓ 可以报送",
    )


def status_typed_over(form: Form) -> Deed:
    """A figure is wrong, and the status of the rule on the checks sheet is typed over."""
    cell, status = form.cell("carried_out.welfare"), form.status("balance.welfare")
    wrong = form.figure("carried_out.welfare") + 1
    return Deed(
        calc(("number", cell.sheet, cell.a1, wrong), ("text", status.sheet, status.a1, "✓ 成立")),
        read(warning("formula", status), *_unbalanced(form, "welfare"), requests__carried_out__welfare=wrong),
        lambda file: file.formula(status) is None and file.value(status) == "✓ 成立",
    )


def mark_typed_over(form: Form) -> Deed:
    """The mark beside a row is typed over with a tick."""
    mark = form.requests.row_checks["granted"]
    return Deed(put({mark: "✓"}), read(warning("formula", mark)), shown({mark: "✓"}))


def title_typed_over(form: Form) -> Deed:
    """The title on the cover, a formula, is typed over with another agency's."""
    title = {form.layout.cover.title: "另一县2025年政府信息公开工作年度报告"}
    return Deed(put(title), read(warning("formula", form.layout.cover.title)), shown(title))


def lengths_cleared(form: Form) -> Deed:
    """The formulas that count the characters of the paragraphs are deleted."""
    cells = dict.fromkeys(form.overview.lengths.cells())
    return Deed(put(cells), read(warning("formula", form.overview.lengths)), shown(cells))


def formula_entered(form: Form) -> Deed:
    """A figure is entered as a formula."""
    cell = form.cell("granted.natural")
    figure = form.figure("granted.natural")
    return Deed(
        calc(("formula", cell.sheet, cell.a1, f"={figure - 1}+1")),
        read(warning("formula", cell)),
        lambda file: file.formula(cell) is not None and file.value(cell) == figure,
    )


def formula_refers_to_another_sheet(form: Form) -> Deed:
    """A figure is entered as a formula that fetches it from a sheet of the clerk's own."""
    cell = form.cell("granted.natural")
    figure = form.figure("granted.natural")
    return Deed(
        calc(
            ("add_sheet", "台账", 8),
            ("number", "台账", "A1", figure),
            ("formula", cell.sheet, cell.a1, "=$台账.A1"),
        ),
        read(warning("formula", cell), note("sheet", "台账")),
        lambda file: "台账" in str(file.formula(cell)) and file.value(cell) == figure,
    )


def results_left_stale(form: Form) -> Deed:
    """A figure and what balances it are changed by a program that leaves the results of formulas as they were."""
    cells = [form.cell("received.natural"), form.cell("carried_out.natural")]

    def change(file: Package) -> None:
        for cell in cells:
            file.put(cell, float(str(file.value(cell))) + 7)

    changed = {f"{row}.natural": form.figure(f"{row}.natural") + 7 for row in ("received", "carried_out")}
    stale = (told("recalculated", "note", form.cell(f"{row}.all")) for row in ("received", "carried_out"))
    return Deed(
        InParts(change),
        Read({f"requests.{name}": number for name, number in changed.items()}, frozenset(stale)),
        lambda file: file.value(form.cell("received.all")) == form.figure("received.all"),
    )


def result_without_its_formula_left_stale(form: Form) -> Deed:
    """The same, and the formula of one of the totals is gone: its wrong number was not merely not calculated."""
    entry, total = form.cell("received.natural"), form.cell("received.all")
    other = form.cell("carried_out.natural")

    def change(file: Package) -> None:
        for cell in (entry, other):
            file.put(cell, float(str(file.value(cell))) + 7)
        file.put(total, file.value(total))

    changed = {f"{row}.natural": form.figure(f"{row}.natural") + 7 for row in ("received", "carried_out")}
    return Deed(
        InParts(change),
        Read(
            {f"requests.{name}": number for name, number in changed.items()},
            frozenset({told("total", "error", total), told("recalculated", "note", form.cell("carried_out.all"))}),
        ),
        lambda file: file.formula(total) is None and file.value(total) == form.figure("received.all"),
    )


def error_in_an_entry(form: Form) -> Deed:
    """A figure is entered as a formula that ends in an error."""
    cell = form.cell("granted.natural")
    return Deed(
        calc(("formula", cell.sheet, cell.a1, "=1/0")),
        read(told("kind", "error", cell), requests__granted__natural=Entry("#DIV/0!")),
        lambda file: file.value(cell) == "#DIV/0!",
    )


def _unbalanced(form: Form, column: str) -> Iterable[Told]:
    """The balance of a column does not hold, and so that of the totals does not either."""
    return (told("balance", "error", form.cell(f"received.{name}")) for name in (column, "all"))
