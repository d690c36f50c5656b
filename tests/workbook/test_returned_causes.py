"""A returned workbook marks the figure that is most likely wrong, and says once what it is and what it should be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from abuse.package import Package
from support.market import market, return_of_market
from support.office import recalculated
from support.parts import cached_values
from support.returning import received, returned
from xlsreport.checking.remarks import Remarks
from xlsreport.definition.place import Place
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for

TOTAL = Place("stalls", "week", "all")


@cache
def said(messages_key: str) -> str:
    return messages_for("en")(messages_key)


def sent_back(folder: Path, **changes: Any) -> tuple[Path, Remarks]:
    """The workbook that goes back for a market's return with changes by name."""
    file = folder / "returned.xlsx"
    return file, returned(received(return_of_market(**changes), folder), file)


def framed(file: Path, sheet: str) -> list[str]:
    cells = [cell for row in openpyxl.load_workbook(file)[sheet].iter_rows() for cell in row]
    return [cell.coordinate for cell in cells if cell.border.left.style == "medium"]


@pytest.mark.slow
def test_only_the_cell_that_is_most_likely_wrong_is_framed_and_its_comment_says_the_right_value(tmp_path: Path) -> None:
    file, remarks = sent_back(tmp_path, stalls__week__all=57)
    (remark,) = remarks.about_cells
    assert (remark.finding.cell, remark.label, remark.advice) == (
        "F7",
        "Week · All",
        "Check and correct it; if it is right, go through what is listed.",
    )
    assert len(remark.lines) == 3, "of the checks sheet"
    assert [one.rule for one in remark.without_lines] == ["stalls_in_text"]
    assert framed(file, "Stalls") == ["F7"]
    assert framed(file, "Summary") == []
    comment = openpyxl.load_workbook(file)["Stalls"]["F7"].comment
    assert comment is not None
    assert "which is 57 and should be 75" in comment.text
    listed = openpyxl.load_workbook(file).worksheets[0]
    link = next(row[1].hyperlink for row in listed.iter_rows(max_col=6) if row[0].value == 1)
    assert link is not None
    assert link.location == "'Stalls'!F7"


def test_both_of_two_exchanged_cells_are_framed_and_have_the_remark(tmp_path: Path) -> None:
    file, remarks = sent_back(tmp_path, stalls__friday__fish=9, stalls__friday__bread=20)
    (remark,) = remarks.about_cells
    assert remark.label == "Friday · Fish, Friday · Bread"
    assert framed(file, "Stalls") == ["C5", "D5"]
    sheet = openpyxl.load_workbook(file)["Stalls"]
    assert sheet["C5"].comment is not None
    assert sheet["D5"].comment is not None


def test_two_mistakes_are_two_remarks_in_their_own_tables(tmp_path: Path) -> None:
    _, remarks = sent_back(tmp_path, stalls__week__all=57, fees__rent__paid=8)
    assert [(one.number, one.finding.sheet, one.finding.cell) for one in remarks.errors] == [
        (1, "Stalls", "F7"),
        (2, "Fees", "C3"),
    ]
    assert remarks.warnings == ()
    assert remarks.counted(messages_for("en")) == "2 errors to be corrected"


@pytest.mark.engine
def test_the_remark_is_mended_when_all_holds_that_the_mistake_had_broken(tmp_path: Path) -> None:
    file, _ = sent_back(tmp_path, stalls__week__all=57)
    for number, (typed, state) in enumerate({74: "returned.open_error", 75: "returned.done"}.items()):
        package = Package(file)
        package.put(layout_of(market()).cell(TOTAL), typed)
        package.save(tmp_path / f"{number}.xlsx")
        (again,) = recalculated([tmp_path / f"{number}.xlsx"], tmp_path / f"saved{number}")
        values = cached_values(again)
        listed = [value for (sheet, cell), value in values.items() if sheet == "Returned" and cell[0] == "F"]
        assert listed == [said(state)]
