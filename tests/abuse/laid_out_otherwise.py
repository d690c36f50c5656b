"""Figures that are turned, stacked, moved aside or crossed out by the layout of their cells and windows"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from abuse.deed import Deed, InParts, Told, note, read, told, warning
from abuse.form import Form, right
from abuse.package import Package
from abuse.restyling import STYLES, add_conditional, restyled
from support.parts import MAIN
from xlsreport.layout.cells import CellRange, CellRef

_FIGURE = "proactive.licensing.decisions"
_HEIGHT = "15"
_TOP = 4
"""The row of the first figures on the sheet, of which there are two times three."""


def _aligned(cells: list[CellRef], alignment: Mapping[str, str], *findings: Told) -> Deed:
    """Figures are aligned in a way, in a row of the usual height."""
    expected = " ".join(f'{name}="{value}"' for name, value in alignment.items()).encode()

    def change(file: Package) -> None:
        restyled(cells, alignment=alignment)(file)
        row = next(row for row in file.elements(cells[0].sheet, "row") if row.get("r") == str(cells[0].row + 1))
        row.attrib.update({"ht": _HEIGHT, "customHeight": "1"})

    return Deed(InParts(change), read(*findings), lambda file: expected in file.parts[STYLES])


def _first_figures(sheet: str) -> CellRange:
    return CellRef(sheet, _TOP, 1).to(CellRef(sheet, _TOP + 1, 3))


def _first_labels(sheet: str) -> CellRange:
    return CellRef(sheet, _TOP - 1, 0).to(CellRef(sheet, _TOP - 1, 3))


def digits_one_below_the_other(form: Form) -> Deed:
    """The digits of a figure stand one below the other, of which its row has room for one: 103 is shown as 0."""
    cell = form.cell(_FIGURE)
    return _aligned([cell], {"textRotation": "255"}, warning("hidden", cell))


def figure_turned_upwards(form: Form) -> Deed:
    """A figure is turned upwards in a row that is lower than the figure is long."""
    cell = form.cell(_FIGURE)
    return _aligned([cell], {"textRotation": "180"}, warning("hidden", cell))


def figure_turned_a_little(form: Form) -> Deed:
    """A figure is turned by ten degrees, and can be read."""
    return _aligned([form.cell(_FIGURE)], {"textRotation": "10"})


def paragraph_centred_across_columns(form: Form) -> Deed:
    """A paragraph is centred across its cell and an empty one beside it, so that it stands between the two."""
    cell = form.overview.line(0)

    def change(file: Package) -> None:
        file.put(right(cell), None)
        restyled([cell, right(cell)], alignment={"horizontal": "centerContinuous"})(file)

    return Deed(
        InParts(change),
        read(warning("format", cell)),
        lambda file: file.parts[STYLES].count(b'"centerContinuous"') == 2,
    )


def figure_crossed_out_by_a_border(form: Form) -> Deed:
    """The border of a figure's cell has lines from corner to corner, by which the figure looks deleted."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(_with_border(cell)),
        read(told("appearance", "warning", cell)),
        lambda file: b'diagonalUp="1"' in file.parts[STYLES],
    )


def _with_border(cell: CellRef) -> Callable[[Package], None]:
    def change(file: Package) -> None:
        restyled([cell], alignment={"horizontal": "center"})(file)
        styles = etree.fromstring(file.parts[STYLES])
        group, formats = (next(styles.iter(MAIN + name)) for name in ("borders", "cellXfs"))
        line = '<diagonal style="medium"><color rgb="FF000000"/></diagonal>'
        border = f'<border diagonalUp="1" diagonalDown="1"><left/><right/><top/><bottom/>{line}</border>'
        group.append(file.parsed(border))
        formats[-1].attrib.update({"borderId": str(len(group) - 1), "applyBorder": "1"})
        file.parts[STYLES] = etree.tostring(styles, encoding="UTF-8", xml_declaration=True)

    return change


def small_by_condition(form: Form) -> Deed:
    """A condition makes the letters of a figure one point high, which LibreOffice heeds and Excel does not."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(lambda file: add_conditional(file, cell, '<font><sz val="1"/></font>')),
        read(warning("hidden", cell)),
        lambda file: b'<dxf><font><sz val="1"/>' in file.parts[STYLES],
    )


def hidden_by_a_condition_of_whole_columns(form: Form) -> Deed:
    """A condition hides figures in an area that is written by columns alone, which not every program takes."""
    cell = form.cell(_FIGURE)

    def change(file: Package) -> None:
        add_conditional(file, cell, '<font><color rgb="FFFFFBE6"/></font>')
        column = cell.a1.rstrip("0123456789")
        file.elements(cell.sheet, "conditionalFormatting")[-1].set("sqref", f"{column}:{column}")

    return Deed(
        InParts(change),
        read(warning("hidden", _first_figures(cell.sheet)), warning("text", _first_labels(cell.sheet))),
        lambda file: ":" in str(file.elements(cell.sheet, "conditionalFormatting")[-1].get("sqref")),
    )


def second_window_too_small(form: Form) -> Deed:
    """A second window of the workbook shows a sheet so small that nobody can read it."""
    cell = form.cell(_FIGURE)

    def change(file: Package) -> None:
        window = file.parsed('<sheetView workbookViewId="1" zoomScale="10"/>')
        file.elements(cell.sheet, "sheetView")[0].addnext(window)

    return Deed(
        InParts(change),
        read(warning("hidden", _first_figures(cell.sheet))),
        lambda file: len(file.elements(cell.sheet, "sheetView")) == 2,
    )


def paragraph_merged_under_another(form: Form) -> Deed:
    """The cells of two paragraphs are merged, of which the second is not seen any more."""
    first, second = form.overview.line(0), form.overview.line(1)
    area = first.to(second)

    def change(file: Package) -> None:
        merged = file.elements(first.sheet, "mergeCells")[0]
        merged.append(file.parsed(f'<mergeCell ref="{area.a1}"/>'))

    return Deed(
        InParts(change),
        read(warning("hidden", second), note("merge", area)),
        lambda file: area.a1 in file.merged(first.sheet),
    )
