"""Rows and columns that are there and cannot be seen, in every way that a sheet knows."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from abuse.deed import Deed, InParts, Read, calc, read, warning
from abuse.form import Form
from abuse.package import Package
from abuse.restyling import STYLES, restyled
from support.parts import MAIN

_ROW = ("granted.natural", "granted.all")
_COLUMN = ("received.research", "carried_out.research")


def _row_said(form: Form, attributes: str, *without: str) -> Deed:
    """The row of a figure says so; in just these bytes, which a library would write in one way only."""
    area = form.area(*_ROW)
    number = area.first.row + 1

    def change(file: Package) -> None:
        row = next(row for row in file.elements(area.sheet, "row") if row.get("r") == str(number))
        for name in without:
            row.attrib.pop(name, "")
        file.put_back(area.sheet)
        file.replace(file.part(area.sheet), f'<row r="{number}"', f'<row r="{number}" {attributes}')

    return Deed(
        InParts(change),
        read(warning("hidden", area)),
        lambda file: attributes.encode() in file.parts[file.part(area.sheet)],
    )


def row_hidden_in_single_quotes(form: Form) -> Deed:
    """A row with figures is hidden, in single quotation marks."""
    return _row_said(form, "hidden='1'")


def row_hidden_by_a_word(form: Form) -> Deed:
    """A row with figures is hidden by a word."""
    return _row_said(form, 'hidden="true"')


def row_hidden_with_blanks(form: Form) -> Deed:
    """A row with figures is hidden, with blanks around the sign of equality."""
    return _row_said(form, 'hidden = "1"')


def row_hidden_on_another_line(form: Form) -> Deed:
    """A row with figures is hidden, on another line of the file."""
    return _row_said(form, 'hidden\n\t=\n"1"')


def row_without_height(form: Form) -> Deed:
    """A row with figures is a tenth of a point high."""
    return _row_said(form, 'ht="0.1" customHeight="1"', "ht", "customHeight")


def row_of_no_height(form: Form) -> Deed:
    """A row with figures has the height 0."""
    return _row_said(form, 'ht="0" customHeight="1"', "ht", "customHeight")


def row_of_two_points(form: Form) -> Deed:
    """A row with figures is two points high, of which a line can be seen and no figure."""
    return _row_said(form, 'ht="2" customHeight="true"', "ht", "customHeight")


def row_collapsed(form: Form) -> Deed:
    """A row with figures is grouped and the group collapsed."""
    return _row_said(form, 'outlineLevel="1" hidden="1"')


def rows_grouped_and_collapsed(form: Form) -> Deed:
    """Two rows with figures are grouped in LibreOffice, and the group is collapsed."""
    area = form.area("granted.natural", "partly_granted.all")
    return Deed(
        calc(("group_rows", area.sheet, area.a1)),
        read(warning("hidden", area)),
        lambda file: file.hidden_rows(area.sheet) == {area.first.row, area.first.row + 1},
    )


def _column_said(form: Form, attributes: str) -> Deed:
    """The column of figures says so."""
    area = form.area(*_COLUMN)
    number = area.first.column + 1

    def change(file: Package) -> None:
        _split_columns(file, area.sheet, number)
        file.put_back(area.sheet)
        old = f'<col min="{number}" max="{number}" '
        file.replace(file.part(area.sheet), old, f"{old}{attributes} ")

    return Deed(
        InParts(change),
        read(warning("hidden", area)),
        lambda file: attributes.encode() in file.parts[file.part(area.sheet)],
    )


def _split_columns(file: Package, sheet: str, number: int) -> None:
    """Let a column be described alone, without saying anything of its width."""
    for column in file.elements(sheet, "col"):
        first, last = int(str(column.get("min"))), int(str(column.get("max")))
        if first <= number <= last:
            parts = ((first, number - 1, True), (number, number, False), (number + 1, last, True))
            for begin, end, as_before in parts:
                if begin <= end:
                    own = {"min": str(begin), "max": str(end)}
                    others = {str(n): str(v) for n, v in column.attrib.items() if n not in own}
                    kept = others if as_before else {n: v for n, v in others.items() if n == "style"}
                    column.addprevious(column.makeelement(MAIN + "col", {**own, **kept}))
            parent = column.getparent()
            assert parent is not None
            parent.remove(column)


def column_hidden_by_a_word(form: Form) -> Deed:
    """A column with figures is hidden by a word in single quotation marks."""
    return _column_said(form, "hidden='true'")


def column_without_width(form: Form) -> Deed:
    """A column with figures is a tenth of a character wide."""
    return _column_said(form, 'width="0.1" customWidth="1"')


def column_of_no_width(form: Form) -> Deed:
    """A column with figures has the width 0."""
    return _column_said(form, 'width="0" customWidth="1"')


def columns_of_no_width_by_default(form: Form) -> Deed:
    """No width is said of a column with figures, and columns have none unless it is said."""
    area = form.area(*_COLUMN)

    def change(file: Package) -> None:
        _split_columns(file, area.sheet, area.first.column + 1)
        column = next(c for c in file.elements(area.sheet, "col") if c.get("min") == str(area.first.column + 1))
        parent = column.getparent()
        assert parent is not None
        parent.remove(column)
        file.elements(area.sheet, "sheetFormatPr")[0].set("defaultColWidth", "0")

    return Deed(
        InParts(change),
        read(warning("hidden", area)),
        lambda file: file.elements(area.sheet, "sheetFormatPr")[0].get("defaultColWidth") == "0",
    )


def rows_hidden_by_default(form: Form) -> Deed:
    """Rows are hidden unless they are written, as programs do it to show a form and nothing below: all of ours are."""
    area = form.area(*_ROW)

    def change(file: Package) -> None:
        for row in file.elements(area.sheet, "row"):
            if row.get("r") == str(area.first.row + 1):
                row.attrib.pop("ht", "")
                row.attrib.pop("customHeight", "")
        file.elements(area.sheet, "sheetFormatPr")[0].set("zeroHeight", "1")

    return Deed(
        InParts(change),
        Read(),
        lambda file: file.elements(area.sheet, "sheetFormatPr")[0].get("zeroHeight") == "1",
    )


def rows_behind_frozen_ones(form: Form) -> Deed:
    """The sheet is frozen where rows with figures were scrolled out of sight, to which nobody can scroll back."""
    sheet = form.requests.sheet
    area = form.area("received.natural", "carried_in.all")

    def change(file: Package) -> None:
        view, pane = (file.elements(sheet, name)[0] for name in ("sheetView", "pane"))
        view.set("topLeftCell", f"A{area.last.row + 2}")
        pane.set("topLeftCell", f"A{area.last.row + 8}")

    return Deed(
        InParts(change),
        read(warning("hidden", area)),
        lambda file: file.elements(sheet, "sheetView")[0].get("topLeftCell") == f"A{area.last.row + 2}",
    )


def row_too_low_for_its_letters(form: Form) -> Deed:
    """The figures of a row of ordinary height are written so large that half of each digit is cut off."""
    return _in_large_letters(form, lambda row, _: row.attrib.update({"ht": "18", "customHeight": "1"}))


def rows_of_a_fixed_height(form: Form) -> Deed:
    """A row states no height, and all such rows keep one that is too low for its letters, as LibreOffice shows them."""

    def change(row: etree._Element, default: etree._Element) -> None:
        for name in ("ht", "customHeight"):
            row.attrib.pop(name, "")
        default.attrib.update({"defaultRowHeight": "18", "customHeight": "1"})

    return _in_large_letters(form, change)


def _in_large_letters(form: Form, low: Callable[[etree._Element, etree._Element], object]) -> Deed:
    """The figures of a row are written in large letters, and something is done to the row or to the default."""
    cells = [form.cell(f"granted.{column}") for column in ("natural", "business")]

    def change(file: Package) -> None:
        restyled(cells, font={"sz": {"val": "36"}})(file)
        (default,) = file.elements(cells[0].sheet, "sheetFormatPr")
        number = str(cells[0].row + 1)
        low(next(row for row in file.elements(cells[0].sheet, "row") if row.get("r") == number), default)

    return Deed(
        InParts(change),
        read(warning("hidden", cells[0].to(cells[1]))),
        lambda file: b'<sz val="36"' in file.parts[STYLES],
    )
