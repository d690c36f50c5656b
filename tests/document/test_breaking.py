"""A telephone number or an address is broken at the end of a line rather than moved to the next as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.browser import chromium
from support.office import converted
from support.page_measures import PrintedPage, printed_pages
from support.small_documents import report
from xlsreport import render
from xlsreport.document.content.model import Document, Paragraph
from xlsreport.document.pagination.word_breaks import breakable_fragments, long_words

CONTACT = "与办公室联系（电话：0000-12345678），网址是https://www.example.gov.cn/zwgk/index.html，谢谢大家的支持帮助。"
MOST_STRETCHED = 1.25
"""Of a character's place: the line with the widest gaps."""


def document() -> Document:
    """The words at every place of a line."""
    return report(*(Paragraph("请" * count + CONTACT) for count in range(28)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话：0000-12345678。", ["电话：0000-", "1234", "5678。"]),
        ("手机 13812345678，", ["手机 1381", "2345", "678，"]),
        ("热线400-820-8820）", ["热线400-", "820-", "8820）"]),
        ("转0517-87654321-803。", ["转0517-", "8765", "4321-", "803。"]),
        ("热线4008-123-456，", ["热线4008-", "123-", "456，"]),
        ("手机138-1234-5678，", ["手机138-", "1234-", "5678，"]),
        ("见http://www.example.gov.cn/a。", ["见http://", "www.", "example.", "gov.", "cn/", "a。"]),
        ("寄至zhengwugongkai@example.cn，", ["寄至zhengwug", "ongkai@", "example.", "cn，"]),
        ("寄至a.b@example.cn，", ["寄至a.", "b@", "example.", "cn，"]),
        ("全年1380000000000条，59237.2449万元", None),
        ("2025-01-20，0.0001-0.0002，第020-1号", None),
        ("", None),
    ],
)
def test_where_a_word_may_be_broken(text: str, found: list[str] | None) -> None:
    assert breakable_fragments(text) == (found or [text])
    assert "".join(part for part, _ in long_words(text)) == text


def by_libreoffice(folder: Path) -> list[PrintedPage]:
    (folder / "a.docx").write_bytes(render(document(), "docx"))
    return printed_pages(converted([folder / "a.docx"], folder / "pdf", "pdf")[0].read_bytes())


def by_typst(folder: Path) -> list[PrintedPage]:
    return printed_pages(render(document(), "pdf"))


def by_chromium(folder: Path) -> list[PrintedPage]:
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(render(document(), "html").decode())
        return printed_pages(page.pdf(prefer_css_page_size=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    "printed",
    [
        pytest.param(by_libreoffice, marks=pytest.mark.engine),
        by_typst,
        pytest.param(by_chromium, marks=pytest.mark.engine),
    ],
)
def test_no_line_is_stretched_by_a_number_or_an_address_and_no_mark_begins_one(printed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    lines = [line for page in printed(tmp_path) for line in page.lines if "请请" in line.text or "电话" in line.text]
    begun = [line.first_pitch / 16 for line in lines if line.text.startswith("请请")]
    assert len(begun) >= 26
    assert max(begun) < MOST_STRETCHED
    assert not [line.text for line in lines if line.text[0] in "）：，。"]


def test_whoever_copies_the_number_has_what_was_typed() -> None:
    data = render(document(), "html").decode()
    assert "0000-<wbr>1234<wbr>5678）" in data
    for format_ in ("docx", "html", "pdf"):
        assert "\u200b".encode() not in render(document(), format_)
