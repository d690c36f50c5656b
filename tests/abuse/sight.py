"""Figures and paragraphs that are put out of sight, or made to look like others."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from PIL import Image as Pictures

from abuse.deed import Deed, InOpenpyxl, Told, note, read, warning
from abuse.form import Form
from xlsreport.layout.cells import CellRef

_FIGURE = "proactive.licensing.decisions"
_FILL = "FFFFFBE6"
"""The colour of cells that are filled in."""


def _deed(cell: CellRef, change: Callable[[Any], object], mark: bytes, *told: Told) -> Deed:
    """A change of a sheet, which shows by its bytes or those of the styles."""

    def applied(book: openpyxl.Workbook) -> None:
        change(book[cell.sheet])

    return Deed(InOpenpyxl(applied), read(*told), lambda file: any(mark in part for part in file.parts.values()))


def _styled(form: Form, name: str, style: object, mark: bytes, kind: str = "hidden") -> Deed:
    cell = form.cell(_FIGURE)
    return _deed(cell, lambda sheet: setattr(sheet[cell.a1], name, style), mark, warning(kind, cell))


def _ruled(form: Form, style: DifferentialStyle, mark: bytes, kind: str = "hidden") -> Deed:
    cell, rule = form.cell(_FIGURE), Rule(type="expression", dxf=style, formula=["TRUE"])
    return _deed(cell, lambda sheet: sheet.conditional_formatting.add(cell.a1, rule), mark, warning(kind, cell))


def shown_by_an_escape(form: Form) -> Deed:
    """A figure has a format by which Chinese programs show a point in it that is not there."""
    return _styled(form, "number_format", "0!.0", b'"0!.0"', "format")


def shown_with_a_digit(form: Form) -> Deed:
    """A figure has a format that writes another digit behind it."""
    return _styled(form, "number_format", "0[$9]", b'"0[$9]"', "format")


def letters_of_the_fill(form: Form) -> Deed:
    """The letters of a figure have the colour of its cell."""
    return _styled(form, "font", Font(color=_FILL), b'<color rgb="FFFFFBE6"')


def white_by_its_format(form: Form) -> Deed:
    """A figure has a number format that shows it in white."""
    return _styled(form, "number_format", "[White]0", b'"[White]0"')


def letters_of_one_point(form: Form) -> Deed:
    """The letters of a figure are one point high."""
    return _styled(form, "font", Font(size=1), b'<sz val="1"')


def figure_repeated(form: Form) -> Deed:
    """A figure is aligned so that it fills its cell over and over."""
    return _styled(form, "alignment", Alignment(horizontal="fill"), b'horizontal="fill"', "format")


def hidden_by_a_condition(form: Form) -> Deed:
    """A conditional format gives a figure the colour of its cell."""
    return _ruled(form, DifferentialStyle(font=Font(color=_FILL)), b'<color rgb="FFFFFBE6"')


def shown_otherwise_by_a_condition(form: Form) -> Deed:
    """A conditional format shows a figure in units of ten thousand."""
    style = DifferentialStyle(numFmt=NumberFormat(190, '0\\.0,"万"'))
    return _ruled(form, style, "万".encode(), "format")


def figure_under_a_picture(form: Form) -> Deed:
    """A picture lies over a figure."""
    cell = form.cell(_FIGURE)

    def lay(sheet: Any) -> None:
        picture = io.BytesIO()
        Pictures.new("RGB", (40, 12), "white").save(picture, "PNG")
        sheet.add_image(Image(picture), cell.a1)

    return _deed(cell, lay, b"oneCellAnchor", note("picture", CellRef(form.cover, 0, 0)), warning("hidden", cell))


def paragraph_hidden_by_its_format(form: Form) -> Deed:
    """A paragraph has a number format that shows no text."""
    cell = form.overview.line(0)
    return _deed(cell, lambda sheet: setattr(sheet[cell.a1], "number_format", ";;;"), b'";;;"', warning("format", cell))


def group_of_rows_closed(form: Form) -> Deed:
    """A row with a figure is in a group that is closed, without being said to be hidden."""
    cell = form.cell("granted.natural")
    row = form.area("granted.natural", "granted.others")

    def close(sheet: Any) -> None:
        sheet.row_dimensions[cell.row + 1].outlineLevel = 1
        sheet.row_dimensions[cell.row + 2].collapsed = True

    return _deed(cell, close, b'collapsed="1"', warning("hidden", row))


def row_of_one_point(form: Form) -> Deed:
    """A row with figures is one point high."""
    cell, row = form.cell("granted.natural"), form.area("granted.natural", "granted.others")
    return _deed(
        cell, lambda sheet: setattr(sheet.row_dimensions[cell.row + 1], "height", 1), b'ht="1"', warning("hidden", row)
    )
