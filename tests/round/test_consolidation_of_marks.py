"""A consolidation passes over what is not applicable, and says so where nothing else is there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.small_rounds import new_round, send
from xlsreport import read_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.place import Place
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions

pytestmark = pytest.mark.slow

FORM = """\
id: days
edition: "1"
language: en
name: Days
title: Days of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Days
    sheet: Days
    tables:
      - id: t
        columns:
          - {id: processed, label: Processed}
          - id: lowest
            label: Lowest
            kind: {name: count, combine: min, not_applicable: {when: processed == 0}}
          - id: fees
            label: Fees
            kind: {name: count, not_applicable: {mark: none due}}
          - {id: share, label: Share, total: fees / processed, undefined: none due, kind: {name: amount}}
        rows: [{id: all, label: All}]
"""
N, NO_FEES = "N/A", "none due"


def test_marks_in_a_round(tmp_path: Path) -> None:
    form = tmp_path / "days.yaml"
    form.write_text(FORM, encoding="utf-8")
    round_ = new_round(tmp_path, str(form), (("1", "North", ""), ("2", "South", ""), ("3", "West", "")))
    sent = {
        code: {"t.all.processed": processed, "t.all.lowest": lowest, "t.all.fees": NO_FEES}
        for code, processed, lowest in (("1", 4, 7), ("2", 0, N), ("3", 2, 5))
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 3
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    assert {str(place): figure for place, figure in result.figures.items()} == {
        "t.all.processed": 6,
        "t.all.lowest": 5,
        "t.all.fees": NO_FEES,
    }
    written = write_consolidation(round_, result)
    assert [one.rule for one in written.findings] == []
    report = read_workbook(written.report, round_.definition)
    assert Values(report).shown(Place.parse("t.all.share")) == NO_FEES
    cells = [cell.value for sheet in openpyxl.load_workbook(written.provenance) for row in sheet for cell in row]
    assert cells.count(N) == 1
    assert [cell for cell in cells if str(cell).startswith("=IF(COUNT(")] == [
        '=IF(COUNT(G8:G10)=0,"N/A",MIN(G8:G10))',
        '=IF(COUNT(H8:H10)=0,"none due",SUM(H8:H10))',
    ]


OVERALL = """\
id: delays
edition: "1"
language: en
name: Delays
title: Delays of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Delays
    sheet: Delays
    tables:
      - id: t
        columns:
          - {id: cases, label: Cases}
          - id: lowest
            label: Lowest
            kind: {name: count, combine: min, not_applicable: {mark: N/A}}
            except: {overall: min(offices)}
        rows:
          - {id: offices, rows: [{id: north, label: North}, {id: south, label: South}]}
          - {id: overall, label: Overall, total: sum(offices)}
"""


def test_a_single_cell_of_a_sum_that_is_the_least(tmp_path: Path) -> None:
    form = tmp_path / "delays.yaml"
    form.write_text(OVERALL, encoding="utf-8")
    round_ = new_round(tmp_path, str(form), (("1", "Bay", ""), ("2", "Cape", "")))
    names = ("t.north.cases", "t.south.cases", "t.north.lowest", "t.south.lowest")
    figures: dict[str, tuple[int | str, ...]] = {"1": (4, 1, 7, 9), "2": (3, 0, 8, N)}
    sent = {code: dict(zip(names, row, strict=True)) for code, row in figures.items()}
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 2
    written = write_consolidation(round_, consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1))
    assert [one.rule for one in written.findings] == []
    values = Values(read_workbook(written.report, round_.definition))
    assert [values.shown(Place.parse(f"t.overall.{column}")) for column in ("cases", "lowest")] == [8, 7]


WORDS = """\
id: appeals
edition: "1"
language: en
name: Appeals
title: Appeals of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Appeals
    sheet: Appeals
    tables:
      - id: t
        columns:
          - {id: pending, label: Pending}
          - id: median
            label: Median
            kind: {name: amount, decimals: 1, combine: none, not_applicable: {when: pending == 0}}
          - {id: oldest, label: Oldest, kind: {name: date, not_applicable: {when: pending == 0}}}
          - {id: rate, label: Rate, kind: {name: percent}}
        rows: [{id: bay, label: Bay}, {id: isles, label: Isles}, {id: cape, label: Cape}]
        comment: {label: Comments, when_blank: nothing}
