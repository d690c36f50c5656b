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
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from lxml import etree

from support.printed_tables import NESTED, STACKED
from support.small_documents import report, rows
from support.word import DRAWN, members, opened
from xlsreport.document.content.model import Heading, Paragraph, PrintedTable, TableBlock, TableCell
from xlsreport.document.docx import render_docx
from xlsreport.document.docx.docx_reader import read_docx


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


def test_headings_are_repeated_on_each_page_but_not_those_of_one_block_above_another() -> None:
    assert rows_with(opened(report(NESTED)).tables[0], "w:tblHeader") == [0, 1]
    assert rows_with(opened(report(STACKED)).tables[0], "w:tblHeader") == []


def test_no_row_is_split_over_two_pages() -> None:
    assert rows_with(opened(report(NESTED)).tables[0], "w:cantSplit") == [0, 1, 2, 3]


def test_headings_are_kept_with_the_figures_below_them_and_rows_with_those_of_their_group() -> None:
    (group,) = [cell for cell in NESTED.cells if cell.role == "row" and cell.height > 1]
    grouped = list(range(group.top, group.top + group.height - 1))
    below = [TableCell(f"第{row}行", row, 0, 1, 2, "row") for row in range(4, 60)]
    table = replace(NESTED, cells=(*NESTED.cells, *below), height=60, blocks=(TableBlock(0, 60, 2),))
    assert rows_with(opened(report(table)).tables[0], "w:keepNext") == [0, 1, *grouped]


def test_a_table_that_no_page_holds_is_parted_into_tables_that_each_begin_one() -> None:
    word = opened(report(Paragraph("说明。"), Heading(1, "标题"), rows(60)))
    assert [len(table.rows) for table in word.tables] == [33, 29]
    assert [rows_with(table, "w:tblHeader") for table in word.tables] == [[0], [0]]
    assert [texts(table)[0] for table in word.tables] == [["项目", "数量"]] * 2
    assert texts(word.tables[1])[1] == ["第33行", "33"]
    begin = [paragraph.text for paragraph in word.paragraphs if paragraph.paragraph_format.page_break_before]
    assert begin == ["标题", ""]


def blocks(*counts: int, words: str = "数量") -> PrintedTable:
    """Blocks of so many rows below a caption and headings of their own."""
    cells, parts, top = [], [], 0
    for block, count in enumerate(counts):
        cells.append(TableCell(f"题{block}", top, 0, 1, 2, "caption"))
        cells += [TableCell(words, top + 1, column, 1, 1, "column") for column in range(2)]
        for row in range(top + 2, top + 2 + count):
            cells += [TableCell(f"行{row}", row, 0, 1, 1, "row"), TableCell("7", row, 1, 1, 1, "figure")]
        parts.append(TableBlock(top, top + 2 + count, 2))
        top += 2 + count
    return PrintedTable(tuple(cells), (1, 1), top, tuple(parts), 10, "分块表")


def test_a_block_that_goes_on_has_its_own_caption_and_headings_on_the_next_page() -> None:
    document = report(Heading(1, "标题"), blocks(10, 60, 3))
    first, *others = opened(document).tables
    assert rows_with(first, "w:tblHeader") == []
    assert len(others) == 2
    for table in others:
        assert [texts(table)[0][0], texts(table)[1]] == ["题1", ["数量", "数量"]]
        assert rows_with(table, "w:tblHeader") == [0, 1]
    read = [row[0].text for row in read_docx(render_docx(document)).rows]
    assert read.count("题1") == 1
    assert len(read) == 10 + 60 + 3 + 3 * 2


def test_a_block_that_a_page_holds_begins_one_unless_half_of_the_page_before_would_stay_empty() -> None:
    _, second = opened(report(Heading(1, "标题"), blocks(20, 20))).tables
    assert texts(second)[0][0] == "题1"
    assert len(second.rows) == 22
    first, second = opened(report(Heading(1, "标题"), blocks(9, 24))).tables
    assert len(first.rows) > 11
    assert texts(second)[0][0] == "题1"


