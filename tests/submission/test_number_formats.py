"""A number format that shows another figure than the cell holds is told; one that only dresses it is not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import numbers
from openpyxl.styles.differential import DifferentialStyle

from xlsreport import check, load_definition, new_submission, read_workbook, write_workbook
from xlsreport.submission.number_formats import shows

TABLE = "二、主动公开"


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("General", Decimal("12.345")),
        ("G/通用格式", 12),
        ("@", 12),
        ("0", 12),
        ("0", -12),
        ("0.######", Decimal("9.63211")),
        ("#,##0", 1234567),
        ("#,##0.00", Decimal("12.5")),
        ("00000", 12),
        ('0"件"', 12),
        ('0" 件"', 12),
        ("[Red]0", 12),
        ("[红色]0", 12),
        ("[颜色10]0", 12),
        ("[$-804]0", 12),
        ("[$￥-804]#,##0.00", 12),
        ("[DBNum1]0", 12),
        ("0;-0;;@", 0),
        ("0;-0;;@", 12),
        ("#", 0),
        ("#,##0;(#,##0)", -12),
        ("#,##0_);[Red](#,##0)", -12),
        ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 12),
        ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', -12),
        ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 0),
    ],
)
def test_a_format_that_only_dresses_a_number_shows_it(code: str, number: int | Decimal) -> None:
    assert shows(code, number)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ('0\\.0,"万"', 251000),
        ('0"."0,"万元"', 251000),
        ("#,##0,", 12000),
        ("0.0,", 12000),
        ("0%", Decimal("0.12")),
        ("0", Decimal("12.6")),
        ("0.0", Decimal("12.65")),
        ('"15"', 146),
        ('0"0"', 12),
        ('0"万"', 12),
        ('"-"0', 12),
        ("(0)", 12),
        ("0;0", -12),
        (";;;", 146),
        ("", 146),
        ("yyyy-mm-dd", 46024),
        ("[$-804]aaaa;@", 46024),
        ('[$-804]e"年"', 46024),
        ("[h]:mm", 12),
        ('[=12]"15";General', 12),
        ("[>=10]0;0", 12),
        ("# ?/?", Decimal("0.5")),
        ("0.00E+00", 12345),
        ("[" * 300, 12),
    ],
)
def test_a_format_that_makes_another_figure_of_a_number_does_not(code: str, number: int | Decimal) -> None:
    assert not shows(code, number)


def _conditional(book: openpyxl.Workbook) -> None:
    style = DifferentialStyle(numFmt=numbers.NumberFormat(numFmtId=190, formatCode='"15"'))
    book[TABLE].conditional_formatting.add("B9", Rule(type="expression", dxf=style, formula=["TRUE"]))


def _format(cell: str, code: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[TABLE][cell].number_format = code

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_format("B9", "#,##0"), []),
        (_format("B9", "#,##0,"), [("warning", "B9")]),
        (_format("B16", '0\\.0,"万"'), [("warning", "B16")]),
        (_format("B16", "0"), [("warning", "B16")]),
        (_conditional, [("warning", "A1")]),
    ],
)
def test_figures_that_are_shown_otherwise_are_told_at_their_cell(
    change: Callable[[openpyxl.Workbook], None], told: list[tuple[str, str]], tmp_path: Path
) -> None:
    definition = load_definition("cn-gov-info-disclosure/2021")
    entries = {"proactive.licensing.decisions": 12000, "proactive.fees.charged": Decimal("25.1")}
    file = tmp_path / "filled.xlsx"
    write_workbook(new_submission(definition, agency="示例县", year=2025, entries=entries), file)
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    findings = [finding for finding in check(read_workbook(file)) if finding.rule == "altered.format"]
    assert [(finding.severity, finding.cell) for finding in findings] == told
