"""Lists are read back from what is printed: every line, and what is not certain is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.printed_publications import publication_of, published_rows
from support.read_samples import read_sample, sample_document
from support.reading_back import reckoned, rendered_truth
from xlsreport import Definition, build_document, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.published.imported_report import ImportedReport, MatchedFigures, MatchedTexts
from xlsreport.published.matching.lists.list_matching import MatchedLists, match_lists
from xlsreport.published.publication.publication import Block, Paragraph, Publication, PublishedCell, PublishedTable

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_FORM = """
id: grants
edition: "1"
language: en
name: Grants
title: "{agency}\\nGrants of {year}"
period: {label: Year, text: "{year}"}
cover: [{id: phone, label: Telephone}]
sections:
  - id: grants
    heading: 1. Grants
    sheet: Grants
    tables:
      - id: grants
        nil_return: No grants were made
        list: {most: 60, name: "{code} {purpose}", print: {PRINT}}
        columns:
          - {id: cluster, label: Cluster, kind: {name: choice, options: [Student aid, Research, Other programmes]}}
          - {id: code, label: Code, also: [Mark], kind: {name: text, max_length: 4}}
          - {id: purpose, label: Purpose of the grant, kind: text}
          - {id: amount, label: Amount (EUR), kind: {name: amount, unit: EUR, decimals: 2}}
          - {id: owed, label: Still owed, kind: {name: amount, unit: EUR, decimals: 2}, required: false}
          - {id: begun, label: Begun on, kind: date, required: false}
  - id: gifts
    heading: 2. Gifts
    sheet: Gifts
    tables:
      - id: gifts
        title: Gifts in kind
        list: {most: 60, sheet: Gifts in kind}
        columns:
          - {id: giver, label: Giver, kind: text}
          - {id: worth, label: Worth, kind: {name: amount, decimals: 2}}
      - id: lent
        title: Things that were lent
        list: {most: 60, sheet: Lent}
        columns:
          - {id: giver, label: Giver, kind: text}
          - {id: worth, label: Worth, kind: {name: amount, decimals: 2}}
