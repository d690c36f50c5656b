"""Rows and columns that are inserted, deleted, sorted and filled."""

from __future__ import annotations

from itertools import pairwise

from abuse.deed import Deed, Read, Rejected, calc, note, read, told, warning
from abuse.form import Form, down, right
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import TotalLine

_REASONS = (
    "state_secret",
    "forbidden_by_law",
    "endangers_safety",
    "third_party",
    "internal_affairs",
    "process_information",
    "enforcement_files",
    "query_items",
)
"""Rows that stand together below one heading."""
_COLUMNS = ("natural", "business", "research", "welfare", "law_services", "others")


def row_inserted_in_a_table(form: Form) -> Deed:
    """A row is inserted between two rows of a table."""
    cell = form.cell("partly_granted.natural")
    return Deed(
        calc(("insert_rows", cell.sheet, cell.row)),
        read(note("moved", cell.sheet)),
        lambda file: file.value(down(cell)) == form.figure("partly_granted.natural"),
    )


def row_copied_and_inserted(form: Form) -> Deed:
    """A row is inserted and filled with a copy of the next, so that a label stands there twice."""
    label, last = form.label("（二）部分公开"), form.cell("partly_granted.all")
    area = down(label).to(down(last))
    return Deed(
        calc(("insert_rows", label.sheet, label.row), ("copy", label.sheet, area.a1, label.a1)),
        Rejected("labels"),
        lambda file: file.value(label) == file.value(down(label)),
    )


def rows_inserted_above_everything(form: Form) -> Deed:
    """Three rows are inserted above the heading of a table's sheet, which is then not where it was."""
    cell = form.cell("proactive.licensing.decisions")
    width = next(laid.width for laid in form.layout.sections.values() if laid.sheet == cell.sheet)
    heading = CellRef(cell.sheet, 0, 0).to(CellRef(cell.sheet, 0, width - 1))
    return Deed(
        calc(("insert_rows", cell.sheet, 0, 3)),
        read(note("moved", cell.sheet), note("merge", heading), note("text", cell.sheet)),
        lambda file: file.value(down(cell, 3)) == form.figure("proactive.licensing.decisions"),
    )


def row_inserted_between_headings_and_figures(form: Form) -> Deed:
    """A row is inserted between the headings of a table and its only row, which has no label but a hidden mark."""
    cell = form.cell("remedies.cases.review_upheld")
    return Deed(
        calc(("insert_rows", cell.sheet, cell.row)),
        read(note("moved", cell.sheet)),
        lambda file: file.value(down(cell)) == form.figure("remedies.cases.review_upheld"),
    )


def row_inserted_on_the_cover(form: Form) -> Deed:
    """A row is inserted on the cover, above the agency."""
    cell = form.layout.cover.agency
    return Deed(
        calc(("insert_rows", cell.sheet, cell.row)),
        read(note("moved", cell.sheet)),
        lambda file: file.value(down(cell)) == form.submission.agency,
    )


def row_inserted_on_the_checks_sheet(form: Form) -> Deed:
    """A row is inserted among the lines of the checks sheet."""
    cell = form.status("balance.natural")
    return Deed(
        calc(("insert_rows", cell.sheet, cell.row)),
        read(note("moved", cell.sheet)),
        lambda file: file.formula(down(cell)) is not None and file.formula(cell) is None,
    )


def column_inserted_in_a_table(form: Form) -> Deed:
    """A column is inserted between two columns of a table."""
    cell = form.cell("granted.welfare")
    return Deed(
        calc(("insert_columns", cell.sheet, cell.column)),
        read(note("moved", cell.sheet)),
        lambda file: file.value(right(cell)) == form.figure("granted.welfare"),
    )


def column_inserted_at_the_left(form: Form) -> Deed:
    """A column is inserted before all others of a table's sheet."""
    cell = form.cell("remedies.cases.direct_upheld")
    return Deed(
        calc(("insert_columns", cell.sheet, 0)),
        read(note("moved", cell.sheet)),
        lambda file: file.value(right(cell)) == form.figure("remedies.cases.direct_upheld"),
    )


def row_deleted(form: Form) -> Deed:
    """A row of a table is deleted with its label and figures."""
    cell = form.cell("repeated.natural")
    return Deed(
        calc(("delete_rows", cell.sheet, cell.row)),
        Rejected("labels"),
        lambda file: file.value(cell) == form.figure("publications.natural"),
    )


def column_deleted(form: Form) -> Deed:
    """A column of a table is deleted with its heading and figures."""
    cell = form.cell("granted.welfare")
    return Deed(
        calc(("delete_columns", cell.sheet, cell.column)),
        Rejected("labels"),
        lambda file: file.value(cell) == form.figure("granted.law_services"),
    )


def heading_row_deleted(form: Form) -> Deed:
    """The row of the topmost column headings is deleted."""
    top = form.requests.top
    cell = form.cell("received.natural")
    return Deed(
        calc(("delete_rows", cell.sheet, top)),
        Rejected("labels"),
        lambda file: file.value(CellRef(cell.sheet, cell.row - 1, cell.column)) == form.figure("received.natural"),
    )