def test_headings_higher_than_half_a_page_are_not_repeated() -> None:
    document = report(Heading(1, "标题"), blocks(60, words="很长的标题" * 120))
    _, *others = opened(document).tables
    assert len(others) == 2
    assert all(texts(table)[0][0].startswith("行") for table in others)


def test_a_long_figure_that_is_set_smaller_makes_no_row_higher() -> None:
    cells = [TableCell(f"列{column}", 0, column, 1, 1, "column") for column in range(10)]
    cells += [TableCell("123456789", row, column, 1, 1, "figure") for row in range(1, 31) for column in range(10)]
    wide = PrintedTable(tuple(cells), (1,) * 10, 31, (TableBlock(0, 31, 1),), 10, "宽表")
    assert len(opened(report(Paragraph("说明。"), Heading(1, "标题"), wide)).tables) == 1


@pytest.mark.parametrize("table", [NESTED, STACKED, rows(20)], ids=["nested", "stacked", "rows"])
def test_a_table_that_fits_a_page_is_kept_whole(table: PrintedTable) -> None:
    assert rows_with(opened(report(table)).tables[0], "w:keepNext") == [*range(table.height - 1)]


def test_each_of_several_blocks_is_kept_whole_and_a_page_may_end_between_them() -> None:
    high = [TableCell("高\n" * 30, row, 0, 1, 1, "row") for row in (1, 3)]
    cells = tuple(cell for cell in STACKED.cells if cell.left or cell.role != "row")
    tables = opened(report(replace(STACKED, cells=(*cells, *high)))).tables
    assert [texts(table)[0][0] for table in tables] == ["第（一）项", "第（八）项"]
    assert [rows_with(table, "w:keepNext") for table in tables] == [[0], [0]]


def test_a_block_that_is_too_long_for_that_keeps_its_headings_with_the_first_figures() -> None:
    long = tuple(TableCell(str(row), row, 0, 1, 3, "row") for row in range(1, 20))
    blocks = (TableBlock(0, 20, 1), TableBlock(20, 22, 1))
    table = replace(STACKED, cells=(STACKED.cells[0], *long), height=22, blocks=blocks)
    assert rows_with(opened(report(table)).tables[0], "w:keepNext") == [0, 20]


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


def letters_of(text: str) -> tuple[int, float]:
    """How a figure in the first table stands: the width of its digits in per cent, and their size in points."""
    cells = (*NESTED.cells[:7], replace(NESTED.cells[7], text=text), *NESTED.cells[8:])
    run = opened(report(replace(NESTED, cells=cells))).tables[0].rows[2].cells[2].paragraphs[0].runs[0]
    width = run._r.find(f".//{qn('w:w')}")
    size = run.font.size
    return (100 if width is None else int(width.get(qn("w:val"))), 10 if size is None else size.pt)


def test_a_figure_wider_than_its_column_is_set_narrower_and_then_smaller_so_that_it_is_not_broken() -> None:
    assert letters_of("12345678") == (100, 10)
    width, size = letters_of("12345678901234")
    assert (75 < width < 100, size) == (True, 10)
    width, size = letters_of("-" + "1234567890" * 2)
    assert (width, 5 < size < 10) == (75, True)


def test_long_row_labels_start_at_the_left_and_short_ones_are_centred() -> None:
    def alignment(label: str) -> str | None:
        cells = (*NESTED.cells[:6], replace(NESTED.cells[6], text=label), *NESTED.cells[7:])
        table = opened(report(replace(NESTED, cells=cells))).tables[0]
        side = table.rows[2].cells[1]._tc.find(f".//{qn('w:jc')}")
        return None if side is None else str(side.get(qn("w:val")))

    assert alignment("一") is None
    assert alignment("一、本年新收政府信息公开申请数量") == "left"
    assert opened(report()).styles["表格文字"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER


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
        ("Footer", "宋体", 14),
        ("表格文字", "宋体", 10),
    ],
)
def test_styles_have_the_faces_of_an_official_document(style: str, font: str, size: int) -> None:
    found = opened(report()).styles[style].element
    fonts = found.find(f".//{qn('w:rFonts')}")
    latin = "宋体" if style == "Footer" else "Times New Roman"
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == (font, latin)
    assert found.find(f".//{qn('w:sz')}").get(qn("w:val")) == str(size * 2)


