"""A snapshot has of a workbook what openpyxl finds in it, written by quite other people."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from hostile.hostile_files import changed
from support.files import harbour
from xlsreport import new_submission
from xlsreport.inspection.shared_formulas import SharedFormula
from xlsreport.inspection.snapshot import SheetSnapshot, Snapshot, snapshot_of
from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.workbook.workbook_file import workbook_bytes
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack

SHEET, BOOK = "xl/worksheets/sheet2.xml", "xl/workbook.xml"
SHARING = "SUM($A5:B$6)+Cover!C7+COUNT(D:E,$9:9)+LOG10(F1)&amp;&quot;G1 it's&quot;"
ROWS = (
    f'<row r="201"><c r="B201"><f t="shared" si="3" ref="B201:D202">{SHARING}</f></c>'
    '<c r="C201"><f t="shared" si="3"/></c><c r="D201"><f t="shared" si="3"/></c></row>'
    '<row r="202"><c r="B202"><f t="shared" si="3"/></c><c r="C202" t="inlineStr"><is><t>a text</t></is></c>'
    '<c r="D202"><f t="shared" si="3"/><v>7</v></c></row>'
    '<row r="203"><c r="A203"><f t="array" ref="A203:B204">C1:D2*2</f></c><c r="B203"><v>1</v></c></row>'
    '<row r="204"><c r="A204"><v>2.50</v></c><c r="E204"><v>2.50</v></c><c r="F204" t="b"><v>1</v></c></row>'
    '<row r="205"><c r="A205"><f t="dataTable" ref="A205:A206" dt2D="0" dtr="0" r1="B1"/></c>'
    '<c r="C205"><v>1</v></c><c r="D205"><v>2</v></c></row>'
)
NAMES = (
    '<definedName name="Own">Cover!$A$1</definedName><definedName name="_xlnm.Auto_Open">1</definedName>'
    '<definedName name="Print_Titles" localSheetId="0">Cover!$1:$1</definedName>'
)
EXTENDED = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list"><x14:formula1>'
    "<xm:f>Cover!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B300:B302 D300</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst>"
)


@pytest.fixture(scope="module")
def file() -> bytes:
    """A workbook as it is given out, with formulas for several cells, values below a merged area, and names."""

    def change(name: str, part: bytes) -> bytes:
        text = part.decode() if name in (SHEET, BOOK) else ""
        if name == SHEET:
            text = text.replace("</sheetData>", f"{ROWS}</sheetData>").replace(
                "</mergeCells>", '<mergeCell ref="C205:D206"/></mergeCells>'
            )
        if name == BOOK:
            text = text.replace("</definedNames>", f"{NAMES}</definedNames>")
        return text.encode() or part

    return changed(workbook_bytes(new_submission(harbour())), change)


def snapshot(file: bytes) -> Snapshot:
    return snapshot_of(OpenedWorkbook(unpack(file)), {})


@pytest.fixture(scope="module")
def taken(file: bytes) -> Snapshot:
    return snapshot(file)


@pytest.fixture(scope="module")
def witness(file: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(io.BytesIO(file))


def areas(written: Iterable[object], sheet: str) -> set[CellRange | None]:
    return {parse_range(str(one), sheet) for one in written}


def cells_of(sheet: Worksheet) -> Iterator[tuple[CellRef, Cell]]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):  # not what is below a merged area
                yield CellRef(sheet.title, cell.row - 1, cell.column - 1), cell


def formula(cell: Cell) -> object:
    """What the formula of a cell says; only where it leads to is kept of a data table."""
    if isinstance(cell.value, DataTableFormula):
        return "="
    return cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value


def test_each_sheet_has_what_openpyxl_finds(taken: Snapshot, witness: openpyxl.Workbook) -> None:
    assert list(taken.sheets) == witness.sheetnames
    for sheet in witness.worksheets:
        found, cells = taken.sheets[sheet.title], dict(cells_of(sheet))
        spread = {cell for cell in found.formulas if cell not in cells or cells[cell].data_type != "f"}
        assert {at: formula(cell) for at, cell in cells.items() if cell.data_type == "f"} == {
            at: text for at, text in found.formulas.items() if at not in spread
        }
        values = {at: cell.value for at, cell in cells.items() if cell.data_type != "f" and at not in spread}
        assert {at: value for at, value in values.items() if value is not None} == found.constants
        assert {at for at, cell in cells.items() if not cell.protection.locked} == found.unlocked
        assert sheet.protection.sheet == found.protected
        assert areas(sheet.merged_cells.ranges, sheet.title) == found.merged
        rules = sheet.data_validations.dataValidation
        assert areas((area for rule in rules for area in rule.sqref.ranges), sheet.title) == set(found.validated)
        limiting = [rule for rule in rules if rule.type not in (None, "none")]
        assert areas((area for rule in limiting for area in rule.sqref.ranges), sheet.title) == set(found.limited)
    assert any(sheet.limited for sheet in taken.sheets.values())
    assert any(sheet.unlocked for sheet in taken.sheets.values())


def injected(taken: Snapshot, first: int) -> tuple[SheetSnapshot, dict[str, str]]:
    sheet = list(taken.sheets.values())[1]
    return sheet, {cell.a1: text for cell, text in sheet.formulas.items() if cell.row >= first - 1}


def test_a_formula_for_several_cells_is_in_each(taken: Snapshot) -> None:
    _, found = injected(taken, 201)
    assert found["D202"] == '=SUM($A6:D$6)+Cover!E8+COUNT(F:G,$9:10)+LOG10(H2)&"G1 it\'s"'
    assert all(found[cell] == "=C1:D2*2" for cell in ("A203", "B203", "A204", "B204"))
    assert found["A205"] == found["A206"] == "="


def test_what_such_a_formula_gives_is_no_constant_and_what_is_below_a_merged_area_is_not_seen(taken: Snapshot) -> None:
    sheet, _ = injected(taken, 201)
    constants = {cell.a1: value for cell, value in sheet.constants.items() if cell.row >= 200}
    assert constants == {"C202": "a text", "E204": 2.5, "F204": True, "C205": 1}


def test_a_reference_that_is_moved_out_of_the_sheet_is_broken() -> None:
    assert SharedFormula("A1+$B2", 5, 5).at(4, 5) == "#REF!+$B1"
    assert SharedFormula("B1:C2", 5, 5).at(5, 3) == "#REF!:A2"


def test_names_that_somebody_defined_are_known(taken: Snapshot) -> None:
    assert taken.names == {"Own": "Cover!$A$1", "_xlnm.Auto_Open": "1"}


def test_limits_whose_options_stand_on_another_sheet_are_known_where_excel_keeps_them(
    file: bytes, taken: Snapshot
) -> None:
    extended = changed(file, lambda name, part: part.replace(b"</worksheet>", EXTENDED.encode() + b"</worksheet>"))
    sheet, before = injected(snapshot(extended), 201)[0], injected(taken, 201)[0]
    assert set(sheet.limited) - set(before.limited) == areas(("B300:B302", "D300"), sheet.name)


def test_of_a_sheet_the_first_rows_may_be_enough(file: bytes, taken: Snapshot) -> None:
    name = list(taken.sheets)[1]
    cut = snapshot_of(OpenedWorkbook(unpack(file)), {name: 202}).sheets
    assert {cell.row for cell in cut[name].formulas} >= {200, 201}
    assert all(cell.row < 202 for cell in cut[name].constants)
    assert all(cut[other] == taken.sheets[other] for other in cut if other != name)
