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

from support.definitions import loaded
from xlsreport import check, new_submission, read_workbook, write_workbook

TABLE = "二、主动公开"


def _conditional(book: openpyxl.Workbook) -> None:
    style = DifferentialStyle(numFmt=numbers.NumberFormat(numFmtId=190, formatCode='"15"'))
    book[TABLE].conditional_formatting.add("B9", Rule(type="expression", dxf=style, formula=["TRUE"]))


def _conditional_by_number(book: openpyxl.Workbook) -> None:
    style = DifferentialStyle(numFmt=numbers.NumberFormat(numFmtId=9, formatCode=""))
    book[TABLE].conditional_formatting.add("B9", Rule(type="expression", dxf=style, formula=["TRUE"]))


def _format(cell: str, code: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[TABLE][cell].number_format = code

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_format("B9", "#,##0"), []),
        (_format("B9", "#,##0,"), [("warning", "B9")]),
        (_format("B9", "0!.0000"), [("warning", "B9")]),
        (_format("B9", "[$万]0"), [("warning", "B9")]),
        (_format("B16", '0\\.0,"万"'), [("warning", "B16")]),
        (_format("B16", "0"), [("warning", "B16")]),
        (_conditional, [("warning", "B9")]),
        (_conditional_by_number, [("warning", "B9")]),
    ],
)
def test_figures_that_are_shown_otherwise_are_told_at_their_cell(
    change: Callable[[openpyxl.Workbook], None], told: list[tuple[str, str]], tmp_path: Path
) -> None:
    definition = loaded("cn-gov-info-disclosure/2021")
    entries = {"proactive.licensing.decisions": 12000, "proactive.fees.charged": Decimal("25.1")}
    file = tmp_path / "filled.xlsx"
    write_workbook(new_submission(definition, agency="示例县", year=2025, entries=entries), file)
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    findings = [finding for finding in check(read_workbook(file)) if finding.rule == "altered.format"]
    assert [(finding.severity, finding.cell) for finding in findings] == told
