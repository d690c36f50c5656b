"""Where a warning is explained is said on the cover and beside the figures, with a link to the very cell."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from support.files import official, saved
from support.parts import cached_values, formulas
from support.parts import parts as parts_of
from xlsreport import Submission, new_submission
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import CaseLine
from xlsreport.layout.workbook_layout import layout_of

LAID = layout_of(official())
TABLE = LAID.tables["requests"]


def with_two_warnings() -> Submission:
    """Last year's figures do not lead to this year's: in a row of one table, and in a column of the long one."""
    places = official().places
    entries = {str(place): 0 for place, facts in places.items() if not facts.computed}
    previous = dict.fromkeys(official().previous_places, 0)
    previous[Place.parse("proactive.normative.valid")] = 22
    carried = next(place for place in previous if place.table == "requests" and place.column == "welfare")
    return new_submission(official(), agency="镇政府", year=2025, entries=entries, previous={**previous, carried: 7})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(with_two_warnings(), tmp_path_factory.mktemp("warned"))


def reason(rule: str, member: str) -> CellRef:
    """The cell for the reason why a case does not hold."""
    case = next(case for case in official().cases if (case.rule.id, case.member) == (rule, member))
    return LAID.checks.cell(CaseLine(case), "explanation")


def shown(file: Path, cell: CellRef) -> object:
    return cached_values(file)[cell.sheet, cell.a1]


def targets(file: Path, cell: CellRef) -> list[str]:
    return re.findall(r'HYPERLINK\("#([^"]+)"', formulas(file)[cell.sheet, cell.a1])


def test_a_mark_beside_a_row_names_the_cell_for_the_reason_and_leads_there(file: Path) -> None:
    mark, cell = LAID.tables["proactive"].row_checks["normative"], reason("valid_follows", "normative")
    assert shown(file, mark) == f"！ 相差 22，原因写在“校验”{cell.a1}"
    stands_in = reason("valid_enough", "normative")  # where last year is not known
    assert set(targets(file, mark)) == {str(cell), str(stands_in)}


def test_so_does_a_mark_below_a_column(file: Path) -> None:
    case = next(c for c in official().cases if (c.rule.id, c.member) == ("carried_over", "welfare"))
    mark, cell = TABLE.case_cells[case.key], reason("carried_over", "welfare")
    assert shown(file, mark) == f"！ 相差 7，原因写在“校验”{cell.a1}"
    assert targets(file, mark) == [str(cell)]


@pytest.mark.parametrize(
    ("section", "rule", "member"),
    [("proactive_section", "valid_follows", "normative"), ("requests_section", "carried_over", "welfare")],
)
def test_the_cover_leads_to_the_first_cell_that_wants_a_reason(
    file: Path, section: str, rule: str, member: str
) -> None:
    beside = LAID.cover.sections[section]
    link, cell = CellRef(beside.sheet, beside.row, beside.column + 1), reason(rule, member)
    assert shown(file, link) == f"→ 点这里，原因写在“校验”{cell.a1}"
    assert "HYPERLINK(\"#'校验'!I\"&" in formulas(file)[link.sheet, link.a1]


def test_where_nothing_is_to_be_explained_the_cover_leads_nowhere(file: Path) -> None:
    beside = LAID.cover.sections["lawsuits_section" if "lawsuits_section" in LAID.cover.sections else "overview"]
    assert shown(file, CellRef(beside.sheet, beside.row, beside.column + 1)) == ""


def test_what_is_said_of_the_columns_is_seen_in_the_heading_which_stays_in_view(file: Path) -> None:
    verdict = TABLE.column_verdict
    assert verdict is not None
    assert verdict.row < LAID.sections["requests_section"].freeze_row
    assert shown(file, verdict) == "！ 各列 1 处需说明"
    assert targets(file, verdict)[0] == str(next(iter(TABLE.case_cells.values())))


def test_the_heading_of_a_column_is_coloured_by_the_marks_below_it(file: Path) -> None:
    case = next(c for c in official().cases if (c.rule.id, c.member) == ("carried_over", "welfare"))
    heading = next(label for label in TABLE.grid.labels if label.id == "welfare")
    area, mark = TABLE.cells_of(heading.box), TABLE.case_cells[case.key]
    sheet = openpyxl.load_workbook(file)[TABLE.sheet]
    rules = {str(each.sqref): each.rules for each in sheet.conditional_formatting}
    said = [formula for rule in rules[area.a1] for formula in rule.formula]
    assert any(f"LEFT({mark.fixed},1)" in formula and '"！"' in formula for formula in said)
    assert any(f"LEFT({mark.fixed},1)" in formula and '"✗"' in formula for formula in said)


def test_the_checks_sheet_says_how_and_fits_a_window_of_1366_pixels(file: Path) -> None:
    sheet = openpyxl.load_workbook(file)[LAID.checks.sheet]
    how = sheet.cell(LAID.checks.verdict.row + 2, 1).value
    assert "最右边一栏写明原因" in str(how)
    widths = re.findall(
        r'<col min="[1-9]" max="(\d)" width="([\d.]+)"', parts_of(file)["xl/worksheets/sheet8.xml"].decode()
    )
    pixels = sum(float(width) * 8 for _, width in widths)
    assert pixels <= 1366 - 100, "beside the numbers of rows, a bar to scroll and LibreOffice's bar of tools"
