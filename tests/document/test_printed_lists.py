"""Lists in documents: the lines there are, in every format, and a word where there are none."""

from __future__ import annotations

import pytest

from support.grants import GOOD, reported
from xlsreport.document.content.model import PrintedTable, TableNote
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.output_formats import render
from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify


def test_only_the_lines_there_are_are_printed() -> None:
    document = build_document(reported([GOOD[0], {}, GOOD[1]]))
    (table,) = [part for part in document.parts if isinstance(part, PrintedTable) and part.table == "grants"]
    rows = {cell.place.split(".")[1] for cell in table.cells if cell.place}
    assert rows == {"1", "3"}
    texts = {cell.place: cell.text for cell in table.cells if cell.place}
    assert texts["grants.3.share"] == "60.2%"
    assert texts["grants.1.of_code"] == "450"
    assert document.figures["grants.3.owed"] == 120


def test_a_list_without_lines_says_so() -> None:
    document = build_document(reported([]))
    assert [part.text for part in document.parts if isinstance(part, TableNote)] == ["Visits paid for: None.", "None."]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_proves_every_cell(format_: Format) -> None:
    given = reported()
    verify(render(build_document(given), format_), format_, given)
    changed = build_document(reported([{**GOOD[0], "purpose": "Slevhes"}, *GOOD[1:]]))
    with pytest.raises(UnfaithfulRenderingError, match="Slevhes"):
        verify(render(changed, format_), format_, given)
