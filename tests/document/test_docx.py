"""The Word file, read back as Word reads it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from lxml import etree

from support.printed_tables import NESTED, STACKED
from xlsreport.document.docx import render_docx
from xlsreport.document.model import Document, Heading, Paragraph, Part


def report(*parts: Part, draft: str | None = None, language: str = "zh-CN") -> Document:
    return Document(
        language,
        "gb-t-9704" if language == "zh-CN" else "plain",
        "清河县人民政府",
        "清河县人民政府2024年度报告",
        ("清河县人民政府", "2024年度报告"),
        parts,
        {},
        draft,
    )


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(render_docx(document)))


def members(document: Document) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(render_docx(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def rows_with(table: WordTable, property_: str) -> list[int]:
    return [number for number, row in enumerate(table.rows) if row._tr.find(f".//{qn(property_)}") is not None]


def attribute(root: etree._Element, tag: str, name: str) -> str:
    """An attribute of the first element of a kind below another."""
    found = root.find(f".//{qn(tag)}")
    assert found is not None
    return str(found.get(qn(name)))


def margin_texts(word: WordDocument) -> list[str]:
    section = word.sections[0]
    return [
        "".join(paragraph.text for paragraph in header.paragraphs)
        for header in (section.header, section.even_page_header)
    ]


def page_number_paragraphs(word: WordDocument) -> Iterator[etree._Element]:
    section = word.sections[0]
    for footer in (section.footer, section.even_page_footer):
        yield footer.paragraphs[0]._p


def test_every_figure_stands_where_its_merged_cell_is() -> None:
    assert texts(opened(report(NESTED)).tables[0]) == [
        ["说明", "说明", "情况", "情况", "总计"],
        ["说明", "说明", "甲", "乙", "总计"],
        ["结果", "一", "1", "2", "3"],
        ["结果", "二", "40", "50", "90"],
    ]


def test_stacked_blocks_make_one_table_with_their_own_spans() -> None:
    assert texts(opened(report(STACKED)).tables[0]) == [
        ["第（一）项"] * 3,
        ["规章", "7", "8"],
        ["第（八）项"] * 3,
        ["收费", "59237.2449", "59237.2449"],
    ]


def test_merging_is_by_span_and_by_continuation() -> None:
    first, second, *_ = opened(report(NESTED)).tables[0]._tbl.tr_lst
    assert [(cell.grid_span, cell.vMerge) for cell in first.tc_lst] == [
        (2, "restart"),
        (2, None),
        (1, "restart"),
    ]
    assert [(cell.grid_span, cell.vMerge) for cell in second.tc_lst] == [
        (2, "continue"),
        (1, None),
        (1, None),
        (1, "continue"),
    ]


def test_a_position_without_a_cell_is_written_empty() -> None:
    gap = replace(STACKED, cells=tuple(cell for cell in STACKED.cells if cell.text != "7"))
    assert texts(opened(report(gap)).tables[0])[1] == ["规章", "", "8"]


def test_headings_of_the_first_block_are_repeated_on_each_page() -> None:
    assert rows_with(opened(report(NESTED)).tables[0], "w:tblHeader") == [0, 1]
    assert rows_with(opened(report(STACKED)).tables[0], "w:tblHeader") == [0]


def test_no_row_is_split_over_two_pages() -> None:
    assert rows_with(opened(report(NESTED)).tables[0], "w:cantSplit") == [0, 1, 2, 3]


def test_headings_are_kept_with_the_figures_below_them_and_rows_with_those_of_their_group() -> None:
    (group,) = [cell for cell in NESTED.cells if cell.role == "row" and cell.height > 1]
    grouped = list(range(group.top, group.top + group.height - 1))
    assert rows_with(opened(report(NESTED)).tables[0], "w:keepNext") == [0, 1, *grouped]


def test_a_table_of_several_blocks_is_kept_on_one_page() -> None:
    assert rows_with(opened(report(STACKED)).tables[0], "w:keepNext") == [0, 1, 2]


def test_a_table_fills_the_type_area_in_the_proportions_asked_for() -> None:
    table = opened(report(NESTED)).tables[0]
    widths = [int(column.get(qn("w:w"), "0")) for column in table._tbl.iter(qn("w:gridCol"))]
    assert sum(widths) == int(Mm(156).pt * 20)
    assert [round(width / widths[0]) for width in widths] == [1, 2, 1, 1, 1]
    assert attribute(table._tbl, "w:tblLayout", "w:type") == "fixed"


def test_a_table_has_a_name_for_those_who_hear_it_and_its_title_above() -> None:
    word = opened(report(STACKED))
    assert attribute(word.tables[0]._tbl, "w:tblCaption", "w:val") == "分块表"
    title = next(paragraph for paragraph in word.paragraphs if paragraph.text == "表一")
    assert title.style is not None
    assert title.style.style_id == "Caption"
    assert title.style.paragraph_format.keep_with_next


def test_a_figure_too_wide_for_its_column_is_set_smaller_and_not_broken() -> None:
    wide = replace(NESTED.cells[7], text="1234567890123")
    cells = (*NESTED.cells[:7], wide, *NESTED.cells[8:])
    table = opened(report(replace(NESTED, cells=cells))).tables[0]
    large, small = (table.rows[2].cells[column].paragraphs[0].runs[0].font.size for column in (3, 2))
    assert large == Pt(10)
    assert small is not None
    assert small < Pt(10)


def test_long_row_labels_start_at_the_left_and_short_ones_are_centred() -> None:
    def alignment(label: str) -> str:
        cells = (*NESTED.cells[:6], replace(NESTED.cells[6], text=label), *NESTED.cells[7:])
        table = opened(report(replace(NESTED, cells=cells))).tables[0]
        return attribute(table.rows[2].cells[1]._tc, "w:jc", "w:val")

    assert alignment("一") == "center"
    assert alignment("一、本年新收政府信息公开申请数量") == "left"


def test_tables_that_touch_are_held_apart_and_the_last_is_followed_by_a_paragraph() -> None:
    body = opened(report(NESTED, STACKED)).element.body
    kinds = [etree.QName(child).localname for child in body]
    assert kinds == ["p", "tbl", "p", "p", "tbl", "p", "sectPr"]


def test_parts_have_real_styles_in_their_order() -> None:
    parts = (
        Heading(1, "一、总体情况"),
        Heading(2, "（一）概述"),
        Heading(3, "1.甲"),
        Heading(4, "（1）乙"),
        Paragraph("正文"),
    )
    word = opened(report(*parts))
    assert [(paragraph.style.style_id, paragraph.text) for paragraph in word.paragraphs if paragraph.style] == [
        ("Title", "清河县人民政府\n2024年度报告"),
        ("Heading1", "一、总体情况"),
        ("Heading2", "（一）概述"),
        ("Heading3", "1.甲"),
        ("Heading4", "（1）乙"),
        ("Normal", "正文"),
    ]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
    ],
)
def test_styles_have_the_faces_of_an_official_document(style: str, font: str, size: int) -> None:
    found = opened(report()).styles[style].element
    fonts = found.find(f".//{qn('w:rFonts')}")
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == (font, "Times New Roman")
    assert found.find(f".//{qn('w:sz')}").get(qn("w:val")) == str(size * 2)


def test_a_heading_that_runs_into_the_text_has_its_face_only_there() -> None:
    (paragraph,) = opened(report(Paragraph("（一）主动公开。今年公开十条。", level=2, lead=8))).paragraphs[1:]
    assert [(run.text, run.style.style_id) for run in paragraph.runs] == [
        ("（一）主动公开。", "Heading2Char"),
        ("今年公开十条。", "DefaultParagraphFont"),
    ]


def test_the_page_is_that_of_an_official_document() -> None:
    section = opened(report()).sections[0]
    millimetres = [
        round(length.mm)
        for length in (section.page_width, section.page_height, section.top_margin, section.right_margin)
        if length is not None
    ]
    assert millimetres == [210, 297, 37, 26]
    pitch = int(attribute(section._sectPr, "w:docGrid", "w:linePitch")) / 20
    assert 22 * pitch <= Mm(225).pt
    assert 22 * (pitch + 0.1) > Mm(225).pt


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages() -> None:
    word = opened(report())
    assert word.settings.odd_and_even_pages_header_footer
    odd, even = page_number_paragraphs(word)
    for paragraph in (odd, even):
        kinds = [part.get(qn("w:fldCharType")) for part in paragraph.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert [part.text for part in paragraph.iter(qn("w:instrText"))] == [" PAGE "]
        assert "".join(part.text or "" for part in paragraph.iter(qn("w:t"))) == "— 1 —"
    assert [attribute(paragraph, "w:jc", "w:val") for paragraph in (odd, even)] == [
        "right",
        "left",
    ]


def test_a_draft_says_so_on_every_page_and_above_its_title() -> None:
    word = opened(report(draft="草稿，不得公布"))
    assert margin_texts(word) == ["草稿，不得公布"] * 2
    assert word.paragraphs[0].text == "草稿，不得公布"
    assert word.styles["Draft"].font.color.rgb == docx.shared.RGBColor(0xC0, 0, 0)


def test_a_report_to_be_published_has_no_mark() -> None:
    assert margin_texts(opened(report())) == ["", ""]
    assert b"Draft" not in members(report())["word/document.xml"]


def test_the_properties_name_the_agency_and_no_person_or_time() -> None:
    properties = opened(report()).core_properties
    assert (properties.author, properties.title) == ("清河县人民政府", "清河县人民政府2024年度报告")
    assert (properties.last_modified_by, properties.comments, properties.keywords) == ("", "", "")
    assert properties.language == "zh-CN"
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(1980, 1, 1)


def test_nothing_of_the_librarys_template_is_left() -> None:
    found = members(report())
    assert not [name for name in found if re.search("thumbnail|customXml|app.xml|numbering|Effects", name)]
    assert not [name for name, content in found.items() if b"python-docx" in content]


def test_chinese_text_is_chinese_and_numbers_in_it_are_not_broken_as_chinese() -> None:
    defaults = etree.fromstring(members(report())["word/styles.xml"]).find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert defaults is not None
    assert (defaults.get(qn("w:val")), defaults.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")


def test_another_language_has_a_plain_layout() -> None:
    word = opened(report(Paragraph("Text."), language="en"))
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert word.styles["Normal"].font.size == Pt(12)
    assert word.styles["Normal"].paragraph_format.first_line_indent == 0
    assert word.core_properties.language == "en"


def test_the_same_report_is_the_same_file() -> None:
    document = report(Heading(1, "一"), NESTED, STACKED, draft="草稿")
    assert render_docx(document) == render_docx(document)
    with ZipFile(io.BytesIO(render_docx(document))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_arrives_as_text() -> None:
    hostile = "<w:p>&amp;<script>\x00\x0b\ud800\ufffe]]>结束"
    cells = (*NESTED.cells[:6], replace(NESTED.cells[6], text=hostile), *NESTED.cells[7:])
    table = replace(NESTED, cells=cells, label=hostile, title=hostile)
    document = replace(
        report(Heading(1, hostile), Paragraph(hostile), table, draft=hostile),
        agency=hostile,
        title=hostile,
        title_lines=(hostile,),
    )
    word = opened(document)
    expected = "<w:p>&amp;<script>]]>结束"
    assert [paragraph.text for paragraph in word.paragraphs][:5] == [expected] * 5
    assert word.tables[0].rows[2].cells[1].text == expected
    assert word.core_properties.author == expected


def test_line_breaks_and_tabs_inside_a_paragraph_stay() -> None:
    assert opened(report(Paragraph("甲\r\n乙\t丙"))).paragraphs[1].text == "甲\n乙\t丙"
