"""The PDF, read back as a screen reader and a printer read it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from support.fillings import DEFINITIONS, definition_named, fillings
from support.fonts import needs_hidden_fonts, without_fonts
from support.page_measures import line_of, printed_pages
from support.pdf_structure import Element, structure_of
from support.printed_tables import NESTED, STACKED
from xlsreport import build_document, render
from xlsreport.document.failure import RenderingError
from xlsreport.document.letter import ReturnLetter
from xlsreport.document.model import Document, Heading, Line, Paragraph, Part, Picture, Table, TableBlock, TableCell
from xlsreport.document.pdf import render_pdf
from xlsreport.document.pdf.texts import printed

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" viewBox="0 0 200 80">'
    '<rect x="5" y="5" width="60" height="70" fill="#c00"/><text x="80" y="40" font-size="14">12 件</text></svg>'
)
PICTURE = Picture("图1 申请数量", "一根柱子，高 12 件", SVG, b"", 200, 80)
LINE = "一行文字"


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


def squeezed(text: str) -> str:
    """Without the spaces that a line loses where it is broken."""
    return "".join(printed(text).split())


def read(document: Document) -> Element:
    return structure_of(render_pdf(document))


def tables(root: Element) -> list[Element]:
    return root.below("Table")


def cells(element: Element) -> list[Element]:
    return element.below("TH", "TD")


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """The kind of each element that a document must have, and its text."""
    if document.draft is not None:
        yield "P", document.draft
    yield "Title", "".join(document.title_lines)
    for part in document.parts:
        match part:
            case Heading():
                yield "H", part.text
            case Paragraph() | Line():
                yield "P", part.text
            case Table():
                if part.title is not None:
                    yield "P", part.title
                yield from (("T", cell.text) for cell in part.cells)


def texts_read(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.children:
        if element.kind == "Table":
            yield from (("T", cell.whole_text) for cell in cells(element))
        else:
            yield "H" if element.kind in ("H1", "H2", "H3", "H4") else element.kind, element.whole_text


def said(pairs: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, squeezed(text)) for kind, text in pairs if squeezed(text)]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_text_of_a_report_is_in_its_pdf_once_and_in_order(name: str) -> None:
    for number, submission in enumerate(fillings(definition_named(name), 7, seed=5)):
        document = build_document(submission, draft=number % 2 == 0)
        assert said(texts_read(read(document))) == said(texts(document))


def test_parts_have_their_tags_in_their_order() -> None:
    parts = (Heading(1, "一、总体"), Heading(2, "（一）概述"), Paragraph("正文"), Line("此致", 4), NESTED)
    assert [element.kind for element in read(report(*parts)).children] == ["Title", "H1", "H2", "P", "P", "Table"]


def test_levels_of_headings_follow_each_other_whatever_the_numbering_says() -> None:
    parts = (
        Heading(2, "（一）先"),
        Heading(4, "（1）跳"),
        Heading(1, "一、回"),
        Heading(3, "1.又跳"),
        Heading(4, "（2）"),
    )
    kinds = [element.kind for element in read(report(*parts)).children[1:]]
    assert kinds == ["H1", "H2", "H1", "H2", "H3"]


def test_each_figure_is_tied_to_the_headings_above_and_beside_it() -> None:
    (table,) = tables(read(report(NESTED)))
    names = {cell.id: cell.whole_text for cell in cells(table) if cell.kind == "TH"}
    tied = {
        cell.whole_text: [names[header] for header in cell.attributes["Headers"]]
        for cell in cells(table)
        if cell.kind == "TD"
    }
    assert tied["40"] == ["情况", "甲", "结果", "二"]
    assert tied["3"] == ["总计", "结果", "一"]
    assert sorted(tied) == ["1", "2", "3", "40", "50", "90"]


def test_headings_of_a_table_say_whether_they_are_those_of_a_row_or_a_column() -> None:
    (table,) = tables(read(report(NESTED)))
    scopes = {cell.whole_text: cell.attributes.get("Scope") for cell in cells(table)}
    assert (scopes["情况"], scopes["甲"], scopes["结果"], scopes["二"], scopes["90"]) == (
        "Column",
        "Column",
        "Row",
        "Row",
        None,
    )
    assert str(table.attributes["Summary"]) == "嵌套表"


def test_every_heading_of_a_table_can_be_found_by_its_name() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report(NESTED, STACKED)))) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        named = {str(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
        assert list(named) == sorted(named)
        assert all(str(element.ID) == name and element.S == pikepdf.Name.TH for name, element in named.items())


def test_merged_cells_say_over_how_many_rows_and_columns_they_reach() -> None:
    (table,) = tables(read(report(NESTED)))
    spans = {
        cell.whole_text: (int(cell.attributes.get("RowSpan", 1)), int(cell.attributes.get("ColSpan", 1)))
        for cell in cells(table)
    }
    assert (spans["说明"], spans["情况"], spans["结果"], spans["1"]) == ((2, 2), (1, 2), (2, 1), (1, 1))


def test_an_empty_heading_and_a_gap_are_not_announced_as_headings() -> None:
    blank = replace(NESTED.cells[0], text="")
    gap = replace(NESTED, cells=(blank, *NESTED.cells[1:7], *NESTED.cells[8:]))
    (table,) = tables(read(report(gap)))
    empty = [cell for cell in cells(table) if not cell.whole_text]
    assert [cell.kind for cell in empty] == ["TD", "TD"]


def test_a_list_of_texts_has_no_row_headings(letter_table: Table) -> None:
    (table,) = tables(read(report(letter_table)))
    assert [cell.kind for cell in cells(table)] == ["TH", "TH", "TD", "TD"]


@pytest.fixture
def letter_table() -> Table:
    found = (
        TableCell("序号", 0, 0, 1, 1, "column"),
        TableCell("问题", 0, 1, 1, 1, "column"),
        TableCell("1", 1, 0, 1, 1, "stub"),
        TableCell("缺数", 1, 1, 1, 1, "row"),
    )
    return Table(found, (1, 3), 2, (TableBlock(0, 2, 1),), 10, ReturnLetter.__name__)


def test_the_file_says_that_it_is_accessible_and_whose_it_is_and_names_no_person_or_time() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report(Heading(1, "一"), NESTED)))) as pdf:
        root, info = pdf.Root, pdf.docinfo
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "zh-CN"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert {key: str(value) for key, value in info.items() if key != "/Creator"} == {
            "/Title": "清河县人民政府2024年度报告",
            "/Author": "清河县人民政府",
        }
        metadata = root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "清河县人民政府2024年度报告" in metadata
    assert "Date>" not in metadata


def test_bookmarks_are_the_headings_in_their_levels() -> None:
    document = report(Heading(1, "一、甲"), Heading(2, "（一）乙"), Heading(1, "二、丙"))
    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf, pdf.open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [
            ("一、甲", ["（一）乙"]),
            ("二、丙", []),
        ]


def test_the_same_report_is_the_same_file_whatever_was_set_before() -> None:
    document = report(Heading(1, "一"), NESTED, STACKED, PICTURE, draft="草稿")
    first = render_pdf(document)
    render_pdf(report(Paragraph("别的")))
    assert render_pdf(document) == first


def test_hostile_text_arrives_as_text() -> None:
    hostile = (
        '#import "@preview/x:0.1.0": y \\ "q" $x$ *b* _i_ <l> @r `c` // /* ~ --- ]( = {1} \x00\x0b\ud800\ufffe\ufeff末'
    )
    cells_ = (*NESTED.cells[:6], replace(NESTED.cells[6], text=hostile), *NESTED.cells[7:])
    table = replace(NESTED, cells=cells_, label=hostile, title=hostile)
    picture = replace(PICTURE, caption=hostile, alternative=hostile)
    document = replace(
        report(Heading(1, hostile), Paragraph(hostile, 2, 9), Line(hostile, 2), table, picture, draft=hostile),
        agency=hostile,
        title=hostile,
        title_lines=(hostile,),
    )
    pdf = render_pdf(document)
    root = structure_of(pdf)
    assert said(texts_read(root))[:-1] == said(texts(document))
    (figure,) = root.below("Figure")
    assert squeezed(str(figure.alternative)) == squeezed(hostile)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert squeezed(str(opened.docinfo.Author)) == squeezed(hostile)


def test_an_endless_word_is_broken_rather_than_lost_at_the_edge() -> None:
    word = "W" * 10_000
    long_cell = replace(NESTED.cells[6], text="x" * 600)
    table = replace(NESTED, cells=(*NESTED.cells[:6], long_cell, *NESTED.cells[7:]))
    pages = printed_pages(render_pdf(report(Paragraph(word), table)))
    assert sum(line.text.count("W") for page in pages for line in page.lines) == len(word)
    assert all(line.right < page.width - 26 / 25.4 * 72 + 1 for page in pages for line in page.lines)


def test_line_ends_and_quotes_of_a_text_stay() -> None:
    pages = printed_pages(render_pdf(report(Paragraph("甲\r\n“乙”\u2028丙"))))
    assert [line.text for line in pages[0].lines[2:-1]] == ["甲", "“乙”", "丙"]
    quoted = line_of(pages, "“乙”")
    assert quoted.right - quoted.left == pytest.approx(3 * 16, abs=1), "quotes are as wide as characters"


def test_no_line_begins_with_a_mark_that_ends_a_clause() -> None:
    text = "".join(f"{'字' * (number % 9 + 1)}，“{'词' * (number % 5 + 1)}”（{number}）。" for number in range(150))
    pages = printed_pages(render_pdf(report(Paragraph(text))))
    lines = [line.text for page in pages for line in page.lines[:-1]]
    assert len(lines) > 50
    assert not [line for line in lines if line[0] in "，。、；：？！”）》"]
    assert not [line for line in lines if line[-1] in "“（《"]


def test_tables_that_follow_each_other_are_held_apart() -> None:
    with pdfplumber.open(io.BytesIO(render_pdf(report(rows(2), rows(2))))) as pdf:
        (page,) = pdf.pages
        edges = sorted({round(edge["top"]) for edge in page.horizontal_edges})
    gaps = [lower - upper for upper, lower in pairwise(edges)]
    assert len(gaps) == 7
    assert min(gaps) == gaps[3] == 6


def test_a_figure_too_wide_for_its_column_is_set_smaller_and_stays_on_one_line() -> None:
    wide = replace(NESTED.cells[7], text="1234567890123")
    table = replace(NESTED, cells=(*NESTED.cells[:7], wide, *NESTED.cells[8:]))
    pages = printed_pages(render_pdf(report(table)))
    row = next(line for page in pages for line in page.lines if "1234567890123" in line.text)
    assert min(row.sizes) < 10 <= max(row.sizes)


def rows(count: int) -> Table:
    """A table of so many rows of figures below its heading."""
    found = [TableCell("项目", 0, 0, 1, 1, "column"), TableCell("数量", 0, 1, 1, 1, "column")]
    for row in range(1, count + 1):
        found.append(TableCell(f"第{row}行", row, 0, 1, 1, "row"))
        found.append(TableCell(str(row), row, 1, 1, 1, "figure", (1, 2 * row)))
    return Table(tuple(found), (1, 1), count + 1, (TableBlock(0, count + 1, 1),), 10, "长表")


def test_headings_of_a_long_table_are_repeated_on_each_page_and_read_once() -> None:
    pdf = render_pdf(report(rows(100)))
    pages = printed_pages(pdf)
    assert len(pages) > 2
    assert all(any(line.text == "项目数量" for line in page.lines) for page in pages)
    (table,) = tables(structure_of(pdf))
    assert [cell.whole_text for cell in cells(table)].count("项目") == 1


@pytest.mark.parametrize("table", [rows(3), STACKED, NESTED], ids=["rows", "stacked", "nested"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(table: Table) -> None:
    for above in range(12, 19):
        headings = (Heading(1, "一、标题"), Heading(2, "（一）小标题"))
        pages = printed_pages(render_pdf(report(*[Line(LINE)] * above, *headings, table)))
        found = [[line.text for line in page.lines[:-1]] for page in pages]
        assert not [lines for lines in found if lines[-1] in ("一、标题", "（一）小标题", "表一", "项目数量", "甲乙")]


def test_each_block_of_a_table_stays_whole_and_no_heading_of_another_stands_above_it() -> None:
    below = [replace(cell, top=cell.top + 5, headers=()) for cell in rows(4).cells]
    blocks = (TableBlock(0, 5, 1), TableBlock(5, 10, 1))
    table = replace(rows(4), cells=(*rows(4).cells, *below), height=10, blocks=blocks)
    block = ["项目数量", *(f"第{row}行{row}" for row in range(1, 5))]
    torn_between = 0
    for above in range(8, 19):
        pages = printed_pages(render_pdf(report(*[Line(LINE)] * above, table)))
        found = [[line.text for line in page.lines if line.sizes == {10}] for page in pages]
        assert [lines for lines in found if lines] in ([block + block], [block, block])
        torn_between += [block, block] == [lines for lines in found if lines]
    assert torn_between, "a page ends between the blocks"


def test_a_row_is_not_split_over_two_pages() -> None:
    tall = TableCell("一\n二\n三\n四\n五", 1, 0, 1, 1, "row")
    table = replace(rows(1), cells=(*rows(1).cells[:2], tall, rows(1).cells[3]))
    for above in range(12, 19):
        pages = printed_pages(render_pdf(report(*[Line(LINE)] * above, table)))
        holding = {page.number for page in pages for line in page.lines if line.text in ("一", "二", "四", "五")}
        assert len(holding) == 1


def test_what_is_higher_than_a_page_is_broken_and_not_cut_off() -> None:
    long_cell = replace(rows(1).cells[2], text="很长的一格" * 900)
    table = replace(rows(1), cells=(*rows(1).cells[:2], long_cell, rows(1).cells[3]))
    long_block = replace(rows(90), blocks=(TableBlock(0, 80, 1), TableBlock(80, 91, 0)))
    document = report(table, long_block)
    pdf = render_pdf(document)
    assert said(texts_read(structure_of(pdf))) == said(texts(document))
    for page in printed_pages(pdf):
        assert max(line.baseline for line in page.lines[:-1]) < (297 - 35) / 25.4 * 72


def test_a_draft_says_so_on_every_page_and_above_its_title() -> None:
    pages = printed_pages(render_pdf(report(*[Line(LINE)] * 60, draft="草稿，不得公布")))
    assert [sum(line.text == "草稿，不得公布" for line in page.lines) for page in pages] == [2, 1, 1]


def test_a_picture_has_its_caption_below_and_its_words_for_those_who_do_not_see_it() -> None:
    pdf = render_pdf(report(*[Line(LINE)] * 15, PICTURE))
    (figure,) = structure_of(pdf).below("Figure")
    assert figure.alternative == PICTURE.alternative
    last = printed_pages(pdf)[-1]
    drawn, caption = line_of([last], "12 件"), line_of([last], PICTURE.caption)
    assert caption.baseline > drawn.baseline


def test_a_picture_wider_than_the_page_is_made_smaller() -> None:
    wide = replace(PICTURE, width=800, height=320)
    (page,) = printed_pages(render_pdf(report(wide)))
    assert line_of([page], "12 件").right < page.width - 26 / 25.4 * 72


def test_another_language_has_a_plain_layout_and_shows_chinese_names_too() -> None:
    document = report(Heading(1, "1 Calls"), Paragraph("A “quoted” word."), language="en")
    pages = printed_pages(render_pdf(document))
    assert line_of(pages, "A “quoted” word.").sizes == {12}
    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_characters_that_no_font_has_are_named_instead_of_printed_as_boxes() -> None:
    with pytest.raises(RenderingError) as caught:
        render(report(Paragraph("镇名\U000323af，\U0010fffd")), "pdf")
    assert "\U000323af (U+323AF)、\U0010fffd (U+10FFFD)" in str(caught.value)


@needs_hidden_fonts
def test_without_a_chinese_font_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "from xlsreport.document.rendering import *\nfor f in FORMATS: print(hindrance(f, 'zh-CN'), hindrance(f, 'en'))"
    )
    docx, html, pdf = without_fonts(tmp_path, "-c", code).stdout.splitlines()
    assert (docx, html) == ("None None", "None None")
    assert "fonts-noto-cjk" in pdf
    assert "XLSREPORT_FONTS" in pdf
    assert pdf.endswith("None"), "an English report needs none"
