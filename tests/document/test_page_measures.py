"""The printed page measured: GB/T 9704-2012 in millimetres, lines and characters, read from the text's own places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from support.office import converted
from support.page_measures import (
    HEADINGS,
    TITLE_LINES,
    PrintedPage,
    TypeArea,
    centred,
    dash_height,
    four_fifths,
    line_of,
    measuring_document,
    millimetres,
    printed_pages,
    type_area,
)
from support.printed_tables import NESTED, STACKED
from xlsreport.document.content.model import Document
from xlsreport.document.docx import render_docx
from xlsreport.document.pdf.pdf_rendering import render_pdf

BODY, TITLE, NUMBER = 16, 22, 14
"""三号, 二号 and 四号 in points."""
TOLERANCE = 1.0
"""Millimetres (GB/T 9704-2012, 5.2.1)."""


@dataclass(frozen=True)
class Measured:
    pages: list[PrintedPage]
    area: TypeArea


def by_libreoffice(document: Document, folder: Path) -> bytes:
    file = folder / "measured.docx"
    file.write_bytes(render_docx(document))
    return converted([file], folder / "printed", "pdf")[0].read_bytes()


def by_typst(document: Document, folder: Path) -> bytes:
    return render_pdf(document)


PRINTED = [pytest.param((by_libreoffice, four_fifths), marks=pytest.mark.engine), (by_typst, centred)]


@pytest.fixture(scope="module", params=PRINTED, ids=["docx", "pdf"])
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    printed, above_baseline = request.param
    pages = printed_pages(printed(measuring_document(NESTED, STACKED), tmp_path_factory.mktemp("measured")))
    return Measured(pages, type_area(pages[1], BODY, above_baseline))


def test_the_paper_is_a4(measured: Measured) -> None:
    for page in measured.pages:
        assert (round(millimetres(page.width)), round(millimetres(page.height))) == (210, 297)


def test_the_margins_above_and_at_the_binding_edge_are_37_and_28_mm(measured: Measured) -> None:
    assert measured.area.top == pytest.approx(37, abs=TOLERANCE)
    assert measured.area.left == pytest.approx(28, abs=TOLERANCE)


def test_the_type_area_is_156_by_225_mm(measured: Measured) -> None:
    assert measured.area.width == pytest.approx(156, abs=TOLERANCE)
    assert measured.area.height == pytest.approx(225, abs=TOLERANCE)
    assert measured.area.bottom == pytest.approx(297 - 35, abs=TOLERANCE)


def test_a_full_page_has_22_lines_of_28_characters(measured: Measured) -> None:
    assert (measured.area.lines, measured.area.characters) == (22, 28)
    full = [line for line in measured.pages[1].lines if line.sizes == {BODY}]
    assert {len(line.text) for line in full} == {28}


def test_a_paragraph_begins_two_characters_in(measured: Measured) -> None:
    first = next(line for line in measured.pages[0].lines if line.text.startswith("天地"))
    assert len(first.text) == 26
    character = millimetres(first.first_pitch)
    assert millimetres(first.left) - measured.area.left == pytest.approx(2 * character, abs=TOLERANCE)


def test_the_title_is_centred_and_set_in_22_points(measured: Measured) -> None:
    middle = measured.area.left + measured.area.width / 2
    for text in TITLE_LINES:
        line = line_of(measured.pages, text)
        assert line.sizes == {TITLE}
        assert millimetres((line.left + line.right) / 2) == pytest.approx(middle, abs=TOLERANCE)


@pytest.mark.parametrize("text", HEADINGS)
def test_headings_are_set_in_16_points_two_characters_in(measured: Measured, text: str) -> None:
    line = line_of(measured.pages, text)
    assert line.sizes == {BODY}
    assert millimetres(line.left) - measured.area.left == pytest.approx(millimetres(2 * BODY), abs=TOLERANCE)


def test_headings_stand_on_the_lines_of_the_page(measured: Measured) -> None:
    first, last = (line_of(measured.pages, text) for text in (HEADINGS[1], HEADINGS[3]))
    assert last.baseline - first.baseline == pytest.approx(2 * measured.area.pitch, abs=0.2)


def test_tables_are_set_in_10_and_12_points_inside_the_type_area(measured: Measured) -> None:
    nested, stacked = line_of(measured.pages, "结果"), line_of(measured.pages, "第（八）项")
    assert [*nested.sizes, *stacked.sizes] == [10, 12]
    for page in measured.pages:
        for line in page.lines:
            assert millimetres(line.left) > measured.area.left - TOLERANCE, line
            assert millimetres(line.right) < measured.area.left + measured.area.width + TOLERANCE, line


def test_page_numbers_stand_7_mm_below_the_type_area_in_14_points_between_dashes(measured: Measured) -> None:
    for page in measured.pages:
        assert page.number_line.text == f"— {page.number} —"
        assert page.number_line.sizes == {NUMBER}
        assert dash_height(page.number_line) - measured.area.bottom == pytest.approx(7, abs=TOLERANCE)


def test_page_numbers_stand_one_character_in_right_on_odd_and_left_on_even_pages(measured: Measured) -> None:
    one, area = millimetres(NUMBER), measured.area
    for page in measured.pages:
        if page.number % 2:
            assert area.left + area.width - millimetres(page.number_line.right) == pytest.approx(one, abs=TOLERANCE)
        else:
            assert millimetres(page.number_line.left) - area.left == pytest.approx(one, abs=TOLERANCE)
