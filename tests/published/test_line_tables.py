"""Tables with a row for each line of a list: their rows are found by what the lines are called."""

from __future__ import annotations

from support.offices import NORTH, SOUTH, reported
from support.printed_publications import publication_of, published_cells
from support.reading_back import reckoned, rendered_truth
from xlsreport import build_document
from xlsreport.document.content.model import PrintedTable
from xlsreport.published.imported_report import ImportedReport, MatchedFigures, MatchedTexts
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.publication.publication import PublishedCell

FIGURES = {
    "requests.offices_1.open": 1,
    "requests.offices_1.received": 5,
    "requests.offices_2.processed": 2,
    "appeals.offices_1.made": 1,
    "appeals.offices_1.days": 3.5,
}


def test_rows_are_found_by_the_names_of_the_lines() -> None:
    submission = reported([NORTH, SOUTH], FIGURES)
    document = build_document(submission)
    matched = match_figures(publication_of(document), submission.definition)
    report = ImportedReport("report", "html", submission.definition, matched, MatchedTexts())
    reckoning = reckoned(rendered_truth(submission, document), report)
    assert (reckoning.faults, matched.unread, matched.notes) == ([], (), ())
    assert reckoning.counts["right"] == 37


def test_without_the_list_its_rows_are_named() -> None:
    submission = reported([NORTH, SOUTH], FIGURES)

    def without_list(table: PrintedTable) -> list[PublishedCell]:
        return [] if table.table == "offices" else list(published_cells(table))

    matched = match_figures(publication_of(build_document(submission), without_list), submission.definition)
    assert {each.name for each in matched.unread} >= {"offices", "requests", "appeals"}
    assert not [place for place in matched.figures if place.row.startswith("offices_")]


def test_a_row_that_is_called_otherwise_is_named() -> None:
    submission = reported([NORTH, SOUTH], FIGURES)

    def renamed(table: PrintedTable) -> list[PublishedCell]:
        cells = list(published_cells(table))
        if table.table != "requests":
            return cells
        swap = {"N1 North": "W3 West"}
        return [PublishedCell(swap.get(c.text, c.text), c.row, c.column, c.height, c.width) for c in cells]

    matched: MatchedFigures = match_figures(publication_of(build_document(submission), renamed), submission.definition)
    assert not [place for place in matched.figures if place.row == "offices_1" and place.table == "requests"]
    assert "requests.offices_1.open" in {each.name for each in matched.unread}
