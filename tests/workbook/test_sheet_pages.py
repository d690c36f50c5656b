"""A sheet with several tables is printed so that none of their headings stands alone at the foot of a page."""

from __future__ import annotations

import io

import openpyxl
import pytest

from support.definitions import loaded
from xlsreport import Definition, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.workbook.draft.workbook_plan import workbook_plan_of
from xlsreport.workbook.sheet.sheet_pages import page_breaks
from xlsreport.workbook.workbook_file import workbook_bytes

FORM = """\
id: wards
edition: "1"
language: en
name: Wards
title: "Wards of {{agency}}, {{year}}"
period: {{label: Year, text: "{{year}}"}}
sections:
  - id: part
    heading: 1. Wards
    sheet: Wards
    tables:
{tables}
"""


def form(*lengths: int) -> Definition:
    """A form of tables with so many rows each."""
    tables = ""
    for number, length in enumerate(lengths):
        rows = ", ".join(f"{{id: r{row}, label: Ward {row}}}" for row in range(length))
        columns = "{id: beds, label: Beds}, {id: nurses, label: Nurses}"
        tables += f"      - {{id: t{number}, title: Table {number}, columns: [{columns}], rows: [{rows}]}}\n"
    return parse_definition(FORM.format(tables=tables))


def breaks(definition: Definition, room: float = 800) -> list[str]:
    """The tables with which a page begins."""
    plan = workbook_plan_of(definition)
    tops = {layout.title and layout.title.row: name for name, layout in plan.layout.tables.items()}
    return [tops[row] for row in page_breaks(plan, "part", room)]


@pytest.mark.parametrize(
    ("lengths", "begun"),
    [
        ((5, 5, 5), []),
        ((20, 20, 5), ["t1"]),
        ((20, 20, 20), ["t1", "t2"]),
        ((30, 5, 30, 5), ["t1", "t2", "t3"]),
        ((28, 100, 5), ["t1"]),
        ((5, 100), []),
    ],
)
def test_a_table_that_no_longer_fits_begins_a_page(lengths: tuple[int, ...], begun: list[str]) -> None:
    assert breaks(form(*lengths)) == begun


def test_a_long_table_begins_where_some_of_its_rows_stand_with_its_headings() -> None:
    assert breaks(form(10, 100)) == []
    assert breaks(form(28, 100)) == ["t1"]


def test_the_workbook_has_them_where_the_tables_begin() -> None:
    definition = loaded("us-doj-foia/2016")
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes(new_submission(definition, agency="Department of Harbours", year=2016)))
    )
    found = {sheet.title: [one.id for one in sheet.row_breaks.brk] for sheet in book if sheet.row_breaks.brk}
    layouts = workbook_plan_of(definition).layout.tables.values()
    assert {"V", "VII", "XII"} <= set(found)
    for sheet, rows in found.items():
        assert set(rows) <= {one.title.row for one in layouts if one.sheet == sheet and one.title is not None}


def test_tables_that_fit_on_a_page_stand_on_one() -> None:
    definition = loaded("cn-gov-info-disclosure/2021")
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(new_submission(definition, agency="示例县", year=2025))))
    assert [sheet.title for sheet in book if sheet.row_breaks.brk] == []
