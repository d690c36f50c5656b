"""The PDF, read back as a screen reader reads it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.depth import cases
from support.fillings import DEFINITIONS, definition_named, fillings
from support.pdf_structure import Element, structure_of
from support.pdf_texts import Said, squeezed, texts_of, texts_read
from support.printed_tables import NESTED, STACKED
from support.small_documents import PICTURE, report
from xlsreport import build_document
from xlsreport.document.content.model import (
    Document,
    Heading,
    LetterLine,
    Paragraph,
    PrintedTable,
    TableBlock,
    TableCell,
)
from xlsreport.document.pdf.pdf_reader import read_pdf
from xlsreport.document.pdf.pdf_rendering import render_pdf
from xlsreport.messages import messages_for


def read(document: Document) -> Element:
    return structure_of(render_pdf(document))


def tables(root: Element) -> list[Element]:
    return root.below("Table")


def cells(element: Element) -> list[Element]:
    return element.below("TH", "TD")


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_text_of_a_report_is_in_its_pdf_once_and_in_order(name: str) -> None:
    for number, submission in enumerate(fillings(definition_named(name), 6, seed=5)):
        document = build_document(submission, draft=number % 2 == 0)
        assert texts_read(read(document)) == texts_of(document)


PIECES = (
    *'aB1中，。“”（）#\\"$*_<@`/~é…·—𠮷אב \t\n\x00\x07\x85\xa0\xad\u200b\u200f\u2028\u202e\u2060\u3000\ufeff',
    "1.5",
    "http://x.y/z",
    "\ud800",
    "ffi",
)
typed = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.mark.slow
@settings(max_examples=cases(10, 25))
@given(title=typed, heading=typed, paragraph=typed, lead=st.integers(0, 20), cell=typed)
def test_whatever_is_typed_arrives_letter_by_letter(
    title: str, heading: str, paragraph: str, lead: int, cell: str
) -> None:
    cells_ = (*NESTED.cells[:6], replace(NESTED.cells[6], text=cell), *NESTED.cells[7:])
    parts = (
        Heading(3, heading),
        Paragraph(paragraph, 2, lead),
        LetterLine(cell, 4),
        replace(NESTED, cells=cells_, title=cell),
    )
    document = replace(report(*parts), agency=title, title=title, title_lines=(title, heading))
    assert letters(texts_read(read(document))) == letters(texts_of(document))


def letters(said: Said) -> list[tuple[str, list[str]]]:
    """In any order within a text, since Hebrew is written from the right."""
    found = ((kind, sorted(filter(str.isalnum, text))) for kind, text in said)
    return [(kind, text) for kind, text in found if text]


def test_parts_have_their_tags_in_their_order() -> None:
    parts = (Heading(1, "一、总体"), Heading(2, "（一）概述"), Paragraph("正文"), LetterLine("此致", 4), NESTED)
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


def test_a_list_of_texts_has_no_row_headings() -> None:
    found = (
        TableCell("序号", 0, 0, 1, 1, "column"),
        TableCell("问题", 0, 1, 1, 1, "column"),
        TableCell("1", 1, 0, 1, 1, "stub"),
        TableCell("缺数", 1, 1, 1, 1, "row"),
    )
    (table,) = tables(read(report(PrintedTable(found, (1, 3), 2, (TableBlock(0, 2, 1),), 10, "清单"))))
    assert [cell.kind for cell in cells(table)] == ["TH", "TH", "TD", "TD"]


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
        report(Heading(1, hostile), Paragraph(hostile, 2, 9), LetterLine(hostile, 2), table, picture, draft=hostile),
        agency=hostile,
        title=hostile,
        title_lines=(hostile,),
    )
    pdf = render_pdf(document)
    root = structure_of(pdf)
    assert texts_read(root)[:-1] == texts_of(document)
    (figure,) = root.below("Figure")
    assert squeezed(str(figure.alternative)) == squeezed(hostile)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert squeezed(str(opened.docinfo.Author)) == squeezed(hostile)


@pytest.mark.slow
def test_several_threads_render_and_read_back_at_once() -> None:
    document = report(PICTURE)
    alone = render_pdf(document)

    def both(_: int) -> tuple[bool, int]:
        return render_pdf(document) == alone, len(read_pdf(alone).paragraphs)

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(both, range(12))) == {(True, len(read_pdf(alone).paragraphs))}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows copies no process")
@pytest.mark.slow
def test_a_copy_of_a_process_that_made_pdfs_says_that_it_makes_none() -> None:
    """It would wait for ever; the process is a fresh one, since that of the tests has threads of other libraries."""
    done = subprocess.run([sys.executable, "-c", _COPIED], capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == (messages_for("en")("pdf.copied_process") + "\n", "")


_COPIED = """
import os
from xlsreport.document.content.model import Document
from xlsreport.document.pdf.pdf_rendering import render_pdf
from xlsreport.errors import RenderingError
document = Document("en", "plain", "", "Report", ("Report",), (), {})
render_pdf(document)
if os.fork() == 0:
    try:
        render_pdf(document)
    except RenderingError as error:
        print(error, flush=True)
    os._exit(0)
os.wait()
"""