def test_tables_have_a_style_of_their_own_by_which_an_office_can_change_their_lines() -> None:
    word = opened(report(NESTED))
    table = word.tables[0]
    assert table.style is not None
    assert (table.style.name, table.style.type) == ("表格", WD_STYLE_TYPE.TABLE)
    lines = table.style.element.find(f".//{qn('w:tblBorders')}")
    assert {line.get(qn("w:val")) for line in lines} == {"single"}
    assert table._tbl.find(f".//{qn('w:tblBorders')}") is None
    assert {cell.paragraphs[0].style.name for cell in table.rows[3].cells if cell.paragraphs[0].style} == {"表格文字"}


def test_a_table_of_the_usual_size_states_none_and_another_does() -> None:
    usual, other = opened(report(NESTED, STACKED)).tables
    assert usual._tbl.find(f".//{qn('w:sz')}") is None
    sizes = {size.get(qn("w:val")) for size in other._tbl.iter(qn("w:sz"))}
    assert sizes == {"24"}
    pitches = {spacing.get(qn("w:line")) for spacing in other._tbl.iter(qn("w:spacing"))}
    assert pitches == {str(round(12 * 1.3 * 20))}


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


def test_the_page_setup_of_word_shows_22_lines_of_28_characters() -> None:
    section = opened(report()).sections[0]
    pitch, space = (int(attribute(section._sectPr, "w:docGrid", f"w:{name}")) for name in ("linePitch", "charSpace"))
    assert attribute(section._sectPr, "w:docGrid", "w:type") == "linesAndChars"
    assert int(Mm(225).pt / (pitch / 20)) == 22
    assert int(Mm(156).pt / (16 + space / 4096)) == 28


def test_text_stands_off_the_grid_and_fills_its_lines_by_pitch_and_width() -> None:
    body = opened(report()).styles["Normal"].element
    assert [flag.get(qn("w:val")) for flag in body.iter(qn("w:snapToGrid"))] == ["0", "0"]  # of lines, of characters
    assert attribute(body, "w:spacing", "w:line") == "579"
    assert attribute(body, "w:spacing", "w:lineRule") == "exact"
    assert int(Mm(156).pt / (16 * int(attribute(body, "w:w", "w:val")) / 100)) == 28


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("w:kinsoku", "1"),
        ("w:overflowPunct", "0"),
        ("w:autoSpaceDE", "0"),
        ("w:autoSpaceDN", "0"),
        ("w:adjustRightInd", "0"),
        ("w:widowControl", "0"),
    ],
)
def test_lines_of_chinese_are_filled_as_the_standard_has_them(setting: str, value: str) -> None:
    assert attribute(opened(report()).styles["Normal"].element, setting, "w:val") == value
    assert opened(report(language="en")).styles["Normal"].element.find(f".//{qn('w:autoSpaceDE')}") is None