"""
NOTHING = {"pending": 0, "median": N, "oldest": N}
BUSY = {"pending": 4, "median": 3.5, "oldest": "2025-03-01"}


def reported(comment: str, **rows: dict[str, object]) -> dict[str, object]:
    """The entries of an agency: what the form's rows have."""
    figures = {f"t.{row}.{column}": typed for row, typed_in in rows.items() for column, typed in typed_in.items()}
    return {**figures, **{f"t.{row}.rate": 5 for row in rows}, "t.comment": comment}


def test_what_is_not_combined_is_taken_where_only_one_agency_can_state_it(tmp_path: Path) -> None:
    form = tmp_path / "appeals.yaml"
    form.write_text(WORDS, encoding="utf-8")
    round_ = new_round(tmp_path, str(form), (("1", "North", ""), ("2", "South", "")))
    sent = {
        "1": reported("Staff were ill.", bay=NOTHING, isles=BUSY, cape=BUSY),
        "2": reported("", bay=NOTHING, isles=NOTHING, cape=BUSY),
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 2
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    assert {str(place): entry.stated for place, entry in result.uncombined.items()} == {
        "t.bay.median": N,
        "t.bay.oldest": N,
        "t.isles.median": "3.5",
        "t.isles.oldest": "2025-03-01",
    }
    assert result.unknown == ()
    written = write_consolidation(round_, result)
    report = read_workbook(written.report, round_.definition)
    assert {str(place) for place in report.entries} == {
        *(f"t.{row}.pending" for row in ("bay", "isles", "cape")),
        *(f"t.{row}.{column}" for row in ("bay", "isles") for column in ("median", "oldest")),
    }
    assert report.fields == {"t.comment": "North: Staff were ill."}
    totals = openpyxl.load_workbook(written.provenance, data_only=True)["Totals"].iter_rows(values_only=True)
    shown = {(row[2], row[3]): row[4] for row in totals if row[0] == "Appeals"}
    assert shown["Isles", "Oldest"] == "1 March 2025"
    assert (shown["Bay", "Median"], shown["Cape", "Median"]) == (N, None)


def test_comments_are_listed_behind_the_names_of_agencies_as_far_as_there_is_room(tmp_path: Path) -> None:
    form = tmp_path / "appeals.yaml"
    form.write_text(WORDS, encoding="utf-8")
    agencies = (("1", "North", ""), ("2", "South", ""), ("3", "West", ""), ("4", "East", ""))
    round_ = new_round(tmp_path, str(form), agencies)
    comments = {"1": "Two were late.\nThey were heard in May.", "2": "x" * 5000, "3": "y" * 5000, "4": "None."}
    same: dict[str, dict[str, object]] = {"bay": NOTHING, "isles": NOTHING, "cape": BUSY}
    send(round_, {code: reported(comment, **same) for code, comment in comments.items()})
    written = write_consolidation(round_, consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1))
    assert read_workbook(written.report, round_.definition).fields["t.comment"].splitlines() == [
        "North: Two were late.",
        "They were heard in May.",
        f"South: {'x' * 5000}",
        "(And 2 more comments: see the sheet “Comments” of the sources.)",
    ]
    book = openpyxl.load_workbook(written.provenance, data_only=True)
    assert book.sheetnames == ["About", "Totals", "Sources", "Explained", "Comments", "Parents"]
    listed = [row for row in book["Comments"].iter_rows(values_only=True) if row[3] == "Appeals"]
    assert [(row[0], row[1], row[5]) for row in listed] == [(code, name, comments[code]) for code, name, _ in agencies]
