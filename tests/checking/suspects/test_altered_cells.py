"""Of several figures that may be wrong, the one is named whose cell is not as it was given out."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.definitions import loaded
from support.parts import with_cell
from support.reports import SAMPLES
from xlsreport import check, read_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.suspects.cause import Cause
from xlsreport.checking.suspects.suspects import find_causes, typed_totals

WORKBOOK = SAMPLES / "hongze-2023" / "workbook.xlsx"
SHEET, GRANTED = "三、申请办理", "D9"


def causes_with(folder: Path, content: str) -> list[Cause]:
    """The causes in a report in which one row has 3 too many, by what stands in its cell."""
    file = with_cell(WORKBOOK, folder / "changed.xlsx", (SHEET, GRANTED), content)
    submission = read_workbook(file, loaded("cn-gov-info-disclosure/2021"))
    return list(find_causes(submission, Values(submission), typed_totals(submission)))


def test_nothing_tells_the_figures_of_a_column_apart_that_were_all_typed(tmp_path: Path) -> None:
    balance = causes_with(tmp_path, "<v>3</v>")[0]
    assert (balance.certainty, balance.possible, balance.alternatives) == ("candidates", 6, ())


@pytest.mark.parametrize(
    ("formula", "reason"), [("[1]Sheet1!B2", "linked"), ("'D:/a.xlsx'!B2", "linked"), ("1+2", "calculated")]
)
def test_the_figure_is_named_whose_cell_has_a_formula(tmp_path: Path, formula: str, reason: str) -> None:
    balance = causes_with(tmp_path, f"<f>{formula}</f><v>3</v>")[0]
    assert balance.certainty == "candidates"
    ((suspect,),) = balance.alternatives
    assert (str(suspect.place), suspect.suggested) == ("requests.granted.natural", 0)
    assert suspect.because == (reason, "counted_twice")


def test_a_total_that_was_typed_over_its_formula_says_so() -> None:
    """Two totals of this report were typed over with 0."""
    submission = read_workbook(WORKBOOK, loaded("cn-gov-info-disclosure/2021"))
    said = [each.message for each in check(submission) if each.rule == "total"]
    assert len(said) == 2
    causes = find_causes(submission, Values(submission), typed_totals(submission))
    named = [each.alternatives[0][0] for each in causes]
    assert [(each.place.column, each.suggested) for each in named] == [("review_all", 11), ("after_all", 5)]
    assert all("overwritten" in each.because for each in named)


def test_a_form_filled_in_by_formulas_everywhere_has_nothing_remarkable_in_one_cell(tmp_path: Path) -> None:
    file = WORKBOOK
    for number, row in enumerate(range(10, 20)):
        file = with_cell(file, tmp_path / f"{number}.xlsx", (SHEET, f"E{row}"), "<f>0+0</f><v>0</v>")
    file = with_cell(file, tmp_path / "last.xlsx", (SHEET, GRANTED), "<f>1+2</f><v>3</v>")
    submission = read_workbook(file, loaded("cn-gov-info-disclosure/2021"))
    balance = find_causes(submission, Values(submission), typed_totals(submission))[0]
    assert balance.alternatives == ()
