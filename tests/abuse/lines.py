"""Lines of paragraphs, and what is typed beside and below them."""

from __future__ import annotations

from abuse.deed import Deed, Read, calc, note, put, read, shown, told, warning
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
    cell = right(form.overview.lengths.first, 1)
    return Deed(
        calc(("text", cell.sheet, cell.a1, "一段文字")),
        read(warning("stray", cell)),
        lambda file: file.value(cell) == "一段文字",
    )


def paragraph_parted_by_tabs(form: Form) -> Deed:
    """A paragraph is pasted as plain text with tabs in it, which part it into the cells beside its line."""
    line = form.overview.line(1)
    parts = {line: "（二）", right(line, 1): "分开的", right(line, 3): "一段"}
    joined = ("overview 1", "（二） 分开的 一段", "overview 3")
    return Deed(put(parts), read(told("kind", "note", line), overview=joined), shown(parts))


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


def paragraphs_above_the_first_line(form: Form) -> Deed:
    """Rows are inserted above the first numbered line, and a paragraph is typed there: it is read like the others."""
    line = form.overview.line(0)
    return Deed(
        calc(("insert_rows", line.sheet, line.row, 2), ("text", line.sheet, line.a1, "开头一段")),
        read(note("moved", line.sheet), overview=("开头一段", "", *form.submission.texts["overview"])),
        lambda file: file.value(line) == "开头一段" and file.value(down(line, 2)) == "overview 1",
    )


def paragraph_over_the_numbers(form: Form) -> Deed:
    """A paragraph is typed into the column with the numbers of the lines, which is not read."""
    cell = {right(form.overview.line(3), -1): "一段文字"}
    return Deed(put(cell), read(warning("stray", next(iter(cell)))), shown(cell))


def paragraph_over_the_guidance(form: Form) -> Deed:
    """A paragraph is typed over the guidance above the lines, which is not read."""
    cell = form.layout.sections["overview"].guidance[0]
    typed = {cell: "一段文字"}
    return Deed(put(typed), read(warning("stray", cell), note("text", cell)), shown(typed))


def paragraph_ends_in_an_error(form: Form) -> Deed:
    """A line that begins with a dash was taken for a formula, and shows an error."""
    line = form.overview.line(1)
    return Deed(
        put({line: "#NAME?"}),
        read(told("kind", "error", line), overview=("overview 1", "#NAME?", "overview 3")),
        shown({line: "#NAME?"}),
    )


def paragraph_of_invisible_characters(form: Form) -> Deed:
    """A paragraph is replaced by characters that cannot be seen: the line is blank."""
    line = {form.overview.line(2): "\u200b\u2060\u3000"}
    return Deed(put(line), read(overview=("overview 1", "overview 2")), shown(line))