def last_years_row_deleted(form: Form) -> Deed:
    """The last row with last year's figures below a table is deleted."""
    *_, row = form.requests.previous_rows.values()
    label = form.requests.below_label(row).first
    return Deed(
        calc(("delete_rows", label.sheet, row)),
        Rejected("labels"),
        lambda file: not str(file.value(label)).startswith("上年"),
    )


def guidance_deleted(form: Form) -> Deed:
    """The row with the guidance above a table is deleted."""
    (guidance,) = form.layout.sections["requests_section"].guidance
    merged = guidance.to(CellRef(guidance.sheet, guidance.row, form.requests.grid.width - 1))
    cell = form.cell("received.natural")
    return Deed(
        calc(("delete_rows", guidance.sheet, guidance.row)),
        read(note("moved", guidance.sheet), note("text", guidance), note("merge", merged)),
        lambda file: file.value(CellRef(cell.sheet, cell.row - 1, cell.column)) == form.figure("received.natural"),
    )


def rows_sorted_with_labels(form: Form) -> Deed:
    """Rows of a table are sorted by a column, labels and all."""
    label = form.label("1.属于国家秘密")
    area = label.to(form.cell("query_items.all"))
    by = form.cell("state_secret.natural").column - label.column
    return Deed(
        calc(("sort", label.sheet, area.a1, by)),
        Rejected("labels"),
        lambda file: str(file.value(label)).startswith("8."),
    )


def figures_sorted_without_labels(form: Form) -> Deed:
    """The figures of some rows are sorted, and their labels are not: all sums stay, so that nobody can know."""
    area = form.area("state_secret.natural", "query_items.others")
    changed = {
        f"requests.{row}.{column}": form.figure(f"{other}.{column}")
        for row, other in zip(_REASONS, reversed(_REASONS), strict=True)
        for column in _COLUMNS
    }
    return Deed(
        calc(("sort", area.sheet, area.a1, 0)),
        Read(changed),
        lambda file: file.value(area.first) == form.figure("query_items.natural"),
    )


def cell_deleted_in_one_row(form: Form) -> Deed:
    """A cell is deleted in one row of a table, which pulls all to its right under other headings."""
    cell, last, total = (form.cell(f"repeated.{column}") for column in ("natural", "others", "all"))
    mark, faults = form.requests.row_checks["repeated"], form.requests.row_faults["repeated"]
    left, right_ = _sides_of_total(form, "repeated.all")
    changed = {f"requests.repeated.{now}": form.figure(f"repeated.{before}") for now, before in pairwise(_COLUMNS)}
    findings = {
        *(told("balance", "error", form.cell(f"received.{column}")) for column in _COLUMNS[:-1]),
        told("kind", "error", last),
        told("total", "error", total),
        *(warning("formula", cell) for cell in (total, mark, faults, left, right_)),
        note("validation", last),
    }
    return Deed(
        calc(("delete_cells_leftwards", cell.sheet, cell.a1), ("recalculate",)),
        Read({**changed, "requests.repeated.others": None}, frozenset(findings)),
        lambda file: file.value(cell) == form.figure("repeated.business"),
    )


def figure_dragged(form: Form) -> Deed:
    """A figure is dragged to the cell below it, and formulas follow it there."""
    cell, figure = form.cell("repeated.natural"), form.figure("repeated.natural")
    _, sum_ = _sides_of_total(form, "repeated.all")
    formulas = (form.cell("repeated.all"), form.requests.row_faults["repeated"], sum_)
    findings = {
        told("filled", "error", cell),
        note("validation", cell),
        *(warning("formula", formula) for formula in formulas),
    }
    return Deed(
        calc(("drag", cell.sheet, cell.a1, down(cell).a1)),
        Read({"requests.repeated.natural": None, "requests.publications.natural": figure}, frozenset(findings)),
        lambda file: file.value(down(cell)) == figure,
    )


def _sides_of_total(form: Form, name: str) -> tuple[CellRef, CellRef]:
    """The cells of the checks sheet that compare what a total shows with what its parts give."""
    checks, place = form.layout.checks, form.place(name)
    line = next(line for line in checks.rows if isinstance(line, TotalLine) and line.place == place)
    return checks.cell(line, "left"), checks.cell(line, "right")


def filled_down(form: Form) -> Deed:
    """A figure is filled down over the three below it."""
    area = form.area("state_secret.business", "third_party.business")
    changed = {f"requests.{row}.business": form.figure("state_secret.business") for row in _REASONS[1:4]}
    off = (told("balance", "error", form.cell(f"received.{column}")) for column in ("business", "all"))
    return Deed(
        calc(("fill_down", area.sheet, area.a1)),
        Read(changed, frozenset(off)),
        lambda file: file.value(area.last) == form.figure("state_secret.business"),
    )
