"""A round about a form that asks some questions only where others are answered so: status, return, consolidation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.returning import received, returned
from support.small_rounds import new_round, send
from xlsreport import check, new_submission, read_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions

FORM = """\
id: homes
edition: "1"
language: en
name: Homes
title: Homes of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Homes
    sheet: Homes
    tables:
      - id: t
        columns:
          - {id: own, label: Own, kind: {name: choice, options: ["Yes", "No"]}}
          - {id: number, label: Number, required: {when: own == "Yes"}}
          - {id: oldest, label: Built first, kind: {name: count, combine: min}, required: {when: number > 0}}
          - {id: lent, label: Lent, required: {when: number > 9}}
          - {id: all, label: All, total: number + lent}
        rows: [{id: here, label: Here}]
"""
AGENCIES = (("1", "North", ""), ("2", "South", ""), ("3", "West", ""))
SENT: dict[str, dict[str, Any]] = {
    "1": {"t.here.own": "Yes", "t.here.number": 4, "t.here.oldest": 1950},
    "2": {"t.here.own": "No"},
    "3": {"t.here.own": "Yes", "t.here.number": 3, "t.here.oldest": 1970},
}


@pytest.mark.slow
def test_a_consolidation_passes_over_what_was_not_asked(tmp_path: Path) -> None:
    form = tmp_path / "homes.yaml"
    form.write_text(FORM, encoding="utf-8")
    round_ = new_round(tmp_path, str(form), AGENCIES)
    assert [one.receipt.verdict for one in send(round_, SENT) if one.receipt is not None] == ["clean"] * 3
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    assert {str(place): figure for place, figure in result.figures.items()} == {
        "t.here.number": 7,
        "t.here.oldest": 1950,
    }
    assert result.unknown == ()
    written = write_consolidation(round_, result)
    assert [(one.rule, one.place) for one in written.findings] == [("filled", "t.here.own")]
    report = read_workbook(written.report, round_.definition)
    assert Place.parse("t.here.lent") not in report.entries
    assert Values(report).shown(Place.parse("t.here.all")) == 7
    cells = [cell.value for sheet in openpyxl.load_workbook(written.provenance) for row in sheet for cell in row]
    assert [cell for cell in cells if str(cell).startswith(("=SUM(", "=MIN("))] == ["=SUM(F8:F10)", "=MIN(G8:G10)"]


@pytest.mark.slow
def test_what_an_agency_entered_where_nothing_is_asked_goes_back_to_it(tmp_path: Path) -> None:
    form = tmp_path / "homes.yaml"
    form.write_text(FORM, encoding="utf-8")
    round_ = new_round(tmp_path, str(form), AGENCIES)
    (got,) = send(round_, {"2": {"t.here.own": "No", "t.here.number": 4}})
    assert got.receipt is not None
    assert got.receipt.verdict == "errors"


def test_a_returned_workbook_says_what_is_to_be_deleted(tmp_path: Path) -> None:
    definition = parse_definition(FORM)
    entries = {"t.here.own": "No", "t.here.number": 4, "t.here.oldest": 1950}
    submission = new_submission(definition, agency="South", year=2025, entries=entries)
    assert [(one.rule, one.place) for one in check(submission)] == [
        ("not_asked", "t.here.number"),
    ]
    remarks = returned(received(submission, tmp_path), tmp_path / "returned.xlsx")
    assert [len(group) for group in remarks.groups.values() if group] == [1]
    book = openpyxl.load_workbook(tmp_path / "returned.xlsx")
    formulas = [str(cell.value) for row in book.worksheets[0] for cell in row if str(cell.value).startswith("=IF(")]
    assert any("COUNTA(" in text and "=0)" in text for text in formulas)
    again = read_workbook(tmp_path / "returned.xlsx", definition)
    assert [(one.rule, one.place) for one in check(again)] == [("not_asked", "t.here.number")]
