"""What is printed: of paragraphs what is written, of figures all their digits, on the paper of the page style."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from support.blank_workbooks import blank_book
from support.definitions import loaded
from support.files import harbour, official, saved
from support.grants import GOOD, reported
from support.office import converted
from xlsreport import Definition, Submission, new_submission
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.workbook.appearance.cell_styles import LEGEND

HEADING = messages_for("zh-CN")("narrative.text")
"""Heads the paragraphs on each of their pages."""
SECTIONS = len(official().narratives)


def pages(file: Path, folder: Path) -> list[str]:
    """The text of each page that LibreOffice prints."""
    (printed,) = converted([file], folder, "pdf")
    with pypdfium2.PdfDocument(printed) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("definition", [official(), harbour()], ids=["official", "harbour"])
def test_the_cover_is_printed_with_everything_that_stands_in_its_two_columns(definition: Definition) -> None:
    cover = layout_of(definition).cover
    sheet = blank_book(definition)[cover.sheet]
    last = max(cell.row for row in sheet.iter_rows(max_col=2) for cell in row if cell.value is not None)
    assert sheet.print_area == f"'{cover.sheet}'!$A$1:$B${last}"
    assert last >= cover.legend.row + 1 + len(LEGEND)


@pytest.mark.engine
@pytest.mark.parametrize(("lines", "most"), [(0, SECTIONS), (3, SECTIONS), (130, SECTIONS + 3)])
def test_paragraphs_are_printed_as_far_as_they_are_filled(lines: int, most: int, tmp_path: Path) -> None:
    texts = {"overview": [f"第{number}段写了一行。" for number in range(1, lines + 1)]}
    file = saved(new_submission(official(), agency="镇政府", year=2025, entries=texts), tmp_path)
    printed = pages(file, tmp_path / "printed")
    with_paragraphs = [page for page in printed if HEADING in page]
    assert SECTIONS <= len(with_paragraphs) <= most
    assert (len(with_paragraphs) > SECTIONS) == (lines > 100)
    whole = "".join(printed)
    assert all(text in whole for text in texts["overview"])
    others = len(layout_of(official()).sheets) - 1 - SECTIONS
    assert len(printed) - len(with_paragraphs) <= others + 2, "the checks sheet may take three"


def _long(kind: AnyKind) -> float | None:
    """Twelve digits, as far as a kind takes them."""
    match kind.traits:
        case NumberTraits(greatest=greatest, decimals=decimals):
            return 888_888_888_888 / 10**decimals if greatest is None else float(greatest)
        case _:
            return None


def _with_long_figures(definition: Definition) -> Submission:
    places = [place for table in definition.tables for place in definition.entry_places(table)]
    figures = {str(place): _long(definition.places[place].kind) for place in places}
    entries = {name: figure for name, figure in figures.items() if figure is not None}
    previous = dict.fromkeys(definition.previous_places, 777_777_777_777)
    return new_submission(definition, agency="A", year=2025, entries=entries, previous=previous)


@pytest.mark.engine
@pytest.mark.parametrize(
    "submission",
    [
        *map(_with_long_figures, (official(), harbour(), loaded("cn-school-statistics/2025"))),
        reported([{**GOOD[0], "amount": 8_888_888_888.88}], ledger=8_888_888_888.88),
    ],
    ids=["official", "harbour", "school", "grants"],
)
def test_a_figure_that_is_wider_than_its_column_is_shown_with_all_its_digits(
    submission: Submission, tmp_path: Path
) -> None:
    """In a table, in a list, of last year and on the checks sheet; else programs show #####."""
    printed = "".join(pages(saved(submission, tmp_path), tmp_path / "printed"))
    assert "##" not in printed
    assert "888888888" in printed
    if submission.previous:
        assert "777777777777" in printed
