"""A comparison as a workbook, as a Word document and as a text file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsreport.comparison.comparison_report import ComparedTable, ComparisonReport
from xlsreport.definition.paper_sizes import paper_of
from xlsreport.document.content.model import Document, Heading, Paragraph, Part, PrintedTable, TableBlock, TableCell
from xlsreport.document.output_formats import render
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.messages.locales import messages_in
from xlsreport.values import number_text
from xlsreport.workbook.office_list.list_sheet import OfficeList, list_bytes


def comparison_workbook(report: ComparisonReport) -> bytes:
    """The tables as sheets to sort and filter; the sentences stand above the first."""
    guidance = " ".join(report.sentences)
    tables = report.tables or (ComparedTable(report.title, (report.title,), (1,), ()),)
    sheets = [OfficeList(table.name, guidance, table.headings, table.rows) for table in tables]
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
        texts = (value if isinstance(value, str) else number_text(value) for value in row)
        cells += [TableCell(text, number, column, 1, 1, "row", align="left") for column, text in enumerate(texts)]
    height = 1 + len(table.rows)
    widths = tuple(map(float, table.widths))
    return PrintedTable(tuple(cells), widths, height, (TableBlock(0, height, 1),), size, table.name)
