"""A file of ours shows whether somebody has changed it since it was written, whatever program did."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest

from support.office import converted
from support.reports import county
from support.small_documents import report
from xlsreport import build_document, render
from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.integrity_mark import is_as_written, marked
from xlsreport.messages import messages_for
from xlsreport.workbook.office_list.list_sheet import OfficeList, list_bytes

DOCUMENT = report(Heading(1, "一、总体情况"), Paragraph("全年公开信息 120 条。"))


def a_list() -> bytes:
    return list_bytes("清单", [OfficeList("清单", "", ["编号"], [["013"]])], messages_for("zh-CN"))


def saved_again(data: bytes) -> bytes:
    target = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(target)
    return target.getvalue()


def a_word_changed(data: bytes) -> bytes:
    """Part by part as it was, but for one word, and with the archive's own remark."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, content.replace("公开信息".encode(), "发布信息".encode()))
        new.comment = old.comment
    return target.getvalue()


def a_remark_added(data: bytes) -> bytes:
    """As readers of PDF files save what is noted in them: at the end, all before as it was."""
    return data + b"\n1 0 obj\n<< /Type /Annot >>\nendobj\nstartxref\n0\n%%EOF\n"


def a_list_noted_in(data: bytes) -> bytes:
    book, target = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    book.worksheets[0]["B3"] = "已领"
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_is_known_as_written_and_says_the_same_every_time(format_: Format) -> None:
    assert is_as_written(render(DOCUMENT, format_))
    assert render(DOCUMENT, format_) == render(DOCUMENT, format_)


@pytest.mark.parametrize(
    ("written", "edit"),
    [
        (lambda: render(DOCUMENT, "docx"), saved_again),
        (lambda: render(DOCUMENT, "docx"), a_word_changed),
        (lambda: render(DOCUMENT, "html"), lambda data: data.replace(b"120", b"121")),
        (lambda: render(DOCUMENT, "html"), lambda data: data.replace(b"\n", b"\r\n")),
        (lambda: render(DOCUMENT, "pdf"), a_remark_added),
        (lambda: marked(a_list()), a_list_noted_in),
        (lambda: marked(b'{\n  "a": 1\n}'), lambda data: data.replace(b"1,", b"2,", 1)),
        (lambda: marked(b'{\n  "a": 1\n}'), lambda data: data + data),
    ],
)
def test_whatever_is_changed_shows(written: Callable[[], bytes], edit: Callable[[bytes], bytes]) -> None:
    data = written()
    assert is_as_written(data)
    assert edit(data) != data
    assert not is_as_written(edit(data))


@pytest.mark.engine
def test_a_file_saved_by_an_office_suite_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(render(DOCUMENT, "docx"))
    assert not is_as_written(converted([path], tmp_path / "saved", "docx")[0].read_bytes())


def test_a_mark_is_no_part_of_what_anybody_sees() -> None:
    whole = build_document(county())
    word = docx.Document(io.BytesIO(render(whole, "docx")))
    assert "sha256" not in "".join(paragraph.text for paragraph in word.paragraphs)
    with pikepdf.open(io.BytesIO(render(whole, "pdf"))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert "sha256" not in str(pdf.docinfo)
    page = render(whole, "html").decode()
    assert page.index("</html>") < page.index("<!-- xlsreport sha256:")
    assert json.loads(marked(b'{\n  "a": 1\n}'))["a"] == 1
    assert openpyxl.load_workbook(io.BytesIO(marked(a_list()))).sheetnames == ["清单"]


def test_what_has_no_place_for_a_mark_or_bears_one_already_stays_as_it_is() -> None:
    once = render(DOCUMENT, "html")
    assert marked(once) == once
    for data in (b"", b"text", b"%PDF-1.7 cut off", b"PK\x03\x04 cut off", b"{}"):
        assert marked(data) == data
        assert not is_as_written(data)
