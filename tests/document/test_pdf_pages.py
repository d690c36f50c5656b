"""The pages of the PDF: what stays together, what is broken, and what is said on each."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pdfplumber
import pikepdf
import pytest

from support.large_tables import expect_parts, large_submission
from support.page_measures import line_of, printed_pages
from support.pdf_structure import structure_of
from support.pdf_texts import texts_of, texts_read
from support.printed_tables import NESTED, STACKED
from support.small_documents import LINE, PICTURE, report, rows
from xlsreport import build_document
from xlsreport.document.content.model import Heading, LetterLine, Paragraph, PrintedTable, TableBlock, TableCell
from xlsreport.document.pdf.pdf_rendering import render_pdf


@pytest.mark.slow
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
    assert max(row.sizes) < 10
    assert any(line.sizes == {10} for page in pages for line in page.lines)


@pytest.mark.slow
def test_headings_of_a_long_table_are_repeated_on_each_page_and_read_once() -> None:
    pdf = render_pdf(report(rows(100)))
    pages = printed_pages(pdf)
    assert len(pages) > 2
    assert all(any(line.text == "项目数量" for line in page.lines) for page in pages)
    assert [cell.whole_text for cell in structure_of(pdf).below("TH")].count("项目") == 1


@pytest.mark.slow
@pytest.mark.parametrize("table", [rows(3), STACKED, NESTED], ids=["rows", "stacked", "nested"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(table: PrintedTable) -> None:
    for above in range(12, 19):
        headings = (Heading(1, "一、标题"), Heading(2, "（一）小标题"))
        pages = printed_pages(render_pdf(report(*[LetterLine(LINE)] * above, *headings, table)))
        found = [[line.text for line in page.lines[:-1]] for page in pages]
        assert not [lines for lines in found if lines[-1] in ("一、标题", "（一）小标题", "表一", "项目数量", "甲乙")]


def test_each_block_of_a_table_stays_whole_and_no_heading_of_another_stands_above_it() -> None:
    below = [replace(cell, top=cell.top + 21, headers=()) for cell in rows(20).cells]
    blocks = (TableBlock(0, 21, 1), TableBlock(21, 42, 1))
    table = replace(rows(20), cells=(*rows(20).cells, *below), height=42, blocks=blocks)
    block = ["项目数量", *(f"第{row}行{row}" for row in range(1, 21))]
    pages = printed_pages(render_pdf(report(LetterLine(LINE), table)))
    found = [[line.text for line in page.lines if line.sizes == {10}] for page in pages]
    assert [lines for lines in found if lines] == [block, block]


@pytest.mark.slow
@pytest.mark.parametrize("table", [rows(12), STACKED, NESTED], ids=["rows", "stacked", "nested"])
def test_a_table_that_fits_a_page_begins_a_new_one_where_it_does_not_fit_with_its_headings(table: PrintedTable) -> None:
    text = [cell.text for cell in table.cells]
    places = set()
    for above in range(6, 20):
        headings = (Heading(1, "一、标题"), Heading(2, "（一）小标题"))
        pages = printed_pages(render_pdf(report(*[LetterLine(LINE)] * above, *headings, table)))
        holding = ["".join(line.text for line in page.lines) for page in pages]
        (place,) = [n for n, page in enumerate(holding) if text[0] in page]
        assert all(part in holding[place] for part in ("一、标题", "（一）小标题", *text))
        places.add(place)
    assert places == {0, 1}


@pytest.mark.slow
def test_a_higher_table_begins_a_page_and_repeats_its_headings_and_the_labels_of_its_groups() -> None:
    pdf = render_pdf(build_document(large_submission(3)))
    expect_parts(["".join(line.text for line in page.lines).replace(" ", "") for page in printed_pages(pdf)])
    # Those who hear it hear each label once.
    assert [cell.whole_text for cell in structure_of(pdf).below("TH")].count("工") == 1


@pytest.mark.slow
def test_a_row_is_not_split_over_two_pages() -> None:
    tall = TableCell("一\n二\n三\n四\n五", 1, 0, 1, 1, "row")
    table = replace(rows(1), cells=(*rows(1).cells[:2], tall, rows(1).cells[3]))
    for above in range(12, 19):
        pages = printed_pages(render_pdf(report(*[LetterLine(LINE)] * above, table)))
        holding = {page.number for page in pages for line in page.lines if line.text in ("一", "二", "四", "五")}
        assert len(holding) == 1


@pytest.mark.slow
def test_what_is_higher_than_a_page_is_broken_and_not_cut_off() -> None:
    long_cell = replace(rows(1).cells[2], text="很长的一格" * 900)
    table = replace(rows(1), cells=(*rows(1).cells[:2], long_cell, rows(1).cells[3]))
    long_block = replace(rows(90), blocks=(TableBlock(0, 80, 1), TableBlock(80, 91, 0)))
    long_heading = replace(rows(3), cells=(replace(rows(3).cells[0], text="很长的表头" * 400), *rows(3).cells[1:]))
    document = report(table, long_block, long_heading)
    document = replace(document, title_lines=("很长的标题" * 300,))
    pdf = render_pdf(document)
    assert texts_read(structure_of(pdf)) == texts_of(document)
    for page in printed_pages(pdf):
        assert max(line.baseline for line in page.lines[:-1]) < (297 - 35) / 25.4 * 72


def test_a_draft_says_so_once_on_every_page() -> None:
    pages = printed_pages(render_pdf(report(*[LetterLine(LINE)] * 60, draft="草稿，不得公布")))
    assert [sum(line.text == "草稿，不得公布" for line in page.lines) for page in pages] == [1, 1, 1]


def test_a_picture_has_its_caption_below_and_its_words_for_those_who_do_not_see_it() -> None:
    pdf = render_pdf(report(*[LetterLine(LINE)] * 15, PICTURE))
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


@pytest.mark.slow
@pytest.mark.parametrize("after", [(), (Heading(1, "二、标题"), rows(20))], ids=["at the end", "before a table"])
@pytest.mark.parametrize("last", ["末", "末" * 40], ids=["a short paragraph", "a long one"])
def test_no_page_has_a_single_line_of_a_text_that_ends(last: str, after: tuple[Heading | PrintedTable, ...]) -> None:
    moved = set()
    for lines in range(15, 24):
        text = (Paragraph(LINE * (5 * lines)), Paragraph(last))
        pages = [page.lines[:-1] for page in printed_pages(render_pdf(report(Paragraph(LINE), *text, *after)))]
        texts = [[line for line in page if line.sizes == {16} and line.text != "二、标题"] for page in pages]
        assert all(len(page) != 1 for page in texts), [len(page) for page in texts]
        moved.add(len(texts[0]))
    assert len(moved) > 3


def test_what_follows_a_paragraph_that_goes_with_it_stands_on_the_next_line() -> None:
    text = (Paragraph("甲。"), Paragraph("电子邮箱：a@example.cn。"), Paragraph("办公时间：工作日。"))
    for document in (report(*text), report(*text, Heading(1, "标题"), rows(2)), report(*text, language="en")):
        (page,) = printed_pages(render_pdf(document))
        lines = [line for line in page.lines[:-1] if line.text in [part.text for part in text]]
        assert [line.text for line in lines] == [part.text for part in text]
        first, second = (lower.baseline - upper.baseline for upper, lower in pairwise(lines))
        assert first == pytest.approx(second, abs=0.5)
