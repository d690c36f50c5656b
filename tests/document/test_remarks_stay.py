"""A remark stands on the page of the last row above it, and a heading on that of the first row below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from support.browser import chromium
from support.office import converted
from xlsreport import build_document, new_submission, render
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.document.content.model import Document

pytestmark = pytest.mark.engine

ROWS = range(35, 44)
"""A page holds 37 of these rows in a word processor and 42 in the PDF, all with the remark."""
HEADINGS = (
    "Number of Full-Time FOIA Employees",
    "Number of Equivalent Full-Time FOIA Employees",
    "Total Number of Full-Time FOIA Staff",
    "Processing Costs",
)


def long_table(rows: int) -> Document:
    """A report with a table of so many rows in 8 points, below headings of several lines."""
    small = {"id": "s", "columns": [{"id": "a", "label": "A"}], "rows": [{"id": "x", "label": "X"}]}
    table: dict[str, Any] = {
        "id": "t",
        "title": "A title",
        "font_size": 8,
        "columns": [{"id": f"c{number}", "label": label} for number, label in enumerate(HEADINGS)],
        "rows": [{"id": f"r{number}", "label": f"Row{number:03}"} for number in range(rows)],
        "remark": "REMARK where none.",
    }
    sections = [
        {"id": "one", "heading": "1. One", "sheet": "One", "tables": [small]},
        {"id": "two", "heading": "2. HEADING", "sheet": "Two", "tables": [table]},
    ]
    declared = {
        "id": "long",
        "edition": "1",
        "language": "en",
        "name": "Long",
        "title": "Report of {agency}, {year}",
        "period": {"label": "Year", "text": "{year}"},
        "page_style": "us-letter",
        "sections": sections,
    }
    definition = parse_definition(yaml.safe_dump(declared, sort_keys=False))
    entries = {str(place): 1 for place in definition.places}
    return build_document(new_submission(definition, agency="Port", year=2025, entries=entries))


def expect_together(file: Path, rows: int) -> None:
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    on = {
        text: [n for n, page in enumerate(pages) if text in page]
        for text in ("HEADING", "Row000", f"Row{rows - 1:03}", "REMARK")
    }
    assert on["HEADING"] == on["Row000"], f"{file.name}: {on}"
    assert on["REMARK"] == on[f"Row{rows - 1:03}"], f"{file.name}: {on}"


def test_in_word_files(tmp_path: Path) -> None:
    files = []
    for rows in ROWS:
        files.append(tmp_path / f"{rows}.docx")
        files[-1].write_bytes(render(long_table(rows), "docx"))
    for rows, file in zip(ROWS, converted(files, tmp_path / "pdf", "pdf"), strict=True):
        expect_together(file, rows)


def test_in_the_pdf(tmp_path: Path) -> None:
    for rows in ROWS:
        file = tmp_path / f"{rows}.pdf"
        file.write_bytes(render(long_table(rows), "pdf"))
        expect_together(file, rows)


def test_in_printed_pages(tmp_path: Path) -> None:
    with chromium() as browser:
        page = browser.new_page()
        for rows in ROWS:
            file = tmp_path / f"{rows}.pdf"
            page.set_content(render(long_table(rows), "html").decode())
            page.pdf(path=str(file), prefer_css_page_size=True)
            expect_together(file, rows)
