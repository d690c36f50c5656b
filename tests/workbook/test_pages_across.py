"""Sheets that would be printed too small are printed on several pages side by side, each with the row labels."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from support.definitions import loaded
from support.files import saved
from xlsreport import in_language, new_submission
from xlsreport.workbook.sheet.print_setup import pages_for


@pytest.mark.parametrize(
    ("characters", "expected"),
    [(80, (False, 1)), (130, (True, 1)), (269, (True, 1)), (280, (True, 2)), (560, (True, 3))],
)
def test_a_sheet_lies_across_and_is_parted_as_far_as_letters_would_be_too_small(
    characters: float, expected: tuple[bool, int]
) -> None:
    assert pages_for("plain", characters) == expected


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The largest form, which is on Letter."""
    return openpyxl.load_workbook(saved(new_submission(loaded("us-doj-foia/2016")), tmp_path_factory.mktemp("large")))


def papers(book: Workbook) -> set[str]:
    """The codes of ECMA-376 that the sheets have that are seen: 1 is Letter, 9 is A4."""
    return {str(sheet.page_setup.paperSize) for sheet in book.worksheets if sheet.sheet_state == "visible"}


@pytest.mark.slow
def test_every_sheet_is_printed_on_the_paper_of_the_page_style(large: Workbook, tmp_path: Path) -> None:
    assert papers(large) == {"1"}
    small = saved(new_submission(loaded("uk-style-quarterly/2025")), tmp_path)
    assert papers(openpyxl.load_workbook(small)) == {"9"}


@pytest.mark.slow
def test_the_wide_sheets_of_a_form_repeat_their_row_labels(large: Workbook) -> None:
    book = large
    across = {
        sheet.title: sheet.page_setup.fitToWidth for sheet in book if sheet.page_setup.fitToWidth not in (None, 1)
    }
    assert across == {"IV": 2, "VI": 2, "VII": 2, "XII": 2}
    assert {book[name].print_title_cols for name in across} == {"$A:$A"}


def test_words_of_a_translation_are_not_broken_on_the_checks_sheet(tmp_path: Path) -> None:
    french = in_language(loaded("uk-style-quarterly/2025"), "fr")
    sheet = openpyxl.load_workbook(saved(new_submission(french), tmp_path))[french.messages("checks.sheet")]
    assert sheet.column_dimensions["H"].width >= len("avertissement")


@pytest.mark.slow
def test_words_above_a_wide_list_begin_beside_the_line_numbers_that_every_page_repeats(tmp_path: Path) -> None:
    """Else each page to the right of the first had the beginning of the title, cut off."""
    form = loaded("us-fac-sefa/2024")
    book = openpyxl.load_workbook(saved(new_submission(form), tmp_path))
    wide, narrow = book[form.sheet_of_list("awards")], book[form.sheet_of_list("notes")]
    assert wide.print_title_cols == "$A:$A"
    above = [cell for (cell,) in wide.iter_rows(max_row=4, max_col=1) if cell.value]
    assert [9 * cell.alignment.indent > 7 * wide.column_dimensions["A"].width for cell in above] == [True] * 4
    assert narrow["A1"].alignment.indent == 0
