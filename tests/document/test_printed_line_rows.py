"""Documents of tables with a row for each line of a list: the rows that there are, each by its name, and proved."""

from __future__ import annotations

import pytest

from support.offices import GOOD, NORTH, SOUTH, offices_of_hearing, reported
from xlsreport.document.content.model import PrintedTable
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.output_formats import render
from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify


def test_only_the_rows_that_there_are_are_printed() -> None:
    document = build_document(reported())
    printed = {part.table: part for part in document.parts if isinstance(part, PrintedTable)}
    labels = {name: [cell.text for cell in part.cells if cell.role == "row"] for name, part in printed.items()}
    assert labels["requests"] == ["N1 North", "S2 South", "ALL OFFICES"]
    figures = {cell.place: cell.text for cell in printed["requests"].cells if cell.place}
    assert figures["requests.offices_3.received"] == "2"
    assert figures["requests.overall.received"] == "7"
    assert not any("offices_2" in place for place in figures)
    assert not any("offices_2" in place for place in document.figures)


def test_a_table_has_rows_for_some_lines_only() -> None:
    figures = {name: figure for name, figure in GOOD.items() if name != "appeals.offices_3.days"}
    given = reported(figures=figures, form=offices_of_hearing())
    document = build_document(given)
    printed = {part.table: part for part in document.parts if isinstance(part, PrintedTable)}
    labels = {name: [cell.text for cell in part.cells if cell.role == "row"] for name, part in printed.items()}
    assert labels["requests"] == ["N1 North", "S2 South", "ALL OFFICES"]
    assert labels["appeals"] == ["N1 North", "ALL OFFICES", "Most in an office", "Offices with appeals"]
    assert not any(place.startswith("appeals.offices_3") for place in document.figures)
    verify(render(document, "html"), "html", given)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_proves_every_cell(format_: Format) -> None:
    given = reported()
    verify(render(build_document(given), format_), format_, given)
    changed = build_document(reported([{**NORTH, "office": "Nroth"}, {}, SOUTH]))
    with pytest.raises(UnfaithfulRenderingError, match="Nroth"):
        verify(render(changed, format_), format_, given)
    other = build_document(reported(figures={**GOOD, "requests.offices_3.received": 3}))
    with pytest.raises(UnfaithfulRenderingError, match="S2 South"):
        verify(render(other, format_), format_, given)


def test_without_lines_the_fixed_rows_remain() -> None:
    document = build_document(reported([], {}))
    part = next(one for one in document.parts if isinstance(one, PrintedTable) and one.table == "requests")
    assert [cell.text for cell in part.cells if cell.role == "row"] == ["ALL OFFICES"]


def test_the_order_is_that_of_the_list() -> None:
    swapped = {name.replace("offices_3", "offices_2"): figure for name, figure in GOOD.items()}
    document = build_document(reported([SOUTH, NORTH], swapped))
    part = next(one for one in document.parts if isinstance(one, PrintedTable) and one.table == "requests")
    assert [cell.text for cell in part.cells if cell.role == "row"][:2] == ["S2 South", "N1 North"]
