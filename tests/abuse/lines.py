"""Lines of paragraphs, and what is typed beside and below them."""

from __future__ import annotations

from abuse.deed import Deed, Read, calc, note, put, read, shown, warning
from abuse.form import Form, down, right
from xlsreport.layout.cells import CellRef


def line_inserted_between_paragraphs(form: Form) -> Deed:
    """A row is inserted between two paragraphs and left empty."""
    line = form.overview.line(1)
    return Deed(
        calc(("insert_rows", line.sheet, line.row)),
        read(note("moved", line.sheet), overview=("overview 1", "", "overview 2", "overview 3")),
        lambda file: file.value(down(line)) == "overview 2",
    )


def paragraph_deleted(form: Form) -> Deed:
    """The row of a paragraph is deleted."""
    line = form.overview.line(1)
    return Deed(
        calc(("delete_rows", line.sheet, line.row)),
        read(note("moved", line.sheet), overview=("overview 1", "overview 3")),
        lambda file: file.value(line) == "overview 3",
    )


def empty_line_deleted(form: Form) -> Deed:
    """A row for a paragraph that was not used is deleted."""
    line = form.overview.line(20)
    return Deed(
        calc(("delete_rows", line.sheet, line.row)),
        read(note("moved", line.sheet)),
        lambda file: file.value(CellRef(line.sheet, line.row, 0)) == 22,
    )


def paragraph_beside_the_lines(form: Form) -> Deed:
    """A paragraph is typed into a column that is not read."""
    cell = right(form.overview.line(3), 2)
    return Deed(
        calc(("text", cell.sheet, cell.a1, "一段文字")),
        read(warning("stray", cell)),
        lambda file: file.value(cell) == "一段文字",
    )


def paragraph_below_the_lines(form: Form) -> Deed:
    """A paragraph is typed below the last numbered line: it is read like the others."""
    cell = down(form.overview.lines.last)
    lines = (*form.submission.texts["overview"], *[""] * (form.overview.size - 3), "最后一段")
    return Deed(
        calc(("text", cell.sheet, cell.a1, "最后一段")),
        read(overview=lines),
        lambda file: file.value(cell) == "最后一段",
    )


def paragraphs_in_one_cell(form: Form) -> Deed:
    """Two paragraphs are pasted into one cell."""
    both = {form.overview.line(0): "一\n二"}
    return Deed(put(both), read(overview=("一\n二", "overview 2", "overview 3")), shown(both))


def numbers_of_lines_cleared(form: Form) -> Deed:
    """The numbers before the paragraphs are deleted."""
    numbers = dict.fromkeys(right(form.overview.line(number), -1) for number in range(form.overview.size))
    return Deed(put(numbers), Read(), shown(numbers))
