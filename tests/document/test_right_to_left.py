"""A form that is written from right to left: its sheets and its documents run so, and its figures do not."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from xlsreport import (
    Submission,
    UnfaithfulRenderingError,
    build_document,
    load_definition,
    new_submission,
    render,
    verify,
)
from xlsreport.definition.translation.translating import in_language
from xlsreport.document.docx.right_to_left import set_from_right
from xlsreport.document.format_names import Format
from xlsreport.document.output_formats import read_back
from xlsreport.document.proof.visual_order import DrawnText
from xlsreport.errors import RenderingError
from xlsreport.workbook.workbook_file import workbook_bytes

WELLS = Path(__file__).parents[1] / "support" / "wells.yaml"
ENTRIES = {
    "phone": "+967 1 234 567",
    "wells.north.pumps": "1234.5",
    "wells.north.hand": "20",
    "wells.north.change": Decimal("-0.5"),
    "wells.north.state": "Good",
    "wells.south.note": "المضخة FX-20 معطلة منذ 3 أشهر (انظر القسم 2)",
    "wells.comment": "ارتفع المنسوب.",
    "text": ["سنحفر بئرين في عام 2027، بكلفة 12,500.00 دولار (USD).", "In English only."],
}


@pytest.fixture(scope="module")
def submission() -> Submission:
    definition = in_language(load_definition(WELLS), "ar")
    return new_submission(definition, agency="مديرية الوادي", year=2026, part=1, entries=ENTRIES)


@pytest.fixture(scope="module")
def docx(submission: Submission) -> bytes:
    return render(build_document(submission), "docx")


def test_sheets_run_from_right_to_left(submission: Submission) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(submission)))
    assert {sheet.sheet_view.rightToLeft for sheet in book} == {True}
    sheet = book["المياه"]
    row_label = next(cell for row in sheet for cell in row if cell.value == "الجنوب")
    assert (row_label.alignment.horizontal, row_label.alignment.readingOrder) == ("right", 2)
    figure = next(cell for row in sheet for cell in row if cell.value == -0.5)
    assert figure.alignment.readingOrder == 0
    header = book["الغلاف"].oddHeader
    assert header is not None
    assert header.left is not None
    assert str(header.left.text).strip() == "آبار القرى"


def test_where_there_is_no_lxml_a_word_file_is_refused_in_a_sentence(
    submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsreport.document.docx.right_to_left", None)  # as in the page of a browser
    document = build_document(submission)
    with pytest.raises(RenderingError, match="Save the report as a web page here"):
        render(document, "docx")
    assert render(document, "html")


def test_sheets_of_the_own_language_run_from_left_to_right() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(new_submission(load_definition(WELLS)))))
    assert not any(sheet.sheet_view.rightToLeft for sheet in book)


@pytest.mark.parametrize("format_", ["docx", "html", "pdf"])
def test_documents_are_proved(submission: Submission, format_: Format) -> None:
    verify(render(build_document(submission), format_), format_, submission)


def test_a_page_says_its_direction_and_that_of_figures(submission: Submission) -> None:
    page = render(build_document(submission), "html").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert re.search(r'<td [^>]*data-place="wells.north.change"[^>]* dir="ltr">-0.50</td>', page)
    assert re.search(r'<p[^>]* dir="ltr">In English only\.</p>', page)
    assert not re.search(r'dir="ltr">[^<]*[\u0600-\u06ff]', page)


def test_a_page_of_another_language_has_no_direction() -> None:
    assert "dir=" not in render(build_document(new_submission(load_definition(WELLS))), "html").decode()


def test_a_word_file_runs_from_right_to_left(docx: bytes) -> None:
    with ZipFile(io.BytesIO(docx)) as archive:
        body, styles = (archive.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    assert body.count("<w:bidiVisual/>") == body.count("<w:tbl>")
    assert body.count("<w:bidi/>") > body.count('<w:bidi w:val="0"/>') > 0
    assert re.search(r"<w:bidi/>(?:<w:docGrid[^>]*/>)?</w:sectPr>", body)
    assert '<w:bidi w:val="0"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="default"/></w:rPr>' in body
    assert 'w:bidi="ar"' in styles
    assert "<w:b/><w:bCs/>" in styles


def test_runs_are_parted_where_the_direction_changes() -> None:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:r><w:rPr><w:sz/><w:lang/></w:rPr><w:t>عام 2027 (USD 5) دولار</w:t></w:r>"
    part = set_from_right(f"<w:p {namespace}><w:pPr><w:spacing/></w:pPr>{run}</w:p>")
    assert re.findall(r"<w:rPr>(.*?)</w:rPr><w:t[^>]*>(.*?)</w:t>", part) == [
        ("<w:sz/><w:rtl/><w:lang/>", "عام 2027 ("),
        ("<w:sz/><w:lang/>", "USD"),
        ("<w:sz/><w:rtl/><w:lang/>", " 5) دولار"),
    ]
    assert "<w:pPr><w:bidi/><w:spacing/></w:pPr>" in part


def test_what_is_drawn_in_another_order_is_found(submission: Submission) -> None:
    pdf = render(build_document(submission), "pdf")
    other = replace(
        submission, texts={"text": ("سنحفر بئرين في عام 2027، بكلفة 21,500.00 دولار (USD).", "In English only.")}
    )
    with pytest.raises(UnfaithfulRenderingError):
        verify(pdf, "pdf", other)
    drawn = [text for text in read_back(pdf, "pdf", submission.definition.messages).paragraphs if "2027" in text]
    assert len(drawn) == 1


@pytest.mark.parametrize(
    ("text", "lines", "shown"),
    [
        ("عام 2027 FOIA", ["FOIA2027ماع"], True),
        ("عام FOIA 2027", ["2027FOIAماع"], False),  # looks as the one above, with the figure on the other side
        ("عام FOIA 2027", ["FOIA2027ماع"], True),
        ("لا -5", ["5-ال"], True),
        ("لا -5", ["-5ال"], False),
        ("-5", ["5-"], False),
        ("-5", ["-5"], True),
        ("رقم 967\xa01\xa0234", ["9671234مقر"], True),
        ("رقم 967 1 234", ["2341967مقر"], True),
        ("السنة الأولى", ["ةنسلا", "ىلوألا"], True),
        ("السنة الأولى", ["ىلوألا", "ةنسلا"], False),
        ("שלום abc 12%", ["12%abcםולש"], False),
        ("שלום abc 12%", ["abc12%םולש"], True),
    ],
)
def test_what_is_seen_is_compared_with_what_would_be(text: str, lines: list[str], shown: bool) -> None:
    assert DrawnText("", lines).shows(text) is shown