"""
HEADINGS = ("Cluster", "Code", "Purpose of the grant", "Amount (EUR)", "Still owed", "Begun on")
LINES = (
    ("Research", "A1", "Microscopes", "1,200.50", "", "3 March 2025"),
    ("Student aid", "B2", "Bursaries", "300", "20", "4 April 2025"),
    ("Research", "C3", "Field work", "80", "0", ""),
)


@cache
def form(printing: str = "totals: [amount, owed]") -> Definition:
    """A made-up form with three lists, two of which have the same columns."""
    return parse_definition(_FORM.replace("{PRINT}", "{" + printing + "}"))


def matched(*blocks: Block, definition: Definition | None = None) -> MatchedLists:
    return match_lists(Publication("page.html", "html", blocks), definition or form())


def values(found: MatchedLists, name: str = "grants") -> list[list[Any]]:
    """What was read of each line, column by column; None where nothing was."""
    return [
        [
            None if figure.entry is None else figure.entry.number or figure.entry.stated
            for figure in line.figures.values()
        ]
        for line in found.lines.get(name, ())
    ]


def unread(found: MatchedLists, name: str = "grants") -> list[str]:
    return [each.name for each in found.unread if each.name.startswith(name)]


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["county-2025-fees", "sefa-2024", "us-doj-foia-2016"])
def test_lists_of_shipped_forms_are_read_back(sample: str) -> None:
    submission, document = read_sample(sample), sample_document(sample)
    found = match_lists(publication_of(document), submission.definition)
    figures = MatchedFigures({}, found.lines, found.unread, found.notes)
    report = ImportedReport("report", "html", submission.definition, figures, MatchedTexts())
    truth = rendered_truth(submission, document)
    reckoning = reckoned(type(truth)(truth.agency, truth.year, {}, truth.lines), report)
    assert (reckoning.faults, found.unread, found.notes) == ([], (), ())
    assert reckoning.counts["right"] == sum(len(line) for lines in truth.lines.values() for line in lines) > 0


@pytest.mark.parametrize(
    "printing",
    [
        "group: cluster, sort: [-amount], subtotal: [amount], totals: [amount, owed]",
        "group: cluster, subtotal: amount, subtotal_label: 'All of {group}', most: 5, rest: annex",
        "most: 0, rest: annex, numbers: true",
        "group: cluster, numbers: true, subtotal: amount, totals: amount",
        "columns: [code, amount], totals: amount",
        "columns: [amount, owed], totals: [amount, owed]",
    ],
)
def test_groups_sums_and_annexes_are_no_lines(printing: str) -> None:
    kinds = ("Research", "Student aid", "Other programmes")
    lines = [
        {"cluster": kinds[n % 3], "code": f"A{n}", "purpose": f"Purpose {n}", "amount": 100 + n, "owed": n}
        for n in range(12)
    ]
    submission = new_submission(form(printing), agency="Town", year=2025, entries={"grants": lines})
    document = build_document(submission)
    found = match_lists(publication_of(document), submission.definition)
    truth = rendered_truth(submission, document)
    report = ImportedReport(
        "report", "html", form(printing), MatchedFigures({}, found.lines, found.unread, found.notes), MatchedTexts()
    )
    assert reckoned(type(truth)("", None, {}, truth.lines), report).faults == []
    assert (len(found.lines["grants"]), unread(found)) == (12, [])
    assert not [note for note in found.notes if "add up" in note]


def test_columns_are_found_by_their_headings_in_any_order() -> None:
    swapped = [[row[3], row[0], row[2], row[1], row[5], row[4]] for row in (HEADINGS, *LINES)]
    found = matched(Paragraph("1. Grants"), published_rows(1, swapped))
    assert values(found)[0] == ["Research", "A1", "Microscopes", 1200.5, None, "2025-03-03"] == values(found)[0]
    assert len(values(found)) == 3
    assert unread(found) == []


def test_other_names_of_a_column_lead_to_it_and_footnotes_do_not_hide_it() -> None:
    headings = ["Cluster²", "Mark", "Purpose of the grants", "Amount (EUR) *", "Still owed [1]", "Begun on"]
    found = matched(published_rows(1, [headings, *LINES]))
    assert (len(values(found)[0]), unread(found)) == (6, [])
    assert found.notes == ("grants: the heading “Purpose of the grants” was read as “Purpose of the grant”.",)


def test_a_column_that_is_not_printed_is_named() -> None:
    found = matched(published_rows(1, [row[:3] + row[4:] for row in (HEADINGS, *LINES)]))
    assert values(found)[1] == ["Student aid", "B2", "Bursaries", 20, "2025-04-04"]
    assert unread(found) == ["grants.amount"]


def test_sums_that_are_not_those_of_the_lines_are_told() -> None:
    sums = [("Total", 3), None, None, "1,580.50", "25", ""]
    found = matched(published_rows(1, [HEADINGS, *LINES, sums]))
    assert len(values(found)) == 3
    assert [note for note in found.notes if "add up" in note] == [
        "“Total”, Still owed: 25 is printed, the lines that were read add up to 20."
    ]


def test_a_row_that_adds_up_the_lines_is_none_whatever_it_is_called() -> None:
    overall = ["ALL FUNDS", "", "", "1,580.50", "20", ""]
    found = matched(published_rows(1, [HEADINGS, *LINES, overall]))
    assert (len(values(found)), len(found.notes)) == (3, 1)
    other = matched(published_rows(1, [HEADINGS, *LINES, ["ALL FUNDS", "", "", "1,580.50", "21", ""]]))
    assert len(values(other)) == 4


def test_numbers_of_columns_and_repeated_headings_are_no_lines() -> None:
    rows = [HEADINGS, [f"({n})" for n in range(1, 7)], LINES[0], HEADINGS, LINES[1], [""] * 6]
    assert len(values(matched(published_rows(1, rows)))) == 2


def test_figures_in_another_unit_are_not_read() -> None:
    rows = [[*HEADINGS[:3], "Amount (thousand EUR)", *HEADINGS[4:]], *LINES]
    assert unread(matched(published_rows(1, rows))) == ["grants.amount"]
    found = matched(Paragraph("Unit: thousand"), published_rows(1, [[*HEADINGS[:3], "Amount", *HEADINGS[4:]], *LINES]))
    assert unread(found) == ["grants.amount", "grants.owed"]


def test_a_heading_that_stands_twice_is_not_read() -> None:
    rows = [[*row, row[4]] for row in (HEADINGS, *LINES)]
    assert unread(matched(published_rows(1, rows))) == ["grants.owed"]


def test_columns_below_one_heading_are_not_taken_for_each_other() -> None:
    rows = [[*row[:4], row[4], row[4] and "9", row[5]] for row in LINES]
    top = [*HEADINGS[:4], ("Still owed", 2), None, "Begun on"]
    cells = [*published_rows(1, [top, ["", "", "", "", "2025", "2024", ""], *rows]).cells]
    high = [replace(cell, height=2) if cell.row == 0 and cell.text != "Still owed" else cell for cell in cells]
    kept = tuple(cell for cell in high if cell.row != 1 or cell.text)
    found = matched(PublishedTable(1, kept))
    assert (len(values(found)), unread(found)) == (3, ["grants.owed"])
    without_years = tuple(cell for cell in cells if cell.row != 1)
    assert "grants.2.owed" in unread(matched(PublishedTable(1, without_years)))


def test_sums_of_groups_are_told_by_their_words() -> None:
    sums = [["Total Research", "", "", "1,200.50", "", ""], ["Student aid total", "", "", "300", "20", ""]]
    found = matched(published_rows(1, [HEADINGS, LINES[0], sums[0], LINES[1], sums[1]]))
    assert (len(values(found)), found.notes) == (2, ())


def test_a_date_that_a_page_break_cuts_is_put_together() -> None:
    cut = [*LINES[0][:2], "Micro-", *LINES[0][3:5], "3 March"]
    rest = ["", "", "scopes", "", "", "2025"]
    found = matched(published_rows(1, [HEADINGS, cut], 1), published_rows(2, [rest, LINES[1]], 2))
    assert values(found)[0] == ["Research", "A1", "Micro- scopes", 1200.5, None, "2025-03-03"]
    assert unread(found) == []


def test_lists_with_the_same_columns_are_told_apart_by_what_stands_above() -> None:
    rows = [["Giver", "Worth"], ["A guild", "10"]]
    titled: list[Block] = [Paragraph("2. Gifts"), Paragraph("Things that were lent:"), published_rows(1, rows)]
    assert values(matched(*titled), "lent") == [["A guild", 10]]
    assert unread(matched(*titled), "gifts") == ["gifts"]
    untitled = matched(Paragraph("Further things"), published_rows(1, rows))
    assert (untitled.lines, unread(untitled, "gifts"), unread(untitled, "lent")) == ({}, ["gifts"], ["lent"])


def test_that_there_are_no_lines_is_read() -> None:
    nothing = (
        Paragraph("1. Grants", 1),
        Paragraph("None."),
        Paragraph("2. Gifts", 1),
        Paragraph("Gifts in kind: None."),
    )
    found = matched(*nothing)
    assert found.lines == {"grants": (), "gifts": ()}
    assert unread(found, "lent") == ["lent"]
    within = matched(published_rows(1, [HEADINGS, [("None", 6), *[None] * 5]]))
    assert (within.lines["grants"], unread(within)) == ((), [])
    empty = matched(published_rows(1, [HEADINGS, [""] * 6]))
    assert (empty.lines["grants"], unread(empty)) == ((), ["grants"])


def test_a_table_goes_on_on_the_next_page() -> None:
    rest = ["", "", "and lenses", "", "", ""]
    pages = (
        published_rows(1, [HEADINGS, LINES[0]], 1),
        Paragraph("– 2 –", page=2),
        published_rows(2, [HEADINGS, rest, LINES[1]], 2),
        published_rows(3, [LINES[2]], 3),
    )
    found = matched(*pages)
    assert values(found)[0][:4] == ["Research", "A1", "Microscopes and lenses", 1200.5]
    assert [line[1] for line in values(found)] == ["A1", "B2", "C3"]
    assert unread(found) == []
    assert len(found.notes) == 1


def test_what_may_be_a_line_or_the_rest_of_one_is_named() -> None:
    doubtful = ["Research", "A1", "Microscopes", "", "", ""]
    pages = (published_rows(1, [HEADINGS, LINES[0]], 1), published_rows(2, [HEADINGS, doubtful, LINES[1]], 2))
    found = matched(*pages)
    assert [line[1] for line in values(found)] == ["B2"]
    assert unread(found) == ["grants"]


def test_the_rest_of_a_line_without_columns_is_named() -> None:
    rows = [HEADINGS, LINES[0], ["B2", "Bursaries", "300"], LINES[2]]
    table = PublishedTable(1, published_rows(1, rows).cells, exact_columns=False)
    found = matched(table)
    assert [line[1] for line in values(found)] == ["A1", "C3"]
    assert unread(found) == ["grants"]


def test_a_number_that_is_merged_over_lines_is_nobodys() -> None:
    cells = [
        cell
        for cell in published_rows(1, [HEADINGS, *LINES]).cells
        if (cell.row, cell.column) not in ((1, 3), (2, 3), (2, 0))
    ]
    cells += [PublishedCell("1,500", 1, 3, height=2), PublishedCell("Research", 1, 0, height=2)]
    cells = [cell for cell in cells if cell.text != "Research" or cell.height == 2 or cell.row != 1]
    found = matched(PublishedTable(1, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))))
    assert [line[0] for line in values(found)] == ["Research", "Research", "Research"]
    assert unread(found) == ["grants.1.amount", "grants.2.amount"]


def test_columns_beside_each_other_are_joined_by_numbers_or_by_what_they_repeat() -> None:
    left = [["No.", *HEADINGS[:3]], *([str(n), *row[:3]] for n, row in enumerate(LINES, start=1))]
    right = [["No.", *HEADINGS[3:]], *([str(n), *row[3:]] for n, row in reversed(list(enumerate(LINES, start=1))))]
    found = matched(published_rows(1, left), published_rows(2, right))
    assert [line[:4] for line in values(found)][2] == ["Research", "C3", "Field work", 80]
    unnumbered = matched(
        published_rows(1, [row[:4] for row in (HEADINGS, *LINES)]),
        published_rows(2, [(row[1], *row[4:]) for row in (HEADINGS, *LINES)]),
    )
    assert values(unnumbered)[1] == ["Student aid", "B2", "Bursaries", 300, 20, "2025-04-04"]
    torn = matched(
        published_rows(1, [row[:4] for row in (HEADINGS, *LINES)]),
        published_rows(2, [row[4:] for row in (HEADINGS, *LINES)]),
    )
    assert unread(torn) == ["grants.owed", "grants.begun"] or unread(torn) == ["grants.begun", "grants.owed"]


def test_other_lines_with_text_in_between_are_named() -> None:
    first, second = published_rows(1, [HEADINGS, LINES[0], LINES[2]]), published_rows(2, [HEADINGS, LINES[1]])
    assert unread(matched(first, Paragraph("The year before that"), second)) == ["grants"]
    again = matched(first, Paragraph("Annex 1: Grants"), published_rows(2, [HEADINGS, *LINES]))
    assert (len(values(again)), unread(again)) == (3, [])


def test_a_table_without_headings_below_a_list_is_named() -> None:
    narrow = published_rows(2, [row[:5] for row in LINES[1:]], 2)
    found = matched(published_rows(1, [HEADINGS, LINES[0]], 1), narrow)
    assert (len(values(found)), unread(found)) == (1, ["grants"])


@pytest.mark.parametrize("between", ["2024", "2024 and 2025", "Grants of the year before"])
def test_lines_of_another_year_are_not_joined(between: str) -> None:
    last_year = [[*row[:3], "7", *row[4:]] for row in LINES]
    tables = (published_rows(1, [HEADINGS, *last_year]), Paragraph(between), published_rows(2, [HEADINGS, *LINES]))
    found = matched(*tables)
    assert (values(found), unread(found)) == ([], ["grants"])


def test_a_heading_above_that_the_form_lacks_makes_a_column_uncertain() -> None:
    top = ["", "", "", "Refused", "", ""]
    assert unread(matched(published_rows(1, [top, HEADINGS, *LINES]))) == ["grants.amount"]
    title = [("Grants of 2025, in EUR", 6), *[None] * 5]
    assert unread(matched(published_rows(1, [title, HEADINGS, *LINES]))) == []


@pytest.mark.parametrize("row", [LINES[1][:2] + LINES[1][3:], (*LINES[1], "x"), ("A1\nB2", "1\n2", "3\n4", "5\n6")])
def test_a_row_with_a_cell_too_few_or_too_many_is_named(row: tuple[str, ...]) -> None:
    found = matched(published_rows(1, [HEADINGS, LINES[0], row, LINES[2]]))
    assert [line[1] for line in values(found)] == ["A1", "C3"]
    assert unread(found) == ["grants"]


def test_lines_with_a_blank_cell_more_than_there_are_headings_are_named() -> None:
    found = matched(published_rows(1, [HEADINGS[1:], LINES[0], LINES[2]]))
    assert (values(found), unread(found)) == ([], ["grants.cluster", "grants", "grants"])


def test_dashes_in_the_only_row_say_that_there_are_no_lines() -> None:
    found = matched(published_rows(1, [HEADINGS, ["–"] * 6]))
    assert (found.lines["grants"], unread(found)) == ((), [])


def test_headings_over_two_years_whose_span_was_lost_are_not_read() -> None:
    rows = [[*HEADINGS[:5], "", "Begun on"], *([*row[:4], "7", row[4], row[5]] for row in LINES)]
    assert unread(matched(published_rows(1, rows))) == ["grants.owed"]


def test_sums_above_the_lines_and_signatures_below_are_no_lines() -> None:
    sums = ["Total", "", "", "1,580.50", "20", ""]
    found = matched(published_rows(1, [HEADINGS, sums, *LINES, ["Prepared by: A. Clerk", "", "", "Seen: B.", "", ""]]))
    assert len(values(found)) == 3
    assert ["Prepared by" in note for note in found.notes] == [True]
