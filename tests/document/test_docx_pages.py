"""Where pages end: the Word files laid out by LibreOffice, and read back page by page."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from support.large_tables import expect_parts, large_submission
from support.office import converted
from support.printed_tables import NESTED
from support.small_documents import report, rows
from xlsreport import build_document, render
from xlsreport.document.content.model import Document, Heading, Paragraph, PrintedTable, TableBlock, TableCell

LINES = 22
"""On a page (GB/T 9704-2012, 5.2.3)."""
UNBROKEN = "公开信息目录机关申请答复办理数量年度报告表格标题正文页码草稿"


def lines(count: int) -> list[Paragraph]:
    return [Paragraph(f"第{number}行") for number in range(count)]


def nested(rows: int) -> PrintedTable:
    """Two rows of headings above so many of figures, each of two lines."""
    cells = [cell for cell in NESTED.cells if cell.top < 2]
    for row in range(2, rows + 2):
        cells += [TableCell(f"始{row}。\n末{row}。", row, 0, 1, 2, "row")]
        cells += [TableCell("7", row, column, 1, 1, "figure") for column in (2, 3, 4)]
    height = rows + 2
    return replace(NESTED, cells=tuple(cells), height=height, blocks=(TableBlock(0, height, 2),))


def stacked(blocks: int) -> PrintedTable:
    """So many blocks, each of a caption and three rows."""
    cells = []
    for block in range(blocks):
        cells.append(TableCell(f"题{block}", block * 4, 0, 1, 2, "caption"))
        for row in range(1, 4):
            cells += [TableCell(f"块{block}行{row}", block * 4 + row, 0, 1, 1, "row")]
            cells += [TableCell("7", block * 4 + row, 1, 1, 1, "figure")]
    parts = tuple(TableBlock(block * 4, block * 4 + 4, 1) for block in range(blocks))
    return PrintedTable(tuple(cells), (1, 1), blocks * 4, parts, 12, "分块表", "表一")


def documents() -> Mapping[str, Document]:
    return {
        **{f"heading {count}": report(*lines(count), Heading(1, "标题"), *lines(3)) for count in range(16, 22)},
        **{f"blocks {count}": report(*lines(count), Heading(1, "标题"), stacked(9)) for count in range(8, 16, 3)},
        **{f"fits {count}": report(*lines(count), Heading(1, "标题"), stacked(4)) for count in range(4, 16)},
        **{f"brim {count}": report(*lines(3), Heading(1, "标题"), rows(count)) for count in range(32, 37)},
        "long table": report(Heading(1, "标题"), nested(60)),
        "large": build_document(large_submission(3)),
        "text": report(Paragraph(UNBROKEN * 60)),
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, starts_engine: None) -> Mapping[str, Sequence[Sequence[str]]]:
    """The lines of each page of each document, without blanks."""
    folder = tmp_path_factory.mktemp("pages")
    written = documents()
    files = [folder / f"{name}.docx" for name in written]
    for file, document in zip(files, written.values(), strict=True):
        file.write_bytes(render(document, "docx"))
    targets = converted(files, folder / "pdf", "pdf")
    return dict(zip(written, map(pages_of, targets), strict=True))


def pages_of(pdf: Path) -> list[list[str]]:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    pages = told.split("\f")[:-1]
    return [[tight for line in page.splitlines() if (tight := "".join(line.split()))] for page in pages]


@pytest.mark.parametrize("count", range(16, 22))
def test_a_heading_is_never_the_last_line_of_a_page(pages: Mapping[str, Sequence[Sequence[str]]], count: int) -> None:
    (page,) = [page for page in pages[f"heading {count}"] if "标题" in page]
    assert page[page.index("标题") + 1] == "第0行"


def test_some_of_those_headings_would_have_been_the_last(pages: Mapping[str, Sequence[Sequence[str]]]) -> None:
    places = [next(n for n, page in enumerate(pages[f"heading {count}"]) if "标题" in page) for count in range(16, 22)]
    assert set(places) == {0, 1}


@pytest.mark.parametrize("count", range(8, 16, 3))
def test_a_block_stands_on_one_page_with_its_caption_and_the_first_with_title_and_heading(
    pages: Mapping[str, Sequence[Sequence[str]]], count: int
) -> None:
    texts = ["".join(page) for page in pages[f"blocks {count}"]]
    for block in range(9):
        pieces = [f"题{block}", *(f"块{block}行{row}" for row in range(1, 4))]
        assert any(all(piece in text for piece in pieces) for text in texts), f"block {block} is torn apart"
    (first,) = [text for text in texts if "题0" in text]
    assert first.index("标题") < first.index("表一") < first.index("题0")
    assert sum(text.count("题0") for text in texts) == 1  # no heading is repeated
    assert "题8" not in first, "a page ends between blocks"


@pytest.mark.parametrize("count", range(4, 16))
def test_a_table_that_fits_a_page_stands_on_one_with_title_and_heading(
    pages: Mapping[str, Sequence[Sequence[str]]], count: int
) -> None:
    texts = ["".join(page) for page in pages[f"fits {count}"]]
    (whole,) = [text for text in texts if "表一" in text]
    cells = [f"块{block}行{row}" for block in range(4) for row in range(1, 4)]
    assert all(piece in whole for piece in ("标题", *cells))


def test_some_of_those_tables_begin_a_page(pages: Mapping[str, Sequence[Sequence[str]]]) -> None:
    begin = [page[0] == "标题" for count in range(4, 16) for page in pages[f"fits {count}"] if "标题" in page]
    assert {True, False} == set(begin)


@pytest.mark.parametrize("count", range(32, 37))
def test_a_table_that_nearly_fills_a_page_leaves_its_heading_on_none(
    pages: Mapping[str, Sequence[Sequence[str]]], count: int
) -> None:
    (page,) = [page for page in pages[f"brim {count}"] if "标题" in page]
    assert page[0] == "标题"
    assert "第1行1" in page


def test_headings_are_repeated_on_every_page_of_a_table_and_no_row_is_torn_apart(
    pages: Mapping[str, Sequence[Sequence[str]]],
) -> None:
    found = pages["long table"]
    assert len(found) >= 3
    for page in found:
        text = "".join(page)
        assert text.count("说明") == text.count("情况") == 1
        assert {row for row in range(2, 62) if f"始{row}。" in text} == {
            row for row in range(2, 62) if f"末{row}。" in text
        }


def test_a_higher_table_begins_a_page_and_repeats_its_headings_and_the_labels_of_its_groups(
    pages: Mapping[str, Sequence[Sequence[str]]],
) -> None:
    expect_parts(["".join(page) for page in pages["large"]])


def test_a_page_has_22_lines_of_28_characters(pages: Mapping[str, Sequence[Sequence[str]]]) -> None:
    first, second, *_ = pages["text"]
    assert len(first[2]) == 26  # the first of a paragraph begins two characters in
    assert [len(line) for line in second[:-1]] == [28] * LINES
