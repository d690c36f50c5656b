"""Cells far away from the form."""

from __future__ import annotations

from abuse.deed import Deed, InParts, Read, Rejected
from abuse.form import Form
from abuse.package import Package


def _with_rows(form: Form, rows: str, outcome: Read | Rejected, sheet: str = "") -> Deed:
    """Further rows at the end of a sheet."""
    name = sheet or form.requests.sheet

    def change(file: Package) -> None:
        file.replace(file.part(name), "</sheetData>", f"{rows}</sheetData>")

    return Deed(InParts(change), outcome, lambda file: rows.encode() in file.parts[file.part(name)])


def figure_in_the_last_cell(form: Form) -> Deed:
    """A figure stands in the last cell of a sheet."""
    return _with_rows(form, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', Rejected("far_cell"))


def figure_in_the_last_row(form: Form) -> Deed:
    """A figure stands in the last row of a sheet."""
    return _with_rows(form, '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', Rejected("far_cell"))


def text_in_the_last_column(form: Form) -> Deed:
    """A text stands in the last cell of a sheet of paragraphs."""
    rows = '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    return _with_rows(form, rows, Rejected("far_cell"), form.overview.sheet)


def formats_down_to_the_last_row(form: Form) -> Deed:
    """A format reaches from below the form to the last row and column, and nothing stands there: nothing is told."""
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(1000, 3000))
    return _with_rows(form, rows + '<row r="1048576"><c r="XFD1048576" s="1"/></row>', Read())
