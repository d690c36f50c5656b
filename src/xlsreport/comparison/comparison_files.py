"""A comparison as a workbook, as a Word document and as a text file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from xlsreport.comparison.comparison_report import ComparedTable, ComparedValue, ComparisonReport
from xlsreport.comparison.word_differences import WordRun
from xlsreport.definition.paper_sizes import paper_of
from xlsreport.document.content.model import (
    Document,
    EmphasisedText,
    Heading,
    Paragraph,
    Part,
    PrintedTable,
    TableBlock,
    TableCell,
)
from xlsreport.document.output_formats import render
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.messages.locales import messages_in
from xlsreport.values import number_text
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.office_list.list_sheet import ListValue, OfficeList, RichText, list_bytes

_EMPHASIS: Mapping[str, Literal["", "struck", "bold"]] = {"same": "", "removed": "struck", "added": "bold"}
_STYLES: Mapping[str, CellStyle] = {
    "same": {},
    "removed": {"font_strikeout": True, "font_color": cell_styles.PROBLEM_INK},
    "added": {"bold": True},
}


def comparison_workbook(report: ComparisonReport) -> bytes:
    """The tables as sheets to sort and filter; the sentences stand above the first."""
    guidance = " ".join(report.sentences)
    tables = report.tables or (ComparedTable(report.title, (report.title,), (1,), ()),)
    sheets = [
        OfficeList(table.name, guidance, table.headings, [_listed(row) for row in table.rows]) for table in tables
    ]
    return list_bytes(report.title, sheets, messages_in(report.language), paper_of(report.page_style))


def comparison_document(report: ComparisonReport) -> bytes:
    """The same to print, as a Word document."""
    document = Document(
        language=report.language,
        page_style=report.page_style,
        agency="",
        title=report.title,
        title_lines=(report.title,),
        parts=tuple(_parts(report)),
        figures={},
    )
    return render(document, "docx")


def comparison_text(sentences: Iterable[str], lines: Iterable[str]) -> bytes:
    """The lines that a terminal shows, in UTF-8 with a byte order mark, by which the Notepad of Windows knows it."""
    return "".join(f"{line}\n" for line in (*sentences, *lines)).encode("utf-8-sig", "replace")


def _parts(report: ComparisonReport) -> Iterator[Part]:
    yield from map(Paragraph, report.sentences)
    for table in report.tables:
        yield Heading(1, table.name)
        yield _printed(table, page_style_named(report.page_style).table.size)


def _printed(table: ComparedTable, size: float) -> PrintedTable:
    cells = [TableCell(text, 0, column, 1, 1, "column") for column, text in enumerate(table.headings)]
    for number, row in enumerate(table.rows, start=1):
        cells += [_cell(value, number, column) for column, value in enumerate(row)]
    height = 1 + len(table.rows)
    widths = tuple(map(float, table.widths))
    return PrintedTable(tuple(cells), widths, height, (TableBlock(0, height, 1),), size, table.name)


def _cell(value: ComparedValue, row: int, column: int) -> TableCell:
    if not isinstance(value, tuple):
        text = value if isinstance(value, str) else number_text(value)
        return TableCell(text, row, column, 1, 1, "row", align="left")
    runs = tuple(EmphasisedText(text, _EMPHASIS[change]) for text, change in value)
    return TableCell(_plain(value), row, column, 1, 1, "row", align="left", runs=runs)


def _listed(row: Sequence[ComparedValue]) -> Sequence[ListValue]:
    return [
        RichText(tuple((text, _STYLES[change]) for text, change in value)) if isinstance(value, tuple) else value
        for value in row
    ]


def _plain(runs: Iterable[WordRun]) -> str:
    return "".join(run.text for run in runs)
