"""A consolidation passes over what is not applicable, and says so where nothing else is there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.small_rounds import new_round, send
from xlsreport import read_workbook
from xlsreport.checking.figures.evaluation import Values
from xlsreport.definition.place import Place
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.scope import ConsolidationOptions

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
