from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from support.office import converted
from support.published_grids import published, rows_of, texts_of
from xlsreport import PublicationError
from xlsreport.published.publication import office_conversion


def word_file(folder: Path) -> Path:
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("全年工作正常。")
    table = document.add_table(2, 3, "Table Grid")
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    document.add_paragraph("没有收取费用。")  # behind a table Word has a paragraph
    file = io.BytesIO()
    document.save(file)
    path = folder / "report.docx"
    path.write_bytes(file.getvalue())
    return path


@pytest.mark.engine
@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_other_texts_are_read_by_way_of_word(form: str, tmp_path: Path) -> None:
    (made,) = converted([word_file(tmp_path)], tmp_path / "out", form)
    found = published(made.read_bytes())
    assert found.format == "doc"
    assert texts_of(found) == ["一、总体情况", "全年工作正常。", "没有收取费用。"]
    assert [rows_of(table) for table in found.tables] == [[["合并 1x2", "2"], ["3", "4", "5"]]]


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_conversion, "office_program", lambda: None)
    with pytest.raises(PublicationError, match=r"report: .* LibreOffice is not on this computer\. Install it; or"):
        published(rb"{\rtf1 text}")


@pytest.mark.engine
def test_a_damaged_file_is_told_as_damaged() -> None:
    with pytest.raises(PublicationError, match="damaged"):
        published(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 3000)
