"""The letter with a returned workbook, in both languages and in every format."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from support.files import harbour, official
from support.returning import IDENTITY, KEY, received
from xlsreport import Definition, new_submission, render
from xlsreport.document.letter import ReturnLetter, build_letter
from xlsreport.document.model import Line, Paragraph, Table
from xlsreport.inspection.returning import prepare_return

WRONG = {"zh-CN": {"requests.received.natural": "12件"}, "en": {"calls.arrived.cargo": "1,234"}}


@pytest.fixture(params=[official, harbour], ids=["zh-CN", "en"])
def letter(request: pytest.FixtureRequest, tmp_path: Path) -> ReturnLetter:
    definition: Definition = request.param()
    submission = new_submission(definition, agency="城关镇", year=2025, entries=WRONG[definition.language])
    _, remarks = prepare_return(received(submission, tmp_path), IDENTITY, KEY)
    return ReturnLetter(
        language=definition.language,
        layout=definition.declaration.layout,
        office="示例县政府办公室",
        agency="城关镇",
        report="2025年度报告",
        written=date(2026, 1, 8),
        received=date(2026, 1, 7),
        file="报送.xlsx",
        digest="0123456789ab",
        workbook="退回2.xlsx",
        checks_sheet="勾稽关系",
        deadline=date(2026, 1, 20),
        remarks=remarks,
    )


def words(letter: ReturnLetter) -> str:
    return "\n".join(part.text for part in build_letter(letter).parts if isinstance(part, Paragraph | Line))


DAYS = {
    "zh-CN": ("2026年1月7日", "2026年1月8日", "2026年1月20日"),
    "en": ("7 January 2026", "8 January 2026", "20 January 2026"),
}


def test_it_names_the_file_and_the_days(letter: ReturnLetter) -> None:
    said = words(letter)
    for text in (*DAYS[letter.language], "报送.xlsx", "0123456789ab", "退回2.xlsx", "城关镇", "示例县政府办公室"):
        assert text in said


def test_every_remark_has_a_line_with_its_number(letter: ReturnLetter) -> None:
    tables = [part for part in build_letter(letter).parts if isinstance(part, Table)]
    rows = {cell.text for table in tables for cell in table.cells if cell.left == 3 and cell.top}
    numbers = [cell.text for table in tables for cell in table.cells if cell.left == 0 and cell.top]
    remarks = [remark for group in letter.remarks.groups.values() for remark in group]
    assert rows == {remark.finding.message for remark in remarks}
    assert numbers == [str(number) for number in range(1, len(remarks) + 1)]
    assert len(tables) == len(letter.remarks.groups) > 1


def test_a_deadline_is_told_one_that_has_passed_too_and_none_is_not(letter: ReturnLetter) -> None:
    last = DAYS[letter.language][2]
    late = replace(letter, written=date(2026, 1, 21))
    without = replace(letter, deadline=None)
    assert last in words(letter)
    assert last in words(late)
    assert last not in words(without)
    assert len({words(replace(one, written=letter.written)) for one in (letter, without)}) == 2
    assert words(late).replace("21", "8") != words(letter)


def test_one_without_warnings_says_nothing_of_them(letter: ReturnLetter) -> None:
    plain = replace(letter, remarks=replace(letter.remarks, warnings=()))
    assert "勾稽关系" in words(letter)
    assert "勾稽关系" not in words(plain)


def test_the_same_letter_gives_the_same_bytes_in_every_format(letter: ReturnLetter) -> None:
    assert render(build_letter(letter), "docx") == render(build_letter(letter), "docx")
    assert "示例县政府办公室</p>" in render(build_letter(letter), "html").decode()


def test_in_word_the_address_stands_at_the_margin_and_the_signature_at_the_right(letter: ReturnLetter) -> None:
    paragraphs = docx.Document(io.BytesIO(render(build_letter(letter), "docx"))).paragraphs
    to = next(p for p in paragraphs if "城关镇" in p.text)
    signature, day = [p for p in paragraphs if p.text][-2:]
    assert to.paragraph_format.first_line_indent == 0
    assert signature.text == "示例县政府办公室"
    assert day.text == DAYS[letter.language][1]
    for paragraph in (signature, day):
        assert paragraph.alignment == WD_ALIGN_PARAGRAPH.RIGHT
        assert paragraph.paragraph_format.right_indent


def test_in_word_the_signature_is_kept_with_what_it_signs(letter: ReturnLetter) -> None:
    paragraphs = docx.Document(io.BytesIO(render(build_letter(letter), "docx"))).paragraphs
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[-4:]]
    assert kept == [True, True, True, None]
    assert letter.workbook in paragraphs[-4].text


def test_an_office_without_a_name_leaves_its_line_free(letter: ReturnLetter) -> None:
    assert build_letter(replace(letter, office="")).parts[-2] == Line("", 4)