def test_korean_letters_and_digits_stand_together_since_blanks_part_words() -> None:
    body = opened(report(language="ko")).styles["Normal"].element
    assert [attribute(body, f"w:{name}", "w:val") for name in ("autoSpaceDE", "autoSpaceDN")] == ["0", "0"]


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages() -> None:
    word = opened(report())
    assert word.settings.odd_and_even_pages_header_footer
    odd, even = page_number_paragraphs(word)
    for paragraph in (odd, even):
        kinds = [part.get(qn("w:fldCharType")) for part in paragraph.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert [part.text for part in paragraph.iter(qn("w:instrText"))] == [" PAGE "]
        assert "".join(part.text or "" for part in paragraph.iter(qn("w:t"))) == "— 1 —"
    assert [attribute(paragraph, "w:jc", "w:val") for paragraph in (odd, even)] == ["right", "left"]
    assert attribute(odd, "w:ind", "w:rightChars") == attribute(even, "w:ind", "w:leftChars") == "100"
    section = word.sections[0]
    assert section.footer_distance is not None
    assert section.bottom_margin is not None
    # The dashes stand at half the height of a line of 18 pt, 7 mm below the type area (GB/T 9704-2012, 7.5).
    assert round(section.bottom_margin.mm - section.footer_distance.mm - Pt(9).mm) == 7


def test_a_draft_says_so_once_on_every_page() -> None:
    word = opened(report(draft="草稿，不得公布"))
    assert margin_texts(word) == ["草稿，不得公布"] * 2
    assert "草稿，不得公布" not in [paragraph.text for paragraph in word.paragraphs]
    assert word.styles["草稿标记"].font.color.rgb == docx.shared.RGBColor(0xC0, 0, 0)


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
    styles = etree.fromstring(members(report())["word/styles.xml"])
    defaults = styles.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
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
    assert [paragraph.text for paragraph in word.paragraphs][:4] == [expected] * 4
    assert margin_texts(word) == [expected] * 2
    assert word.tables[0].rows[2].cells[1].text == expected
    assert word.core_properties.author == expected


def test_line_breaks_and_tabs_inside_a_paragraph_stay() -> None:
    assert opened(report(Paragraph("甲\r\n乙\t丙"))).paragraphs[1].text == "甲\n乙\t丙"


def test_headings_and_captions_are_never_left_alone() -> None:
    heading, caption = opened(report(Heading(1, "一"), STACKED)).paragraphs[1:3]
    assert heading.paragraph_format.keep_with_next  # whatever an office's own styles say
    assert caption.paragraph_format.keep_with_next
    styles = opened(report()).styles
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption"):
        assert styles[name].paragraph_format.keep_with_next, name


def test_body_begins_two_characters_in_and_a_title_in_the_middle() -> None:
    styles = opened(report()).styles
    assert attribute(styles["Normal"].element, "w:ind", "w:firstLineChars") == "200"
    assert styles["Normal"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert styles["Title"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert attribute(styles["Title"].element, "w:ind", "w:firstLineChars") == "0"


def test_a_picture_is_drawn_in_the_line_with_words_for_those_who_do_not_see_it() -> None:
    word = opened(report(Paragraph("前"), DRAWN, DRAWN))
    shapes = word.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [DRAWN.alternative] * 2
    assert [shape._inline.docPr.id for shape in shapes] == [1, 2]
    assert [round(shape.width.mm) for shape in shapes] == [156, 156]  # wider would stand outside the type area
    assert round(shapes[0].width / shapes[0].height, 2) == 3
    images = [part.blob for name, part in word.part.related_parts.items() if name.startswith("picture")]
    assert images == [DRAWN.png] * 2


def test_a_picture_stands_above_its_caption_and_is_kept_with_it() -> None:
    picture, caption = opened(report(DRAWN)).paragraphs[1:]
    assert caption.text == DRAWN.caption
    assert [paragraph.style.name for paragraph in (picture, caption) if paragraph.style] == ["图题", "图题"]
    assert picture.paragraph_format.keep_with_next is True
    assert caption.paragraph_format.keep_with_next is False
    assert attribute(picture._p, "w:spacing", "w:lineRule") == "auto"


def test_where_a_text_ends_no_single_line_of_it_is_left_alone_but_elsewhere_pages_are_filled() -> None:
    word = opened(report(Paragraph("字" * 200), Paragraph("字" * 200), Paragraph("末"), Heading(1, "标题"), NESTED))
    controlled = [paragraph.paragraph_format.widow_control for paragraph in word.paragraphs[1:]]
    assert controlled[:3] == [None, True, True]
    assert [paragraph.paragraph_format.keep_with_next for paragraph in word.paragraphs[1:4]] == [None, True, None]


def test_a_table_is_held_apart_from_what_follows_it() -> None:
    word = opened(report(NESTED, Heading(1, "标题"), Paragraph("字"), NESTED, Paragraph("字")))
    spaces = [(paragraph.text, paragraph.paragraph_format.space_before) for paragraph in word.paragraphs[1:]]
    assert spaces == [("标题", Pt(12)), ("字", None), ("字", Pt(12))]
